"""`codes-perdus run`: runs scenarios on a target, judges them and writes the reports."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import typer
from rich.console import Console

from harness import messages
from harness.app.confirmation import agree, refuse_empty, show
from harness.app.debug_options import debugging, refuse_invisible, step_prompt
from harness.app.execute import execute, jobs_for
from harness.app.kept_suite import keep_suite
from harness.app.known_deviations import acceptance_of, copy_ledger
from harness.app.known_deviations import update as bring_up_to_date
from harness.app.result_folder import result_folder
from harness.app.run_history import durations_of, failed_last
from harness.app.suite import (
    open_target,
    origin_of,
    plan_all,
    renewal_scenario,
    scenarios_on,
    select,
)
from harness.cli import options as o
from harness.cli.suite_here import suite_of_call
from harness.config.choices import DriverName
from harness.config.target import Target
from harness.core.exit_codes import NOTHING
from harness.core.sanitize import visible
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.guide.loader import load_guide
from harness.planning.scenario import Scenario
from harness.planning.shards import Shard, refuse_shared


def run(
    target: o.TargetName = None,
    suite: o.SuiteName = None,
    driver: o.Driver = DriverName.BROWSER,
    only: o.Only = None,
    last_failed: o.LastFailed = False,
    shard: o.ShardText = None,
    durations: o.Durations = None,
    jobs: o.Jobs = 0,
    out: o.Out = None,
    headed: o.Headed = False,
    slow_mo: o.SlowMo = 0,
    step: o.Step = False,
    debug: o.Debug = None,
    trace: o.Trace = None,
    film: o.Film = None,
    validate: o.Validation = True,
    scenarios: o.OwnScenarios = None,
    own_guide: o.OwnGuide = None,
    profile: o.Profiles = None,
    lang: o.Language = o.LANGUAGE,
    known: o.Known = None,
    update: o.Update = False,
    retries: o.Retries = 0,
    fail_fast: o.FailFast = False,
    yes: o.Yes = False,
    plan: o.PlanOnly = False,
) -> None:
    """Run the documented paths on a target and check each statement of the guide."""
    suite = suite_of_call(target, suite, lang)
    part = Shard.parse(shard) if shard else None
    config = RunConfig(
        driver=DriverOptions(driver.value, headed, validate=validate, slow_mo=slow_mo),
        language=lang,
        traces=trace,
        films=film,
        fail_fast=fail_fast,
        ask=step_prompt() if step else None,
    )
    if debug:
        config, only = debugging(config), [debug]
    refuse_invisible(config)
    place = open_target(target, suite, guide=own_guide, scenarios=scenarios)
    profiles = tuple(profile or ())
    guide = load_guide(place.suite, profiles=profiles)
    found = scenarios_on(place, guide, place.suite.profile_names)
    names = [one.slug for one in found]
    today = datetime.now().astimezone().date()
    acceptance = acceptance_of(known, names, today, place.suite)
    chosen = select([one for one in found if one.profile in {"", *profiles}], only or ())
    catalogue = messages.catalogue(lang.value)
    chosen = _failed_last_time(chosen, place, out, catalogue) if last_failed else chosen
    plans = plan_all(guide, chosen, place, retries=retries)
    if part:
        whole, plans = plans, part.part(plans, durations_of(durations))
        if place.base_url:
            refuse_shared(whole, plans)
    at_once = 1 if config.ask or debug else jobs or jobs_for(driver.value)
    console = Console()
    if plan:
        show(plans, place, console, catalogue, jobs=at_once)
        refuse_empty(plans, place)
        return
    agree(plans, place, console, catalogue, jobs=at_once, yes=yes)
    origin = origin_of(
        place,
        target,
        profiles=profiles,
        retries=retries,
        shard=str(part or ""),
        suite=tuple(one.slug for one in chosen),
        selected=bool(only or last_failed),
        ledger=acceptance.file,
        day=today,
    )
    config = replace(
        config,
        jobs=at_once,
        origin=origin,
        acceptance=acceptance,
        renewal=renewal_scenario(place.suite),
    )
    with result_folder(out, place.name, catalogue) as folder:
        copy_ledger(known, folder)
        keep_suite(folder, place.suite, found)
        executed = execute(guide, place, plans, replace(config, folder=folder))
    if known and update:
        for line in bring_up_to_date(known, names, executed.finished.uses, place.suite):
            typer.echo(f"{known}: {line}")
    raise typer.Exit(executed.exit_code)


def _failed_last_time(
    chosen: Sequence[Scenario], target: Target, out: Path | None, words: messages.Catalogue
) -> tuple[Scenario, ...]:
    """The scenarios that failed in their last run; where none did, the command ends here."""
    earlier = failed_last(chosen, target.name, out)
    runs = ", ".join(map(str, earlier.runs))
    if not earlier.failed:
        typer.echo(visible(words.text("last-failed-none", target=target.name, runs=runs)))
        raise typer.Exit(NOTHING)
    numbers = {"n": len(earlier.failed), "of": len(chosen)}
    typer.echo(visible(words.text("last-failed", runs=runs, **numbers)))
    return earlier.failed
