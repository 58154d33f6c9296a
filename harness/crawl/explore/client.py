"""The HTTP client of a crawl: one request per address.

It follows no redirect and raises no error: a result says whether the answer is incomplete, too
large, too slow or missing. Bodies are stored as they came, and decompressed up to a limit.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

from harness.config.connection import ANYBODY, PLAIN, Access
from harness.core.processes.deadline import timeout
from harness.core.url import origin
from harness.driver.certificates import Trust
from harness.driver.http.client import BROWSER_HEADERS, IDLE_SECONDS, referer_for
from harness.driver.wire.answer import WireError
from harness.driver.wire.connection import Answer, Connections
from harness.driver.wire.content_coding import readable
from harness.driver.wire.cookies import CookieJar
from harness.model.fact import Fact, fact

_HIDDEN = "…"

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FetchRequest:
    """A request for one address.

    Attributes:
        etag: of an earlier answer; "" for none.
        modified: date of that answer; "" for none.
    """

    url: str
    referrer: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class FetchResult:
    """The answer to a request, or why there is none.

    Attributes:
        status: 0 if no answer came.
        headers: of the answer, as written and in their order.
        raw: the body as it came.
        seconds: until the whole answer was there.
        cut: why the answer is incomplete: "size", "time" or "connection"; "" if it is whole.
        fault: what happened instead of an answer; None if an answer came.
    """

    url: str
    status: int = 0
    reason: str = ""
    version: str = "HTTP/1.1"
    headers: Pairs = ()
    sent: Pairs = ()
    raw: bytes = field(default=b"", repr=False)
    body: bytes = field(default=b"", repr=False)
    seconds: float = 0.0
    cut: str = ""
    fault: Fact | None = None

    def header(self, name: str) -> str:
        """A header's value, joined with ", " if it occurs several times; "" for none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


@dataclass
class _PartialAnswer:
    """An answer while it is received; an error later loses none of it."""

    head: FetchResult
    pieces: list[bytes] = field(default_factory=list)
    cut: str = ""


class Fetcher:
    """Fetches addresses with one set of cookies; opened and closed by `async with`.

    Args:
        agent: name that is added to the `User-Agent` of a browser.
        seconds: time limit of one answer.
        max_bytes: limit of one body, compressed and decompressed.
        connections: maximum number at once to one host.
        jar: cookies of an earlier login; None for an empty jar.
        access: how the portal is reached.
        languages: value of `Accept-Language`.
    """

    def __init__(
        self,
        base_url: str,
        *,
        agent: str,
        seconds: float,
        max_bytes: int,
        connections: int,
        jar: CookieJar | None = None,
        access: Access = PLAIN,
        languages: str = ANYBODY.languages,
    ) -> None:
        self._origin = origin(base_url)
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._trust = Trust(access)
        browser = BROWSER_HEADERS["User-Agent"].rpartition(" ")[0]
        self._jar = jar if jar is not None else CookieJar()
        self._browser = {
            **BROWSER_HEADERS,
            "User-Agent": f"{browser} {agent}",
            "Accept-Language": languages,
        }
        self._connections = Connections(self._trust, IDLE_SECONDS, connections)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        self._connections.close()

    async def get(self, request: FetchRequest) -> FetchResult:
        """Fetch an address; no error of the network or the server is raised."""
        began = time.perf_counter()
        partial = _PartialAnswer(FetchResult(request.url))
        fault: Fact | None = None
        try:
            async with timeout(self._seconds):
                await self._receive(request, partial)
        except TimeoutError:
            partial.cut, fault = "time", fact("no-answer-in-time", seconds=self._seconds)
        except (WireError, OSError) as error:
            partial.cut, fault = (
                "connection",
                fact("connection-failed", error=str(error) or type(error).__name__),
            )
        return self._result(partial, fault, time.perf_counter() - began)

    async def _receive(self, request: FetchRequest, partial: _PartialAnswer) -> None:
        own = origin(request.url) == self._origin
        headers = self._headers(request, own=own)
        async with self._connections.request("GET", request.url, headers.items(), own=own) as got:
            partial.head = _head(request.url, got, self._trust.access.own_headers)
            self._jar.receive(request.url, got.head.headers.get("set-cookie", ()))
            size = 0
            async for piece in got.pieces():
                partial.pieces.append(piece)
                size += len(piece)
                if size > self._max_bytes:
                    partial.cut = "size"
                    return

    def _headers(self, request: FetchRequest, *, own: bool) -> dict[str, str]:
        headers = self._trust.access.own_headers if own else {}
        stated = {
            "Referer": referer_for(request.referrer, request.url) if request.referrer else "",
            "If-None-Match": request.etag,
            "If-Modified-Since": request.modified,
            "Cookie": self._jar.header(request.url),
        }
        return {
            **self._browser,
            **headers,
            **{name: value for name, value in stated.items() if value},
        }

    def _result(self, partial: _PartialAnswer, fault: Fact | None, seconds: float) -> FetchResult:
        head, raw = partial.head, b"".join(partial.pieces)
        if not head.status:
            return replace(head, fault=fault, seconds=seconds)
        body, too_large = readable(raw, head.header("content-encoding"), self._max_bytes)
        cut = partial.cut or ("size" if too_large else "")
        return replace(head, raw=raw, body=body, seconds=seconds, cut=cut)


def _head(url: str, answer: Answer, secret: Iterable[str]) -> FetchResult:
    """The head of an answer; the values of secret request headers are hidden."""
    names, head = {name.lower() for name in secret}, answer.head
    return FetchResult(
        url=url,
        status=head.status,
        reason=head.reason,
        version=f"HTTP/{head.version[0]}.{head.version[1]}",
        headers=head.fields,
        sent=tuple(
            (name, _HIDDEN if name.lower() in names else value) for name, value in answer.sent
        ),
    )
