"""Exploring in the browser: what only scripts draw, and where only a click leads."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from harness.config.crawl import ScrapeSettings
from harness.config.target import Target
from harness.crawl.job import CrawlConfig, read_pages, run_crawl
from harness.crawl.results.inventory import InventoryEntry, inventory_entries
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME, read_responses
from harness.driver.browser.discovery import find_browser

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
Handler = Callable[[web.Request], Awaitable[web.Response]]


async def show(request: web.Request) -> web.Response:
    """One of the pages."""
    return web.Response(text=PAGES[request.path], content_type="text/html")


async def old(_request: web.Request) -> web.Response:
    """An address that sends on."""
    return web.Response(status=301, headers={"Location": "/drawn"})


async def notice(_request: web.Request) -> web.Response:
    """A file."""
    return web.Response(body=b"%PDF-1.4", content_type="application/pdf")


async def test_all_that_a_browser_shows_is_found(tmp_path: Path) -> None:
    """Drawn links, clicks, routes, frames, redirects by answer and by script, files."""
    app = web.Application()
    for path in PAGES:
        app.router.add_get(path, show)
    app.router.add_get("/old", old)
    app.router.add_get("/notice.pdf", notice)
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        target = Target(name="x", base_url=url, scrape=ScrapeSettings(connections=2))
        await run_crawl(CrawlConfig(url, tmp_path, target, driver="browser"), lambda _: None)
    read_pages(tmp_path, lambda _: None)
    with CrawlStore(tmp_path) as site:
        found = {path_of(entry): entry for entry in inventory_entries(site)}
        offsets = {
            one.summary.offset: one.key
            for one in site.addresses()
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
