"""What a report frames on the picture of a page."""

from harness.model.fact import Fact, fact, quote
from harness.model.page import Box, Button, Field, Page, Text
from harness.reporting.html.highlight_boxes import boxes


def box(y: float, width: float = 100.0) -> Box:
    """A place on the page."""
    return Box(x=10, y=y, width=width, height=20)


PAGE = Page(
    url="http://portal.example/",
    texts=(
        Text(text="Codes perdus : étape 2", kind="paragraph", box=box(0)),
        Text(text="Votre requête n'a pas abouti : vérifiez.", kind="cell", box=box(50, 900)),
        Text(text="Votre requête n'a pas abouti : vérifiez.", kind="paragraph", box=box(50, 300)),
        Text(text="Caché", kind="paragraph", box=box(70), visible=False),
        Text(text="Prénom * :", kind="label", box=box(90)),
    ),
    fields=(Field(label="Votre Nom", ref="7", box=box(120)),),
    buttons=(Button(label="rechercher", ref="8", box=box(150)), Button(label="Annuler", ref="9")),
)


def shown(words: str) -> Fact:
    """Words that were seen."""
    return fact("words-shown", words=quote(words))


def test_the_element_that_a_finding_points_at_is_framed() -> None:
    """And nothing else, whatever is quoted."""
    assert boxes(PAGE, "7", None, shown("rechercher")) == (box(120),)


def test_words_that_are_quoted_are_framed_where_they_stand() -> None:
    """The smallest element that says them; not the page's name, which nobody read."""
    search = fact("page", title="Codes perdus : étape 2", page="search")
    seen = fact("page-saying", page=search, says=quote("Votre requête n'a pas abouti"))
    assert boxes(PAGE, "", None, seen) == (box(50, 300),)


def test_what_differs_is_framed_where_nothing_is_quoted() -> None:
    """As in an order of fields."""
    expected = fact("order", items=("Votre établissement", "Votre Nom", "Prénom"))
    seen = fact("order-shown", items=("Votre établissement", "Prénom", "Votre Nom"))
    assert boxes(PAGE, "", expected, seen) == (box(90),)


def test_nothing_is_framed_that_nobody_sees() -> None:
    """Neither hidden words, nor what has no place, nor what is not there."""
    assert boxes(PAGE, "", None, shown("Caché")) == ()
    assert boxes(PAGE, "9", None, None) == ()
    assert boxes(PAGE, "99", None, fact("nothing-alike")) == ()
