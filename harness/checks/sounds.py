"""Claims about the audio version of a code."""

from http import HTTPStatus

from harness.checks.context import Case
from harness.checks.outcome import Outcome, barred, unobservable, verdict
from harness.guide.claims import SoundFact, SoundIs
from harness.messages.catalogue import catalogue
from harness.model.finding import Evidence
from harness.model.journal import SoundRecord

AUDIBLE = 0.05
"""The least peak, of full scale, that a person hears."""


def sound(claim: SoundIs, record: SoundRecord, case: Case) -> Outcome:
    """The sound is sound in one respect; what it builds on is told by its own statement."""
    evidence = case.page_evidence(case.journal.page(record.page))
    for fact, judge in _FACTS:
        outcome = judge(record, case, evidence)
        if fact is claim.fact:
            return outcome
        if outcome.ok is not True:
            return barred(_slug(fact, case), outcome.expected, evidence)
    raise AssertionError(claim.fact)  # every fact stands in the table


def _slug(fact: SoundFact, case: Case) -> str:
    facts = ((s.slug, s.claim) for s in case.guide)
    return next(slug for slug, c in facts if isinstance(c, SoundIs) and c.fact is fact)


def _reachable(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    ok = record.status in {HTTPStatus.OK, HTTPStatus.PARTIAL_CONTENT} and record.size > 0
    seen = f"status {record.status}, {record.size} bytes"
    return verdict(ok, "the sound comes when it is asked for", seen, evidence)


def _valid(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    audio = record.audio
    declared = record.content_type.startswith(("audio/", "application/octet-stream"))
    seen = (
        catalogue().say(audio.problem)
        or f"{audio.format}, sent as {record.content_type or 'nothing'}"
    )
    return verdict(audio.valid and declared, "a sound sent as audio/…", seen, evidence)


def _audible(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    del case
    expected = "a sound that can be heard"
    if record.audio.segments < 0:
        return unobservable(expected, f"{record.audio.format} is not measured", evidence)
    peak = record.audio.peak
    return verdict(peak >= AUDIBLE, expected, f"peak at {peak:.0%} of full scale", evidence)


def _segments(record: SoundRecord, case: Case, evidence: Evidence) -> Outcome:
    code = case.journal.secret(record.code)
    if code is None:
        return unobservable("as many segments as characters", "no code was shown", evidence)
    expected = f"{code.shape.length} spoken segments, one for each character"
    segments = record.audio.segments
    return verdict(segments == code.shape.length, expected, f"{segments} segments", evidence)


_FACTS = (
    (SoundFact.REACHABLE, _reachable),
    (SoundFact.VALID, _valid),
    (SoundFact.AUDIBLE, _audible),
    (SoundFact.SEGMENTS, _segments),
)
