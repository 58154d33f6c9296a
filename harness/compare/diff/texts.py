"""The words of two pages: what is gone, what is new, what was reworded, what is garbled."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from difflib import SequenceMatcher
from types import MappingProxyType

from rapidfuzz import fuzz, process

from harness.compare.difference import Change, Kind
from harness.compare.noise.masked_page import Line, Sheet
from harness.core.text import contains, fold, has_words, split_label

_LEAST = 2  # words of each of two texts that were put together
_ALIKE = 60.0  # likeness in percent from which on two texts are one that was reworded
_GARBLED = re.compile(r"\ufffd|[ÃÂ][\u0080-\u00bf]|â€|Å“")
_SENTENCES = re.compile(r"(?<=[.!?…])\s+|\s+[|>»•·►]\s+|\s+(?=\*)")


def texts(old: Sheet, new: Sheet) -> Iterator[Change]:
    """What differs in the words of a page, wherever on it they stand."""
    yield from _pairs(Kind.TEXT, old, new, old.lines, new.lines)
    yield from _pairs(Kind.MESSAGE, old, new, old.messages, new.messages)
    yield from _titles(old, new)
    yield from _headings(old, new)


def _pairs(
    kind: Kind, old: Sheet, new: Sheet, ours: Sequence[Line], theirs: Sequence[Line]
) -> Iterator[Change]:
    yield from _spelled(old, ours, theirs)
    gone = _missing(ours, theirs, new.words)
    come = _missing(theirs, ours, old.words)
    for before, after in reworded(gone, come, _in_place(ours, theirs)):
        yield change(kind, old.name, "", before, after)


def _in_place(ours: Sequence[Line], theirs: Sequence[Line]) -> dict[str, str]:
    """The texts that stand where others stood, between the same neighbours."""
    left, right = ([line.key for line in lines] for lines in (ours, theirs))
    steps = SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes()
    return {
        one.raw: other.raw
        for step, a, b, c, d in steps
        if step == "replace" and b - a == d - c
        for one, other in zip(ours[a:b], theirs[c:d], strict=True)
    }


def _spelled(old: Sheet, ours: Sequence[Line], theirs: Sequence[Line]) -> Iterator[Change]:
    """Texts that read the same and are written otherwise: apostrophes, Unicode forms."""
    written = {line.key: line.raw for line in theirs}
    for key, raw in {line.key: line.raw for line in ours}.items():
        other = written.get(key, raw)
        if other != raw:
            yield change(Kind.TEXT, old.name, "", raw, other)


def _missing(ours: Sequence[Line], theirs: Sequence[Line], words: str) -> list[str]:
    """The texts of one side that do not stand anywhere on the other, sentence by sentence."""
    left = Counter(line.key for line in ours)
    left.subtract(Counter(line.key for line in theirs))
    raw = {line.key: line.raw for line in ours}
    others = {line.key for line in theirs}
    return [
        part
        for key, count in left.items()
        if count > 0 and not contains(words, key) and not _joined(key, words, others)
        for part in _SENTENCES.split(raw[key])
        if has_words(part) and not contains(words, _plain(part))
    ]


def _joined(text: str, words: str, others: AbstractSet[str]) -> bool:
    """Whether a text is but two of the other side's put together: one of them is a whole one."""
    pieces = text.split()
    return any(
        (" ".join(pieces[:cut]) in others and contains(words, " ".join(pieces[cut:])))
        or (" ".join(pieces[cut:]) in others and contains(words, " ".join(pieces[:cut])))
        for cut in range(_LEAST, len(pieces) - _LEAST + 1)
    )


def _plain(text: str) -> str:
    return split_label(fold(text)).text or fold(text)


def reworded(
    gone: Sequence[str], come: Sequence[str], in_place: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, str]]:
    """Pair texts that are gone with those that came.

    Args:
        gone: texts of the old side.
        come: texts of the new side.
        in_place: which text stands where another stood.

    Yields:
        Each text once with what became of it, "" for nothing: the most alike are paired first,
        then those that stand in each other's place, however unlike.
    """
    left = list(dict.fromkeys(come))
    pairs: dict[str, str] = {}
    for before, after in (*_alike(gone, left), *in_place.items()):
        if before in gone and before not in pairs and after in left:
            pairs[before] = after
            left.remove(after)
    yield from ((before, pairs.get(before, "")) for before in dict.fromkeys(gone))
    yield from (("", after) for after in left)


def _alike(gone: Sequence[str], come: Sequence[str]) -> list[tuple[str, str]]:
    """Pairs of texts that are alike enough to be one, the most alike first."""
    scored = [
        (score, before, after)
        for before in dict.fromkeys(gone)
        for after, score, _ in process.extract(before, come, scorer=fuzz.ratio, limit=3)
        if score >= _ALIKE or garbles(before, after)
    ]
    scored.sort(key=lambda one: -one[0])
    return [(before, after) for _, before, after in scored]


def change(kind: Kind, page: str, part: str, old: str, new: str) -> Change:
    """A change of words, of the kind that it is: garbled, another form, or reworded."""
    return Change(kind=_manner(kind, old, new), page=page, part=part, old=old, new=new)


def _manner(kind: Kind, old: str, new: str) -> Kind:
    if old and new:
        if garbles(old, new) or garbles(new, old):
            return Kind.MOJIBAKE
        if unicodedata.normalize("NFC", old) == unicodedata.normalize("NFC", new):
            return Kind.UNICODE
        if fold(old) == fold(new):
            return Kind.TYPOGRAPHY
    return kind


def garbles(text: str, other: str) -> bool:
    """Whether the other is the text read in a wrong character set, or with signs lost."""
    if not _GARBLED.search(other) or _GARBLED.search(text):
        return False
    return any(
        fold(text.encode(wrote, "replace").decode(read, "replace")) == fold(other)
        for wrote, read in _MISREADINGS
    ) or _likeness_without_accents(text, other)


_MISREADINGS = (
    ("utf-8", "cp1252"),
    ("utf-8", "latin-1"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
)


def _likeness_without_accents(text: str, other: str) -> bool:
    """Whether the plain letters of both are the same ones, in order."""
    ours, theirs = ("".join(c for c in t if c.isascii() and c.isalnum()) for t in (text, other))
    return bool(ours) and ours == theirs


def _titles(old: Sheet, new: Sheet) -> Iterator[Change]:
    ours, theirs = old.line(old.page.title), new.line(new.page.title)
    if ours.raw != theirs.raw:
        yield change(Kind.TITLE, old.name, "", ours.raw, theirs.raw)


def _headings(old: Sheet, new: Sheet) -> Iterator[Change]:
    """Texts on both pages of which one is marked as a heading, or of another level."""
    ours, theirs = _levels(old.lines), _levels(new.lines)
    for key, (raw, levels) in ours.items():
        others = theirs[key][1] if key in theirs else levels
        if others != levels and len(others) == len(levels):
            said = (", ".join(map(_heading, some)) for some in (levels, others))
            yield Change(kind=Kind.HEADING, page=old.name, part=raw, old=next(said), new=next(said))


def _levels(lines: Sequence[Line]) -> dict[str, tuple[str, list[int]]]:
    """How each text of a page is marked, as often as it stands there."""
    found: dict[str, tuple[str, list[int]]] = {}
    for line in lines:
        found.setdefault(line.key, (line.raw, []))[1].append(line.level)
    return found


def _heading(level: int) -> str:
    if level < 0:
        return "a title by its looks"
    return f"heading {level}" if level else "plain text"
