"""Parts the passages of a manual into sentences, and finds the labels in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from harness.drafting.document import Line
from harness.drafting.line_forms import BULLET
from harness.drafting.manual_words import ManualWords, plain_signs
from harness.drafting.quotations import quotations

_END = re.compile(r"[.!?…][)\]]?\s+(?=[^\Wa-z\d_]|[«“\"(\[]|\d)")
_ENDS = ".!?…"
_BEGINS = re.compile(r"\s(?:[^\Wa-z_]|[«“\"(\[])")
_STEP = re.compile(r"\d+[.)]\s")
_CLAUSE = re.compile(r"\s*;\s+")
_MAX_LABEL = 300  # characters
_MAX_LABELS = 30  # of a sentence that are looked at


@dataclass(frozen=True)
class Label:
    """Words of a sentence that stand out, by quotation marks or by a mark-up.

    Attributes:
        start, stop: where it stands in its sentence, quotation marks included.
        words: without quotation marks.
        quoted: whether it stands in quotation marks.
        linked: whether it is a link of the document.
    """

    start: int
    stop: int
    words: str
    quoted: bool
    linked: bool = False


@dataclass(frozen=True)
class Sentence:
    """A sentence, or a clause that a semicolon ends.

    Attributes:
        text: as the passage has it.
        labels: in their order.
        begins_step: whether it is the first one of a numbered step.
    """

    text: str
    labels: tuple[Label, ...]
    begins_step: bool = False

    def before(self, place: int) -> str:
        """What stands between a label and the one before it, with plain signs."""
        start = self.labels[place - 1].stop if place else 0
        return plain_signs(self.text[start : self.labels[place].start])

    def behind(self, place: int) -> str:
        """What stands between a label and the next one, with plain signs."""
        following = self.labels[place + 1 : place + 2]
        stop = following[0].start if following else len(self.text)
        return plain_signs(self.text[self.labels[place].stop : stop])

    @property
    def own_words(self) -> str:
        """The sentence without its labels, with plain signs."""
        return " ".join(
            (
                *(self.before(place) for place in range(len(self.labels))),
                self.behind(len(self.labels) - 1) if self.labels else plain_signs(self.text),
            )
        )


def sentences(line: Line, words: ManualWords) -> tuple[Sentence, ...]:
    """The sentences of a line without its bullet, and without the word that begins a note."""
    begin = _begin(line.text, words)
    labels = [
        one
        for one in _labels(line)
        if one.start >= begin and not words.is_one(one.words, words.no_labels)
    ]
    return tuple(_parted(line.text, begin, labels, words))


def _begin(text: str, words: ManualWords) -> int:
    bullet = BULLET.match(text)
    begin = bullet.end() if bullet else 0
    note = words.note.match(plain_signs(text[begin:]))
    return begin + note.end() if note else begin


def _parted(
    text: str, begin: int, labels: list[Label], words_of_manual: ManualWords
) -> Iterator[Sentence]:
    starts = [begin, *_borders(text, begin, labels, words_of_manual), len(text)]
    places = [one.start for one in labels]
    for start, stop in pairwise(starts):
        words = text[start:stop].strip()
        if not any(map(str.isalnum, words)):
            continue
        shift = start + len(text[start:stop]) - len(text[start:stop].lstrip())
        own = labels[bisect_left(places, start) : bisect_left(places, stop)][:_MAX_LABELS]
        moved = (replace(one, start=one.start - shift, stop=one.stop - shift) for one in own)
        step = start == begin and bool(_STEP.match(text))
        yield Sentence(words, tuple(moved), step)


def _borders(text: str, begin: int, labels: list[Label], words: ManualWords) -> list[int]:
    """Where sentences begin, behind the first one; none begins within a label."""
    inside = [False] * (len(text) + 1)
    for one in labels:
        inside[one.start : one.stop] = [True] * (one.stop - one.start)
    found = {
        match.end()
        for pattern in (_END, _CLAUSE)
        for match in pattern.finditer(text, begin)
        if not inside[match.start()]
        and not words.abbreviation.search(text[max(begin, match.start() - 9) : match.start()])
    }
    for one in labels:  # « Is it so? » Then …
        behind = text[one.stop : one.stop + 2]
        if one.words[-1:] in _ENDS and _BEGINS.match(behind):
            found.add(one.stop + 1)
    return sorted(found)


def _labels(line: Line) -> list[Label]:
    quoted = [
        Label(start, stop, words, quoted=True) for start, stop, words in quotations(line.text)
    ]
    taken = bytearray(len(line.text) + 1)
    for one in quoted:
        taken[one.start : one.stop] = b"\1" * (one.stop - one.start)
    marked = [
        Label(start, stop, line.text[start:stop].strip(" :*"), quoted=False, linked=linked)
        for spans, linked in ((line.links, True), (line.marks, False))
        for start, stop in spans
        if not any(taken[start:stop])
    ]
    every = {(one.start, one.stop): one for one in (*marked, *quoted)}
    return [
        one
        for _, one in sorted(every.items())
        if any(map(str.isalnum, one.words)) and len(one.words) <= _MAX_LABEL
    ]
