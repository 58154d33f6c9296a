"""What varies from run to run, learned from two runs of the same portal.

A word that differs between them is a counter, a token, a date or the like. Such a word is then
compared by its format.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from harness.compare.noise.value_format import ValueFormat, format_of_values
from harness.core.text import fold, steps_between

MIN_COMMON_WORDS = 0.3  # share from which on two texts are one that varies


@dataclass(frozen=True)
class VaryingText:
    """A text some words of which vary.

    Attributes:
        words: the words that are constant; "" for each that varies.
        samples: the values of each word that varies, in order.
    """

    words: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]

    def fits(self, words: Sequence[str]) -> bool:
        """Whether a text of these words is this text."""
        same = len(words) == len(self.words)
        return same and all(w in {"", own} for w, own in zip(self.words, words, strict=True))

    def render(self, words: Sequence[str]) -> str:
        """The text with formats in the place of the words that vary."""
        values = iter(self.samples)
        return " ".join(
            own if word else _format_text(own, format_of_values(next(values)))
            for word, own in zip(self.words, words, strict=True)
        )


def _format_text(value: str, usual: ValueFormat) -> str:
    own = format_of_values((value,))
    return str(own if own.differs(usual) else usual)


@dataclass
class RunVariation:
    """The texts that vary, page by page."""

    templates: dict[str, list[VaryingText]] = field(default_factory=dict)

    def learn(self, page: str, one: Iterable[str], other: Iterable[str]) -> None:
        """Compare the texts of one page in two runs of the same portal, in their order."""
        left, right = ([*map(fold, texts)] for texts in (one, other))
        for operation, a, b, c, d in steps_between(left, right):
            if operation == "replace" and b - a == d - c:
                for mine, theirs in zip(left[a:b], right[c:d], strict=True):
                    self._add(page, mine.split(), theirs.split())

    def _add(self, page: str, one: list[str], other: list[str]) -> None:
        if len(one) != len(other):
            return
        words = tuple(a if a == b else "" for a, b in zip(one, other, strict=True))
        if len(words) > 1 and sum(map(bool, words)) < MIN_COMMON_WORDS * len(words):
            return
        pairs = tuple((a, b) for a, b in zip(one, other, strict=True) if a != b)
        known = self.templates.setdefault(page, [])
        for number, template in enumerate(known):
            if template.words == words:
                more = zip(template.samples, pairs, strict=True)
                known[number] = VaryingText(words, tuple((*old, *new) for old, new in more))
                return
        known.append(VaryingText(words, pairs))

    def __call__(self, page: str, text: str) -> str:
        """A text of a page with formats in the place of the words that vary."""
        words = fold(text).split()
        for template in self.templates.get(page, ()):
            if template.fits(words) and (len(words) > 1 or _has_same_letters(words[0], template)):
                return template.render(words)
        return text


def _has_same_letters(value: str, template: VaryingText) -> bool:
    """Whether a single word has only classes of characters of those that vary there."""
    own, usual = format_of_values((value,)), format_of_values(template.samples[0])
    return own.letters.keys() <= usual.letters.keys()
