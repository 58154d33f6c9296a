"""From an answer to what a crawl keeps of it and where it leads."""

import re
import time
from collections.abc import Iterable, Iterator
from hashlib import blake2b

from harness.core.charset import encoding_name
from harness.core.url import browser_url
from harness.crawl.explore.client import FetchResult
from harness.crawl.explore.sitemap import locations
from harness.crawl.model import AddressState, FoundAddress, Lease, ResponseSummary, Visit
from harness.crawl.scope import Scope, shape
from harness.page.quick_scan import Kind, Lead, Sketch, sketch

DOCUMENTS = frozenset({"text/html", "application/xhtml+xml", ""})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_XML = frozenset({"text/xml", "application/xml"})
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_IN_STYLE = re.compile(r"""url\(\s*['"]?([^'")\s]+)|@import\s+['"]([^'"]+)""")
_SAME_DEPTH = frozenset({Kind.REDIRECT, Kind.FRAME, Kind.REFRESH, Kind.RESOURCE})
_MOST_SELF = 3  # times that an address may send on to itself, a cookie richer each time


class ResponseAnalyser:
    """Looks at answers within the bounds of a crawl."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope

    def visit(self, lease: Lease, fetched: FetchResult) -> Visit:
        """What an answer tells, and where it leads."""
        found = self._sketch(lease, fetched)
        location = self._location(fetched)
        if location and lease.kind is Kind.START:
            self._scope.adopt(location)
        facts = _facts(fetched, found, self._scope.key(location) if location else "")
        if facts.location == lease.key and lease.tries < _MOST_SELF:
            return Visit(lease, AddressState.WAITING, url=location)
        leads = [Lead(location, Kind.REDIRECT)] if location else self._leads(fetched, found)
        finds = list(self.finds(lease, leads, found.charset))
        return Visit(lease, facts=facts, fetched=fetched, finds=finds)

    def finds(
        self, lease: Lease, leads: Iterable[Lead], charset: str = ""
    ) -> Iterator[FoundAddress]:
        """The addresses that leads mean, each with what becomes of it."""
        own = shape(lease.key)
        for lead in leads:
            url = (
                lead.url
                if lead.url.isascii()
                else browser_url(lead.url, lead.url, charset or "utf-8")
            )
            key = self._scope.key(url)
            depth = lease.depth + (lead.kind not in _SAME_DEPTH)
            chain = lease.chain + 1 if shape(key) == own and lead.kind is not Kind.RESOURCE else 0
            why = self._why(url, lead.kind, depth, chain)
            yield FoundAddress(key, url, lead.kind, lead.label, depth, chain, why)

    def _why(self, url: str, kind: Kind, depth: int, chain: int) -> str:
        if not self._scope.holds(url):
            return "another host"
        if kind is Kind.RESOURCE and not self._scope.settings.resources:
            return "a resource"
        return self._scope.refuses(url, depth, chain)

    def _sketch(self, lease: Lease, fetched: FetchResult) -> Sketch:
        if lease.kind is Kind.RESOURCE or fetched.status in REDIRECTS:
            return Sketch()
        if media_type(fetched) not in DOCUMENTS:
            return Sketch()
        return sketch(fetched.body, fetched.header("content-type"), fetched.url)

    def _leads(self, fetched: FetchResult, found: Sketch) -> Iterable[Lead]:
        kind = media_type(fetched)
        if kind == "text/css":
            return _in_style(fetched)
        if kind in _XML:
            return [Lead(url, Kind.SITEMAP) for url in locations(fetched.body)]
        return found.leads if found.follows or not self._scope.settings.robots else ()

    def _location(self, fetched: FetchResult) -> str:
        location = fetched.header("location")
        if fetched.status not in REDIRECTS or not location:
            return ""
        written = location.encode("latin-1", "replace").decode("utf-8", "replace")
        return browser_url(fetched.url, written)


def media_type(fetched: FetchResult) -> str:
    """The media type that an answer states, in lower case; "" for none."""
    return fetched.header("content-type").partition(";")[0].strip().lower()


def charset_of(content_type: str) -> str:
    """The charset that a `Content-Type` header states; "" for none."""
    found = _CHARSET.search(content_type)
    return (encoding_name(found[1]) or found[1].lower()) if found else ""


def _facts(fetched: FetchResult, found: Sketch, location: str) -> ResponseSummary:
    return ResponseSummary(
        status=fetched.status,
        type=media_type(fetched),
        location=location,
        title=found.title,
        language=found.language,
        declared=charset_of(fetched.header("content-type")),
        stated=found.stated,
        charset=found.charset,
        garbled=found.garbled,
        forms=found.forms,
        fields=found.fields,
        size=len(fetched.body),
        seconds=round(fetched.seconds, 4),
        when=round(time.time(), 3),
        digest=blake2b(fetched.body, digest_size=12).hexdigest() if fetched.body else "",
        words=found.digest,
        more=found.more,
        etag=fetched.header("etag"),
        modified=fetched.header("last-modified"),
        cut=fetched.cut,
        fault=fetched.fault,
    )


def _in_style(fetched: FetchResult) -> list[Lead]:
    text = fetched.body.decode("utf-8", "replace")
    found = (match[1] or match[2] for match in _IN_STYLE.finditer(text))
    urls = (browser_url(fetched.url, one) for one in found if not one.startswith("data:"))
    return [Lead(url, Kind.RESOURCE) for url in urls if url.startswith("http")]
