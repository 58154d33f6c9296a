"""Pages of a crawl are read as a run reads them."""

from pathlib import Path

from aiohttp import web

from harness.crawl.store import CrawlStore
from tests.crawl.sites import crawled

PAGE = (
    '<!DOCTYPE html><title>x</title><link rel="stylesheet" href="/site.css?v=2">'
    '<h1><span class="step">Étape 1 sur 4</span>Votre situation</h1>'
    '<p class="bar"><span>Caisse</span><span>Espace</span></p>'
)


async def sheet(_request: web.Request) -> web.Response:
    """A style sheet that draws in-line words apart."""
    return web.Response(
        text=".step { display: block } .bar { display: flex }", content_type="text/css"
    )


async def test_words_that_style_sheets_draw_apart_are_apart(tmp_path: Path) -> None:
    """Else a drafted guide has words glued together that no run over HTTP finds."""
    await crawled({"/": PAGE, "/site.css": sheet}, tmp_path)
    with CrawlStore(tmp_path) as store:
        assert [address for address, _ in store.style_sheets().sheets]
        (page,) = (one.page for one in store.pages())
    assert [text.text for text in page.headings] == ["Étape 1 sur 4 Votre situation"]
    assert not any("CaisseEspace" in text.text for text in page.texts)


async def test_a_style_sheet_that_is_none_counts_for_nothing(tmp_path: Path) -> None:
    """An error page in its place, or bytes of something else."""

    async def broken(_request: web.Request) -> web.Response:
        return web.Response(body=b"\xff\x00{{{", content_type="text/css")

    await crawled({"/": PAGE, "/site.css": broken}, tmp_path)
    with CrawlStore(tmp_path) as store:
        (page,) = (one.page for one in store.pages())
    assert [text.text for text in page.headings] == ["Étape 1 sur 4Votre situation"]
