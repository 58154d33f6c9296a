"""Word by word, where what was seen differs from what was expected."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby

from harness.core.text import fold
from harness.messages import Passage

MIN_RATIO = 0.5  # below it, the texts have so little in common that marks only disturb
MAX_WORDS = 400  # of a text: comparing takes the square of it
Text = str | Sequence[Passage]
"""A text, or a sentence parted into what it quotes and the words around."""


@dataclass(frozen=True)
class WordRun:
    """Some words, and whether the other text lacks them."""

    text: str
    differs: bool


@dataclass(frozen=True)
class _Word:
    text: str
    is_quote: bool


def difference(expected: Text, seen: Text) -> tuple[tuple[WordRun, ...], tuple[WordRun, ...]]:
    """Both texts in runs of words; whole and unmarked if they have little in common.

    Words are compared as a reader compares them: white space and typography do not count.
    If both texts quote something, only what they quote is marked.
    """
    left, right = _words(expected), _words(seen)
    if max(len(left), len(right)) > MAX_WORDS:
        return _unmarked(expected), _unmarked(seen)
    matcher = SequenceMatcher(
        None, [fold(one.text) for one in left], [fold(one.text) for one in right], autojunk=False
    )
    if matcher.ratio() < MIN_RATIO:
        return _unmarked(expected), _unmarked(seen)
    blocks = matcher.get_matching_blocks()
    same_left = {block.a + i for block in blocks for i in range(block.size)}
    same_right = {block.b + i for block in blocks for i in range(block.size)}
    if any(one.is_quote for one in left) and any(one.is_quote for one in right):
        same_left |= {place for place, one in enumerate(left) if not one.is_quote}
        same_right |= {place for place, one in enumerate(right) if not one.is_quote}
    return tuple(_runs(left, same_left)), tuple(_runs(right, same_right))


def _words(text: Text) -> list[_Word]:
    passages = (Passage(text, is_quote=False),) if isinstance(text, str) else text
    return [_Word(word, one.is_quote) for one in passages for word in one.text.split()]


def _unmarked(text: Text) -> tuple[WordRun, ...]:
    whole = text if isinstance(text, str) else "".join(one.text for one in text)
    return (WordRun(whole, differs=False),) if whole else ()


def _runs(words: list[_Word], same: Iterable[int]) -> Iterator[WordRun]:
    alike = frozenset(same)
    for differs, numbers in groupby(range(len(words)), key=lambda number: number not in alike):
        yield WordRun(" ".join(words[number].text for number in numbers), differs)
