"""Explores in a real browser, for pages that scripts draw."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from harness.core.charset import declared_charset
from harness.core.errors import CaptureError, NeedsBrowser
from harness.crawl.explore.client import FetchResult
from harness.crawl.explore.http import HttpExplorer
from harness.crawl.explore.response_analysis import charset_of
from harness.crawl.frontier import Frontier
from harness.crawl.model import Lease, RenderedResource, ResponseSummary, Visit
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import crawled_page
from harness.driver.protocol import Capture, Refused, Session, Tab
from harness.model.exchange import Violation
from harness.model.page import Field, Form, Link, Page
from harness.page.quick_scan import Kind, Lead, sketch

PICTURES = "pictures"
_FILES = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".odt", ".csv", ".zip", ".gz", ".rtf"),
    *(".css", ".js", ".png", ".gif", ".jpg", ".jpeg", ".svg", ".ico", ".webp", ".xml", ".txt"),
    *(".mp3", ".wav", ".ogg", ".mp4", ".woff", ".woff2", ".ppt", ".pptx", ".swf"),
)
_MOST_CLICKS = 20  # links of one page that have no address
_FROM_SKETCH = frozenset({Kind.SCRIPT, Kind.REFRESH, Kind.RESOURCE})
_AS_DRAWN = {"content-encoding", "content-length"}  # the browser gives the body without them


@dataclass
class BrowserExplorer:
    """Explores in windows of one visit; what is no page it leaves to plain HTTP.

    Args:
        plain: for files, redirects and what the browser cannot show.
        session: of one person.
        folder: of the crawl, for pictures.
        audits: whether rules of accessibility are tried, once for each template.
    """

    plain: HttpExplorer
    session: Session
    folder: Path
    audits: bool = True
    _tabs: list[Tab] = field(default_factory=list)
    _clicked: set[str] = field(default_factory=set)
    _pictured: set[str] = field(default_factory=set)
    _audited: set[str] = field(default_factory=set)

    @property
    def dead(self) -> str:
        """An address whose host stopped to answer; "" for none."""
        return self.plain.dead

    async def begin(self, frontier: Frontier) -> list[Visit]:
        """As over plain HTTP: robots.txt, sitemaps, what cannot be there."""
        return await self.plain.begin(frontier)

    async def explore(self, lease: Lease) -> Visit:
        """Open an address and look at what the browser shows."""
        path = urlsplit(lease.url).path.lower()
        if lease.kind is Kind.RESOURCE or path.endswith(_FILES):
            return await self.plain.explore(lease)
        if refused := await self.plain.refusal(lease):
            return refused
        await self.plain.manners.turn(lease.url)
        try:
            async with self._tab() as tab:
                return self.plain.learn(await self._look(lease, tab))
        except (CaptureError, NeedsBrowser):
            return await self.plain.explore(lease)

    @asynccontextmanager
    async def _tab(self) -> AsyncIterator[Tab]:
        tab = self._tabs.pop() if self._tabs else await self.session.tab()
        try:
            yield tab
        except BaseException:
            await tab.close()
            raise
        self._tabs.append(tab)

    async def _look(self, lease: Lease, tab: Tab) -> Visit:
        capture = await tab.open(lease.url)
        first = capture.exchanges[0] if capture.exchanges else None
        if first is not None and first.location:
            return await self.plain.explore(lease)  # the redirect as it is; its end has its turn
        scope = self.plain.scope
        visit = await self.seen(lease, capture, tab)
        ended = scope.key(capture.page.url)
        if ended != lease.key:
            return self._moved(visit, capture.page.url, ended)
        return await self._clicks(visit, capture.page, tab)

    def _moved(self, visit: Visit, url: str, key: str) -> Visit:
        """A page that sends on to another by its scripts."""
        facts = (visit.facts or ResponseSummary()).model_copy(update={"location": key})
        finds = list(self.plain.look.finds(visit.lease, [Lead(url, Kind.REDIRECT)]))
        return replace(visit, facts=facts, finds=finds, record=None)

    async def seen(self, lease: Lease, capture: Capture, tab: Tab) -> Visit:
        """What a capture tells, with its evidence."""
        page = capture.page
        found = sketch(
            capture.html.encode("utf-8", "replace"), "text/html; charset=utf-8", page.url
        )
        kept = await asyncio.to_thread(crawled_page, lease.id, lease.key, capture.html, page, "")
        kept, drawn = await self._evidence(kept, capture, tab)
        answer = await _answer(capture, tab)
        leads = [*leads_of(page), *(one for one in found.leads if one.kind in _FROM_SKETCH)]
        facts = ResponseSummary(
            status=page.status,
            type="text/html",
            title=page.title,
            language=page.language,
            declared=charset_of(answer.header("content-type")) if answer else "",
            stated=declared_charset(answer.body) if answer else "",
            charset=page.charset,
            forms=len(page.forms),
            fields=len(page.visible_fields),
            size=len(capture.html),
            seconds=capture.exchanges[-1].duration if capture.exchanges else 0.0,
            when=round(time.time(), 3),
            digest=blake2b(capture.html.encode("utf-8", "replace"), digest_size=12).hexdigest(),
            words=found.digest,
        )
        return Visit(
            lease,
            facts=facts,
            fetched=answer,
            finds=list(self.plain.look.finds(lease, leads, page.charset)),
            record=kept,
            drawn=drawn,
        )

    async def _evidence(
        self, kept: CrawledPage, capture: Capture, tab: Tab
    ) -> tuple[CrawledPage, tuple[RenderedResource, ...]]:
        """The document as it was drawn; for what was not seen before, a picture of it."""
        url = capture.page.url
        drawn = [
            RenderedResource(
                url, "text/html; charset=utf-8", capture.html.encode("utf-8", "replace")
            )
        ]
        violations: tuple[Violation, ...] | None = None
        if self.audits and kept.template not in self._audited:
            self._audited.add(kept.template)
            violations = await tab.audit()
        picture = ""
        if kept.fingerprint not in self._pictured:
            self._pictured.add(kept.fingerprint)
            data = await tab.screenshot(())
            if data:
                picture = f"{PICTURES}/{kept.id}.png"
                (self.folder / PICTURES).mkdir(exist_ok=True)
                (self.folder / picture).write_bytes(data)
                drawn.append(RenderedResource(f"urn:view:{url}", "image/png", data))
        known = kept.model_copy(update={"picture": picture, "violations": violations})
        return known, tuple(drawn)

    async def _clicks(self, visit: Visit, page: Page, tab: Tab) -> Visit:
        """Follow the links that have no address, and see where they lead; once a site each."""
        leads: list[Lead] = []
        read = {find.label for find in visit.finds if find.kind is Kind.SCRIPT}
        chosen = [link for link in page.links if self._is_blind(link) and link.label not in read]
        for link in chosen[:_MOST_CLICKS]:
            self._clicked.add(f"{link.label} {link.href}")
            again = await tab.open(visit.lease.url)
            same = next((one for one in again.page.links if _is_same(one, link)), None)
            if same is None:
                continue
            try:
                after = await tab.follow(same)
            except (Refused, CaptureError):
                continue
            if after.page.url.partition("#")[0] != page.url.partition("#")[0]:
                leads.append(Lead(after.page.url, Kind.SCRIPT, link.label))
        finds = [*visit.finds, *self.plain.look.finds(visit.lease, leads)]
        return replace(visit, finds=finds)

    def _is_blind(self, link: Link) -> bool:
        """Whether only a click can tell where a link leads."""
        script = link.href.lower().startswith("javascript:") or link.href in {"", "#"}
        return link.visible and script and f"{link.label} {link.href}" not in self._clicked


def _is_same(one: Link, other: Link) -> bool:
    return (one.label, one.href, one.beside) == (other.label, other.href, other.beside)


def leads_of(page: Page) -> Iterator[Lead]:
    """Where a page leads, frames included: its links, and its forms that ask nothing."""
    for link in page.links:
        url = link.url.partition("#")[0] if not is_route(link.url) else link.url
        if url.startswith(("http://", "https://")):
            yield Lead(url, Kind.LINK, link.label)
    asking = {one.form for one in page.fields if one.kind != "hidden"}
    for form in page.forms:
        if form.method == "get" and form.ref not in asking and form.action.startswith("http"):
            yield Lead(_sent(form, page.fields), Kind.FORM)


def is_route(url: str) -> bool:
    """Whether the fragment of an address is a page by itself, as `#/help` or `#!help`."""
    return url.partition("#")[2][:1] in {"/", "!"}


def _sent(form: Form, fields: tuple[Field, ...]) -> str:
    hidden = [(one.name, one.value) for one in fields if one.form == form.ref and one.name]
    address = form.action.partition("?")[0]
    return f"{address}?{urlencode(hidden)}" if hidden else form.action


async def _answer(capture: Capture, tab: Tab) -> FetchResult | None:
    """The answer that brought a page, for the archive; None where there was none."""
    if not capture.exchanges:
        return None
    last = capture.exchanges[-1]
    source = getattr(tab, "source", None)
    body = await source() if source is not None else b""
    headers = tuple(
        (f"x-archive-orig-{name}" if name in _AS_DRAWN else name, value)
        for name, value in last.headers.items()
    )
    return FetchResult(last.url, last.status, headers=headers, raw=body, body=body)
