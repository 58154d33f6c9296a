"""A document is read within bounds, however it is made."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.errors import Unreadable
from harness.page.dom.builder import outline
from harness.page.dom.document import MAX_CONTROLS, MAX_ELEMENTS, base_of, parse, parse_snapshot
from harness.page.extract import extract

URL = "http://portal.test/a/b"


@pytest.mark.parametrize(
    "html",
    [
        "<p>" * (MAX_ELEMENTS + 1),
        "<p>" * 1_000_000,
        "".join(f"<font size={size}>" for size in range(5000)) + "<p>" * 5000,
        "<input>" * (MAX_CONTROLS + 1),
        "<div role=checkbox>x</div>" * (MAX_CONTROLS + 1),
    ],
    ids=["elements", "many more", "unclosed formatting", "fields", "widgets"],
)
def test_a_document_that_is_too_large_is_a_fault(html: str) -> None:
    """The fault says which bound it exceeds."""
    with pytest.raises(Unreadable, match="at most") as raised:
        extract(html, url=URL)
    assert "document of at most" in str(raised.value)


def test_a_snapshot_is_bounded_too() -> None:
    """The elements of a live document are counted as well."""
    with pytest.raises(Unreadable):
        parse_snapshot(f"<html>{'<p/>' * (MAX_ELEMENTS + 1)}</html>")


def test_closed_formatting_elements_are_no_excess() -> None:
    """An old page with an element for each font is read."""
    extract("<p><font size=2>x</font>" * 3000, url=URL)


@pytest.mark.parametrize("tag", ["div", "b", "a", "form", "table><tr><td", "svg", "select"])
def test_nesting_has_no_end(tag: str) -> None:
    """Deep elements are read as siblings; the depth of an outline is bounded."""
    document = outline(parse(f"<{tag}>" * 10_000 + "<p>mot"), URL)
    assert max(sum(1 for _ in node.ancestors(1000)) for node in document.nodes[-3:]) <= 512


def test_widgets_and_lists_are_not_multiplied() -> None:
    """Many widgets that could open one long list are read in bounded work."""
    options = "<div role=option>x</div>" * 10_000
    widgets = "<div role=combobox>x</div>" * 300
    page = extract(f"{widgets}<div role=listbox>{options}</div>", url=URL)
    assert len(page.fields) == 300


def test_labels_and_fields_are_not_multiplied() -> None:
    """Thousands of labels and fields far from each other are read in bounded work."""
    labels, fields = "<label for=a>x</label>" * 5000, "<input id=a>" * 1000
    page = extract(f"{labels}{fields}{labels}", url=URL)
    assert len(page.fields) == 1000


@pytest.mark.parametrize(
    ("html", "base"),
    [
        ("<base href='/d/'><base href='/e/'>", "http://portal.test/d/"),
        ("<p>x<base href='/d/'>", "http://portal.test/d/"),
        ("<base href='data:,x'>", URL),
        ("<base target=x>", URL),
    ],
)
def test_the_base_of_a_document(html: str, base: str) -> None:
    """The first base element with an address counts, wherever it is; some schemes do not."""
    assert base_of(parse(html), URL) == base
    assert outline(parse(html), URL).top.base == base


@given(st.text(max_size=200))
def test_any_text_is_parsed(text: str) -> None:
    """Half of a surrogate pair, NUL and the like included."""
    parse(text)
    parse_snapshot(text)
