"""What a sound file holds is measured, and what it says of itself is checked."""

import io
import math
import random
import wave
from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from harness.model.audio import AudioInfo
from harness.model.fact import Fact, fact
from harness.page.audio import clips, measure_audio
from reference_impl.voice import Voice, load_clips

RATE = 8000


def tone(seconds: float, level: float = 0.5, rate: int = RATE) -> list[float]:
    """A beep."""
    step = 2 * math.pi * 440 / rate
    return [level * math.sin(step * place) for place in range(round(seconds * rate))]


def rest(seconds: float, rate: int = RATE) -> list[float]:
    """Silence."""
    return [0.0] * round(seconds * rate)


def packed(samples: list[float], bits: int) -> bytes:
    """Samples as they lie in a file."""
    if bits == 8:
        return bytes(round(127 * sample) + 128 for sample in samples)
    full = (1 << (bits - 1)) - 1
    return b"".join(
        round(full * sample).to_bytes(bits // 8, "little", signed=True) for sample in samples
    )


def wav(samples: list[float], *, rate: int = RATE, bits: int = 16, channels: int = 1) -> bytes:
    """A WAV file as the standard library writes it."""
    target = io.BytesIO()
    with wave.open(target, "wb") as file:
        file.setparams((channels, bits // 8, rate, 0, "NONE", ""))
        doubled = [sample for sample in samples for _ in range(channels)]
        file.writeframes(packed(doubled, bits))
    return target.getvalue()


def heard(body: bytes) -> AudioInfo:
    """Listen to a file under its right type."""
    return measure_audio(body, "audio/wav")


def beeps(count: int, *, sound: float = 0.2, gap: float = 0.2) -> list[float]:
    """Beeps with silences between them."""
    return [sample for _ in range(count) for sample in (*tone(sound), *rest(gap))]


@given(
    count=st.integers(0, 12),
    sound=st.integers(40, 300),
    gap=st.integers(155, 400),
    lead=st.integers(0, 300),
)
@settings(max_examples=40)
def test_beeps_are_counted(count: int, sound: int, gap: int, lead: int) -> None:
    """As many segments as beeps, whatever the silences before and between them."""
    samples = rest(lead / 1000) + beeps(count, sound=sound / 1000, gap=gap / 1000) + rest(0.1)
    audio = heard(wav(samples))
    assert audio.valid
    assert audio.problem is None
    assert audio.segments == count
    assert audio.seconds == pytest.approx(len(samples) / RATE)
    assert audio.peak == pytest.approx(0.5 if count else 0.0, abs=0.02)


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
@pytest.mark.parametrize("channels", [1, 2])
def test_sample_formats(bits: int, channels: int) -> None:
    """Every width of samples is read, in one channel or two."""
    audio = heard(wav(beeps(3, sound=0.4, gap=0.4), bits=bits, channels=channels, rate=16000))
    assert audio == AudioInfo(
        format="wav",
        valid=True,
        seconds=audio.seconds,
        peak=audio.peak,
        segments=3,
        segments_at_most=3,
        is_even=True,
        sample_rate=16000,
        channels=channels,
    )
    assert audio.peak == pytest.approx(0.5, abs=0.01)
    assert audio.seconds == pytest.approx(3 * 0.8 * RATE / 16000)


def test_short_gaps_belong_to_a_word() -> None:
    """The closure of a consonant does not split a word."""
    assert heard(wav([*tone(0.1), *rest(0.12), *tone(0.1)])).segments == 1


def spoken(*gaps: float) -> AudioInfo:
    """Beeps with these silences between them, in seconds."""
    samples = tone(0.2)
    for gap in gaps:
        samples += [*rest(gap), *tone(0.2)]
    return heard(wav(samples))


@pytest.mark.parametrize(
    ("sentence", "count"), [(2.4, 6), (1.2, 6), (0.5, 7)], ids=["long", "short", "a character"]
)
@pytest.mark.parametrize("lead", [0.0, 0.2])
def test_a_sentence_before_the_characters_is_none_of_them(
    sentence: float, count: int, lead: float
) -> None:
    """A portal that joins clips may say first what comes: « Le code de certification est »."""
    samples = rest(lead) + tone(sentence)
    for length in (0.3, 0.5, 0.4, 0.3, 0.3, 0.35):
        samples += [*rest(0.45), *tone(length)]
    audio = heard(wav(samples + rest(0.45)))
    assert (audio.segments, audio.segments_at_most) == (count, count)
    assert audio.seconds == pytest.approx(len(samples + rest(0.45)) / RATE)
    assert len(clips(wav(samples))) == count


@pytest.mark.parametrize("inner", [0.1, 0.16, 0.19])
def test_a_letter_in_two_bursts_is_one(inner: float) -> None:
    """A silence much shorter than regular pauses lies within a letter (« double v »)."""
    audio = spoken(0.4, inner, 0.4, 0.4, 0.4, 0.39, 0.41)
    assert (audio.segments, audio.segments_at_most) == (7, 7)


def test_what_cannot_be_told_is_doubtful() -> None:
    """A silence that is a little shorter than irregular pauses may be either."""
    audio = spoken(0.35, 0.6, 0.21, 0.42, 0.3, 0.55)
    assert (audio.segments, audio.segments_at_most) == (6, 7)
    assert spoken(0.12, 0.13, 0.12).segments_at_most == 4


def test_a_short_pause_of_a_sentence_is_doubtful() -> None:
    """In a spoken list « 28VFF99H » the first pause is the shortest by far; it is not blamed."""
    audio = spoken(0.2, 0.33, 0.27, 0.39, 0.36, 0.355, 0.39)
    assert (audio.segments, audio.segments_at_most) == (7, 8)


@pytest.mark.parametrize(
    "gaps",
    [
        (0.77, 0.75, 0.78, 0.22, 0.25, 0.76, 0.8),  # « 7. double vé »: the pause is cut short
        (0.77, 0.22, 0.24, 0.26, 0.23, 0.75, 0.78, 0.76),  # « 3. i grec. i grec. 7 »
        (0.22, 0.24, 0.26, 0.23, 0.92, 0.73, 0.78, 0.22, 0.25, 0.88),  # most pauses are short
    ],
)
def test_a_pause_that_the_voice_cuts_short_is_doubtful(gaps: tuple[float, ...]) -> None:
    """Where two short silences follow each other, one of them may be a pause."""
    audio = spoken(*gaps)
    least = 1 + sum(gap > 0.5 for gap in gaps)
    assert audio.segments <= least + (least < len(gaps) / 2)
    assert audio.segments_at_most > least


def test_pauses_of_groups_are_pauses() -> None:
    """Longer pauses between groups of letters do not join the letters of a group."""
    audio = spoken(0.25, 0.25, 0.25, 0.9, 0.25, 0.25, 0.25)
    assert (audio.segments, audio.segments_at_most) == (8, 8)


@pytest.mark.parametrize("code", ["AWXYB234", "XXXX8888", "FMWQS252"])
@pytest.mark.parametrize("bursts", [False, True])
def test_spoken_codes(code: str, bursts: bool) -> None:
    """Clips of a voice, W and Y in two bursts or in one: each character counts once."""
    clips = load_clips()
    for name in "WY" if bursts else "":
        half = len(clips[name]) // 4 * 2
        clips[name] = clips[name][:half] + bytes(2 * 2400) + clips[name][half:]
    for said in (code, code[1:]):
        audio = heard(Voice(clips).wav(said))
        assert (audio.segments, audio.segments_at_most) == (len(said), len(said))


@pytest.mark.parametrize(
    ("said", "rounds"), [("AB12", 1), ("AB12" * 2, 2), ("AB12" * 3, 3), ("AB12AB1", 1)]
)
@pytest.mark.parametrize("bits", [8, 16])
def test_how_often_the_same_is_said(said: str, rounds: int, bits: int) -> None:
    """Clip by clip; silent samples at the very beginning are no part of a clip."""
    pitch = {one: place for place, one in enumerate("AB12", start=1)}
    samples = [x for one in said for x in (*tone(0.1 + pitch[one] / 40), *rest(0.2))]
    assert heard(wav(samples, bits=bits)).rounds == rounds


def test_clicks_are_no_speech() -> None:
    """What lasts less than 30 ms is noise, and does not join its neighbours."""
    click = [*rest(0.09), *tone(0.01), *rest(0.09)]
    assert heard(wav([*rest(0.2), *click, *rest(0.2)])).segments == 0
    assert heard(wav([*tone(0.2), *click, *tone(0.2)])).segments == 2


def test_noise_under_the_words() -> None:
    """Steady noise and an offset are no speech: the threshold lies above them."""
    noise = random.Random(1)
    samples = [0.1 + sample + noise.uniform(-0.03, 0.03) for sample in [*rest(0.3), *beeps(4)]]
    assert heard(wav(samples)).segments == 4


def test_quiet_and_loud_words() -> None:
    """A word four times as quiet as its neighbour counts."""
    samples = [*tone(0.2, 0.8), *rest(0.2), *tone(0.2, 0.2), *rest(0.2)]
    assert heard(wav(samples)).segments == 2


def test_sound_without_silence() -> None:
    """One unbroken sound is one segment."""
    assert heard(wav(tone(1.0))).segments == 1


def test_silence() -> None:
    """Silence is a valid file in which nothing is said."""
    audio = heard(wav(rest(1.0)))
    assert (audio.valid, audio.peak, audio.segments) == (True, 0.0, 0)


def test_ten_seconds() -> None:
    """Ten seconds as a portal sends them are measured whole."""
    audio = heard(wav(beeps(25, sound=0.4, gap=0.4), rate=16000))
    assert audio.seconds == pytest.approx(10)
    assert audio.segments == 25


def with_lengths(body: bytes, riff: int, data: int) -> bytes:
    """A WAV file with other lengths in its header."""
    return (
        body[:4] + riff.to_bytes(4, "little") + body[8:40] + data.to_bytes(4, "little") + body[44:]
    )


@pytest.mark.parametrize("declared", [0x7FFFF000, 1000, 0])
def test_wrong_length_of_the_sound(declared: int) -> None:
    """A wrong length is told with both numbers, and the sound is measured all the same."""
    body = wav(beeps(2))
    audio = heard(with_lengths(body, declared + 36, declared))
    assert not audio.valid
    assert audio.problem == fact("sound-length-wrong", declared=declared, found=len(body) - 44)
    assert audio.segments == 2


def test_wrong_length_of_the_file() -> None:
    """The length of the whole file is checked, too."""
    body = wav(beeps(1))
    audio = heard(with_lengths(body, 100, len(body) - 44))
    assert audio.problem == fact("file-length-wrong", declared=108, found=len(body))
    assert not audio.valid


def test_other_chunks() -> None:
    """Notes before and after the sound are no fault."""
    body = wav(beeps(2))
    note = b"LIST\x04\x00\x00\x00abcd"
    body = body[:12] + note + body[12:] + note
    body = body[:4] + (len(body) - 8).to_bytes(4, "little") + body[8:]
    assert heard(body).valid
    assert heard(body).segments == 2


def test_extensible_format() -> None:
    """The longer fmt chunk of newer writers is read."""
    body = wav(beeps(2))
    longer = b"\xfe\xff" + body[22:36] + b"\x16\x00\x10\x00\x00\x00\x00\x00\x01\x00" + bytes(14)
    body = body[:16] + len(longer).to_bytes(4, "little") + longer + body[36:]
    body = body[:4] + (len(body) - 8).to_bytes(4, "little") + body[8:]
    assert heard(body).valid
    assert heard(body).segments == 2


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ((20, b"\x03\x00"), fact("not-pcm", format=3, bits=16)),
        ((22, b"\x00\x00"), fact("channels-or-rate-wrong", channels=0, rate=8000)),
        ((24, b"\x00\x00\x00\x00"), fact("channels-or-rate-wrong", channels=1, rate=0)),
        ((12, b"junk"), fact("fmt-chunk-missing")),
        ((8, b"AVI "), fact("not-riff-wave")),
    ],
)
def test_broken_headers(change: tuple[int, bytes], problem: Fact) -> None:
    """A header that no player can use is told."""
    place, new = change
    body = wav(beeps(1))
    audio = heard(body[:place] + new + body[place + len(new) :])
    assert not audio.valid
    assert audio.problem == problem


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", AudioInfo(problem=fact("audio-empty"))),
        (b"<html>", AudioInfo(problem=fact("audio-unknown"))),
        (b"RIFF", AudioInfo(format="wav", problem=fact("not-riff-wave"))),
        (
            b"\xff\xfb\x90\xc0" + bytes(100),
            AudioInfo(format="mp3", valid=True, sample_rate=44100, channels=1),
        ),
        (
            b"ID3\x04\x00\x00\x00\x00\x00\x02xx\xff\xf3\x90\x00",
            AudioInfo(format="mp3", valid=True, sample_rate=22050, channels=2),
        ),
        (
            b"ID3\x04\x00\x00\x00\x00\x00\x02xxno frame",
            AudioInfo(format="mp3", problem=fact("mpeg-frame-missing")),
        ),
        (
            b"OggS\x00\x02" + bytes(20) + b"\x01\x1e" + bytes(30),
            AudioInfo(format="ogg", valid=True),
        ),
        (b"OggS\x00", AudioInfo(format="ogg", problem=fact("ogg-broken"))),
    ],
)
def test_recognised_by_their_first_bytes(body: bytes, expected: AudioInfo) -> None:
    """MP3 and Ogg are recognised but not measured; anything else is unknown."""
    seen = measure_audio(body, {"mp3": "audio/mpeg", "ogg": "audio/ogg"}.get(expected.format, ""))
    assert seen == expected
    assert seen.segments == -1


