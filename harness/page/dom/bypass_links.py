"""The links of a page that only skip to a part of it (WCAG 2.2, 2.4.1)."""

import re
from bisect import bisect_left

from harness.core.text import has_words
from harness.page.dom.outline import Node, Outline

_BYPASS = re.compile(
    r"(?:^|[\s_-])(?:skip|skip-?(?:link|nav|to)s?|evitement)(?:$|[\s_-])", re.IGNORECASE
)
_AIMS = frozenset({"main", "nav", "header", "footer", "body"})
_AIM_ROLES = frozenset({"main", "navigation", "banner", "contentinfo", "search"})
_MAX_LEVELS = 4  # elements around a link that may say what it is for
_MAIN_HEADING = "h1"
_TOP = "top"  # the fragment of a document's beginning (HTML, 7.4.6.4)


class BypassLinks:
    """Knows the links that only lead to a region of their own page (WCAG 2.2, 2.4.1)."""

    def __init__(self, document: Outline) -> None:
        self._main_headings = [one.order for one in document.nodes if one.tag == _MAIN_HEADING]
        first = (
            index
            for index, item in enumerate(document.stream)
            if item.node.visible and has_words(item.text) and not _is_within_link(item.node)
        )
        self._begin = next(first, len(document.stream))
        self._anchors = {one.get("name") for one in document.nodes if one.tag == "a"}

    def has(self, link: Node) -> bool:
        """Whether a link is one.

        It leads to the top, to a landmark or to what holds the page's main heading; or it is
        called so; or nothing is read before it but other links within the page.
        """
        fragment = _fragment(link)
        if not fragment:
            return False
        around = (link, *link.ancestors(_MAX_LEVELS))
        if fragment.lower() == _TOP or any(_is_called_so(one) for one in around):
            return True
        aim = link.scope.ids.get(fragment)
        if link.start <= self._begin and (aim or fragment in self._anchors):
            return True
        return aim is not None and self._is_region(aim)

    def _is_region(self, node: Node) -> bool:
        if node.tag in _AIMS or node.get("role").lower() in _AIM_ROLES:
            return True
        found = bisect_left(self._main_headings, node.order)
        return found < len(self._main_headings) and self._main_headings[found] < node.last


def _fragment(link: Node) -> str:
    """The place in its own page that a link leads to; "" for none."""
    before, _, fragment = link.get("href").partition("#")
    return "" if before else fragment


def _is_within_link(node: Node) -> bool:
    around = (node, *node.ancestors(_MAX_LEVELS))
    return any(one.part == "link" and _fragment(one) for one in around)


def _is_called_so(node: Node) -> bool:
    return _BYPASS.search(node.names) is not None
