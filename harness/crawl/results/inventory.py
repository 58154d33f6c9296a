"""`inventory.csv` and `inventory.jsonl`: one line for each address of the portal."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

from harness.config.portal_words import portal_words
from harness.core.files import write_table
from harness.crawl.model import AddressState, DocumentSummary
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.store import CrawlStore, KnownAddress
from harness.model.fact import Fact, fact
from harness.page.references import LinkKind

INVENTORY_NAME = "inventory"
_MIN_MISSING_SIMILARITY = 0.93  # to the portal's page for an address that it does not have
_MAX_REDIRECTS = 20
_OK = 200
_ERROR = 400
_SET: set[str] = set()  # one for all entries: there may be hundreds of thousands
_TRIED = frozenset(
    {"no-answer-in-time", "connection-failed", "left-answer-lost", "left-form-not-sent"}
)  # codes of reasons why an address that was tried has no answer


class Outcome(StrEnum):
    """What came of an address; each has one."""

    PAGE = "page"
    FILE = "file"
    """An answer that is no page: a picture, a style sheet, a document."""
    REDIRECT = "redirect"
    BROKEN = "broken"
    """A page leads to it, and it does not work."""
    MISSING = "missing"
    """No page leads to it, it was only tried, and it does not work."""
    LEFT = "left"
    """It was not asked for."""


class InventoryEntry(DocumentSummary):
    """One address.

    Attributes:
        address: in its canonical form, without its session.
        left: why it was not fetched, or what happened instead of an answer; None for neither.
        redirects: the addresses that it redirects to, the last one at the end.
        loops: whether the redirects lead back to one of themselves.
        links_in: number of addresses that link to it; links_out: that it links to.
        duplicate_of: the first address with the same text; "" for none.
        soft_404: whether it says, with status 200, that the page does not exist.
        needs_browser: whether scripts draw its content, and none were run.
        template: the same for documents that are built alike.
        guide: the page of the guide that it resembles; guide_score: how much, 0 to 1.
        found_on: the address on which it was found first; found_as: how that one leads to it.
    """

    id: int
    address: str
    left: Fact | None = None
    redirects: tuple[str, ...] = ()
    loops: bool = False
    links_in: int = 0
    links_out: int = 0
    duplicate_of: str = ""
    soft_404: bool = False
    needs_browser: bool = False
    template: str = ""
    guide: str = ""
    guide_score: float = 0.0
    depth: int = 0
    found_on: str = ""
    found_as: str = ""

    @property
    def has_failed(self) -> bool:
        """Whether it answered with an error, or was tried and did not answer."""
        tried = self.left is not None and self.left.has(*_TRIED)
        return self.status >= _ERROR or (not self.status and tried)

    @property
    def is_page(self) -> bool:
        """Whether it is a document with text."""
        return self.status == _OK and self.type in {"text/html", "application/xhtml+xml", ""}

    @property
    def outcome(self) -> Outcome:
        """What came of it."""
        if self.has_failed:
            is_led_to = self.links_in or self.found_as == LinkKind.START
            return Outcome.BROKEN if is_led_to else Outcome.MISSING
        if not self.status:
            return Outcome.LEFT
        if self.is_page:
            return Outcome.PAGE
        return Outcome.REDIRECT if self.redirects else Outcome.FILE


COLUMNS = (
    *("address", "status", "left", "redirects", "loops", "type", "title", "language"),
    *("charset_declared", "charset_stated", "charset", "charset_fits", "forms", "fields"),
    *("links_in", "links_out", "duplicate_of", "soft_404", "needs_browser", "template", "guide"),
    *("guide_score", "depth", "found_on", "found_as", "size", "seconds", "cut", "unchanged"),
    "left_code",
)


@dataclass(frozen=True)
class _PageColumns:
    """What the inventory takes from a page model; the models themselves need too much memory."""

    template: str
    guide: str
    score: float
    resembles_missing: bool
    says_missing: bool
    drawn: bool
    forms: int
    fields: int


@dataclass
class _Inventory:
    """The tables from which the columns of each address are made."""

    store: CrawlStore
    _first_with_text: dict[str, str] = field(default_factory=dict)

    @cached_property
    def keys(self) -> dict[int, str]:
        """The keys of all addresses, by id."""
        return {one.id: one.key for one in self.store.addresses()}

    @cached_property
    def locations(self) -> dict[str, str]:
        """Where each redirected address leads."""
        return redirect_locations(self.store.addresses())

    @cached_property
    def pages(self) -> dict[int, _PageColumns]:
        return {one.id: _page_columns(one) for one in self.store.pages()}

    @cached_property
    def shows_start_for_missing(self) -> bool:
        """Whether the portal shows its first page for addresses that it does not have."""
        starts = (one.id for one in self.store.addresses() if one.kind is LinkKind.START)
        return any(one in self.pages and self.pages[one].resembles_missing for one in starts)

    @cached_property
    def links_in(self) -> dict[int, int]:
        return self.store.count_links("target")

    @cached_property
    def links_out(self) -> dict[int, int]:
        return self.store.count_links("source")

    def entry(self, one: KnownAddress) -> InventoryEntry:
        return InventoryEntry.model_construct(
            _SET,
            id=one.id,
            address=one.key,
            left=one.left or one.summary.fault or _not_fetched_yet(one),
            duplicate_of=self._duplicate_of(one),
            **(_document_columns(one) | self._page_columns(one) | self._link_columns(one)),
        )

    def _page_columns(self, one: KnownAddress) -> dict[str, Any]:
        page = self.pages.get(one.id)
        if page is None:
            return {}
        resembles = page.resembles_missing and not self.shows_start_for_missing
        return {
            "forms": page.forms,
            "fields": page.fields,
            "soft_404": one.summary.status == _OK and (resembles or page.says_missing),
            "needs_browser": page.drawn,
            "template": page.template,
            "guide": page.guide,
            "guide_score": page.score,
        }

    def _link_columns(self, one: KnownAddress) -> dict[str, Any]:
        redirects, loops = redirect_chain(one.key, self.locations)
        return {
            "redirects": redirects,
            "loops": loops,
            "links_in": self.links_in.get(one.id, 0),
            "links_out": self.links_out.get(one.id, 0),
            "depth": one.depth,
            "found_on": self.keys.get(one.found_on or 0, ""),
            "found_as": one.kind,
        }

    def _duplicate_of(self, one: KnownAddress) -> str:
        text = one.summary.text_digest or one.summary.digest
        if not text or one.summary.status != _OK:
            return ""
        first = self._first_with_text.setdefault(text, one.key)
        return first if first != one.key else ""


def inventory_entries(store: CrawlStore) -> Iterator[InventoryEntry]:
    """The inventory of a crawl, in the order in which the addresses were found."""
    inventory = _Inventory(store)
    return map(inventory.entry, store.addresses())


def redirect_locations(addresses: Iterable[KnownAddress]) -> dict[str, str]:
    """Where each redirected address leads, by key."""
    return {one.key: one.summary.location for one in addresses if one.summary.location}


def redirect_chain(key: str, locations: Mapping[str, str]) -> tuple[tuple[str, ...], bool]:
    """The addresses that an address redirects to, and whether they form a loop.

    Args:
        key: of the address.
        locations: where each redirected address leads, by key.
    """
    hops: list[str] = []
    visited = {key}
    while (key := locations.get(key, "")) and len(hops) < _MAX_REDIRECTS:
        hops.append(key)
        if key in visited:
            return tuple(hops), True
        visited.add(key)
    return tuple(hops), False


def _not_fetched_yet(one: KnownAddress) -> Fact | None:
    return None if one.state is AddressState.DONE else fact("left-not-fetched-yet")


def _document_columns(one: KnownAddress) -> dict[str, Any]:
    return {name: getattr(one.summary, name) for name in DocumentSummary.model_fields}


def _page_columns(crawled: CrawledPage) -> _PageColumns:
    page = crawled.page
    titles = " ".join((page.title, *(heading.text for heading in page.headings)))
    return _PageColumns(
        template=crawled.template,
        guide=crawled.guide,
        score=crawled.score,
        resembles_missing=crawled.missing >= _MIN_MISSING_SIMILARITY,
        says_missing=bool(portal_words().missing_page_title.search(titles)),
        drawn=crawled.drawn,
        forms=len(page.forms),
        fields=len(page.visible_fields),
    )


def write_inventory(
    entries: Iterable[InventoryEntry], folder: Path, say: Callable[[Fact | None], str]
) -> None:
    """Write both files of the inventory; `say` makes the sentence why an address was left."""
    rows = (_row(entry, say) for entry in entries)
    write_table(folder / INVENTORY_NAME, COLUMNS, rows)


def _row(entry: InventoryEntry, say: Callable[[Fact | None], str]) -> dict[str, Any]:
    code = entry.left.code if entry.left else ""
    row = entry.model_dump(exclude={"id", "left"})
    return {**row, "left": say(entry.left), "left_code": code}
