"""Pairs the guide's words on a page with the portal's, with a confidence and reasons."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from harness.core.text import contains, fold, is_among, label_key, similarity, split_label
from harness.discovery.observations import Observations
from harness.discovery.page_matching import MIN_SIMILARITY, ExpectedPage, PageMatch
from harness.guide.claims import Action, Heading, Mark, Words
from harness.guide.model import Chapter
from harness.guide.similarity import MIN_COMMON_WORDS, common_words, meaning_similarity, mistake_in
from harness.guide.worded import PLACEHOLDER
from harness.guide.wording import vocabulary
from harness.model.fact import Fact, fact
from harness.model.page import Button, Element, Field, Link, Page
from harness.page.alignment import in_order, submit_claim, submits
from harness.page.find import line_of, words_on
from harness.page.parts.radio_groups import grouped_fields
from harness.page.search import PageText
from harness.page.sources import is_frame, without_bypass

MIN_SETTING_CONFIDENCE = 0.6  # from which a word is proposed as a setting, not as a comment
_UNSURE = MIN_SETTING_CONFIDENCE - 0.01  # of a pair that is shown and not set
_MIN_CONFIDENCE = 0.4
_LEAD = 0.1  # of a sure pair of texts, before any other pair with one of them
_MAX_LENGTH_RATIO = 2.5  # of two texts that are wordings of each other
_PLACE = 0.15  # what the place counts for a field or a line
_PLACE_IN_SAME_FORM, _PLACE_IN_SAME_LIST = 0.3, 0.5  # where number and kind of all agree
_Shown = TypeVar("_Shown")
_Wanted = TypeVar("_Wanted")
_Rating = tuple[float, tuple[Fact, ...]]
"""A confidence, 0 to 1, and the reasons for it."""


class WordKind(StrEnum):
    """What a word is on its page."""

    TITLE = "title"
    FIELD = "field"
    ACTION = "action"
    TEXT = "text"

    @property
    def label(self) -> Fact:
        """The name of the kind."""
        return Fact(code=f"word-kind-{self.value}")


@dataclass(frozen=True)
class ProposedWord:
    """Words of the guide, and the portal's words for them.

    Attributes:
        page: slug of the guide's page that they were found on.
        confidence: 0 to 1.
        doubt: why the portal's words may be a mistake; None for no doubt.
    """

    page: str
    kind: WordKind
    guide: str
    portal: str
    confidence: float
    reasons: tuple[Fact, ...]
    doubt: Fact | None = None

    @property
    def is_setting(self) -> bool:
        """Whether a tester need only confirm it: certain enough, and no doubt."""
        return self.confidence >= MIN_SETTING_CONFIDENCE and not self.doubt


@dataclass(frozen=True)
class PageComparison:
    """A page of the guide and the page that matches it.

    Words of the portal's frame (header, footer, what all pages show) are proposed only where its
    content has none, and never without a doubt; those of links that skip to a part, never.

    Attributes:
        slugs: of the guide's pages, by the observed pages' numbers.
        everywhere: words that nearly all pages of the portal show (`label_key`).
    """

    chapter: Chapter
    match: PageMatch
    observations: Observations
    slugs: dict[int, str]
    everywhere: frozenset[str] = frozenset()

    @cached_property
    def page(self) -> Page:
        """The portal's page, without links that skip to a part of it."""
        return without_bypass(self.match.observed.page)

    def _is_frame(self, part: Element, words: str) -> bool:
        return is_frame(part, self.page) or label_key(words) in self.everywhere

    def words(self) -> Iterator[ProposedWord]:
        """The guide's words that the page says otherwise.

        Words that take a part from an account are left out: what stands in their place on a page
        is some account's.
        """
        found = (*self._fields(), *self._titles(), *_each_once((*self._actions(), *self._texts())))
        yield from (word for word in found if not PLACEHOLDER.search(word.guide))

    # ---------------------------------------------------------------- fields

    def _fields(self) -> Iterator[ProposedWord]:
        kinds = ExpectedPage(self.chapter).fields
        shown = [f for f in grouped_fields(self.page) if f.label]
        wanted, rest = _without_equal(list(kinds), shown, lambda field: field.label)
        order, marks = list(kinds), self._marks()
        content = [field for field in shown if not self._is_frame(field, field.label)]
        form = _same_form(kinds, content)
        place = _PLACE_IN_SAME_FORM if form else _PLACE
        places = form or content

        def rate(label: str, field: Field) -> _Rating:
            number = order.index(label)
            here = place if field in places and number == places.index(field) else 0.0
            mark = marks.get(label, "")
            rating = _rate_field(label, field, kinds[label], mark, (here, number + 1))
            return rating if field in content else _unsure(rating)

        pairs = list(_best_pairs(wanted, rest, rate, last=lambda field: field not in content))
        for label, field, rating in pairs:
            yield self._word(WordKind.FIELD, label, split_label(field.label).text, rating)
        paired = {field.ref for _, field, _ in pairs}
        labels = [label for label in wanted if label not in {pair[0] for pair in pairs}]
        left = [field for field in rest if field.ref not in paired and field in content]
        yield from self._only_left(labels, left, kinds)

    def _only_left(
        self, labels: list[str], fields: list[Field], kinds: dict[str, tuple[str, ...]]
    ) -> Iterator[ProposedWord]:
        """The pair of the only label and the only field that are left, if the kind agrees."""
        if len(labels) == 1 and len(fields) == 1 and _has_kind(fields[0], kinds[labels[0]]):
            rating = 0.5, (fact("word-only-field-left"),)
            portal = split_label(fields[0].label).text
            yield self._word(WordKind.FIELD, labels[0], portal, rating)

    def _marks(self) -> dict[str, str]:
        claims = (statement.claim for statement in self.chapter.statements)
        return {claim.label: claim.mark for claim in claims if isinstance(claim, Mark)}

    # ---------------------------------------------------------------- titles

    def _titles(self) -> Iterator[ProposedWord]:
        shown = [text for text in self.page.texts if text.visible]
        headings = [t for t in shown if t.titled] + [t for t in shown if t.kind == "heading"]
        headings = [text for text in headings if not self._is_frame(text, text.text)]
        reading = PageText(self.page)
        for statement in self.chapter.statements:
            claim = statement.claim
            if isinstance(claim, Heading) and headings and not reading.has(claim.text):
                first = min(headings, key=lambda text: text.level)
                alike = meaning_similarity(claim.text, first.text)
                confidence = self.match.confidence * (0.6 + 0.4 * alike)
                reasons = (fact("word-page-title"), *_similarity(claim.text, first.text, alike))
                yield self._word(WordKind.TITLE, claim.text, first.text, (confidence, reasons))

    # ------------------------------------------------------ links and buttons

    def _actions(self) -> Iterator[ProposedWord]:
        claims = {(c.label, c.beside): c for c in self._claims(Action)}
        shown = list(self.page.actions)
        labels = {label_key(words_on(part)) for part in shown}
        plain = [
            claim
            for claim in claims.values()
            if not (claim.beside or any(is_among(label_key(w), labels) for w in claim.wordings))
        ]
        wanted, rest = _without_equal(plain, shown, words_on, lambda claim: claim.label)
        last = self._is_frame_action
        for claim, part, rating in _best_pairs(wanted, rest, self._rate_action, last=last):
            yield self._word(WordKind.ACTION, claim.label, split_label(words_on(part)).text, rating)
        lines = [part for part in shown if not self._is_frame_action(part)]
        yield from self._lines([c for c in claims.values() if c.beside], lines)

    def _is_frame_action(self, part: Link | Button) -> bool:
        return self._is_frame(part, words_on(part))

    def _lines(
        self, claims: list[Action], shown: Sequence[Link | Button]
    ) -> Iterator[ProposedWord]:
        """Links that the guide identifies by the line that they stand in."""
        exact = [
            (claim, part)
            for claim in claims
            for part in shown
            if label_key(claim.label) == label_key(words_on(part))
            and fold(claim.beside) in fold(part.beside)
        ]
        wanted = [claim for claim in claims if claim not in [pair[0] for pair in exact]]
        shown = [part for part in shown if part not in [pair[1] for pair in exact]]
        labels: set[tuple[str, str]] = set()
        lines = [part for part in shown if _own_line(part)] or list(shown)
        lists = Counter(label_key(words_on(part)) for part in lines)
        same = [p for p in lines if len(wanted) == lists[label_key(words_on(p))] > 1]
        place = _PLACE_IN_SAME_LIST if same else _PLACE
        lines = same or lines

        def rate(claim: Action, part: Link | Button) -> _Rating:
            number = wanted.index(claim)
            return self._rate_line(
                claim, part, (place if number == lines.index(part) else 0.0, number + 1)
            )

        for claim, part in in_order(wanted, lines, lambda c, p: rate(c, p)[0]):
            rating, line = rate(claim, part), _own_line(part)
            if rating[0] < _MIN_CONFIDENCE:
                continue
            if not line:
                whole = f"{claim.beside} : {claim.label}"
                yield self._word(WordKind.ACTION, whole, words_on(part), rating)
                continue
            if fold(claim.beside) != fold(line):
                yield self._word(WordKind.TEXT, claim.beside, line, rating)
            pair = (claim.label, split_label(words_on(part)).text)
            if label_key(pair[0]) != label_key(pair[1]) and pair not in labels:
                labels.add(pair)
                yield self._word(WordKind.ACTION, *pair, rating)

    def _rate_action(self, claim: Action, part: Link | Button) -> _Rating:
        alike = meaning_similarity(claim.label, words_on(part))
        score, reasons = 0.5 * alike, [*_similarity(claim.label, words_on(part), alike)]
        goal = self._goal(part)
        if claim.to and goal == claim.to:
            score, reasons = score + 0.4, [*reasons, fact("word-same-goal", page=goal)]
        elif claim.to and goal:
            score -= 0.3
        if claim == submit_claim(self.chapter.statements) and submits(part, self.page):
            score, reasons = score + 0.35, [*reasons, fact("word-form-button")]
        if isinstance(part, Button) is (not claim.to):
            score += 0.1
        rating, is_known = (score, tuple(reasons)), bool(claim.to) and goal == claim.to
        return rating if is_known or not self._is_frame_action(part) else _unsure(rating)

    def _rate_line(self, claim: Action, part: Link | Button, place: tuple[float, int]) -> _Rating:
        """The rating of a pair; `place` is what its place counts, and the place."""
        line = _own_line(part) or part.label
        alike = meaning_similarity(claim.beside, line)
        score, reasons = 0.6 * alike, [*_similarity(claim.beside, line, alike)]
        if self._goal(part) == claim.to:
            score, reasons = score + 0.25, [*reasons, fact("word-same-goal", page=claim.to or "")]
        if place[0]:
            position = fact("word-same-line", position=place[1])
            score, reasons = score + place[0], [*reasons, position]
        return score, tuple(reasons)

    def _goal(self, part: Link | Button) -> str:
        """The guide's page that a link leads to; "" if it is not known."""
        number = self.observations.goal_of(self.match.observed.number, part)
        return self.slugs.get(number, "") if number is not None else ""

    # ----------------------------------------------------------------- texts

    def _texts(self) -> Iterator[ProposedWord]:
        reading = PageText(self.page)
        claimed = {claim.text: None for claim in self._claims(Words)}
        wanted = [text for text in claimed if not reading.has(text)]
        there = [text for text in claimed if reading.has(text)]
        lines = [text for part in self.page.actions for text in (part.label, part.beside)]
        known = {*vocabulary(self.chapter), *map(label_key, lines)}
        shown = dict.fromkeys(
            split_label(text.text).text for text in self.page.texts if text.visible
        )
        rest = [
            text
            for text in shown
            if text and label_key(text) not in known and not any(contains(text, t) for t in there)
        ]
        content = {
            split_label(text.text).text
            for text in self.page.texts
            if not self._is_frame(text, text.text)
        }
        alike = {text: {other: _text_similarity(text, other) for other in rest} for text in wanted}

        def rate(text: str, portal: str) -> _Rating:
            score = alike[text][portal]
            reasons = tuple(_similarity(text, portal, score))
            rivals = [alike[text][one] for one in rest if one != portal]
            rivals += [alike[one][portal] for one in wanted if one != text]
            is_sure = common_words(text, portal) >= MIN_COMMON_WORDS
            is_sure = is_sure and portal in content
            if not is_sure or max(rivals, default=0.0) > score - _LEAD:
                score = min(score, _UNSURE)
            return score, reasons

        pairs = _best_pairs(
            wanted, rest, rate, MIN_SIMILARITY - _LEAD, last=lambda text: text not in content
        )
        for text, portal, rating in pairs:
            yield self._word(WordKind.TEXT, text, portal, rating)

    # ------------------------------------------------------------------------

    def _claims(self, kind: type[_Wanted]) -> list[_Wanted]:
        claims = (statement.claim for statement in self.chapter.statements)
        return [claim for claim in claims if isinstance(claim, kind)]

    def _word(self, kind: WordKind, guide: str, portal: str, rating: _Rating) -> ProposedWord:
        score, reasons = rating
        confidence = round(min(score, 1.0), 2)
        doubt = mistake_in(guide, portal)
        return ProposedWord(self.chapter.slug, kind, guide, portal, confidence, reasons, doubt)


