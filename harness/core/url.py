"""Addresses by the URL Standard (https://url.spec.whatwg.org/), as browsers read and write them.

Every package reads addresses through this module. The parser is that of ada.
"""

import re
from base64 import b64decode
from collections.abc import Iterable
from fnmatch import fnmatchcase
from functools import lru_cache
from ipaddress import ip_address
from typing import NamedTuple
from urllib.parse import quote_from_bytes, unquote, unquote_to_bytes, urlsplit

import ada_url

from harness.core.charset import encode_text, scalar_text
from harness.core.text import crlf

_SPECIAL = frozenset({"http", "https", "ftp", "file"})  # their queries take the page's charset
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*(?=:)")
_REMOVED = str.maketrans("", "", "\t\r\n")
_AROUND = "".join(map(chr, range(0x21)))  # C0 controls and the space
_QUERY_SAFE = "!$%&()*+,/:;=?@[\\]^`{|}~"  # what the special-query percent-encode set leaves
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_UNRESERVED = re.compile(r"[A-Za-z0-9\-._~]")
_PATH = re.compile(r"(?:https?|ftp|file):[^?#]*")
TRACKING = re.compile(r"utm_\w+|gclid|fbclid|msclkid|_ga|mc_[ce]id", re.IGNORECASE)
"""Names of parameters that count who comes by, and change nothing of the page."""
_NO_BASE = frozenset({"data", "javascript"})
_PORTS = {"http": 80, "ws": 80, "https": 443, "wss": 443}  # of each scheme


class Url(NamedTuple):
    """The parts of an absolute address; all are empty if it is not one.

    Attributes:
        scheme: without the colon.
        host: name and port, the port only if it is not the scheme's own.
        hostname: in ASCII and lower case; IPv6 in brackets.
        port: None for the scheme's own.
        path: with its slash.
        query: without the question mark.
        fragment: without the number sign.
        asks: whether it has a query, even an empty one.
    """

    scheme: str = ""
    host: str = ""
    hostname: str = ""
    port: int | None = None
    path: str = ""
    query: str = ""
    fragment: str = ""
    asks: bool = False

    @property
    def is_web(self) -> bool:
        """Whether it is fetched over HTTP or HTTPS."""
        return self.scheme in {"http", "https"}

    @property
    def place(self) -> tuple[str, int]:
        """Where it is dialled: the name, and the port; 0 for a scheme without a known one."""
        port = _PORTS.get(self.scheme, 0) if self.port is None else self.port
        return self.hostname.strip("[]"), port

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{self.scheme}://{self.host}"

    @property
    def path_and_query(self) -> str:
        """What is asked of the host."""
        return f"{self.path}?{self.query}" if self.query else self.path


_NONE = Url()


@lru_cache(maxsize=4096)
def split(url: str) -> Url:
    """The parts of an absolute address; empty ones if the URL Standard knows it for none."""
    try:
        found = ada_url.URL(scalar_text(url))
    except ValueError:
        return _NONE
    port = found.port
    return Url(
        found.protocol[:-1],
        found.host,
        found.hostname,
        int(port) if port else None,
        found.pathname,
        found.search[1:],
        found.hash[1:],
        "?" in without_fragment(found.href),
    )


def resolve(base: str, address: str) -> str:
    """The absolute form of an address; as written if it cannot be read, "" if it is empty."""
    return (browser_url(base, address) or address) if address.strip(_AROUND) else ""


def browser_url(base: str, address: str, charset: str = "utf-8") -> str:
    """The address that a browser goes to.

    Args:
        base: what it is relative to.
        address: as written.
        charset: of the page; a browser encodes the query in it.

    Returns:
        The absolute address; "" if the URL Standard knows it for none.
    """
    text = scalar_text(address)
    if charset != "utf-8" and not text.isascii():
        text = _with_encoded_query(base, text, charset)
    try:
        return _as_chromium(ada_url.join_url(scalar_text(base), text))
    except ValueError:
        return ""


def is_dangling_markup(address: str) -> bool:
    """Whether an address as written swallowed mark-up, so that a browser goes nowhere (Fetch)."""
    text = address.strip(_AROUND)
    return "<" in text and text != text.translate(_REMOVED)


def _as_chromium(url: str) -> str:
    """An address with `|` escaped in its path, which the standard leaves as it is."""
    path = _PATH.match(url) if "|" in url else None
    return path[0].replace("|", "%7C") + url[path.end() :] if path else url


def document_base(url: str, href: str) -> str:
    """The address that a document's links are relative to, by its base element (HTML, 4.2.3)."""
    base = browser_url(url, href)
    return base if base and split(base).scheme not in _NO_BASE else url


def location_url(url: str, location: bytes) -> str:
    """The address that a redirect leads to; "" if it is none.

    Args:
        url: the redirected one. Its fragment stays if the new address has none of its own.
        location: the header as received; bytes beyond ASCII are escaped, as in Chromium.
    """
    text = "".join(chr(byte) if byte < 0x80 else f"%{byte:02X}" for byte in location)  # noqa: PLR2004
    target = browser_url(url, text)
    return target if not target or "#" in target else target + fragment(url)


def fragment(url: str) -> str:
    """The fragment of an address with its number sign; "" for none."""
    return "".join(url.partition("#")[1:])


def without_path_parameters(address: str) -> str:
    """An address without what stands behind `;` in its path (RFC 3986, 3.3): mostly a session.

    The code of a `javascript:` address stays as it is.
    """
    if address.lstrip().casefold().startswith("javascript:"):
        return address
    path = re.split("[?#]", address, maxsplit=1)[0]
    return re.sub(r";[^/]*", "", path) + address[len(path) :]


