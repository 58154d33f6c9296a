"""Aligns what the guide shows on a page with what a portal's page shows in its place.

Words alone do not tell what stands for what on a portal that says all of them otherwise. Their
order and their kind do: both pages are read from top to bottom, and the pairs are those that keep
the order and resemble each other most, by meaning, kind and length.
"""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from harness.core.text import contains, has_words, label_key, split_label, squeeze
from harness.guide.claims import (
    AccountWords,
    Action,
    Heading,
    Labelled,
    Order,
    Words,
)
from harness.guide.mail_claims import MailWords
from harness.guide.model import Guide, Statement
from harness.guide.similarity import meaning_similarity
from harness.model.page import Button, Element, Field, Link, Page
from harness.page.find import SENDING, labels_of, line_of, words_on
from harness.page.parts.radio_groups import grouped_fields
from harness.page.search import PageText
from harness.page.sources import is_frame, without_bypass

_SENTENCE_END = re.compile(r"(?<=[.!?;:])\s+|\s+[–—|]\s+")
_PLACE, _KIND = 0.25, 0.3  # how much a pair counts for its order, and for its kind
_LENGTH = 0.2  # for a length that is alike
_MIN_SCORE = 0.3  # of a pair; below it, both stay alone
_HALF = 0.5  # of a length, from which another one is alike
_SPEAKS_ALIKE = 0.5  # similarity that a pair needs where the portal has most of the guide's words
_SURE, _LEAD = 0.6, 0.15  # a pair from here on is sure, if no other comes as near
_MAX_SENTENCES = 3  # of a portal that may say what one sentence of the guide says
_MAX_GUIDES = 8  # whose alignments stay in memory
_MAX_UNITS = 250  # of a page that are compared; the rest of a longer one is left alone
_CROWD = 4  # links and buttons for each of the guide's that has no counterpart
_MIN_CELLS = 3  # of a row that lists something
_ENDS = ".;:,"  # left out: a wording is searched within its sentence
_SIGNS = re.compile(r"^[\W_]+|[\W_]+$")
_A = TypeVar("_A")
_B = TypeVar("_B")


_Source = Callable[[Element], bool]
"""Whether a part of a page is looked at."""
Place = tuple[str, str]
"""The slug of a statement, and the guide's words in it that a portal may say otherwise."""


@dataclass(frozen=True)
class _Sentence:
    """One sentence of a page.

    Attributes:
        block: number of the block of text that it stands in.
        is_heading: whether it is one, or looks like one.
    """

    text: str
    block: int
    is_heading: bool = False


class Alignments:
    """The alignments of the pages of a guide; pages with the same words are aligned once."""

    def __init__(self, guide: Guide) -> None:
        self._guide = guide
        self._names = frozenset(
            label_key(words)
            for slug in guide.pages
            for claim in guide.actions(slug)
            for words in claim.wordings
        )
        self._known: dict[tuple[object, ...], dict[Place, str]] = {}

    def of(self, slug: str, page: Page) -> dict[Place, str]:
        """What a page shows in the place of the guide's words on one of its pages."""
        key = (slug, *_visible_words(page))
        if key not in self._known:
            self._known[key] = align(self._guide.on(slug), page, self._names)
        return self._known[key]


@lru_cache(maxsize=_MAX_GUIDES)
def alignments(guide: Guide) -> Alignments:
    """The alignments of a guide, kept for all journals that are judged by it."""
    return Alignments(guide)


def _visible_words(page: Page) -> Iterator[object]:
    """What an alignment depends on."""
    yield from page.words
    yield from ((field.label, field.kind, field.form) for field in page.visible_fields)
    yield from ((part.label, part.beside) for part in page.actions)


def align(
    statements: Iterable[Statement], page: Page, names: Collection[str] = frozenset()
) -> dict[Place, str]:
    """What a page shows in the place of the guide's words.

    Words without a counterpart are left out. The header and footer are the last source, and say
    only what means the same.

    Args:
        statements: of the guide's page.
        page: the portal's.
        names: of the links and buttons of all pages of the guide (`label_key`). One that has such
            a name is what the guide means by it, and stands for another only if it resembles it.
    """
    known, reading = tuple(statements), PageText(page)
    words = {text for s in known for text in (*_wanted_texts(s), *_labels(s))}
    there = set(filter(reading.has, words))
    least = _SPEAKS_ALIKE if len(there) > len(words - there) else 0.0
    shown = without_bypass(page)

    def aligned(some: Sequence[Statement], source: _Source, least: float) -> dict[Place, str]:
        return {
            **_texts(some, shown, there, least, source, names=names),
            **_actions(some, shown, least, names, source),
            **_fields(some, shown, least, source),
        }

    found = aligned(known, lambda part: not is_frame(part, shown), least)
    open_ones = [one for one in known if not _is_settled(one, found, surely=bool(least))]
    return {**found, **aligned(open_ones, lambda part: is_frame(part, shown), _SURE)}


