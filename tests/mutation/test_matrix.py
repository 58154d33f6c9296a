"""The matrix says what was killed, what by, and what was blamed for nothing."""

from typing import Any

import pytest

from harness.model.finding import Verdict
from harness.mutation.matrix import MatrixRow, RowStatus, not_visible_row
from harness.mutation.trial import TrialFault
from tests.mutation.made import FAULT, fails, finding, matrix, mutant, row, trial, variation


def test_a_declared_failure_kills() -> None:
    """A warning too; what else was declared and judged is told as silent, in the guide's order."""
    told = row(mutant("c", "b", "a"), finding("b", Verdict.WARN, "two"))
    assert told.status is RowStatus.KILLED
    assert (told.killed_by, told.silent, told.collateral) == (("b",), ("a", "c"), ())
    assert told.seen_in == {"b": "two"}


def test_a_failure_that_is_not_declared_does_not_kill() -> None:
    """It is collateral, and the mutant survives."""
    told = row(mutant("a"), fails("c"), fails("b"))
    assert told.status is RowStatus.SURVIVED
    assert told.collateral == ("b", "c")


def test_what_is_unreached_is_no_collateral() -> None:
    """What follows honestly is told apart; a declared statement may be barred too."""
    told = row(
        mutant("a", "b"),
        fails("a"),
        finding("b", Verdict.UNREACHED),
        finding("c", Verdict.UNREACHED),
        finding("d", Verdict.UNOBSERVABLE),
    )
    assert told.status is RowStatus.KILLED
    assert (told.barred, told.unreached, told.collateral) == (("b",), ("b", "c"), ())


def test_a_failure_on_one_walk_outweighs_a_bar_on_another() -> None:
    """The statement was blamed, and is not told as unreached."""
    told = row(mutant("a"), finding("a", Verdict.UNREACHED), fails("a", "two"))
    assert (told.killed_by, told.unreached) == (("a",), ())


def test_what_no_walk_exercises_is_untried() -> None:
    """A survivor shows whether anybody looked."""
    told = row(mutant("a", "x"), exercised=frozenset("a"))
    assert (told.status, told.silent, told.untried) == (RowStatus.SURVIVED, ("a",), ("x",))


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({"acted": 0}, RowStatus.OFF),
        ({"acted": None}, RowStatus.OFF),
        ({"switched_on": False}, RowStatus.OFF),
        ({"faults": (FAULT,)}, RowStatus.FAULT),
        ({"faults": (FAULT,), "acted": None}, RowStatus.FAULT),
    ],
)
def test_a_trial_that_shows_nothing_is_a_fault(changes: dict[str, Any], status: RowStatus) -> None:
    """Neither a kill nor a survivor comes of a defect that was not there."""
    for told in (row(mutant("a"), **changes), row(variation(), **changes)):
        assert told.status is status
        assert matrix(told).exit_code == 3


def test_a_defect_that_was_off_kills_nothing() -> None:
    """A failure without it is no merit of the suite."""
    assert row(mutant("a"), fails("a"), acted=0).status is RowStatus.OFF


def test_what_the_portal_has_nothing_of_counts_nowhere() -> None:
    """If it says so and nothing acted: neither a kill, nor a survivor, nor a fault."""
    told = row(mutant("a"), acted=0, absent=True), row(variation(), acted=0, absent=True)
    assert {one.status for one in told} == {RowStatus.ABSENT}
    assert (matrix(*told).tried, matrix(*told).exit_code) == ((), 0)
    assert row(mutant("a"), fails("a"), acted=1, absent=True).status is RowStatus.KILLED
    assert row(mutant("a"), acted=0, absent=True, switched_on=False).status is RowStatus.OFF


def test_what_the_driver_never_came_to_is_not_visible() -> None:
    """Where all that a mutant declares is unobservable and nothing acted, nobody saw it."""
    blind = [finding(slug, Verdict.UNOBSERVABLE) for slug in ("a", "b")]
    assert row(mutant("a", "b"), *blind, acted=0).status is RowStatus.UNSEEN
    assert row(mutant("a", "b"), blind[0], acted=0).status is RowStatus.OFF
    assert row(mutant("a", "b"), *blind, acted=1).status is RowStatus.SURVIVED


def test_a_kill_with_a_fault_is_a_kill_and_a_fault() -> None:
    """The fault is told without what changes from run to run, and decides the exit code."""
    told = row(
        mutant("a"),
        fails("a"),
        faults=tuple(TrialFault(subject="RedirectLoop in x", detail=one) for one in "12"),
    )
    assert (told.status, told.faults) == (RowStatus.KILLED, ("RedirectLoop in x",))
    assert matrix(told).exit_code == 3


def test_a_variation_may_break_nothing() -> None:
    """A failure is a false alarm; so is a way that is barred."""
    assert row(variation()).status is RowStatus.KEPT
    assert row(variation(), finding("a", Verdict.UNOBSERVABLE)).status is RowStatus.KEPT
    assert row(variation(), fails("a")).status is RowStatus.BLAMED
    assert row(variation(), finding("a", Verdict.UNREACHED)).status is RowStatus.BLAMED


KILLED = row(mutant("a"), fails("a"))
SURVIVED = row(mutant("b", name="s"))
DIRTY = row(mutant("a", name="d"), fails("a"), fails("b"))
KEPT = row(variation())
BLAMED = row(variation("w"), fails("c"))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ((), 0),
        ((KILLED, KEPT), 0),
        ((KILLED, not_visible_row(mutant("a"))), 0),
        ((KILLED, SURVIVED), 1),
        ((KILLED, DIRTY), 1),
        ((KEPT, BLAMED), 1),
        ((SURVIVED, row(mutant("a"), acted=0)), 3),
    ],
)
def test_the_exit_code_tells_the_worst(rows: tuple[MatrixRow, ...], code: int) -> None:
    """0 all well, 1 a survivor, collateral or a false alarm, 3 a fault of the matrix."""
    assert matrix(*rows).exit_code == code


def test_the_kill_rate_counts_what_can_be_seen() -> None:
    """A mutant that the driver cannot see is no survivor; a fault is no kill."""
    rows = (KILLED, SURVIVED, row(mutant("a"), acted=0), not_visible_row(mutant("a")), KEPT)
    assert matrix(*rows).kill_rate == pytest.approx(1 / 3)
    assert matrix().kill_rate == 1.0


def test_statements_that_nothing_broke_are_named() -> None:
    """Neither kill nor collateral shows that they can fail; a false alarm is not asked."""
    assert matrix(KILLED, DIRTY).unbroken == ("c", "d")


def test_trials_add_up() -> None:
    """Walks on a second portal count as if they had been on the first."""
    both = trial(fails("a"), acted=1, faults=(FAULT,), seconds=1.5).and_then(
        trial(fails("b", "three"), acted=2, scenarios=("three",), seconds=1.0)
    )
    assert both.blamed() == {"a", "b"}
    assert (both.acted, both.scenarios, both.faults) == (3, ("one", "two", "three"), (FAULT,))
    assert both.seconds == 2.5
    assert trial(acted=1).and_then(trial(acted=None)).acted is None
    assert not trial().and_then(trial(switched_on=False)).switched_on
