"""The report of a crawl: map, broken links, forms, and what the portal is made of."""

from pathlib import Path

from harness.crawl.results.inventory import inventory_entries
from harness.crawl.store import CrawlStore
from harness.messages import catalogue
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


async def test_a_hostile_portal_stays_text(tmp_path: Path) -> None:
    """In the map and in the tables."""
    html = await report(tmp_path, "fr")
    assert HOSTILE not in html
    assert "Liens rompus" in html
