"""`codes-perdus compare OLD NEW`: what changed for people, and whether the guide allows it."""

import dataclasses
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app.comparison_runs import Source, Walks
from harness.app.confirmation import PlanOnly, Yes, agree, show
from harness.app.execute import jobs_for
from harness.app.suite import all_scenarios, plan_all, select
from harness.cli.expect import expected_differences
from harness.cli.options import Language, Only, OwnScenarios, Profile, Validation
from harness.cli.population import SCENARIO, Census
from harness.compare.engine import compare as compare_sides
from harness.compare.expectations import weigh
from harness.compare.portal_runs import Side
from harness.config.choices import DriverName, Lang
from harness.config.target import Target, load_target
from harness.core.errors import UsageError
from harness.driver.factory import DriverOptions
from harness.execution.events import Origin
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.planning.plan import Plan
from harness.reporting.comparison.terminal import tell
from harness.reporting.comparison.write import write
from harness.reporting.formats.progress import Progress
from harness.runs.kept_run import KeptRun


class Repeat(StrEnum):
    """Which sides are walked a second time, to learn what varies from run to run."""

    OLD = "old"
    BOTH = "both"
    NONE = "none"


_ACCOUNTS = "CSV list of accounts: each is searched on both targets, nothing else is done."
_AT_ONCE = 4  # accounts of a list under way
_AGAIN = "A second kept run of the old portal, to learn what varies."
_GAPS = "Exit 1 where a planned scenario is not compared."
_REPEAT = "Which launched portals to walk twice, to learn what varies; the old one if left out."
_REMEDIES = {
    "old": "Walk it twice with `codes-perdus run`: give the one run as OLD, the other by --again.",
    "new": "Leave it at --repeat old, or at --again with a second run of the old portal.",
}
"""What to do about a side that cannot be walked a second time."""


