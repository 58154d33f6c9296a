"""A mail server that only receives, in a thread of its own. Only this module uses aiosmtpd."""

import asyncio
import logging
import re
from collections import Counter
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime
from typing import Any, AnyStr, Self

from aiosmtpd.smtp import SMTP, Envelope, syntax
from aiosmtpd.smtp import Session as SmtpSession

from harness.core.errors import MailError
from harness.core.processes import deadline
from harness.core.processes.loop_thread import LoopThread
from harness.mail.parsing.parse import parse
from harness.mail.source import MAX_MAIL_BYTES
from harness.mail.sources.inbox import Inbox
from harness.model.fact import Fact, fact
from harness.model.mail import Mail

TRANSACTION_SECONDS = 30.0
_MAX_ANSWERS = 50  # different refusals that are counted
_MAX_ANSWER = 120  # characters of one that are kept
_UNPRINTABLE = re.compile(r"[^ -~]")
_FIRST_REFUSING_CODE = 400
# It would print a client's commands on the terminal, escapes included. Refusals are told as facts.
logging.getLogger("mail.log").disabled = True


class SmtpSink:
    """A MailSource that programs send mail to by SMTP.

    Clients are answered in a thread of its own, so that they do not wait while pages are read.

    Args:
        port: the port to bind; 0 for any free port.
        clock: gives the time of arrival, with time zone.
        size_limit: bytes above which a mail is refused.
        transaction_seconds: from the MAIL command to the end of the data; a transaction that takes
            longer is broken off, so that a client cannot hold a run.
    """

    name = "sink"

    def __init__(
        self,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        size_limit: int = MAX_MAIL_BYTES,
        transaction_seconds: float = TRANSACTION_SECONDS,
    ) -> None:
        self._transaction_seconds = transaction_seconds
        self.address = (host, port)
        self._clock = clock
        self._size_limit = size_limit
        self._server: asyncio.Server | None = None
        self._thread: LoopThread | None = None  # of the server
        self._readers: asyncio.AbstractEventLoop | None = None  # of the callers that wait
        self._inbox = Inbox()
        self._connections: set[_Connection] = set()
        self._transactions: dict[_Connection, asyncio.Future[None]] = {}
        self._stores: set[asyncio.Task[None]] = set()
        self._refused: Counter[str] = Counter()
        self._broken_off = 0
        self._left = 0

    async def __aenter__(self) -> Self:
        host, port = self.address
        self._readers, self._thread = asyncio.get_running_loop(), LoopThread()
        try:
            await self._in_thread(self._listen(host, port))
        except (OSError, OverflowError) as error:
            self._end_thread()
            raise MailError(
                f"a free port for the mail sink at {host}:{port}",
                seen=str(error),
                remedy="Choose another port, or 0 for any free one.",
            ) from error
        return self

    async def __aexit__(self, *details: object) -> None:
        server, self._server = self._server, None
        if server is not None:
            await self._in_thread(self._close(server))
        self._end_thread()
        self._inbox.wake_all()

    async def _in_thread(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the thread of the server, if it has one, and wait for its end."""
        if self._thread is None:
            work.close()
        else:
            await asyncio.wrap_future(self._thread.start(work))

    def _end_thread(self) -> None:
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.close()

    async def _listen(self, host: str, port: int) -> None:
        loop = asyncio.get_running_loop()
        self._server = await loop.create_server(self._connection, host, port)
        self.address = self._server.sockets[0].getsockname()[:2]

    async def _close(self, server: asyncio.Server) -> None:
        server.close()
        await asyncio.gather(*(connection.end() for connection in tuple(self._connections)))
        await server.wait_closed()
        await self._settle()

    async def bookmark(self) -> int:
        """The number of mails that have arrived."""
        return len(self._inbox)

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, in order of arrival; also once the sink is closed."""
        return self._inbox.after(bookmark)

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the protocol
        """The first mail to a recipient, by envelope or To, after a bookmark; None if none came.

        Raises:
            MailError: the sink is not open.
        """
        try:
            async with deadline.timeout(timeout):
                while (mail := self._inbox.first(address, since)) is None:
                    self._must_be_open()
                    await self._inbox.coming(address)
        except TimeoutError:
            return None
        return mail

    async def settle(self) -> None:
        """Wait until each transaction that has begun has ended: stored, refused or broken off."""
        await self._in_thread(self._settle())

    async def _settle(self) -> None:
        if under_way := [*self._transactions.values(), *self._stores]:
            await asyncio.wait(under_way)

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

    @property
    def refusals(self) -> tuple[Fact, ...]:
        """What was refused or broken off, and how often."""
        refused = [
            fact("mail-refused", answer=answer, count=count)
            for answer, count in tuple(self._refused.items())
        ]
        if self._broken_off:
            seconds = round(self._transaction_seconds)
            count = self._broken_off
            refused.append(fact("mail-transaction-broken-off", seconds=seconds, count=count))
        if self._left:
            refused.append(fact("mail-transaction-left", count=self._left))
        return tuple(refused)

    async def store(
        self, raw: bytes, sender: str, recipients: tuple[str, ...], *, is_utf8: bool = False
    ) -> None:
        """Store a mail that has arrived, even if its client leaves; wake the callers that wait."""
        task = asyncio.create_task(self._store(raw, sender, recipients, is_utf8=is_utf8))
        self._stores.add(task)
        task.add_done_callback(self._stores.discard)
        await asyncio.shield(task)

    async def _store(
        self, raw: bytes, sender: str, recipients: tuple[str, ...], *, is_utf8: bool
    ) -> None:
        received = self._clock()
        mail = await asyncio.to_thread(
            parse,
            raw,
            received=received,
            envelope_from=sender,
            envelope_to=recipients,
            is_utf8=is_utf8,
        )
        if self._readers is None:
            self._inbox.add(mail)
        else:  # before the client is answered: who hears of the answer finds the mail
            self._readers.call_soon_threadsafe(self._inbox.add, mail)

    def refused(self, answer: str) -> None:
        """Count an answer that refuses a command."""
        answer = _UNPRINTABLE.sub("?", answer)[:_MAX_ANSWER]
        if answer in self._refused or len(self._refused) < _MAX_ANSWERS:
            self._refused[answer] += 1

    def broken_off(self) -> None:
        """Count a transaction that took too long."""
        self._broken_off += 1

    def left(self) -> None:
        """Count a mail whose client hung up before its end."""
        self._left += 1

    def _connection(self) -> "_Connection":
        return _Connection(self, self._size_limit, self._transaction_seconds)

    def opened(self, connection: "_Connection") -> None:
        """Register a client that has connected."""
        self._connections.add(connection)

    def closed(self, connection: "_Connection") -> None:
        """Remove a client that has disconnected, and its open transaction."""
        self._connections.discard(connection)
        self.ended(connection)

    def begun(self, connection: "_Connection") -> None:
        """Register a transaction that has begun."""
        self.ended(connection)
        self._transactions[connection] = asyncio.get_running_loop().create_future()

    def ended(self, connection: "_Connection") -> None:
        """Remove a transaction that was stored, refused, reset or broken off."""
        if transaction := self._transactions.pop(connection, None):
            transaction.set_result(None)


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
        server.limit_transaction()
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_DATA(  # noqa: N802 - the name is aiosmtpd's
        self, server: "_Connection", _session: SmtpSession, envelope: Envelope
    ) -> str:
        """Store a complete mail."""
        server.release_transaction()
        sender = (envelope.mail_from or "").strip("<>")
        raw, recipients = envelope.original_content or b"", tuple(envelope.rcpt_tos)
        await self._sink.store(raw, sender, recipients, is_utf8=envelope.smtp_utf8)
        return "250 OK"


class _Connection(SMTP):
    """One client. aiosmtpd makes a new envelope whenever a transaction is over."""

    # Receivers should take lines of any length (RFC 5322, section 2.1.1); the mail has a limit.
    line_length_limit = MAX_MAIL_BYTES

    def __init__(self, sink: SmtpSink, size_limit: int, transaction_seconds: float) -> None:
        self._sink = sink
        self._transaction_seconds = transaction_seconds
        self._limit: asyncio.TimerHandle | None = None
        self._is_receiving = False  # a mail whose end has not come
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
        if self._is_receiving:
            self._sink.left()
        self.release_transaction()
        self._sink.closed(self)

    async def check_helo_needed(self, helo: str = "HELO") -> bool:  # noqa: ARG002 - aiosmtpd's
        """Greetings are not needed: Postfix does not ask for one either."""
        return False

    @syntax("DATA")
    async def smtp_DATA(self, arg: str) -> None:  # noqa: N802 - the name is aiosmtpd's
        """Receive a mail."""
        self._is_receiving = bool(self.envelope and self.envelope.rcpt_tos)
        await super().smtp_DATA(arg)
        self._is_receiving = False

    async def push(self, status: AnyStr) -> None:
        """Answer a command; refusals are told."""
        text = status.decode("utf-8", "replace") if isinstance(status, bytes) else status
        if text[:3].isdecimal() and int(text[:3]) >= _FIRST_REFUSING_CODE:
            self._sink.refused(text)
        await super().push(status)

    def limit_transaction(self) -> None:
        """Break the connection off unless its transaction ends in time."""
        self.release_transaction()
        self._limit = self.loop.call_later(self._transaction_seconds, self._break_off)

    def release_transaction(self) -> None:
        """The transaction has ended, or all of it has been received."""
        self._is_receiving = False
        if self._limit is not None:
            self._limit.cancel()

    def _break_off(self) -> None:
        self._sink.broken_off()
        self._abort()

    def _abort(self) -> None:
        self._is_receiving = False
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    def _create_envelope(self) -> Envelope:
        self.release_transaction()
        self._sink.ended(self)
        return super()._create_envelope()

    async def end(self) -> None:
        """Break the connection off, and wait until its handler has ended."""
        self._abort()
        if self._handler_coroutine is not None:
            await asyncio.wait({self._handler_coroutine})
