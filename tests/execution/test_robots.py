"""robots.txt: rules that name us are kept; those for search engines are not meant for us."""

import pytest

from harness.core.errors import Unreachable
from harness.execution.safety_limits import read_robots, robots_rules
from harness.model.exchange import Resource
from tests.execution.fakes import FakeEngine

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
