"""Portal text made harmless: what cannot be seen is shown, what is long is cut."""

import re
from urllib.parse import urlsplit, urlunsplit

QUOTED = re.compile(r"(?<!the page )«\s*(.+?)\s*»", re.DOTALL)
"""Words that a finding quotes; a page's name aside, which is the guide's and was not read."""
_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_ILLEGAL_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PICTURES = 0x2400  # the block where each control character has a picture
_CONTROLS = 0x20
_DELETE = 0x7F


def visible(text: str) -> str:
    r"""One line of text in which every character can be seen.

    Control characters become their pictures (`\u241b` for escape), line breaks `\u23ce`, and
    characters that turn or hide their neighbours their number (`\\u202e`).
    """
    return _UNSEEN.sub(_picture, _LINE_BREAK.sub(" \u23ce ", text.replace("\t", " ")))


def _picture(hit: re.Match[str]) -> str:
    number = ord(hit[0])
    if number < _CONTROLS:
        return chr(_PICTURES + number)
    return "\u2421" if number == _DELETE else f"\\u{number:04x}"


def clipped(text: str, most: int = 600) -> str:
    """The text, cut in the middle where it is longer than `most` characters."""
    if len(text) <= most:
        return text
    head, tail = most * 2 // 3, most // 3
    return f"{text[:head]} […{len(text) - head - tail}…] {text[-tail:]}"


def legal_xml(text: str) -> str:
    """The text without what XML 1.0 cannot carry."""
    return _ILLEGAL_XML.sub("", text)


def without_password(url: str) -> str:
    """An address without the name and password that may stand in it."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return url
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=host))


def seconds(value: float) -> str:
    """A duration for people: "0.84 s", "12.3 s", "2 min 05 s"."""
    minute = 60
    if value >= minute:
        whole = round(value)
        return f"{whole // minute} min {whole % minute:02d} s"
    return f"{value:.2f} s" if value < 10 else f"{value:.1f} s"  # noqa: PLR2004 - three digits
