"""The matrix: which statement notices which alteration, and what it says about the suite."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from pydantic import BaseModel, ConfigDict

from harness.model.finding import Finding
from harness.mutation.alteration import Alteration
from harness.mutation.trial import BLAMED, Trial

ALL_WELL = 0
WEAK = 1
FAULT = 3


class Status(StrEnum):
    """What is known of an alteration after its trial."""

    KILLED = "killed"
    """A statement that the mutant declares fails."""
    SURVIVED = "survived"
    """None of them does."""
    KEPT = "kept"
    """The variation breaks nothing, and nothing is blamed."""
    BLAMED = "blamed"
    """A statement fails on a variation: a false alarm."""
    OFF = "not switched on"
    """The portal did not say that it is altered, or the altered code never acted."""
    FAULT = "fault"
    """Something beside the portal broke, so that nothing is known."""
    UNSEEN = "not visible"
    """The driver cannot see it: it was not tried, or never came to where the defect is."""
    ABSENT = "does not apply"
    """The portal has nothing of what it alters, and says so."""


UNTRIED = frozenset({Status.UNSEEN, Status.ABSENT})
"""What tells nothing of the suite."""


class Row(BaseModel):
    """One alteration with what noticed it; statements and scenarios by their slugs.

    Attributes:
        killed_by: declared statements that fail.
        silent: declared statements that were judged, and pass.
        barred: declared statements that were not reached.
        untried: declared statements that no walked scenario exercises.
        collateral: statements that fail, though they are not declared.
        unreached: statements, declared or not, that were not reached; no collateral.
        seen_in: for each statement that fails, the first scenario where it does.
        scenarios: what was walked.
        faults: what broke, without what changes from run to run.
    """

    model_config = ConfigDict(frozen=True)

    alteration: Alteration
    status: Status
    killed_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()
    collateral: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    seen_in: Mapping[str, str] = {}
    scenarios: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class Matrix(BaseModel):
    """All rows, in the order of the list of alterations.

    Attributes:
        driver: what moved.
        statements: slugs of all statements that the walks can exercise, in the guide's order.
    """

    model_config = ConfigDict(frozen=True)

    driver: str
    statements: tuple[str, ...]
    rows: tuple[Row, ...]

    def mutants(self, *status: Status) -> tuple[Row, ...]:
        """The rows of mutants, of some status only if any is given."""
        return tuple(r for r in self.having(*status) if r.alteration.is_mutant)

    def variations(self, *status: Status) -> tuple[Row, ...]:
        """The rows of variations, of some status only if any is given."""
        return tuple(r for r in self.having(*status) if not r.alteration.is_mutant)

    def having(self, *status: Status) -> tuple[Row, ...]:
        """The rows of some status; all if none is given."""
        return tuple(row for row in self.rows if not status or row.status in status)

    @property
    def tried(self) -> tuple[Row, ...]:
        """The mutants that count: those that the driver can see, of what the portal has."""
        return tuple(row for row in self.mutants() if row.status not in UNTRIED)

    @property
    def kill_rate(self) -> float:
        """The share of the mutants that were killed, 0 to 1; 1 where there are none."""
        return len(self.mutants(Status.KILLED)) / len(self.tried) if self.tried else 1.0

    @property
    def with_collateral(self) -> tuple[Row, ...]:
        """The mutants that statements notice which they do not declare."""
        return tuple(row for row in self.mutants() if row.collateral)

    @property
    def unbroken(self) -> tuple[str, ...]:
        """The statements that no mutant made fail: nothing shows that they can."""
        broken = {slug for row in self.mutants() for slug in row.seen_in}
        return tuple(slug for slug in self.statements if slug not in broken)

    @property
    def faulty(self) -> tuple[Row, ...]:
        """The rows with faults of the matrix itself, killed or not."""
        off = {Status.OFF, Status.FAULT}
        return tuple(row for row in self.rows if row.status in off or row.faults)

    @property
    def exit_code(self) -> int:
        """0 all killed and nothing blamed that should not be; 1 otherwise; 3 a fault."""
        if self.faulty:
            return FAULT
        weak = self.mutants(Status.SURVIVED) + self.variations(Status.BLAMED)
        return WEAK if weak or self.with_collateral else ALL_WELL


def assess(alteration: Alteration, trial: Trial, statements: Sequence[str]) -> Row:
    """Judge a trial.

    Args:
        alteration: what was tried.
        trial: what came of it.
        statements: slugs of the guide's statements, in its order.
    """
    declared = frozenset(alteration.breaks)
    blamed, unreached = trial.blamed(), trial.unreached()
    judged = trial.exercised - blamed - unreached - trial.unobservable()

    def sort(slugs: Iterable[str]) -> tuple[str, ...]:
        wanted = set(slugs)
        return (*(s for s in statements if s in wanted), *sorted(wanted.difference(statements)))

    return Row(
        alteration=alteration,
        status=_status(alteration, trial),
        killed_by=sort(declared & blamed),
        silent=sort(declared & judged),
        barred=sort(declared & unreached),
        untried=sort(declared - trial.exercised),
        collateral=sort(blamed - declared),
        unreached=sort(unreached),
        seen_in=_first_scenarios(trial.findings),
        scenarios=trial.scenarios,
        faults=tuple(dict.fromkeys(fault.partition(":")[0] for fault in trial.faults)),
    )


def _status(alteration: Alteration, trial: Trial) -> Status:
    killed = bool(trial.blamed() & set(alteration.breaks))
    if trial.faults and not (alteration.is_mutant and killed and trial.acted):
        return Status.FAULT
    if trial.switched_on and not trial.acted:
        if trial.absent:
            return Status.ABSENT
        if alteration.is_mutant and trial.unobservable() >= set(alteration.breaks):
            return Status.UNSEEN
    if not trial.switched_on or not trial.acted:
        return Status.OFF
    if alteration.is_mutant:
        return Status.KILLED if killed else Status.SURVIVED
    return Status.BLAMED if trial.blamed() | trial.unreached() else Status.KEPT


def _first_scenarios(findings: Iterable[Finding]) -> dict[str, str]:
    seen: dict[str, str] = {}
    for finding in findings:
        if finding.verdict in BLAMED:
            seen.setdefault(finding.statement, finding.scenario)
    return dict(sorted(seen.items()))


def unseen(alteration: Alteration) -> Row:
    """The row of an alteration that the driver cannot see."""
    return Row(alteration=alteration, status=Status.UNSEEN)
