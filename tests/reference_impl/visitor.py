"""A visitor of the portal, in process: follows redirections and keeps cookies as a browser does."""

import asyncio
import html
import re
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from starlette.types import ASGIApp, Message

MAX_HOPS = 5
HIDDEN = re.compile(r'name="jeton" value="([^"]*)"')
ALERT = re.compile(r'role="alert">\s*<p>(.*?)</p>', re.DOTALL)
CODE = re.compile(r'id="code-de-certification"[^>]*>([^<]*)<')


@dataclass
class Answer:
    """What the portal gave back."""

    path: str
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text, its character references resolved."""
        return html.unescape(self.body.decode())

    @property
    def alerts(self) -> list[str]:
        """The messages shown."""
        return [html.unescape(found) for found in ALERT.findall(self.body.decode())]

    @property
    def token(self) -> str:
        """The form token of the page."""
        return str(HIDDEN.findall(self.body.decode())[0])

    @property
    def shown_code(self) -> str:
        """The certification code of step 4."""
        return str(CODE.findall(self.body.decode())[0])

    def header(self, name: str) -> str | None:
        """Give a header, or ``None``."""
        return next((value for key, value in self.headers if key == name), None)

    def value(self, name: str) -> str:
        """Give the value with which the page fills a field."""
        found = re.search(rf'name="{name}" value="([^"]*)"', self.body.decode())
        assert found
        return html.unescape(found.group(1))


@dataclass
class Visitor:
    """One browser, on the portal's application."""

    app: ASGIApp
    cookies: dict[str, str] = field(default_factory=dict)
    hops: list[Answer] = field(default_factory=list)

    async def ask(
        self,
        method: str,
        path: str,
        body: bytes = b"",
        headers: dict[str, str] | None = None,
    ) -> Answer:
        """Make one request; redirections are left to the caller."""
        path, _, query = path.partition("?")
        sent = {"host": "portal.test", **(headers or {})}
        if self.cookies:
            sent["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("127.0.0.1", 80),
        }
        answer = await _exchange(self.app, scope, body)
        answer.path = path
        self._keep_cookies(answer)
        self.hops.append(answer)
        return answer

    def _keep_cookies(self, answer: Answer) -> None:
        for name, value in answer.headers:
            if name == "set-cookie":
                pair = value.split(";")[0]
                key, _, kept = pair.partition("=")
                if "max-age=0" in value.lower():
                    self.cookies.pop(key, None)
                else:
                    self.cookies[key] = kept

    async def get(self, path: str) -> Answer:
        """Open a page and follow where it leads."""
        answer = await self.ask("GET", path)
        for _ in range(MAX_HOPS):
            if answer.status != 303:
                return answer
            answer = await self.ask("GET", answer.header("location") or "")
        raise AssertionError(f"redirected without end, last to {answer.path}")

    async def post(self, path: str, fields: dict[str, str]) -> Answer:
        """Submit fields as they are and follow where that leads."""
        body = urlencode(fields).encode()
        headers = {"content-type": "application/x-www-form-urlencoded"}
        answer = await self.ask("POST", path, body, headers)
        if answer.status != 303:
            return answer
        return await self.get(answer.header("location") or "")

    async def submit(self, path: str, **fields: str) -> Answer:
        """Open the page of a form, fill it in and submit it to its own address."""
        page = await self.get(path)
        return await self.post(page.path, {"jeton": page.token, **fields})


async def _exchange(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    parts: list[Message] = []
    chunks: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        if not chunks:
            await asyncio.Event().wait()  # the visitor stays connected
        return chunks.pop()

    async def send(message: Message) -> None:
        parts.append(message)

    await app(scope, receive, send)
    start = parts[0]
    headers = [(name.decode(), value.decode()) for name, value in start["headers"]]
    content = b"".join(part.get("body", b"") for part in parts[1:])
    return Answer("", start["status"], headers, content)
