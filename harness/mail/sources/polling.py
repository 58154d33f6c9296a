"""What all places have in common that do not tell of a mail, but must be looked at."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import NamedTuple, Self

from harness.core.errors import MailError
from harness.mail.parsing.delivery_headers import return_path, stations
from harness.mail.parsing.parse import parse
from harness.mail.sources.inbox import Arrivals
from harness.model.mail import Mail

SIZE_LIMIT = 32 * 1024 * 1024  # bytes of a mail that are read; the rest is left
_WINDOWS = 10  # a place where mails never cease is waited for no longer than so many
_SLOWER = 1.5  # each look that finds nothing is followed by a longer pause


def _now() -> datetime:
    return datetime.now(UTC)


class Found(NamedTuple):
    """A mail as a place keeps it.

    Attributes:
        raw: its bytes.
        envelope_to: recipients that only the envelope named, where the place knows them.
    """

    raw: bytes
    envelope_to: tuple[str, ...] = ()


class Lookout(ABC):
    """A MailSource that looks: whenever it is asked, and again while somebody waits.

    What lay there when it was opened is never read; nothing is ever changed there. The time
    of arrival is when a mail was first seen, by the clock of the journal: the clock of a mail
    server is another one, and often counts in seconds.

    Args:
        quiet: seconds without a mail after which none is expected any more; such a place
            cannot know of a delivery that is under way.
        pauses: the shortest and the longest time between two looks, in seconds.
        addresses: the addresses whose mails are read, with * and ?; others are left alone.
        clock: gives the time of arrival, with time zone.
    """

    name = ""

    def __init__(
        self,
        *,
        quiet: float,
        pauses: tuple[float, float],
        addresses: str = "*",
        clock: Callable[[], datetime] = _now,
    ) -> None:
        self._quiet = quiet
        self._pauses = pauses
        self._addresses = addresses.lower()
        self._clock = clock
        self._arrivals = Arrivals()
        self._look: asyncio.Task[None] | None = None
        self._stirred = asyncio.Event()
        self._active = 0.0
        self._open = False

    @abstractmethod
    async def _begin(self) -> None:
        """Open the place, and note what lies there."""

    @abstractmethod
    async def _news(self) -> list[Found]:
        """What has come since the last time, in order; never called twice at once."""

    @abstractmethod
    async def _end(self) -> None:
        """Leave the place; it may be in any state."""

    async def __aenter__(self) -> Self:
        try:
            await self._begin()
        except BaseException:
            await self._end()
            raise
        self._open = True
        self._active = asyncio.get_running_loop().time()
        return self

    async def __aexit__(self, *details: object) -> None:
        self._open = False
        self._stir()
        if self._look:
            await asyncio.wait({self._look})
        await self._end()

    async def bookmark(self) -> int:
        """The number of mails that are there by now, of those that count."""
        await self._refresh()
        self._active = asyncio.get_running_loop().time()
        return len(self._arrivals)

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, in order of arrival; once it is left, those seen so far."""
        if self._open:
            await self._refresh()
        return self._arrivals.after(bookmark)

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the protocol
        """The first mail to an address after a bookmark.

        Args:
            address: a recipient in To or of the envelope, or an address that the mail came by.
            since: a bookmark.
            timeout: seconds to wait at most; a look that has begun is waited for.

        Returns:
            The mail, or None where none came in time.

        Raises:
            MailError: the place failed, or is not open.
        """
        clock = asyncio.get_running_loop().time
        end = clock() + timeout
        pause = self._pauses[0]
        while (mail := self._arrivals.first(address, since)) is None:
            stirred = self._stirred
            await self._refresh()
            left = end - clock()
            if self._arrivals.first(address, since) is None:
                if left <= 0:
                    return None
                await _either(stirred, min(pause, left))
                pause = min(pause * _SLOWER, self._pauses[1])
        return mail

    async def settle(self) -> None:
        """Take what is there; a delivery that is under way cannot be seen from here."""
        await self._refresh()

    async def quiesce(self) -> None:
        """Wait until no mail has come for the quiet window.

        It is counted from the last bookmark or arrival: whoever asks again does not wait again.
        """
        clock = asyncio.get_running_loop().time
        end = clock() + _WINDOWS * self._quiet
        while self._open and (left := min(self._active + self._quiet, end) - clock()) > 0:
            stirred = self._stirred
            await self._refresh()
            await _either(stirred, min(left, self._pauses[1]))

    def _stir(self) -> None:
        """Something may have come: whoever waits looks at once."""
        stirred, self._stirred = self._stirred, asyncio.Event()
        stirred.set()

    async def _refresh(self) -> None:
        """Look, beginning now or later; all who ask meanwhile share one look.

        A look is never broken off half-way: who asked may be gone, the place is not.
        """
        running = self._look
        if running:
            await asyncio.wait({running})
        look = self._look
        if look is None or look is running:
            self._must_be_open()
            look = self._look = asyncio.create_task(self._take())
            look.add_done_callback(_heard)
        await asyncio.shield(look)

    async def _take(self) -> None:
        before = len(self._arrivals)
        for found in await self._news():
            self._add(found)
        if len(self._arrivals) > before:
            self._active = asyncio.get_running_loop().time()
            self._stir()

    def _add(self, found: Found) -> None:
        came_by = stations(found.raw)
        mail = parse(
            found.raw,
            received=self._clock(),
            envelope_from=return_path(found.raw),
            envelope_to=found.envelope_to,
        )
        if not mail.recipients and not mail.envelope_to:
            mail = mail.model_copy(update={"envelope_to": came_by})
        everybody = (*mail.envelope_to, *mail.recipients, *came_by)
        if self._addresses == "*" or any(
            fnmatchcase(one.lower(), self._addresses) for one in everybody
        ):
            self._arrivals.add(mail, came_by)

    def _must_be_open(self) -> None:
        if not self._open:
            raise MailError(
                f"an open mail source ({self.name}) to look at",
                seen="one that is closed, or was never opened",
                remedy="Wait for mails inside `async with`.",
            )


async def _either(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, or so long."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _heard(look: asyncio.Task[None]) -> None:
    """A look that failed after everybody who asked for it had gone is no news."""
    if not look.cancelled():
        look.exception()
