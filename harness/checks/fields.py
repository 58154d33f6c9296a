"""Claims about the fields of a page."""

import re

from harness.checks.context import Case
from harness.checks.outcome import Outcome, barred, verdict
from harness.core.text import closest, fold
from harness.guide.claims import Fits, Labelled, Mark, Offers
from harness.model.journal import PageRecord
from harness.model.page import Field

_LISTS = frozenset({"select", "combobox"})


def labelled(claim: Labelled, record: PageRecord, case: Case) -> Outcome:
    """The page has a field with this label, of one of these kinds."""
    found = case.find_field(record, claim.label)
    named = found is not None and fold(found.label) == fold(claim.label)
    ok = named and (not claim.kinds or (found is not None and found.kind in claim.kinds))
    kinds = f" ({' or '.join(claim.kinds)})" if claim.kinds else ""
    evidence = case.page_evidence(record, found.ref if found else "")
    return verdict(ok, f"a field « {claim.label} »{kinds}", _seen(found, record), evidence)


def _seen(found: Field | None, record: PageRecord) -> str:
    if found:
        return f"a field « {found.label} » ({found.kind})"
    labels = [f"« {field.label} »" for field in record.page.visible_fields]
    return f"only {', '.join(labels)}" if labels else "no field at all"


def mark(claim: Mark, record: PageRecord, case: Case) -> Outcome:
    """The label of the field carries this mark."""
    expected = f"« {claim.label} » marked « {claim.mark} »"
    found = case.find_field(record, claim.label)
    if found is None:
        return _without_field(claim.label, expected, record, case)
    seen = f"marked « {found.mark} »" if found.mark else "no mark"
    ok = found.mark.strip("()") == claim.mark
    return verdict(ok, expected, seen, case.page_evidence(record, found.ref))


def offers(claim: Offers, record: PageRecord, case: Case) -> Outcome:
    """The list offers this option."""
    expected = f"« {claim.option} » in the list « {claim.label} »"
    found = case.find_field(record, claim.label)
    if found is None or (not found.options and found.kind not in _LISTS):
        return _without_field(claim.label, expected, record, case)
    texts = [option.text for option in found.options]
    ok = any(fold(text) == fold(claim.option) for text in texts)
    near, _ = closest(claim.option, texts)
    seen = claim.option if ok else f"closest: « {near} »" if near else "a list without choices"
    return verdict(ok, expected, seen, case.page_evidence(record, found.ref))


def fits(claim: Fits, record: PageRecord, case: Case) -> Outcome:
    """The guide's example can be typed into the field."""
    expected = f"« {claim.example} » can be typed into « {claim.label} »"
    found = case.find_field(record, claim.label)
    if found is None:
        return _without_field(claim.label, expected, record, case)
    hindrance = _hindrance(found, claim.example)
    return verdict(
        not hindrance, expected, hindrance or "it can", case.page_evidence(record, found.ref)
    )


def _hindrance(field: Field, example: str) -> str:
    if field.disabled:
        return "the field is disabled"
    if field.max_length is not None and field.max_length < len(example):
        return f"the field takes {field.max_length} characters, the example has {len(example)}"
    if field.pattern and not _matches(field.pattern, example):
        return f"the field takes only what matches {field.pattern}"
    if field.kind == "number" and not example.isdigit():
        return "the field takes only numbers"
    return ""


def _matches(pattern: str, example: str) -> bool:
    try:
        return re.fullmatch(pattern, example) is not None
    except re.error:
        return True  # a browser ignores a pattern that it cannot read, too


def _without_field(label: str, expected: str, record: PageRecord, case: Case) -> Outcome:
    """The field itself is missing: its own statement tells that."""
    slug = case.field_statement(record.slug, label)
    return barred(slug, expected, case.page_evidence(record))
