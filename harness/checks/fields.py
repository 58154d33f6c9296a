"""Claims about the fields of a page."""

from collections.abc import Iterable

from harness.checks.context import Case
from harness.checks.outcome import NEEDS_SCRIPTS, Outcome, blocked, judged, not_observable
from harness.core.text import closest, is_among, without_remark
from harness.guide.claims import Fits, Labelled, Mark, Offers
from harness.model.fact import Fact, fact, quote, quotes
from harness.model.journal import PageRecord
from harness.model.page import Field, Page
from harness.page.pattern import allows

_LISTS = frozenset({"select", "combobox"})


def labelled(claim: Labelled, record: PageRecord, case: Case) -> Outcome:
    """The page has a field with this label, of one of these kinds; a remark may follow it."""
    name = case.guide.name_of_field(record.slug, claim)
    found = case.find_field(record, name, claim.kinds)
    labels = (found.label, without_remark(found.label), found.drawn) if found else ()
    named = any(is_among(label, claim.wordings) for label in labels)
    ok = named and (not claim.kinds or (found is not None and found.kind in claim.kinds))
    evidence = case.page_evidence(record, found.ref if found else "")
    if found and named and not ok and _needs_scripts(found, case):
        return not_observable(_field(claim.label, claim.kinds), NEEDS_SCRIPTS, evidence)
    seen = _field(found.label, (found.kind,)) if found else fields_on(record.page)
    return judged(ok, _field(claim.label, claim.kinds), seen, evidence)


def _needs_scripts(field: Field, case: Case) -> bool:
    """Whether only a script, which the driver did not run, shows what can be entered."""
    return field.scripted and not case.runs_scripts


def _field(label: str, kinds: Iterable[str]) -> Fact:
    """A field with this label, of one of these kinds, or of any for none."""
    named = tuple(fact("field-kind", kind=kind) for kind in kinds)
    if named:
        return fact("field-of-kind", label=quote(label), kinds=named)
    return fact("field", label=quote(label))


def fields_on(page: Page) -> Fact:
    """The labels of all fields of a page."""
    labels = [field.label for field in page.visible_fields]
    return fact("only-fields", labels=quotes(labels)) if labels else fact("no-field")


def mark(claim: Mark, record: PageRecord, case: Case) -> Outcome:
    """The label of the field carries this mark; of a picture, nobody knows what it shows."""
    expected = fact("field-marked", label=quote(claim.label), mark=quote(claim.mark))
    found = case.find_field(record, claim.label)
    if found is None:
        return _without_field(claim.label, expected, record, case)
    evidence = case.page_evidence(record, found.ref)
    if found.unseen_mark and not found.mark:
        unseen = fact("mark-unseen", words=quote(found.unseen_mark))
        return not_observable(expected, unseen, evidence)
    seen = fact("mark", mark=quote(found.mark)) if found.mark else fact("no-mark")
    ok = found.mark.strip("()") == claim.mark
    return judged(ok, expected, seen, evidence)


def offers(claim: Offers, record: PageRecord, case: Case) -> Outcome:
    """The list offers this option, and lets people choose it."""
    expected = fact("option", option=quote(claim.option), label=quote(claim.label))
    found = case.find_field(record, claim.label)
    if found and not found.options and _needs_scripts(found, case):
        return not_observable(expected, NEEDS_SCRIPTS, case.page_evidence(record, found.ref))
    if found is None or (not found.options and found.kind not in _LISTS):
        return _without_field(claim.label, expected, record, case)
    texts = [option.text for option in found.options if not option.disabled]
    ok = is_among(claim.option, texts)
    near, _ = closest(claim.option, texts)
    seen = fact("closest", words=quote(near)) if near else fact("no-option")
    if ok:
        seen = fact("words-shown", words=quote(claim.option))
    elif _may_come(claim.option, found) and record.page.scripted and not case.runs_scripts:
        return not_observable(expected, NEEDS_SCRIPTS, case.page_evidence(record, found.ref))
    elif is_among(claim.option, [option.text for option in found.options]):
        seen = fact("option-disabled", option=quote(claim.option))
    return judged(ok, expected, seen, case.page_evidence(record, found.ref))


def _may_come(option: str, field: Field) -> bool:
    """Whether a script may let people choose an option: it is disabled, or the list has none yet.

    A list without a choice has one option at most that says what to choose.
    """
    disabled = [one.text for one in field.options if one.disabled]
    free = [one for one in field.options if not one.disabled and one.value]
    return field.disabled or is_among(option, disabled) or not free


def fits(claim: Fits, record: PageRecord, case: Case) -> Outcome:
    """The guide's example can be typed into the field."""
    expected = fact("example-fits", example=quote(claim.example), label=quote(claim.label))
    found = case.find_field(record, claim.label)
    if found is None:
        return _without_field(claim.label, expected, record, case)
    if found.disabled and record.page.scripted and not case.runs_scripts:
        return not_observable(expected, NEEDS_SCRIPTS, case.page_evidence(record, found.ref))
    obstacle = _obstacle(found, claim.example)
    seen = obstacle or fact("example-does-fit")
    return judged(obstacle is None, expected, seen, case.page_evidence(record, found.ref))


def _obstacle(field: Field, example: str) -> Fact | None:
    """Why an example cannot be typed into a field; None if it can."""
    if field.disabled:
        return fact("field-disabled")
    if field.max_length is not None and field.max_length < len(example):
        return fact("field-too-short", takes=field.max_length, has=len(example))
    if not allows(field.pattern, example):
        return fact("field-takes-pattern", pattern=field.pattern)
    if field.kind == "number" and not example.isdigit():
        return fact("field-takes-numbers")
    return None


def _without_field(label: str, expected: Fact, record: PageRecord, case: Case) -> Outcome:
    """The field is missing, which the statement about the field reports."""
    slug = case.field_statement(record.slug, label)
    return blocked(slug, expected, case.page_evidence(record))
