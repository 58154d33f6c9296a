"""The texts in a stored file, each once, for the search for secrets.

The pages of a run are similar. Split into lines and strings, most of their content is the same,
and is searched once. Archives and mails are opened.
"""

import gzip
import io
import json
import re
import zipfile
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import IO, NamedTuple

from harness.core.errors import UnsafeFile
from harness.mail.parsing.body import content_of
from harness.mail.parsing.decoding import header, text_of
from harness.mail.parsing.structure import Part, read_structure

_MAX_DEPTH = 6  # of archives within archives
_MAX_BYTES = 64_000_000  # of one member of an archive
_MAX_UNPACKED = 512_000_000  # bytes of all that is packed in one file of ours
_MAX_IN_MAIL = 16_000_000  # bytes of all that is packed in a mail
_COST_OF_MEMBER = 10_000  # bytes that count for each member, however small
_PNG = b"\x89PNG\r\n\x1a\n"
_TAG = re.compile(rb"<[^<>]*>")
_SPACE = re.compile(rb"\s+")
_SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
_DATA = re.compile(rb";base64,([0-9A-Za-z+/=%\s]{16,})")
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml"})
_JSON = frozenset({".json", ".jsonl"})
_STRING = re.compile(rb'"([^"\\\n]*(?:\\.[^"\\\n]*)*)(?:"|$)', re.MULTILINE)  # also one cut off
_OUTSIDE = re.compile(rb"[^\s{}\[\]:,.\d+-][^\s{}\[\]:,]{3,}")
_MAX_PART = 3  # bytes of a string that may be a part of a code


class FileText(NamedTuple):
    """A text in a file.

    Attributes:
        data: its bytes.
        joined: whether it was joined from parts that are apart in the file (by tags, by cells), so
            that it may contain words that nobody wrote.
    """

    data: bytes
    joined: bool = False


@dataclass(slots=True)
class _Room:
    """How much of a file may still be unpacked: archives within archives may have no end."""

    left: int

    def take(self, packed: IO[bytes] | gzip.GzipFile) -> bytes:
        """The content of a member."""
        content = packed.read(min(_MAX_BYTES, self.left) + 1)
        self.left -= len(content) + _COST_OF_MEMBER
        if self.left < 0 or len(content) > _MAX_BYTES:
            raise _unsearchable()
        return content


def texts_in(name: str, data: bytes) -> Iterator[FileText]:
    """The texts in a file, and in what is packed in it.

    Args:
        name: of the file; its suffix tells how to read it, unless its first bytes do.
        data: its content.

    Raises:
        UnsafeFile: more is packed in it than anybody can search.
    """
    room = _Room(_MAX_IN_MAIL if name.endswith(".eml") else _MAX_UNPACKED)
    yield from _texts_in(name, data, 0, room)


def _unsearchable() -> UnsafeFile:
    return UnsafeFile(
        "a file of which all that is packed in it can be searched for secrets",
        seen="more than can be unpacked",
        remedy="Look at what the portal sends.",
    )


def _texts_in(name: str, data: bytes, depth: int, room: _Room) -> Iterator[FileText]:
    """The texts in a file with so many archives around it."""
    if depth > _MAX_DEPTH:
        if _is_packed(data):
            raise _unsearchable()
        return
    if b"\0" in data and not _is_packed(data):
        yield FileText(data.replace(b"\0", b""))  # UTF-16 and UTF-32
    for inner, content in _unpacked(name, data, room):
        yield FileText(inner.encode("utf-8", "surrogateescape"), joined=True)
        yield from _texts_in(inner, content, depth + 1, room)
    if not _is_packed(data):
        yield from _texts(PurePath(name).suffix.lower(), data, depth, room)


