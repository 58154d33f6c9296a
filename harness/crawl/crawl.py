"""The crawl loop: workers explore addresses, and one task commits their visits."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from harness.crawl.frontier import CrawlLimits, Frontier, FrontierTurn
from harness.crawl.model import AddressVisit, Lease, NoteName
from harness.crawl.scope import CrawlScope

_LEASES_PER_WORKER = 3  # those in work included


@dataclass(frozen=True)
class CrawlProgress:
    """The progress of a crawl.

    Attributes:
        done: number of addresses fetched so far.
        waiting: number of known addresses that are still to be fetched.
        now: `time.monotonic()`.
    """

    done: int
    waiting: int
    now: float


class AddressExplorer(Protocol):
    """Explores addresses over plain HTTP or in a browser."""

    @property
    def unresponsive(self) -> str:
        """An address whose host stopped answering; "" for none."""
        ...

    async def begin(self, frontier: Frontier) -> list[AddressVisit]:
        """Explore what every crawl begins with, and seed the frontier."""
        ...

    async def explore(self, lease: Lease) -> AddressVisit:
        """Fetch an address and analyse the answer."""
        ...


@dataclass
class Crawl:
    """One crawl, new or continued; its progress is reported after each turn."""

    frontier: Frontier
    scope: CrawlScope
    explorer: AddressExplorer
    workers: int
    report: Callable[[CrawlProgress], None]
    _queue: asyncio.Queue[Lease] = field(default_factory=asyncio.Queue)
    _visits: list[AddressVisit] = field(default_factory=list)
    _has_visits: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Explore all addresses that are waiting, and all that are found on the way."""
        self._visits += await self.explorer.begin(self.frontier)
        workers = [asyncio.create_task(self._work()) for _ in range(self.workers)]
        committer = asyncio.create_task(self._commit())
        try:
            await asyncio.wait([committer, *workers], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for worker in workers:
                worker.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        errors = [one for one in ended if isinstance(one, Exception)]
        if errors:
            committer.cancel()
            raise errors[0]
        await committer

    def add_visit(self, visit: AddressVisit) -> None:
        """Commit a visit that no worker made, at the next `run`."""
        self._visits.append(visit)

    async def _work(self) -> None:
        while True:
            lease = await self._queue.get()
            visit = await self.explorer.explore(lease)
            self._visits.append(visit)  # `_commit` may have replaced the list meanwhile
            self._has_visits.set()

    async def _commit(self) -> None:
        """Commit visits and lease addresses until nothing is left."""
        uncommitted = len(self._visits)
        while not self.explorer.unresponsive:
            self._has_visits.clear()
            visits, self._visits = self._visits, []
            wanted = max(0, _LEASES_PER_WORKER * self.workers - (uncommitted - len(visits)))
            turn = await asyncio.to_thread(self._turn, visits, wanted)
            uncommitted += len(turn.leases) - len(visits)
            for lease in turn.leases:
                self._queue.put_nowait(lease)
            self.report(CrawlProgress(turn.done, turn.waiting + uncommitted, time.monotonic()))
            if not uncommitted and turn.seconds_until_due is None:
                return
            await self._pause(None if uncommitted else turn.seconds_until_due)
        await asyncio.to_thread(self._turn, self._visits, 0)

    def _turn(self, visits: list[AddressVisit], wanted: int) -> FrontierTurn:
        for note, values in (
            (NoteName.IGNORED, self.scope.ignored),
            (NoteName.HOSTS, self.scope.hosts),
        ):
            learned = json.dumps(sorted(values))
            if learned != self.frontier.note(note):
                self.frontier.write_note(note, learned)
        settings = self.scope.settings
        limits = CrawlLimits(settings.pages, settings.variants)
        return self.frontier.turn(visits, wanted, limits)

    async def _pause(self, seconds: float | None) -> None:
        """Wait for a visit, or until the first address is due again."""
        if self._visits:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._has_visits.wait()
        except TimeoutError:
            return
