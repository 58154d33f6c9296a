"""The fields of a page: what a person fills in, and what travels along."""

from harness.core.text import Label, squeeze
from harness.model.page import Field, Option
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline
from harness.page.labels.inference import Found, Labels
from harness.page.parts.control_state import is_checked, is_disabled
from harness.page.parts.groups import Groups
from harness.page.parts.select_options import options
from harness.page.parts.text_blocks import Block, box

_CHOICES = frozenset({"checkbox", "radio"})
_LONGEST_NUMBER = 9  # digits


def fields(
    document: Outline, labels: Labels, owners: dict[int, str], found: list[Block]
) -> tuple[Field, ...]:
    """The fields in document order.

    Args:
        document: the outline.
        labels: the inference of labels on it.
        owners: refs of the owning forms, by the order of the field's node.
        found: the blocks of text, for the headings of groups.
    """
    groups = Groups(labels, found)
    return tuple(
        _field(document, node, labels, owners.get(node.order, ""), groups)
        for node in document.nodes
        if node.part == "field" and node.control is node
    )


def _field(document: Outline, node: Node, labels: Labels, form: str, groups: Groups) -> Field:
    kind = _kind(node)
    label = labels.of_field(node) if kind != "hidden" else Found()
    choices = options(document, node, kind)
    group = groups.of(node) if kind != "hidden" else Label("")
    return Field(
        ref=node.ref,
        visible=node.visible,
        box=box(node),
        frame=node.scope.path,
        name=node.attrs.get("name", ""),
        kind=kind,
        label=label.label,
        label_source=label.source,
        mark=label.mark or (group.mark if kind == "radio" else ""),
        help=label.help,
        value=_value(document, node, kind, choices),
        group=group.text,
        form=form,
        options=choices,
        required="required" in node.attrs or node.get("aria-required") == "true",
        read_only="readonly" in node.attrs or node.get("aria-readonly") == "true",
        disabled=is_disabled(document, node),
        checked=kind in _CHOICES and is_checked(node),
        max_length=_number(node.get("maxlength")),
        pattern=node.attrs.get("pattern", ""),
        placeholder=node.get("placeholder"),
        problem=squeeze(node.get(driver_attributes.PROBLEM)),
    )


def _kind(node: Node) -> str:
    role = node.get("role").lower()
    if node.tag in {"select", "textarea"}:
        return node.tag
    if role == "switch":
        return "checkbox"
    if role == "combobox" or node.tag != "input":
        return role
    return node.get("type").lower() or "text"


def _value(document: Outline, node: Node, kind: str, choices: tuple[Option, ...]) -> str:
    if driver_attributes.VALUE in node.attrs:
        return node.attrs[driver_attributes.VALUE]
    if kind == "textarea":
        words = (piece.text for piece in document.stream[node.start : node.stop])
        return "".join(words).removeprefix("\n")
    if node.tag == "select" or (choices and node.tag != "input"):
        chosen = next((option.value for option in choices if option.selected), "")
        return chosen or (document.words(node) if kind == "combobox" else "")
    default = "on" if kind in _CHOICES else ""
    return node.attrs.get("value", default)


def _number(text: str) -> int | None:
    usable = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if usable else None
