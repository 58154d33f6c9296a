"""The parts of a line that may be a code, by their form alone."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from harness.config.portal_words import portal_words
from harness.core.text import fold
from harness.guide.code_shape import pattern_of

_TOKEN = re.compile(
    r"(?<![\w@./-])(?:[A-Z0-9]{3,8}(?:-[A-Z0-9]{3,8}){1,7}|[a-z0-9]{3,8}(?:-[a-z0-9]{3,8}){1,7}"
    r"|[A-Za-z0-9]{4,32})(?![\w@/-]|\.\w)"
)
_OPAQUE = re.compile(  # of the letters that addresses take as they are: base64 for addresses
    r"(?<![\w@./:=?&%+~-])(?=[A-Za-z0-9-]*[_~-])[A-Za-z0-9_~-]{6,64}(?![\w@/=%+~-]|\.\w)"
)
_SINGLE = r"[A-Za-z0-9](?: (?:- )?[A-Za-z0-9]){3,31}"
_GROUPS = r"[A-Z0-9]{3,8}(?:[ -][A-Z0-9]{3,8}){1,7}"
_LINE = re.compile(rf"{_SINGLE}|{_GROUPS}")
_APART = re.compile(
    r"(?<![\w@./-])"
    r"(?:[A-Z0-9](?: (?:- )?[A-Z0-9]){3,31}|[A-Z0-9]{3,8}(?: [A-Z0-9]{3,8}){1,7})(?!\w)"
)
_DASH = re.compile("(?<=[A-Za-z0-9])[–—](?=[A-Za-z0-9])")
AROUND = " \"'.,;:!()[]<>|*_`~#=–—-"
_INTRODUCTION = 40  # characters before a code that are looked at
_LONG = 6  # letters of a text that is told to be no word by its pairs of letters
MIXED, NO_WORD, PLAIN = 3, 2, 1

Span = tuple[int, int]
"""Where something begins and ends on a line."""


@dataclass(frozen=True)
class Form:
    """A part of a line that may be a code.

    Attributes:
        shown: what a reader sees: groups with a blank or a hyphen between them.
        start, end: where it stands on the line.
        look: how much it looks like a code: 3 for letters and digits mixed, 2 for letters that
            make no word, 1 for capitals or digits.
        is_alone: whether nothing else stands on the line.
        is_introduced: whether words that introduce a code stand right before it.
    """

    shown: str
    start: int
    end: int
    look: int
    is_alone: bool
    is_introduced: bool

    @property
    def code(self) -> str:
        """As it is typed: without blanks."""
        return self.shown.replace(" ", "")


def lines_of(texts: Iterable[str]) -> list[str]:
    """Texts as lines to be searched; lines of one character (a cell or a span each) are joined."""
    folded = [_DASH.sub("-", line) for line in map(fold, texts) if line]
    rows: list[str] = []
    for single, some in groupby(
        folded, key=lambda one: len(one) == 1 and (one.isalnum() or one == "-")
    ):
        row = list(some)
        rows += [" ".join(row)] if single else row
    return rows


def forms_in(line: str, shapes: Iterable[str] = ()) -> Iterator[Form]:
    """The parts of a folded line that may be codes; those of the guide's shapes are among them."""
    bare = line.strip(AROUND)
    place = line.find(bare)
    if _LINE.fullmatch(bare):
        if look := form_look(bare):
            yield Form(_joined(bare), place, place + len(bare), look, True, False)
        return
    apart = list(_apart(line))
    yield from apart
    spans = [(one.start, one.end) for one in apart]
    for found in _matches(line, shapes):
        if is_within(found.span(), spans):
            continue
        if look := form_look(found[0]):
            alone = found[0] == bare
            introduced = _is_introduced(line, found.start())
            yield Form(_joined(found[0]), found.start(), found.end(), look, alone, introduced)


def _matches(line: str, shapes: Iterable[str]) -> Iterator[re.Match[str]]:
    seen = set[tuple[int, int]]()
    for pattern in (*map(pattern_of, shapes), _TOKEN, _OPAQUE):
        for found in pattern.finditer(line):
            if found.span() not in seen:
                seen.add(found.span())
                yield found


def _apart(line: str) -> Iterator[Form]:
    """Characters or groups with blanks between them, among other words that introduce them."""
    for found in _APART.finditer(line):
        groups, look = found[0].split(" "), form_look(found[0])
        is_even = len({len(one) for one in groups if one != "-"}) == 1
        if look and is_even and not _are_words(groups) and _is_introduced(line, found.start()):
            yield Form(_joined(found[0]), found.start(), found.end(), look, False, True)


def _are_words(groups: Iterable[str]) -> bool:
    return all(one.isalpha() and len(one) > 1 and is_word(one) for one in groups)


def _joined(text: str) -> str:
    """A text without the blanks between its single characters."""
    is_single = all(len(one) == 1 for one in text.split(" "))
    return text.replace(" ", "") if is_single else text


def is_within(span: Span, spans: Sequence[Span]) -> bool:
    """Whether a span lies within one of several, which are sorted and do not overlap."""
    number = bisect_right(spans, span[0], key=lambda one: one[0]) - 1
    return number >= 0 and span[1] <= spans[number][1]


def _is_introduced(line: str, start: int) -> bool:
    before = line[max(0, start - _INTRODUCTION) : start]
    return bool(portal_words().code_introduction.search(before))


def is_word(text: str) -> bool:
    """Whether a text may be a word: its letters follow one another as in words."""
    return portal_words().is_like_a_word(text)


def form_look(text: str) -> int:
    """How much a text looks like a code by its characters alone; 0 for a word."""
    groups = _groups(text)
    letters = [one for one in groups if any(map(str.isalpha, one))]
    if not letters:
        return PLAIN
    words = all(map(is_word, letters))
    if any(any(map(str.isdigit, one)) for one in groups):
        return PLAIN if words and all(map(str.isalpha, letters)) else MIXED
    if not words and sum(map(len, letters)) >= _LONG and not all(map(str.istitle, letters)):
        return NO_WORD
    return 0 if all(one.islower() or one.istitle() for one in letters) else PLAIN


def _groups(text: str) -> list[str]:
    """The groups of a text; single characters with blanks between them are one."""
    return [one for one in re.split("[ _~-]", _joined(text)) if one]
