"""The text right before and right after a field, as a reader sees it."""

import re
from collections.abc import Callable, Iterator
from itertools import groupby, islice

from harness.core.text import fold, has_words, is_mark, split_label, squeeze
from harness.page.dom.outline import ItemKind, Node, Outline, StreamItem
from harness.page.labels.hints import (
    is_error,
    is_help,
    is_help_button,
    is_help_sign,
    is_in_link,
    is_label,
    is_sentence,
)
from harness.page.labels.unseen import tells_mark

_LEADING_REMARK = re.compile(r"\([^()]*\)\s+")
_MAX_LEVELS = 4  # elements around a field in which a text may be about it
_MAX_BLOCKS = 3  # that one label is written in
_MAX_AWAY = 200  # items of the stream between a field and its words, shown or not
_MAX_READ = 1000  # items of one text
_MAX_PASSED = 5  # blocks before a field that are searched for its label
_CHOICES = frozenset({"checkbox", "radio", "switch"})
_PAGES = frozenset({"body", "html", "[document]"})
WHOLE_FORMS = frozenset({"form", "body", "html", "table", "tbody", "main", "[document]"})
WHOLE_PARTS = WHOLE_FORMS | {"fieldset"}
TITLES = frozenset({"heading", "legend", "caption"})


def readable_text(
    document: Outline,
    start: int,
    stop: int,
    viewer: Node | None = None,
    *,
    leave_out: Callable[[Node], bool] | None = None,
) -> str:
    """The words of a part of the stream outside controls; line breaks are kept.

    Of a long part only the beginning is read: what is meant to be read at once is short. The
    alternative text of an image is used if there are no words, or if it is a mark.

    Args:
        document: the outline.
        start: index of the first item.
        stop: index after the last item.
        viewer: an element; only words that are shown whenever it is are read. By default only
            visible words.
        leave_out: whether the words of an element are not read.
    """
    pieces, epoch = [], -1
    items = [
        item
        for item in document.stream[start : min(stop, start + _MAX_READ)]
        if leave_out is None or not leave_out(item.node)
    ]
    for item in items:
        pieces.append(" " if item.epoch != epoch else "")
        pieces.append(_item_text(item, viewer))
        epoch = item.epoch
    words = "".join(pieces)
    if has_words(words):
        return words
    alts = (item.text for item in items if item.kind is ItemKind.IMAGE)
    return words + " ".join(alt for alt in alts if not (is_mark(alt) or tells_mark(alt)))


def _item_text(item: StreamItem, viewer: Node | None) -> str:
    if item.kind is ItemKind.BREAK:
        return "\n"
    if item.kind is ItemKind.IMAGE and is_mark(item.text):
        return item.text
    if not is_spoken(item, viewer):
        return " "
    return " ".join(item.text.splitlines()) + " " * item.text.endswith("\n")


def is_choice(field: Node) -> bool:
    """Whether a field is a checkbox, a radio button or a switch."""
    return field.get("type").lower() in _CHOICES or field.get("role").lower() in _CHOICES


def is_spoken(item: StreamItem, viewer: Node | None) -> bool:
    """Whether an item has words outside of controls that a viewer sees."""
    node = item.node
    return item.kind is ItemKind.WORDS and node.control is None and node.is_shown_to(viewer)


def label_text(document: Outline, start: int, stop: int, field: Node) -> str:
    """The words of a part of the stream without errors; if others are left, only those.

    Others are not those of help and of links. A sign of help is never read.
    """

    def is_none(node: Node) -> bool:
        return is_error(node, field) or is_help_sign(document, node)

    def is_beside(node: Node) -> bool:
        return is_none(node) or is_help(node, field) or is_in_link(node, field)

    text = readable_text(document, start, stop, field, leave_out=is_beside)
    if has_words(text):
        return text
    return readable_text(document, start, stop, field, leave_out=is_none)


def count_fields(document: Outline, node: Node, viewer: Node | None = None) -> int:
    """The number of fields in an element that are shown to a viewer; without one, visible."""
    return document.count_fields(node.start, node.stop, viewer)


def line_before(document: Outline, field: Node) -> str:
    """The words before a field within its own block; "" for none.

    Words on the line of an earlier field belong to that field.
    """
    start = field.start
    first, behind_another = _run_start(document, start, field)
    lines = _own_lines(label_text(document, first, start, field), behind=behind_another)
    readable = [line for line in lines if has_words(line)]
    return readable[-1] if readable and is_label(readable[-1]) and _may_label(field) else ""


