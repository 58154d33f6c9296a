"""The audio version of a code: short French clips, joined with silence (line 271 of the guide)."""

import io
import wave
from collections.abc import Mapping
from pathlib import Path

CLIPS = Path(__file__).parent / "clips"
RATE = 16_000  # samples per second, mono, 16 bits
SAMPLE_BYTES = 2
SILENCE_SECONDS = 0.4  # between two characters, enough to write one down


def load_clips(folder: Path = CLIPS) -> dict[str, bytes]:
    """Read the clip of each character: its samples, by the character it speaks."""
    clips = {}
    for path in sorted(folder.glob("?.wav")):
        with wave.open(str(path)) as clip:
            clips[path.stem] = clip.readframes(clip.getnframes())
    return clips


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
        target = io.BytesIO()
        with wave.open(target, "wb") as sound:
            sound.setnchannels(1)
            sound.setsampwidth(SAMPLE_BYTES)
            sound.setframerate(RATE)
            sound.writeframes(self.silence().join(self.spoken(code)))
        return target.getvalue()
