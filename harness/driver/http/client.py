"""HTTP requests of one session: its cookies, redirects followed one by one, errors as faults.

A GET whose connection broke before its answer began is sent again, as a reader who reloads
would do (RFC 9110, 9.2.2). The request of a form is never sent again, whatever its method:
it may have arrived.
"""

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from http.cookies import CookieError

import aiohttp
from yarl import URL

from harness.config.connection import ANYBODY, PLAIN, Visitor
from harness.core.errors import CaptureError, RedirectLoop, TimedOut, Unreachable, Unreadable
from harness.core.url import is_loopback, location_url, origin, split, without_fragment
from harness.driver.certificates import Trust
from harness.driver.document_rules import MAX_BYTES
from harness.driver.egress_policy import EgressPolicy
from harness.model.exchange import Exchange

MAX_TRIES = 3  # for one document
_REMEDY = "Check that the portal runs and that its address is right."
_TRUST = "Name the authority that vouches for it as authorities under [access], or renew it."
_IDLE_SECONDS = 2.0  # servers hang up on idle connections after 5
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEPS_METHOD = frozenset({307, 308})
_SET_COOKIE = "set-cookie"
_KEY = secrets.token_bytes(16)  # new in each run, so that no digest can be looked up


@dataclass(frozen=True)
class Request:
    """One request as a browser would make it.

    Attributes:
        referrer: the address of the page that it comes from; "" for none.
        form: whether a form sends it.
    """

    url: str
    method: str = "GET"
    body: bytes | None = None
    content_type: str = ""
    referrer: str = ""
    form: bool = False


@dataclass(frozen=True)
class Response:
    """The last answer, after redirects, and all exchanges that led to it."""

    request: Request
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    exchanges: tuple[Exchange, ...] = ()

    @property
    def content_type(self) -> str:
        """Value of the header; "" for none."""
        return self.headers.get("content-type", "")

    @property
    def redirect_target(self) -> str:
        """The address that it redirects to; "" if it is no redirect."""
        location = self.headers.get("location", "")
        if self.status not in _REDIRECTS or not location:
            return ""
        return location_url(self.url, location.encode("latin-1", "surrogateescape"))


@dataclass(frozen=True)
class RequestLimits:
    """RequestLimits of a request.

    Attributes:
        timeout: seconds until the answer is complete.
        max_redirects: in a row.
        max_bytes: of one body, decompressed.
    """

    timeout: float = 10.0
    max_redirects: int = 20
    max_bytes: int = MAX_BYTES


BROWSER_HEADERS: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Safari/537.36 codes-perdus",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
}


def _connector(base_url: str) -> aiohttp.TCPConnector:
    """A connector that does not reuse a connection at the moment when the server closes it.

    A form request at that moment would be lost and could not be repeated. Over plain HTTP a new
    connection costs next to nothing, so each request has its own.
    """
    if split(base_url).scheme == "http":
        return aiohttp.TCPConnector(force_close=True)
    return aiohttp.TCPConnector(keepalive_timeout=_IDLE_SECONDS)


def cookie_jar(base_url: str) -> aiohttp.CookieJar:
    """An empty jar that keeps a portal's cookies as a browser would."""
    # over plain HTTP, a browser accepts Secure cookies from the local machine only
    trusted = [URL(base_url).origin()] if is_loopback(base_url) else None
    return aiohttp.CookieJar(unsafe=True, quote_cookie=False, treat_as_secure_origin=trusted)


