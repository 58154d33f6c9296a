"""A label has the words that a person sees, not those for screen readers or of its pictures."""

import pytest

from harness.driver.http.document import read_document
from harness.driver.http.style_sheets import Styling
from harness.model.page import Field
from harness.page.extract import extract, page_of

WORDS = "Champ obligatoire"
SHEET = ".cut{position:absolute;clip:rect(1px,1px,1px,1px);width:1px;height:1px;overflow:hidden}"


def field(label: str) -> Field:
    """The field of a label."""
    (found,) = extract(f"<label for=x>{label}</label><input id=x>", url="http://x/").fields
    return found


@pytest.mark.parametrize(
    "label",
    [
        f"Nom <span class=sr-only>{WORDS}</span>",
        f"Nom <span class='aui-helper-hidden-accessible'>{WORDS}</span>",
        f"<span class=visually-hidden>{WORDS}</span> Nom",
        f"Nom <img src=star.gif alt='{WORDS}'>",
        f"Nom <i class=icon title='{WORDS}'></i>",
        f"Nom <b class=star title='{WORDS}'><span class=sr-only>{WORDS}</span></b>",
        f"Nom <span data-cp-hidden=1 data-cp-box='0 0 1 1'>{WORDS}</span>",
    ],
)
def test_a_mark_that_is_a_picture(label: str) -> None:
    """Its words are no part of the label; what is drawn is not known."""
    found = field(label)
    assert (found.label, found.mark, found.unseen_mark) in {
        ("Nom", "", WORDS),
        ("Nom", "", ""),  # a driver leaves hidden words out of a name
    }
    assert found.unseen_mark or "data-cp-hidden" in label


def test_a_mark_that_is_seen_stays_one() -> None:
    """The star is drawn, and its meaning is told to those who do not see it."""
    found = field(f"Nom * <span class=sr-only>{WORDS}</span>")
    assert (found.label, found.mark) == ("Nom", "*")


def test_the_mark_of_a_list_that_stands_for_another() -> None:
    """A script hides a list, shows one of its own beside it, and names it by the same label."""
    html = (
        "<label id=a for=x>Question <i aria-hidden=true>*</i></label>"
        "<select id=x data-cp-hidden=1><option>Une</select>"
        "<button id=b type=button role=combobox aria-labelledby='a b'>Une</button>"
    )
    first, second = extract(html, url="http://x/").fields
    assert (first.visible, second.visible) == (False, True)
    assert [(one.label, one.mark) for one in (first, second)] == [("Question", "*")] * 2


@pytest.mark.parametrize(
    ("label", "seen"),
    [
        ("<img src=nom.gif alt='Votre nom'>", "Votre nom"),
        ("<span class=sr-only>Votre nom</span>", "Votre nom"),
        ("Votre nom <span data-cp-hidden=1>nom</span>", "Votre nom"),
        ("Mot de passe <img src=help.gif alt=Aide>", "Mot de passe"),
    ],
)
def test_what_is_left_is_a_label(label: str, seen: str) -> None:
    """A label that is a picture is its words; a help picture is no mark."""
    found = field(label)
    assert (found.label, found.unseen_mark) == (seen, "")


@pytest.mark.parametrize(
    "label",
    [
        "<img alt=Code><br>secret",
        "<img alt=Code><div>secret</div>",
        "<p><img alt=Code></p><p>secret</p>",
        "<figure><img alt=Code><figcaption>secret</figcaption></figure>",
    ],
)
def test_a_picture_on_a_line_above_the_words(label: str) -> None:
    """It is no sign beside them, and is read as one with them; that of a mark is not."""
    assert field(label).label == "Code secret"
    assert field(label.replace("Code", "obligatoire")).label == "secret"


def test_style_sheets_tell_what_is_unseen() -> None:
    """Over HTTP, by any class: cut to a point, or moved out of the window."""
    html = f"<style>{SHEET}</style><label for=x>Nom <b class=cut>{WORDS}</b></label><input id=x>"
    document = read_document(html, url="http://x/", charset="utf-8", styling=Styling())
    (found,) = page_of(document.outline).fields
    assert (found.label, found.unseen_mark) == ("Nom", WORDS)


@pytest.mark.parametrize("many", [150, 5_000])
def test_in_a_text_that_is_too_long_for_a_label_nothing_is_searched(many: int) -> None:
    """Thousands of elements in one label would take a time that grows with their square."""
    hidden = "<span class=sr-only>x</span> y " * many
    assert field(f"Nom {hidden}").label.startswith("Nom x y x y")
