"""The fields of a page, hidden ones included, and the groups that they belong to."""

from collections.abc import Iterable

from harness.core.text import Label, fold, split_label, squeeze
from harness.model.page import BOXES, Field, Option
from harness.page.dom import driver_attributes
from harness.page.dom.openers import Openers
from harness.page.dom.outline import Node, Outline
from harness.page.dom.semantics import INPUT_TYPES, opens_list
from harness.page.labels.inference import FieldLabel, LabelFinder, without_hint
from harness.page.parts.control_state import is_checked, is_disabled
from harness.page.parts.scripted_lists import is_scripted
from harness.page.parts.select_options import options
from harness.page.parts.shown_values import ShownValues
from harness.page.parts.text_blocks import TextBlock, box
from harness.page.parts.value_sanitisation import sanitised

_MAX_DIGITS = 9  # digits
_RULES = (
    *("minlength", "min", "max", "step", "multiple", "accept"),
    *("autocomplete", "inputmode", "autofocus", "aria-describedby"),
)
_GROUP_ROLES = frozenset({"group", "radiogroup"})
_MAX_LEVELS = 20  # elements around a field that are searched for its group
_SECTIONS = frozenset(
    {"section", "article", "aside", "nav", "fieldset", "form", "header", "footer"}
)


def fields(
    document: Outline, labels: LabelFinder, found: list[TextBlock], openers: Openers
) -> tuple[Field, ...]:
    """The fields in document order; headings among the blocks of text name groups of them."""
    groups = _Groups(document, labels, found)
    shown = ShownValues(document, labels, found)
    return _with_single_choices(
        shown.as_field(_field(document, node, labels, groups, openers), node)
        for node in document.nodes
        if node.part == "field" and node.control is node
    )


def _with_single_choices(fields: Iterable[Field]) -> tuple[Field, ...]:
    """The fields; of radio buttons of one name only the last ticked one stays ticked."""
    found = tuple(fields)
    last = {_radio_group(f): f.ref for f in found if f.kind == "radio" and f.checked and f.name}
    return tuple(
        field.model_copy(update={"checked": False})
        if field.checked and last.get(_radio_group(field), field.ref) != field.ref
        else field
        for field in found
    )


def _radio_group(field: Field) -> tuple[str, tuple[str, ...], str, str]:
    return field.kind, field.frame, field.form, field.name


def _field(
    document: Outline, node: Node, labels: LabelFinder, groups: "_Groups", openers: Openers
) -> Field:
    kind = _kind(node)
    label = labels.of_field(node) if kind != "hidden" else FieldLabel()
    choices = options(document, node, kind)
    group = groups.of(node) if kind != "hidden" else Label("")
    return Field(
        ref=node.ref,
        visible=node.visible,
        box=box(node),
        frame=node.scope.path,
        region=node.region,
        name=node.attrs.get("name", ""),
        kind=kind,
        label=label.label,
        label_source=label.source,
        drawn=_drawn(node, label),
        mark=label.mark or (group.mark if kind == "radio" else ""),
        unseen_mark=label.unseen_mark,
        help=label.help,
        value=_value(document, node, kind, choices),
        group=group.text,
        form=node.owner,
        options=choices,
        required="required" in node.attrs or node.get("aria-required") == "true",
        read_only="readonly" in node.attrs or node.get("aria-readonly") == "true",
        disabled=is_disabled(node),
        checked=kind in BOXES and is_checked(node),
        max_length=_number(node.get("maxlength")),
        pattern=node.attrs.get("pattern", ""),
        rules=_rules(node) if kind != "hidden" else (),
        scripted=kind != "hidden" and is_scripted(document, node),
        placeholder=node.get("placeholder"),
        problem=squeeze(node.get(driver_attributes.PROBLEM)),
        opener=openers.of(node),
    )


def _drawn(node: Node, label: FieldLabel) -> str:
    """The words in a field in the place of a label that nobody sees."""
    words = without_hint(node.get("placeholder")).text if label.is_unseen else ""
    return words if fold(words) != fold(label.label) else ""


def _kind(node: Node) -> str:
    role = node.get("role").lower()
    if driver_attributes.LIST in node.attrs:
        return "combobox"
    if node.tag in {"select", "textarea"}:
        return node.tag
    if role == "switch":
        return "checkbox"
    if opens_list(node.tag, node.attrs):
        return "combobox"
    if role == "combobox" or node.tag != "input":
        return role
    kind = node.get("type").lower()
    return kind if kind in INPUT_TYPES else "text"


def _value(document: Outline, node: Node, kind: str, choices: tuple[Option, ...]) -> str:
    if driver_attributes.VALUE in node.attrs:
        return node.attrs[driver_attributes.VALUE]
    if kind == "textarea":
        return sanitised(kind, node.element.text, {}) if node.element else ""
    if node.tag == "select" or (choices and node.tag != "input"):
        chosen = next((option.value for option in choices if option.selected), "")
        return chosen or (document.words(node) if kind == "combobox" else "")
    default = "on" if kind in BOXES else ""
    written = node.attrs.get("value", default)
    return sanitised(kind, written, node.attrs) if node.tag == "input" else written


def _rules(node: Node) -> tuple[str, ...]:
    return tuple(f"{name}={node.get(name)}" for name in _RULES if name in node.attrs)


def _number(text: str) -> int | None:
    usable = text.isascii() and text.isdigit() and len(text) <= _MAX_DIGITS
    return int(text) if usable else None


class _Groups:
    """Finds the legend or heading of a field's group."""

    def __init__(self, document: Outline, labels: LabelFinder, found: list[TextBlock]) -> None:
        self._document = document
        self._labels = labels
        self._headings = [block for block in found if block.kind == "heading" and block.level > 1]

    def of(self, field: Node) -> Label:
        """The name and mark of a field's group; empty for no group."""
        named = self._named(field)
        if named.text:
            return named
        return Label(self._labels.grid.title(field) or self._heading(field))

    def _named(self, field: Node) -> Label:
        """The group's own name: a legend, an ARIA group, the question before a choice."""
        for node in field.ancestors(_MAX_LEVELS):
            if node.tag == "fieldset":
                return self._labels.legend(node)
            if node.get("role") in _GROUP_ROLES and (named := self._labels.names.by_aria(node)):
                return without_hint(named)
            if node.tag == "details" and self._is_list(field, node):
                label = self._labels.of_field(node)
                if label.label:
                    return Label(label.label, label.mark)
        is_choice = field.get("type").lower() in BOXES
        return without_hint(self._labels.grid.question(field) if is_choice else "")

    def _is_list(self, field: Node, around: Node) -> bool:
        """Whether an element folds one group of radio buttons alone, as a list does."""
        inside = self._document.nodes[around.order : around.last]
        asked = {
            (one.get("type").lower(), one.get("name")) for one in inside if one.part == "field"
        }
        return asked == {("radio", field.get("name"))}

    def _heading(self, field: Node) -> str:
        """The last heading below level 1 before the field in the same section."""
        for block in reversed(self._headings):
            if block.stop > field.start or block.node.scope is not field.scope:
                continue
            section = next((node for node in block.node.ancestors() if node.tag in _SECTIONS), None)
            is_open = section is None or section.holds(field)
            return split_label(block.text).text if is_open else ""
        return ""
