"""What stands before the portal: the addresses of the JSON interface and of the static files.

Requests below ``/api`` are answered as JSON by the page of the address that follows, after the
time that a network takes. Addresses of static files carry a version, so that a browser may keep
the modules, which import each other by relative addresses.
"""

import re
from collections.abc import Awaitable, Callable

from starlette.types import ASGIApp, Receive, Scope, Send

API = "spa.api"  # in the scope of a request: whether it is one of the page's own
PREFIX = "/api"
VERSIONED = re.compile(r"/static/v-[0-9a-f]+(?P<path>/.*)")
MODULES = "/vues/"


class Front:
    """Takes the prefixes off the addresses."""

    def __init__(self, app: ASGIApp, pause: Callable[[], Awaitable[None]]) -> None:
        self._app = app
        self._pause = pause

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the portal does at the address without the prefix."""
        if scope["type"] == "http":
            path, is_api = without_prefix(scope["path"])
            if is_api:
                await self._pause()
            scope = {**scope, "path": path, "raw_path": path.encode(), API: is_api}
        await self._app(scope, receive, send)


def without_prefix(path: str) -> tuple[str, bool]:
    """Give the address that is meant, and whether it was asked for below ``/api``."""
    if path == PREFIX or path.startswith(f"{PREFIX}/"):
        return path.removeprefix(PREFIX) or "/", True
    if match := VERSIONED.fullmatch(path):
        inner = match["path"]
        return (inner if inner.startswith(MODULES) else f"/static{inner}"), False
    return path, False
