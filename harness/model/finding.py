"""A finding: one verdict on one statement in one journal."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from harness.core.value import Value
from harness.model.fact import Fact


class Level(StrEnum):
    """How binding a statement is."""

    REQUIRED = "required"
    """The guide says so."""
    ADVISED = "advised"
    """It follows from the guide, or from good sense where the guide is silent."""
    PROFILE = "profile"
    """A profile asks for it: security or accessibility, which the guide does not promise."""


class Verdict(StrEnum):
    """What is known of one statement after a scenario, from the best to the worst."""

    PASS = "pass"  # noqa: S105 - the word of the field, no password
    UNOBSERVABLE = "unobservable"
    UNREACHED = "unreached"
    ACCEPTED = "accepted"
    """It is broken, and a ledger or the target file accepts it."""
    FLAKY = "flaky"
    """It was broken, and passed when the run repeated the scenario."""
    WARN = "warn"
    FAIL = "fail"
    FAULT = "fault"


class Evidence(Value):
    """Where a finding can be seen again.

    Attributes:
        step: number of the step in the journal; None for none.
        page: number of the page record; None for none.
        mail: number of the mail record; None for none.
        ref: the element on that page; "" for the page as a whole.
        files: paths below the run's folder.
    """

    step: int | None = None
    page: int | None = None
    mail: int | None = None
    ref: str = ""
    files: tuple[str, ...] = ()


NO_EVIDENCE = Evidence()
NOT_SHOWN = "ended-where-not-shown"  # the code of the fact that a target ended a scenario
HAD_BEFORE = "secret-had-before"  # of the fact that a portal refused an old secret
_ABSENT_PATH = frozenset({"path-absent", "path-absent-because"})  # codes of facts
_ACCEPTED = frozenset({"unobservable-accepted", "unobservable-accepted-because"})  # the same


class Setting(Value):
    """A line of a target file that would accept what was seen.

    Attributes:
        section: of the file, such as "words" or "words.search".
        key: words of the guide, or the slug of a statement.
        value: what the portal says or does instead; "" where it has nothing.
        guide: what the guide says, for the reader; a fact for our reading.
        elsewhere: slug of another statement for which the guide has the words of `value`; "" for
            none.
    """

    section: str
    key: str
    value: str
    guide: str | Fact
    elsewhere: str = ""


class Finding(Value):
    """One verdict on one statement in one journal.

    Attributes:
        statement: slug of the statement; "" for a fault that concerns no statement.
        verdict: what is known of the statement.
        sentence: the guide's words; a fact for our reading of the guide and for a profile; the
            name of a fault.
        line: first line of the guide that the statement rests on; None for none.
        expected: what should have been there.
        seen: what was there, or why it could not be judged.
        scene: the step, the page or the mail at which a broken statement was seen.
        cause: slug of the statement whose failure blocks this one (`unreached`); "" for none.
        fingerprint: of what was expected and seen, for a ledger; "" if nothing is broken.
        likeness: the same of what was seen alone: two accounts that see the same have one.
        group: name of the statements that a report tells as one if they are broken; "" for none.
        group_title: what those statements are together; None if the guide does not say.
        settings: lines of the target file that would accept it; () where none can.
    """

    scenario: str
    statement: str
    level: Level
    verdict: Verdict
    sentence: str | Fact = ""
    line: int | None = None
    expected: Fact | None = None
    seen: Fact | None = None
    scene: Fact | None = None
    cause: str = ""
    evidence: Evidence = NO_EVIDENCE
    fingerprint: str = ""
    likeness: str = ""
    group: str = ""
    group_title: Fact | None = None
    settings: tuple[Setting, ...] = ()

    @property
    def absent_path(self) -> str:
        """What the target file names of the path that the portal does not have; "" for none."""
        seen = self.seen
        return str(seen.params.get("name", "")) if seen and seen.code in _ABSENT_PATH else ""

    @property
    def is_accepted_unobservable(self) -> bool:
        """Whether the target file says that the portal cannot show its statement."""
        return self.seen is not None and self.seen.code in _ACCEPTED

    @property
    def is_cut_off(self) -> bool:
        """Whether it could not be judged because the scenario ended before its end."""
        if self.seen is None:
            return False
        is_accepted = self.is_accepted_unobservable and self.seen.has(NOT_SHOWN)
        return is_accepted or self.seen.code in {NOT_SHOWN, HAD_BEFORE, *_ABSENT_PATH}

    @property
    def fault_name(self) -> str:
        """The name of a fault that concerns no statement; "" for any other finding."""
        return "" if self.statement or isinstance(self.sentence, Fact) else self.sentence


def first_causes(findings: Iterable[Finding]) -> dict[tuple[str, str], str]:
    """The statement that blocked each unreached finding first, by its scenario and statement.

    A statement may be blocked by one that is itself unreached: the chain is followed to its
    start, within the scenario. The cause is "" if no statement blocked it.
    """
    direct = {
        (f.scenario, f.statement): f.cause for f in findings if f.verdict is Verdict.UNREACHED
    }
    return {place: _first_cause(place, direct) for place in direct}


def _first_cause(place: tuple[str, str], direct: Mapping[tuple[str, str], str]) -> str:
    scenario, cause = place[0], direct[place]
    passed = {place[1]}
    while (scenario, cause) in direct and cause not in passed:
        passed.add(cause)
        cause = direct[scenario, cause]
    return cause