@dataclass
class HttpClient:
    """Sends the requests of one session.

    Attributes:
        egress: knows the portal, and decides which requests may be sent.
        forged: a host header and the host name that it claims; None for the real one.
    """

    egress: EgressPolicy
    limits: RequestLimits
    trust: Trust = field(default_factory=lambda: Trust(PLAIN))
    visitor: Visitor = ANYBODY
    forged: tuple[str, str] | None = None
    _client: aiohttp.ClientSession | None = None

    @property
    def base_url(self) -> str:
        """Address of the portal."""
        return self.egress.base_url

    def _open(self) -> aiohttp.ClientSession:
        if self._client is None:
            self._client = aiohttp.ClientSession(
                connector=_connector(self.base_url),
                cookie_jar=cookie_jar(self.base_url),
                timeout=aiohttp.ClientTimeout(total=self.limits.timeout),
                headers={**BROWSER_HEADERS, "Accept-Language": self.visitor.languages},
                max_line_size=65536,
                max_field_size=65536,
            )
            # aiohttp would silently repeat every GET, also that of a form.
            self._client._retry_connection = False  # noqa: SLF001 - it has no other name
        return self._client

    @property
    def jar(self) -> aiohttp.abc.AbstractCookieJar:
        """The session's cookies."""
        return self._open().cookie_jar

    def forget(self) -> None:
        """Delete all cookies."""
        self._open().cookie_jar.clear()

    async def close(self) -> None:
        """Close all connections."""
        if self._client is not None:
            await self._client.close()
            self._client = None

    async def send(self, request: Request) -> Response:
        """Send a request and follow its redirects.

        Raises:
            CaptureError: no readable answer.
        """
        exchanges: list[Exchange] = []
        seen: set[tuple[str, str, str]] = set()
        while True:
            answer = await self._send_once(request)
            target = answer.redirect_target
            exchanges += answer.exchanges[:-1]
            exchanges.append(answer.exchanges[-1].model_copy(update={"location": target}))
            if not target or self._is_forged(target):
                return replace(answer, exchanges=tuple(exchanges))
            self._check_loop(request, target, seen, len(exchanges))
            request = _redirected(request, answer.status, target)

    def _is_forged(self, target: str) -> bool:
        return self.forged is not None and split(target).host == self.forged[1]

    def _check_loop(
        self, request: Request, target: str, seen: set[tuple[str, str, str]], hops: int
    ) -> None:
        cookies = str(sorted((c.key, c.value) for c in self._open().cookie_jar))
        step = (request.method, request.url, cookies)
        if step in seen or hops > self.limits.max_redirects:
            raise RedirectLoop(
                f"an answer from {request.url}",
                seen=f"redirects without end, {hops} so far, the last to {target}",
                remedy="Look at the portal's redirects; the exchanges are in its access log.",
            )
        seen.add(step)

    async def _send_once(self, request: Request) -> Response:
        """One answer; a request whose answer was lost is repeated where that is safe."""
        tries: list[Exchange] = []
        while True:
            try:
                answer = await self._exchange_or_fault(request)
            except Unreachable as fault:
                tries.append(lost_exchange(request.url, fault.seen))
                if len(tries) == MAX_TRIES or not _was_lost(request, fault.__cause__):
                    raise
            else:
                return replace(answer, exchanges=(*tries, *answer.exchanges))

    async def _exchange_or_fault(self, request: Request) -> Response:
        """One request and its answer; an error becomes a fault."""
        try:
            return await self._exchange(request)
        except TimeoutError as slow:
            raise TimedOut(
                f"an answer from {request.url}",
                seen=f"no whole one within {self.limits.timeout:g} s",
                remedy="Raise the timeout, or look at what keeps the portal busy.",
            ) from slow
        except (aiohttp.ClientError, OSError, ValueError, CookieError) as broken:
            raise request_fault(request.url, broken) from broken

    async def _exchange(self, request: Request) -> Response:
        self.egress.check(request.method, request.url, data=request.body is not None)
        began = time.perf_counter()
        async with self._open().request(
            request.method,
            URL(without_fragment(request.url), encoded=True),
            data=request.body,
            headers=self._headers(request),
            allow_redirects=False,
            ssl=self.trust.of(request.url, own=self.egress.is_own(request.url)),
            proxy=self.trust.access.proxy,
            proxy_headers=self.trust.access.proxy_headers,
        ) as response:
            duration = time.perf_counter() - began
            body = await self._body(response, request.url)
            headers = _headers_of(response)
            exchange = Exchange(
                method=request.method,
                url=request.url,
                status=response.status,
                headers=_without_secrets(headers),
                duration=duration,
            )
            return Response(request, request.url, response.status, headers, body, (exchange,))

    async def _body(self, response: aiohttp.ClientResponse, url: str) -> bytes:
        pieces, size = [], 0
        async for piece in response.content.iter_chunked(65536):
            pieces.append(piece)
            size += len(piece)
            if size > self.limits.max_bytes:
                raise Unreadable(
                    f"a document at {url}",
                    seen=f"more than {self.limits.max_bytes} bytes",
                    remedy="Raise max_bytes, or leave this address out.",
                )
        return b"".join(pieces)

    def _headers(self, request: Request) -> dict[str, str]:
        headers = {"Upgrade-Insecure-Requests": "1"}
        if self.egress.is_own(request.url):
            headers |= self.egress.headers  # they may contain credentials of the portal
            headers |= dict([self.forged] if self.forged else ())
        if request.referrer and (referer := referer_for(request.referrer, request.url)):
            headers["Referer"] = referer
        if request.body is not None:
            headers["Content-Type"] = request.content_type
            headers["Origin"] = origin(request.referrer or request.url)
        return headers


