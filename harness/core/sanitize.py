"""Makes portal text safe to show: invisible characters become visible, long texts are cut."""

import re
import unicodedata

_LINE_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ud800-\udfff\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_ILLEGAL_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKING = frozenset({"Cc", "Cs", "Zl", "Zp"})  # categories that end a line, or break a file
_CONTROL_PICTURES = 0x2400  # the block where each control character has a picture
_FIRST_PRINTABLE = 0x20
_DELETE = 0x7F
_BLANK = " "
_LEAST_CUT = 20  # characters that are worth a mark in their place
_LONGEST_WORD = 30  # characters that are left out so that no word is cut


def visible(text: str) -> str:
    r"""One line of text in which every character is visible.

    Control characters become their pictures (`\u241b` for escape), line breaks `\u23ce`, and
    characters that turn or hide their neighbours become their number (`\\u202e`).
    """
    return _INVISIBLE.sub(_shown_character, _LINE_BREAK.sub(" \u23ce ", text.replace("\t", " ")))


def printed(text: str) -> str:
    """A visible line to print, in which a CI server finds no order of a portal.

    GitHub takes `::error::…` at the beginning of a line for an order, and `##[error]…` anywhere.
    """
    line = visible(text).replace("##[", "## [")
    return f"\u23ce {line}" if line.lstrip().startswith("::") else line


def _shown_character(hit: re.Match[str]) -> str:
    number = ord(hit[0])
    if number < _FIRST_PRINTABLE:
        return chr(_CONTROL_PICTURES + number)
    return "\u2421" if number == _DELETE else f"\\u{number:04x}"


def one_line(text: str) -> str:
    """A text with a blank for each line end, control character and lone surrogate."""
    return "".join(c if unicodedata.category(c) not in _BREAKING else " " for c in text)


def clipped(text: str, limit: int = 600) -> str:
    """The text, cut in the middle if it is longer than about `limit` characters.

    It is cut between words, and only where that makes it shorter.
    """
    if len(text) <= limit + _LEAST_CUT:
        return text
    head, tail = text[: limit * 2 // 3], text[-(limit // 3) :]
    if _BLANK in head[-_LONGEST_WORD:]:
        head = head[: head.rindex(_BLANK)]
    if _BLANK in tail[:_LONGEST_WORD]:
        tail = tail[tail.index(_BLANK) + 1 :]
    return f"{head} […{len(text) - len(head) - len(tail)}…] {tail}"


def legal_xml(text: str) -> str:
    """The text without the characters that XML 1.0 does not allow."""
    return _ILLEGAL_XML.sub("", text)
