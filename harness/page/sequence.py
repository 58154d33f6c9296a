"""Where words stand on a page, from its top to its end: in texts, and on buttons and links."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from harness.core.text import contains_words, find_words, fold, is_among, label_key
from harness.model.page import Button, Link, Page, Text
from harness.page.find import words_on


@dataclass(frozen=True)
class Line:
    """A block of text or a button.

    Attributes:
        text: the words that everybody reads, folded.
        names: folded accessible names of its controls that say something else, each with the
            index in the text where its control stands.
        links: folded words on the links in it.
    """

    text: str
    names: tuple[tuple[int, str], ...] = ()
    links: tuple[str, ...] = ()

    def begins_with(self, words: str) -> bool:
        """Whether its text or one of its names begins with words."""
        texts = (self.text, *(name for _, name in self.names))
        return any((found := find_words(text, words)) and not found[0] for text in texts)

    def links_to(self, wordings: Iterable[str]) -> bool:
        """Whether a link in it has one of some wordings, and nothing else."""
        every = {label_key(words) for words in wordings}
        return any(is_among(label_key(words), every) for words in self.links)

    def is_one_of(self, wordings: Iterable[str]) -> bool:
        """Whether its text or one of its names is one of some wordings, and nothing else."""
        texts = (self.text, *(name for _, name in self.names))
        every = {label_key(words) for words in wordings}
        return any(is_among(label_key(text), every) for text in texts if text)


Place = tuple[int, int]
"""Number of a line, and index in its text."""


class Sequence:
    """Lines in reading order, in which words have a place."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._lines = tuple(lines)

    @cached_property
    def _text(self) -> str:
        return " ".join(line.text for line in self._lines if line.text)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        """The index of each line in the whole text."""
        lengths = (len(line.text) + bool(line.text) for line in self._lines)
        return tuple(accumulate(lengths, initial=0))

    def find(self, words: str, after: Place = (0, 0)) -> tuple[Place, Place] | None:
        """Where words begin and end, at a place or after it; None for nowhere.

        A control is where its visible words are, also for its accessible name. A name counts
        only for words that are to be read nowhere.
        """
        if found := self._visible(words, after):
            return found
        is_read_above = after > (0, 0) and self._visible(words, (0, 0))
        return None if is_read_above else next(self._named(words, after), None)

    def _visible(self, words: str, after: Place) -> tuple[Place, Place] | None:
        """The first place in the texts; a sentence may begin with a line, and span several."""
        whole = find_words(self._text, words, self._starts[after[0]] + after[1])
        places = [(self._place(whole[0]), self._place(whole[1]))] if whole else []
        for number, line in enumerate(self._lines[after[0] :], after[0]):
            if found := find_words(line.text, words, after[1] if number == after[0] else 0):
                places.append(((number, found[0]), (number, found[1])))
                break
        return min(places, default=None)

    def _place(self, index: int) -> Place:
        number = bisect_right(self._starts, index) - 1
        return number, index - self._starts[number]

    def _named(self, words: str, after: Place) -> Iterator[tuple[Place, Place]]:
        for number, line in enumerate(self._lines):
            for index, name in line.names:
                if (number, index) >= after and contains_words(name, words):
                    yield (number, index), (number, index)

    def has_line(self, wordings: Iterable[str]) -> bool:
        """Whether one of some wordings of an item is a line of its own."""
        every = tuple(wordings)
        return any(line.is_one_of(every) for line in self._lines)

    def of_lines_with(self, items: Iterable[Iterable[str]]) -> "Sequence":
        """The lines that items are, each by its wordings; without one, those that begin with it.

        Where a line is an item, one that has a link of these words has the item too.
        """
        kept: set[int] = set()
        for wordings in map(tuple, items):
            own = {n for n, line in enumerate(self._lines) if line.is_one_of(wordings)}
            if own:
                own |= {n for n, line in enumerate(self._lines) if line.links_to(wordings)}
            kept |= own or {
                number
                for number, line in enumerate(self._lines)
                if any(line.begins_with(words) for words in wordings)
            }
        return Sequence(line for number, line in enumerate(self._lines) if number in kept)


def sequence_of(page: Page) -> Sequence:
    """The visible texts and buttons of a page, in reading order."""
    last = len(page.texts)
    texts = {place: text for place, text in enumerate(page.texts) if text.visible}
    inside: dict[int, list[Link]] = {}
    placed: list[tuple[int, int, Line]] = []
    for part in (one for one in (*page.links, *page.buttons) if one.visible):
        place = last if part.place is None else part.place
        if isinstance(part, Link) and _is_read(part, texts.get(place)):
            inside.setdefault(place, []).append(part)
        else:
            placed.append((place, 0, _line_of_control(part)))
    placed += [(at, 1, _line_of_text(text, inside.get(at, ()))) for at, text in texts.items()]
    return Sequence(line for *_, line in sorted(placed, key=lambda one: one[:2]))


def _is_read(link: Link, text: Text | None) -> bool:
    """Whether the words on a link are in a text; an icon has a name alone."""
    return text is not None and find_words(fold(text.text), words_on(link)) is not None


def _line_of_text(text: Text, links: Iterable[Link]) -> Line:
    folded, names, end = fold(text.text), list[tuple[int, str]](), 0
    links = tuple(links)
    for link in links:
        start, end = find_words(folded, words_on(link), end) or (end, end)
        if link.drawn:
            names.append((start, fold(link.label)))
    return Line(folded, tuple(names), tuple(words_on(link) for link in links))


def _line_of_control(part: Link | Button) -> Line:
    """The line of a button, or of a link that has a name alone."""
    words = fold(words_on(part) if isinstance(part, Button) else part.drawn)
    name = fold(part.label)
    return Line(words, () if words == name else ((0, name),))
