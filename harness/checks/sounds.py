"""Claims about the audio version of a code."""

from http import HTTPStatus

from harness.checks.context import Case
from harness.checks.outcome import Outcome, judged, not_observable
from harness.guide.claims import SoundIs, SoundProperty
from harness.model.fact import fact
from harness.model.finding import Evidence
from harness.model.journal import SoundRecord

MIN_AUDIBLE_PEAK = 0.05
"""The lowest peak, of full scale, that a person hears."""


MIN_CONFUSED = 3
"""Pairs of characters spoken by one clip that show another code: two may sound alike."""

MAYBE_SAID_AGAIN = (2, 3)
"""How often a voice may say the code, in other words each time: nobody can tell."""


def sound(claim: SoundIs, record: SoundRecord, case: Case) -> Outcome:
    """The audio has one property; other statements report the properties that it builds on."""
    evidence = case.page_evidence(case.journal.page(record.page))
    for looked_at, check in _OF_ITS_CODE if claim.fact is SoundProperty.OWN else _CHECKS:
        outcome = check(record, case, evidence)
        if looked_at is claim.fact:
            return outcome
        if outcome.ok is not True:
            slug = _statement_about(looked_at, case)
            return Outcome(ok=None, expected=outcome.expected, blocked_by=slug, evidence=evidence)
    raise AssertionError(claim.fact)  # the table has a check of each


def _statement_about(looked_at: SoundProperty, case: Case) -> str:
    """Slug of the statement about one property of the audio."""
    claims = ((s.slug, s.claim) for s in case.guide)
    return next(slug for slug, c in claims if isinstance(c, SoundIs) and c.fact is looked_at)


def _reachable(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    ok = record.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT} and record.size > 0
    seen = fact("sound-response", status=record.status, size=record.size)
    return judged(ok, fact("sound-arrives"), seen, evidence)


def _valid(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    audio, kind = record.audio, record.content_type
    declared = kind.startswith(("audio/", "application/octet-stream"))
    seen = (
        fact("sound-sent-as", format=audio.format, type=kind)
        if kind
        else fact("sound-sent-untyped", format=audio.format)
    )
    if audio.problem:
        seen = fact("sound-broken", problem=audio.problem)
    return judged(audio.valid and declared, fact("sound-of-audio-type"), seen, evidence)


def _audible(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    expected = fact("sound-audible")
    if record.audio.segments < 0:
        why = fact("format-not-measured", format=record.audio.format)
        return not_observable(expected, why, evidence)
    peak = record.audio.peak
    seen = fact("sound-peak", percent=round(100 * peak))
    return judged(peak >= MIN_AUDIBLE_PEAK, expected, seen, evidence)


def _segments(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    code = case.journal.secret(record.code)
    if code is None:
        return not_observable(fact("segments-as-characters"), fact("no-code-shown"), evidence)
    count = code.shape.length
    expected = fact("segments-expected", count=count)
    heard = record.audio.segments
    low, high = record.audio.span(record.two_words)
    counts = {count, count * record.audio.rounds}
    is_sure = heard == record.audio.segments_at_most and heard in counts
    if not is_sure and low < high and any(low <= one <= high for one in counts):
        return not_observable(expected, fact("segments-doubtful", low=low, high=high), evidence)
    seen = fact("segments", count=heard)
    if heard > max(counts) and not record.audio.is_even:
        return not_observable(expected, fact("segments-maybe-introduced", seen=seen), evidence)
    if not is_sure and heard in {count * rounds for rounds in MAYBE_SAID_AGAIN}:
        return not_observable(expected, fact("segments-maybe-again", seen=seen), evidence)
    return judged(is_sure, expected, seen, evidence)


def _own(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    """Two codes do not have the very same sound, nor several characters the very same clip."""
    others = [one for one in case.journal.sounds if one.code and one.code != record.code]
    expected = fact("sound-of-its-own")
    if record.confused >= MIN_CONFUSED:
        seen = fact("sound-of-other-characters", count=record.confused)
        return judged(False, expected, seen, evidence)
    if not record.code or not others:
        return not_observable(expected, fact("no-other-sound"), evidence)
    alike = any(one.same_as == record.same_as for one in others)
    return judged(
        not alike, expected, fact("sound-of-another" if alike else "as-expected"), evidence
    )


_CHECKS = (
    (SoundProperty.REACHABLE, _reachable),
    (SoundProperty.VALID, _valid),
    (SoundProperty.AUDIBLE, _audible),
    (SoundProperty.SEGMENTS, _segments),
)
_OF_ITS_CODE = ((SoundProperty.REACHABLE, _reachable), (SoundProperty.OWN, _own))
