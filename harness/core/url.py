"""Resolves addresses and escapes them as a browser does."""

from ipaddress import ip_address
from urllib.parse import quote, quote_from_bytes, urljoin, urlsplit, urlunsplit

from harness.core.charset import encode_text

_UNESCAPED = "!#$%&'()*+,/:;=?@[]~^|`{}"  # characters that a browser does not escape
_BLANKS = str.maketrans("", "", "\t\r\n")


def resolve(base: str, address: str) -> str:
    """The absolute form of an address; as written if it cannot be read, "" if it is empty."""
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
        charset: of the page; a browser encodes the query in it.
    """
    url = resolve(base, address) or base
    try:
        parts = urlsplit(url)
        host = parts.netloc.encode("idna").decode("ascii") if not url.isascii() else parts.netloc
    except (ValueError, UnicodeError):
        return url
    path = quote(parts.path, safe=_UNESCAPED)
    if parts.scheme in {"http", "https"} and not path:
        path = "/"
    query = quote_from_bytes(encode_text(parts.query, charset), safe=_UNESCAPED)
    return urlunsplit((parts.scheme, host, path, query, quote(parts.fragment, safe=_UNESCAPED)))


def origin(url: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def is_loopback(url: str) -> bool:
    """Whether an address names the local machine."""
    host = urlsplit(url).hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def same_document(here: str, there: str) -> bool:
    """Whether going there stays within the page: same address, with a fragment."""
    return "#" in there and here.partition("#")[0] == there.partition("#")[0]


def same_site(url: str, other: str) -> bool:
    """Whether an address belongs to the site of another: its host and port, or its domain.

    An unencrypted address does not belong to a site that is served over https.
    """
    try:
        one, two = urlsplit(url), urlsplit(other)
    except ValueError:
        return False
    if (two.scheme, one.scheme) == ("https", "http"):
        return False
    return origin(url) == origin(other) or _domain(one.hostname) == _domain(two.hostname) != ""


def _domain(host: str | None) -> str:
    """The last two names of a host; "" for an IP address or a single name."""
    names = (host or "").split(".")
    return "" if len(names) < 2 or names[-1].isdigit() else ".".join(names[-2:])  # noqa: PLR2004
