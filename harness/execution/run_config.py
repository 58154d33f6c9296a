"""How a run is done: every option of it, in one value, from the command line to the actor."""

from dataclasses import dataclass, field
from pathlib import Path
from time import perf_counter

from harness.config.choices import DriverName, Lang, RecordingScope
from harness.driver.factory import DriverOptions
from harness.execution.actor.step_prompt import Ask
from harness.execution.events import UNKNOWN_ORIGIN, Origin
from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.planning.scenario import Scenario


@dataclass(frozen=True)
class RunConfig:
    """The options of one run.

    Attributes:
        driver: the driver and its own options (headed, slow motion, validation).
        jobs: number of scenarios that run in parallel.
        folder: the run's folder; None writes nothing to disk.
        traces: the scenarios whose traces are stored; None for none.
        films: the scenarios whose films are stored; None for none.
        fail_fast: whether the first failure ends the run.
        ask: called before each step; None does not ask.
        origin: what the run was asked to do, as `run.json` records it (profiles, retries …).
        acceptance: the known deviations that the run accepts.
        renewal: the scenario that gives an account a valid code; None where there is none.
        started: `perf_counter()` when the command started.
    """

    driver: DriverOptions = field(default_factory=lambda: DriverOptions(DriverName.BROWSER.value))
    jobs: int = 1
    folder: Path | None = None
    language: Lang = Lang.EN
    traces: RecordingScope | None = None
    films: RecordingScope | None = None
    fail_fast: bool = False
    ask: Ask | None = None
    origin: Origin = UNKNOWN_ORIGIN
    acceptance: Acceptance = NOTHING_ACCEPTED
    renewal: Scenario | None = None
    started: float = field(default_factory=perf_counter, compare=False)
