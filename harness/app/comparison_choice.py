"""What a comparison runs: which scenarios, with which driver, and which portals twice."""

from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from harness.app.comparison_runs import Source
from harness.app.kept_suite import KeptScenario, keep_suite, scenarios_of, suite_of
from harness.app.suite import Named, all_scenarios, origin_of, plan_all, scenarios_on, select
from harness.compare.portal_runs import PortalRuns
from harness.config.choices import DriverName
from harness.config.suite import Suite
from harness.config.target import Target
from harness.core.errors import UsageError
from harness.execution.events import Origin
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.planning.plan import Plan


class Repeat(StrEnum):
    """Which portals run a second time, which shows what varies from run to run."""

    OLD = "old"
    BOTH = "both"
    NONE = "none"


_REMEDIES = {
    "old": "Run it twice with `codes-perdus run`: give one run as OLD, the other by --again.",
    "new": "Leave it at --repeat old, or at --again with a second run of the old portal.",
}
"""What to do about a portal that cannot run a second time, by its side."""


@dataclass(frozen=True)
class ScenarioChoice:
    """The scenarios that are compared.

    Attributes:
        profiles: whose scenarios are compared as well.
        only: patterns of names and labels; empty for all scenarios.
        kept: scenarios of the suites of the given runs.
        stored: slugs of the scenarios of the given runs; None where both portals run now.
    """

    suite: Suite
    profiles: tuple[str, ...]
    only: tuple[str, ...]
    kept: tuple[KeptScenario, ...]
    stored: frozenset[str] | None

    def plans(self, guide: Guide, target: Target) -> tuple[Plan, ...]:
        """Plan the scenarios for a target, only those of the other side if it is a given run."""
        found = select(scenarios_on(target, guide, self.profiles), self.only)
        return plan_all(
            guide, [s for s in found if self.stored is None or s.slug in self.stored], target
        )

    def origin(self, target: Target) -> Origin:
        """The origin to record with a run of a target, so that it can be judged again."""
        return origin_of(target, profiles=self.profiles, selected=bool(self.only))

    def keep(self, folder: Path, target: Target) -> None:
        """Keep the suite of a target in the folder of its run."""
        keep_suite(folder, target.suite, all_scenarios(target.suite, target.suite.profile_names))

    def narrow(self, side: PortalRuns) -> PortalRuns:
        """Return a side with the chosen scenarios only."""
        if not self.only:
            return side
        known: tuple[Named, ...] = (*all_scenarios(self.suite, self.profiles), *self.kept)
        found = {s.slug for s in select(known, self.only)}
        journals = {slug: journal for slug, journal in side.journals.items() if slug in found}
        left_out = {slug: why for slug, why in side.left_out.items() if slug in found}
        return replace(side, journals=journals, left_out=left_out)


def stored_slugs(sources: tuple[Source, Source]) -> frozenset[str] | None:
    """The scenarios of the sides that are given runs; None where neither is."""
    stored = [frozenset(source.run.journals) for source in sources if source.run]
    return frozenset.union(*stored) if stored else None


def suite_of_sides(sources: tuple[Source, Source]) -> Suite:
    """The suite that both sides are held to.

    Raises:
        UsageError: each is held to another guide.
    """
    suites = [source.target.suite for source in sources if source.target]
    suites += [suite_of(source.run) for source in sources if source.run]
    if len({load_guide(suite).digest for suite in suites}) > 1:
        raise UsageError(
            "two sides that one suite judges",
            seen=" and ".join(suite.name for suite in suites),
            remedy="Name the suite to compare them by: --suite FOLDER.",
        )
    return suites[0]


def kept_scenarios(sources: tuple[Source, Source]) -> tuple[KeptScenario, ...]:
    """The scenarios of the suites of the sides that are given runs."""
    return tuple(one for source in sources if source.run for one in scenarios_of(source.run))


def one_suite(sources: tuple[Source, Source], suite: Suite) -> tuple[Source, Source]:
    """The sides with their targets held to one suite."""
    old, new = (
        replace(one, target=one.target.under(suite)) if one.target else one for one in sources
    )
    return old, new


def driver_of(sources: tuple[Source, Source]) -> DriverName:
    """The driver of a given run, so that both sides are observed alike; else the browser."""
    for source in sources:
        if source.run:
            name = next(iter(source.run.journals.values())).head.driver
            if name in set(DriverName):
                return DriverName(name)
    return DriverName.BROWSER


def repeated_sides(repeat: Repeat | None, sources: tuple[Source, Source]) -> dict[str, bool]:
    """Which sides run twice: only launched portals can, with new accounts each time.

    Without a wish of the user (None), the old side is repeated where it can be.

    Raises:
        UsageError: the user asks for a side that is no launched portal.
    """
    wanted = {"old": repeat is not Repeat.NONE, "new": repeat is Repeat.BOTH}
    for name, source in zip(_REMEDIES, sources, strict=True):
        if wanted[name] and not (source.target and source.target.launch):
            if repeat:
                raise _cannot_repeat(name, source)
            wanted[name] = False
    return wanted


def _cannot_repeat(side: str, source: Source) -> UsageError:
    kind = "a portal that was there before" if source.target else "a kept run"
    return UsageError(
        f"a portal that its target file launches as the {side} side, to run it twice",
        seen=f"{source.name}, {kind}",
        remedy=_REMEDIES[side],
    )