def _run_start(document: Outline, start: int, field: Node) -> tuple[int, bool]:
    """Where the block of an item begins, and whether another control stands right before."""
    stream, epoch, first = document.stream, document.stream[start].epoch, start
    while first and stream[first - 1].epoch == epoch:
        if _parts(document, stream[first - 1], field):
            return first, True
        first -= 1
    return first, False


def _parts(document: Outline, item: StreamItem, field: Node) -> bool:
    """Whether an item is a control that parts a field from words before it."""
    return item.is_control_for(field) and not is_help_button(document, item)


def _own_lines(text: str, *, behind: bool) -> list[str]:
    """The lines of a text; behind another control without its line and a remark about it."""
    lines = [squeeze(line) for line in text.split("\n")]
    if not behind:
        return lines
    lines = lines[1:] if len(lines) > 1 else lines
    return [_LEADING_REMARK.sub("", line) for line in lines]


def _may_label(node: Node) -> bool:
    return node.kind not in TITLES


def line_after(document: Outline, field: Node) -> tuple[str, bool]:
    """The words after a field on its own line, and whether another control follows them."""
    stop, end = _line_stop(document, field)
    followed = end is not None and end.kind is ItemKind.CONTROL
    return squeeze(readable_text(document, field.stop, stop, field)), followed


def _line_stop(document: Outline, field: Node) -> tuple[int, StreamItem | None]:
    """Where the line of a field ends, and the item that ends it within the block."""
    stream, stop = document.stream, field.stop
    epoch = stream[field.start].epoch
    while stop < len(stream) and stream[stop].epoch == epoch:
        item = stream[stop]
        if item.kind is ItemKind.BREAK or item.is_control_for(field):
            return stop, item
        stop += 1
    return stop, None


def choice_after(document: Outline, field: Node) -> str:
    """The words after a checkbox or radio button on its own line.

    If they begin in an element of their own, links and help behind that element are not read.
    """
    text, _ = line_after(document, field)
    stream, (stop, _) = document.stream, _line_stop(document, field)
    words = [i for i in range(field.stop, stop) if stream[i].text.strip()]
    if not words or stream[words[0]].node.holds(field):
        return text
    first = stream[words[0]].node
    for index in words[1:]:
        node = stream[index].node
        if first.holds(node):
            continue
        if is_help(node, field) or (
            is_in_link(node, field) and stream[index].text.strip()[0].isupper()
        ):
            return squeeze(readable_text(document, field.stop, index, field)) or text
        if node is not first and node.holds(first):
            break
    return text


def block_before(document: Outline, field: Node) -> tuple[str, bool]:
    """The block of text before a field, and whether it surely belongs to the field.

    It surely does if it ends like a label (a colon, a mark), if it is a label element without a
    field, or if both share a container without another field. The search stops at another control,
    another cell or a heading. Links are passed; help and whole sentences are, if there is a label
    behind them.
    """
    for passes_help in (True, False):
        for index in islice(_words_before(document, field), _MAX_PASSED):
            words = document.stream[index].node
            if is_in_link(words, field):
                continue
            if not _is_about(document, words, field):
                break
            text = _block_text(document, index, field)
            if not (passes_help and (is_help(words, field) or is_sentence(text))):
                if not is_label(text):
                    break
                return text, _is_sure(document, words, field, text)
    return "", False


def indices_before(field: Node) -> range:
    """The indices of the items before a field that can be about it, nearest first."""
    return range(field.start - 1, max(-1, field.start - 1 - _MAX_AWAY), -1)


def _words_before(document: Outline, field: Node) -> Iterator[int]:
    """The last words of each block before a field, nearest first, up to another control."""
    stream, epoch = document.stream, -1
    for index in indices_before(field):
        item = stream[index]
        if _parts(document, item, field):
            return
        is_read = is_spoken(item, field) and not is_help_sign(document, item.node)
        if item.epoch != epoch and is_read and item.text.strip():
            if not is_error(item.node, field):
                yield index
            epoch = item.epoch


def _is_about(document: Outline, words: Node, field: Node) -> bool:
    """Whether words can be about a field: in its cell, unbound, not beside another field."""
    if words.cell is not field.cell or not _may_label(words) or is_bound(words, field):
        return False
    around = [node for node in (words, *words.ancestors()) if not node.holds(field)]
    return not any(count_fields(document, node, field) for node in around)


