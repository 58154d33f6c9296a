"""Compares the texts and headings that a reader meets on two pages."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from harness.core.text import has_words, label_key
from harness.crawl.diff.context import Change, values
from harness.crawl.diff.matching import Matching
from harness.crawl.diff.noise import steady
from harness.model.fact import Fact, fact, quotes
from harness.model.page import Page

_MAX_LISTED = 5  # texts in one difference
_SIMILAR = 0.6  # similarity of two texts of which one replaces the other
_MIN_WITHIN = 4  # characters of words that are found without blanks around them
_MAX_LINK = 12  # words of a link that is found within a text
_HEADING = "heading"


@dataclass
class ChangedWords:
    """The words of links, buttons and fields that changed; texts with them change as well.

    Attributes:
        replaced: old words -> new words; "" for those that are gone.
        added: new words that replace none.
        linked: the words of links that both pages have.
    """

    replaced: dict[str, str] = field(default_factory=dict)
    added: set[str] = field(default_factory=set)
    linked: set[str] = field(default_factory=set)

    def note(self, old: str, new: str) -> None:
        """Take in words that changed; "" for none."""
        old, new = steady(old), steady(new)
        if old:
            self.replaced[old] = new
        elif new:
            self.added.add(new)

    def is_of_links(self, text: str) -> bool:
        """Whether a text is nothing but links that both pages have, perhaps with signs between."""
        pieces = text.split()
        ends = {0}  # numbers of pieces after which whole links end
        for start, piece in enumerate(pieces):
            if start not in ends:
                continue
            if not has_words(piece):
                ends.add(start + 1)
            for stop in range(start + 1, min(start + _MAX_LINK, len(pieces)) + 1):
                if label_key(" ".join(pieces[start:stop])) in self.linked:
                    ends.add(stop)
        return len(pieces) in ends

    def in_old(self, text: str) -> str:
        """An old text with the new words in it, without those that are gone."""
        return _with_words(text, self.replaced)

    def in_new(self, text: str) -> str:
        """A new text without the words that were added."""
        return _with_words(text, dict.fromkeys(self.added, ""))


def _with_words(text: str, words: dict[str, str]) -> str:
    """A text with words replaced; short ones only where blanks stand around them."""
    text = f" {text} "
    for old in sorted(words, key=len, reverse=True):
        margin = "" if len(old) >= _MIN_WITHIN else " "
        text = text.replace(f"{margin}{old}{margin}", f"{margin}{words[old]}{margin}")
    return label_key(text)


@dataclass(frozen=True)
class _Block:
    """A text of a page.

    Attributes:
        place: among the texts of its page.
        text: as a reader sees it.
        level: of a heading; 0 for other texts.
        rest: the key after the changes of links, buttons and fields in it.
    """

    place: int
    text: str
    key: str
    level: int
    rest: str = ""


def text_changes(old: Page, new: Page, words: ChangedWords) -> Iterator[Change]:
    """What changed about the texts of two pages, without the words of links, buttons and fields."""
    blocks = Matching(_blocks(old), _blocks(new))
    blocks.pair(lambda block: (block.key, block.level))
    for one, other in blocks.pair(lambda block: block.key):
        yield from _level_changes(one, other)
    uses = Counter(block.key for block in _blocks(old))
    if moved := [block.text for block in blocks.moved() if uses[block.key] == 1]:
        yield "", fact("texts-reordered", count=len(moved), texts=quotes(moved[:_MAX_LISTED]))
    blocks.old = [replace(one, rest=words.in_old(one.key)) for one in blocks.old]
    blocks.new = [replace(one, rest=words.in_new(one.key)) for one in blocks.new]
    for one, other in blocks.pair(lambda block: block.rest or None):
        yield from _level_changes(one, other)
    blocks.old = [one for one in blocks.old if has_words(one.rest)]
    blocks.new = [one for one in blocks.new if has_words(one.rest)]
    blocks.old = [one for one in blocks.old if one.level or not words.is_of_links(one.key)]
    blocks.new = [one for one in blocks.new if one.level or not words.is_of_links(one.key)]
    yield from _rewritten(blocks)
    for block in blocks.old:
        yield block.text, _as_heading("lost", block)
    for block in blocks.new:
        yield block.text, _as_heading("new", block)


def _blocks(page: Page) -> list[_Block]:
    """The visible texts of a page, without those that are the label of a field."""
    labels = {label_key(one.label) for one in page.fields if one.label}
    return [
        _Block(place, text.text, steady(text.text), text.level if text.kind == _HEADING else 0)
        for place, text in enumerate(page.texts)
        if text.visible and (text.kind == _HEADING or label_key(text.text) not in labels)
    ]


def _level_changes(old: _Block, new: _Block) -> Iterator[Change]:
    if old.level == new.level:
        return
    if not new.level:
        yield old.text, fact("heading-unmarked", level=old.level)
    elif not old.level:
        yield old.text, fact("heading-marked", level=new.level)
    else:
        yield old.text, fact("heading-level-changed", old=old.level, new=new.level)


def _rewritten(blocks: Matching[_Block]) -> Iterator[Change]:
    """The texts that others replace: similar ones, then those between the same texts."""
    found = [
        *blocks.pair_similar(lambda block: block.key if block.level else "", _SIMILAR),
        *blocks.pair_similar(lambda block: block.key, _SIMILAR),
    ]
    places = {id(block): gap for block, gap in _gaps(blocks)}
    found += blocks.pair(lambda block: places.get(id(block)))
    for one, other in found:
        yield from _level_changes(one, other)
        if one.level and other.level:
            yield "", fact("heading-changed", **values(one.text, other.text))
        else:
            yield "", fact("text-changed", **values(one.text, other.text))


def _gaps(blocks: Matching[_Block]) -> Iterator[tuple[_Block, tuple[int, bool, int]]]:
    """The texts whose place between paired texts has as many unpaired ones on the other page.

    Yields:
        The text; the place in the new page of the paired text before it, whether it is a heading,
        and its number among those of the same place and kind.
    """
    by_old = sorted((one.place, other.place) for one, other in blocks.pairs)
    by_new = sorted((other.place, other.place) for _, other in blocks.pairs)
    sides = []
    for side, known in ((blocks.old, by_old), (blocks.new, by_new)):
        groups: defaultdict[tuple[int, bool], list[_Block]] = defaultdict(list)
        for block in side:
            index = bisect_left(known, (block.place, -1))
            groups[known[index - 1][1] if index else -1, block.level > 0].append(block)
        sides.append(groups)
    for gap, of_old in sides[0].items():
        if len(of_old) == len(sides[1].get(gap, ())):
            for group in (of_old, sides[1][gap]):
                yield from ((block, (*gap, number)) for number, block in enumerate(group))


def _as_heading(change: str, block: _Block) -> Fact:
    if block.level:
        return fact("heading-lost" if change == "lost" else "heading-new", level=block.level)
    return fact("text-lost" if change == "lost" else "text-new")
