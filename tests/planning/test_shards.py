"""Machines that do not speak to each other share a suite without gap or overlap."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.errors import UsageError
from harness.model.fact import Fact
from harness.planning.plan import Plan
from harness.planning.shards import Shard, refuse_shared
from tests.builders import account
from tests.execution.fakes import home_and_login, plan_of
from tests.facts import verbatim


def plan(slug: str, movements: int = 1, blocked_reason: Fact | None = None) -> Plan:
    """A plan of so many movements."""
    made = plan_of(replace(home_and_login, slug=slug))
    return replace(made, movements=movements, blocked_reason=blocked_reason)


def slugs(plans: tuple[Plan, ...]) -> list[str]:
    """The names of what is walked."""
    return [one.scenario.slug for one in plans]


_SUITES = st.lists(
    st.builds(plan, st.text("abcdef", min_size=1), st.integers(1, 50)),
    unique_by=lambda one: one.scenario.slug,
    max_size=20,
)
_DURATIONS = st.dictionaries(st.text("abcdef", min_size=1), st.floats(0.1, 60))


@given(_SUITES, _DURATIONS, st.integers(1, 6))
def test_each_scenario_is_in_one_part(
    suite: list[Plan], durations: dict[str, float], of: int
) -> None:
    """Whatever is known of times; each part keeps the order of the suite."""
    parts = [Shard(number, of).part(suite, durations) for number in range(1, of + 1)]
    assert sorted(slug for part in parts for slug in slugs(part)) == sorted(slugs(tuple(suite)))
    for part in parts:
        assert slugs(part) == [s for s in slugs(tuple(suite)) if s in slugs(part)]


@given(_SUITES.filter(bool), st.integers(1, 6))
def test_no_part_is_much_longer_than_the_others(suite: list[Plan], of: int) -> None:
    """The longest part has no more than the shortest and its own last scenario."""
    loads = [sum(one.movements for one in Shard(n, of).part(suite, {})) for n in range(1, of + 1)]
    assert max(loads) - min(loads) <= max(one.movements for one in suite)


def test_earlier_times_decide() -> None:
    """One scenario that takes as long as all others has a machine of its own."""
    suite = [plan(slug) for slug in "abcd"]
    durations = {"a": 30.0, "b": 10.0, "c": 10.0, "d": 10.0}
    assert slugs(Shard(1, 2).part(suite, durations)) == ["a"]
    assert slugs(Shard(2, 2).part(suite, durations)) == ["b", "c", "d"]


def test_what_is_new_is_guessed_by_its_movements() -> None:
    """At the pace of what is known: twice the movements take twice as long."""
    suite = [plan("known", 10), plan("new", 20), plan("small", 5), plan("tiny", 4)]
    assert slugs(Shard(1, 2).part(suite, {"known": 1.0})) == ["new"]


def test_what_cannot_be_played_takes_no_time() -> None:
    """It burdens no machine, and is told by one of them."""
    suite = [plan("a", 10), plan("b", 9), plan("c", 50, blocked_reason=verbatim("no accounts"))]
    assert slugs(Shard(2, 2).part(suite, {})) == ["b", "c"]


@pytest.mark.parametrize("text", ["", "0/3", "4/3", "1", "1/0", "a/b", "1/2/3", "-1/2", "1.5/2"])
def test_no_shard(text: str) -> None:
    """It is refused with an example."""
    with pytest.raises(UsageError, match="such as 2/5"):
        Shard.parse(text)


def test_a_shard_is_written_as_it_was_read() -> None:
    """For the record of the run."""
    assert str(Shard.parse(" 2/5 ")) == "2/5"


def test_parts_share_no_account() -> None:
    """Two machines would have it at once; what cannot be played takes nobody."""
    others = plan("b", blocked_reason=verbatim("no"))
    ones = replace(plan("a"), accounts=(account("ID1"),))
    apart = replace(plan("c"), accounts=(account("ID2"),))
    refuse_shared((ones, others, apart), (ones, others))
    again = replace(plan("d"), accounts=(account("ID1"),))
    with pytest.raises(UsageError, match="ID1 in this part and in another"):
        refuse_shared((ones, others, apart, again), (ones,))
