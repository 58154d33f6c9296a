"""The media type of an answer: read from its header, or found from its first bytes.

Headers are read by the Fetch Standard ("extract a MIME type"), bytes by the MIME Sniffing Standard
(https://mimesniff.spec.whatwg.org/, section 7.1), but as in Chromium whatever follows a tag's name.
"""

import re
from functools import lru_cache
from typing import NamedTuple, Self

_TOKEN = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"  # noqa: S105 - of RFC 9110
_ESSENCE = re.compile(rf"\s*({_TOKEN}/{_TOKEN})(?=[\s;(]|$)")  # what follows, Chromium ignores
_PARAMETER = re.compile(r";\s*([^;=]*)(?:=\s*(?:\"((?:[^\"\\]|\\.)*)\"?|([^;]*)))?")
_VALUES = re.compile(r"(?:[^,\"]|\"(?:[^\"\\]|\\.)*\"?)+")
_ESCAPE = re.compile(r"\\(.)")
_ANY = "*/*"
_UNKNOWN = frozenset({"unknown/unknown", "application/unknown", _ANY})  # said, but none
_SNIFFED = 1445  # bytes that are looked at
_MARKUP = re.compile(
    rb"[\t-\r ]*(?:<!--|<(?:!doctype html|html|head|script|iframe|h1|div|font|table|a|style|title"
    rb"|b|p)|(<\?xml))",
    re.IGNORECASE,
)
_BOM = (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb\xbf")
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")


class MediaType(NamedTuple):
    """A media type.

    Attributes:
        essence: type and subtype in lower case; "" if it is unknown.
        charset: as written; "" for none.
    """

    essence: str = ""
    charset: str = ""

    @classmethod
    def of(cls, header: str) -> Self:
        """The media type in a `Content-Type` header, which may hold several values."""
        return cls(*_read(header))

    @property
    def is_xml(self) -> bool:
        """Whether it is read by the rules of XML."""
        return self.essence in {"text/xml", "application/xml"} or self.essence.endswith("+xml")


@lru_cache(maxsize=256)
def _read(header: str) -> tuple[str, str]:
    essence = charset = ""
    for value in _VALUES.findall(header):
        found = _ESSENCE.match(value)
        if not found or value.strip() == _ANY:
            continue
        if found[1].lower() != essence:
            essence, charset = found[1].lower(), ""
        charset = _charset(value) or charset
    return "" if essence in _UNKNOWN else essence, charset


def _charset(value: str) -> str:
    """The first parameter `charset` with a value; a blank behind a name belongs to the name."""
    for name, quoted, plain in _PARAMETER.findall(value):
        if name.lower() == "charset" and (found := _ESCAPE.sub(r"\1", quoted) or plain.strip()):
            return found
    return ""


def sniffed(body: bytes, *, nosniff: bool = False) -> str:
    """The media type of a body (or of its beginning) whose header gives none."""
    start = body[:_SNIFFED]
    if (found := _MARKUP.match(start)) and not nosniff:
        return "text/xml" if found[1] else "text/html"
    if start.startswith(_BOM) or not _BINARY.search(start):
        return "text/plain"
    return "application/octet-stream"
