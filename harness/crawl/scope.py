"""Which addresses are one and the same, and which of them belong to the portal."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from harness.config.crawl import ScrapeSettings

_PORTS = {"http": ":80", "https": ":443"}
_SESSION = (
    r"(?:j?session_?id|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|sid|sessid|zenid"
    r"|oscsid)"
)
_IN_PATH = re.compile(rf";{_SESSION}=[^/?#;]*", re.IGNORECASE)
_IN_QUERY = re.compile(_SESSION, re.IGNORECASE)
_TRACKING = re.compile(r"utm_\w+|gclid|fbclid|msclkid|_ga|mc_[ce]id", re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~-]{8,}|[0-9a-fA-F]{16,}|\d{16,}")
_DIGITS = re.compile(r"\d+")
_LONGEST = 2_000  # characters of an address; servers refuse longer ones
_MOST_REPEATS = 3  # times that one segment may stand in a path
_LEAVING = re.compile(
    r"logout|log-out|signout|sign-out|logoff|d[eé]connexion|quitter", re.IGNORECASE
)


class Scope:
    """The bounds of a crawl.

    Args:
        start: the address that it begins at.
        settings: how far it goes.
        ignored: query parameters that were found to count for nothing.
        signed_in: whether somebody is logged in, who must not be logged out.
        routes: whether a fragment such as `#/help` is an address by itself.
    """

    def __init__(
        self,
        start: str,
        settings: ScrapeSettings,
        ignored: Iterable[str] = (),
        *,
        signed_in: bool = False,
        routes: bool = False,
    ) -> None:
        self.start = start
        self.settings = settings
        self.ignored = {*settings.ignore, *ignored}
        self.hosts = {host_of(start), *settings.hosts}
        self._signed_in = signed_in
        self._routes = routes
        self.key = lru_cache(maxsize=100_000)(self._key)

    def ignore(self, parameter: str) -> None:
        """From now on a query parameter counts for nothing."""
        self.ignored.add(parameter)
        self.key.cache_clear()

    def adopt(self, url: str) -> None:
        """From now on the host of an address is one of the portal's: its start leads there."""
        self.hosts.add(host_of(url))

    def _key(self, url: str) -> str:
        """The one form in which an address is known, however it is written.

        Fragments, sessions, tracking and the order of the query do not count.
        """
        try:
            parts = urlsplit(url)
        except ValueError:
            return url
        path = _IN_PATH.sub("", parts.path) or "/"
        query = parts.query
        if query:
            known = parse_qsl(query, keep_blank_values=True)
            query = urlencode([pair for pair in known if self.counts(*pair)])
        host = parts.netloc.lower().removesuffix(_PORTS.get(parts.scheme, "\0"))
        route = parts.fragment if self._routes and parts.fragment[:1] in {"/", "!"} else ""
        plain = urlunsplit((parts.scheme, host, path, query, route))
        try:
            return str(canonicalize_url(plain, keep_fragments=bool(route)))
        except ValueError:
            return plain

    def counts(self, name: str, value: str) -> bool:
        """Whether a parameter of a query tells one page from another."""
        if self.settings.significant is not None:
            return name in self.settings.significant
        if name in self.ignored or _TRACKING.fullmatch(name):
            return False
        return not (_IN_QUERY.fullmatch(name) and _TOKEN.fullmatch(value))

    def holds(self, url: str) -> bool:
        """Whether an address is on one of the portal's hosts."""
        return _fits(self.hosts, host_of(url))

    def refuses(self, url: str, depth: int = 0, chain: int = 0) -> str:
        """Why an address of the portal is left alone; "" where it is not."""
        return next(self._reasons(url, depth, chain), "")

    def _reasons(self, url: str, depth: int, chain: int) -> Iterator[str]:
        settings = self.settings
        path = urlsplit(url).path or "/"
        if len(url) > _LONGEST:
            yield f"longer than {_LONGEST} characters"
        if settings.paths and not _fits(settings.paths, path):
            yield "another path"
        if _fits(settings.leave, url) or _fits(settings.leave, path):
            yield "to be left alone"
        if self._signed_in and _LEAVING.search(path):
            yield "it would log out"
        if depth > settings.depth:
            yield f"more than {settings.depth} steps from the start"
        if chain > settings.chain:
            yield f"a chain of more than {settings.chain} pages of one shape"
        if _repeats(path):
            yield "its path repeats itself"


def _fits(patterns: Iterable[str], text: str) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def shape(key: str) -> str:
    """What addresses of one kind have in common: numbers and the query's values do not count."""
    path, _, query = key.partition("?")
    names = sorted({pair.partition("=")[0] for pair in query.split("&")}) if query else ()
    return f"{_DIGITS.sub('#', path)}?{'&'.join(names)}" if names else _DIGITS.sub("#", path)


def tokens(key: str) -> list[tuple[str, str]]:
    """The query parameters whose values look made up by the server, each with the rest.

    Returns:
        Name of the parameter, and the address without it.
    """
    address, _, query = key.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    return [
        (name, f"{address}?{urlencode([pair for pair in pairs if pair[0] != name])}")
        for name, value in pairs
        if _TOKEN.fullmatch(value)
    ]


def session_mark(url: str) -> str:
    """The session that an address carries in its path, as `;jsessionid=…`; "" for none."""
    found = _IN_PATH.search(urlsplit(url).path)
    return found[0] if found else ""


def with_session(url: str, mark: str) -> str:
    """An address that carries a session in its path."""
    if not mark or session_mark(url):
        return url
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=parts.path + mark))


def _repeats(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) <= _MOST_REPEATS:
        return False
    return max(map(segments.count, set(segments))) > _MOST_REPEATS


@lru_cache(maxsize=10_000)
def host_of(url: str) -> str:
    """Host and port of an address, in one form; "" where it cannot be read."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.netloc.rpartition("@")[2].lower().removesuffix(_PORTS.get(parts.scheme, "\0"))
