"""What a portal makes up is read out of the words that announce it."""

from typing import Any

import pytest

from harness.checks.walk.announced import announced_in, announced_on, announced_words
from harness.guide.claims import Heading, Words
from harness.guide.content_claims import ShownValue, TableRow
from harness.guide.mail_claims import MailSubject, MailWords
from harness.page.extract import extract
from tests.builders import mail

SENTENCE = "Votre demande n° {any:ticket} est enregistrée"


def _words(text: str) -> Words:
    return Words(kind="words", text=text)


@pytest.mark.parametrize(
    ("claim", "html", "found"),
    [
        (_words(SENTENCE), "<p>Votre demande n°&nbsp;<b>2026-12</b> est enregistrée.", ["2026-12"]),
        (_words(SENTENCE), "<p>Votre demande n° est enregistrée.", []),
        (_words(SENTENCE), "<p>Votre demande n° - est enregistrée.", []),
        (_words(SENTENCE), f"<p>Votre demande n° {'9' * 200} est enregistrée.", []),
        (_words("Référence : {any:ref}"), "<p>Référence : AB-12.</p><p>Merci", ["AB-12"]),
        (_words("Référence {any:ref}."), "<p>Votre Référence AB-1.2. Merci", ["AB-1.2"]),
        (_words("{any:n} est votre numéro"), "<p>Bonjour, 12/B est votre numéro", ["12/B"]),
        (_words("Demande {any:n} du {any:d} à"), "<p>Demande 12 du 3 mai à 9h", ["12", "3 mai"]),
        (_words("Bonjour {typed:Nom}, n° {any:n}"), "<p>Bonjour Ada, n° 12", ["12"]),
        (Heading(kind="heading", text="Demande {any:n}"), "<h1>Demande 12</h1>", ["12"]),
        (
            ShownValue(kind="value", label="Numéro", value="{any:n}"),
            "<dl><dt>Numéro<dd>XZ 12</dl>",
            ["XZ 12"],
        ),
        (
            ShownValue(kind="value", label="Numéro", value="T-{any:n}"),
            "<p>Numéro : T-12</p>",
            ["12"],
        ),
        (
            TableRow(kind="row", cells=("Demande", "{any:n}", "Ouverte")),
            "<table><tr><td>Demande<td>11<td>Close<tr><td>Demande<td>12<td>Ouverte</table>",
            ["12"],
        ),
    ],
)
def test_on_a_page(claim: Any, html: str, found: list[str]) -> None:
    """In a sentence, under a label, in a row; a name at the end stands for one word."""
    page = extract(html, url="http://portal.example/")
    assert [*announced_on(claim, page, lambda _: None).values()] == found


@pytest.mark.parametrize(
    ("claim", "found"),
    [
        (MailWords(kind="mail-words", text="Suivi : {any:n}"), ["T-12"]),
        (MailSubject(kind="mail-subject", text="Demande {any:n} *"), ["12"]),
        (MailSubject(kind="mail-subject", text="Demande {any:n} close"), []),
    ],
)
def test_in_a_mail(claim: Any, found: list[str]) -> None:
    """In its text, or in the whole subject."""
    record = mail(subject="Demande 12 enregistrée", text="Bonjour\n\nSuivi : T-12\n")
    assert [*announced_in(claim, record.mail).values()] == found


def test_the_words_that_are_told() -> None:
    """With dots for what nobody knows."""
    assert announced_words(_words(SENTENCE)) == "Votre demande n° … est enregistrée"
    value = ShownValue(kind="value", label="Numéro", value="{any:n}")
    assert announced_words(value) == "Numéro : …"


def test_a_hostile_page() -> None:
    """A page full of the first words is read in bounded time, and gives nothing."""
    page = extract(f"<p>{'Votre demande n° ' * 20_000}</p>", url="http://portal.example/")
    assert announced_on(_words(f"{SENTENCE} {{any:b}} x {{any:c}} y"), page, lambda _: None) == {}
