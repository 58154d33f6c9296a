"""What journals and findings may contain of a secret: its kind and shape, never its value."""

from harness.core.value import Value

POSSIBLE_CODE = "possible-code"
"""The kind of what may be a code, in a mail in which none stands where it is looked for."""

POSSIBLE_TOKEN = "possible-token"  # noqa: S105 - the name of a kind
"""The kind of what looks drawn by a program in the address of a link, and nobody calls secret."""


class Shape(Value):
    """The shape of a secret.

    Attributes:
        length: in characters.
        pattern: "A" for a capital, "a" for a small letter, "0" for a digit, others unchanged.
    """

    length: int
    pattern: str


class Secret(Value):
    """A secret in a journal, without its value.

    Attributes:
        overlaps: pseudonyms of the earlier secrets that contain it, or that it contains.
        shown: its pattern as it is shown, with blanks between groups; "" where there are none.
    """

    pseudonym: str
    kind: str
    shape: Shape
    overlaps: tuple[str, ...] = ()
    shown: str = ""

    @property
    def shown_shape(self) -> str:
        """The pattern of the secret as a reader sees it."""
        return self.shown or self.shape.pattern


class Survey(Value):
    """The common properties of all codes of one kind.

    Attributes:
        samples: number of different codes.
        shortest: number of characters of the shortest.
        alphabet: the characters that occur, each once, sorted.
        varying: number of positions at which not all codes have the same character.
    """

    secret: str
    samples: int
    shortest: int
    alphabet: str
    varying: int
