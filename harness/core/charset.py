"""Decodes bytes to text as browsers do: the Encoding Standard (https://encoding.spec.whatwg.org/).

The charset of a document is found as HTML 13.2.3 says: byte order mark, the answer's header, then
what the document declares by itself (a meta element, also a late one, or an XML declaration).
Where nothing is declared, it is UTF-8 if bytes beyond ASCII say so, otherwise windows-1252.

Text is encoded by the standard, too (§ 9 to 13, "encoder"). Python's codecs know other characters:
each table is the standard's decoder, turned round.
"""

import codecs
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

import turbohtml
import turbohtml.detect  # its import registers the codecs "whatwg-…"
import webencodings

from harness.core.media_type import MediaType

WINDOWS_1252, UTF_8 = "windows-1252", "utf-8"
_BOMS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_BE: "utf-16be", codecs.BOM_UTF16_LE: "utf-16le"}
_XML_DECLARATION = re.compile(rb"<\?xml\s[^>]*?encoding\s*=\s*[\"']([^\"'>]*)[\"']")
_LONG_TAG = 2_000  # bytes; no meta element has more
_META = re.compile(rb"(?is)<meta[\s/](?=.{0,%d}charset)" % _LONG_TAG)  # the only part to parse
_XML_IN_UTF_16 = {b"<\0?\0x\0": "utf-16le", b"\0<\0?\0x": "utf-16be"}
_SURROGATES = re.compile("[\ud800-\udfff]")
_TRAILS = [*range(0x40, 0x7F), *range(0x80, 0xFF)]
_EUC = range(0xA1, 0xFF)
# The first and second bytes of the characters that are encoded; what is left out is only decoded.
_PAIRS: Mapping[str, Sequence[tuple[Iterable[int], Iterable[int]]]] = {
    "big5": [(_EUC, _TRAILS)],
    "gbk": [(range(0x81, 0xFF), _TRAILS)],
    "gb18030": [(range(0x81, 0xFF), _TRAILS)],
    "euc-kr": [(range(0x81, 0xFF), _TRAILS)],
    "euc-jp": [([0x8E], range(0xA1, 0xE0)), (_EUC, _EUC)],
    "shift_jis": [
        ([*range(0x81, 0xA0), *range(0xE0, 0xED), 0xEF, *range(0xFA, 0xFD)], _TRAILS),
    ],
}
_LAST_OF_BIG5 = frozenset("═╞╡╪十卅")  # the others of two places have the first one
_UNKNOWN = "\ue5e5"  # to the encoder of GBK and GB18030
_SIGNS_OF_JIS = {"¥": b"\\", "‾": b"~"}
_MINUS, _WIDE_MINUS = "−", "－"
_VOICED = str.maketrans("\u3099\u309a", "\u309b\u309c")
_HALF_WIDTH = [chr(code) for code in range(0xFF61, 0xFFA0)]
_ASCII, _ROMAN, _JIS = b"\x1b(B", b"\x1b(J", b"\x1b$B"  # what switches ISO-2022-JP


def encoding_name(label: str) -> str:
    """The standard name of a charset's label in lower case; "" for an unknown one."""
    found = webencodings.lookup(label)
    return found.name if found else ""


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


@lru_cache(maxsize=1)  # decoding a document asks first, who describes it asks again
def declared_charset(html: bytes) -> str:
    """The charset that an HTML document declares by itself; "" for none."""
    for start, name in (*_BOMS.items(), *_XML_IN_UTF_16.items()):
        if html.startswith(start):
            return name
    metas = [found.start() for found in _META.finditer(html)]
    if not metas:
        return _xml_encoding(html)
    found = turbohtml.parse(html[: metas[-1] + _LONG_TAG], positions=False)
    if found.encoding_confidence == "certain":
        return encoding_name(found.encoding or "")
    return _xml_encoding(html)


