"""A crawl from its order to its files: explored, read, listed."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness.accounts.model import Account
from harness.config.crawl import ScrapeSettings, Sending
from harness.config.target import Target
from harness.core.charset import decode
from harness.core.errors import CaptureError, NeedsBrowser, TargetError, UsageError
from harness.crawl.crawl import HOSTS, IGNORED, AddressExplorer, Crawl, CrawlProgress
from harness.crawl.explore.browser import BrowserExplorer
from harness.crawl.explore.client import Fetcher
from harness.crawl.explore.http import PROBE, HttpExplorer
from harness.crawl.frontier import DATABASE_NAME, Frontier
from harness.crawl.login import log_in, send, sendings_on
from harness.crawl.model import AddressState, FoundAddress, Visit
from harness.crawl.politeness import Politeness
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import read_documents, visible_text
from harness.crawl.scope import Scope, session_mark, with_session
from harness.crawl.store import CrawlStore, KnownAddress
from harness.crawl.warc import WARC_NAME
from harness.driver.factory import DriverOptions, open_engine
from harness.driver.http.engine import HttpSession
from harness.driver.protocol import Refused, Session, Tab
from harness.page.extract import extract
from harness.page.quick_scan import Kind

START, FINISHED, BEGUN, DEAD = "start", "finished", "begun", "dead"
PAGES_FILE = "pages.jsonl"
_MOST_TABS = 3  # of one browser at work at once
_BATCH = 100  # pages that are kept at once


@dataclass(frozen=True)
class CrawlConfig:
    """What to crawl, and how.

    Attributes:
        start: the address to begin at.
        folder: of the crawl; one that was begun is gone on with.
        target: how the portal is reached, and what may be done to it.
        driver: "http", or "browser" for pages that scripts draw.
        per_second: requests a second to one host; None for as many as it answers.
        earlier: folder of an earlier crawl, whose answers are asked for anew only where they
            changed; None for none.
        seeds: other addresses to begin at, that pages need not lead to.
        account: who logs in, and whose words are sent; None for nobody.
        rest: seconds before an address is asked for again in vain, doubled at each try.
    """

    start: str
    folder: Path
    target: Target
    driver: str = "http"
    per_second: float | None = None
    earlier: Path | None = None
    seeds: Sequence[str] = ()
    account: Account | None = None
    rest: float = 1.0

    @property
    def settings(self) -> ScrapeSettings:
        """How far it goes."""
        return self.target.scrape


async def run_crawl(order: CrawlConfig, tell: Callable[[CrawlProgress], None]) -> str:
    """Crawl, from the begin or from where an earlier one was broken off.

    Returns:
        The address at which a host stopped to answer; "" where all was asked for.

    Raises:
        UsageError: the folder has a crawl of another portal, or one is at work there.
    """
    if order.earlier is not None:
        CrawlStore(order.earlier).close()  # refuses what is none
    order.folder.mkdir(parents=True, exist_ok=True)
    with Frontier(order.folder, order.earlier) as frontier:
        _begin(order, frontier)
        async with _expedition(order, frontier, tell) as expedition:
            await expedition.crawl.run()
            await expedition.send()
            dead = expedition.crawl.scout.dead
        frontier.write_note(DEAD, dead)
        if not dead:
            frontier.write_note(FINISHED, _now())
    return dead


@dataclass(frozen=True)
class _Expedition:
    """A crawl with the person on whose behalf it goes."""

    order: CrawlConfig
    crawl: Crawl
    session: Session | None
    seer: BrowserExplorer | None

    async def send(self) -> None:
        """Send the forms that the target names, and explore what they lead to."""
        sendings = self.order.settings.send
        if not sendings or self.session is None or self.seer is None or self.crawl.scout.dead:
            return
        tab = await self.session.tab()
        with CrawlStore(self.order.folder) as site:
            pages = [one for one in site.addresses() if one.facts.forms]
        for page in pages:
            for sending in sendings_on(page.key, sendings):
                await self._send(page, sending, tab)
        await tab.close()
        await self.crawl.run()

    async def _send(self, page: KnownAddress, sending: Sending, tab: Tab) -> None:
        """Send a form once at the most: it is noted before, and never sent again."""
        key = f"{page.key} [{sending.button}]"
        lease = self.crawl.frontier.claim(FoundAddress(key, page.url, Kind.SENT))
        if lease is None or self.seer is None:
            return
        self.crawl.frontier.link(page.id, lease.id, Kind.SENT, sending.button)
        try:
            capture = await send(tab, page.url, sending, self.order.account)
        except (Refused, CaptureError, NeedsBrowser) as broken:
            self.crawl.bring(Visit(lease, AddressState.LEFT, why=f"not sent: {broken.seen}"))
            return
        visit = await self.seer.seen(lease, capture, tab)
        self.crawl.bring(replace(visit, fetched=None, url=capture.page.url))


@asynccontextmanager
async def _expedition(
    order: CrawlConfig, frontier: Frontier, tell: Callable[[CrawlProgress], None]
) -> AsyncIterator[_Expedition]:
    async with AsyncExitStack() as stack:
        session, mark, landed = await _visit(order, stack)
        ignored = json.loads(frontier.note(IGNORED) or "[]")
        browses = order.driver == "browser"
        scope = Scope(
            order.start, order.settings, ignored, signed_in=order.settings.login, routes=browses
        )
        starts = dict.fromkeys((*landed, *(with_session(u, mark) for u in _starts(order))))
        scope.hosts.update(json.loads(frontier.note(HOSTS) or "[]"))
        frontier.seed([FoundAddress(scope.key(url), url, Kind.START) for url in starts])
        jar = session.transport.jar if isinstance(session, HttpSession) else None
        plain = await stack.enter_async_context(_scout(order, scope, jar))
        seer = BrowserExplorer(plain, session, order.folder) if session else None
        workers = order.settings.connections
        scout: AddressExplorer = plain
        if browses and seer is not None:
            scout, workers = seer, min(workers, _MOST_TABS)
        crawl = Crawl(frontier, scope, scout, workers, tell)
        yield _Expedition(order, crawl, session, seer)


def _starts(order: CrawlConfig) -> tuple[str, ...]:
    return (order.start, *order.seeds)


async def _visit(
    order: CrawlConfig, stack: AsyncExitStack
) -> tuple[Session | None, str, tuple[str, ...]]:
    """The visit of a person, where one is needed; the session in its addresses; where it is."""
    if order.driver == "http" and not order.settings.login and not order.settings.send:
        return None, "", ()
    driving = DriverOptions(order.driver)
    engine = await stack.enter_async_context(open_engine(order.target, order.start, driving))
    session = await engine.session()
    stack.push_async_callback(session.close)
    if not order.settings.login:
        return session, "", ()
    if order.account is None:
        raise TargetError(
            "an account that logs in before the crawl",
            seen="none that has logged in before",
            remedy="Name one under [accounts], or take `login` out of [scrape].",
        )
    tab = await session.tab()
    capture = await log_in(tab, order.target, order.account, order.start)
    url = capture.page.url
    return session, session_mark(url), (url,)


@asynccontextmanager
async def _scout(order: CrawlConfig, scope: Scope, jar: Any) -> AsyncIterator[HttpExplorer]:
    settings = order.settings
    async with Fetcher(
        order.start,
        agent=settings.agent,
        seconds=settings.seconds,
        max_bytes=settings.bytes,
        connections=settings.connections,
        jar=jar,
        access=order.target.access,
        languages=order.target.visitor.languages,
    ) as fetcher:
        manners = Politeness(
            fetcher.get,
            agent=settings.agent,
            per_second=order.per_second,
            obeys=settings.robots,
            rest=order.rest,
        )
        earlier = order.earlier / WARC_NAME if order.earlier else None
        yield HttpExplorer(scope, fetcher, manners, earlier)


def _begin(order: CrawlConfig, frontier: Frontier) -> None:
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
    with Frontier(folder) as frontier, CrawlStore(folder) as site:
        batch: list[CrawledPage] = []
        for record in read_documents(site.unread(), missing_words(site)):
            batch.append(record)
            if len(batch) >= _BATCH:
                frontier.save(batch)
                tell(len(batch))
                batch = []
        frontier.save(batch)
        tell(len(batch))
        with (folder / PAGES_FILE).open("w", encoding="utf-8") as lines:
            for record in site.records():
                lines.write(record.model_dump_json(exclude_defaults=True) + "\n")


def missing_words(site: CrawlStore) -> str:
    """What the portal says of an address that it does not have; "" where that tells nothing.

    A portal that shows its first page instead says nothing by which others could be told.
    """
    head, _, body = site.note(PROBE).partition("\n")
    if not body:
        return ""
    status, _, content_type = head.partition(" ")
    html, charset = decode(b64decode(body), content_type)
    words = visible_text(extract(html, url=site.note(START), charset=charset))
    return words if words and int(status) not in range(300, 400) else ""


def is_crawl(path: Path) -> bool:
    """Whether a folder holds a crawl."""
    return (path / DATABASE_NAME).is_file()
