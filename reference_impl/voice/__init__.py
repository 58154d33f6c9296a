"""The audio version of a code: short French clips, joined with silence (line 271 of the guide)."""

import io
import wave
from collections.abc import Mapping
from pathlib import Path

CLIPS = Path(__file__).parent / "clips"
RATE = 16_000  # samples per second, mono, 16 bits
SAMPLE_BYTES = 2
SILENCE_SECONDS = 0.4  # between two characters, enough to write one down


def load_clips() -> dict[str, bytes]:
    """Read the clip of each character: its samples, by the character it speaks."""
    return {path.stem: frames_of(path.read_bytes()) for path in sorted(CLIPS.glob("?.wav"))}


def frames_of(sound: bytes) -> bytes:
    """Read the samples of a WAV file."""
    with wave.open(io.BytesIO(sound)) as given:
        return given.readframes(given.getnframes())


def wave_file(
    frames: bytes, *, rate: int = RATE, channels: int = 1, width: int = SAMPLE_BYTES
) -> bytes:
    """Make a WAV file of samples with this many bytes each."""
    target = io.BytesIO()
    with wave.open(target, "wb") as sound:
        sound.setnchannels(channels)
        sound.setsampwidth(width)
        sound.setframerate(rate)
        sound.writeframes(frames)
    return target.getvalue()


class Voice:
    """Speaks codes.

    Args:
        clips: Samples by character; the shipped clips, read at the first use, if left out.
    """

    def __init__(self, clips: Mapping[str, bytes] | None = None) -> None:
        self._clips = clips

    def spoken(self, code: str) -> list[bytes]:
        """Give the samples of each character, in the order in which they are displayed."""
        if self._clips is None:
            self._clips = load_clips()
        return [self._clips[character] for character in code]

    def silence(self) -> bytes:
        """Give the samples of the pause between two characters."""
        return bytes(SAMPLE_BYTES * round(RATE * SILENCE_SECONDS))

    def wav(self, code: str) -> bytes:
        """Give the WAV file that speaks a code of capitals and digits."""
        return wave_file(self.silence().join(self.spoken(code)))
