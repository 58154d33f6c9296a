"""Altered codes, and the altered sound of the certification code."""

from collections.abc import Callable
from dataclasses import replace

from reference_impl.altering.alteration import Acts, Change
from reference_impl.app import Parts
from reference_impl.domain.codes import Codes
from reference_impl.voice import Voice


def as_it_is(text: str) -> str:
    """Give a text as it is."""
    return text


def kept_in(drawn: list[str]) -> Callable[[str], str]:
    """Give each code as it is, and keep the last one."""

    def keep(code: str) -> str:
        drawn[:] = [code]
        return code

    return keep


class AlteredCodes(Codes):
    """Codes that are altered once they are drawn.

    Args:
        plain: Draws them.
        acts: Called for each code that has changed.
        confidential: Takes a confidential code and gives another.
        certification: Takes a certification code and gives another.
    """

    def __init__(
        self,
        plain: Codes,
        acts: Acts,
        confidential: Callable[[str], str],
        certification: Callable[[str], str],
    ) -> None:
        self._plain = plain
        self._acts = acts
        self._alter_confidential = confidential
        self._alter_certification = certification

    def confidential(self) -> str:
        """Draw a confidential code, altered."""
        return self._altered(self._plain.confidential(), self._alter_confidential)

    def certification(self) -> str:
        """Draw a certification code, altered."""
        return self._altered(self._plain.certification(), self._alter_certification)

    def _altered(self, code: str, alter: Callable[[str], str]) -> str:
        altered = alter(code)
        if altered != code:
            self._acts()
        return altered


def codes(
    confidential: Callable[[str], str] = as_it_is, certification: Callable[[str], str] = as_it_is
) -> Change:
    """Alter the codes of each generation as they are drawn."""
    return lambda parts, acts: replace(
        parts, codes=AlteredCodes(parts.codes or Codes(), acts, confidential, certification)
    )


class AlteredVoice(Voice):
    """A voice whose sound is altered.

    Args:
        plain: Speaks.
        acts: Called for each sound that is altered.
        says: Takes the code and gives the one that is spoken.
        sound: Takes the WAV file and gives another.
    """

    def __init__(
        self,
        plain: Voice,
        acts: Acts,
        says: Callable[[str], str],
        sound: Callable[[bytes], bytes],
    ) -> None:
        super().__init__()
        self._plain = plain
        self._acts = acts
        self._says = says
        self._sound = sound

    def wav(self, code: str) -> bytes:
        """Give the WAV file that speaks a code, altered."""
        self._acts()
        return self._sound(self._plain.wav(self._says(code)))


def voice(says: Callable[[str], str] = as_it_is, sound: Callable[[bytes], bytes] = bytes) -> Change:
    """Alter what the voice says, or the bytes of its sound; each sound is an act."""

    def change(parts: Parts, acts: Acts) -> Parts:
        return replace(parts, voice=AlteredVoice(parts.voice or Voice(), acts, says, sound))

    return change
