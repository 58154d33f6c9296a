"""Finds the code that a page or a mail shows, as a reader would."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from harness.config.portal_words import portal_words
from harness.core.text import fold, similarity
from harness.guide.claims import Labelled, ShownCode
from harness.guide.mail_claims import MailCode
from harness.guide.model import Guide
from harness.model.page import Page

_TOKEN = re.compile(r"(?<![\w@./-])[A-Za-z0-9]{4,32}(?![\w@/-]|\.\w)")
_SPACED = re.compile(r"[A-Za-z0-9](?: [A-Za-z0-9]){3,31}")
_GROUPS = re.compile(r"[A-Z0-9]{3,8}(?:[ -][A-Z0-9]{3,8}){1,7}")
_HOUR = re.compile(r"\d{1,2}[hH]\d{2}")
_AROUND = " \"'.,;:()[]"
_MIN_SCORE = 5  # a mixed word alone on its line, or capitals alone behind the announcement
_MIN_SIMILARITY = 0.8
_MAX_DISTANCE = 10  # lines after the announcement
_OF_ANOTHER = -3  # the words before a code name another secret: it counts if there is none else


@dataclass(frozen=True)
class _Candidate:
    code: str
    score: int


def announcement_of(claim: ShownCode | MailCode, guide: Guide) -> str:
    """The words that announce a code: of the statement that the claim names, or its own sentence.

    "" for neither.
    """
    if claim.announced_by:
        statement = guide.by_slug.get(claim.announced_by)
        return str(getattr(statement.claim, "text", "")) if statement else ""
    return next((one.sentence for one in guide if one.claim is claim), "")


def other_secrets(announcement: str, guide: Guide) -> frozenset[str]:
    """The labels of fields for secrets that the words that announce a code do not name, folded."""
    labels = (one.claim for one in guide)
    secret = {
        fold(one.label).casefold() for one in labels if isinstance(one, Labelled) and one.secret
    }
    return frozenset(label for label in secret if label not in fold(announcement).casefold())


def code_on_page(
    page: Page, announcement: str, known: frozenset[str], others: frozenset[str] = frozenset()
) -> str:
    """The code that a page shows behind the guide's words that announce it.

    Known words, folded, of the guide and of the accounts are no codes. A word behind one of the
    labels of other secrets counts only if nothing else looks like the code.

    Returns:
        The code as it is typed; "" if nothing looks like one.
    """
    values = [field.value for field in page.visible_fields if field.read_only]
    labels = {fold(part.label) for part in page.actions}
    return _best(page.words, values, announcement, known | labels, others)


def code_in_mail(
    text: str, announcement: str, known: frozenset[str], others: frozenset[str] = frozenset()
) -> str:
    """The code in the text of a mail; "" if nothing looks like one."""
    return _best(text.splitlines(), (), announcement, known, others)


def _best(
    lines: Iterable[str],
    values: Iterable[str],
    announcement: str,
    known: frozenset[str],
    others: frozenset[str],
) -> str:
    folded = _join_single_characters([line for line in map(fold, lines) if line])
    found = [*_in_lines(folded, announcement, others), *_in_values(folded, values, announcement)]
    words = {word.casefold() for word in known}
    codes = [c for c in found if not _is_known(c.code, words)]
    best = max(codes, key=lambda c: c.score, default=None)
    return best.code.replace(" ", "") if best and best.score >= _MIN_SCORE else ""


def _is_known(code: str, words: set[str]) -> bool:
    groups = [part for part in code.split(" ") if len(part) > 1]
    parts = (code, code.replace(" ", ""), *groups)
    return bool(_HOUR.fullmatch(code)) or any(part.casefold() in words for part in parts)


def _join_single_characters(lines: list[str]) -> list[str]:
    """Join lines of a single character (a cell or a span each) to one line."""
    rows: list[str] = []
    for single, some in groupby(lines, key=lambda line: len(line) == 1 and line.isalnum()):
        row = list(some)
        rows += [" ".join(row)] if single else row
    return rows


def _in_lines(
    lines: Iterable[str], announcement: str, others: frozenset[str]
) -> Iterator[_Candidate]:
    distance, earlier = None, ""
    for line in lines:
        announces, rest = _announces(line, announcement)
        position = 3 if announces else _position_score(distance)
        for code, look in _scored_words(rest, follows=announces and rest != line):
            before = line.partition(code)[0] or earlier
            other = _OF_ANOTHER if _is_labelled(before, others) else 0
            yield _Candidate(code, look + position + other)
        distance = 0 if announces else None if distance is None else distance + 1
        earlier = line


def _is_labelled(before: str, labels: frozenset[str]) -> bool:
    """Whether words are a label, or end with one and a colon: a sentence about it is none."""
    words = before.casefold().rstrip()
    bare = words.rstrip(" :")
    return bare in labels or (words != bare and bare.endswith(tuple(labels)))


def _position_score(distance: int | None) -> int:
    """The score for the position after the announcement, by the number of lines between."""
    if distance is None:
        return 0
    if distance == 0:
        return 3
    return 2 if distance <= _MAX_DISTANCE else 1


def _in_values(
    lines: Iterable[str], values: Iterable[str], announcement: str
) -> Iterator[_Candidate]:
    """Codes in fields, whose position among the lines is not known."""
    is_announced = any(_announces(line, announcement)[0] for line in lines)
    for value in _join_single_characters([value for value in map(fold, values) if value]):
        for code, look in _scored_words(value):
            yield _Candidate(code, look + (2 if is_announced else 0))


def _announces(line: str, announcement: str) -> tuple[bool, str]:
    """Whether a line announces the code, and the part of it that may contain the code."""
    words = fold(announcement)
    _, found, rest = line.partition(words) if words else ("", "", "")
    if found:
        return True, rest
    near = similarity(line[: len(words) + 10], words) >= _MIN_SIMILARITY
    return near, line.rpartition(":")[2] if near else line


def _scored_words(line: str, *, follows: bool = False) -> Iterator[tuple[str, int]]:
    """The words of a line that may be codes, each with its score.

    Args:
        line: or what is left of it.
        follows: whether the words that announce a code stand right before it.
    """
    bare = line.strip(_AROUND)
    if _SPACED.fullmatch(bare) or _GROUPS.fullmatch(bare):
        if look := _form_score(bare):
            yield bare, look + 3
        return
    for token in _TOKEN.finditer(line):
        alone = 3 if token[0] == bare else 0
        before = line[: token.start()]
        is_next = follows and not before.strip(_AROUND) and any(map(str.isdigit, token[0]))
        introduced = 2 if is_next or portal_words().code_introduction.search(before) else 0
        if look := _form_score(token[0]):
            yield token[0], look + max(alone, introduced)


def _form_score(token: str) -> int:
    """The score of a word by its form: letters and digits mixed, or capitals within."""
    digits = any(c.isdigit() for c in token)
    letters = any(c.isalpha() for c in token)
    if digits and letters:
        return 3
    return 0 if token.islower() or token.istitle() else 1