def _each_once(words: Sequence[ProposedWord]) -> Iterator[ProposedWord]:
    """The words without those of a link or text that stands for other words more surely.

    One part of a page says one thing: given to several words of the guide, it would be wrong for
    all but one.
    """
    best: dict[str, ProposedWord] = {}
    for word in words:
        known = best.setdefault(label_key(word.portal), word)
        if known.confidence < word.confidence:
            best[label_key(word.portal)] = word
    yield from (word for word in words if best[label_key(word.portal)] is word)


def _same_form(kinds: Mapping[str, tuple[str, ...]], shown: Sequence[Field]) -> list[Field]:
    """The fields of the only form whose fields agree in number and kind with the guide's."""
    forms = [[one for one in shown if one.form == form] for form in {one.form for one in shown}]
    same = [
        fields
        for fields in forms
        if len(fields) == len(kinds) > 1 and all(map(_has_kind, fields, kinds.values()))
    ]
    return same[0] if len(same) == 1 else []


def _rate_field(
    label: str, field: Field, kinds: tuple[str, ...], mark: str, place: tuple[float, int]
) -> _Rating:
    """The rating of a pair; `place` is what its place in the form counts, and the place."""
    if not _has_kind(field, kinds):
        return 0.0, ()
    alike = max(meaning_similarity(label, field.label), 0.9 * meaning_similarity(label, field.name))
    score, reasons = 0.6 * alike, [*_similarity(label, field.label, alike)]
    if place[0]:
        position = fact("word-same-field-position", position=place[1])
        score, reasons = score + place[0], [*reasons, position]
    if field.kind not in {"text", "search"}:
        score, reasons = score + 0.15, [*reasons, fact("word-same-field-kind", kind=field.kind)]
    if mark and mark == field.mark:
        score, reasons = score + 0.1, [*reasons, fact("word-same-mark", mark=mark)]
    return score + 0.1, tuple(reasons)


