"""Skip links are known by where they lead, by their names, and by their place."""

import pytest

from harness.model.page import Region
from harness.page.extract import extract

SKIPS = [
    "<a href=#c>x</a><main id=c><h1>y</h1></main>",
    "<a href=#f>x</a><footer id=f>y</footer>",
    "<a href=#n>x</a><div role=navigation id=n>y</div>",
    "<a href=#top>x</a>",
    "<p class=skip-links><a href=#c>x</a></p><div id=c>y</div>",
    "<div id=evitement><ul><li><a href=#c>x</a></ul></div>",
    "<p>logo<p><a href=#c>x</a><div id=c><h1>y</h1></div>",
    "<p>logo<p><a href=#c>x</a><h1 id=c>y</h1>",
    "<a href=#c>x</a> | <a href=#m>z</a><p>logo<p><a name=c></a><h1>y</h1>",
    "<a href=#c>x</a><div id=c>y</div>",
]
OTHERS = [
    "<h1>z</h1><a href=#c>x</a><h2 id=c>y</h2>",
    "<a href=#>x</a>",
    "<a href=/c#f>x</a><footer id=f>y</footer>",
    "<p>z<a href=#d>x</a><dialog id=d open>y</dialog>",
    "<p>z<p class=skipper><a href=#c>x</a></p><p id=c>y",
    "<a href=/>logo</a><a href=#c>x</a><p id=c>y",
    "<a href=#/login>x</a><p>y",
]


@pytest.mark.parametrize("html", [*SKIPS, *OTHERS])
def test_skip_links(html: str) -> None:
    """They lead to a region of their own page; a table of contents and a dialog's link do not."""
    links = extract(html, url="http://portal.example/").links
    link = next(one for one in links if one.label == "x")
    assert (link.region is Region.BYPASS) is (html in SKIPS)
