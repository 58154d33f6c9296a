"""The base of claims about words, of which the guide's data may give several wordings."""

import re
from typing import Annotated, Any, ClassVar

from pydantic import AfterValidator, model_validator

from harness.core.text import label_key, plain_label
from harness.core.value import Value

TYPED = "typed:"
"""Begins the placeholder for what a scenario typed last into the field with the label behind it."""
REMEMBERED = "remembered:"
"""Begins the placeholder for what a scenario remembers of what the portal made up."""
ANNOUNCED = "any:"
"""Begins the placeholder for what the portal makes up, in the words that announce it."""
_NAME = rf"[^\W\d]\w*|(?:{TYPED}|{REMEMBERED}|{ANNOUNCED})[^{{}}]+"
PLACEHOLDER = re.compile(rf"\{{({_NAME})\}}")
"""In words that differ from account to account, the name of a field of the account.

A number in braces is none: portals number their reports so.
"""
DIFFERS = re.compile(rf"\{{(?:{_NAME})\}}|\*")
"""In the subject of a mail, what differs from mail to mail."""
HOST = "host"
"""The name of the placeholder for the portal's host."""


def typed_name(label: str) -> str:
    """The name of the placeholder for what is typed into a field, by its label."""
    return f"{TYPED}{label_key(label).casefold()}"


def is_of_account(name: str) -> bool:
    """Whether a placeholder takes its words from the account."""
    return name != HOST and not name.startswith((TYPED, REMEMBERED, ANNOUNCED))


FieldLabel = Annotated[str, AfterValidator(plain_label)]
"""The label of a field, however the guide writes it: the colon and the star are no part of it."""


class Worded(Value):
    """A claim of words, of which the guide's data may give several wordings as a list.

    Attributes:
        others: the wordings beside the first one; each of them passes.
    """

    WORDS: ClassVar[str] = "text"
    others: tuple[str, ...] = ()

    @model_validator(mode="before")
    @classmethod
    def _several(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(words := data.get(cls.WORDS), list) and words:
            return {**data, cls.WORDS: words[0], "others": tuple(words[1:])}
        return data

    @property
    def wordings(self) -> tuple[str, ...]:
        """All wordings that pass, the guide's own first."""
        return (getattr(self, self.WORDS), *self.others)
