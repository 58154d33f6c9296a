"""Walks a list of accounts on two portals at once, keeping what comes of it as it goes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

from harness.config.target import Target
from harness.core.errors import CaptureError
from harness.core.rate_limit import RateLimiter
from harness.driver.factory import DriverOptions, open_engine
from harness.guide.loader import load_guide
from harness.population.account_list import Subject
from harness.population.outcome import Outcome
from harness.population.search import Searcher
from harness.population.store import Searched, Store

_BATCH = 20  # outcomes that are kept at once: a kill costs no more
_IN_A_ROW = 20  # faults after which a portal is taken for dead
Tell = Callable[[int], None]


@dataclass(frozen=True)
class Way:
    """How one portal is reached; may be handed to another process or machine.

    Attributes:
        target: the portal.
        base_url: where it serves.
        share: of the allowed pace, 0 to 1: others ask the same portal.
    """

    target: Target
    base_url: str
    share: float = 1.0

    @property
    def pace(self) -> RateLimiter:
        """How fast it may be asked."""
        rate = self.target.pace.requests_per_second
        return RateLimiter(rate * self.share if rate else None)


@asynccontextmanager
async def searchers(*ways: Way) -> AsyncIterator[tuple[Searcher, ...]]:
    """Opens a driver for each way; plain HTTP, whatever the target says."""
    guide = load_guide()
    async with AsyncExitStack() as stack:
        made = []
        for way in ways:
            engine = open_engine(way.target, way.base_url, DriverOptions("http"))
            opened = await stack.enter_async_context(engine)
            made.append(Searcher(way.target, guide, opened, way.base_url, way.pace))
        yield tuple(made)


async def search_all(
    subjects: Iterable[Subject], ways: tuple[Way, Way], at_once: int
) -> AsyncIterator[Searched]:
    """Search each account on both portals; as many at once as asked, in the order they come.

    Args:
        subjects: drawn one by one, so that a list of any length takes the same memory.
        ways: to the old and to the new portal.
        at_once: accounts under way.
    """
    left = iter(subjects)
    done: asyncio.Queue[Searched | None] = asyncio.Queue(maxsize=at_once)
    async with searchers(*ways) as sides:
        workers = [asyncio.create_task(_work(left, sides, done)) for _ in range(at_once)]
        try:
            running = at_once
            while running:
                searched = await done.get()
                running -= searched is None
                if searched is not None:
                    yield searched
        finally:
            for worker in workers:
                worker.cancel()
            await asyncio.gather(*workers, return_exceptions=True)


async def _work(
    left: Iterator[Subject], sides: tuple[Searcher, ...], done: asyncio.Queue[Searched | None]
) -> None:
    for subject in left:
        old, new = await asyncio.gather(*(side.search(subject) for side in sides))
        await done.put(Searched(subject, old, new))
    await done.put(None)


async def walk(
    subjects: Iterable[Subject], ways: tuple[Way, Way], at_once: int, keeper: "Keeper"
) -> None:
    """Search what is not known yet, and keep it.

    Args:
        subjects: the accounts.
        ways: to both portals.
        at_once: accounts under way.
        keeper: takes what came of them.

    Raises:
        CaptureError: a portal gives nothing any more.
    """
    unknown = (subject for subject in subjects if not keeper.is_known(subject.row))
    try:
        async for searched in search_all(unknown, ways, at_once):
            keeper.take(searched)
    finally:
        keeper.flush()


class Keeper:
    """Keeps outcomes batch by batch, and notices a portal that is gone.

    Args:
        store: where they are kept.
        tell: hears how many more are kept.
    """

    def __init__(self, store: Store, tell: Tell) -> None:
        self._store = store
        self._tell = tell
        self._batch: list[Searched] = []
        self._faults = 0

    def is_known(self, row: int) -> bool:
        """Whether a row was searched before."""
        return self._store.is_known(row)

    def take(self, searched: Searched) -> None:
        """Take one outcome.

        Raises:
            CaptureError: too many broke one after another.
        """
        self._batch.append(searched)
        self._faults = self._faults + 1 if searched.is_faulty else 0
        if len(self._batch) >= _BATCH:
            self.flush()
        if self._faults >= _IN_A_ROW:
            raise _dead(searched.old, searched.new)

    def flush(self) -> None:
        """Keep what was taken."""
        if self._batch:
            self._store.keep(self._batch)
            self._tell(len(self._batch))
            self._batch = []


def _dead(old: Outcome, new: Outcome) -> CaptureError:
    side = "old" if old.fault else "new"
    return CaptureError(
        f"searches that come to an end on the {side} portal",
        seen=f"{_IN_A_ROW} in a row that did not; the last: {old.fault or new.fault}",
        remedy="See to the portal, then give the same command: it goes on where it ended.",
    )
