"""Work that is done once for each key, such as one screenshot of each distinct page."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

_T = TypeVar("_T")


class OncePerKey(Generic[_T]):
    """Stores the result of the work for each key."""

    def __init__(self) -> None:
        self._taken: dict[str, asyncio.Task[_T]] = {}

    async def once(self, key: str, take: Callable[[], Awaitable[_T]]) -> _T:
        """The result for a key; does the work if it was not done before, or failed."""
        if key not in self._taken:
            self._taken[key] = asyncio.ensure_future(take())
        try:
            return await asyncio.shield(self._taken[key])
        except Exception:
            self._taken.pop(key, None)  # the next caller tries again
            raise
