"""The frame of a page: its header and footer, and the links that only skip to a part of it."""

import re
from bisect import bisect_left

from harness.core.text import has_words
from harness.model.page import Region
from harness.page.dom.outline import Node, Outline

_ROLES = {"banner": Region.BANNER, "contentinfo": Region.CONTENTINFO}
_TAGS = {"header": Region.BANNER, "footer": Region.CONTENTINFO}
_SCOPED = frozenset({"article", "aside", "main", "nav", "section"})
"""Within these a `header` or `footer` is no landmark (HTML-AAM 1.0, 3.5)."""
_CONTENT_ROLES = frozenset({"main", "article", "complementary", "navigation", "region"})
_NAMES = {
    **dict.fromkeys(("header", "site-header", "banner", "masthead", "bandeau"), Region.BANNER),
    **dict.fromkeys(("entete", "en-tete"), Region.BANNER),
    **dict.fromkeys(("footer", "site-footer", "colophon"), Region.CONTENTINFO),
    **dict.fromkeys(("pied", "pied-page", "pied-de-page", "pieddepage"), Region.CONTENTINFO),
}
"""Whole ids and classes of elements that older pages have in their place."""
_CONTAINERS = frozenset({"div", "table", "ul"})
_BYPASS = re.compile(
    r"(?:^|[\s_-])(?:skip|skip-?(?:link|nav|to)s?|evitement)(?:$|[\s_-])", re.IGNORECASE
)
_AIMS = frozenset({"main", "nav", "header", "footer", "body"})
_AIM_ROLES = frozenset({"main", "navigation", "banner", "contentinfo", "search"})
_MAX_LEVELS = 4  # elements around a link that may say what it is for
_MAIN_HEADING = "h1"
_TOP = "top"  # the fragment of a document's beginning (HTML, 7.4.6.4)


def region_of(node: Node) -> Region:
    """The part of a page that an element stands in: header, footer, or its content."""
    found = Region.CONTENT
    for one in (node, *node.ancestors()):
        role = one.get("role").lower()
        if role in _ROLES:
            return _ROLES[role]
        if one.tag in _SCOPED or role in _CONTENT_ROLES:
            found = Region.CONTENT
        elif region := _TAGS.get(one.tag) or _named(one):
            found = region
    return found


def _named(node: Node) -> Region | None:
    """The region that a container is called by."""
    if node.tag not in _CONTAINERS:
        return None
    names = (node.get("id"), *node.get("class").split())
    return next((_NAMES[name.lower()] for name in names if name.lower() in _NAMES), None)


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
    return _BYPASS.search(f"{node.get('class')} {node.get('id')}") is not None
