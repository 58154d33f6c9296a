"""What findings come to, for one scenario and for a run."""

from itertools import product

import pytest

from harness.model.fact import fact
from harness.model.finding import Finding, Level, Verdict
from harness.model.verdicts import exit_code, merged, worst
from tests.facts import verbatim


def finding(
    verdict: Verdict, level: Level = Level.REQUIRED, statement: str = "x.y", seen: str = ""
) -> Finding:
    """One finding."""
    return Finding(
        scenario="s", statement=statement, level=level, verdict=verdict, seen=verbatim(seen)
    )


def barred(statement: str, cause: str) -> Finding:
    """A required statement that another one barred."""
    return finding(Verdict.UNREACHED, statement=statement).model_copy(update={"cause": cause})


@pytest.mark.parametrize(
    ("findings", "code"),
    [
        ([], 4),
        ([finding(Verdict.PASS)], 0),
        ([finding(Verdict.WARN, Level.ADVISED)], 0),
        ([finding(Verdict.PASS), finding(Verdict.FAIL)], 1),
        ([finding(Verdict.FAIL), finding(Verdict.FAULT, statement="")], 3),
        ([finding(Verdict.UNOBSERVABLE)], 4),
        ([finding(Verdict.WARN, Level.ADVISED), finding(Verdict.UNREACHED)], 1),
        ([finding(Verdict.WARN, Level.ADVISED), finding(Verdict.UNREACHED, Level.ADVISED)], 0),
        ([finding(Verdict.PASS), finding(Verdict.UNREACHED)], 0),
        ([finding(Verdict.PASS), finding(Verdict.WARN, Level.PROFILE)], 0),
        ([finding(Verdict.ACCEPTED)], 0),
        ([finding(Verdict.FLAKY)], 0),
        ([finding(Verdict.ACCEPTED), finding(Verdict.FAIL, statement="y")], 1),
        ([finding(Verdict.ACCEPTED), barred("y", "x.y")], 0),
        ([finding(Verdict.ACCEPTED), barred("y", "x.y"), barred("z", "y")], 0),
        ([finding(Verdict.ACCEPTED), barred("y", "elsewhere")], 1),
    ],
    ids=[
        "nothing",
        "pass",
        "warn",
        "fail",
        "fault",
        "unobservable",
        "required, barred everywhere",
        "advised, barred",
        "barred here, held there",
        "a profile",
        "accepted",
        "flaky",
        "accepted, and another one broken",
        "barred by what is accepted",
        "barred by what that barred",
        "barred by something else",
    ],
)
def test_exit_codes(findings: list[Finding], code: int) -> None:
    """0 all required hold, 1 findings, 3 a fault, 4 nothing exercised."""
    assert exit_code(findings) == code


def test_the_worst_verdict() -> None:
    """Of a walk; a walk without findings shows nothing that could be trusted."""
    assert worst([]) is Verdict.FAULT
    assert worst([finding(Verdict.PASS), finding(Verdict.UNREACHED)]) is Verdict.UNREACHED
    hardening = finding(Verdict.WARN, Level.PROFILE)
    assert worst([finding(Verdict.PASS), hardening]) is Verdict.PASS
    assert worst([hardening]) is Verdict.WARN


def test_an_entry_of_the_ledger_may_fail_a_run() -> None:
    """Exit 1 although all that was judged holds."""
    assert exit_code([finding(Verdict.PASS)], ledger_fails=False) == 0
    assert exit_code([finding(Verdict.PASS)], ledger_fails=True) == 1


class TestMerged:
    """The walks of one scenario, the last one last."""

    def test_one_walk(self) -> None:
        """Is what it is."""
        walk = (finding(Verdict.FAIL), finding(Verdict.FAULT, statement=""))
        assert merged([walk]) == walk

    def test_what_held_at_last_is_flaky(self) -> None:
        """With what was seen when it did not hold."""
        (only,) = merged([[finding(Verdict.FAIL, seen="bad")], [finding(Verdict.PASS, seen="ok")]])
        assert (only.verdict, only.seen) == (Verdict.FLAKY, verbatim("bad"))

    def test_a_fault_that_went_away_is_flaky(self) -> None:
        """It is told beside what was judged in the end."""
        fault = finding(Verdict.FAULT, statement="").model_copy(update={"sentence": "TimedOut"})
        held, flaky = merged([[fault], [finding(Verdict.PASS)]])
        assert held.verdict is Verdict.PASS
        assert (flaky.verdict, flaky.sentence) == (Verdict.FLAKY, "TimedOut")

    @pytest.mark.parametrize(("before", "last"), list(product(Verdict, Verdict)))
    def test_nothing_that_was_amiss_is_lost(self, before: Verdict, last: Verdict) -> None:
        """What was broken on any walk is broken, flaky or accepted in the end; never a pass."""
        (only,) = merged([[finding(before)], [finding(last)]])
        amiss = {Verdict.WARN, Verdict.FAIL, Verdict.FAULT}
        if before in amiss:
            assert only.verdict in {*amiss, Verdict.FLAKY, Verdict.ACCEPTED}
        if last in amiss:
            assert only.verdict is last
        if before not in amiss:
            assert only.verdict is last


def test_what_cannot_be_observed_is_not_the_verdict_of_a_whole_scenario() -> None:
    """A scenario that judged 150 statements is not « unobservable » for one note."""
    unseen, held = finding(Verdict.UNOBSERVABLE), finding(Verdict.PASS)
    advised = unseen.model_copy(update={"level": Level.ADVISED})
    assert worst([held, advised]) is Verdict.PASS
    assert worst([held, unseen]) is Verdict.PASS
    assert worst([advised]) is Verdict.UNOBSERVABLE
    assert worst([unseen, advised]) is Verdict.UNOBSERVABLE


@pytest.mark.parametrize("code", ["ended-where-not-shown", "path-absent", "path-absent-because"])
def test_a_scenario_that_ended_early_is_no_pass(code: str) -> None:
    """Neither where the target does not show what is next, nor where its file accepts it."""
    cut = finding(Verdict.UNOBSERVABLE).model_copy(update={"seen": fact(code, name="x")})
    assert worst([finding(Verdict.PASS), cut]) is Verdict.UNOBSERVABLE
    advised = cut.model_copy(update={"level": Level.ADVISED})
    assert worst([finding(Verdict.PASS), advised]) is Verdict.PASS
