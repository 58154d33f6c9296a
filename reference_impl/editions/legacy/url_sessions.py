"""Sessions in the address, as servlet containers kept them for browsers without cookies.

The portal itself knows only its cookie: this wrapper takes the session's token out of the address
of each request (``/connexion;jsessionid=…``) and writes it into the addresses of each answer.
Whoever is given such an address is given the session, which is why nobody does it any more.
"""

import re
from http.cookies import SimpleCookie

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_impl.web.visit import COOKIE

MARK = ";jsessionid="
# The portal's own addresses in attributes, in scripts within them, and in a refresh.
ADDRESS = re.compile(rb"""(?P<before>["']|URL=)(?P<path>/(?!/|static/)[^"'<>?#;\s]*)""")


class UrlSessions:
    """Keeps the session of a portal in its addresses, and no cookie."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as the wrapped portal does to a visitor with that session's cookie."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        path, _, token = scope["path"].partition(MARK)
        answer = _Answer(send, token)
        await self._app(_with_cookie(scope, path, token), receive, answer.send)


def _with_cookie(scope: Scope, path: str, token: str) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    if token:
        headers.append((b"cookie", f"{COOKIE}={token}".encode("latin-1", "replace")))
    raw = scope.get("raw_path", b"").partition(MARK.encode())[0]
    return {**scope, "path": path, "raw_path": raw, "headers": headers}


class _Answer:
    """An answer on its way out, its addresses being given the session."""

    def __init__(self, send: Send, token: str) -> None:
        self._send = send
        self._token = token
        self._start: Message = {}
        self._body = b""

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = message
            return
        self._body += message.get("body", b"")
        if message.get("more_body"):
            return
        headers = MutableHeaders(raw=list(self._start["headers"]))
        self._read_cookie(headers)
        self._write(headers)
        await self._send({**self._start, "headers": headers.raw})
        await self._send({"type": "http.response.body", "body": self._body})

    def _read_cookie(self, headers: MutableHeaders) -> None:
        cookie = SimpleCookie(headers.get("set-cookie", "")).get(COOKIE)
        if cookie is not None:
            self._token = "" if cookie["max-age"] == "0" else cookie.value
            del headers["set-cookie"]

    def _write(self, headers: MutableHeaders) -> None:
        location = headers.get("location", "")
        if location.startswith("/"):
            headers["location"] = location + self._suffix
        if _is_page(headers) and self._token:
            self._body = ADDRESS.sub(rb"\g<0>" + self._suffix.encode(), self._body)
            headers["content-length"] = str(len(self._body))

    @property
    def _suffix(self) -> str:
        return f"{MARK}{self._token}" if self._token else ""


def _is_page(headers: Headers) -> bool:
    return headers.get("content-type", "").startswith("text/html")
