"""A mistake in one line: type, message, and the line of the scenario's own folder."""

from harness.planning.problems import describe_error
from scenarios import steps


async def _play() -> None:
    int("x")


async def test_the_last_line_of_the_scenarios_folder() -> None:
    """Not the innards of a library that it called."""
    try:
        await _play()
    except ValueError as error:
        told = describe_error(error, _play)
    assert told.startswith(
        "ValueError: invalid literal for int() with base 10: 'x' (test_problems.py:"
    )
    assert "\n" not in told


def test_where_it_was_raised_if_the_scenario_is_not_on_the_way() -> None:
    """The innermost line; the file's name only, never a path of this machine."""
    try:
        steps.wrong(None)  # type: ignore[arg-type]
    except TypeError as error:
        told = describe_error(error, test_the_last_line_of_the_scenarios_folder)
    assert told.endswith(")")
    assert "/" not in told.rpartition("(")[2]


def test_an_exception_without_words_or_traceback() -> None:
    """Its type is enough."""
    assert describe_error(RuntimeError(), print) == "RuntimeError"
