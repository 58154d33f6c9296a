"""Makes the clips of `voice/clips` with espeak-ng and sox; run by hand when they must change.

    python -m reference_impl.voice.make_clips

Each clip speaks one character in French: mono, 16 bits, 16 kHz, without the silence around it,
faded at both ends and brought to the same loudness. No speech engine is needed at run time.
"""

import string
import subprocess
import tempfile
from pathlib import Path

CLIPS = Path(__file__).parent / "clips"
RATE = 16_000
WORDS = {"W": "double vé", "Y": "i grec"}
# Done at one end, then, the sound turned round, at the other.
TRIM = ["silence", "1", "0.005", "0.5%", "fade", "t", "0.005", "reverse"]


def make_clip(character: str, target: Path) -> None:
    """Speak one character into a WAV file."""
    with tempfile.TemporaryDirectory() as folder:
        spoken = Path(folder) / "spoken.wav"
        word = WORDS.get(character, character)
        _run("espeak-ng", "-v", "fr", "-s", "150", "-w", str(spoken), word)
        shape = [*TRIM, *TRIM, "norm", "-3"]
        form = ["-r", str(RATE), "-c", "1", "-b", "16"]
        _run("sox", "-R", str(spoken), *form, str(target), *shape)


def _run(*command: str) -> None:
    subprocess.run(command, check=True)  # noqa: S603 - our own fixed commands


def main() -> None:
    """Make the clip of every letter and digit."""
    CLIPS.mkdir(exist_ok=True)
    for character in string.ascii_uppercase + string.digits:
        make_clip(character, CLIPS / f"{character}.wav")


if __name__ == "__main__":
    main()
