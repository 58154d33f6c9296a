"""A rehearsal: plays a scenario without a portal, to learn what it will do and exercise.

It keeps a journal as a portal that keeps the guide would give it, pages left empty. What a
scenario exercises is what can be judged in that journal: by the same code that judges a
real one, so the plan cannot disagree with the verdicts.
"""

from collections.abc import Sequence
from datetime import UTC, datetime

from harness.accounts.model import Account
from harness.guide.claims import Leads
from harness.guide.model import Guide, Statement
from harness.journal.writer import JournalWriter
from harness.model.audio import AudioInfo
from harness.model.journal import MailRecord, PageRecord, SoundRecord, Step, Typed
from harness.model.mail import Mail
from harness.model.page import Page
from harness.planning.actor import Filling, Movement

_EPOCH = datetime(2010, 9, 23, tzinfo=UTC)


class DryRun:
    """Plays on nothing.

    Args:
        guide: what the portal promises.
        recorder: keeps the journal in memory.
    """

    def __init__(self, guide: Guide, recorder: JournalWriter) -> None:
        self._guide = guide
        self._recorder = recorder
        self._typed: list[Typed] = []
        self._at: dict[str, int] = {}
        self.requests = 0

    async def move(self, movement: Movement) -> None:
        """Arrive where the guide says."""
        on = self._at.get(movement.visitor)
        self._step(movement.verb, movement.action, movement.visitor, on, movement)
        self.requests += 1

    def _step(
        self,
        verb: str,
        action: Statement | None,
        visitor: str,
        on: int | None,
        movement: Movement | None = None,
    ) -> None:
        page = self._arrive(movement.page, visitor) if movement else None
        self._recorder.add(
            Step(
                number=self._recorder.count(Step) + 1,
                verb=verb,
                statement=action.slug if action else "",
                trying=tuple(s.slug for s in movement.trying) if movement else (),
                visitor=visitor,
                on=on,
                led_to=page,
                typed=tuple(self._typed),
            )
        )
        self._typed = []

    def _arrive(self, slug: str, visitor: str) -> int:
        number = self._recorder.count(PageRecord) + 1
        self._recorder.add(
            PageRecord(number=number, slug=slug, score=1.0, time=0.0, page=Page(url=""))
        )
        self._at[visitor] = number
        return number

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Remember what would be typed."""
        del visitor
        self._typed += [Typed(label=f.label, value=f.value) for f in fillings]

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """A code that nobody shows."""
        del statement, visitor
        return "REHEARSED1"

    async def receive(self, person: Account, visitor: str) -> str:
        """A code that nobody sends."""
        self._step("receive", None, visitor, self._at.get(visitor))
        self._recorder.add(
            MailRecord(
                number=self._recorder.count(MailRecord) + 1,
                time=0.0,
                mail=Mail(received=_EPOCH, recipients=(person.email,)),
            )
        )
        return "REHEARSED2"

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Hear nothing."""
        on = self._at[visitor]
        self._step("hear", statement, visitor, on)
        self._recorder.add(
            SoundRecord(
                number=self._recorder.count(SoundRecord) + 1,
                page=on,
                url="",
                status=200,
                content_type="",
                size=0,
                code="",
                audio=AudioInfo.model_construct(),
            )
        )
        self.requests += 1

    async def forget(self, visitor: str) -> None:
        """Nothing to lose."""
        self._step("forget", None, visitor, self._at.get(visitor))

    async def forge(self, header: str, host: str, visitor: str) -> None:
        """Lie to nobody."""
        self._typed.append(Typed(label=header, value=host))
        self._step("forge", None, visitor, self._at.get(visitor))


def mails_due(guide: Guide, step: Step) -> int:
    """How many mails the guide says that a step sends."""
    claims = (guide.by_slug[slug].claim for slug in step.trying)
    return max((c.mails or 0 for c in claims if isinstance(c, Leads)), default=0)
