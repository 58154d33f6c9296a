"""The colon and the star of a label make no difference, whatever claim has the label."""

from typing import Any

import pytest

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.lookup import field_on
from harness.guide.model import Guide
from harness.guide.wording import in_words
from harness.model.page import Button, Field, Option
from tests.builders import ME, field, journal, page, step
from tests.two_mails import chapter, statement

NAME = field("Name", "IDENT1", mark="*", options=(Option(text="One", value="1"),))
CLAIMS = (
    {"kind": "field", "label": "Name * :"},
    {"kind": "field", "label": ["Nom :", "Name:"]},
    {"kind": "mark", "label": "Name:", "mark": "*"},
    {"kind": "option", "label": "Name:", "option": "One"},
    {"kind": "fits", "label": "Name:", "example": "X"},
    {"kind": "value", "label": "Name:", "value": "IDENT1"},
    {"kind": "count", "of": "field", "words": "Name:", "count": 1},
    {"kind": "action", "label": "Go:"},
    {"kind": "order", "of": ["Name:", "Go"], "complete": True},
    {"kind": "leads", "page": "ask", "filled": {"Name:": "identifier"}},
    {"kind": "leads", "page": "ask", "empty": ["Other :"]},
)


def _verdict(guide: Guide, slug: str, shown: Field) -> bool | None:
    parts = (shown, field("Other"), Button(label="Go"), "Name", "Go")
    records = page(1, "ask", *parts), page(2, "ask", *parts)
    tried = step(1, on=1, led_to=2, trying=slug, typed={"Name": "IDENT1"})
    case = Case(guide, journal(*records, tried, people=(ME,)))
    check, subject = next(iter(subjects(guide.by_slug[slug], case)))
    return check(guide.by_slug[slug].claim, subject, case).ok


@pytest.mark.parametrize("claim", CLAIMS, ids=str)
def test_a_label_with_a_colon_or_a_star(claim: dict[str, Any]) -> None:
    """The page has it without."""
    guide = Guide(digest=str(claim), chapters=(chapter("ask", statement("ask.it", "X", claim)),))
    assert _verdict(guide, "ask.it", NAME)


def test_the_words_of_a_portal_with_a_colon() -> None:
    """As the target file may copy them from the page; a scenario may write the colon, too."""
    claim = {"kind": "field", "label": "Identifier"}
    guide = Guide(digest="words", chapters=(chapter("ask", statement("ask.it", "X", claim)),))
    assert _verdict(in_words(guide, {"Identifier": "Name :"}), "ask.it", NAME)
    assert field_on(guide, "ask", "Identifier:").slug == "ask.it"
