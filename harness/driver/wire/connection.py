"""Connections to servers: directly or through a proxy, encrypted or not, kept for a moment."""

import asyncio
import os
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, nullcontext
from dataclasses import dataclass, field

from harness.config.connection import Access
from harness.core.url import Url, is_named, split
from harness.driver.certificates import Trust
from harness.driver.wire.answer import (
    MAX_HEAD,
    ConnectionLost,
    CutShort,
    Head,
    WireError,
    read_body,
    read_head,
)

_EYEBALLS = 0.25  # seconds until a host's next address is tried beside the first (RFC 8305)
_OK = range(200, 300)

Headers = Iterable[tuple[str, str]]


class NoConnection(OSError):
    """No connection was made, so that nothing was sent."""


@dataclass
class Connection:
    """One connection.

    Attributes:
        passes_on: whether a proxy at its end passes requests on, and needs whole addresses.
        idle_since: when its last answer was complete; 0 before the first request.
    """

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    passes_on: bool = False
    idle_since: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the server has not closed it."""
        return not self.reader.at_eof() and not self.writer.is_closing()

    @property
    def certificate(self) -> bytes | None:
        """The server's certificate in DER; None for an unencrypted connection."""
        secured = self.writer.get_extra_info("ssl_object")
        return secured.getpeercert(binary_form=True) if secured else None

    def close(self) -> None:
        """Close it without waiting for the server."""
        self.writer.transport.abort()


async def connect(url: Url, trust: Trust, tls: ssl.SSLContext | None) -> Connection:
    """Open a connection to the host of an address, encrypted if there is a context for it.

    Raises:
        NoConnection: nobody answers, the certificate is not trusted, or the proxy refuses.
    """
    proxy = split(trust.access.proxy) if trust.access.proxy else None
    try:
        if proxy is None:
            return Connection(*await _dial(url, tls))
        reader, writer = await _dial(proxy, trust.of(str(trust.access.proxy), own=False))
        if tls is None:
            return Connection(reader, writer, passes_on=True)
        await _tunnel(reader, writer, url, trust.access)
        await writer.start_tls(tls, server_hostname=url.place[0])
        return Connection(reader, writer)
    except (OSError, WireError, UnicodeError) as error:
        raise NoConnection(f"no connection to {url.host}: {_why(error)}") from error


def _why(error: Exception) -> str:
    if isinstance(error, OSError) and not isinstance(error, ssl.SSLError | socket.gaierror):
        return os.strerror(error.errno) if error.errno else str(error)
    return str(error) or type(error).__name__


