"""The state of controls: from a driver's attributes if there are any, otherwise from the HTML."""

from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline


def driver_state(node: Node, attribute: str) -> bool | None:
    """A state according to the driver; None if only the HTML tells."""
    if attribute in node.attrs:
        return node.attrs[attribute] != "0"
    return False if is_laid_out(node) else None


def is_laid_out(node: Node) -> bool:
    """Whether a browser laid the element out, so that a missing attribute means no."""
    return driver_attributes.BOX in node.attrs or driver_attributes.HIDDEN in node.attrs


def is_disabled(document: Outline, node: Node) -> bool:
    """Whether a control is disabled, by itself or by a fieldset."""
    state = driver_state(node, driver_attributes.DISABLED)
    if state is not None:
        return state
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


def is_checked(node: Node) -> bool:
    """Whether a checkbox or radio button is checked."""
    state = driver_state(node, driver_attributes.CHECKED)
    if state is not None:
        return state
    return "checked" in node.attrs or node.get("aria-checked") == "true"
