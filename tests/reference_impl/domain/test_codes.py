"""The codes that are drawn."""

import random

from reference_impl.domain.codes import DIGITS, LETTERS, Codes


def test_codes_have_the_lengths_of_the_guide() -> None:
    """Eight characters for the confidential code, ten for the certification code."""
    codes = Codes()
    assert (len(codes.confidential()), len(codes.certification())) == (8, 10)


def test_codes_are_capitals_and_digits_without_doubtful_ones() -> None:
    """Every code has a capital and a digit, and none of 0, O, 1, I, L."""
    codes = Codes(random.Random(7).choice)
    for code in [codes.confidential() for _ in range(500)]:
        assert set(code) <= set(LETTERS + DIGITS)
        assert set(code) & set(LETTERS)
        assert set(code) & set(DIGITS)
        assert not set(code) & set("0O1IL")


def test_a_draw_of_letters_alone_is_drawn_again() -> None:
    """A code without a digit is not given out."""
    drawn = iter("ABCDEFGH" + "ABCDEFG2")
    assert Codes(lambda _: next(drawn)).confidential() == "ABCDEFG2"


def test_every_character_is_used() -> None:
    """No character of the alphabet is left out by the draw."""
    codes = Codes(random.Random(7).choice)
    assert set("".join(codes.certification() for _ in range(500))) == set(LETTERS + DIGITS)
