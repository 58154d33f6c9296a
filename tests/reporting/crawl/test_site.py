"""The report of a crawl: map, broken links, forms, and what the portal is made of."""

import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from harness.crawl.results.inventory import InventoryEntry, Outcome, inventory_entries
from harness.crawl.store import CrawlStore
from harness.messages import catalogue
from harness.model.fact import fact
from harness.reporting.crawl.site import site_report
from tests.crawl.sites import Site, crawled, pdf, redirect

HOSTILE = "<script>alert(1)</script>"
PAGES = {
    "/": (
        f"<title>{HOSTILE.replace('<', '&lt;')}</title><a href=/gone>Perdu</a><a href=/a>A</a>"
        "<a href='mailto:contact@portail.example'>m</a><img src=http://cdn.example/x.png>"
        "<a href=/loop>b</a><a href=/doc.pdf>Notice</a>"
    ),
    "/a": "<!doctype html><title>A</title><h1>Page introuvable</h1><center><form method=post>"
    "<label for=n>Nom *</label><input id=n name=nom maxlength=9></form>",
}


async def report(folder: Path, language: str) -> str:
    """The report of a crawl of a small site."""
    site: Site = {**PAGES, "/loop": redirect("/loop?x=1", 302), "/doc.pdf": pdf}
    await crawled(site, folder)
    with CrawlStore(folder) as store:
        words = catalogue("fr" if language == "fr" else "en")
        return site_report(store, list(inventory_entries(store)), words)


async def test_all_that_was_found_is_told(tmp_path: Path) -> None:
    """Each kind of thing in its section, addresses without the portal's own host."""
    html = await report(tmp_path, "en")
    for title in ("Map", "Broken links", "Redirect chains and loops", "Soft 404s", "Documents"):
        assert f">{title} <span" in html or f">{title}</h2>" in html, title
    for text in ("/gone", "Perdu", "contact@portail.example", "cdn.example", "centred by elements"):
        assert text in html, text
    assert "<td>Nom</td><td>label[for]</td><td>nom</td><td>text</td><td>*, ≤ 9</td>" in html
    assert '<svg class="site-map"' in html


async def test_it_begins_with_what_is_wrong_and_what_to_do_next(tmp_path: Path) -> None:
    """Whose crawl it is, whatever is wrong beside links, and how to compare a later one."""
    html = await report(tmp_path, "en")
    first = html.partition("<main")[0]
    assert "<h1>What the portal holds: http" in first
    assert '<a href="#soft-404s">Soft 404s</a> (1)' in first
    assert "Next: Look at what is wrong" in first
    assert "codes-perdus scrape --diff CRAWL LATER" in first


async def test_the_numbers_add_up_and_say_what_they_count(tmp_path: Path) -> None:
    """All addresses are pages, files, redirects, broken, only tried, or not asked for."""
    html = await report(tmp_path, "en")
    tiles = re.findall(r"<strong>([=+]?) ?(\d+)</strong>", html)
    assert [sign for sign, _ in tiles] == ["", "=", *["+"] * 5]
    total, *parts = (int(number) for _, number in tiles)
    assert (total, parts) == (8, [2, 1, 2, 1, 1, 1])
    assert "One link of the portal is broken: one address does not work" in html
    assert "The 2 pages hold one form with one field to fill in;" in html


@given(
    status=st.sampled_from([0, 200, 204, 301, 404, 500]),
    type_=st.sampled_from(["", "text/html", "image/png"]),
    code=st.sampled_from(["", "left-other-host", "no-answer-in-time"]),
    links_in=st.integers(0, 2),
)
def test_an_address_that_was_not_asked_for_is_no_failure(
    status: int, type_: str, code: str, links_in: int
) -> None:
    """And one that failed is no page, whatever else is known of it."""
    left = fact(code) if code else None
    one = InventoryEntry(id=1, address="x", status=status, type=type_, left=left, links_in=links_in)
    assert (one.outcome in {Outcome.BROKEN, Outcome.MISSING}) == one.has_failed
    assert (one.outcome is Outcome.LEFT) == (not status and code != "no-answer-in-time")
    assert (one.outcome is Outcome.PAGE) == one.is_page


async def test_a_hostile_portal_stays_text(tmp_path: Path) -> None:
    """In the map and in the tables."""
    html = await report(tmp_path, "fr")
    assert HOSTILE not in html
    assert "Liens cassés" in html
