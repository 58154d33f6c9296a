"""The time that a real network takes, which a machine's own lacks."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

MILLISECONDS = 1000


@dataclass(frozen=True)
class Pause:
    """Waits some time, a different one each time.

    Attributes:
        least: Milliseconds that it waits at least.
        most: Milliseconds that it waits at most.
        draw: Draws a number between two.
        wait: Waits so many seconds.
    """

    least: float
    most: float
    draw: Callable[[float, float], float] = random.SystemRandom().uniform
    wait: Callable[[float], Awaitable[None]] = asyncio.sleep

    async def __call__(self) -> None:
        """Wait once."""
        if self.most:
            await self.wait(self.draw(self.least, self.most) / MILLISECONDS)
