"""How two pages came: addresses, redirects, status, frames, cookies, headers."""

import re
from collections.abc import Iterator

from harness.compare.diff.actions import path_of
from harness.compare.difference import Change, Kind
from harness.compare.noise.masked_page import Sheet
from harness.model.exchange import Exchange

_UNTOLD = frozenset(
    # what each answer has anew, or what belongs to one connection
    {"date", "content-length", "connection", "keep-alive", "transfer-encoding", "set-cookie"}
    | {"age", "expires", "last-modified", "etag", "vary", "accept-ranges", "content-encoding"}
)
_NONCE = re.compile(r"(nonce-)[\w+/=-]+")
_REDIRECT = range(300, 400)


def transport(old: Sheet, new: Sheet) -> Iterator[Change]:
    """What differs in the way a page came, and in what came beside it."""
    for kind, ours, theirs in _facts(old, new):
        if ours != theirs:
            yield Change(kind=kind, page=old.name, old=ours, new=theirs)
    if _documents(old) and _documents(new):
        yield from _by_name(Kind.HEADER, old, _headers(old), _headers(new))
        yield from _by_name(Kind.COOKIE, old, _cookies(old), _cookies(new))


def _facts(old: Sheet, new: Sheet) -> Iterator[tuple[Kind, str, str]]:
    ours, theirs = _told(old), _told(new)
    return ((kind, before, theirs[kind]) for kind, before in ours.items())


def _told(sheet: Sheet) -> dict[Kind, str]:
    page = sheet.page
    return {
        Kind.ADDRESS: sheet.show(path_of(page.url)),
        Kind.STATUS: _status(sheet),
        Kind.REDIRECTS: _redirects(sheet),
        Kind.FRAMES: _frames(sheet),
        Kind.LANGUAGE: page.language,
        Kind.CHARSET: page.charset,
        Kind.DIALOG: " / ".join(map(sheet.show, sheet.record.dialogs)),
    }


def _status(sheet: Sheet) -> str:
    return str(sheet.page.status) if sheet.page.status else "none: the page changed by itself"


def _frames(sheet: Sheet) -> str:
    names = sorted("/".join(frame.path) for frame in sheet.page.frames)
    return ", ".join(names) or "none"


def _documents(sheet: Sheet) -> tuple[Exchange, ...]:
    """The exchanges for the page itself, its frames left out."""
    frames = {frame.url for frame in sheet.page.frames}
    return tuple(e for e in sheet.record.exchanges if e.url not in frames)


def _redirects(sheet: Sheet) -> str:
    """The requests on the way to a page, such as "POST 303, GET 200"."""
    return ", ".join(f"{e.method} {e.status}" for e in _documents(sheet)) or "no request"


def _headers(sheet: Sheet) -> dict[str, str]:
    """The headers of the answer that brought the page, what changes with each left out."""
    last = _documents(sheet)[-1]
    return {
        name: _NONCE.sub(r"\1…", sheet.show(value))
        for name, value in last.headers.items()
        if name not in _UNTOLD
    }


def _cookies(sheet: Sheet) -> dict[str, str]:
    """The cookies set on the way to the page, with what protects them."""
    lines = (
        line.partition(";")
        for exchange in _documents(sheet)
        for line in exchange.headers.get("set-cookie", "").splitlines()
    )
    return {first.partition("=")[0].strip(): _attributes(rest) for first, _, rest in lines}


def _attributes(text: str) -> str:
    """Attributes of a cookie in one order; when it expires is told by Max-Age."""
    parts = (part.strip() for part in text.split(";"))
    kept = {part.casefold() for part in parts if part and not part.lower().startswith("expires")}
    return "; ".join(sorted(kept)) or "no attribute"


def _by_name(
    kind: Kind, old: Sheet, ours: dict[str, str], theirs: dict[str, str]
) -> Iterator[Change]:
    for name in sorted(ours.keys() | theirs.keys()):
        before, after = ours.get(name, ""), theirs.get(name, "")
        if before != after:
            yield Change(kind=kind, page=old.name, part=name, old=before, new=after)
