"""Claims about the audio version: each tells its own failure, and only that."""

from typing import Any

import pytest

from harness.model.fact import fact
from tests.builders import CERTIFICATION, journal, outcome, outcomes, page, secret, sound

PREFIX = "certification-code.audio"
FACTS = ("reachable", "valid", "audible", "segments")
PAGE = page(1, "certification-code", CERTIFICATION)


def _verdicts(**changes: Any) -> list[object]:
    heard = sound(**changes)
    found = [outcome(f"{PREFIX}.{fact}", PAGE, heard, secret()) for fact in FACTS]
    return [one.blocked_by.removeprefix(f"{PREFIX}.") or one.ok for one in found]


def test_a_sound_as_it_should_be() -> None:
    """Reachable, valid, to be heard, and as long as the code."""
    assert _verdicts() == [True, True, True, True]
    assert _verdicts(status=206) == [True, True, True, True]


@pytest.mark.parametrize(
    ("changes", "verdicts"),
    [
        ({"status": 404}, [False, "reachable", "reachable", "reachable"]),
        ({"size": 0}, [False, "reachable", "reachable", "reachable"]),
        ({"valid": False, "problem": fact("sound-data-missing")}, [True, False, "valid", "valid"]),
        ({"content_type": "text/html"}, [True, False, "valid", "valid"]),
        ({"peak": 0.0}, [True, True, False, "audible"]),
        ({"segments": 9}, [True, True, True, False]),
    ],
)
def test_a_failure_is_told_once(changes: dict[str, Any], verdicts: list[object]) -> None:
    """What builds on it is barred by it."""
    assert _verdicts(**changes) == verdicts


def test_what_cannot_be_measured_is_not_blamed() -> None:
    """An MP3 is not taken apart: neither silence nor segments are known."""
    heard = sound(format="mp3", content_type="audio/mpeg", segments=-1, peak=0.0)
    audible = outcome(f"{PREFIX}.audible", PAGE, heard, secret())
    assert (audible.ok, audible.blocked_by, audible.seen) == (
        None,
        "",
        fact("format-not-measured", format="mp3"),
    )


@pytest.mark.parametrize(
    ("low", "high", "ok"),
    [(10, 10, True), (9, 10, None), (10, 11, None), (8, 9, False), (11, 12, False)],
)
def test_what_cannot_be_told_surely_is_not_blamed(low: int, high: int, ok: bool | None) -> None:
    """Only a number that the sound cannot have is blamed."""
    heard = sound(segments=low, segments_at_most=high, is_even=True)
    found = outcome(f"{PREFIX}.segments", PAGE, heard, secret())
    assert (found.ok, found.blocked_by) == (ok, "")
    if ok is None:
        assert found.seen == fact("segments-doubtful", low=low, high=high)


@pytest.mark.parametrize(
    ("segments", "rounds", "ok"),
    [(20, 2, True), (30, 3, True), (10, 2, True), (20, 1, None), (30, 1, None), (19, 2, False)],
)
def test_a_code_may_be_said_more_than_once(segments: int, rounds: int, ok: bool | None) -> None:
    """Clip by clip, or by a voice that says it otherwise the second time: that nobody can tell."""
    heard = sound(segments=segments, segments_at_most=segments, rounds=rounds)
    assert outcome(f"{PREFIX}.segments", PAGE, heard, secret()).ok is ok


@pytest.mark.parametrize(("even", "ok"), [(True, False), (False, None)])
def test_a_voice_may_say_something_before_the_code(even: bool, ok: bool | None) -> None:
    """« Votre code est… » adds segments to a text that is read; joined clips are counted."""
    heard = sound(segments=17, segments_at_most=17, is_even=even)
    assert outcome(f"{PREFIX}.segments", PAGE, heard, secret()).ok is ok


@pytest.mark.parametrize(("even", "ok"), [(True, False), (False, None)])
def test_a_voice_may_run_a_name_of_two_words_into_the_letter_before(
    even: bool, ok: bool | None
) -> None:
    """« N double v » has no pause in a sentence that is read; clips that are joined have one."""
    heard = sound(segments=9, segments_at_most=9, two_words=1, is_even=even)
    assert outcome(f"{PREFIX}.segments", PAGE, heard, secret()).ok is ok
    right = sound(segments=10, segments_at_most=10, two_words=1, is_even=even)
    assert outcome(f"{PREFIX}.segments", PAGE, right, secret()).ok is True


def test_without_a_code_there_is_nothing_to_count() -> None:
    """The missing code is told by the page's own statement."""
    found = outcome(f"{PREFIX}.segments", PAGE, sound(code=""))
    assert (found.ok, found.seen) == (None, fact("no-code-shown"))


def test_two_codes_do_not_have_the_very_same_sound() -> None:
    """That of an earlier code, or of somebody else's, is not the code's own."""
    slug, other = "certification-code.audio.own", "‹certification-code-2›"
    first = sound(number=1, same_as=1)
    own, borrowed = (sound(other, number=2, page=2, same_as=number) for number in (2, 1))
    codes = (secret(), secret(other, "QR5ST6UV7W"))
    shown = (page(1, "certification-code"), page(2, "certification-code"), *codes)
    assert [one.ok for one in outcomes(slug, journal(*shown, first, own))] == [True, True]
    assert False in [one.ok for one in outcomes(slug, journal(*shown, first, borrowed))]
    assert outcomes(slug, journal(*shown, first)) == []


@pytest.mark.parametrize(("confused", "ok"), [(0, True), (2, True), (3, False)])
def test_one_clip_does_not_speak_several_characters(confused: int, *, ok: bool) -> None:
    """Two characters may sound alike; several pairs show that another code is spoken."""
    slug, other = "certification-code.audio.own", "‹certification-code-2›"
    codes = (secret(), secret(other, "QR5ST6UV7W"))
    shown = (page(1, "certification-code"), page(2, "certification-code"), *codes)
    second = sound(other, number=2, page=2, same_as=2, confused=confused)
    found = outcomes(slug, journal(*shown, sound(number=1, same_as=1), second))
    assert [one.ok for one in found] == [True, ok]
