"""An IMAP mailbox: one connection is notified of new mails, another one reads them."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from harness.config.mail import MailSettings
from harness.core.errors import MailError
from harness.mail.sources.imap_session import ImapSession
from harness.mail.sources.polling import Found, PolledSource

PUSHED = (30.0, 30.0)  # seconds between two polls if the server notifies of mails
POLLED = (0.2, 2.0)  # if it does not
RENEWAL = 20 * 60.0  # seconds; a server may end an IDLE after half an hour
STALL = 10.0
_RETRY_PAUSE = 5.0  # seconds until a failed watch is started again


class ImapSource(PolledSource):
    """The mails that arrive in a folder after it was opened.

    Args:
        settings: server, user and folder.
        stall: seconds after which a silent server counts as failed.
    """

    name = "imap"

    def __init__(self, settings: MailSettings, stall: float = STALL) -> None:
        super().__init__(quiet=settings.quiet, pauses=POLLED, addresses=settings.addresses)
        self._reader = ImapSession(settings, stall)
        self._watch = _NewsWatch(ImapSession(settings, stall))
        self._numbering = 0
        self._next = 0

    async def _begin(self) -> None:
        self._numbering, self._next = await asyncio.to_thread(self._reader.connect)
        if await asyncio.to_thread(lambda: self._reader.pushes):
            loop = asyncio.get_running_loop()
            self._watch.start(lambda is_notified: self._from_thread(loop, is_notified))

    async def _end(self) -> None:
        await asyncio.to_thread(self._watch.stop)
        await asyncio.to_thread(self._reader.leave)

    async def _news(self) -> list[Found]:
        mails = await asyncio.to_thread(self._read)
        if mails:
            self._next = mails[-1][0] + 1
        return [Found(raw) for _, raw in mails]

    def _read(self) -> list[tuple[int, bytes]]:
        """Read the new mails; opens a lost connection again, once."""
        try:
            return self._reader.since(self._next)
        except MailError:
            self._reconnect()
            return self._reader.since(self._next)

    def _reconnect(self) -> None:
        numbering, _ = self._reader.connect()
        if numbering != self._numbering:
            raise MailError(
                "a mail folder that keeps the numbers of its mails",
                seen="it was numbered anew (UIDVALIDITY) during the run",
                remedy="Run again, and let nobody re-create the folder meanwhile.",
            )

    def _from_thread(self, loop: asyncio.AbstractEventLoop, is_notified: bool) -> None:
        """Report news or the loss of the watch; called in its thread."""
        with suppress(RuntimeError):  # the loop is closed
            loop.call_soon_threadsafe(self._set_pace, is_notified)

    def _set_pace(self, is_notified: bool) -> None:
        self._pauses = PUSHED if is_notified else POLLED
        self._wake_waiting()


class _NewsWatch:
    """A thread that waits for notifications of new mails.

    It may fail at any time: mails are then found by polling, and it starts again.
    """

    def __init__(self, session: ImapSession) -> None:
        self._session = session
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Callable[[bool], None]) -> None:
        """Start the thread, which calls `tell`: True for a notification, False when they stop."""
        self._thread = threading.Thread(target=self._run, args=(tell,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread, and wait for its end; blocks."""
        self._stopped.set()
        self._session.interrupt()
        if self._thread is not None:
            self._thread.join()

    def _run(self, tell: Callable[[bool], None]) -> None:
        while not self._stopped.is_set():
            try:
                self._session.connect()
                while not self._stopped.is_set():
                    self._listen(tell)
            except MailError:
                tell(False)
                self._stopped.wait(_RETRY_PAUSE)
        self._session.drop()

    def _listen(self, tell: Callable[[bool], None]) -> None:
        """Listen for a while. Mails that came before are found by the poll that follows."""
        self._session.listen()
        end = monotonic() + RENEWAL
        tell(True)
        while not self._stopped.is_set() and (left := end - monotonic()) > 0:
            if self._session.wait_for_news(left):
                tell(True)
            elif monotonic() < end:
                break  # woken without a notification: the connection is lost
        self._session.unlisten()
