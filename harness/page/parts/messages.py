"""The messages of a page: alerts, statuses, error blocks."""

import re

from harness.core.text import has_words, squeeze
from harness.model.page import PageMessage
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline
from harness.page.labels.adjacent_text import WHOLE_PARTS, count_fields, readable_text
from harness.page.parts.text_blocks import box

_ROLES = frozenset({"alert", "status", "alertdialog"})
_ERROR = re.compile(r"erreur|error|alert(?:e?s?)(?![a-z])|invalid-feedback", re.IGNORECASE)
_NOTICE = re.compile(r"message|(?:^|[\s_-])(?:msg|notice|avis)(?:$|[\s_-])", re.IGNORECASE)
_MAX_LENGTH = 600  # characters; a longer text is a whole page with "message" in its name
_MAX_LEVELS = 6  # elements around a message, in which its field is searched
_NEVER = frozenset({"html", "body", "form", "a", "input", "button", "select", "textarea", "option"})


def messages(document: Outline) -> tuple[PageMessage, ...]:
    """The visible messages in document order; one inside another is not listed.

    A tooltip that comes and goes with the focus explains a field: it is no message of the page.
    """
    found: list[PageMessage] = []
    end = 0
    for node in document.nodes:
        if node.order < end or not node.visible or not node.attrs:
            continue
        if node.get("role").lower() == "tooltip":
            end = node.last
            continue
        role = _role(document, node)
        text = squeeze(readable_text(document, node.start, node.stop)) if role else ""
        if has_words(text) and (len(text) <= _MAX_LENGTH or node.get("role").lower() in _ROLES):
            found.append(_message(document, node, role, text))
            end = node.last
    return tuple(found)


def _message(document: Outline, node: Node, role: str, text: str) -> PageMessage:
    return PageMessage(
        ref=node.get(driver_attributes.REF),
        box=box(node),
        frame=node.scope.path,
        text=text,
        role=role,
        at_field=_is_at_field(document, node),
    )


def _is_at_field(document: Outline, node: Node) -> bool:
    """Whether the nearest element around a message that has fields is a part of the form."""
    for outer in node.ancestors(_MAX_LEVELS):
        if outer.tag in WHOLE_PARTS:
            return False
        if count := count_fields(document, outer):
            return count == 1
    return False


def _role(document: Outline, node: Node) -> str:
    """The role of a message, from its role, liveness or name; "" if it is not a message."""
    role = node.get("role").lower()
    if role in _ROLES:
        return role
    if node.control is not None or node.tag in _NEVER:
        return ""
    implied = _by_liveness(node) or _by_name(node)
    return "" if implied and count_fields(document, node) else implied


def _by_liveness(node: Node) -> str:
    return {"assertive": "alert", "polite": "status"}.get(node.get("aria-live").lower(), "")


def _by_name(node: Node) -> str:
    name = node.names
    if _ERROR.search(name):
        return "alert"
    return "status" if _NOTICE.search(name) else ""
