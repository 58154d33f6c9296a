"""How the tests of drivers point at things on a page."""

from harness.driver.protocol import Capture, FieldInput
from harness.model.page import Button, Field, Link


def field_of(capture: Capture, key: str) -> Field:
    """The field with that label or name."""
    found = [f for f in capture.page.fields if key in {f.label, f.name}]
    assert found, f"no field {key!r} among {[(f.label, f.name) for f in capture.page.fields]}"
    return found[0]


def button_of(capture: Capture, label: str) -> Button:
    """The button with that label."""
    found = [b for b in capture.page.buttons if b.label == label]
    assert found, f"no button {label!r} among {[b.label for b in capture.page.buttons]}"
    return found[0]


def link_of(capture: Capture, label: str) -> Link:
    """The link with that label."""
    found = [a for a in capture.page.links if a.label == label]
    assert found, f"no link {label!r} among {[a.label for a in capture.page.links]}"
    return found[0]


def entry(capture: Capture, key: str, value: str) -> FieldInput:
    """A value for the field with that label or name."""
    return FieldInput(field=field_of(capture, key), value=value)


def words(capture: Capture) -> list[str]:
    """All texts that a person sees, in order."""
    return [text.text for text in capture.page.texts if text.visible]


def said(capture: Capture) -> str:
    """The texts in one line."""
    return " | ".join(words(capture))
