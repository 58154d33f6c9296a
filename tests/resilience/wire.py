"""A line to the reference portal that breaks as it is told to: a proxy that speaks bytes."""

import asyncio
import re
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_KEPT_OPEN = re.compile(rb"(?i)\r\nconnection:[^\r]*")


@dataclass
class Line:
    """One request on the wire, and the way back.

    Attributes:
        method: of the request.
        path: with its query.
        head: its first line and headers.
        body: what came with it.
        number: which one it is among those that were struck, from 1 on.
        wire: that it came over.
    """

    method: str
    path: str
    head: bytes
    body: bytes
    writer: asyncio.StreamWriter
    wire: "Wire"
    number: int = 0

    async def send(self, data: bytes) -> None:
        """Write bytes at once."""
        self.writer.write(data)
        await self.writer.drain()

    async def answer(self) -> tuple[bytes, bytes]:
        """What the portal answers: head without its last line break, and body."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.wire.upstream)
        try:
            head = _KEPT_OPEN.sub(b"", self.head).removesuffix(b"\r\n\r\n")
            writer.write(head + b"\r\nConnection: close\r\n\r\n" + self.body)
            answer = await reader.read()
        finally:
            writer.close()
        top, _, body = answer.partition(b"\r\n\r\n")
        return _KEPT_OPEN.sub(b"", top), body

    async def page(self, alter: Callable[[bytes], bytes] = bytes) -> None:
        """Give the portal's own answer, its body altered."""
        head, body = await self.answer()
        body = alter(body)
        head = _LENGTH.sub(b"", head)
        length = b"\r\nContent-Length: %d" % len(body)
        await self.send(head + length + b"\r\nConnection: close\r\n\r\n" + body)

    def reset(self) -> None:
        """Break the connection off, so that the other side is told."""
        sock = self.writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.writer.transport.abort()


Strike = Callable[[Line], Awaitable[None]]


@dataclass
class Wire:
    """What stands between a run and the portal.

    Attributes:
        upstream: the portal's port.
        where: matches method and path of what is struck; the rest passes.
        strike: does it.
        struck: how many requests were.
    """

    upstream: int
    where: re.Pattern[str]
    strike: Strike
    url: str = ""
    struck: int = 0
    server: asyncio.Server | None = None
    _busy: set["asyncio.Task[None]"] = field(default_factory=set)

    def connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Take a connection."""
        task = asyncio.ensure_future(self._serve(reader, writer))
        self._busy.add(task)
        task.add_done_callback(self._busy.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, asyncio.IncompleteReadError):
            try:
                await self._one(reader, writer)
            finally:
                writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        body = await reader.readexactly(int(length[1])) if length else b""
        method, path, _ = head.split(b" ", 2)
        line = Line(method.decode(), path.decode(), head, body, writer, self)
        if self.where.fullmatch(f"{line.method} {line.path}"):
            self.struck += 1
            line.number = self.struck
            await self.strike(line)
        else:
            await line.page()

    async def close(self) -> None:
        """Hang up on everybody."""
        if self.server:
            self.server.close()
        for task in tuple(self._busy):
            task.cancel()
        await asyncio.gather(*self._busy, return_exceptions=True)


@asynccontextmanager
async def wire(upstream: int, where: str, strike: Strike) -> AsyncIterator[Wire]:
    """A wire to a portal on this machine."""
    made = Wire(upstream, re.compile(where), strike)
    made.server = await asyncio.start_server(made.connected, "127.0.0.1", 0)
    made.url = f"http://127.0.0.1:{made.server.sockets[0].getsockname()[1]}/"
    try:
        yield made
    finally:
        await made.close()
