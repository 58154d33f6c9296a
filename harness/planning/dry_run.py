"""A dry run: plays a scenario without a portal, to learn what it does and exercises.

It records the journal that a portal would give that keeps the guide, with empty pages. A scenario
exercises what can be judged in that journal. The same code judges real journals, so the plan
cannot disagree with the verdicts.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from harness.accounts.model import Account
from harness.core.errors import GuideError
from harness.guide.claims import Leads
from harness.guide.mail_claims import mails_promised, sends_mail
from harness.guide.model import Guide, Statement
from harness.journal.writer import JournalWriter
from harness.model.audio import AudioInfo
from harness.model.journal import (
    ASK,
    FORGET,
    REMEMBER,
    MailRecord,
    PageRecord,
    SoundRecord,
    Step,
    Typed,
)
from harness.model.mail import Mail
from harness.model.page import Page
from harness.planning.actor import DialogAnswer, Filling, Movement, OtherThan

_EPOCH = datetime(2010, 9, 23, tzinfo=UTC)
_CODES, _REMEMBERED = "REHEARSED", "remembered "
_SHOWN_CODE, _MAILED_CODE = (
    f"{_CODES}1A{{}}",
    f"{_CODES}2A{{}}",
)  # with the number of the generation


class DryRun:
    """An actor that arrives wherever the guide says; `requests` are the fewest of a real one."""

    def __init__(self, guide: Guide, journal: JournalWriter) -> None:
        self._guide = guide
        self._journal = journal
        self._typed: list[Typed] = []
        self._received = Counter[str]()
        self._generations = 0
        self._page_of: dict[str, int] = {}  # visitor -> number of the page at hand
        self._time = 0.0
        self.requests = 0

    async def move(self, movement: Movement) -> None:
        """Arrive at the page that the guide names."""
        if movement.link and movement.action:
            self._check_received(movement.action.page, movement.link.mail)
        self._generations += any(sends_mail(one.claim) for one in movement.trying)
        on = self._page_of.get(movement.visitor)
        action = movement.action
        if movement.again and action:
            on = self._ask(action, movement.visitor, on)
            action = movement.asks or action
        self._record_step(movement.verb, action, movement.visitor, on, movement)
        self.requests += 1

    def _ask(self, action: Statement, visitor: str, on: int | None) -> int:
        """Record that a button asks again, on the same page; returns its number."""
        there = self._arrive(action.page, visitor)
        number = self._journal.count(Step) + 1
        self._journal.add(
            Step(
                number=number,
                verb=ASK,
                statement=action.slug,
                visitor=visitor,
                on=on,
                led_to=there,
            )
        )
        return there

    def _check_received(self, kind: str, number: int) -> None:
        """Refuse to open a link of a mail that the scenario did not receive."""
        count = self._received[kind]
        if count < max(number, 1):
            raise GuideError(
                f"a mail {kind!r} that was received before its link is opened",
                seen=f"{count} received so far",
                remedy="Let the scenario receive it first: walk.receive_mail(…).",
            )

    def _record_step(
        self,
        verb: str,
        action: Statement | None,
        visitor: str,
        on: int | None,
        movement: Movement | None = None,
        *,
        arrives: bool = True,
    ) -> None:
        page = self._arrive(movement.page, visitor) if movement and arrives else None
        self._journal.add(
            Step(
                number=self._journal.count(Step) + 1,
                verb=verb,
                statement=action.slug if action else "",
                trying=tuple(s.slug for s in movement.trying) if movement else (),
                visitor=visitor,
                on=on,
                led_to=page,
                typed=tuple(self._typed),
                time=self._tick(),
            )
        )
        self._typed = []

    def _tick(self) -> float:
        """A time after all that was recorded before: what is typed after a mail is not in it."""
        self._time += 1.0
        return self._time

    def _arrive(self, slug: str, visitor: str) -> int:
        number = self._journal.count(PageRecord) + 1
        self._journal.add(
            PageRecord(number=number, slug=slug, score=1.0, time=0.0, page=Page(url=""))
        )
        self._page_of[visitor] = number
        return number

    async def shows(self, page: str, visitor: str) -> bool:  # noqa: ARG002 - no other way
        """False: a dry run goes the way that the scenario names first."""
        return False

    async def fill(self, fillings: Sequence[Filling], visitor: str) -> None:
        """Remember what would be typed."""
        del visitor
        self._typed += [Typed(label=f.label, value=_rehearsed(f.value)) for f in fillings]

    async def note_code(self, statement: Statement, visitor: str) -> str:
        """Return a made-up code."""
        del statement, visitor
        return _SHOWN_CODE.format(self._generations)

    async def remember(self, statement: Statement, name: str, visitor: str) -> str:
        """Return a made-up value."""
        if statement.page in self._guide.mails:
            self._check_received(statement.page, 0)
        value = f"{_REMEMBERED}{name}"
        self._journal.add(
            Step(
                number=self._journal.count(Step) + 1,
                verb=REMEMBER,
                words=name,
                statement=statement.slug,
                visitor=visitor,
                on=self._page_of.get(visitor),
                remembered=value,
                time=self._tick(),
            )
        )
        return value

    async def receive(self, kind: str, account: Account, visitor: str) -> tuple[str, ...]:
        """Record a mail without a text; return a made-up code."""
        self._received[kind] += 1
        self._record_step("receive", None, visitor, self._page_of.get(visitor))
        self._journal.add(
            MailRecord(
                number=self._journal.count(MailRecord) + 1,
                slug=kind,
                time=self._tick(),
                mail=Mail(received=_EPOCH, recipients=(account.mailbox,)),
            )
        )
        return (_MAILED_CODE.format(self._generations),)

    async def hear(self, statement: Statement, visitor: str) -> None:
        """Record a sound without a content."""
        on = self._page_of[visitor]
        self._record_step("hear", statement, visitor, on)
        self._journal.add(
            SoundRecord(
                number=self._journal.count(SoundRecord) + 1,
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

    async def download(self, movement: Movement) -> None:
        """Record a file without a content."""
        self._record_step(
            movement.verb,
            movement.action,
            movement.visitor,
            self._page_of.get(movement.visitor),
            movement,
            arrives=False,
        )
        self.requests += 1

    async def answer_dialogs(self, answer: DialogAnswer, visitor: str) -> None:
        """Do nothing: there are no dialogs."""

    async def links_expire(self, visitor: str) -> None:
        """Do nothing: no time passes."""

    async def forget(self, visitor: str) -> None:
        """Record that the session is lost."""
        self._record_step(FORGET, None, visitor, self._page_of.get(visitor))

    async def override_host(self, header: str, host: str, visitor: str) -> None:
        """Record the host that is claimed."""
        self._typed.append(Typed(label=header, value=host))
        self._record_step("override-host", None, visitor, self._page_of.get(visitor))


def _rehearsed(value: str) -> str:
    """What stands for a value that only the portal's page decides."""
    return f"other than {value}" if isinstance(value, OtherThan) else value


def is_made_up(text: str) -> bool:
    """Whether a dry run made up a text, as a portal does: a code, or what is remembered."""
    return text.startswith((_CODES, _REMEMBERED))


def mails_due(guide: Guide, step: Step) -> int:
    """The number of mails that a step sends, as the guide says."""
    claims = (guide.by_slug[slug].claim for slug in step.trying)
    promised = (mails_promised(c.mails) for c in claims if isinstance(c, Leads))
    return max((sum(counts.values()) for counts in promised), default=0)
