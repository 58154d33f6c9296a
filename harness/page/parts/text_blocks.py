"""Blocks of text in reading order."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from harness.core.text import squeeze
from harness.model.page import Box, Text
from harness.page.dom import driver_attributes
from harness.page.dom.outline import Node, Outline, Piece, Sort
from harness.page.dom.semantics import CODE
from harness.page.parts.prominence import looks_like_title

_SPELT = 4  # cells of one character from which a row spells a word


@dataclass(slots=True)
class Block:
    """Adjacent inline content: one run of words as a person reads it."""

    epoch: int
    node: Node
    start: int
    stop: int
    text: str
    kind: str
    level: int
    titled: bool = False


def blocks(document: Outline) -> list[Block]:
    """The visible blocks of text, words within buttons and lists of choices left out.

    A word spelt out in the cells of a row, one character in each, is one block.
    """
    found = [block for run in _runs(document.stream) if (block := _block(document, *run))]
    spelt = (list(run) for _, run in groupby(found, key=_row_of_characters))
    return [block for run in spelt for block in _word(run)]


def _row_of_characters(block: Block) -> int:
    """The row that a cell with a single character stands in; -1 for any other block."""
    cell = block.node.cell
    is_spelt = cell is not None and len(block.text) == 1 and block.text.isalnum()
    return cell.parent.order if is_spelt and cell and cell.parent else -1


def _word(run: list[Block]) -> list[Block]:
    first, last = run[0], run[-1]
    if len(run) < _SPELT or _row_of_characters(first) < 0:
        return run
    return [replace(first, stop=last.stop, text="".join(block.text for block in run))]


def texts(found: list[Block]) -> tuple[Text, ...]:
    """The blocks as parts of a page."""
    return tuple(
        Text(
            text=block.text,
            kind=block.kind,
            level=block.level,
            titled=block.titled,
            ref=block.node.get(driver_attributes.REF),
            box=box(block.node),
            frame=block.node.scope.path,
        )
        for block in found
    )


def box(node: Node) -> Box | None:
    """Where an element stands, as stamped by the driver; None where nothing was laid out."""
    stamp = node.attrs.get(driver_attributes.BOX)
    if not stamp:
        return None
    try:
        x, y, width, height = map(float, stamp.split())
    except ValueError:
        return None
    return Box(x=x, y=y, width=width, height=height)


def _runs(stream: list[Piece]) -> Iterator[tuple[int, int]]:
    """The ranges of pieces that have no block boundary between them."""
    start = 0
    for index in range(1, len(stream) + 1):
        if index == len(stream) or stream[index].epoch != stream[start].epoch:
            yield start, index
            start = index


def _block(document: Outline, start: int, stop: int) -> Block | None:
    pieces = [piece for piece in document.stream[start:stop] if _is_read(piece)]
    text = squeeze("".join(map(_spoken, pieces)))
    spoken = [piece for piece in pieces if piece.sort is Sort.WORDS and piece.text.strip()]
    if not text:
        spoken = [piece for piece in pieces if piece.sort is Sort.IMAGE and piece.text]
        text = squeeze(" ".join(piece.text for piece in spoken))
    if not text:
        return None
    node = _container(spoken[0].node)
    kind = node.kind
    if kind == "paragraph" and all(_is_code(piece.node, node) for piece in spoken):
        kind = "code"
    titled = looks_like_title((piece.node for piece in spoken), node, kind)
    return Block(document.stream[start].epoch, node, start, stop, text, kind, node.level, titled)


def _is_read(piece: Piece) -> bool:
    return piece.node.visible and (piece.node.control is None or piece.sort is Sort.CONTROL)


def _spoken(piece: Piece) -> str:
    return piece.text if piece.sort is Sort.WORDS else " "


def _container(node: Node) -> Node:
    return node.block or node


def _is_code(node: Node, container: Node) -> bool:
    inner: Node | None = node
    while inner is not None and inner is not container:
        if inner.tag in CODE:
            return True
        inner = inner.parent
    return container.tag in CODE
