"""One crawl from its configuration to its files."""

import json
from base64 import b64decode
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from harness.accounts.model import Account
from harness.config.crawl import ScrapeSettings, Sending
from harness.config.suite import Suite
from harness.config.target import Target
from harness.core.charset import decode
from harness.core.errors import CaptureError, NeedsBrowser, TargetError, Unreadable, UsageError
from harness.crawl.crawl import AddressExplorer, Crawl, CrawlProgress
from harness.crawl.explore.browser import BrowserExplorer
from harness.crawl.explore.client import Fetcher
from harness.crawl.explore.http import HttpExplorer
from harness.crawl.frontier import DATABASE_NAME, Frontier
from harness.crawl.login import log_in, send_form, sendings_on
from harness.crawl.model import AddressState, AddressVisit, FoundAddress, NoteName
from harness.crawl.politeness import Politeness
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import read_documents, visible_text
from harness.crawl.scope import CrawlScope, session_mark, with_session
from harness.crawl.store import CrawlStore, KnownAddress
from harness.crawl.warc import WARC_NAME
from harness.driver.factory import DriverOptions, open_engine
from harness.driver.http.engine import HttpSession
from harness.driver.protocol import ActionRefused, Session, Tab
from harness.model.fact import Fact, fact, fact_to_json
from harness.page.extract import extract
from harness.page.references import LinkKind

PAGES_FILE = "pages.jsonl"
_MAX_TABS = 3  # of one browser at once
_PAGES_PER_COMMIT = 100


@dataclass(frozen=True)
class CrawlConfig:
    """What to crawl, and how.

    Attributes:
        folder: of the crawl; a crawl that was begun there is continued.
        target: how the portal is reached, and what is allowed there.
        driver: "http", or "browser" for pages that scripts draw.
        per_second: requests per second to one host; None for no limit.
        earlier: folder of an earlier crawl; only what changed since is fetched anew.
        seeds: further addresses to begin at.
        account: that logs in, and whose values are filled into forms; None for none.
        retry_seconds: until the first retry; doubled at each further try.
    """

    start: str
    folder: Path
    target: Target
    driver: str = "http"
    per_second: float | None = None
    earlier: Path | None = None
    seeds: Sequence[str] = ()
    account: Account | None = None
    retry_seconds: float = 1.0

    @property
    def settings(self) -> ScrapeSettings:
        """The target's section [scrape]."""
        return self.target.scrape


async def run_crawl(
    config: CrawlConfig,
    report: Callable[[CrawlProgress], None],
    tell: Callable[[Fact], None] = lambda _what: None,
) -> str:
    """Begin a crawl, or continue one.

    What makes it wait is told, and stored with the crawl.

    Returns:
        An address whose host stopped answering; "" if everything was fetched.

    Raises:
        UsageError: the folder has a crawl of another portal, or is in use.
    """
    if config.earlier is not None:
        CrawlStore(config.earlier).close()  # raises if there is none
    config.folder.mkdir(parents=True, exist_ok=True)
    with Frontier(config.folder, config.earlier) as frontier:
        _begin(config, frontier)
        notices = _Notices(tell)
        async with _crawl_job(config, frontier, report, notices.add) as job:
            await job.crawl.run()
            await job.send_forms()
            unresponsive = job.crawl.explorer.unresponsive
        frontier.write_note(NoteName.NOTICES, notices.as_json())
        frontier.write_note(NoteName.UNRESPONSIVE, unresponsive)
        if not unresponsive:
            frontier.write_note(NoteName.FINISHED, _now())
    return unresponsive


@dataclass
class _Notices:
    """What makes a crawl wait: told at once, and remembered, each kind once."""

    tell: Callable[[Fact], None]
    told: dict[str, Fact] = field(default_factory=dict)

    def add(self, what: Fact) -> None:
        """Tell and remember a notice."""
        self.tell(what)
        self.told.setdefault(what.code, what)

    def as_json(self) -> str:
        """All notices."""
        return json.dumps([fact_to_json(one) for one in self.told.values()])


@dataclass(frozen=True)
class _CrawlJob:
    """A crawl with the session that it needs.

    Attributes:
        session: that logged in or sends forms; None if neither is needed.
        page_explorer: analyses the pages of that session; None without one.
    """

    config: CrawlConfig
    crawl: Crawl
    session: Session | None
    page_explorer: BrowserExplorer | None

    async def send_forms(self) -> None:
        """Send the forms that the target names, and explore where they lead."""
        sendings = self.config.settings.send
        stopped = self.crawl.explorer.unresponsive
        if not sendings or self.session is None or self.page_explorer is None or stopped:
            return
        tab = await self.session.tab()
        with CrawlStore(self.config.folder) as store:
            pages = [one for one in store.addresses() if one.summary.forms]
        for page in pages:
            for sending in sendings_on(page.key, sendings):
                await self._send_once(page, sending, tab, self.page_explorer)
        await tab.close()
        await self.crawl.run()

    async def _send_once(
        self, page: KnownAddress, sending: Sending, tab: Tab, explorer: BrowserExplorer
    ) -> None:
        """Send a form; the frontier stores it before, so that it is never sent again."""
        key = f"{page.key} [{sending.button}]"
        lease = self.crawl.frontier.claim(FoundAddress(key, page.url, LinkKind.SENT))
        if lease is None:
            return
        self.crawl.frontier.link(page.id, lease.id, LinkKind.SENT, sending.button)
        try:
            capture = await send_form(tab, page.url, sending, self.config.account)
        except (ActionRefused, CaptureError, NeedsBrowser) as error:
            left = fact("left-form-not-sent", reason=error.seen)
            self.crawl.add_visit(AddressVisit(lease, AddressState.LEFT, left=left))
            return
        visit = await explorer.visit(lease, capture, tab)
        self.crawl.add_visit(replace(visit, fetched=None, url=capture.page.url))


