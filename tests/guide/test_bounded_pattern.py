"""A regular expression from outside is tried only if its steps are bounded."""

import re

import pytest
from pydantic import ValidationError

from harness.guide.bounded_pattern import comes_to_an_end
from harness.guide.profile_claims import HeaderIs


@pytest.mark.parametrize(
    "pattern",
    ["^nosniff$", "frame-ancestors ", "max-age=[0-9]+", "^(?=.*a)(?=.*b)(?=.*c)", "a?b?c?", ""],
)
def test_what_people_write_is_tried(pattern: str) -> None:
    """Lists of words, a few repeats, conditions beside one another."""
    assert comes_to_an_end(pattern, 4000, anywhere=True)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "((a?){30}){30}b",
        "(a)?(?(1)a*a*|b)" * 9,
        "(?:a?){99}",
        "(?:a|aa){40}b",
        "(?:a|aa)" * 40,
        "(?=(?:a|aa){40}b)",
        "(?>(a*)*)b",
        ".*.*.*.*b",
        "x" * 501,
        "(" * 400 + ")" * 400,
    ],
)
def test_what_divides_a_text_in_too_many_ways_is_not(pattern: str) -> None:
    """By repeats within one another or beside one another, choices that overlap, or its length."""
    assert not comes_to_an_end(pattern, 4000, anywhere=True)


def test_a_broken_one_is_told() -> None:
    """As `re` tells it."""
    with pytest.raises(re.error):
        comes_to_an_end("(", 10)


@pytest.mark.parametrize("value", ["(a+)+$", "("])
def test_a_header_is_searched_in_bounded_time(value: str) -> None:
    """The profile of a suite that came with a run is refused where it is read."""
    with pytest.raises(ValidationError, match="expected a regular expression"):
        HeaderIs(kind="header", name="x", value=value)
