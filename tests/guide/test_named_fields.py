"""Fields of a page with one label: what they are called, and which is which."""

from typing import Any

import pytest

from harness.guide.claims import Labelled
from harness.guide.lookup import field_on
from harness.guide.model import Guide
from harness.guide.named_fields import unnamed_twins
from harness.guide.wording import in_words
from harness.model.page import Button, Field, Page
from harness.page.find import find_named_field
from tests.two_mails import chapter, statement


def _guide(*fields: dict[str, Any]) -> Guide:
    claims = ({"kind": "field", **field} for field in fields)
    said = (statement(f"ask.{n}", f"F{n}", claim) for n, claim in enumerate(claims))
    return Guide(digest=str(fields), chapters=(chapter("ask", *said),))


def _found(guide: Guide, page: Page, *names: str) -> list[str]:
    found = (find_named_field(page, guide, "ask", name) for name in names)
    return [field.name if field else "" for field in found]


def _page(*fields: tuple[str, str, str]) -> Page:
    """Fields by name, label and form; passwords where the label says so."""
    made = (
        Field(name=n, label=words, form=form, kind="password" if "Pass" in words else "text")
        for n, words, form in fields
    )
    return Page(url="", fields=tuple(made))


WORD = {"label": "Password", "kinds": ("password",)}
TWO = _guide({"label": "Name"}, WORD, WORD | {"called": "Again"}, {"label": "E-Mail"})


def test_the_first_and_the_second_field_with_a_label() -> None:
    """In the guide's order, whatever stands between them."""
    fields = (
        ("n", "Name", "f"),
        ("p", "Password", "f"),
        ("e", "E-Mail", "f"),
        ("q", "Password", "f"),
    )
    assert _found(TWO, _page(*fields), "Password", "Again") == ["p", "q"]
    assert _found(TWO, _page(*fields[:3]), "Password", "Again") == ["p", ""]
    assert [TWO.name_of_its_field(f"ask.{n}") for n in (1, 2)] == ["Password", "Again"]
    assert field_on(TWO, "ask", "Again").slug == "ask.2"


def test_the_fields_of_two_forms_stand_in_the_order_of_the_page() -> None:
    """However many other fields each form has: « join » is before « create »."""
    fields = (
        ("p", "Password", "join"),
        ("n", "Name", "create"),
        ("q", "Password", "create"),
        ("e", "E-Mail", "create"),
    )
    assert _found(TWO, _page(*fields), "Password", "Again") == ["p", "q"]


NAME = {"label": "Name"}
LOGIN, JOIN = {"label": "Log in"}, {"label": "Join"}


def _told(*claims: dict[str, Any]) -> Guide:
    """A guide of fields, and of buttons: those without kinds of fields."""
    said = ({"kind": "action" if one in (LOGIN, JOIN) else "field", **one} for one in claims)
    every = (statement(f"ask.{n}", f"F{n}", claim) for n, claim in enumerate(said))
    return Guide(digest=str(claims), chapters=(chapter("ask", *every),))


def _two_forms(first: str, second: str, password: str = "password") -> Page:
    """Two forms with the same labels, by their buttons; of the login, the kind of password."""
    made = (
        Field(name=f"{form} {label}", label=label, form=form, kind=kind)
        for form in (first, second)
        for label, kind in (
            ("Name", "text"),
            ("Password", password if form == "Log in" else "password"),
        )
    )
    buttons = tuple(Button(label=form, form=form) for form in (first, second))
    return Page(url="", fields=tuple(made), buttons=buttons)


@pytest.mark.parametrize("interleaved", [True, False])
def test_two_forms_with_the_same_labels(*, interleaved: bool) -> None:
    """The first fields are those of the first form, whichever order the guide tells them in."""
    name, word = NAME | {"called": "New name"}, WORD | {"called": "New"}
    told = (NAME, name, WORD, word) if interleaved else (NAME, WORD, name, word)
    page = _two_forms("Log in", "Join")
    found = _found(_told(*told), page, "Name", "Password", "New name", "New")
    assert found == ["Log in Name", "Log in Password", "Join Name", "Join Password"]


@pytest.mark.parametrize("forms", [("Log in", "Join"), ("Join", "Log in")])
def test_a_field_stands_in_the_form_of_its_button(forms: tuple[str, str]) -> None:
    """Whichever form the page shows first."""
    name, word = NAME | {"called": "New name"}, WORD | {"called": "New"}
    guide = _told(NAME, WORD, LOGIN, name, word, JOIN)
    found = _found(guide, _two_forms(*forms), "Name", "Password", "New name", "New")
    assert found == ["Log in Name", "Log in Password", "Join Name", "Join Password"]


