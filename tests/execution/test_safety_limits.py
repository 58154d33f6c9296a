"""A run goes no faster than allowed, and stops before it does harm."""

from pathlib import Path

import pytest

from harness.config.limits import LimitSettings
from harness.core.errors import RunHalted, Unreachable
from harness.core.rate_limit import RateLimiter
from harness.driver.protocol import Capture
from harness.execution.safety_limits import WINDOW, SafetyLimits, read_robots, robots_rules
from harness.model.exchange import Exchange, Resource
from harness.model.page import Page
from tests.execution.fakes import FakeEngine


def page(status: int = 200, seconds: float = 0.1, documents: int = 1) -> Capture:
    """A page that took so many requests, each so long."""
    asked = Exchange(method="GET", url="http://x/", status=status, duration=seconds)
    return Capture(page=Page(url="http://x/"), html="", exchanges=(asked,) * documents)


async def test_without_limits_nothing_stops_it() -> None:
    """A launched portal may be as broken as it likes: that is what is to be seen."""
    caution = SafetyLimits()
    for _ in range(3 * WINDOW):
        await caution.step()
        caution.record_response(None)
        caution.record_response(page(500, 60))
    assert caution.reason == ""


async def test_errors_that_rise_stop_it() -> None:
    """Half of the last twenty: no answer, or an error of the server."""
    caution = SafetyLimits(limits=LimitSettings(errors=0.5))
    for _ in range(WINDOW // 2):
        caution.record_response(page())
    for _ in range(WINDOW // 4):
        caution.record_response(None)
        caution.record_response(page(503))
    with pytest.raises(RunHalted, match="10 of the last 20 movements"):
        await caution.step()


async def test_errors_that_scripts_meet_count() -> None:
    """The page of a single-page portal is well, and what it asks for is not."""
    caution = SafetyLimits(limits=LimitSettings(errors=0.5))
    down = Exchange(method="POST", url="http://x/api", status=503)
    for _ in range(WINDOW):
        caution.record_response(page().model_copy(update={"calls": (down,)}))
    with pytest.raises(RunHalted, match="20 of the last 20 movements"):
        await caution.step()


async def test_a_few_errors_do_not() -> None:
    """Nor a refusal, which is an answer."""
    caution = SafetyLimits(limits=LimitSettings(errors=0.5))
    for _ in range(WINDOW):
        for seen in (page(404), page(), page(500)):
            caution.record_response(seen)
    await caution.step()


async def test_a_portal_that_slows_down_stops_it() -> None:
    """Against itself at first; one that was slow from the beginning is no reason."""
    slow = SafetyLimits(limits=LimitSettings(slowdown=5))
    steady = SafetyLimits(limits=LimitSettings(slowdown=5))
    for _ in range(WINDOW):
        slow.record_response(page(seconds=0.5))
        steady.record_response(page(seconds=4))
    for _ in range(WINDOW):
        slow.record_response(page(seconds=4))
        steady.record_response(page(seconds=5))
    await steady.step()
    with pytest.raises(RunHalted, match=r"answers in 4\.0 s; at first it took 0\.5 s"):
        await slow.step()


async def test_a_fast_portal_may_be_less_fast() -> None:
    """Under two seconds nobody is in distress."""
    caution = SafetyLimits(limits=LimitSettings(slowdown=5))
    for seconds in (0.01, 1.9):
        for _ in range(WINDOW):
            caution.record_response(page(seconds=seconds))
    await caution.step()


async def test_no_more_movements_than_allowed() -> None:
    """The one too many is not made."""
    caution = SafetyLimits(limits=LimitSettings(requests=2))
    await caution.step()
    await caution.step()
    with pytest.raises(RunHalted, match="as many as"):
        await caution.step()


async def test_a_file_stops_it(tmp_path: Path) -> None:
    """As soon as it is there; and it stays stopped."""
    stop = tmp_path / "stop"
    caution = SafetyLimits(stop_files=[stop])
    await caution.step()
    stop.touch()
    with pytest.raises(RunHalted, match="stop asks for it"):
        await caution.step()
    stop.unlink()
    with pytest.raises(RunHalted):
        await caution.step()


async def test_the_pace_counts_each_document() -> None:
    """A movement that took three requests makes the next wait for three."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    caution = SafetyLimits(RateLimiter(0.001, sleep))
    await caution.step()
    caution.record_response(page(documents=3))
    await caution.step()
    assert waited[0] == pytest.approx(3000, abs=60)


async def test_a_pause_asked_for_slows_the_pace() -> None:
    """The longer of both counts."""
    waited: list[float] = []

    async def sleep(seconds: float) -> None:
        waited.append(seconds)

    pace = RateLimiter(None, sleep)
    pace.slow_down(1000)
    pace.slow_down(10)
    await pace.wait()
    await pace.wait()
    assert waited == [pytest.approx(1000, abs=60)]


BASE = "http://portal.example/espace/"
NAMED = "User-agent: *\nDisallow: /\n\nUser-agent: Codes-Perdus\nCrawl-delay: 2\nDisallow: /admin\n"


def test_rules_that_name_us_are_kept() -> None:
    """With the pause that they ask for."""
    closed, pause = robots_rules(NAMED)
    assert closed("http://portal.example/admin/x")
    assert not closed(BASE)
    assert pause == 2.0


@pytest.mark.parametrize(
    "text", ["", "User-agent: *\nDisallow: /\nCrawl-delay: 60\n", "<html>Erreur</html>", "\x00:\n"]
)
def test_other_rules_are_not_for_us(text: str) -> None:
    """Everybody is whoever comes unasked."""
    closed, pause = robots_rules(text)
    assert not closed(BASE)
    assert pause == 0.0


async def test_the_file_is_asked_for_once() -> None:
    """At the root of the host, by the driver, with its way to the portal."""
    engine = FakeEngine()
    engine.resource = Resource(url="", status=200, body=NAMED.encode())
    closed, _ = await read_robots(engine, BASE)
    assert closed("http://portal.example/admin")
    assert engine.log == ["fetch http://portal.example/robots.txt", "closed session"]


async def test_no_file_no_rules() -> None:
    """Nor where the portal does not answer: its first page tells that."""
    engine = FakeEngine()
    for found in (
        Resource(url="", status=404, body=NAMED.encode()),
        Unreachable("x", seen="y", remedy="z"),
    ):
        engine.resource = found
        closed, pause = await read_robots(engine, BASE)
        assert not closed("http://portal.example/admin")
        assert pause == 0.0
