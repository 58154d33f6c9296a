"""Judges what stands in closed panels: as shown once the walk has opened them.

What a panel of plain HTML hides, such as `details`, everybody can open: it counts as shown.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import wraps
from typing import Any

from harness.checks.context import Case
from harness.checks.outcome import NEEDS_SCRIPTS, Outcome
from harness.guide.claims import Action, Claim, Fits, Labelled, Mark, Offers
from harness.guide.content_claims import NoSecret, NoWords
from harness.model.fact import fact, quote
from harness.model.journal import ASK, UNFOLD, PageRecord
from harness.model.page import Opener
from harness.page.closed_panels import closed_action, closed_field, opened

PageCheck = Callable[[Any, PageRecord, Case], Outcome]
_OF_FIELDS = (Labelled, Mark, Offers, Fits)
_NEVER_SHOWN = (NoWords, NoSecret)


def with_panels(check: PageCheck) -> PageCheck:
    """A check that is not made where a closed panel hides what it looks for.

    Whether a script opens the panel is seen only by a walk that opens it.
    """

    @wraps(check)
    def looks_into_panels(claim: Any, record: PageRecord, case: Case) -> Outcome:
        outcome = check(claim, record, case)
        opener = None if outcome.ok else _opener(claim, record, case)
        if opener is None:
            return outcome
        if not opener.scripted:
            shown = record.model_copy(update={"page": opened(record.page)})
            return check(claim, shown, case)
        seen = fact("in-closed-panel", words=quote(opener.words))
        if not case.runs_scripts:
            seen = NEEDS_SCRIPTS
        return replace(outcome, ok=None, seen=seen, blocked_by="")

    return looks_into_panels


def if_no_script_shows_it(check: PageCheck) -> PageCheck:
    """A check of what stands behind a tab or a menu: a driver without scripts cannot open it.

    What is there all the same is judged, and so is what must never be there.
    """

    @wraps(check)
    def looks_behind(claim: Any, record: PageRecord, case: Case) -> Outcome:
        outcome = check(claim, record, case)
        if outcome.ok is not False or case.runs_scripts or isinstance(claim, _NEVER_SHOWN):
            return outcome
        return replace(outcome, ok=None, seen=NEEDS_SCRIPTS, blocked_by="")

    return looks_behind


def _opener(claim: Claim, record: PageRecord, case: Case) -> Opener | None:
    """What opens the panel that hides the link, button or field of a claim."""
    found = None
    if isinstance(claim, Action):
        found = closed_action(record.page, claim, case.guide.actions(record.slug))
    elif isinstance(claim, _OF_FIELDS) and record.slug in case.guide.pages:
        name = claim.label
        if isinstance(claim, Labelled):
            name = case.guide.name_of_field(record.slug, claim)
        found = closed_field(record.page, case.guide, record.slug, name)
    return found.opener if found else None


def of_opened_pages(
    claim: Claim, judged: Iterable[tuple[object, Outcome]], case: Case
) -> list[Outcome]:
    """The outcomes on a page before and after its panels were opened: the best of them.

    One panel may close where another one opens; a button that asks again has other words. What must
    never be shown is judged in each state.
    """
    every = list(judged)
    before = {
        step.led_to: step.on
        for step in case.journal.steps
        if step.verb in {UNFOLD, ASK} and step.on
    }
    if not before or isinstance(claim, _NEVER_SHOWN):
        return [outcome for _, outcome in every]
    places = [_first(subject, before) for subject, _ in every]
    held = {place for place, (_, one) in zip(places, every, strict=True) if place and one.ok}
    return [
        outcome
        for place, (_, outcome) in zip(places, every, strict=True)
        if outcome.ok or place not in held
    ]


def _first(subject: object, before: dict[int | None, int]) -> int:
    """Number of a page as it was before its first panel was opened; 0 for what is no page."""
    if not isinstance(subject, PageRecord):
        return 0
    number = subject.number
    for _ in range(len(before)):
        number = before.get(number, number)
    return number
