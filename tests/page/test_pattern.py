"""The pattern of a field is tried as a browser tries it, and never without end."""

import pytest

from harness.page.pattern import allows


@pytest.mark.parametrize(
    ("pattern", "text", "allowed"),
    [
        ("", "x", True),
        ("[A-Z]{8}", "K7QX2MPR", False),
        ("[A-Z0-9]{8}", "K7QX2MPR", True),
        ("[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}", "a@b.example", True),
        ("[a-z0-9._%+-]+@[a-z0-9.-]+\\.[a-z]{2,}", "a@b", False),
        (r"(?:\d{2} ){4}\d{2}", "01 58 50 11 11", True),
        (r"(?:\d{2} ){4}\d{2}", "01", False),
        ("(", "x", True),
        ("\\p{L}+", "x", True),
    ],
)
def test_what_a_field_takes(pattern: str, text: str, *, allowed: bool) -> None:
    """The whole text counts; a pattern that cannot be read hinders nobody."""
    assert allows(pattern, text) is allowed


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "(a|a)*b",
        "(?:ab|a|b|aa)*c",
        "(a*)*b",
        "a*" * 30 + "b",
        "((a?){30}){30}b",
        "(" * 5000,
        "a{1,99}" * 9,
        "(?:a|aa){300}b",
        "(?:a|aa)" * 60 + "b",
        ".*.*.*.*b",
        "(?=(?:a|aa){300}b)a*",
    ],
)
def test_a_pattern_without_end_is_not_tried(pattern: str) -> None:
    """It would hold the run for longer than anybody waits."""
    assert allows(pattern, "a" * 400)
