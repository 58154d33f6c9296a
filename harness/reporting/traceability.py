"""The traceability matrix: which scenario judged which statement, and how.

A row is a statement, a column a scenario with its number in the run. Passing scenarios are the
background of a row; only runs of other verdicts are elements of their own, so that a row stays
small with thousands of scenarios.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from harness.guide.model import Chapter, Guide, Statement
from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.findings import findings_by_statement, overall_verdict
from harness.reporting.scenario_index import ranges
from harness.reporting.symbols import MARKS

Numbers = Mapping[str, int]
_NO_VERDICT = "·"
MAX_LENGTH = 300  # characters of numbers


@dataclass(frozen=True)
class MarkRun:
    """Neighbouring scenarios whose marks look the same; no verdict if they pass or have none."""

    verdict: Verdict | None
    marks: str


@dataclass(frozen=True)
class VerdictShare:
    """The scenarios with one verdict on a statement.

    Attributes:
        numbers: of the scenarios ("1–3, 7"); "" if the text would be too long.
    """

    verdict: Verdict
    scenarios: int
    numbers: str


@dataclass(frozen=True)
class MatrixRow:
    """One statement.

    Attributes:
        line: first line of the guide; None for our reading.
        verdict: over all scenarios; None if no scenario has one.
        marks: of all scenarios, in their order.
        shares: the scenarios by verdict, the worst first.
    """

    statement: Statement
    line: int | None
    verdict: Verdict | None
    marks: tuple[MarkRun, ...]
    shares: tuple[VerdictShare, ...]


@dataclass(frozen=True)
class MatrixChapter:
    """The statements of one chapter."""

    chapter: Chapter
    rows: tuple[MatrixRow, ...]

    @property
    def counts(self) -> tuple[tuple[Verdict, int], ...]:
        """How many statements of each verdict, worst first."""
        found = Counter(row.verdict for row in self.rows)
        return tuple((verdict, found[verdict]) for verdict in reversed(Verdict) if found[verdict])


def traceability_matrix(
    guide: Guide, findings: Iterable[Finding], numbers: Numbers
) -> tuple[MatrixChapter, ...]:
    """The matrix of a run, chapter by chapter; `numbers` gives the columns."""
    emitted = findings_by_statement(findings)
    return tuple(
        MatrixChapter(
            chapter, tuple(_row(s, emitted.get(s.slug, ()), numbers) for s in chapter.statements)
        )
        for chapter in guide.chapters
    )


def _row(statement: Statement, findings: tuple[Finding, ...], numbers: Numbers) -> MatrixRow:
    found: dict[int, list[Verdict]] = {}
    for finding in findings:
        found.setdefault(numbers.get(finding.scenario, 0), []).append(finding.verdict)
    verdicts = {number: overall_verdict(some) for number, some in found.items()}
    return MatrixRow(
        statement=statement,
        line=statement.lines[0] if statement.lines else None,
        verdict=overall_verdict(verdicts.values()) if verdicts else None,
        marks=tuple(_mark_runs(verdicts, len(numbers))),
        shares=tuple(_shares(verdicts)),
    )


def _mark_runs(verdicts: Mapping[int, Verdict], scenarios: int) -> Iterator[MarkRun]:
    every = [verdicts.get(number) for number in range(1, scenarios + 1)]
    for verdict, some in groupby(every, key=lambda one: None if one is Verdict.PASS else one):
        yield MarkRun(verdict, "".join(MARKS[one] if one else _NO_VERDICT for one in some))


def _shares(verdicts: Mapping[int, Verdict]) -> Iterator[VerdictShare]:
    for verdict in reversed(Verdict):
        numbers = sorted(number for number, one in verdicts.items() if one is verdict)
        if numbers:
            text = ranges(numbers)
            yield VerdictShare(verdict, len(numbers), text if len(text) <= MAX_LENGTH else "")
