"""A difference between two crawls, and how much it matters."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from harness.model.fact import Fact, Quote, fact, quote


class Importance(IntEnum):
    """How much a difference matters, the most important first."""

    HIGH = 1  # somebody can no longer do what they did, or a program fails
    MEDIUM = 2  # people, search engines or programs notice it
    LOW = 3  # something was added, or looks different


IMPORTANCE = {
    **dict.fromkeys(
        (
            *("page-gone", "form-lost", "field-lost", "button-lost"),
            *("robots-noindex", "form-method-changed", "form-action-changed"),
            *("button-action-changed", "button-method-changed", "field-rule-changed"),
            *("form-enctype-changed", "form-charset-changed", "field-required-added"),
            *("field-pattern-changed", "field-max-length-changed", "field-options-lost"),
            *("field-option-value-changed", "field-kind-changed", "field-name-changed"),
            *("field-read-only-added", "field-disabled-added", "button-disabled-added"),
            *("button-sent-changed", "button-kind-changed", "field-value-changed"),
            *("hidden-field-lost", "file-gone"),
        ),
        Importance.HIGH,
    ),
    **dict.fromkeys(
        (
            *("page-moved", "form-moved", "field-new", "page-status-changed", "charset-changed"),
            *("robots-changed", "title-changed", "language-changed", "description-changed"),
            *("canonical-changed", "refresh-changed", "alternate-changed"),
            *("data-lost", "data-changed", "hidden-field-new", "file-changed"),
            *("heading-lost", "heading-changed", "heading-level-changed", "heading-unmarked"),
            *("text-lost", "text-changed", "link-lost", "link-target-changed"),
            *("link-label-changed", "picture-alt-changed", "frame-lost"),
            *("field-label-changed", "field-mark-changed", "field-required-removed"),
            *("field-default-changed", "field-checked-added", "field-checked-removed"),
            *("form-checks-removed", "link-follow-changed", "direction-changed"),
            *("part-languages-changed", "abbreviation-changed", "field-aid-changed"),
            "button-label-changed",
        ),
        Importance.MEDIUM,
    ),
    **dict.fromkeys(
        (
            *("page-new", "file-new", "form-new", "button-new", "link-new", "text-new"),
            *("heading-new", "heading-marked", "picture-lost", "picture-new", "frame-new"),
            *("data-new", "meta-changed", "texts-reordered", "fields-reordered"),
            *("buttons-reordered", "link-window-changed", "link-fragment-changed"),
            *("field-options-new", "field-options-reordered", "field-read-only-removed"),
            *("form-checks-added", "picture-file-changed"),
            *("field-disabled-removed", "button-disabled-removed", "field-placeholder-changed"),
        ),
        Importance.LOW,
    ),
}
"""The importance of each change, by its code."""
_SHARED = frozenset({"heading-level-changed", "heading-unmarked", "heading-marked"})
"""Changes of which one row tells those of all headings."""
_PARTLY = frozenset(
    {
        *("title-changed", "description-changed", "heading-changed", "text-changed"),
        *("link-label-changed", "meta-changed", "canonical-changed", "alternate-changed"),
    }
)
"""Changes of words of which one row tells those with the same words that differ."""
_WORD = re.compile(r"[^\s/]+[\s/]*|[\s/]+")
_MAX_SUBJECTS = 5  # that one difference names
_ORDER = {code: place for place, code in enumerate(IMPORTANCE)}


@dataclass(frozen=True)
class CrawlDifference:
    """One difference.

    Attributes:
        change: what changed; its code is a key of `IMPORTANCE`.
        old, new: addresses of the pages, of the first ones if there are several; "" for none.
        about: the form, field, button, link or text, by its label; "" for the page as a whole.
        page: name of the page; "" if the difference is on several.
        reason: why the two were paired, or why there is no pair; None if that is plain.
        confidence: of the pair, 0 to 1.
        pages: the addresses of all pages with this difference: the old ones, or the new ones if
            there is none.
    """

    change: Fact
    old: str = ""
    new: str = ""
    about: str = ""
    page: str = ""
    reason: Fact | None = None
    confidence: float = 1.0
    pages: tuple[str, ...] = ()

    @property
    def importance(self) -> Importance:
        """How much it matters."""
        return IMPORTANCE[self.change.code]


def by_importance(found: Iterable[CrawlDifference]) -> Iterator[CrawlDifference]:
    """The differences in the order of importance; one that many pages share is told once."""
    groups: defaultdict[tuple[str, Fact, str], list[CrawlDifference]] = defaultdict(list)
    for one in found:
        groups[one.change.code, _essence(one.change), _subject(one)].append(one)
    for code, essence, subject in sorted(groups, key=lambda key: (_ORDER[key[0]], repr(key))):
        same = sorted(groups[code, essence, subject], key=lambda one: (one.old, one.new, one.about))
        pages = tuple(dict.fromkeys(one.old or one.new for one in same))
        subjects = tuple(dict.fromkeys(one.about for one in same))
        yield replace(
            same[0],
            change=same[0].change if all(one.change == same[0].change for one in same) else essence,
            about=", ".join(subjects[:_MAX_SUBJECTS]) + (" …" if subjects[_MAX_SUBJECTS:] else ""),
            page=same[0].page if len(pages) == 1 else "",
            pages=pages,
            confidence=min(one.confidence for one in same),
        )


def _subject(one: CrawlDifference) -> str:
    """What tells apart two differences with the same change."""
    return "" if one.change.code in _SHARED or one.change.code in _PARTLY else one.about


def _essence(change: Fact) -> Fact:
    """A change of words, with nothing but the words that differ.

    The titles of all pages may end with the name of a release.
    """
    old, new = change.params.get("old"), change.params.get("new")
    if change.code not in _PARTLY or not isinstance(old, Quote) or not isinstance(new, Quote):
        return change
    was, now = _differing(_words(old.quote), _words(new.quote))
    return Fact(change.code, {**change.params, "old": was, "new": now})


def _words(text: str) -> list[str]:
    """The words of a text, each with the blank after it; the segments of an address."""
    return _WORD.findall(text)


def _differing(old: Sequence[str], new: Sequence[str]) -> tuple[Quote | Fact, Quote | Fact]:
    """Two texts without the words that both begin and end with."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    end = next((at for at in range(least - start) if old[-1 - at] != new[-1 - at]), least - start)
    parts = []
    for words in (old, new):
        middle = "".join(words[start : len(words) - end]).rstrip()
        shown = f"… {middle} …" if start or end else middle
        parts.append(quote(shown) if middle else fact("no-value"))
    return parts[0], parts[1]
