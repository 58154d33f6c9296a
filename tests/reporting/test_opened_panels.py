"""The closed panels that walks opened are told once each."""

from harness.guide.model import Guide
from harness.model.fact import fact, quote
from harness.model.journal import UNFOLD
from harness.reporting.opened_panels import opened_panels
from tests.builders import journal, page, step
from tests.two_mails import chapter, statement

GUIDE = Guide(
    digest="panels",
    chapters=(
        chapter("home", statement("home.heading", "Home", {"kind": "heading", "text": "Home"})),
    ),
)


def test_each_panel_once() -> None:
    """With the words that were pressed, and the page."""
    one = journal(
        page(1, "home"),
        step(1, verb=UNFOLD, on=1, led_to=2, words="Menu"),
        page(2, "home"),
        step(2, on=2, led_to=3, words="Log out"),
        page(3, ""),
    )
    told = fact("panel-opened", words=quote("Menu"), page=quote(GUIDE.pages["home"].title))
    assert opened_panels([one, one], GUIDE) == (told,)
