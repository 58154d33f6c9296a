"""The frame of a page: its header and footer, and the links that only skip to a part of it."""

import re

from harness.model.page import Region
from harness.page.dom.outline import Node

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


def is_bypass(link: Node) -> bool:
    """Whether a link only leads to a region of its own page (WCAG 2.2, 2.4.1)."""
    before, mark, fragment = link.get("href").partition("#")
    if not mark or before or not fragment:
        return False
    around = (link, *link.ancestors(_MAX_LEVELS))
    if fragment.lower() == _TOP or any(_is_called_so(one) for one in around):
        return True
    aim = link.scope.ids.get(fragment)
    return aim is not None and (aim.tag in _AIMS or aim.get("role").lower() in _AIM_ROLES)


def _is_called_so(node: Node) -> bool:
    return _BYPASS.search(f"{node.get('class')} {node.get('id')}") is not None
