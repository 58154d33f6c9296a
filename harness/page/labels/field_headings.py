"""The headings that are labels: one right before each field, where no other text could be one."""

from harness.core.text import has_words, squeeze
from harness.page.dom.outline import Node, Outline
from harness.page.labels.adjacent_text import (
    count_fields,
    indices_before,
    is_choice,
    is_spoken,
    readable_text,
)
from harness.page.labels.hints import is_error, is_label, is_sentence

_MIN_FIELDS = 2  # that show the layout


class FieldHeadings:
    """Finds the fields of one document that headings name.

    A single heading is that of a page or a form. It is a label if every other field around has one
    of the same level, too.
    """

    def __init__(self, document: Outline) -> None:
        self._document = document
        self._found: dict[tuple[int, int], dict[int, str]] = {}

    def of(self, field: Node) -> str:
        """The heading right before a field; "" if headings do not name the fields around it."""
        shared = next(
            (one for one in field.ancestors() if self._count(one, field) >= _MIN_FIELDS), None
        )
        if shared is None or self._before(field) is None:
            return ""
        key = shared.order, field.hider.order if field.hider else -1
        if key not in self._found:
            self._found[key] = self._read(shared, field)
        return self._found[key].get(field.order, "")

    def _count(self, element: Node, field: Node) -> int:
        return count_fields(self._document, element, field)

    def _read(self, shared: Node, viewer: Node) -> dict[int, str]:
        """The headings before the fields of an element; {} if one of them has none."""
        found: dict[int, str] = {}
        levels: set[int] = set()
        for item in self._document.stream[shared.start : shared.stop]:
            if not (item.is_field and item.is_control_for(viewer)) or is_choice(item.node):
                continue
            heading = self._before(item.node)
            if heading is None:
                return {}
            levels.add(heading.level)
            text = readable_text(self._document, heading.start, heading.stop, item.node)
            found[item.node.order] = squeeze(text)
        is_each = len(found) >= _MIN_FIELDS and len(levels) == 1
        is_each = is_each and all(is_label(one) and not is_sentence(one) for one in found.values())
        return found if is_each else {}

    def _before(self, field: Node) -> Node | None:
        """The heading that the last words before a field are, up to another control."""
        for index in indices_before(field):
            item = self._document.stream[index]
            if item.is_control_for(field):
                return None
            if is_spoken(item, field) and has_words(item.text) and not is_error(item.node, field):
                return item.node.block if item.node.kind == "heading" else None
        return None
