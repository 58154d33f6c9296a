"""Small sites to crawl, and crawls of them."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from aiohttp.test_utils import TestServer

from harness.config.crawl import ScrapeSettings
from harness.config.suite import bundled_suite
from harness.config.target import Target
from harness.crawl.job import CrawlConfig, read_pages, run_crawl

Handler = Callable[[web.Request], Awaitable[web.Response]]
Site = Mapping[str, str | Handler]
"""Documents and handlers by their paths."""


def html(text: str) -> Handler:
    """Answers with a document."""

    async def show(_request: web.Request) -> web.Response:
        return web.Response(text=text, content_type="text/html")

    return show


def redirect(location: str, status: int = 301) -> Handler:
    """Answers with a redirect."""

    async def send(_request: web.Request) -> web.Response:
        return web.Response(status=status, headers={"Location": location})

    return send


async def pdf(_request: web.Request) -> web.Response:
    """Answers with a file."""
    return web.Response(body=b"%PDF-1.4", content_type="application/pdf")


@asynccontextmanager
async def served(site: Site) -> AsyncIterator[str]:
    """Serve documents and handlers by their paths; gives the address."""
    app = web.Application()
    for path, answer in site.items():
        app.router.add_get(path, html(answer) if isinstance(answer, str) else answer)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


async def crawled(
    site: Site,
    folder: Path,
    settings: ScrapeSettings | None = None,
    driver: str = "http",
) -> Path:
    """Serve a site, crawl it and read its pages; gives the folder."""
    async with served(site) as url:
        target = Target(name="x", base_url=url, scrape=settings or ScrapeSettings())
        await run_crawl(CrawlConfig(url, folder, target, driver=driver), lambda _: None)
    read_pages(folder, lambda _: None, bundled_suite())
    return folder
