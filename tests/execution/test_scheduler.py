"""Scenarios are walked again where that was asked for, and no longer than was asked for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest

from harness.accounts.model import Account
from harness.config.choices import RecordingScope
from harness.config.target import Target
from harness.core.errors import Unreachable
from harness.execution.events import RunFinished, ScenarioFinished, Stopped
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.model.finding import Finding, Verdict
from harness.model.page import Page
from harness.planning.plan import Plan
from harness.runs.stored_run import StoredRun
from tests.builders import GUIDE, account, guide_page
from tests.execution.fakes import FakeEngine, home_and_login, plan_of

FOLLOW = "follow Accès à mon espace personnalisé"
TARGET = Target(name="made-up", base_url="http://portal.example/")


def answering(*answers: Page | Exception) -> Callable[[], Page | Exception]:
    """A portal that answers otherwise each time; the last answer stays."""
    left = list(answers)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


class Run:
    """A run on a made-up portal that loses its way when it is told to."""

    def __init__(self, folder: Path, *, fail_fast: bool = False, jobs: int = 1) -> None:
        self.engine = FakeEngine()
        self.events: list[object] = []
        config = RunConfig(jobs=jobs, folder=folder, fail_fast=fail_fast)
        self.runner = Runner(GUIDE, TARGET, config, lambda _: self.engine)

    async def __call__(self, *plans: Plan) -> RunFinished:
        """Run to the end."""
        return await self.runner.run(plans, self.events.append)

    def of(self, kind: type) -> list[object]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


def spared(number: int = 1) -> Plan:
    """The short walk, with other people for some more."""
    others: list[tuple[Account, ...]] = [(account(f"SPARE{n}"),) for n in range(number)]
    plan = plan_of(home_and_login, "home.opens", "home.access.button")
    return replace(plan, spares=tuple(others))


def verdicts(findings: tuple[Finding, ...]) -> dict[str, Verdict]:
    """The verdict of each statement."""
    return {finding.statement: finding.verdict for finding in findings}


WRONG, RIGHT = guide_page("terms"), guide_page("login")


async def test_what_fails_and_then_holds_is_flaky(tmp_path: Path) -> None:
    """It fails no run, is told, and both walks are kept with their people."""
    run = Run(tmp_path)
    run.engine.told[FOLLOW] = answering(WRONG, RIGHT)
    finished = await run(spared())
    assert verdicts(finished.findings)["home.access.button"] is Verdict.FLAKY
    assert finished.exit_code == 0
    (done,) = run.of(ScenarioFinished)
    assert isinstance(done, ScenarioFinished)
    assert (done.verdict, done.attempts) == (Verdict.FLAKY, 2)
    walks = StoredRun(tmp_path).walks["home-and-login"]
    assert [walk.head.people[0].identifier for walk in walks] == ["IDENT1", "SPARE0"]


async def test_what_fails_each_time_is_broken(tmp_path: Path) -> None:
    """After the last walk that was asked for."""
    run = Run(tmp_path)
    run.engine.told[FOLLOW] = WRONG
    finished = await run(spared(2))
    assert verdicts(finished.findings)["home.access.button"] is Verdict.FAIL
    assert finished.exit_code == 1
    assert len(StoredRun(tmp_path).walks["home-and-login"]) == 3


async def test_a_fault_is_walked_again_too(tmp_path: Path) -> None:
    """A connection that broke once does not cost the run; it is told as flaky."""
    run = Run(tmp_path)
    broken = Unreachable("an answer", seen="a reset", remedy="Look.")
    run.engine.told[FOLLOW] = answering(broken, RIGHT)
    finished = await run(spared())
    assert finished.exit_code == 0
    assert Verdict.FLAKY in {finding.verdict for finding in finished.findings}


async def test_what_holds_is_walked_once(tmp_path: Path) -> None:
    """Other people stay where they are."""
    run = Run(tmp_path)
    run.engine.told[FOLLOW] = RIGHT
    await run(spared())
    assert len(StoredRun(tmp_path).walks["home-and-login"]) == 1


@pytest.mark.parametrize("jobs", [1, 2])
async def test_the_first_failure_ends_the_run(tmp_path: Path, jobs: int) -> None:
    """What was not walked is named; that is a finding, and no fault."""
    run = Run(tmp_path, fail_fast=True, jobs=jobs)
    run.engine.told[FOLLOW] = WRONG
    plans = [
        replace(
            plan,
            scenario=replace(plan.scenario, slug=f"walk-{n}"),
            accounts=(account(f"IDENT{n}"),),
        )
        for n, plan in enumerate([spared(0)] * 5)
    ]
    finished = await run(*plans)
    (stopped,) = run.of(Stopped)
    assert isinstance(stopped, Stopped)
    assert "--fail-fast" in stopped.remedy
    assert finished.exit_code == 1
    walked = {finding.scenario for finding in finished.findings}
    assert len(walked) == jobs
    assert walked | set(stopped.remaining) == {f"walk-{n}" for n in range(5)}


@pytest.mark.parametrize(
    ("answer", "everything", "kept"),
    [(WRONG, False, True), (RIGHT, False, False), (RIGHT, True, True)],
)
async def test_traces_are_kept_of_what_fails(
    tmp_path: Path, answer: Page, everything: bool, kept: bool
) -> None:
    """Of the rest only where that was asked for; never where they were made, secrets and all."""
    raw, folder = tmp_path / "raw.zip", tmp_path / "run"
    with ZipFile(raw, "w") as archive:
        archive.writestr("trace.trace", "{}\n")
    run = Run(folder)
    run.runner = Runner(
        GUIDE,
        TARGET,
        RunConfig(
            jobs=1,
            folder=folder,
            traces=RecordingScope.ALL if everything else RecordingScope.FAILED,
        ),
        lambda _: run.engine,
    )
    run.engine.told[FOLLOW] = answer
    run.engine.trace = raw
    await run(spared(0))
    assert (folder / "home-and-login" / "traces" / "01.zip").is_file() is kept
    assert not raw.exists()
