"""What a walk remembers of what the portal made up, and where it must be shown again."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.walk.announced import announced_in, announced_on
from harness.guide.filled import filled, placeholders
from harness.guide.worded import ANNOUNCED, REMEMBERED
from harness.model.journal import REMEMBER, MailRecord, PageRecord, Step

_UNKNOWN = "…"  # in the place of what the portal makes up and does not show


def remembered_by(subject: object, case: Case) -> dict[str, str]:
    """What the walk remembers where it comes to a page, step or mail: the last value of each name.

    What a page announces is known on that page, and in the mails of the movement that led there.
    """
    steps = (one for one in case.journal.steps if one.verb == REMEMBER and one.remembered)
    return {
        f"{REMEMBERED}{step.words}": step.remembered
        for step in steps
        if _is_known(step, subject, case)
    }


def _is_known(step: Step, subject: object, case: Case) -> bool:
    if isinstance(subject, MailRecord):
        led = (one for one in case.journal.steps if one.led_to and one.led_to == step.on)
        return next((one.time for one in led), step.time) <= subject.time
    page = subject.number if isinstance(subject, PageRecord) else None
    if isinstance(subject, Step):
        page = subject.led_to
    if page is None or step.on is None:
        return not isinstance(subject, Step) or step.number < subject.number
    return step.on <= page


def judged_with_values(
    check: Callable[[Any, Any, Case], Outcome], claim: Any, subject: Any, case: Case
) -> Outcome:
    """Judge a claim with what its subject shows in the place of what the portal makes up.

    Where it shows nothing there, the claim is broken.
    """
    names = {name for name in placeholders(claim) if name.startswith(ANNOUNCED)}
    if not names:
        return check(claim, subject, case)
    found = _shown_by(claim, subject, case)
    outcome = check(filled(claim, dict.fromkeys(names, _UNKNOWN) | found), subject, case)
    return replace(outcome, ok=False) if outcome.ok and names - found.keys() else outcome


def _shown_by(claim: Any, subject: object, case: Case) -> dict[str, str]:
    """What a page, mail, or the page after a step shows in the place of what is made up."""
    if isinstance(subject, MailRecord):
        return announced_in(claim, subject.mail)
    record = case.after(subject) if isinstance(subject, Step) else subject
    if not isinstance(record, PageRecord):
        return {}
    return announced_on(claim, record.page, lambda label: case.find_field(record, label))