def compare(
    old: Annotated[str, typer.Argument(help="Target, or folder of a kept run.")],
    new: Annotated[str, typer.Argument(help="Target, or folder of a kept run.")],
    driver: Annotated[DriverName | None, typer.Option(help="What moves.")] = None,
    only: Only = None,
    jobs: Annotated[int, typer.Option(min=0, help="Scenarios at once on each side.")] = 0,
    repeat: Annotated[Repeat | None, typer.Option(help=_REPEAT)] = None,
    again: Annotated[Path | None, typer.Option(help=_AGAIN)] = None,
    ledger: Annotated[Path | None, typer.Option(help="Ledger of expected differences.")] = None,
    fail_on_gaps: Annotated[bool, typer.Option("--fail-on-gaps", help=_GAPS)] = False,
    out: Annotated[Path | None, typer.Option(help="Folder to keep the comparison in.")] = None,
    validate: Validation = True,
    scenarios: OwnScenarios = None,
    profile: Annotated[
        list[Profile] | None, typer.Option(help="Compared beside the guide.")
    ] = None,
    lang: Language = Lang.EN,
    accounts: Annotated[Path | None, typer.Option(help=_ACCOUNTS)] = None,
    scenario: Annotated[str, typer.Option(help="What is done with each.")] = SCENARIO,
    cluster: Annotated[str, typer.Option(help="Address of a Dask scheduler.")] = "",
    yes: Yes = False,
    plan: PlanOnly = False,
) -> None:
    """Compare an old portal with a new one; the guide arbitrates."""
    if accounts:
        _refuse_plan(plan)
        census = Census(
            accounts, scenario, cluster, jobs or _AT_ONCE, _census_folder(out, accounts)
        )
        population = census.take(
            load_target(old), load_target(new), Console(), messages.catalogue(lang.value)
        )
        raise typer.Exit(population.exit_code)
    profiles = [one.value for one in profile or ()]
    guide = load_guide(profiles=profiles)
    entries = expected_differences(ledger).entries if ledger else ()
    sources = Source.named(old), Source.named(new)
    chosen = _Chosen(scenarios, tuple(profiles), tuple(only or ()), _kept_slugs(sources))
    repeats = _repeats(repeat, sources)
    moves = driver or _driver_of(sources)
    folder = _folder(out, sources)
    catalogue, console = messages.catalogue(lang.value), Console()
    at_once = jobs or max(1, jobs_for(moves.value) // 2)
    walks = Walks(
        guide=guide,
        plans=lambda target: chosen.plans(guide, target),
        agree=lambda plans, target: agree(plans, target, console, catalogue, jobs=at_once, yes=yes),
        origin=chosen.origin,
        driving=DriverOptions(moves.value, validate=validate),
        jobs=at_once,
        folder=folder,
        progress=Progress(console, catalogue, perf_counter),
        language=lang.value,
    )
    if plan:
        for target, plans in walks.planned(*sources, repeats).values():
            show(plans, target, console, catalogue, jobs=at_once)
        return
    one, other = walks.sides(*sources, repeats)
    if again:
        one = dataclasses.replace(one, again=(*one.again, KeptRun(again).journals))
    one, other = chosen.narrow(one), chosen.narrow(other)
    today = datetime.now().astimezone().date()
    weighed = weigh(compare_sides(one, other, guide), entries, today, fail_on_gaps=fail_on_gaps)
    folder.mkdir(parents=True, exist_ok=True)
    write(weighed, folder, catalogue)
    tell(weighed, console, catalogue, str(folder))
    raise typer.Exit(weighed.exit_code)


@dataclasses.dataclass(frozen=True)
class _Chosen:
    """Which scenarios are compared.

    Attributes:
        folder: of the user's own scenarios; None for the project's.
        profiles: whose scenarios are walked as well.
        only: patterns of names and labels; all for none.
        kept: slugs of what a kept side walked; None where both are walked now.
    """

    folder: Path | None
    profiles: tuple[str, ...]
    only: tuple[str, ...]
    kept: frozenset[str] | None

    def plans(self, guide: Guide, target: Target) -> tuple[Plan, ...]:
        """The plans for a target: of what the other side walked, if that is kept."""
        found = select(all_scenarios(self.folder, self.profiles), self.only)
        return plan_all(
            guide, [s for s in found if self.kept is None or s.slug in self.kept], target
        )

    def origin(self, target: Target) -> Origin:
        """Where a run of a target comes from, so that it can be judged and compared again."""
        return Origin(
            target_file=target.name,
            seed=target.accounts.seed,
            profiles=self.profiles,
            scenarios=str(self.folder or ""),
            selected=bool(self.only),
        )

    def narrow(self, side: Side) -> Side:
        """A side with the chosen scenarios only."""
        if not self.only:
            return side
        found = {s.slug for s in select(all_scenarios(self.folder, self.profiles), self.only)}
        journals = {slug: journal for slug, journal in side.journals.items() if slug in found}
        left_out = {slug: why for slug, why in side.left_out.items() if slug in found}
        return dataclasses.replace(side, journals=journals, left_out=left_out)


def _kept_slugs(sources: tuple[Source, Source]) -> frozenset[str] | None:
    kept = [frozenset(source.run.journals) for source in sources if source.run]
    return frozenset.union(*kept) if kept else None


def _driver_of(sources: tuple[Source, Source]) -> DriverName:
    """What moved in the kept run, so that both sides are seen alike; else a browser."""
    for source in sources:
        if source.run:
            moved = next(iter(source.run.journals.values())).head.driver
            if moved in set(DriverName):
                return DriverName(moved)
    return DriverName.BROWSER


def _repeats(repeat: Repeat | None, sources: tuple[Source, Source]) -> dict[str, bool]:
    """Which sides are walked twice: only portals of our own, that have new people each time.

    Raises:
        UsageError: somebody asked for a side that is no such portal.
    """
    wanted = {"old": repeat is not Repeat.NONE, "new": repeat is Repeat.BOTH}
    for name, source in zip(_REMEDIES, sources, strict=True):
        if wanted[name] and not (source.target and source.target.launch):
            if repeat:
                raise _unrepeatable(name, source)
            wanted[name] = False
    return wanted


def _unrepeatable(side: str, source: Source) -> UsageError:
    kind = "a portal that was there before" if source.target else "a kept run"
    return UsageError(
        f"a portal that its target file launches as the {side} side, to walk it twice",
        seen=f"{_name(source)}, {kind}",
        remedy=_REMEDIES[side],
    )


def _folder(out: Path | None, sources: tuple[Source, Source]) -> Path:
    names = (_name(source) for source in sources)
    now = datetime.now().astimezone()
    return out or Path("runs") / f"{now:%Y%m%d-%H%M%S}-compare-{'-'.join(names)}"


def _refuse_plan(plan: bool) -> None:
    if plan:
        raise UsageError(
            "one of --accounts and --plan",
            seen="both",
            remedy="Leave --plan out: each account of the list is one search on each portal, "
            "at the pace of the target file.",
        )


def _census_folder(out: Path | None, accounts: Path) -> Path:
    """The same list goes on where it ended: its folder has no time in its name."""
    folder = out or Path("runs") / f"population-{accounts.stem}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _name(source: Source) -> str:
    return source.target.name if source.target else source.run.folder.name if source.run else ""
