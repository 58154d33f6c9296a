"""Which scenarios to walk on an alteration: few, and enough to judge what it is about."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from harness.checks.context import Case
from harness.checks.registry import subjects
from harness.guide.model import Guide
from harness.mutation.alteration import Alteration
from harness.planning.plan import Plan

_START = 2  # what it costs to begin a walk, in movements
_AT_ONCE = 4  # walks wait for the portal a third of their time, some for a mail
_PORTION = 10  # scenarios that a survivor is walked on before it is looked at again

_T = TypeVar("_T")
Aspect = tuple[str, str]
"""A statement and one of the checks that judge it: that a link is there, that it leads."""


@dataclass(frozen=True)
class Order:
    """One alteration to try.

    Attributes:
        first: slugs of the scenarios that are walked in any case.
        then: slugs of those that are walked too, portion by portion, until one settles it.
        movements: what the first cost.
    """

    alteration: Alteration
    first: tuple[str, ...]
    then: tuple[tuple[str, ...], ...]
    movements: int

    @property
    def at_once(self) -> int:
        """How many scenarios are walked at once on its portal.

        On a mutant one after the other: where a defect reaches from one account into another,
        walks side by side would meet it now here, now there.
        """
        return 1 if self.alteration.is_mutant else _AT_ONCE


class Planner:
    """Chooses scenarios by what their rehearsals can be judged on.

    Args:
        guide: what the plans were made by.
        plans: of all scenarios.
        core: slugs of the paths that each mutant is walked on, where collateral has its
            chance to be seen; those that there are no plans of are left out.
        by_page: walk a variation on fewer scenarios: on what each page can be judged on, but
            not on each statement of it.
    """

    def __init__(
        self, guide: Guide, plans: Sequence[Plan], core: Iterable[str], *, by_page: bool = False
    ) -> None:
        self._guide = guide
        self._by_page = by_page
        self._plans = {plan.scenario.slug: plan for plan in plans}
        self._core = tuple(slug for slug in core if slug in self._plans)
        self._aspects = {plan.scenario.slug: aspects(guide, plan) for plan in plans}

    def order(self, alteration: Alteration, *, whole: bool = False) -> Order:
        """Choose the scenarios for an alteration.

        A mutant is walked on the core paths and on what else its statements take; while it
        survives, also on every other scenario that exercises one of them. A variation is
        walked on what exercises all statements, or all checks of each page.

        Args:
            alteration: what is tried.
            whole: walk all scenarios.
        """
        first = tuple(self._plans) if whole else self._first(alteration)
        rest = [slug for slug in self._plans if slug not in first]
        rest = [slug for slug in rest if _concerns(alteration, self._plans[slug])]
        rest.sort(key=lambda slug: self._plans[slug].movements)
        portions = (rest[place : place + _PORTION] for place in range(0, len(rest), _PORTION))
        movements = sum(self._plans[slug].movements for slug in first)
        return Order(alteration, first, tuple(map(tuple, portions)), movements)

    def _first(self, alteration: Alteration) -> tuple[str, ...]:
        if not alteration.is_mutant:
            return self._covering_all
        declared = frozenset(alteration.breaks)
        needed = {
            slug: frozenset(aspect for aspect in found if aspect[0] in declared)
            for slug, found in self._aspects.items()
        }
        return cover(needed, self._cost, begun=self._core)

    @cached_property
    def _covering_all(self) -> tuple[str, ...]:
        if self._by_page:
            return cover({slug: self._on_pages(slug) for slug in self._plans}, self._cost)
        return cover({s: frozenset(p.statements) for s, p in self._plans.items()}, self._cost)

    def _on_pages(self, slug: str) -> frozenset[Aspect]:
        """The pages that a scenario is judged on, with the checks; its movements by their verbs."""
        judged = ((self._guide.by_slug[of].page, check) for of, check in self._aspects[slug])
        moved = (("", step.verb) for step in self._plans[slug].journal.steps)
        return frozenset((*judged, *moved))

    @cached_property
    def _cost(self) -> dict[str, int]:
        return {slug: plan.movements + _START for slug, plan in self._plans.items()}


def aspects(guide: Guide, plan: Plan) -> frozenset[Aspect]:
    """What of the guide a scenario can be judged on."""
    case = Case(guide, plan.journal)
    return frozenset(
        (slug, check.__name__)
        for slug in plan.statements
        for check, _ in subjects(guide.by_slug[slug], case)
    )


def _concerns(alteration: Alteration, plan: Plan) -> bool:
    return not alteration.is_mutant or not set(alteration.breaks).isdisjoint(plan.statements)


def cover(
    offers: Mapping[str, frozenset[_T]], cost: Mapping[str, int], *, begun: Iterable[str] = ()
) -> tuple[str, ...]:
    """A few scenarios that bring all that any of them brings.

    Greedy: again and again the one that brings the most for its cost; at the end those go
    that the others make needless, the dearest first.

    Args:
        offers: what each brings, by its slug.
        cost: of each, above 0.
        begun: those that are in already, and stay.

    Returns:
        Slugs in the order of the offers.
    """
    kept = frozenset(begun)
    chosen = set(kept)
    left = {slug: offer - _brought(chosen, offers) for slug, offer in offers.items()}
    while any(left.values()):
        best = max(left, key=lambda slug: len(left[slug]) / cost[slug])
        chosen.add(best)
        left = {slug: offer - left[best] for slug, offer in left.items()}
    for slug in sorted(chosen - kept, key=lambda slug: (-cost[slug], slug)):
        if offers[slug] <= _brought(chosen - {slug}, offers):
            chosen.remove(slug)
    return tuple(slug for slug in offers if slug in chosen)


def _brought(slugs: Iterable[str], offers: Mapping[str, frozenset[_T]]) -> frozenset[_T]:
    return frozenset().union(*(offers[slug] for slug in slugs))