def _block_text(document: Outline, index: int, field: Node) -> str:
    """The words of a block up to an item; those of all blocks of an element that only names."""
    start, behind = _run_start(document, index, field)
    stop = index + 1
    text = label_text(document, start, stop, field)
    lines = _own_lines(text, behind=behind)
    if behind:
        own = " ".join(lines)
        return own if "\n" in text or fold(own).endswith(":") else ""
    for outer in document.stream[index].node.ancestors(_MAX_LEVELS):
        if outer.holds(field) or not _is_name_in_blocks(document, outer, stop, field):
            break
        start = min(start, outer.start)
    return _before_remark(label_text(document, start, stop, field))


def _before_remark(text: str) -> str:
    """A text on one line; only its first line if that alone ends with a colon."""
    lines = [line for line in map(squeeze, text.split("\n")) if has_words(line)]
    ends = [fold(line).endswith(":") for line in lines]
    return lines[0] if len(lines) > 1 and ends[0] and not any(ends[1:]) else squeeze(text)


def _is_name_in_blocks(document: Outline, outer: Node, stop: int, field: Node) -> bool:
    """Whether an element consists of a few short blocks that together are a label."""
    nodes = document.nodes[outer.order : outer.last]
    if any(node.part or node.kind in TITLES for node in nodes):
        return False
    items = document.stream[outer.start : stop]
    blocks = [list(run) for _, run in groupby(items, key=lambda item: item.epoch)]
    texts = [
        "".join(item.text for item in run)
        for run in blocks
        if has_words("".join(i.text for i in run))
    ]
    text = readable_text(document, outer.start, stop, field)
    return len(texts) <= _MAX_BLOCKS and is_label(text) and not any(map(is_sentence, texts))


def _is_sure(document: Outline, words: Node, field: Node, text: str) -> bool:
    ends_so = bool(split_label(text).mark) or fold(text).endswith(":")
    return ends_so or words.label is not None or _share_container(document, field, words)


def block_after(document: Outline, field: Node) -> str:
    """The block of text after a field that shares a row or a container with it."""
    return _block_after(document, field, is_alone=_share_container)


def choice_block_after(document: Outline, field: Node) -> str:
    """The block of text after a checkbox or radio button.

    In a container of several fields it belongs to the one before if the first stands before all
    words.
    """
    return _block_after(document, field, is_alone=_leads_in_container)


def _block_after(
    document: Outline, field: Node, *, is_alone: Callable[[Outline, Node, Node], bool]
) -> str:
    index = _next_words(document, field)
    words = document.stream[index].node if index is not None else None
    if index is None or words is None or not _may_label(words) or is_bound(words, field):
        return ""
    if words.cell and words.cell is not field.cell and _row(words) is _row(field):
        if count_fields(document, words.cell, field):
            return ""
        cell = squeeze(readable_text(document, words.cell.start, words.cell.stop, field))
        return cell if is_label(cell) else _run_after(document, index, field)
    return _run_after(document, index, field) if is_alone(document, field, words) else ""


def _next_words(document: Outline, field: Node) -> int | None:
    """The index of the next words after a field, with no control in between."""
    for index in range(field.stop, min(field.stop + _MAX_AWAY, len(document.stream))):
        item = document.stream[index]
        if item.is_control_for(field):
            return None
        if is_spoken(item, field) and item.text.strip() and not is_error(item.node, field):
            return index
    return None


def _run_after(document: Outline, index: int, field: Node) -> str:
    """The words of a block from an item on; "" if a control follows them in the block."""
    stream, stop = document.stream, index
    while stop < len(stream) and stream[stop].epoch == stream[index].epoch:
        if stream[stop].is_control_for(field):
            return ""
        stop += 1
    return squeeze(readable_text(document, index, stop, field))


def is_bound(node: Node, field: Node) -> bool:
    """Whether words are in the label of another field."""
    if node.label is None or "for" not in node.label.attrs:
        return False
    other = node.scope.labelled(node.label)
    return other is not None and other is not field and other.part == "field"


def _row(node: Node) -> Node | None:
    return node.cell.parent if node.cell else None


