"""The state of boxes after a movement: each claim from both sides."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.outcome import Outcome
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.model.page import Field
from tests.builders import field, journal, page, person, step
from tests.facts import texts
from tests.two_mails import chapter, statement

LABEL = "Send me the newsletter"


def _judged(claim: dict[str, Any], shown: Field, *, typed: dict[str, str] | None = None) -> Outcome:
    statements = (
        statement("profile.box", LABEL, {"kind": "field", "label": LABEL}),
        statement("profile.it", LABEL, claim),
        statement("profile.no", LABEL, {"kind": "refused", "page": "profile", "reason": "wrong"}),
    )
    guide = Guide(chapters=(chapter("profile", *statements),), digest="boxes")
    trying = "profile.no" if claim["kind"] == "refusal" else "profile.it"
    records = (
        page(1, "profile", shown),
        page(2, "profile", shown),
        step(1, on=1, led_to=2, trying=trying, typed=typed),
    )
    case = Case(guide, journal(*records, people=(person(newsletter=True, silent=False, on="yes"),)))
    ((check, subject),) = subjects(guide.by_slug["profile.it"], case)
    return check(guide.by_slug["profile.it"].claim, subject, case)


def _box(kind: str = "checkbox", *, checked: bool) -> Field:
    return field(LABEL, "yes", kind=kind, checked=checked)


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
@pytest.mark.parametrize(
    ("contents", "ticked"),
    [
        ({"filled": {LABEL: "newsletter"}}, True),
        ({"filled": {LABEL: "silent"}}, False),
        ({"filled": {LABEL: "on"}}, True),
        ({"filled": {LABEL: True}}, True),
        ({"filled": {LABEL: False}}, False),
        ({"empty": [LABEL]}, False),
    ],
)
def test_a_box_is_filled_if_it_is_ticked(
    contents: dict[str, Any], kind: str, *, ticked: bool
) -> None:
    """A flag of the account says whether, and so do true and false in the guide."""
    claim = {"kind": "leads", "page": "profile", **contents}
    assert _judged(claim, _box(kind, checked=ticked)).ok is True
    wrong = _judged(claim, _box(kind, checked=not ticked))
    assert wrong.ok is False
    assert wrong.seen
    assert wrong.seen.code == "joined" or wrong.seen.has("box-ticked", "box-not-ticked")
    assert "yes" not in texts(wrong.seen)


def test_a_flag_is_not_told_by_another_field() -> None:
    """A text that says « True » tells nothing of the flag."""
    claim = {"kind": "leads", "page": "profile", "filled": {LABEL: "newsletter"}}
    assert _judged(claim, field(LABEL, "True")).ok is None


@pytest.mark.parametrize(("typed", "ticked"), [("on", True), ("off", False)])
def test_a_refused_form_keeps_its_ticks(typed: str, *, ticked: bool) -> None:
    """What was ticked is ticked, whatever value the box has."""
    claim = {"kind": "refusal", "aspect": "keeps what was typed"}
    assert _judged(claim, _box(checked=ticked), typed={LABEL: typed}).ok is True
    assert _judged(claim, _box(checked=not ticked), typed={LABEL: typed}).ok is False
