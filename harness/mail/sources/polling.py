"""Base class of the mail sources that have to be polled."""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from typing import Self

from harness.core.errors import MailError
from harness.core.processes.deadline import Deadline
from harness.mail.parsing.delivery_headers import read_delivery
from harness.mail.parsing.parse import parse
from harness.mail.sources.inbox import Inbox
from harness.model.mail import Mail

_MAX_WINDOWS = 10  # quiet windows that are waited for at most, if mails never cease
_PAUSE_GROWTH = 1.5  # after each poll that finds nothing


@dataclass(frozen=True, slots=True)
class Found:
    """A mail as its source stores it.

    Attributes:
        raw: its bytes.
        envelope_to: recipients that only the envelope named, if the source knows them.
    """

    raw: bytes
    envelope_to: tuple[str, ...] = ()


class PolledSource(ABC):
    """A MailSource that polls: at each call, and repeatedly while a caller waits.

    Mails that were there before it was opened are never read; nothing is ever changed. The time of
    arrival is when a mail was first seen, by the clock of the journal: a mail server has another
    clock, often in whole seconds.

    Args:
        quiet: seconds without a mail after which none is expected any more; a polled source
            cannot know of a delivery that is under way.
        pauses: the shortest and the longest time between two polls, in seconds.
        addresses: pattern of the addresses whose mails are read, with * and ?.
        clock: gives the time of arrival, with time zone.
    """

    name = ""

    def __init__(
        self,
        *,
        quiet: float,
        pauses: tuple[float, float],
        addresses: str = "*",
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._quiet = quiet
        self._pauses = pauses
        self._addresses = addresses.lower()
        self._clock = clock
        self._inbox = Inbox()
        self._look: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._active = 0.0
        self._open = False

    @abstractmethod
    async def _begin(self) -> None:
        """Open the source, and record which mails are there already."""

    @abstractmethod
    async def _news(self) -> list[Found]:
        """The mails that arrived since the last call, in order; never called concurrently."""

    @abstractmethod
    async def _end(self) -> None:
        """Close the source, in any state."""

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
        self._wake_waiting()
        if self._look:
            await asyncio.wait({self._look})
        await self._end()

    async def bookmark(self) -> int:
        """The number of matching mails so far."""
        await self._refresh()
        self._active = asyncio.get_running_loop().time()
        return len(self._inbox)

    async def since(self, bookmark: int) -> tuple[Mail, ...]:
        """All mails after a bookmark, in order of arrival; after closing, those read so far."""
        if self._open:
            await self._refresh()
        return self._inbox.after(bookmark)

    async def wait(self, address: str, since: int, timeout: float) -> Mail | None:  # noqa: ASYNC109 - part of the protocol
        """The first mail to an address after a bookmark; None if none came in time.

        The address is a recipient in To or of the envelope, or a delivery address. A poll that has
        begun is completed.

        Raises:
            MailError: the source failed, or is not open.
        """
        deadline = Deadline(timeout)
        pause = self._pauses[0]
        while (mail := self._inbox.first(address, since)) is None:
            woken = self._woken
            await self._refresh()
            left = deadline.left()
            if self._inbox.first(address, since) is None:
                if left <= 0:
                    return None
                await _wait_for(woken, min(pause, left))
                pause = min(pause * _PAUSE_GROWTH, self._pauses[1])
        return mail

    async def settle(self) -> None:
        """Read the mails that are there; a delivery that is under way is not visible."""
        await self._refresh()

    async def quiesce(self) -> None:
        """Wait until no mail has come for the quiet window.

        The window begins at the last bookmark or arrival, so a second call does not wait again.
        """
        clock = asyncio.get_running_loop().time
        end = clock() + _MAX_WINDOWS * self._quiet
        while self._open and (left := min(self._active + self._quiet, end) - clock()) > 0:
            woken = self._woken
            await self._refresh()
            await _wait_for(woken, min(left, self._pauses[1]))

    def _wake_waiting(self) -> None:
        """Let waiting callers poll at once, because a mail may have come."""
        woken, self._woken = self._woken, asyncio.Event()
        woken.set()

    async def _refresh(self) -> None:
        """Poll, now or after the current poll; concurrent callers share one poll.

        A poll is never cancelled, even if its caller is.
        """
        running = self._look
        if running:
            await asyncio.wait({running})
        look = self._look
        if look is None or look is running:
            self._must_be_open()
            look = self._look = asyncio.create_task(self._take())
            look.add_done_callback(_ignore_error)
        await asyncio.shield(look)

    async def _take(self) -> None:
        before = len(self._inbox)
        for found in await self._news():
            await self._add(found)
        if len(self._inbox) > before:
            self._active = asyncio.get_running_loop().time()
            self._wake_waiting()

    async def _add(self, found: Found) -> None:
        delivery = read_delivery(found.raw)
        mail = await asyncio.to_thread(
            parse,
            found.raw,
            received=self._clock(),
            envelope_from=delivery.return_path,
            envelope_to=found.envelope_to,
            is_utf8=delivery.is_utf8,
        )
        if not mail.recipients and not mail.envelope_to:
            mail = mail.model_copy(update={"envelope_to": delivery.addresses})
        addresses = (*mail.envelope_to, *mail.recipients, *delivery.addresses)
        if self._addresses == "*" or any(
            fnmatchcase(one.lower(), self._addresses) for one in addresses
        ):
            self._inbox.add(mail, delivery.addresses)

    def _must_be_open(self) -> None:
        if not self._open:
            raise MailError(
                f"an open mail source ({self.name}) to look at",
                seen="one that is closed, or was never opened",
                remedy="Wait for mails inside `async with`.",
            )


async def _wait_for(event: asyncio.Event, seconds: float) -> None:
    """Wait for an event, at most so many seconds."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return


def _ignore_error(look: asyncio.Task[None]) -> None:
    """Mark the error of a poll as seen, in case all its callers have gone."""
    if not look.cancelled():
        look.exception()
