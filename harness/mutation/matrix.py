"""The matrix: which statement detects which alteration."""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from harness.core.exit_codes import FAULT, FINDINGS, OK
from harness.core.value import Value
from harness.model.finding import Finding
from harness.model.verdicts import BROKEN
from harness.mutation.alteration import Alteration
from harness.mutation.trial import Trial


class RowStatus(StrEnum):
    """The result of an alteration's trial."""

    KILLED = "killed"
    """A statement that the mutant declares fails."""
    SURVIVED = "survived"
    """None of them does."""
    KEPT = "kept"
    """The variation breaks nothing, and nothing is blamed."""
    BLAMED = "blamed"
    """A statement fails on a variation: a false alarm."""
    OFF = "not switched on"
    """The portal did not report that it is altered, or the altered code never ran."""
    FAULT = "fault"
    """Something beside the portal broke, so the trial has no result."""
    UNSEEN = "not visible"
    """The driver cannot observe it: it was not tried, or no scenario reached the defect."""
    ABSENT = "does not apply"
    """The portal reported that it does not have what the alteration changes."""


UNTRIED = frozenset({RowStatus.UNSEEN, RowStatus.ABSENT})
"""Results that say nothing about the suite."""


class MatrixRow(Value):
    """One alteration and what detected it; statements and scenarios by their slugs.

    Attributes:
        silent: declared statements that were judged, and pass.
        barred: declared statements that were not reached.
        untried: declared statements that no scenario of the trial exercises.
        collateral: statements that fail, though they are not declared.
        unreached: statements, declared or not, that were not reached; these are no collateral.
        seen_in: for each statement that fails, the first scenario where it does.
        faults: the subjects of the faults, which are the same in each run.
    """

    alteration: Alteration
    status: RowStatus
    killed_by: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()
    barred: tuple[str, ...] = ()
    untried: tuple[str, ...] = ()
    collateral: tuple[str, ...] = ()
    unreached: tuple[str, ...] = ()
    seen_in: Mapping[str, str] = {}
    scenarios: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()


class Matrix(Value):
    """All rows as alterations are listed; `statements` are those that the walks can exercise."""

    driver: str
    statements: tuple[str, ...]
    rows: tuple[MatrixRow, ...]

    def mutants(self, *status: RowStatus) -> tuple[MatrixRow, ...]:
        """The rows of mutants, of some status only if any is given."""
        return tuple(r for r in self.having(*status) if r.alteration.is_mutant)

    def variations(self, *status: RowStatus) -> tuple[MatrixRow, ...]:
        """The rows of variations, of some status only if any is given."""
        return tuple(r for r in self.having(*status) if not r.alteration.is_mutant)

    def having(self, *status: RowStatus) -> tuple[MatrixRow, ...]:
        """The rows of some status; all if none is given."""
        return tuple(row for row in self.rows if not status or row.status in status)

    @property
    def tried(self) -> tuple[MatrixRow, ...]:
        """The mutants that count: the driver can observe them, and they apply to the portal."""
        return tuple(row for row in self.mutants() if row.status not in UNTRIED)

    @property
    def kill_rate(self) -> float:
        """The share of the mutants that were killed, 0 to 1; 1 where there are none."""
        return len(self.mutants(RowStatus.KILLED)) / len(self.tried) if self.tried else 1.0

    @property
    def with_collateral(self) -> tuple[MatrixRow, ...]:
        """The mutants that make statements fail which they do not declare."""
        return tuple(row for row in self.mutants() if row.collateral)

    @property
    def unbroken(self) -> tuple[str, ...]:
        """The statements that no mutant made fail."""
        broken = {slug for row in self.mutants() for slug in row.seen_in}
        return tuple(slug for slug in self.statements if slug not in broken)

    @property
    def faulty(self) -> tuple[MatrixRow, ...]:
        """The rows with faults of the matrix itself, killed or not."""
        off = {RowStatus.OFF, RowStatus.FAULT}
        return tuple(row for row in self.rows if row.status in off or row.faults)

    @property
    def exit_code(self) -> int:
        """0 if all mutants are killed without collateral or false alarm; 1 if not; 3 on faults."""
        if self.faulty:
            return FAULT
        weak = self.mutants(RowStatus.SURVIVED) + self.variations(RowStatus.BLAMED)
        return FINDINGS if weak or self.with_collateral else OK


def assess_trial(alteration: Alteration, trial: Trial, statements: Sequence[str]) -> MatrixRow:
    """Judge the trial of an alteration, by the statements of the guide."""
    declared = frozenset(alteration.breaks)
    blamed, unreached = trial.blamed(), trial.unreached()
    judged = trial.exercised - blamed - unreached - trial.unobservable()

    def sort(slugs: Iterable[str]) -> tuple[str, ...]:
        wanted = set(slugs)
        return (*(s for s in statements if s in wanted), *sorted(wanted.difference(statements)))

    return MatrixRow(
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
        faults=tuple(dict.fromkeys(fault.subject for fault in trial.faults)),
    )


def _status(alteration: Alteration, trial: Trial) -> RowStatus:
    killed = bool(trial.blamed() & set(alteration.breaks))
    if trial.faults and not (alteration.is_mutant and killed and trial.acted):
        return RowStatus.FAULT
    if trial.switched_on and not trial.acted:
        if trial.absent:
            return RowStatus.ABSENT
        if alteration.is_mutant and trial.unobservable() >= set(alteration.breaks):
            return RowStatus.UNSEEN
    if not trial.switched_on or not trial.acted:
        return RowStatus.OFF
    if alteration.is_mutant:
        return RowStatus.KILLED if killed else RowStatus.SURVIVED
    return RowStatus.BLAMED if trial.blamed() | trial.unreached() else RowStatus.KEPT


def _first_scenarios(findings: Iterable[Finding]) -> dict[str, str]:
    seen: dict[str, str] = {}
    for finding in findings:
        if finding.verdict in BROKEN:
            seen.setdefault(finding.statement, finding.scenario)
    return dict(sorted(seen.items()))


def not_visible_row(alteration: Alteration) -> MatrixRow:
    """The row of an alteration that the driver cannot observe."""
    return MatrixRow(alteration=alteration, status=RowStatus.UNSEEN)
