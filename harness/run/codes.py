"""Finds the code that a page or a mail shows, as a reader would spot it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from harness.page.model import Page
from harness.page.text import fold, similarity

_TOKEN = re.compile(r"(?<![\w@./-])[A-Za-z0-9]{4,32}(?![\w@/-]|\.\w)")
_SPACED = re.compile(r"[A-Za-z0-9](?: [A-Za-z0-9]){3,31}")
_SURE = 4
_NEAR = 0.8


@dataclass(frozen=True)
class _Candidate:
    code: str
    score: int


def code_on_page(page: Page, announcement: str, known: frozenset[str]) -> str:
    """The code that a page shows.

    Args:
        page: as captured.
        announcement: the guide's words that stand before the code.
        known: folded words of the guide, which are no codes.

    Returns:
        The code, or "" where nothing looks like one.
    """
    lines = [text.text for text in page.texts if text.visible]
    lines += [field.value for field in page.visible_fields if field.read_only]
    return _best(lines, announcement, known)


def code_in_mail(text: str, announcement: str, known: frozenset[str]) -> str:
    """The code in the text of a mail; "" where nothing looks like one."""
    return _best(text.splitlines(), announcement, known)


def _best(lines: Iterable[str], announcement: str, known: frozenset[str]) -> str:
    candidates = [c for c in _candidates(lines, announcement) if fold(c.code) not in known]
    best = max(candidates, key=lambda c: c.score, default=None)
    return best.code if best and best.score >= _SURE else ""


def _candidates(lines: Iterable[str], announcement: str) -> Iterator[_Candidate]:
    distance = None
    for line in filter(None, map(fold, lines)):
        behind = 3 if distance == 0 else 2 if distance is not None else 0
        spaced = _SPACED.fullmatch(line)
        whole = line.replace(" ", "") if spaced else line
        for token in [whole] if spaced else _TOKEN.findall(line):
            alone = 3 if token == whole else 0
            yield _Candidate(token, _look(token) + alone + behind)
        distance = 0 if _announces(line, announcement) else _next(distance)


def _next(distance: int | None) -> int | None:
    return None if distance is None else distance + 1


def _announces(line: str, announcement: str) -> bool:
    words = fold(announcement)
    return words in line or similarity(line[: len(words) + 10], words) >= _NEAR


def _look(token: str) -> int:
    """How much a token looks like a code: letters and digits mixed, or capitals only."""
    digits = any(c.isdigit() for c in token)
    letters = any(c.isalpha() for c in token)
    if digits and letters:
        return 3
    return 1 if digits or token.isupper() else 0