def referer_for(referrer: str, url: str) -> str:
    """The Referer header under a browser's default policy; "" for none."""
    here, there = origin(referrer), origin(url)
    if here == there:
        return without_fragment(referrer)
    if here.startswith("https:") and not there.startswith("https:"):
        return ""
    return f"{here}/"


def _redirected(request: Request, status: int, target: str) -> Request:
    if not split(target).is_web:
        raise Unreadable(
            f"a redirect from {request.url} to a page",
            seen=f"a redirect to {target}",
            remedy="Only http and https addresses hold pages.",
        )
    if status not in _KEEPS_METHOD:
        return Request(target, referrer=request.referrer)
    return replace(request, url=target)


def _headers_of(response: aiohttp.ClientResponse) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in response.headers.items():
        key = name.lower()
        joint = "\n" if key == _SET_COOKIE else ", "
        headers[key] = f"{headers[key]}{joint}{value}" if key in headers else value
    return headers


def _without_secrets(headers: Mapping[str, str]) -> dict[str, str]:
    kept = dict(headers)
    if _SET_COOKIE in kept:
        kept[_SET_COOKIE] = without_cookie_values(kept[_SET_COOKIE])
    return kept


def without_cookie_values(header: str) -> str:
    """`Set-Cookie` lines with names and attributes; values are replaced by a digest."""
    return "\n".join(_without_value(line) for line in header.split("\n"))


def _without_value(line: str) -> str:
    pair, semicolon, attributes = line.partition(";")
    name, _, value = pair.partition("=")
    return f"{name.strip()}=…{_digest(value.strip())}{semicolon}{attributes}"


def _digest(value: str) -> str:
    """A short digest that tells two values apart; "" for no value."""
    if not value.strip('"'):
        return ""
    return hashlib.blake2s(value.encode("utf-8", "replace"), key=_KEY, digest_size=4).hexdigest()


def _was_lost(request: Request, cause: BaseException | None) -> bool:
    """Whether a connection broke before its answer began, and the request may be repeated."""
    broke = isinstance(cause, aiohttp.ServerDisconnectedError | aiohttp.ClientOSError)
    never_connected = isinstance(cause, aiohttp.ClientConnectorError)
    return request.method == "GET" and not request.form and broke and not never_connected


def request_fault(url: str, broken: Exception) -> CaptureError:
    """The fault for an error of aiohttp's or of the system's.

    Args:
        url: the address that was asked for.
        broken: what the request raised.
    """
    message = broken.message if isinstance(broken, aiohttp.ClientResponseError) else str(broken)
    expected, seen = f"an answer from {url}", " ".join(message.split()).removesuffix(" ^")
    seen = seen or type(broken).__name__
    match broken:
        case aiohttp.ClientConnectorCertificateError():
            return Unreachable(expected, seen=seen, remedy=_TRUST)
        case aiohttp.ClientPayloadError() if "content-encoding" in seen:
            return Unreadable(expected, seen=seen, remedy="Look at what packs the answers.")
        case aiohttp.ServerDisconnectedError() | aiohttp.ClientPayloadError():
            return Unreachable(expected, seen=f"closed connection: {seen}", remedy=_REMEDY)
        case aiohttp.ClientResponseError() | ValueError() | CookieError():
            remedy = "Look at what answers at that address."
            return Unreadable(expected, seen=seen, remedy=remedy)
    return Unreachable(expected, seen=seen, remedy=_REMEDY)


def lost_exchange(url: str, why: str) -> Exchange:
    """The record of a request whose answer was lost."""
    return Exchange(method="GET", url=url, status=0, headers={"x-fault": why})
