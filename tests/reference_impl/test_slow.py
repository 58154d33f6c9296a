"""A portal on a bad day."""

import asyncio
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path

import pytest
from starlette.types import Message, Receive, Scope, Send

from reference_impl.slow import Slow, Weather

GOES_THERE = [(b"upgrade-insecure-requests", b"1")]


class Line:
    """A server's way to answer, as far as a portal may break it."""

    def __init__(self) -> None:
        self.transport = self
        self.sent: list[str] = []
        self.broken = False

    def abort(self) -> None:
        """Break."""
        self.broken = True

    async def send(self, message: Message) -> None:
        """Take a message."""
        self.sent.append(message["type"])

    async def receive(self) -> Message:
        """Give what came: the request, and the end once the line is broken."""
        return {"type": "http.disconnect" if self.broken else "http.request"}


async def portal(_scope: Scope, _receive: Receive, send: Send) -> None:
    """Answer at once."""
    await send({"type": "http.response.start", "status": 200})
    await send({"type": "http.response.body"})


def visit(slow: Slow, path: str = "/", *, method: str = "GET", cookie: bytes = b"") -> bool:
    """Whether an answer came."""
    line = Line()
    headers = [*GOES_THERE, (b"cookie", cookie)]
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "query_string": b"a=b" if path == "/query" else b"",
        "headers": headers,
    }
    asyncio.run(slow(scope, line.receive, line.send))
    assert line.broken != bool(line.sent)
    return bool(line.sent)


@pytest.fixture
def pauses() -> list[float]:
    """How long each answer waited."""
    return []


def exposed(weather: Weather, pauses: list[float] | None = None) -> Slow:
    """Give the portal in that weather; it notes its pauses and makes none."""

    async def sleep(seconds: float) -> None:
        if pauses is not None:
            pauses.append(seconds)

    return Slow(portal, weather, sleep)


def test_each_answer_waits_about_as_long(pauses: list[float]) -> None:
    """Within the jitter, each its own time; files of the portal itself wait for nothing."""
    slow = exposed(Weather(slow=2, jitter=1.5), pauses)
    for _ in range(200):
        visit(slow)
    assert all(0.5 <= pause <= 3.5 for pause in pauses)
    assert len(set(pauses)) == 200
    visit(slow, "/static/portal.css")
    assert len(pauses) == 200


def test_no_pause_is_negative(pauses: list[float]) -> None:
    """More jitter than time gives answers at once."""
    slow = exposed(Weather(slow=0.1, jitter=5), pauses)
    for _ in range(50):
        visit(slow)
    assert min(pauses) == 0


def test_the_same_seed_is_the_same_day() -> None:
    """A run on a bad day can be had again."""

    def day(seed: int) -> list[bool]:
        slow = exposed(Weather(lose=0.3, seed=seed))
        return [visit(slow, f"/{number}") for number in range(60)]

    assert day(1) == day(1)
    assert day(1) != day(2)
    assert 5 < day(1).count(False) < 30


def test_a_page_is_not_lost_twice_in_a_row() -> None:
    """Who asks again gets it, even where everything is lost; others lose theirs."""
    slow = exposed(Weather(lose=1))
    assert [visit(slow, cookie=b"a") for _ in range(4)] == [False, True, False, True]
    assert not visit(slow, cookie=b"b")
    assert not visit(slow, "/autre", cookie=b"a")


@pytest.mark.parametrize(("path", "method"), [("/", "POST"), ("/query", "GET")])
def test_what_a_form_sends_is_never_lost(path: str, method: str) -> None:
    """Nobody could know whether to send it again."""
    assert visit(exposed(Weather(lose=1)), path, method=method)


def test_only_pages_are_lost() -> None:
    """What a page asks for itself comes: its scripts tell what to do, and not the person."""
    line = Line()
    scope = {"type": "http", "method": "GET", "path": "/api/x", "query_string": b"", "headers": []}
    asyncio.run(exposed(Weather(lose=1))(scope, line.receive, line.send))
    assert line.sent


@pytest.fixture
def address(accounts_file: Path) -> Iterator[str]:
    """Give the address of the portal that loses every other page."""
    weather = ["--slow", "0.01", "--jitter", "0.01", "--lose", "1", "--seed", "7"]
    command = [sys.executable, "-m", "reference_impl", "--smtp", "127.0.0.1:9", *weather]
    with subprocess.Popen(
        [*command, "--accounts", str(accounts_file)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        yield process.stdout.readline().split()[1]
        process.terminate()
        assert process.communicate()[1] == ""
    assert process.returncode == 0


def test_a_real_connection_breaks_without_a_word(address: str) -> None:
    """The server says nothing of it, on the line or elsewhere, and answers the next time."""
    request = urllib.request.Request(address, headers={"Upgrade-Insecure-Requests": "1"})
    with pytest.raises((RemoteDisconnected, ConnectionResetError)):
        urllib.request.urlopen(request)
    with urllib.request.urlopen(request) as answer:
        assert "Accès à mon espace personnalisé" in answer.read().decode()
