"""The `label` elements near a field that no attribute binds to one."""

from collections.abc import Iterator

from harness.core.text import has_words, squeeze
from harness.page.dom.outline import Node, Outline
from harness.page.labels.adjacent_text import WHOLE_FORMS, count_fields, is_bound, readable_text
from harness.page.labels.hints import is_error

_MAX_LEVELS = 6  # elements around a field that are searched
_MAX_AWAY = 200  # items of the stream between a field and its label


def label_before(document: Outline, field: Node) -> str:
    """The last `label` element before a field in an element without another field."""
    labels = _labels_in(document, _own_element(document, field), field)
    before = [label for label in labels if label.stop <= field.start]
    return _words(document, before[-1], field) if before else ""


def label_after(document: Outline, field: Node) -> str:
    """The first `label` element after a field in an element without another field."""
    labels = _labels_in(document, _own_element(document, field), field)
    return next(
        (_words(document, label, field) for label in labels if label.start >= field.stop), ""
    )


def label_beside(document: Outline, field: Node) -> str:
    """The `label` element that follows a field as its next sibling."""
    if field.parent is None or field.last >= field.parent.last:
        return ""
    sibling = document.nodes[field.last]
    is_one = sibling.parent is field.parent and _is_free(document, sibling, field)
    return _words(document, sibling, field) if is_one else ""


def label_next(document: Outline, field: Node) -> str:
    """The `label` element in which the next words after a field are."""
    for item in document.stream[field.stop : field.stop + _MAX_AWAY]:
        if item.is_control_for(field):
            break
        if has_words(item.text) and item.node.is_shown_to(field):
            label = item.node.label
            is_free = label is not None and _is_free(document, label, field)
            return _words(document, label, field) if label is not None and is_free else ""
    return ""


def _own_element(document: Outline, field: Node) -> Node:
    own = field
    for outer in field.ancestors(_MAX_LEVELS):
        if outer.tag in WHOLE_FORMS or count_fields(document, outer, field) > 1:
            break
        own = outer
    return own


def _labels_in(document: Outline, own: Node, field: Node) -> Iterator[Node]:
    inside = document.nodes[own.order : own.last]
    return (node for node in inside if _is_free(document, node, field))


def _is_free(document: Outline, node: Node, field: Node) -> bool:
    """Whether an element is a label with words that belongs to no control."""
    if node.tag != "label" or not node.is_shown_to(field) or is_bound(node, field):
        return False
    if count_fields(document, node, field) or is_error(node, field):
        return False
    return has_words(_words(document, node, field))


def _words(document: Outline, label: Node, field: Node) -> str:
    return squeeze(readable_text(document, label.start, label.stop, field))
