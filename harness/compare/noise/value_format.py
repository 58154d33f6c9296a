"""The form of what varies: how long it is, of which characters, how it is put together."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from harness.model.secret import Shape
from harness.redaction.vault import shape_of

_CLASSES = {"A": "capitals", "a": "small letters", "0": "digits"}
_CHANCE = 1e-6  # a class that is missing by less chance than this was left out on purpose
_ENOUGH = 5  # samples from which on the extremes of their lengths are taken for the rule


@dataclass(frozen=True)
class Form:
    """What the values at one place have in common.

    Attributes:
        shortest: least number of characters.
        longest: greatest number of characters.
        letters: how often each class of character stands in them.
        pattern: how signs part them ("x/x/x", "x-x"); "" where that varies too.
        samples: how many there were.
    """

    shortest: int
    longest: int
    letters: Counter[str]
    pattern: str
    samples: int

    def __str__(self) -> str:
        length = f"{self.shortest}" if self.shortest == self.longest else self._range()
        parted = f", as {self.pattern}" if self.pattern.strip("x") else ""
        return f"{length} characters, {self._classes()}{parted}"

    def _range(self) -> str:
        return f"{self.shortest} to {self.longest}"

    def _classes(self) -> str:
        named = [name for sign, name in _CLASSES.items() if self.letters[sign]]
        others = "" if self.pattern else "".join(sorted(self.letters.keys() - _CLASSES.keys()))
        return " and ".join((*named, *([f"« {others} »"] if others else [])))

    def differs(self, other: "Form") -> bool:
        """Whether two forms are surely not of one make, chance set aside."""
        return (
            self._other_length(other)
            or bool(self.pattern and other.pattern and self.pattern != other.pattern)
            or _lacks(self, other)
            or _lacks(other, self)
        )

    def _other_length(self, other: "Form") -> bool:
        if self.longest < other.shortest or other.longest < self.shortest:
            return True
        same = (self.shortest, self.longest) == (other.shortest, other.longest)
        steady = self.shortest == self.longest or other.shortest == other.longest
        return not same and steady and min(self.samples, other.samples) >= _ENOUGH

    def __contains__(self, sign: str) -> bool:
        return bool(self.letters[sign])


def _lacks(one: Form, other: Form) -> bool:
    """Whether a class of the other's characters is missing in one, and not by chance."""
    mine, theirs = one.letters.total(), other.letters.total()
    missing = (count / theirs for sign, count in other.letters.items() if sign not in one)
    return any((1 - share) ** mine < _CHANCE for share in missing)


def form_of(shapes: Iterable[Shape]) -> Form:
    """The form of values known by their shapes; there is one at least."""
    kept = tuple(shapes)
    lengths = [shape.length for shape in kept]
    patterns = {_parted(shape.pattern) for shape in kept}
    return Form(
        shortest=min(lengths),
        longest=max(lengths),
        letters=Counter(sign for shape in kept for sign in shape.pattern),
        pattern=patterns.pop() if len(patterns) == 1 else "",
        samples=len(kept),
    )


def _parted(pattern: str) -> str:
    """How signs part a value: of letters and digits only that there are some."""
    signs = ("x" if sign in _CLASSES else sign for sign in pattern)
    return "".join(sign for sign, _ in groupby(signs))


def form_of_values(values: Iterable[str]) -> Form:
    """The form of values themselves."""
    return form_of(map(shape_of, values))
