"""Addresses as a browser resolves them and writes them into a request."""

from ipaddress import ip_address
from urllib.parse import quote, quote_from_bytes, urljoin, urlsplit, urlunsplit

from harness.core.charset import encode_text

_KEPT = "!#$%&'()*+,/:;=?@[]~^|`{}"  # what a browser leaves alone, or has escaped already
_BLANKS = str.maketrans("", "", "\t\r\n")


def resolve(base: str, address: str) -> str:
    """An address made absolute; as written where it cannot be read, "" where it is empty."""
    clean = address.strip().translate(_BLANKS)
    if not clean:
        return ""
    try:
        return urljoin(base, clean)
    except ValueError:
        return clean


def browser_url(base: str, address: str, charset: str = "utf-8") -> str:
    """An address resolved and escaped as a browser sends it.

    Args:
        base: what it is relative to.
        address: as written.
        charset: of the page, in which a browser writes the query.
    """
    url = resolve(base, address) or base
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii") if not url.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return url
    path = quote(parts.path, safe=_KEPT)
    if parts.scheme in {"http", "https"} and not path:
        path = "/"
    query = quote_from_bytes(encode_text(parts.query, charset), safe=_KEPT)
    return urlunsplit((parts.scheme, host, path, query, quote(parts.fragment, safe=_KEPT)))


def origin(url: str) -> str:
    """Scheme, host and port."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def is_loopback(url: str) -> bool:
    """Whether an address names this very machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def same_document(here: str, there: str) -> bool:
    """Whether going there only moves within the page: same address, with a fragment."""
    return "#" in there and here.partition("#")[0] == there.partition("#")[0]
