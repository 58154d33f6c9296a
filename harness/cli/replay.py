"""`codes-perdus replay RUN SCENARIO`: plays one scenario of a run again."""

import dataclasses
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app.confirmation import agree, show
from harness.app.debug_options import refuse_invisible
from harness.app.execute import execute, new_folder
from harness.app.known_deviations import acceptance_of_run
from harness.app.suite import guide_of, plan_all, renewal_scenario, scenarios_on, select, suite_of
from harness.cli import options as o
from harness.cli.recheck import changes
from harness.config.choices import DriverName
from harness.config.suite import Suite
from harness.config.target import Target, load_target
from harness.core.errors import TargetError, UsageError
from harness.core.sanitize import visible
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.runs.rejudge import rejudge
from harness.runs.stored_run import StoredRun


def replay(
    run: o.RunFolder,
    scenario: Annotated[
        str, typer.Argument(help="Name of the scenario, as `codes-perdus list` shows it.")
    ],
    target: Annotated[
        str | None, typer.Option(help="Target file to use instead of the run's.")
    ] = None,
    suite: o.SuiteName = None,
    out: o.Out = None,
    headed: o.Headed = False,
    trace: o.Trace = None,
    film: o.Film = None,
    lang: o.Language = o.LANGUAGE,
    yes: o.Yes = False,
    plan: o.PlanOnly = False,
) -> None:
    """Play one scenario of a run again on the same target, and print what changed."""
    kept = StoredRun(run)
    driver = kept.facts.driver or DriverName.BROWSER.value
    config = RunConfig(
        driver=DriverOptions(driver, headed),
        language=lang,
        traces=trace,
        films=film,
    )
    refuse_invisible(config)
    held_to = suite_of(kept.origin, suite)
    place = _target(kept, target, held_to)
    guide = guide_of(kept.origin, suite)
    found = scenarios_on(place, guide, held_to.profile_names)
    (wanted,) = select(found, [scenario])
    cast = [one for one in found if one.slug in {*kept.origin.suite, scenario}]
    plans = tuple(p for p in plan_all(guide, cast, place) if p.scenario is wanted)
    console, catalogue = Console(), messages.catalogue(lang.value)
    if plan:
        show(plans, place, console, catalogue, jobs=1)
        return
    agree(plans, place, console, catalogue, jobs=1, yes=yes)
    folder = new_folder(out, f"{place.name}-{wanted.slug}")
    acceptance = acceptance_of_run(kept)
    origin = kept.origin.model_copy(
        update={"suite": (wanted.slug,), "selected": True, "shard": "", "ledger": ""}
    )
    config = dataclasses.replace(
        config,
        folder=folder,
        origin=origin,
        acceptance=acceptance,
        renewal=renewal_scenario(held_to),
    )
    executed = execute(guide, place, plans, config)
    before = rejudge(kept, guide, acceptance).get(wanted.slug, ())
    for line in changes(before, executed.finished.findings, to_the_letter=False):
        typer.echo(visible(line))
    raise typer.Exit(executed.exit_code)


def _target(run: StoredRun, name: str | None, suite: Suite) -> Target:
    """The target of a kept run, as its file says it today.

    Raises:
        UsageError: the run does not tell its target, or its file is there no more.
    """
    named = name or run.origin.target_file
    if not named:
        raise UsageError(
            f"the target of {run.folder} in its run.json",
            seen="none: the run is from an older release, or was cut off early",
            remedy="Name the target file: --target FILE.",
        )
    try:
        place = load_target(named, suite)
    except TargetError as error:
        error.remedy = f"{error.remedy} Or name where it is now: --target FILE."
        raise
    if place.name != (run.facts.target or place.name):
        raise UsageError(
            f"the target {run.facts.target}, which the run was made on",
            seen=f"{place.name} in {named}",
            remedy="Name the file of that target: --target FILE.",
        )
    return place
