"""Answers only requests whose Host is this server's, so that no other name can be bent to it.

A web page of somebody else can let its own name point to this machine (DNS rebinding). Its
browser then sends that name as the Host.
"""

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from reference_impl.web.headers import SAFE

_HOST = re.compile(r"(?P<name>\[[0-9a-f:.]+\]|[^:\[\]]+)(?::(?P<port>\d{1,5}))?")
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_HTTP_PORT = 80


class OwnHosts:
    """Refuses requests to other hosts with status 421 (RFC 9110, section 15.5.20).

    Own ones are the address that the client reached, the names of the local machine for itself,
    and the names that are given, each with the port that the client reached.

    Args:
        app: answers all others.
        names: further names of the server.
    """

    def __init__(self, app: ASGIApp, *names: str) -> None:
        self._app = app
        self._names = frozenset(name.lower().strip("[]") for name in (*_LOOPBACK, *names))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http" or self._is_own(scope):
            await self._app(scope, receive, send)
        else:
            refusal = PlainTextResponse("This server has another name.\n", 421, headers=SAFE)
            await refusal(scope, receive, send)

    def _is_own(self, scope: Scope) -> bool:
        hosts = [value for name, value in scope["headers"] if name == b"host"]
        found = _HOST.fullmatch(hosts[0].decode("latin-1").strip().lower()) if hosts else None
        if found is None or len(hosts) > 1:
            return False
        address, port = scope["server"]
        name = found["name"].strip("[]")
        is_own = name in self._names or name == address
        return bool(is_own and int(found["port"] or _HTTP_PORT) == port)