def _texts(suffix: str, data: bytes, depth: int, room: _Room) -> Iterator[FileText]:
    if suffix in _JSON and not depth:
        yield from _strings(data)
    elif suffix in _MARKUP:
        yield from map(FileText, set(data.splitlines()))
        yield from _without_tags(data)
        if _SOFT_BREAK.search(data):
            yield FileText(data)
    else:
        yield FileText(data)
        if suffix == ".eml":
            yield from _mail_texts(data, depth, room)
    for found in _DATA.finditer(data):
        yield from _texts_in("", _from_base64(found[1]), depth + 1, room)


def _is_packed(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\x1f\x8b", _PNG))


def _unpacked(name: str, data: bytes, room: _Room) -> Iterator[tuple[str, bytes]]:
    """The members of an archive, or the texts of a picture; the data itself if it is broken."""
    try:
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    with archive.open(member) as file:
                        yield member.filename, room.take(file)
        elif data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as file:
                yield PurePath(name).stem, room.take(file)
        elif data.startswith(_PNG):
            yield from (("", text) for text in _png_texts(data))
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError):
        yield "", b"?" + data  # as it is


def _png_texts(data: bytes) -> Iterator[bytes]:
    """The chunks of a picture that are not pixels, decompressed if necessary."""
    place = len(_PNG)
    while place + 8 <= len(data):
        size, kind = int.from_bytes(data[place : place + 4]), data[place + 4 : place + 8]
        content = data[place + 8 : place + 8 + size]
        if kind not in {b"IDAT", b"fdAT"}:
            yield content
            if kind in {b"zTXt", b"iTXt"}:
                yield from _inflated(content)
        place += size + 12


def _inflated(content: bytes) -> Iterator[bytes]:
    for start in (m.end() for m in re.finditer(rb"\0", content)):
        try:
            yield zlib.decompressobj().decompress(content[start:], _MAX_BYTES)
        except zlib.error:
            continue


def _strings(data: bytes) -> Iterator[FileText]:
    """Each string of our own JSON, and each word outside strings.

    Numbers do not come from the portal: the digits of a time may be those of a code.
    """
    parts = _STRING.split(data)  # what is outside of the strings, and the strings, in turn
    outside, found = parts[::2], parts[1::2]
    for text in set(found):
        yield FileText(text)
        if b"\\" in text:
            yield FileText(_unescaped(text))
    short = b"".join([text.strip() for text in found if len(text) <= _MAX_PART])
    yield FileText(short, joined=True)
    yield from map(FileText, set(_OUTSIDE.findall(b" ".join(outside))))


def _unescaped(text: bytes) -> bytes:
    try:
        return str(json.loads(b'"%b"' % text)).encode("utf-8", "surrogatepass")
    except ValueError:
        return text


def _without_tags(data: bytes) -> Iterator[FileText]:
    text = _TAG.sub(b"", data)
    yield FileText(text, joined=True)
    yield FileText(_SPACE.sub(b"", text), joined=True)


def _mail_texts(data: bytes, depth: int, room: _Room) -> Iterator[FileText]:
    """The headers and parts of a mail, decoded."""
    for part in read_structure(data, []).walk():
        for name, value in part.head.raw_items():
            text = f"{name}: {header(str(value), name, [])}"
            yield FileText(text.encode("utf-8", "surrogateescape"))
        if not part.parts:
            yield from _part_texts(part, depth + 1, room)


def _part_texts(part: Part, depth: int, room: _Room) -> Iterator[FileText]:
    content = content_of(part, [])
    if part.kind.startswith("message/"):
        yield from _texts_in(".eml", content, depth, room)
        return
    ending = ".html" if part.kind == "text/html" else ""
    yield from _texts_in(part.name or ending, content, depth, room)
    if part.kind.startswith("text/"):
        text = text_of(content, part.charset, [])
        yield from _texts_in(ending, text.encode("utf-8", "surrogatepass"), depth, room)


def _from_base64(letters: bytes) -> bytes:
    bare = _SPACE.sub(b"", letters).replace(b"%3D", b"=").rstrip(b"=")
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except (Base64Error, ValueError):
        return b""
