"""What one check says of one subject."""

from pydantic import BaseModel, ConfigDict

from harness.model.finding import Evidence


class Outcome(BaseModel):
    """The outcome of a check on one page, movement, mail or sound.

    Attributes:
        ok: True, False, or None where it could not be judged.
        expected: what should have been there, in words.
        seen: what was there, in words.
        barred_by: slug of the statement whose failure bars this one (with ok None).
        evidence: where to look.
    """

    model_config = ConfigDict(frozen=True)

    ok: bool | None
    expected: str = ""
    seen: str = ""
    barred_by: str = ""
    evidence: Evidence = Evidence()


def verdict(ok: bool, expected: str, seen: str, evidence: Evidence) -> Outcome:
    """A check that could be made."""
    return Outcome(ok=ok, expected=expected, seen=seen, evidence=evidence)


def barred(slug: str, expected: str, evidence: Evidence) -> Outcome:
    """A check that an earlier failure bars."""
    return Outcome(ok=None, expected=expected, barred_by=slug, evidence=evidence)


def unobservable(expected: str, why: str, evidence: Evidence) -> Outcome:
    """A check that this target or driver cannot show."""
    return Outcome(ok=None, expected=expected, seen=why, evidence=evidence)
