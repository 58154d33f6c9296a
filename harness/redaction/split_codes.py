"""Joins codes whose characters are shown apart (in cells, in fields, in groups), for the record.

Redaction works by value: if a portal shows a code in pieces, no piece is the value. So the record
contains the code in one piece, and redaction replaces it.
"""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from harness.model.page import Page, Text

_APART = ("text", "value", "label", "alt", "name", "placeholder")
"""Texts of elements: a code may stand in those of several elements, one after the other."""
_WHOLE = ("help", "group", "beside", "problem")
"""Texts of elements that hold words of their neighbours as well."""
_HIDDEN = "\u00ad\u200b-\u200f\u2060-\u2064\ufeff"
_BLANK = re.compile(rf"[\s{_HIDDEN}]+")
_BETWEEN = (
    rf"(?:[\s{_HIDDEN}]|&(?:nbsp|shy|thinsp|ensp|emsp|zwn?j|lrm|rlm|#x?[0-9a-fA-F]{{2,5}});)"
    "{0,40}"
)
_MARKUP = re.compile(r"<(?:!--|([a-zA-Z]+)|[/!?])")
_RAW = frozenset({"script", "style"})
_MAX_REMEMBERED = 100_000  # characters of a document whose texts are kept to be searched again
_MAX_PLACES = 8  # where a code stands in pieces in one document
_ATTRIBUTE = re.compile(
    r"""\s([a-zA-Z][\w:.-]{0,60})\s{0,20}=\s{0,20}(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))"""
)


def is_split(page: Page, code: str) -> bool:
    """Whether a page shows a code only in pieces."""
    shown = (*page.words, *(field.value for field in page.visible_fields))
    return not any(code in words for words in shown)


