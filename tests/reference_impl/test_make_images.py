"""The buttons of the edition of 2010 are pictures: what is written on them can be read."""

import pytest

from reference_impl.editions.legacy.make_images import BUTTONS

AA = 4.5  # the contrast that WCAG 2 asks of small letters


def luminance(colour: str) -> float:
    """The relative luminance of a colour such as ``#1d4273``."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("name", BUTTONS)
def test_white_letters_stand_out(name: str) -> None:
    """On both ends of the button's gradient."""
    _, _, *colours = BUTTONS[name]
    assert all(1.05 / (luminance(colour) + 0.05) >= AA for colour in colours)
