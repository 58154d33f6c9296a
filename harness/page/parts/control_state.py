"""The state of controls: from a driver's attributes if there are any, otherwise from the HTML."""

from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node

_NATIVE = frozenset({"input", "select", "textarea", "button"})


def driver_state(node: Node, attribute: str) -> bool | None:
    """A state according to the driver; None if only the HTML tells."""
    if attribute in node.attrs:
        return node.attrs[attribute] != "0"
    return False if is_laid_out(node) else None


def is_laid_out(node: Node) -> bool:
    """Whether a browser laid the element out, so that a missing attribute means no."""
    return driver_attributes.BOX in node.attrs or driver_attributes.HIDDEN in node.attrs


def is_disabled(node: Node) -> bool:
    """Whether a control is disabled, by itself or by a fieldset."""
    state = driver_state(node, driver_attributes.DISABLED)
    if state is not None:
        return state
    if node.tag in _NATIVE:
        return "disabled" in node.attrs or node.is_barred
    return node.get("aria-disabled") == "true"


def is_checked(node: Node) -> bool:
    """Whether a checkbox or radio button is checked."""
    state = driver_state(node, driver_attributes.CHECKED)
    if state is not None:
        return state
    return "checked" in node.attrs or node.get("aria-checked") == "true"


def hidden_by(node: Node) -> str:
    """What hides an element: "details", "dialog", "attribute" or "style"; "" if it is visible.

    Of closed `details` that are hidden as well, what hides these.
    """
    if node.hider is None:
        return ""
    if node.hider.tag == "details":
        return hidden_by(node.hider) or "details"
    if node.hider.tag == "dialog":
        return "dialog"
    return "attribute" if "hidden" in node.hider.attrs else "style"
