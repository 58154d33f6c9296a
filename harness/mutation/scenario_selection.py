"""Selects the scenarios for an alteration: few, but enough to detect it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.mutation.alteration import Alteration
from harness.planning.plan import Plan

SCENARIO_COST = 2  # of starting a scenario, in movements
VARIATION_JOBS = 4  # scenarios wait for the portal a third of their time, some for a mail
MAX_PORTION = 10  # scenarios before the trial of a survivor is looked at again

_T = TypeVar("_T")
Aspect = tuple[str, str]
"""A statement and one of the checks that judge it: that a link is there, that it leads."""


@dataclass(frozen=True)
class TrialPlan:
    """The scenarios for one alteration.

    Attributes:
        first: slugs of the scenarios that run in any case.
        then: slugs of those that run next, one portion after another, until the trial is decided.
        movements: cost of `first`.
    """

    alteration: Alteration
    first: tuple[str, ...]
    then: tuple[tuple[str, ...], ...]
    movements: int

    @property
    def jobs(self) -> int:
        """Number of scenarios that run in parallel on the altered portal.

        On a mutant, one: a defect that reaches from one account into another would otherwise show
        in different scenarios from run to run.
        """
        return 1 if self.alteration.is_mutant else VARIATION_JOBS


class TrialPlanner:
    """Selects scenarios by the statements that their dry runs can be judged on.

    Args:
        guide: that the plans were made with.
        core: slugs of the scenarios that run on each mutant, so that collateral shows; those
            without a plan are left out.
        by_page: use fewer scenarios for a variation: they cover the checks of each page, but not
            each statement of it.
    """

    def __init__(
        self, guide: Guide, plans: Sequence[Plan], core: Iterable[str], *, by_page: bool = False
    ) -> None:
        self._guide = guide
        self._by_page = by_page
        self._plans = {plan.scenario.slug: plan for plan in plans}
        self._core = tuple(slug for slug in core if slug in self._plans)
        self._aspects = {plan.scenario.slug: aspects(guide, plan) for plan in plans}

    def plan_for(self, alteration: Alteration, *, whole: bool = False) -> TrialPlan:
        """Select the scenarios for an alteration.

        A mutant gets the core scenarios and those that its statements need; while it survives,
        also every other scenario that exercises one of them. A variation gets scenarios that
        exercise all statements, or all checks of each page.
        """
        first = tuple(self._plans) if whole else self._first(alteration)
        rest = [slug for slug in self._plans if slug not in first]
        rest = [slug for slug in rest if _concerns(alteration, self._plans[slug])]
        rest.sort(key=lambda slug: self._plans[slug].movements)
        portions = (rest[place : place + MAX_PORTION] for place in range(0, len(rest), MAX_PORTION))
        movements = sum(self._plans[slug].movements for slug in first)
        return TrialPlan(alteration, first, tuple(map(tuple, portions)), movements)

    def _first(self, alteration: Alteration) -> tuple[str, ...]:
        if not alteration.is_mutant:
            return self._covering_all
        declared = frozenset(alteration.breaks)
        needed = {
            slug: frozenset(aspect for aspect in found if aspect[0] in declared)
            for slug, found in self._aspects.items()
        }
        return choose_covering(needed, self._cost, begun=self._core)

    @cached_property
    def _covering_all(self) -> tuple[str, ...]:
        if self._by_page:
            return choose_covering({slug: self._on_pages(slug) for slug in self._plans}, self._cost)
        return choose_covering(
            {s: frozenset(p.statements) for s, p in self._plans.items()}, self._cost
        )

    def _on_pages(self, slug: str) -> frozenset[Aspect]:
        """The pages that a scenario is judged on with their checks, and the verbs of its steps."""
        judged = ((self._guide.by_slug[of].page, check) for of, check in self._aspects[slug])
        moved = (("", step.verb) for step in self._plans[slug].journal.steps)
        return frozenset((*judged, *moved))

    @cached_property
    def _cost(self) -> dict[str, int]:
        return {slug: plan.movements + SCENARIO_COST for slug, plan in self._plans.items()}


def aspects(guide: Guide, plan: Plan) -> frozenset[Aspect]:
    """The statements that a scenario can be judged on, each with its checks."""
    case = Case(guide, plan.journal)
    return frozenset(
        (slug, check.__name__)
        for slug in plan.statements
        for check, _ in subjects(guide.by_slug[slug], case)
    )


def _concerns(alteration: Alteration, plan: Plan) -> bool:
    return not alteration.is_mutant or not set(alteration.breaks).isdisjoint(plan.statements)


def choose_covering(
    offers: Mapping[str, frozenset[_T]], cost: Mapping[str, int], *, begun: Iterable[str] = ()
) -> tuple[str, ...]:
    """Choose a few scenarios that together cover what all of them cover.

    Greedy: the scenario that adds the most for its cost is added until nothing is missing; then
    scenarios that the others make redundant are removed, the most expensive first.

    Args:
        offers: what each scenario covers, by its slug.
        cost: of each scenario, above 0.
        begun: scenarios that are chosen in any case.

    Returns:
        Slugs in the order of the offers.
    """
    kept = frozenset(begun)
    chosen = set(kept)
    left = {slug: offer - _covered_by(chosen, offers) for slug, offer in offers.items()}
    while any(left.values()):
        best = max(left, key=lambda slug: len(left[slug]) / cost[slug])
        chosen.add(best)
        left = {slug: offer - left[best] for slug, offer in left.items()}
    for slug in sorted(chosen - kept, key=lambda slug: (-cost[slug], slug)):
        if offers[slug] <= _covered_by(chosen - {slug}, offers):
            chosen.remove(slug)
    return tuple(slug for slug in offers if slug in chosen)


def _covered_by(slugs: Iterable[str], offers: Mapping[str, frozenset[_T]]) -> frozenset[_T]:
    return frozenset().union(*(offers[slug] for slug in slugs))
