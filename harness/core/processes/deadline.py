"""Deadlines that a machine with too much to do puts off: no portal is blamed for its being busy.

A program that gets a fortieth of a processor answers forty times as late. Whoever waits for one on
such a machine waits longer, by as much as this process itself gets less, within bounds.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any, TypeVar

T = TypeVar("T")

MAX_STRETCH = 30.0
"""How many times as long as its seconds a deadline lasts at most."""
_INTERVAL = 1.0  # seconds after which the machine is looked at; a shorter wait is not put off
_ORDINARY = 0.4  # share of a processor that a machine with enough to do still gives
_PROBE = 0.01  # seconds of the processor that one look takes: several turns of a scheduler
_REST = 20  # times what the look took, until the next one


def processor_share() -> float:
    """The share of a processor that this thread gets at the moment, up to 1."""
    began, used = time.perf_counter(), time.thread_time()
    while (taken := time.thread_time() - used) < _PROBE:
        pass
    return min(1.0, taken / max(time.perf_counter() - began, _PROBE))


class LoadMeter:
    """Looks now and then how much of a processor this process gets.

    Args:
        measure: gives the share.
        clock: seconds, from any moment on.
    """

    def __init__(
        self,
        measure: Callable[[], float] = processor_share,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._measure, self._clock = measure, clock
        self._share, self._due = 1.0, float("-inf")

    def share(self) -> float:
        """The share at the last look, which was a moment ago; 1 on a machine with enough time."""
        began = self._clock()
        if began >= self._due:
            share = self._measure()
            self._share = 1.0 if share >= _ORDINARY else share
            self._due = began + _INTERVAL + _REST * (self._clock() - began)
        return self._share


_METER = LoadMeter()


class Deadline:
    """A moment so many seconds away; on a busy machine it moves away, `MAX_STRETCH` at most.

    Args:
        seconds: how long to wait on a machine that has the time.
        meter: how busy the machine is; the process's own one by default.
        clock: seconds, from any moment on.
    """

    def __init__(
        self,
        seconds: float,
        meter: LoadMeter | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._left, self._meter, self._clock = seconds, meter or _METER, clock
        self._share = 1.0
        self._seen = clock()
        self._latest = self._seen + seconds * MAX_STRETCH

    def left(self) -> float:
        """Seconds that are left if the machine has the time from now on; 0 or less for none."""
        now = self._clock()
        if (passed := now - self._seen) >= _INTERVAL:
            self._share = self._meter.share()
            self._left -= passed * self._share
            self._seen, passed = now, 0.0
        return min(self._left - passed * self._share, self._latest - now)


@asynccontextmanager
async def timeout(seconds: float) -> AsyncIterator[None]:
    """As `asyncio.timeout`, with a `Deadline`.

    Raises:
        TimeoutError: what is within did not end in time.
    """
    loop, deadline = asyncio.get_running_loop(), Deadline(seconds)

    def look() -> None:
        nonlocal timer
        if (left := deadline.left()) > 0:
            timer = loop.call_later(min(left, _INTERVAL), look)
        else:
            bound.reschedule(loop.time())

    async with asyncio.timeout(None) as bound:
        timer = loop.call_later(max(0.0, min(seconds, _INTERVAL)), look)
        try:
            yield
        finally:
            timer.cancel()


async def first_of(futures: Collection[asyncio.Future[Any]], seconds: float) -> None:
    """Wait until one of some futures is done, or a `Deadline` has passed."""
    deadline = Deadline(seconds)
    while (left := deadline.left()) > 0 and not any(one.done() for one in futures):
        await asyncio.wait(
            futures, timeout=min(left, _INTERVAL), return_when=asyncio.FIRST_COMPLETED
        )


async def wait_for(awaitable: Awaitable[T], seconds: float) -> T:
    """What an awaitable gives, as `asyncio.wait_for`, with a `Deadline`.

    Raises:
        TimeoutError: it did not end in time.
    """
    async with timeout(seconds):
        return await awaitable
