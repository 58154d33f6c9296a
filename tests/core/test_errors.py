"""Faults tell what was expected, what was seen, what to do, and where it happened."""

import inspect

import pytest

from harness.core import errors
from harness.core.errors import EnvironmentFault, Fault, UsageError

FAULTS = [
    value
    for value in vars(errors).values()
    if inspect.isclass(value) and issubclass(value, Fault) and value is not Fault
]


@pytest.mark.parametrize("kind", FAULTS, ids=lambda kind: kind.__name__)
def test_a_fault_says_all_three(kind: type[Fault]) -> None:
    """In one line, whatever its kind; and its kind tells the exit code."""
    fault = kind("a mailbox", seen="none", remedy="Name one.")
    assert str(fault) == "expected a mailbox; seen: none. Name one."
    assert issubclass(kind, UsageError) is not issubclass(kind, EnvironmentFault)


def test_where_it_happened_is_added_as_it_passes() -> None:
    """From the inside outwards."""
    fault = UsageError("x", seen="y", remedy="Z.")
    assert fault.during("step 2").during("scenario a") is fault
    assert str(fault) == "scenario a › step 2: expected x; seen: y. Z."


def test_the_tree_that_is_drawn_is_the_tree() -> None:
    """Each kind of fault stands in the drawing on top of the module."""
    drawn = {
        line.strip("│├└─ ").split()[0]
        for line in (errors.__doc__ or "").splitlines()
        if "─" in line
    }
    assert drawn == {kind.__name__ for kind in FAULTS}