async def _dial(
    url: Url, tls: ssl.SSLContext | None
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    name, port = url.place
    return await asyncio.open_connection(
        name,
        port,
        ssl=tls,
        server_hostname=name if tls else None,
        limit=MAX_HEAD,
        happy_eyeballs_delay=_EYEBALLS if is_named(name) else None,
    )


async def _tunnel(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, url: Url, access: Access
) -> None:
    place = f"{url.hostname}:{url.place[1]}"
    writer.write(_request_head("CONNECT", place, [("Host", place), *access.proxy_headers.items()]))
    head = await read_head(reader)
    if head.status not in _OK:
        raise WireError(f"status {head.status} {head.reason} of the proxy".replace("  ", " "))


@dataclass
class Answer:
    """An answer whose body is still to be read."""

    head: Head
    sent: tuple[tuple[str, str], ...]
    connection: Connection
    is_complete: bool = False

    async def pieces(self) -> AsyncIterator[bytes]:
        """The body, piece by piece.

        Raises:
            CutShort: the connection broke before the end.
            WireError: the body is not readable as HTTP.
        """
        try:
            async for piece in read_body(self.connection.reader, self.head):
                yield piece
        except OSError as error:
            raise CutShort(_why(error)) from error
        self.is_complete = True


@dataclass
class Connections:
    """Sends requests, and keeps connections for the next one.

    Args:
        trust: how servers are reached, and what they are trusted by.
        idle: seconds that a connection waits for its next request; 0 to use each for one.
        per_host: number of connections at once to one host; None for no limit.
    """

    trust: Trust
    idle: float = 0.0
    per_host: int | None = None
    _waiting: dict[str, list[Connection]] = field(default_factory=dict)
    _turns: dict[str, asyncio.Semaphore] = field(default_factory=dict)

    @asynccontextmanager
    async def request(
        self, method: str, url: str, headers: Headers, body: bytes | None = None, *, own: bool
    ) -> AsyncIterator[Answer]:
        """Send a request; within the context its answer can be read.

        The client certificate goes to the portal's own host only. Host, Connection and
        Content-Length are added to the headers.

        Raises:
            NoConnection: nothing was sent.
            ConnectionLost: the connection broke before the answer began.
            WireError: the answer is not readable.
            OSError: the connection broke.
        """
        parts = split(url)
        if not parts.is_web:
            raise NoConnection("an address that is not of http or https")
        turn = self._turn(parts.origin) if self.per_host else nullcontext()
        async with turn:
            answer = await self._answer(method, parts, url, headers, body, own=own)
            try:
                yield answer
            finally:
                self._put_back(parts.origin, answer)

    def close(self) -> None:
        """Close all connections."""
        for connections in self._waiting.values():
            for connection in connections:
                connection.close()
        self._waiting.clear()

    def _turn(self, origin: str) -> asyncio.Semaphore:
        return self._turns.setdefault(origin, asyncio.Semaphore(self.per_host or 1))

    async def _answer(
        self, method: str, parts: Url, url: str, headers: Headers, body: bytes | None, *, own: bool
    ) -> Answer:
        kept = self._kept(parts.origin)
        if kept is not None:
            try:
                return await self._send(kept, method, parts, headers, body)
            except ConnectionLost:
                if body is not None:
                    raise  # it may have arrived
        opened = await connect(parts, self.trust, self.trust.of(url, own=own))
        return await self._send(opened, method, parts, headers, body)

    def _kept(self, origin: str) -> Connection | None:
        waiting = self._waiting.get(origin, [])
        while waiting:
            connection = waiting.pop()
            if connection.is_open and time.monotonic() - connection.idle_since < self.idle:
                return connection
            connection.close()
        return None

    def _put_back(self, origin: str, answer: Answer) -> None:
        connection = answer.connection
        if self.idle and answer.is_complete and answer.head.keeps_connection:
            connection.idle_since = time.monotonic()
            self._waiting.setdefault(origin, []).append(connection)
        else:
            connection.close()

    async def _send(
        self,
        connection: Connection,
        method: str,
        parts: Url,
        headers: Headers,
        body: bytes | None,
    ) -> Answer:
        path = f"{parts.path}?{parts.query}" if parts.asks else parts.path
        target = f"{parts.origin}{path}" if connection.passes_on else path
        sent = {"Host": parts.host, "Connection": "keep-alive" if self.idle else "close"}
        sent |= self.trust.access.proxy_headers if connection.passes_on else {}
        sent |= dict(headers)
        if body is not None:
            sent["Content-Length"] = str(len(body))
        try:
            connection.writer.write(_request_head(method, target, sent.items()) + (body or b""))
            encrypted = parts.scheme == "https"
            head = await read_head(connection.reader, encrypted=encrypted)
        except BaseException as error:
            connection.close()
            if isinstance(error, ConnectionError):
                raise ConnectionLost(_why(error)) from error
            raise
        return Answer(head, tuple(sent.items()), connection)


def _request_head(method: str, target: str, headers: Headers) -> bytes:
    lines = [f"{method} {target} HTTP/1.1".encode(), *map(_header_line, headers)]
    return b"\r\n".join([*lines, b"", b""])


def _header_line(header: tuple[str, str]) -> bytes:
    line = f"{header[0]}: {header[1]}".replace("\r", " ").replace("\n", " ")
    try:
        return line.encode("latin-1")
    except UnicodeEncodeError:
        return line.encode()
