"""The runner: events in their order, exit codes, and what is left when a portal dies."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from harness.config.limits import LimitSettings
from harness.config.target import Target
from harness.core.errors import LaunchError, Unreachable
from harness.execution.events import (
    Amended,
    Event,
    RunFinished,
    RunStarted,
    ScenarioFinished,
    ScenarioStarted,
    Stopped,
)
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.model import Guide
from harness.journal.reader import read_journal
from harness.model.exchange import Resource
from harness.model.finding import Verdict
from harness.planning.plan import Plan, dry_run
from harness.planning.scenario import Scenario, scenario
from harness.planning.walk import Walk
from tests.builders import GUIDE, account, guide_page
from tests.execution.fakes import FakeEngine, home_and_login, plan_of
from tests.facts import verbatim


@scenario()
async def the_help(walk: Walk) -> None:
    """To the help, a longer way."""
    await walk.open("home")
    await walk.follow("Accès à mon espace personnalisé")
    await walk.follow("Aide à la connexion")


TARGET = Target(name="made-up", base_url="http://portal.example/")


def _plans(*scenarios: Scenario) -> tuple[Plan, ...]:
    return tuple(asyncio.run(dry_run(GUIDE, one, (account(),))) for one in scenarios)


class Run:
    """One run on a made-up portal, without a mailbox."""

    def __init__(self, folder: Path, *, target: Target = TARGET, guide: Guide = GUIDE) -> None:
        self.folder = folder
        self.engine = FakeEngine()
        self.engine.told["follow Aide à la connexion"] = guide_page("help")
        self.events: list[Event] = []
        config = RunConfig(jobs=2, folder=folder)
        self.runner = Runner(guide, target, config, lambda _url: self.engine)

    def __call__(self, *plans: Plan) -> RunFinished:
        """Run plans to the end."""
        return asyncio.run(self.runner.run(plans, self.events.append))

    def of(self, kind: type[Event]) -> list[Event]:
        """The events of one kind."""
        return [event for event in self.events if isinstance(event, kind)]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A portal that keeps the guide as far as it goes."""
    return Run(tmp_path)


def test_events_in_their_order(run: Run) -> None:
    """The run, each walk with its findings, the end; longer walks first."""
    finished = run(*_plans(home_and_login, the_help))
    kinds = [type(event) for event in run.events]
    assert kinds[0] is RunStarted
    assert kinds[-1] is RunFinished
    assert run.events[-1] == finished
    (started,) = run.of(RunStarted)
    assert isinstance(started, RunStarted)
    assert started.scenarios == ("home-and-login", "the-help")
    begun = [e.scenario for e in run.of(ScenarioStarted) if isinstance(e, ScenarioStarted)]
    assert begun == ["the-help", "home-and-login"]
    done = {e.scenario: e for e in run.of(ScenarioFinished) if isinstance(e, ScenarioFinished)}
    assert set(done) == set(begun)
    assert done["the-help"].pages == 3
    assert set(finished.findings) == {f for e in done.values() for f in e.findings}
    assert [one.head.scenario for one in run.runner.journals] != []
    assert run.engine.log[-1] == "closed engine"


def test_what_was_walked_is_on_disk(run: Run) -> None:
    """One folder a scenario."""
    run(*_plans(home_and_login, the_help))
    for slug in ("home-and-login", "the-help"):
        assert read_journal(run.folder / slug / "journal.jsonl").end is not None


def test_a_scenario_that_fails_by_itself_is_one_fault(run: Run) -> None:
    """The others are walked to their end; the exit code is that of a fault."""
    good = _plans(home_and_login)

    @scenario()
    async def careless(walk: Walk) -> None:
        raise ZeroDivisionError

    bad = plan_of(careless, "home.opens", movements=99)
    finished = run(bad, *good)
    assert finished.exit_code == 3
    done = {e.scenario: e for e in run.of(ScenarioFinished) if isinstance(e, ScenarioFinished)}
    assert done["careless"].verdict is Verdict.FAULT
    assert done["home-and-login"].verdict is not Verdict.FAULT
    assert done["home-and-login"].pages == 2


def test_a_broken_portal(run: Run) -> None:
    """A required statement fails: findings, exit 1."""
    run.engine.told["follow Accès à mon espace personnalisé"] = guide_page("terms")
    assert run(*_plans(home_and_login)).exit_code == 1


def test_nothing_was_exercised(run: Run) -> None:
    """No scenario at all is no success; nor is one that cannot be played here."""
    assert run().exit_code == 4


def test_a_scenario_that_cannot_be_played(run: Run) -> None:
    """All that it would show is unobservable, and no page is opened."""
    (plan,) = _plans(home_and_login)
    blocked = replace(plan, blocked_reason=verbatim("the target does not allow it"))
    finished = run(blocked)
    assert finished.exit_code == 4
    assert {f.verdict for f in finished.findings} == {Verdict.UNOBSERVABLE}
    assert run.engine.log == ["closed engine"]


def test_a_target_without_a_mailbox_shows_no_mail(run: Run) -> None:
    """Its promises about mails are unobservable."""
    (plan,) = _plans(home_and_login)
    more = replace(plan, statements=(*plan.statements, "mail.subject"))
    found = {f.statement: f.verdict for f in run(more).findings}
    assert found["mail.subject"] is Verdict.UNOBSERVABLE


LATE = """
import signal, smtplib, sys, time
def leave(*_):
    with smtplib.SMTP(*sys.argv[1].split(":")) as server:
        server.sendmail("p@x.example", ["ident1@commune.example"], "Subject: late\\n\\nx")
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print("READY http://portal.example/", flush=True)
while True:
    time.sleep(600)
"""


