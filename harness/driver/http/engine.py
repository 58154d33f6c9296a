"""The driver over plain HTTP: no scripts, no layout, a few milliseconds a page."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from harness.config.connection import ANYBODY, PLAIN, Access, Visitor
from harness.driver.certificates import Trust
from harness.driver.egress_policy import EgressPolicy
from harness.driver.http.client import Limits, Transport
from harness.driver.http.loader import Loader
from harness.driver.http.tab import HttpTab
from harness.driver.protocol import MOST_BYTES


@dataclass
class HttpSession:
    """One person's visit: cookies of its own."""

    transport: Transport
    validate: bool = False
    trace: Path | None = None

    async def tab(self) -> HttpTab:
        """Open another window of the same session."""
        return HttpTab(self.transport.base_url, Loader(self.transport), validate=self.validate)

    def override_host(self, header: str, host: str) -> None:
        """Send a host of one's own choice from now on."""
        self.transport.forged = (header, host)

    async def forget(self) -> None:
        """Lose the cookies, as a session that expired."""
        self.transport.forget()

    async def close(self) -> None:
        """End the visit and close all its windows."""
        await self.transport.close()


@dataclass
class HttpEngine:
    """Opens sessions over plain HTTP.

    Args:
        base_url: of the portal.
        timeout: seconds that one answer may take.
        access: how the portal is reached.
        visitor: what language is asked for.
        hosts: that belong to the portal beside its own.
        max_redirects: hops in one go.
        max_bytes: of one document, decompressed.
        validate: whether to refuse sending what a browser would refuse.
    """

    base_url: str
    timeout: float = 10.0
    access: Access = PLAIN
    visitor: Visitor = ANYBODY
    hosts: Sequence[str] = ()
    max_redirects: int = 20
    max_bytes: int = MOST_BYTES
    validate: bool = False
    name: str = field(default="http", init=False)
    observes: frozenset[str] = field(default=frozenset(), init=False)

    def __post_init__(self) -> None:
        self.observes = frozenset({"validation"} if self.validate else ())
        self.egress = EgressPolicy(self.base_url, self.hosts, self.access.own_headers)
        self._trust = Trust(self.access)
        self._sessions: list[HttpSession] = []

    async def session(self) -> HttpSession:
        """Open a visit with no cookies."""
        limits = Limits(self.timeout, self.max_redirects, self.max_bytes)
        transport = Transport(self.egress, limits, self._trust, self.visitor)
        session = HttpSession(transport, self.validate)
        self._sessions.append(session)
        return session

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        for session in self._sessions:
            await session.close()
        self._sessions.clear()
