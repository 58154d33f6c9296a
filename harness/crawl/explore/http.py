"""Explores addresses over plain HTTP."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path

from harness.core.url import browser_url
from harness.crawl.explore.client import Fetcher, FetchRequest, FetchResult
from harness.crawl.explore.ignored_parameters import IgnoredParameters
from harness.crawl.explore.response_analysis import ResponseAnalyser
from harness.crawl.frontier import Frontier
from harness.crawl.model import AddressState, AddressVisit, FoundAddress, Lease, NoteName
from harness.crawl.politeness import Politeness, robots_url
from harness.crawl.scope import CrawlScope
from harness.crawl.warc import ArchivedResponse, parse_record, read_record
from harness.model.fact import fact
from harness.page.references import FoundLink, LinkKind

_MAX_PROBE_BYTES = 200_000


@dataclass
class HttpExplorer:
    """Explores addresses over plain HTTP; answers of an earlier crawl may still be valid."""

    scope: CrawlScope
    fetcher: Fetcher
    politeness: Politeness
    earlier: Path | None = None
    unresponsive: str = ""
    _ignored: IgnoredParameters = field(default_factory=IgnoredParameters)

    def __post_init__(self) -> None:
        self.analyser = ResponseAnalyser(self.scope)

    async def begin(self, frontier: Frontier) -> list[AddressVisit]:
        """Fetch robots.txt, its sitemaps, and an address that the portal cannot have."""
        visits = []
        url = robots_url(self.scope.start)
        lease = frontier.claim(FoundAddress(self.scope.key(url), url, LinkKind.RESOURCE))
        if lease is not None:
            fetched = await self.fetcher.get(FetchRequest(url))
            visits.append(self.analyser.visit(lease, fetched))
        if await self.politeness.allows(self.scope.start):
            leads = [
                FoundLink(one, LinkKind.SITEMAP)
                for one in self.politeness.sitemaps(self.scope.start)
            ]
            root = Lease(0, "", self.scope.start, LinkKind.START)
            frontier.seed(list(self.analyser.resolve(root, leads)))
        if not frontier.note(NoteName.PROBE):
            frontier.write_note(NoteName.PROBE, await self._probe())
        return visits

    async def _probe(self) -> str:
        """The answer for an address that the portal cannot have, as text; "-" if not allowed."""
        name = blake2b(self.scope.start.encode(), digest_size=8).hexdigest()
        url = browser_url(self.scope.start, f"/codes-perdus-{name}")
        if not await self.politeness.allows(url):
            return "-"
        fetched = await self.fetcher.get(FetchRequest(url))
        content_type = fetched.header("content-type")
        body = b64encode(fetched.body[:_MAX_PROBE_BYTES]).decode()
        return f"{fetched.status} {content_type}\n{body}"

    async def explore(self, lease: Lease) -> AddressVisit:
        """Fetch an address and analyse the answer."""
        if left := await self.leave(lease):
            return left
        await self.politeness.wait_turn(lease.url)
        fetched = await self._fetch(lease)
        retry_at = self.politeness.retry_at(lease, fetched)
        if retry_at is not None:
            if self.politeness.is_unresponsive(lease.url):
                self.unresponsive = lease.url
            return AddressVisit(lease, AddressState.WAITING, retry_at=retry_at)
        if fetched.status == HTTPStatus.NOT_MODIFIED and self.earlier and lease.offset is not None:
            return await asyncio.to_thread(self._unchanged, lease, fetched, self.earlier)
        return self.learn(self.analyser.visit(lease, fetched))

    async def leave(self, lease: Lease) -> AddressVisit | None:
        """The visit of an address that must not be fetched; None if it may be."""
        if lease.kind is LinkKind.SENT:
            return AddressVisit(lease, AddressState.LEFT, left=fact("left-answer-lost"))
        if (key := self.scope.key(lease.url)) != lease.key:
            same = FoundAddress(key, lease.url, lease.kind, depth=lease.depth, chain=lease.chain)
            left = fact("left-other-spelling", address=key)
            return AddressVisit(lease, AddressState.LEFT, left=left, found=(same,))
        if not await self.politeness.allows(lease.url):
            return AddressVisit(lease, AddressState.LEFT, left=fact("left-by-robots-txt"))
        return None

    async def _fetch(self, lease: Lease) -> FetchResult:
        return await self.fetcher.get(
            FetchRequest(lease.url, lease.referrer, etag=lease.etag, modified=lease.modified)
        )

    def _unchanged(self, lease: Lease, fetched: FetchResult, earlier: Path) -> AddressVisit:
        """The visit of an address whose answer in the earlier archive is still valid."""
        record = read_record(earlier, lease.offset or 0)
        visit = self.analyser.visit(lease, self._restored(parse_record(record), fetched))
        summary = visit.summary.model_copy(update={"unchanged": True}) if visit.summary else None
        return replace(visit, summary=summary, fetched=fetched, earlier_record=record)

    def _restored(self, archived: ArchivedResponse, fetched: FetchResult) -> FetchResult:
        """An archived answer as if it had been fetched now."""
        return replace(
            fetched,
            status=archived.status,
            headers=archived.headers,
            raw=archived.body,
            body=archived.decoded(self.scope.settings.bytes),
        )

    def learn(self, visit: AddressVisit) -> AddressVisit:
        """Update the ignored query parameters from a visit; gives the visit."""
        if visit.summary is not None and visit.summary.text_digest:
            for name in self._ignored.learn(visit.lease.key, visit.summary.text_digest):
                self.scope.ignore(name)
        return visit