def _text_similarity(guide: str, portal: str) -> float:
    """The similarity of two texts; 0 for too low a one, or if one is much longer."""
    if not 1 / _MAX_LENGTH_RATIO <= len(portal) / len(guide) <= _MAX_LENGTH_RATIO:
        return 0.0
    alike = meaning_similarity(guide, portal)
    return alike if alike >= MIN_SIMILARITY else 0.0


def _has_kind(field: Field, kinds: tuple[str, ...]) -> bool:
    return not kinds or field.kind in kinds


def _similarity(guide: str, portal: str, alike: float) -> Iterator[Fact]:
    """Why two wordings are similar, if they are; `alike` is the similarity of their meanings."""
    if alike >= MIN_SIMILARITY:
        letters = similarity(guide.casefold(), portal.casefold())
        if letters >= MIN_SIMILARITY:
            yield fact("word-similar", similarity=round(letters, 2))
        else:
            yield fact("word-same-meaning")


def _unsure(rating: _Rating) -> _Rating:
    return min(rating[0], _UNSURE), rating[1]


def _own_line(part: Link | Button) -> str:
    return split_label(line_of(part)).text


def _without_equal(
    wanted: Iterable[_Wanted],
    shown: Iterable[_Shown],
    portal: Callable[[_Shown], str],
    guide: Callable[[_Wanted], str] = str,
) -> tuple[list[_Wanted], list[_Shown]]:
    """What is wanted and not shown, and what is shown and not wanted, by the words of each."""
    wanted, shown = list(wanted), list(shown)
    wanted_keys = {label_key(guide(one)) for one in wanted}
    shown_keys = {label_key(portal(one)) for one in shown}
    return (
        [one for one in wanted if not is_among(label_key(guide(one)), shown_keys)],
        [one for one in shown if not is_among(label_key(portal(one)), wanted_keys)],
    )


def _best_pairs(
    wanted: Sequence[_Wanted],
    shown: Sequence[_Shown],
    rate: Callable[[_Wanted, _Shown], _Rating],
    least: float = _MIN_CONFIDENCE,
    last: Callable[[_Shown], bool] = lambda _: False,
) -> Iterator[tuple[_Wanted, _Shown, _Rating]]:
    """The most certain pairs first; each item occurs in one pair at most.

    What is `last` is paired only with what nothing else of the page is paired with.
    """
    rated = [
        (rate(one, other), i, j) for i, one in enumerate(wanted) for j, other in enumerate(shown)
    ]
    late = [last(other) for other in shown]
    rows: set[int] = set()
    columns: set[int] = set()
    for rating, i, j in sorted(rated, key=lambda one: (late[one[2]], -one[0][0], *one[1:])):
        if rating[0] < least or i in rows or j in columns:
            continue
        rows.add(i)
        columns.add(j)
        yield wanted[i], shown[j], rating
