"""Finds what stands in quotation marks, others of their kind within included."""

import re
from collections.abc import Iterator

from harness.drafting.line_forms import QUOTED, words_of

_MAX_LENGTH = 1_000  # characters of a quotation that is looked for
_MAX_DEPTH = 3  # quotations within each other
_CLOSING = {"«": "»", "“": "”", '"': '"'}
_MARKS = {opens: re.compile(f"[{opens}{closes}]") for opens, closes in _CLOSING.items()}
_OPENS_BEFORE = " \t(["  # what stands before a mark that opens; nothing at the beginning

Quotation = tuple[int, int, str]
"""Where one begins and ends, its marks included, and the words within."""


def quotations(text: str) -> Iterator[Quotation]:
    """The quotations of a text, from left to right; one within another is a part of it."""
    start = 0
    while start < len(text):
        mark = text[start]
        stop = _end(text, start, _CLOSING[mark]) if mark in _CLOSING else 0
        simple = None if stop else QUOTED.match(text, start)
        if stop and text[start + 1 : stop - 1].strip():
            yield start, stop, text[start + 1 : stop - 1].strip()
        elif simple:
            stop = simple.end()
            yield start, stop, words_of(simple)
        start = max(stop, start + 1)


def _end(text: str, start: int, closing: str) -> int:
    """Where the quotation that begins at `start` ends; 0 if it does not."""
    opening, depth = text[start], 0
    for found in _MARKS[opening].finditer(text, start, start + _MAX_LENGTH):
        place = found.start()
        depth += 1 if _opens(text, place, opening, closing, depth) else -1
        if depth == 0:
            return place + 1
        if depth > _MAX_DEPTH:
            return 0
    return 0


def _opens(text: str, place: int, opening: str, closing: str, depth: int) -> bool:
    """Whether a mark opens a quotation; one that closes it may look the same."""
    if opening != closing:
        return text[place] == opening
    before, behind = text[place - 1 : place], text[place + 1 : place + 2]
    return depth == 0 or (before in _OPENS_BEFORE and behind.isalnum())
