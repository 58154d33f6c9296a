"""A mistake in one line: type, message, and the line of the scenario's own folder."""

import pytest

from harness.planning.problems import describe_error
from scenarios import steps


async def _play() -> None:
    int("x")


async def test_the_last_line_of_the_scenarios_folder() -> None:
    """Not the innards of a library that it called."""
    with pytest.raises(ValueError, match="invalid literal") as raised:
        await _play()
    told = describe_error(raised.value, _play)
    assert told.startswith(
        "ValueError: invalid literal for int() with base 10: 'x' (test_problems.py:"
    )
    assert "\n" not in told


def test_where_it_was_raised_if_the_scenario_is_not_on_the_way() -> None:
    """The innermost line; the file's name only, never a path of this machine."""
    with pytest.raises(TypeError) as raised:
        # pyrefly: ignore[bad-argument-type]
        steps.wrong(None)
    told = describe_error(raised.value, test_the_last_line_of_the_scenarios_folder)
    assert told.endswith(")")
    assert "/" not in told.rpartition("(")[2]


def test_an_exception_without_words_or_traceback() -> None:
    """Its type is enough."""
    assert describe_error(RuntimeError(), print) == "RuntimeError"
