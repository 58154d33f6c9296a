"""The fields of a page: what a person fills in, and what travels along."""

from collections.abc import Iterator

from harness.page import stamps
from harness.page.blocks import Block, box
from harness.page.labels import Found, Labels, legend
from harness.page.model import Field, Option
from harness.page.text import squeeze
from harness.page.tree import Node, Outline

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
    groups = _Groups(document, labels, found)
    return tuple(
        _field(document, node, labels, owners.get(node.order, ""), groups)
        for node in document.nodes
        if node.part == "field" and node.control is node
    )


def _field(document: Outline, node: Node, labels: Labels, form: str, groups: "_Groups") -> Field:
    kind = _kind(node)
    label = labels.of_field(node) if kind != "hidden" else Found()
    options = _options(document, node, kind)
    return Field(
        ref=node.ref,
        visible=node.visible,
        box=box(node),
        frame=node.scope.path,
        name=node.attrs.get("name", ""),
        kind=kind,
        label=label.label,
        label_source=label.source,
        mark=label.mark,
        help=label.help,
        value=_value(document, node, kind, options),
        group=groups.of(node) if kind != "hidden" else "",
        form=form,
        options=options,
        required="required" in node.attrs or node.get("aria-required") == "true",
        read_only="readonly" in node.attrs or node.get("aria-readonly") == "true",
        disabled=is_disabled(document, node),
        checked=kind in _CHOICES and _is_checked(node),
        max_length=_number(node.get("maxlength")),
        pattern=node.attrs.get("pattern", ""),
        placeholder=node.get("placeholder"),
        problem=squeeze(node.get(stamps.PROBLEM)),
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


def is_disabled(document: Outline, node: Node) -> bool:
    """Whether a control cannot be used, by itself or by a fieldset around it."""
    if stamps.REF in node.attrs:
        return stamps.DISABLED in node.attrs
    if "disabled" in node.attrs or node.get("aria-disabled") == "true":
        return True
    fieldset = node.fieldset
    while fieldset is not None:
        if "disabled" in fieldset.attrs and not _in_legend(document, fieldset, node):
            return True
        fieldset = fieldset.parent.fieldset if fieldset.parent else None
    return False


def _in_legend(document: Outline, fieldset: Node, node: Node) -> bool:
    inside = document.nodes[fieldset.order + 1 : fieldset.last]
    first = next((other for other in inside if other.tag == "legend"), None)
    return first is not None and first.holds(node)


def _is_checked(node: Node) -> bool:
    if stamps.REF in node.attrs:
        return stamps.CHECKED in node.attrs
    return "checked" in node.attrs or node.get("aria-checked") == "true"


def _value(document: Outline, node: Node, kind: str, options: tuple[Option, ...]) -> str:
    if stamps.VALUE in node.attrs:
        return node.attrs[stamps.VALUE]
    if kind == "textarea":
        words = (piece.text for piece in document.stream[node.start : node.stop])
        return "".join(words).removeprefix("\n")
    if options and node.tag != "input":
        return next((option.value for option in options if option.selected), "")
    default = "on" if kind in _CHOICES else ""
    return node.attrs.get("value", default)


def _options(document: Outline, node: Node, kind: str) -> tuple[Option, ...]:
    if node.tag == "select":
        return _chosen(
            node, [_option(document, option, node) for option in _choices(document, node)]
        )
    if kind != "combobox":
        return ()
    lists = _listboxes(document, node)
    inside = (other for one in lists for other in document.nodes[one.order : one.last])
    found = (other for other in inside if other.get("role").lower() == "option")
    return tuple(_custom_option(document, option) for option in found)


def _choices(document: Outline, node: Node) -> Iterator[Node]:
    inside = document.nodes[node.order + 1 : node.last]
    return (option for option in inside if option.tag == "option")


def _option(document: Outline, option: Node, select: Node) -> Option:
    text = document.words(option) or option.get("label")
    mark = stamps.CHECKED if stamps.REF in select.attrs else "selected"
    value = option.attrs.get("value", text)
    return Option(text=text, value=value, selected=mark in option.attrs)


def _chosen(node: Node, options: list[Option]) -> tuple[Option, ...]:
    """A list that shows one choice selects the last one so marked, or the first of all."""
    if "multiple" in node.attrs or not options:
        return tuple(options)
    marked = [index for index, option in enumerate(options) if option.selected]
    if not marked and (stamps.REF in node.attrs or node.get("size") not in {"", "0", "1"}):
        return tuple(options)
    chosen = marked[-1] if marked else 0
    return tuple(
        option.model_copy(update={"selected": index == chosen})
        for index, option in enumerate(options)
    )


def _listboxes(document: Outline, node: Node) -> list[Node]:
    """The lists that a combobox opens: named by it, within it, or right behind it."""
    names = f"{node.get('aria-controls')} {node.get('aria-owns')}".split()
    named = [node.scope.ids[name] for name in names if name in node.scope.ids]
    if named:
        return named
    inside = document.nodes[node.order + 1 : node.last]
    found = [other for other in inside if other.part == "list"]
    behind = document.nodes[node.last : node.parent.last] if node.parent else []
    return found or [other for other in behind if other.part == "list"][:1]


def _custom_option(document: Outline, option: Node) -> Option:
    text = document.words(option) or option.get("aria-label")
    value = option.attrs.get("data-value", option.attrs.get("value", text))
    chosen = option.get("aria-selected") == "true" or stamps.CHECKED in option.attrs
    return Option(text=text, value=value, selected=chosen)


def _number(text: str) -> int | None:
    usable = text.isascii() and text.isdigit() and len(text) <= _LONGEST_NUMBER
    return int(text) if usable else None


class _Groups:
    """The legend or heading of the group that a field stands in."""

    def __init__(self, document: Outline, labels: Labels, found: list[Block]) -> None:
        self._document = document
        self._labels = labels
        self._headings = [block for block in found if block.kind == "heading" and block.level > 1]

    def of(self, field: Node) -> str:
        named = legend(self._document, field.fieldset) if field.fieldset else ""
        return named or self._labels.grid.title(field) or self._heading(field)

    def _heading(self, field: Node) -> str:
        """The last heading below the first level before the field, in the same section."""
        for block in reversed(self._headings):
            if block.stop > field.start or block.node.scope is not field.scope:
                continue
            section = next((node for node in block.node.ancestors() if node.tag in _SECTIONS), None)
            return block.text if section is None or section.holds(field) else ""
        return ""


_SECTIONS = frozenset(
    {"section", "article", "aside", "nav", "fieldset", "form", "header", "footer"}
)
