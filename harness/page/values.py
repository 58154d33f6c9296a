"""The values that a page shows under a label: behind it, beside it, or in the column below it."""

from collections.abc import Iterator, Sequence
from itertools import zip_longest

from harness.core.text import label_key
from harness.model.page import Box, Field, Page, Text
from harness.page.held import held

_SAME_LINE = 0.5  # of the height of the lower of two texts
_SAME_COLUMN = 0.5  # of the width of the narrower of two texts
_COLUMNS = 3  # at least, of a row of heads; two may be a label and its value
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


def _below_in_grid(label: Text, texts: Sequence[Text]) -> Iterator[str]:
    """The texts in the column below a head of a grid."""
    head = label.cell
    if head is None:
        return
    grid = [(text, text.cell) for text in texts if text.cell and text.cell.grid == head.grid]
    if _are_heads(label, [text for text, cell in grid if cell.row == head.row]):
        for text, cell in grid:
            if cell.column == head.column and cell.row > head.row:
                yield text.text


def _in_layout(label: Text, texts: Sequence[Text]) -> Iterator[str]:
    """The text to the right of a label on its line, and those in the column below a head."""
    head = label.box
    if head is None:
        return
    placed = [(one, one.box) for one in texts if one.box and one.frame == label.frame]
    right = [(box.x, one.text) for one, box in placed if _is_right_of(head, box)]
    if right:
        yield min(right)[1]
    if not _are_heads(label, [one for one, box in placed if _is_on_line(head, box)]):
        return
    below = [(box.y, one.text, box) for one, box in placed if _is_below(head, box)]
    for _, text, box in sorted(below, key=lambda one: one[0]):
        if box.width > _COLUMN * head.width:
            return
        if sum(_is_on_line(box, other) for _, other in placed) > 1:
            yield text


def _are_heads(label: Text, row: Sequence[Text]) -> bool:
    """Whether the texts of a row are heads of columns, and no entry of a list with its values."""
    alike = [one.text for one in row if one.kind == label.kind]
    has_digits = any(map(str.isdigit, "".join(alike)))
    return len(alike) >= _COLUMNS and not has_digits and not label.entry


def _is_on_line(one: Box, other: Box) -> bool:
    shared = min(one.y + one.height, other.y + other.height) - max(one.y, other.y)
    return shared >= _SAME_LINE * min(one.height, other.height) > 0


def _is_right_of(head: Box, box: Box) -> bool:
    return _is_on_line(head, box) and box.x >= head.x + head.width - 1


def _is_below(head: Box, box: Box) -> bool:
    shared = min(head.x + head.width, box.x + box.width) - max(head.x, box.x)
    is_in_column = shared >= _SAME_COLUMN * min(head.width, box.width) > 0
    return is_in_column and box.y >= head.y + head.height - 1
