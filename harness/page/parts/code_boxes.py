"""Fields of one character each, into which a code is typed, read as one field.

That field is labelled by what its boxes have in common, by their group, or by the heading of the
page; everything else is the first box's.
"""

from collections.abc import Iterator
from itertools import groupby

from harness.core.text import fold
from harness.model.page import Field, LabelSource, Page

_KINDS = frozenset({"text", "password", "tel", "number"})
_MIN_BOXES = 4  # fewer may be a day and a month, or an answer of a letter


def fields_with_rows(page: Page) -> tuple[Field, ...]:
    """The visible fields, every row as one field."""
    rows = {box.ref: one for row in _rows(page) for one in [_as_one(row, page)] for box in row}
    fields = (rows.get(field.ref, field) for field in page.visible_fields)
    return tuple({field.ref: field for field in fields}.values()) if rows else page.visible_fields


def boxes_of(page: Page, field: Field) -> tuple[Field, ...]:
    """The boxes of a field that stands for a row of them; the field alone for any other."""
    rows = (row for row in _rows(page) if row[0].ref == field.ref)
    return next((row for row in rows if field.max_length == len(row)), (field,))


def _rows(page: Page) -> Iterator[tuple[Field, ...]]:
    for is_box, fields in groupby(page.visible_fields, key=_row_key):
        row = tuple(fields)
        if is_box and len(row) >= _MIN_BOXES:
            yield row


def _row_key(field: Field) -> tuple[object, ...]:
    is_box = field.kind in _KINDS and field.max_length == 1 and not field.read_only
    return (field.frame, field.form) if is_box else ()


def _as_one(row: tuple[Field, ...], page: Page) -> Field:
    first = row[0]
    return first.model_copy(
        update={
            "label": _label(row, page),
            "label_source": LabelSource.LEGEND,
            "value": "".join(field.value for field in row),
            "max_length": len(row),
            "required": any(field.required for field in row),
        }
    )


def _label(row: tuple[Field, ...], page: Page) -> str:
    """The one label of the boxes, their group's, or the heading of the page."""
    labels = {fold(field.label) for field in row if field.label}
    if len(labels) == 1:
        return row[0].label or labels.pop()
    headings = sorted(page.headings, key=lambda heading: heading.level)
    return row[0].group or next((heading.text for heading in headings), row[0].label)
