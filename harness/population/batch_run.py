"""Searches a list of accounts on two portals at once, and saves the outcomes batch by batch."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from harness.config.target import Target
from harness.core.errors import CaptureError
from harness.core.rate_limit import RateLimiter
from harness.driver.factory import DriverOptions, open_engine
from harness.guide.loader import load_guide
from harness.population.account_list import ListedAccount
from harness.population.outcome import SearchOutcome
from harness.population.search import Searcher
from harness.population.store import OutcomeStore, SearchResult

BATCH_SIZE = 20  # outcomes that are saved at once: killing the process loses no more
MAX_FAULTS_IN_A_ROW = 20  # after which a portal is considered down
Advance = Callable[[int], None]
"""Gets the number of outcomes that were saved."""


@dataclass(frozen=True)
class PortalAccess:
    """How to reach one portal, at a share (0 to 1) of its rate; can be sent to other machines."""

    target: Target
    base_url: str
    share: float = 1.0

    @property
    def pace(self) -> RateLimiter:
        """The rate of requests that is allowed."""
        rate = self.target.pace.requests_per_second
        return RateLimiter(rate * self.share if rate else None)


@asynccontextmanager
async def open_searchers(*portals: PortalAccess) -> AsyncIterator[tuple[Searcher, ...]]:
    """Open a searcher for each portal; with plain HTTP, whatever the target says."""
    async with AsyncExitStack() as stack:
        made = []
        for portal in portals:
            engine = open_engine(portal.target, portal.base_url, DriverOptions("http"))
            opened = await stack.enter_async_context(engine)
            guide = load_guide(portal.target.suite)
            made.append(Searcher(portal.target, guide, opened, portal.base_url, portal.pace))
        yield tuple(made)


async def search_all(
    accounts: Iterable[ListedAccount], portals: tuple[PortalAccess, PortalAccess], at_once: int
) -> AsyncIterator[SearchResult]:
    """Search each account of a list of any length on both portals, some at once.

    Yields:
        The results, in the order in which they are complete.
    """
    left = iter(accounts)
    done: asyncio.Queue[SearchResult | None] = asyncio.Queue(maxsize=at_once)
    async with open_searchers(*portals) as both:
        workers = [asyncio.create_task(_work(left, both, done)) for _ in range(at_once)]
        try:
            running = at_once
            while running:
                result = await done.get()
                running -= result is None
                if result is not None:
                    yield result
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


async def _work(
    left: Iterator[ListedAccount],
    searchers: tuple[Searcher, ...],
    done: asyncio.Queue[SearchResult | None],
) -> None:
    for account in left:
        old, new = await asyncio.gather(*(one.search(account) for one in searchers))
        await done.put(SearchResult(account, old, new))
    await done.put(None)


async def search_unknown(
    accounts: Iterable[ListedAccount],
    portals: tuple[PortalAccess, PortalAccess],
    at_once: int,
    writer: "BatchWriter",
) -> None:
    """Search the accounts that have no outcome yet, some at once on the old and the new portal.

    Raises:
        CaptureError: a portal does not answer any more.
    """
    unknown = (account for account in accounts if not writer.is_known(account.row))
    try:
        async for result in search_all(unknown, portals, at_once):
            writer.add(result)
    finally:
        writer.flush()


class BatchWriter:
    """Saves outcomes batch by batch, and notices that a portal is down."""

    def __init__(self, store: OutcomeStore, advance: Advance) -> None:
        self._store = store
        self._advance = advance
        self._batch: list[SearchResult] = []
        self._faults = 0

    def is_known(self, row: int) -> bool:
        """Whether the store has the outcome of a row."""
        return self._store.is_known(row)

    def add(self, result: SearchResult) -> None:
        """Add one result.

        Raises:
            CaptureError: too many faults in a row.
        """
        self._batch.append(result)
        self._faults = self._faults + 1 if result.is_faulty else 0
        if len(self._batch) >= BATCH_SIZE:
            self.flush()
        if self._faults >= MAX_FAULTS_IN_A_ROW:
            raise _portal_error(result.old, result.new)

    def flush(self) -> None:
        """Save the batch."""
        if self._batch:
            self._store.save(self._batch)
            self._advance(len(self._batch))
            self._batch = []


def _portal_error(old: SearchOutcome, new: SearchOutcome) -> CaptureError:
    side = "old" if old.fault else "new"
    return CaptureError(
        f"searches that come to an end on the {side} portal",
        seen=f"{MAX_FAULTS_IN_A_ROW} in a row that did not; the last: {old.fault or new.fault}",
        remedy="See to the portal, then give the same command: it goes on where it ended.",
    )
