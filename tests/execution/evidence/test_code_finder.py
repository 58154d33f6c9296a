"""The code is found as a reader would spot it, and words of the guide are never taken for one."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from harness.execution.evidence import code_finder
from harness.execution.evidence.code_finder import Wanted, other_secrets
from harness.execution.run_context import vocabulary_of
from harness.guide.mail_claims import MailCode
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.portal_view import guide_for_portal
from harness.guide.promised_code import announcement_of
from harness.model.page import Page, Text
from tests.builders import GUIDE, field, guide_page, link, page, text

KNOWN = vocabulary_of(GUIDE)
NOTE = GUIDE.by_slug["certification-code.note"].sentence.rstrip(" :")
MAIL = "Votre nouveau code confidentiel est le suivant"
CAPITALS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
CODES = st.text(alphabet=CAPITALS + DIGITS, min_size=6, max_size=16)


NONE = frozenset[str]()


def code_on_page(
    page: Page, announcement: str, known: frozenset[str], others: frozenset[str] = NONE
) -> str:
    """The code that a page shows."""
    return code_finder.code_on_page(page, Wanted(announcement, known, others)).code


def code_in_mail(
    text: str, announcement: str, known: frozenset[str], others: frozenset[str] = NONE
) -> str:
    """The code in the text of a mail."""
    return code_finder.code_in_mail(text, Wanted(announcement, known, others)).code


def _found(*parts: object) -> str:
    shown = page(1, "certification-code", *parts).page
    return code_on_page(shown, NOTE, KNOWN, other_secrets(NOTE, GUIDE))


def _known(code: str) -> bool:
    return code.casefold() in {word.casefold() for word in KNOWN}


def _in_guide(code: str, place: int) -> Page:
    """Step 4 as the guide shows it, with the code behind one of its lines."""
    shown = guide_page("certification-code")
    note = next(n for n, one in enumerate(shown.texts) if one.text.startswith("Veillez"))
    at = note + 1 + place % (len(shown.texts) - note)
    texts = (*shown.texts[:at], Text(text=code, kind="paragraph"), *shown.texts[at:])
    return shown.model_copy(update={"texts": texts})


@given(CODES, st.integers(0, 9))
def test_any_code_in_the_guides_page_is_found(code: str, place: int) -> None:
    """Of letters and digits, of letters alone, of digits alone; wherever behind the note."""
    assume(not _known(code))
    assert code_on_page(_in_guide(code, place), NOTE, KNOWN) == code


@pytest.mark.parametrize("slug", [c.slug for c in GUIDE.chapters if not c.mail])
def test_no_word_of_the_guide_is_a_code(slug: str) -> None:
    """A page that shows no code shows none, capitals or not."""
    shown = guide_page(slug)
    assert code_on_page(shown, NOTE, KNOWN) == ""
    loud = tuple(one.model_copy(update={"text": one.text.upper()}) for one in shown.texts)
    assert code_on_page(shown.model_copy(update={"texts": loud}), NOTE, KNOWN) == ""


@pytest.mark.parametrize(
    "parts",
    [
        (NOTE, "AB2CD3EF4G"),
        (f"{NOTE} : AB2CD3EF4G",),
        (f"{NOTE} :\u00a0AB2CD3EF4G.",),
        (NOTE, "Important : notez-le.", "« AB2CD3EF4G »"),
        (NOTE, "Votre code de certification est : AB2CD3EF4G."),
        (NOTE, "Votre code est AB2CD3EF4G"),
        (NOTE, "A B 2 C D 3 E F 4 G"),
        (NOTE, *"AB2CD3EF4G"),
        (NOTE, "AB2CD 3EF4G"),
        (NOTE, "AB2C\u00a0D3EF 4GHJ"),
        (NOTE, field("Votre code", "AB2CD3EF4G", read_only=True)),
        (NOTE, *(field("", letter, read_only=True) for letter in "AB2CD3EF4G")),
        ("AB2CD3EF4G", NOTE),
        ("Veuillez noter le code.", "AB2CD3EF4G"),
        ("Demande n° 2010-XKCD-4711 du 23/10/2010 à 11h24", NOTE, "AB2CD3EF4G"),
        (NOTE, "AB2CD3EF4G", "CONTACT", "01 58 50 11 11", "SIRET : 12345678912345"),
        (text("CONTACT"), NOTE, "AB2CD3EF4G", link("PLAN DU SITE")),
    ],
    ids=str,
)
def test_ways_to_show_a_code(parts: tuple[object, ...]) -> None:
    """Alone, in a sentence, in groups, in cells, in a field, before its note, beside numbers."""
    assert _found(*parts).startswith("AB2C")
    assert " " not in _found(*parts)


@pytest.mark.parametrize("code", ["ABCDEFGHJK", "4829137465", "abcd2345", "K7QX-M2PR"])
def test_codes_of_other_alphabets(code: str) -> None:
    """Behind the note, on a line of their own."""
    assert _found(NOTE, "Important.", code) == code
    assert _found(NOTE, f"Votre code : {code}") == code


@pytest.mark.parametrize(
    "parts",
    [
        (NOTE,),
        (NOTE, "Une erreur est survenue."),
        (NOTE, "********", "Les comptes de cette page sont fictifs."),
        (NOTE, link("CONTACT"), "CONTACT"),
        ("Le 23/10/2010 à 11h24", "2010", "ACCUEIL"),
        ("SIRET", "12345678912345"),
        (NOTE, text("AB2CD3EF4G").model_copy(update={"visible": False})),
        (NOTE, "e-servicesinscription@caissedesdepots.fr", "http://portal.example/AB2CD3"),
    ],
    ids=str,
)
def test_what_is_no_code(parts: tuple[object, ...]) -> None:
    """Links, dates, hours, addresses, numbers that nothing announces, what nobody sees."""
    assert _found(*parts) == ""


@pytest.mark.parametrize(
    "other",
    [
        ("Code confidentiel : QX7KM2P4",),
        ("Votre code confidentiel : QX7KM2P4",),
        ("Code confidentiel :", "QX7KM2P4"),
        ("Code confidentiel", "QX7KM2P4"),
    ],
    ids=str,
)
def test_the_code_of_another_secret_is_not_this_one(other: tuple[str, ...]) -> None:
    """It stands on the page by mistake: that is told, and the code that is asked for is typed."""
    about = "Sinon vous devrez renouveler votre code confidentiel."
    assert _found(NOTE, *other, "AB2CD3EF4G") == "AB2CD3EF4G"
    assert _found(NOTE, *other, about, "AB2CD3EF4G") == "AB2CD3EF4G"
    assert _found(NOTE, "AB2CD3EF4G", *other) == "AB2CD3EF4G"
    assert _found(NOTE, "Code de certification : AB2CD3EF4G", *other) == "AB2CD3EF4G"


def test_a_single_code_counts_under_whatever_name() -> None:
    """There is none else that a person could type."""
    assert _found(NOTE, "Code confidentiel : AB2CD3EF4G") == "AB2CD3EF4G"


@pytest.mark.parametrize("place", [0, 1])
def test_the_certification_code_in_a_mail_is_not_the_confidential_one(place: int) -> None:
    """Wherever it stands."""
    lines = ["Code de certification : AB2CD3EF4G", f"{MAIL} : QX7KM2P4"]
    text = "\n".join(lines[place:] + lines[:place])
    assert code_in_mail(text, MAIL, KNOWN, other_secrets(MAIL, GUIDE)) == "QX7KM2P4"


@given(CODES)
def test_any_code_in_the_guides_mail_is_found(code: str) -> None:
    """On its own line, on the line of the announcement, or behind a greeting."""
    assume(not _known(code))
    end = "\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n"
    for text_ in (
        f"{MAIL} :\n\n{code}{end}",
        f"{MAIL} : {code}{end}",
        f"Madame DUPONT,\n\n{MAIL} :\n\n    {code}{end}",
        f"{MAIL} :\r\n{code}\r\n",
    ):
        assert code_in_mail(text_, MAIL, KNOWN | {"DUPONT"}) == code


@pytest.mark.parametrize(
    "words",
    [
        f"{MAIL} :\n\nFMWQS252\n",
        "",
        "Bonjour,\n\nvotre demande a été reçue le 23/10/2009 à 11h24.",
        f"{MAIL} :\n\nA bientôt",
    ],
)
def test_a_mail_without_a_code(words: str) -> None:
    """None is made up."""
    assert code_in_mail(words, MAIL, KNOWN) == ""


@pytest.mark.parametrize(
    "text",
    [
        "Hello,\n\nYour one-time code is 796848. It is valid for 10 minutes.\n\nReference 2026-11",
        "Your one-time code is: 796848",
        "Your one-time code is\n\n796848\n\nIt is valid for 10 minutes.",
    ],
)
def test_a_code_of_digits_in_a_sentence(text: str) -> None:
    """As most portals mail one; the statement's own sentence announces it."""
    claim = MailCode(kind="mail-code", secret="pin")
    one = Statement(
        slug="m.code", lines=(1,), sentence="Your one-time code is", claim=claim, page="m"
    )
    chapter = Chapter(slug="m", title="Your code", mail=True, statements=(one,))
    announcement = announcement_of(claim, Guide(chapters=(chapter,), digest=""))
    assert code_in_mail(text, announcement, frozenset()) == "796848"


@given(st.text(max_size=80))
def test_any_text_is_read(words: str) -> None:
    """What is found stands in the text, blanks aside."""
    found = code_in_mail(words, MAIL, KNOWN)
    assert found in "".join(words.split()) or not found.isascii()


def test_the_guide_names_what_announces_a_code() -> None:
    """By a slug in its data: in the portal's words, wherever the statements stand."""
    wording = {"Votre nouveau code confidentiel est le suivant": "Le voici"}
    guide = guide_for_portal(GUIDE, wording, ())
    claims = [s.claim for s in guide if isinstance(s.claim, MailCode)]
    assert announcement_of(claims[0], guide) == "Le voici"
    assert announcement_of(claims[1], guide) == ""
