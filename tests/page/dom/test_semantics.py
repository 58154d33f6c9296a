"""What elements are by their tags, roles and classes."""

import pytest

from harness.page.extract import extract


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("material-icons", "Chercher"),
        ("md-24 material-symbols-outlined", "Chercher"),
        ("material-icons-help", "Chercher"),
        ("my-material-icons", "search Chercher"),
        ("", "search Chercher"),
    ],
)
def test_words_that_a_font_draws_as_an_icon(name: str, label: str) -> None:
    """They are known by the classes of the fonts in use."""
    page = extract(f"<a href=/x><i class='{name}'>search</i> Chercher</a>", url="http://p.example/")
    assert [one.label for one in page.links] == [label]
    assert ("search" in page.words[0]) is (label != "Chercher")


@pytest.mark.parametrize("role", ["none", "option"])
def test_a_list_that_no_field_opens_is_text_as_any_other(role: str) -> None:
    """Some toolkits call each list a listbox, with options or without."""
    lines = f"<div role=listbox><div role={role}>Perdu : <a href=/x>cliquez ici</a></div></div>"
    page = extract(f"<p><input role=combobox></p>{lines}", url="http://p.example/")
    assert [one.beside for one in page.links] == ["Perdu : cliquez ici"]
    assert [one.text for one in page.texts] == ["Perdu : cliquez ici"]


@pytest.mark.parametrize(
    "field",
    [
        "<p><input role=combobox aria-owns=l></p>",
        "<p><button aria-haspopup=true aria-controls='x l'>Choisir</button></p>",
        "<input role=combobox>",
        "<button aria-haspopup=listbox>Choisir</button>",
        "<input readonly data-cp-list=1>",
    ],
)
def test_a_list_that_a_field_opens_is_no_text(field: str) -> None:
    """The field names it, or is right before it."""
    options = "<div id=l><div role=listbox><div role=option>Ville</div></div></div>"
    beside = "<div role=listbox><div role=option>Ville</div></div>"
    html = f"{field}{options if field.startswith('<p>') else beside}"
    page = extract(html, url="http://p.example/")
    assert "Ville" not in page.words
