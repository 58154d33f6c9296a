"""Exploring in the browser: what only scripts draw, and where only a click leads."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest

from harness.config.crawl import ScrapeSettings
from harness.crawl.results.inventory import InventoryEntry, inventory_entries
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME, read_responses
from harness.driver.browser.discovery import find_browser
from tests.crawl.sites import Site, crawled, pdf, redirect

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(find_browser() is None, reason="no browser here"),
]
PAGES = {
    "/": """<title>Accueil</title><div id=a></div><script>
        document.getElementById('a').innerHTML = '<a href="/drawn">Dessiné</a>';
        function go(n) { location.href = '/clicked' + n; }
        </script><a href="javascript:go(1)">Clic</a><a href="#/route">Route</a>
        <a href="/old">Ancien</a><a href="/moved">Parti</a><a href="/notice.pdf">Notice</a>
        <iframe src="/framed"></iframe>""",
    "/drawn": "<title>Dessiné</title><form method=post><label>Nom <input name=n></label></form>",
    "/clicked1": "<title>Cliqué</title>",
    "/framed": "<title>Cadre</title><a href=/from-frame>Du cadre</a>",
    "/from-frame": "<title>Du cadre</title>",
    "/moved": "<title>…</title><script>location.replace('/drawn')</script>",
}


async def test_all_that_a_browser_shows_is_found(tmp_path: Path) -> None:
    """Drawn links, clicks, routes, frames, redirects by answer and by script, files."""
    site: Site = {**PAGES, "/old": redirect("/drawn"), "/notice.pdf": pdf}
    await crawled(site, tmp_path, ScrapeSettings(connections=2), driver="browser")
    with CrawlStore(tmp_path) as store:
        found = {path_of(entry): entry for entry in inventory_entries(store)}
        offsets = {
            one.summary.offset: one.key
            for one in store.addresses()
            if one.summary.offset is not None and one.summary.type == "text/html"
        }
    paths = set(found)
    assert {"/drawn", "/clicked1", "/#/route", "/from-frame", "/notice.pdf"} <= paths
    assert found["/drawn"].fields == 1
    assert found["/drawn"].charset_declared == "utf-8"
    assert found["/old"].status == 301
    assert found["/old"].redirects == found["/moved"].redirects == (found["/drawn"].address,)
    kept = dict(read_responses(tmp_path / WARC_NAME, offsets))
    body = next(answer.body for key, answer in kept.items() if key.endswith("/drawn"))
    assert body.decode() == PAGES["/drawn"]


def path_of(entry: InventoryEntry) -> str:
    """Path and route of an address."""
    parts = urlsplit(entry.address)
    return parts.path + (f"#{parts.fragment}" if parts.fragment else "")
