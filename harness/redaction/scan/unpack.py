"""From a kept file to the texts in it, each once: what the gate has to look at.

A run's pages are much alike. Taken apart into lines and strings most of what they say is the
same, and is looked at once. Archives and mails are opened.
"""

import email
import gzip
import io
import json
import re
import zipfile
import zlib
from base64 import b64decode
from binascii import Error as Base64Error
from collections.abc import Iterator
from email.header import decode_header
from email.message import Message
from pathlib import PurePath
from typing import NamedTuple

_DEEPEST = 6  # archives within archives
_LARGEST = 64_000_000  # bytes out of one archive
_PNG = b"\x89PNG\r\n\x1a\n"
_TAG = re.compile(rb"<[^<>]*>")
_SPACE = re.compile(rb"\s+")
_SOFT_BREAK = re.compile(rb"=[ \t]*\r?\n")
_DATA = re.compile(rb";base64,([0-9A-Za-z+/=%\s]{16,})")
_MARKUP = frozenset({".html", ".htm", ".xhtml", ".svg", ".xml"})
_JSON = frozenset({".json", ".jsonl"})
_STRING = re.compile(rb'"((?:[^"\\\n]|\\.)*)(?:"|$)', re.MULTILINE)  # also one cut off
_OUTSIDE = re.compile(rb"[^\s{}\[\]:,.\d+-][^\s{}\[\]:,]{3,}")
_SHORT = 3  # bytes of a string that may be a part of a code shown in parts


class Piece(NamedTuple):
    """A text of a file.

    Attributes:
        data: its bytes.
        joined: it was put together from what stands apart in the file (by tags, by cells), so
            that words may have come about that nobody wrote.
    """

    data: bytes
    joined: bool = False


def pieces(name: str, data: bytes, depth: int = 0) -> Iterator[Piece]:
    """The texts in a file.

    Args:
        name: of the file; its ending tells how to read it, unless its first bytes do.
        data: its content.
        depth: how many archives it lies in.
    """
    if depth > _DEEPEST:
        return
    if b"\0" in data and not _is_packed(data):
        yield Piece(data.replace(b"\0", b""))  # UTF-16 and UTF-32
    for inner, content in _unpacked(name, data):
        yield Piece(inner.encode("utf-8", "surrogateescape"), joined=True)
        yield from pieces(inner, content, depth + 1)
    if not _is_packed(data):
        yield from _texts(PurePath(name).suffix.lower(), data, depth)


def _texts(suffix: str, data: bytes, depth: int) -> Iterator[Piece]:
    if suffix in _JSON and not depth:
        yield from _strings(data)
    elif suffix in _MARKUP:
        yield from map(Piece, set(data.splitlines()))
        yield from _without_tags(data)
        if _SOFT_BREAK.search(data):
            yield Piece(data)
    else:
        yield Piece(data)
        if suffix == ".eml":
            yield from _mail(data, depth)
    for found in _DATA.finditer(data):
        yield from pieces("", _decoded(found[1]), depth + 1)


def _is_packed(data: bytes) -> bool:
    return data.startswith((b"PK\x03\x04", b"\x1f\x8b", _PNG))


def _unpacked(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """What an archive or a picture holds beside pixels; nothing where it is broken."""
    try:
        if data.startswith(b"PK\x03\x04"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for member in archive.infolist():
                    with archive.open(member) as file:
                        yield member.filename, file.read(_LARGEST)
        elif data.startswith(b"\x1f\x8b"):
            with gzip.open(io.BytesIO(data)) as file:
                yield PurePath(name).stem, file.read(_LARGEST)
        elif data.startswith(_PNG):
            yield from (("", text) for text in _png_texts(data))
    except (zipfile.BadZipFile, OSError, EOFError, zlib.error, NotImplementedError, RuntimeError):
        yield "", b"?" + data  # as it lies there


def _png_texts(data: bytes) -> Iterator[bytes]:
    """The chunks of a picture that are no pixels, opened where they are packed."""
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
            yield zlib.decompressobj().decompress(content[start:], _LARGEST)
        except zlib.error:
            continue


def _strings(data: bytes) -> Iterator[Piece]:
    """Each string of our own JSON, and each word that stands outside of strings.

    Numbers are none of the portal's: the digits of a time may be those of a code.
    """
    found = _STRING.findall(data)
    for text in set(found):
        yield Piece(text)
        if b"\\" in text:
            yield Piece(_plain(text))
    yield Piece(b"".join(text.strip() for text in found if len(text) <= _SHORT), joined=True)
    yield from map(Piece, set(_OUTSIDE.findall(_STRING.sub(b" ", data))))


def _plain(text: bytes) -> bytes:
    try:
        return str(json.loads(b'"%b"' % text)).encode("utf-8", "surrogatepass")
    except ValueError:
        return text


def _without_tags(data: bytes) -> Iterator[Piece]:
    text = _TAG.sub(b"", data)
    yield Piece(text, joined=True)
    yield Piece(_SPACE.sub(b"", text), joined=True)


def _mail(data: bytes, depth: int) -> Iterator[Piece]:
    """The headers and parts of a mail, decoded."""
    for part in email.message_from_bytes(data).walk():
        for name, value in part.items():
            yield Piece(f"{name}: {_words(str(value))}".encode("utf-8", "surrogateescape"))
        if not part.is_multipart():
            yield from _part(part, depth)


def _part(part: Message, depth: int) -> Iterator[Piece]:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return
    ending = ".html" if part.get_content_subtype() == "html" else ""
    yield from pieces(part.get_filename() or ending, content, depth + 1)
    try:
        text = content.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeError):
        return
    yield from pieces(ending, text.encode("utf-8", "surrogatepass"), depth + 1)


def _words(header: str) -> str:
    try:
        parts = decode_header(header)
    except (ValueError, UnicodeError):
        return header
    return "".join(p if isinstance(p, str) else _charset(p, c) for p, c in parts)


def _charset(data: bytes, charset: str | None) -> str:
    try:
        return data.decode(charset or "utf-8")
    except (LookupError, UnicodeError):
        return data.decode("latin-1")


def _decoded(letters: bytes) -> bytes:
    bare = _SPACE.sub(b"", letters).replace(b"%3D", b"=").rstrip(b"=")
    try:
        return b64decode(bare + b"=" * (-len(bare) % 4))
    except (Base64Error, ValueError):
        return b""
