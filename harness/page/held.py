"""What a field holds, as a reader sees it: the state of a box, the chosen option of a list."""

from harness.core.text import fold
from harness.model.page import BOXES, Field

_CLEAR = frozenset({"", "off", "non", "no", "false", "0"})


def is_tick(text: str, value: str) -> bool:
    """Whether an input checks a box: "on" …, its value or its label; "", "off" … clear it."""
    folded = fold(text).casefold()
    return text == value or folded not in _CLEAR


def is_box(field: Field) -> bool:
    """Whether a field is one box or radio button; a group of radio buttons is a list."""
    return field.kind in BOXES and not field.options


def held(field: Field) -> str:
    """What a reader sees in a field; "" for a box that is not ticked, whatever it would send."""
    if is_box(field):
        return field.value if field.checked else ""
    return next((option.text for option in field.options if option.selected), field.value)


def holds(field: Field, wanted: str | bool) -> bool | None:
    """Whether a field holds what it should, to the letter.

    A box holds a text if it is ticked as that text would tick it. A list holds the value or the
    words of an option that is chosen. Only a box holds a yes or no.

    Returns:
        None where a yes or no is asked of a field of another kind.
    """
    if is_box(field):
        tick = wanted if isinstance(wanted, bool) else is_tick(wanted, field.value)
        return field.checked is tick
    if isinstance(wanted, bool):
        return None
    chosen = (option for option in field.options if option.selected)
    return field.value == wanted or any(
        wanted == option.value or (bool(wanted) and fold(option.text) == fold(wanted))
        for option in chosen
    )
