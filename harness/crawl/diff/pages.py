"""Pairs the pages of two portals, with the reason for each pair."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from rapidfuzz import fuzz, process

from harness.core.text import fold
from harness.core.url import split
from harness.crawl.results.crawled_page import CrawledPage
from harness.crawl.results.page_models import visible_text
from harness.model.fact import Fact, fact, joined
from harness.model.page import Page

_MAX_CANDIDATES = 8  # new pages that are compared closely with each old one
_MIN_CONFIDENCE = 0.55  # below it a page has no counterpart
_WEIGHTS = {"title": 0.25, "heading": 0.25, "text": 0.2, "fields": 0.2, "path": 0.1}
_MIN_AT_SAME_ADDRESS = 0.35  # similarity from which the page at the same address is the same page
_SAME_PATH_CONFIDENCE = 0.9


@dataclass(frozen=True)
class ComparedPage:
    """A page with the features that pairing compares.

    Attributes:
        key: canonical form of its address.
        guide: the page of the guide that it resembles; "" for none.
    """

    key: str
    guide: str
    fingerprint: str
    page: Page

    @cached_property
    def path(self) -> str:
        """Path and query of its address."""
        parts = split(self.key)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path

    @cached_property
    def bare_path(self) -> str:
        """Path of its address without the query."""
        return self.path.partition("?")[0]

    @cached_property
    def title(self) -> str:
        """Its title, folded."""
        return fold(self.page.title).casefold()

    @cached_property
    def heading(self) -> str:
        """Its first heading or text that looks like one, folded."""
        titles = (text for text in self.page.texts if text.kind == "heading" or text.titled)
        first = next((text.text for text in titles if text.visible), "")
        return fold(first).casefold()

    @cached_property
    def text(self) -> str:
        """The beginning of its text."""
        return visible_text(self.page)

    @cached_property
    def labels(self) -> frozenset[str]:
        """The labels of its fields, folded."""
        return frozenset(fold(f.label).casefold() for f in self.page.visible_fields if f.label)


@dataclass(frozen=True)
class PagePair:
    """An old page and the new one that replaces it.

    Attributes:
        confidence: 0 to 1.
        reason: for the pair.
    """

    old: ComparedPage
    new: ComparedPage
    confidence: float
    reason: Fact


def compared_pages(pages: Iterable[CrawledPage]) -> list[ComparedPage]:
    """The pages of a crawl, without error pages."""
    success = range(200, 300)
    return [
        ComparedPage(one.key, one.guide, one.fingerprint, one.page)
        for one in pages
        if one.page.status in success
    ]


class PagePairer:
    """Finds the new page for each old one.

    Args:
        old, new: the pages of both portals.
    """

    def __init__(self, old: Sequence[ComparedPage], new: Sequence[ComparedPage]) -> None:
        self._old = old
        self._new = new
        self._by_path = {one.path: one for one in new}
        self._heads = [f"{one.title} {one.heading}" for one in new]
        self._guides = Counter(one.guide for one in new if one.guide)

    def best(self, old: ComparedPage) -> PagePair | None:
        """The most certain pair of an old page; None if no new page is similar enough."""
        best = max(self._possible(old), key=lambda pair: pair.confidence, default=None)
        return best if best is not None and best.confidence >= _MIN_CONFIDENCE else None

    def pairs(self) -> list[PagePair]:
        """The most certain pairs; each page occurs in one pair at most."""
        possible = [pair for old in self._old for pair in self._possible(old)]
        old_taken: set[str] = set()
        new_taken: set[str] = set()
        chosen: list[PagePair] = []
        for pair in sorted(possible, key=lambda pair: -pair.confidence):
            taken = pair.old.key in old_taken or pair.new.key in new_taken
            if pair.confidence >= _MIN_CONFIDENCE and not taken:
                old_taken.add(pair.old.key)
                new_taken.add(pair.new.key)
                chosen.append(pair)
        return chosen

    def _possible(self, old: ComparedPage) -> list[PagePair]:
        same = self._by_path.get(old.path)
        if same is not None and self._is_unmoved(old, same):
            return [PagePair(old, same, 1.0, fact("pair-same-address"))]
        return [self._pair(old, new) for new in self._candidates(old)]

    def _is_unmoved(self, old: ComparedPage, new: ComparedPage) -> bool:
        if old.fingerprint == new.fingerprint:
            return True
        return page_similarity(old, new)[0] >= _MIN_AT_SAME_ADDRESS

    def _candidates(self, old: ComparedPage) -> list[ComparedPage]:
        head = f"{old.title} {old.heading}"
        near = process.extract(
            head, self._heads, scorer=fuzz.token_set_ratio, limit=_MAX_CANDIDATES
        )
        found = {index for _, _, index in near}
        found |= {i for i, new in enumerate(self._new) if old.guide and new.guide == old.guide}
        found |= {i for i, new in enumerate(self._new) if new.bare_path == old.bare_path}
        return [self._new[index] for index in sorted(found)]

    def _pair(self, old: ComparedPage, new: ComparedPage) -> PagePair:
        score, parts = page_similarity(old, new)
        if old.bare_path == new.bare_path:
            confidence = round(max(score, _SAME_PATH_CONFIDENCE), 2)
            return PagePair(old, new, confidence, fact("pair-same-path"))
        if old.guide and old.guide == new.guide:
            score += (1 - score) * (0.6 if self._guides[new.guide] == 1 else 0.3)
        return PagePair(old, new, round(score, 2), _reason(old, new, parts))


def page_similarity(old: ComparedPage, new: ComparedPage) -> tuple[float, dict[str, float]]:
    """How similar two pages are, 0 to 1, and the same for each feature."""
    parts = {
        "title": fuzz.token_set_ratio(old.title, new.title) / 100,
        "text": fuzz.token_set_ratio(old.text, new.text) / 100,
        "path": fuzz.ratio(old.path, new.path) / 100,
    }
    if old.heading or new.heading:
        parts["heading"] = fuzz.ratio(old.heading, new.heading) / 100
    if old.labels or new.labels:
        parts["fields"] = len(old.labels & new.labels) / len(old.labels | new.labels)
    total = sum(_WEIGHTS[name] for name in parts)
    return sum(_WEIGHTS[name] * value for name, value in parts.items()) / total, parts


def _reason(old: ComparedPage, new: ComparedPage, parts: dict[str, float]) -> Fact:
    reasons = [
        fact("pair-similar-part", part=name, similarity=round(value, 2))
        for name, value in sorted(parts.items())
        if value >= _MIN_CONFIDENCE
    ]
    if old.guide and old.guide == new.guide:
        reasons.insert(0, fact("pair-same-guide-page", page=old.guide))
    return joined(reasons) or fact("pair-nothing-better")
