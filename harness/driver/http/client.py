"""HTTP requests of one session: its cookies, redirects followed one by one, errors as faults.

A GET whose connection broke before its answer began is sent again, as a reader who reloads
would do (RFC 9110, 9.2.2). The request of a form is never sent again, whatever its method:
it may have arrived.
"""

import asyncio
import base64
import hashlib
import secrets
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from harness.config.connection import ANYBODY, PLAIN, Visitor
from harness.core.errors import CaptureError, TimedOut, Unreachable
from harness.core.media_type import MediaType, sniffed
from harness.core.processes.deadline import timeout
from harness.core.url import (
    credentials,
    location_url,
    origin,
    same_site,
    split,
    without_fragment,
    without_password,
)
from harness.driver import unreadable_pages
from harness.driver.certificates import Trust
from harness.driver.egress_policy import EgressPolicy
from harness.driver.wire.answer import ConnectionLost, CutShort, Head, WireError
from harness.driver.wire.connection import Answer, Connections
from harness.driver.wire.content_coding import ACCEPTED, UndecodableBody, decompressed
from harness.driver.wire.cookies import CookieJar
from harness.model.exchange import Exchange

MAX_TRIES = 3  # for one document
IDLE_SECONDS = 2.0  # servers hang up on idle connections after 5
_SECOND_CLICK = 0.01  # seconds from the first of two requests to the second
_REMEDY = "Check that the portal runs and that its address is right."
_TRUST = "Name the authority that vouches for it as authorities under [access], or renew it."
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_KEEPS_METHOD = frozenset({307, 308})
_SET_COOKIE = "set-cookie"
_ONE_VALUE = frozenset({"location", "refresh"})
_KEY = secrets.token_bytes(16)  # new in each run, so that no digest can be looked up


@dataclass(frozen=True)
class Request:
    """One request as a browser would make it.

    Attributes:
        referrer: the address of the page that it comes from; "" for none.
        form: whether a form sends it.
        frame_of: the address of the window's document, for a document in a frame; "" for a window.
        twice: whether it is sent twice at once, as by a double click.
    """

    url: str
    method: str = "GET"
    body: bytes | None = None
    content_type: str = ""
    referrer: str = ""
    form: bool = False
    frame_of: str = ""
    twice: bool = False

    @property
    def is_cross_site(self) -> bool:
        """Whether another site caused it, so that its cookies are held back."""
        around = filter(None, (self.referrer, self.frame_of))
        return not all(same_site(self.url, page) and same_site(page, self.url) for page in around)


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
    def media_type(self) -> str:
        """Type and subtype of its body, by its header or else by its first bytes."""
        nosniff = self.headers.get("x-content-type-options", "").strip().lower() == "nosniff"
        return MediaType.of(self.content_type).essence or sniffed(self.body, nosniff=nosniff)

    @property
    def redirect_target(self) -> str:
        """The address that it redirects to; "" if it is no redirect."""
        location = self.headers.get("location", "")
        if self.status not in _REDIRECTS or not location:
            return ""
        return location_url(self.url, location.encode("latin-1"))


@dataclass(frozen=True)
class RequestLimits:
    """The bounds of a request.

    Attributes:
        timeout: seconds until the answer is complete.
        max_redirects: in a row.
        max_bytes: of one body, decompressed.
    """

    timeout: float = 10.0
    max_redirects: int = 20
    max_bytes: int = unreadable_pages.MAX_BYTES


