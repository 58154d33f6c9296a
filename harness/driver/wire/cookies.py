"""Cookies as browsers keep them: RFC 6265bis, whose sections are named below.

Some things are as in Chromium: the local machine counts as secure also without encryption, at most
180 cookies of one domain are kept, the last `Expires` counts even if it is no date, no tab stands
within a name or a value, and no equals sign in a value without a name. The list of public suffixes
is not known here: only a domain of one name counts as one.
"""

import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count

from harness.core.url import is_loopback, is_named, split

MAX_PER_DOMAIN = 180
_MAX_PAIR = 4096  # bytes of name and value
_MAX_ATTRIBUTE = 1024  # bytes of one attribute's value
_MAX_AGE = 400 * 24 * 3600.0  # seconds (5.5)
_LAX_UNSAFE = 120.0  # seconds that a new cookie is sent with a POST from another site (5.7.3)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_FORBIDDEN = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_BLANKS = " \t"
_AGE = re.compile(r"-?[0-9]+")
_DELIMITERS = re.compile(r"[\x09\x20-\x2f\x3b-\x40\x5b-\x60\x7b-\x7e]+")
_TIME = re.compile(r"(\d{1,2}):(\d{1,2}):(\d{1,2})(?:\D.*)?", re.ASCII | re.DOTALL)
_DAY = re.compile(r"(\d{1,2})(?:\D.*)?", re.ASCII | re.DOTALL)
_YEAR = re.compile(r"(\d{2,4})(?:\D.*)?", re.ASCII | re.DOTALL)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_FIRST_YEAR = 1601


@dataclass(frozen=True)
class Cookie:
    """One cookie.

    Attributes:
        name, value: bytes as Latin-1; the name may be empty.
        expires: seconds since 1970; None for the end of the session.
        domain: the host, or the domain whose hosts get it.
        host_only: whether only that host gets it.
        same_site: "strict", "lax", "none" or "default".
        created: seconds since 1970.
        order: grows with each new cookie.
    """

    name: str
    value: str
    domain: str
    path: str
    expires: float | None = None
    host_only: bool = True
    secure: bool = False
    same_site: str = "default"
    created: float = 0.0
    order: int = 0

    @property
    def key(self) -> tuple[str, str, bool, str]:
        """What tells it apart from other cookies (5.7, step 22)."""
        return self.name, self.domain, self.host_only, self.path

    def is_for(self, host: str, path: str) -> bool:
        """Whether a host and path get it (5.8.3)."""
        fits = host == self.domain if self.host_only else domain_matches(host, self.domain)
        return fits and path_matches(path, self.path)

    def crosses_sites(self, method: str, now: float, *, top_level: bool) -> bool:
        """Whether it goes along with a request that another site caused (5.8.3)."""
        if self.same_site == "none":
            return True
        unsafe = self.same_site == "default" and now - self.created < _LAX_UNSAFE
        return top_level and self.same_site != "strict" and (method in _SAFE or unsafe)


@dataclass
class CookieJar:
    """The cookies of one session; `now` gives the seconds since 1970."""

    now: Callable[[], float] = time.time
    _cookies: dict[tuple[str, str, bool, str], Cookie] = field(default_factory=dict, repr=False)
    _count: Iterator[int] = field(default_factory=count, repr=False)

    def __iter__(self) -> Iterator[Cookie]:
        return iter(tuple(self._cookies.values()))

    def clear(self) -> None:
        """Delete all cookies."""
        self._cookies.clear()

    def receive(self, url: str, lines: Iterable[str], *, cross_site: bool = False) -> None:
        """Keep the cookies of an answer.

        Args:
            url: that was asked.
            lines: the values of its `Set-Cookie` headers.
            cross_site: whether it is a frame of another site's page.
        """
        for line in lines:
            cookie = parse_cookie(line, url, self.now())
            if cookie and not (cross_site and cookie.same_site != "none"):
                self._store(cookie, is_secure(url))

    def _store(self, cookie: Cookie, secure_source: bool) -> None:
        if not secure_source and any(_is_shadowed(cookie, known) for known in self):
            return  # 5.7, step 16: leave secure cookies alone
        old = self._cookies.get(cookie.key)
        if old and old.value == cookie.value:  # Chromium: another value makes another cookie of it
            order, created = old.order, old.created
        else:
            order, created = next(self._count), cookie.created
        self._cookies[cookie.key] = replace(cookie, order=order, created=created)
        self._evict(cookie.domain)

    def _evict(self, domain: str) -> None:
        """Drop what has expired, and the oldest cookies of a domain that has too many (5.7)."""
        now = self.now()
        for cookie in self:
            if cookie.expires is not None and cookie.expires <= now:
                del self._cookies[cookie.key]
        mine = [cookie for cookie in self if cookie.domain == domain]
        mine.sort(key=lambda cookie: (cookie.secure, cookie.order))
        for cookie in mine[: max(0, len(mine) - MAX_PER_DOMAIN)]:
            del self._cookies[cookie.key]

    def header(
        self, url: str, method: str = "GET", *, cross_site: bool = False, top_level: bool = True
    ) -> str:
        """The value of the header `Cookie` of a request; "" for none (5.8.3).

        Args:
            url: that is asked.
            method: of the request.
            cross_site: whether another site caused it.
            top_level: whether its document fills the window.
        """
        parts, now = split(url), self.now()
        found = [
            cookie
            for cookie in self
            if cookie.is_for(parts.hostname, parts.path)
            and (cookie.expires is None or cookie.expires > now)
            and (is_secure(url) or not cookie.secure)
            and (not cross_site or cookie.crosses_sites(method, now, top_level=top_level))
        ]
        found.sort(key=lambda cookie: (-len(cookie.path), cookie.order))
        return "; ".join(f"{c.name}={c.value}" if c.name else c.value for c in found)


