"""Made-up runs for the tests of the reports."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness.execution.events import (
    Event,
    RunFinished,
    RunStarted,
    ScenarioFinished,
    Stopped,
    Times,
)
from harness.ledger.matching import EntryStatus, EntryUse
from harness.model.fact import Fact
from harness.model.finding import Evidence, Finding, Level, Verdict
from harness.model.verdicts import worst
from harness.reporting.run_state import RunState
from tests.facts import verbatim
from tests.ledger.made import entry

STARTED = datetime(2010, 9, 23, 10, 30, tzinfo=UTC)
TIMES = Times(start_up=1.2, walking=14.1, judging=3.04, reporting=0.25, total=16.0)
HOSTILE = (
    "\x1b[31mred\x1b[0m [bold]x[/bold] <script>alert(1)</script> ]]> & \x00 \u202e @team #1 "
    "![i](http://evil.example/x.png) [l](http://evil.example) `tick` | cell\nnext line ``"
)


def finding(
    statement: str = "search.siret.mandatory",
    verdict: Verdict = Verdict.FAIL,
    *,
    scenario: str = "administrator-identifier",
    level: Level = Level.REQUIRED,
    expected: Fact | str = "the page « Codes perdus : étape 2 » again",
    seen: Fact | str = "the page « Codes perdus : étape 3 »",
    sentence: str | Fact = "Champs obligatoires",
    line: int | None = 185,
    cause: str = "",
    files: tuple[str, ...] = (),
) -> Finding:
    """One finding, a broken required statement by default; texts become facts."""
    return Finding(
        scenario=scenario,
        statement=statement,
        level=level,
        verdict=verdict,
        sentence=sentence,
        line=line,
        expected=_fact(expected),
        seen=_fact(seen),
        cause=cause,
        evidence=Evidence(files=files),
    )


def _fact(value: Fact | str) -> Fact | None:
    return verbatim(value) if isinstance(value, str) and value else value or None


def passed(statement: str, scenario: str = "administrator-identifier") -> Finding:
    """A finding of a statement that holds."""
    return finding(statement, Verdict.PASS, scenario=scenario)


def started(folder: Path = Path("runs/x"), *scenarios: str) -> RunStarted:
    """The begin of a run."""
    return RunStarted(
        target="staging",
        base_url="https://qa:hunter2@portal.example/",
        driver="http",
        started=STARTED,
        scenarios=scenarios or ("administrator-identifier",),
        jobs=2,
        folder=folder,
    )


def walk(*findings: Finding, scenario: str = "administrator-identifier") -> ScenarioFinished:
    """The end of a walk."""
    return ScenarioFinished(
        scenario=scenario,
        title="The administrator lost the identifier",
        verdict=worst(findings),
        findings=findings,
        walking=0.5,
        judging=0.25,
        pages=7,
        mails=1,
    )


def finished(
    *findings: Finding,
    exit_code: int = 1,
    orphans: tuple[str, ...] = (),
    uses: tuple[EntryUse, ...] = (),
) -> RunFinished:
    """The end of a run."""
    return RunFinished(
        exit_code=exit_code, findings=findings, times=TIMES, orphans=orphans, uses=uses
    )


def run_of(*findings: Finding, exit_code: int = 1, folder: Path = Path("runs/x")) -> list[Event]:
    """All events of a run with these findings, a walk for each of their scenarios."""
    slugs = tuple(dict.fromkeys(f.scenario for f in findings))
    walks = [walk(*(f for f in findings if f.scenario == slug), scenario=slug) for slug in slugs]
    return [started(folder, *slugs), *walks, finished(*findings, exit_code=exit_code)]


def story_of(*events: Event) -> RunState:
    """The state that events tell."""
    state = RunState()
    for event in events:
        state = state.after(event)
    return state


def stopped(*remaining: str) -> Stopped:
    """A run that lost its portal."""
    return Stopped(
        reason="the portal died", remedy="Look into its log.", remaining=remaining or ("later",)
    )


ENTRY = entry(
    "home.opens",
    reason=HOSTILE,
    owner="Ariane | QA",
    scope={"scenario": ("administrator-identifier",)},
)


def use(standing: EntryStatus = EntryStatus.EXCUSED, *seen_now: str, **changes: Any) -> EntryUse:
    """How an entry of the ledger stands."""
    excused = standing is EntryStatus.EXCUSED
    return EntryUse(
        entry=ENTRY.model_copy(update=changes),
        status=standing,
        seen_now=tuple(map(verbatim, seen_now)),
        places=({"scenario": "administrator-identifier"},) if excused else (),
    )


def under_ledger() -> RunState:
    """A run with something accepted, something flaky, and an entry that has to go."""
    accepted = finding("home.opens", Verdict.ACCEPTED).model_copy(
        update={"fingerprint": ENTRY.fingerprint}
    )
    flaky = finding("search.bcr", Verdict.FLAKY)
    fault = finding("", Verdict.FLAKY, sentence="TimedOut", line=None)
    uses = (use(), use(EntryStatus.STALE), use(EntryStatus.CHANGED, HOSTILE, subject="mail.once"))
    findings = (accepted, flaky, fault)
    walked = walk(*findings).model_copy(update={"attempts": 2})
    return story_of(started(), walked, finished(*findings, uses=uses))
