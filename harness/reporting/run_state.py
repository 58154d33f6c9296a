"""The run as told so far: its events folded into one value that every report draws on."""

from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict

from harness.core.exit_codes import FAULT
from harness.core.sanitize import without_password
from harness.execution.events import (
    Amended,
    Event,
    Leaked,
    RunFinished,
    RunStarted,
    ScenarioFinished,
    Stopped,
)
from harness.ledger.entry import Entry
from harness.ledger.matching import Use
from harness.model.finding import Finding, Verdict

_RANK = {verdict: rank for rank, verdict in enumerate(Verdict)}


def worst(findings: Iterable[Finding], otherwise: Verdict = Verdict.UNREACHED) -> Verdict:
    """The worst verdict; `otherwise` where there are no findings."""
    return max((f.verdict for f in findings), key=_RANK.__getitem__, default=otherwise)


class Story(BaseModel):
    """A run, as far as its events have told it.

    Attributes:
        started: how it began; None before.
        walked: the scenarios that ended, in that order, each with its latest findings.
        stopped: why it ended before its plan; None where it did not.
        leaked: where secrets can be read in its files; empty as it should be.
        finished: how it ended; None before.
    """

    model_config = ConfigDict(frozen=True)

    started: RunStarted | None = None
    walked: tuple[ScenarioFinished, ...] = ()
    stopped: Stopped | None = None
    leaked: tuple[str, ...] = ()
    finished: RunFinished | None = None

    def after(self, event: Event) -> Self:
        """The story with one event more."""
        changes: dict[str, object] = {}
        match event:
            case RunStarted():
                masked = {"base_url": without_password(event.base_url)}
                changes = {"started": event.model_copy(update=masked)}
            case ScenarioFinished():
                changes = {"walked": (*self.walked, event)}
            case Amended():
                changes = {"walked": tuple(_amended(w, event) for w in self.walked)}
            case Stopped():
                changes = {"stopped": event}
            case Leaked():
                changes = {"leaked": event.places}
            case RunFinished():
                latest = _by_scenario(event.findings)
                walked = tuple(_settled(w, latest.get(w.scenario, ())) for w in self.walked)
                changes = {"walked": walked, "finished": event}
        return self.model_copy(update=changes)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: the final ones once the run is over, else those so far."""
        if self.finished is not None:
            return self.finished.findings
        return tuple(finding for walk in self.walked for finding in walk.findings)

    @property
    def by_scenario(self) -> dict[str, tuple[Finding, ...]]:
        """The findings of each scenario that has some, in the order of the plan."""
        return _by_scenario(self.findings, self.started.scenarios if self.started else ())

    @property
    def uses(self) -> tuple[Use, ...]:
        """How each entry of the run's ledger stands; known once the run is over."""
        return self.finished.uses if self.finished else ()

    def excuse_of(self, finding: Finding) -> Entry | None:
        """The entry that excuses an accepted finding; None for none, or while the run goes."""
        place = {"scenario": finding.scenario}
        return next(
            (
                use.entry
                for use in self.uses
                if use.entry.fingerprint == finding.fingerprint
                and use.entry.covers(finding.statement, place)
            ),
            None,
        )

    @property
    def exit_code(self) -> int | None:
        """The run's exit code; None while it goes, and that of a fault if secrets leaked."""
        if self.leaked:
            return FAULT
        return self.finished.exit_code if self.finished else None


def _by_scenario(
    findings: Iterable[Finding], planned: Iterable[str] = ()
) -> dict[str, tuple[Finding, ...]]:
    found: dict[str, list[Finding]] = {slug: [] for slug in planned}
    for finding in findings:
        found.setdefault(finding.scenario, []).append(finding)
    return {slug: tuple(some) for slug, some in found.items() if some}


def _amended(walk: ScenarioFinished, news: Amended) -> ScenarioFinished:
    if walk.scenario != news.scenario:
        return walk
    latest = {finding.statement: finding for finding in news.findings}
    kept = [latest.pop(f.statement, f) for f in walk.findings]
    return _judged(walk, (*kept, *latest.values()))


def _settled(walk: ScenarioFinished, own: tuple[Finding, ...]) -> ScenarioFinished:
    return walk if own == walk.findings else _judged(walk, own)


def _judged(walk: ScenarioFinished, findings: tuple[Finding, ...]) -> ScenarioFinished:
    verdict = worst(findings, walk.verdict)
    return walk.model_copy(update={"findings": findings, "verdict": verdict})
