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


def test_a_list_without_options_is_text_as_any_other() -> None:
    """Some toolkits call each list a listbox; one with options is a part of a field."""
    lines = "<div role=listbox><div role={}>Perdu : <a href=/x>cliquez ici</a></div></div>"
    plain, options = (
        extract(lines.format(role), url="http://p.example/") for role in ("none", "option")
    )
    assert [one.beside for one in plain.links] == ["Perdu : cliquez ici"]
    assert [one.text for one in plain.texts] == ["Perdu : cliquez ici"]
    assert not options.texts
