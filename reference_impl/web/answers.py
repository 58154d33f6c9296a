"""Whole answers: what the portal sends, to be altered before it is on its way."""

from dataclasses import dataclass
from typing import Self

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send


@dataclass
class Answer:
    """A whole answer, to be altered in place.

    Attributes:
        scope: What was asked for.
        status: The status.
        headers: The headers; the content's length is one of them.
        body: The content.
    """

    scope: Scope
    status: int
    headers: MutableHeaders
    body: bytes

    @classmethod
    async def of(cls, app: ASGIApp, scope: Scope, receive: Receive) -> Self:
        """Have an application answer."""
        sent: list[Message] = []

        async def keep(message: Message) -> None:
            sent.append(message)

        await app(scope, receive, keep)
        headers = MutableHeaders(raw=list(sent[0]["headers"]))
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return cls(scope, sent[0]["status"], headers, body)

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return str(self.scope["path"])

    @property
    def method(self) -> str:
        """The method by which it was asked for."""
        return str(self.scope["method"])

    @property
    def is_page(self) -> bool:
        """Whether it is a page."""
        return self.headers.get("content-type", "").startswith("text/html")

    def rewrite(self, body: bytes) -> None:
        """Give it another content, and the length of that."""
        self.body = body
        self.headers["content-length"] = str(len(body))

    async def send(self, send: Send) -> None:
        """Send it on its way."""
        start = {"type": "http.response.start", "status": self.status, "headers": self.headers.raw}
        await send(start)
        await send({"type": "http.response.body", "body": self.body})
