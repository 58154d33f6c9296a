"""A value that a form sends and shows as text is a field that nobody can change."""

import pytest

from harness.model.page import Field
from harness.page.extract import extract

_HIDDEN = '<input type="hidden" name="code" value="IDENT0001">'
_OTHER = '<label>Name <input name="name"></label>'


def _fields(form: str) -> list[Field]:
    page = extract(f'<form action="/send">{form}</form>', url="http://portal/")
    return list(page.visible_fields)


@pytest.mark.parametrize(
    "shown",
    [
        f"<div>Code *</div><div><p>IDENT0001</p>{_HIDDEN}</div>",
        f"<div>Code *</div><div>{_HIDDEN}<b>IDENT0001</b></div>",
        f"<p>Code * : IDENT0001</p>{_HIDDEN}",
        f"<table><tr><td>Code *</td><td>IDENT0001 {_HIDDEN}</td></tr></table>",
        f"{_HIDDEN}<p>What you typed:</p><p>Code * : <b>IDENT0001</b></p>",
        f"<dl><dt>Code *</dt><dd>IDENT0001</dd></dl>{_HIDDEN}",
    ],
)
def test_a_value_beside_its_label_is_a_read_only_field(shown: str) -> None:
    """In a row, a cell, a list of definitions, or behind a colon; with its mark."""
    code, name = _fields(f"{shown}{_OTHER}")
    assert (code.label, code.mark, code.value) == ("Code", "*", "IDENT0001")
    assert code.read_only
    assert code.kind == "text"
    assert name.label == "Name"
    assert not name.read_only


@pytest.mark.parametrize(
    "form",
    [
        f"<p>Code : IDENT0002</p>{_HIDDEN}{_OTHER}",  # another value
        f"<p>IDENT0001</p>{_HIDDEN}{_OTHER}",  # without a label
        f"<p>We write to you at IDENT0001</p>{_HIDDEN}{_OTHER}",  # a sentence
        f"<p>We have found this for you.</p><p>IDENT0001</p>{_HIDDEN}{_OTHER}",
        f"<p>Code</p>{_OTHER}<p>IDENT0001</p>{_HIDDEN}",  # another field stands between
        f"<p>Code : IDENT0001</p>{_OTHER}" + '<input type="hidden" name="page" value="1">',
    ],
)
def test_what_is_not_shown_beside_a_label_stays_hidden(form: str) -> None:
    """Another value, no label, a sentence, another field between."""
    assert [field.label for field in _fields(form)] == ["Name"]


def test_a_form_that_asks_for_nothing_sums_up_and_has_no_field() -> None:
    """A page that asks to confirm has buttons alone."""
    assert _fields(f"<p>Code : IDENT0001</p>{_HIDDEN}<button>Confirm</button>") == []


def test_the_words_of_another_form_are_not_its_value() -> None:
    """They belong to what stands around it."""
    outside = f'<p>Code : IDENT0001</p><form action="/send">{_HIDDEN}{_OTHER}</form>'
    page = extract(outside, url="http://portal/")
    assert [field.label for field in page.visible_fields] == ["Name"]


@pytest.mark.parametrize("around", ["<form action=/send>{}</form>", "{}"])
@pytest.mark.parametrize("attributes", ["style='display:none'", "readonly hidden"])
def test_a_text_in_the_place_of_a_field_that_nobody_sees(around: str, attributes: str) -> None:
    """A toolkit keeps its field, hides it, and writes the value before it."""
    field = f"<input name=code value=IDENT0001 {attributes}>"
    form = f"<p>Code *</p><div><div>IDENT0001</div>{field}</div>{_OTHER}"
    code, name = extract(around.format(form), url="http://portal/").visible_fields
    assert (code.label, code.mark, code.value) == ("Code", "*", "IDENT0001")
    assert code.read_only
    assert name.label == "Name"
