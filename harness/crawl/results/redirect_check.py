"""Checks whether a new portal redirects old addresses to where the map says."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.config.portal_words import portal_words
from harness.core.url import origin, query_pairs, split, with_path, with_query
from harness.crawl.explore.client import Fetcher, FetchRequest, FetchResult
from harness.crawl.explore.response_analysis import redirect_target, scan_document
from harness.crawl.scope import CrawlScope
from harness.model.fact import Fact, fact

_MAX_REDIRECTS = 10
_OK = 200
_PERMANENT = frozenset({301, 308})


@dataclass(frozen=True)
class RedirectOutcome:
    """Where an old address leads."""

    old: str
    new: str
    chain: tuple[tuple[int, str], ...]
    faults: tuple[Fact, ...]
    notes: tuple[Fact, ...] = ()


async def follow_all(
    rows: Iterable[tuple[str, str]],
    fetcher: Fetcher,
    scope: CrawlScope,
    *,
    at: str = "",
    jobs: int = 8,
) -> list[RedirectOutcome]:
    """Follow each old address, in rows of old and new ones, as a browser does; some at once.

    They are fetched at the host `at` of the new portal; "" for their own host.
    """
    gate = asyncio.Semaphore(jobs)

    async def one(old: str, new: str) -> RedirectOutcome:
        async with gate:
            return await follow(old, new, fetcher, scope, at)

    return list(await asyncio.gather(*(one(old, new) for old, new in rows)))


async def follow(
    old: str, new: str, fetcher: Fetcher, scope: CrawlScope, at: str = ""
) -> RedirectOutcome:
    """Follow one old address."""
    url, wanted = on_host(old, at), on_host(new, at)
    chain: list[tuple[int, str]] = []
    visited: set[str] = set()
    while True:
        fetched = await fetcher.get(FetchRequest(url))
        chain.append((fetched.status, url))
        location = redirect_target(fetched)
        if not location:
            break
        visited.add(scope.key(url))
        url = location
        if scope.key(url) in visited:
            return RedirectOutcome(old, new, tuple(chain), (fact("redirect-loop"),))
        if len(chain) > _MAX_REDIRECTS:
            fault = fact("redirect-too-many", max=_MAX_REDIRECTS)
            return RedirectOutcome(old, new, tuple(chain), (fault,))
    faults = tuple(_faults(old, wanted, url, fetched, scope))
    return RedirectOutcome(old, new, tuple(chain), faults, tuple(_notes(chain)))


def on_host(url: str, at: str) -> str:
    """An address moved to another host; unchanged if `at` is ""."""
    if not at:
        return url
    parts = split(url)
    moved = with_path(f"{origin(at)}/", parts.path)
    return with_query(moved, parts.query) if parts.query else moved


def _faults(
    old: str, wanted: str, final: str, fetched: FetchResult, scope: CrawlScope
) -> Iterator[Fact]:
    if fetched.status != _OK:
        yield fetched.fault or fact("redirect-status", status=str(fetched.status))
    elif _is_soft_404(fetched):
        yield fact("redirect-soft-404")
    if scope.key(final) != scope.key(wanted):
        yield fact("redirect-elsewhere", address=final)
    final_query, old_query = query_pairs(split(final).query), query_pairs(split(old).query)
    target = dict(query_pairs(split(wanted).query))
    lost = [
        name for name, value in old_query if name in target and (name, value) not in final_query
    ]
    if lost:
        yield fact("redirect-parameters-lost", count=len(lost), names=tuple(lost))


def _notes(chain: list[tuple[int, str]]) -> Iterator[Fact]:
    hops = [status for status, _ in chain[:-1]]
    if len(hops) > 1:
        yield fact("redirect-chain", count=len(hops))
    if not _PERMANENT.issuperset(hops):
        yield fact("redirect-not-permanent")


def _is_soft_404(fetched: FetchResult) -> bool:
    scan = scan_document(fetched.body, fetched.header("content-type"), fetched.url).found
    return bool(portal_words().missing_page_title.search(f"{scan.title} {scan.heading}"))
