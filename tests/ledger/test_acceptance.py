"""What a ledger accepts of findings."""

from datetime import date

import pytest

from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.ledger.matching import EntryStatus
from harness.model.finding import Finding, Level, Verdict
from tests.facts import verbatim
from tests.ledger.made import OTHER, SEEN, TODAY, entry

ACCEPTED = Acceptance((entry(scope={"scenario": ("a", "b")}),), TODAY, "known.toml")


def finding(
    verdict: Verdict = Verdict.FAIL, *, scenario: str = "a", fingerprint: str = SEEN
) -> Finding:
    """One finding on the statement of the entry."""
    broken = verdict in {Verdict.FAIL, Verdict.WARN}
    return Finding(
        scenario=scenario,
        statement="search.siret.mandatory",
        level=Level.REQUIRED,
        verdict=verdict,
        seen=verbatim("words"),
        fingerprint=fingerprint if broken else "",
    )


@pytest.mark.parametrize("verdict", [Verdict.FAIL, Verdict.WARN])
def test_what_was_accepted_is_excused(verdict: Verdict) -> None:
    """All else of the finding stays."""
    (excused,) = ACCEPTED.excused([finding(verdict)])
    assert excused == finding(verdict).model_copy(update={"verdict": Verdict.ACCEPTED})


@pytest.mark.parametrize(
    "one",
    [
        finding(fingerprint=OTHER),
        finding(scenario="c"),
        *(finding(verdict) for verdict in Verdict if verdict not in {Verdict.FAIL, Verdict.WARN}),
    ],
)
def test_all_else_stays(one: Finding) -> None:
    """Another shape, another scenario, and what is not broken: faults above all."""
    assert ACCEPTED.excused([one]) == (one,)
    assert NOTHING_ACCEPTED.excused([one]) == (one,)


@pytest.mark.parametrize(
    ("findings", "status"),
    [
        ([finding()], EntryStatus.EXCUSED),
        ([finding(), finding(Verdict.PASS, scenario="b")], EntryStatus.EXCUSED),
        ([finding(Verdict.PASS)], EntryStatus.STALE),
        ([finding(Verdict.PASS), finding(Verdict.UNREACHED, scenario="b")], EntryStatus.UNTRIED),
        ([finding(Verdict.FLAKY)], EntryStatus.UNTRIED),
        ([finding(fingerprint=OTHER)], EntryStatus.CHANGED),
        ([], EntryStatus.UNTRIED),
    ],
)
def test_how_an_entry_stands(findings: list[Finding], status: EntryStatus) -> None:
    """As the findings show it, those that were excused included."""
    (use,) = ACCEPTED.uses(ACCEPTED.excused(findings), whole=True)
    assert use.status is status


def test_the_day_counts() -> None:
    """The same ledger later excuses nothing."""
    late = Acceptance(ACCEPTED.entries, date(2011, 1, 1))
    assert late.excused([finding()]) == (finding(),)
    assert late.uses([finding()], whole=True)[0].status is EntryStatus.EXPIRED
