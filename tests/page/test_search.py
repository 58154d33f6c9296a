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
    reading = PageText(Page(url="", texts=(Text(text="INACTIF élève Espace", kind="item"),)))
    for words in ("ACTIF", "eleve", "espace", "esPace", ""):
        assert not reading.has(words), words


def test_the_nearest_passage() -> None:
    """What comes closest to a sentence that is not there; nothing for nothing alike."""
    reading = PageText(_page())
    assert reading.nearest("Veuillez noter le code") == "Veillez noter le code."
    assert reading.nearest("xyzzy") == ""


def test_the_flow_is_in_reading_order() -> None:
    """Visible blocks only, folded."""
    assert PageText(_page()).flow == "Codes perdus Veillez noter le code."


def test_a_button_is_known_by_what_is_on_it_and_by_its_name() -> None:
    """« A⁻ » is on the page, and so is what screen readers say in its place."""
    html = '<p>un<button aria-label="Réduire le texte">A⁻</button>'
    reading = PageText(extract(html, url="http://portal.test/"))
    assert reading.flow == "un"
    assert reading.has("A-")
    assert reading.has("Réduire le texte")
    assert not reading.has("Agrandir le texte")


def test_a_sentence_in_capitals_over_two_lines() -> None:
    """All in capitals is typography, also where the sentence is broken."""
    assert PageText(extract("<p>VEILLEZ<p>NOTER LE CODE", url="")).has("Veillez noter le code")
