"""`codes-perdus run`: walk scenarios on a target, judge them, report."""

import asyncio
import os
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console

from harness.commands.approval import PlanOnly, Yes, agree, show
from harness.commands.catalogue import all_scenarios, plan_all, select
from harness.commands.known import acceptance_of, keep_ledger
from harness.commands.known import update as bring_up_to_date
from harness.config import DEFAULT_TARGET, Target, load_target
from harness.drive.open import Driving, open_engine
from harness.guide.loader import PROFILES, load_guide
from harness.leaks.search import leaks
from harness.report.terminal import Terminal
from harness.report.words import Words
from harness.report.write import Reports
from harness.run.cost import cost_of
from harness.run.events import Origin
from harness.run.runner import Options, Runner


class DriverName(StrEnum):
    """What moves."""

    BROWSER = "browser"
    HTTP = "http"


class Profile(StrEnum):
    """What is looked at beside the guide; never part of its verdict."""

    HARDENING = "hardening"
    ACCESSIBILITY = "accessibility"


class Lang(StrEnum):
    """Language of the reports."""

    EN = "en"
    FR = "fr"


RETRIES = "Walk what fails again, at most so often, with other people."
UPDATE = "Take out of the ledger what is seen no more."
VALIDATION = "Whether the browser holds back what a page calls mandatory."


def run(
    target: Annotated[str | None, typer.Argument(help="Target file, or its name.")] = None,
    driver: Annotated[DriverName, typer.Option(help="What moves.")] = DriverName.BROWSER,
    only: Annotated[list[str] | None, typer.Option(help="Name or label, with * and ?.")] = None,
    jobs: Annotated[int, typer.Option(min=0, help="Scenarios at once; 0 by the cores.")] = 0,
    out: Annotated[Path | None, typer.Option(help="Folder to keep the run in.")] = None,
    headed: Annotated[bool, typer.Option("--headed", help="Show the browser.")] = False,
    trace: Annotated[bool, typer.Option("--trace", help="Keep Playwright's traces.")] = False,
    validate: Annotated[bool, typer.Option("--validation/--no-validation", help=VALIDATION)] = True,
    scenarios: Annotated[Path | None, typer.Option(help="Folder of your own scenarios.")] = None,
    profile: Annotated[list[Profile] | None, typer.Option(help="Judged beside the guide.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the reports.")] = Lang.EN,
    known: Annotated[Path | None, typer.Option(help="Ledger of known deviations.")] = None,
    update: Annotated[bool, typer.Option("--update", help=UPDATE)] = False,
    retries: Annotated[int, typer.Option(min=0, help=RETRIES)] = 0,
    fail_fast: Annotated[
        bool, typer.Option("--fail-fast", help="End at the first failure.")
    ] = False,
    yes: Yes = False,
    plan: PlanOnly = False,
) -> None:
    """Replay the documented paths on a target and check them against the guide."""
    begun = perf_counter()
    place = load_target(target)
    profiles = [one.value for one in profile or ()]
    guide = load_guide(profiles=profiles)
    suite = all_scenarios(scenarios, PROFILES)
    acceptance = acceptance_of(known, suite, datetime.now().astimezone().date())
    chosen = select([one for one in suite if one.profile in {"", *profiles}], only or ())
    plans = plan_all(guide, chosen, place, retries=retries)
    at_once, console, say = jobs or jobs_of(driver), Console(), Words(lang.value)
    if plan:
        show(cost_of(plans, place, jobs=at_once), place, console, say)
        return
    agree(plans, place, console, say, jobs=at_once, yes=yes)
    folder = _folder(out, place, datetime.now().astimezone())
    traces = folder / "traces" if trace else None
    driving = Driving(driver.value, headed, traces, validate)
    origin = Origin(
        target_file=target or DEFAULT_TARGET,
        seed=place.accounts.seed,
        profiles=tuple(profiles),
        scenarios=str(scenarios or ""),
        retries=retries,
        suite=tuple(one.slug for one in chosen),
        selected=bool(only),
        ledger=acceptance.file,
        day=acceptance.day,
    )
    options = Options(at_once, folder, begun, fail_fast, acceptance, origin)
    runner = Runner(guide, place, lambda url: open_engine(place, url, driving), options)
    keep_ledger(known, folder)
    terminal = Terminal(console, say)
    with Reports(
        folder,
        guide,
        terminal=terminal,
        language=lang.value,
        journals=lambda: runner.journals,
        leaks=lambda: map(str, leaks(folder, runner.vaults)),
    ) as reports:
        finished = asyncio.run(runner.run(plans, reports))
    if known and update:
        for line in bring_up_to_date(known, suite, finished.uses):
            typer.echo(f"{known}: {line}")
    raise typer.Exit(reports.exit_code)


def _folder(out: Path | None, target: Target, now: datetime) -> Path:
    folder = out or Path("runs") / f"{now:%Y%m%d-%H%M%S}-{target.name}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def jobs_of(driver: DriverName) -> int:
    """A walk waits for the portal half of its time: two for each core keep all busy."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, 2 * (cores or 1)) if driver is DriverName.BROWSER else max(4, 4 * (cores or 1))
