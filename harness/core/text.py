"""Folds text to the form in which a reader compares it.

White space, invisible characters, typographic apostrophes and quotes are folded; accents,
capitals and wording are not.
"""

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from fnmatch import fnmatchcase
from functools import lru_cache

from rapidfuzz import fuzz

_INVISIBLE = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff" + "".join(
    map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
)
_TYPOGRAPHY = str.maketrans(
    {
        **dict.fromkeys("’‘‚‛ʼ′´‹›", "'"),
        **dict.fromkeys("“”„‟″", '"'),
        **dict.fromkeys("‐‑⁻−", "-"),
        "⁺": "+",
        **dict.fromkeys(_INVISIBLE),
    }
)
_WITHOUT_INVISIBLE = str.maketrans(dict.fromkeys(_INVISIBLE))
_OTHER_WILDCARD = re.compile(r"[?\[]")
_GUILLEMETS = re.compile("« ?| ?»")

_STARS = str.maketrans("＊∗⁎✱✲﹡", "*" * 6)
_MARK = r"\(\s*\*+\s*\)|\*(?:\s*\*)*"
_LEADING = re.compile(rf"(?P<mark>{_MARK})|[\s:：>»›→►▶▸•·¤\]]+|[-–—](?=\s)")
_MARK_IN_BRACKETS = re.compile(r"\(\s*\*+\s*\)")
_BEHIND = " :：>»›→►▶▸·¤["  # without a meaning at the end of a label
DASHES = "–—-"
_MAX_COMMON = 1_000_000  # pairs of equal items of two sequences
_MAX_LABEL = 1_000  # characters; what is longer is no label
_PAIRS = {"[": "]", "(": ")", "«": "»", "<": ">"}
_OPENING = {"»": "«", "›": "‹", ">": "<"}  # of the signs behind a label that can close a pair
_REMARK = re.compile(r"(?<=\S)\s+\([^()]*\)$")
_PURE_MARK = re.compile(rf"\s*(?:{_MARK})\s*")


@dataclass(frozen=True, slots=True)
class Label:
    """The words of a label, and the mark before or after them."""

    text: str
    mark: str = ""


MAX_SLUG = 40  # characters
_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")


def squeeze(text: str) -> str:
    """The text on one line: white space of every kind folded, invisible characters removed."""
    if not text.isascii():
        text = text.translate(_WITHOUT_INVISIBLE)
    return " ".join(text.split())


@lru_cache(maxsize=8192)
def fold(text: str) -> str:
    """The form in which two texts of the guide, a page or a mail are compared.

    Returns:
        The text in NFC on one line, with plain apostrophes, quotes, hyphens and signs. A raised
        sign becomes a plain one, because it may also be a plain one in an element.
    """
    if not text.isascii():
        text = squeeze(unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))
        text = unicodedata.normalize("NFC", _GUILLEMETS.sub('"', text))
    return " ".join(text.split())


def same_words(seen: str, wanted: str) -> bool:
    """Whether two texts differ in nothing but typography, capitals included.

    A text all in capitals is the same as one in other letters, and so is one whose first letter
    alone is another case (with or without its accent). « LOST codes » is not « Lost codes ».
    """
    seen, wanted = fold(seen), fold(wanted)
    if seen == wanted:
        return True
    if (seen.isupper() or wanted.isupper()) and seen.casefold() == wanted.casefold():
        return True
    return bool(seen) and seen[1:] == wanted[1:] and _first(seen) == _first(wanted)


def is_among(text: str, wordings: Iterable[str]) -> bool:
    """Whether a text is one of some wordings, typography aside (`same_words`)."""
    return any(same_words(text, words) for words in wordings)


def _first(text: str) -> str:
    """The first letter, whatever its case and its accent."""
    return unicodedata.normalize("NFD", text[:1])[:1].casefold()


