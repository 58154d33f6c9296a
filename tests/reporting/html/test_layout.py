"""The frame of the HTML reports: what is put in is harmless, whatever report puts it."""

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from harness.core.sanitize import visible
from harness.reporting.html.layout import lines


@given(st.text(max_size=200))
def test_a_raw_text_keeps_its_lines_and_nothing_else(text: str) -> None:
    """No character of it is markup, none is unseen; each line stays one."""
    shown = lines(text)
    assert isinstance(shown, Markup)
    assert not {"<", ">", '"'} & set(shown)
    assert shown.unescape().split("\n") == [visible(line) for line in text.splitlines()] or not text


def test_a_long_raw_text_is_cut_in_its_middle() -> None:
    """A mail of megabytes does not make a report of megabytes."""
    shown = lines("a" * 100_000)
    assert len(shown) < 21_000
    assert "[…80001…]" in shown