def test_a_button_after_both_forms_tells_neither() -> None:
    """Nobody knows whose it is: the order tells."""
    name, word = NAME | {"called": "New name"}, WORD | {"called": "New"}
    guide = _told(NAME, WORD, name, word, LOGIN)
    found = _found(guide, _two_forms("Log in", "Join"), "Password", "New")
    assert found == ["Log in Password", "Join Password"]


@pytest.mark.parametrize("forms", [("Log in", "Join"), ("Join", "Log in")])
def test_the_field_of_a_form_that_the_guide_does_not_tell(forms: tuple[str, str]) -> None:
    """It does not stand for one of another kind in the form of the button."""
    page = _two_forms(*forms, password="text")
    assert _found(_told(NAME, WORD, LOGIN), page, "Password") == ["Log in Password"]


def test_a_renamed_second_field_is_found_still() -> None:
    """So that the walk goes on, and only the label's statement fails."""
    page = _page(("p", "Password", "f"), ("q", "Password (repeat)", "f"))
    assert _found(TWO, page, "Password", "Again") == ["p", "q"]


@pytest.mark.parametrize("login_first", [True, False])
def test_the_field_of_another_form(*, login_first: bool) -> None:
    """A login beside the page is not meant; a form with other fields is."""
    login = [("ln", "Name", "l"), ("lp", "Password", "l")]
    own = [("n", "Name", "f"), ("p", "Password", "f"), ("e", "E-Mail", "f")]
    fields = login + own if login_first else own + login
    assert _found(TWO, _page(*fields), "Password", "Again") == ["p", ""]
    other = [
        ("p", "Password", "f"),
        ("e", "E-Mail", "f"),
        ("n", "Name", "g"),
        ("q", "Password", "g"),
    ]
    assert _found(TWO, _page(*other), "Password", "Again") == ["p", "q"]


def test_fields_of_different_kinds() -> None:
    """Are told by their kinds, in whatever order they stand."""
    guide = _guide(
        {"label": "Login", "kinds": ("text",)},
        {"label": "Login", "kinds": ("password",), "called": "Code"},
    )
    fields = Field(name="p", label="Login", kind="password"), Field(name="n", label="Login")
    for order in (fields, fields[::-1]):
        assert _found(guide, Page(url="", fields=order), "Login", "Code") == ["n", "p"]


def test_a_field_that_is_called_otherwise_has_a_name_of_its_own() -> None:
    """Whichever stands first: the label names the one that has no other name."""
    guide = _guide(WORD | {"called": "Old"}, WORD)
    assert [guide.name_of_its_field(f"ask.{n}") for n in (0, 1)] == ["Old", "Password"]
    page = _page(("p", "Password", "f"), ("q", "Password", "f"))
    assert _found(guide, page, "Old", "Password") == ["p", "q"]


def test_two_statements_about_one_field() -> None:
    """A stricter one beside another, without a name of its own."""
    guide = _guide({"label": "Code", "kinds": ("text", "password")}, {"label": "Code"} | WORD)
    assert guide.named_field("ask", "Code").among == 1


def test_the_words_of_a_portal_may_be_the_same() -> None:
    """Two labels of the guide that the portal does not tell apart stay two fields."""
    guide = _guide(WORD, WORD | {"label": "Confirmation"})
    said = in_words(guide, {"Confirmation": "Password"})
    page = _page(("p", "Password", "f"), ("q", "Password", "f"))
    names = [said.name_of_its_field(f"ask.{n}") for n in (0, 1)]
    assert names == ["Password", "Confirmation"]
    assert _found(said, page, *names) == ["p", "q"]


def test_twins_without_a_name() -> None:
    """Of one label and kind; a name, or a stricter kind, tells them apart."""
    starred = WORD | {"label": "Password *"}
    fields = ({"kind": "field", **one} for one in (WORD, WORD, WORD | {"called": "B"}, starred))
    claims = map(Labelled.model_validate, fields)
    slugs = ("a", "b", "c", "d")
    assert unnamed_twins(zip(slugs, claims, strict=True)) == {"b": "a", "d": "a"}


def test_the_first_wording_of_a_list_that_the_page_has() -> None:
    """Wherever a field with another wording stands, and whoever else is about that one."""
    for more in ((), ({"label": "reassign"},)):
        guide = _guide({"label": ["accept", "take"]}, {"label": ["accept", "reassign"]}, *more)
        both = _page(("r", "reassign", "f"), ("a", "accept", "f"))
        assert _found(guide, both, "accept") == ["a"]
        assert _found(guide, _page(("r", "reassign", "f")), "accept") == ["r"]