def between(pieces: Sequence[str], text: str, least: int = 0) -> tuple[str, ...] | None:
    """What stands between some pieces that a text consists of, with gaps, each gap short.

    It takes a time that grows with the length of the text, which no regular expression with
    several gaps does.

    Args:
        pieces: of the text, in order; the first begins it, the last ends it.
        text: the whole.
        least: number of characters of a gap.

    Returns:
        The gaps; None if the text does not consist of the pieces.
    """
    if len(pieces) == 1:
        return () if pieces[0] == text else None
    first, *inner, last = pieces
    if not (text.startswith(first) and text.endswith(last)):
        return None
    gaps, start, end = [], len(first), len(text) - len(last)
    for piece in inner:
        place = text.find(piece, start + least, end)
        if place < 0:
            return None
        gaps.append(text[start:place])
        start = place + len(piece)
    return (*gaps, text[start:end]) if end - start >= least else None


Step = tuple[str, int, int, int, int]
"""What changes, as `difflib` tells it, and the ranges of both sequences."""


def steps_between(left: Sequence[Hashable], right: Sequence[Hashable]) -> list[Step]:
    """How one sequence becomes another one, as `SequenceMatcher.get_opcodes` tells it.

    Where both have so many items in common that this would take long, all between what they begin
    with and what they end with is replaced.
    """
    counts = Counter(right)
    if sum(counts[item] for item in left) <= _MAX_COMMON:
        return list(SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes())
    most = min(len(left), len(right))
    begin = next((n for n in range(most) if left[n] != right[n]), most)
    rest = range(most - begin)
    end = next((n for n in rest if left[-1 - n] != right[-1 - n]), len(rest))
    stop, other = len(left) - end, len(right) - end
    steps = [
        ("equal", 0, begin, 0, begin),
        ("replace", begin, stop, begin, other),
        ("equal", stop, len(left), other, len(right)),
    ]
    return [step for step in steps if step[1:4:2] != step[2:5:2]]


def is_mark(text: str) -> bool:
    """Whether the text is only a mark ("*", "**", "(*)")."""
    return _PURE_MARK.fullmatch(text.translate(_STARS)) is not None


def has_words(text: str) -> bool:
    """Whether the text has at least one letter or digit."""
    return any(character.isalnum() for character in text)


@lru_cache(maxsize=8192)  # the same labels stand on page after page
def split_label(raw: str) -> Label:
    """Split a label such as "Number * :" or "[cancel]" into its words and its mark.

    Returns:
        The words without colons, arrows and brackets at the ends; the mark as written, without
        blanks.
    """
    text, mark = squeeze(raw).translate(_STARS), ""
    while text and len(text) <= _MAX_LABEL:
        stripped, found = _strip_once(text)
        mark = mark or found
        if stripped == text:
            break
        text = stripped
    return Label(text, mark)


def plain_label(text: str) -> str:
    """The words of a label without mark and colon, as a page has them; the text if it has none."""
    return split_label(text).text or text


def without_remark(label: str) -> str:
    """A label without the remark in brackets at its end: "Number (14 digits)" is "Number"."""
    return _REMARK.sub("", label)


@lru_cache(maxsize=8192)  # the same words are looked up on page after page
def label_key(text: str) -> str:
    """The form in which labels are compared: folded, without colons, stars and brackets."""
    return fold(split_label(text).text)


def without_emphasis(text: str) -> str:
    """A text without the signs by which Markdown marks words: two stars around them, or backticks.

    Stars beside blanks or brackets are marks of fields, and stay.
    """
    return _EMPHASIS.sub(lambda found: found[1] or found[2], text)


_EMPHASIS = re.compile(
    r"(?<![\w*])\*\*(?=\w)([^*]{1,1000}?)(?<=[\w.?!:»”\"'])\*\*(?![\w*])|`([^`\n]{1,1000})`"
)


def words_key(text: str) -> str:
    """The folded words of a text without marks; the folded text if it has no words."""
    return split_label(fold(text)).text or fold(text)


