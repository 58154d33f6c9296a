"""A crawl from its order to its files: explored, read, listed."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from harness.drive.fetch import Fetcher
from harness.errors import UsageError
from harness.page.charset import decode
from harness.page.extract import extract
from harness.page.sketch import Kind
from harness.scrape.archive import WARC_NAME
from harness.scrape.crawl import IGNORED, Crawl, Progress
from harness.scrape.frontier import NAME, Frontier
from harness.scrape.http_scout import PROBE, HttpScout
from harness.scrape.inventory import entries, write_inventory
from harness.scrape.manners import Manners
from harness.scrape.reading import read_all, words_of
from harness.scrape.record import PageRecord
from harness.scrape.scope import Scope
from harness.scrape.site import Site
from harness.scrape.visit import Find
from harness.scrape_settings import ScrapeSettings

START, FINISHED, BEGUN, DEAD = "start", "finished", "begun", "dead"
PAGES_NAME = "pages.jsonl"
_BATCH = 100  # pages that are kept at once


@dataclass(frozen=True)
class Order:
    """What to crawl, and how.

    Attributes:
        start: the address to begin at.
        folder: of the crawl; one that was begun is gone on with.
        per_second: requests a second to one host; None for as many as it answers.
        earlier: folder of an earlier crawl, whose answers are asked for anew only where they
            changed; None for none.
        rest: seconds before an address is asked for again in vain, doubled at each try.
        seeds: other addresses to begin at, that pages need not lead to.
    """

    start: str
    folder: Path
    settings: ScrapeSettings = field(default_factory=ScrapeSettings)
    per_second: float | None = None
    earlier: Path | None = None
    seeds: Sequence[str] = ()
    rest: float = 1.0
    headers: dict[str, str] = field(default_factory=dict, repr=False)


async def explore(order: Order, tell: Callable[[Progress], None]) -> str:
    """Crawl, from the begin or from where an earlier one was broken off.

    Returns:
        The address at which a host stopped to answer; "" where all was asked for.

    Raises:
        UsageError: the folder has a crawl of another portal, or one is at work there.
    """
    order.folder.mkdir(parents=True, exist_ok=True)
    with Frontier(order.folder, order.earlier) as frontier:
        _begin(order, frontier)
        scope = Scope(order.start, order.settings, json.loads(frontier.note(IGNORED) or "[]"))
        frontier.seed(
            [Find(scope.key(url), url, Kind.START) for url in (order.start, *order.seeds)]
        )
        async with _scout(order, scope) as scout:
            crawl = Crawl(frontier, scope, scout, order.settings.connections, tell)
            await crawl.run()
        frontier.write_note(DEAD, scout.dead)
        if not scout.dead:
            frontier.write_note(FINISHED, _now())
    return scout.dead


@asynccontextmanager
async def _scout(order: Order, scope: Scope) -> AsyncIterator[HttpScout]:
    settings = order.settings
    async with Fetcher(
        order.start,
        agent=settings.agent,
        seconds=settings.seconds,
        max_bytes=settings.bytes,
        connections=settings.connections,
        headers=order.headers,
    ) as fetcher:
        manners = Manners(
            fetcher.get,
            agent=settings.agent,
            per_second=order.per_second,
            obeys=settings.robots,
            rest=order.rest,
        )
        earlier = order.earlier / WARC_NAME if order.earlier else None
        yield HttpScout(scope, fetcher, manners, earlier)


def _begin(order: Order, frontier: Frontier) -> None:
    begun = frontier.note(START)
    if begun and begun != order.start:
        raise UsageError(
            f"a folder for a crawl of {order.start}",
            seen=f"one of {begun} in {order.folder}",
            remedy="Name another folder with --out.",
        )
    if not begun:
        frontier.write_note(START, order.start)
        frontier.write_note(BEGUN, _now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_pages(folder: Path, tell: Callable[[int], None]) -> None:
    """Read the archived documents that were not read yet, and list them in `pages.jsonl`.

    Args:
        folder: of the crawl.
        tell: hears how many were read.
    """
    with Frontier(folder) as frontier, Site(folder) as site:
        batch: list[PageRecord] = []
        for record in read_all(site.unread(), missing_words(site)):
            batch.append(record)
            if len(batch) >= _BATCH:
                frontier.save(batch)
                tell(len(batch))
                batch = []
        frontier.save(batch)
        tell(len(batch))
        with (folder / PAGES_NAME).open("w", encoding="utf-8") as lines:
            for record in site.records():
                lines.write(record.model_dump_json(exclude_defaults=True) + "\n")
        write_inventory(entries(site), folder)


def missing_words(site: Site) -> str:
    """What the portal says of an address that it does not have; "" where that tells nothing.

    A portal that shows its first page instead says nothing by which others could be told.
    """
    head, _, body = site.note(PROBE).partition("\n")
    if not body:
        return ""
    status, _, content_type = head.partition(" ")
    html, charset = decode(b64decode(body), content_type)
    words = words_of(extract(html, url=site.note(START), charset=charset))
    return words if words and int(status) not in range(300, 400) else ""


def is_crawl(path: Path) -> bool:
    """Whether a folder holds a crawl."""
    return (path / NAME).is_file()
