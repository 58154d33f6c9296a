"""A finding: one verdict on one statement in one journal."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

BY_DESIGN = "by design of the guide"
"""Begins what was seen of a profile's statement where the guide itself asks for it."""


class Level(StrEnum):
    """How binding a statement is."""

    REQUIRED = "required"
    """The guide says it."""
    ADVISED = "advised"
    """Follows from the guide, or from good sense where it is silent."""
    HARDENING = "hardening"
    """Security and accessibility, which the guide never promised."""


class Verdict(StrEnum):
    """What is known of one statement after one walk, best first."""

    PASS = "pass"  # noqa: S105 - the word of the field, no password
    UNOBSERVABLE = "unobservable"
    UNREACHED = "unreached"
    ACCEPTED = "accepted"
    """It is broken, and a ledger excuses it."""
    FLAKY = "flaky"
    """It was seen broken, and held on the same run when it was walked again."""
    WARN = "warn"
    FAIL = "fail"
    FAULT = "fault"


class Evidence(BaseModel):
    """Where a finding can be seen again.

    Attributes:
        step: number of the step in the journal; None where no step is meant.
        page: number of the page record; None for none.
        mail: number of the mail record; None for none.
        ref: the element on that page; "" for the page as a whole.
        files: paths below the run's folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    step: int | None = None
    page: int | None = None
    mail: int | None = None
    ref: str = ""
    files: tuple[str, ...] = ()


class Finding(BaseModel):
    """One verdict on one statement in one journal.

    Attributes:
        scenario: slug of the scenario.
        statement: slug of the statement; "" for a fault that concerns no statement.
        level: of the statement.
        verdict: what is known now.
        sentence: the guide's words, or what we read into it.
        line: first line of the guide that the statement rests on; None for our reading.
        expected: what should have been there, in words.
        seen: what was there, in words.
        cause: statement or fault that barred the way (`unreached`); "" otherwise.
        evidence: where to look.
        fingerprint: of what was seen, for a ledger; "" where nothing is broken.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    scenario: str
    statement: str
    level: Level
    verdict: Verdict
    sentence: str = ""
    line: int | None = None
    expected: str = ""
    seen: str = ""
    cause: str = ""
    evidence: Evidence = Evidence()
    fingerprint: str = ""


def first_causes(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """What barred each unreached finding first, by its scenario and statement.

    A statement may be barred by one that is itself unreached: the chain is followed to its
    begin, within the scenario.
    """
    direct = {
        (f.scenario, f.statement): f.cause for f in findings if f.verdict is Verdict.UNREACHED
    }
    return {place: _first(place, direct) for place in direct}


def _first(place: tuple[str, str], direct: Mapping[tuple[str, str], str]) -> str:
    scenario, cause = place[0], direct[place]
    passed = {place[1]}
    while (scenario, cause) in direct and cause not in passed:
        passed.add(cause)
        cause = direct[scenario, cause]
    return cause