def _launched(code: str, source: str = "none") -> Target:
    command = ("{python}", "-c", code, "{smtp}")
    mail = {"source": source}
    return Target.model_validate({"name": "made-up", "launch": command, "mail": mail})


class Dying:
    """A portal that ends when the help is asked for."""

    base_url = "http://portal.example/"
    tail = "Serving\nout of memory\n"
    returncode: int | None = None

    def help(self) -> Exception:
        """The last request."""
        self.returncode = 137
        return Unreachable("an answer", seen="the connection broke", remedy="Look.")


def test_a_portal_that_dies_ends_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It says so and what was not walked, keeps the journals, and exits 3."""
    dying = Dying()

    @asynccontextmanager
    async def launched(*_args: object, **_options: object) -> AsyncIterator[Dying]:
        yield dying

    monkeypatch.setattr("harness.execution.runner.launch_with", launched)
    run = Run(tmp_path)
    run.engine.told["follow Aide à la connexion"] = dying.help
    more = [_renamed(plan, f"more-{n}") for n in range(5) for plan in _plans(home_and_login)]
    finished = run(*_plans(the_help), *more)
    assert finished.exit_code == 3
    (stopped,) = run.of(Stopped)
    assert isinstance(stopped, Stopped)
    assert stopped.reason == "the portal ended with 137; it printed last: out of memory"
    walked = [e.scenario for e in run.of(ScenarioFinished) if isinstance(e, ScenarioFinished)]
    assert "the-help" in walked
    assert set(walked) | set(stopped.remaining) == {"the-help", *(p.scenario.slug for p in more)}
    assert not set(walked) & set(stopped.remaining)
    assert {f.scenario for f in finished.findings} == set(walked)
    for slug in walked:
        assert read_journal(tmp_path / slug / "journal.jsonl").end is not None
    assert run.events[-1] == finished


def _renamed(plan: Plan, slug: str) -> Plan:
    return replace(plan, scenario=replace(plan.scenario, slug=slug))


def test_a_portal_that_does_not_start(tmp_path: Path) -> None:
    """The run could not begin: that is a fault, and no finding."""
    run = Run(tmp_path, target=_launched("raise SystemExit('no database')"))
    with pytest.raises(LaunchError, match="no database"):
        run(*_plans(home_and_login))
    assert run.events == []


def test_a_mail_after_its_scenario_amends_it(tmp_path: Path) -> None:
    """The portal sends its last mail as it ends: the walk is judged again."""
    run = Run(tmp_path, target=_launched(LATE, "sink"))
    finished = run(*_plans(home_and_login))
    (amended,) = run.of(Amended)
    assert isinstance(amended, Amended)
    assert amended.scenario == "home-and-login"
    assert set(finished.findings) == set(amended.findings)
    kept = read_journal(tmp_path / "home-and-login" / "journal.jsonl")
    assert [(mail.mail.subject, mail.waited) for mail in kept.mails] == [("late", False)]


def test_a_mail_to_nobody_of_the_run_is_an_orphan(tmp_path: Path) -> None:
    """It is told at the end."""
    run = Run(tmp_path, target=_launched(LATE.replace("ident1", "nobody"), "sink"))
    assert run(*_plans(home_and_login)).orphans == ("« late » to nobody@commune.example",)


def test_a_stop_file_ends_the_run(run: Run) -> None:
    """Between two movements: told, with what was recorded, and with what was not walked."""
    (first, *rest) = _plans(the_help, home_and_login)

    @scenario()
    async def stopped(walk: Walk) -> None:
        await walk.open("home")
        (run.folder / "stop").touch()
        await walk.follow("Accès à mon espace personnalisé")

    plan = replace(first, scenario=stopped, movements=99)
    finished = run(plan, *rest)
    assert finished.exit_code == 3
    (told,) = run.of(Stopped)
    assert isinstance(told, Stopped)
    assert "stop asks for it" in told.reason
    journal = read_journal(run.folder / "stopped" / "journal.jsonl")
    assert len(journal.pages) == 1
    assert journal.end is not None
    assert journal.end.fault is not None
    assert journal.end.fault.name == "RunHalted"


def test_a_portal_in_distress_is_left_alone(tmp_path: Path) -> None:
    """Rising errors stop the run; what is left is named."""
    limits = LimitSettings(errors=0.5)
    run = Run(tmp_path, target=TARGET.model_copy(update={"limits": limits}))
    run.engine.told["open http://portal.example/"] = Unreachable("x", seen="refused", remedy="y")
    scenarios = (replace(home_and_login, slug=f"home-{n}") for n in range(40))
    finished = run(*_plans(*scenarios))
    (told,) = run.of(Stopped)
    assert isinstance(told, Stopped)
    assert "of the last 20 movements" in told.reason
    assert 18 <= len(told.remaining) <= 20
    assert finished.exit_code == 3


def test_addresses_that_robots_close_are_not_opened(tmp_path: Path) -> None:
    """By name: the scenario cannot be observed there; nobody is blamed."""
    run = Run(tmp_path)
    text = "User-agent: codes-perdus\nDisallow: /\n"
    run.engine.resource = Resource(url="", status=200, body=text.encode())
    run.engine.heeds_gate = True
    finished = run(*_plans(home_and_login))
    assert "open http://portal.example/" not in run.engine.log
    assert {f.verdict for f in finished.findings} == {Verdict.UNOBSERVABLE}
