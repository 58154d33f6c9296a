"""The format of values that vary: their length, their characters, how signs part them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from harness.model.fact import Fact, fact, quote
from harness.model.secret import Shape
from harness.redaction.vault import shape_of

_DRAWN = re.compile(r"[Aa0_-]{20,}")
_CLASSES = {"A": "capitals", "a": "small-letters", "0": "digits"}
MAX_CHANCE = 1e-6  # probability below which a missing class of characters is no coincidence
MIN_SAMPLES = 5  # from which on the shortest and longest values are taken for the rule


@dataclass(frozen=True)
class ValueFormat:
    """What the values at one place have in common.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        letters: how often each class of character occurs in them.
        pattern: how signs part them ("x/x/x", "x-x"); "" if that varies too.
        samples: how many there were.
    """

    shortest: int
    longest: int
    letters: Counter[str]
    pattern: str
    samples: int

    def __str__(self) -> str:
        """In short, for a place in a text: "‹8×A0›", "‹3–5×0, x-x›"."""
        is_one = self.shortest == self.longest
        length = str(self.shortest) if is_one else f"{self.shortest}–{self.longest}"
        classes = "".join(sign for sign in _CLASSES if self.letters[sign])
        parted = f", {self.pattern}" if self._is_parted else ""
        return f"‹{length}×{classes}{self._signs}{parted}›"

    @property
    def fact(self) -> Fact:
        """The format as a fact."""
        classes = [fact(name) for sign, name in _CLASSES.items() if self.letters[sign]]
        signs = (quote(self._signs),) if self._signs else ()
        pattern = {"pattern": self.pattern} if self._is_parted else {}
        return fact(
            "format-with-pattern" if pattern else "format",
            length=self._length,
            classes=(*classes, *signs),
            **pattern,
        )

    @property
    def _length(self) -> Fact:
        if self.shortest == self.longest:
            return fact("length-exactly", n=self.shortest)
        return fact("length-between", shortest=self.shortest, longest=self.longest)

    @property
    def _is_parted(self) -> bool:
        return bool(self.pattern.strip("x"))

    @property
    def _signs(self) -> str:
        """The signs in the values, if no pattern has them."""
        return "" if self.pattern else "".join(sorted(self.letters.keys() - _CLASSES.keys()))

    def differs(self, other: "ValueFormat") -> bool:
        """Whether the formats differ by more than coincidence."""
        return (
            self._other_length(other)
            or bool(self.pattern and other.pattern and self.pattern != other.pattern)
            or _lacks(self, other)
            or _lacks(other, self)
        )

    def _other_length(self, other: "ValueFormat") -> bool:
        if self.longest < other.shortest or other.longest < self.shortest:
            return True
        same = (self.shortest, self.longest) == (other.shortest, other.longest)
        steady = self.shortest == self.longest or other.shortest == other.longest
        return not same and steady and min(self.samples, other.samples) >= MIN_SAMPLES

    def __contains__(self, sign: str) -> bool:
        return bool(self.letters[sign])


def _lacks(one: ValueFormat, other: ValueFormat) -> bool:
    """Whether a class of the other's characters is missing in one by more than coincidence."""
    mine, theirs = one.letters.total(), other.letters.total()
    missing = (count / theirs for sign, count in other.letters.items() if sign not in one)
    return any((1 - share) ** mine < MAX_CHANCE for share in missing)


def format_of_shapes(shapes: Iterable[Shape]) -> ValueFormat:
    """The format of values of which the shapes are known; at least one."""
    known = tuple(shapes)
    lengths = [shape.length for shape in known]
    patterns = {_separators(shape.pattern) for shape in known}
    return ValueFormat(
        shortest=min(lengths),
        longest=max(lengths),
        letters=Counter(sign for shape in known for sign in shape.pattern),
        pattern=patterns.pop() if len(patterns) == 1 else "",
        samples=len(known),
    )


def _separators(pattern: str) -> str:
    """A pattern with each run of letters and digits as one "x".

    In a long text of capitals, small letters and digits, the signs - and _ are drawn as letters are
    (RFC 4648, section 5).
    """
    drawn = _DRAWN.sub(lambda found: "x" if set(_CLASSES) <= set(found[0]) else found[0], pattern)
    signs = ("x" if sign in {"x", *_CLASSES} else sign for sign in drawn)
    return "".join(sign for sign, _ in groupby(signs))


def format_of_values(values: Iterable[str]) -> ValueFormat:
    """The format of values; at least one."""
    return format_of_shapes(map(shape_of, values))
