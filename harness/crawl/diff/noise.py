"""What varies from one fetch of the same page to the next, and is no difference."""

import re
from urllib.parse import parse_qsl, urlencode

from harness.config.portal_words import portal_words
from harness.core.text import fold

_YEAR = r"(?:19|20)\d\d"
_CLOCK = r"\d{1,2} ?[:hH] ?\d\d(?: ?[:m] ?\d\d(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|[+-]\d\d:?\d\d))?"
_DAY = (
    rf"(?:{_YEAR}([-/.])\d\d?\1\d\d?|\d\d?([-/.])\d\d?\2(?:{_YEAR}|\d\d)"
    rf"|\d\d?(?:er|st|nd|rd|th|\.)? [^\W\d_]{{3,9}}\.?,? {_YEAR}"
    rf"|[^\W\d_]{{3,9}}\.? \d\d?(?:st|nd|rd|th)?, {_YEAR}"
    rf"|[^\W\d_]{{3}} \d\d? {_CLOCK} (?:[A-Z]{{3,4}} )?{_YEAR})"
)
_WEEKDAY = r"(?:\b[^\W\d_]{3,9}\.?,? )?"
_DATE = re.compile(
    rf"{_WEEKDAY}\b{_DAY}(?:(?:T| ?[,à-] ?| (?:[^\W\d_]{{1,3}} )?){_CLOCK}{_ZONE})?\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b\d{1,2} ?[:h] ?\d\d ?[:m] ?\d\d(?:[.,]\d+)?\b")
_BESIDE_DATE = re.compile(rf"\b{_CLOCK}", re.IGNORECASE)
_COPYRIGHT = re.compile(
    rf"((?:©|\(c\)|copyright)(?: ?©)? ?(?:{_YEAR} ?[-–] ?)?){_YEAR}", re.IGNORECASE
)
_GENERATED = re.compile(
    r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"  # a UUID
    r"|(?=[a-z]*\d)(?=\d*[a-z])[0-9a-f]{8,}|(?=[A-Z]*\d)(?=\d*[A-Z])[0-9A-F]{8,}"
    r"|(?=[\w+/=.~-]*\d)(?=[\w+/=.~-]*[a-z])(?=[\w+/=.~-]*[A-Z])[\w+/~=-]{12,}[\w+/=.~-]*"
    r"|(?=[a-z]*\d)(?=[a-z0-9]*\d[a-z]+\d)[a-z0-9]{12,}|\d{16,}"
)
_BUILD = re.compile(
    r"\b(build|commit|rev|sha1?)\b\W{0,3}(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{7,}\b", re.IGNORECASE
)
_IN_TEXT = re.compile(rf"(?<![\w/.-])(v?)(?:{_GENERATED.pattern})(?![\w/-])")
_LONG = 16  # letters and digits of a part that no hand wrote
_COUNTED = re.compile(r"^([a-z]{1,8}-?)\d+$")
_NAME_PARTS = re.compile(r"([_\W])")
_STAMP = re.compile(r"\d{9,15}(?:\.\d+)?")
_TEMPORARY = re.compile(
    r"token|csrf|xsrf|nonce|viewstate|session|timestamp|eventvalidation", re.IGNORECASE
)


def steady(text: str) -> str:
    """A text, folded, without what is another at each fetch.

    Dates, times with seconds, the year of a copyright, what counts by itself (visitors, minutes
    ago) and generated words (tokens, identifiers of sessions, UUIDs) are replaced by signs.
    """
    folded = fold(text)
    if not any(character.isdigit() for character in folded):
        return folded
    folded = portal_words().counter.sub("‹count›", folded)
    folded = _COPYRIGHT.sub(r"\1‹year›", folded)
    folded, dates = _DATE.subn("‹date›", folded)
    folded = (_BESIDE_DATE if dates else _TIME).sub("‹time›", folded)
    return _IN_TEXT.sub(r"\1‹generated›", _BUILD.sub(r"\1 ‹generated›", folded))


def is_generated(value: str, name: str = "") -> bool:
    """Whether the value of a hidden field or a parameter looks as if made for one fetch."""
    if _TEMPORARY.search(name):
        return True
    return bool(_GENERATED.fullmatch(value) or _STAMP.fullmatch(value) or steady(value) == "‹date›")


def is_generated_in_part(value: str, name: str) -> bool:
    """Whether the value of a hidden field is generated, as a whole or by a long part of it."""
    parts = (part for part in _NAME_PARTS.split(value) if len(part) >= _LONG)
    return is_generated(value, name) or any(map(_GENERATED.fullmatch, parts))


def steady_name(name: str) -> str:
    """The name of a field, with the parts that a server made for one fetch replaced by a sign."""
    parts = _NAME_PARTS.split(name)
    return "".join("…" if _GENERATED.fullmatch(part) else part for part in parts)


def steady_query(address: str) -> str:
    """An address with the generated values of its query replaced by a sign."""
    path, mark, query = address.partition("?")
    if not mark:
        return address
    pairs = parse_qsl(query, keep_blank_values=True)
    if not any(is_generated(value, name) for name, value in pairs):
        return address
    kept = [(name, "…" if is_generated(value, name) else value) for name, value in pairs]
    return f"{path}?{urlencode(kept)}"


def steady_fragment(fragment: str) -> str:
    """A fragment without the number that a generator of documents counted, such as `id12`."""
    return _COUNTED.sub(r"\1", fragment)
