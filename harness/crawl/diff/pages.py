"""Pairs the pages of two portals, with the reason for each pair."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from math import log

from rapidfuzz import fuzz

from harness.crawl.diff.side import ComparedPage, CrawlSide
from harness.model.fact import Fact, fact, joined

_MAX_CANDIDATES = 8  # new pages that are compared closely with each old one
_MAX_USES = 500  # of a word on new pages; one that is more frequent says nothing
_MAX_WORDS = 40  # the rarest of a page, by which similar pages are looked for
_MIN_CONFIDENCE = 0.55  # below it a page has no counterpart
_WEIGHTS = {"title": 0.2, "heading": 0.25, "text": 0.25, "fields": 0.2, "path": 0.1}
_MIN_AT_SAME_ADDRESS = 0.35  # similarity from which the page at the same address is the same page
_SAME_ADDRESS = 0.4  # what the same address adds to a similarity, to rank pairs, at most
_SAME_PATH = 0.3  # of the doubt that is left, the share that the same path removes
_REDIRECTED = 0.95  # confidence in a page to which the new portal redirects
_TIE = 0.03  # difference in rank at which two pairs are equally good
_TIED = 0.7  # what a tie leaves of the confidence


@dataclass(frozen=True)
class PagePair:
    """An old page and the new one that replaces it.

    Attributes:
        confidence: 0 to 1.
        rank: of the pair among the possible ones; higher is better.
    """

    old: ComparedPage
    new: ComparedPage
    confidence: float
    reason: Fact
    rank: float = 0.0


class PagePairer:
    """Finds the new page for each old one."""

    def __init__(self, old: CrawlSide, new: CrawlSide) -> None:
        self._old = old
        self._new = new
        self._by_path: defaultdict[str, list[ComparedPage]] = defaultdict(list)
        self._by_bare_path: defaultdict[str, list[ComparedPage]] = defaultdict(list)
        self._by_guide: defaultdict[str, list[ComparedPage]] = defaultdict(list)
        self._by_word: defaultdict[str, list[ComparedPage]] = defaultdict(list)
        for page in new.pages:
            self._by_path[page.path].append(page)
            self._by_bare_path[page.bare_path].append(page)
            self._by_guide[page.guide].append(page)
            for word in page.words:
                self._by_word[word].append(page)

    def pairs(self) -> list[PagePair]:
        """The best pairs; each page is in one pair at most."""
        possible = sorted(
            (pair for old in self._old.pages for pair in self._possible(old)),
            key=lambda pair: (-pair.rank, pair.old.key, pair.new.key),
        )
        by_old: dict[int, PagePair] = {}
        by_new: dict[int, PagePair] = {}
        for pair in possible:
            if pair.old.id not in by_old and pair.new.id not in by_new:
                by_old[pair.old.id] = by_new[pair.new.id] = pair
        tied = {}
        for pair in possible:
            chosen, other = by_old.get(pair.old.id), by_new.get(pair.new.id)
            for best, rival in ((chosen, other), (other, chosen)):
                if best is not None and _is_tied(pair, best, rival):
                    tied[best.old.id] = pair.new.key if best is chosen else pair.old.key
        return [_with_doubt(pair, tied.get(number, "")) for number, pair in by_old.items()]

    def _possible(self, old: ComparedPage) -> Iterator[PagePair]:
        for new in self._candidates(old):
            pair = self._pair(old, new)
            if pair is not None and pair.confidence >= _MIN_CONFIDENCE:
                yield pair

    def _candidates(self, old: ComparedPage) -> Iterator[ComparedPage]:
        found = {page.id: page for page in self._by_path[old.path][:_MAX_USES]}
        target = self._new.redirects.get(old.path)
        found |= {page.id: page for page in self._by_path.get(target or "", ())}
        same = [one for one in found.values() if (one.text, one.title) == (old.text, old.title)]
        if same:
            yield from same[:_MAX_CANDIDATES]
            return
        found |= {page.id: page for page in self._by_bare_path[old.bare_path][:_MAX_USES]}
        if old.guide:
            found |= {page.id: page for page in self._by_guide[old.guide][:_MAX_USES]}
        found |= {page.id: page for page in self._similar(old)}
        yield from found.values()

    def _similar(self, old: ComparedPage) -> Iterator[ComparedPage]:
        """The new pages that share the rarest words with an old one."""
        uses = {word: len(self._by_word.get(word, ())) for word in old.words}
        rare = sorted((word for word in uses if 0 < uses[word] <= _MAX_USES), key=uses.__getitem__)
        shared: Counter[int] = Counter()
        pages = {}
        for word in rare[:_MAX_WORDS]:
            weight = int(1000 * log(1 + len(self._new.pages) / uses[word]))
            for page in self._by_word[word]:
                pages[page.id] = page
                shared[page.id] += weight
        return (pages[number] for number, _ in shared.most_common(_MAX_CANDIDATES))

    def _pair(self, old: ComparedPage, new: ComparedPage) -> PagePair | None:
        score, parts = page_similarity(old, new)
        if old.path == new.path:
            if score < _MIN_AT_SAME_ADDRESS and not _is_frame_of(old, new):
                return None
            stays = _SAME_ADDRESS * parts.get("heading", 1.0)  # numbers of pages are given anew
            return PagePair(old, new, 1.0, fact("pair-same-address"), score + stays)
        if self._new.redirects.get(old.path) == new.path:
            reason = fact("pair-redirected")
            return PagePair(old, new, _REDIRECTED, reason, max(score, _REDIRECTED) + _SAME_ADDRESS)
        if old.guide and old.guide == new.guide:
            is_only = len(self._by_guide[new.guide]) == 1
            score += (1 - score) * (0.6 if is_only else 0.3)
        same_path = old.bare_path == new.bare_path
        rank = score + (1 - score) * _SAME_PATH if same_path else score
        return PagePair(old, new, round(rank, 2), _reason(old, new, parts), rank)


def _is_frame_of(old: ComparedPage, new: ComparedPage) -> bool:
    """Whether one of two pages says nothing itself, as a frameset, and both have one title."""
    return old.title == new.title != "" and not (old.text and new.text)


def _is_tied(pair: PagePair, best: PagePair, rival: PagePair | None) -> bool:
    """Whether a pair that was not chosen is as good as the best one of one of its pages.

    The rival is the chosen pair of its other page; None if that page has none.
    """
    if pair is best or pair.rank < best.rank - _TIE:
        return False
    return rival is None or pair.rank >= rival.rank - _TIE


def _with_doubt(pair: PagePair, other: str) -> PagePair:
    """A pair whose confidence a tie with another page lowers."""
    if not other:
        return pair
    reason = joined((pair.reason, fact("pair-tie", address=other)))
    return replace(pair, confidence=round(pair.confidence * _TIED, 2), reason=reason or pair.reason)


def page_similarity(old: ComparedPage, new: ComparedPage) -> tuple[float, dict[str, float]]:
    """How similar two pages are, 0 to 1, and the same for each feature that one of them has."""
    parts = {"path": fuzz.ratio(old.path, new.path) / 100}
    if old.title or new.title:
        parts["title"] = fuzz.token_set_ratio(old.title, new.title) / 100
    if old.heading or new.heading:
        parts["heading"] = fuzz.ratio(old.heading, new.heading) / 100
    if old.text or new.text:
        parts["text"] = fuzz.token_sort_ratio(old.text, new.text) / 100
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
    if old.bare_path == new.bare_path:
        reasons.insert(0, fact("pair-same-path"))
    if old.guide and old.guide == new.guide:
        reasons.insert(0, fact("pair-same-guide-page", page=old.guide))
    return joined(reasons) or fact("pair-nothing-better")
