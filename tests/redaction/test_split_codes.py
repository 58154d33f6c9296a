"""A code that is shown in pieces is recorded in one, so that it can be hidden."""

from hypothesis import given
from hypothesis import strategies as st

from harness.model.page import Text
from harness.redaction.split_codes import is_split, joined, joined_in_page
from tests.builders import field, page

CODE = "AB2CD3EF4G"


def _texts(*words: str) -> list[str]:
    return [one.text for one in joined_in_page(page(1, "", *words).page, CODE).texts]


def test_whether_it_stands_apart() -> None:
    """One place in one piece is enough to know it by."""
    assert not is_split(page(1, "", f"Code : {CODE}").page, CODE)
    assert not is_split(page(1, "", field("Code", CODE)).page, CODE)
    for words in ((*CODE,), ("AB2CD 3EF4G",), ("A B 2 C D 3 E F 4 G",)):
        assert is_split(page(1, "", *words).page, CODE)


def test_pieces_of_a_page_are_put_together() -> None:
    """In the place of the first; all else stays as it was."""
    assert _texts("Code", *CODE, "Fin") == ["Code", CODE, "Fin"]
    assert _texts("AB2CD 3EF4G") == [CODE]
    assert _texts("AB2CD", "3EF4G") == [CODE]
    assert _texts("AB2CD", "autre", "3EF4G") == ["AB2CD", "autre", "3EF4G"]


def test_pieces_of_a_document_are_put_together() -> None:
    """Whatever mark-up stands between them."""
    cells = "".join(f"<td>{character}</td>" for character in CODE)
    assert CODE in joined(f"<table><tr>{cells}</tr></table>", CODE)
    assert joined("AB2CD&nbsp;3EF4G", CODE) == CODE


@given(st.lists(st.text(max_size=5), max_size=8))
def test_what_holds_no_code_stays_as_it_is(words: list[str]) -> None:
    """To the letter."""
    record = page(1, "", *(Text(text=one, kind="cell") for one in words)).page
    if CODE not in "".join("".join(words).split()):
        assert joined_in_page(record, CODE) == record