def split_in_page(page: Page, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that stand in pieces in an element of a page, or in several, one after another."""
    rows = tuple(_texts_by_name(page))
    return tuple(code for code in codes if any(_is_apart(row, code) for row in rows))


def split_in_document(document: str, codes: Iterable[str]) -> tuple[str, ...]:
    """The codes that a document shows once the mark-up between their characters is left out."""
    wanted = tuple(codes)
    if not wanted:
        return ()
    rows = _rows_again(document) if len(document) <= _MAX_REMEMBERED else _rows(document)
    return tuple(
        code
        for code in wanted
        if any(
            code in whole and _is_apart(list(map(html.unescape, row)), code) for whole, row in rows
        )
    )


def _rows(document: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Each row of texts that `_values` gives, before it without its blanks, in one."""
    rows = [tuple(document[start:end] for start, end in spans) for spans in _spans(document)]
    return tuple((_without_blanks(html.unescape("".join(row))), row) for row in rows)


_rows_again = lru_cache(maxsize=64)(_rows)
"""The same for a document that may come again: each code that is learned is sought in all pages."""


def _is_apart(texts: list[str], code: str) -> bool:
    """Whether a code stands in the texts without their blanks, and in no single text as it is."""
    whole = _without_blanks("".join(texts))
    return code in whole and whole.count(code) > sum(text.count(code) for text in texts)


def joined(document: str, code: str) -> str:
    """A text or a document with the code in one piece wherever its characters are apart.

    They may be apart by blanks, by mark-up, or in attributes of the same name, one after the
    other.
    """
    document = re.sub(_BETWEEN.join(map(_written, code)), lambda _: code, document)
    for _ in range(_MAX_PLACES):
        before = document
        for values in _values(document):
            changed = _joined_values(document, values, code)
            if changed != document:  # the places of the other values have moved
                document = changed
                break
        if document == before:
            break
    return document


def words_of(document: str) -> str:
    """The words of a document without its mark-up, on one line."""
    words = (html.unescape(document[start:end]) for start, end in _text_spans(document))
    return " ".join(" ".join(words).split())


def joined_in_page(page: Page, code: str) -> Page:
    """A page with the code in one piece, in place of its first piece."""
    parts = {name: _joined_parts(part, code) for name, part in page if isinstance(part, tuple)}
    return page.model_copy(update={"title": joined(page.title, code), **parts})


def _written(character: str) -> str:
    """A pattern for the ways to write a character in a document."""
    number = ord(character)
    return rf"(?:{re.escape(character)}|&#0*{number};?|&#[xX]0*(?i:{number:x});?)"


def _without_blanks(text: str) -> str:
    return _BLANK.sub("", text)


# --- documents ----------------------------------------------------------------------------


@dataclass(frozen=True)
class _Value:
    """A text between tags or the value of an attribute, and where it stands in the document."""

    start: int
    end: int
    text: str


def _values(document: str) -> Iterator[list[_Value]]:
    """The texts between the tags, then the values of all attributes of one name, for each name."""
    for spans in _spans(document):
        yield [_value(document, start, end) for start, end in spans]


_Span = tuple[int, int]
"""Where a text begins and ends in a document."""


def _spans(document: str) -> Iterator[list[_Span]]:
    """Where the texts of `_values` stand."""
    yield list(_text_spans(document))
    found: dict[str, list[_Span]] = {}
    for hit in _ATTRIBUTE.finditer(document):
        found.setdefault(hit[1].lower(), []).append(hit.span(hit.lastindex or 0))
    yield from found.values()


def _text_spans(document: str) -> Iterator[_Span]:
    """Where the texts stand outside of tags, comments, scripts and styles."""
    lower, place = document.lower(), 0
    while markup := _MARKUP.search(document, place):
        if markup.start() > place:
            yield place, markup.start()
        name = (markup[1] or "").lower()
        ending = "-->" if markup[0] == "<!--" else f"</{name}" if name in _RAW else ">"
        place = lower.find(ending, markup.end())
        if place < 0:
            return
        place += len(ending) if name not in _RAW else 0
    if place < len(document):
        yield place, len(document)


def _value(document: str, start: int, end: int) -> _Value:
    return _Value(start, end, _without_blanks(html.unescape(document[start:end])))


def _joined_values(document: str, values: list[_Value], code: str) -> str:
    """The document with the code in the first of the values that hold its pieces."""
    found = _pieces([value.text for value in values], code)
    if found is None:
        return document
    first, last, before, after = found
    new = [before + code, *[""] * (last - first - 1), after]
    for value, text in reversed(list(zip(values[first : last + 1], new, strict=True))):
        document = document[: value.start] + html.escape(text) + document[value.end :]
    return document


# --- pages --------------------------------------------------------------------------------


def _joined_parts(parts: tuple[Any, ...], code: str) -> tuple[Any, ...]:
    """The elements of one kind with the code in one, where it stands in several of them."""
    changed = [_joined_inside(part, code) for part in parts]
    for name in _APART:
        found = _pieces([_without_blanks(getattr(part, name, "")) for part in changed], code)
        if found:
            first, last, before, after = found
            new = [before + code, *[""] * (last - first - 1), after]
            for number, text in enumerate(new, start=first):
                changed[number] = changed[number].model_copy(update={name: text})
    return tuple(
        new
        for old, new in zip(parts, changed, strict=True)
        if not isinstance(new, Text) or new.text or not old.text
    )


def _joined_inside(part: Any, code: str) -> Any:
    """An element with the code in one piece in each of its texts."""
    texts = {name: getattr(part, name) for name in (*_APART, *_WHOLE) if hasattr(part, name)}
    changes: dict[str, Any] = {name: joined(text, code) for name, text in texts.items()}
    if getattr(part, "options", ()):
        changes["options"] = _joined_parts(part.options, code)
    changes = {name: value for name, value in changes.items() if value != getattr(part, name)}
    return part.model_copy(update=changes) if changes else part


def _texts_by_name(page: Page) -> Iterator[list[str]]:
    """The texts of all elements of one kind, in their order, for each of their attributes."""
    options = (field.options for field in page.fields if field.options)
    for parts in (*(part for _, part in page if isinstance(part, tuple)), *options):
        for name in _APART:
            if parts and hasattr(parts[0], name):
                yield [getattr(part, name) for part in parts]


def _pieces(texts: list[str], code: str) -> tuple[int, int, str, str] | None:
    """Where a code stands in several texts one after the other.

    Returns:
        The first and the last of these texts, what the first has before the code, and the last
        after it; None if the code stands in none or in one.
    """
    whole = "".join(texts)
    place = whole.find(code)
    while place >= 0:
        start = 0
        inside = []
        for number, text in enumerate(texts):
            if text and start < place + len(code) and start + len(text) > place:
                inside.append((number, start))
            start += len(text)
        (first, begin), (last, final) = inside[0], inside[-1]
        if first != last:
            before, after = texts[first][: place - begin], texts[last][place + len(code) - final :]
            return first, last, before, after
        place = whole.find(code, place + 1)
    return None
