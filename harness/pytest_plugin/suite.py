"""The scenarios of a session: planned, walked many at once, and told one by one."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from rich.console import Console

from harness import messages
from harness.app.confirmation import agree
from harness.app.execute import jobs_for
from harness.app.suite import plan_all, renewal_scenario
from harness.config.target import Target, load_target
from harness.core.errors import Fault, UsageError
from harness.driver.factory import DriverOptions
from harness.execution.events import Amended, Event, Origin, ScenarioFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.model.finding import Finding, Verdict
from harness.planning.plan import Plan
from harness.pytest_plugin import target_named
from harness.pytest_plugin.loop_thread import Background
from harness.redaction.scan.scanner import leaks
from harness.reporting.writer import Reports

if TYPE_CHECKING:
    from harness.pytest_plugin.items import ScenarioItem

_BROKEN = {Verdict.FAIL, Verdict.FAULT}
Findings = tuple[Finding, ...]
Told = dict[str, "Future[Findings]"]


class Suite:
    """The session's scenarios on one target.

    Args:
        config: the session's, with a target named.
        target: where they are walked.
        guide: what they are judged by.
    """

    def __init__(self, config: pytest.Config, target: Target, guide: Guide) -> None:
        self.config = config
        self.target = target
        self.guide = guide
        self.driver = driver_named(config)
        self.folder = _folder(config, target)
        self._background: Background | None = None
        self._runs: list[Future[None]] = []
        self._told: Told = {}
        self._late: list[Finding] = []
        self._troubles: list[str] = []

    def mark(self, items: Iterable[pytest.Item]) -> None:
        """Give each scenario its marks: roles and labels, pages it passes, levels it exercises.

        Raises:
            pytest.UsageError: a scenario cannot be planned, or two have one name.
        """
        found = _scenarios(items)
        _refuse_twins(found)
        plans = self._plan(found)
        for item, plan in zip(found, plans, strict=True):
            levels = {str(self.guide.by_slug[slug].level) for slug in plan.statements}
            for name in sorted({*item.scenario.labels, *plan.pages, *levels} - {""}):
                self.config.addinivalue_line("markers", f"{name}: of codes-perdus")
                item.add_marker(name)

    def _plan(self, items: Sequence["ScenarioItem"]) -> tuple[Plan, ...]:
        try:
            return plan_all(self.guide, [item.scenario for item in items], self.target)
        except Fault as fault:
            raise pytest.UsageError(str(fault)) from fault

    # ---------------------------------------------------------------- walking

    def findings(self, item: "ScenarioItem") -> Findings:
        """The findings of a scenario; all of the session are walked meanwhile.

        A test that is run again is walked again, on the target as it is then.
        """
        if item.times > 1:
            return self._again(item)
        if item.scenario.slug not in self._told:
            self._begin(_share_of(item))
        return self._told[item.scenario.slug].result()

    def _begin(self, items: "list[ScenarioItem]") -> None:
        """Begin to walk scenarios; under xdist a worker may have to take over another's share."""
        plans = self._plan(items)
        self._agree(plans)
        more = f"share-{len(self._runs) + 1}" if self._runs else ""
        self._told |= self._walk_behind(plans, self.folder / more)

    def _walk_behind(self, plans: tuple[Plan, ...], folder: Path) -> Told:
        """Begin to walk plans; gives what will tell of each."""
        told: Told = {plan.scenario.slug: Future() for plan in plans}
        self._background = self._background or Background()
        run = self._background.begin(self._walk(plans, folder, told))
        run.add_done_callback(partial(_break_off, told))
        self._runs.append(run)
        return told

    def _agree(self, plans: tuple[Plan, ...]) -> None:
        agreed = bool(self.config.getoption("--agreed"))
        try:
            agree(plans, self.target, Console(), messages.catalogue(), jobs=self._jobs, yes=agreed)
        except UsageError as fault:
            remedy = "Agree to it with --agreed."
            raise pytest.UsageError(f"{fault.expected}; seen: {fault.seen}. {remedy}") from fault

    async def _walk(self, plans: tuple[Plan, ...], folder: Path, told: Told) -> None:
        config = RunConfig(
            driver=DriverOptions(self.driver),
            jobs=self._jobs,
            folder=folder,
            origin=_origin(self.config, plans),
            renewal=renewal_scenario(),
        )
        runner = Runner(self.guide, self.target, config)
        with Reports(
            folder,
            self.guide,
            journals=lambda: runner.journals,
            leaks=lambda: map(str, leaks(folder, runner.vaults)),
        ) as reports:
            finished = await runner.run(plans, lambda event: self._hear(event, reports, told))
        if reports.exit_code != finished.exit_code:
            self._troubles.append(f"a secret can be read, or a report is missing, in {folder}")

    def _hear(self, event: Event, reports: Reports, told: Told) -> None:
        reports(event)
        if isinstance(event, ScenarioFinished):
            told[event.scenario].set_result(event.findings)
        elif isinstance(event, Amended):
            before = {f.statement for f in told[event.scenario].result() if _broken(f)}
            self._late += [f for f in event.findings if _broken(f) and f.statement not in before]

    def _again(self, item: "ScenarioItem") -> Findings:
        slug, number = item.scenario.slug, item.times - 1
        folder = self.folder / f"rerun-{number}-{slug}"
        return self._walk_behind(self._plan([item]), folder)[slug].result()

    @property
    def _jobs(self) -> int:
        return int(self.config.getoption("--at-once")) or jobs_for(self.driver)

    # ---------------------------------------------------------------- the end

    def end(self) -> bool:
        """End what still walks; whether something came too late for its test."""
        if self._background:
            self._background.close(*(() if self._all_told else self._runs))
            self._background = None
        return bool(self._late or self._troubles)

    @property
    def _all_told(self) -> bool:
        """Whether each scenario was told: then only the run's own end is waited for."""
        return all(told.done() for told in self._told.values())

    def tell(self, terminal: pytest.TerminalReporter) -> None:
        """Say where the evidence lies, and what changed after its test was over."""
        from harness.pytest_plugin.items import told  # noqa: PLC0415 - it needs this module

        for finding in self._late:
            terminal.write_line(f"after its test: {finding.scenario}", red=True)
            terminal.write_line(told(finding))
        for trouble in self._troubles:
            terminal.write_line(f"codes-perdus: {trouble}", red=True)
        if self._told:
            terminal.write_line(f"codes-perdus: pages, mails and report.html in {self.folder}")