def _strip_once(text: str) -> tuple[str, str]:
    if not _quotes_first(text) and (match := _LEADING.match(text)):
        return text[match.end() :].strip(), _mark_of(match)
    if end := _end_of(text):
        return text[: -len(end)].strip(), "".join(end.split()) if "*" in end else ""
    if _is_enclosed(text):
        return text[1:-1].strip(), ""
    return text, ""


def _end_of(text: str) -> str:
    """What stands behind the words of a squeezed text: a mark, or signs without a meaning."""
    if text.endswith("*"):
        return text[len(text.rstrip("* ")) :].lstrip()
    if text.endswith(")"):
        last = text[text.rfind("(") :]
        return last if _MARK_IN_BRACKETS.fullmatch(last) else ""
    if text.endswith(tuple(_BEHIND)):
        return text[_end_of_words(text) :]
    return text[-1] if text[-1] in DASHES and text[-2:-1] == " " else ""


def _end_of_words(text: str) -> int:
    """Where the words of a text end: a closing sign whose opening one is in them is one of them."""
    end = len(text.rstrip(_BEHIND))
    for position in range(end, len(text)):
        sign, words = text[position], text[:end]
        if sign in _OPENING and words.count(_OPENING[sign]) > words.count(sign):
            end = position + 1
    return end


def _quotes_first(text: str) -> bool:
    """Whether a text begins with words between "»" and "«", as in German."""
    opening = _OPENING.get(text[0]) if text[0] in "»›" else None
    return opening is not None and text.count(text[0]) == text.count(opening)


def _mark_of(match: re.Match[str]) -> str:
    return "".join((match["mark"] or "").split())


def _is_enclosed(text: str) -> bool:
    """Whether one pair of brackets encloses the whole text."""
    opening, closing = text[0], _PAIRS.get(text[0])
    if closing is None or len(text) < len("[]") or text[-1] != closing:
        return False
    depth = 0
    for position, character in enumerate(text):
        depth += (character == opening) - (character == closing)
        if depth == 0:
            return position == len(text) - 1
    return False


def contains(haystack: str, needle: str) -> bool:
    """Whether the needle is in the haystack as whole words, both folded.

    An empty needle is never found.
    """
    text, words = fold(haystack), fold(needle)
    start = text.find(words) if words else -1
    while start >= 0:
        if _is_whole(text, start, start + len(words)):
            return True
        start = text.find(words, start + 1)
    return False


def contains_words(haystack: str, needle: str) -> bool:
    """Whether the needle stands in the haystack, as `find_words` finds it."""
    return find_words(fold(haystack), needle) is not None


def find_words(text: str, needle: str, start: int = 0) -> tuple[int, int] | None:
    """Where words stand as whole words in a folded text, typography aside (`same_words`).

    Another first letter is typography only where a sentence begins; all in capitals anywhere.

    Args:
        text: folded.
        needle: the words; empty ones are never found.
        start: index from which they are searched.

    Returns:
        The indices of their first character and of what follows their last; None for nowhere.
    """
    words = fold(needle)
    loose, key = _loose(text), _loose(words)
    found = loose.find(key, start) if words else -1
    while found >= 0:
        stop = found + len(key)
        if _is_whole(text, found, stop) and _is_typography(text, found, words):
            return found, stop
        found = loose.find(key, found + 1)
    return None


def _is_typography(text: str, start: int, words: str) -> bool:
    """Whether what stands at an index of a text differs from words in typography at most."""
    seen, before = text[start : start + len(words)], text[max(start - 2, 0) : start].rstrip()
    may_differ = seen.isupper() or not before or before[-1] in _ENDS
    return seen == words or (may_differ and same_words(seen, words))


_ENDS = '.:!?;()[]"*•-–—»>'  # what stands before the beginning of a sentence


