"""The options of a list: of a select element, or of a widget made of other elements."""

from collections.abc import Iterator

from harness.model.page import Option
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline
from harness.page.parts.control_state import driver_state, is_laid_out

_MAX_NODES = 2000  # elements in which the options of one widget are searched


def options(document: Outline, node: Node, kind: str) -> tuple[Option, ...]:
    """The options of a field; () if it has none."""
    if node.tag == "select":
        nodes = list(_choices(document, node))
        return _chosen(node, nodes, [_option(document, option, node) for option in nodes])
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


def _choices(document: Outline, node: Node) -> Iterator[Node]:
    inside = document.nodes[node.order + 1 : node.last]
    return (option for option in inside if option.tag == "option")


def _option(document: Outline, option: Node, select: Node) -> Option:
    text = document.words(option) or option.get("label")
    value = option.attrs.get("value", text)
    stamp = option.attrs.get(driver_attributes.CHECKED, "0" if is_laid_out(select) else "")
    selected = stamp != "0" if stamp else "selected" in option.attrs
    return Option(text=text, value=value, selected=selected)


def _chosen(node: Node, nodes: list[Node], options: list[Option]) -> tuple[Option, ...]:
    """The options of a list; a simple one selects its last marked or first enabled option."""
    if "multiple" in node.attrs or not options:
        return tuple(options)
    marked = [index for index, option in enumerate(options) if option.selected]
    if not marked and (is_laid_out(node) or node.get("size") not in {"", "0", "1"}):
        return tuple(options)
    usable = (index for index, option in enumerate(nodes) if "disabled" not in option.attrs)
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
    return Option(text=text, value=value, selected=chosen)
