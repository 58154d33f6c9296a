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
_GENERATED = re.compile(r"\d{5,}|(?=[\da-f-]*\d)[\da-f]{8}[\da-f-]{8,}", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_SIGNS = re.compile(r"[*[]")  # that patterns take for something else; "?" may stay, it fits itself


def telling_hint(
    page: Page, addresses: Collection[str], others: Collection[Page], base_url: str
) -> PageHint | None:
    """The first hint that fits a page and none of the others; None if there is no such hint.

    Tried are the address without its query, the address with it, a heading, and both. What the
    portal made up this time, such as the number of an order, is in none of them: in an address
    stands a star for it.

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
    numbers = {one for text in (page.title, *_titles(page)) for one in _NUMBER.findall(text)}
    places = dict.fromkeys(
        _pattern([path.removeprefix(prefix) or "/" for path in paths], numbers) for paths in ways
    )
    markers = dict.fromkeys(_headings(page))
    yield from (PageHint(address=place) for place in places)
    yield from (PageHint(marker=marker) for marker in markers)
    yield from (PageHint(address=a, marker=marker) for a in places for marker in markers)


def _headings(page: Page) -> Iterator[str]:
    for text in _titles(page):
        is_steady = _MASKED not in text and not _GENERATED.search(text)
        if text and len(text) <= _MAX_MARKER and is_steady:
            yield text


def _titles(page: Page) -> Iterator[str]:
    titled = [text for text in page.texts if text.visible and text.titled]
    yield from (text.text for text in (*page.headings, *titled))


def _tells(hint: PageHint, base: str, page: Page, others: Collection[Page]) -> bool:
    """Whether a hint fits a page and none of the others; `base` is a pattern."""
    address = base + hint.address if hint.address else ""
    fitting = (fits(address, hint.marker, one) for one in others)
    return fits(address, hint.marker, page) and not any(fitting)


def _pattern(paths: Sequence[str], numbers: Collection[str]) -> str:
    """One pattern for all paths of a page; a star stands for segments that differ.

    So it does for what is made up: long numbers, and those that the titles of the page tell.
    """
    columns = [[_steady(one, numbers) for one in path.split("/")] for path in paths]
    if len({len(segments) for segments in columns}) != 1:
        return "/".join(columns[0])
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip(*columns, strict=True))
    return "/".join(parts)


def _steady(segment: str, numbers: Collection[str]) -> str:
    """The pattern of a segment of a path, with a star for what is made up in it."""
    if segment in numbers:
        return "*"
    return "*".join(_SIGNS.sub(r"[\g<0>]", part) for part in _GENERATED.split(segment))
