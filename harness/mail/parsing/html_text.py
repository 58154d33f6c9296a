"""The text of an HTML mail, as a reader sees it, and the addresses of its links.

The page reader parses it. Only what pages hardly have and mails do is added here: introductions
for the list of mails, which are hidden by sizes of 0 and by style sheets.
"""

import re
from collections.abc import Iterator

from harness.core.text import squeeze
from harness.page.dom.builder import outline
from harness.page.dom.document import parse
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem

_SHEET = re.compile(r"<style\b[^<>]*>([^<]*(?:<(?!/style)[^<]*)*)", re.IGNORECASE)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|<!--|-->", re.DOTALL)
_BRACE = re.compile(r"([{}])")
_SIMPLE_SELECTOR = re.compile(r"[\w-]*[.#]?[\w-]+")
_NOT_SHOWN = re.compile(
    r"(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0*)?(?![\d.]))",
    re.IGNORECASE,
)
_NO_ROOM = re.compile(r"(?:^|[;\s])(?:max-)?(?:height|width)\s*:\s*0(?![\d.])", re.IGNORECASE)
_CUT_OFF = re.compile(r"(?:^|[;\s])overflow\s*:\s*hidden", re.IGNORECASE)
_FONT_SIZE = re.compile(r"(?:^|[;\s])font-size\s*:\s*([^;]*)", re.IGNORECASE)
_TINY = re.compile(r"0*[01]?(?:\.0*)?(?:px|pt)?\s*(?:!important\s*)?", re.IGNORECASE)
_LINE_ENDS = re.compile(r"[\r\n]+")
_IN_ADDRESSES = str.maketrans("", "", "\t\r\n")


def read_html(source: str) -> tuple[str, tuple[str, ...]]:
    """Read the HTML part of a mail.

    Args:
        source: the HTML part, decoded.

    Returns:
        The text, one line a block or a row of a table, and the addresses of the links in order.

    Raises:
        Unreadable: it has more elements than a document may have.
    """
    document = outline(parse(source), "")
    lines = map(squeeze, _text(document, _hiding_selectors(source)).split("\n"))
    addresses = (
        node.get("href").translate(_IN_ADDRESSES)
        for node in document.nodes
        if node.tag in {"a", "area"}
    )
    return "\n".join(filter(None, lines)), tuple(filter(None, addresses))


def _text(document: Outline, hiding: frozenset[str]) -> str:
    hidden = _hidden_nodes(document, hiding)
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


def _hidden_nodes(document: Outline, hiding: frozenset[str]) -> list[bool]:
    """For each node, by its order, whether it is hidden in the way of mails."""
    hidden: list[bool] = []
    tiny: list[bool] = []  # the size of letters can be set anew within
    for node in document.nodes:
        style = node.get("style")
        size = _FONT_SIZE.search(style) if style else None
        outer = node.parent.order if node.parent else None
        is_within = outer is not None and hidden[outer]
        hidden.append(is_within or _hides(style) or _is_selected(node, hiding))
        if size:
            tiny.append(_TINY.fullmatch(size[1].strip()) is not None)
        else:
            tiny.append(outer is not None and tiny[outer])
    return [one or other for one, other in zip(hidden, tiny, strict=True)]


def _hides(style: str) -> bool:
    if not style:
        return False
    return bool(_NOT_SHOWN.search(style) or (_NO_ROOM.search(style) and _CUT_OFF.search(style)))


def _is_selected(node: Node, selectors: frozenset[str]) -> bool:
    if not selectors:
        return False
    own = [f".{name}" for name in node.get("class").split()] + [f"#{node.get('id')}"]
    return any(one in selectors or node.tag + one in selectors for one in own)


def _hiding_selectors(source: str) -> frozenset[str]:
    """The simple selectors of the style sheets that hide what they select, on every screen."""
    return frozenset(
        selector
        for sheet in _SHEET.findall(source)
        for selectors, style in _rules(_COMMENT.sub("", sheet))
        if _hides(style)
        for selector in map(str.strip, selectors.split(","))
        if _SIMPLE_SELECTOR.fullmatch(selector)
    )


def _rules(sheet: str) -> Iterator[tuple[str, str]]:
    """The rules of a style sheet that stand in no block, such as one for small screens."""
    around: list[str] = []
    pieces = _BRACE.split(sheet)
    for text, brace in zip(pieces[::2], pieces[1::2], strict=False):
        if brace == "{":
            around.append(text.rpartition(";")[2].strip())
        elif around:
            selectors = around.pop()
            if not around and not selectors.startswith("@"):
                yield selectors, text
