"""What is chosen in a list, where the scenario does not say which."""

from harness.core.text import fold
from harness.execution.actor.blocked import Unobservable
from harness.model.page import Field
from harness.planning.actor import OtherThan


def option_for(field: Field, value: str) -> str:
    """What to type into a field or choose in its list for a value.

    Raises:
        Unobservable: the list has no empty, or no other, choice.
    """
    if not field.options or (value and not isinstance(value, OtherThan)):
        return value
    for option in field.options:
        fits = option.value and fold(option.text) != fold(value) if value else not option.value
        if fits:
            return option.text
    raise Unobservable("other choice" if value else "empty choice")
