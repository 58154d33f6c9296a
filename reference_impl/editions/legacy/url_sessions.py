"""Sessions in the address, as servlet containers kept them for browsers without cookies.

The portal itself knows only its cookie: this wrapper takes the session's token out of the address
of each request (``/connexion;jsessionid=…``) and writes it into the addresses of each answer.
Whoever is given such an address is given the session, which is why nobody does it any more.
"""

import re
from http.cookies import SimpleCookie

from starlette.types import ASGIApp, Receive, Scope, Send

from reference_impl.web.answers import Answer
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
        answer = await Answer.of(self._app, _with_cookie(scope, path, token), receive)
        _write(answer, _session_of(answer, token))
        await answer.send(send)


def _with_cookie(scope: Scope, path: str, token: str) -> Scope:
    headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
    if token:
        headers.append((b"cookie", f"{COOKIE}={token}".encode("latin-1", "replace")))
    raw = scope.get("raw_path", b"").partition(MARK.encode())[0]
    return {**scope, "path": path, "raw_path": raw, "headers": headers}


def _session_of(answer: Answer, token: str) -> str:
    """The session that an answer goes on with: the one of its cookie, which is taken off."""
    cookie = SimpleCookie(answer.headers.get("set-cookie", "")).get(COOKIE)
    if cookie is None:
        return token
    del answer.headers["set-cookie"]
    return "" if cookie["max-age"] == "0" else cookie.value


def _write(answer: Answer, token: str) -> None:
    """Give the addresses of an answer the session."""
    suffix = f"{MARK}{token}" if token else ""
    location = answer.headers.get("location", "")
    if location.startswith("/"):
        answer.headers["location"] = location + suffix
    if answer.is_page and token:
        answer.rewrite(ADDRESS.sub(rb"\g<0>" + suffix.encode(), answer.body))
