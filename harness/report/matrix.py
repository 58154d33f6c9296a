"""The traceability matrix: which scenario judged which statement, and how.

A row is a statement, a column a scenario, told by its number in the run. Neighbours of one
verdict are one run of marks, so that two thousand scenarios are a few pieces a row.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import NamedTuple

from harness.finding import Finding, Verdict
from harness.guide.model import Chapter, Guide, Statement
from harness.report.group import by_statement, known
from harness.report.roll import ranges

Numbers = Mapping[str, int]


class Stretch(NamedTuple):
    """Neighbouring scenarios that say the same of a statement.

    Attributes:
        verdict: None where they say nothing of it.
        first: number of the first scenario.
        length: how many they are.
    """

    verdict: Verdict | None
    first: int
    length: int


class Row(NamedTuple):
    """One statement.

    Attributes:
        line: first line of the guide; None for our reading.
        verdict: what is known of it over all scenarios; None for nothing.
        stretches: all scenarios, in their order.
        told: for each verdict the numbers of the scenarios that say it, in words.
    """

    statement: Statement
    line: int | None
    verdict: Verdict | None
    stretches: tuple[Stretch, ...]
    told: tuple[tuple[Verdict, str], ...]


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
        stretches=tuple(_stretches([verdicts.get(n) for n in range(1, len(numbers) + 1)])),
        told=_told(verdicts),
    )


def _stretches(verdicts: list[Verdict | None]) -> Iterator[Stretch]:
    first = 1
    for verdict, some in groupby(verdicts):
        count = len(list(some))
        yield Stretch(verdict, first, count)
        first += count


def _told(verdicts: Mapping[int, Verdict]) -> tuple[tuple[Verdict, str], ...]:
    return tuple(
        (verdict, told)
        for verdict in reversed(Verdict)
        if (told := ranges(n for n in sorted(verdicts) if verdicts[n] is verdict))
    )
