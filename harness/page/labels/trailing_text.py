"""The mark and the hint after a field."""

import re
from dataclasses import dataclass

from harness.core.text import has_words, is_mark, split_label
from harness.page.dom.outline import Node, Outline
from harness.page.labels.adjacent_text import block_after, line_after
from harness.page.labels.hints import is_parenthesis

_BEGINS_WITH_MARK = re.compile(r"(\(\s*\*+\s*\)|\*+)\s*:?\s*")


@dataclass(frozen=True, slots=True)
class TrailingText:
    """The mark and the hint after a field."""

    mark: str = ""
    help: str = ""


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
