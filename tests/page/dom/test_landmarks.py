"""Header, footer and skip links are known by what standards and common names say."""

import pytest

from harness.model.page import Region
from harness.page.extract import extract


def _region(html: str) -> Region:
    """The region of the text « here »."""
    page = extract(html, url="http://portal.example/")
    return next(text.region for text in page.texts if text.text == "here")


@pytest.mark.parametrize(
    ("html", "region"),
    [
        ("<header><p>here</header>", Region.BANNER),
        ("<footer><ul><li>here</ul></footer>", Region.CONTENTINFO),
        ("<div role=banner><p>here</div>", Region.BANNER),
        ("<div role=contentinfo>here</div>", Region.CONTENTINFO),
        ("<div id=footer><p>here</div>", Region.CONTENTINFO),
        ("<table class='large header'><tr><td>here</table>", Region.BANNER),
        ("<header><nav><p>here</nav></header>", Region.BANNER),
        ("<main><header><p>here</header></main>", Region.CONTENT),
        ("<article><footer>here</footer></article>", Region.CONTENT),
        ("<div role=main><div class=header>here</div></div>", Region.CONTENT),
        ("<div class=card-header>here</div>", Region.CONTENT),
        ("<table><tr class=header><td>here</table>", Region.CONTENT),
        ("<main><p>here</main><footer>x</footer>", Region.CONTENT),
    ],
)
def test_header_and_footer(html: str, region: Region) -> None:
    """Of the page; those of a section of it are its content."""
    assert _region(html) is region


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
