"""The text right before and right after a field, as a reader sees it."""

import re
from dataclasses import dataclass

from harness.core.text import fold, has_words, is_mark, split_label, squeeze
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem

MAX_LABEL = 120  # characters; a longer text is an instruction
_ONE_LINE = str.maketrans("\r\n", "  ")
_BEGINS_WITH_MARK = re.compile(r"(\(\s*\*+\s*\)|\*+)\s*:?\s*")
_MAX_LEVELS = 4  # elements around a field in which a text may be about it
_LARGE_CONTAINERS = frozenset(
    {"form", "body", "html", "fieldset", "table", "tbody", "main", "[document]"}
)
_NEVER_LABELS = frozenset({"heading", "legend", "caption"})


@dataclass(frozen=True, slots=True)
class TrailingText:
    """The mark and the hint after a field."""

    mark: str = ""
    help: str = ""


def readable_text(document: Outline, start: int, stop: int, *, include_hidden: bool = False) -> str:
    """The words of a part of the stream outside controls; line breaks are kept.

    The alternative text of an image is used if there are no words, or if it is a mark.

    Args:
        document: the outline.
        start: index of the first item.
        stop: index after the last item.
        include_hidden: whether to include invisible words.
    """
    pieces = document.stream[start:stop]
    words = "".join(_item_text(piece, include_hidden=include_hidden) for piece in pieces)
    if has_words(words):
        return words
    alts = (piece.text for piece in pieces if piece.kind is ItemKind.IMAGE)
    return words + " ".join(alt for alt in alts if not is_mark(alt))


def _item_text(piece: StreamItem, *, include_hidden: bool) -> str:
    if piece.kind is ItemKind.BREAK:
        return "\n"
    if piece.kind is ItemKind.IMAGE and is_mark(piece.text):
        return piece.text
    if piece.kind is not ItemKind.WORDS or piece.node.control is not None:
        return " "
    return (
        " ".join(piece.text.splitlines()) + " " * piece.text.endswith("\n")
        if (piece.node.visible or include_hidden)
        else " "
    )


def is_parenthesis(text: str) -> bool:
    """Whether a text is a remark in brackets."""
    return text.startswith("(") and text.endswith(")")


def is_label(text: str) -> bool:
    """Whether a text can be the label of a field near it."""
    return has_words(text) and len(text) <= MAX_LABEL and not is_parenthesis(text.strip())


def count_fields(document: Outline, node: Node) -> int:
    """The number of visible fields in an element."""
    return document.count_fields(node.start, node.stop)


def line_before(document: Outline, field: Node) -> str:
    """The words before a field within its own block; "" for none.

    Words on the line of an earlier field belong to that field.
    """
    stream, start = document.stream, field.start
    epoch, first = stream[start].epoch, start
    while first and stream[first - 1].epoch == epoch and not stream[first - 1].is_control:
        first -= 1
    behind_another = bool(first) and stream[first - 1].epoch == epoch
    lines = readable_text(document, first, start).split("\n")
    if behind_another and len(lines) > 1:
        lines = lines[1:]
    readable = [squeeze(line) for line in lines if has_words(line)]
    return readable[-1] if readable and is_label(readable[-1]) and _may_label(field) else ""


def _may_label(node: Node) -> bool:
    return node.kind not in _NEVER_LABELS


def line_after(document: Outline, field: Node) -> tuple[str, bool]:
    """The words after a field on its own line, and whether another control follows them."""
    stream, stop = document.stream, field.stop
    epoch = stream[field.start].epoch
    while stop < len(stream) and stream[stop].epoch == epoch:
        piece = stream[stop]
        if piece.kind is ItemKind.BREAK or piece.is_control:
            break
        stop += 1
    else:
        return squeeze(readable_text(document, field.stop, stop)), False
    followed = stream[stop].kind is ItemKind.CONTROL
    return squeeze(readable_text(document, field.stop, stop)), followed


def block_before(document: Outline, field: Node) -> tuple[str, bool]:
    """The block of text before a field, and whether it surely belongs to the field.

    It surely does if it ends like a label (a colon, a mark), if it is a label element without a
    field, or if both share a container without another field. The search stops at another control,
    another cell or a heading.
    """
    piece = _neighbour(document, range(field.start - 1, -1, -1))
    if piece is None or piece.node.cell is not field.cell or not _may_label(piece.node):
        return "", False
    if _is_bound(piece.node, field):
        return "", False
    container = piece.node.block or piece.node
    text = squeeze(readable_text(document, container.start, min(container.stop, field.start)))
    if not is_label(text):
        return "", False
    ends_so = bool(split_label(text).mark) or fold(text).endswith(":")
    sure = ends_so or piece.node.label is not None
    return text, sure or _share_container(document, field, piece.node)


def block_after(document: Outline, field: Node) -> str:
    """The block of text after a field that shares a row or a container with it."""
    piece = _neighbour(document, range(field.stop, len(document.stream)))
    if piece is None or not _may_label(piece.node) or _is_bound(piece.node, field):
        return ""
    container = piece.node.block or piece.node
    if count_fields(document, container):
        return ""
    in_row = piece.node.cell is not field.cell and _row(piece.node) is _row(field) is not None
    if not (in_row or _share_container(document, field, piece.node)):
        return ""
    return squeeze(readable_text(document, max(container.start, field.stop), container.stop))


def _neighbour(document: Outline, indices: range) -> StreamItem | None:
    """The nearest visible words in one direction, with no control in between."""
    for index in indices:
        piece = document.stream[index]
        if piece.is_control:
            return None
        if _is_spoken(piece) and piece.text.strip():
            return piece
    return None


def _is_spoken(piece: StreamItem) -> bool:
    return piece.kind is ItemKind.WORDS and piece.node.visible and piece.node.control is None


def _is_bound(node: Node, field: Node) -> bool:
    """Whether words are in the label of another field."""
    if node.label is None or "for" not in node.label.attrs:
        return False
    other = node.scope.ids.get(node.label.attrs["for"])
    return other is not None and other is not field and other.part == "field"


def _row(node: Node) -> Node | None:
    return node.cell.parent if node.cell else None


def _share_container(document: Outline, field: Node, other: Node) -> bool:
    for ancestor in field.ancestors(_MAX_LEVELS):
        if ancestor.tag in _LARGE_CONTAINERS:
            return False
        if ancestor.holds(other):
            return count_fields(document, ancestor) <= 1
    return False


def trailing_text(document: Outline, field: Node) -> TrailingText:
    """The mark after a field, and the hint that follows directly."""
    line, followed = line_after(document, field)
    if not line:
        return _trailing_block(document, field, followed=followed)
    found = _BEGINS_WITH_MARK.match(line)
    rest = line[found.end() :] if found else line
    mark = found[1].replace(" ", "") if found else ""
    if mark and has_words(rest) and not rest.startswith("(") and not _mark_alone(document, field):
        return TrailingText()
    if followed and not is_parenthesis(rest):
        rest = ""
    return TrailingText(mark, rest)


def _mark_alone(document: Outline, field: Node) -> bool:
    """Whether the mark after a field is separate from the words that follow it."""
    stream = document.stream
    for index in range(field.stop, len(stream)):
        if stream[index].text.strip():
            return is_mark(stream[index].text)
    return False


def _trailing_block(document: Outline, field: Node, *, followed: bool) -> TrailingText:
    if followed:
        return TrailingText()
    text = block_after(document, field)
    label = split_label(text)
    if label.mark and not label.text:
        return TrailingText(mark=label.mark)
    return TrailingText(help=text) if has_words(text) and not label.mark else TrailingText()
