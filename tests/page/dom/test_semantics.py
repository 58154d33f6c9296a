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
