"""Options for people who watch a run: a window, slow, step by step."""

import asyncio
import sys
from dataclasses import dataclass
from typing import Annotated

import typer

from harness.config.choices import DriverName, Whose
from harness.core.errors import UsageError
from harness.core.sanitize import visible
from harness.driver.factory import DriverOptions
from harness.execution.actor.step_prompt import Ask

SLOWLY = 500.0  # milliseconds before each action of a browser that is debugged

SlowMo = Annotated[
    float, typer.Option(min=0, help="Milliseconds that the browser waits before each action.")
]
Step = Annotated[bool, typer.Option("--step", help="Wait for Enter before each step.")]
Debug = Annotated[
    str | None,
    typer.Option(help="One scenario in a window, slowly, step by step, with a trace."),
]


def refuse_unseen(driver: str, trace: Whose | None, film: Whose | None) -> None:
    """Refuse to keep what plain HTTP cannot show.

    Raises:
        UsageError: a trace or a film of a walk without a browser.
    """
    asked = [name for name, whose in (("--trace", trace), ("--film", film)) if whose]
    if asked and driver == DriverName.HTTP:
        raise UsageError(
            "a browser to look at",
            seen=f"{' and '.join(asked)} over plain HTTP",
            remedy="Walk with --driver browser, or leave it out: the journal tells each step.",
        )


@dataclass(frozen=True)
class Watching:
    """How a run is watched.

    Attributes:
        driver: what moves.
        headed: show the browser's windows.
        slow_mo: milliseconds before each action.
        step: wait for Enter before each step.
        trace: which walks have their traces kept; None for none.
        film: which have a film of them kept; None for none.
        validate: leave the browser's own validation on.
    """

    driver: DriverName
    headed: bool
    slow_mo: float
    step: bool
    trace: Whose | None
    film: Whose | None
    validate: bool

    def debugging(self) -> "Watching":
        """The same for somebody who looks for a mistake.

        Raises:
            UsageError: plain HTTP has nothing to look at.
        """
        if self.driver is DriverName.HTTP:
            raise UsageError(
                "a browser to look at",
                seen="--debug with --driver http",
                remedy="Leave --driver out; over plain HTTP, --step tells what is asked.",
            )
        return Watching(
            driver=self.driver,
            headed=True,
            slow_mo=self.slow_mo or SLOWLY,
            step=self.step or sys.stdin.isatty(),
            trace=self.trace or Whose.ALL,
            film=self.film,
            validate=self.validate,
        )

    def driving(self) -> DriverOptions:
        """How the driver is made.

        Raises:
            UsageError: something is to be seen that only a browser shows.
        """
        refuse_unseen(self.driver, self.trace, self.film)
        return DriverOptions(self.driver.value, self.headed, None, self.validate, self.slow_mo)

    def ask(self) -> Ask | None:
        """What asks before each step; None where nobody wants to be asked.

        Raises:
            UsageError: there is nobody to ask.
        """
        if not self.step:
            return None
        if not sys.stdin.isatty():
            raise UsageError(
                "a terminal to ask on before each step",
                seen="--step without one",
                remedy="Leave --step out, or run it on a terminal.",
            )
        return _ask


async def _ask(what: str) -> None:
    await asyncio.to_thread(input, f"  next: {visible(what)}  [Enter] ")
