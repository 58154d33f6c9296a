"""What a scenario typed before a page, a mail or a step came of it."""

from harness.checks.context import Case
from harness.guide.worded import typed_name
from harness.model.journal import MailRecord, PageRecord, Step


def typed_before(subject: object, case: Case) -> dict[str, str]:
    """What the scenario typed last into each field before a page, mail or step came of it.

    The names are those of placeholders; a field has that of the guide, and of the portal.
    """
    return {
        typed_name(label): entry.value
        for step in case.journal.steps
        if _comes_before(step, subject)
        for entry in step.typed
        for label in (entry.label, *_labels_of(step, entry.label, case))
    }


def _labels_of(step: Step, label: str, case: Case) -> tuple[str, ...]:
    """The guide's own names of the field that a step typed into: its label, and `called`."""
    page = case.before(step)
    where = page.slug if page else ""
    slug = case.field_statement(where, label) if where in case.guide.pages else ""
    if not slug:
        return ()
    statement = case.guide.by_slug[slug]
    claim = vars(statement.claim)
    words, called = claim["label"], claim["called"]
    return (statement.guide_words.get(words, words), *([called] if called else []))


def _comes_before(step: Step, subject: object) -> bool:
    """Whether a step was made before a page, a mail or another step came of it, or is that step."""
    if isinstance(subject, PageRecord):
        return step.on is not None and step.on < subject.number
    if isinstance(subject, MailRecord):
        return step.time <= subject.time
    return not isinstance(subject, Step) or step.number <= subject.number
