"""What a terminal shows of a crawl."""

from rich.console import Console

from harness.cli.crawl_output import Shown
from harness.crawl.crawl import CrawlProgress


def test_the_line_tells_how_far_it_is_and_how_long_it_will_take() -> None:
    """From the rate of the last half minute."""
    shown = Shown(Console(quiet=True))
    start = shown.started
    shown.crawl(CrawlProgress(100, 300, start + 10))
    assert shown.line().startswith("100 of 400 addresses known so far, 10.0 a second, about 30")


def test_an_old_rate_is_forgotten() -> None:
    """A crawl that was fast and is slow now takes longer."""
    shown = Shown(Console(quiet=True))
    start = shown.started
    shown.crawl(CrawlProgress(1000, 1000, start + 10))
    shown.crawl(CrawlProgress(1100, 900, start + 60))
    shown.crawl(CrawlProgress(1110, 890, start + 70))
    assert "1.0 a second" in shown.line()


def test_before_the_first_answer_there_is_no_estimate() -> None:
    """Nothing is known yet."""
    assert Shown(Console(quiet=True)).line() == "0 of 0 addresses known so far"
