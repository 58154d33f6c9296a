"""One display tells how far a command is, and how long it will take."""

from io import StringIO

import pytest
from rich.console import Console

from harness.messages import Language, catalogue
from harness.reporting.formats.progress import Progress


class Clock:
    """A clock that stands until it is set."""

    now = 0.0

    def __call__(self) -> float:
        """The time that was set."""
        return self.now


def progress(clock: Clock, stream: StringIO | None = None, *, lang: Language = "en") -> Progress:
    """A display of estimates, on a stream that is no terminal."""
    console = Console(file=stream or StringIO(), width=100)
    return Progress(console, catalogue(lang), clock, estimates=True, lines=stream is not None)


def test_the_estimate_is_made_from_the_rate() -> None:
    """As soon as there is one."""
    clock = Clock()
    shown = progress(clock)
    shown.start(400)
    assert shown.line() == "0 of 400"
    clock.now = 10.0
    shown.update(100, 400)
    assert shown.line() == "100 of 400, 10.0 a second, 30.0 s left"


def test_few_and_long_parts_are_estimated_by_all_that_were_done() -> None:
    """A scenario takes seconds: the first ones tell how long the rest takes, no rate does."""
    clock = Clock()
    shown = progress(clock)
    shown.start(10)
    clock.now = 20.0
    shown.update(2, 10)
    assert shown.line() == "2 of 10, about 1 min 20 s left"


def test_an_old_rate_is_forgotten() -> None:
    """Work that was fast and is slow now takes longer."""
    clock = Clock()
    shown = progress(clock)
    shown.start(2000)
    for clock.now, done in ((10.0, 1000), (60.0, 1100), (70.0, 1110)):
        shown.update(done, 2000)
    assert "1.0 a second" in shown.line()


def test_work_of_an_earlier_process_does_not_count_for_the_rate() -> None:
    """A list that continues has no rate at its start."""
    clock = Clock()
    shown = progress(clock)
    shown.start(100, done=50)
    clock.now = 5.0
    shown.advance(10)
    assert shown.line().startswith("60 of 100, 2.0 a second")


@pytest.mark.parametrize(("lang", "line"), [("en", "10 of 20"), ("fr", "10 sur 20")])
def test_a_log_gets_a_line_for_each_tenth(lang: Language, line: str) -> None:
    """It shows how far the work is, without a display."""
    stream = StringIO()
    shown = progress(Clock(), stream, lang=lang)
    with shown.live(20):
        for _ in range(20):
            shown.advance(note="not in a log")
    printed = stream.getvalue().splitlines()
    assert len(printed) == 10
    assert line in printed


def test_a_terminal_shows_what_is_running() -> None:
    """The longest first, not more than fit; never markup or control characters."""
    stream = StringIO()
    console = Console(file=stream, force_terminal=True, force_interactive=True, width=100)
    with Progress(console, catalogue()).live(9) as shown:
        for number in range(8):
            shown.begin(f"scenario-{number}")
        shown.end("scenario-0")
        shown.advance(note="\x1b[2J[bold]")
    printed = stream.getvalue()
    assert "2/9" in printed
    assert "scenario-1" in printed
    assert "1 more" in printed
    assert "scenario-7" not in printed
    assert "\x1b[2J" not in printed


@pytest.mark.parametrize(
    ("lang", "line"), [("en", "1 of 40, 2 min 00 s so far"), ("fr", "1 sur 40, depuis 2 min 00 s")]
)
def test_a_log_is_not_quiet_for_long(lang: Language, line: str) -> None:
    """Long before the first tenth, and once a minute only."""
    clock, stream = Clock(), StringIO()
    shown = Progress(Console(file=stream, width=100), catalogue(lang), clock)
    with shown.live(40):
        shown.tell()
        clock.now = 70.0
        shown.advance()
        clock.now = 120.0
        shown.tell()
        shown.tell()
    assert stream.getvalue().splitlines() == [line]


def test_a_command_that_tells_each_part_itself() -> None:
    """What it prints is a line, too."""
    clock, stream = Clock(), StringIO()
    shown = Progress(Console(file=stream), catalogue(), clock, is_told=True)
    with shown.live(40):
        clock.now = 50.0
        shown.advance()
        clock.now = 70.0
        shown.tell()
        assert stream.getvalue() == ""
        clock.now = 111.0
        shown.tell()
    assert stream.getvalue() == "1 of 40, 1 min 51 s so far\n"


def test_an_unknown_amount_of_work() -> None:
    """Only the time is told."""
    clock, stream = Clock(), StringIO()
    shown = Progress(Console(file=stream), catalogue(), clock)
    with shown.live():
        clock.now = 90.0
        shown.tell()
    assert stream.getvalue() == "1 min 30 s so far\n"
