"""A difference between two crawls, and how much it matters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import groupby

from harness.model.fact import Fact


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
            *("canonical-changed", "alternate-changed", "data-lost", "data-changed"),
            *("heading-lost", "heading-changed", "heading-level-changed", "heading-unmarked"),
            *("text-lost", "text-changed", "link-lost", "link-target-changed"),
            *("link-label-changed", "picture-alt-changed", "frame-lost"),
            *("field-label-changed", "field-mark-changed", "field-required-removed"),
            *("field-default-changed", "field-checked-added", "field-checked-removed"),
            *("hidden-field-new", "button-label-changed", "file-changed"),
        ),
        Importance.MEDIUM,
    ),
    **dict.fromkeys(
        (
            *("page-new", "file-new", "form-new", "button-new", "link-new", "text-new"),
            *(
                "heading-new",
                "heading-marked",
                "picture-lost",
                "picture-new",
                "frame-new",
                "data-new",
            ),
            *("meta-changed", "texts-reordered", "fields-reordered", "buttons-reordered"),
            *("link-fragment-changed", "field-options-new", "field-options-reordered"),
            *("field-read-only-removed", "field-disabled-removed", "button-disabled-removed"),
            *("field-placeholder-changed",),
        ),
        Importance.LOW,
    ),
}
"""The importance of each change, by its code."""
_SHARED = frozenset({"heading-level-changed", "heading-unmarked", "heading-marked"})
"""Changes of which one row tells those of all headings."""
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
    in_order = sorted(
        found, key=lambda one: (_ORDER[one.change.code], repr(one.change), _subject(one))
    )
    for _, group in groupby(in_order, key=lambda one: (one.change, _subject(one))):
        same = sorted(group, key=lambda one: (one.old, one.new))
        pages = tuple(dict.fromkeys(one.old or one.new for one in same))
        subjects = tuple(dict.fromkeys(one.about for one in same))
        yield replace(
            same[0],
            about=", ".join(subjects[:_MAX_SUBJECTS]) + (" …" if subjects[_MAX_SUBJECTS:] else ""),
            page=same[0].page if len(pages) == 1 else "",
            pages=pages,
            confidence=min(one.confidence for one in same),
        )


def _subject(one: CrawlDifference) -> str:
    """What tells apart two differences with the same change."""
    return "" if one.change.code in _SHARED else one.about
