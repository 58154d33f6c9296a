"""Loads a suite: the guide, the scenarios, and their plans for a target."""

import asyncio
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from difflib import get_close_matches
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Protocol, TypeVar

from harness.accounts.generator import generate_accounts
from harness.config.accounts import AccountSettings
from harness.config.suite import Suite, bundled_suite, suite_named
from harness.config.target import TARGET_FILE, Target, load_target
from harness.core.errors import GuideError, UsageError
from harness.core.validation import no_match
from harness.execution.events import Origin
from harness.guide.model import Guide, Statement
from harness.planning.assignment import assign
from harness.planning.discovery import collect_folder, load_module
from harness.planning.mistakes import mistakes_in
from harness.planning.page_visits import visit_scenarios
from harness.planning.plan import Plan
from harness.planning.scenario import Scenario

_SEVERAL = 2  # mistakes, which are told together
_N = TypeVar("_N", bound="Named")


def open_target(
    name: str | None,
    suite: str | None = None,
    *,
    guide: Path | None = None,
    scenarios: Path | None = None,
) -> Target:
    """The target that a command names, held to the suite that it names.

    Args:
        name: of the target, or its file; None for the suite's default.
        suite: folder or name of a suite, which overrules the target's own.
        guide: folder of a guide, which replaces the suite's.
        scenarios: folder of scenarios, which replace the suite's.

    Raises:
        UsageError: there is no such suite or target, or it is broken.
    """
    target = load_target(name, suite_named(suite) if suite else None)
    return target.under(target.suite.with_parts(guide, scenarios))


def suite_alone(suite: str | None, scenarios: Path | None = None) -> Target:
    """The target by which a suite is shown without a portal: the suite's default, or none."""
    chosen = (suite_named(suite) if suite else bundled_suite()).with_parts(None, scenarios)
    if chosen.target:
        return load_target(None, chosen)
    return Target(name="none", accounts=AccountSettings(generate=True)).under(chosen)


def origin_of(target: Target, name: str | None = None, **more: Any) -> Origin:
    """What a run of a target was asked to do.

    Args:
        target: of the run.
        name: of the target on the command line; None for the suite's default.
        more: what target and suite do not tell.
    """
    suite = target.suite
    plain = suite_named(suite.path) if suite.path.is_file() else suite
    return Origin(
        target_file=name or suite.target or _beside(suite) or target.name,
        seed=target.accounts.seed,
        manifest="" if suite.is_bundled else str(suite.path),
        guide="" if suite.guide == plain.guide else str(suite.guide),
        scenarios="" if suite.scenarios in {plain.scenarios, None} else str(suite.scenarios),
        **more,
    )


def _beside(suite: Suite) -> str:
    """The target file beside a manifest; "" for none."""
    path = suite.path.with_name(TARGET_FILE)
    return str(path) if path.is_file() else ""


@cache
def renewal_scenario(suite: Suite) -> Scenario | None:
    """The suite's scenario that gives an account a new code; None where codes never change.

    Raises:
        UsageError: the manifest names what the suite does not have.
    """
    if suite.renewal is None:
        return None
    path, name = suite.renewal
    play = getattr(load_module(path), name, None) if path.is_file() else None
    if play is None:
        raise UsageError(
            f"a function {name} in {path.name} of the suite {suite.name}",
            seen="none of that name",
            remedy="Correct the key renewal of its suite.toml.",
        )
    return Scenario(slug=name.replace("_", "-"), title="A new code for an account", play=play)


def all_scenarios(suite: Suite | None = None, profiles: Sequence[str] = ()) -> tuple[Scenario, ...]:
    """The scenarios of a suite, by default the bundled one; of profiles only those named.

    Returns:
        () if the suite has no folder of scenarios.
    """
    suite = suite or bundled_suite()
    found = collect_folder(suite.scenarios) if suite.scenarios else ()
    return tuple(with_role(one, suite) for one in found if one.profile in {"", *profiles})


def with_role(scenario: Scenario, suite: Suite) -> Scenario:
    """A scenario that can be selected by the role of its first account."""
    if not scenario.needs or scenario.needs[0].role or not suite.accounts.roles:
        return scenario
    return replace(scenario, labels=scenario.labels | {suite.accounts.roles[0]})


def scenarios_on(target: Target, guide: Guide, profiles: Sequence[str]) -> tuple[Scenario, ...]:
    """The scenarios for a target; without scenarios, one that opens each page of the guide.

    Raises:
        UsageError: the target has no address for any page of the guide.
    """
    if target.suite.scenarios:
        return all_scenarios(target.suite, profiles)
    found = visit_scenarios(guide, target.entries)
    if not found:
        raise UsageError(
            "a target whose [entry] says where the pages of the guide lie",
            seen=f"none of {', '.join(list(guide.pages)[:5])}",
            remedy="Take the target.toml that was drafted beside the guide.",
        )
    return found


class Named(Protocol):
    """What can be selected by a name or a label."""

    @property
    def slug(self) -> str:
        """Its name."""

    @property
    def labels(self) -> Collection[str]:
        """Words to select it by."""


def select(found: Sequence[_N], only: Iterable[str]) -> tuple[_N, ...]:
    """Select the scenarios whose name or label matches a pattern; without patterns, all.

    Raises:
        UsageError: a pattern matches no scenario.
    """
    patterns = tuple(only)
    for pattern in patterns:
        if not any(_matches(scenario, pattern) for scenario in found):
            raise _no_match(pattern, found)
    return tuple(s for s in found if not patterns or any(_matches(s, p) for p in patterns))


def _matches(scenario: Named, pattern: str) -> bool:
    return any(fnmatchcase(name, pattern) for name in (scenario.slug, *scenario.labels))


def _no_match(pattern: str, found: Sequence[Named]) -> UsageError:
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


def plan_to_check(guide: Guide, chosen: Sequence[Scenario], target: Target) -> tuple[Plan, ...]:
    """Plan scenarios as `plan_all` does; if some cannot be planned, tell all their mistakes.

    Raises:
        GuideError: scenarios use words that the guide does not have.
        TargetError: the target's file of accounts is broken.
    """
    try:
        return plan_all(guide, chosen, target)
    except GuideError:
        mistakes = asyncio.run(_mistakes(guide, chosen, target))
        if len(mistakes) < _SEVERAL:
            raise
        lines = (f"{' › '.join(one.context)}: {one.expected}: {one.seen}" for one in mistakes)
        raise GuideError(
            "scenarios in the words of the guide",
            seen="\n".join(lines),
            remedy="Mend these lines, or the guide.",
        ) from None


async def _mistakes(
    guide: Guide, chosen: Sequence[Scenario], target: Target
) -> tuple[GuideError, ...]:
    requests = {scenario.slug: scenario.needs for scenario in chosen}
    accounts = generate_accounts(requests, target.accounts.seed, target.suite)
    each = [await mistakes_in(guide, one, accounts[one.slug]) for one in chosen]
    return tuple(mistake for some in each for mistake in some)


def statement_of(guide: Guide, slug: str) -> Statement:
    """Return the statement with a slug.

    Raises:
        UsageError: there is none; the error names similar ones.
    """
    if slug in guide.by_slug:
        return guide.by_slug[slug]
    near = get_close_matches(slug, guide.by_slug, n=3, cutoff=0.4)
    hint = f"Did you mean {', '.join(near)}?" if near else "See `codes-perdus coverage --all`."
    raise UsageError("the slug of a statement", seen=repr(slug), remedy=hint)
