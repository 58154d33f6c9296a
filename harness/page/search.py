"""All the words of a page as one text, for finding sentences in it."""

from collections.abc import Iterator
from functools import cached_property

from harness.core.text import closest, contains, fold
from harness.model.page import Page


class Reading:
    """The words of a page, folded once."""

    def __init__(self, page: Page) -> None:
        self.page = page

    @cached_property
    def blocks(self) -> tuple[str, ...]:
        """The visible blocks of text in reading order, folded."""
        return tuple(fold(text.text) for text in self.page.texts if text.visible)

    @cached_property
    def flow(self) -> str:
        """The visible blocks as one text: what a person reads from top to bottom."""
        return " ".join(self.blocks)

    @cached_property
    def sequence(self) -> str:
        """The flow with the words on buttons in their places."""
        texts, buttons = self.page.texts, self.page.buttons
        words = [(place, 1, text.text) for place, text in enumerate(texts) if text.visible]
        words += [
            (len(texts) if button.place is None else button.place, 0, button.label)
            for button in buttons
            if button.visible
        ]
        return " ".join(fold(part[2]) for part in sorted(words, key=lambda part: part[:2]))

    @cached_property
    def words(self) -> str:
        """The flow, and behind it the words that stand in parts (buttons, hints, pictures)."""
        return "\n".join((self.flow, *map(fold, self._parts())))

    def _parts(self) -> Iterator[str]:
        page = self.page
        yield from (link.label for link in page.links if link.visible)
        yield from (button.label for button in page.buttons if button.visible)
        for field in page.visible_fields:
            yield from (f"{field.label} {field.mark}", field.help, field.placeholder)
            yield field.value if field.kind in _SHOWN else ""
            yield from (option.text for option in field.options)
            yield field.group
        yield from (message.text for message in page.messages if message.visible)
        yield from (picture.alt for picture in page.pictures if picture.visible)

    def has(self, sentence: str) -> bool:
        """Whether a sentence stands on the page."""
        return contains(self.words, sentence)

    def nearest(self, sentence: str) -> str:
        """The passage that comes closest to a sentence that is not there; "" for none."""
        passage, score = closest(sentence, (*self.blocks, *map(fold, self._parts())))
        return passage if score >= _ALIKE else ""


_ALIKE = 0.5
# Before there were placeholders, a field said in its own content what to type.
_SHOWN = frozenset({"text", "search", "textarea"})
