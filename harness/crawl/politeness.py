"""Politeness: robots.txt, one rate per host, and pauses when a host is overloaded."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from protego import Protego

from harness.core.charset import decode
from harness.core.rate_limit import RateLimiter
from harness.core.url import browser_url
from harness.crawl.explore.client import FetchRequest, FetchResult
from harness.crawl.model import Lease
from harness.crawl.scope import host_of
from harness.model.fact import Fact, fact

_OVERLOADED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_TRANSIENT = _OVERLOADED | {
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.BAD_GATEWAY,
    HTTPStatus.GATEWAY_TIMEOUT,
}
_MAX_TRIES = 4
_MAX_PAUSE = 600.0  # seconds that a host may ask for
_TOLD_PAUSE = 2.0  # seconds from which a pause is told
_MAX_UNANSWERED = 25  # requests in a row


def _say_nothing(_what: Fact) -> None:
    """Where nobody wants to know what makes a crawl wait."""


Get = Callable[[FetchRequest], Awaitable[FetchResult]]


@dataclass
class _Host:
    """What is known of one host."""

    pace: RateLimiter
    rules: Protego | None = None
    rules_lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    rules_read: bool = False
    pauses_until: float = 0.0
    unanswered: int = 0


class Politeness:
    """Decides when a host may be asked; shared by all workers of a crawl.

    Args:
        agent: the name by which robots.txt knows the crawl.
        per_second: requests per second to one host; None for no limit.
        longest_delay: seconds between two requests that robots.txt may ask for at most.
        retry_seconds: until the first retry; doubled at each further try.
        tell: called with what makes the crawl wait.
    """

    def __init__(
        self,
        get: Get,
        *,
        agent: str,
        per_second: float | None = None,
        obeys_robots: bool = True,
        longest_delay: float = 10.0,
        retry_seconds: float = 1.0,
        tell: Callable[[Fact], None] = _say_nothing,
    ) -> None:
        self._get = get
        self._agent = agent
        self._per_second = per_second
        self._obeys_robots = obeys_robots
        self._longest_delay = longest_delay
        self._retry_seconds = retry_seconds
        self._tell = tell
        self._hosts: dict[str, _Host] = {}

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(RateLimiter(self._per_second))
        return self._hosts[name]

    async def allows(self, url: str) -> bool:
        """Whether robots.txt allows an address; it is read once per host."""
        if not self._obeys_robots:
            return True
        host = self._host(url)
        async with host.rules_lock:
            if not host.rules_read:
                await self._read_rules(host, url)
        return host.rules is None or host.rules.can_fetch(url, self._agent)

    async def _read_rules(self, host: _Host, url: str) -> None:
        fetched = await self._get(FetchRequest(robots_url(url)))
        host.rules_read = True
        if fetched.status != HTTPStatus.OK:
            return
        text, _ = decode(fetched.body, fetched.header("content-type"))
        host.rules = Protego.parse(text)
        self._slow_down(host, host.rules.crawl_delay(self._agent) or 0.0, host_of(url))

    def _slow_down(self, host: _Host, asked: float, name: str) -> None:
        """Keep the `Crawl-delay` of robots.txt, as far as it is bearable."""
        if not asked > 0:
            return
        delay = min(asked, self._longest_delay)
        host.pace = RateLimiter(min(1 / delay, self._per_second or 1 / delay))
        if delay < asked:
            self._tell(fact("robots-delay-shortened", host=name, asked=asked, kept=delay))
        elif delay >= _TOLD_PAUSE:
            self._tell(fact("robots-delay", host=name, seconds=delay))

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that a host's robots.txt names; () if it was not read."""
        rules = self._host(url).rules
        return tuple(rules.sitemaps) if rules is not None else ()

    async def wait_turn(self, url: str) -> None:
        """Wait until a host may be asked again."""
        host = self._host(url)
        while (pause := host.pauses_until - time.time()) > 0:  # noqa: ASYNC110 - it may grow
            await asyncio.sleep(pause)
        await host.pace.wait()

    def retry_at(self, lease: Lease, fetched: FetchResult) -> float | None:
        """The time of the next attempt.

        All workers leave an overloaded host alone until then.

        Returns:
            Seconds since 1970; None if the answer is final.
        """
        host = self._host(lease.url)
        host.unanswered = 0 if fetched.status else host.unanswered + 1
        lost = not fetched.status or fetched.cut == "connection"
        if lease.tries + 1 >= _MAX_TRIES or not (lost or fetched.status in _TRANSIENT):
            return None
        pause = _requested_pause(fetched.header("retry-after"))
        backoff = self._retry_seconds * 2.0**lease.tries
        retry_at = time.time() + (backoff if pause is None else pause)
        if fetched.status in _OVERLOADED and retry_at > host.pauses_until:
            if (seconds := retry_at - time.time()) >= _TOLD_PAUSE:
                name = host_of(lease.url)
                self._tell(fact("host-pause", host=name, seconds=round(seconds)))
            host.pauses_until = retry_at
        return retry_at

    def is_unresponsive(self, url: str) -> bool:
        """Whether a host stopped answering."""
        return self._host(url).unanswered >= _MAX_UNANSWERED


def robots_url(url: str) -> str:
    """The address of the robots.txt for an address."""
    return browser_url(url, "/robots.txt")


def _requested_pause(header: str) -> float | None:
    """The seconds of a `Retry-After` header, at most ten minutes; None if it has none."""
    text = header.strip()
    if not text:
        return None
    if text.isascii() and text.isdigit():
        return min(float(text), _MAX_PAUSE)
    try:
        wait = parsedate_to_datetime(text).timestamp() - time.time()
    except (ValueError, OverflowError, TypeError):
        return None
    return min(max(wait, 0.0), _MAX_PAUSE)
