"""Made-up alterations, trials and rows."""

from typing import Any

from harness.model.finding import Finding, Level, Verdict
from harness.mutation.alteration import Alteration, AlterationType
from harness.mutation.matrix import Matrix, MatrixRow, assess_trial
from harness.mutation.trial import Trial, TrialFault

FAULT = TrialFault(subject="LaunchError", detail="no READY")
STATEMENTS = ("a", "b", "c", "d")  # in the guide's order


def mutant(*breaks: str, name: str = "m") -> Alteration:
    """A mutant that should break these statements."""
    return Alteration(
        name=name,
        type=AlterationType.MUTANT,
        kind="labels",
        summary="A label is lost.",
        breaks=breaks,
        visible=frozenset({"http", "browser"}),
    )


def variation(name: str = "v") -> Alteration:
    """A variation."""
    return mutant(name=name).model_copy(update={"type": AlterationType.VARIATION})


def trial(*findings: Finding, **changes: Any) -> Trial:
    """A trial of an alteration that acted twice, on walks that exercise all statements."""
    facts: dict[str, Any] = {
        "alteration": "m",
        "scenarios": ("one", "two"),
        "exercised": frozenset(STATEMENTS),
        "findings": findings,
        "switched_on": True,
        "acted": 2,
    }
    return Trial(**(facts | changes))


def finding(statement: str, verdict: Verdict, scenario: str = "one") -> Finding:
    """A finding."""
    return Finding(scenario=scenario, statement=statement, level=Level.REQUIRED, verdict=verdict)


def fails(statement: str, scenario: str = "one") -> Finding:
    """A failure."""
    return finding(statement, Verdict.FAIL, scenario)


def row(alteration: Alteration, *findings: Finding, **changes: Any) -> MatrixRow:
    """The row of a trial."""
    return assess_trial(alteration, trial(*findings, **changes), STATEMENTS)


def matrix(*rows: MatrixRow) -> Matrix:
    """A matrix of rows."""
    return Matrix(driver="http", statements=STATEMENTS, rows=rows)
