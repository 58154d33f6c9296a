"""The events of a run, in order; each report is made by a listener."""

from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from harness.ledger.matching import EntryUse
from harness.model.fact import Fact
from harness.model.finding import Finding, Verdict
from harness.model.journal import WordMap


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class Planned(_Event):
    """The plan of one scenario.

    Attributes:
        statements: slugs of what it exercises.
        blocked_reason: why it cannot run on the target; None if it can.
        role: what reports call the role of its first account; "" for none.
    """

    scenario: str
    title: str
    statements: tuple[str, ...]
    blocked_reason: Fact | None = None
    role: str | Fact = ""


class Origin(_Event):
    """What a run was asked to do: all that is needed to repeat it or to judge it again.

    Attributes:
        target_file: the target as it was named on the command line.
        seed: of the generated accounts.
        manifest: of the suite; "" for the bundled one.
        profiles: the profiles that were judged.
        scenarios: folder of the scenarios that replaced the suite's; "" for none.
        guide: folder of the guide that replaced the suite's; "" for none.
        retries: maximum number of retries of a scenario that failed.
        shard: the shard ("2/5"); "" for the whole suite.
        suite: slugs of the scenarios of all shards.
        selected: whether only some scenarios were asked for.
        ledger: the file of known deviations; "" for none.
        day: the day on which the ledger was applied.
    """

    target_file: str = ""
    seed: int = 0
    manifest: str = ""
    profiles: tuple[str, ...] = ()
    scenarios: str = ""
    guide: str = ""
    retries: int = 0
    shard: str = ""
    suite: tuple[str, ...] = ()
    selected: bool = False
    ledger: str = ""
    day: date = date.min

    @property
    def is_part(self) -> bool:
        """Whether the run was asked for a part of the suite only."""
        return self.selected or bool(self.shard)


UNKNOWN_ORIGIN = Origin()


class RunStarted(_Event):
    """The target serves, and the scenarios are about to start.

    Attributes:
        scenarios: slugs in the order in which they will start.
        plan: the plan of each scenario.
        origin: what the run was asked to do.
        jobs: number of scenarios that run in parallel.
        folder: the run's folder; None for none.
        words: the portal's words for the guide's, from the target file.
        reads: how the portal reads what the guide leaves open, from the target file.
        absent: steps, pages and roles whose paths the portal does not have, each with why.
        unobservable: statements that the portal cannot show, each with why.
        unwalked: statements of the guide that no scenario of the run exercises.
    """

    target: str
    base_url: str
    driver: str
    started: datetime
    scenarios: tuple[str, ...]
    jobs: int
    folder: Path | None
    plan: tuple[Planned, ...] = ()
    origin: Origin = UNKNOWN_ORIGIN
    words: WordMap = {}
    reads: dict[str, str] = {}
    absent: dict[str, str] = {}
    unobservable: dict[str, str] = {}
    unwalked: tuple[str, ...] = ()


class ScenarioStarted(_Event):
    """A scenario starts."""

    scenario: str
    title: str


class ScenarioFinished(_Event):
    """A scenario has ended and was judged.

    Attributes:
        verdict: the worst of its findings.
        findings: one a statement.
        walking: seconds.
        judging: seconds.
        pages: number of pages captured.
        mails: number of mails received.
        attempts: number of attempts.
    """

    scenario: str
    title: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    walking: float
    judging: float
    pages: int = 0
    mails: int = 0
    attempts: int = 1


class Amended(_Event):
    """A mail that arrived after the end of a scenario changed its findings."""

    scenario: str
    findings: tuple[Finding, ...]


class Stopped(_Event):
    """The run ended early.

    Attributes:
        remaining: slugs of the scenarios that did not run.
        fault: whether something broke; False if the run was asked to end there.
    """

    reason: str
    remedy: str
    remaining: tuple[str, ...]
    fault: bool = True


class Leaked(_Event):
    """Secrets can be read in the run's folder: a fault of the harness.

    Attributes:
        places: file, pseudonym and scenario of each, in words; never a value.
    """

    places: tuple[str, ...]


class Times(_Event):
    """Where the run spent its time, in seconds of wall clock.

    Attributes:
        start_up: launching target, browser and mail source.
        walking: from the start of the first scenario to the end of the last.
        judging: the sum over all scenarios, while others run.
        reporting: writing the files.
        total: since the command started.
    """

    start_up: float
    walking: float
    judging: float
    reporting: float
    total: float


class RunFinished(_Event):
    """The run is over.

    Attributes:
        exit_code: 0 all required statements pass, 1 findings, 3 fault, 4 nothing exercised.
        orphans: descriptions of mails that belong to no account of the run.
        outside: requests to addresses outside the portal, sent or blocked.
        refused_mails: what the run's mail sink refused, and how often.
        uses: how each entry of the ledger was used.
        refusing: the guide's names of the forms, if no account got past any; the reports find it.
        unneeded: the lines of the target file that the run did not need; the reports find them.
        opened: the closed panels that walks opened; the reports find them.
    """

    exit_code: int
    findings: tuple[Finding, ...] = Field(repr=False)  # asyncio writes out a task with its result
    times: Times
    orphans: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    refused_mails: tuple[Fact, ...] = ()
    uses: tuple[EntryUse, ...] = ()
    refusing: tuple[str, ...] = ()
    unneeded: tuple[Fact, ...] = ()
    opened: tuple[Fact, ...] = ()


Event = RunStarted | ScenarioStarted | ScenarioFinished | Amended | Stopped | Leaked | RunFinished
