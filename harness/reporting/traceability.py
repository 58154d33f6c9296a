"""The traceability matrix: which scenario judged which statement, and how.

A row is a statement, a column a scenario, told by its number in the run. What holds is the
ground of a row, and what does not stands out of it in stretches, so that two thousand scenarios
are a few pieces a row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from harness.guide.model import Chapter, Guide, Statement
from harness.model.finding import Finding, Verdict
from harness.reporting.grouping.findings import by_statement, known
from harness.reporting.scenario_index import ranges
from harness.reporting.symbols import MARKS

Numbers = Mapping[str, int]
_NONE = "·"  # the mark of a scenario that says nothing of a statement
_LONGEST = 300  # characters of numbers


class Stretch(NamedTuple):
    """Neighbouring scenarios whose marks are shown alike.

    Attributes:
        verdict: of them all; None for those that hold or say nothing of the statement.
        marks: one a scenario.
    """

    verdict: Verdict | None
    marks: str


class Share(NamedTuple):
    """The scenarios that say one thing of a statement.

    Attributes:
        scenarios: how many they are.
        numbers: theirs ("1–3, 7"); "" where that would fill a page.
    """

    verdict: Verdict
    scenarios: int
    numbers: str


class Row(NamedTuple):
    """One statement.

    Attributes:
        line: first line of the guide; None for our reading.
        verdict: what is known of it over all scenarios; None for nothing.
        stretches: all scenarios, in their order.
        told: the same in words, worst first.
    """

    statement: Statement
    line: int | None
    verdict: Verdict | None
    stretches: tuple[Stretch, ...]
    told: tuple[Share, ...]


class Band(NamedTuple):
    """The statements of one chapter."""

    chapter: Chapter
    rows: tuple[Row, ...]

    @property
    def counts(self) -> tuple[tuple[Verdict, int], ...]:
        """How many statements of each verdict, worst first."""
        found = Counter(row.verdict for row in self.rows)
        return tuple((verdict, found[verdict]) for verdict in reversed(Verdict) if found[verdict])


def matrix(guide: Guide, findings: Iterable[Finding], numbers: Numbers) -> tuple[Band, ...]:
    """The matrix of a run, chapter by chapter.

    Args:
        guide: gives the rows.
        findings: of the run.
        numbers: gives the columns.
    """
    emitted = by_statement(findings)
    return tuple(
        Band(chapter, tuple(_row(s, emitted.get(s.slug, ()), numbers) for s in chapter.statements))
        for chapter in guide.chapters
    )


def _row(statement: Statement, findings: tuple[Finding, ...], numbers: Numbers) -> Row:
    said: dict[int, list[Verdict]] = {}
    for finding in findings:
        said.setdefault(numbers.get(finding.scenario, 0), []).append(finding.verdict)
    verdicts = {number: known(some) for number, some in said.items()}
    return Row(
        statement=statement,
        line=statement.lines[0] if statement.lines else None,
        verdict=known(verdicts.values()) if verdicts else None,
        stretches=tuple(_stretches(verdicts, len(numbers))),
        told=tuple(_told(verdicts)),
    )


def _stretches(verdicts: Mapping[int, Verdict], scenarios: int) -> Iterator[Stretch]:
    every = [verdicts.get(number) for number in range(1, scenarios + 1)]
    for verdict, some in groupby(every, key=lambda one: None if one is Verdict.PASS else one):
        yield Stretch(verdict, "".join(MARKS[one] if one else _NONE for one in some))


def _told(verdicts: Mapping[int, Verdict]) -> Iterator[Share]:
    for verdict in reversed(Verdict):
        numbers = sorted(number for number, one in verdicts.items() if one is verdict)
        if numbers:
            told = ranges(numbers)
            yield Share(verdict, len(numbers), told if len(told) <= _LONGEST else "")
