"""Compares the guide's data with its text: which lines are cited, which quotes are exact."""

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

from harness.core.errors import UsageError
from harness.core.files import read_limited
from harness.core.value import Value
from harness.guide.model import Guide, Statement

_MARKUP = re.compile(r"\*\*|~~|\]\(#\)|\^\{|\}|\\[()]|[\[\]()]")
_QUOTED = re.compile(r"«[^«»]*»|“[^“”]*”|\"[^\"]*\"")
_SENTENCE_END = re.compile(r"[.!?…][»”\"')]*\s+(?=[A-ZÀ-ÖØ-Þ])")
_NAME = re.compile(r"\{[^{}]+\}")
_MIN_SENTENCE = 3  # words
_TYPOGRAPHY = str.maketrans({"’": "'", "“": '"', "”": '"', "\u00a0": " ", "\u202f": " "})


class Untracked(Value):
    """A line of the guide that no statement and no exclusion cites, or a sentence of it."""

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


def unquoted(guide: Guide, text: str) -> tuple[Untracked, ...]:
    """The sentences that nothing quotes, of lines of prose that statements cite.

    A line of prose has several sentences, and each may promise something. An exclusion of the line
    says that the rest promises nothing, and so does a statement that tells its meaning alone.
    """
    quotes: dict[int, list[str]] = {}
    settled = {line for ch in guide.chapters for one in ch.excluded for line in one.lines}
    for statement in guide:
        for line in statement.lines:
            quotes.setdefault(line, []).append(_without_markup(statement.sentence))
    return tuple(
        Untracked(number=number, text=sentence)
        for number, line in enumerate(text.splitlines(), start=1)
        if number in quotes and number not in settled and all(quotes[number])
        for sentence in _sentences(_without_markup(line))
        if not any(one in sentence or sentence in one for one in quotes[number])
    )


def _sentences(line: str) -> list[str]:
    """The whole sentences of a line of prose; none of a line with one, or with a part of one.

    What stands between quotation marks, in a cell of a table or behind a semicolon is no sentence
    of its own; a question promises nothing.
    """
    if line.startswith("|"):
        return []
    quoted = _QUOTED.sub(_as_one_word, line)
    ends = [0, *(one.end() for one in _SENTENCE_END.finditer(quoted)), len(line)]
    parts = [line[start:stop].strip() for start, stop in pairwise(ends)]
    whole = [
        one
        for one in parts
        if one[:1].isupper() and one[-1:] in '.!…»"”' and one.count('"') % 2 == 0
    ]
    return [one for one in whole if len(one.split()) >= _MIN_SENTENCE] if len(parts) > 1 else []


def _as_one_word(quotation: re.Match[str]) -> str:
    """A quotation as one word; it ends the sentence around it where its own last sentence ends."""
    ends = quotation[0].rstrip('»”" ')[-1:] in ".!?…"
    return "x" * (len(quotation[0]) - 1) + ("." if ends else "x")


def misquotes(guide: Guide, text: str) -> tuple[Misquote, ...]:
    """The statements whose sentence is not on their lines (mark-up and typography aside)."""
    lines = text.splitlines()
    wrong = []
    for statement in guide:
        found = _cited_lines(statement, lines)
        if statement.sentence and _without_markup(statement.sentence) not in _without_markup(found):
            wrong.append(Misquote(slug=statement.slug, sentence=statement.sentence, found=found))
    return tuple(wrong)


def is_said_in(text: str, words: str) -> bool:
    """Whether a guide's text has these words, mark-up, typography and capitals aside.

    In place of a name in braces, the text may have anything.
    """
    parts = (_without_markup(part).casefold() for part in _NAME.split(words))
    pattern = ".{0,80}?".join(map(re.escape, parts))
    return re.search(pattern, _without_markup(text).casefold()) is not None


def _cited_lines(statement: Statement, lines: Sequence[str]) -> str:
    return " ".join(lines[n - 1].lstrip("-▢ ") for n in statement.lines if n <= len(lines))


def _without_markup(text: str) -> str:
    text = _MARKUP.sub("", unicodedata.normalize("NFC", text).translate(_TYPOGRAPHY))
    return " ".join(text.split())
