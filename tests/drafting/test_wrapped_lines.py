"""Lines that were broken at the margin are one paragraph."""

import pytest

from harness.drafting.wrapped_lines import joined

LONG = "This line is so long that somebody broke it where the paper ends, and"


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        ([LONG, "he went on."], [f"{LONG} he went on.", ""]),
        ([LONG, "Peter went on."], [f"{LONG} Peter went on.", ""]),
        (["Short", "lines"], ["Short", "lines"]),
        ([LONG, "- an entry"], [LONG, "- an entry"]),
        ([LONG, "Name *"], [LONG, "Name *"]),
        ([LONG, "", "he went on."], [LONG, "", "he went on."]),
        ([f"{LONG} so.", "Then he"], [f"{LONG} so.", "Then he"]),
        ([f'{LONG} said "So.', 'Go."'], [f'{LONG} said "So. Go."', ""]),
    ],
)
def test_joined(lines: list[str], found: list[str]) -> None:
    """What ends a line, or begins one, keeps them apart; the number of lines stays."""
    assert [one.text for one in joined(lines)] == found


def test_a_line_that_was_taken_is_no_gap() -> None:
    """It is told apart from a blank one."""
    assert [one.taken for one in joined([LONG, "he went on.", ""])] == [False, True, False]
