"""The blocks of text of a page in reading order."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from harness.core.text import squeeze
from harness.model.page import Box, Text
from harness.page.dom import driver_attributes
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.dom.semantics import CODE, STRUCK
from harness.page.parts.entries import Entries
from harness.page.parts.grids import Grids

_MAX_LEVELS = 6  # elements around words that are searched for a link
_MIN_SPELT = 4  # cells of one character that make a word in cells
_UNMARKED = frozenset({"paragraph", "cell", "caption"})
_BOLD = frozenset({"b", "strong", "big"})
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3", "+4"})  # sizes of a font element
_NAMED = re.compile(
    r"(?:^|[\s_-])(?:(?:sous)?(?:titre|title|heading)|(?:box|card|dialog|panel|window)[_-]?header)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class TextBlock:
    """Adjacent inline content: a run of words without a block boundary."""

    epoch: int
    node: Node
    start: int
    stop: int
    text: str
    kind: str
    level: int
    titled: bool = False


def blocks(document: Outline) -> list[TextBlock]:
    """The visible blocks of text, without the words in buttons and lists.

    A word written in the cells of a row, one character in each, is one block.
    """
    found = [block for run in _runs(document.stream) if (block := _block(document, *run))]
    runs = (list(run) for _, run in groupby(found, key=_row_of_characters))
    return [block for run in runs for block in _joined_characters(run)]


def _row_of_characters(block: TextBlock) -> int:
    """The row of a cell with a single character; -1 for any other block."""
    cell = block.node.cell
    is_spelt = cell is not None and len(block.text) == 1 and block.text.isalnum()
    return cell.parent.order if is_spelt and cell and cell.parent else -1


def _joined_characters(run: list[TextBlock]) -> list[TextBlock]:
    first, last = run[0], run[-1]
    if len(run) < _MIN_SPELT or _row_of_characters(first) < 0:
        return run
    return [replace(first, stop=last.stop, text="".join(block.text for block in run))]


def texts(found: list[TextBlock], entries: Entries) -> tuple[Text, ...]:
    """The blocks as parts of a page."""
    grids = Grids(block.node for block in found)
    return tuple(
        Text(
            text=block.text,
            kind=block.kind,
            level=block.level,
            titled=block.titled,
            row=row_of(block.node),
            entry=entries.of(block.node),
            cell=grids.of(block.node),
            ref=block.node.get(driver_attributes.REF),
            box=box(block.node),
            frame=block.node.scope.path,
            region=block.node.region,
        )
        for block in found
    )


def row_of(node: Node) -> int:
    """The number of the row of a table around an element; 0 for none."""
    return node.cell.parent.order if node.cell and node.cell.parent else 0


def box(node: Node) -> Box | None:
    """The position of an element according to the driver; None without layout."""
    stamp = node.attrs.get(driver_attributes.BOX)
    if not stamp:
        return None
    try:
        x, y, width, height = map(float, stamp.split())
    except ValueError:
        return None
    return Box(x=x, y=y, width=width, height=height)


def _runs(stream: list[StreamItem]) -> Iterator[tuple[int, int]]:
    """The ranges of items without a block boundary between them."""
    start = 0
    for index in range(1, len(stream) + 1):
        if index == len(stream) or stream[index].epoch != stream[start].epoch:
            yield start, index
            start = index


def _block(document: Outline, start: int, stop: int) -> TextBlock | None:
    pieces = [piece for piece in document.stream[start:stop] if _is_read(piece)]
    text = squeeze("".join(_pieces(pieces)))
    readable = [piece for piece in pieces if piece.kind is ItemKind.WORDS and piece.text.strip()]
    if not text:
        readable = [piece for piece in pieces if piece.kind is ItemKind.IMAGE and piece.text]
        text = squeeze(" ".join(piece.text for piece in readable))
    if not text:
        return None
    node = readable[0].node.block or readable[0].node
    kind = node.kind
    if kind == "paragraph" and all(_is_code(piece.node, node) for piece in readable):
        kind = "code"
    titled = looks_like_title((piece.node for piece in readable), node, kind)
    return TextBlock(
        document.stream[start].epoch, node, start, stop, text, kind, node.level, titled
    )


def _is_read(piece: StreamItem) -> bool:
    node = piece.node
    if not node.visible or _is_struck(node):
        return False
    return node.control is None or piece.kind is ItemKind.CONTROL


def _is_struck(node: Node) -> bool:
    """Whether the words of an element are struck out, by itself or by one around it."""
    return any(map(_strikes, (node, *node.ancestors(_MAX_LEVELS))))


def _strikes(node: Node) -> bool:
    """Whether a line goes through the words of an element, by its style or else by its tag."""
    stamp = node.attrs.get(driver_attributes.STRUCK) if node.attrs else None
    return node.tag in STRUCK if stamp is None else stamp != "0"


def _pieces(items: Iterable[StreamItem]) -> Iterator[str]:
    """The texts of items; two links without a blank between them are parted.

    A style sheet sets them apart, and readers without one tell them apart all the same.
    """
    before: tuple[str, Node] | None = None
    for item in items:
        text = item.text if item.kind is ItemKind.WORDS else " "
        if before and before[1] is not item.node and _is_glued(before[0], text):
            link = _link(before[1])
            if link and _link(item.node) not in {None, link}:
                yield " "
        yield text
        before = (text, item.node) if text else before


def _is_glued(before: str, text: str) -> bool:
    return bool(text) and not (before[-1:].isspace() or text[:1].isspace())


def _link(node: Node) -> Node | None:
    """The link that an element is, or is in."""
    return (
        node
        if node.part == "link"
        else next((one for one in node.ancestors(_MAX_LEVELS) if one.part == "link"), None)
    )


def _is_code(node: Node, container: Node) -> bool:
    inner: Node | None = node
    while inner is not None and inner is not container:
        if inner.tag in CODE:
            return True
        inner = inner.parent
    return container.tag in CODE


def looks_like_title(words: Iterable[Node], container: Node, kind: str) -> bool:
    """Whether a block of text that is not marked as a heading looks like one.

    It has a container, elements with its words, and a kind; only unmarked kinds can be a title.
    """
    return kind in _UNMARKED and all(_stands_out(node, container) for node in words)


def _stands_out(node: Node, container: Node) -> bool:
    inner: Node | None = node
    while inner is not None:
        if inner.tag in _BOLD or _is_large(inner) or _is_named(inner):
            return True
        if inner is container:
            return False
        inner = inner.parent
    return False


def _is_large(node: Node) -> bool:
    return node.tag == "font" and node.get("size") in _LARGE


def _is_named(node: Node) -> bool:
    return _NAMED.search(node.names) is not None
