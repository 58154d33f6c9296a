"""What a suite's data says in its own words, in each language of the reports.

In the data this is `means = { en = "…", fr = "…" }`; a plain text stands for both languages.
"""

from typing import Annotated, Any

from pydantic import Field, model_validator

from harness.core.value import Value
from harness.model.fact import Fact, fact

_Sentence = Annotated[str, Field(min_length=1)]


class Bilingual(Value):
    """A sentence in all languages of the reports."""

    en: _Sentence
    fr: _Sentence

    @model_validator(mode="before")
    @classmethod
    def _one_text_for_both(cls, data: Any) -> Any:
        return {"en": data, "fr": data} if isinstance(data, str) else data

    @property
    def fact(self) -> Fact:
        """The sentence as a part of others."""
        return fact("noun", en=self.en, fr=self.fr)
