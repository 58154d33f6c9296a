"""Two paired pages, with what is needed to compare their parts."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import takewhile

from harness.core.sanitize import clipped
from harness.core.url import resolve
from harness.crawl.diff.noise import steady
from harness.crawl.diff.side import CrawlSide
from harness.crawl.results.crawled_page import CrawledPage
from harness.model.fact import Fact, Quote, fact, quote
from harness.page.references import script_addresses

_MAX_QUOTED = 160  # characters of a text in a difference
_BEFORE = 40  # characters of a long text that are shown before what changed
_WEB = ("http://", "https://")

Change = tuple[str, Fact]
"""What a difference is about, and what changed."""


@dataclass(frozen=True)
class PageContext:
    """Two paired pages, their portals, and the new path of each old page that has a counterpart."""

    old: CrawledPage
    new: CrawledPage
    before: CrawlSide
    after: CrawlSide
    moved: Mapping[str, str]

    def old_destination(self, url: str) -> tuple[str, str]:
        """Where an address on the old page leads on the new portal: the path and the fragment."""
        path, fragment = self.before.destination(_absolute(self.old, url))
        return self.moved.get(path, path), fragment

    def new_destination(self, url: str) -> tuple[str, str]:
        """Where an address on the new page leads."""
        return self.after.destination(_absolute(self.new, url))

    def is_same_address(self, old: str, new: str) -> bool:
        """Whether addresses on both pages lead to pages that stand for each other."""
        return self.old_destination(old) == self.new_destination(new)

    def is_same_value(self, old: str, new: str) -> bool:
        """Whether two values mean the same: texts, or addresses."""
        if old.startswith(_WEB) and new.startswith(_WEB):
            return self.is_same_address(old, new)
        return steady(old) == steady(new)


def _absolute(one: CrawledPage, url: str) -> str:
    """An address on a page in its absolute form; of a script, the one that it names."""
    if url.lower().startswith("javascript:"):
        named = script_addresses(url)
        url = named[0] if len(named) == 1 else url
    return resolve(one.page.url, url) if url else ""


def value_or_none(text: str) -> Quote | Fact:
    """A text of a portal as the parameter of a fact, or a fact that there is none."""
    return quote(clipped(text, _MAX_QUOTED)) if text else fact("no-value")


def values(old: str, new: str) -> dict[str, Quote | Fact]:
    """The parameters of a fact about a value that changed; long ones from where they differ."""
    start = 0
    if max(len(old), len(new)) > _MAX_QUOTED:
        start = max(0, _first_difference(old, new) - _BEFORE)
    if not start:
        return {"old": value_or_none(old), "new": value_or_none(new)}
    return {"old": value_or_none(f"…{old[start:]}"), "new": value_or_none(f"…{new[start:]}")}


def _first_difference(old: str, new: str) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)


def by_name(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    """The names of two mappings, sorted, each with its old and new value; "" for none."""
    for name in sorted(old.keys() | new.keys()):
        yield name, old.get(name, ""), new.get(name, "")
