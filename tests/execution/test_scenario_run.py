"""A scenario run: whatever happens on the way, the journal has an end and all before it."""

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from harness.checks.judge import judge
from harness.core.errors import MailError, Unreachable
from harness.execution.scenario_run import ScenarioRun
from harness.journal.reader import read_journal
from harness.model.finding import Verdict
from harness.model.journal import Journal
from harness.planning.scenario import scenario
from harness.planning.walk import Walk
from scenarios import steps
from tests.builders import GUIDE
from tests.execution.fakes import (
    PORTAL,
    FakeEngine,
    FakeMails,
    context_of,
    message,
    plan_of,
    step_4,
)

Play = Callable[[Walk], Coroutine[Any, Any, None]]


async def _to_step_4(walk: Walk) -> None:
    await steps.open_lost_codes(walk)
    await steps.lost_confidential_code(walk)
    await steps.request_code(walk)


class MadeUpPortal:
    """A made-up portal with its mailbox, and the folder of the run."""

    def __init__(self, folder: Path, *, hidden: tuple[str, ...] = ()) -> None:
        self.folder = folder
        self.engine = FakeEngine()
        self.mails = FakeMails()
        self.engine.told["press Générer le code confidentiel"] = self.mails.sent_with(
            step_4(), message()
        )
        target = PORTAL.model_copy()
        target._hidden = hidden
        self.context = context_of(self.engine, self.mails, target=target, folder=folder)

    def scenario_run(self, play: Play, *planned: str) -> ScenarioRun:
        """A scenario_run of a path."""
        slugs = planned or ("home.opens", "regenerate.heading", "space.heading")
        plan = plan_of(scenario(title="Made up")(play), *slugs)
        return ScenarioRun(plan, self.context)

    async def walked(self, play: Play, *planned: str) -> Journal:
        """The journal of a path, as it lies on disk."""
        scenario_run = self.scenario_run(play, *planned)
        kept = await scenario_run.run()
        scenario_run.close()
        (path,) = self.folder.glob("*/journal.jsonl")
        assert read_journal(path) == kept
        return kept


@pytest.fixture
def portal(tmp_path: Path) -> MadeUpPortal:
    """A portal that keeps the guide."""
    return MadeUpPortal(tmp_path)


async def test_a_whole_walk(portal: MadeUpPortal) -> None:
    """It ends without bar and fault; head and people are the run's."""

    async def play(walk: Walk) -> None:
        await _to_step_4(walk)
        await walk.receive_mail()

    kept = await portal.walked(play)
    assert kept.end is not None
    assert (kept.end.blocker, kept.end.fault, kept.end.unobservable) == (None, None, None)
    assert (kept.head.target, kept.head.driver) == ("made-up", "fake")
    assert kept.head.observes == {"made-up", "sound", "mailbox"}
    assert kept.head.people[0].answer == "‹answer-1›"
    assert portal.engine.log[-1] == "closed session"


async def test_a_bar_ends_the_walk_and_is_judged(portal: MadeUpPortal) -> None:
    """What was seen before it counts."""
    portal.engine.told["press Générer le code confidentiel"] = portal.mails.sent_with(step_4())

    async def play(walk: Walk) -> None:
        await _to_step_4(walk)
        await walk.receive_mail()
        raise AssertionError("nobody comes here")

    kept = await portal.walked(play, "home.opens", "mail.once", "space.heading")
    assert kept.end is not None
    assert kept.end.blocker is not None
    verdicts = {f.statement: f.verdict for f in judge(GUIDE, kept)}
    assert verdicts == {
        "home.opens": Verdict.PASS,
        "mail.once": Verdict.FAIL,
        "space.heading": Verdict.UNREACHED,
    }


