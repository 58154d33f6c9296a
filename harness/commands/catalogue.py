"""What every command may need: the guide, the scenarios, and their plans."""

import asyncio
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path

import scenarios
from harness.errors import UsageError
from harness.guide.model import Guide
from harness.run.people import people
from harness.run.plan import Plan, rehearse
from harness.run.scenario import Scenario, collect, collect_folder


def all_scenarios(folder: Path | None = None) -> tuple[Scenario, ...]:
    """The scenarios of the project, or those of a user's own folder."""
    return collect_folder(folder) if folder else collect(scenarios)


def select(found: Sequence[Scenario], only: Iterable[str]) -> tuple[Scenario, ...]:
    """The scenarios whose name or label matches one of the patterns; all for no pattern.

    Raises:
        UsageError: a pattern matches nothing.
    """
    patterns = tuple(only)
    for pattern in patterns:
        if not any(_matches(scenario, pattern) for scenario in found):
            raise _no_match(pattern, found)
    return tuple(s for s in found if not patterns or any(_matches(s, p) for p in patterns))


def _matches(scenario: Scenario, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in (scenario.slug, *scenario.labels))


def _no_match(pattern: str, found: Sequence[Scenario]) -> UsageError:
    names = [scenario.slug for scenario in found]
    near = get_close_matches(pattern, names, n=1, cutoff=0.5)
    hint = f"Did you mean {near[0]!r}? " if near else ""
    return UsageError(
        "a scenario or a label that the pattern matches",
        seen=f"--only {pattern!r} matches none of {len(names)} scenarios",
        remedy=f"{hint}`codes-perdus list` shows them.",
    )


def plan_all(guide: Guide, chosen: Sequence[Scenario], seed: int) -> tuple[Plan, ...]:
    """Rehearse scenarios with people made up for them.

    Raises:
        GuideError: a scenario uses words that the guide does not have.
    """
    cast = people({scenario.slug: scenario.needs for scenario in chosen}, seed)

    async def rehearse_all() -> tuple[Plan, ...]:
        return tuple([await rehearse(guide, s, cast[s.slug]) for s in chosen])

    return asyncio.run(rehearse_all())
