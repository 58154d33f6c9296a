"""The style sheets of documents over plain HTTP: which words they hide, and which stand apart.

Nothing is laid out. A hidden part with links, fields or buttons may be brought out by a script or
by the pointer, so that only parts of words alone count as hidden by a style sheet.
"""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import NamedTuple

from turbohtml import Document, Element, Text

from harness.core.errors import CaptureError
from harness.core.media_type import MediaType
from harness.core.url import browser_url, data_content, document_base
from harness.driver.http.client import HttpClient, Request
from harness.page.dom import driver_attributes
from harness.page.dom.document import attributes
from harness.page.dom.media_query import counts_on_screen
from harness.page.dom.semantics import STRUCK, is_shown_by
from harness.page.dom.style_sheet import (
    Style,
    drawn_marks,
    imports,
    is_cut_away,
    struck,
    styles,
)
from harness.page.dom.visibility import UNPAINTED, mark_visible

_MAX_SHEETS = 30  # of one document
_MAX_DEPTH = 3  # of sheets that import others
MAX_KNOWN = 64  # sheets in memory
_MAX_LENGTH = 2_000_000  # characters of one sheet; what is behind them does not count
_MAX_TRIES = 2  # for one sheet
_MEDIA_TYPES = ("text/css", "")
_ACTIONS = (
    "a[href], area[href], button, input, select, textarea, form, iframe, frame, audio, object"
)
_INLINE = frozenset(  # as INLINE in driver/browser/js/serialise.js
    {"a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "em", "font", "i", "kbd", "mark"}
    | {"output", "q", "s", "small", "span", "strong", "sub", "sup", "time", "u", "var"}
)
_HIDING = frozenset({"hidden", "popover", "style"})  # attributes that may hide an element
_ROOTS = ("html", "body")  # a script brings out a page that is hidden as a whole
# beginnings of values of `display` that make no box
_IN_LINES = ("inline", "ruby", "contents", "none", "initial", "unset", "inherit", "revert")
_EMPTY = frozenset({"input", "img", "br", "hr", "select", "textarea", "option", "script", "style"})
_SETS_VISIBILITY = '[style*="visibility" i]'
_FEW = 2  # letters of a part of a word, of a mark or of a code


class Styling(NamedTuple):
    """What documents are styled with.

    Attributes:
        sheets: addresses and texts of the style sheets that were loaded.
        width: of the window, in CSS pixels.
    """

    sheets: tuple[tuple[str, str], ...] = ()
    width: int = 1280


UNSTYLED = Styling()


@dataclass
class StyleSheets:
    """The style sheets of a portal; each of them is asked for once a run.

    A sheet that does not come, or is none, counts as empty, as in a browser.
    """

    styling: Styling = UNSTYLED
    _lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def load(self, addresses: tuple[str, ...], client: HttpClient, referrer: str) -> None:
        """Ask the portal for sheets; those of other hosts are not asked for."""
        async with self._lock:
            known = dict(self.styling.sheets)
            for address in addresses:
                if address not in known:
                    known[address] = await _text(Request(address, referrer=referrer), client)
            self.styling = self.styling._replace(sheets=tuple(known.items())[-MAX_KNOWN:])


async def _text(request: Request, client: HttpClient) -> str:
    for _ in range(_MAX_TRIES if client.egress.is_inside(request.url) else 0):
        try:
            answer = await client.send(request)
        except CaptureError:
            continue
        is_sheet = answer.status == HTTPStatus.OK and answer.media_type in _MEDIA_TYPES
        return _decoded(answer.body) if is_sheet else ""
    return ""


def _decoded(body: bytes) -> str:
    return body.decode("utf-8", "replace")[:_MAX_LENGTH]


def apply_styles(tree: Document, url: str, styling: Styling) -> tuple[str, ...]:
    """Put the driver's attributes on elements that style sheets hide or draw apart.

    Args:
        tree: a document.
        url: what the addresses of its sheets are relative to, unless it has a base of its own.
        styling: the sheets that were loaded.

    Returns:
        The addresses of the sheets that are not known yet.
    """
    base = tree.select_one("base[href]")
    around = document_base(url, base.attr("href") or "") if base else url
    reader = _SheetReader(dict(styling.sheets), styling.width)
    sheets = list(reader.sheets(tree, around))
    if any(sheets) or tree.select_one(_SETS_VISIBILITY):
        _stamp(tree, styles(tree, sheets, styling.width))
        for (element, side), mark in drawn_marks(tree, sheets, styling.width).items():
            _draw(element, side, mark)
    return tuple(reader.missing)


@dataclass
class _SheetReader:
    """Collects the sheets of a document, those that sheets import before them."""

    known: dict[str, str]
    width: int
    missing: dict[str, None] = field(default_factory=dict)  # in their order
    _read: int = 0

    def sheets(self, tree: Document, base: str) -> Iterator[str]:
        for element in tree.iter_elements(("link", "style")):
            if not counts_on_screen(element, self.width):
                continue
            if element.tag == "style":
                yield from self._with_imports(element.text, base, 0)
            elif _is_sheet(element):
                yield from self._at(browser_url(base, element.attr("href") or ""), 0)

    def _at(self, address: str, depth: int) -> Iterator[str]:
        self._read += 1
        if self._read > _MAX_SHEETS or depth > _MAX_DEPTH:
            return
        if address in self.known:
            yield from self._with_imports(self.known[address], address, depth)
        elif data := data_content(address):
            if MediaType.of(data[1]).essence in _MEDIA_TYPES:
                yield from self._with_imports(_decoded(data[0]), address, depth)
        elif address.startswith(("http:", "https:")):
            self.missing[address] = None

    def _with_imports(self, sheet: str, base: str, depth: int) -> Iterator[str]:
        for address in imports(sheet, self.width):
            yield from self._at(browser_url(base, address), depth + 1)
        yield sheet


def _is_sheet(link: Element) -> bool:
    relations = (link.attr("rel") or "").lower().split()
    is_used = "alternate" not in relations and "disabled" not in link.attrs
    return "stylesheet" in relations and is_used and bool((link.attr("href") or "").strip())


def _draw(element: Element, side: str, mark: str) -> None:
    """Write a mark that a style sheet draws into the content of an element."""
    if element.tag in _EMPTY:
        return
    if side == "before":
        element.insert(0, Text(f"{mark} "))
    else:
        element.append(Text(f" {mark}"))


def _stamp(tree: Document, found: dict[Element, Style]) -> None:
    mark_visible(found)
    for element in tree.iter_elements():
        style = found.get(element, {})
        if _is_gone(style):
            is_part = element.tag not in _ROOTS or driver_attributes.VISIBILITY in element.attrs
            if is_part and not _acts(element):
                element.attrs[driver_attributes.HIDDEN] = "1"
            continue
        if is_cut_away(style):
            element.attrs[driver_attributes.UNSEEN] = "1"
        if (crossed := struck(style)) is not None and crossed is not (element.tag in STRUCK):
            element.attrs[driver_attributes.STRUCK] = "1" if crossed else "0"
        if "display" in style and _is_shown(element, style["display"]):
            element.attrs[driver_attributes.HIDDEN] = "0"
        if separation := _separation(element, style, found):
            element.attrs[driver_attributes.APART] = separation


def _is_gone(style: Style) -> bool:
    return style.get("display") == "none" or style.get("visibility") in UNPAINTED


def _is_shown(element: Element, display: str) -> bool:
    """Whether a value of `display` shows an element that its mark-up hides."""
    around = element.parent
    is_folded = isinstance(around, Element) and around.tag == "details"
    is_hidden = element.tag == "dialog" or not _HIDING.isdisjoint(element.attrs)
    may_be_shown = is_hidden and not is_folded and element.tag != "input"
    return may_be_shown and is_shown_by(element.tag, attributes(element), display)


def _acts(element: Element) -> bool:
    """Whether an element is something to click or to fill in, or contains it."""
    return element.matches(_ACTIONS) or element.select_one(_ACTIONS) is not None


def _separation(element: Element, style: Style, found: dict[Element, Style]) -> str:
    """How in-line mark-up stands apart, as the browser driver tells it; "" if it does not."""
    if not (element.tag in _INLINE or "-" in element.tag) or not _is_box(element, style, found):
        return ""
    if len(element.text.strip()) <= _FEW:
        return ""
    around = element.parent
    is_sentence = around is not None and any(
        isinstance(child, Text) and child.data.strip() for child in around.children
    )
    return "blank" if is_sentence else "block"


def _is_box(element: Element, style: Style, found: dict[Element, Style]) -> bool:
    """Whether an element makes a box of its own (CSS Display 3, section 2.7, blockification)."""
    around = found.get(element.parent, {}) if isinstance(element.parent, Element) else {}
    return (
        not style.get("display", "inline").startswith(_IN_LINES)
        or style.get("float", "none") in {"left", "right"}
        or style.get("position") in {"absolute", "fixed"}
        or around.get("display", "").removeprefix("inline-") in {"flex", "grid"}
    )
