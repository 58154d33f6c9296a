"""Secrets as records tell them: their kind and shape, never their value."""

from pydantic import BaseModel, ConfigDict


class Shape(BaseModel):
    """What may be told about a secret.

    Attributes:
        length: in characters.
        pattern: "A" for a capital, "a" for a small letter, "0" for a digit, others kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    length: int
    pattern: str


class Secret(BaseModel):
    """A secret as the journal keeps it: without its value."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    pseudonym: str
    kind: str
    shape: Shape


class Survey(BaseModel):
    """What may be told of all codes of one kind together: none of them by itself.

    Attributes:
        secret: kind of the codes.
        samples: how many different ones there were.
        shortest: least number of characters.
        alphabet: the characters that were seen, each once, sorted.
        varying: number of places at which not all of them have the same character.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    secret: str
    samples: int
    shortest: int
    alphabet: str
    varying: int
