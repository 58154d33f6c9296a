"""Wordings that mean the same are alike; those that differ too little are doubted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.guide.similarity import meaning, meaning_similarity, mistake_in
from harness.model.fact import Fact, fact
from tests.builders import GUIDE


@pytest.mark.parametrize(
    ("guide", "said"),
    [
        ("Adresse e-mail", "Courriel"),
        ("Code confidentiel", "Votre mot de passe :"),
        ("Votre Nom", "Nom de famille"),
        ("Codes perdus *", "Accès oubliés"),
        ("Numéro BCR", "N° BCR"),
        ("Vous avez perdu votre code identifiant", "J'ai oublié mon identifiant"),
    ],
)
def test_words_that_portals_use_for_one_another(guide: str, said: str) -> None:
    """They mean the same, whatever their articles, capitals, signs and numbers."""
    assert meaning(guide) == meaning(said)
    assert meaning_similarity(guide, said) == 1.0
    assert mistake_in(guide, said) is None


@pytest.mark.parametrize(
    ("guide", "said"),
    [("Votre Nom", "Numéro SIRET"), ("Annuler", "rechercher"), ("Question", "Terminer")],
)
def test_words_of_other_meanings(guide: str, said: str) -> None:
    """They are not alike."""
    assert meaning_similarity(guide, said) < 0.6


@pytest.mark.parametrize(
    ("guide", "said", "why"),
    [
        ("Prénom", "Prenom", "mistake-only-signs-differ"),
        ("Votre Nom", "votre nom", "mistake-only-signs-differ"),
        ("Réponse", "Réponce", "mistake-letters-differ"),
        ("Générer le code confidentiel", "Générer le code confidentil", "mistake-letters-differ"),
        (
            "vous faites 3 essais infructueux",
            "vous faites 5 essais infructueux",
            "mistake-number-differs",
        ),
        ("Non connecté", "Connecté", "mistake-one-denies"),
        ("Recherche de votre code identifiant", "Recherche de code", "mistake-words-missing"),
        (
            "Pour vous connecter à votre espace personnalisé, cliquez sur",
            "Pour vous identifier à votre espace personnalisé, cliquez sur",
            "mistake-little-changed",
        ),
    ],
)
def test_what_may_be_a_mistake(guide: str, said: str, why: str) -> None:
    """Each has its reason, which the tester is shown."""
    assert mistake_in(guide, said) == fact(why)


WORDS = sorted({s.sentence for s in GUIDE if len(s.sentence.split()) > 1})


@given(st.sampled_from(WORDS), st.data())
def test_one_letter_more_or_less_is_always_doubted(guide: str, data: st.DataObject) -> None:
    """Whatever sentence of the guide, whichever letter: it is no other wording."""
    places = [place for place, letter in enumerate(guide) if letter.isalpha()]
    place = data.draw(st.sampled_from(places))
    assert mistake_in(guide, guide[:place] + guide[place + 1 :])
    assert mistake_in(guide, guide[:place] + "z" + guide[place:])


@given(st.text(), st.text())
def test_any_text_can_be_compared(guide: str, said: str) -> None:
    """Whatever a portal says: a likeness from 0 to 1, a reason or none."""
    assert 0.0 <= meaning_similarity(guide, said) <= 1.0
    assert isinstance(mistake_in(guide, said), Fact | None)