def _xml_encoding(document: bytes) -> str:
    found = _XML_DECLARATION.match(document)
    return output_name(found[1].decode("latin-1").strip()) if found else ""


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """Decode the body of an answer, by its header `Content-Type` ("" for none).

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
    """Encode a text; a character that the charset lacks becomes its number, between two texts."""
    name, text = output_name(charset), scalar_text(text)
    if name == UTF_8 or text.isascii():
        return text.encode(UTF_8)
    written = "".join(char if _has(name, char) else f"{before}{ord(char)}{after}" for char in text)
    return _encode(written, name)


def scalar_text(text: str) -> str:
    """A text without halves of characters: each becomes U+FFFD, as in a browser."""
    return text if text.isascii() else _SURROGATES.sub("\ufffd", text)


@lru_cache
def _bytes_of(charset: str) -> Mapping[str, bytes]:
    """The bytes of each character that a charset has.

    Of "gb18030" the characters of four bytes are not listed, and those of "iso-2022-jp" have
    the bytes of EUC-JP.
    """
    if charset == "iso-2022-jp":
        return _of_iso_2022_jp()
    singles = range(0x80 if charset == "gb18030" else 0x100)
    found = _decoded([bytes([code]) for code in singles], charset)
    for leads, trails in _PAIRS.get(charset, ()):
        pairs = [bytes([lead, trail]) for lead in leads for trail in trails]
        found = _decoded(pairs, charset) | found
    if charset == "big5":
        found |= _last_of_big5()
    if charset in {"euc-jp", "shift_jis"}:
        found |= {**_SIGNS_OF_JIS, _MINUS: found[_WIDE_MINUS]}
    found.pop(_UNKNOWN, None)
    return found


def _decoded(sequences: Sequence[bytes], charset: str) -> dict[str, bytes]:
    """The first of some byte sequences for each character."""
    texts = codecs.decode(b"\n".join(sequences), f"whatwg-{charset}").split("\n")
    if len(texts) != len(sequences):  # a line end is one of them, or a lone first byte takes it
        texts = [codecs.decode(one, f"whatwg-{charset}") for one in sequences]
    pairs = zip(reversed(texts), reversed(sequences), strict=True)
    return {text: raw for text, raw in pairs if len(text) == 1 and text != "\ufffd"}


def _last_of_big5() -> dict[str, bytes]:
    pairs = [bytes([lead, trail]) for lead in reversed(_EUC) for trail in reversed(_TRAILS)]
    found = _decoded(pairs, "big5")
    return {char: found[char] for char in _LAST_OF_BIG5}


def _of_iso_2022_jp() -> Mapping[str, bytes]:
    known = {char: raw for char, raw in _bytes_of("euc-jp").items() if char not in _HALF_WIDTH}
    for char in _HALF_WIDTH:
        known[char] = known[unicodedata.normalize("NFKC", char).translate(_VOICED)]
    for char in "\x0e\x0f\x1b":
        del known[char]
    return known


def _has(charset: str, char: str) -> bool:
    """Whether a charset has a character."""
    return char in _bytes_of(charset) or (charset == "gb18030" and char != _UNKNOWN)


def _encode(text: str, charset: str) -> bytes:
    """Encode a text whose characters the charset has."""
    known = _bytes_of(charset)
    if charset == "gb18030":
        return b"".join(known.get(char) or char.encode(charset) for char in text)
    if charset == "iso-2022-jp":
        return _switched(text, known)
    return b"".join(map(known.__getitem__, text))


def _switched(text: str, known: Mapping[str, bytes]) -> bytes:
    """A text in ISO-2022-JP, in ASCII again at its end."""
    written, state = bytearray(), _ASCII
    for char in text:
        raw = known[char]
        if len(raw) > 1:
            wanted = _JIS
        elif char in _SIGNS_OF_JIS:
            wanted = _ROMAN
        else:
            wanted = _ASCII if state == _JIS or raw in {b"\\", b"~"} else state
        written += raw if wanted == state else wanted + raw
        state = wanted
    switched = written if state == _ASCII else written + _ASCII
    return bytes(code & 0x7F for code in switched)
