"""Explores over plain HTTP."""

import asyncio
from base64 import b64encode
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from http import HTTPStatus
from pathlib import Path
from urllib.parse import urljoin

from harness.crawl.explore.client import Fetcher, FetchRequest, FetchResult
from harness.crawl.explore.ignored_parameters import IgnoredParameters
from harness.crawl.explore.response_analysis import ResponseAnalyser
from harness.crawl.frontier import Frontier
from harness.crawl.model import AddressState, FoundAddress, Lease, Visit
from harness.crawl.politeness import Politeness, robots_of
from harness.crawl.scope import Scope
from harness.crawl.warc import ArchivedResponse, parse_record, read_record
from harness.page.quick_scan import Kind, Lead

PROBE = "probe"  # note with the answer for an address that the portal cannot have
_MOST = 200_000  # bytes of it


@dataclass
class HttpExplorer:
    """Explores over plain HTTP.

    Args:
        scope: the bounds of the crawl.
        fetcher: asks for addresses.
        manners: how it asks.
        earlier: the archive of an earlier crawl whose answers may still hold.
    """

    scope: Scope
    fetcher: Fetcher
    manners: Politeness
    earlier: Path | None = None
    dead: str = ""
    _echoes: IgnoredParameters = field(default_factory=IgnoredParameters)

    def __post_init__(self) -> None:
        self.look = ResponseAnalyser(self.scope)

    async def begin(self, frontier: Frontier) -> list[Visit]:
        """Read robots.txt and its sitemaps; ask for what cannot be there."""
        visits = []
        url = robots_of(self.scope.start)
        lease = frontier.claim(FoundAddress(self.scope.key(url), url, Kind.RESOURCE))
        if lease is not None:
            visits.append(self.look.visit(lease, await self.fetcher.get(FetchRequest(url))))
        if await self.manners.allows(self.scope.start):
            leads = [Lead(one, Kind.SITEMAP) for one in self.manners.sitemaps(self.scope.start)]
            root = Lease(0, "", self.scope.start, Kind.START)
            frontier.seed(list(self.look.finds(root, leads)))
        if not frontier.note(PROBE):
            frontier.write_note(PROBE, await self._probe())
        return visits

    async def _probe(self) -> str:
        """What comes for an address that the portal cannot have; "" for a plain refusal."""
        name = blake2b(self.scope.start.encode(), digest_size=8).hexdigest()
        url = urljoin(self.scope.start, f"/codes-perdus-{name}")
        if not await self.manners.allows(url):
            return "-"
        fetched = await self.fetcher.get(FetchRequest(url))
        kind = fetched.header("content-type")
        return f"{fetched.status} {kind}\n{b64encode(fetched.body[:_MOST]).decode()}"

    async def explore(self, lease: Lease) -> Visit:
        """Ask for an address and look at what comes."""
        if refused := await self.refusal(lease):
            return refused
        await self.manners.turn(lease.url)
        fetched = await self._ask(lease)
        due = self.manners.again(lease, fetched)
        if due is not None:
            if self.manners.is_dead(lease.url):
                self.dead = lease.url
            return Visit(lease, AddressState.WAITING, due=due)
        if fetched.status == HTTPStatus.NOT_MODIFIED and self.earlier and lease.place is not None:
            return await asyncio.to_thread(self._unchanged, lease, fetched, self.earlier)
        return self.learn(self.look.visit(lease, fetched))

    async def refusal(self, lease: Lease) -> Visit | None:
        """What becomes of an address that is not asked for; None where it is."""
        if lease.kind is Kind.SENT:
            return Visit(lease, AddressState.LEFT, why="sent, and its answer lost in a crash")
        if (key := self.scope.key(lease.url)) != lease.key:
            found = FoundAddress(key, lease.url, lease.kind, depth=lease.depth, chain=lease.chain)
            return Visit(lease, AddressState.LEFT, why=f"another way to write {key}", finds=[found])
        if not await self.manners.allows(lease.url):
            return Visit(lease, AddressState.LEFT, why="robots.txt")
        return None

    async def _ask(self, lease: Lease) -> FetchResult:
        return await self.fetcher.get(
            FetchRequest(lease.url, lease.referrer, etag=lease.etag, modified=lease.modified)
        )

    def _unchanged(self, lease: Lease, fetched: FetchResult, earlier: Path) -> Visit:
        """What an earlier crawl has kept still holds."""
        record = read_record(earlier, lease.place or 0)
        visit = self.look.visit(lease, self._restored(parse_record(record), fetched))
        facts = visit.facts.model_copy(update={"unchanged": True}) if visit.facts else None
        return replace(visit, facts=facts, fetched=fetched, earlier=record)

    def _restored(self, kept: ArchivedResponse, fetched: FetchResult) -> FetchResult:
        """The answer that an archive has kept, as if it had come now."""
        body = kept.decoded(self.scope.settings.bytes)
        return replace(fetched, status=kept.status, headers=kept.headers, raw=kept.body, body=body)

    def learn(self, visit: Visit) -> Visit:
        """Take note of parameters that count for nothing."""
        if visit.facts is not None and visit.facts.words:
            for name in self._echoes.hear(visit.lease.key, visit.facts.words):
                self.scope.ignore(name)
        return visit