def is_secure(url: str) -> bool:
    """Whether secure cookies go to and come from an address."""
    return split(url).scheme == "https" or is_loopback(url)


def _is_shadowed(cookie: Cookie, known: Cookie) -> bool:
    """Whether a cookie of an open connection would replace or hide a secure one."""
    related = domain_matches(cookie.domain, known.domain) or domain_matches(
        known.domain, cookie.domain
    )
    named = known.secure and known.name == cookie.name
    return named and related and path_matches(cookie.path, known.path)


def parse_cookie(line: str, url: str, now: float) -> Cookie | None:
    """The cookie of one `Set-Cookie` header; None if it is refused (5.6 and 5.7).

    Args:
        line: the header's value, bytes as Latin-1.
        url: that was asked.
        now: seconds since 1970.
    """
    if _FORBIDDEN.search(line):
        return None
    pair, *attributes = line.split(";")
    name, value = (part.strip(_BLANKS) for part in _split_pair(pair))
    if not _is_sound(name, value):
        return None
    said = dict(_attributes(attributes))
    host = split(url).hostname
    domain = said.get("domain", "").lower().removeprefix(".")
    if domain and domain != host and (not domain_matches(host, domain) or "." not in domain):
        return None
    path = said.get("path", "")
    cookie = Cookie(
        name=name,
        value=value,
        domain=domain or host,
        path=path if path.startswith("/") else default_path(split(url).path),
        expires=_expiry(said, now),
        host_only=not domain or "." not in domain or not is_named(host),
        secure="secure" in said,
        same_site=_same_site(said.get("samesite", "")),
        created=now,
    )
    is_open = "partitioned" in said and not cookie.secure
    return cookie if _is_allowed(cookie, url, path) and not is_open else None


def _is_sound(name: str, value: str) -> bool:
    """Whether a pair can be kept; a nameless value with an equals sign would be sent as a name."""
    nameless = not name and ("=" in value or not value)
    return not nameless and len(name) + len(value) <= _MAX_PAIR and "\t" not in name + value


def _split_pair(pair: str) -> tuple[str, str]:
    """Name and value; without an equals sign there is no name (5.6, step 4)."""
    name, equals, value = pair.partition("=")
    return (name, value) if equals else ("", pair)


def _attributes(written: Iterable[str]) -> Iterator[tuple[str, str]]:
    for attribute in written:
        name, _, value = attribute.partition("=")
        name, value = name.strip(_BLANKS).lower(), value.strip(_BLANKS)
        if len(value) > _MAX_ATTRIBUTE:
            continue
        yield name, value


def _expiry(said: dict[str, str], now: float) -> float | None:
    """When a cookie expires; `Max-Age` goes before `Expires` (5.7, steps 5 and 6).

    What is no number and no date counts as none, also behind one that is.
    """
    age = said.get("max-age", "")
    if _AGE.fullmatch(age):
        seconds = float(age[:16])
        return now + min(seconds, _MAX_AGE) if seconds > 0 else 0.0
    date = parse_date(said.get("expires", ""))
    return None if date is None else min(date, now + _MAX_AGE)


def _same_site(value: str) -> str:
    return value.lower() if value.lower() in {"strict", "lax", "none"} else "default"


def _is_allowed(cookie: Cookie, url: str, path: str) -> bool:
    """The conditions of secure cookies and of the prefixes of names (5.7, steps 11 to 21)."""
    if cookie.secure and not is_secure(url):
        return False
    if cookie.same_site == "none" and not cookie.secure:
        return False
    name = (cookie.name or cookie.value).lower()
    if name.startswith(("__secure-", "__host-")):
        host = cookie.host_only and path == "/"
        return bool(cookie.name) and cookie.secure and (host or not name.startswith("__host-"))
    return True


def parse_date(text: str) -> float | None:
    """A date as cookies have it: seconds since 1970, or None (5.1.1)."""
    clock = day = month = year = None
    for token in filter(None, _DELIMITERS.split(text)):
        if clock is None and (found := _TIME.fullmatch(token)):
            clock = tuple(map(int, found.groups()))
        elif day is None and (found := _DAY.fullmatch(token)):
            day = int(found[1])
        elif month is None and token[:3].lower() in _MONTHS:
            month = _MONTHS.index(token[:3].lower()) + 1
        elif year is None and (found := _YEAR.fullmatch(token)):
            year = int(found[1])
    if clock is None or day is None or month is None or year is None:
        return None
    year += 1900 if 70 <= year <= 99 else 2000 if year <= 69 else 0  # noqa: PLR2004 - 5.1.1
    if year < _FIRST_YEAR:
        return None
    try:
        hour, minute, second = clock
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None


def domain_matches(host: str, domain: str) -> bool:
    """Whether a host is a domain or lies within it (5.1.3)."""
    return host == domain or (host.endswith(f".{domain}") and is_named(host))


def path_matches(path: str, cookie_path: str) -> bool:
    """Whether a path lies within that of a cookie (5.1.4)."""
    return path == cookie_path or path.startswith(f"{cookie_path.removesuffix('/')}/")


def default_path(path: str) -> str:
    """The path of a cookie that names none (5.1.4)."""
    return path.rpartition("/")[0] or "/"
