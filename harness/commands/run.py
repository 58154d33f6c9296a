"""`codes-perdus run`: walk scenarios on a target, judge them, report."""

import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console

from harness.commands.catalogue import all_scenarios, plan_all, select
from harness.config import Target, load_target
from harness.drive.driver import Engine
from harness.guide.loader import load_guide
from harness.report.terminal import Terminal
from harness.report.transitions import transitions
from harness.report.words import Words
from harness.report.write import Reports
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


VALIDATION = "Whether the browser holds back what a page calls mandatory."


@dataclass(frozen=True)
class Driving:
    """How to drive.

    Attributes:
        headed: show the browser's windows.
        trace: keep Playwright's traces in the run's folder.
        validate: leave the browser's own validation on.
    """

    name: DriverName
    headed: bool
    trace: bool
    validate: bool


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
) -> None:
    """Replay the documented paths on a target and check them against the guide."""
    begun = perf_counter()
    place = load_target(target)
    profiles = [one.value for one in profile or ()]
    guide = load_guide(profiles=profiles)
    plans = plan_all(guide, select(all_scenarios(scenarios, profiles), only or ()), place)
    folder = _folder(out, place, datetime.now().astimezone())
    engine = _engine(Driving(driver, headed, trace, validate), place, folder)
    runner = Runner(guide, place, engine, Options(jobs or _jobs(driver), folder, begun))
    terminal = Terminal(Console(), Words(lang.value))
    with Reports(
        folder,
        guide,
        terminal=terminal,
        language=lang.value,
        transitions=lambda: transitions(runner.journals),
    ) as reports:
        asyncio.run(runner.run(plans, reports))
    raise typer.Exit(reports.exit_code)


def _folder(out: Path | None, target: Target, now: datetime) -> Path:
    folder = out or Path("runs") / f"{now:%Y%m%d-%H%M%S}-{target.name}"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _jobs(driver: DriverName) -> int:
    """A walk waits for the portal half of its time: two for each core keep all busy."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, 2 * (cores or 1)) if driver is DriverName.BROWSER else max(4, 4 * (cores or 1))


def _engine(driving: Driving, target: Target, folder: Path) -> Callable[[str], Engine]:
    """How to make the driver, once the portal's address is known."""
    seconds = target.timeouts.page

    def make(base_url: str) -> Engine:
        if driving.name is DriverName.HTTP:
            from harness.drive.http import HttpEngine  # noqa: PLC0415 - only what is used

            return HttpEngine(base_url=base_url, timeout=seconds)
        from harness.drive.browser import BrowserEngine  # noqa: PLC0415 - only what is used

        traces = folder / "traces" if driving.trace else None
        return BrowserEngine(
            base_url=base_url,
            timeout=seconds,
            headed=driving.headed,
            trace_dir=traces,
            validate=driving.validate,
        )

    return make
