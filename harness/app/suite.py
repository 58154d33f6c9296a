"""Loads a suite: the guide, the scenarios, and their plans for a target."""

import asyncio
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from harness.config.suite import bundled_suite
from harness.config.target import Target, load_target
from harness.core.errors import UsageError
from harness.core.validation import no_match
from harness.execution.events import Origin
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement
from harness.planning.assignment import assign
from harness.planning.discovery import collect_folder, load_module
from harness.planning.page_visits import visit_scenarios
from harness.planning.plan import Plan
from harness.planning.scenario import Scenario


@cache
def renewal_scenario() -> Scenario | None:
    """The suite's scenario that gives an account a new code; None where codes never change.

    Raises:
        UsageError: the manifest names what the suite does not have.
    """
    suite = bundled_suite()
    if not suite.renewal:
        return None
    module, _, name = suite.renewal.rpartition(".")
    play = getattr(load_module(suite.scenarios / f"{module}.py"), name, None)
    if play is None:
        raise UsageError(
            f"a function {name} in {module}.py of the suite {suite.name}",
            seen="none of that name",
            remedy="Correct the key renewal of its suite.toml.",
        )
    return Scenario(slug=name.replace("_", "-"), title="A new code for an account", play=play)


def all_scenarios(folder: Path | None = None, profiles: Sequence[str] = ()) -> tuple[Scenario, ...]:
    """The scenarios of the bundled suite or of a folder; of profiles only those named."""
    found = collect_folder(folder or bundled_suite().scenarios)
    return tuple(one for one in found if one.profile in {"", *profiles})


def guide_of(origin: Origin, *, every_profile: bool = False) -> Guide:
    """Load the guide that a run was judged by, as it is today.

    Args:
        origin: of the run.
        every_profile: whether to load all profiles, not only those of the run.
    """
    profiles = bundled_suite().profile_names if every_profile else origin.profiles
    return load_guide(Path(origin.guide) if origin.guide else None, profiles=profiles)


def suite_of(
    guide: Guide, target: Target, folder: Path | None, *, own: bool
) -> tuple[Scenario, ...]:
    """The scenarios for a guide; for the user's own guide, one that visits each of its pages.

    Raises:
        UsageError: the target has no address for any page of the guide.
    """
    if folder or not own:
        return all_scenarios(folder, bundled_suite().profile_names)
    found = visit_scenarios(guide, target.entry)
    if not found:
        raise UsageError(
            "a target whose [entry] says where the pages of the guide lie",
            seen=f"none of {', '.join(list(guide.pages)[:5])}",
            remedy="Take the target.toml that was drafted beside the guide.",
        )
    return found


def select(found: Sequence[Scenario], only: Iterable[str]) -> tuple[Scenario, ...]:
    """Select the scenarios whose name or label matches a pattern; without patterns, all.

    Raises:
        UsageError: a pattern matches no scenario.
    """
    patterns = tuple(only)
    for pattern in patterns:
        if not any(_matches(scenario, pattern) for scenario in found):
            raise _no_match(pattern, found)
    return tuple(s for s in found if not patterns or any(_matches(s, p) for p in patterns))


def _matches(scenario: Scenario, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in (scenario.slug, *scenario.labels))


def _no_match(pattern: str, found: Sequence[Scenario]) -> UsageError:
    return no_match(
        "a scenario or a label that the pattern matches",
        pattern,
        [scenario.slug for scenario in found],
        seen=f"--only {pattern!r} matches none of {len(found)} scenarios",
        remedy="`codes-perdus list` shows them.",
    )


def plan_all(
    guide: Guide, chosen: Sequence[Scenario], target: Target | None = None, *, retries: int = 0
) -> tuple[Plan, ...]:
    """Plan scenarios for a target, the bundled reference when left out.

    Raises:
        GuideError: a scenario uses words that the guide does not have.
        TargetError: the target's file of accounts is broken.
    """
    return asyncio.run(assign(guide, chosen, target or load_target(), retries=retries))


def statement_of(guide: Guide, slug: str) -> Statement:
    """Return the statement with a slug.

    Raises:
        UsageError: there is none; the error names similar ones.
    """
    if slug in guide.by_slug:
        return guide.by_slug[slug]
    near = get_close_matches(slug, guide.by_slug, n=3, cutoff=0.4)
    hint = f"Did you mean {' or '.join(near)}?" if near else "See `codes-perdus coverage --all`."
    raise UsageError("the slug of a statement", seen=repr(slug), remedy=hint)
