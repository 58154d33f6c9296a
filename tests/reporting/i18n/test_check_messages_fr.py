"""A French report tells in French what checks expected and saw, and falsifies nothing."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.model.journal import Journal
from harness.reporting.i18n.check_messages_fr import in_french
from tests.builders import GUIDE, findings, guide_page, journal, mail, page, step

ENGLISH = re.compile(
    r"\b(the|of|that|with|and|no|not|was|is|in|at|for|only|one|to|by|each|without|or|from)\b"
)


def judged() -> Journal:
    """A walk over every page of the guide, everything planned."""
    pages = [chapter.slug for chapter in GUIDE.chapters if not chapter.mail]
    records = [
        page(number, slug).model_copy(update={"page": guide_page(slug)})
        for number, slug in enumerate(pages, start=1)
    ]
    steps = [step(n, on=n - 1 or None, led_to=n) for n in range(1, len(pages) + 1)]
    return journal(*records, *steps, mail(), planned=[statement.slug for statement in GUIDE])


def test_what_is_expected_of_a_page_or_a_mail_is_told_in_french() -> None:
    """No English word of ours is left in it."""
    expected = {found.expected for found in findings(judged()).values()} - {""}
    left = {text for text in expected if ENGLISH.search(re.sub("«[^»]*»", "", in_french(text)))}
    assert len(expected) > 150
    assert left == set()


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (
            "a page that the guide does not have (« Erreur 404 », status 404)",
            "une page que le guide n’a pas (« Erreur 404 », statut 404)",
        ),
        ("only « Votre Nom », « Question »", "seulement « Votre Nom », « Question »"),
        ("« Numéro SIRET » marked « * »", "« Numéro SIRET » marqué « * »"),
        ("a field « Question » (select or radio)", "un champ « Question » (select ou radio)"),
        ("to a@x.example only", "à a@x.example seulement"),
        (
            "the field takes 9 characters, the example has 14",
            "le champ accepte 9 caractères, l’exemple en a 14",
        ),
    ],
)
def test_some_of_it(english: str, french: str) -> None:
    """As a reader meets it."""
    assert in_french(english) == french


@given(st.text(st.characters(exclude_characters="«»")))
def test_what_is_quoted_stays_as_it_is(words: str) -> None:
    """Whatever the portal says."""
    assert in_french(f"the words « {words} »") == f"les mots « {words} »"


@pytest.mark.parametrize(
    "seen",
    [
        "Cache-Control: no-store, text/html",
        "Votre établissement – Numéro SIRET – with – only",
        "http://portal.example/the-page?from=none&to=status",
        "color-contrast: Elements must meet minimum contrast and size",
    ],
)
def test_what_the_portal_says_without_quotes_stays_too(seen: str) -> None:
    """Addresses, headers, orders of fields are evidence."""
    assert in_french(seen) == seen