def _is_settled(statement: Statement, found: Mapping[Place, str], *, surely: bool) -> bool:
    """Whether a statement has its counterpart; words, `surely`, one that means the same."""
    own = {words: said for (slug, words), said in found.items() if slug == statement.slug}
    if not (surely and isinstance(statement.claim, Words | AccountWords)):
        return bool(own)
    return bool(own) and all(meaning_similarity(*pair) >= _SURE for pair in own.items())


def _labels(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    return (claim.label,) if isinstance(claim, Labelled | Action) else ()


def align_lines(statements: Iterable[Statement], text: str) -> dict[Place, str]:
    """The same for the lines of a mail."""
    wanted = [(s, s.claim.text) for s in statements if isinstance(s.claim, MailWords)]
    shown = [
        _Sentence(line, number)
        for number, block in enumerate(text.splitlines()[:_MAX_UNITS])
        for line in _SENTENCE_END.split(squeeze(block))
        if has_words(line)
    ]
    return _sentences(wanted, shown)


# --- fields ------------------------------------------------------------------------------


def _fields(
    statements: Sequence[Statement], page: Page, least: float, source: _Source
) -> dict[Place, str]:
    wanted: dict[str, Labelled] = {}
    kinds: dict[str, set[str]] = {}
    for claim in (s.claim for s in statements if isinstance(s.claim, Labelled)):
        wanted.setdefault(claim.label, claim)
        known = kinds.setdefault(claim.label, set(claim.kinds))
        kinds[claim.label] = known & set(claim.kinds) or known
    shown = [one for one in grouped_fields(page) if one.label and source(one)][:_MAX_UNITS]

    def rate(claim: Labelled, field: Field) -> float:
        fits = not kinds[claim.label] or field.kind in kinds[claim.label]
        alike = max(meaning_similarity(words, field.label) for words in claim.wordings)
        if alike < least:
            return 0.0
        return (_PLACE + _KIND if fits else 0.0) + alike

    found = in_order(list(wanted.values()), shown, rate)
    by_label = {claim.label: split_label(field.label).text for claim, field in found}
    return {
        (s.slug, s.claim.label): by_label[s.claim.label]
        for s in statements
        if isinstance(s.claim, Labelled) and s.claim.label in by_label
    }


# --- links and buttons --------------------------------------------------------------------


def _actions(
    statements: Sequence[Statement],
    page: Page,
    least: float,
    names: Collection[str],
    source: _Source,
) -> dict[Place, str]:
    claims = [(s, s.claim) for s in statements if isinstance(s.claim, Action)]
    parts = [part for part in _in_reading_order(page) if has_words(part.label)]
    there = {label_key(label) for part in parts for label in labels_of(part)}
    wanted = [one for one in claims if one[1].beside or label_key(one[1].label) not in there]
    taken = {label_key(claim.label) for _, claim in claims if not claim.beside}
    parts = [part for part in parts if source(part)]
    shown = [part for part in parts if not taken & {*map(label_key, labels_of(part))}][:_MAX_UNITS]
    if len(shown) > _CROWD * len(wanted):
        least = _SURE  # among so many, order and kind say nothing
    sends = submit_claim(statements)
    rows = _rows_of_data(page)

    def may_stand(claim: Action, part: Link | Button, alike: float) -> bool:
        """Whether a part may stand for a claim: what names things in a table must mean the same."""
        in_table = part.row in rows and not claim.beside and not submits(part, page)
        return alike >= _SURE or not in_table

    def rate(one: tuple[Statement, Action], part: Link | Button) -> float:
        claim, line = one[1], split_label(line_of(part)).text
        alike = max(meaning_similarity(words, part.label) for words in claim.wordings)
        if claim.beside:
            alike = max(0.8 * meaning_similarity(claim.beside, line or part.label), 0.5 * alike)
            return _PLACE + (_KIND if line else 0.0) + alike
        if not may_stand(claim, part, alike):
            return 0.0
        is_sending = submits(part, page)
        if alike < least and not (is_sending and claim is sends):
            return 0.0
        if (claim is sends) is not is_sending:
            return alike if alike >= _SURE else 0.0
        is_kind = alike == 1.0 or isinstance(part, Button) is (not claim.to)
        return _PLACE + (_KIND if is_kind else 0.0) + alike

    found: dict[Place, str] = {}
    pairs = in_order(wanted, shown, rate)
    free = [part for part in shown or parts if part.row not in rows]
    rest = _left_over(wanted, free, pairs, least, names)
    for (statement, claim), part in (*pairs, *rest):
        found[statement.slug, claim.label] = split_label(words_on(part)).text
        if claim.beside:
            found[statement.slug, claim.beside] = split_label(line_of(part)).text
    return found


def _rows_of_data(page: Page) -> frozenset[int]:
    """The rows of tables that list things: those with several texts."""
    counts = Counter(text.row for text in page.texts if text.visible and text.row)
    return frozenset(row for row, count in counts.items() if count >= _MIN_CELLS)


_Claimed = tuple[Statement, Action]


def _left_over(
    wanted: Sequence[_Claimed],
    shown: Sequence[Link | Button],
    pairs: Sequence[tuple[_Claimed, Link | Button]],
    least: float,
    names: Collection[str],
) -> Iterator[tuple[_Claimed, Link | Button]]:
    """What may stand for the links and buttons that have no counterpart in their order.

    First it is one that stands for nothing else; then the one that is most alike, since one link
    may stand for two of the guide. It must mean the same.
    """
    taken = {id(part) for _, part in pairs}
    paired = {one[0].slug for one, _ in pairs}
    for one in wanted:
        if one[0].slug in paired or one[1].beside:
            continue
        alike = {id(part): meaning_similarity(one[1].label, part.label) for part in shown}
        known = [
            part
            for part in shown
            if label_key(part.label) not in names or alike[id(part)] >= _SPEAKS_ALIKE
        ]
        free = [part for part in known if id(part) not in taken]
        part = max(free or known, key=lambda part: alike[id(part)], default=None)
        if part is not None and one[1].to and alike[id(part)] < least:
            part = max(known, key=lambda part: alike[id(part)])
        if part is not None and alike[id(part)] >= _SURE:
            taken.add(id(part))
            yield one, part


def submit_claim(statements: Iterable[Statement]) -> Action | None:
    """The claim about the button of a page's form: the first after the fields without a goal."""
    claims = [statement.claim for statement in statements]
    fields = [index for index, claim in enumerate(claims) if isinstance(claim, Labelled)]
    behind = claims[fields[-1] :] if fields else ()
    return next((c for c in behind if isinstance(c, Action) and not c.to), None)


def submits(part: Link | Button, page: Page) -> bool:
    """Whether it is the first button that sends the form with most of the page's fields."""
    forms = [field.form for field in grouped_fields(page) if field.form]
    main = max(forms, key=forms.count, default="")
    sending = (one for one in page.buttons if one.form == main and one.kind in SENDING)
    return bool(main) and part is next((one for one in sending if one.visible), None)


def _in_reading_order(page: Page) -> list[Link | Button]:
    """The links and buttons of a page, from top to bottom, as far as their places are known."""
    last = len(page.texts)
    return sorted(
        page.actions, key=lambda part: (last if part.place is None else part.place, _is_link(part))
    )


def _is_link(part: Link | Button) -> bool:
    """Whether it stands in the text at its place, and not before it."""
    return isinstance(part, Link)


# --- texts --------------------------------------------------------------------------------


def _texts(
    statements: Sequence[Statement],
    page: Page,
    present: Collection[str],
    least: float,
    source: _Source,
    *,
    names: Collection[str],
) -> dict[Place, str]:
    every = [(s, text) for s in statements for text in _wanted_texts(s)]
    there = {text for _, text in every if text in present}
    wanted = [(s, text) for s, text in every if text not in there]
    labels = {label_key(words) for part in page.actions for words in labels_of(part)}
    known = {_bare(name) for name in names}
    named = known.intersection(map(_bare, labels))
    taken = {label_key(field.label) for field in page.visible_fields}
    shown = [
        one
        for one in _page_sentences(page, source)
        if label_key(one.text) not in taken
        and _bare(label_key(one.text)) not in named
        and not any(contains(one.text, t) for t in there)
    ]
    return _sentences(wanted, shown[:_MAX_UNITS], least)


def _bare(label: str) -> str:
    """A label without signs at its ends, such as the plus of an icon."""
    return _SIGNS.sub("", label) or label


def _wanted_texts(statement: Statement) -> tuple[str, ...]:
    claim = statement.claim
    if isinstance(claim, Order):
        return claim.of if claim.complete else ()
    return (claim.text,) if isinstance(claim, Heading | Words | AccountWords) else ()


def _page_sentences(page: Page, source: _Source) -> Iterator[_Sentence]:
    for number, text in enumerate(page.texts):
        if not text.visible or "‹" in text.text or not source(text):
            continue
        for sentence in _SENTENCE_END.split(squeeze(text.text)):
            if has_words(sentence):
                is_heading = text.kind == "heading" or text.titled
                yield _Sentence(sentence.strip(), number, is_heading)


def _sentences(
    wanted: Sequence[tuple[Statement, str]], shown: Sequence[_Sentence], least: float = 0.0
) -> dict[Place, str]:
    """Pairs sentences in their order; several of one block may stand for one of the guide's.

    Two sentences that are less similar than `least` in meaning are no pair.
    """
    starts = list(range(len(shown)))
    runs = {start: tuple(_runs(shown, start)) for start in starts}

    def best(one: tuple[Statement, str], start: int) -> tuple[float, str]:
        return max((_rate_sentence(one, run, least), _words(run)) for run in runs[start])

    pairs = in_order(wanted, starts, lambda one, start: best(one, start)[0])
    return {(one[0].slug, one[1]): best(one, start)[1] for one, start in pairs}


def _runs(shown: Sequence[_Sentence], start: int) -> Iterator[Sequence[_Sentence]]:
    """The sentences from one on, as far as they stand in one block."""
    for stop in range(start + 1, min(start + _MAX_SENTENCES, len(shown)) + 1):
        if shown[stop - 1].block == shown[start].block:
            yield shown[start:stop]


def _words(sentences: Sequence[_Sentence]) -> str:
    words = split_label(" ".join(sentence.text for sentence in sentences)).text
    return words.rstrip(_ENDS).rstrip() or words


def _rate_sentence(
    one: tuple[Statement, str], sentences: Sequence[_Sentence], least: float
) -> float:
    statement, text = one
    words = _words(sentences)
    alike = meaning_similarity(text, words)
    length = min(len(text), len(words)) / max(len(text), len(words), 1)
    if alike < least or (least and length < _HALF):
        return 0.0
    titled = isinstance(statement.claim, Heading) and sentences[0].is_heading
    return (
        alike + _LENGTH * length + (_KIND if titled else 0.0) + (_PLACE if length > _HALF else 0.0)
    )


# --- pairs that keep the order ------------------------------------------------------------


def _surest(scores: Sequence[Sequence[float]]) -> Iterator[tuple[int, int]]:
    """The pairs that resemble each other more than either resembles anything else."""
    for i, row in enumerate(scores):
        j = max(range(len(row)), key=row.__getitem__, default=-1)
        if j < 0 or row[j] < _SURE:
            continue
        others = [*row[:j], *row[j + 1 :], *(scores[k][j] for k in range(len(scores)) if k != i)]
        if max(others, default=0.0) < row[j] - _LEAD:
            yield i, j


def in_order(
    wanted: Sequence[_A], shown: Sequence[_B], rate: Callable[[_A, _B], float]
) -> list[tuple[_A, _B]]:
    """The pairs with the highest sum of ratings, among those that keep the order of both.

    A pair that is rated no higher than 0.3 is none.
    """
    scores = [[max(rate(one, other) - _MIN_SCORE, 0.0) for other in shown] for one in wanted]
    for i, j in _surest(scores):
        for row in range(len(wanted)):
            scores[row][j] *= row == i
        scores[i] = [score if column == j else 0.0 for column, score in enumerate(scores[i])]
    best = [[0.0] * (len(shown) + 1) for _ in range(len(wanted) + 1)]
    for i in reversed(range(len(wanted))):
        for j in reversed(range(len(shown))):
            paired = scores[i][j] + best[i + 1][j + 1] if scores[i][j] else 0.0
            best[i][j] = max(best[i + 1][j], best[i][j + 1], paired)
    pairs: list[tuple[_A, _B]] = []
    i = j = 0
    while i < len(wanted) and j < len(shown):
        if scores[i][j] and best[i][j] == scores[i][j] + best[i + 1][j + 1]:
            pairs.append((wanted[i], shown[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return pairs
