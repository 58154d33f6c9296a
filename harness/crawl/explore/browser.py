"""Explores addresses in a real browser, for pages that scripts draw."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import blake2b
from pathlib import Path

from harness.config.suite import Suite
from harness.core.charset import declared_charset
from harness.core.errors import CaptureError, NeedsBrowser
from harness.core.url import form_query, split, with_query, without_fragment
from harness.crawl.explore.client import FetchResult
from harness.crawl.explore.http import HttpExplorer
from harness.crawl.explore.response_analysis import charset_of
from harness.crawl.frontier import Frontier
from harness.crawl.model import AddressVisit, Lease, RenderedResource, ResponseSummary
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import crawled_page
from harness.driver.protocol import ActionRefused, Capture, Session, Tab
from harness.model.exchange import Violation
from harness.model.page import Form, Link, Page
from harness.page.dom.document import parse_snapshot
from harness.page.references import FoundLink, LinkKind, references

PICTURES = "pictures"
_FILES = (
    *(".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ods", ".odt", ".csv", ".zip", ".gz", ".rtf"),
    *(".css", ".js", ".png", ".gif", ".jpg", ".jpeg", ".svg", ".ico", ".webp", ".xml", ".txt"),
    *(".mp3", ".wav", ".ogg", ".mp4", ".woff", ".woff2", ".ppt", ".pptx", ".swf"),
)
_MAX_CLICKS = 20  # on links of one page that have no address
_SCANNED_KINDS = frozenset({LinkKind.SCRIPT, LinkKind.REFRESH, LinkKind.RESOURCE})
_ENCODING_HEADERS = {"content-encoding", "content-length"}  # the browser gives the decoded body


@dataclass
class BrowserExplorer:
    """Explores pages in tabs of one session, and everything else over plain HTTP.

    Pictures go into the folder of the crawl; rules of accessibility are tried once per template.
    """

    http: HttpExplorer
    session: Session
    folder: Path
    suite: Suite
    audits: bool = True
    _tabs: list[Tab] = field(default_factory=list)
    _clicked: set[str] = field(default_factory=set)
    _pictured: set[str] = field(default_factory=set)
    _audited: set[str] = field(default_factory=set)

    @property
    def unresponsive(self) -> str:
        """An address whose host stopped answering; "" for none."""
        return self.http.unresponsive

    async def begin(self, frontier: Frontier) -> list[AddressVisit]:
        """Fetch robots.txt, its sitemaps, and an address that the portal cannot have."""
        return await self.http.begin(frontier)

    async def explore(self, lease: Lease) -> AddressVisit:
        """Open an address and analyse what the browser shows."""
        path = split(lease.url).path.lower()
        if lease.kind is LinkKind.RESOURCE or path.endswith(_FILES):
            return await self.http.explore(lease)
        if left := await self.http.leave(lease):
            return left
        await self.http.politeness.wait_turn(lease.url)
        try:
            async with self._tab() as tab:
                return self.http.learn(await self._open(lease, tab))
        except (CaptureError, NeedsBrowser):
            return await self.http.explore(lease)

    @asynccontextmanager
    async def _tab(self) -> AsyncIterator[Tab]:
        tab = self._tabs.pop() if self._tabs else await self.session.tab()
        try:
            yield tab
        except BaseException:
            await tab.close()
            raise
        self._tabs.append(tab)

    async def _open(self, lease: Lease, tab: Tab) -> AddressVisit:
        capture = await tab.open(lease.url)
        first = capture.exchanges[0] if capture.exchanges else None
        if first is not None and first.location:
            return await self.http.explore(lease)  # the target of the redirect has its own lease
        scope = self.http.scope
        visit = await self.visit(lease, capture, tab)
        final = scope.key(capture.page.url)
        if final != lease.key:
            return self._redirected(visit, capture.page.url, final)
        return await self._follow_blind_links(visit, capture.page, tab)

    def _redirected(self, visit: AddressVisit, url: str, key: str) -> AddressVisit:
        """The visit of a page whose scripts redirected to another."""
        summary = (visit.summary or ResponseSummary()).model_copy(update={"location": key})
        found = tuple(self.http.analyser.resolve(visit.lease, [FoundLink(url, LinkKind.REDIRECT)]))
        return replace(visit, summary=summary, found=found, page=None)

    async def visit(self, lease: Lease, capture: Capture, tab: Tab) -> AddressVisit:
        """The visit that a captured page makes, with pictures and audits."""
        page = capture.page
        html = capture.html.encode("utf-8", "replace")
        document = parse_snapshot(capture.html)
        scan = references(document, page.url)
        crawled = await asyncio.to_thread(
            partial(crawled_page, missing="", suite=self.suite),
            *(lease.id, lease.key, document, page),
        )
        crawled, rendered = await self._evidence(crawled, capture, tab)
        answer = await _answer(capture, tab)
        leads = [*leads_of(page), *(one for one in scan.links if one.kind in _SCANNED_KINDS)]
        summary = ResponseSummary(
            status=page.status,
            type="text/html",
            title=page.title,
            language=page.language,
            charset_declared=charset_of(answer.header("content-type")) if answer else "",
            charset_stated=declared_charset(answer.body) if answer else "",
            charset=page.charset,
            forms=len(page.forms),
            fields=len(page.visible_fields),
            size=len(capture.html),
            seconds=capture.exchanges[-1].duration if capture.exchanges else 0.0,
            fetched_at=round(time.time(), 3),
            digest=blake2b(html, digest_size=12).hexdigest(),
            text_digest=scan.digest,
            robots=answer.header("x-robots-tag") if answer else "",
        )
        return AddressVisit(
            lease,
            summary=summary,
            fetched=answer,
            found=tuple(self.http.analyser.resolve(lease, leads, page.charset)),
            page=crawled,
            rendered=rendered,
        )

    async def _evidence(
        self, crawled: CrawledPage, capture: Capture, tab: Tab
    ) -> tuple[CrawledPage, tuple[RenderedResource, ...]]:
        """Audit a new template and take a picture of a new page.

        Returns:
            The page with both, and what is archived: the document and the picture.
        """
        url = capture.page.url
        html = capture.html.encode("utf-8", "replace")
        rendered = [RenderedResource(url, "text/html; charset=utf-8", html)]
        violations: tuple[Violation, ...] | None = None
        if self.audits and crawled.template not in self._audited:
            self._audited.add(crawled.template)
            violations = await tab.audit()
        picture = ""
        if crawled.fingerprint not in self._pictured:
            self._pictured.add(crawled.fingerprint)
            data = await tab.screenshot(())
            if data:
                picture = f"{PICTURES}/{crawled.id}.png"
                (self.folder / PICTURES).mkdir(exist_ok=True)
                (self.folder / picture).write_bytes(data)
                rendered.append(RenderedResource(f"urn:view:{url}", "image/png", data))
        changes = {"picture": picture, "violations": violations, "front": capture.front}
        return crawled.model_copy(update=changes), tuple(rendered)

    async def _follow_blind_links(self, visit: AddressVisit, page: Page, tab: Tab) -> AddressVisit:
        """Click the links that have no address, and add where they lead; each link once."""
        leads: list[FoundLink] = []
        scanned = {found.label for found in visit.found if found.kind is LinkKind.SCRIPT}
        chosen = [link for link in page.links if self._is_blind(link) and link.label not in scanned]
        for link in chosen[:_MAX_CLICKS]:
            self._clicked.add(f"{link.label} {link.href}")
            again = await tab.open(visit.lease.url)
            same = next((one for one in again.page.links if _is_same(one, link)), None)
            if same is None:
                continue
            try:
                after = await tab.follow(same)
            except (ActionRefused, CaptureError):
                continue
            if without_fragment(after.page.url) != without_fragment(page.url):
                leads.append(FoundLink(after.page.url, LinkKind.SCRIPT, link.label))
        return replace(visit, found=(*visit.found, *self.http.analyser.resolve(visit.lease, leads)))

    def _is_blind(self, link: Link) -> bool:
        """Whether only a click can show where a link leads."""
        script = link.href.lower().startswith("javascript:") or link.href in {"", "#"}
        return link.visible and script and f"{link.label} {link.href}" not in self._clicked


def _is_same(one: Link, other: Link) -> bool:
    return (one.label, one.href, one.beside) == (other.label, other.href, other.beside)


def leads_of(page: Page) -> Iterator[FoundLink]:
    """Where a page leads: its links, and its forms without anything to fill in."""
    for link in page.links:
        url = link.url if is_route(link.url) else without_fragment(link.url)
        if url.startswith(("http://", "https://")):
            yield FoundLink(url, LinkKind.LINK, link.label)
    asking = {one.form for one in page.fields if one.kind != "hidden"}
    for form in page.forms:
        if form.method == "get" and form.ref not in asking and form.action.startswith("http"):
            yield FoundLink(_form_address(form, page), LinkKind.FORM)


def is_route(url: str) -> bool:
    """Whether the fragment of an address is a page by itself, such as `#/help` or `#!help`."""
    return url.partition("#")[2][:1] in {"/", "!"}


def _form_address(form: Form, page: Page) -> str:
    """The address that a form sent by GET leads to."""
    hidden = [(one.name, one.value) for one in page.fields if one.form == form.ref and one.name]
    if not hidden:
        return form.action
    return with_query(form.action, form_query(hidden, page.charset or "utf-8"))


async def _answer(capture: Capture, tab: Tab) -> FetchResult | None:
    """The answer that brought a page, for the archive; None if there was none."""
    if not capture.exchanges:
        return None
    last = capture.exchanges[-1]
    source = getattr(tab, "source", None)
    body = await source() if source is not None else b""
    headers = tuple(
        (f"x-archive-orig-{name}" if name in _ENCODING_HEADERS else name, value)
        for name, value in last.headers.items()
    )
    return FetchResult(last.url, last.status, headers=headers, raw=body, body=body)
