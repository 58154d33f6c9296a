"""A stage where the login window takes both codes: what a walk gives one after the other.

The walk is written for a page of its own, as our reading of the guide has it (line 267): identifier
and confidential code first, then the certification code. Here the first is kept until the second
is given, and both are sent at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from harness.accounts.model import Account
from harness.guide.claims import Labelled
from harness.guide.model import Guide, Statement
from harness.guide.one_form import CERTIFICATION, FIELD, LOGIN, SPACE
from harness.planning.actor import Actor, Filling, Movement

_SUBMIT = "login.submit"


@dataclass
class _Held:
    """What somebody means to give at the login.

    Attributes:
        login: identifier and confidential code.
        code: the certification code, once it is given.
        also: what the login tries, to be judged where it is let in.
        due: whether the certification code is about to be given.
        noted: the certification code that was noted last; "" for none.
    """

    login: tuple[Filling, ...] = ()
    code: tuple[Filling, ...] = ()
    also: tuple[Statement, ...] = ()
    due: bool = False
    noted: str = ""


class CombinedLogin:
    """Plays on another stage, both codes at once.

    Args:
        stage: where the steps are made.
        guide: as the portal keeps it.
    """

    def __init__(self, stage: Actor, guide: Guide) -> None:
        self._stage = stage
        self._submit, self._field = guide.by_slug[_SUBMIT], guide.by_slug[FIELD]
        claim = self._field.claim
        assert isinstance(claim, Labelled)  # noqa: S101 - it is the guide's own field
        self._label = claim.label
        self._held: dict[str, _Held] = {}

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Type into the fields of the page at hand; those of the login once all are known."""
        held = self._held.setdefault(visitor, _Held())
        if any(filling.statement.slug == FIELD for filling in fillings):
            held.code = tuple(fillings)
        elif all(filling.statement.page == LOGIN for filling in fillings):
            held.login, held.code, held.due = tuple(fillings), (), False
        else:
            await self._stage.fill(fillings, visitor)

    async def move(self, movement: Movement) -> None:
        """Make one movement; the first half of a login waits for the second."""
        held = self._held.setdefault(movement.visitor, _Held())
        page = movement.action.page if movement.action else ""
        slug = movement.action.slug if movement.action else ""
        if slug == _SUBMIT and movement.page == CERTIFICATION:
            held.also, held.due = movement.trying, True
        elif slug == _SUBMIT or (held.due and page == CERTIFICATION and movement.verb == "press"):
            await self._log_in(held, movement)
        elif held.due and CERTIFICATION in {page, movement.page}:
            held.due = page != CERTIFICATION  # a link leads back to where the window is already
        else:
            await self._stage.move(movement)

    async def _log_in(self, held: _Held, movement: Movement) -> None:
        """Give all that is to be given, and send it."""
        if movement.page == LOGIN and not held.code and held.noted:
            # one that must be refused gives the right code: it is not for want of it
            held.code = (Filling(self._field, self._label, held.noted, secret=True),)
        await self._stage.fill((*held.login, *held.code), movement.visitor)
        page = LOGIN if movement.page == CERTIFICATION else movement.page
        also, held.also = (held.also, ()) if page == SPACE else ((), held.also)
        held.code = ()
        await self._stage.move(replace(movement, action=self._submit, page=page, also=also))

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """The code that the page at hand shows."""
        code = await self._stage.note_code(statement, visitor)
        self._held.setdefault(visitor, _Held()).noted = code
        return code

    async def receive(self, person: Account, visitor: str) -> str:
        """The code in the mail that the last movement had sent to a person."""
        return await self._stage.receive(person, visitor)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Listen to the sound that a link of the page at hand offers."""
        await self._stage.hear(statement, visitor)

    async def forget(self, visitor: str) -> None:
        """Lose the visitor's session."""
        await self._stage.forget(visitor)

    async def forge(self, header: str, host: str, visitor: str) -> None:
        """Claim another host in what is sent from now on."""
        await self._stage.forge(header, host, visitor)
