"""A headline is one plain sentence about a broken statement, in both languages."""

import pytest

from harness.messages import Language, catalogue
from harness.model.fact import Fact, fact, quote
from harness.reporting.headline import headline

PAGE = fact("scene-page", title=quote("Étape 2"))
CLICK = fact("scene-step-on-page", verb="follow", words=quote("ici"), page=quote("Étape 1"))
MARKED = fact("field-marked", label=quote("SIRET"), mark=quote("*"))
LEADS = fact("leads-to", label=quote("ici"), page=quote("Étape 2"))
OTHER = fact("page", title="Étape 3", page="regenerate")


@pytest.mark.parametrize(
    ("language", "expected", "seen", "scene", "told"),
    [
        (
            "en",
            MARKED,
            fact("no-mark"),
            PAGE,
            "On the page « Étape 2 », « SIRET » should be marked « * », but there is no mark.",
        ),
        (
            "fr",
            MARKED,
            fact("no-mark"),
            PAGE,
            (
                "Sur la page « Étape 2 », « SIRET » devrait porter la marque « * », "
                "mais il n’y a pas de marque."
            ),
        ),
        (
            "en",
            LEADS,
            OTHER,
            CLICK,
            (
                "On the page « Étape 1 », « ici » should lead to « Étape 2 », "
                "but the page « Étape 3 » came."
            ),
        ),
        (
            "en",
            fact("heading", text=quote("Codes")),
            fact("heading", text=quote("Mots")),
            None,
            "There should be the heading « Codes », but this was seen: the heading « Mots ».",
        ),
        (
            "en",
            fact("refused", page=quote("Étape 1")),
            OTHER,
            CLICK,
            (
                "After a click on « ici » on the page « Étape 1 », the portal should refuse: "
                "do nothing, and say so, but the page « Étape 3 » came."
            ),
        ),
        ("en", None, None, None, "Something else was expected, but nothing was seen."),
    ],
)
def test_it_says_where_what_should_be_and_what_is(
    language: Language, expected: Fact | None, seen: Fact | None, scene: Fact | None, told: str
) -> None:
    """A clause of a code of its own, or the fact as a noun."""
    assert headline(expected, seen, scene, catalogue(language)) == told
