"""An actor for portals that ask on one page what the guide asks on two.

A scenario is written for a page of its own, as the guide has it: first the form, then the page that
asks one thing more. This actor waits for the second step, and sends both together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.guide.model import Guide, Statement
from harness.model.journal import PRESSES
from harness.planning.actor import Actor, Filling, ForwardingActor, Movement
from harness.suite.folded_page import FoldedPage


@dataclass
class _Pending:
    """What a visitor has given of a form that is not sent yet.

    Attributes:
        first: what the form itself asks.
        code: what the folded page asks, once it is given.
        also: what the first step tries, to be judged if the form is accepted.
        is_due: whether what the folded page asks is the next thing to be given.
        noted: the code that was noted last; "" for none.
    """

    first: tuple[Filling, ...] = ()
    code: tuple[Filling, ...] = ()
    also: tuple[Statement, ...] = ()
    is_due: bool = False
    noted: str = ""


class FoldedForm(ForwardingActor):
    """Lets another actor make the steps, and joins two of them.

    Args:
        guide: in the portal's words.
        fold: the page that the portal does not have.
    """

    def __init__(self, actor: Actor, guide: Guide, fold: FoldedPage) -> None:
        super().__init__(actor)
        self._fold = fold
        self._submit, self._field = guide.by_slug[fold.submit], guide.by_slug[fold.field]
        self._label = guide.name_of_its_field(fold.field)
        self._pending: dict[str, _Pending] = {}

    def _of(self, visitor: str) -> _Pending:
        return self._pending.setdefault(visitor, _Pending())

    async def shows(self, page: str, visitor: str) -> bool:
        """Whether the visitor's window shows a page of the guide, or asks what it asks."""
        if page == self._fold.page:
            return self._of(visitor).is_due
        return await self._actor.shows(page, visitor)

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page; wait with those of the form."""
        pending = self._of(visitor)
        if any(filling.statement.slug == self._fold.field for filling in fillings):
            pending.code = tuple(fillings)
        elif all(filling.statement.page == self._fold.into for filling in fillings):
            pending.first, pending.code, pending.is_due = tuple(fillings), (), False
        else:
            await self._actor.fill(fillings, visitor)

    async def move(self, movement: Movement) -> None:
        """Make one movement; the first of two waits for the second."""
        pending = self._of(movement.visitor)
        page = movement.action.page if movement.action else ""
        slug = movement.action.slug if movement.action else ""
        presses_code = page == self._fold.page and movement.verb in PRESSES
        if slug == self._fold.submit and movement.page == self._fold.page:
            pending.also, pending.is_due = movement.trying, True
        elif slug == self._fold.submit or (pending.is_due and presses_code):
            await self._send(pending, movement)
        elif pending.is_due and self._fold.page in {page, movement.page}:
            pending.is_due = page != self._fold.page  # a link leads back to the same page
        else:
            await self._actor.move(movement)

    async def _send(self, pending: _Pending, movement: Movement) -> None:
        """Type all that was given, and send it."""
        if movement.page == self._fold.into and not pending.code and pending.noted:
            # A form that must be refused gives the right code, so that it is not the reason.
            pending.code = (Filling(self._field, self._label, pending.noted, secret=True),)
        await self._actor.fill((*pending.first, *pending.code), movement.visitor)
        page = self._fold.into if movement.page == self._fold.page else movement.page
        also, pending.also = (pending.also, ()) if page == self._fold.then else ((), pending.also)
        pending.code = ()
        await self._actor.move(replace(movement, action=self._submit, page=page, also=also))

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        code = await self._actor.note_code(statement, visitor)
        self._of(visitor).noted = code
        return code
