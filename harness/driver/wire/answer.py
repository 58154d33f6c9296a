"""Reads the answers of a server (RFC 9112), as far as Chromium can read them.

Lines that are no header are left out, a length that is no number counts as none, `chunked` goes
before a length, bytes around the protocol are left out. What Chromium refuses is refused:
several lengths or places that differ, chunks that are none, heads without an end.
"""

import asyncio
import re
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

MAX_HEAD = 256 * 1024  # bytes of the status line and all headers
_MAX_SLOP = 4  # bytes before the status line
_INTERIM = range(100, 200)
_MAX_INTERIM = 20  # answers 1xx before the real one
_PIECE = 65536
_MAX_DIGITS = 18  # of a length; so many always fit into 64 bits
_STATUS = re.compile(rb"http(?:/(\d+)\.(\d+))?[ \t]*(\d*)[^\S\n]*([^\r\n]*)", re.IGNORECASE)
_MAX_CHUNK_LINE = 16_384  # bytes before a chunk, as in Chromium
_TOKEN = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+")
_SIZE = re.compile(rb"[0-9A-Fa-f]{1,16}")
_ONE_VALUE = ("content-disposition", "location")
_NO_BODY = frozenset({204, 205, 304})
_SWITCHING = 101
_UNKNOWN = -1  # a length: until the server closes the connection


class WireError(Exception):
    """The answer is not readable as HTTP."""


class ConnectionLost(WireError):
    """The connection broke before the answer began."""


class CutShort(WireError):
    """The connection broke before the answer was complete."""


@dataclass(frozen=True)
class Head:
    """Status line and headers of an answer.

    Attributes:
        version: major and minor number of HTTP.
        fields: names and values as written, in their order; bytes as Latin-1.
        is_whole: whether it has an end; after a head that breaks off, no body is waited for.
    """

    version: tuple[int, int] = (1, 1)
    status: int = 200
    reason: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True

    @cached_property
    def headers(self) -> Mapping[str, tuple[str, ...]]:
        """The values of each header by its name in lower case."""
        found: dict[str, tuple[str, ...]] = {}
        for name, value in self.fields:
            found[name.lower()] = (*found.get(name.lower(), ()), value)
        return found

    def items(self, name: str) -> list[str]:
        """The values of a header that is a list, in lower case."""
        lists = (value.lower().split(",") for value in self.headers.get(name, ()))
        return [item.strip() for items in lists for item in items if item.strip()]

    @property
    def has_body(self) -> bool:
        """Whether a body may follow."""
        return self.is_whole and self.status not in _NO_BODY

    @property
    def is_chunked(self) -> bool:
        """Whether the body comes in chunks."""
        return self.version >= (1, 1) and "chunked" in self.items("transfer-encoding")

    @property
    def length(self) -> int:
        """Number of bytes of the body; -1 if it ends with the connection."""
        return self.declared if self.has_body else 0

    @property
    def declared(self) -> int:
        """The number of bytes that the first `Content-Length` states; -1 for none."""
        return declared_length(next(iter(self.items("content-length")), ""))

    @property
    def is_delimited(self) -> bool:
        """Whether the end of the body is known before the connection ends."""
        return not self.has_body or self.is_chunked or self.length != _UNKNOWN

    @property
    def keeps_connection(self) -> bool:
        """Whether the connection can be used again after this answer."""
        asked = self.items("connection")
        return (
            self.is_whole and self.is_delimited and self.version >= (1, 1) and "close" not in asked
        )

    def check(self) -> None:
        """Refuse headers that contradict each other, as they are the mark of a split answer.

        Raises:
            WireError: they do.
        """
        repeated = [*_ONE_VALUE, *([] if self.is_chunked else ["content-length"])]
        for name in repeated:
            values = self.headers.get(name, ())
            if name == "content-length":
                values = tuple(part.strip() for value in values for part in value.split(","))
            if len(set(values)) > 1:
                raise WireError(f"several different headers {name}")


def declared_length(value: str) -> int:
    """The number of bytes that `Content-Length` states; -1 where that is no number."""
    is_number = value.isascii() and value.isdigit() and len(value) <= _MAX_DIGITS
    return int(value) if is_number else _UNKNOWN


