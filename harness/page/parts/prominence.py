"""Titles by their looks: before headings were marked, they were merely bold, large or so named."""

import re
from collections.abc import Iterable

from harness.page.dom.outline import Node

_UNMARKED = frozenset({"paragraph", "cell", "caption"})
_BOLD = frozenset({"b", "strong", "big"})
_LARGE = frozenset({"4", "5", "6", "7", "+1", "+2", "+3", "+4"})  # sizes of a font element
_NAMED = re.compile(r"(?:^|[\s_-])(?:sous)?(?:titre|title|heading)", re.IGNORECASE)


def looks_like_title(words: Iterable[Node], container: Node, kind: str) -> bool:
    """Whether a block of text that is no heading looks like one.

    Args:
        words: the elements in which its words stand.
        container: the block element around them.
        kind: of the text; what is marked as something else is no title.
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
    name = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}"
    return _NAMED.search(name) is not None
