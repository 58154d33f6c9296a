"""A page that scripts draw in their own time is waited for, as long as it is not there."""

from harness.driver.protocol import Capture
from harness.execution.actor.navigation import MAX_WAIT, wait_for_page
from harness.model.exchange import Exchange
from harness.model.page import Page
from tests.execution.fakes import FakeTab


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
