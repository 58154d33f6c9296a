"""Constraint validation of the HTML standard: what a browser would refuse to send."""

import re
from collections.abc import Iterable, Sequence

from harness.driver.http.form_controls import BUTTONS, Control
from harness.page.pattern import allows

_EMAIL = re.compile(
    r"[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
    r"(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*"
)
_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:.")
_PATTERNED = frozenset({"text", "search", "tel", "url", "email", "password"})
_UNCHECKED = BUTTONS | {"hidden"}


def validation_messages(controls: Sequence[Control]) -> dict[str, str]:
    """The validation messages of a form's controls, by ref; empty if the form may be sent."""
    found = ((control.ref, _message_of(control, controls)) for control in controls)
    return {ref: message for ref, message in found if message}


def _message_of(control: Control, controls: Iterable[Control]) -> str:
    if control.disabled or control.kind in _UNCHECKED or "readonly" in control.attributes:
        return ""
    if _is_missing(control, controls):
        return "Veuillez renseigner ce champ."
    if not control.value or control.kind in {"checkbox", "radio", "select", "file"}:
        return ""
    return _format_message(control)


def _format_message(control: Control) -> str:
    if control.kind == "email" and not _are_emails(control):
        return "Veuillez saisir une adresse e-mail."
    if control.kind == "url" and not _URL.match(control.value.strip()):
        return "Veuillez saisir une URL."
    if control.kind in _PATTERNED and not allows(
        control.attributes.get("pattern", ""), control.value
    ):
        return "Veuillez respecter le format requis."
    return ""


def _is_missing(control: Control, controls: Iterable[Control]) -> bool:
    if control.kind == "radio":
        group = [c for c in controls if c.kind == "radio" and c.name == control.name]
        needed = any("required" in c.attributes for c in group)
        return needed and bool(control.name) and not any(c.checked for c in group)
    if "required" not in control.attributes:
        return False
    if control.kind == "checkbox":
        return not control.checked
    if control.kind == "select":
        return not any(c.selected and c.value and not c.disabled for c in control.choices)
    return not control.value


def _are_emails(control: Control) -> bool:
    several = "multiple" in control.attributes
    values = control.value.split(",") if several else [control.value]
    return all(_EMAIL.fullmatch(value.strip()) for value in values)
