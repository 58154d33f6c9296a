"""Scenarios have numbers, so that thousands can be named."""

from itertools import chain
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.model.finding import Verdict
from harness.reporting.scenario_index import ScenarioIndex, ranges
from tests.reporting.made import finding, passed, run_of, started, story_of, walk


def test_numbers_follow_the_plan() -> None:
    """Also where a scenario ended before an earlier one, or was not walked."""
    roll = ScenarioIndex(story_of(started(), walk(passed("x"), scenario="late")))
    assert roll.numbers == {"administrator-identifier": 1, "late": 2}
    assert [line.number for line in roll.rows] == [2]


def test_a_line_counts_its_findings() -> None:
    """By their verdicts."""
    (line,) = ScenarioIndex(story_of(*run_of(finding("a"), passed("b"), passed("c")))).rows
    assert (line.counts[Verdict.PASS], line.counts[Verdict.FAIL]) == (2, 1)
    assert line.seconds == 0.75


def test_many_scenarios_are_named_in_little_room() -> None:
    """The first by name, the others by number; strangers are left out."""
    slugs = [f"s{number}" for number in range(1, 31)]
    roll = ScenarioIndex(story_of(started(Path("runs/x"), *slugs)))
    named = roll.name([*slugs, "stranger"])
    assert named.first[0] == (1, "s1")
    assert (len(named.first), named.others) == (6, "7–30")


@given(st.sets(st.integers(1, 60)))
def test_ranges_tell_every_number_and_no_other(numbers: set[int]) -> None:
    """Whatever holes they have."""
    told = [part.partition("–") for part in ranges(sorted(numbers)).split(", ") if part]
    read = chain.from_iterable(range(int(a), int(b or a) + 1) for a, _, b in told)
    assert set(read) == numbers
