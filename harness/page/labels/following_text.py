"""The labels of fields that a document writes behind or below each of them."""

from harness.core.text import has_words, squeeze
from harness.page.dom.outline import ItemKind, Node, Outline
from harness.page.labels.adjacent_text import (
    TITLES,
    WHOLE_FORMS,
    count_fields,
    is_bound,
    label_text,
)
from harness.page.labels.hints import is_error, is_help, is_label, is_sentence

_MAX_AWAY = 200  # items of the stream in which the field before is searched
_MIN_FIELDS = 2  # that show the layout


class FollowingText:
    """Finds the fields whose label comes after them.

    It does if all fields of a container are each followed by a short text on their own line or in
    an element of their own, and nothing else there could be their labels.
    """

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._labels: dict[tuple[int, int], dict[int, str]] = {}

    def of(self, field: Node) -> str:
        """The text after a field that is its label; "" if labels do not come after fields."""
        own = self._own_element(field)
        container = own.parent
        if container is None:
            return ""
        key = container.order, field.hider.order if field.hider else -1
        if key not in self._labels:
            self._labels[key] = self._read(container, field)
        return self._labels[key].get(field.order, "")

    def of_one(self, field: Node) -> str:
        """The text after a field that is the only one in an element of its own.

        Between the elements of the field before and of this one no label may be.
        """
        own = field
        while (outer := own.parent) and outer.tag not in WHOLE_FORMS and self._is_own(outer, field):
            own = outer
        if own is field or own.block is not own:
            return ""
        text = self._first_text(field, own.stop)
        end = self._end_of_former(own.start, field)
        is_first = self._is_silent(own.start, field.start, field, is_first=False)
        is_first = is_first and self._is_silent(end, own.start, field, is_first=True)
        return text if is_first and self._is_name(text, field) else ""

    def _end_of_former(self, start: int, viewer: Node) -> int:
        """Where the element of the last field before a position ends."""
        for index in range(start - 1, max(-1, start - 1 - _MAX_AWAY), -1):
            item = self._document.stream[index]
            if item.is_control_for(viewer) and item.node.part == "field":
                return self._own_element(item.node).stop
        return max(0, start - _MAX_AWAY)

    def _first_text(self, field: Node, stop: int) -> str:
        """The words of the first line after a field that has any, without links."""
        stream, index, words = self._document.stream, field.stop, False
        while index < stop:
            item = stream[index]
            is_new = item.kind is ItemKind.BREAK or item.epoch != stream[index - 1].epoch
            if words and (is_new or item.is_control_for(field)):
                break
            words = words or (has_words(item.text) and item.node.is_shown_to(field))
            index += 1
        return squeeze(label_text(self._document, field.stop, index, field))

    def _own_element(self, field: Node) -> Node:
        """The largest element around a field without another one."""
        own = field
        while own.parent is not None and self._is_own(own.parent, field):
            own = own.parent
        return own

    def _is_own(self, element: Node, field: Node) -> bool:
        return count_fields(self._document, element, field) <= 1

    def _read(self, container: Node, viewer: Node) -> dict[int, str]:
        """The labels after the fields of a container; {} if one of them is not followed by one."""
        stream = self._document.stream
        fields = [
            item.node
            for item in stream[container.start : container.stop]
            if item.is_control_for(viewer) and item.node.part == "field"
        ]
        labels: dict[int, str] = {}
        end = container.start
        for field in fields:
            start, stop = self._own_range(field)
            start = max(start, end)
            text = self._first_text(field, stop)
            if field.get("placeholder") or not self._is_name(text, field):
                return {}
            if not self._is_silent(end, start, field, is_first=not labels):
                return {}
            if not self._is_silent(start, field.start, field, is_first=False):
                return {}
            labels[field.order] = text
            end = stop
        is_closed = self._is_silent(end, container.stop, viewer, is_first=True)
        return labels if len(labels) >= _MIN_FIELDS and is_closed else {}

    def _own_range(self, field: Node) -> tuple[int, int]:
        """The part of the stream that belongs to a field: its own element, or its line."""
        own, stream = self._own_element(field), self._document.stream
        if own is not field and own.block is own:
            return own.start, own.stop
        start, stop, epoch = field.start, field.stop, stream[field.start].epoch
        while start and stream[start - 1].epoch == epoch and self._is_inline(start - 1, field):
            start -= 1
        while stop < len(stream) and stream[stop].epoch == epoch and self._is_inline(stop, field):
            stop += 1
        return start, stop

    def _is_inline(self, index: int, field: Node) -> bool:
        item = self._document.stream[index]
        return item.kind is not ItemKind.BREAK and not item.is_control_for(field)

    def _is_name(self, text: str, field: Node) -> bool:
        if not is_label(text) or is_sentence(text) or text[:1].islower():
            return False
        behind = self._document.stream[field.stop : field.stop + _MAX_AWAY]
        words = next(
            (one.node for one in behind if has_words(one.text) and one.node.control is None), field
        )
        return not (is_help(words, field) or is_error(words, field) or is_bound(words, field))

    def _is_silent(self, start: int, stop: int, viewer: Node, *, is_first: bool) -> bool:
        """Whether a part of the stream has no words that could be a label.

        Args:
            start: index of its first item.
            stop: index after its last one.
            viewer: a field; words that are not shown with it do not count.
            is_first: whether an introduction may be there.
        """
        for item in self._document.stream[start:stop]:
            node = item.node
            if item.kind is not ItemKind.WORDS or not has_words(item.text):
                continue
            if node.control is not None or not node.is_shown_to(viewer) or node.kind in TITLES:
                continue
            if not (is_first and (is_sentence(squeeze(item.text)) or not is_label(item.text))):
                return False
        return True
