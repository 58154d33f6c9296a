"""What a run tells while it goes: frozen events, in order; each report is one reader."""

from datetime import date, datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from harness.ledger.matching import Use
from harness.model.fact import Fact
from harness.model.finding import Finding, Verdict


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class Planned(_Event):
    """What is planned of one scenario.

    Attributes:
        statements: slugs of what it exercises.
        blocked_reason: why it cannot be played on the target; None if it can.
    """

    scenario: str
    title: str
    statements: tuple[str, ...]
    blocked_reason: Fact | None = None


class Origin(_Event):
    """Where a run comes from: what is needed to walk or judge it again.

    Attributes:
        target_file: the target as it was named on the command line.
        seed: of the made-up people.
        profiles: what was looked at beside the guide.
        scenarios: the user's folder of scenarios; "" for those of the project.
        guide: the user's folder of a guide; "" for that of the project.
        retries: how often a scenario that failed was walked again at most.
        shard: which part of the suite ("2/5"); "" for all of it.
        suite: slugs of the scenarios that all parts have together.
        selected: whether only some scenarios were asked for.
        ledger: the file of what is accepted; "" for none.
        day: on which it was judged what is accepted.
    """

    target_file: str = ""
    seed: int = 0
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
        """Whether more could be walked than the run has planned."""
        return self.selected or bool(self.shard)


UNKNOWN_ORIGIN = Origin()


class RunStarted(_Event):
    """The target serves, the plan stands.

    Attributes:
        scenarios: slugs in the order in which they will start.
        plan: the same with what each exercises.
        origin: where the run comes from.
        jobs: how many are walked at once.
        folder: where the run is kept; None for nowhere.
        words: the target's own words for the guide's, accepted by its file.
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
    words: dict[str, str | dict[str, str]] = {}


class ScenarioStarted(_Event):
    """A walk begins."""

    scenario: str
    title: str


class ScenarioFinished(_Event):
    """A walk has ended and was judged.

    Attributes:
        verdict: the worst of its findings.
        findings: one a statement.
        walking: seconds.
        judging: seconds.
        pages: number of pages captured.
        mails: number of mails received.
        attempts: how often it was walked.
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
    """Late news (a mail after its scenario) changed the findings of a scenario."""

    scenario: str
    findings: tuple[Finding, ...]


class Stopped(_Event):
    """The run ended before its plan: what happened, and what was not walked.

    Attributes:
        fault: whether something broke; False where it was asked to end there.
    """

    reason: str
    remedy: str
    remaining: tuple[str, ...]
    fault: bool = True


class Leaked(_Event):
    """Secrets can still be read in what the run keeps: a fault of the harness.

    Attributes:
        places: file, pseudonym and scenario of each, in words; never a value.
    """

    places: tuple[str, ...]


class Times(_Event):
    """Where the run spent its time, in seconds of wall clock.

    Attributes:
        start_up: launching target, browser and mail source.
        walking: from the first walk's begin to the last one's end.
        judging: summed over the scenarios (runs while others walk).
        reporting: writing the files.
        total: from the command's begin.
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
        orphans: descriptions of mails that belong to no scenario.
        outside: what was asked of, or not sent to, addresses outside the portal.
        uses: how each entry of the run's ledger stands.
    """

    exit_code: int
    findings: tuple[Finding, ...]
    times: Times
    orphans: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    uses: tuple[Use, ...] = ()


Event = RunStarted | ScenarioStarted | ScenarioFinished | Amended | Stopped | Leaked | RunFinished
