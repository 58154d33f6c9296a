"""A control keeps the value that Chromium keeps; each row was compared with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.page.parts.value_sanitisation import _RULES, sanitised


@pytest.mark.parametrize(
    ("kind", "written", "kept"),
    [
        ("number", "1e3", "1e3"),
        ("number", "+1", ""),
        ("number", ".5", ".5"),
        ("number", "1.", ""),
        ("number", " 1", ""),
        ("number", "1e308", "1e308"),
        ("number", "1e400", ""),
        ("number", "-1e309", ""),
        ("range", "1e400", "50"),
        ("range", "1000", "100"),
        ("range", "abc", "50"),
        ("range", "50.0", "50"),
        ("color", "#ABCDEF", "#abcdef"),
        ("color", "#abc", "#aabbcc"),
        ("color", "Red", "#ff0000"),
        ("color", "rouge", "#000000"),
        ("date", "2026-02-28", "2026-02-28"),
        ("date", "2026-02-30", ""),
        ("date", "26-02-28", ""),
        ("date", "12024-02-29", "12024-02-29"),
        ("date", "10100-02-29", ""),
        ("date", "002024-01-01", "002024-01-01"),
        ("date", "0000-01-01", ""),
        ("date", "275760-09-13", "275760-09-13"),
        ("date", "275760-09-14", ""),
        ("month", "2026-12", "2026-12"),
        ("month", "12024-01", "12024-01"),
        ("month", "2026-13", ""),
        ("week", "2026-W53", "2026-W53"),
        ("week", "2025-W53", ""),
        ("week", "12020-W53", "12020-W53"),
        ("week", "12024-W53", ""),
        ("time", "12:30:15.120", "12:30:15.120"),
        ("time", "25:00", ""),
        ("datetime-local", "2026-01-02 03:04", "2026-01-02T03:04"),
        ("datetime-local", "2026-01-02T03:04:00", "2026-01-02T03:04"),
        ("datetime-local", "2026-01-02T03:04:05.600", "2026-01-02T03:04:05.6"),
        ("datetime-local", "2026-01-02T03:04:10", "2026-01-02T03:04:10"),
        ("datetime-local", "012024-01-01 10:00", "12024-01-01T10:00"),
        ("textarea", "a\r\nb\rc\n", "a\nb\nc\n"),
        ("url", "  http://x y \n", "http://x y"),
        ("email", " a@b.c \n", "a@b.c"),
        ("search", "a\tb\nc", "a\tbc"),
        ("file", "a.txt", ""),
        ("hidden", "a\nb", "a\nb"),
    ],
)
def test_each_type(kind: str, written: str, kept: str) -> None:
    """Invalid values are dropped or made valid."""
    assert sanitised(kind, written, {}) == kept


@pytest.mark.parametrize(
    ("attributes", "written", "kept"),
    [
        ({"min": "10", "max": "20"}, "5", "10"),
        ({"max": "10", "step": "3", "min": "0"}, "5", "6"),
        ({"min": "20", "max": "10"}, "", "20"),
        ({"step": "any"}, "1.234", "1.234"),
        ({"min": "-5", "max": "5"}, "", "0"),
        ({"min": "1", "max": "2", "step": "0.1"}, "1.26", "1.3"),
        ({"value": "3.4"}, "3.4", "3.4"),
        ({"min": "0", "max": "10", "step": "-1"}, "3.5", "4"),
        ({"min": "0", "max": "1", "step": ".3"}, "1", "0.9"),
    ],
)
def test_a_range_stays_within_its_bounds(
    attributes: dict[str, str], written: str, kept: str
) -> None:
    """A slider always has a number on one of its steps."""
    assert sanitised("range", written, attributes) == kept


def test_each_address_of_several_is_stripped() -> None:
    """Blanks around the addresses of a list do not count."""
    assert sanitised("email", " a@b.c , d@e.f ", {"multiple": ""}) == "a@b.c,d@e.f"


@given(st.sampled_from(sorted(_RULES)), st.text(max_size=40), st.text(max_size=20))
def test_any_text_is_survived(kind: str, value: str, bound: str) -> None:
    """What is kept is valid: keeping it again changes nothing."""
    attributes = {"min": bound, "max": value, "step": bound}
    kept = sanitised(kind, value, attributes)
    assert sanitised(kind, kept, attributes) == kept