def parse_head(raw: bytes) -> Head:
    """Read status line and headers.

    Raises:
        WireError: there is no status line near the beginning, or headers contradict each other.
    """
    start = raw[: _MAX_SLOP + 4].lower().find(b"http")
    found = _STATUS.match(raw, start) if start >= 0 else None
    if found is None:
        raise WireError("no status line of HTTP")
    version = (int(found[1][:3]), int(found[2][:3])) if found[1] else (1, 0)
    reason = found[4].decode("latin-1").strip()
    status = int(found[3][:9] or 200)
    fields = tuple(_fields(raw[found.end() :].splitlines()))
    *_, last, rest = b"\n", *raw.rsplit(b"\n", 2)[-2:]
    is_whole = not rest and not last.strip(b"\r")  # a blank line ends it
    head = Head(version, status, reason, fields, is_whole)
    head.check()
    return head


def _fields(lines: Iterable[bytes]) -> Iterator[tuple[str, str]]:
    """The headers among lines; a line that begins with a blank continues the one before it."""
    name, value = b"", b""
    for line in lines:
        if line[:1] in {b" ", b"\t"} and name:
            value += b" " + line.strip()
            continue
        if name:
            yield name.decode("ascii"), value.decode("latin-1").strip()
        name, colon, value = line.partition(b":")
        name = name.strip() if colon and _TOKEN.fullmatch(name.strip()) else b""
    if name:
        yield name.decode("ascii"), value.decode("latin-1").strip()


async def read_head(reader: asyncio.StreamReader, *, encrypted: bool = False) -> Head:
    """Read an answer up to its body; answers 1xx before it are left out.

    An encrypted one that breaks off is refused, as somebody may have cut it.

    Raises:
        ConnectionLost: nothing came.
        WireError: it is not an answer of HTTP.
    """
    for _ in range(_MAX_INTERIM):
        head = parse_head(await _raw_head(reader, encrypted=encrypted))
        if head.status not in _INTERIM or head.status == _SWITCHING:
            return head
    raise WireError(f"more than {_MAX_INTERIM} answers 1xx")


async def _raw_head(reader: asyncio.StreamReader, *, encrypted: bool) -> bytes:
    raw = b""
    while True:
        line = await _line(reader)
        begun = raw.lstrip(b"\r\n") != b""
        if not line.endswith(b"\n"):
            if not (raw + line).strip():
                raise ConnectionLost("nothing came")
            if encrypted:
                raise CutShort("the end of the connection within the headers")
            return raw + line
        raw += line
        if begun and not line.strip(b"\r\n"):
            return raw
        if len(raw) > MAX_HEAD:
            raise WireError(f"more than {MAX_HEAD} bytes of headers")


async def _line(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.readline()
    except ValueError as error:
        raise WireError(f"a line of more than {MAX_HEAD} bytes") from error


async def read_body(reader: asyncio.StreamReader, head: Head) -> AsyncIterator[bytes]:
    """Read the body of an answer piece by piece, without its chunks.

    Chunks that end with the connection are whole if there is a length and they have it.

    Raises:
        CutShort: the connection broke before the end.
        WireError: chunks that are none.
    """
    if head.is_chunked and head.has_body:
        came = 0
        try:
            async for piece in _chunks(reader):
                came += len(piece)
                yield piece
        except CutShort:
            if came != head.declared:
                raise
        return
    left = head.length
    while left:
        piece = await reader.read(_PIECE if left == _UNKNOWN else min(left, _PIECE))
        if not piece:
            if left == _UNKNOWN:
                return
            raise CutShort(f"{left} bytes of the body were missing")
        left -= 0 if left == _UNKNOWN else len(piece)
        yield piece


async def _chunks(reader: asyncio.StreamReader) -> AsyncIterator[bytes]:
    while left := _chunk_size(await _line(reader)):
        while left:
            piece = await reader.read(min(left, _PIECE))
            if not piece:
                raise CutShort("the end of the connection within a chunk")
            left -= len(piece)
            yield piece
        if (await _line(reader)).strip(b"\r\n"):
            raise WireError("a chunk that is longer than its size")
    seen = 0
    while (line := await _line(reader)).strip(b"\r\n"):  # trailers
        seen += len(line)
        if seen > MAX_HEAD:
            raise WireError(f"more than {MAX_HEAD} bytes of trailers")
    if not line:
        raise CutShort("the end of the connection after the last chunk")


def _chunk_size(line: bytes) -> int:
    if len(line) > _MAX_CHUNK_LINE:
        raise WireError(f"more than {_MAX_CHUNK_LINE} bytes before a chunk")
    if not line.endswith(b"\n"):
        raise CutShort("the end of the connection before the last chunk")
    size = line.partition(b";")[0].rstrip(b" \t\r\n")
    if not _SIZE.fullmatch(size):
        raise WireError(f"a chunk whose size is {size[:40]!r}")
    return int(size, 16)
