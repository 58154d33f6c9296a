"""What stands next to each other on a page, as its reader tells it apart."""

import pytest

from harness.page.extract import extract


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<nav><a href=a>Accueil</a><a href=b>Aide</a></nav>", "Accueil Aide"),
        ("<p><a href=a><b>Accueil</b></a><a href=b><i>Ai</i>de</a>", "Accueil Aide"),
        ("<p><a href=a>Accueil</a> <a href=b>Aide</a>", "Accueil Aide"),
        ("<p><a href=a>Accueil</a>, <a href=b>Aide</a>", "Accueil, Aide"),
        ("<p>Voir l'<a href=a>aide</a>.", "Voir l'aide."),
        ("<p><a href=a>Ac<b>cueil</b></a>", "Accueil"),
    ],
)
def test_two_links_are_two_words(html: str, text: str) -> None:
    """Whether or not the mark-up has a blank between them; within a link nothing is parted."""
    page = extract(html, url="https://portal.example/")
    assert [one.text for one in page.texts] == [text]


def test_a_heading_that_is_the_label_of_a_field() -> None:
    """It is a heading, and names the field."""
    html = "<h1><label for=q>Search</label></h1><form><input id=q></form><label>Word</label>"
    page = extract(html, url="https://portal.example/")
    assert [(one.text, one.kind, one.level) for one in page.texts] == [
        ("Search", "heading", 1),
        ("Word", "label", 0),
    ]
    assert page.fields[0].label == "Search"


@pytest.mark.parametrize("tag", ["s", "strike", "del"])
def test_words_that_are_struck_out(tag: str) -> None:
    """They no longer hold, and are no words of the page; what stands beside them is."""
    html = f"<p><{tag}>Livraison <b>gratuite</b></{tag}></p><p><{tag}>3,50 €</{tag}> 5,30 €</p>"
    page = extract(html, url="https://portal.example/")
    assert [one.text for one in page.texts] == ["5,30 €"]
