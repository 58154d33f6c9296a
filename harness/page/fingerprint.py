"""A digest that is equal for two captures of the same page."""

import hashlib
import json
from collections.abc import Callable, Iterator

from harness.core.text import fold
from harness.core.url import split
from harness.model.page import Page


def fingerprint(page: Page, *, hide: Callable[[str], str] = str) -> str:
    """A stable digest of a page's structure and words.

    Values, refs, boxes and the queries of addresses do not count.

    Args:
        page: the page.
        hide: replaces secrets in the page's words by stable words.

    Returns:
        64 hexadecimal digits.
    """
    rows = [[fold(item) if isinstance(item, str) else item for item in row] for row in _rows(page)]
    document = hide(json.dumps(rows, ensure_ascii=False, separators=(",", ":")))
    return hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()


def _rows(page: Page) -> Iterator[list[str | int]]:
    yield ["page", _bare(page.url), page.status, page.title]
    for text in page.texts:
        yield ["text", *text.frame, text.kind, text.level, text.text]
    for field in page.fields:
        options = [option.text for option in field.options]
        yield ["field", *field.frame, field.name, field.kind, field.label, field.mark, *options]
    for button in page.buttons:
        yield ["button", *button.frame, button.kind, button.label, button.visible]
    for link in page.links:
        yield ["link", *link.frame, link.label, _bare(link.url), link.visible]
    for message in page.messages:
        yield ["message", *message.frame, message.role, message.text]
    for picture in page.pictures:
        yield ["picture", *picture.frame, picture.alt]
    for frame in page.frames:
        yield ["frame", *frame.path, _bare(frame.url)]


def _bare(url: str) -> str:
    """An address without query and fragment; as written if it cannot be read."""
    parts = split(url)
    return f"{parts.origin}{parts.path.partition(';')[0]}" if parts.scheme else url
