"""A sentence of a suite's data in each language."""

import pytest
from pydantic import ValidationError

from harness.messages import catalogue
from harness.suite.bilingual import Bilingual


def test_each_report_has_it_in_its_language() -> None:
    """Its fact is told in the language of the catalogue."""
    one = Bilingual.model_validate({"en": "Nobody enters.", "fr": "Personne n’entre."})
    assert catalogue().say(one.fact) == "Nobody enters."
    assert catalogue("fr").say(one.fact) == "Personne n’entre."


def test_a_plain_text_stands_for_both_languages() -> None:
    """Who writes for one language need not write twice."""
    one = Bilingual.model_validate("Personne n’entre.")
    assert (one.en, one.fr) == ("Personne n’entre.", "Personne n’entre.")


@pytest.mark.parametrize("data", ["", {"en": "x"}, {"en": "", "fr": "x"}, 3])
def test_half_a_sentence_is_refused(data: object) -> None:
    """An empty text and a missing language are mistakes in the data."""
    with pytest.raises(ValidationError):
        Bilingual.model_validate(data)
