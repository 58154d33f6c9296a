"""Compares wordings: how similar their meaning is, and whether one is the other with a mistake."""

import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from harness.config.portal_words import portal_words
from harness.core.files import read_toml
from harness.core.resources import bundled_root
from harness.core.text import fold, split_label
from harness.model.fact import Fact, fact

SAME_MEANING = 0.8  # similarity from which two wordings say the same
MIN_COMMON_WORDS = 0.4  # share of words that two sure wordings of one text have in common
_MAX_SLIP = 2  # letters that a typing mistake changes
_MIN_LONG_SENTENCE = 8  # words; a sentence as long that nearly agrees was meant to agree
_MIN_NEARLY_EQUAL = 90  # percent
_MAX_SHORT_LABEL = 3  # words; labels as short are often shortened ("Your name", "Name")
_MIN_CONTENT = 4  # letters of a word that says something by itself
_NUMBER_SIGN = re.compile(r"\bn[°º]")  # "n°": no "n", as in "n'est"
_WORD = re.compile(r"\w+")


@lru_cache(maxsize=8192)
def meaning_similarity(guide: str, portal: str) -> float:
    """How similar two wordings are in meaning, 0 to 1.

    Capitals, accents, articles and pronouns do not count; synonyms are equal.
    """
    left, right = meaning(guide), meaning(portal)
    if not left or not right:
        return 0.0
    return (fuzz.token_sort_ratio(left, right) + fuzz.token_set_ratio(left, right)) / 200


def common_words(guide: str, portal: str) -> float:
    """The share of words that the shorter of two wordings has in common with the other, 0 to 1.

    Synonyms are equal, and short words such as "pas" do not count. Letters may be alike by chance;
    words are not.
    """
    left, right = _content(guide), _content(portal)
    return len(left & right) / min(len(left), len(right)) if left and right else 0.0


def is_shortened(one: str, other: str) -> bool:
    """Whether one wording is the other without some of its words, such as "Name", "Your name"."""
    words = {*_bare_words(one)}, {*_bare_words(other)}
    return words[0] <= words[1] or words[1] <= words[0]


def _content(text: str) -> set[str]:
    return {word for word in meaning(text).split() if len(word) >= _MIN_CONTENT}


@lru_cache(maxsize=8192)
def meaning(text: str) -> str:
    """A wording without accents and empty words, with one word for all synonyms."""
    plain = f" {' '.join(_bare_words(split_label(text).text))} "
    for phrase, one in _phrases():
        plain = plain.replace(f" {phrase} ", f" {one} ")
    return " ".join(word for word in plain.split() if word not in _synonyms()[1])


def mistake_in(guide: str, portal: str) -> Fact | None:
    """Why a portal's wording may be the guide's with a mistake; None if it is another wording.

    Such a wording is never proposed: once accepted, it would hide the mistake.
    """
    left, right = fold(split_label(guide).text), fold(split_label(portal).text)
    return next((fact(code) for code, holds in MISTAKES.items() if holds(left, right)), None)


def _only_signs_differ(left: str, right: str) -> bool:
    return _bare_words(left) == _bare_words(right)


def _number_differs(left: str, right: str) -> bool:
    if re.findall(r"\d+", left) == re.findall(r"\d+", right):
        return False
    return meaning_similarity(left, right) >= SAME_MEANING


def _one_denies(left: str, right: str) -> bool:
    return _count_denials(left) != _count_denials(right)


def _count_denials(text: str) -> int:
    return sum(word in portal_words().denials for word in _bare_words(text))


def _say_the_opposite(left: str, right: str) -> bool:
    """Whether one has a word in the place of its opposite: "sign in" and "sign out"."""
    one, other = {*_bare_words(left)}, {*_bare_words(right)}
    pairs = [(a, b) for a in one - other for b in other - one]
    return any(pair in _opposites() or _is_negated(*pair) for pair in pairs)


def _is_negated(one: str, other: str) -> bool:
    """Whether one word is the other behind a beginning that makes it its opposite."""
    longer, shorter = (one, other) if len(one) > len(other) else (other, one)
    beginning = longer.removesuffix(shorter)
    return len(shorter) >= _MIN_CONTENT and beginning in _opposite_beginnings()


@cache
def _opposites() -> frozenset[tuple[str, str]]:
    pairs = [tuple(_bare_words(" ".join(pair))) for pair in portal_words().opposites]
    return frozenset((a, b) for one, other in pairs for a, b in ((one, other), (other, one)))


@cache
def _opposite_beginnings() -> frozenset[str]:
    return frozenset(
        word for one in portal_words().opposite_beginnings for word in _WORD.findall(_plain(one))
    )


def _words_missing(left: str, right: str) -> bool:
    """Whether the right wording is the left one, longer than a label, without some words."""
    whole, part = _bare_words(left), _bare_words(right)
    rest = iter(whole)
    return _MAX_SHORT_LABEL < len(whole) > len(part) and all(word in rest for word in part)


def _letters_differ(left: str, right: str) -> bool:
    """Whether one or two letters differ, in all or in each word."""
    if Levenshtein.distance(left, right) <= _MAX_SLIP:
        return True
    words = left.split(), right.split()
    if len(words[0]) != len(words[1]):
        return False
    return all(Levenshtein.distance(*pair) <= _MAX_SLIP for pair in zip(*words, strict=True))


def _little_changed(left: str, right: str) -> bool:
    is_long = len(left.split()) >= _MIN_LONG_SENTENCE
    return is_long and fuzz.ratio(left, right) >= _MIN_NEARLY_EQUAL


MISTAKES: dict[str, Callable[[str, str], bool]] = {
    "mistake-opposite": _say_the_opposite,
    "mistake-only-signs-differ": _only_signs_differ,
    "mistake-number-differs": _number_differs,
    "mistake-one-denies": _one_denies,
    "mistake-words-missing": _words_missing,
    "mistake-letters-differ": _letters_differ,
    "mistake-little-changed": _little_changed,
}


def _bare_words(text: str) -> list[str]:
    """The words of a text: lower case, without accents, in their singular."""
    bare = _plain(text)
    bare = _NUMBER_SIGN.sub("num ", bare).replace("°", " ")
    return [_singular(word) for word in _WORD.findall(bare)]


def _plain(text: str) -> str:
    """A text in lower case, without accents."""
    spread = unicodedata.normalize("NFD", fold(text).casefold())
    return "".join(c for c in spread if not unicodedata.combining(c))


def _singular(word: str) -> str:
    return word[:-1] if len(word) > len("les") and word.endswith("s") else word


@cache
def _synonyms() -> tuple[tuple[tuple[str, ...], ...], frozenset[str]]:
    """The groups of synonyms, and the words without meaning."""
    data = read_toml(bundled_root() / "fixtures" / "init" / "synonyms.toml")
    groups = tuple(tuple(" ".join(_bare_words(word)) for word in group) for group in data["groups"])
    return groups, frozenset(word for text in data["empty"] for word in _bare_words(text))


@cache
def _phrases() -> tuple[tuple[str, str], ...]:
    """Each synonym with the word for its group, the longest first."""
    pairs: Iterable[tuple[str, str]] = (
        (phrase, group[0].replace(" ", "_")) for group in _synonyms()[0] for phrase in group
    )
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))
