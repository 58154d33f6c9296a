"""One of two crawls that are compared: its pages, and where its addresses lead."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import unquote

from harness.config.crawl import ScrapeSettings
from harness.core.text import fold, squeeze
from harness.core.url import split
from harness.crawl.diff.noise import steady, steady_fragment, steady_query
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.document_head import robot_rules
from harness.crawl.results.inventory import redirect_chain, redirect_locations
from harness.crawl.scope import CrawlScope
from harness.crawl.store import CrawlStore, KnownAddress
from harness.page.references import LinkKind

_SUCCESS = range(200, 300)
_ERROR = 400
_MAX_NAME = 100  # characters of a heading in the name of a page
_MAX_TEXT = 2_000  # characters of a page that are compared to pair it
_COMMON = 0.5  # share of the pages that a text stands on to belong to their frame
_MIN_PAGES = 4  # of a crawl in which texts are common


@dataclass(frozen=True)
class ComparedPage:
    """A page with the features that pairing compares.

    Attributes:
        id: of its address in the crawl.
        key: canonical form of its address.
        path: path and query of its address, without generated values.
        guide: the page of the guide that it resembles; "" for none.
        name: what a report calls it: its title, its heading or its path.
        first_heading: its first heading that does not stand on most pages, as it is shown.
        title, heading: its title and first heading, folded.
        labels: of its fields, folded.
        text: the beginning of its own text, without what stands on most pages.
    """

    id: int
    key: str
    path: str
    guide: str
    name: str
    first_heading: str
    title: str
    heading: str
    text: str
    labels: frozenset[str]

    def told_apart(self) -> "ComparedPage":
        """The page with its heading in its name, because others have the same title."""
        is_more = self.first_heading and fold(self.first_heading) != fold(self.name)
        return replace(self, name=f"{self.name} – {self.first_heading}") if is_more else self

    @cached_property
    def bare_path(self) -> str:
        """Path of its address without the query."""
        return self.path.partition("?")[0]

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of its address, title, heading and text."""
        path = unquote(self.path).translate(_SEPARATORS)
        return frozenset(f"{path} {self.title} {self.heading} {self.text}".casefold().split())


_SEPARATORS = str.maketrans("/-_.?&=+", " " * 8)


class CrawlSide:
    """One of two crawls."""

    def __init__(self, store: CrawlStore) -> None:
        self.store = store
        self._scope = CrawlScope(store.start, ScrapeSettings(), store.ignored_parameters)
        self._scope.hosts.update(store.hosts)

    @cached_property
    def addresses(self) -> Mapping[str, KnownAddress]:
        """What is known of each address of the portal that answered, by its path; no resources."""
        return {
            self._path_of_key(one.key): one
            for one in self.store.addresses()
            if one.kind is not LinkKind.RESOURCE and one.summary.status
        }

    @cached_property
    def redirects(self) -> Mapping[str, str]:
        """The path at which each redirected path of the portal ends."""
        known = self.addresses
        locations = redirect_locations(known.values())
        chains = {path: redirect_chain(one.key, locations) for path, one in known.items()}
        ends = ((path, hops) for path, (hops, loops) in chains.items() if hops and not loops)
        return {path: self.path(hops[-1]) for path, hops in ends}

    @cached_property
    def pages(self) -> list[ComparedPage]:
        """Its pages, without those of errors."""
        stands_on: Counter[int] = Counter()
        for one in self._successful():
            stands_on.update({*map(hash, map(steady, one.page.words))})
        most = max(_MIN_PAGES, _COMMON * sum(1 for _ in self._successful()))
        common = {text for text, count in stands_on.items() if count >= most}
        compared = [self._compared(one, common) for one in self._successful()]
        named = Counter(page.name for page in compared)
        return [page.told_apart() if named[page.name] > 1 else page for page in compared]

    def _successful(self) -> Iterator[CrawledPage]:
        return (one for one in self.store.pages() if one.page.status in _SUCCESS)

    def _compared(self, one: CrawledPage, common: set[int]) -> ComparedPage:
        page = one.page
        titles = (text for text in page.texts if text.kind == "heading" or text.titled)
        heading = next((text.text for text in titles if hash(steady(text.text)) not in common), "")
        own = " ".join(text for text in map(steady, page.words) if hash(text) not in common)
        labels = (fold(field.label).casefold() for field in page.visible_fields)
        return ComparedPage(
            id=one.id,
            key=one.key,
            path=steady_query(self._path_of_key(one.key))[:_MAX_TEXT],
            guide=one.guide,
            name=squeeze(page.title) or squeeze(heading) or self.path(one.key),
            first_heading=squeeze(heading)[:_MAX_NAME],
            title=steady(page.title)[:_MAX_TEXT].casefold(),
            heading=steady(heading)[:_MAX_TEXT].casefold(),
            text=own[:_MAX_TEXT],
            labels=frozenset(filter(None, labels)),
        )

    def path(self, url: str) -> str:
        """Path and query of an address of the portal in its canonical form; any other whole."""
        if not self._scope.contains(url):
            return url
        return split(self._scope.key(url)).path_and_query

    def _path_of_key(self, key: str) -> str:
        """The path of an address that is in its canonical form already."""
        host, slash, path = key.partition("://")[2].partition("/")
        return f"/{path}" if slash and host in self._scope.hosts else self.path(key)

    def destination(self, url: str) -> tuple[str, str]:
        """Where a link leads: the path after redirects, or another host's address; the fragment."""
        if not url.startswith(("http://", "https://")):
            return steady(url), ""
        bare, _, fragment = url.partition("#")
        path = self.path(bare)
        return steady_query(self.redirects.get(path, path)), steady_fragment(fragment)

    def robots(self, page: CrawledPage) -> tuple[str, ...]:
        """The rules for search engines, of a page and of the answer that brought it."""
        known = self.addresses.get(self._path_of_key(page.key))
        return robot_rules(*page.head.robots, known.summary.robots if known else "")

    def error_status(self, path: str) -> int:
        """The status of the error with which the portal answers for a path; 0 for none."""
        known = self.addresses.get(self.redirects.get(path, path))
        status = known.summary.status if known else 0
        return status if status >= _ERROR else 0