@asynccontextmanager
async def _crawl_job(
    config: CrawlConfig,
    frontier: Frontier,
    report: Callable[[CrawlProgress], None],
    tell: Callable[[Fact], None],
) -> AsyncIterator[_CrawlJob]:
    async with AsyncExitStack() as stack:
        session, mark, landing_pages = await _session(config, stack)
        ignored = json.loads(frontier.note(NoteName.IGNORED) or "[]")
        in_browser = config.driver == "browser"
        scope = CrawlScope(
            config.start,
            config.settings,
            ignored,
            signed_in=config.settings.login,
            routes=in_browser,
        )
        starts = (with_session(url, mark) for url in (config.start, *config.seeds))
        scope.hosts.update(json.loads(frontier.note(NoteName.HOSTS) or "[]"))
        frontier.seed(
            [
                FoundAddress(scope.key(url), url, LinkKind.START)
                for url in dict.fromkeys((*landing_pages, *starts))
            ]
        )
        jar = session.client.jar if isinstance(session, HttpSession) else None
        http = await stack.enter_async_context(_http_explorer(config, scope, jar, tell))
        page_explorer = (
            BrowserExplorer(http, session, config.folder, config.target.suite) if session else None
        )
        workers = config.settings.connections
        explorer: AddressExplorer = http
        if in_browser and page_explorer is not None:
            explorer, workers = page_explorer, min(workers, _MAX_TABS)
        crawl = Crawl(frontier, scope, explorer, workers, report)
        yield _CrawlJob(config, crawl, session, page_explorer)


async def _session(
    config: CrawlConfig, stack: AsyncExitStack
) -> tuple[Session | None, str, tuple[str, ...]]:
    """Open a session where the crawl needs one, and log in.

    Returns:
        The session, or None; the session mark in its addresses; the addresses after the login.
    """
    if config.driver == "http" and not config.settings.login and not config.settings.send:
        return None, "", ()
    driving = DriverOptions(config.driver)
    engine = await stack.enter_async_context(open_engine(config.target, config.start, driving))
    session = await engine.session()
    stack.push_async_callback(session.close)
    if not config.settings.login:
        return session, "", ()
    if config.account is None:
        raise TargetError(
            "an account that logs in before the crawl",
            seen="none that has logged in before and whose code is known and confirmed",
            remedy="Name one under [accounts], let a run renew its code, or take `login` out of"
            " [scrape].",
        )
    tab = await session.tab()
    capture = await log_in(tab, config.target, config.account, config.start)
    url = capture.page.url
    return session, session_mark(url), (url,)


@asynccontextmanager
async def _http_explorer(
    config: CrawlConfig, scope: CrawlScope, jar: Any, tell: Callable[[Fact], None]
) -> AsyncIterator[HttpExplorer]:
    settings = config.settings
    async with Fetcher(
        config.start,
        agent=settings.agent,
        seconds=settings.seconds,
        max_bytes=settings.bytes,
        connections=settings.connections,
        jar=jar,
        access=config.target.access,
        languages=config.target.visitor.languages,
    ) as fetcher:
        politeness = Politeness(
            fetcher.get,
            agent=settings.agent,
            per_second=config.per_second,
            obeys_robots=settings.robots,
            longest_delay=settings.delay,
            retry_seconds=config.retry_seconds,
            tell=tell,
        )
        earlier = config.earlier / WARC_NAME if config.earlier else None
        yield HttpExplorer(scope, fetcher, politeness, earlier)


def _begin(config: CrawlConfig, frontier: Frontier) -> None:
    """Store the start of a new crawl; refuse a folder with a crawl of another portal."""
    begun = frontier.note(NoteName.START)
    if begun and begun != config.start:
        raise UsageError(
            f"a folder for a crawl of {config.start}",
            seen=f"one of {begun} in {config.folder}",
            remedy="Name another folder with --out.",
        )
    if not begun:
        frontier.write_note(NoteName.START, config.start)
        frontier.write_note(NoteName.BEGUN, _now())


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def read_pages(folder: Path, report: Callable[[int], None], suite: Suite) -> None:
    """Read the archived documents that are not read yet, and write `pages.jsonl`.

    The number of pages read since the last call is reported.
    """
    with Frontier(folder) as frontier, CrawlStore(folder) as store:
        batch: list[CrawledPage] = []
        documents = store.unread_documents()
        styling = store.style_sheets()
        for page in read_documents(documents, missing_page_text(store), suite, styling=styling):
            batch.append(page)
            if len(batch) >= _PAGES_PER_COMMIT:
                frontier.save_pages(batch)
                report(len(batch))
                batch = []
        frontier.save_pages(batch)
        report(len(batch))
        with (folder / PAGES_FILE).open("w", encoding="utf-8") as lines:
            for page in store.pages():
                lines.write(page.model_dump_json(exclude_defaults=True) + "\n")


def missing_page_text(store: CrawlStore) -> str:
    """The text of the portal's page for an address that it does not have.

    Returns:
        "" if that page is not known, or if the portal redirects to another page instead.
    """
    head, _, body = store.note(NoteName.PROBE).partition("\n")
    if not body:
        return ""
    status, _, content_type = head.partition(" ")
    with store.reading():
        is_redirect = int(status) in range(300, 400)
        html, charset = decode(b64decode(body), content_type)
    try:
        text = visible_text(extract(html, url=store.note(NoteName.START), charset=charset))
    except Unreadable:
        return ""
    return "" if is_redirect else text


def is_crawl(path: Path) -> bool:
    """Whether a folder holds a crawl."""
    return (path / DATABASE_NAME).is_file()
