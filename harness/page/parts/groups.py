"""The group that a field stands in: a legend, the title of a part of a table, a heading."""

from harness.core.text import Label, split_label
from harness.page.dom.outline import Node
from harness.page.labels.inference import Labels
from harness.page.parts.text_blocks import Block

_CHOICES = frozenset({"checkbox", "radio"})
_GROUP_ROLES = frozenset({"group", "radiogroup"})
_LEVELS = 20  # elements around a field in which its group is looked for
_SECTIONS = frozenset(
    {"section", "article", "aside", "nav", "fieldset", "form", "header", "footer"}
)


def _is_open(section: Node | None, field: Node) -> bool:
    return section is None or section.holds(field)


class Groups:
    """The legend or heading of the group that a field stands in."""

    def __init__(self, labels: Labels, found: list[Block]) -> None:
        self._labels = labels
        self._headings = [block for block in found if block.kind == "heading" and block.level > 1]

    def of(self, field: Node) -> Label:
        """The name and mark of a field's group, empty where it stands in none."""
        named = self._named(field)
        if named.text:
            return named
        return Label(self._labels.grid.title(field) or self._heading(field))

    def _named(self, field: Node) -> Label:
        """The group's own name: a legend, an ARIA group, the question before a choice."""
        for node in field.ancestors(_LEVELS):
            if node.tag == "fieldset":
                return split_label(self._labels.legend(node))
            if node.get("role") in _GROUP_ROLES and (named := self._labels.by_aria(node)):
                return split_label(named)
        is_choice = field.get("type").lower() in _CHOICES
        return split_label(self._labels.grid.left(field) if is_choice else "")

    def _heading(self, field: Node) -> str:
        """The last heading below the first level before the field, in the same section."""
        for block in reversed(self._headings):
            if block.stop > field.start or block.node.scope is not field.scope:
                continue
            section = next((node for node in block.node.ancestors() if node.tag in _SECTIONS), None)
            return split_label(block.text).text if _is_open(section, field) else ""
        return ""
