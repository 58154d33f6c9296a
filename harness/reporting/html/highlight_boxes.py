"""Where on a page something was seen: the boxes that a report draws on its screenshot."""

from collections.abc import Iterable, Iterator

from harness.core.text import fold, steps_between
from harness.model.fact import Fact
from harness.model.page import Box, Element, Page

MAX_BOXES = 3  # on one screenshot
MIN_PASSAGE_LENGTH = 3  # letters of a passage that is looked for


def boxes(page: Page, ref: str, expected: Fact | None, seen: Fact | None) -> tuple[Box, ...]:
    """The parts of a page to highlight on its screenshot.

    Args:
        page: the page.
        ref: the element that a finding points at; "" for none.
        expected: what should have been there.
        seen: what was there. Without an element, the boxes surround the words that it quotes;
            if it quotes none, the listed texts that stand elsewhere than expected.

    Returns:
        Boxes in CSS pixels from the top left of the document; () if there is nothing to highlight.
    """
    pointed = [part.box for part in _parts(page) if ref and part.ref == ref and part.box]
    passages = (tuple(seen.quotes()) or _moved(expected, seen)) if seen else ()
    return tuple(dict.fromkeys(pointed[:1] or _around(page, passages)))[:MAX_BOXES]


def _moved(expected: Fact | None, seen: Fact) -> tuple[str, ...]:
    """The listed texts of a fact that do not stand where another fact lists them."""
    wanted, found = _listed(expected) if expected else [], _listed(seen)
    steps = steps_between(wanted, found)
    in_place = {place for step, _, _, a, b in steps if step == "equal" for place in range(a, b)}
    return tuple(text for number, text in enumerate(found) if number not in in_place)


def _listed(fact: Fact) -> list[str]:
    lists = (value for value in fact.params.values() if isinstance(value, tuple))
    return [text for texts in lists for text in texts if isinstance(text, str)]


def _around(page: Page, passages: Iterable[str]) -> Iterator[Box]:
    """The smallest element around each passage."""
    shown = [(fold(words), part.box) for part in _parts(page) for words in _words(part) if part.box]
    for passage in map(fold, passages):
        long_enough = len(passage) >= MIN_PASSAGE_LENGTH
        around = [box for words, box in shown if long_enough and passage in words]
        if around:
            yield min(around, key=lambda box: box.width * box.height)


def _parts(page: Page) -> Iterator[Element]:
    for parts in (page.fields, page.buttons, page.links, page.messages, page.texts):
        yield from (part for part in parts if part.visible)
    yield from (part for parts in (page.pictures, page.sounds) for part in parts if part.visible)


def _words(part: Element) -> tuple[str, ...]:
    """The words that a reader sees on a part."""
    return tuple(filter(None, (getattr(part, name, "") for name in ("text", "label", "alt"))))
