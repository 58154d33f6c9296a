"""Limits the rate of actions on a portal."""

import asyncio
from collections.abc import Awaitable, Callable


class RateLimiter:
    """Lets actions pass at a steady rate a second, whoever performs them; None for no limit."""

    def __init__(
        self,
        per_second: float | None = None,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._gap = 1 / per_second if per_second else 0.0
        self._sleep = sleep
        self._next = 0.0

    def slow_down(self, seconds: float) -> None:
        """Keep at least so many seconds between two actions."""
        self._gap = max(self._gap, seconds)

    def charge(self, more: int) -> None:
        """Count further requests of the last action; the next action waits for them too."""
        self._next += max(0, more) * self._gap

    async def wait(self) -> None:
        """Wait until the next action may begin."""
        if not self._gap:
            return
        now = asyncio.get_running_loop().time()
        turn = max(now, self._next)
        self._next = turn + self._gap
        if turn > now:
            await self._sleep(turn - now)
