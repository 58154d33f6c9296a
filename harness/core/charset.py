"""Decodes bytes to text as browsers do.

Order: byte order mark, the answer's header, the document's own meta element, then UTF-8 if the
bytes are valid, otherwise windows-1252. Labels mean what the WHATWG Encoding Standard says:
"iso-8859-1" means windows-1252; an unknown label counts as none.
"""

import codecs
import re

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16be"), (b"\xff\xfe", "utf-16le"))
_MAX_PRESCAN = 1024  # bytes in which browsers search the meta element
_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([^\s\"';,]+)", re.IGNORECASE)
_COMMENT = re.compile(rb"<!--.*?-->", re.DOTALL)
_META = re.compile(rb"<meta\b[^>]*?\bcharset\s*=\s*[\"']?\s*([^\s\"'/>;]+)", re.IGNORECASE)

_LABELS = {
    "utf-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
    "windows-1252": "windows-1252 cp1252 x-cp1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1"
    " iso_8859-1:1987 iso-ir-100 latin1 l1 ascii us-ascii ansi_x3.4-1968 cp819 ibm819"
    " csisolatin1 x-user-defined",
    "iso-8859-15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 csisolatin9 l9",
    "iso-8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 latin2 l2 csisolatin2",
    "windows-1250": "windows-1250 cp1250 x-cp1250",
    "windows-1251": "windows-1251 cp1251 x-cp1251",
    "windows-1254": "windows-1254 cp1254 iso-8859-9 iso8859-9 latin5 l5",
    "macintosh": "macintosh mac x-mac-roman csmacintosh",
    "utf-16le": "utf-16le utf-16 ucs-2 unicode csunicode iso-10646-ucs-2 unicodefeff",
    "utf-16be": "utf-16be unicodefffe",
    "gbk": "gbk gb2312 gb_2312 chinese csgb2312 x-gbk",
    "gb18030": "gb18030",
    "big5": "big5 big5-hkscs cn-big5 x-x-big5",
    "euc-jp": "euc-jp x-euc-jp",
    "shift_jis": "shift_jis shift-jis sjis ms932 windows-31j x-sjis",
    "euc-kr": "euc-kr korean ks_c_5601-1987 windows-949",
}
_NAMES = {label: name for name, labels in _LABELS.items() for label in labels.split()}
_C1_IN_1252 = {0x81, 0x8D, 0x8F, 0x90, 0x9D}
_CODECS = {"macintosh": "mac_roman", "shift_jis": "cp932", "euc-kr": "cp949", "gbk": "gb18030"}

# Bytes that windows-1252 leaves open stand for the control characters of the same number.
_WINDOWS_1252 = {
    byte: bytes([byte]).decode("cp1252")
    for byte in range(0x80, 0xA0)
    if byte not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}


def encoding_name(label: str) -> str:
    """The standard name of a character set's label; "" for an unknown one."""
    return _NAMES.get(label.strip().lower(), "")


def declared_charset(html: bytes) -> str:
    """The character set that a document declares in its first bytes; "" for none."""
    head = _COMMENT.sub(b"", html[:_MAX_PRESCAN])
    for found in _META.finditer(head):
        name = encoding_name(found[1].decode("latin-1"))
        if name:
            return "utf-8" if name.startswith("utf-16") else name
    return ""


def decode(body: bytes, content_type: str) -> tuple[str, str]:
    """Decode the body of an answer.

    Args:
        body: as received.
        content_type: the header's value; "" for none.

    Returns:
        The text (invalid bytes become U+FFFD) and the name of the character set in lower case.
    """
    for mark, name in _BOMS:
        if body.startswith(mark):
            return _decode(body[len(mark) :], name), name
    header = _HEADER.search(content_type)
    name = (encoding_name(header[1]) if header else "") or declared_charset(body)
    if not name:
        name = "utf-8" if _is_utf8(body) else "windows-1252"
    return _decode(body, name), name


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode(body: bytes, name: str) -> str:
    if name == "windows-1252":
        return body.decode("latin-1").translate(_WINDOWS_1252)
    return codecs.lookup(_CODECS.get(name, name)).decode(body, "replace")[0]


def encode_text(text: str, charset: str) -> bytes:
    """Encode a text; a character that the character set lacks becomes `&#N;`."""
    if charset != "windows-1252":
        return text.encode(_CODECS.get(charset, charset), "xmlcharrefreplace")
    return b"".join(_encode_1252(char) for char in text)


def _encode_1252(char: str) -> bytes:
    if ord(char) in _C1_IN_1252:
        return bytes([ord(char)])
    return char.encode("cp1252", "xmlcharrefreplace")