def without_fragment(url: str) -> str:
    """An address without its fragment."""
    return url.partition("#")[0]


def with_query(url: str, query: str) -> str:
    """An address with another query, even an empty one, and without a fragment."""
    return f"{without_fragment(url).partition('?')[0]}?{query}"


def with_path(url: str, path: str) -> str:
    """An address with another path."""
    try:
        return ada_url.replace_url(url, pathname=path)
    except ValueError:
        return url


def without_password(url: str) -> str:
    """An address without user name and password."""
    try:
        return ada_url.replace_url(url, username="", password="")
    except ValueError:
        return url


def credentials(url: str) -> tuple[str, str]:
    """User name and password in an address; empty ones for none."""
    try:
        found = ada_url.URL(url)
    except ValueError:
        return "", ""
    return unquote(found.username), unquote(found.password)


def query_pairs(query: str) -> list[tuple[str, str]]:
    """The names and values of a query, each percent-encoded in one way.

    Bytes are kept as they are: `%E9` of a page in Latin-1 and `%C3%A9` stay two different values.
    """
    pieces = (piece.partition("=") for piece in query.split("&") if piece)
    return [(_canonical(name), _canonical(value)) for name, _, value in pieces]


def canonical_path(path: str) -> str:
    """A path whose percent-encoding is written in one way (RFC 3986, 6.2.2)."""
    return _ESCAPE.sub(_canonical_escape, path)


def _canonical_escape(found: re.Match[str]) -> str:
    char = chr(int(found[1], 16))
    return char if _UNRESERVED.match(char) else found[0].upper()


def query_of(pairs: Iterable[tuple[str, str]]) -> str:
    """A query made of names and values that `query_pairs` gave."""
    return "&".join(f"{name}={value}" for name, value in pairs)


def form_query(pairs: Iterable[tuple[str, str]], charset: str = "utf-8") -> str:
    """Names and values as a form sends them (URL Standard, 5.2).

    A character that the charset lacks becomes a numeric reference.
    """
    return "&".join(f"{_sent(name, charset)}={_sent(value, charset)}" for name, value in pairs)


def _sent(text: str, charset: str) -> str:
    raw = encode_text(crlf(text), charset)
    # quote() never quotes "~", the standard does
    return quote_from_bytes(raw, safe="*-._ ").replace("~", "%7E").replace(" ", "+")


def origin(url: str) -> str:
    """Scheme, host and port of an address; the port only if it is not the scheme's own."""
    return split(url).origin


def is_loopback(url: str) -> bool:
    """Whether an address names the local machine."""
    host = split(url).hostname
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def site(url: str) -> str:
    """The site of an address: the last two names of its host, as a rule; else its whole host."""
    host = split(url).hostname
    return ".".join(host.split(".")[-2:]) if is_named(host) else host


def same_site(url: str, other: str) -> bool:
    """Whether an address belongs to the site of another: its host and port, or its domain.

    An unencrypted address does not belong to a site that is served over https.
    """
    one, two = split(url), split(other)
    if (two.scheme, one.scheme) == ("https", "http"):
        return False
    has_domain = "." in site(url) and is_named(one.hostname)
    return one.origin == two.origin or (has_domain and site(url) == site(other))


def is_named(host: str) -> bool:
    """Whether a host has a name, and not only a number."""
    return not host.rpartition(".")[2].isdigit() and ":" not in host


def host_fits(url: str, patterns: Iterable[str]) -> bool:
    """Whether the host of an address fits one of the patterns with * and ?.

    A pattern names a port if it is not the scheme's own, and may name it if it is.
    """
    parts = split(url)
    names = (parts.host, f"{parts.hostname}:{parts.place[1] or ''}")
    return any(fnmatchcase(name, pattern.lower()) for pattern in patterns for name in names)


def same_document(here: str, there: str) -> bool:
    """Whether going there stays within the page: same address, with a fragment."""
    return "#" in there and without_fragment(here) == without_fragment(there)


def _with_encoded_query(base: str, address: str, charset: str) -> str:
    """An address whose query is percent-encoded in a charset (URL Standard, query state)."""
    text = address.strip(_AROUND).translate(_REMOVED)
    scheme = _SCHEME.match(text)
    if (scheme[0].lower() if scheme else split(base).scheme) not in _SPECIAL:
        return text
    head, number_sign, tail = text.partition("#")
    path, question, query = head.partition("?")
    raw = encode_text(query, charset, before="%26%23", after="%3B")
    return f"{path}{question}{quote_from_bytes(raw, safe=_QUERY_SAFE)}{number_sign}{tail}"


def _canonical(text: str) -> str:
    return quote_from_bytes(unquote_to_bytes(text.replace("+", " ")), safe="").replace("%20", "+")


def data_content(url: str) -> tuple[bytes, str] | None:
    """The content and the media type of a `data:` address; None for any other (Fetch, 6)."""
    scheme, _, rest = url.partition(":")
    kind, comma, body = rest.partition(",")
    if scheme.lower() != "data" or not comma:
        return None
    content, kind = unquote_to_bytes(body.partition("#")[0]), kind.strip()
    if kind.lower().endswith(";base64"):
        try:
            content, kind = b64decode(content, validate=False), kind[: -len(";base64")]
        except ValueError:
            return None
    return content, kind.lower() or "text/plain;charset=us-ascii"


def relative(url: str) -> str:
    """Path, query and fragment of an address; the address itself if it cannot be read."""
    try:
        return urlsplit(url)._replace(scheme="", netloc="").geturl() or "/"
    except ValueError:
        return url
