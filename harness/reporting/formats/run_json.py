"""`run.json`: the facts of a run for other programs; docs/run.schema.json describes it."""

import json
import platform
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel, ConfigDict

from harness import messages
from harness.config.settings_text import settings_text
from harness.execution.events import Origin, Planned, Stopped, Times
from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryStatus, EntryUse
from harness.model.fact import Fact
from harness.model.finding import Setting, Verdict
from harness.model.journal import WordMap
from harness.reporting.grouping.doubts import doubts_to_tell
from harness.reporting.grouping.findings import VerdictTotals, group_findings
from harness.reporting.proposed_lines import proposed_lines
from harness.reporting.run_state import RunState
from harness.reporting.verdict_sentence import conclusion
from harness.runs.stored_run import RUN_FORMAT

_PACKAGES = ("codes-perdus", "playwright", "aiohttp", "aiosmtpd", "turbohtml", "ada-url", "faker")


class _Facts(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class ScenarioFacts(_Facts):
    """What came of one scenario.

    Attributes:
        walked: whether it came to its end; nothing else is known where it did not.
        verdict: the worst of its findings.
        statements: number of its findings.
        walking: seconds, as is `judging`.
        pages: number of pages captured.
        mails: number of mails received.
        attempts: how often it was walked.
    """

    scenario: str
    walked: bool
    title: str | None = None
    verdict: Verdict | None = None
    statements: int | None = None
    walking: float | None = None
    judging: float | None = None
    pages: int | None = None
    mails: int | None = None
    attempts: int | None = None


class EntryFacts(LedgerEntry):
    """An entry of the run's ledger.

    Attributes:
        status: what becomes of it.
        seen_now: what is seen in its scope, as English sentences.
    """

    status: EntryStatus
    seen_now: tuple[str, ...]


class RunFacts(_Facts):
    """The facts of a run.

    Attributes:
        format: number of the format of this file.
        conclusion: the verdict in words.
        exit_code: 0 kept, 1 findings, 3 a fault, 4 nothing exercised; null while it goes, and for
            ever where it was killed.
        target: name of the target; null where the run did not begin.
        base_url: where it served, without a password.
        driver: "browser" or "http".
        started: when it began, as ISO 8601.
        jobs: how many scenarios were walked at once.
        origin: what is needed to walk or judge it again.
        plan: what was to be walked.
        words: the target's own words for the guide's.
        reads: how the target reads what the guide leaves open.
        absent: steps, pages and roles whose paths the target does not have, each with why.
        unobservable: statements that the target cannot show, as its file says, each with why.
        unwalked: statements of the guide that no scenario of the run exercises.
        guide: digest of the guide that judged.
        versions: name and version of what ran.
        times: where the run spent its time, in seconds.
        totals: number of statements and of findings of each verdict.
        scenarios: what came of each, in the order of the plan.
        ledger: how each entry of its ledger stands.
        stopped: what ended it before its plan.
        leaks: where a secret can be read in its folder.
        orphans: mails that belong to no scenario.
        outside: what was asked of, or not sent to, addresses outside the portal.
        refused_mails: what the run's mail sink refused.
        settings: lines of the target file that would accept what is broken.
        settings_toml: the same lines as a part of the file.
    """

    format: int = RUN_FORMAT
    conclusion: str
    exit_code: int | None
    target: str | None = None
    base_url: str | None = None
    driver: str | None = None
    started: datetime | None = None
    jobs: int | None = None
    origin: Origin | None = None
    plan: tuple[Planned, ...] = ()
    words: WordMap = {}
    reads: dict[str, str] = {}
    absent: dict[str, str] = {}
    unobservable: dict[str, str] = {}
    unwalked: tuple[str, ...] = ()
    guide: str
    versions: dict[str, str]
    times: Times | None
    totals: VerdictTotals
    scenarios: tuple[ScenarioFacts, ...]
    ledger: tuple[EntryFacts, ...]
    stopped: Stopped | None
    leaks: tuple[str, ...]
    orphans: tuple[str, ...]
    outside: tuple[str, ...]
    refused_mails: tuple[Fact, ...]
    settings: tuple[Setting, ...]
    settings_toml: str


@cache
def versions() -> Mapping[str, str]:
    """What runs here: Python and the packages that shape a run's outcome."""
    found = {"python": platform.python_version(), "system": platform.system()}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return MappingProxyType(found)


def run_facts(state: RunState, *, digest: str, versions: Mapping[str, str]) -> RunFacts:
    """The facts of a run."""
    finished, settings = state.finished, proposed_lines(state)
    return RunFacts(
        conclusion=conclusion(state, messages.catalogue()),
        exit_code=state.exit_code,
        guide=digest,
        versions=dict(versions),
        times=finished.times if finished else None,
        totals=group_findings(state.findings).totals,
        scenarios=tuple(_scenario(state, slug) for slug in _scenarios(state)),
        ledger=tuple(map(_entry, state.uses)),
        stopped=state.stopped,
        leaks=state.leaked,
        orphans=finished.orphans if finished else (),
        outside=finished.outside if finished else (),
        refused_mails=finished.refused_mails if finished else (),
        settings=settings,
        settings_toml=settings_text(
            settings,
            messages.catalogue(),
            doubts_to_tell(settings, state.findings),
        ),
        **_start(state),
    )


def run_json(state: RunState, *, digest: str, versions: Mapping[str, str]) -> str:
    """The facts of a run as text."""
    facts = run_facts(state, digest=digest, versions=versions).model_dump(mode="json")
    return f"{json.dumps(facts, ensure_ascii=False, indent=2)}\n"


def run_schema() -> str:
    """The JSON Schema of `run.json` as text."""
    schema = RunFacts.model_json_schema(mode="serialization")
    return f"{json.dumps(schema, ensure_ascii=False, indent=2)}\n"


def _start(state: RunState) -> dict[str, Any]:
    run = state.started
    names = (
        *("target", "base_url", "driver", "started", "jobs"),
        *("origin", "plan", "words", "reads", "absent", "unobservable", "unwalked"),
    )
    return {name: getattr(run, name) for name in names} if run else {}


def _entry(use: EntryUse) -> EntryFacts:
    entry = {name: getattr(use.entry, name) for name in LedgerEntry.model_fields}
    seen_now = tuple(map(messages.catalogue().say, use.seen_now))
    return EntryFacts(**entry, status=use.status, seen_now=seen_now)


def _scenarios(state: RunState) -> tuple[str, ...]:
    planned = state.started.scenarios if state.started else ()
    return tuple(dict.fromkeys((*planned, *(walk.scenario for walk in state.walked))))


def _scenario(state: RunState, slug: str) -> ScenarioFacts:
    walk = next((walk for walk in state.walked if walk.scenario == slug), None)
    if walk is None:
        return ScenarioFacts(scenario=slug, walked=False)
    names = ("title", "verdict", "walking", "judging", "pages", "mails", "attempts")
    told = {name: getattr(walk, name) for name in names}
    return ScenarioFacts(scenario=slug, walked=True, statements=len(walk.findings), **told)
