"""Media queries hold as in Chromium on a desk."""

import pytest

from harness.page.dom.media_query import is_for_screen


@pytest.mark.parametrize(
    ("media", "holds"),
    [
        ("", True),
        ("screen", True),
        ("print, speech", False),
        ("not print", True),
        ("not all", False),
        ("not screen and (min-width: 9px)", False),
        ("not screen and (max-width: 9px)", True),
        ("not (min-width: 9px)", False),
        ("not print and (bogus)", True),
        ("screen and (bogus)", False),
        ("not screen and (bogus)", False),
        ("only screen and (min-width: 40em)", True),
        ("(max-width: 79.9em)", False),
        ("(width >= 800px)", True),
        ("(400px < width <= 800px)", False),
        ("(max-width: 9px) or (min-width: 9px)", True),
        ("(prefers-color-scheme: dark)", False),
        ("(orientation: landscape) and (color)", True),
    ],
)
def test_a_window_on_a_screen(media: str, *, holds: bool) -> None:
    """What is not known holds for nothing, negated or not, unless the rest decides."""
    assert is_for_screen(media, 1280) is holds
