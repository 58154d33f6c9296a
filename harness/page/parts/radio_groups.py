"""Groups of radio buttons, read as one field."""

from collections.abc import Iterable
from itertools import groupby

from harness.core.text import fold
from harness.model.page import Field, LabelSource, Option, Page
from harness.page.parts.code_boxes import fields_with_rows

_RADIO = "radio"


def radio_groups(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The named groups of radio buttons, each as one field with their labels as options.

    Returns:
        For each group a field of kind "radio": its label and mark are the group's, its options
        the buttons; everything else is the first button's.
    """
    radios = sorted((f for f in fields if f.kind == _RADIO and f.group), key=_same_question)
    groups = [tuple(group) for _, group in groupby(radios, key=_same_question)]
    return tuple(_as_one(group) for group in groups if len(group) > 1)


def grouped_fields(page: Page) -> tuple[Field, ...]:
    """The visible fields, each group of radio buttons and each row of boxes as one field."""
    fields = fields_with_rows(page)
    groups = {_same_question(question): question for question in radio_groups(fields)}
    kept: dict[str, Field] = {}
    for field in fields:
        group = groups.get(_same_question(field)) if field.kind == _RADIO else None
        kept.setdefault((group or field).ref, group or field)
    return tuple(kept.values())


def radio_button_of(page: Page, question: Field, text: str) -> Field:
    """The radio button of a group with a label; the group (one field) itself if there is none."""
    buttons = (f for f in page.visible_fields if f.kind == _RADIO)
    same = (f for f in buttons if _same_question(f) == _same_question(question))
    wanted = fold(text)
    return next((f for f in same if question.options and fold(f.label) == wanted), question)


def _same_question(field: Field) -> tuple[tuple[str, ...], str, str]:
    return field.frame, field.form, field.name


def _as_one(group: tuple[Field, ...]) -> Field:
    options = tuple(Option(text=f.label, value=f.value, selected=f.checked) for f in group)
    return group[0].model_copy(
        update={
            "label": group[0].group,
            "label_source": LabelSource.LEGEND,
            "value": next((option.value for option in options if option.selected), ""),
            "options": options,
            "required": any(field.required for field in group),
        }
    )
