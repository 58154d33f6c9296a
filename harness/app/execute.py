"""Executes a run with its reports, for every command that runs scenarios."""

import asyncio
import dataclasses
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import current_thread, main_thread

from rich.console import Console

from harness import messages
from harness.config.choices import DriverName
from harness.config.target import Target
from harness.core.folders.private import private_folder
from harness.core.processes.pool import cores
from harness.execution.events import RunFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.model import Guide
from harness.planning.plan import Plan
from harness.redaction.scan.scanner import leaks
from harness.reporting.formats.github import GitHub
from harness.reporting.formats.terminal import Terminal
from harness.reporting.writer import Reports


@dataclass(frozen=True)
class Executed:
    """How a run ended: its last event, and the exit code with the reports counted in."""

    finished: RunFinished
    exit_code: int


def execute(guide: Guide, target: Target, plans: tuple[Plan, ...], config: RunConfig) -> Executed:
    """Run scenarios, judge them, and write all reports into the folder of the configuration.

    Raises:
        EnvironmentFault: the run could not start.
    """
    if config.traces is None:
        return _execute(guide, target, plans, config)
    with private_folder() as raw:
        # A driver's traces hold secrets: the run's folder gets copies without them.
        driver = dataclasses.replace(config.driver, traces=raw)
        return _execute(guide, target, plans, dataclasses.replace(config, driver=driver))


def _execute(guide: Guide, target: Target, plans: tuple[Plan, ...], config: RunConfig) -> Executed:
    assert config.folder  # noqa: S101 - reports need one
    folder, language = config.folder, config.language
    runner = Runner(guide, target, config)
    console = Console(force_interactive=False) if config.ask else Console()
    with (
        Reports(
            folder,
            guide,
            terminal=Terminal(console, messages.catalogue(language.value)),
            github=GitHub.here(sys.stdout),
            language=language.value,
            journals=lambda: runner.journals,
            leaks=lambda: map(str, leaks(folder, runner.vaults)),
        ) as reports,
        _interrupt_on_sigterm(),
    ):
        finished = asyncio.run(runner.run(plans, reports))
    return Executed(finished, reports.exit_code)


@contextmanager
def _interrupt_on_sigterm() -> Iterator[None]:
    """Let SIGTERM, which CI servers send, end a run like Ctrl-C: with all its reports."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, lambda *_: signal.raise_signal(signal.SIGINT))
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def jobs_for(driver: str) -> int:
    """How many scenarios run in parallel by default; they wait for the portal half of the time."""
    a_core = 2 if driver == DriverName.BROWSER else 4
    return a_core * cores()
