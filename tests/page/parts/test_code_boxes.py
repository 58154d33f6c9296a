"""Rows of fields that take one character each, taken for one field."""

import pytest

from harness.model.page import Page
from harness.page.extract import extract
from harness.page.find import find_field
from harness.page.parts.code_boxes import boxes_of, fields_with_rows
from harness.page.parts.radio_groups import grouped_fields

BOX = "<div><input maxlength=1 value='{0}' aria-label='Caractère {0}'></div>"
ROW = "".join(map(BOX.format, range(1, 6)))


def read(html: str) -> Page:
    """Extract a page."""
    return extract(html, url="https://portal.example/")


@pytest.mark.parametrize(
    "html",
    [
        f"<h1>Code reçu</h1><form>{ROW}</form>",
        f"<h1>Vérifier</h1><fieldset><legend>Code reçu</legend>{ROW}</fieldset>",
        "<h1>Vérifier</h1><p>Code reçu : {}</p>".format(
            "".join(f"<input maxlength=1 value={one}>" for one in range(1, 6))
        ),
    ],
)
def test_a_row_is_one_field(html: str) -> None:
    """It is named by what is said of all the boxes: their label, their group, the heading."""
    page = read(f"{html}<p>Nom <input name=nom></p>")
    found = find_field(page, "Code reçu", ["Code reçu", "Nom"])
    assert found is not None
    assert (found.label, found.value, found.max_length) == ("Code reçu", "12345", 5)
    assert boxes_of(page, found) == page.fields[:5]
    assert [field.label for field in grouped_fields(page)] == ["Code reçu", "Nom"]


@pytest.mark.parametrize(
    "html",
    [
        ROW.replace("maxlength=1", "maxlength=2"),
        "".join(map(BOX.format, range(1, 4))),
        f"<form>{BOX * 2}</form><form>{BOX * 2}</form>",
        ROW.replace("<input ", "<input readonly "),
    ],
)
def test_other_fields_are_none(html: str) -> None:
    """Few of them, longer ones, and those of several forms stay what they are."""
    page = read(html)
    assert fields_with_rows(page) == page.fields
    assert boxes_of(page, page.fields[0]) == page.fields[:1]
