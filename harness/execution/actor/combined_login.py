"""An actor for portals whose login window asks for both codes at once.

A scenario is written for a certification page of its own, as our reading of the guide has it
(line 267): first identifier and confidential code, then the certification code. This actor waits
for the second step of a login, and sends both together.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.guide.claims import Labelled
from harness.guide.model import Guide, Statement
from harness.guide.one_form import CERTIFICATION, FIELD, LOGIN, SPACE
from harness.planning.actor import Actor, Filling, ForwardingActor, Movement

_SUBMIT = "login.submit"


@dataclass
class _PendingLogin:
    """What a visitor has given of a login that is not sent yet.

    Attributes:
        login: identifier and confidential code.
        code: the certification code, once it is given.
        also: what the first step tries, to be judged if the login succeeds.
        is_due: whether the certification code is the next thing to be given.
        noted: the certification code that was noted last; "" for none.
    """

    login: tuple[Filling, ...] = ()
    code: tuple[Filling, ...] = ()
    also: tuple[Statement, ...] = ()
    is_due: bool = False
    noted: str = ""


class CombinedLogin(ForwardingActor):
    """Lets another actor make the steps, and joins the two steps of a login.

    Args:
        actor: makes the steps.
        guide: in the portal's words.
    """

    def __init__(self, actor: Actor, guide: Guide) -> None:
        super().__init__(actor)
        self._submit, self._field = guide.by_slug[_SUBMIT], guide.by_slug[FIELD]
        claim = self._field.claim
        assert isinstance(claim, Labelled)  # noqa: S101 - it is the guide's own field
        self._label = claim.label
        self._pending: dict[str, _PendingLogin] = {}

    def _of(self, visitor: str) -> _PendingLogin:
        return self._pending.setdefault(visitor, _PendingLogin())

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into fields of the visitor's page; wait with those of a login."""
        pending = self._of(visitor)
        if any(filling.statement.slug == FIELD for filling in fillings):
            pending.code = tuple(fillings)
        elif all(filling.statement.page == LOGIN for filling in fillings):
            pending.login, pending.code, pending.is_due = tuple(fillings), (), False
        else:
            await self._actor.fill(fillings, visitor)

    async def move(self, movement: Movement) -> None:
        """Make one movement; the first step of a login waits for the second."""
        pending = self._of(movement.visitor)
        page = movement.action.page if movement.action else ""
        slug = movement.action.slug if movement.action else ""
        presses_code = page == CERTIFICATION and movement.verb == "press"
        if slug == _SUBMIT and movement.page == CERTIFICATION:
            pending.also, pending.is_due = movement.trying, True
        elif slug == _SUBMIT or (pending.is_due and presses_code):
            await self._log_in(pending, movement)
        elif pending.is_due and CERTIFICATION in {page, movement.page}:
            pending.is_due = page != CERTIFICATION  # a link leads back to the same window
        else:
            await self._actor.move(movement)

    async def _log_in(self, pending: _PendingLogin, movement: Movement) -> None:
        """Type all that was given, and send it."""
        if movement.page == LOGIN and not pending.code and pending.noted:
            # A login that must be refused gives the right code, so that it is not the reason.
            pending.code = (Filling(self._field, self._label, pending.noted, secret=True),)
        await self._actor.fill((*pending.login, *pending.code), movement.visitor)
        page = LOGIN if movement.page == CERTIFICATION else movement.page
        also, pending.also = (pending.also, ()) if page == SPACE else ((), pending.also)
        pending.code = ()
        await self._actor.move(replace(movement, action=self._submit, page=page, also=also))

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return the code that the visitor's page shows."""
        code = await self._actor.note_code(statement, visitor)
        self._of(visitor).noted = code
        return code
