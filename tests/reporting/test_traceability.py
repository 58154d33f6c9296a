"""The matrix says of each statement which scenario judged it, and how."""

from typing import Any

from harness.guide.loader import load_guide
from harness.model.finding import Verdict
from harness.reporting.traceability import (
    MarkRun,
    MatrixRow,
    VerdictShare,
    traceability_matrix,
)
from tests.reporting.made import finding, passed

GUIDE = load_guide()
SLUG = "search.siret"


def row(*findings: Any, scenarios: int = 5) -> MatrixRow:
    """The row of one statement."""
    numbers = {f"s{number}": number for number in range(1, scenarios + 1)}
    bands = traceability_matrix(GUIDE, findings, numbers)
    return next(row for band in bands for row in band.rows if row.statement.slug == SLUG)


def test_each_statement_has_a_row_in_the_guides_order() -> None:
    """Also those that nothing was said of."""
    bands = traceability_matrix(GUIDE, (), {})
    assert [row.statement.slug for band in bands for row in band.rows] == [s.slug for s in GUIDE]
    assert all(row.verdict is None and row.marks == () for band in bands for row in band.rows)


def test_what_does_not_hold_stands_out_of_what_does() -> None:
    """A mark a scenario, in the order of their numbers."""
    one = row(
        passed(SLUG, "s1"), passed(SLUG, "s2"), finding(SLUG, scenario="s4"), passed(SLUG, "s5")
    )
    assert one.verdict is Verdict.FAIL
    assert one.marks == (MarkRun(None, "✓✓·"), MarkRun(Verdict.FAIL, "✗"), MarkRun(None, "✓"))


def test_the_numbers_are_told_in_words_worst_first() -> None:
    """For who cannot see the marks; their count where they would fill a page."""
    one = row(passed(SLUG, "s1"), passed(SLUG, "s2"), finding(SLUG, scenario="s4"))
    assert one.shares == (VerdictShare(Verdict.FAIL, 1, "4"), VerdictShare(Verdict.PASS, 2, "1–2"))
    many = row(*(passed(SLUG, f"s{n}") for n in range(1, 500, 2)), scenarios=500)
    assert many.shares == (VerdictShare(Verdict.PASS, 250, ""),)


def test_a_band_counts_its_statements() -> None:
    """By what is known of each; those that nothing was said of are not counted."""
    bands = traceability_matrix(
        GUIDE, (finding(SLUG), passed("search.bcr")), {"administrator-identifier": 1}
    )
    counts = {band.chapter.slug: band.counts for band in bands}
    assert counts["search"] == ((Verdict.FAIL, 1), (Verdict.PASS, 1))
    assert counts["home"] == ()
