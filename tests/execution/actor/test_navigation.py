"""Where a path begins on a portal that lacks pages, and how long a page is waited for."""

import asyncio

import pytest

from harness.app.suite import all_scenarios, plan_all, select
from harness.checks.judge import judge
from harness.config.target import load_target
from harness.core.processes import deadline
from harness.core.processes.deadline import LoadMeter
from harness.driver.protocol import Capture
from harness.execution.actor.blocked import NotObservable
from harness.execution.actor.navigation import MAX_WAIT, entry_movement, wait_for_page
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.guide.lookup import action_on
from harness.model.exchange import Exchange
from harness.model.finding import Verdict
from harness.model.page import Page
from harness.planning.actor import Movement
from tests.engines import patient_engine
from tests.execution.fakes import FakeTab


@pytest.fixture(autouse=True)
def _quiet_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever else this machine does: nothing is put off."""
    monkeypatch.setattr(deadline, "_METER", LoadMeter(lambda: 1.0))


def shot(title: str, url: str = "") -> Capture:
    """A capture of a page."""
    exchanges = (Exchange(method="GET", url=url, status=200),) if url else ()
    return Capture(page=Page(url="", title=title), html="", exchanges=exchanges)


class ChangingTab(FakeTab):
    """A window that changes as it is told, each change taking a second."""

    def __init__(self, *changes: Capture) -> None:
        self.changes = list(changes)
        self.now = 0.0

    def clock(self) -> float:
        """The time."""
        return self.now

    async def watch(self, seconds: float) -> Capture | None:
        """The next change."""
        self.now += min(1.0, seconds)
        return self.changes.pop(0) if self.changes else None


async def arrive(tab: ChangingTab, first: Capture) -> Capture:
    """Wait for the page « there »."""
    return await wait_for_page(tab, first, lambda seen: seen.page.title == "there", tab.clock)


async def test_a_page_that_is_there() -> None:
    """Nobody waits for anything."""
    tab = ChangingTab(shot("other"))
    assert (await arrive(tab, shot("there"))).page.title == "there"
    assert tab.now == 0


async def test_a_page_that_comes_late() -> None:
    """It is waited for, and what was asked for on the way is kept."""
    tab = ChangingTab(shot("half"), shot("there", "/b"), shot("too far"))
    found = await arrive(tab, shot("start", "/a"))
    assert found.page.title == "there"
    assert [exchange.url for exchange in found.exchanges] == ["/a", "/b"]


async def test_a_page_that_stays() -> None:
    """Where nothing changes it is the page."""
    assert (await arrive(ChangingTab(), shot("start"))).page.title == "start"


async def test_a_page_that_never_stops_changing() -> None:
    """It is taken as it stands when time is up."""
    tab = ChangingTab(*(shot(f"{n}") for n in range(20)))
    found = await arrive(tab, shot("start"))
    assert tab.now == MAX_WAIT
    assert found.page.title == str(int(MAX_WAIT) - 1)


GUIDE = load_guide()
ACCESS = action_on(GUIDE, "home", "Accès à mon espace personnalisé")
ENTRIES = {"home": "http://x/", "login": "http://x/connexion"}


def test_with_a_home_page_all_is_as_the_scenario_says() -> None:
    """Nothing is left out."""
    movement = Movement("open", None, (), "home", "A")
    assert entry_movement(movement, (), ENTRIES, GUIDE) is movement


def test_without_one_the_way_begins_at_the_login() -> None:
    """The home page is not opened; its link becomes the login's address."""
    assert (
        entry_movement(Movement("open", None, (), "home", "A"), ("home",), ENTRIES, GUIDE) is None
    )
    way = entry_movement(Movement("follow", ACCESS, (), "login", "A"), ("home",), ENTRIES, GUIDE)
    assert way
    assert (way.verb, way.page) == ("open", "login")


def test_what_else_begins_there_cannot_be_seen() -> None:
    """It ends the walk, and blames nobody."""
    home = action_on(GUIDE, "home", "Accueil")
    with pytest.raises(NotObservable, match="page-of-guide"):
        entry_movement(Movement("follow", home, (), "home", "A"), ("home",), ENTRIES, GUIDE)


async def test_the_reference_from_its_login_on() -> None:
    """Whole paths are walked; of the home page nothing is judged, and of links to it only that."""
    target = load_target().model_copy(
        update={
            "missing_pages": ("home",),
            "entry": {"home": "/", "login": "/connexion"},
        }
    )
    chosen = select(all_scenarios(), ("administrator-lost-identifier", "links-of-step-1"))
    plans = await asyncio.to_thread(plan_all, GUIDE, chosen, target)
    config = RunConfig(jobs=2)
    runner = Runner(GUIDE, target, config, patient_engine)
    finished = await runner.run(plans, lambda _event: None)
    assert finished.exit_code == 0
    verdicts = {f.statement: f.verdict for f in finished.findings}
    assert verdicts["certification.accepted"] is Verdict.PASS
    assert verdicts["lost-codes.home"] is Verdict.PASS
    unseen = {slug for slug, verdict in verdicts.items() if verdict is Verdict.UNOBSERVABLE}
    assert {s.slug for s in GUIDE.on("home")} & set(verdicts) <= unseen
    assert set(verdicts.values()) == {Verdict.PASS, Verdict.UNOBSERVABLE}
    for journal in runner.journals:
        assert {f.verdict for f in judge(GUIDE, journal)} == {Verdict.PASS, Verdict.UNOBSERVABLE}
