"""The measured properties of a sound file."""

from harness.core.value import Value
from harness.model.fact import Fact


class AudioInfo(Value):
    """The properties of a sound file.

    Attributes:
        format: "wav", "mp3", "ogg" or "unknown", from its first bytes.
        valid: whether a player can rely on its header.
        problem: what is wrong with it, or with the type under which it was sent; None for nothing.
        seconds: its length; 0 if not measured.
        peak: the loudest sample, 1 for full scale; 0 for silence or if not measured.
        segments: number of characters that are spoken at least: what is between pauses, where a
            silence that is much shorter than the pauses lies within a character, and a clip before
            them that is far longer than each is a sentence; -1 if not measured.
        segments_at_most: the number if each silence of doubtful length is a pause.
        rounds: how often it says the same, clip by clip; 1 if that cannot be told.
        is_even: whether all exact silences are as long, as where clips are joined; a voice that
            reads a text may leave some pauses out.
        sample_rate: in Hz; 0 if unknown.
        channels: 0 if unknown.
    """

    format: str = "unknown"
    valid: bool = False
    problem: Fact | None = None
    seconds: float = 0.0
    peak: float = 0.0
    segments: int = -1
    segments_at_most: int = -1
    rounds: int = 1
    is_even: bool = False
    sample_rate: int = 0
    channels: int = 0

    def span(self, two_words: int) -> tuple[int, int]:
        """The number of characters that may be spoken: at least, and at most.

        Args:
            two_words: how many characters of the code have a name of two words: a voice that reads
                a text may run it into the character before, or part it.
        """
        slack = 0 if self.is_even else two_words
        return self.segments - slack, self.segments_at_most + slack
