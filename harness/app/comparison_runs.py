"""Gets both portals of a comparison: given runs are read, targets run at the same time."""

import asyncio
import os
from collections.abc import Callable, Container, Coroutine, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Self

from harness.app.suite import open_target
from harness.compare.model import Shown
from harness.compare.portal_runs import PortalRuns
from harness.config.target import Target
from harness.core.errors import UsageError
from harness.core.exit_codes import FAULT
from harness.execution.events import Event, Origin, ScenarioFinished, ScenarioStarted, Stopped
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.execution.scheduler import Listen
from harness.guide.model import Guide
from harness.journal.writer import JOURNAL
from harness.model.fact import Fact, fact
from harness.model.journal import Journal
from harness.planning.plan import Plan
from harness.redaction.scan.scanner import leaks
from harness.reporting.formats.progress import Progress
from harness.reporting.writer import Reports
from harness.runs.stored_run import StoredRun

MakePlans = Callable[[Target], tuple[Plan, ...]]
Agree = Callable[[tuple[Plan, ...], Target], None]
Job = tuple[Target, tuple[Plan, ...]]
_OWN_MAILS = frozenset({"sink", "none"})  # sources that no other side reads


@dataclass(frozen=True)
class Source:
    """Where one side comes from: a given run or a target.

    Attributes:
        run: to read; None for a target.
        target: to run; None for a given run.
    """

    run: StoredRun | None = None
    target: Target | None = None

    @classmethod
    def named(cls, name: str, suite: str | None = None) -> Self:
        """The run in the folder of that name, or else the target, held to a suite if one is named.

        Raises:
            TargetError: there is no such target either.
            UsageError: the folder holds no journal.
        """
        folder = Path(name)
        if not folder.is_dir():
            return cls(target=open_target(name, suite))
        if not any(folder.glob(f"*/{JOURNAL}")):
            raise UsageError(
                f"a kept run or a target file as {name}",
                seen="a folder without journals",
                remedy="Name a run's folder, such as runs/…, or a target.",
            )
        return cls(run=StoredRun(folder))

    @property
    def name(self) -> str:
        """The target's name, or the run's folder."""
        if self.target:
            return self.target.name
        return self.run.folder.name if self.run else ""


@dataclass
class ComparedRuns:
    """Runs the targets of a comparison.

    Attributes:
        guide: that they are judged by.
        plans: makes the plans for a target.
        agree: asks the user before a deployed portal is touched.
        origin: makes the origin to record with the run of a target.
        keep: keeps the suite of a target in the folder of its run.
        config: the options of each run; the folder is that of the comparison.
        progress: shows the progress of all runs.
    """

    guide: Guide
    plans: MakePlans
    agree: Agree
    origin: Callable[[Target], Origin]
    keep: Callable[[Path, Target], None]
    config: RunConfig
    progress: Progress

    @property
    def folder(self) -> Path:
        """The folder of the comparison."""
        assert self.config.folder  # noqa: S101 - a comparison writes reports
        return self.config.folder

    def sides(
        self, old: Source, new: Source, repeats: Mapping[str, bool]
    ) -> tuple[PortalRuns, PortalRuns]:
        """Read or run both sides; targets run at the same time.

        Args:
            old: source of the old side.
            new: source of the new side.
            repeats: whether "old" and "new" run a second time, to learn what varies.
        """
        sources = {"old": old, "new": new}
        jobs = self.planned(old, new, repeats)
        for target, plans in jobs.values():
            self.agree(plans, target)
        results = asyncio.run(self._run_all(jobs)) if jobs else {}
        one, other = (self._side(name, source, results) for name, source in sources.items())
        return one, other

    def planned(self, old: Source, new: Source, repeats: Mapping[str, bool]) -> dict[str, Job]:
        """The targets to run with their plans, by the name of the run; arguments as for `sides`."""
        sources = {"old": old, "new": new}
        alive = {name: source.target for name, source in sources.items() if source.target}
        again = {f"{name}-again": t for name, t in alive.items() if repeats.get(name)}
        return {n: (target, self.plans(target)) for n, target in (alive | again).items()}

    def _side(self, name: str, source: Source, results: Mapping[str, "PortalResult"]) -> PortalRuns:
        if source.run:
            return given_side(source.run, self.folder)
        own, again = results[name], results.get(f"{name}-again")
        return PortalRuns(
            name=source.target.name if source.target else name,
            journals=own.journals,
            repeats=(again.journals,) if again else (),
            folder=name,
            stopped=own.stopped or (again.stopped if again else ""),
            left_out=own.left_out,
        )

    async def _run_all(self, jobs: Mapping[str, Job]) -> dict[str, "PortalResult"]:
        self.progress.start(sum(len(plans) for _, plans in jobs.values()))
        try:
            if share_mailbox(jobs.values()):
                found = [await self._run_portal(name, *job) for name, job in jobs.items()]
            else:
                found = await _run_together(
                    [self._run_portal(name, *job) for name, job in jobs.items()]
                )
        finally:
            self.progress.stop()
        return dict(zip(jobs, found, strict=True))

    async def _run_portal(
        self, name: str, target: Target, plans: tuple[Plan, ...]
    ) -> "PortalResult":
        folder = self.folder / name
        folder.mkdir(parents=True, exist_ok=True)
        self.keep(folder, target)
        config = replace(self.config, folder=folder, origin=self.origin(target))
        runner = Runner(self.guide, target, config)
        watch = _PortalListener(name, self.progress)
        with Reports(
            folder,
            self.guide,
            language=self.config.language.value,
            journals=lambda: runner.journals,
            leaks=lambda: map(str, leaks(folder, runner.vaults)),
        ) as reports:
            finished = await runner.run(plans, _both_listeners(reports, watch))
        journals = {journal.head.scenario: journal for journal in runner.journals}
        broken = watch.stopped or next((one.reason for one in reports.problems), "")
        if not broken and reports.exit_code == FAULT != finished.exit_code:
            broken = f"secrets can be read in its files: see {folder / 'summary.md'}"
        told = {one.scenario: one.seen for one in finished.findings}
        plan = {p.scenario.slug: p.blocked_reason or told.get(p.scenario.slug) for p in plans}
        return PortalResult(journals, broken, _left_out(plan, journals))


