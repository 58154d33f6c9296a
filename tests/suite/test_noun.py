"""Sentences name a kind of secret as the suite does, in the language of the reader."""

import pytest
from pydantic import ValidationError

from harness.config.suite import bundled_suite
from harness.ledger.fingerprint import fingerprint
from harness.messages.catalogue import LANGUAGES, Language, catalogue
from harness.model.fact import fact
from harness.suite.noun import Noun, NounForms, a_secret, the_secret

PASSWORD = Noun(
    en=NounForms(a="a password", the="the password"),
    fr=NounForms(a="un mot de passe", the="le mot de passe"),
)
NOUNS = {"password": PASSWORD}


@pytest.mark.parametrize(
    ("language", "a", "the", "nobodys"),
    [
        ("en", "a password", "the password", "a code"),
        ("fr", "un mot de passe", "le mot de passe", "un code"),
    ],
)
def test_a_secret_has_the_name_of_its_suite(
    language: Language, a: str, the: str, nobodys: str
) -> None:
    """One that the suite does not name is a code."""
    say = catalogue(language).say
    assert (say(a_secret("password", NOUNS)), say(the_secret("password", NOUNS))) == (a, the)
    assert say(a_secret("pin", NOUNS)) == nobodys
    told = fact("mail-code", what=a_secret("password", NOUNS), length=12, capitals=0)
    assert say(told).startswith(f"{a} ")


@pytest.mark.parametrize("language", ["en", "fr"])
def test_one_language_stands_for_both(language: str) -> None:
    """A suite in English needs no French; without any language nothing is known."""
    forms = {"a": "a token", "the": "the token"}
    noun = Noun.model_validate({language: forms})
    assert noun.en == noun.fr == NounForms(**forms)
    with pytest.raises(ValidationError):
        Noun.model_validate({})


def test_another_name_leaves_the_fingerprints() -> None:
    """A ledger goes on knowing what it accepted."""
    told = (
        fact("code-shown", secret="password", what=a_secret("password", n)) for n in (NOUNS, {})
    )
    one, other = (fingerprint(each, names={}) for each in told)
    assert one == other == fingerprint(fact("code-shown", secret="password"), names={})


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_bundled_suite_names_its_secrets(language: Language) -> None:
    """All that its accounts hold."""
    suite = bundled_suite()
    kinds = {field.secret for field in suite.accounts.fields.values() if field.secret}
    named = {catalogue(language).say(the_secret(kind, suite.secrets)) for kind in kinds}
    assert len(named) == len(kinds) > 1
