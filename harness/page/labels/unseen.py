"""Words of a label that nobody sees: those for screen readers alone, and the names of pictures."""

import re
from collections.abc import Iterable

from harness.core.text import has_words, squeeze
from harness.page.dom import driver_attributes
from harness.page.dom.outline import ItemKind, Node, Outline

_CLASSES = re.compile(  # as style sheets call what only screen readers read
    r"(?:^|[\s_-])(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|show-for-sr|off-?screen"
    r"|hid(?:e|den)-accessible|element-invisible|assistive-text)(?:$|\s)",
    re.IGNORECASE,
)
MANDATORY = "obligatoire|requis|required|mandatory"
_IS_MARK = re.compile(
    rf"\W*(?:(?:ce |this )?(?:champ|field)s? (?:est |is )?)?(?:{MANDATORY})(?: fields?)?\W*",
    re.IGNORECASE,
)
_TELLS_MARK = re.compile(rf"{MANDATORY}|\bchamps?\b|\bfields?\b", re.IGNORECASE)


def tells_mark(text: str) -> bool:
    """Whether the name of a picture says no more than a mark does: "required field"."""
    return _IS_MARK.fullmatch(squeeze(text)) is not None


def is_unseen(node: Node) -> bool:
    """Whether the words of an element are for screen readers alone, by its style or its classes."""
    return (
        node.get(driver_attributes.UNSEEN) == "1" or _CLASSES.search(node.get("class")) is not None
    )


_MAX_LABEL = 300  # characters of a label in which what is unseen is searched
_MAX_ELEMENTS = 100  # of such a label


def without_unseen(document: Outline, raw: str, labels: Iterable[Node]) -> tuple[str, str]:
    """The words of a label without those at its ends that nobody sees.

    Args:
        document: that the labels are in.
        raw: the words of all labels of a field.
        labels: their elements.

    Returns:
        The words that are seen, and those that tell of a mark in the place of a picture; all words
        and "" if nothing would be left, and for a text that is too long for a label.
    """
    seen, mark = squeeze(raw), ""
    if len(seen) > _MAX_LABEL:
        return raw, ""
    for label in labels:
        if label.last - label.order > _MAX_ELEMENTS:
            continue
        unseen = _unseen_parts(document, label)
        drawn = document.words(label, [node for node, _ in unseen]) if unseen else ""
        for _, words in reversed(unseen):
            rest = squeeze(seen.removesuffix(words)) if seen.endswith(words) else ""
            rest = rest or squeeze(seen.removeprefix(words))
            is_unread = seen.count(words) > drawn.count(words)
            if is_unread and rest != seen and has_words(rest):
                seen, mark = rest, words if _TELLS_MARK.search(words) else mark
    return seen, mark


def _unseen_parts(document: Outline, label: Node) -> list[tuple[Node, str]]:
    """What is unseen within a label, and its words; of elements within others the outermost."""
    found: list[tuple[Node, str]] = []
    end = 0
    for node in document.nodes[label.order + 1 : label.last]:
        if node.order >= end and not _heads(document, node, label):
            words = _words(document, node)
            end = node.last if words else end
            found += [(node, words)] if words else []
    return found


def _heads(document: Outline, node: Node, label: Node) -> bool:
    """Whether an element is a picture on a line of its own above words of a label.

    It is read as one with them; a picture beside words is a sign, and one that tells of a mark is.
    """
    stream = document.stream
    if node.tag != "img" or node.stop == node.start or tells_mark(node.get("alt")):
        return False
    if any(has_words(item.text) for item in stream[label.start : node.start]):
        return False
    for item in stream[node.stop : label.stop]:
        if item.kind is ItemKind.BREAK or item.epoch != stream[node.start].epoch:
            return True
        if has_words(item.text):
            return False
    return False


def _words(document: Outline, node: Node) -> str:
    """The words of an element that is not drawn, or that is a picture; "" for any other."""
    if is_unseen(node) or node.get(driver_attributes.HIDDEN) == "1":
        return document.words(node)
    if node.tag == "img":
        return squeeze(node.get("alt"))
    is_empty = node.last == node.order + 1 and not node.part and not document.words(node)
    return squeeze(node.get("title") or node.get("aria-label")) if is_empty else ""
