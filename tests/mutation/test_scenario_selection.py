"""The scenarios of an alteration: few, the same each time, and enough."""

from collections.abc import Iterable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.app.suite import all_scenarios, plan_all
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.mutation.alteration import Alteration, AlterationType
from harness.mutation.scenario_selection import TrialPlanner, aspects, choose_covering
from harness.planning.plan import Plan

OFFERS = st.dictionaries(
    st.text("abcdef", min_size=1, max_size=3),
    st.frozensets(st.integers(0, 12)),
    max_size=8,
)


@given(OFFERS, st.data())
def test_a_cover_brings_all_and_nothing_needless(
    offers: Mapping[str, frozenset[int]], data: st.DataObject
) -> None:
    """All that any brings is there, each of them but those begun with is needed."""
    cost = {slug: data.draw(st.integers(1, 9)) for slug in offers}
    begun = data.draw(st.sets(st.sampled_from(sorted(offers)))) if offers else set()
    chosen = choose_covering(offers, cost, begun=begun)
    assert begun <= set(chosen)
    assert list(chosen) == [slug for slug in offers if slug in chosen]
    brought = frozenset[int]().union(*(offers[slug] for slug in chosen))
    assert brought == frozenset[int]().union(*offers.values())
    for slug in set(chosen) - begun:
        others = (offers[other] for other in chosen if other != slug)
        assert not offers[slug] <= frozenset[int]().union(*others)


def test_the_cheap_are_chosen_before_the_dear() -> None:
    """What two cheap ones bring together is not bought from a dear one."""
    offers = {"dear": frozenset("ab"), "one": frozenset("a"), "two": frozenset("b")}
    assert choose_covering(offers, {"dear": 9, "one": 1, "two": 1}) == ("one", "two")
    assert choose_covering(offers, {"dear": 1, "one": 1, "two": 1}) == ("dear",)


@pytest.fixture(scope="module")
def guide() -> Guide:
    """The guide."""
    return load_guide()


@pytest.fixture(scope="module")
def plans(guide: Guide) -> dict[str, Plan]:
    """All scenarios, planned."""
    return {plan.scenario.slug: plan for plan in plan_all(guide, all_scenarios())}


CORE = ("user-lost-identifier", "no-such-scenario")


def alteration(*breaks: str, kind: AlterationType = AlterationType.MUTANT) -> Alteration:
    """A made-up alteration."""
    return Alteration(
        name="x", type=kind, kind="k", summary="s", breaks=breaks, visible=frozenset({"http"})
    )


def test_a_mutant_is_walked_where_its_statements_are_judged(
    guide: Guide, plans: Mapping[str, Plan]
) -> None:
    """On the core paths there are, and on what each aspect of its statements takes."""
    order = TrialPlanner(guide, tuple(plans.values()), CORE).plan_for(
        alteration("lost-codes.cancel")
    )
    assert "user-lost-identifier" in order.first
    judged = frozenset(a for slug in order.first for a in aspects(guide, plans[slug]))
    assert {("lost-codes.cancel", "action"), ("lost-codes.cancel", "action_leads")} <= judged
    assert order.movements == sum(plans[slug].movements for slug in order.first)
    assert order.jobs == 1


def test_a_survivor_meets_every_other_scenario_about_its_statements(
    guide: Guide, plans: Mapping[str, Plan]
) -> None:
    """First and portions together are all that exercise it, each once."""
    order = TrialPlanner(guide, tuple(plans.values()), ()).plan_for(alteration("search.heading"))
    walked = [*order.first, *(slug for portion in order.then for slug in portion)]
    about = {slug for slug, plan in plans.items() if "search.heading" in plan.statements}
    assert len(walked) == len(set(walked))
    assert set(walked) == about


def test_a_variation_is_walked_on_every_statement(guide: Guide, plans: Mapping[str, Plan]) -> None:
    """Whatever can be blamed has its chance to be blamed wrongly."""
    order = TrialPlanner(guide, tuple(plans.values()), CORE).plan_for(
        alteration(kind=AlterationType.VARIATION)
    )
    exercised = {statement for slug in order.first for statement in plans[slug].statements}
    assert exercised == {statement for plan in plans.values() for statement in plan.statements}
    assert len(order.first) < len(plans)
    assert order.jobs > 1


def test_by_page_means_each_check_on_each_page(guide: Guide, plans: Mapping[str, Plan]) -> None:
    """Fewer scenarios, and still every check that a page can be judged by."""
    about = alteration(kind=AlterationType.VARIATION)
    every = TrialPlanner(guide, tuple(plans.values()), CORE).plan_for(about)
    by_page = TrialPlanner(guide, tuple(plans.values()), CORE, by_page=True).plan_for(about)
    assert by_page.movements * 2 < every.movements

    def judged(slugs: Iterable[str]) -> set[tuple[str, str]]:
        found = (aspects(guide, plans[slug]) for slug in slugs)
        return {(guide.by_slug[of].page, check) for some in found for of, check in some}

    assert judged(by_page.first) == judged(plans)


def test_whole_means_all(guide: Guide, plans: Mapping[str, Plan]) -> None:
    """Nothing is left for later."""
    planner = TrialPlanner(guide, tuple(plans.values()), CORE)
    order = planner.plan_for(alteration("search.heading"), whole=True)
    assert (order.first, order.then) == (tuple(plans), ())
