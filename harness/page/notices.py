"""The messages of a portal to the person: alerts, statuses, error blocks."""

import re

from harness.page import stamps
from harness.page.blocks import box
from harness.page.model import Message
from harness.page.nearby import is_field
from harness.page.text import has_words
from harness.page.tree import Node, Outline

_ROLES = frozenset({"alert", "status", "alertdialog"})
_ERROR = re.compile(r"erreur|error|alerte?(?![a-z])|invalid-feedback", re.IGNORECASE)
_NOTICE = re.compile(r"message|(?:^|[\s_-])(?:msg|notice|avis)(?:$|[\s_-])", re.IGNORECASE)
_NEVER = frozenset({"html", "body", "form", "a", "input", "button", "select", "textarea", "option"})


def messages(document: Outline) -> tuple[Message, ...]:
    """The visible messages in document order; one that stands in another is not told twice."""
    found: list[Message] = []
    end = 0
    for node in document.nodes:
        if node.order < end or not node.visible or not node.attrs:
            continue
        role = _role(document, node)
        text = document.words(node) if role else ""
        if has_words(text):
            found.append(_message(node, role, text))
            end = node.last
    return tuple(found)


def _message(node: Node, role: str, text: str) -> Message:
    return Message(
        ref=node.get(stamps.REF), box=box(node), frame=node.scope.path, text=text, role=role
    )


def _role(document: Outline, node: Node) -> str:
    """What a message is by its role, its liveness or its name; "" where it is none."""
    role = node.get("role").lower()
    if role in _ROLES:
        return role
    if node.control is not None or node.tag in _NEVER:
        return ""
    implied = _by_liveness(node) or _by_name(node)
    return "" if implied and _holds_field(document, node) else implied


def _by_liveness(node: Node) -> str:
    return {"assertive": "alert", "polite": "status"}.get(node.get("aria-live").lower(), "")


def _by_name(node: Node) -> str:
    name = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}"
    if _ERROR.search(name):
        return "alert"
    return "status" if _NOTICE.search(name) else ""


def _holds_field(document: Outline, node: Node) -> bool:
    return any(map(is_field, document.stream[node.start : node.stop]))
