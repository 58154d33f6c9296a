"""Fields that only a script fills in: lists that it draws, or that a button beside one opens.

The browser chooses from them (`harness/driver/browser/lists`); without scripts nobody can.
"""

from collections.abc import Collection, Iterator

from harness.page.dom import semantics
from harness.page.dom.outline import Node, Outline

_AROUND = 2  # elements around a field in which its button stands, as in picker.js
_NATIVE = frozenset({"select", "textarea"})
_UNSEEN = frozenset({"hidden", "button", "image"})
_OPENING_ROLES = frozenset({"listbox", "true"})


def is_scripted(document: Outline, field: Node) -> bool:
    """Whether only a script gives a field its value.

    It is no element of a form, it is a list that sends nothing, or nobody can type into it and a
    button beside it opens its list.
    """
    if field.tag in _NATIVE:
        return False
    role = field.get("role").lower()
    if field.tag != "input":
        return role == "combobox" or semantics.opens_list(field.tag, field.attrs)
    is_list = role == "combobox" and field.get("aria-haspopup").lower() in _OPENING_ROLES | {""}
    if is_list and (not field.get("name") or _is_untyped(field)):
        return True
    return _is_untyped(field) and _has_opener(document, field)


def _is_untyped(field: Node) -> bool:
    """Whether nobody can type into a text field."""
    is_text = field.get("type").lower() in {"", "text"} and "disabled" not in field.attrs
    return is_text and ("readonly" in field.attrs or field.get("inputmode").lower() == "none")


def _has_opener(document: Outline, field: Node) -> bool:
    """Whether a button beside a field opens its list, and a hidden field holds its value.

    This is the rule of `openerOf` in picker.js: of the two elements around the field, the nearer
    one with a hidden field of its name counts, as long as no other field stands in it.
    """
    for around in field.ancestors(_AROUND):
        inside = document.nodes[around.order + 1 : around.last]
        if any(one is not field and _is_seen_field(one) for one in inside):
            return False
        if any(_holds_value_of(field, one) for one in inside) and any(map(_opens, inside)):
            return True
    return False


def _is_seen_field(node: Node) -> bool:
    return node.tag in _NATIVE or (node.tag == "input" and node.get("type").lower() not in _UNSEEN)


def _holds_value_of(field: Node, hidden: Node) -> bool:
    """Whether a hidden field holds a field's value: the name of one begins that of the other."""
    if hidden.tag != "input" or hidden.get("type").lower() != "hidden":
        return False
    return any(
        own.startswith(other) or other.startswith(own)
        for own in _names(field)
        for other in _names(hidden)
    )


def _names(node: Node) -> Collection[str]:
    return {node.get("id"), node.get("name")} - {""}


def _opens(node: Node) -> bool:
    """Whether only a script can make something of what is pressed."""
    if not node.visible:
        return False
    return any(_ways(node))


def _ways(node: Node) -> Iterator[bool]:
    kind, address = node.get("type").lower(), node.get("href").lower()
    yield node.tag in {"button", "input"} and kind == "button"
    yield node.tag in {"a", "img"} and "onclick" in node.attrs
    yield node.tag == "a" and (address == "#" or address.startswith("javascript:"))
    yield node.get("role").lower() == "button"
