"""The audio version of the code."""

import array
import io
import string
import wave
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reference_impl.domain.codes import DIGITS, LETTERS
from reference_impl.voice import RATE, Voice, load_clips

QUIET = 400  # of 32767
WINDOW = RATE // 100
LONGEST_PAUSE_IN_A_CHARACTER = 15  # windows of 10 ms

VOICE = Voice()


def samples(sound: bytes) -> "array.array[int]":
    """Decode a WAV file."""
    with wave.open(io.BytesIO(sound)) as opened:
        assert opened.getparams()[:3] == (1, 2, RATE)
        return array.array("h", opened.readframes(opened.getnframes()))


def segments(sound: bytes) -> int:
    """Count what is spoken between two pauses."""
    heard = samples(sound)
    loud = [
        max(map(abs, heard[start : start + WINDOW])) >= QUIET
        for start in range(0, len(heard), WINDOW)
    ]
    runs = [(is_loud, len(list(run))) for is_loud, run in groupby(loud)]
    pauses = [run for run in runs if not run[0] and run[1] > LONGEST_PAUSE_IN_A_CHARACTER]
    return len(pauses) + 1


def test_every_character_has_a_clip() -> None:
    """Capitals and digits can all be spoken."""
    assert set(load_clips()) == set(string.ascii_uppercase + string.digits)


@settings(max_examples=10, deadline=None)
@given(st.text(LETTERS + DIGITS, min_size=10, max_size=10))
def test_as_many_spoken_segments_as_characters(code: str) -> None:
    """A listener who counts the pauses counts the characters."""
    assert segments(VOICE.wav(code)) == len(code)


@pytest.mark.parametrize("character", string.ascii_uppercase + string.digits)
def test_each_clip_is_one_segment_and_not_silent(character: str) -> None:
    """No character falls apart, even those of two words (W, Y)."""
    sound = VOICE.wav(character)
    assert segments(sound) == 1
    assert max(map(abs, samples(sound))) > 10_000


def test_the_lengths_in_the_file_are_right() -> None:
    """The header tells the length of the whole file and of its samples."""
    sound = VOICE.wav("AB12")
    assert int.from_bytes(sound[4:8], "little") == len(sound) - 8
    assert int.from_bytes(sound[40:44], "little") == len(sound) - 44


def test_another_order_is_another_sound() -> None:
    """The characters are spoken in the order in which they are displayed."""
    assert VOICE.spoken("AB") == VOICE.spoken("BA")[::-1]
    assert VOICE.wav("AB") != VOICE.wav("BA")
