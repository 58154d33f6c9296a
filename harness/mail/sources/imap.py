"""An IMAP mailbox. One connection is told of new mails, another one reads them."""

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from time import monotonic

from harness.core.errors import MailError
from harness.mail.sources.imap_session import ImapSession, Place
from harness.mail.sources.polling import Found, Lookout

PUSHED = (30.0, 30.0)  # seconds between two looks where the server tells of mails
POLLED = (0.2, 2.0)  # where it does not
RENEWAL = 20 * 60.0  # seconds; a server may end an IDLE after half an hour
STALL = 10.0
_AGAIN = 5.0  # seconds until a watch that failed is tried once more


class ImapSource(Lookout):
    """The mails of a folder that arrive after it was opened.

    Args:
        place: where the folder is.
        quiet: see `Lookout`.
        addresses: see `Lookout`.
        stall: seconds after which a silent server has failed.
    """

    name = "imap"

    def __init__(
        self, place: Place, *, quiet: float, addresses: str = "*", stall: float = STALL
    ) -> None:
        super().__init__(quiet=quiet, pauses=POLLED, addresses=addresses)
        self._reader = ImapSession(place, stall)
        self._watch = _Watch(ImapSession(place, stall))
        self._numbering = 0
        self._next = 0

    async def _begin(self) -> None:
        self._numbering, self._next = await asyncio.to_thread(self._reader.connect)
        if await asyncio.to_thread(lambda: self._reader.pushes):
            loop = asyncio.get_running_loop()
            self._watch.start(lambda told: self._from_thread(loop, told))

    async def _end(self) -> None:
        await asyncio.to_thread(self._watch.stop)
        await asyncio.to_thread(self._reader.leave)

    async def _news(self) -> list[Found]:
        mails = await asyncio.to_thread(self._read)
        if mails:
            self._next = mails[-1][0] + 1
        return [Found(raw) for _, raw in mails]

    def _read(self) -> list[tuple[int, bytes]]:
        """Read, on a new connection if the one at hand has gone; the second fault is told."""
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

    def _from_thread(self, loop: asyncio.AbstractEventLoop, told: bool) -> None:
        """The watch has news, or is lost; called in its thread."""
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(self._tell, told)

    def _tell(self, told: bool) -> None:
        self._pauses = PUSHED if told else POLLED
        self._stir()


class _Watch:
    """A thread that hears of new mails.

    It may fail at any time: mails are then found by looking, and it tries again.
    """

    def __init__(self, session: ImapSession) -> None:
        self._session = session
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None

    def start(self, tell: Callable[[bool], None]) -> None:
        """Begin.

        Args:
            tell: called in the thread: True for something that was heard, False where
                nothing is heard any more.
        """
        self._thread = threading.Thread(target=self._run, args=(tell,), daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """End, and wait for the end; blocks."""
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
                self._stopped.wait(_AGAIN)
        self._session.drop()

    def _listen(self, tell: Callable[[bool], None]) -> None:
        """Listen for a while. What came before it began is found by who is told so now."""
        self._session.listen()
        end = monotonic() + RENEWAL
        tell(True)
        while not self._stopped.is_set() and (left := end - monotonic()) > 0:
            if self._session.heard(left):
                tell(True)
            elif monotonic() < end:
                break  # woken by nothing: the connection is gone
        self._session.unlisten()
