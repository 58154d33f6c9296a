"""The forms in which lines of a document are written: bullets, fields, quotes, links, arrows."""

import re

from harness.drafting.words import drafting_words

LINK = re.compile(r"\[\\?\(?([^\]\[]+?)\\?\)?\](?:\([^)]*\))?")
BULLET = re.compile(r"^[-•▢]\s+|^\d+[.)]\s+")
ARROW = re.compile(r"^[>»►▶]\s*")
FIELD = re.compile(r"^(?P<label>[^:*«]{2,60}?)\s*(?P<mark>\*{1,3})\s*(?::\s*(?P<example>[^*]*))?$")
QUOTED = re.compile(r"«([^«»]+)»|“([^“”]+)”|„([^„“”]+)[“”]|\"([^\"]+)\"|‘([^‘’]+)’(?!\w)")
ADDRESS = re.compile(r"[^\s<>()]+@[^\s<>()]+\w")
_EMPHASIS = re.compile(r"\*\*(.+?)\*\*|\^\{(.+?)\}|~~(.+?)~~")
_PLAYER = re.compile(r"\s+[>▶►]$")


def plain(text: str) -> str:
    """A line without mark-up, bullets and arrows."""
    text = _EMPHASIS.sub(lambda m: m[1] or m[2] or m[3], text)
    text = BULLET.sub("", text.strip())
    text = LINK.sub(r"\1", text)
    return _PLAYER.sub("", ARROW.sub("", text.strip())).strip()


def words_of(quoted: re.Match[str]) -> str:
    """The words within quotation marks, of whatever kind these are."""
    return next(words for words in quoted.groups() if words is not None).strip()


def is_line_of_its_own(text: str) -> bool:
    """Whether a line of a paragraph stands alone: a field, the head of a mail."""
    line = plain(text)
    return bool(FIELD.match(line) or drafting_words().mail_head.fullmatch(line))
