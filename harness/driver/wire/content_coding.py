"""Decompresses bodies (RFC 9110, 8.4), as far as Chromium can."""

import zlib
from collections.abc import Iterable

ACCEPTED = "gzip, deflate"
_GZIP = frozenset({"gzip", "x-gzip"})
_KNOWN = _GZIP | {"deflate"}
_GZIP_HEADER, _ZLIB_HEADER, _NO_HEADER = 31, 15, -15  # deflate as some servers send it
_MAX_CODINGS = 5


class UndecodableBody(Exception):
    """A body is not what its header says."""


def decompressed(raw: bytes, codings: Iterable[str], most: int) -> tuple[bytes, bool]:
    """Decompress a body to `most` bytes, also one that breaks off.

    With an unknown coding among them, or `identity`, the body stays as it is, as in Chromium.

    Returns:
        The body, and whether it was longer.

    Raises:
        UndecodableBody: it is not compressed as its header says.
    """
    named = list(codings)
    if not _KNOWN.issuperset(named):
        return raw[:most], len(raw) > most
    if len(named) > _MAX_CODINGS:
        raise UndecodableBody(f"a body that is compressed {len(named)} times")
    for coding in reversed(named):
        raw, more = _inflated(raw, coding, most)
        if more:
            return raw, True
    return raw[:most], len(raw) > most


def readable(raw: bytes, header: str, most: int) -> tuple[bytes, bool]:
    """The same by the value of `Content-Encoding`; a body that lies about it stays as it is."""
    codings = header.lower().replace(",", " ").split()
    try:
        return decompressed(raw, codings, most)
    except UndecodableBody:
        return raw[:most], len(raw) > most


def _inflated(raw: bytes, coding: str, most: int) -> tuple[bytes, bool]:
    headers = (_GZIP_HEADER,) if coding in _GZIP else (_ZLIB_HEADER, _NO_HEADER)
    for header in headers if raw else ():
        inflater = zlib.decompressobj(header)
        try:
            body = inflater.decompress(raw, most)
        except zlib.error:
            continue
        return body, bool(inflater.unconsumed_tail) and not inflater.eof
    if raw:
        raise UndecodableBody(f"a body that is not in {coding}")
    return b"", False
