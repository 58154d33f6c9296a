"""The HTTP client of a crawl: one request per address.

It follows no redirect and raises no error: a result says whether the answer is incomplete, too
large, too slow or missing. Bodies are stored as they came, and decompressed up to a limit.
"""

import asyncio
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self

import aiohttp
from yarl import URL

from harness.config.connection import ANYBODY, PLAIN, Access
from harness.core.url import origin, without_fragment
from harness.driver.certificates import Trust
from harness.driver.http.client import BROWSER_HEADERS, cookie_jar, referer_for
from harness.model.fact import Fact, fact

_CHUNK = 65536
_IDLE_SECONDS = 2.0  # servers hang up on idle connections after 5
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_HIDDEN = "…"
_EITHER_HEADER, _NO_HEADER = 47, -15  # of gzip or zlib; deflate as some servers send it

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
        sent: headers of the request.
        raw: the body as it came.
        body: the decompressed body.
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
        base_url: of the portal.
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
        jar: aiohttp.abc.AbstractCookieJar | None = None,
        access: Access = PLAIN,
        languages: str = ANYBODY.languages,
    ) -> None:
        self._origin = origin(base_url)
        self._seconds = seconds
        self._max_bytes = max_bytes
        self._trust = Trust(access)
        browser = BROWSER_HEADERS["User-Agent"].rpartition(" ")[0]
        self._client = aiohttp.ClientSession(
            connector=aiohttp.TCPConnector(
                limit=0, limit_per_host=connections, keepalive_timeout=_IDLE_SECONDS
            ),
            cookie_jar=jar if jar is not None else cookie_jar(base_url),
            timeout=aiohttp.ClientTimeout(total=None),
            headers={
                **BROWSER_HEADERS,
                "User-Agent": f"{browser} {agent}",
                "Accept-Language": languages,
                "Accept-Encoding": "gzip, deflate",
            },
            auto_decompress=False,
            max_line_size=_CHUNK,
            max_field_size=_CHUNK,
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *details: object) -> None:
        await self._client.close()

    async def get(self, request: FetchRequest) -> FetchResult:
        """Fetch an address; no error of the network or the server is raised."""
        began = time.perf_counter()
        partial = _PartialAnswer(FetchResult(request.url))
        fault: Fact | None = None
        try:
            async with asyncio.timeout(self._seconds):
                await self._receive(request, partial)
        except TimeoutError:
            partial.cut, fault = "time", fact("no-answer-in-time", seconds=self._seconds)
        except (aiohttp.ClientError, OSError, ValueError) as error:
            partial.cut, fault = "connection", fact("connection-failed", error=_error_text(error))
        return self._result(partial, fault, time.perf_counter() - began)

    async def _receive(self, request: FetchRequest, partial: _PartialAnswer) -> None:
        url = URL(without_fragment(request.url), encoded=True)
        own = origin(request.url) == self._origin
        async with self._client.get(
            url,
            headers=self._headers(request, own=own),
            allow_redirects=False,
            ssl=self._trust.of(request.url, own=own),
            proxy=self._trust.access.proxy,
            proxy_headers=self._trust.access.proxy_headers,
        ) as response:
            partial.head = _head(request.url, response, self._trust.access.own_headers)
            size = 0
            async for piece in response.content.iter_chunked(_CHUNK):
                partial.pieces.append(piece)
                size += len(piece)
                if size > self._max_bytes:
                    partial.cut = "size"
                    response.close()
                    return

    def _headers(self, request: FetchRequest, *, own: bool) -> dict[str, str]:
        headers = self._trust.access.own_headers if own else {}
        stated = {
            "Referer": referer_for(request.referrer, request.url) if request.referrer else "",
            "If-None-Match": request.etag,
            "If-Modified-Since": request.modified,
        }
        return {**headers, **{name: value for name, value in stated.items() if value}}

    def _result(self, partial: _PartialAnswer, fault: Fact | None, seconds: float) -> FetchResult:
        head, raw = partial.head, b"".join(partial.pieces)
        if not head.status:
            return replace(head, fault=fault, seconds=seconds)
        body, too_large = decompressed(raw, head.header("content-encoding"), self._max_bytes)
        cut = partial.cut or ("size" if too_large else "")
        return replace(head, raw=raw, body=body, seconds=seconds, cut=cut)


def _error_text(error: Exception) -> str:
    return str(error) or type(error).__name__


def _head(url: str, response: aiohttp.ClientResponse, secret: Iterable[str]) -> FetchResult:
    """The head of an answer; the values of secret request headers are hidden."""
    names = {name.lower() for name in secret}
    version = response.version
    return FetchResult(
        url=url,
        status=response.status,
        reason=response.reason or "",
        version=f"HTTP/{version.major}.{version.minor}" if version else "HTTP/1.1",
        headers=tuple(
            (name.decode("latin-1"), value.decode("latin-1"))
            for name, value in response.raw_headers
        ),
        sent=tuple(
            (name, _HIDDEN if name.lower() in names else value)
            for name, value in response.request_info.headers.items()
        ),
    )


def decompressed(raw: bytes, encoding: str, most: int) -> tuple[bytes, bool]:
    """Decompress a body.

    Args:
        raw: the body; if it is damaged, the readable part counts.
        encoding: value of `Content-Encoding`; an unknown one leaves the body as it is.
        most: maximum number of bytes to return.

    Returns:
        The body, and whether it was longer.
    """
    for name in reversed(encoding.lower().replace(",", " ").split()):
        if name not in _ENCODINGS:
            return raw[:most], len(raw) > most
        raw, more = _inflate(raw, most)
        if more:
            return raw, True
    return raw[:most], len(raw) > most


def _inflate(raw: bytes, most: int) -> tuple[bytes, bool]:
    for header in (_EITHER_HEADER, _NO_HEADER):
        inflater = zlib.decompressobj(header)
        try:
            body = inflater.decompress(raw, most)
        except zlib.error:
            continue
        return body, bool(inflater.unconsumed_tail) and not inflater.eof
    return raw, False
