"""The state of a run: its events folded into one value that all reports use."""

from collections.abc import Iterable
from typing import Self

from pydantic import BaseModel, ConfigDict

from harness.core.exit_codes import FAULT
from harness.core.url import without_password
from harness.execution import events
from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryUse
from harness.model.fact import Fact
from harness.model.finding import Finding
from harness.model.verdicts import worst


class RunState(BaseModel):
    """A run, as far as its events go.

    Attributes:
        started: the event of its start; None before.
        walked: the scenarios that ended, in that order, each with its latest findings.
        stopped: why it ended early; None if it did not.
        leaked: where secrets can be read in its files; empty as it should be.
        finished: the event of its end; None before.
    """

    model_config = ConfigDict(frozen=True)

    started: events.RunStarted | None = None
    walked: tuple[events.ScenarioFinished, ...] = ()
    stopped: events.Stopped | None = None
    leaked: tuple[str, ...] = ()
    finished: events.RunFinished | None = None

    def after(self, event: events.Event) -> Self:
        """The state after one more event."""
        changes: dict[str, object] = {}
        match event:
            case events.RunStarted():
                masked = {"base_url": without_password(event.base_url)}
                changes = {"started": event.model_copy(update=masked)}
            case events.ScenarioFinished():
                changes = {"walked": (*self.walked, event)}
            case events.Amended():
                changes = {"walked": tuple(_amended(w, event) for w in self.walked)}
            case events.Stopped():
                changes = {"stopped": event}
            case events.Leaked():
                changes = {"leaked": event.places}
            case events.RunFinished():
                latest = _by_scenario(event.findings)
                walked = tuple(_settled(w, latest.get(w.scenario, ())) for w in self.walked)
                changes = {"walked": walked, "finished": event}
        return self.model_copy(update=changes)

    @property
    def target_file(self) -> str:
        """The target as it was named, a file or one that is known; "" before the start."""
        return self.started.origin.target_file if self.started else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings: the final ones once the run is over, else those so far."""
        if self.finished is not None:
            return self.finished.findings
        return tuple(finding for walk in self.walked for finding in walk.findings)

    @property
    def roles(self) -> dict[str, str | Fact]:
        """What reports call the role of each planned scenario, by its slug."""
        return {one.scenario: one.role for one in self.started.plan} if self.started else {}

    @property
    def unwalked(self) -> tuple[str, ...]:
        """What no scenario exercises; () where only a part of the scenarios was asked for."""
        if self.started is None or self.started.origin.is_part:
            return ()
        told = {finding.statement for finding in self.findings}
        return tuple(slug for slug in self.started.unwalked if slug not in told)

    @property
    def planned(self) -> int:
        """How many scenarios were to be played."""
        slugs = self.started.scenarios if self.started else ()
        return len({*slugs, *(walk.scenario for walk in self.walked)})

    @property
    def by_scenario(self) -> dict[str, tuple[Finding, ...]]:
        """The findings of each scenario that has some, in the order of the plan."""
        return _by_scenario(self.findings, self.started.scenarios if self.started else ())

    @property
    def uses(self) -> tuple[EntryUse, ...]:
        """The status of each entry of the run's ledger; () before the end of the run."""
        return self.finished.uses if self.finished else ()

    def excuse_of(self, finding: Finding) -> LedgerEntry | None:
        """The entry that excuses an accepted finding; None for none, or before the end."""
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
        """The run's exit code; None before the end; that of a fault if secrets can be read."""
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


def _amended(walk: events.ScenarioFinished, event: events.Amended) -> events.ScenarioFinished:
    if walk.scenario != event.scenario:
        return walk
    latest = {finding.statement: finding for finding in event.findings}
    updated = [latest.pop(f.statement, f) for f in walk.findings]
    return _judged(walk, (*updated, *latest.values()))


def _settled(walk: events.ScenarioFinished, own: tuple[Finding, ...]) -> events.ScenarioFinished:
    return walk if own == walk.findings else _judged(walk, own)


def _judged(
    walk: events.ScenarioFinished, findings: tuple[Finding, ...]
) -> events.ScenarioFinished:
    verdict = worst(findings, walk.verdict)
    return walk.model_copy(update={"findings": findings, "verdict": verdict})