async def test_a_fault_of_the_environment(portal: MadeUpPortal) -> None:
    """It is no bar; everything before it is kept."""
    gone = Unreachable("an answer", seen="connection refused", remedy="Start the portal.")
    portal.engine.told["press Générer le code confidentiel"] = gone
    kept = await portal.walked(_to_step_4)
    assert kept.end is not None
    assert kept.end.blocker is None
    assert kept.end.fault is not None
    assert (kept.end.fault.name, kept.end.fault.seen) == ("Unreachable", "connection refused")
    assert [page.slug for page in kept.pages] == ["home", "login", "lost-codes", "regenerate"]
    verdicts = {f.statement: f.verdict for f in judge(GUIDE, kept)}
    assert verdicts["regenerate.heading"] is Verdict.PASS
    assert verdicts["space.heading"] is Verdict.UNREACHED
    assert verdicts[""] is Verdict.FAULT


async def test_a_mistake_in_a_scenario(portal: MadeUpPortal) -> None:
    """It is told with its line, and never takes the run down."""

    async def play(walk: Walk) -> None:
        await walk.open("home")
        raise ValueError("no such name")

    kept = await portal.walked(play)
    assert kept.end is not None
    fault = kept.end.fault
    assert fault is not None
    assert (fault.name, fault.step) == ("ScenarioError", 1)
    assert fault.seen.startswith("ValueError: no such name (test_scenario_run.py:")
    assert fault.expected == "the scenario « play » to be walked to its end"
    assert "Traceback" not in str(fault)
    (told,) = [f for f in judge(GUIDE, kept) if not f.statement]
    assert (told.verdict, told.scenario, told.sentence) == (Verdict.FAULT, "play", "ScenarioError")


async def test_a_secret_in_a_mistake_is_hidden(portal: MadeUpPortal) -> None:
    """A scenario may well print what it typed."""

    async def play(walk: Walk) -> None:
        raise RuntimeError(walk.account.answer)

    kept = await portal.walked(play)
    assert kept.end is not None
    assert kept.end.fault is not None
    assert kept.end.fault.seen.startswith("RuntimeError: ‹answer-1› (")


@pytest.mark.parametrize("end", [KeyboardInterrupt, asyncio.CancelledError, SystemExit])
async def test_who_ends_the_run_ends_it(portal: MadeUpPortal, end: type[BaseException]) -> None:
    """Ctrl-C is no mistake of a scenario; the journal is left cut off, all before it kept."""

    async def play(walk: Walk) -> None:
        await walk.open("home")
        raise end

    scenario_run = portal.scenario_run(play)
    with pytest.raises(end):
        await scenario_run.run()
    scenario_run.close()
    (path,) = portal.folder.glob("*/journal.jsonl")
    assert len(read_journal(path).pages) == 1
    assert read_journal(path).end is None


async def test_what_breaks_while_leaving_is_a_fault_of_that(
    portal: MadeUpPortal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The session is closed all the same, and what was seen is judged."""

    async def settle() -> None:
        raise MailError("the mailbox", seen="gone", remedy="Look.")

    monkeypatch.setattr(portal.mails, "settle", settle)
    kept = await portal.walked(_to_step_4)
    assert kept.end is not None
    assert kept.end.fault is not None
    assert kept.end.fault.name == "MailError"
    assert portal.engine.log[-1] == "closed session"
    assert {f.verdict for f in judge(GUIDE, kept) if f.statement == "home.opens"} == {Verdict.PASS}


async def test_late_mails_are_news(portal: MadeUpPortal) -> None:
    """They are recorded behind the end, and read back with the rest."""
    scenario_run = portal.scenario_run(_to_step_4)
    await scenario_run.run()
    assert await scenario_run.collect_late_mails() is None
    portal.mails.arrive(message(mark="late"))
    late = await scenario_run.collect_late_mails()
    assert late is not None
    assert [mail.waited for mail in late.mails] == [False, False]
    scenario_run.close()
    (path,) = portal.folder.glob("*/journal.jsonl")
    assert read_journal(path) == late


async def test_secrets_of_the_target_are_hidden(tmp_path: Path) -> None:
    """What came from the environment stands in no artefact."""
    portal = MadeUpPortal(tmp_path, hidden=("portal.example",))
    kept = await portal.walked(_to_step_4)
    assert kept.head.base_url == "http://‹target-1›/"
    assert b"portal.example" not in b"".join(_contents(tmp_path))


def _contents(folder: Path) -> list[bytes]:
    return [path.read_bytes() for path in folder.rglob("*") if path.is_file()]
