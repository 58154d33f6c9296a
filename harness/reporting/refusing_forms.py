"""Whether every form refused every account: then the portal may not know the accounts at all.

A form that was sent without something that it asks for says nothing of the account; nor does one
that was to be refused, or one that led to a page which the guide does not have.
"""

from collections.abc import Iterable

from harness.config.portal_words import portal_words
from harness.guide.claims import Refused
from harness.guide.model import Guide
from harness.model.finding import Finding
from harness.model.journal import PRESSES, Journal, PageRecord, Step
from harness.model.page import BOXES, Field
from harness.model.verdicts import BROKEN
from harness.page.find import find_named_field
from harness.page.news import said_by

_OPENED = ("page-opens", "page-opens-with", "gives")


def refusing_forms(
    findings: Iterable[Finding], journals: Iterable[Journal], guide: Guide
) -> tuple[str, ...]:
    """The guide's names of the forms that were sent whole, if no account got past any of them.

    Returns:
        () if an account was accepted somewhere, or if none had to be.
    """
    if not any(_was_to_open(finding) for finding in findings):
        return ()
    refusing: dict[str, str] = {}
    for journal in journals:
        for step in journal.steps:
            form, opened = _sent(step, journal)
            if chapter := guide.pages.get(form):
                if opened in chapter.goals:
                    return ()
                if chapter.goals and opened and _may_tell(step, journal, guide):
                    refusing[form] = chapter.title
    return tuple(refusing.values())


def _was_to_open(finding: Finding) -> bool:
    """Whether a page should have opened, or something been given, and was not."""
    expected = finding.expected
    return finding.verdict in BROKEN and expected is not None and expected.has(*_OPENED)


def _sent(step: Step, journal: Journal) -> tuple[str, str]:
    """Slugs of the page whose form a step sent, and of what it opened."""
    before, after = journal.page(step.on), journal.page(step.led_to)
    is_sent = bool(step.typed) or step.verb in PRESSES
    if not is_sent or before is None or after is None:
        return "", ""
    return before.slug, after.slug


def _may_tell(step: Step, journal: Journal, guide: Guide) -> bool:
    """Whether what came of a form may tell that the account in it is not known."""
    tried = [guide.by_slug[slug].claim for slug in step.trying if slug in guide.by_slug]
    after = journal.page(step.led_to)
    is_meant = any(
        isinstance(one, Refused) or (after and getattr(one, "page", "") == after.slug)
        for one in tried
    )
    return bool(step.typed) and not is_meant and not _lacks_something(step, journal, guide)


def _lacks_something(step: Step, journal: Journal, guide: Guide) -> bool:
    """Whether a form was sent without a field that it needs, or the portal says so."""
    before, after = journal.page(step.on), journal.page(step.led_to)
    if before is None or after is None:
        return False
    known = {*said_by(before.page)}
    told = (text for text in said_by(after.page) if text not in known)
    return any(map(portal_words().says_empty.search, told)) or _left_empty(step, before, guide)


def _left_empty(step: Step, before: PageRecord, guide: Guide) -> bool:
    """Whether a field that the form needs was left empty: one that it marks, or a password."""
    typed = [
        (find_named_field(before.page, guide, before.slug, entry.label), entry.value)
        for entry in step.typed
    ]
    forms = {field.form for field, _ in typed if field}
    filled = [field for field, value in typed if value]
    return any(
        one.form in forms and one not in filled and _is_needed(one)
        for one in before.page.visible_fields
    )


def _is_needed(field: Field) -> bool:
    """Whether an empty field has to be filled in before its form is sent."""
    is_empty = not (field.checked if field.kind in BOXES else field.value)
    return is_empty and (field.required or bool(field.mark) or field.kind == "password")
