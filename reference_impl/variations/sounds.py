"""The audio version as other files, and other ways to offer it."""

import struct
from array import array
from collections.abc import Callable
from dataclasses import replace

from reference_impl.altering.alteration import Acts, Alteration
from reference_impl.altering.answers import answers
from reference_impl.altering.codes import AlteredVoice, as_it_is, voice
from reference_impl.altering.pages import page
from reference_impl.altering.texts import swap
from reference_impl.parts import Parts
from reference_impl.routes import addresses as at
from reference_impl.variations import shaping
from reference_impl.voice import RATE, SILENCE_SECONDS, Voice, frames_of, load_clips, wave_file
from reference_impl.web.answers import Answer

SOUND = "sound"
_LINK = '<a href="/codes-perdus/code-de-certification.wav">'


def _samples(sound: bytes) -> "array[int]":
    return array("h", frames_of(sound))


def _small(sound: bytes) -> bytes:
    """22 050 samples a second of 8 bits."""
    samples, rate = _samples(sound), 22_050
    count = len(samples) * rate // RATE
    return wave_file(
        bytes((samples[place * RATE // rate] >> 8) + 128 for place in range(count)),
        rate=rate,
        width=1,
    )


def _stereo(sound: bytes) -> bytes:
    samples = _samples(sound)
    return wave_file(
        array("h", (s for sample in samples for s in (sample, sample))).tobytes(), channels=2
    )


def _telephone(sound: bytes) -> bytes:
    return wave_file(_samples(sound)[::2].tobytes(), rate=RATE // 2)


def _quiet(sound: bytes) -> bytes:
    return wave_file(array("h", (sample // 3 for sample in _samples(sound))).tobytes())


def _between_silences(sound: bytes) -> bytes:
    rest = bytes(2 * RATE)
    return wave_file(rest + frames_of(sound) + rest)


def _longer_pauses(sound: bytes) -> bytes:
    pause = bytes(2 * round(RATE * SILENCE_SECONDS))
    return wave_file(frames_of(sound).replace(pause, pause * 3))


def _in_bursts(parts: Parts, acts: Acts) -> Parts:
    """« double v » and « i grec » are said in two bursts, with a short silence between them."""
    clips = load_clips()
    for character in "WY":
        clip = clips[character]
        middle = len(clip) // 4 * 2
        clips[character] = clip[:middle] + bytes(2 * round(RATE * 0.16)) + clip[middle:]
    return replace(parts, voice=AlteredVoice(Voice(clips), acts, as_it_is, bytes))


def _with_notes(sound: bytes) -> bytes:
    """A chunk with the name of the program that made the file stands before the samples."""
    note = b"ISFT" + struct.pack("<I", 14) + b"Lavf57.83.100\0"
    chunk = b"LIST" + struct.pack("<I", len(note) + 4) + b"INFO" + note
    return (
        b"RIFF" + struct.pack("<I", len(sound) - 8 + len(chunk)) + sound[8:36] + chunk + sound[36:]
    )


def _as_attachment(answer: Answer) -> None:
    if answer.path == at.NEW_CODE_SOUND:
        answer.headers["content-type"] = "audio/x-wav"
        answer.headers["content-disposition"] = 'attachment; filename="code.wav"'


def _file(name: str, summary: str, sound: Callable[[bytes], bytes]) -> Alteration:
    return Alteration(name, SOUND, summary, voice(sound=sound))


VARIATIONS = (
    _file("sound-of-8-bits", "The sound has 22 050 samples a second of 8 bits.", _small),
    _file("sound-in-stereo", "The sound has two channels.", _stereo),
    _file("sound-of-the-telephone", "The sound has 8 000 samples a second.", _telephone),
    _file("sound-lower", "The sound is less loud.", _quiet),
    _file("sound-between-silences", "The sound begins and ends in silence.", _between_silences),
    _file("sound-with-longer-pauses", "The pauses between characters are longer.", _longer_pauses),
    _file("sound-with-notes", "The file of the sound holds notes besides it.", _with_notes),
    Alteration(
        "sound-letters-in-bursts",
        SOUND,
        "The letters W and Y are spoken in two bursts.",
        _in_bursts,
    ),
    Alteration(
        "sound-as-attachment",
        SOUND,
        "The sound is sent as a file to be saved, of the type audio/x-wav.",
        answers(_as_attachment),
    ),
    Alteration(
        "sound-without-player",
        SOUND,
        "The sound has its link, and no player.",
        page("certification-code", shaping.sub(r"<audio.*?</audio>", "")),
    ),
    Alteration(
        "sound-with-sources",
        SOUND,
        "The player of the sound names its sources and what else to do.",
        page(
            "certification-code",
            shaping.sub(
                r'<audio[^>]*src="([^"]*)"[^>]*></audio>',
                r'<audio controls><source src="\1" type="audio/wav">'
                r'<a href="\1">Télécharger le son</a></audio>',
            ),
        ),
    ),
    Alteration(
        "sound-in-a-window",
        SOUND,
        "The link of the sound opens a window, has a picture, and a number against caches.",
        page(
            "certification-code",
            swap(
                _LINK,
                '<a target="_blank" title="Nouvelle fenêtre" href="/codes-perdus/'
                'code-de-certification.wav?t=1285245240"><img src="/static/icon.svg" width="16" '
                'height="16" alt="">',
            ),
        ),
    ),
)
