"""What a field holds, as a reader sees it."""

import pytest

from harness.model.page import Field
from harness.page.held import held, holds
from harness.page.news import shows
from tests.builders import choice, field, page


def box(value: str = "yes", *, checked: bool) -> Field:
    """A checkbox with a value that it sends if it is ticked."""
    return field("Newsletter", value, kind="checkbox", checked=checked)


@pytest.mark.parametrize("wanted", [True, "on", "yes", "Newsletter"])
def test_a_box_is_filled_if_it_is_ticked(wanted: str | bool) -> None:
    """Whatever value it would send."""
    assert holds(box(checked=True), wanted) is True
    assert holds(box(checked=False), wanted) is False


@pytest.mark.parametrize("wanted", [False, "", "off", "no"])
def test_a_box_is_empty_if_it_is_not_ticked(wanted: str | bool) -> None:
    """Whatever value it would send."""
    assert holds(box(checked=False), wanted) is True
    assert holds(box(checked=True), wanted) is False


def test_a_list_holds_its_option_by_words_or_value() -> None:
    """Its option may have a number as its value."""
    boats = choice("Boat", "Single", "Eight", selected="Eight")
    numbered = boats.model_copy(
        update={
            "value": "7",
            "options": tuple(
                o.model_copy(update={"value": f"{len(o.text)}"}) for o in boats.options
            ),
        }
    )
    assert holds(boats, "Eight")
    assert holds(numbered, "Eight")
    assert holds(numbered, "5")
    assert holds(numbered, "Single") is False
    assert holds(numbered, "") is False
    assert held(numbered) == "Eight"


def test_only_a_box_tells_whether() -> None:
    """A text has no yes and no."""
    assert holds(field("Newsletter", "True"), wanted=True) is None


def test_nobody_reads_what_a_box_would_send() -> None:
    """A page with a box does not show the box's value."""
    assert held(box("DUPONT", checked=False)) == ""
    assert not shows(page(1, "", box("DUPONT", checked=True)).page, "DUPONT")
