"""Canonical forms of addresses, and which of them a crawl fetches."""

import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from urllib.parse import unquote_plus

from harness.config.crawl import ScrapeSettings
from harness.config.portal_words import portal_words
from harness.core.url import (
    TRACKING,
    canonical_path,
    host_fits,
    query_of,
    query_pairs,
    split,
    with_path,
)
from harness.model.fact import Fact, fact

_SESSION = (
    r"(?:j?session_?id|phpsessid|aspsessionid\w*|asp\.net_sessionid|cfid|cftoken|sid|sessid|zenid"
    r"|oscsid)"
)
_IN_PATH = re.compile(rf";{_SESSION}=[^/?#;]*", re.IGNORECASE)
_IN_QUERY = re.compile(_SESSION, re.IGNORECASE)
_TOKEN = re.compile(r"(?=.*\d)(?=.*[A-Za-z])[\w.~-]{8,}|[0-9a-fA-F]{16,}|\d{16,}")
_DIGITS = re.compile(r"\d+")
_MAX_ADDRESS = 2_000  # characters; servers refuse longer ones
_MAX_REPEATS = 3  # of one segment in a path


class CrawlScope:
    """The bounds of a crawl.

    Args:
        start: the address that the crawl begins at.
        ignored: query parameters that do not change the page.
        signed_in: whether an account is logged in, and must not be logged out.
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
        """Drop a query parameter from all keys."""
        self.ignored.add(parameter)
        self.key.cache_clear()

    def add_host(self, url: str) -> None:
        """Add the host of an address to the portal's hosts."""
        self.hosts.add(host_of(url))

    def _key(self, url: str) -> str:
        """The canonical form of an address.

        Fragments, sessions, tracking parameters and the order of the query are dropped.
        """
        parts = split(url)
        if not parts.scheme:
            return url
        path = canonical_path(_IN_PATH.sub("", parts.path)) or "/"
        pairs = sorted(pair for pair in query_pairs(parts.query) if self._counts(pair))
        query = f"?{query_of(pairs)}" if pairs else ""
        route = self._routes and parts.fragment[:1] in {"/", "!"}
        return f"{parts.origin}{path}{query}{f'#{parts.fragment}' if route else ''}"

    def _counts(self, pair: tuple[str, str]) -> bool:
        name, value = map(unquote_plus, pair)
        return self.is_significant(name, value)

    def is_significant(self, name: str, value: str) -> bool:
        """Whether a query parameter distinguishes pages."""
        if self.settings.significant is not None:
            return name in self.settings.significant
        if name in self.ignored or TRACKING.fullmatch(name):
            return False
        return not (_IN_QUERY.fullmatch(name) and _TOKEN.fullmatch(value))

    def contains(self, url: str) -> bool:
        """Whether an address is on one of the portal's hosts."""
        return host_fits(url, self.hosts)

    def reason_to_leave(self, url: str, depth: int = 0, chain: int = 0) -> Fact | None:
        """Why an address of the portal is not fetched; None if it is."""
        return next(self._reasons(url, depth, chain), None)

    def _reasons(self, url: str, depth: int, chain: int) -> Iterator[Fact]:
        settings = self.settings
        path = split(url).path or "/"
        if len(url) > _MAX_ADDRESS:
            yield fact("left-address-too-long", max=_MAX_ADDRESS)
        if settings.paths and not _fits(settings.paths, path):
            yield fact("left-other-path")
        if _fits(settings.leave, url) or _fits(settings.leave, path):
            yield fact("left-by-target")
        if self._signed_in and portal_words().logout_path.search(path):
            yield fact("left-would-log-out")
        if depth > settings.depth:
            yield fact("left-too-deep", max=settings.depth)
        if chain > settings.chain:
            yield fact("left-chain-too-long", max=settings.chain)
        if _repeats(path):
            yield fact("left-path-repeats")


def _fits(patterns: Iterable[str], text: str) -> bool:
    return any(fnmatchcase(text, pattern) for pattern in patterns)


def shape(key: str) -> str:
    """A key without its numbers and query values: the same for addresses of one kind."""
    path, _, query = key.partition("?")
    names = sorted({pair.partition("=")[0] for pair in query.split("&")}) if query else ()
    return f"{_DIGITS.sub('#', path)}?{'&'.join(names)}" if names else _DIGITS.sub("#", path)


def token_parameters(key: str) -> list[tuple[str, str]]:
    """The query parameters whose values look generated by the server.

    Returns:
        The name of each parameter, and the address without it.
    """
    address, _, query = key.partition("?")
    pairs = query_pairs(query)
    return [
        (name, f"{address}?{query_of(pair for pair in pairs if pair[0] != name)}")
        for name, value in pairs
        if _TOKEN.fullmatch(value)
    ]


def session_mark(url: str) -> str:
    """The session in an address's path, such as `;jsessionid=…`; "" for none."""
    found = _IN_PATH.search(split(url).path)
    return found[0] if found else ""


def with_session(url: str, mark: str) -> str:
    """An address with a session in its path."""
    if not mark or session_mark(url):
        return url
    return with_path(url, split(url).path + mark)


def _repeats(path: str) -> bool:
    segments = [segment for segment in path.split("/") if segment]
    if len(segments) <= _MAX_REPEATS:
        return False
    return max(map(segments.count, set(segments))) > _MAX_REPEATS


def host_of(url: str) -> str:
    """Host and port of an address in lower case; "" if the address is broken."""
    return split(url).host
