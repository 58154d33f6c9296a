"""`codes-perdus replay RUN SCENARIO`: plays one scenario of a run again."""

import dataclasses
import shlex
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app.confirmation import agree, confirms, refuse_empty, show
from harness.app.debug_options import refuse_invisible
from harness.app.execute import execute
from harness.app.kept_suite import keep_suite, suite_of
from harness.app.known_deviations import acceptance_of_run
from harness.app.result_folder import result_folder
from harness.app.suite import plan_all, renewal_scenario, scenarios_on, select
from harness.cli import options as o
from harness.cli.recheck import changes
from harness.config.choices import DriverName
from harness.config.suite import Suite
from harness.config.target import Target, load_target
from harness.core.errors import TargetError, UsageError
from harness.core.sanitize import printed
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.guide.loader import load_guide
from harness.messages import Catalogue
from harness.planning.scenario import Scenario
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
    scenarios: o.OwnScenarios = None,
    out: o.Out = None,
    headed: o.Headed = False,
    trace: o.Trace = None,
    film: o.Film = None,
    lang: o.Language = o.LANGUAGE,
    yes: o.Yes = False,
    plan: o.PlanOnly = False,
) -> None:
    """Play one scenario of a run again on the same target, and print what changed.

    The run's folder is data, perhaps from somebody else: the scenario's code comes with the program
    or from a folder that you name, and a target that you do not name is shown before it is used.
    """
    kept = StoredRun(run)
    driver = kept.facts.driver or DriverName.BROWSER.value
    config = RunConfig(
        driver=DriverOptions(driver, headed),
        language=lang,
        traces=trace,
        films=film,
    )
    refuse_invisible(config)
    console, catalogue = Console(), messages.catalogue(lang.value)
    held_to = suite_of(kept, suite).with_parts(None, scenarios)
    place = _target(kept, target, held_to)
    if not (target or plan):
        _agree_to_target(kept, place, held_to, catalogue, yes=yes)
    guide = load_guide(held_to, profiles=kept.origin.profiles)
    found = scenarios_on(place, guide, held_to.profile_names)
    wanted = _wanted(kept, found, scenario, is_named=bool(suite or scenarios))
    cast = [one for one in found if one.slug in {*kept.origin.suite, scenario}]
    plans = tuple(p for p in plan_all(guide, cast, place) if p.scenario is wanted)
    if plan:
        show(plans, place, console, catalogue, jobs=1)
        refuse_empty(plans, place)
        return
    agree(plans, place, console, catalogue, jobs=1, yes=yes)
    acceptance = acceptance_of_run(kept)
    origin = kept.origin.model_copy(
        update={"suite": (wanted.slug,), "selected": True, "shard": "", "ledger": ""}
    )
    config = dataclasses.replace(
        config, origin=origin, acceptance=acceptance, renewal=renewal_scenario(held_to)
    )
    with result_folder(out, f"{place.name}-{wanted.slug}", catalogue) as folder:
        keep_suite(folder, held_to, found)
        executed = execute(guide, place, plans, dataclasses.replace(config, folder=folder))
    before = rejudge(kept, guide, acceptance).get(wanted.slug, ())
    for line in changes(before, executed.finished.findings, catalogue, to_the_letter=False):
        typer.echo(printed(line))
    raise typer.Exit(executed.exit_code)


def _wanted(run: StoredRun, found: Sequence[Scenario], name: str, *, is_named: bool) -> Scenario:
    """The scenario to play; it is told whether the user named a folder that may have it."""
    own = run.origin.scenarios or run.origin.manifest
    if own and not is_named and name not in {one.slug for one in found}:
        raise UsageError(
            f"the code of the scenario {name}",
            seen=f"none: the run's scenarios were those of {own}, and no code is taken from what "
            "a run's folder says",
            remedy="Name their folder today: --suite FOLDER, or --scenarios FOLDER.",
        )
    (wanted,) = select(found, [name])
    return wanted


def _agree_to_target(
    run: StoredRun, target: Target, suite: Suite, catalogue: Catalogue, *, yes: bool
) -> None:
    """Ask before a target is used that only the run's folder names."""
    named = run.origin.target_file
    if suite.is_bundled and named in suite.known_targets:
        return  # it comes with the program
    asks = catalogue.text("replay-asks", address=target.base_url or "")
    does = shlex.join(target.launch) if target.launch else asks
    typer.echo(printed(catalogue.pair("replay-target", f"{named} ({does})")))
    if yes or not sys.stdin.isatty():
        raise UsageError(
            "the target, named by you",
            seen=f"{named}, which only the run's folder names; others may have made that folder, "
            "so --yes does not agree to what it starts or opens",
            remedy=f"Look at it, then name it: --target {shlex.quote(named)}.",
        )
    if not confirms(catalogue.text("replay-agree"), Console()):
        raise UsageError(
            "somebody who agrees to this target",
            seen="a refusal",
            remedy="Nothing was started. Name another one: --target FILE.",
        )


def _target(run: StoredRun, name: str | None, suite: Suite) -> Target:
    """The target of a kept run, as its file says it today."""
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