def _break_off(told: Told, run: "Future[None]") -> None:
    """Whoever still waits learns why there is nothing to wait for."""
    reason = None if run.cancelled() else run.exception()
    for waited in told.values():
        if not waited.done():
            waited.set_exception(reason or RuntimeError("the run ended before this scenario"))


_SUITE = pytest.StashKey[Suite]()


def begin(config: pytest.Config) -> None:
    """Prepare a session that names a target.

    Raises:
        pytest.UsageError: the target file is broken, or there is none of that name.
    """
    try:
        profiles = config.getoption("--with-profile")
        config.stash[_SUITE] = Suite(
            config, load_target(target_named(config)), load_guide(profiles=profiles)
        )
    except Fault as fault:
        raise pytest.UsageError(str(fault)) from fault


def suite_of(config: pytest.Config) -> Suite:
    """The session's scenarios."""
    return config.stash[_SUITE]


def driver_named(config: pytest.Config) -> str:
    """What moves."""
    named = config.getoption("--driver") or config.getini("codes_perdus_driver")
    return str(named or "browser")


def _scenarios(items: Iterable[pytest.Item]) -> "list[ScenarioItem]":
    from harness.pytest_plugin.items import ScenarioItem  # noqa: PLC0415 - it needs this module

    return [item for item in items if isinstance(item, ScenarioItem)]


def _refuse_twins(items: "Sequence[ScenarioItem]") -> None:
    seen: dict[str, str] = {}
    for item in items:
        other = seen.setdefault(item.scenario.slug, item.nodeid)
        if other != item.nodeid:
            raise pytest.UsageError(
                f"each scenario's name once; seen: {item.nodeid} and {other}. Rename one of them."
            )


def _share_of(item: "ScenarioItem") -> "list[ScenarioItem]":
    """The scenarios that are walked together: all, or under xdist those of the item's share.

    Where xdist deals the tests out in another way than by load, that is the item's file.
    """
    every = item.session.items
    worker = getattr(item.config, "workerinput", None)
    if worker is None:
        return _scenarios(every)
    if worker.get("codes_perdus_dist") != "load":
        return [one for one in _scenarios(every) if one.path == item.path]
    count = int(worker["workercount"])
    number = every.index(item) % count
    return _scenarios(one for place, one in enumerate(every) if place % count == number)


def _folder(config: pytest.Config, target: Target) -> Path:
    now = datetime.now().astimezone()
    folder = config.getoption("--run-dir") or Path("runs") / f"{now:%Y%m%d-%H%M%S}-{target.name}"
    worker = getattr(config, "workerinput", {}).get("workerid", "")
    return Path(config.rootpath, folder, worker)


def _origin(config: pytest.Config, plans: tuple[Plan, ...]) -> Origin:
    return Origin(
        target_file=target_named(config),
        profiles=tuple(config.getoption("--with-profile")),
        suite=tuple(plan.scenario.slug for plan in plans),
        selected=True,
    )


def _broken(finding: Finding) -> bool:
    return finding.verdict in _BROKEN
