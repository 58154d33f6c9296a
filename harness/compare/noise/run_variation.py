"""What varies from run to run, learned from two runs of the same portal.

A word that differs between them is a place where something varies: a counter, a token, a
date. From then on that place is compared by the form of what stands there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from harness.compare.noise.value_format import Form, form_of_values
from harness.core.text import fold

_LEAST_ALIKE = 0.3  # share of common words from which on two texts are one that varies


@dataclass(frozen=True)
class Template:
    """A text some words of which vary.

    Attributes:
        words: the words that stay; "" at each place where one varies.
        samples: what was seen at each of those places, in their order.
    """

    words: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]

    def fits(self, words: Sequence[str]) -> bool:
        """Whether a text of these words is this one."""
        same = len(words) == len(self.words)
        return same and all(w in {"", own} for w, own in zip(self.words, words, strict=True))

    def render(self, words: Sequence[str]) -> str:
        """The text with the form of what varies in its places."""
        values = iter(self.samples)
        return " ".join(
            own if word else _rendered(own, form_of_values(next(values)))
            for word, own in zip(self.words, words, strict=True)
        )


def _rendered(value: str, usual: Form) -> str:
    own = form_of_values((value,))
    return f"‹{own if own.differs(usual) else usual}›"


@dataclass
class Noise:
    """The texts that vary, page by page."""

    templates: dict[str, list[Template]] = field(default_factory=dict)

    def learn(self, page: str, one: Iterable[str], other: Iterable[str]) -> None:
        """Compare the texts of one page in two runs of the same portal, in their order."""
        left, right = ([*map(fold, texts)] for texts in (one, other))
        matcher = SequenceMatcher(a=left, b=right, autojunk=False)
        for operation, a, b, c, d in matcher.get_opcodes():
            if operation == "replace" and b - a == d - c:
                for mine, theirs in zip(left[a:b], right[c:d], strict=True):
                    self._add(page, mine.split(), theirs.split())

    def _add(self, page: str, one: list[str], other: list[str]) -> None:
        if len(one) != len(other):
            return
        words = tuple(a if a == b else "" for a, b in zip(one, other, strict=True))
        if len(words) > 1 and sum(map(bool, words)) < _LEAST_ALIKE * len(words):
            return
        pairs = tuple((a, b) for a, b in zip(one, other, strict=True) if a != b)
        known = self.templates.setdefault(page, [])
        for place, template in enumerate(known):
            if template.words == words:
                more = zip(template.samples, pairs, strict=True)
                known[place] = Template(words, tuple((*old, *new) for old, new in more))
                return
        known.append(Template(words, pairs))

    def __call__(self, page: str, text: str) -> str:
        """A text of a page with the form of what varies in its places."""
        words = fold(text).split()
        for template in self.templates.get(page, ()):
            if template.fits(words) and (len(words) > 1 or _kindred(words[0], template)):
                return template.render(words)
        return text


def _kindred(value: str, template: Template) -> bool:
    """Whether a word alone is of the make of those that vary there, longer or shorter."""
    own, usual = form_of_values((value,)), form_of_values(template.samples[0])
    return own.letters.keys() <= usual.letters.keys()
