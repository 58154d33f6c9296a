"""Compares how two pages were answered: address, redirects, status, frames, cookies, headers."""

import re
from collections.abc import Iterator, Mapping

from harness.compare.diff.actions import path_of
from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masked_page import MaskedPage
from harness.model.exchange import Exchange
from harness.model.fact import fact

_IGNORED_HEADERS = frozenset(
    # of one answer or of one connection alone
    {"date", "content-length", "connection", "keep-alive", "transfer-encoding", "set-cookie"}
    | {"age", "expires", "last-modified", "etag", "vary", "accept-ranges", "content-encoding"}
)
_NONCE = re.compile(r"(nonce-)[\w+/=-]+")


def http_changes(old: MaskedPage, new: MaskedPage) -> Iterator[Change]:
    """What differs in the exchanges that led to a page."""
    for kind, ours, theirs in _property_pairs(old, new):
        if ours != theirs:
            yield Change(kind=kind, page=old.name, old=ours, new=theirs)
    if _documents(old) and _documents(new):
        yield from _by_name(DifferenceKind.HEADER, old, _headers(old), _headers(new))
        yield from _by_name(DifferenceKind.COOKIE, old, _cookies(old), _cookies(new))


def _property_pairs(
    old: MaskedPage, new: MaskedPage
) -> Iterator[tuple[DifferenceKind, Shown, Shown]]:
    ours, theirs = _properties(old), _properties(new)
    return ((kind, before, theirs[kind]) for kind, before in ours.items())


def _properties(page: MaskedPage) -> dict[DifferenceKind, Shown]:
    shown = page.page
    return {
        DifferenceKind.ADDRESS: page.masked(path_of(shown.url)),
        DifferenceKind.STATUS: _status(page),
        DifferenceKind.REDIRECTS: _redirects(page),
        DifferenceKind.FRAMES: _frames(page),
        DifferenceKind.LANGUAGE: shown.language,
        DifferenceKind.CHARSET: shown.charset,
        DifferenceKind.DIALOG: " / ".join(map(page.masked, page.record.dialogs)),
    }


def _status(page: MaskedPage) -> Shown:
    return str(page.page.status) if page.page.status else fact("changed-by-itself")


def _frames(page: MaskedPage) -> Shown:
    names = sorted("/".join(frame.path) for frame in page.page.frames)
    return ", ".join(names) or fact("absent")


def _documents(page: MaskedPage) -> tuple[Exchange, ...]:
    """The exchanges for the page itself, without those for its frames."""
    frames = {frame.url for frame in page.page.frames}
    return tuple(e for e in page.record.exchanges if e.url not in frames)


def _redirects(page: MaskedPage) -> Shown:
    """The requests on the way to a page, such as "POST 303, GET 200"."""
    return ", ".join(f"{e.method} {e.status}" for e in _documents(page)) or fact("no-request")


def _headers(page: MaskedPage) -> dict[str, str]:
    """The headers of the page's own answer, without those that vary."""
    last = _documents(page)[-1]
    return {
        name: _NONCE.sub(r"\1…", page.masked(value))
        for name, value in last.headers.items()
        if name not in _IGNORED_HEADERS
    }


def _cookies(page: MaskedPage) -> dict[str, Shown]:
    """The cookies set on the way to the page, with their attributes."""
    lines = (
        line.partition(";")
        for exchange in _documents(page)
        for line in exchange.headers.get("set-cookie", "").splitlines()
    )
    return {first.partition("=")[0].strip(): _attributes(rest) for first, _, rest in lines}


def _attributes(text: str) -> Shown:
    """Attributes of a cookie, sorted, without Expires: Max-Age says the same."""
    parts = (part.strip() for part in text.split(";"))
    names = {part.casefold() for part in parts if part and not part.lower().startswith("expires")}
    return "; ".join(sorted(names)) or fact("no-attribute")


def _by_name(
    kind: DifferenceKind, old: MaskedPage, ours: Mapping[str, Shown], theirs: Mapping[str, Shown]
) -> Iterator[Change]:
    for name in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(name, ""), theirs.get(name, "")
        if before != after:
            yield Change(kind=kind, page=old.name, part=name, old=before, new=after)
