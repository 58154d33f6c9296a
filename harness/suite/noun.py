"""What a suite calls a thing, in each language, so that sentences can name it.

This is a table such as `[secrets.password]` in a suite's manifest; `docs/SUITES.md` shows it.
"""

from collections.abc import Mapping
from typing import Any

from pydantic import model_validator

from harness.core.value import Value
from harness.model.fact import Fact, fact


class NounForms(Value):
    """The forms of a noun in one language.

    Attributes:
        a: with the indefinite article: "a password", "un mot de passe".
        the: with the definite one: "the password", "le mot de passe".
    """

    a: str
    the: str


class Noun(Value):
    """A noun in all languages of the reports; one language alone stands for both."""

    en: NounForms
    fr: NounForms

    @model_validator(mode="before")
    @classmethod
    def _one_language_for_both(cls, data: Any) -> Any:
        known = data if isinstance(data, dict) else {}
        given = [known[name] for name in ("en", "fr") if name in known]
        return {"en": given[0], "fr": given[0], **known} if len(given) == 1 else data


Nouns = Mapping[str, Noun]


def a_secret(kind: str, nouns: Nouns) -> Fact:
    """A kind of secret with the indefinite article; "a code" if the suite does not name it."""
    noun = nouns.get(kind)
    return fact("noun", en=noun.en.a, fr=noun.fr.a) if noun else fact("a-code")


def the_secret(kind: str, nouns: Nouns) -> Fact:
    """A kind of secret with the definite article; "the code" if the suite does not name it."""
    noun = nouns.get(kind)
    return fact("noun", en=noun.en.the, fr=noun.fr.the) if noun else fact("the-code")
