"""Merges stored runs into one, and judges it from the journals."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path

from harness.core.errors import UsageError
from harness.core.exit_codes import FAULT
from harness.execution.events import (
    Event,
    Leaked,
    Origin,
    Planned,
    RunFinished,
    RunStarted,
    ScenarioFinished,
    Stopped,
    Times,
)
from harness.guide.model import Guide
from harness.ledger.acceptance import Acceptance
from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.model.verdicts import exit_code, worst
from harness.planning.plan import unwalked
from harness.runs.rejudge import rejudge
from harness.runs.stored_run import StoredRun, StoredScenario

_NO_TIMES = Times(start_up=0.0, walking=0.0, judging=0.0, reporting=0.0, total=0.0)


class MergedRuns:
    """Runs of one target with one driver, as one run.

    If a scenario is in several runs, the newest one that came to its end counts.

    Raises:
        UsageError: they are not of one target and one driver.
    """

    def __init__(self, runs: Iterable[StoredRun]) -> None:
        self.runs = tuple(sorted(runs, key=lambda run: run.started))
        for name in ("target", "driver"):
            values = {_fact(run, name) for run in self.runs}
            if len(values) > 1:
                raise UsageError(
                    f"runs of one {name}",
                    seen=", ".join(sorted(values)),
                    remedy="Report them apart; `codes-perdus compare` sets two beside each other.",
                )

    @cached_property
    def source(self) -> Mapping[str, StoredRun]:
        """The run that each scenario is taken from."""
        chosen: dict[str, StoredRun] = {}
        for run in self.runs:
            for slug, journal in run.journals.items():
                if journal.end is not None or slug not in chosen:
                    chosen[slug] = run
        return chosen

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The last journal of each scenario."""
        return tuple(run.journals[slug] for slug, run in self.source.items())

    @cached_property
    def plan(self) -> tuple[Planned, ...]:
        """The plans of all runs, in the order of the suite."""
        planned = {one.scenario: one for run in self.runs for one in run.plan}
        order = dict.fromkeys((*self.origin.suite, *planned))
        return tuple(planned[slug] for slug in order if slug in planned)

    @cached_property
    def origin(self) -> Origin:
        """What the runs were asked to do; the shards together are a whole run."""
        origins = [run.origin for run in self.runs]
        suite = tuple(dict.fromkeys(slug for origin in origins for slug in origin.suite))
        selected = all(origin.selected for origin in origins)
        return origins[-1].model_copy(update={"suite": suite, "shard": "", "selected": selected})

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """Slugs of the scenarios that could run and left no journal in any run."""
        hindered = {planned.scenario for planned in self.plan if planned.blocked_reason}
        due = dict.fromkeys((*self.origin.suite, *(one.scenario for one in self.plan)))
        return tuple(slug for slug in due if slug not in hindered and slug not in self.source)

    def events(self, guide: Guide, acceptance: Acceptance, folder: Path) -> Iterator[Event]:
        """The events of the merged run, judged by a guide in its own words."""
        yield self._started(folder, guide)
        judged = self._judged(guide, acceptance)
        for slug, findings in judged.items():
            yield self._finished(slug, findings)
        stopped = self._stopped()
        if stopped:
            yield stopped
        if leaks := tuple(place for run in self.runs for place in run.leaks):
            yield Leaked(places=leaks)
        found = tuple(finding for findings in judged.values() for finding in findings)
        uses = acceptance.uses(found, whole=not (self.missing or self.origin.is_part))
        yield RunFinished(
            exit_code=FAULT
            if stopped and stopped.fault
            else exit_code(found, ledger_fails=any(use.fails for use in uses)),
            findings=found,
            times=self._times(),
            orphans=tuple(mail for run in self.runs for mail in run.facts.orphans),
            outside=tuple(request for run in self.runs for request in run.facts.outside),
            refused_mails=tuple(one for run in self.runs for one in run.facts.refused_mails),
            uses=uses,
        )

    def _judged(self, guide: Guide, acceptance: Acceptance) -> dict[str, tuple[Finding, ...]]:
        each = {run: rejudge(run, guide, acceptance) for run in self.runs}
        order = dict.fromkeys((*(planned.scenario for planned in self.plan), *self.source))
        hindered = {slug: run for run in self.runs for slug in each[run] if slug not in self.source}
        sources = hindered | dict(self.source)
        return {slug: each[sources[slug]][slug] for slug in order if slug in sources}

    def _started(self, folder: Path, guide: Guide) -> RunStarted:
        newest = self.runs[-1]
        return RunStarted(
            target=_fact(newest, "target"),
            base_url=_fact(newest, "base_url"),
            driver=_fact(newest, "driver"),
            started=self._begun(),
            scenarios=tuple(dict.fromkeys((*(p.scenario for p in self.plan), *self.source))),
            jobs=max(run.facts.jobs or 1 for run in self.runs),
            folder=folder,
            plan=self.plan,
            origin=self.origin,
            words=newest.facts.words,
            reads=newest.facts.reads,
            absent=newest.facts.absent,
            unobservable=newest.facts.unobservable,
            unwalked=self._unwalked(guide),
        )

    def _unwalked(self, guide: Guide) -> tuple[str, ...]:
        """What no scenario of any run exercises; () where no run says what its scenarios do."""
        heads = [walks[-1].head for run in self.runs for walks in run.walks.values() if walks]
        planned = [slug for one in self.plan for slug in one.statements]
        planned += [slug for head in heads for slug in head.planned]
        missing = {page for head in heads for page in head.missing_pages}
        return unwalked(guide, planned, missing) if planned else ()

    def _begun(self) -> datetime:
        """When the first run began, as the runs wrote it, else as their journals do."""
        if all(run.facts.started for run in self.runs) or not self.journals:
            return min(run.started for run in self.runs)
        return min(journal.head.started for journal in self.journals)

    def _finished(self, slug: str, findings: tuple[Finding, ...]) -> ScenarioFinished:
        run = self.source.get(slug)
        walks = run.walks[slug] if run else ()
        titles = {planned.scenario: planned.title for planned in self.plan}
        took = sum(walk.end.duration for walk in walks if walk.end)
        known = {one.scenario: one for one in run.facts.scenarios} if run else {}
        written = known.get(slug, StoredScenario(scenario=slug))
        return ScenarioFinished(
            scenario=slug,
            title=walks[-1].head.title if walks else titles.get(slug, slug),
            verdict=worst(findings),
            findings=findings,
            walking=round(took, 3) if written.walking is None else written.walking,
            judging=written.judging or 0.0,
            pages=sum(len(walk.pages) for walk in walks),
            mails=sum(len(walk.mails) for walk in walks),
            attempts=len(walks),
        )

    def _stopped(self) -> Stopped | None:
        """What is missing, and why; None if nothing is."""
        stopped = [run.stopped for run in self.runs if run.stopped]
        if not self.missing:
            return next((one for one in stopped if not one.remaining), None)
        asked = bool(stopped) and all(not one.fault for one in stopped)
        cut = [run.folder.name for run in self.runs if run.facts.exit_code is None]
        reasons = [one.reason for one in stopped]
        reasons += [f"{name} was cut off" for name in cut]
        reasons += ["a part of the suite is missing"] if not reasons else []
        return Stopped(
            reason="; ".join(dict.fromkeys(reasons)),
            remedy="Name all parts of the run, or walk what is missing.",
            remaining=self.missing,
            fault=not asked or bool(cut),
        )

    def _times(self) -> Times:
        """The sums of the times of all runs."""
        each = [run.times or _NO_TIMES for run in self.runs]
        sums = {
            name: round(sum(getattr(times, name) for times in each), 3)
            for name in Times.model_fields
        }
        return Times(**sums)


def _fact(run: StoredRun, name: str) -> str:
    """A fact of a run from its `run.json`, else from the head of its first journal."""
    if written := getattr(run.facts, name):
        return str(written)
    heads: Sequence[Journal] = tuple(run.journals.values())
    return str(getattr(heads[0].head, name)) if heads else ""
