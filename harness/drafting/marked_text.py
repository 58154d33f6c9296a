"""Reads HTML as the passages of a document: paragraphs whole, marked words and links known."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from harness.core.text import squeeze
from harness.page.dom.builder import outline
from harness.page.dom.document import parse
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.parts.text_blocks import TextBlock, blocks

Span = tuple[int, int]
"""Where words begin in a text, and where they end."""

SOURCE_LINE = "data-source-line"
"""The attribute of an element that says on which line of its source it begins, from 1."""

BETWEEN_CELLS = " — "
_MARKED = frozenset(("b", "strong", "i", "em", "u", "code", "kbd", "samp", "tt", "mark", "q"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)
_TYPED_NUMBER = re.compile(r"\d{1,2}[.)]\s")
_TYPED_BULLET = re.compile(r"[·•▪◦§]\s+(?=\S)")  # as word processors write it into the text
_MAX_TITLE = 70  # characters of a paragraph all in bold that is a heading


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, item, or row of a table.

    Attributes:
        text: on one line; an item begins with its number or a bullet.
        heading: whether the document marks it as a heading.
        note: whether it is set apart from the text, as a note is.
        marks: the words that stand out, in bold for instance.
        links: the words of links.
        cells: those of a row of a table; () for what is none.
        head: whether it is the head of a table.
        source: its line in the file, from 1; 0 where nobody says.
        taken: whether it is a line whose words are in the passage before it.
    """

    text: str
    heading: bool = False
    note: bool = False
    marks: tuple[Span, ...] = ()
    links: tuple[Span, ...] = ()
    cells: tuple[Span, ...] = ()
    head: bool = False
    source: int = 0
    taken: bool = False


def passages(html: str) -> list[Passage]:
    """The passages of an HTML document as a reader sees them, in their order."""
    document = outline(parse(html), "about:blank")
    found = [block for block in blocks(document) if block.kind != "code"]
    numbers = _numbers(found)
    has_headings = any(block.kind == "heading" for block in found)
    read: list[Passage] = []
    tables: set[int] = set()
    for row, run in groupby(found, key=_row):
        if row is None:
            read += (
                passage
                for block in run
                for passage in _of_block(
                    document, block, numbers.get(block.epoch, ""), may_be_title=not has_headings
                )
            )
        else:
            table = row.table.order if row.table else row.order
            read.append(_of_row(document, list(run), is_first=table not in tables))
            tables.add(table)
    return read


def _row(block: TextBlock) -> Node | None:
    cell = block.node.cell
    return cell.parent if cell and cell.parent else None


def _numbers(found: Iterable[TextBlock]) -> dict[int, str]:
    """What stands before the first block of each item, by the epoch of the block."""
    counts: Counter[int] = Counter()
    begun: set[int] = set()
    numbers: dict[int, str] = {}
    for block in found:
        item = _around(block.node, {"li", "dt", "dd"}) if block.kind == "item" else None
        if block.kind != "item" or (item and item.order in begun):
            continue
        ordered = item.parent if item and item.parent and item.parent.tag == "ol" else None
        if item:
            begun.add(item.order)
        if ordered:
            counts[ordered.order] += 1
        numbers[block.epoch] = f"{counts[ordered.order]}. " if ordered else "- "
    return numbers


def _around(node: Node, tags: Iterable[str]) -> Node | None:
    return next((one for one in (node, *node.ancestors()) if one.tag in tags), None)


def _of_block(
    document: Outline, block: TextBlock, before: str, *, may_be_title: bool
) -> Iterator[Passage]:
    """One passage for each line of a block that is broken by hand."""
    source = _source(block.node)
    is_note = _around(block.node, {"blockquote", "aside"}) is not None
    items = document.stream[block.start : block.stop]
    runs = [list(run) for is_break, run in groupby(items, key=_is_break) if not is_break]
    for number, run in enumerate(runs):
        text, marks, links = _words(run)
        if not text:
            continue
        title = may_be_title and block.titled and len(text) <= _MAX_TITLE and not before
        heading = block.kind == "heading" or (title and text[-1] not in ".:,;")
        line = source + number if source else 0
        passage = Passage(text, heading, is_note, marks, links, source=line)
        yield _with_prefix(passage, before)
        before = ""


