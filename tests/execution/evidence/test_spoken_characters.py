"""Clips that stand for other characters than those shown are another code's."""

import random

from hypothesis import given
from hypothesis import strategies as st

from harness.execution.evidence.spoken_characters import SpokenCharacters
from reference_impl.domain.codes import DIGITS, LETTERS
from reference_impl.voice import Voice

CODES = st.text(LETTERS + DIGITS, min_size=10, max_size=10)
CLIPS = {one: bytes((place + 1, 1)) * 80 for place, one in enumerate(LETTERS + DIGITS)}
VOICE = Voice(CLIPS)


@given(st.lists(CODES, max_size=5))
def test_sounds_of_their_codes(codes: list[str]) -> None:
    """No clip stands for two characters, whatever the codes, in capitals or not."""
    heard = SpokenCharacters()
    assert {heard.hear(code.lower(), VOICE.wav(code)) for code in codes} <= {0}


def test_sounds_of_other_codes() -> None:
    """Three sounds of ten characters have many pairs that contradict each other."""
    draw = random.Random(7)
    heard = SpokenCharacters()
    for _ in range(3):
        shown, spoken = ("".join(draw.choices(LETTERS + DIGITS, k=10)) for _ in "ab")
        pairs = heard.hear(shown, VOICE.wav(spoken))
    assert pairs > 6


def test_what_cannot_be_compared() -> None:
    """A sound with more or fewer stretches than the code, and what is no sound."""
    heard = SpokenCharacters()
    assert heard.hear("ABC", VOICE.wav("AB")) == 0
    assert heard.hear("AB", b"RIFF") == 0
    assert heard.hear("CD", VOICE.wav("AB")) == 0
