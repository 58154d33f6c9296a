"""The part of a page that an element stands in: its header, its footer, or its content."""

from collections.abc import Mapping
from typing import NamedTuple

from harness.model.page import Region

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


class Surroundings(NamedTuple):
    """What the elements around a place say of its region.

    Attributes:
        region: None if none of them says anything.
        is_stated: whether a role says it; the nearest role counts, else the outermost element.
    """

    region: Region | None = None
    is_stated: bool = False


NO_REGION = Surroundings()


def surroundings(tag: str, attrs: Mapping[str, str], outer: Surroundings) -> Surroundings:
    """What is said of the region within an element, itself included."""
    if not attrs and tag not in _TAGS and tag not in _SCOPED:
        return outer
    role = attrs.get("role", "").strip().lower()
    if role in _ROLES:
        return Surroundings(_ROLES[role], is_stated=True)
    if outer.region is not None:
        return outer
    if tag in _SCOPED or role in _CONTENT_ROLES:
        return Surroundings(Region.CONTENT)
    return Surroundings(_TAGS.get(tag) or _named(tag, attrs))


def _named(tag: str, attrs: Mapping[str, str]) -> Region | None:
    """The region that a container is called by."""
    if tag not in _CONTAINERS:
        return None
    names = (attrs.get("id", "").strip(), *attrs.get("class", "").split())
    return next((_NAMES[name.lower()] for name in names if name.lower() in _NAMES), None)