@pytest.mark.parametrize("content_type", ["audio/wav", "audio/x-wav; rate=1", "Audio/Wave"])
def test_right_types(content_type: str) -> None:
    """The usual types of WAV are all right."""
    assert measure_audio(wav(beeps(1)), content_type).problem is None


@pytest.mark.parametrize("content_type", ["", "text/html", "audio/mpeg"])
def test_wrong_types(content_type: str) -> None:
    """A wrong type is told; the file itself stays valid."""
    audio = measure_audio(wav(beeps(1)), content_type)
    assert audio.valid
    assert audio.problem
    assert audio.problem.has("audio-sent-as" if content_type else "audio-sent-without-type")


@given(
    body=st.binary(max_size=200), head=st.sampled_from([b"", b"RIFF", b"OggS", b"ID3", b"\xff\xfb"])
)
def test_any_bytes(body: bytes, head: bytes) -> None:
    """Whatever comes is heard without a fault."""
    assert measure_audio(head + body, "audio/wav").format in ("wav", "mp3", "ogg", "unknown")


@given(head=st.binary(min_size=44, max_size=44), places=st.sets(st.integers(0, 43), max_size=4))
def test_hostile_headers(head: bytes, places: set[int]) -> None:
    """A header with any bytes changed is heard without a fault, with a peak within full scale."""
    body = bytearray(wav(beeps(1)))
    for place in places:
        body[place] = head[place]
    assert 0 <= heard(bytes(body)).peak <= 1


def test_samples_are_little_endian() -> None:
    """A known sample is read as it was written."""
    samples = array("h", [0, 16384, -32768, 0])
    audio = heard(wav([sample / 32768 for sample in samples]))
    assert audio.peak == pytest.approx(1.0, abs=0.001)
