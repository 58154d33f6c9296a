"""What one check says of one subject."""

from dataclasses import dataclass

from harness.model.fact import Fact, fact
from harness.model.finding import NO_EVIDENCE, Evidence

NEEDS_SCRIPTS = fact("target-does-not-show", what=(fact("feature", name="javascript"),))
"""Seen in the place of what a driver without scripts cannot show."""


@dataclass(frozen=True)
class Outcome:
    """The outcome of a check on one page, step, mail or sound.

    Attributes:
        ok: True, False, or None if it could not be judged.
        expected: what should have been there.
        seen: what was there, or why it could not be judged.
        blocked_by: slug of the statement whose failure blocks this one (with ok None).
    """

    ok: bool | None
    expected: Fact | None = None
    seen: Fact | None = None
    blocked_by: str = ""
    evidence: Evidence = NO_EVIDENCE


def judged(ok: bool, expected: Fact, seen: Fact, evidence: Evidence) -> Outcome:
    """A check that could be made."""
    return Outcome(ok=ok, expected=expected, seen=seen, evidence=evidence)


def blocked(slug: str, expected: Fact, evidence: Evidence) -> Outcome:
    """A check that an earlier failure blocks."""
    return Outcome(ok=None, expected=expected, blocked_by=slug, evidence=evidence)


def not_observable(expected: Fact, why: Fact, evidence: Evidence) -> Outcome:
    """A check of something that this target or driver does not show."""
    return Outcome(ok=None, expected=expected, seen=why, evidence=evidence)