def share_mailbox(jobs: Iterable[Job]) -> bool:
    """Whether mails of one side could be assigned to the other: their recipients overlap."""
    addresses = [
        {person.address for plan in plans for person in plan.all_accounts if person.address}
        for target, plans in jobs
        if target.mail.source not in _OWN_MAILS
    ]
    return any(not one.isdisjoint(other) for one, other in combinations(addresses, 2))


async def _run_together(
    walks: Sequence[Coroutine[None, None, "PortalResult"]],
) -> list["PortalResult"]:
    """Run all at once; if one raises, the others are cancelled and its fault is raised."""
    tasks = [asyncio.ensure_future(walk) for walk in walks]
    try:
        return await asyncio.gather(*tasks)
    except BaseException:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        raise


@dataclass(frozen=True)
class PortalResult:
    """The result of running one target."""

    journals: Mapping[str, Journal]
    stopped: str
    left_out: Mapping[str, Shown]


class _PortalListener:
    """Listens to the run of one side: shows its progress and notes if it stopped early."""

    def __init__(self, name: str, progress: Progress) -> None:
        self._name = name
        self._progress = progress
        self.stopped = ""

    def __call__(self, event: Event) -> None:
        if isinstance(event, ScenarioStarted):
            self._progress.begin(f"{self._name}: {event.scenario}")
        elif isinstance(event, ScenarioFinished):
            self._progress.end(f"{self._name}: {event.scenario}")
        elif isinstance(event, Stopped):
            self.stopped = event.reason


def _both_listeners(*listeners: Listen) -> Listen:
    def listen(event: Event) -> None:
        for one in listeners:
            one(event)

    return listen


def _left_out(plan: Mapping[str, Fact | None], journals: Container[str]) -> dict[str, Shown]:
    """The scenarios without a journal, each with the reason that its plan gives."""
    return {slug: why or fact("no-journal") for slug, why in plan.items() if slug not in journals}


def given_side(run: StoredRun, folder: Path) -> PortalRuns:
    """A given run as a side; its evidence is named from the folder of the comparison."""
    journals = run.journals
    name = next(iter(journals.values())).head.target or run.folder.name
    return PortalRuns(
        name=name,
        journals=journals,
        folder=os.path.relpath(run.folder.resolve(), folder.resolve()),
        stopped=run.stopped.reason if run.stopped else "",
        left_out=_left_out({one.scenario: one.blocked_reason for one in run.plan}, journals),
    )
