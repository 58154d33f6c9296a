"""Analyses an answer: what it is, and where it leads."""

import re
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from lxml import etree

from harness.core.charset import declared_charset, decode, encoding_name
from harness.core.errors import Unreadable
from harness.core.media_type import MediaType, sniffed
from harness.core.url import browser_url, location_url
from harness.crawl.explore.client import FetchResult
from harness.crawl.model import AddressState, AddressVisit, FoundAddress, Lease, ResponseSummary
from harness.crawl.scope import CrawlScope, shape
from harness.model.fact import Fact, fact
from harness.page.dom.document import MAX_ELEMENTS, parse
from harness.page.dom.meta_refresh import read_refresh
from harness.page.references import (
    FoundLink,
    LinkKind,
    References,
    forbids_following,
    references,
)

DOCUMENT_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_XML_TYPES = frozenset({"text/xml", "application/xml"})
_STYLE_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")\s]+)|@import\s+['"]([^'"]+)""")
_SAME_DEPTH = frozenset({LinkKind.REDIRECT, LinkKind.FRAME, LinkKind.REFRESH, LinkKind.RESOURCE})
_MAX_SELF_REDIRECTS = 3  # each may set one more cookie
_MAX_SITEMAP_ADDRESSES = 50_000  # of one sitemap, as its standard says


@dataclass(frozen=True)
class DocumentScan:
    """What was read of a document at once.

    Attributes:
        found: what it refers to and declares.
        charset: in which it was decoded.
        stated: the charset that the document itself declares; "" for none.
        garbled: whether some of its bytes are invalid in that charset.
        fault: why nothing was read of it; None for no fault.
    """

    found: References = field(default_factory=References)
    charset: str = ""
    stated: str = ""
    garbled: bool = False
    fault: Fact | None = None


def scan_document(body: bytes, content_type: str, url: str) -> DocumentScan:
    """Read what a document, decompressed, refers to (relative to its address) and declares."""
    text, charset = decode(body, content_type)
    try:
        found, fault = references(parse(text), url, charset), None
    except Unreadable:
        found, fault = References(), fact("document-too-large", elements=MAX_ELEMENTS)
    return DocumentScan(found, charset, declared_charset(body), "\ufffd" in text, fault)


class ResponseAnalyser:
    """Analyses answers within the bounds of a crawl."""

    def __init__(self, scope: CrawlScope) -> None:
        self._scope = scope

    def visit(self, lease: Lease, fetched: FetchResult) -> AddressVisit:
        """The visit that an answer makes."""
        scan = self._scan(lease, fetched)
        location = redirect_target(fetched)
        if location and lease.kind is LinkKind.START:
            self._scope.add_host(location)
        summary = _summary(fetched, scan, self._scope.key(location) if location else "")
        if summary.location == lease.key and lease.tries < _MAX_SELF_REDIRECTS:
            return AddressVisit(lease, AddressState.WAITING, url=location)
        leads = (
            [FoundLink(location, LinkKind.REDIRECT)]
            if location
            else [*_refresh_leads(fetched), *self._leads(fetched, scan)]
        )
        found = tuple(self.resolve(lease, leads, scan.charset))
        return AddressVisit(lease, summary=summary, fetched=fetched, found=found)

    def resolve(
        self, lease: Lease, leads: Iterable[FoundLink], charset: str = ""
    ) -> Iterator[FoundAddress]:
        """The addresses that leads mean, with the reason for those that are not fetched.

        Args:
            lease: of the page that has the leads.
            leads: links and the like.
            charset: of the page; it encodes addresses that are not ASCII.
        """
        own = shape(lease.key)
        for lead in leads:
            url = browser_url(lead.url, lead.url, charset or "utf-8")
            key = self._scope.key(url)
            depth = lease.depth + (lead.kind not in _SAME_DEPTH)
            chain = (
                lease.chain + 1 if shape(key) == own and lead.kind is not LinkKind.RESOURCE else 0
            )
            left = self._reason_to_leave(url, lead.kind, depth, chain)
            yield FoundAddress(key, url, lead.kind, lead.label, depth, chain, left)

    def _reason_to_leave(self, url: str, kind: LinkKind, depth: int, chain: int) -> Fact | None:
        if not self._scope.contains(url):
            return fact("left-other-host")
        if kind is LinkKind.RESOURCE and not self._scope.settings.resources:
            return fact("left-resource")
        return self._scope.reason_to_leave(url, depth, chain)

    def _scan(self, lease: Lease, fetched: FetchResult) -> DocumentScan:
        if lease.kind is LinkKind.RESOURCE or fetched.status in REDIRECTS:
            return DocumentScan()
        if media_type(fetched) not in DOCUMENT_TYPES:
            return DocumentScan()
        return scan_document(fetched.body, fetched.header("content-type"), fetched.url)

    def _leads(self, fetched: FetchResult, scan: DocumentScan) -> Iterable[FoundLink]:
        kind = media_type(fetched)
        if kind == "text/css":
            return _style_leads(fetched)
        if kind in _XML_TYPES:
            return [FoundLink(url, LinkKind.SITEMAP) for url in sitemap_addresses(fetched.body)]
        follows = scan.found.follows and not forbids_following(fetched.header("x-robots-tag"))
        return scan.found.links if follows or not self._scope.settings.robots else ()


def _refresh_leads(fetched: FetchResult) -> Iterator[FoundLink]:
    """Where the header `Refresh` of an answer leads."""
    found = read_refresh(fetched.header("refresh"))
    if found and found[1]:
        yield FoundLink(browser_url(fetched.url, found[1]), LinkKind.REFRESH)


def redirect_target(fetched: FetchResult) -> str:
    """The address that an answer redirects to; "" if it is no redirect."""
    locations = [value for name, value in fetched.headers if name.lower() == "location"]
    if fetched.status not in REDIRECTS or not locations:
        return ""
    return location_url(fetched.url, locations[0].encode("latin-1", "replace"))


def media_type(fetched: FetchResult) -> str:
    """The media type of an answer, by its header or else by its first bytes; "" for neither."""
    named = MediaType.of(fetched.header("content-type")).essence
    return named or (sniffed(fetched.body) if fetched.body else "")


def charset_of(content_type: str) -> str:
    """The charset in a `Content-Type` header; "" for none."""
    label = MediaType.of(content_type).charset
    return encoding_name(label) or label.lower()


def _summary(fetched: FetchResult, scan: DocumentScan, location: str) -> ResponseSummary:
    return ResponseSummary(
        status=fetched.status,
        type=media_type(fetched),
        location=location,
        title=scan.found.title,
        language=scan.found.language,
        charset_declared=charset_of(fetched.header("content-type")),
        charset_stated=scan.stated,
        charset=scan.charset,
        charset_fits=not scan.garbled,
        forms=scan.found.forms,
        fields=scan.found.fields,
        size=len(fetched.body),
        seconds=round(fetched.seconds, 4),
        fetched_at=round(time.time(), 3),
        digest=blake2b(fetched.body, digest_size=12).hexdigest() if fetched.body else "",
        text_digest=scan.found.digest,
        links_skipped=scan.found.more,
        robots=fetched.header("x-robots-tag"),
        etag=fetched.header("etag"),
        modified=fetched.header("last-modified"),
        cut=fetched.cut,
        fault=fetched.fault or scan.fault,
    )


def _style_leads(fetched: FetchResult) -> list[FoundLink]:
    text = fetched.body.decode("utf-8", "replace")
    found = (match[1] or match[2] for match in _STYLE_ADDRESS.finditer(text))
    urls = (browser_url(fetched.url, one) for one in found if not one.startswith("data:"))
    return [FoundLink(url, LinkKind.RESOURCE) for url in urls if url.startswith("http")]


def sitemap_addresses(body: bytes) -> tuple[str, ...]:
    """The addresses in a sitemap or an index of sitemaps; () for any other document."""
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        root = etree.fromstring(body, parser)
    except etree.LxmlError:
        return ()
    if root is None or etree.QName(root).localname not in {"urlset", "sitemapindex"}:
        return ()
    found = ((element.text or "").strip() for element in root.iter("{*}loc"))
    urls = tuple(url for url in found if url.startswith(("http://", "https://")))
    return urls[:_MAX_SITEMAP_ADDRESSES]
