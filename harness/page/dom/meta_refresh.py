"""The meta element that makes a browser load another page: `<meta http-equiv="refresh">`."""

import re

from harness.page.dom.builder import outline

_CONTENT = re.compile(
    r"\s*(?P<seconds>\d{1,9}(?:\.\d*)?)\s*(?:[;,\s]\s*(?:url\s*=\s*)?(?P<url>.*))?",
    re.IGNORECASE | re.DOTALL,
)


def refresh(html: str) -> tuple[float, str] | None:
    """The refresh of a document.

    Args:
        html: the document.

    Returns:
        The seconds to wait and the address as written ("" to load the page itself again); None
        if the document has no refresh.
    """
    if "refresh" not in html.lower():
        return None
    for node in outline(html, "").nodes:
        is_refresh = node.tag == "meta" and node.get("http-equiv").lower() == "refresh"
        if is_refresh and (found := read_refresh(node.get("content"))):
            return found
    return None


def read_refresh(content: str) -> tuple[float, str] | None:
    """Seconds and address of the content of a refresh element; None if it is invalid."""
    found = _CONTENT.fullmatch(content)
    return (float(found["seconds"]), _unquoted(found["url"] or "")) if found else None


def _unquoted(address: str) -> str:
    text = address.strip()
    quote = text[:1]
    if quote and quote in "\"'":
        return text[1:].split(quote, 1)[0].strip()
    return text
