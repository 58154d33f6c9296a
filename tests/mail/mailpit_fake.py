"""A small Mailpit, by its documented API: no registry has the real one.

What it does is what Mailpit's API documentation says, and its source where that is silent:
the list is newest first and in pages, reading the source of a mail does not mark it as read,
events are sent for new mails, and its SMTP server adds Message-ID, Return-Path and, for
recipients that no header names, Bcc. Searching, tags, and all that changes mails are left out.
"""

import asyncio
from base64 import b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import getaddresses
from ssl import SSLContext

from aiohttp import web

from tests.serving import serving as serving_pages

STARTED = datetime(2009, 10, 23, 9, 24, tzinfo=UTC)


class FakeMailpit:
    """The application and its mails.

    Attributes:
        url: where it serves.
        login: the user and the password that it asks for, with a colon between; "" for none.
        events: whether it sends them.
        deleted: whether somebody deletes its mails between the list and the reading.
        limit: the most mails it keeps; older ones go.
        asked: what was asked for, in order.
    """

    def __init__(self, login: str = "", *, events: bool = True) -> None:
        self.url = ""
        self.login = login
        self.events = events
        self.deleted = False
        self.limit = 500
        self.asked: list[str] = []
        self._mails: list[tuple[str, bytes]] = []
        self._read: set[str] = set()
        self._listening: set[web.WebSocketResponse] = set()
        self._count = 0

    def application(self) -> web.Application:
        """What it serves, below a path of its own as behind a proxy."""
        pages = web.Application(middlewares=[self._guard])
        pages.add_routes(
            [
                web.get("/mails/api/v1/messages", self._list),
                web.get("/mails/api/v1/message/{id}", self._message),
                web.get("/mails/api/v1/message/{id}/raw", self._raw),
                web.get("/mails/api/events", self._events),
            ]
        )
        return pages

    @property
    def marked(self) -> bool:
        """Whether any mail was marked as read."""
        return bool(self._read)

    async def store(self, raw: bytes, *, at: int | None = None) -> None:
        """Keep a mail as it is, and tell of it.

        Args:
            raw: the mail.
            at: its place in the list, from the oldest; None for the newest.
        """
        self._count += 1
        place = len(self._mails) if at is None else at
        self._mails.insert(place, (f"mail-{self._count:04d}", raw))
        del self._mails[: -self.limit]
        for one in tuple(self._listening):
            await one.send_json({"Type": "new", "Data": self._summary(*self._mails[-1])})
            await one.send_json({"Type": "stats", "Data": {"Total": len(self._mails)}})

    async def take(self, raw: bytes, sender: str, *recipients: str) -> None:
        """Take a mail as its SMTP server does."""
        mail = message_from_bytes(raw)
        named = {a.lower() for name in ("To", "Cc", "Bcc") for a in _addresses(mail, name)}
        missing = [one for one in recipients if one.lower() not in named]
        head = f"Message-ID: <{self._count}@mailpit>\r\n" if "Message-ID" not in mail else ""
        head += f"Return-Path: <{sender}>\r\n"
        head += f"Bcc: {', '.join(missing)}\r\n" if missing else ""
        await self.store(head.encode() + raw)

    @web.middleware
    async def _guard(self, request: web.Request, handler: object) -> web.StreamResponse:
        self.asked.append(request.path)
        right = f"Basic {b64encode(self.login.encode()).decode()}"
        if self.login and request.headers.get("Authorization", "") != right:
            return web.Response(status=401, headers={"WWW-Authenticate": 'Basic realm="Login"'})
        assert callable(handler)
        answer = await handler(request)
        assert isinstance(answer, web.StreamResponse)
        return answer

    async def _list(self, request: web.Request) -> web.Response:
        start, limit = (int(request.query.get(n, d)) for n, d in (("start", 0), ("limit", 50)))
        newest = list(reversed(self._mails))[start : start + limit]
        return web.json_response(
            {
                "total": len(self._mails),
                "unread": len(self._mails) - len(self._read),
                "count": len(newest),
                "messages_count": len(self._mails),
                "start": start,
                "tags": [],
                "messages": [self._summary(*one) for one in newest],
            }
        )

    def _summary(self, key: str, raw: bytes) -> dict[str, object]:
        mail = message_from_bytes(raw)
        people = {
            name: [{"Name": "", "Address": one} for one in _addresses(mail, name)]
            for name in ("To", "Cc", "Bcc")
        }
        return {
            "ID": key,
            "MessageID": mail.get("Message-ID", "").strip("<>"),
            "Read": key in self._read,
            "From": {"Name": "", "Address": next(iter(_addresses(mail, "From")), "")},
            **people,
            "ReplyTo": [],
            "Subject": str(mail.get("Subject", "")),
            "Created": STARTED.isoformat(),
            "Tags": [],
            "Size": len(raw),
            "Attachments": 0,
            "Snippet": "",
        }

    async def _message(self, request: web.Request) -> web.Response:
        key = request.match_info["id"]
        self._read.add(key)
        return web.json_response(self._summary(key, self._content(key)))

    async def _raw(self, request: web.Request) -> web.Response:
        return web.Response(
            body=self._content(request.match_info["id"]),
            headers={"Content-Type": "text/plain; charset=utf-8"},
        )

    def _content(self, key: str) -> bytes:
        found = [raw for known, raw in self._mails if known == key]
        if not found or self.deleted:
            raise web.HTTPNotFound
        return found[0]

    async def _events(self, request: web.Request) -> web.StreamResponse:
        if not self.events:
            raise web.HTTPNotFound
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        self._listening.add(socket)
        try:
            async for _ in socket:
                pass
        finally:
            self._listening.discard(socket)
        return socket

    async def listened(self) -> None:
        """Wait until somebody hears its events."""
        while not self._listening:  # noqa: ASYNC110 - a test waits for a server of its own
            await asyncio.sleep(0.01)

    async def hang_up(self) -> None:
        """End the events of all who hear them."""
        for one in tuple(self._listening):
            await one.close()


def _addresses(mail: Message, name: str) -> list[str]:
    return [address for _, address in getaddresses([str(v) for v in mail.get_all(name, [])])]


@asynccontextmanager
async def serving(pages: FakeMailpit, tls: SSLContext | None = None) -> AsyncIterator[FakeMailpit]:
    """Serve it on a free port."""
    async with serving_pages(pages.application(), tls) as url:
        pages.url = f"{url}/mails/"
        try:
            yield pages
        finally:
            await pages.hang_up()
