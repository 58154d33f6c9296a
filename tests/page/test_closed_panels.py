"""What stands in a closed panel is looked for by its exact words."""

import pytest

from harness.guide.claims import Action
from harness.guide.model import Guide
from harness.model.page import Page
from harness.page.closed_panels import closed_action, closed_field
from harness.page.extract import extract
from tests.two_mails import chapter, statement

CLOSED = "<button aria-expanded=false aria-controls=m>Menu</button><div id=m hidden>{}</div>"
GUIDE = Guide(
    digest="closed",
    chapters=(chapter("home", statement("home.town", "Town", {"kind": "field", "label": "Town"})),),
)


def _page(html: str) -> Page:
    return extract(html, url="http://portal.example/")


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (CLOSED.format("<a href=/bye>Log out</a>"), True),
        (CLOSED.format("<a href=/bye>Log off</a>"), False),
        ("<a href=/bye>Log out</a>" + CLOSED.format("<a href=/bye>Log out</a>"), False),
        ("<a href=/b>Log out now</a>" + CLOSED.format("<a href=/bye>Log out</a>"), True),
        ("<div hidden><a href=/bye>Log out</a></div>", False),
        ("<details><summary>Me</summary><a href=/bye>Log out</a></details>", True),
    ],
)
def test_a_link(html: str, *, found: bool) -> None:
    """A panel is opened for the exact words alone, and where they are not visible."""
    claim = Action(kind="action", label="Log out")
    part = closed_action(_page(html), claim, [claim])
    assert (part is not None and part.opener is not None) is found


@pytest.mark.parametrize(
    ("html", "found"),
    [
        (CLOSED.format("<label>Town * <input></label>"), True),
        (CLOSED.format("<label>Towns <input></label>"), False),
        ("<label>Town <input></label>" + CLOSED.format("<label>Town <input></label>"), False),
        ("<label hidden>Town <input></label>", False),
    ],
)
def test_a_field(html: str, *, found: bool) -> None:
    """As of a link."""
    assert (closed_field(_page(html), GUIDE, "home", "Town") is not None) is found
