"""Measures sound files from their samples, in pure Python."""

import re
import struct
import sys
from array import array
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Any

from harness.model.audio import AudioInfo
from harness.model.fact import Fact, fact

_WINDOWS = 200  # a second
_MIN_RUN = 6  # windows (30 ms): shorter sounds are noise, shorter gaps part of the sound
_MIN_PAUSE = 29  # windows between two characters: 150 ms, minus rounding to windows
_MIN_LIKELY_PAUSE = 20  # a shorter silence says nothing of the usual pause
# Shares of the usual pause: a shorter silence lies within a character (« double v »), a longer one
# is a pause, and between them nobody can tell. If most pauses are alike, less remains in doubt.
_DOUBT, _REGULAR_DOUBT = (0.4, 0.6), (0.5, 0.7)
_ALIKE = (0.88, 1.14)
_EVEN = 1.01  # times the shortest pause, at most the longest one
_TWICE, _MIN_LONGER = 2.0, 0.25  # silences so much longer than the usual one, and their share
_MIN_ALIKE = 0.6  # share of the pauses
_MIN_SENTENCE = 1  # seconds
_FAR_LONGER = 2  # times the longest character
_MIN_CHARACTERS = 3  # behind a sentence, so that it can be told from them
_ROUNDS = (3, 2)  # how often a sound may say all of it
_MIN_LEVEL = 0.002  # of full scale: less is inaudible
_PCM, _EXTENSIBLE = 1, 0xFFFE
_MP3_RATES = (44100, 48000, 32000)
_OGG_HEAD = 27  # bytes of a page before its table of segments
_SIGNED = bytes((value - 128) % 256 for value in range(256))
_TYPES = {
    "wav": re.compile(r"audio/(x-|vnd\.)?wave?\b"),
    "mp3": re.compile(r"audio/(x-)?(mpeg|mp3)\b"),
    "ogg": re.compile(r"(audio|application)/(x-)?ogg\b"),
}


@dataclass(frozen=True, slots=True)
class _Wave:
    """The parts of a RIFF file: the numbers of its fmt chunk, the bytes of its data chunk."""

    tag: int
    channels: int
    rate: int
    bits: int
    data: bytes
    problem: Fact | None


def measure_audio(body: bytes, content_type: str) -> AudioInfo:
    """Measure a sound with its declared type.

    Returns:
        Its properties. MP3 and Ogg are only recognised, not measured.
    """
    audio = _measure(body)
    expected = _TYPES.get(audio.format)
    if not audio.problem and expected and not expected.match(content_type.strip().lower()):
        code = "audio-sent-as" if content_type else "audio-sent-without-type"
        sent = {"type": content_type} if content_type else {}
        problem = fact(code, format=audio.format.upper(), **sent)
        return audio.model_copy(update={"problem": problem})
    return audio


def clips(body: bytes) -> tuple[bytes, ...]:
    """The stretches of sound between exact silences, where a portal joins clips.

    Returns:
        The samples of each stretch but a sentence before the characters, to be compared with
        others; none of a sound that is no WAV file of plain samples.
    """
    wave = _read_wave(body)
    if _unplayable_reason(wave):
        return ()
    pauses = _exact_silences(wave)
    spoken = _between(wave, pauses)
    return spoken[1:] if _introduction(spoken, pauses, wave) else spoken


