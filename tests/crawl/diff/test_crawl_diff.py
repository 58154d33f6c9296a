"""Two crawls side by side, and the redirects between them."""

from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from harness.config.crawl import ScrapeSettings
from harness.config.target import Target
from harness.core.errors import UsageError
from harness.crawl.diff.crawl_diff import ChangeKind, compare_crawls
from harness.crawl.explore.client import Fetcher
from harness.crawl.job import CrawlConfig, read_pages, run_crawl
from harness.crawl.results.redirect_check import follow_all
from harness.crawl.results.redirects import propose_redirects, read_redirect_map, write_redirect_map
from harness.crawl.scope import CrawlScope
from harness.crawl.store import CrawlStore
from harness.messages import catalogue
from harness.model.fact import fact

Handler = Callable[[web.Request], Awaitable[web.Response]]
OLD = {
    "/": "<title>Accueil</title><h1>Accueil</h1><a href=/contact.asp>x</a><a href=/vieux>y</a>",
    "/contact.asp": "<title>Nous écrire</title><h1>Nous écrire</h1><form method=post>"
    "<label for=a>Nom *</label><input id=a name=nom><label for=b>Téléphone</label>"
    "<input id=b name=tel><input type=submit value=Envoyer></form>",
    "/vieux": "<title>Bulletin de 1998</title><h1>Archives du bulletin</h1><p>Numéros épuisés",
}
NEW = {
    "/": "<title>Accueil</title><h1>Accueil</h1><a href=/contact>x</a>",
    "/contact": "<title>Nous écrire</title><h1>Nous écrire</h1><form method=post>"
    "<label for=a>Votre nom</label><input id=a name=nom><input type=submit value=Envoyer></form>",
}


async def crawled(pages: dict[str, str], folder: Path) -> Path:
    """Crawl a site of these pages."""
    app = web.Application()
    for path, html in pages.items():
        app.router.add_get(path, _show(html))
    async with TestServer(app) as server:
        url = str(server.make_url("/"))
        await run_crawl(CrawlConfig(url, folder, Target(name="x", base_url=url)), lambda _: None)
    read_pages(folder, lambda _: None)
    return folder


def _show(html: str) -> Handler:
    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=html, content_type="text/html")

    return show


async def test_what_was_lost_moved_and_changed_is_told(tmp_path: Path) -> None:
    """A field, a page, an address, a label; each with the reason of its pairing."""
    before, after = await crawled(OLD, tmp_path / "1"), await crawled(NEW, tmp_path / "2")
    with CrawlStore(before) as old, CrawlStore(after) as new:
        found = compare_crawls(old, new)
        rows = {row.old.rpartition("/")[2]: row for row in propose_redirects(old, new)}
    told = {(one.kind, one.about) for one in found.differences}
    assert (ChangeKind.FIELD_LOST, "Téléphone") in told
    assert (ChangeKind.FIELD_CHANGED, "Nom") in told
    assert (ChangeKind.PAGE_GONE, "bulletin de 1998") in told
    changed = next(one for one in found.differences if one.kind is ChangeKind.FIELD_CHANGED)
    codes = {one.code for one in changed.changes}
    assert codes == {"field-label-changed", "field-mark-changed"}
    assert changed.reason == fact("pair-same-name")
    moved = next(one for one in found.differences if one.kind is ChangeKind.PAGE_MOVED)
    assert moved.reason is not None
    assert fact("pair-similar-part", part="title", similarity=1.0) in moved.reason.parts()
    assert rows["contact.asp"].new.endswith("/contact")
    assert rows["contact.asp"].confidence > 0.6
    assert (rows["vieux"].new, rows["vieux"].confidence) == ("", 0.0)


async def test_a_crawl_does_not_differ_from_itself(tmp_path: Path) -> None:
    """Nor from another crawl of the same portal."""
    one, other = await crawled(OLD, tmp_path / "1"), await crawled(OLD, tmp_path / "2")
    with CrawlStore(one) as old, CrawlStore(one) as same, CrawlStore(other) as new:
        assert compare_crawls(old, same).differences == compare_crawls(old, new).differences == ()


async def test_redirects_are_followed_as_a_browser_does(tmp_path: Path) -> None:
    """Status, chain, loop, lost parameter, wrong end and soft 404 are each told."""

    def sent(to: str, status: int = 301) -> Handler:
        async def send(_request: web.Request) -> web.Response:
            return web.Response(status=status, headers={"Location": to})

        return send

    app = web.Application()
    for path, handler in {
        "/good": sent("/new"),
        "/chain": sent("/good", 302),
        "/loop": sent("/loop2"),
        "/loop2": sent("/loop"),
        "/lost": sent("/new"),
        "/soft": sent("/none"),
        "/wrong": sent("/"),
        "/": _show("<title>Accueil"),
        "/new": _show("<title>Nouveau"),
        "/none": _show("<title>Portail</title><h1>Page introuvable</h1>"),
    }.items():
        app.router.add_get(path, handler)
    rows = [
        *(("/good", "/new"), ("/chain", "/new"), ("/loop", "/new"), ("/lost?a=1", "/new?a=1")),
        *(("/soft", "/none"), ("/wrong", "/new"), ("/missing", "/new")),
    ]
    async with TestServer(app) as server:
        base = str(server.make_url("/"))
        full = [(f"http://old.example{old}", f"http://new.example{new}") for old, new in rows]
        async with Fetcher(base, agent="x", seconds=20, max_bytes=9999, connections=2) as fetcher:
            scope = CrawlScope(base, ScrapeSettings())
            found = await follow_all(full, fetcher, scope, at=base)
    faults = {one.old.rpartition("/")[2].partition("?")[0]: one.faults for one in found}
    assert faults["good"] == faults["chain"] == ()
    chain = next(one for one in found if "chain" in one.old)
    assert chain.notes == (fact("redirect-chain", count=2), fact("redirect-not-permanent"))
    assert faults["loop"] == (fact("redirect-loop"),)
    assert fact("redirect-parameters-lost", count=1, names=("a",)) in faults["lost"]
    assert faults["soft"][0] == fact("redirect-soft-404")
    assert faults["wrong"] == (fact("redirect-elsewhere", address=base),)
    assert faults["missing"][0] == fact("redirect-status", status="404")


def test_a_map_is_written_and_read(tmp_path: Path) -> None:
    """Another file is refused with the way out."""
    path = tmp_path / "map.csv"
    write_redirect_map([], path, catalogue().say)
    with pytest.raises(UsageError, match="old and new"):
        list(read_redirect_map(path))
    path.write_text("old,new\nhttp://a/,http://b/\nhttp://c/,\n", encoding="utf-8")
    assert list(read_redirect_map(path)) == [("http://a/", "http://b/")]
