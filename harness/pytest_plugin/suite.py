"""Runs the scenarios of a session in the background, and hands out their findings."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from datetime import datetime
from functools import partial
from pathlib import Path

import pytest
from rich.console import Console

from harness.app.confirmation import agree
from harness.app.execute import jobs_for
from harness.app.kept_suite import keep_suite
from harness.app.suite import open_target, origin_of, plan_all, renewal_scenario, with_role
from harness.config.target import Target
from harness.core.errors import Fault, UsageError
from harness.core.processes.loop_thread import LoopThread
from harness.driver.factory import DriverOptions
from harness.execution.events import Amended, Event, Origin, ScenarioFinished
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.model.finding import Finding
from harness.model.verdicts import FAILURES
from harness.planning.plan import Plan
from harness.pytest_plugin.items import ScenarioItem
from harness.pytest_plugin.keys import FINDINGS_OF, driver_named, target_named
from harness.pytest_plugin.messages import finding_text, readers_catalogue, verdict_text
from harness.redaction.scan.scanner import leaks
from harness.reporting.run_state import RunState
from harness.reporting.writer import Reports

Findings = tuple[Finding, ...]
Results = dict[str, "Future[Findings]"]


class SuiteRun:
    """The scenarios of a session on the target that it names."""

    def __init__(self, config: pytest.Config, target: Target, guide: Guide) -> None:
        self.config = config
        self.target = target
        self.guide = guide
        self.driver = driver_named(config)
        self.folder = _folder(config, target)
        self._loop: LoopThread | None = None
        self._runs: list[Future[None]] = []
        self._results: Results = {}
        self._late: list[Finding] = []
        self._problems: list[str] = []
        self._finished: list[RunState] = []

    def mark(self, items: Iterable[pytest.Item]) -> None:
        """Mark each scenario with its labels, its pages and the levels of its statements.

        Raises:
            pytest.UsageError: a scenario cannot be planned, or two have the same name.
        """
        found = _scenarios(items)
        _refuse_duplicates(found)
        plans = self._plan(found)
        for item, plan in zip(found, plans, strict=True):
            levels = {str(self.guide.by_slug[slug].level) for slug in plan.statements}
            for name in sorted({*plan.scenario.labels, *plan.pages, *levels} - {""}):
                self.config.addinivalue_line("markers", f"{name}: of codes-perdus")
                item.add_marker(name)

    def _plan(self, items: Sequence[ScenarioItem]) -> tuple[Plan, ...]:
        try:
            suite = self.target.suite
            scenarios = [with_role(item.scenario, suite) for item in items]
            return plan_all(self.guide, scenarios, self.target)
        except Fault as fault:
            raise pytest.UsageError(str(fault)) from fault

    # ---------------------------------------------------------------- running

    def findings(self, item: ScenarioItem) -> Findings:
        """Wait for the findings of a scenario; the others of the session run meanwhile.

        A test that runs again runs its scenario again, on a launched target that is started anew.
        """
        if item.times > 1:
            return self._rerun(item)
        if item.scenario.slug not in self._results:
            self._start(_share_of(item))
        return self._results[item.scenario.slug].result()

    def _start(self, items: list[ScenarioItem]) -> None:
        """Start scenarios; under xdist a worker may later take over the share of another."""
        plans = self._plan(items)
        self._agree(plans)
        more = f"share-{len(self._runs) + 1}" if self._runs else ""
        self._results |= self._start_run(plans, self.folder / more)

    def _start_run(self, plans: tuple[Plan, ...], folder: Path) -> Results:
        """Start plans; returns a future for the findings of each."""
        results: Results = {plan.scenario.slug: Future() for plan in plans}
        self._loop = self._loop or LoopThread()
        run = self._loop.start(self._run(plans, folder, results))
        run.add_done_callback(partial(_cancel_waiting, results))
        self._runs.append(run)
        return results

    def _agree(self, plans: tuple[Plan, ...]) -> None:
        agreed = bool(self.config.getoption("--agreed"))
        try:
            agree(plans, self.target, Console(), readers_catalogue(), jobs=self._jobs, yes=agreed)
        except UsageError as fault:
            remedy = "Agree to it with --agreed."
            raise pytest.UsageError(f"{fault.expected}; seen: {fault.seen}. {remedy}") from fault

    async def _run(self, plans: tuple[Plan, ...], folder: Path, results: Results) -> None:
        config = RunConfig(
            driver=DriverOptions(self.driver),
            jobs=self._jobs,
            folder=folder,
            origin=_origin_of(self.config, self.target, plans),
            renewal=renewal_scenario(self.target.suite),
        )
        runner = Runner(self.guide, self.target, config)
        keep_suite(folder, self.target.suite, (plan.scenario for plan in plans))
        with Reports(
            folder,
            self.guide,
            journals=lambda: runner.journals,
            leaks=lambda: map(str, leaks(folder, runner.vaults)),
        ) as reports:
            finished = await runner.run(
                plans, lambda event: self._on_event(event, reports, results)
            )
        self._finished.append(reports.state)
        if reports.exit_code != finished.exit_code:
            words = readers_catalogue()
            self._problems.append(words.text("pytest-leak-or-report-missing", folder=str(folder)))

    def _on_event(self, event: Event, reports: Reports, results: Results) -> None:
        reports(event)
        if isinstance(event, ScenarioFinished):
            results[event.scenario].set_result(event.findings)
        elif isinstance(event, Amended):
            before = {f.statement for f in results[event.scenario].result() if _broken(f)}
            self._late += [f for f in event.findings if _broken(f) and f.statement not in before]

    def _rerun(self, item: ScenarioItem) -> Findings:
        slug, number = item.scenario.slug, item.times - 1
        folder = self.folder / f"rerun-{number}-{slug}"
        return self._start_run(self._plan([item]), folder)[slug].result()

    @property
    def _jobs(self) -> int:
        return int(self.config.getoption("--at-once")) or jobs_for(self.driver)

    # ---------------------------------------------------------------- the end

    def end(self) -> bool:
        """Stop what still runs; returns whether a result changed after its test."""
        if self._loop:
            self._loop.close(*(() if self._all_finished else self._runs))
            self._loop = None
        return bool(self._late or self._problems)

    @property
    def _all_finished(self) -> bool:
        """Whether each scenario has its findings; then only the end of the run is waited for."""
        return all(result.done() for result in self._results.values())

    def print_summary(self, terminal: pytest.TerminalReporter) -> None:
        """Print the verdicts, the folder of the results, and findings that changed later."""
        words = readers_catalogue()
        for finding in self._late:
            told = words.text("pytest-after-its-test", scenario=finding.scenario)
            terminal.write_line(told, red=True)
            terminal.write_line(finding_text(finding))
        for problem in self._problems:
            terminal.write_line(f"codes-perdus: {problem}", red=True)
        for state in self._finished:
            told, colour = verdict_text(state)
            terminal.write_line(f"codes-perdus: {told}", **colour)
        if self._results:
            told = words.text("pytest-folder", folder=str(self.folder))
            terminal.write_line(f"codes-perdus: {told}")


def _cancel_waiting(results: Results, run: "Future[None]") -> None:
    """Give the results that never came the reason why the run ended."""
    reason = None if run.cancelled() else run.exception()
    for result in results.values():
        if not result.done():
            result.set_exception(reason or RuntimeError("the run ended before this scenario"))


_SUITE_RUN = pytest.StashKey[SuiteRun]()


def begin(config: pytest.Config) -> None:
    """Prepare a session that names a target.

    Raises:
        pytest.UsageError: the target file is broken, or there is none of that name.
    """
    try:
        profiles = config.getoption("--with-profile")
        target = open_target(target_named(config), config.getoption("--suite"))
        guide = load_guide(target.suite, profiles=profiles)
    except Fault as fault:
        raise pytest.UsageError(str(fault)) from fault
    config.stash[_SUITE_RUN] = suite = SuiteRun(config, target, guide)
    config.stash[FINDINGS_OF] = suite.findings


def suite_run_of(config: pytest.Config) -> SuiteRun:
    """The scenarios of a session."""
    return config.stash[_SUITE_RUN]


def _scenarios(items: Iterable[pytest.Item]) -> list[ScenarioItem]:
    return [item for item in items if isinstance(item, ScenarioItem)]


def _refuse_duplicates(items: Sequence[ScenarioItem]) -> None:
    seen: dict[str, str] = {}
    for item in items:
        other = seen.setdefault(item.scenario.slug, item.nodeid)
        if other != item.nodeid:
            raise pytest.UsageError(
                f"each scenario's name once; seen: {item.nodeid} and {other}. Rename one of them."
            )


def _share_of(item: ScenarioItem) -> list[ScenarioItem]:
    """The scenarios that run together: all, or under xdist those of the item's share.

    If xdist does not distribute tests by load, the share is the item's file.
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


def _origin_of(config: pytest.Config, target: Target, plans: tuple[Plan, ...]) -> Origin:
    return origin_of(
        target,
        target_named(config),
        profiles=tuple(config.getoption("--with-profile")),
        suite=tuple(plan.scenario.slug for plan in plans),
        selected=True,
    )


def _broken(finding: Finding) -> bool:
    return finding.verdict in FAILURES
