"""The crawl: workers that explore, and one keeper that commits what they bring."""

import asyncio
import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple, Protocol

from harness.crawl.frontier import CrawlLimits, Frontier, FrontierTurn
from harness.crawl.model import Lease, Visit
from harness.crawl.scope import Scope

_AHEAD = 3  # leases for each worker, those at work included
IGNORED = "ignored"  # note with the query parameters that count for nothing
HOSTS = "hosts"  # note with the hosts of the portal


class CrawlProgress(NamedTuple):
    """How a crawl stands.

    Attributes:
        done: addresses that were asked for, in all.
        waiting: addresses that are known and still to be asked for.
        now: `time.monotonic()`.
    """

    done: int
    waiting: int
    now: float


class AddressExplorer(Protocol):
    """Explores addresses, over plain HTTP or in a browser."""

    @property
    def dead(self) -> str:
        """An address whose host stopped to answer; "" for none."""
        ...

    async def begin(self, frontier: Frontier) -> list[Visit]:
        """What is looked at before anything else, and seeded."""
        ...

    async def explore(self, lease: Lease) -> Visit:
        """Ask for an address and look at what comes."""
        ...


@dataclass
class Crawl:
    """One crawl, begun or gone on with.

    Args:
        frontier: its memory.
        scope: its bounds.
        scout: explores.
        workers: addresses that are explored at once.
        tell: hears how it stands, after each turn.
    """

    frontier: Frontier
    scope: Scope
    scout: AddressExplorer
    workers: int
    tell: Callable[[CrawlProgress], None]
    _queue: asyncio.Queue[Lease] = field(default_factory=asyncio.Queue)
    _brought: list[Visit] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)

    async def run(self) -> None:
        """Explore all that is waiting, and all that is found."""
        self._brought += await self.scout.begin(self.frontier)
        workers = [asyncio.create_task(self._work()) for _ in range(self.workers)]
        keeper = asyncio.create_task(self._keep())
        try:
            await asyncio.wait([keeper, *workers], return_when=asyncio.FIRST_COMPLETED)
        finally:
            for worker in workers:
                worker.cancel()
            ended = await asyncio.gather(*workers, return_exceptions=True)
        broken = [one for one in ended if isinstance(one, Exception)]
        if broken:
            keeper.cancel()
            raise broken[0]
        await keeper

    def bring(self, visit: Visit) -> None:
        """Have a visit kept that was made out of turn, at the next run."""
        self._brought.append(visit)

    async def _work(self) -> None:
        while True:
            lease = await self._queue.get()
            visit = await self.scout.explore(lease)
            self._brought.append(visit)  # to the list of now, not that of before the exploring
            self._news.set()

    async def _keep(self) -> None:
        """Commit what was brought, and lease what is next, until nothing is left."""
        out = len(self._brought)  # leases that are not kept yet
        while not self.scout.dead:
            self._news.clear()
            brought, self._brought = self._brought, []
            want = max(0, _AHEAD * self.workers - (out - len(brought)))
            turn = await asyncio.to_thread(self._turn, brought, want)
            out += len(turn.leases) - len(brought)
            for lease in turn.leases:
                self._queue.put_nowait(lease)
            self.tell(CrawlProgress(turn.done, turn.waiting + out, time.monotonic()))
            if not out and turn.wait is None:
                return
            await self._pause(None if out else turn.wait)
        await asyncio.to_thread(self._turn, self._brought, 0)

    def _turn(self, brought: list[Visit], want: int) -> FrontierTurn:
        for name, known in ((IGNORED, self.scope.ignored), (HOSTS, self.scope.hosts)):
            learned = json.dumps(sorted(known))
            if learned != self.frontier.note(name):
                self.frontier.write_note(name, learned)
        settings = self.scope.settings
        return self.frontier.turn(brought, want, CrawlLimits(settings.pages, settings.variants))

    async def _pause(self, seconds: float | None) -> None:
        """Wait for news, or until the first of those that wait may be asked for."""
        if self._brought:
            return
        try:
            async with asyncio.timeout(seconds):
                await self._news.wait()
        except TimeoutError:
            return
