"""The text of an HTML mail, as a reader sees it, and the addresses of its links.

The page reader parses it. Only what pages hardly have and mails do is added here: introductions
for the list of mails, which are hidden by sizes of 0 and by style sheets.
"""

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from turbohtml import Document, Element

from harness.core.text import squeeze
from harness.core.url import browser_url
from harness.page.dom.builder import outline
from harness.page.dom.document import base_of, parse
from harness.page.dom.media_query import counts_on_screen
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.dom.style_sheet import (
    Style,
    is_cut_away,
    is_far_off,
    is_zero,
    styles,
)
from harness.page.dom.visibility import UNPAINTED, mark_visible

_TINY = re.compile(r"0*(?:[01](?:\.0*)?)?(?:px|pt)?")
_LINE_ENDS = re.compile(r"[\r\n]+")
_SCREEN = 1000  # pixels, the width of the window in which a mail is read
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]{1,4096}", re.IGNORECASE)
_MAX_PIECES = 50  # of the words of a link that may be an address
_NOWHERE = "about:blank"  # the address of a mail
_IN_ADDRESSES = str.maketrans("", "", "\t\r\n")


class HtmlLink(NamedTuple):
    """A link: its address, and its words if they are an address themselves, else ""."""

    address: str
    words: str


def read_html(source: str) -> tuple[str, tuple[HtmlLink, ...]]:
    """Read the HTML part of a mail.

    Returns:
        The text, one line a block or a row of a table, and the links in order.

    Raises:
        Unreadable: it has more elements than a document may have.
    """
    parsed = parse(source)
    found = _styles(parsed.tree)
    mark_visible(found)
    document = outline(parsed, "")
    base = base_of(parsed, _NOWHERE)
    lines = map(squeeze, _text(document, found).split("\n"))
    links = (
        HtmlLink(_address(node, base), _address_shown(document, node))
        for node in document.nodes
        if node.tag in {"a", "area"}
    )
    return "\n".join(filter(None, lines)), tuple(link for link in links if link.address)


def _address(node: Node, base: str) -> str:
    """Where a link leads: as it is written, unless the mail says what it is relative to."""
    written = node.get("href").translate(_IN_ADDRESSES)
    if base == _NOWHERE or not written or browser_url(_NOWHERE, written):
        return written
    return browser_url(base, written) or written


def _address_shown(document: Outline, node: Node) -> str:
    """The words of a link if they are an address; "" for others, and for what is no short text."""
    words = document.words(node) if node.stop - node.start <= _MAX_PIECES else ""
    return words if _ADDRESS.fullmatch(words) else ""


def _styles(tree: Document) -> dict[Element, Style]:
    sheets = (
        sheet.text for sheet in tree.iter_elements("style") if counts_on_screen(sheet, _SCREEN)
    )
    return styles(tree, sheets, _SCREEN)


def _text(document: Outline, found: Mapping[Element, Style]) -> str:
    hidden = _hidden_nodes(document, found)
    shown = [item for item in document.stream if item.node.visible and not hidden[item.node.order]]
    pieces: list[str] = []
    before: StreamItem | None = None
    for item in shown:
        pieces += [_separator(before, item), _item_text(item)]
        before = item
    return "".join(pieces)


def _separator(before: StreamItem | None, item: StreamItem) -> str:
    """What stands between two items: nothing, a blank between cells of a row, or a line end."""
    if before is None or before.epoch == item.epoch:
        return ""
    one, other = before.node.cell, item.node.cell
    in_row = one is not None and other is not None and one is not other
    return " " if in_row and one and other and one.parent is other.parent else "\n"


def _item_text(item: StreamItem) -> str:
    if item.kind is ItemKind.BREAK:
        return "\n"
    if item.kind is ItemKind.WORDS and not (item.node.block and item.node.block.tag == "pre"):
        return _LINE_ENDS.sub(" ", item.text)
    return item.text


def _hidden_nodes(document: Outline, found: Mapping[Element, Style]) -> list[bool]:
    """For each node, by its order, whether it is hidden in the way of mails."""
    hidden: list[bool] = []
    unread: list[list[bool]] = []  # by each of the properties that are set anew within
    for node in document.nodes:
        style = found.get(node.element, {}) if node.element else {}
        outer = node.parent.order if node.parent else None
        hidden.append(_hides(style) or (outer is not None and hidden[outer]))
        around = [False] * len(_UNREAD) if outer is None else unread[outer]
        unread.append(_unread(style, around) if style else around)
    return [one or any(others) for one, others in zip(hidden, unread, strict=True)]


def _hides(style: Style) -> bool:
    """Whether nothing within an element is shown."""
    if not style:
        return False
    return (
        style.get("display") == "none" or is_zero(style.get("opacity", "1")) or is_cut_away(style)
    )


def _unread(style: Style, around: list[bool]) -> list[bool]:
    """By which properties the letters of an element are not seen."""
    return [
        test(style[name]) if name in style else before
        for (name, test), before in zip(_UNREAD.items(), around, strict=True)
    ]


_UNREAD: Mapping[str, Callable[[str], bool]] = {
    "visibility": lambda value: value in UNPAINTED,
    "font-size": lambda value: is_zero(value) or _TINY.fullmatch(value) is not None,
    "text-indent": is_far_off,
}
