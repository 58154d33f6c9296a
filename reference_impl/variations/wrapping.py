"""What answers and requests pass through: layers around the portal that read or write both."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reference_impl.altering.alteration import Acts, Change
from reference_impl.web.answers import Answer

_ADDRESS = re.compile(r'(?P<name> (?:href|action|src|formaction)=")(?P<path>/[^"]*)"')


@dataclass
class Exchange:
    """One request with its answer, whole.

    Attributes:
        scope: What was asked for; the portal sees the changes that are made before it is called.
        body: What was sent.
        status: The status of the answer.
        headers: Its headers.
        content: Its content.
    """

    scope: Scope
    body: bytes
    status: int = 0
    headers: MutableHeaders = field(default_factory=MutableHeaders)
    content: bytes = b""

    @property
    def path(self) -> str:
        """The path that was asked for."""
        return str(self.scope["path"])

    def move(self, path: str) -> None:
        """Ask for another path instead."""
        self.scope["path"], self.scope["raw_path"] = path, path.encode()

    def send_on(self, status: int, path: str) -> None:
        """Answer by a redirection, without asking the portal."""
        self.status, self.content = status, b""
        self.headers = MutableHeaders({"location": path})

    @property
    def asked(self) -> MutableHeaders:
        """The headers of the request, to be read or set."""
        return MutableHeaders(scope=self.scope)

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page."""
        return self.headers.get("content-type", "").startswith("text/html")

    @property
    def charset(self) -> str:
        """The character set of the page, as the answer declares it."""
        declared = self.headers.get("content-type", "").lower().partition("charset=")[2]
        return declared.strip('" ') or "utf-8"

    @property
    def page(self) -> str:
        """The HTML of the answer."""
        return self.content.decode(self.charset)

    @page.setter
    def page(self, html: str) -> None:
        self.content = html.encode(self.charset, "xmlcharrefreplace")


Portal = Callable[[Exchange], Awaitable[None]]
Layer = Callable[[Exchange, Portal, Acts], Awaitable[None]]


def layer(around: Layer) -> Change:
    """Put a layer around the portal.

    Args:
        around: Takes the exchange, what has the portal fill in its answer, and the acts.
    """
    return lambda parts, acts: replace(
        parts, middleware=[*parts.middleware, lambda app: _Layer(app, around, acts)]
    )


class _Layer:
    def __init__(self, app: ASGIApp, around: Layer, acts: Acts) -> None:
        self._app = app
        self._around = around
        self._acts = acts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange({**scope, "headers": list(scope["headers"])}, await _body(receive))
        await self._around(exchange, self._answer, self._acts)
        exchange.headers["content-length"] = str(len(exchange.content))
        whole = Answer(scope, exchange.status, exchange.headers, exchange.content)
        await whole.send(send)

    async def _answer(self, exchange: Exchange) -> None:
        await answer(self._app, exchange)


async def answer(app: ASGIApp, exchange: Exchange) -> None:
    """Have an application answer an exchange."""
    asked: list[Message] = [{"type": "http.request", "body": exchange.body, "more_body": False}]

    async def receive() -> Message:
        if not asked:
            await asyncio.Event().wait()  # whoever asks again waits for the visitor to leave
        return asked.pop()

    exchange.asked["content-length"] = str(len(exchange.body))
    whole = await Answer.of(app, exchange.scope, receive)
    exchange.status, exchange.headers, exchange.content = whole.status, whole.headers, whole.body


async def _body(receive: Receive) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


def relocated(
    outside: Callable[[str], str], inside: Callable[[str, str], tuple[str, str]]
) -> Layer:
    """Make the layer that gives the portal's pages other addresses.

    Args:
        outside: Takes an address of the portal (path and query), and gives the one to show.
        inside: Takes the path and the query that were asked for, and gives the portal's.
    """

    async def around(exchange: Exchange, portal: Portal, acts: Acts) -> None:
        path, query = inside(exchange.path, exchange.scope["query_string"].decode("ascii"))
        exchange.move(path)
        exchange.scope["query_string"] = query.encode("ascii")
        await portal(exchange)
        if "location" in exchange.headers:
            exchange.headers["location"] = outside(exchange.headers["location"])
            acts()
        if exchange.is_page:
            exchange.page = _ADDRESS.sub(
                lambda found: f'{found["name"]}{outside(found["path"])}"', exchange.page
            )
            acts()

    return around


def is_static(address: str) -> bool:
    """Whether an address is one of a file that never changes."""
    return urlsplit(address).path.startswith("/static/")
