"""Compares the texts of two pages: what is gone, new, reworded or garbled."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from types import MappingProxyType

from rapidfuzz import fuzz, process

from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masked_page import MaskedPage, MaskedText
from harness.core.text import contains, fold, has_words, squeeze, steps_between, words_key
from harness.model.fact import Fact, fact, joined

MIN_WORDS = 2  # of each of two texts that were put together
_MAX_JOINED = 500  # words of a text that may be two put together
_MAX_SIMILAR = 1_000  # texts of a page that are held against those of the other
_MAX_LENGTH = 5_000  # characters of such a text
MIN_SIMILARITY = 60.0  # percent, from which on one text is the other reworded
_GARBLED = re.compile(r"\ufffd|[ÃÂ][\u0080-\u00bf]|â€|Å“")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s+[|>»•·►]\s+|\s+(?=\*)")


def text_changes(old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    """What differs in the texts, messages, title and headings of a page."""
    yield from _line_changes(DifferenceKind.TEXT, old, new, old.lines, new.lines)
    yield from _line_changes(DifferenceKind.MESSAGE, old, new, old.messages, new.messages)
    yield from _title_changes(old, new)
    yield from _heading_changes(old, new)


def _line_changes(
    kind: DifferenceKind,
    old: MaskedPage,
    new: MaskedPage,
    ours: Sequence[MaskedText],
    theirs: Sequence[MaskedText],
) -> Iterator[Change]:
    yield from _spelling_changes(old, ours, theirs)
    gone = _missing(ours, theirs, new.words)
    come = _missing(theirs, ours, old.words)
    for before, after in pair_texts(gone, come, _in_place(ours, theirs)):
        yield text_change(kind, old.name, "", before, after)


def _in_place(ours: Sequence[MaskedText], theirs: Sequence[MaskedText]) -> dict[str, str]:
    """The texts between the same neighbours, old and new."""
    left, right = ([line.key for line in lines] for lines in (ours, theirs))
    steps = steps_between(left, right)
    return {
        one.raw: other.raw
        for step, a, b, c, d in steps
        if step == "replace" and b - a == d - c
        for one, other in zip(ours[a:b], theirs[c:d], strict=True)
    }


def _spelling_changes(
    old: MaskedPage, ours: Sequence[MaskedText], theirs: Sequence[MaskedText]
) -> Iterator[Change]:
    """Texts that differ only in apostrophes, Unicode forms and the like."""
    written = {line.key: line.raw for line in theirs}
    for key, raw in {line.key: line.raw for line in ours}.items():
        other = written.get(key, raw)
        if other != raw:
            yield text_change(DifferenceKind.TEXT, old.name, "", raw, other)


def _missing(ours: Sequence[MaskedText], theirs: Sequence[MaskedText], words: str) -> list[str]:
    """The texts of one page that are nowhere on the other, sentence by sentence."""
    left = Counter(line.key for line in ours)
    left.subtract(Counter(line.key for line in theirs))
    raw = {line.key: line.raw for line in ours}
    others = {line.key for line in theirs}
    return [
        part
        for key, count in left.items()
        if count > 0 and not contains(words, key) and not _is_joined(key, words, others)
        for part in _SENTENCES.split(squeeze(raw[key]))
        if has_words(part) and not contains(words, words_key(part))
    ]


def _is_joined(text: str, words: str, others: AbstractSet[str]) -> bool:
    """Whether a text is two texts of the other page put together."""
    pieces = text.split(maxsplit=_MAX_JOINED)
    return len(pieces) <= _MAX_JOINED and any(
        (" ".join(pieces[:cut]) in others and contains(words, " ".join(pieces[cut:])))
        or (" ".join(pieces[cut:]) in others and contains(words, " ".join(pieces[:cut])))
        for cut in range(MIN_WORDS, len(pieces) - MIN_WORDS + 1)
    )


def pair_texts(
    gone: Sequence[str], come: Sequence[str], in_place: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, str]]:
    """Pair texts that are gone with texts that are new.

    For texts that are gone, `in_place` has the text in their place on the new page.

    Yields:
        Each text once with its partner, "" for none: the most similar are paired first, then
        those in each other's place.
    """
    left = list(dict.fromkeys(come))
    pairs: dict[str, str] = {}
    for before, after in (*_similar_pairs(gone, left), *in_place.items()):
        if before in gone and before not in pairs and after in left:
            pairs[before] = after
            left.remove(after)
    yield from ((before, pairs.get(before, "")) for before in dict.fromkeys(gone))
    yield from (("", after) for after in left)


def _similar_pairs(gone: Sequence[str], come: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of texts that are similar enough, the most similar first."""
    gone, come = (
        [text for text in dict.fromkeys(texts) if len(text) <= _MAX_LENGTH][:_MAX_SIMILAR]
        for texts in (gone, come)
    )
    scored = [
        (score, before, after)
        for before in gone
        # pyrefly: ignore[no-matching-overload]
        for after, score, _ in process.extract(before, come, scorer=fuzz.ratio, limit=3)
        if score >= MIN_SIMILARITY or garbles(before, after)
    ]
    scored.sort(key=lambda one: -one[0])
    return [(before, after) for _, before, after in scored]


