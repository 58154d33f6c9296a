"""Hidden fields whose values vary are compared by their format."""

import pytest

from harness.compare.diff.hidden import ANY_PAGE, _same_format
from harness.compare.noise.value_format import format_of_values

PLACE = ("login", "csrf")
TOKEN = "GflZmjQ2F57dhKTUcy5UHhluJv7mJ7ze"
VARIES = {PLACE: format_of_values(["Ab3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF", TOKEN[::-1]])}


@pytest.mark.parametrize(
    ("ours", "theirs", "same"),
    [(TOKEN, TOKEN[::-1], True), ("7", TOKEN, False), (None, TOKEN, False), ("", TOKEN, False)],
)
def test_a_value_that_was_seen_once_on_one_portal(
    ours: str | None, theirs: str, *, same: bool
) -> None:
    """It varies there too, if it has the format of the values that vary on the other."""
    assert _same_format(PLACE, ours, theirs, ({}, VARIES)) is same
    assert _same_format(PLACE, theirs, ours, (VARIES, {})) is same
    assert not _same_format(PLACE, ours, theirs, ({}, {}))
    elsewhere = {(ANY_PAGE, PLACE[1]): VARIES[PLACE]}
    assert _same_format(PLACE, ours, theirs, (elsewhere, elsewhere)) is same
