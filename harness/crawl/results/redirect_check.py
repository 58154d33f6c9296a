"""Whether a new portal sends old addresses on to where the map says."""

import asyncio
from collections.abc import Iterable
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit, urlunsplit

from harness.core.url import browser_url
from harness.crawl.explore.client import Fetcher, FetchRequest, FetchResult
from harness.crawl.explore.response_analysis import REDIRECTS
from harness.crawl.results.inventory import SAYS_MISSING
from harness.crawl.scope import Scope
from harness.page.quick_scan import sketch

_MOST_HOPS = 10
_OK = 200


class RedirectOutcome(NamedTuple):
    """What an old address leads to.

    Attributes:
        chain: status and address of each step.
        faults: what is wrong with it; () for nothing.
        notes: what could be better.
    """

    old: str
    new: str
    chain: tuple[tuple[int, str], ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...] = ()


async def follow_all(
    rows: Iterable[tuple[str, str]], fetcher: Fetcher, scope: Scope, *, at: str = "", jobs: int = 8
) -> list[RedirectOutcome]:
    """Follow each old address as a browser would.

    Args:
        rows: old and new addresses.
        fetcher: asks.
        scope: tells which addresses are one and the same.
        at: host of the new portal, which old addresses are asked at; "" for their own.
        jobs: how many are followed at once.
    """
    gate = asyncio.Semaphore(jobs)

    async def one(old: str, new: str) -> RedirectOutcome:
        async with gate:
            return await follow(old, new, fetcher, scope, at)

    return list(await asyncio.gather(*(one(old, new) for old, new in rows)))


async def follow(
    old: str, new: str, fetcher: Fetcher, scope: Scope, at: str = ""
) -> RedirectOutcome:
    """Follow one old address."""
    url, wanted = moved_to(old, at), moved_to(new, at)
    chain: list[tuple[int, str]] = []
    met: set[str] = set()
    while True:
        fetched = await fetcher.get(FetchRequest(url))
        chain.append((fetched.status, url))
        location = fetched.header("location")
        if fetched.status not in REDIRECTS or not location:
            break
        met.add(scope.key(url))
        url = browser_url(url, location)
        if scope.key(url) in met or len(chain) > _MOST_HOPS:
            fault = "a loop" if scope.key(url) in met else f"more than {_MOST_HOPS} redirects"
            return RedirectOutcome(old, new, tuple(chain), (fault,))
    faults = tuple(_faults(old, wanted, url, fetched, scope))
    return RedirectOutcome(old, new, tuple(chain), faults, tuple(_notes(chain)))


def moved_to(url: str, at: str) -> str:
    """An address at another host; as it is where none is named."""
    if not at:
        return url
    host, parts = urlsplit(at), urlsplit(url)
    return urlunsplit((host.scheme, host.netloc, parts.path or "/", parts.query, ""))


def _faults(old: str, wanted: str, ended: str, fetched: FetchResult, scope: Scope) -> list[str]:
    faults = []
    if fetched.status != _OK:
        faults.append(fetched.fault or f"status {fetched.status}")
    elif _is_soft_404(fetched):
        faults.append("a page that says that there is none (soft 404)")
    if scope.key(ended) != scope.key(wanted):
        faults.append(f"it leads to {ended}")
    kept, asked = parse_qsl(urlsplit(ended).query), parse_qsl(urlsplit(old).query)
    target = dict(parse_qsl(urlsplit(wanted).query))
    lost = [name for name, value in asked if name in target and (name, value) not in kept]
    if lost:
        faults.append(f"parameter lost: {', '.join(lost)}")
    return faults


def _notes(chain: list[tuple[int, str]]) -> list[str]:
    notes = []
    hops = [status for status, _ in chain[:-1]]
    if len(hops) > 1:
        notes.append(f"a chain of {len(hops)} redirects")
    if any(status not in {301, 308} for status in hops):
        notes.append("not permanent: search engines keep the old address")
    return notes


def _is_soft_404(fetched: FetchResult) -> bool:
    found = sketch(fetched.body, fetched.header("content-type"), fetched.url)
    return bool(SAYS_MISSING.search(f"{found.title} {found.heading}"))
