"""By what a page is told from other pages, if not by its words: its address, or a heading."""

import re
from collections.abc import Collection, Iterator, Sequence
from glob import escape

from harness.config.portal import PageHint
from harness.core.url import split
from harness.model.page import Page
from harness.page.classify import fits

_MAX_MARKER = 120  # characters
_MASKED = "‹"  # begins what stands for a secret, which is no part of a hint
_SIGNS = re.compile(r"[*[]")  # that patterns take for something else; "?" may stay, it fits itself


def telling_hint(
    page: Page, addresses: Collection[str], others: Collection[Page], base_url: str
) -> PageHint | None:
    """The first hint that fits a page and none of the others; None if there is no such hint.

    Tried are the address without its query, the address with it, a heading, and both.

    Args:
        page: to be told from others.
        addresses: all that it is at.
        others: pages that are another one.
        base_url: of the portal; the address in a hint begins there, as in a target file.
    """
    base = base_url.rstrip("/")
    candidates = _hints(page, [one for one in addresses if one.startswith(f"{base}/")], base)
    return next((hint for hint in candidates if _tells(hint, escape(base), page, others)), None)


def _hints(page: Page, addresses: Sequence[str], base: str) -> Iterator[PageHint]:
    prefix = split(base).path.rstrip("/")
    parts = [split(one) for one in addresses if _MASKED not in one]
    ways = [[one.path for one in parts], [one.path_and_query for one in parts]] if parts else []
    places = dict.fromkeys(
        _pattern([path.removeprefix(prefix) or "/" for path in paths]) for paths in ways
    )
    markers = dict.fromkeys(_headings(page))
    yield from (PageHint(address=place) for place in places)
    yield from (PageHint(marker=marker) for marker in markers)
    yield from (PageHint(address=a, marker=marker) for a in places for marker in markers)


def _headings(page: Page) -> Iterator[str]:
    titled = [text for text in page.texts if text.visible and text.titled]
    for text in (*page.headings, *titled):
        if text.text and len(text.text) <= _MAX_MARKER and _MASKED not in text.text:
            yield text.text


def _tells(hint: PageHint, base: str, page: Page, others: Collection[Page]) -> bool:
    """Whether a hint fits a page and none of the others; `base` is a pattern."""
    address = base + hint.address if hint.address else ""
    fitting = (fits(address, hint.marker, one) for one in others)
    return fits(address, hint.marker, page) and not any(fitting)


def _pattern(paths: Sequence[str]) -> str:
    """One pattern for all paths of a page; a star stands for segments that differ."""
    columns = [_SIGNS.sub(r"[\g<0>]", path).split("/") for path in paths]
    if len({len(segments) for segments in columns}) != 1:
        return "/".join(columns[0])
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip(*columns, strict=True))
    return "/".join(parts)
