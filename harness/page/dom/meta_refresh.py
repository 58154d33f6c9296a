"""What makes a browser load another page by itself: the meta element and the header `Refresh`.

HTML Standard, 4.2.5.3, shared declarative refresh steps: parts of seconds do not count.
"""

import re
from collections.abc import Iterable
from string import whitespace

from harness.page.dom.outline import Outline

_REFRESH = re.compile(
    r"[\t\n\f\r ]*(?P<seconds>\d+|(?=\.))[\d.]*"
    r"(?:(?=[;,\t\n\f\r ])[\t\n\f\r ]*[;,]?[\t\n\f\r ]*"
    r"(?:url[\t\n\f\r ]*=[\t\n\f\r ]*)?(?P<url>.*))?",
    re.ASCII | re.IGNORECASE | re.DOTALL,
)
_NOT_FOLLOWED = re.compile(  # a script, or what another program opens
    r"[\x00-\x20]*(?!https?:|about:|ftp:|file:)[a-z][a-z0-9+.-]*:", re.ASCII | re.IGNORECASE
)


def refresh(document: Outline) -> tuple[float, str] | None:
    """The refresh of a document by its meta elements.

    Returns:
        The seconds to wait and the address as written ("" to load the page itself again); None
        if the document has no refresh.
    """
    metas = (node for node in document.nodes if node.tag == "meta" and not node.scope.path)
    contents = (
        node.attrs.get("content", "")
        for node in metas
        if node.attrs.get("http-equiv", "").lower() == "refresh"
    )
    return soonest(map(read_refresh, contents))


def soonest(found: Iterable[tuple[float, str] | None]) -> tuple[float, str] | None:
    """The refresh that comes first, the last of those at the same time; None for none."""
    stated = [one for one in found if one]
    return min(reversed(stated), key=lambda one: one[0], default=None)


def read_refresh(content: str) -> tuple[float, str] | None:
    """Seconds and address of a refresh as written; None if it is invalid, or leads nowhere."""
    found = _REFRESH.fullmatch(content)
    address = _unquoted(found["url"] or "") if found else ""
    if found is None or _NOT_FOLLOWED.match(address):
        return None
    return float(found["seconds"] or 0), address


def _unquoted(address: str) -> str:
    """An address without quotes: the last one ends it, as in browsers, or none does."""
    quote = address[:1]
    if quote and quote in "\"'":
        address = address[1 : address.rfind(quote, 1) if address.count(quote) > 1 else None]
    return address.strip(whitespace)
