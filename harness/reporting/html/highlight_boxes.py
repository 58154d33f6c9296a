"""Where on a page something was seen: the boxes that a report frames in its picture."""

from collections.abc import Iterable, Iterator

from harness.core.sanitize import QUOTED
from harness.core.text import fold
from harness.model.page import Box, Element, Page
from harness.reporting.html.word_diff import difference

_MOST = 3  # frames on one picture
_SHORTEST = 3  # letters of a passage that is looked for


def boxes(page: Page, ref: str, expected: str, seen: str) -> tuple[Box, ...]:
    """What to frame on a page's picture.

    Args:
        page: the page.
        ref: the element that a finding points at; "" for none.
        expected: what should have been there, in words.
        seen: what was there, in words. Where no element is pointed at, the elements are framed
            that say what is quoted in it, or else what differs in it.

    Returns:
        Boxes in CSS pixels from the top left of the document; () where nothing can be framed.
    """
    pointed = [part.box for part in _parts(page) if ref and part.ref == ref and part.box]
    said = QUOTED.findall(seen) or _differing(expected, seen)
    return tuple(dict.fromkeys(pointed[:1] or _around(page, said)))[:_MOST]


def _differing(expected: str, seen: str) -> list[str]:
    pieces = (piece for piece in difference(expected, seen)[1] if piece.differs)
    return [piece.text.strip(" –-,;.") for piece in pieces]


def _around(page: Page, passages: Iterable[str]) -> Iterator[Box]:
    """The smallest element around each passage."""
    said = [(fold(words), part.box) for part in _parts(page) for words in _words(part) if part.box]
    for passage in map(fold, passages):
        around = [box for words, box in said if len(passage) >= _SHORTEST and passage in words]
        if around:
            yield min(around, key=lambda box: box.width * box.height)


def _parts(page: Page) -> Iterator[Element]:
    for parts in (page.fields, page.buttons, page.links, page.messages, page.texts):
        yield from (part for part in parts if part.visible)
    yield from (part for parts in (page.pictures, page.sounds) for part in parts if part.visible)


def _words(part: Element) -> tuple[str, ...]:
    """What a person reads on a part."""
    return tuple(filter(None, (getattr(part, name, "") for name in ("text", "label", "alt"))))