def _between(wave: _Wave, pauses: list[tuple[int, int]]) -> tuple[bytes, ...]:
    """The whole frames of sound between silences, which are given by their bytes."""
    frame, silence = wave.channels * wave.bits // 8, _zero(wave)
    starts, ends = [0, *(end for _, end in pauses)], [*(at for at, _ in pauses), len(wave.data)]
    found = (
        _without_edges(wave.data[start // frame * frame : -(-end // frame) * frame], silence, frame)
        for start, end in zip(starts, ends, strict=True)
    )
    return tuple(filter(None, found))


def _without_edges(clip: bytes, silence: bytes, frame: int) -> bytes:
    """Whole frames of a clip, without silent ones before and behind the sound."""
    start, end = len(clip) - len(clip.lstrip(silence)), len(clip.rstrip(silence))
    return clip[start // frame * frame : -(-end // frame) * frame]


def said_once(spoken: tuple[bytes, ...]) -> tuple[bytes, ...]:
    """The clips of a sound that says the same twice or thrice, once; all of them otherwise.

    A sound of one clip only says nothing at all.
    """
    for rounds in _ROUNDS:
        once = spoken[: len(spoken) // rounds]
        if len(set(once)) > 1 and spoken == once * rounds:
            return once
    return spoken


def _exact_silences(wave: _Wave) -> list[tuple[int, int]]:
    """Where the samples are nothing but zeros for as long as a pause, in bytes."""
    frame = wave.channels * wave.bits // 8
    pause = max(1, wave.rate * _MIN_LIKELY_PAUSE // _WINDOWS) * frame
    return [m.span() for m in re.finditer(re.escape(_zero(wave)) + b"{%d,}" % pause, wave.data)]


def _zero(wave: _Wave) -> bytes:
    """A byte of silence: samples of eight bits are unsigned, all others are signed."""
    return b"\x80" if wave.bits == 8 else b"\0"  # noqa: PLR2004 - as said


def _measure(body: bytes) -> AudioInfo:
    if body[:4] in (b"RIFF", b"RIFX", b"RF64"):
        return _measure_wave(body)
    if body[:4] == b"OggS":
        return _recognise_ogg(body)
    if body[:3] == b"ID3" or _mp3_frame(body, 0):
        return _recognise_mp3(body)
    return AudioInfo(problem=fact("audio-unknown" if body else "audio-empty"))


def _recognise_ogg(body: bytes) -> AudioInfo:
    whole = len(body) > _OGG_HEAD and body[4] == 0 and len(body) > _OGG_HEAD + body[26]
    return AudioInfo(format="ogg", valid=whole, problem=None if whole else fact("ogg-broken"))


def _recognise_mp3(body: bytes) -> AudioInfo:
    start = _after_id3(body)
    found = _mp3_frame(body, start)
    if found is None:
        return AudioInfo(format="mp3", problem=fact("mpeg-frame-missing"))
    rate, channels = found
    return AudioInfo(format="mp3", valid=True, sample_rate=rate, channels=channels)


def _after_id3(body: bytes) -> int:
    if body[:3] != b"ID3" or len(body) < 10:  # noqa: PLR2004 - bytes of an ID3 head
        return 0
    size = 0
    for seven_bits in body[6:10]:
        size = size << 7 | (seven_bits & 0x7F)
    return 10 + size


def _mp3_frame(body: bytes, start: int) -> tuple[int, int] | None:
    """Sample rate and channels in a frame's head; None if there is no frame."""
    head = body[start : start + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:  # noqa: PLR2004 - the sync mark
        return None
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bit_rate, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer == 0 or bit_rate in (0, 15) or rate == 3:  # noqa: PLR2004 - reserved
        return None
    divisor = {3: 1, 2: 2, 0: 4}[version]
    return _MP3_RATES[rate] // divisor, 1 if head[3] >> 6 == 3 else 2  # noqa: PLR2004 - mono


def _measure_wave(body: bytes) -> AudioInfo:
    wave = _read_wave(body)
    unplayable = _unplayable_reason(wave)
    silent = AudioInfo(
        format="wav",
        problem=wave.problem or unplayable or fact("sound-data-missing"),
        sample_rate=wave.rate,
        channels=wave.channels,
    )
    frame = wave.channels * wave.bits // 8
    if unplayable or len(wave.data) < frame:
        return silent
    return silent.model_copy(
        update={
            "valid": not wave.problem,
            "problem": wave.problem,
            **_measured(wave, wave.data[: len(wave.data) // frame * frame]),
        }
    )


def _measured(wave: _Wave, data: bytes) -> dict[str, Any]:
    """Length, loudness and segments of whole frames."""
    samples, scale = _samples(data, wave.bits)
    window = max(1, wave.rate // _WINDOWS) * wave.channels
    levels, peak = _levels(samples, window)
    pauses = _exact_silences(wave)
    spoken = _between(wave, pauses)
    levels = levels[_introduction(spoken, pauses, wave) * 8 // wave.bits // window :]
    return {
        "seconds": len(samples) / wave.channels / wave.rate,
        "peak": min(1.0, peak / scale),
        "rounds": len(spoken) // len(said_once(spoken)) if spoken else 1,
        "is_even": _is_even(pauses, len(wave.data)),
        **_counted(_silences([level / scale for level in levels])),
    }


def _introduction(spoken: tuple[bytes, ...], pauses: list[tuple[int, int]], wave: _Wave) -> int:
    """Where a sentence before the characters ends, in bytes; 0 where there is none.

    It is a clip as those of the characters are, and far longer than each of them.
    """
    inner = [start for start, end in pauses if start > 0 and end < len(wave.data)]
    if len(spoken) <= _MIN_CHARACTERS or not inner:
        return 0
    first, longest = len(spoken[0]), max(map(len, spoken[1:]))
    least = _MIN_SENTENCE * wave.rate * wave.channels * wave.bits // 8
    return inner[0] if first >= max(least, _FAR_LONGER * longest) else 0


def _unplayable_reason(wave: _Wave) -> Fact | None:
    if not wave.tag:
        return fact("fmt-chunk-missing")
    if wave.tag != _PCM or wave.bits not in (8, 16, 24, 32):
        return fact("not-pcm", format=wave.tag, bits=wave.bits)
    if not wave.channels or not wave.rate:
        return fact("channels-or-rate-wrong", channels=wave.channels, rate=wave.rate)
    return None


def _read_wave(body: bytes) -> _Wave:
    tag = channels = rate = bits = 0
    data = b""
    is_wave = body[:4] == b"RIFF" and body[8:12] == b"WAVE"
    problem = None if is_wave else fact("not-riff-wave")
    declared = int.from_bytes(body[4:8], "little")
    for name, size, start in _chunks(body):
        content = body[start : start + size]
        if name == b"fmt " and len(content) >= 16:  # noqa: PLR2004 - bytes of a fmt chunk
            tag, channels, rate, _, _, bits = struct.unpack("<HHIIHH", content[:16])
            if tag == _EXTENSIBLE:
                tag = int.from_bytes(content[24:26], "little")
        elif name == b"data" and not data:
            data, fault = _data(body, size, start)
            problem = problem or fault
    if not problem and abs(declared + 8 - len(body)) > 1:
        problem = fact("file-length-wrong", declared=declared + 8, found=len(body))
    return _Wave(tag, channels, rate, bits, data, problem)


def _chunks(body: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, declared length and position of each chunk."""
    place = 12
    while place + 8 <= len(body):
        name, size = struct.unpack_from("<4sI", body, place)
        yield name, size, place + 8
        place += 8 + size + size % 2


def _data(body: bytes, size: int, start: int) -> tuple[bytes, Fact | None]:
    """The sound data in the file, and the problem with its declared length."""
    end = start + size
    rest = body[end + size % 2 :]
    if end <= len(body) and (len(rest) < 8 or _is_chunk(rest)):  # noqa: PLR2004 - bytes of its head
        return body[start:end], None
    present = body[start:]
    return present, fact("sound-length-wrong", declared=size, found=len(present))


def _is_chunk(rest: bytes) -> bool:
    name, size = struct.unpack_from("<4sI", rest)
    return bool(re.fullmatch(rb"[ -~]{4}", name)) and size <= len(rest)


def _samples(data: bytes, bits: int) -> tuple["array[int]", int]:
    """The samples, and the value of full scale; only the upper 16 of 24 bits."""
    if bits == 8:  # noqa: PLR2004 - unsigned, all others are signed
        return array("b", data.translate(_SIGNED)), 1 << 7
    if bits == 24:  # noqa: PLR2004 - no array holds three bytes
        upper = bytearray(len(data) // 3 * 2)
        upper[0::2], upper[1::2] = data[1::3], data[2::3]
        data, bits = bytes(upper), 16
    samples = array("h" if bits == 16 else "i", data)  # noqa: PLR2004
    if sys.byteorder == "big":
        samples.byteswap()
    return samples, 1 << (bits - 1)


def _levels(samples: "array[int]", width: int) -> tuple[list[float], int]:
    """Half the range of each window (a constant offset is no sound), and the loudest sample."""
    levels: list[float] = []
    highest = lowest = 0
    for start in range(0, len(samples), width):
        window = samples[start : start + width]
        high, low = max(window), min(window)
        levels.append((high - low) / 2)
        highest, lowest = max(highest, high), min(lowest, low)
    return levels, max(highest, -lowest)


def _threshold(levels: list[float]) -> float:
    """The level of an audible window, between the quietest and the loudest."""
    ordered = sorted(levels)
    floor, top = ordered[len(ordered) // 50], ordered[-1 - len(ordered) // 50]
    if floor * 2 > top:
        floor = 0.0  # it has no silence at all
    return max(_MIN_LEVEL, floor + (top - floor) * 0.1)


def _silences(levels: list[float]) -> list[int] | None:
    """The silences between sounds, in windows; None if nothing is heard."""
    threshold = _threshold(levels)
    heard = [place for place, level in enumerate(levels) if level > threshold]
    runs = _joined([(place, place + 1) for place in heard], _MIN_RUN)
    spoken = [run for run in runs if run[1] - run[0] >= _MIN_RUN]
    if not spoken:
        return None
    return [after[0] - before[1] for before, after in pairwise(spoken)]


def _is_even(pauses: list[tuple[int, int]], size: int) -> bool:
    """Whether all silences within a sound of so many bytes are as long."""
    lengths = [end - start for start, end in pauses if start > 0 and end < size]
    return not lengths or max(lengths) <= _EVEN * min(lengths)


def _counted(silences: list[int] | None) -> dict[str, int]:
    """The number of spoken characters: at least, and at most."""
    if silences is None:
        return {"segments": 0, "segments_at_most": 0}
    pauses = [one for one in silences if one >= _MIN_LIKELY_PAUSE]
    usual = median(pauses) if pauses else _MIN_PAUSE
    counts = [_pauses_among(pauses, usual)]
    longer = [one for one in pauses if one >= _TWICE * usual]
    if len(longer) >= _MIN_LONGER * len(pauses) > 0:  # those may be the pauses, and no others
        counts.append(_pauses_among(pauses, median(longer)))
    return {
        "segments": min(sure for sure, _ in counts) + 1,
        "segments_at_most": max(possible for _, possible in counts) + 1,
    }


def _pauses_among(silences: list[int], usual: float) -> tuple[int, int]:
    """How many silences are pauses between characters, if these are usually so long.

    Returns:
        At least, and at most.

    Within a character is one silence (« double v »). Of several on end, between two pauses, all but
    one may be pauses that the voice cut short.
    """
    low, high = _REGULAR_DOUBT if _is_regular(silences, usual) else _DOUBT
    sure = sum(one >= max(_MIN_PAUSE, high * usual) for one in silences)
    is_short = [one < low * usual for one in silences]
    on_end = sum(one and other for one, other in pairwise(is_short))
    return sure, len(silences) - sum(is_short) + on_end


def _is_regular(pauses: list[int], usual: float) -> bool:
    alike = [one for one in pauses if _ALIKE[0] * usual <= one <= _ALIKE[1] * usual]
    whole = [one for one in pauses if one >= usual / 2]
    return len(alike) >= _MIN_ALIKE * len(whole)


def _joined(runs: list[tuple[int, int]], gap: int) -> list[tuple[int, int]]:
    """The runs, joined where less than `gap` windows are between them."""
    joined: list[tuple[int, int]] = []
    for start, end in runs:
        if joined and start - joined[-1][1] < gap:
            joined[-1] = joined[-1][0], end
        else:
            joined.append((start, end))
    return joined
