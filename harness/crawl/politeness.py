"""How a portal is asked: as its robots.txt wants, at one pace a host, and not when it is tired."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from urllib.parse import urljoin

from protego import Protego

from harness.core.charset import decode
from harness.core.rate_limit import Pace
from harness.crawl.explore.client import FetchRequest, FetchResult
from harness.crawl.model import Lease
from harness.crawl.scope import host_of

_TIRED = frozenset({HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.SERVICE_UNAVAILABLE})
_PASSING = _TIRED | {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT}
_TRIES = 4
_LONGEST_REST = 600.0  # seconds that a host may ask for
_DEAD = 25  # requests in a row without an answer

Get = Callable[[FetchRequest], Awaitable[FetchResult]]


@dataclass
class _Host:
    """One host, as it behaved so far."""

    pace: Pace
    rules: Protego | None = None
    read: asyncio.Lock = field(default_factory=asyncio.Lock)
    known: bool = False
    rests_until: float = 0.0
    silent: int = 0


class Politeness:
    """Shared by all workers of a crawl.

    Args:
        get: asks for an address.
        agent: the name by which robots.txt knows the crawl.
        per_second: requests a second to one host; None for as many as it answers.
        obeys: whether robots.txt counts.
        rest: seconds before an address is asked for again, doubled at each try.
    """

    def __init__(
        self,
        get: Get,
        *,
        agent: str,
        per_second: float | None = None,
        obeys: bool = True,
        rest: float = 1.0,
    ) -> None:
        self._get = get
        self._agent = agent
        self._per_second = per_second
        self._obeys = obeys
        self._rest = rest
        self._hosts: dict[str, _Host] = {}

    def _host(self, url: str) -> _Host:
        name = host_of(url)
        if name not in self._hosts:
            self._hosts[name] = _Host(Pace(self._per_second))
        return self._hosts[name]

    async def allows(self, url: str) -> bool:
        """Whether robots.txt lets the crawl ask for an address; read once a host."""
        if not self._obeys:
            return True
        host = self._host(url)
        async with host.read:
            if not host.known:
                await self._learn(host, url)
        return host.rules is None or bool(host.rules.can_fetch(url, self._agent))

    async def _learn(self, host: _Host, url: str) -> None:
        fetched = await self._get(FetchRequest(robots_of(url)))
        host.known = True
        if fetched.status != HTTPStatus.OK:
            return
        text, _ = decode(fetched.body, fetched.header("content-type"))
        host.rules = Protego.parse(text)
        if delay := host.rules.crawl_delay(self._agent):
            slowest = min(1 / delay, self._per_second or 1 / delay)
            host.pace = Pace(slowest)

    def sitemaps(self, url: str) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of a host names, as far as it was read."""
        rules = self._host(url).rules
        return tuple(rules.sitemaps) if rules is not None else ()

    async def turn(self, url: str) -> None:
        """Wait for one's turn at a host."""
        host = self._host(url)
        while (rest := host.rests_until - time.time()) > 0:  # noqa: ASYNC110 - it may be put off
            await asyncio.sleep(rest)
        await host.pace.step()

    def again(self, lease: Lease, fetched: FetchResult) -> float | None:
        """When to ask again, in seconds since 1970; None where the answer stands.

        A host that says that it is tired is left alone by all workers until then.
        """
        host = self._host(lease.url)
        host.silent = 0 if fetched.status else host.silent + 1
        lost = not fetched.status or fetched.cut == "connection"
        if lease.tries + 1 >= _TRIES or not (lost or fetched.status in _PASSING):
            return None
        rest = _asked_rest(fetched.header("retry-after"))
        due = time.time() + (self._rest * 2.0**lease.tries if rest is None else rest)
        if fetched.status in _TIRED:
            host.rests_until = max(host.rests_until, due)
        return due

    def is_dead(self, url: str) -> bool:
        """Whether a host has stopped to answer."""
        return self._host(url).silent >= _DEAD


def robots_of(url: str) -> str:
    """Where the robots.txt of an address's host lies."""
    return urljoin(url, "/robots.txt")


def _asked_rest(header: str) -> float | None:
    """The seconds of a `Retry-After` header, bounded; None where it says nothing."""
    text = header.strip()
    if not text:
        return None
    if text.isdigit():
        return min(float(text), _LONGEST_REST)
    try:
        wait = parsedate_to_datetime(text).timestamp() - time.time()
    except ValueError:
        return None
    return min(max(wait, 0.0), _LONGEST_REST)
