"""Two walks of one scenario, step by step: every change with where it was seen."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from typing import NamedTuple

from harness.checks.context import Case
from harness.checks.messages import others_before
from harness.compare.diff.actions import Places, actions
from harness.compare.diff.fields import fields
from harness.compare.diff.hidden import Forms, hidden
from harness.compare.diff.http import transport
from harness.compare.diff.mails import Letter, mails
from harness.compare.diff.sounds import audits, sounds
from harness.compare.diff.texts import texts
from harness.compare.difference import Change, Kind, Sighting
from harness.compare.noise.masked_page import Sheet
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import Noise
from harness.core.text import fold
from harness.model.journal import AuditRecord, Journal, PageRecord, Step


class Seen(NamedTuple):
    """A change where it was seen, with the statements that the step there was about."""

    change: Change
    sighting: Sighting
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class Walked:
    """One walk of one side, with all that is needed to read it.

    Attributes:
        case: its journal.
        mask: what the harness knows of it.
        noise: what varies from run to run on this side.
        places: which of the guide's pages stand where on this side.
        forms: of the hidden fields whose values vary on this side.
    """

    case: Case
    mask: Mask
    noise: Noise
    places: Places = field(default_factory=dict)
    forms: Forms = field(default_factory=dict)

    @property
    def journal(self) -> Journal:
        """What happened."""
        return self.case.journal

    @cached_property
    def typed(self) -> frozenset[str]:
        """All that was typed on this walk: a form may show it again, also later."""
        entries = (entry.value for step in self.journal.steps for entry in step.typed)
        return frozenset(filter(None, map(fold, entries)))

    def sheet(self, record: PageRecord) -> Sheet:
        """A page as it is compared."""
        return Sheet(record, self.mask, self.noise, self.typed, self._news(record))

    def _news(self, record: PageRecord) -> frozenset[str]:
        """What an earlier page has told: it stays for some seconds, on how many pages is chance."""
        earlier = others_before(record, self.journal.pages)
        told = (message for page in earlier for message in page.page.messages if message.visible)
        return frozenset(fold(message.text) for message in told if message.role == "status")

    def letters(self, step: Step) -> tuple[Letter, ...]:
        """The mails that a step had sent."""
        sent = self.case.mails_of.get(step.number, ())
        return tuple(Letter(mail, self.mask, self.noise) for mail in sent)


def compare_walks(old: Walked, new: Walked) -> Iterator[Seen]:
    """All changes from one walk to the other, in the order of the steps."""
    scenario = old.journal.head.scenario
    for ours, theirs in pair_steps(old.journal, new.journal):
        sighting = Sighting(
            scenario=scenario,
            old=old.case.step_evidence(ours),
            new=new.case.step_evidence(theirs),
        )
        about = tuple(dict.fromkeys((*ours.trying, *([ours.statement] if ours.statement else []))))
        for change in _step(ours, theirs, old, new):
            yield Seen(change, sighting, about)
    for change in sounds(old.journal, new.journal):
        yield Seen(change, Sighting(scenario=scenario))


def pair_steps(old: Journal, new: Journal) -> Iterator[tuple[Step, Step]]:
    """The steps that both walks made, in order: a walk that was barred made fewer."""
    ours, theirs = old.steps, new.steps
    matcher = SequenceMatcher(a=[*map(_key, ours)], b=[*map(_key, theirs)], autojunk=False)
    for a, b, size in matcher.get_matching_blocks():
        yield from zip(ours[a : a + size], theirs[b : b + size], strict=True)


def _key(step: Step) -> tuple[str, ...]:
    return (step.visitor, step.verb, step.statement or step.words, *step.trying)


def _step(ours: Step, theirs: Step, old: Walked, new: Walked) -> Iterator[Change]:
    before, after = old.case.after(ours), new.case.after(theirs)
    if before is not None and after is not None:
        yield from _arrivals(ours, old.sheet(before), new.sheet(after), old, new)
    yield from mails(old.letters(ours), new.letters(theirs))


def _arrivals(step: Step, ours: Sheet, theirs: Sheet, old: Walked, new: Walked) -> Iterator[Change]:
    before, after = ours.record, theirs.record
    if ours.name != theirs.name:
        start = old.case.before(step)
        yield Change(
            kind=Kind.RULE if step.trying else Kind.PATH,
            page=start.slug if start else "",
            part=step.words or step.verb,
            old=_arrived(ours),
            new=_arrived(theirs),
        )
        return
    yield from texts(ours, theirs)
    yield from audits(ours.name, _audit(old, before), _audit(new, after))
    if before.blocked != after.blocked:
        yield _who_refuses(ours, before, after)  # one form was never sent: it holds all still
        return
    yield from fields(ours, theirs)
    yield from hidden(ours, theirs, (old.forms, new.forms))
    yield from actions(ours, theirs, (old.places, new.places))
    yield from transport(ours, theirs)


def _who_refuses(sheet: Sheet, before: PageRecord, after: PageRecord) -> Change:
    said = ["by the browser" if page.blocked else "by the portal" for page in (before, after)]
    return Change(kind=Kind.RULE, page=sheet.name, part="who refuses", old=said[0], new=said[1])


def _arrived(sheet: Sheet) -> str:
    said = " / ".join(line.raw for line in sheet.messages)
    return f"{sheet.name}, saying « {said} »" if said else sheet.name


def _audit(side: Walked, page: PageRecord) -> AuditRecord | None:
    return next((a for a in side.journal.audits if a.page == page.number), None)
