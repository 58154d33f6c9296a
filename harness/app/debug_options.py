"""Options for watching a run: a window, slow motion, step by step."""

import asyncio
import sys
from dataclasses import replace

from harness.config.choices import DriverName, RecordingScope
from harness.core.errors import UsageError
from harness.core.sanitize import visible
from harness.execution.actor.step_prompt import Ask
from harness.execution.run_config import RunConfig

SLOW_MO = 500.0  # milliseconds before each action of a browser that is debugged


def refuse_invisible(config: RunConfig) -> None:
    """Refuse traces and films of plain HTTP, which shows no page.

    Raises:
        UsageError: the options ask for some.
    """
    asked = [n for n, whose in (("--trace", config.traces), ("--film", config.films)) if whose]
    if asked and config.driver.name == DriverName.HTTP:
        raise UsageError(
            "a browser to look at",
            seen=f"{' and '.join(asked)} over plain HTTP",
            remedy="Walk with --driver browser, or leave it out: the journal tells each step.",
        )


def debugging(config: RunConfig) -> RunConfig:
    """The options for a run that somebody watches in order to find a mistake.

    Raises:
        UsageError: the driver is plain HTTP, which shows nothing.
    """
    if config.driver.name == DriverName.HTTP:
        raise UsageError(
            "a browser to look at",
            seen="--debug with --driver http",
            remedy="Leave --driver out; over plain HTTP, --step tells what is asked.",
        )
    slow_mo = config.driver.slow_mo or SLOW_MO
    return replace(
        config,
        driver=replace(config.driver, headed=True, slow_mo=slow_mo),
        traces=config.traces or RecordingScope.ALL,
        ask=config.ask or (_ask if sys.stdin.isatty() else None),
    )


def step_prompt() -> Ask:
    """What asks on the terminal before each step.

    Raises:
        UsageError: there is no terminal.
    """
    if not sys.stdin.isatty():
        raise UsageError(
            "a terminal to ask on before each step",
            seen="--step without one",
            remedy="Leave --step out, or run it on a terminal.",
        )
    return _ask


async def _ask(what: str) -> None:
    await asyncio.to_thread(input, f"  next: {visible(what)}  [Enter] ")
