"""Pictures of a run: each distinct page is photographed once."""

import asyncio
from collections.abc import Awaitable, Callable


class Pictures:
    """Knows the distinct pages that were photographed."""

    def __init__(self) -> None:
        self._taken: dict[str, asyncio.Task[str]] = {}

    async def once(self, key: str, take: Callable[[], Awaitable[str]]) -> str:
        """The file of a distinct page's picture, taken now if nobody took it before."""
        if key not in self._taken:
            self._taken[key] = asyncio.ensure_future(take())
        return await asyncio.shield(self._taken[key])
