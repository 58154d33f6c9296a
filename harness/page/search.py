"""The words of a page as one text, in which sentences are searched."""

from collections.abc import Iterator
from functools import cached_property

from harness.core.text import alike, contains_words, find_words, fold
from harness.model.page import Page
from harness.page.find import labels_of
from harness.page.sequence import Sequence, sequence_of


class PageText:
    """The words of a page, folded once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The visible blocks of text in reading order, folded."""
        return tuple(map(fold, self.page.words))

    @cached_property
    def flow(self) -> str:
        """The visible blocks as one text, from top to bottom."""
        return " ".join(self.blocks)

    @cached_property
    def sequence(self) -> Sequence:
        """The blocks and the words on buttons, in reading order."""
        return sequence_of(self.page)

    @cached_property
    def words(self) -> str:
        """The flow, followed by the words of other parts (buttons, hints, pictures)."""
        return "\n".join((self.flow, *self._pieces[len(self.blocks) :]))

    @cached_property
    def _pieces(self) -> tuple[str, ...]:
        """The blocks, then the words of each other part, folded."""
        return (*self.blocks, *map(fold, self._parts()))

    def _parts(self) -> Iterator[str]:
        page = self.page
        for part in (*page.links, *page.buttons):
            yield from labels_of(part) if part.visible else ()
        for field in page.visible_fields:
            yield from (f"{field.label} {field.mark}", field.help, field.placeholder)
            yield field.value if field.kind in _WITH_VISIBLE_VALUE else ""
            yield from (option.text for option in field.options)
            yield field.group
        yield from (message.text for message in page.messages if message.visible)
        yield from (picture.alt for picture in page.pictures if picture.visible)

    def has(self, sentence: str) -> bool:
        """Whether a sentence is on the page, typography and a colon at its end aside."""
        words = fold(sentence).rstrip(_COLON)
        return any(contains_words(text, words) for text in (self.words, *self._pieces))

    def count(self, sentence: str) -> int:
        """How often a sentence is on the page; an element that is a message too counts twice."""
        words, start, number = fold(sentence).rstrip(_COLON), 0, 0
        while found := find_words(self.words, words, start):
            start, number = found[1], number + 1
        return number or int(self.has(sentence))

    def nearest(self, sentence: str) -> str:
        """The passage that says otherwise what is not on the page; "" for none."""
        return alike(sentence, self._pieces)


_COLON = " :"
# Fields whose value readers see as text: old pages use it in place of a placeholder.
_WITH_VISIBLE_VALUE = frozenset({"text", "search", "textarea"})
