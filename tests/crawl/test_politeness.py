"""When a host is asked: robots.txt, pauses, retries, and hosts that stopped answering."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest

from harness.crawl.explore.client import FetchRequest, FetchResult
from harness.crawl.model import Lease
from harness.crawl.politeness import Politeness
from harness.model.fact import Fact, fact
from harness.page.references import LinkKind

URL = "http://portal.example/a"
LEASE = Lease(1, URL, URL, LinkKind.LINK)


def polite_towards(robots: str = "", status: int = 200) -> tuple[Politeness, list[str]]:
    """Manners towards a portal with this robots.txt, and what was asked for."""
    asked: list[str] = []

    async def get(asking: FetchRequest) -> FetchResult:
        asked.append(asking.url)
        return FetchResult(asking.url, status, body=robots.encode())

    return Politeness(get, agent="codes-perdus", retry_seconds=0.5), asked


async def test_robots_txt_is_read_once_and_obeyed() -> None:
    """Its sitemaps are known then."""
    robots = "User-agent: *\nDisallow: /private\nSitemap: http://portal.example/map.xml"
    polite, asked = polite_towards(robots)
    assert await polite.allows(URL)
    assert not await polite.allows("http://portal.example/private/x")
    assert polite.sitemaps(URL) == ("http://portal.example/map.xml",)
    assert asked == ["http://portal.example/robots.txt"]


async def test_without_robots_txt_all_is_allowed() -> None:
    """A refusal or an error page is no rule."""
    polite, _ = polite_towards("Disallow: /", status=404)
    assert await polite.allows(URL)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (100_000, [fact("robots-delay-shortened", host="portal.example", asked=1e5, kept=0.2)]),
        (0.1, []),
    ],
)
async def test_a_long_delay_is_shortened_and_told(asked: float, told: list[Fact]) -> None:
    """A crawl does not sleep for a day in silence; a bearable delay is kept."""
    heard: list[Fact] = []

    async def get(asking: FetchRequest) -> FetchResult:
        robots = f"User-agent: *\nCrawl-delay: {asked}"
        return FetchResult(asking.url, 200, body=robots.encode())

    polite = Politeness(get, agent="codes-perdus", longest_delay=0.2, tell=heard.append)
    await polite.allows(URL)
    assert heard == told
    began = time.monotonic()
    await polite.wait_turn(URL)
    await polite.wait_turn(URL)
    assert time.monotonic() - began >= min(asked, 0.2) * 0.9


def answer(status: int, retry_after: str = "") -> FetchResult:
    """An answer with that status."""
    headers = (("Retry-After", retry_after),) if retry_after else ()
    return FetchResult(URL, status, headers=headers)


@pytest.mark.parametrize("status", [429, 503])
async def test_a_tired_portal_is_left_alone_as_long_as_it_says(status: int) -> None:
    """In seconds, or until a date."""
    polite, _ = polite_towards()
    due = polite.retry_at(LEASE, answer(status, "7"))
    assert due is not None
    assert 5 < due - time.time() <= 7
    later = format_datetime(datetime.now(UTC) + timedelta(seconds=60), usegmt=True)
    due = polite.retry_at(LEASE, answer(status, later))
    assert due is not None
    assert 50 < due - time.time() <= 61


@pytest.mark.parametrize(
    "header", ["²", "99999999999999999999", "-1", "1e9", "Mon, 99 Foo 99999 00:00:00", "\0"]
)
async def test_any_delay_that_a_portal_asks_for_is_survived(header: str) -> None:
    """What is no number and no date counts as none; nobody waits longer than ten minutes."""
    polite, _ = polite_towards()
    due = polite.retry_at(LEASE, answer(503, header))
    assert due is not None
    assert due - time.time() <= 600


async def test_what_is_lost_is_asked_for_again_later_each_time() -> None:
    """Twice as late at each try, and not for ever."""
    polite, _ = polite_towards()
    waits = []
    for tries in range(3):
        due = polite.retry_at(replace(LEASE, tries=tries), answer(0))
        assert due is not None
        waits.append(round(due - time.time(), 1))
    assert waits == [0.5, 1.0, 2.0]
    assert polite.retry_at(replace(LEASE, tries=3), answer(0)) is None


async def test_an_answer_that_stands_is_not_asked_for_again() -> None:
    """A page, a redirect, an error of the portal's own."""
    polite, _ = polite_towards()
    assert [polite.retry_at(LEASE, answer(status)) for status in (200, 302, 404, 500)] == [None] * 4


async def test_a_host_that_never_answers_is_unresponsive() -> None:
    """One answer in between, and it lives."""
    polite, _ = polite_towards()
    for _ in range(24):
        polite.retry_at(LEASE, answer(0))
    assert not polite.is_unresponsive(URL)
    polite.retry_at(LEASE, answer(0))
    assert polite.is_unresponsive(URL)
    polite.retry_at(LEASE, answer(200))
    assert not polite.is_unresponsive(URL)
