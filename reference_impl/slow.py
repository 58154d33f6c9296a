"""A portal on a bad day: slow, unevenly so, on a line that breaks now and then."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, cast

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

STATIC = "/static/"
NAVIGATION = "upgrade-insecure-requests"  # browsers send it with what a person goes to


@dataclass(frozen=True, kw_only=True)
class Weather:
    """How bad the day is.

    Attributes:
        slow: Seconds that each answer waits; static files do not.
        jitter: Up to how many seconds more or less, drawn anew for each.
        lose: The share of pages asked for by GET, without a query, whose connection breaks;
            never the same page twice in a row for the same visitor.
        seed: Of the draws.
    """

    slow: float = 0.0
    jitter: float = 0.0
    lose: float = 0.0
    seed: int = 0


class Slow:
    """Answers as a portal does, in its own time.

    A request is lost before it reaches the portal, which tells some messages once only. What a
    form may have sent is never lost: nobody could know whether to send it again.
    """

    def __init__(
        self,
        app: ASGIApp,
        weather: Weather,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._app = app
        self._weather = weather
        self._sleep = sleep
        self._draws = random.Random(weather.seed)  # noqa: S311 - weather is no secret
        self._lost: set[tuple[str, str]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer late, or not at all."""
        if scope["type"] != "http" or STATIC in scope["path"]:
            await self._app(scope, receive, send)
            return
        await self._sleep(self._pause())
        if self._loses(scope):
            await hang_up(receive, send)
        else:
            await self._app(scope, receive, send)

    def _pause(self) -> float:
        slow, jitter = self._weather.slow, self._weather.jitter
        return max(0.0, slow + self._draws.uniform(-jitter, jitter))

    def _loses(self, scope: Scope) -> bool:
        headers = Headers(scope=scope)
        is_sent = scope["method"] != "GET" or bool(scope["query_string"])
        if is_sent or NAVIGATION not in headers:
            return False
        page = (scope["path"], headers.get("cookie", ""))
        if page in self._lost:
            self._lost.discard(page)
            return False
        if self._draws.random() < self._weather.lose:
            self._lost.add(page)
            return True
        return False


async def hang_up(receive: Receive, send: Send) -> None:
    """Break the connection off; the server's own way to answer knows it."""
    cast("Any", send).__self__.transport.abort()
    while (await receive())["type"] != "http.disconnect":
        pass