def text_change(kind: DifferenceKind, page: str, part: str, old: Shown, new: Shown) -> Change:
    """A change; if both are the same text garbled or written otherwise, of that kind."""
    return Change(kind=_spelling_kind(kind, old, new), page=page, part=part, old=old, new=new)


def _spelling_kind(kind: DifferenceKind, old: Shown, new: Shown) -> DifferenceKind:
    if old and new and isinstance(old, str) and isinstance(new, str):
        if garbles(old, new) or garbles(new, old):
            return DifferenceKind.MOJIBAKE
        if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
            return DifferenceKind.UNICODE
        if fold(old) == fold(new):
            return DifferenceKind.TYPOGRAPHY
    return kind


def garbles(text: str, other: str) -> bool:
    """Whether the other is the text read in a wrong character set, or with characters lost."""
    if not _GARBLED.search(other) or _GARBLED.search(text):
        return False
    return any(
        fold(text.encode(wrote, "replace").decode(read, "replace")) == fold(other)
        for wrote, read in _MISREADINGS
    ) or _has_same_ascii(text, other)


_MISREADINGS = (
    ("utf-8", "cp1252"),
    ("utf-8", "latin-1"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
)


def _has_same_ascii(text: str, other: str) -> bool:
    """Whether the ASCII letters and digits of both are the same, in order."""
    ours, theirs = ("".join(c for c in t if c.isascii() and c.isalnum()) for t in (text, other))
    return bool(ours) and ours == theirs


def _title_changes(old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    ours, theirs = old.line(old.page.title), new.line(new.page.title)
    if ours.raw != theirs.raw:
        yield text_change(DifferenceKind.TITLE, old.name, "", ours.raw, theirs.raw)


def _heading_changes(old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    """Texts of both pages that are a heading on one only, or of another level."""
    ours, theirs = _levels(old.lines), _levels(new.lines)
    for key, (raw, levels) in ours.items():
        others = theirs[key][1] if key in theirs else levels
        if others != levels and len(others) == len(levels):
            before, after = (joined(map(_heading, some)) or "" for some in (levels, others))
            yield Change(
                kind=DifferenceKind.HEADING, page=old.name, part=raw, old=before, new=after
            )


def _levels(lines: Sequence[MaskedText]) -> dict[str, tuple[str, list[int]]]:
    """The levels of each text of a page, as often as the page has it."""
    found: dict[str, tuple[str, list[int]]] = {}
    for line in lines:
        found.setdefault(line.key, (line.raw, []))[1].append(line.level)
    return found


def _heading(level: int) -> Fact:
    if level < 0:
        return fact("looks-like-a-title")
    return fact("heading-of-level", level=level) if level else fact("plain-text")
