"""Word by word, where what was seen differs from what was expected."""

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from harness.core.text import fold

_ALIKE = 0.5  # below it, the texts have so little in common that marks only disturb
_MOST = 400  # words: comparing takes the square of it


class Piece(NamedTuple):
    """Some words, and whether they are missing on the other side."""

    text: str
    differs: bool


def difference(expected: str, seen: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces; whole and unmarked where they have little in common.

    Words are compared as a reader compares them: white space and typography do not count.
    Where both texts quote something, only what they quote is marked.
    """
    left, right = expected.split(), seen.split()
    if max(len(left), len(right)) > _MOST:
        return _plain(expected), _plain(seen)
    matcher = SequenceMatcher(
        None, [fold(word) for word in left], [fold(word) for word in right], autojunk=False
    )
    if matcher.ratio() < _ALIKE:
        return _plain(expected), _plain(seen)
    blocks = matcher.get_matching_blocks()
    same_left = {block.a + i for block in blocks for i in range(block.size)}
    same_right = {block.b + i for block in blocks for i in range(block.size)}
    if "«" in left and "«" in right:
        same_left |= set(_around_quotes(left))
        same_right |= set(_around_quotes(right))
    return tuple(_pieces(left, same_left)), tuple(_pieces(right, same_right))


def _around_quotes(words: list[str]) -> Iterator[int]:
    """The numbers of the words that stand outside of quotes, the marks themselves among them."""
    within = False
    for number, word in enumerate(words):
        within = within and word != "»"
        if not within:
            yield number
        within = within or word == "«"


def _plain(text: str) -> tuple[Piece, ...]:
    return (Piece(text, differs=False),) if text else ()


def _pieces(words: list[str], same: Iterable[int]) -> Iterator[Piece]:
    for differs, numbers in groupby(range(len(words)), key=lambda n: n not in same):
        yield Piece(" ".join(words[n] for n in numbers), differs)
