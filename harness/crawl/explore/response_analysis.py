"""Analyses an answer: what it is, and where it leads."""

import re
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from lxml import etree

from harness.core.charset import encoding_name
from harness.core.media_type import MediaType, sniffed
from harness.core.url import browser_url, location_url
from harness.crawl.explore.client import FetchResult
from harness.crawl.model import AddressState, AddressVisit, FoundAddress, Lease, ResponseSummary
from harness.crawl.scope import CrawlScope, shape
from harness.model.fact import Fact, fact
from harness.page.quick_scan import FoundLink, LinkKind, QuickScan, quick_scan

DOCUMENT_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_XML_TYPES = frozenset({"text/xml", "application/xml"})
_STYLE_ADDRESS = re.compile(r"""url\(\s*['"]?([^'")\s]+)|@import\s+['"]([^'"]+)""")
_SAME_DEPTH = frozenset({LinkKind.REDIRECT, LinkKind.FRAME, LinkKind.REFRESH, LinkKind.RESOURCE})
_MAX_SELF_REDIRECTS = 3  # each may set one more cookie
_MAX_SITEMAP_ADDRESSES = 50_000  # of one sitemap, as its standard says


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
        leads = [FoundLink(location, LinkKind.REDIRECT)] if location else self._leads(fetched, scan)
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

    def _scan(self, lease: Lease, fetched: FetchResult) -> QuickScan:
        if lease.kind is LinkKind.RESOURCE or fetched.status in REDIRECTS:
            return QuickScan()
        if media_type(fetched) not in DOCUMENT_TYPES:
            return QuickScan()
        return quick_scan(fetched.body, fetched.header("content-type"), fetched.url)

    def _leads(self, fetched: FetchResult, scan: QuickScan) -> Iterable[FoundLink]:
        kind = media_type(fetched)
        if kind == "text/css":
            return _style_leads(fetched)
        if kind in _XML_TYPES:
            return [FoundLink(url, LinkKind.SITEMAP) for url in sitemap_addresses(fetched.body)]
        return scan.links if scan.follows or not self._scope.settings.robots else ()


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


def _summary(fetched: FetchResult, scan: QuickScan, location: str) -> ResponseSummary:
    return ResponseSummary(
        status=fetched.status,
        type=media_type(fetched),
        location=location,
        title=scan.title,
        language=scan.language,
        charset_declared=charset_of(fetched.header("content-type")),
        charset_stated=scan.stated,
        charset=scan.charset,
        charset_fits=not scan.garbled,
        forms=scan.forms,
        fields=scan.fields,
        size=len(fetched.body),
        seconds=round(fetched.seconds, 4),
        fetched_at=round(time.time(), 3),
        digest=blake2b(fetched.body, digest_size=12).hexdigest() if fetched.body else "",
        text_digest=scan.digest,
        links_skipped=scan.more,
        robots=fetched.header("x-robots-tag"),
        etag=fetched.header("etag"),
        modified=fetched.header("last-modified"),
        cut=fetched.cut,
        fault=fetched.fault,
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
