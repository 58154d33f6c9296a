"""How alike two wordings are to a reader who knows such portals, and which differ too little."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from harness.config.suite import bundled_suite
from harness.core.text import fold, split_label

_SLIP = 2  # letters: what a slip of the hand changes
_LONG = 8  # words: from here on a sentence that nearly agrees was meant to agree
_NEARLY = 0.9
_ALIKE = 0.8
_SHORT = 3  # words: labels as short are often said shorter ("Votre Nom", "Nom")
_DENIALS = frozenset({"non", "pas", "aucun", "jamais", "san"})
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def meaning_similarity(guide: str, said: str) -> float:
    """How alike two wordings are in meaning, 0 to 1.

    Capitals, accents, articles and pronouns do not count; words that portals use for one another
    are the same.
    """
    left, right = meaning(guide), meaning(said)
    if not left or not right:
        return 0.0
    return (fuzz.token_sort_ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200


@lru_cache(maxsize=8192)
def meaning(text: str) -> str:
    """A wording by what it means: plain letters, one word for all of the same meaning."""
    plain = f" {' '.join(_words(split_label(text).text))} "
    for phrase, one in _phrases():
        plain = plain.replace(f" {phrase} ", f" {one} ")
    return " ".join(word for word in plain.split() if word not in _table()[1])


def slight_difference(guide: str, said: str) -> str:
    """Why a wording may be the guide's with a mistake in it; "" where it is another one.

    Such a word is never proposed: once accepted, it would hide what it is.
    """
    left, right = fold(split_label(guide).text), fold(split_label(said).text)
    return next((why for why, holds in _MISTAKES if holds(left, right)), "")


def _only_signs(left: str, right: str) -> bool:
    return _words(left) == _words(right)


def _other_number(left: str, right: str) -> bool:
    numbers = re.findall(r"\d+", left), re.findall(r"\d+", right)
    return numbers[0] != numbers[1] and meaning_similarity(left, right) >= _ALIKE


def _denied(left: str, right: str) -> bool:
    return _denials(left) != _denials(right)


def _denials(text: str) -> int:
    return sum(word in _DENIALS for word in _words(text))


def _cut(left: str, right: str) -> bool:
    """Whether what is left of a longer wording stands in its order, and nothing else does."""
    whole, part = _words(left), _words(right)
    rest = iter(whole)
    return _SHORT < len(whole) > len(part) and all(word in rest for word in part)


def _slipped(left: str, right: str) -> bool:
    """Whether a letter or two differ, or as few in each word."""
    if Levenshtein.distance(left, right) <= _SLIP:
        return True
    words = left.split(), right.split()
    if len(words[0]) != len(words[1]):
        return False
    return all(Levenshtein.distance(*pair) <= _SLIP for pair in zip(*words, strict=True))


def _little_changed(left: str, right: str) -> bool:
    return len(left.split()) >= _LONG and fuzz.ratio(left, right) >= 100 * _NEARLY


_MISTAKES: tuple[tuple[str, Callable[[str, str], bool]], ...] = (
    ("only accents, capitals or signs differ", _only_signs),
    ("a number differs", _other_number),
    ("one denies what the other says", _denied),
    ("words are missing", _cut),
    ("only letters differ", _slipped),
    ("a long sentence with little changed", _little_changed),
)


def _words(text: str) -> list[str]:
    spread = unicodedata.normalize("NFD", fold(text).casefold())
    bare = "".join(c for c in spread if not unicodedata.combining(c)).replace("°", " ")
    return [_singular(word) for word in _WORD.findall(bare)]


def _singular(word: str) -> str:
    return word[:-1] if len(word) > len("les") and word.endswith("s") else word


@cache
def _table() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    data = tomllib.loads(bundled_suite().synonyms.read_text(encoding="utf-8"))
    groups = tuple(tuple(" ".join(_words(word)) for word in group) for group in data["groups"])
    return groups, frozenset(word for text in data["empty"] for word in _words(text))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Each phrase with the word for its group, the longest first."""
    pairs: Iterable[tuple[str, str]] = (
        (phrase, group[0].replace(" ", "_")) for group in _table()[0] for phrase in group
    )
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
