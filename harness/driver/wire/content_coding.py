"""Decompresses bodies (RFC 9110, 8.4), as far as Chromium can."""

import re
import zlib
from collections.abc import Iterable, Iterator

ACCEPTED = "gzip, deflate"
_GZIP = frozenset({"gzip", "x-gzip"})
_KNOWN = _GZIP | {"deflate"}
_GZIP_HEADER, _ZLIB_HEADER, _NO_HEADER = 31, 15, -15  # deflate as some servers send it
_MAX_CODINGS = 5
_GZIP_MEMBER = re.compile(
    rb"\x1f\x8b\x08(?:[\0\x01]|([\x08\x09])).{6}(?(1)[^\0]{0,1000}\0)", re.DOTALL
)  # the header of a member, perhaps with a file name (RFC 1952)


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


def _readings(raw: bytes, coding: str) -> Iterator[tuple[int, bytes]]:
    """What may be in a compressed body: the kind of its header, and the bytes."""
    if coding not in _GZIP:
        yield from ((_ZLIB_HEADER, raw), (_NO_HEADER, raw))
        return
    yield _GZIP_HEADER, raw
    if found := _GZIP_MEMBER.match(raw):  # perhaps only its checksum is wrong, which nobody reads
        yield _NO_HEADER, raw[found.end() :]


def _inflated(raw: bytes, coding: str, most: int) -> tuple[bytes, bool]:
    for header, data in _readings(raw, coding) if raw else ():
        inflater = zlib.decompressobj(header)
        try:
            body = inflater.decompress(data, most)
        except zlib.error:
            continue
        return body, bool(inflater.unconsumed_tail) and not inflater.eof
    if raw:
        raise UndecodableBody(f"a body that is not in {coding}")
    return b"", False
