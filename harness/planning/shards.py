"""Shards: parts of a suite for several machines that do not communicate."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from harness.core.errors import UsageError
from harness.planning.plan import Plan

_MAX_SHOWN = 5


@dataclass(frozen=True)
class Shard:
    """One shard.

    Attributes:
        number: which shard it is, from 1.
    """

    number: int
    of: int

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "K/N".

        Raises:
            UsageError: the text has another form, or K is not between 1 and N.
        """
        found = re.fullmatch(r"(\d{1,4})/(\d{1,4})", text.strip())
        number, of = map(int, found.groups()) if found else (0, 0)
        if not 1 <= number <= of:
            raise UsageError(
                "a shard K/N with K from 1 to N, such as 2/5",
                seen=repr(text),
                remedy="Give each machine its own K, and all of them the same N.",
            )
        return cls(number, of)

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def part(self, plans: Sequence[Plan], durations: Mapping[str, float]) -> tuple[Plan, ...]:
        """The plans of this shard. The same arguments give the same shards on every machine.

        The longest scenarios are placed first, each in the shard with the least to do so far.

        Args:
            plans: of the whole suite, in the same order on each machine.
            durations: seconds that scenarios took in an earlier run. Those of other scenarios are
                estimated from the number of movements.
        """
        seconds = _seconds(plans, durations)
        loads = [0.0] * self.of
        own: set[str] = set()
        for slug in sorted(seconds, key=lambda slug: (-seconds[slug], slug)):
            lightest = loads.index(min(loads))
            loads[lightest] += seconds[slug]
            if lightest == self.number - 1:
                own.add(slug)
        return tuple(plan for plan in plans if plan.scenario.slug in own)


def _seconds(plans: Iterable[Plan], durations: Mapping[str, float]) -> dict[str, float]:
    """The duration of each scenario, known or estimated from the number of movements."""
    walked = [plan for plan in plans if not plan.blocked_reason]
    known = [plan for plan in walked if plan.scenario.slug in durations]
    movements = sum(plan.movements for plan in known)
    total = sum(durations[plan.scenario.slug] for plan in known)
    pace = total / movements if movements and total else 1.0
    guessed = {plan.scenario.slug: 0.0 for plan in plans}
    guessed |= {plan.scenario.slug: plan.movements * pace for plan in walked}
    return guessed | {plan.scenario.slug: durations[plan.scenario.slug] for plan in known}


def refuse_shared(suite: Iterable[Plan], own: Sequence[Plan]) -> None:
    """Refuse a shard whose accounts are used by other shards, at the same time perhaps.

    Raises:
        UsageError: an account is used by two shards.
    """
    mine = {plan.scenario.slug for plan in own}
    others = {
        name for plan in suite if plan.scenario.slug not in mine for name in _identifiers(plan)
    }
    shared = sorted(others & {name for plan in own for name in _identifiers(plan)})
    if shared:
        raise UsageError(
            "accounts enough for parts that share none",
            seen=f"{', '.join(shared[:_MAX_SHOWN])} in this part and in another",
            remedy="Add accounts to the target's file, or walk without --shard.",
        )


def _identifiers(plan: Plan) -> Iterable[str]:
    return () if plan.blocked_reason else (account.key for account in plan.all_accounts)
