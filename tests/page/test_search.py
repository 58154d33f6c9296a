"""All the words of a page as one text."""

from harness.model.page import Button, Field, Option, Page, PageMessage, Picture, Text
from harness.page.extract import extract
from harness.page.search import PageText


def _page() -> Page:
    return Page(
        url="",
        texts=(
            Text(text="Codes  perdus", kind="heading", level=1),
            Text(text="Veillez noter", kind="paragraph"),
            Text(text="le code.", kind="paragraph"),
            Text(text="secret", kind="paragraph", visible=False),
        ),
        fields=(
            Field(label="Nom", mark="*", help="en majuscules", placeholder="DUPONT", group="Vous"),
            Field(label="Question", options=(Option(text="Quel âge ?", value="1"),)),
            Field(label="Jeton", kind="hidden"),
        ),
        buttons=(Button(label="Je valide"), Button(label="Caché", visible=False)),
        messages=(PageMessage(text="Erreur"),),
        pictures=(Picture(alt="Logo"), Picture(alt="Invisible", visible=False)),
    )


def test_what_a_person_reads_is_found() -> None:
    """Text, labels with marks, hints, options, buttons, messages, pictures' words."""
    reading = PageText(_page())
    for words in (
        "Codes perdus",
        "Veillez noter le code",
        "Nom *",
        "en majuscules",
        "DUPONT",
        "Vous",
        "Quel âge ?",
        "Je valide",
        "Erreur",
        "Logo",
    ):
        assert reading.has(words), words


def test_what_nobody_sees_is_not_found() -> None:
    """Hidden text, fields, buttons and pictures."""
    reading = PageText(_page())
    for words in ("secret", "Jeton", "Caché", "Invisible"):
        assert not reading.has(words), words


def test_parts_of_words_are_not_found() -> None:
    """« ACTIF » does not stand in « INACTIF »; accents count, and so do mixed capitals."""
    reading = PageText(Page(url="", texts=(Text(text="INACTIF élève", kind="item"),)))
    for words in ("ACTIF", "eleve", "inACTIF", ""):
        assert not reading.has(words), words


def test_the_nearest_passage() -> None:
    """What comes closest to a sentence that is not there; nothing for nothing alike."""
    reading = PageText(_page())
    assert reading.nearest("Veuillez noter le code") == "Veillez noter le code."
    assert reading.nearest("xyzzy") == ""


def test_the_flow_is_in_reading_order() -> None:
    """Visible blocks only, folded."""
    assert PageText(_page()).flow == "Codes perdus Veillez noter le code."


def test_buttons_in_their_places() -> None:
    """The sequence has the words on buttons where they stand; the flow has none of them."""
    html = "<p>un<p><button>deux</button><button>trois</button><p hidden>caché<p>quatre"
    reading = PageText(extract(html, url="http://portal.test/"))
    assert reading.sequence == "un deux trois quatre"
    assert reading.flow == "un quatre"
    unplaced = Page(url="", texts=(Text(text="un", kind="item"),), buttons=(Button(label="deux"),))
    assert PageText(unplaced).sequence == "un deux"