BROWSER_HEADERS: Mapping[str, str] = {
    "User-Agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)"
    " Chrome/130.0.0.0 Safari/537.36 codes-perdus",
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,image/webp,*/*;q=0.8",
    "Accept-Encoding": ACCEPTED,
}


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
    jar: CookieJar = field(default_factory=CookieJar)

    def __post_init__(self) -> None:
        # A connection is never used again at the moment when the server closes it: the request of
        # a form would be lost, and could not be repeated. Without encryption a new one is cheap.
        encrypted = split(self.base_url).scheme == "https"
        self._connections = Connections(self.trust, IDLE_SECONDS if encrypted else 0.0)

    @property
    def base_url(self) -> str:
        """Address of the portal."""
        return self.egress.base_url

    def forget(self) -> None:
        """Delete all cookies."""
        self.jar.clear()

    async def close(self) -> None:
        """Close all connections."""
        self._connections.close()

    async def send(self, request: Request) -> Response:
        """Send a request and follow its redirects.

        Of a request that is sent twice, the second answer counts. A browser drops the first one,
        and does not follow its redirect.

        Raises:
            CaptureError: no readable answer.
        """
        if request.twice:
            request = replace(request, twice=False)
            first = asyncio.ensure_future(self._dropped(request))
            dropped, answer = await asyncio.gather(first, self._send_after(first, request))
            return replace(answer, exchanges=(dropped, *answer.exchanges))
        exchanges: list[Exchange] = []
        seen: set[tuple[str, str, str]] = set()
        while True:
            answer = await self._send_once(request)
            target = answer.redirect_target
            location = answer.headers.get("location", "")
            if answer.status in _REDIRECTS and location and not split(target).is_web:
                raise unreadable_pages.strange_redirect(request.url, target or location)
            exchanges += answer.exchanges[:-1]
            exchanges.append(answer.exchanges[-1].model_copy(update={"location": target}))
            is_forged = self.forged is not None and split(target).host == self.forged[1]
            if not target or is_forged:
                return replace(answer, exchanges=tuple(exchanges))
            self._check_loop(request, target, seen, len(exchanges))
            request = _redirected(request, answer.status, target)

    async def _dropped(self, request: Request) -> Exchange:
        """Send a request whose answer nobody reads."""
        try:
            return (await self._exchange_or_fault(request)).exchanges[0]
        except CaptureError as fault:
            return lost_exchange(request.url, fault.seen)

    async def _send_after(self, first: asyncio.Future[Exchange], request: Request) -> Response:
        """Send a request a moment after a first one, so that they arrive in this order."""
        await asyncio.wait((first,), timeout=_SECOND_CLICK)
        return await self.send(request)

    def _check_loop(
        self, request: Request, target: str, seen: set[tuple[str, str, str]], hops: int
    ) -> None:
        cookies = str(sorted((cookie.key, cookie.value) for cookie in self.jar))
        step = (request.method, request.url, cookies)
        if step in seen or hops > self.limits.max_redirects:
            raise unreadable_pages.endless_redirects(
                request.url, f"{hops} so far, the last to {target}"
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
        except (WireError, UndecodableBody, OSError) as broken:
            raise request_fault(request.url, broken) from broken

    async def _exchange(self, request: Request) -> Response:
        self.egress.check(request.method, request.url, data=request.body is not None)
        own, began = self.egress.is_own(request.url), time.perf_counter()
        headers = self._headers(request, own=own)
        async with (
            timeout(self.limits.timeout),
            self._connections.request(
                request.method, request.url, headers.items(), request.body, own=own
            ) as answer,
        ):
            duration, answered_at = time.perf_counter() - began, datetime.now(UTC)
            set_cookies = answer.head.headers.get(_SET_COOKIE, ())
            cross_site = bool(request.frame_of) and request.is_cross_site
            self.jar.receive(request.url, set_cookies, cross_site=cross_site)
            received = headers_of(answer.head)
            leads_on = answer.head.status in _REDIRECTS and received.get("location")
            body = b"" if leads_on else await self._body(answer, request.url)
        exchange = Exchange(
            method=request.method,
            url=request.url,
            status=answer.head.status,
            headers=_without_secrets(received),
            duration=duration,
            answered_at=answered_at,
        )
        return Response(request, request.url, answer.head.status, received, body, (exchange,))

    async def _body(self, answer: Answer, url: str) -> bytes:
        pieces, size, most = [], 0, self.limits.max_bytes
        async for piece in answer.pieces():
            pieces.append(piece)
            size += len(piece)
            if size > most:
                raise unreadable_pages.too_large(url, most)
        codings = answer.head.items("content-encoding")
        body, more = decompressed(b"".join(pieces), codings, most)
        if more:
            raise unreadable_pages.too_large(url, most)
        return body

    def _headers(self, request: Request, *, own: bool) -> dict[str, str]:
        headers = {**BROWSER_HEADERS, "Accept-Language": self.visitor.languages}
        headers["Upgrade-Insecure-Requests"] = "1"
        if login := _login(request.url):
            headers["Authorization"] = login
        if own:
            headers |= self.egress.headers  # they may contain credentials of the portal
            headers |= dict([self.forged] if self.forged else ())
        if request.referrer and (referer := referer_for(request.referrer, request.url)):
            headers["Referer"] = referer
        if request.body is not None:
            headers["Content-Type"] = request.content_type
            headers["Origin"] = origin(request.referrer or request.url)
        cookies = self.jar.header(
            request.url,
            request.method,
            cross_site=request.is_cross_site,
            top_level=not request.frame_of,
        )
        return {**headers, "Cookie": cookies} if cookies else headers


def _login(url: str) -> str:
    """The header `Authorization` for an address with a user name; "" for none."""
    user, password = credentials(url)
    pair = f"{user}:{password}".encode()
    return f"Basic {base64.b64encode(pair).decode()}" if user or password else ""


def referer_for(referrer: str, url: str) -> str:
    """The Referer header under a browser's default policy; "" for none."""
    here, there = origin(referrer), origin(url)
    if here == there:
        return without_fragment(without_password(referrer))
    if here.startswith("https:") and not there.startswith("https:"):
        return ""
    return f"{here}/"


def _redirected(request: Request, status: int, target: str) -> Request:
    if status not in _KEEPS_METHOD:
        return Request(target, referrer=request.referrer, frame_of=request.frame_of)
    return replace(request, url=target)


def headers_of(head: Head) -> dict[str, str]:
    """The headers of an answer by their names in lower case; several values in one text."""
    headers: dict[str, str] = {}
    for name, values in head.headers.items():
        joint = "\n" if name == _SET_COOKIE else ", "
        headers[name] = values[0] if name in _ONE_VALUE else joint.join(values)
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
    return request.method == "GET" and not request.form and isinstance(cause, ConnectionLost)


def request_fault(url: str, broken: Exception) -> CaptureError:
    """The fault for an error of the wire or of the system."""
    expected, seen = f"an answer from {url}", str(broken) or type(broken).__name__
    if isinstance(broken.__cause__, ssl.SSLCertVerificationError):
        return Unreachable(expected, seen=seen, remedy=_TRUST)
    if isinstance(broken, ConnectionLost | CutShort):
        return Unreachable(expected, seen=f"closed connection: {seen}", remedy=_REMEDY)
    if isinstance(broken, WireError | UndecodableBody):
        return unreadable_pages.undecodable(url, seen)
    return Unreachable(expected, seen=seen, remedy=_REMEDY)


def lost_exchange(url: str, why: str) -> Exchange:
    """The record of a request whose answer was lost."""
    return Exchange(method="GET", url=url, status=0, headers={"x-fault": why})
