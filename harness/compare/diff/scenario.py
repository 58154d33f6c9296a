"""Compares two journals of one scenario, step by step."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from harness.checks.context import Case
from harness.checks.messages import earlier_other_pages
from harness.checks.scene import scene
from harness.compare.diff.actions import PagesByPath, action_changes
from harness.compare.diff.fields import field_changes
from harness.compare.diff.hidden import HiddenFormats, hidden_changes
from harness.compare.diff.http import http_changes
from harness.compare.diff.mails import MaskedMail, mail_changes
from harness.compare.diff.sounds import accessibility_changes, sound_changes
from harness.compare.diff.texts import text_changes
from harness.compare.model import Change, DifferenceKind, Occurrence
from harness.compare.noise.masked_page import MaskedPage
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import RunVariation
from harness.core.text import fold, steps_between
from harness.model.fact import Fact, fact, quotes
from harness.model.journal import AuditRecord, Journal, PageRecord, Step


@dataclass(frozen=True)
class ObservedChange:
    """A change, where it was observed, and the statements that the step there exercises."""

    change: Change
    occurrence: Occurrence
    about: tuple[str, ...] = ()


@dataclass(frozen=True)
class ComparedJournal:
    """One journal of one portal, with all that is needed to compare it.

    Attributes:
        mask: what belongs to this journal alone.
        variation: what varies from run to run on this portal.
        pages: where the guide's pages are on this portal.
        formats: of the hidden fields whose values vary on this portal.
    """

    case: Case
    mask: Mask
    variation: RunVariation
    pages: PagesByPath = field(default_factory=dict)
    formats: HiddenFormats = field(default_factory=dict)

    @property
    def journal(self) -> Journal:
        """What happened."""
        return self.case.journal

    @cached_property
    def typed(self) -> frozenset[str]:
        """All that was typed, folded: a form may show it again, also later."""
        entries = (entry.value for step in self.journal.steps for entry in step.typed)
        return frozenset(filter(None, map(fold, entries)))

    def page(self, record: PageRecord) -> MaskedPage:
        """A page as it is compared."""
        earlier = self._earlier_messages(record)
        return MaskedPage(record, self.mask, self.variation, self.typed, earlier)

    def _earlier_messages(self, record: PageRecord) -> frozenset[str]:
        """Status messages of pages before: how many pages still show them is chance."""
        earlier = earlier_other_pages(record, self.journal.pages)
        messages = (one for page in earlier for one in page.page.messages if one.visible)
        return frozenset(fold(message.text) for message in messages if message.role == "status")

    def mails(self, step: Step) -> tuple[MaskedMail, ...]:
        """The mails that were sent because of a step."""
        sent = self.case.mails_of.get(step.number, ())
        return tuple(MaskedMail(mail, self.mask, self.variation) for mail in sent)


def compare_journals(old: ComparedJournal, new: ComparedJournal) -> Iterator[ObservedChange]:
    """All changes between two journals of one scenario, in the order of the steps."""
    scenario = old.journal.head.scenario
    for ours, theirs in pair_steps(old.journal, new.journal):
        evidence = new.case.step_evidence(theirs)
        occurrence = Occurrence(
            scenario=scenario,
            scene=scene(evidence, new.case),
            old=old.case.step_evidence(ours),
            new=evidence,
        )
        about = tuple(dict.fromkeys((*ours.trying, *([ours.statement] if ours.statement else []))))
        for change in _step_changes(ours, theirs, old, new):
            yield ObservedChange(change, occurrence, about)
    for change in sound_changes(old.journal, new.journal):
        yield ObservedChange(change, Occurrence(scenario=scenario))


def pair_steps(old: Journal, new: Journal) -> Iterator[tuple[Step, Step]]:
    """The steps that both journals have, in order; a blocked scenario has fewer steps."""
    ours, theirs = old.steps, new.steps
    for step, a, b, c, d in steps_between([*map(_key, ours)], [*map(_key, theirs)]):
        if step == "equal":
            yield from zip(ours[a:b], theirs[c:d], strict=True)


def _key(step: Step) -> tuple[str, ...]:
    return (step.visitor, step.verb, step.statement or step.words, *step.trying)


def _step_changes(
    ours: Step, theirs: Step, old: ComparedJournal, new: ComparedJournal
) -> Iterator[Change]:
    before, after = old.case.after(ours), new.case.after(theirs)
    if before is not None and after is not None:
        yield from _page_changes(ours, old.page(before), new.page(after), old, new)
    yield from mail_changes(old.mails(ours), new.mails(theirs))


def _page_changes(
    step: Step, ours: MaskedPage, theirs: MaskedPage, old: ComparedJournal, new: ComparedJournal
) -> Iterator[Change]:
    before, after = ours.record, theirs.record
    if ours.name != theirs.name:
        start = old.case.before(step)
        yield Change(
            kind=DifferenceKind.RULE if step.trying else DifferenceKind.PATH,
            page=start.slug if start else "",
            part=step.words or step.verb,
            old=_arrival(ours),
            new=_arrival(theirs),
        )
        return
    yield from text_changes(ours, theirs)
    yield from accessibility_changes(ours.name, _audit(old, before), _audit(new, after))
    if before.blocked != after.blocked:
        kind, by = DifferenceKind.REFUSED_BY, (_refused_by(before), _refused_by(after))
        yield Change(kind=kind, page=ours.name, old=by[0], new=by[1])
        return  # one form was not sent: its fields still have what was typed
    yield from field_changes(ours, theirs)
    yield from hidden_changes(ours, theirs, (old.formats, new.formats))
    yield from action_changes(ours, theirs, (old.pages, new.pages))
    yield from http_changes(ours, theirs)


def _refused_by(page: PageRecord) -> Fact:
    return fact("the-browser" if page.blocked else "the-portal")


def _arrival(page: MaskedPage) -> Fact:
    """Where a step led, with the messages there."""
    messages = quotes(line.raw for line in page.messages)
    if messages:
        return fact("page-with-messages", page=page.name, messages=messages)
    return fact("page-without-message", page=page.name)


def _audit(journal: ComparedJournal, page: PageRecord) -> AuditRecord | None:
    return next((a for a in journal.journal.audits if a.page == page.number), None)
