"""`codes-perdus compare OLD NEW`: what changed for people, and whether the guide allows it."""

import dataclasses
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app import comparison_choice
from harness.app.accept_deviations import expected_differences
from harness.app.comparison_runs import ComparedRuns, Source
from harness.app.confirmation import agree, refuse_empty, show
from harness.app.execute import jobs_for
from harness.app.kept_suite import keep_suite
from harness.app.population_run import PopulationRun
from harness.app.result_folder import result_folder
from harness.app.suite import open_target, renewal_scenario
from harness.cli import options
from harness.compare.engine import compare as compare_sides
from harness.compare.expectations import review
from harness.config.choices import DriverName
from harness.config.suite import suite_named
from harness.core.console import Printer
from harness.core.errors import UsageError
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.guide.loader import load_guide
from harness.reporting.comparison.terminal import print_comparison
from harness.reporting.comparison.write import write
from harness.reporting.formats.progress import Progress
from harness.reporting.population import tell as print_population
from harness.runs.stored_run import StoredRun

MAX_SEARCHES = 4  # accounts of a list that are searched in parallel, where --jobs is left out
_ACCOUNTS = "CSV list of accounts: each is searched on both targets; nothing else is done."
_AGAIN = "A second run of the old portal, which shows what varies from run to run."
_CLUSTER = "Address of a Dask scheduler that spreads the searches of --accounts."
_GAPS = "Exit with 1 if a planned scenario was not compared."
_REPEAT = "Which launched portals run twice, to learn what varies; the old one by default."
_SCENARIO = "What is done with each account of the list; the suite's search if left out."
_JOBS = "Parallel scenarios on each portal; 0 chooses by the number of cores."


def compare(
    old: Annotated[str, typer.Argument(help="Target, or folder of a run.")],
    new: Annotated[str, typer.Argument(help="Target, or folder of a run.")],
    driver: Annotated[
        DriverName | None, typer.Option(help="Real browser or plain HTTP; that of a given run.")
    ] = None,
    only: options.Only = None,
    suite: options.SuiteName = None,
    jobs: Annotated[int, typer.Option(min=0, max=256, help=_JOBS)] = 0,
    repeat: Annotated[comparison_choice.Repeat | None, typer.Option(help=_REPEAT)] = None,
    again: Annotated[Path | None, typer.Option(help=_AGAIN)] = None,
    ledger: Annotated[
        Path | None, typer.Option("--known", "--ledger", help="Ledger of expected differences.")
    ] = None,
    fail_on_gaps: Annotated[bool, typer.Option("--fail-on-gaps", help=_GAPS)] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for the comparison.")] = None,
    validate: options.Validation = True,
    scenarios: options.OwnScenarios = None,
    profile: options.Profiles = None,
    lang: options.Language = options.LANGUAGE,
    accounts: Annotated[Path | None, typer.Option(help=_ACCOUNTS)] = None,
    scenario: Annotated[str, typer.Option(help=_SCENARIO)] = "",
    cluster: Annotated[str, typer.Option(help=_CLUSTER)] = "",
    yes: options.Yes = False,
    plan: options.PlanOnly = False,
) -> None:
    """Compare an old portal with a new one; the guide decides which changes are allowed."""
    catalogue, console = messages.catalogue(lang.value), Console()
    if accounts:
        _refuse_plan(plan)
        folder = _population_folder(out, accounts)
        population = PopulationRun(accounts, scenario, cluster, jobs or MAX_SEARCHES, folder)
        progress = Progress(console, catalogue, estimates=True, lines=True)
        found = population.execute(
            open_target(old, suite), open_target(new, suite), progress, catalogue
        )
        print_population(found, Printer(console), catalogue)
        raise typer.Exit(found.exit_code)
    profiles = tuple(profile or ())
    sources = Source.named(old, suite), Source.named(new, suite)
    held_to = suite_named(suite) if suite else comparison_choice.suite_of_sides(sources)
    held_to = held_to.with_parts(None, scenarios)
    sources = comparison_choice.one_suite(sources, held_to)
    guide = load_guide(held_to, profiles=profiles)
    entries = expected_differences(ledger, guide).entries if ledger else ()
    chosen = comparison_choice.ScenarioChoice(
        held_to,
        profiles,
        tuple(only or ()),
        comparison_choice.kept_scenarios(sources),
        comparison_choice.stored_slugs(sources),
    )
    repeats = comparison_choice.repeated_sides(repeat, sources)
    chosen_driver = driver or comparison_choice.driver_of(sources)
    at_once = jobs or max(1, jobs_for(chosen_driver.value) // 2)
    walks = ComparedRuns(
        guide=guide,
        plans=lambda target: chosen.plans(guide, target),
        agree=lambda plans, target: agree(plans, target, console, catalogue, jobs=at_once, yes=yes),
        origin=chosen.origin,
        keep=chosen.keep,
        config=RunConfig(
            driver=DriverOptions(chosen_driver.value, validate=validate),
            jobs=at_once,
            language=lang,
            renewal=renewal_scenario(held_to),
        ),
        progress=Progress(console, catalogue, lines=True),
    )
    if plan:
        planned = walks.planned(*sources, repeats).values()
        for target, plans in planned:
            show(plans, target, console, catalogue, jobs=at_once)
        for target, plans in planned:
            refuse_empty(plans, target)
        return
    today = datetime.now().astimezone().date()
    given = [source.run.folder for source in sources if source.run]
    name = f"compare-{'-'.join(source.name for source in sources)}"
    with result_folder(out, name, catalogue, own=given) as folder:
        walks.config = dataclasses.replace(walks.config, folder=folder)
        one, other = walks.sides(*sources, repeats)
        if again:
            one = dataclasses.replace(one, repeats=(*one.repeats, StoredRun(again).journals))
        one, other = chosen.narrow(one), chosen.narrow(other)
        compared = compare_sides(one, other, guide)
        reviewed = review(compared, entries, today, fail_on_gaps=fail_on_gaps)
        if not held_to.is_bundled:
            keep_suite(folder, held_to)
        write(reviewed, folder, catalogue)
    print_comparison(reviewed, console, catalogue, str(folder))
    raise typer.Exit(reviewed.exit_code)


def _refuse_plan(plan: bool) -> None:
    if plan:
        raise UsageError(
            "one of --accounts and --plan",
            seen="both",
            remedy="Leave --plan out: each account of the list is one search on each portal, "
            "at the pace of the target file.",
        )


def _population_folder(out: Path | None, accounts: Path) -> Path:
    """A folder without the time in its name: the same list continues where it stopped."""
    folder = out or Path("runs") / f"population-{accounts.stem}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
