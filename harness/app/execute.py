"""A run from its order to its end, for every command that walks."""

import asyncio
import dataclasses
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from threading import current_thread, main_thread

from rich.console import Console

from harness import messages
from harness.app.suite import renewal_scenario
from harness.config.choices import DriverName, Lang, Whose
from harness.config.target import Target
from harness.core.errors import EnvironmentFault
from harness.driver.factory import DriverOptions, open_engine
from harness.execution.actor.step_prompt import Ask
from harness.execution.events import Origin, RunFinished
from harness.execution.runner import Options, Runner
from harness.guide.model import Guide
from harness.ledger.acceptance import Acceptance
from harness.planning.plan import Plan
from harness.redaction.scan.scanner import leaks
from harness.reporting.formats.github import GitHub
from harness.reporting.formats.terminal import Terminal
from harness.reporting.writer import Reports


@dataclass(frozen=True)
class Order:
    """What to walk and how.

    Attributes:
        place: the portal.
        guide: what it promises.
        plans: what is walked.
        driving: what moves, and how.
        jobs: how many scenarios are walked at once.
        folder: where the run is kept.
        origin: where the run comes from.
        acceptance: what is accepted all the same.
        fail_fast: whether the first failure ends the run.
        lang: of the reports.
        begun: `perf_counter()` at the command's begin.
        ask: called before each step; None to go on at once.
        trace: which walks have their traces kept; None for none.
        film: which have a film of them kept; None for none.
    """

    place: Target
    guide: Guide
    plans: tuple[Plan, ...]
    driving: DriverOptions
    jobs: int
    folder: Path
    origin: Origin
    acceptance: Acceptance
    fail_fast: bool
    lang: Lang
    begun: float
    ask: Ask | None = None
    trace: Whose | None = None
    film: Whose | None = None


@dataclass(frozen=True)
class Performed:
    """How a run ended: its last event, and the exit code with the reports counted in."""

    finished: RunFinished
    exit_code: int


def perform(order: Order) -> Performed:
    """Walk, judge and report.

    Raises:
        EnvironmentFault: the run could not start.
    """
    with TemporaryDirectory(prefix="codes-perdus-") as raw:
        # As they are made, traces hold secrets: they come into the run's folder without.
        traces = Path(raw) if order.trace else None
        return _perform(order, dataclasses.replace(order.driving, traces=traces))


def _perform(order: Order, driving: DriverOptions) -> Performed:
    runner = Runner(
        order.guide,
        order.place,
        lambda url: open_engine(order.place, url, driving),
        Options(
            jobs=order.jobs,
            folder=order.folder,
            begun=order.begun,
            fail_fast=order.fail_fast,
            acceptance=order.acceptance,
            origin=order.origin,
            ask=order.ask,
            all_traces=order.trace is Whose.ALL,
            films=order.film is not None,
            all_films=order.film is Whose.ALL,
            mend=renewal_scenario(),
        ),
    )
    console = Console(force_interactive=False) if order.ask else Console()
    terminal = Terminal(console, messages.catalogue(order.lang.value))
    with (
        Reports(
            order.folder,
            order.guide,
            terminal=terminal,
            github=GitHub.here(sys.stdout),
            language=order.lang.value,
            journals=lambda: runner.journals,
            leaks=lambda: map(str, leaks(order.folder, runner.vaults)),
        ) as reports,
        _ended_alike(),
    ):
        finished = asyncio.run(runner.run(order.plans, reports))
    return Performed(finished, reports.exit_code)


@contextmanager
def _ended_alike() -> Iterator[None]:
    """SIGTERM, by which CI servers end a run, ends it as Ctrl-C does: with all its reports."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def new_folder(out: Path | None, name: str) -> Path:
    """The folder that was asked for, or one by the time and a name; made if it is missing.

    Raises:
        EnvironmentFault: it cannot be made, or takes no files.
    """
    folder = out or Path("runs") / f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{name}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=folder) as trial:
            trial.write(b"x")
    except OSError as error:
        raise EnvironmentFault(
            f"a folder to write into at {folder}",
            seen=error.strerror or str(error),
            remedy="Name another one by --out.",
        ) from error
    return folder


def jobs_for(driver: str) -> int:
    """A walk waits for the portal half of its time: two for each core keep all busy."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    browser = driver == DriverName.BROWSER
    return max(2, 2 * (cores or 1)) if browser else max(4, 4 * (cores or 1))
