"""Header and footer are known by what standards and common names say."""

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
