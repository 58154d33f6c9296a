"""How fast a portal is asked: one movement after another, no faster than allowed."""

import asyncio
from collections.abc import Awaitable, Callable


class Pace:
    """Lets movements through at a steady rate, whoever makes them.

    Args:
        per_second: movements a second; None for as fast as they come.
        sleep: waits; handed in by tests.
    """

    def __init__(
        self,
        per_second: float | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._sleep = sleep
        self._next = 0.0

    def slow_down(self, seconds: float) -> None:
        """Let at least so many seconds pass between two movements."""
        self._gap = max(self._gap, seconds)

    def charge(self, more: int) -> None:
        """Count what a movement asked for beyond the first: who comes next waits for that too."""
        self._next += max(0, more) * self._gap

    async def step(self) -> None:
        """Wait for one's turn."""
        if not self._gap:
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await self._sleep(turn - now)