class _LooseLetters(dict[int, str]):
    """Each letter without case and accent, worked out once; for `str.translate`."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        loose = _first(character)
        self[point] = loose if len(loose) == 1 else character
        return self[point]


_LOOSE_LETTERS = _LooseLetters()


@lru_cache(maxsize=8192)  # each text of a page is searched for each statement
def _loose(text: str) -> str:
    """A text of the same length without case and accents."""
    return text.translate(_LOOSE_LETTERS)


def _is_whole(text: str, start: int, stop: int) -> bool:
    cut_left = start > 0 and text[start - 1].isalnum() and text[start].isalnum()
    cut_right = stop < len(text) and text[stop].isalnum() and text[stop - 1].isalnum()
    return not (cut_left or cut_right)


def similarity(a: str, b: str) -> float:
    """How similar two texts are, 0 to 1; 1 only if they are equal once folded.

    Capitals count half: "LOST CODES" is similar to "Lost codes", and not equal.
    """
    left, right = fold(a), fold(b)
    exact = fuzz.ratio(left, right)
    return (exact + fuzz.ratio(left.casefold(), right.casefold())) / 200.0


def closest(sentence: str, texts: Iterable[str]) -> tuple[str, float]:
    """The passage most similar to a sentence that was not found.

    Args:
        sentence: what was expected.
        texts: the page's texts in reading order; a passage may span two of them.

    Returns:
        The passage, cut at whole words, and its similarity from 0 to 1; ("", 0.0) for no texts.
    """
    blocks = [fold(text)[:_MAX_PASSAGE] for text in itertools.islice(texts, _MAX_TEXTS)]
    pairs = [f"{first} {second}" for first, second in itertools.pairwise(blocks)]
    best = ("", 0.0)
    for candidate in dict.fromkeys((*blocks, *pairs)):
        passage = _passage(fold(sentence), candidate)
        score = similarity(sentence, passage)
        if score > best[1]:
            best = (passage, score)
    return best


_MAX_TEXTS = 5_000  # of a page, in which what is nearest is looked for
_MAX_PASSAGE = 20_000  # characters of one text in which what is nearest is looked for
_MIN_LIKENESS, _SURE_LIKENESS = 0.5, 0.65
_MIN_TELLING = 6  # letters of a word that two texts do not have in common by chance


def alike(sentence: str, texts: Iterable[str]) -> str:
    """The passage that says a sentence in other words; "" for none. Arguments as for `closest`.

    It resembles the sentence by its letters, or somewhat less where both have a long word in
    common: what is merely the nearest of many texts says something else.
    """
    passage, score = closest(sentence, texts)
    needed = _MIN_LIKENESS if _telling(sentence) & _telling(passage) else _SURE_LIKENESS
    return passage if score >= needed else ""


def _telling(text: str) -> set[str]:
    """The long words of a text, without regard to capitals."""
    return {word for word in re.findall(r"\w+", fold(text).casefold()) if len(word) >= _MIN_TELLING}


def _passage(sentence: str, text: str) -> str:
    """The part of a longer text that aligns best with the sentence, at whole words."""
    if len(text) <= len(sentence):
        return text
    found = fuzz.partial_ratio_alignment(sentence, text)
    if found is None:
        return text
    start = text.rfind(" ", 0, found.dest_start + 1) + 1
    stop = text.find(" ", found.dest_end)
    return text[start : stop if stop >= 0 else len(text)]


def matches(text: str, pattern: str) -> bool:
    """Whether a text is another one, in which * stands for any words."""
    return fnmatchcase(text, _OTHER_WILDCARD.sub(r"[\g<0>]", pattern))


def crlf(text: str) -> str:
    """A text with every line end written as CRLF."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\r\n")


def slug_of(words: str) -> str:
    """A slug for a text: lower-case letters, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return _NOT_IN_SLUG.sub("-", plain).strip("-")[:MAX_SLUG].strip("-")


def with_capital(text: str) -> str:
    """A text whose first letter is a capital; the others stay as they are."""
    return f"{text[:1].upper()}{text[1:]}"


def any_of(words: Iterable[str]) -> str:
    """The regular expression of one of some words; longer ones first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words, key=len, reverse=True)))})"
