"""Decodes bytes to text as browsers do: the Encoding Standard (https://encoding.spec.whatwg.org/).

The charset of a document is found as HTML 13.2.3 says: byte order mark, the answer's header, then
what the document declares by itself (a meta element, also a late one, or an XML declaration).
Where nothing is declared, it is UTF-8 if bytes beyond ASCII say so, otherwise windows-1252.
"""

import codecs
import re
from collections.abc import Mapping
from functools import lru_cache, partial

import turbohtml
import turbohtml.detect  # its import registers the codecs "whatwg-…"
import webencodings

from harness.core.media_type import MediaType

WINDOWS_1252, UTF_8 = "windows-1252", "utf-8"
_BOMS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_BE: "utf-16be", codecs.BOM_UTF16_LE: "utf-16le"}
_XML_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_XML_IN_UTF_16 = {b"<\0?\0x\0": "utf-16le", b"\0<\0?\0x": "utf-16be"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_WIDE = frozenset({"big5", "euc-jp", "euc-kr", "gb18030", "gbk", "iso-2022-jp", "shift_jis"})


def encoding_name(label: str) -> str:
    """The standard name of a charset's label in lower case; "" for an unknown one."""
    found = webencodings.lookup(label)
    return str(found.name) if found else ""


def display_name(name: str) -> str:
    """A name as the Encoding Standard writes it: "UTF-8", "windows-1252", "ISO-8859-15"."""
    upper = not name.startswith(("windows", "macintosh", "x-"))
    return {"shift_jis": "Shift_JIS", "gb18030": "gb18030", "big5": "Big5"}.get(
        name, name.upper() if upper else name
    )


def output_name(label: str) -> str:
    """The standard name of the charset in which a page with this label sends; "" for none.

    Nothing is sent in UTF-16 (Encoding Standard, 4.3).
    """
    name = encoding_name(label)
    return UTF_8 if name.startswith("utf-16") or name == "replacement" else name


def declared_charset(html: bytes) -> str:
    """The charset that an HTML document declares by itself; "" for none."""
    for start, name in _XML_IN_UTF_16.items():
        if html.startswith(start):
            return name
    found = turbohtml.parse(html, positions=False)
    if found.encoding_confidence == "certain":
        return encoding_name(found.encoding or "")
    return _xml_encoding(html)


def _xml_encoding(document: bytes) -> str:
    found = _XML_DECLARATION.match(document)
    return output_name(found[1].decode("latin-1").strip()) if found else ""


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """Decode the body of an answer.

    Args:
        body: as received.
        content_type: the header's value; "" for none.

    Returns:
        The text (invalid bytes become U+FFFD) and the standard name of the charset in lower case.
    """
    for mark, name in _BOMS.items():
        if body.startswith(mark):
            return decode_as(body[len(mark) :], name), name
    kind = MediaType.of(content_type)
    name = encoding_name(kind.charset) or _own_charset(body, kind) or _default(body)
    return decode_as(body, name), name


def _own_charset(body: bytes, kind: MediaType) -> str:
    if kind.is_xml:
        return _xml_encoding(body) or UTF_8
    return "" if kind.essence == "text/plain" else declared_charset(body)


def _default(body: bytes) -> str:
    """UTF-8 for a text beyond ASCII that is valid in it, otherwise windows-1252.

    Chromium takes windows-1252, or guesses by the words. A guess at valid UTF-8 is never wrong.
    """
    if body.isascii():
        return WINDOWS_1252
    try:
        body.decode(UTF_8)
    except UnicodeDecodeError:
        return WINDOWS_1252
    return UTF_8


def decode_as(body: bytes, name: str) -> str:
    """Decode bytes in a charset of the standard; a byte order mark is not looked for."""
    return codecs.decode(body, f"whatwg-{name}")


def encode_text(text: str, charset: str, *, before: str = "&#", after: str = ";") -> bytes:
    """Encode a text; a character that the charset lacks becomes its number.

    Args:
        text: to encode.
        charset: a standard name.
        before: stands before such a number.
        after: stands behind it.
    """
    name, text = output_name(charset), scalar_text(text)
    if name == UTF_8 or text.isascii():
        return text.encode(UTF_8)
    known = _single_bytes(name)
    fits = known.__contains__ if known else partial(_fits, name)
    written = "".join(char if fits(char) else f"{before}{ord(char)}{after}" for char in text)
    return b"".join(map(known.__getitem__, written)) if known else _encode_wide(written, name)


def scalar_text(text: str) -> str:
    """A text without halves of characters: each becomes U+FFFD, as in a browser."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


@lru_cache
def _single_bytes(charset: str) -> Mapping[str, bytes]:
    """The byte of each character; empty for a charset that has more than one byte for some."""
    if charset in _WIDE:
        return {}
    bytes_of = {byte: decode_as(bytes([byte]), charset) for byte in range(0x100)}
    return {char: bytes([byte]) for byte, char in bytes_of.items() if char != "\ufffd"}


@lru_cache(maxsize=4096)
def _fits(charset: str, char: str) -> bool:
    """Whether a charset of several bytes has a character: what is written is read as the same."""
    try:
        return char.isascii() or decode_as(_encode_wide(char, charset), charset) == char
    except UnicodeEncodeError:
        return False


def _encode_wide(text: str, charset: str) -> bytes:
    codec = webencodings.lookup(charset).codec_info.name
    if charset != "gbk":
        return text.encode(codec)
    return b"\x80".join(part.encode(codec) for part in text.split("€"))  # no other codec has it so
