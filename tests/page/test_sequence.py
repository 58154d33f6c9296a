"""Where words stand on a page."""

import pytest

from harness.model.page import Button, Link, Page, Text
from harness.page.extract import extract
from harness.page.sequence import Sequence, sequence_of


def _sequence(html: str) -> Sequence:
    return sequence_of(extract(html, url="http://portal.test/"))


def _in_order(found: Sequence, *items: str) -> bool:
    position = (0, 0)
    for item in items:
        place = found.find(item, position)
        if place is None:
            return False
        position = place[1]
    return True


def test_buttons_in_their_places() -> None:
    """Words on buttons stand where they are read; what is hidden stands nowhere."""
    found = _sequence("<p>un<p><button>deux</button><button>trois</button><p hidden>caché<p>quatre")
    assert _in_order(found, "un", "deux", "trois", "quatre")
    assert not _in_order(found, "deux", "un")
    assert found.find("caché") is None
    assert found.find("un deux") == ((0, 0), (1, len("deux")))


def test_controls_without_a_known_place_come_last() -> None:
    """As in pages that earlier versions captured."""
    page = Page(
        url="",
        texts=(Text(text="un", kind="item"),),
        buttons=(Button(label="deux"),),
        links=(Link(label="trois"),),
    )
    found = sequence_of(page)
    assert _in_order(found, "un", "deux")
    assert _in_order(found, "un", "trois")


@pytest.mark.parametrize(
    "html",
    [
        '<button aria-label="Réduire">A⁻</button><button aria-label="Agrandir">A⁺</button>',
        '<a href=- aria-label="Réduire">A⁻</a> <a href=+ aria-label="Agrandir">A⁺</a>',
        '<a href=- aria-label="Réduire">A−</a><p>et<p><a href=+ aria-label="Agrandir">A+</a>',
        '<button aria-label="A⁻, Réduire">–</button><button aria-label="A⁺, Agrandir">+</button>',
        '<a href=- aria-label="A⁻ Réduire"><i></i></a><a href=+ title="A⁺ Agrandir"><i></i></a>',
    ],
)
def test_a_control_is_known_by_its_words_and_by_its_name(html: str) -> None:
    """Whichever of the two the guide has, the order is that of the controls."""
    found = _sequence(f"<p>Imprimer</p>{html}<p>Employeur")
    assert _in_order(found, "Imprimer", "A⁻", "A⁺", "Employeur")
    assert _in_order(found, "Imprimer", "Réduire", "Agrandir", "Employeur")
    assert not _in_order(found, "A⁺", "A⁻")
    assert not _in_order(found, "Agrandir", "Réduire")


def test_names_do_not_hide_a_wrong_order() -> None:
    """The words of links in one line are read once, though their names repeat them."""
    links = '<a href=b aria-label="B, deux">B</a> <a href=a aria-label="A, un">A</a>'
    assert not _in_order(_sequence(f"<p>{links}"), "A", "B")


@pytest.mark.parametrize("shown", ["Actif", "ACTIF", "actif", "<b>Vous</b><p>Actif"])
def test_capitals_are_typography(shown: str) -> None:
    """As in any other comparison of words."""
    assert _sequence(f"<p>{shown}").find("ACTIF")


def test_parts_of_words_are_not_found() -> None:
    """« ACTIF » does not stand in « Inactif »."""
    assert _sequence("<p>Inactif").find("ACTIF") is None


def test_lines_that_begin_with_words() -> None:
    """A line is a block, or a button by its words or its name; other capitals are the same."""
    html = (
        "<p>Si vous êtes utilisateur, lisez ceci.<p>VOUS ÊTES ADMINISTRATEUR : choisissez</p>"
        '<button aria-label="Vous êtes utilisateur">ici</button>'
    )
    found = _sequence(html)
    lines = found.of_lines_with([["Vous êtes administrateur"], ["Vous êtes utilisateur"]])
    assert _in_order(lines, "Vous êtes administrateur", "Vous êtes utilisateur")
    assert lines.find("lisez ceci") is None


def test_a_link_at_the_end_of_a_line_is_an_item_as_one_on_a_line_of_its_own() -> None:
    """« En savoir + » below a news item, and behind the sentence of a useful link."""
    html = (
        "<p><a href=/n>En savoir +</a><h2>Liens utiles</h2>"
        "<p>Forum Retraite :<br>les actes <a href=/f>&gt; En savoir +</a></p>"
    )
    lines = _sequence(html).of_lines_with([["Liens utiles"], ["En savoir +"]])
    assert _in_order(lines, "Liens utiles", "En savoir +")
