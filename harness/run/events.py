"""What a run tells while it goes: frozen events, in order; each report is one reader."""

from datetime import datetime
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from harness.finding import Finding, Verdict


class _Event(BaseModel):
    model_config = ConfigDict(frozen=True)


class RunStarted(_Event):
    """The target serves, the plan stands.

    Attributes:
        scenarios: slugs in the order in which they will start.
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
    """

    scenario: str
    title: str
    verdict: Verdict
    findings: tuple[Finding, ...]
    walking: float
    judging: float
    pages: int = 0
    mails: int = 0


class Amended(_Event):
    """Late news (a mail after its scenario) changed the findings of a scenario."""

    scenario: str
    findings: tuple[Finding, ...]


class Stopped(_Event):
    """The run ended before its plan: what happened, and what was not walked."""

    reason: str
    remedy: str
    remaining: tuple[str, ...]


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
    """

    exit_code: int
    findings: tuple[Finding, ...]
    times: Times
    orphans: tuple[str, ...] = ()


Event = RunStarted | ScenarioStarted | ScenarioFinished | Amended | Stopped | RunFinished