def _share_container(document: Outline, field: Node, other: Node) -> bool:
    for ancestor in field.ancestors(_MAX_LEVELS):
        if ancestor.tag in WHOLE_PARTS:
            return False
        if ancestor.holds(other):
            return count_fields(document, ancestor, field) <= 1
    return False


def _leads_in_container(document: Outline, field: Node, other: Node) -> bool:
    """Whether a field shares a container with words, and no words stand before its first field."""
    shared = next((node for node in field.ancestors(_MAX_LEVELS) if node.holds(other)), None)
    if shared is None:
        return False
    if count_fields(document, shared, field) <= 1:
        return shared.tag not in WHOLE_PARTS
    if shared.tag not in _PAGES and _begins_with_control(document, shared, field):
        return True
    return _leads_among_choices(document, shared, field, other)


def _leads_among_choices(document: Outline, shared: Node, field: Node, other: Node) -> bool:
    """Whether a field is one of several choices that only an introduction stands before."""
    stream = document.stream
    former = [one for one in indices_before(field) if one >= shared.start]
    first, count = field.start, 0
    for index in former:
        if stream[index].is_control_for(field):
            if not is_choice(stream[index].node):
                break
            first, count = index, count + 1
    after = (item for item in stream[other.stop : shared.stop] if item.is_control_for(field))
    following = next(after, None)
    if not count and not (following and is_choice(following.node)):
        return False
    return _is_introduced(document, shared, first, field)


def _is_introduced(document: Outline, shared: Node, first: int, field: Node) -> bool:
    """Whether the words before an item, if there are any, are no label of it."""
    for index in range(first - 1, max(shared.start, first - _MAX_AWAY) - 1, -1):
        item = document.stream[index]
        if item.is_control_for(field) or (item.node.kind in TITLES and has_words(item.text)):
            return True
        if is_spoken(item, field) and has_words(item.text):
            start, _ = _run_start(document, index, field)
            text = squeeze(readable_text(document, start, index + 1, field))
            asks = _asks(text) and not _asks(_text_behind(document, first))
            return asks or is_sentence(text) or not is_label(text)
    return True


def _asks(text: str) -> bool:
    return fold(text).endswith((":", "?"))


def _text_behind(document: Outline, first: int) -> str:
    index = _next_words(document, document.stream[first].node)
    return "" if index is None else document.words(document.stream[index].node)


def _begins_with_control(document: Outline, shared: Node, field: Node) -> bool:
    for item in document.stream[shared.start : shared.stop]:
        if item.is_control_for(field):
            return True
        if is_spoken(item, field) and has_words(item.text) and _may_label(item.node):
            return False
    return False


def sharing_field(document: Outline, field: Node) -> Node | None:
    """The field before another one, if no words tell them apart; None otherwise.

    They are in one block, in one container without words, or in cells of one row with only a sign
    such as "/" between them.
    """
    stream, between = document.stream, ""
    for index in indices_before(field):
        item = stream[index]
        if item.is_control_for(field):
            former = item.node
            is_one = former.part == "field" and _is_one_entry(document, former, field, between)
            return former if is_one else None
        if is_spoken(item, field):
            between += item.text
            if has_words(item.text):
                return None
    return None


def _is_one_entry(document: Outline, former: Node, field: Node, between: str) -> bool:
    stream = document.stream
    if stream[former.start].epoch == stream[field.start].epoch:
        return True
    if former.cell is not field.cell:
        return bool(between.strip()) and _row(former) is _row(field) is not None
    shared = next((node for node in field.ancestors() if node.holds(former)), None)
    if shared is None or shared.tag in WHOLE_PARTS or shared.tag == "tr":
        return False
    return not has_words(readable_text(document, shared.start, shared.stop, field))


def hidden_before(document: Outline, field: Node) -> str:
    """The hidden words before a field in its own container; "" if others are nearer."""
    for index in indices_before(field):
        item = document.stream[index]
        if item.is_control_for(field):
            return ""
        if item.kind is ItemKind.WORDS and has_words(item.text) and item.node.control is None:
            break
    else:
        return ""
    words, hider = item.node, item.node.hider
    if hider is None or item.node.is_shown_to(field) or not _is_about(document, words, field):
        return ""
    text = squeeze(readable_text(document, hider.start, hider.stop, words))
    is_beside = is_error(words, field) or is_help(words, field) or is_sentence(text)
    own = words.block is field.block or _share_container(document, field, words)
    return text if own and is_label(text) and not is_beside else ""
