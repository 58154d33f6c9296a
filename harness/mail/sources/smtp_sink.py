"""A mail server that only receives, in the running event loop. Only this module uses aiosmtpd."""

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Self

from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from harness.core.errors import MailError
from harness.mail.parsing.parse import parse
from harness.mail.source import MAX_MAIL_BYTES
from harness.mail.sources.inbox import Inbox
from harness.model.mail import Mail


def _now() -> datetime:
    return datetime.now(UTC)


class SmtpSink:
    """A MailSource that programs send mail to by SMTP.

    Args:
        host: the address to bind.
        port: the port to bind; 0 for any free port.
        clock: gives the time of arrival, with time zone.
        size_limit: bytes above which a mail is refused.
    """

    name = "sink"

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Callable[[], datetime] = _now,
        size_limit: int = MAX_MAIL_BYTES,
    ) -> None:
        self.address = (host, port)
        self._clock = clock
        self._size_limit = size_limit
        self._server: asyncio.Server | None = None
        self._inbox = Inbox()
        self._connections: set[_Connection] = set()
        self._busy: set[_Connection] = set()
        self._idle = asyncio.Event()
        self._idle.set()

    async def __aenter__(self) -> Self:
        host, port = self.address
        loop = asyncio.get_running_loop()
        try:
            self._server = await loop.create_server(self._connection, host, port)
        except (OSError, OverflowError) as error:
            raise MailError(
                f"a free port for the mail sink at {host}:{port}",
                seen=str(error),
                remedy="Choose another port, or 0 for any free one.",
            ) from error
        self.address = self._server.sockets[0].getsockname()[:2]
        return self

    async def __aexit__(self, *details: object) -> None:
        if self._server is None:
            return
        server, self._server = self._server, None
        server.close()
        await asyncio.gather(*(connection.end() for connection in tuple(self._connections)))
        await server.wait_closed()
        self._inbox.wake_all()

    async def bookmark(self) -> int:
        """The number of mails that have arrived."""
        return len(self._inbox)

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, in order of arrival; also once the sink is closed."""
        return self._inbox.after(bookmark)

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the protocol
        """The first mail to an address after a bookmark.

        Args:
            address: recipient of the envelope, or in To; case does not matter.
            since: a bookmark.
            timeout: seconds to wait at most.

        Returns:
            The mail, or None if none came in time.

        Raises:
            MailError: the sink is not open.
        """
        try:
            async with asyncio.timeout(timeout):
                while (mail := self._inbox.first(address, since)) is None:
                    self._must_be_open()
                    await self._inbox.coming(address)
        except TimeoutError:
            return None
        return mail

    async def settle(self) -> None:
        """Wait until no SMTP transaction is open between its MAIL command and its end."""
        await self._idle.wait()

    async def quiesce(self) -> None:
        """Same as `settle()`: once the portal has stopped, all its mails have been received."""
        await self.settle()

    def _must_be_open(self) -> None:
        if self._server is None:
            raise MailError(
                "an open mail sink to wait at",
                seen="a sink that is closed, or was never opened",
                remedy="Wait for mails inside `async with`.",
            )

    def store(self, raw: bytes, sender: str, recipients: tuple[str, ...]) -> None:
        """Store a mail that has arrived, and wake the callers that wait for it."""
        mail = parse(
            raw, received=self._clock(), envelope_from=sender, envelope_to=tuple(recipients)
        )
        self._inbox.add(mail)

    def _connection(self) -> "_Connection":
        return _Connection(self, self._size_limit)

    def opened(self, connection: "_Connection") -> None:
        """Register a client that has connected."""
        self._connections.add(connection)

    def closed(self, connection: "_Connection") -> None:
        """Remove a client that has disconnected, and its open transaction."""
        self._connections.discard(connection)
        self.ended(connection)

    def begun(self, connection: "_Connection") -> None:
        """Register a transaction that has begun."""
        self._busy.add(connection)
        self._idle.clear()

    def ended(self, connection: "_Connection") -> None:
        """Remove a transaction that was stored, refused, reset or broken off."""
        self._busy.discard(connection)
        if not self._busy:
            self._idle.set()


class _Hooks:
    """The handler of SMTP commands for aiosmtpd."""

    def __init__(self, sink: SmtpSink) -> None:
        self._sink = sink

    async def handle_MAIL(  # noqa: N802 - the name is aiosmtpd's
        self,
        server: "_Connection",
        _session: SmtpSession,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Begin a delivery."""
        self._sink.begun(server)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, _server: "_Connection", _session: SmtpSession, envelope: Envelope
    ) -> str:
        """Store a complete mail."""
        sender = (envelope.mail_from or "").strip("<>")
        self._sink.store(envelope.original_content or b"", sender, tuple(envelope.rcpt_tos))
        return "250 OK"


class _Connection(SMTP):
    """One client. aiosmtpd makes a new envelope whenever a transaction is over."""

    def __init__(self, sink: SmtpSink, size_limit: int) -> None:
        self._sink = sink
        super().__init__(
            _Hooks(sink),
            data_size_limit=size_limit,
            enable_SMTPUTF8=True,
            hostname="localhost",
            loop=asyncio.get_running_loop(),
        )

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._sink.opened(self)
        super().connection_made(transport)

    def connection_lost(self, error: Exception | None) -> None:
        super().connection_lost(error)
        self._sink.closed(self)

    def _create_envelope(self) -> Envelope:
        self._sink.ended(self)
        return super()._create_envelope()

    async def end(self) -> None:
        """Break the connection off, and wait until its handler has ended."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()
        if self._handler_coroutine is not None:
            await asyncio.wait({self._handler_coroutine})
