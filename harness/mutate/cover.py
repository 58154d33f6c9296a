"""Which scenarios to walk on an alteration: few, and enough to judge what it is about."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from harness.mutate.alteration import Alteration
from harness.run.plan import Plan

_START = 2  # what it costs to begin a walk, in movements


@dataclass(frozen=True)
class Order:
    """One alteration to try.

    Attributes:
        first: slugs of the scenarios that are walked in any case.
        then: slugs of those that are walked too if the first do not settle it.
        movements: what the first cost.
    """

    alteration: Alteration
    first: tuple[str, ...]
    then: tuple[str, ...]
    movements: int


def order(
    alteration: Alteration, plans: Sequence[Plan], *, core: Iterable[str], whole: bool = False
) -> Order:
    """Choose the scenarios for an alteration.

    A mutant is walked on the core paths, where collateral has its chance to be seen, and on
    what else its statements take; while it survives, also on every other scenario that
    exercises one of them. A variation is walked on what exercises all statements.

    Args:
        alteration: what is tried.
        plans: of all scenarios.
        core: slugs of the core paths; those that there are no plans of are left out.
        whole: walk all scenarios.
    """
    if whole:
        first = tuple(plans)
    elif alteration.is_mutant:
        declared = frozenset(alteration.breaks)
        names = frozenset(core)
        first = cover(plans, declared, begun=[p for p in plans if p.scenario.slug in names])
    else:
        first = cover(plans, frozenset(slug for plan in plans for slug in plan.statements))
    rest = [plan for plan in plans if plan not in first and _concerns(alteration, plan)]
    return Order(alteration, _slugs(first), _slugs(rest), sum(plan.movements for plan in first))


def _concerns(alteration: Alteration, plan: Plan) -> bool:
    return not alteration.is_mutant or not set(alteration.breaks).isdisjoint(plan.statements)


def _slugs(plans: Iterable[Plan]) -> tuple[str, ...]:
    return tuple(plan.scenario.slug for plan in plans)


def cover(
    plans: Sequence[Plan], statements: frozenset[str], *, begun: Iterable[Plan] = ()
) -> tuple[Plan, ...]:
    """Few plans that exercise all of the statements that any plan exercises.

    Greedy: again and again the plan that gives the most new statements for its movements; at
    the end those go that the others make needless, the longest first.

    Args:
        plans: to choose from.
        statements: slugs of what is to be exercised.
        begun: plans that are in already.

    Returns:
        The plans in their own order.
    """
    kept = tuple(begun)
    chosen = list(kept)
    left = statements - {slug for plan in chosen for slug in plan.statements}
    while best := _best([plan for plan in plans if plan not in chosen], left):
        chosen.append(best)
        left -= set(best.statements)
    for plan in sorted(chosen, key=lambda plan: -plan.movements):
        others = {slug for other in chosen if other is not plan for slug in other.statements}
        if plan not in kept and not statements.intersection(plan.statements) - others:
            chosen.remove(plan)
    return tuple(plan for plan in plans if plan in chosen)


def _best(plans: Sequence[Plan], left: frozenset[str]) -> Plan | None:
    """The first of the plans that give most for their movements; None where none gives any."""

    def worth(plan: Plan) -> float:
        return len(left.intersection(plan.statements)) / (plan.movements + _START)

    best = max(plans, key=worth, default=None)
    return best if best and worth(best) else None
