"""Controls take what a browser lets a person put there."""

from typing import Any

import pytest

from harness.driver.http.constraint_validation import validation_messages
from harness.driver.http.form_controls import Choice, Control, type_into
from harness.driver.protocol import ActionRefused


def control(kind: str = "text", **settings: Any) -> Control:
    """A control named "c"; settings are attributes, but for value, checked and choices."""
    own = {k: settings.pop(k) for k in ("value", "checked", "choices") if k in settings}
    attributes = {"name": "c", **{k: str(v) for k, v in settings.items()}}
    return Control(ref="1", kind=kind, attributes=attributes, **own)


def test_maxlength_cuts() -> None:
    """What is too long is cut in UTF-16 units, never within a character."""
    assert type_into(control(maxlength=3), "abcd").value == "abc"
    assert type_into(control(maxlength=3), "a😀😀").value == "a😀"


def test_line_ends_are_dropped_from_one_line() -> None:
    """A field of one line has no line ends; a text area keeps them."""
    assert type_into(control(), "a\nb").value == "ab"
    assert type_into(control("textarea"), "a\nb").value == "a\nb"


@pytest.mark.parametrize("text", ["Nom  de l’oncle", "Nom de l'oncle"])
def test_options_are_compared_as_a_reader_does(text: str) -> None:
    """White space and apostrophes are folded."""
    listed = control("select", choices=(Choice("a", "1"), Choice("Nom de l’oncle", "2")))
    assert [c.selected for c in type_into(listed, text).choices] == [False, True]


@pytest.mark.parametrize(
    ("text", "checked"), [("on", True), ("Madame", True), ("v", True), ("", False), ("non", False)]
)
def test_boxes(text: str, checked: bool) -> None:
    """A box is ticked by "on", its label or value, and cleared by nothing or "non"."""
    assert type_into(control("checkbox", value="v"), text).checked is checked


@pytest.mark.parametrize("kind", ["file", "hidden", "submit"])
def test_what_takes_no_text(kind: str) -> None:
    """A file, a hidden field or a button takes no text."""
    with pytest.raises(ActionRefused):
        type_into(control(kind), "x")


@pytest.mark.parametrize(
    ("one", "refused"),
    [
        (control(required=""), True),
        (control(required="", value="x"), False),
        (control("email", value="a@b"), False),
        (control("email", value="a@"), True),
        (control("url", value="portal"), True),
        (control(pattern="[A-Z]+", value="a"), True),
        (control(pattern="[A-Z", value="a"), False),
        (control("checkbox", required=""), True),
        (control("radio", required="", checked=True), False),
        (control("select", required="", choices=(Choice("", "", selected=True),)), True),
        (control("hidden", required=""), False),
        (control(required="", readonly=""), False),
    ],
)
def test_validation(one: Control, refused: bool) -> None:
    """What a browser refuses to send is refused, and nothing else."""
    assert bool(validation_messages([one])) is refused
