"""Which page of a new portal stands for which page of the old one, and why."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple
from urllib.parse import urlsplit

from rapidfuzz import fuzz, process

from harness.core.text import fold
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import visible_text
from harness.model.page import Page

_MOST = 8  # new pages that are looked at closely for each old one
_LEAST = 0.55  # confidence below which nothing is said to stand for a page
_WEIGHTS = {"title": 0.25, "heading": 0.25, "text": 0.2, "fields": 0.2, "path": 0.1}
_SAME_ADDRESS = 0.35  # likeness from which a page at the same address is the same page


@dataclass(frozen=True)
class ComparedPage:
    """A page with what it is known by.

    Attributes:
        key: its address.
        path: path and query of it.
    """

    key: str
    guide: str
    fingerprint: str
    page: Page

    @cached_property
    def path(self) -> str:
        """Path and query of its address."""
        parts = urlsplit(self.key)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @cached_property
    def title(self) -> str:
        """The window's title."""
        return fold(self.page.title).casefold()

    @cached_property
    def heading(self) -> str:
        """The first heading, or what stands for it."""
        titles = (text for text in self.page.texts if text.kind == "heading" or text.titled)
        first = next((text.text for text in titles if text.visible), "")
        return fold(first).casefold()

    @cached_property
    def words(self) -> str:
        """All that it says."""
        return visible_text(self.page)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of its fields."""
        return frozenset(fold(f.label).casefold() for f in self.page.visible_fields if f.label)


class PagePair(NamedTuple):
    """Two pages of which one stands for the other.

    Attributes:
        confidence: 0 to 1.
        reason: why, in words.
    """

    old: ComparedPage
    new: ComparedPage
    confidence: float
    reason: str


def compared_pages(records: Iterable[CrawledPage]) -> list[ComparedPage]:
    """The pages of a crawl that a person reads; errors are none."""
    good = range(200, 300)
    return [
        ComparedPage(one.key, one.guide, one.fingerprint, one.page)
        for one in records
        if one.page.status in good
    ]


class PagePairer:
    """Finds the pages that stand for others.

    Args:
        old, new: the pages of both portals.
    """

    def __init__(self, old: Sequence[ComparedPage], new: Sequence[ComparedPage]) -> None:
        self._old = old
        self._new = new
        self._by_path = {one.path: one for one in new}
        self._heads = [f"{one.title} {one.heading}" for one in new]
        self._titles = Counter(one.title for one in new)
        self._guides = Counter(one.guide for one in new if one.guide)

    def best(self, old: ComparedPage) -> PagePair | None:
        """The page that most surely stands for an old one; None where none does."""
        same = self._by_path.get(old.path)
        if same is not None and self._is_still(old, same):
            return PagePair(old, same, 1.0, "same address")
        pairs = [self._pair(old, new) for new in self._candidates(old)]
        best = max(pairs, key=lambda pair: pair.confidence, default=None)
        return best if best is not None and best.confidence >= _LEAST else None

    def _is_still(self, old: ComparedPage, new: ComparedPage) -> bool:
        return old.fingerprint == new.fingerprint or likeness(old, new)[0] >= _SAME_ADDRESS

    def _candidates(self, old: ComparedPage) -> list[ComparedPage]:
        head = f"{old.title} {old.heading}"
        near = process.extract(head, self._heads, scorer=fuzz.token_set_ratio, limit=_MOST)
        found = {index for _, _, index in near}
        found |= {i for i, new in enumerate(self._new) if old.guide and new.guide == old.guide}
        bare = old.path.partition("?")[0]
        found |= {i for i, new in enumerate(self._new) if new.path.partition("?")[0] == bare}
        return [self._new[index] for index in sorted(found)]

    def _pair(self, old: ComparedPage, new: ComparedPage) -> PagePair:
        score, parts = likeness(old, new)
        if old.path.partition("?")[0] == new.path.partition("?")[0]:
            return PagePair(old, new, round(max(score, 0.9), 2), "same address but for the query")
        if old.guide and old.guide == new.guide:
            score = score + (1 - score) * (0.6 if self._guides[new.guide] == 1 else 0.3)
        return PagePair(old, new, round(score, 2), _reason(old, new, parts))

    def pairs(self) -> list[PagePair]:
        """Each page once at the most, the surest pairs first."""
        every = [pair for old in self._old for pair in self._all(old)]
        taken: set[str] = set()
        kept: list[PagePair] = []
        for pair in sorted(every, key=lambda pair: -pair.confidence):
            ends = {f"old {pair.old.key}", f"new {pair.new.key}"}
            if pair.confidence >= _LEAST and not ends & taken:
                taken |= ends
                kept.append(pair)
        return kept

    def _all(self, old: ComparedPage) -> list[PagePair]:
        same = self._by_path.get(old.path)
        if same is not None and self._is_still(old, same):
            return [PagePair(old, same, 1.0, "same address")]
        return [self._pair(old, new) for new in self._candidates(old)]


def likeness(old: ComparedPage, new: ComparedPage) -> tuple[float, dict[str, float]]:
    """How much two pages are alike, 0 to 1, and in what."""
    parts = {
        "title": fuzz.token_set_ratio(old.title, new.title) / 100,
        "text": fuzz.token_set_ratio(old.words, new.words) / 100,
        "path": fuzz.ratio(old.path, new.path) / 100,
    }
    if old.heading or new.heading:
        parts["heading"] = fuzz.ratio(old.heading, new.heading) / 100
    if old.labels or new.labels:
        parts["fields"] = len(old.labels & new.labels) / len(old.labels | new.labels)
    total = sum(_WEIGHTS[name] for name in parts)
    return sum(_WEIGHTS[name] * value for name, value in parts.items()) / total, parts


def _reason(old: ComparedPage, new: ComparedPage, parts: dict[str, float]) -> str:
    """What speaks for a pair, in words."""
    words = [f"{name} {value:.0%}" for name, value in sorted(parts.items()) if value >= _LEAST]
    guide = [f"page « {old.guide} » of the guide"] if old.guide and old.guide == new.guide else []
    return ", ".join((*guide, *words)) or "nothing better"
