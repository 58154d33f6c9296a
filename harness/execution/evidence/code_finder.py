"""Finds the code that a page or a mail shows, as a reader would spot it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from harness.config.portal_words import portal_words
from harness.core.text import fold, similarity
from harness.guide.claims import MailCode, ShownCode
from harness.guide.model import Guide
from harness.model.page import Page

_TOKEN = re.compile(r"(?<![\w@./-])[A-Za-z0-9]{4,32}(?![\w@/-]|\.\w)")
_SPACED = re.compile(r"[A-Za-z0-9](?: [A-Za-z0-9]){3,31}")
_GROUPS = re.compile(r"[A-Z0-9]{3,8}(?:[ -][A-Z0-9]{3,8}){1,7}")
_HOUR = re.compile(r"\d{1,2}[hH]\d{2}")
_AROUND = " \"'.,;:()[]"
_SURE = 5  # a mixed word alone on its line, or capitals alone behind the announcement
_NEAR = 0.8
_NEARBY = 10  # lines


@dataclass(frozen=True)
class _Candidate:
    code: str
    score: int


def announcement_of(claim: ShownCode | MailCode, guide: Guide) -> str:
    """The words of the statement that announces a code; "" if the claim names none."""
    statement = guide.by_slug.get(claim.announced_by)
    return str(getattr(statement.claim, "text", "")) if statement else ""


def code_on_page(page: Page, announcement: str, known: frozenset[str]) -> str:
    """The code that a page shows.

    Args:
        page: as captured.
        announcement: the guide's words that stand before the code.
        known: folded words of the guide and of the person, which are no codes.

    Returns:
        The code as it is typed, or "" where nothing looks like one.
    """
    lines = [text.text for text in page.texts if text.visible]
    values = [field.value for field in page.visible_fields if field.read_only]
    labels = {fold(part.label) for part in page.actions}
    return _best(lines, values, announcement, known | labels)


def code_in_mail(text: str, announcement: str, known: frozenset[str]) -> str:
    """The code in the text of a mail; "" where nothing looks like one."""
    return _best(text.splitlines(), (), announcement, known)


def _best(
    lines: Iterable[str], values: Iterable[str], announcement: str, known: frozenset[str]
) -> str:
    folded = _rows([line for line in map(fold, lines) if line])
    found = [*_in_lines(folded, announcement), *_in_values(folded, values, announcement)]
    words = {word.casefold() for word in known}
    codes = [c for c in found if not _is_known(c.code, words)]
    best = max(codes, key=lambda c: c.score, default=None)
    return best.code.replace(" ", "") if best and best.score >= _SURE else ""


def _is_known(code: str, words: set[str]) -> bool:
    groups = [part for part in code.split(" ") if len(part) > 1]
    parts = (code, code.replace(" ", ""), *groups)
    return bool(_HOUR.fullmatch(code)) or any(part.casefold() in words for part in parts)


def _rows(lines: list[str]) -> list[str]:
    """Single characters that follow one another (a cell or a span each) on one line."""
    rows: list[str] = []
    for single, some in groupby(lines, key=lambda line: len(line) == 1 and line.isalnum()):
        row = list(some)
        rows += [" ".join(row)] if single else row
    return rows


def _in_lines(lines: Iterable[str], announcement: str) -> Iterator[_Candidate]:
    distance = None
    for line in lines:
        told, rest = _announces(line, announcement)
        behind = 3 if told else _behind(distance)
        for code, look in _looks(rest):
            yield _Candidate(code, look + behind)
        distance = 0 if told else None if distance is None else distance + 1


def _behind(distance: int | None) -> int:
    """What a place behind the announcement counts, by the lines between them."""
    if distance is None:
        return 0
    if distance == 0:
        return 3
    return 2 if distance <= _NEARBY else 1


def _in_values(
    lines: Iterable[str], values: Iterable[str], announcement: str
) -> Iterator[_Candidate]:
    """Codes in fields: where those stand among the lines is not known."""
    told = any(_announces(line, announcement)[0] for line in lines)
    for value in map(fold, values):
        for code, look in _looks(value):
            yield _Candidate(code, look + (2 if told else 0))


def _announces(line: str, announcement: str) -> tuple[bool, str]:
    """Whether a line announces the code, and what of it may hold the code."""
    words = fold(announcement)
    _, found, rest = line.partition(words) if words else ("", "", "")
    if found:
        return True, rest
    near = similarity(line[: len(words) + 10], words) >= _NEAR
    return near, line.rpartition(":")[2] if near else line


def _looks(line: str) -> Iterator[tuple[str, int]]:
    """The words of a line that may be codes, each with how much it looks like one."""
    bare = line.strip(_AROUND)
    if _SPACED.fullmatch(bare) or _GROUPS.fullmatch(bare):
        if look := _look(bare):
            yield bare, look + 3
        return
    for token in _TOKEN.finditer(line):
        alone = 3 if token[0] == bare else 0
        introduced = 2 if portal_words().code_introduction.search(line[: token.start()]) else 0
        if look := _look(token[0]):
            yield token[0], look + max(alone, introduced)


def _look(token: str) -> int:
    """How much a token looks like a code: letters and digits mixed, or capitals within."""
    digits = any(c.isdigit() for c in token)
    letters = any(c.isalpha() for c in token)
    if digits and letters:
        return 3
    return 0 if token.islower() or token.istitle() else 1
