"""Values that a form sends and shows as text: a label, the value, and a field that nobody sees.

A portal may fill in a field by itself and let nobody change it. Some write a read-only field,
others the words alone.
"""

from collections import defaultdict
from collections.abc import Iterator

from harness.core.text import Label, squeeze
from harness.model.page import Field, LabelSource
from harness.page.dom.outline import Node, Outline
from harness.page.labels.hints import is_label, is_sentence
from harness.page.labels.inference import LabelFinder, without_hint
from harness.page.parts.text_blocks import TextBlock, box

_TYPED = frozenset({"text", "email", "tel", "number"})
"""Kinds of fields that a style sheet may hide beside the text that stands for them."""
_MIN_LENGTH = 3  # characters of a value; a shorter one may be read anywhere
_MAX_LENGTH = 200
_MAX_PLACES = 5  # of a form that end with the same word


class ShownValues:
    """Finds the labels of the values that one document shows and does not let anybody change."""

    def __init__(self, document: Outline, labels: LabelFinder, found: list[TextBlock]) -> None:
        self._document = document
        self._labels = labels
        self._found = found
        self._ending: dict[tuple[str, Node | None], list[int]] = defaultdict(list)
        for index, block in enumerate(found):
            self._ending[block.text.rsplit(" ", 1)[-1], block.node.form].append(index)
        self._asking = {
            node.owner for node in document.nodes if node.part == "field" and node.visible
        }

    def as_field(self, field: Field, node: Node) -> Field:
        """A hidden field as one that nobody can change, if the page shows its value; else itself.

        A form that asks for nothing sums up what was typed before: what it shows is no field.
        """
        value = squeeze(field.value)
        is_hidden = field.kind == "hidden" and field.form != ""
        is_hidden = is_hidden or (field.kind in _TYPED and not field.visible and not field.opener)
        is_asking = is_hidden and field.form in self._asking
        if not (is_asking and _MIN_LENGTH <= len(value) <= _MAX_LENGTH):
            return field
        for block, label in self._labelled(value, node):
            changes = {"kind": "text", "visible": True, "read_only": True, "box": box(block.node)}
            named = {"label": label.text, "label_source": LabelSource.TEXT_BEFORE}
            return field.model_copy(update={**changes, **named, "mark": label.mark})
        return field

    def _labelled(self, value: str, node: Node) -> Iterator[tuple[TextBlock, Label]]:
        places = self._ending.get((value.rsplit(" ", 1)[-1], node.form), [])
        for index in places[:_MAX_PLACES]:
            label = self._label(value, index)
            if label and label.text:
                yield self._found[index], label

    def _label(self, value: str, index: int) -> Label | None:
        block = self._found[index]
        if block.text != value:
            before = block.text.removesuffix(value).rstrip()
            return without_hint(before) if before.endswith(":") and is_label(before) else None
        if left := self._labels.grid.left(block.node):
            return without_hint(left)
        former = self._found[index - 1] if index else None
        if former is None or self._document.count_fields(former.start, block.start):
            return None
        is_name = is_label(former.text) and not is_sentence(former.text)
        return without_hint(former.text) if is_name else None
