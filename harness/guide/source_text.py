"""Compares the guide's data with its text: which lines are cited, which quotes are exact."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

from harness.core.errors import UsageError
from harness.core.files import read_limited
from harness.core.value import Value
from harness.guide.model import Guide, Statement

_MARKUP = re.compile(r"\*\*|~~|\]\(#\)|\^\{|\}|\\[()]|[\[\]()]")
_TYPOGRAPHY = str.maketrans({"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


class Untracked(Value):
    """A line of the guide that no statement and no exclusion cites."""

    number: int
    text: str


class Misquote(Value):
    """A statement whose sentence is not on the lines that it cites."""

    slug: str
    sentence: str
    found: str


def read_guide_text(path: Path) -> str:
    """The text that a guide was made from.

    Raises:
        UsageError: the file is missing, too large, or not UTF-8.
    """
    try:
        return read_limited(path)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"the guide's text in {path}", seen=str(error), remedy="Name a UTF-8 text file."
        ) from error


def untracked(guide: Guide, text: str) -> tuple[Untracked, ...]:
    """The lines of the guide's text (blank ones aside) that nothing cites."""
    cited = {line for statement in guide for line in statement.lines}
    for chapter in guide.chapters:
        cited.update(line for exclusion in chapter.excluded for line in exclusion.lines)
    return tuple(
        Untracked(number=number, text=line)
        for number, line in enumerate(text.splitlines(), start=1)
        if line.strip() and number not in cited
    )


def misquotes(guide: Guide, text: str) -> tuple[Misquote, ...]:
    """The statements whose sentence is not on their lines (mark-up and typography aside)."""
    lines = text.splitlines()
    wrong = []
    for statement in guide:
        found = _cited_lines(statement, lines)
        if statement.sentence and _without_markup(statement.sentence) not in _without_markup(found):
            wrong.append(Misquote(slug=statement.slug, sentence=statement.sentence, found=found))
    return tuple(wrong)


def _cited_lines(statement: Statement, lines: Sequence[str]) -> str:
    return " ".join(lines[n - 1].lstrip("-▢ ") for n in statement.lines if n <= len(lines))


def _without_markup(text: str) -> str:
    text = _MARKUP.sub("", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))
    return " ".join(text.split())
