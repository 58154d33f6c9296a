"""The options of a list: of a select element, or of a widget made of other elements."""

import re
from collections.abc import Iterator

import turbohtml
from turbohtml import Element, Text

from harness.core.text import squeeze
from harness.model.page import Option
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline
from harness.page.parts.control_state import driver_state, is_laid_out

_ASCII_BLANKS = re.compile(r"[\t\n\f\r ]+")
_MAX_NODES = 2000  # elements in which the options of one widget are searched


def options(document: Outline, node: Node, kind: str) -> tuple[Option, ...]:
    """The options of a field; () if it has none."""
    if node.tag == "select":
        return _chosen(node, [_option(one, node) for one in option_nodes(document, node)])
    if kind != "combobox":
        return ()
    return tuple(
        option for one in _listboxes(document, node) for option in _list_options(document, one)
    )


def _list_options(document: Outline, one: Node) -> tuple[Option, ...]:
    """The options in a list; several widgets may open the same one."""
    if one.order not in document.list_options:
        inside = _nodes(document, one.order, one.last)
        found = (other for other in inside if other.get("role").lower() == "option")
        document.list_options[one.order] = tuple(
            _custom_option(document, option) for option in found
        )
    return document.list_options[one.order]


def option_nodes(document: Outline, node: Node) -> list[Node]:
    """The options of a list, in document order; those of a list within it are not its own."""
    inside = document.nodes[node.order + 1 : node.last]
    lists = [other for other in inside if other.tag == "select"]
    return [
        other
        for other in inside
        if other.tag == "option"
        and not any(inner.order < other.order < inner.last for inner in lists)
    ]


def option_words(option: Node) -> str:
    """The text of an option, which it sends where it has no value (HTML Standard, 4.10.10)."""
    pieces = "".join(_texts(option.element)) if option.element else ""
    return " ".join(_ASCII_BLANKS.split(pieces)).strip(" ")


def _texts(element: Element) -> Iterator[str]:
    """The texts in an element, without those of scripts and templates."""
    for node in element.descendants:
        around = node.parent
        if isinstance(node, Text) and isinstance(around, Element) and not _is_unread(around):
            yield node.data


def _is_unread(element: Element) -> bool:
    """Whether an element is in a script or template; a drawing's own `template` is neither."""
    template = element.closest("template")
    is_template = template is not None and template.namespace is turbohtml.Namespace.HTML
    return is_template or element.closest("script") is not None


def is_barred(option: Node) -> bool:
    """Whether an option cannot be chosen, by itself or by its group."""
    group = option.parent
    grouped = group is not None and group.tag == "optgroup" and "disabled" in group.attrs
    return grouped or "disabled" in option.attrs


def _option(option: Node, select: Node) -> Option:
    words = option_words(option)
    stamp = option.attrs.get(driver_attributes.CHECKED, "0" if is_laid_out(select) else "")
    return Option(
        text=option.attrs.get("label") or squeeze(words),
        value=option.attrs.get("value", words),
        selected=stamp != "0" if stamp else "selected" in option.attrs,
        disabled=is_barred(option),
    )


def _chosen(node: Node, options: list[Option]) -> tuple[Option, ...]:
    """The options of a list; a simple one selects its last marked or first enabled option."""
    if "multiple" in node.attrs or not options:
        return tuple(options)
    marked = [index for index, option in enumerate(options) if option.selected]
    if not marked and (is_laid_out(node) or node.get("size") not in {"", "0", "1"}):
        return tuple(options)
    usable = (index for index, option in enumerate(options) if not option.disabled)
    chosen = marked[-1] if marked else next(usable, None)
    return tuple(
        option.model_copy(update={"selected": index == chosen})
        for index, option in enumerate(options)
    )


def _listboxes(document: Outline, node: Node) -> list[Node]:
    """The lists that a combobox opens: referenced by it, inside it, or right after it."""
    names = f"{node.get('aria-controls')} {node.get('aria-owns')}".split()
    named = [node.scope.ids[name] for name in names if name in node.scope.ids]
    if named:
        return named
    inside = _nodes(document, node.order + 1, node.last)
    found = [other for other in inside if other.part == "list"]
    behind = _nodes(document, node.last, node.parent.last) if node.parent else []
    return found or [other for other in behind if other.part == "list"][:1]


def _nodes(document: Outline, start: int, stop: int) -> list[Node]:
    return document.nodes[start : min(stop, start + _MAX_NODES)]


def _custom_option(document: Outline, option: Node) -> Option:
    text = document.words(option) or option.get("aria-label")
    value = option.attrs.get("data-value", option.attrs.get("value", text))
    chosen = option.get("aria-selected") == "true" or bool(
        driver_state(option, driver_attributes.CHECKED)
    )
    barred = option.get("aria-disabled") == "true"
    return Option(text=text, value=value, selected=chosen, disabled=barred)
