"""What a run does once for each distinct page: pictures of it, its audit."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class OncePerKey(Generic[_T]):
    """Knows the distinct pages that something was done for, and what came of it."""

    def __init__(self) -> None:
        self._taken: dict[str, asyncio.Task[_T]] = {}

    async def once(self, key: str, take: Callable[[], Awaitable[_T]]) -> _T:
        """What came of a distinct page, taken now if nobody took it before."""
        if key not in self._taken:
            self._taken[key] = asyncio.ensure_future(take())
        try:
            return await asyncio.shield(self._taken[key])
        except Exception:
            self._taken.pop(key, None)  # the next walk that comes by tries again
            raise
