"""Many addresses over plain HTTP, one request each: what a crawl needs of the network.

Nothing is followed and nothing raised: an answer that is cut off, too large, too slow or
missing is told as what it is. Bodies stay as they came; they are decompressed up to a bound.
"""

import asyncio
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urldefrag

import aiohttp
from yarl import URL

from harness.config.connection import ANYBODY, PLAIN, Access
from harness.core.url import origin
from harness.driver.certificates import Trust
from harness.driver.http.client import BROWSER_HEADERS, cookie_jar, referer_for

_CHUNK = 65536
_IDLE_SECONDS = 2.0  # servers hang up on idle connections after 5
_ENCODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_HIDDEN = "…"
_EITHER_HEADER, _NO_HEADER = 47, -15  # of gzip or zlib; deflate as some servers send it

Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class FetchRequest:
    """One address to ask for.

    Attributes:
        etag: of the answer that is known already; "" for none.
        modified: its date; "" for none.
    """

    url: str
    referrer: str = ""
    etag: str = ""
    modified: str = ""


@dataclass(frozen=True)
class FetchResult:
    """What came of asking.

    Attributes:
        status: 0 where no answer came.
        headers: of the answer, as written and in their order.
        sent: of the request.
        raw: the body as it came.
        body: the same decompressed.
        seconds: until all of it was there.
        cut: why not all of it is here: "size", "time", "connection"; "" for all.
        fault: what happened instead of an answer; "" for nothing.
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
    fault: str = ""

    def header(self, name: str) -> str:
        """A header's value, several ones joined; "" for none."""
        return ", ".join(value for key, value in self.headers if key.lower() == name)


@dataclass
class _Coming:
    """An answer while it comes: what is here stays, whatever happens next."""

    head: FetchResult
    pieces: list[bytes] = field(default_factory=list)
    cut: str = ""


class Fetcher:
    """Asks for addresses with one person's cookies; opened and closed by `async with`.

    Args:
        base_url: of the portal; its cookies are kept as a browser would.
        agent: the name that is added to a browser's; robots.txt knows it by that.
        seconds: that one answer may take.
        max_bytes: of one body, as it comes and decompressed.
        connections: at once to one host.
        jar: cookies that a login left behind; None for none yet.
        access: how the portal is reached.
        languages: that are asked for.
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

    async def get(self, asking: FetchRequest) -> FetchResult:
        """Ask for an address; never raises for what the network or the server does."""
        began = time.perf_counter()
        coming = _Coming(FetchResult(asking.url))
        fault = ""
        try:
            async with asyncio.timeout(self._seconds):
                await self._ask(asking, coming)
        except TimeoutError:
            coming.cut, fault = "time", f"no answer within {self._seconds:g} s"
        except (aiohttp.ClientError, OSError, ValueError) as broken:
            coming.cut, fault = "connection", str(broken) or type(broken).__name__
        return self._whole(coming, fault, time.perf_counter() - began)

    async def _ask(self, asking: FetchRequest, coming: _Coming) -> None:
        url = URL(urldefrag(asking.url).url, encoded=True)
        own = origin(asking.url) == self._origin
        async with self._client.get(
            url,
            headers=self._headers(asking, own=own),
            allow_redirects=False,
            ssl=self._trust.of(asking.url, own=own),
            proxy=self._trust.access.proxy,
            proxy_headers=self._trust.access.proxy_headers,
        ) as response:
            coming.head = _head(asking.url, response, self._trust.access.own_headers)
            size = 0
            async for piece in response.content.iter_chunked(_CHUNK):
                coming.pieces.append(piece)
                size += len(piece)
                if size > self._max_bytes:
                    coming.cut = "size"
                    response.close()
                    return

    def _headers(self, asking: FetchRequest, *, own: bool) -> dict[str, str]:
        headers = self._trust.access.own_headers if own else {}
        stated = {
            "Referer": referer_for(asking.referrer, asking.url) if asking.referrer else "",
            "If-None-Match": asking.etag,
            "If-Modified-Since": asking.modified,
        }
        return {**headers, **{name: value for name, value in stated.items() if value}}

    def _whole(self, coming: _Coming, fault: str, seconds: float) -> FetchResult:
        head, raw = coming.head, b"".join(coming.pieces)
        if not head.status:
            return replace(head, fault=fault, seconds=seconds)
        body, too_large = decompressed(raw, head.header("content-encoding"), self._max_bytes)
        cut = coming.cut or ("size" if too_large else "")
        return replace(head, raw=raw, body=body, seconds=seconds, cut=cut)


def _head(url: str, response: aiohttp.ClientResponse, secret: Iterable[str]) -> FetchResult:
    """The head of an answer; of headers that let us in, the request tells the names only."""
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
    """A body without its compression, up to a bound.

    Args:
        raw: as it came; where it is broken, what can be read of it counts.
        encoding: the header's value; an unknown one leaves the body as it is.
        most: bytes to give at the most.

    Returns:
        The body, and whether there was more.
    """
    for name in reversed(encoding.lower().replace(",", " ").split()):
        if name not in _ENCODINGS:
            return raw[:most], len(raw) > most
        raw, more = _inflated(raw, most)
        if more:
            return raw, True
    return raw[:most], len(raw) > most


def _inflated(raw: bytes, most: int) -> tuple[bytes, bool]:
    for header in (_EITHER_HEADER, _NO_HEADER):
        inflater = zlib.decompressobj(header)
        try:
            body = inflater.decompress(raw, most)
        except zlib.error:
            continue
        return body, bool(inflater.unconsumed_tail) and not inflater.eof
    return raw, False
