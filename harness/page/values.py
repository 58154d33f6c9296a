"""The values that a page shows under a label: behind it, beside it, or in the column below it."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from harness.core.text import label_key
from harness.model.page import Box, Field, Page, Text
from harness.page.held import held

_SAME_LINE = 0.5  # of the height of the lower of two texts
_SAME_COLUMN = 0.5  # of the width of the narrower of two texts
_COLUMN = 1.5  # times the width of a head: what is wider stands in no column below it


def values_under(label: str, page: Page, field: Field | None) -> tuple[str, ...]:
    """The values under a label, each once.

    They are what its field holds, what stands behind it on its line, the text after it, and what
    stands beside it and below it: in the grid that the boxes of the page make, and in its layout.
    """
    return tuple(dict.fromkeys(_values(label, page, field)))


def _values(label: str, page: Page, field: Field | None) -> Iterator[str]:
    if field:
        yield held(field)
    texts = [text for text in page.texts if text.visible]
    for text, following in zip_longest(texts, texts[1:]):
        if label_key(text.text) == label_key(label):
            yield following.text if following else ""
            yield from _below_in_grid(text, texts)
            yield from _in_layout(text, texts)
        elif ":" in text.text and label_key(text.text.partition(":")[0]) == label_key(label):
            yield text.text.partition(":")[2].strip()


def _below_in_grid(label: Text, texts: Iterable[Text]) -> Iterator[str]:
    """The texts in the column below a head."""
    if label.cell is None:
        return
    for text in texts:
        cell = text.cell
        is_in_column = cell and (cell.grid, cell.column) == (label.cell.grid, label.cell.column)
        if cell and is_in_column and cell.row > label.cell.row:
            yield text.text


def _in_layout(label: Text, texts: Iterable[Text]) -> Iterator[str]:
    """The text to the right of a label on its line, and those in the column below it."""
    placed = [(one.text, one.box) for one in texts if one.box and one.frame == label.frame]
    if label.box is None:
        return
    head = label.box
    right = [(box.x, text) for text, box in placed if _is_right_of(head, box)]
    if right:
        yield min(right)[1]
    below = sorted(((box.y, text, box) for text, box in placed if _is_below(head, box)), key=_first)
    for _, text, box in below:
        if box.width > _COLUMN * head.width:
            return
        yield text


def _first(found: tuple[float, str, Box]) -> float:
    return found[0]


def _is_right_of(head: Box, box: Box) -> bool:
    shared = min(head.y + head.height, box.y + box.height) - max(head.y, box.y)
    is_on_line = shared >= _SAME_LINE * min(head.height, box.height) > 0
    return is_on_line and box.x >= head.x + head.width - 1


def _is_below(head: Box, box: Box) -> bool:
    shared = min(head.x + head.width, box.x + box.width) - max(head.x, box.x)
    is_in_column = shared >= _SAME_COLUMN * min(head.width, box.width) > 0
    return is_in_column and box.y >= head.y + head.height - 1
