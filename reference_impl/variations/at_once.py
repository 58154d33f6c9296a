"""The request of step 3 sent twice at once: portals that generate once, and mails out of turn."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass, field
from email.message import EmailMessage

from reference_impl.altering import mails
from reference_impl.altering.alteration import Acts, Alteration
from reference_impl.altering.pairs import PATIENCE, Pair, beside_another, generate
from reference_impl.app import Parts
from reference_impl.domain.flow import Flow, NewCodes, Refused

AT_ONCE = "sent at once"


async def _share(_flow: Flow, pair: Pair, _codes: NewCodes) -> str:
    return pair.first.certification


async def _refuse(_flow: Flow, _pair: Pair, _codes: NewCodes) -> str:
    raise Refused("Votre demande est déjà en cours : consultez votre messagerie.")


@dataclass
class _LastFirst:
    """A queue that hands over the later of two mails first.

    Attributes:
        handed_over: of the mail that waits, set once a later one has gone out.
        under_way: keeps the mails alive that wait.
    """

    handed_over: asyncio.Event | None = None
    under_way: set[asyncio.Task[None]] = field(default_factory=set)

    async def __call__(
        self, deliver: Callable[[EmailMessage], Awaitable[None]], message: EmailMessage
    ) -> None:
        """Plan the delivery of a mail, and come back at once."""
        earlier, self.handed_over = self.handed_over, None if self.handed_over else asyncio.Event()
        task = asyncio.create_task(self._hand_over(deliver, message, earlier, self.handed_over))
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)

    async def _hand_over(
        self,
        deliver: Callable[[EmailMessage], Awaitable[None]],
        message: EmailMessage,
        earlier: asyncio.Event | None,
        later: asyncio.Event | None,
    ) -> None:
        if later:
            with suppress(TimeoutError):
                await asyncio.wait_for(later.wait(), PATIENCE)
            self.handed_over = None if self.handed_over is later else self.handed_over
        await deliver(message)
        if earlier:
            earlier.set()


def _last_first(parts: Parts, acts: Acts) -> Parts:
    return mails.delivery(_LastFirst())(parts, acts)


VARIATIONS = (
    Alteration(
        "second-request-shares-the-codes",
        AT_ONCE,
        "Of a request sent twice at once, both show the same code; one mail is sent.",
        beside_another(_share),
    ),
    Alteration(
        "second-request-refused",
        AT_ONCE,
        "Of a request sent twice at once, the second is refused with a message.",
        beside_another(_refuse),
    ),
    Alteration(
        "mails-overtake-each-other",
        AT_ONCE,
        "Of a request sent twice at once, the mail of the second comes first.",
        _last_first,
    ),
    Alteration(
        "first-request-kept-last",
        AT_ONCE,
        "Of a request sent twice at once, the first is answered last, and its codes are valid.",
        beside_another(generate, first_keeps_last=True),
    ),
)
