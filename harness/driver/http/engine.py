"""The HTTP driver: opens sessions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from harness.config.connection import ANYBODY, PLAIN, Access, Visitor
from harness.driver.certificates import Trust
from harness.driver.egress_policy import EgressPolicy
from harness.driver.http.client import HttpClient, RequestLimits
from harness.driver.http.loader import Loader
from harness.driver.http.style_sheets import StyleSheets, Styling
from harness.driver.http.tab import HttpTab
from harness.driver.unreadable_pages import MAX_BYTES


@dataclass
class HttpSession:
    """A session with its own cookies."""

    client: HttpClient
    sheets: StyleSheets
    validate: bool = False
    trace: Path | None = None

    async def tab(self) -> HttpTab:
        """Open another window of the same session."""
        return HttpTab(
            self.client.base_url, Loader(self.client, self.sheets), validate=self.validate
        )

    def override_host(self, header: str, host: str) -> None:
        """Claim another host in all requests from now on."""
        self.client.forged = (header, host)

    async def forget(self) -> None:
        """Delete the cookies, as if the session had expired."""
        self.client.forget()

    async def close(self) -> None:
        """End the session and close its connections."""
        await self.client.close()


@dataclass
class HttpEngine:
    """Opens sessions over plain HTTP.

    Args:
        timeout: seconds that one answer may take.
        access: how the portal is reached.
        visitor: the language to ask for.
        hosts: further hosts of the portal.
        max_redirects: in a row.
        max_bytes: of one document, decompressed.
        validate: whether to refuse sending what a browser would refuse.
    """

    base_url: str
    timeout: float = 10.0
    access: Access = PLAIN
    visitor: Visitor = ANYBODY
    hosts: Sequence[str] = ()
    max_redirects: int = 20
    max_bytes: int = MAX_BYTES
    validate: bool = False
    name: str = field(default="http", init=False)
    observes: frozenset[str] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self.observes = frozenset({"validation"} if self.validate else ())
        self.egress = EgressPolicy(self.base_url, self.hosts, self.access.own_headers)
        self._trust = Trust(self.access)
        self._sheets = StyleSheets(Styling(width=self.visitor.viewport[0]))
        self._sessions: list[HttpSession] = []

    async def session(self) -> HttpSession:
        """Open a session without cookies."""
        limits = RequestLimits(self.timeout, self.max_redirects, self.max_bytes)
        client = HttpClient(self.egress, limits, self._trust, self.visitor)
        session = HttpSession(client, self._sheets, self.validate)
        self._sessions.append(session)
        return session

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        for session in self._sessions:
            await session.close()
        self._sessions.clear()