def _with_prefix(passage: Passage, before: str) -> Passage:
    """The passage with the sign of an item before it; one that is typed into it makes way."""
    typed = _TYPED_BULLET.match(passage.text)
    if not before and not typed:
        return passage
    cut = typed.end() if typed else 0
    before = "" if _TYPED_NUMBER.match(passage.text) else before or "- "
    shift = len(before) - cut
    return Passage(
        before + passage.text[cut:],
        passage.heading,
        passage.note,
        tuple((start + shift, stop + shift) for start, stop in passage.marks if start >= cut),
        tuple((start + shift, stop + shift) for start, stop in passage.links if start >= cut),
        source=passage.source,
    )


def _of_row(document: Outline, run: Sequence[TextBlock], *, is_first: bool) -> Passage:
    text, marks, links, cells = "", [], [], []
    for _, several in groupby(run, key=lambda block: block.node.cell):
        stream = [
            one for block in several for one in (*document.stream[block.start : block.stop], None)
        ]
        words, own_marks, own_links = _words(stream)
        if not words:
            continue
        text += BETWEEN_CELLS if text else ""
        shift = len(text)
        text += words
        cells.append((shift, len(text)))
        marks += ((start + shift, stop + shift) for start, stop in own_marks)
        links += ((start + shift, stop + shift) for start, stop in own_links)
    head = is_first and len(cells) > 1
    source = _source(run[0].node)
    return Passage(text, False, False, tuple(marks), tuple(links), tuple(cells), head, source)


def _source(node: Node) -> int:
    own = next((one for one in (node, *node.ancestors()) if one.get(SOURCE_LINE)), None)
    number = own.get(SOURCE_LINE) if own else ""
    return int(number) if number.isdecimal() and len(number) < 8 else 0  # noqa: PLR2004 - no line of a document is beyond


def _is_break(item: StreamItem) -> bool:
    return item.kind is ItemKind.BREAK


def _words(
    items: Sequence[StreamItem | None],
) -> tuple[str, tuple[Span, ...], tuple[Span, ...]]:
    """The words of items on one line, and which of them are marked, and links; None parts words."""
    text, gap, tag = "", False, ""
    marks: list[Span] = []
    links: list[Span] = []
    for item in items:
        words = squeeze(item.text) if item and item.kind is ItemKind.WORDS else ""
        if item is None or not words or not item.node.visible:
            gap = True if item is None or item.text[:1].isspace() or _is_break(item) else gap
            continue
        gap = gap or item.text[:1].isspace()
        text += " " if gap and text else ""
        start, gap = len(text), item.text[-1:].isspace()
        text += words
        mark = _around_inline(item.node, _is_marked)
        if mark:
            _extend(marks, text, (start, len(text)), follows=mark.tag == tag)
        if _around_inline(item.node, lambda node: node.part == "link"):
            _extend(links, text, (start, len(text)), follows=True)
        tag = mark.tag if mark else tag
    return text, tuple(marks), tuple(links)


def _extend(spans: list[Span], text: str, span: Span, *, follows: bool) -> None:
    """Add a span; one that follows another of its kind is a part of it: a mark is cut at times."""
    if follows and spans and not text[spans[-1][1] : span[0]].strip():
        span = (spans.pop()[0], span[1])
    spans.append(span)


def _is_marked(node: Node) -> bool:
    return node.tag in _MARKED or bool(_BOLD_STYLE.search(node.attrs.get("style", "")))


def _around_inline(node: Node, holds: Callable[[Node], bool]) -> Node | None:
    """The element of which something holds: this one, or one around it within its block."""
    for one in (node, *node.ancestors()):
        if one is node.block:
            return None
        if holds(one):
            return one
    return None
