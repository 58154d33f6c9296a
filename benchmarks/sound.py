"""Measures how surely spoken codes are counted: `python -m benchmarks.sound [CODES]`.

espeak-ng speaks codes in four voices and speeds, letter by letter with pauses of our own (W and Y
in two bursts), as one sentence, or as a sentence each. Each code is counted whole, and with one
character left out.
It prints how many whole codes were blamed, how many could not be told, and in how many the missing
character was counted and blamed: a code with W or Y is blamed only where the pauses are even, as in
clips that are joined.
"""

import argparse
import io
import random
import subprocess
import wave
from array import array
from collections import Counter
from collections.abc import Callable
from functools import cache

from harness.model.audio import AudioInfo
from harness.page.audio import measure_audio

VOICES = (("fr", 150), ("fr", 100), ("fr-be", 180), ("fr-ch", 125))
CHARACTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
BURSTS = {"W": ("double", "v"), "Y": ("i", "grec")}
CODE_LENGTH = 8
RATE = 22_050  # of espeak-ng


@cache
def said(words: str, voice: str, speed: int) -> "array[int]":
    """The samples of words."""
    command = ["espeak-ng", "-v", voice, "-s", str(speed), "--stdout", words]
    sound = subprocess.run(command, capture_output=True, check=True).stdout
    start = sound.index(b"data") + 8  # its length is not known when it is written
    return array("h", sound[start : start + (len(sound) - start) // 2 * 2])


def trimmed(samples: "array[int]") -> "array[int]":
    """Samples without the silence around them."""
    loud = [place for place, sample in enumerate(samples) if abs(sample) > 200]  # noqa: PLR2004
    return samples[loud[0] : loud[-1]]


def rest(seconds: float) -> "array[int]":
    """Silence."""
    return array("h", bytes(2 * round(seconds * RATE)))


def letter_by_letter(code: str, voice: str, speed: int, draw: random.Random) -> "array[int]":
    """Clips with pauses between them; the bursts of one letter are nearer to each other."""
    pause, inner = draw.uniform(0.35, 0.8), draw.uniform(0.08, 0.16)
    samples = rest(0.2)
    for character in code:
        for number, burst in enumerate(BURSTS.get(character, (character,))):
            gap = inner if number else pause * draw.uniform(0.95, 1.05)
            samples += rest(gap) + trimmed(said(burst, voice, speed))
    return samples


def as_a_sentence(code: str, voice: str, speed: int, _draw: random.Random) -> "array[int]":
    """What the voice makes of a list of letters."""
    names = {"W": "double v", "Y": "i grec"}
    words = ", ".join(names.get(character, character) for character in code)
    return said.__wrapped__(f"{words}.", voice, speed)


def as_sentences(code: str, voice: str, speed: int, _draw: random.Random) -> "array[int]":
    """What the voice makes of letters with full stops; names of two words begin in lower case."""
    names = {"W": "double vé", "Y": "i grec"}
    words = ". ".join(names.get(character, character) for character in code)
    return said.__wrapped__(f"{words}.", voice, speed)


def heard(samples: "array[int]") -> AudioInfo:
    """What is measured in a sound."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setparams((1, 2, RATE, 0, "NONE", ""))
        file.writeframes(samples.tobytes())
    return measure_audio(target.getvalue(), "audio/wav")


def verdict(samples: "array[int]", code: str) -> str:
    """What is said of a sound that should speak a whole code."""
    audio = heard(samples)
    if audio.segments == audio.segments_at_most == CODE_LENGTH:
        return "right"
    low, high = audio.span(sum(map(BURSTS.__contains__, code)))
    return "doubtful" if low <= CODE_LENGTH <= high else "wrong"


Speak = Callable[[str, str, int, random.Random], "array[int]"]


WAYS: dict[str, Speak] = {
    "letters": letter_by_letter,
    "sentence": as_a_sentence,
    "sentences": as_sentences,
}


def measure(speak: Speak, voice: str, speed: int, codes: int) -> None:
    """Count many codes, whole and with one character left out."""
    draw = random.Random(f"{voice}{speed}")
    whole: Counter[str] = Counter()
    cut: Counter[str] = Counter()
    counted = 0
    for _ in range(codes):
        code = "".join(draw.choices(CHARACTERS, k=CODE_LENGTH))
        gap = draw.randrange(CODE_LENGTH)
        whole[verdict(speak(code, voice, speed, draw), code)] += 1
        short = speak(code[:gap] + code[gap + 1 :], voice, speed, draw)
        cut[verdict(short, code)] += 1
        counted += heard(short).segments_at_most < CODE_LENGTH
    print(
        f"{speak.__name__:18} {voice:6} {speed:4}  whole: {whole['wrong']} blamed,"
        f" {whole['doubtful']} doubtful; cut: {counted / codes:.1%} counted,"
        f" {cut['wrong'] / codes:.1%} blamed"
    )


def main() -> None:
    """Measure each voice in each way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("codes", type=int, nargs="?", default=1000)
    parser.add_argument("--way", choices=WAYS, action="append", help="only this way to speak")
    options = parser.parse_args()
    for speak in (WAYS[name] for name in options.way or WAYS):
        for voice, speed in VOICES:
            measure(speak, voice, speed, options.codes)


if __name__ == "__main__":
    main()
