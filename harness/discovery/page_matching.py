"""Matches observed pages with pages of the guide, by words, fields and links."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from harness.discovery.observations import Observations, ObservedPage
from harness.guide.claims import Action, Heading, Labelled
from harness.guide.model import Chapter, Guide
from harness.guide.similarity import meaning_similarity
from harness.model.fact import Fact, fact, quote
from harness.model.page import Page
from harness.page.classify import PageClassifier
from harness.page.parts.radio_groups import grouped_fields

MIN_CERTAIN = 0.8  # confidence from which a match needs no further search
MIN_CONFIDENCE = 0.45
MIN_SIMILARITY = 0.6  # below it two wordings have nothing in common
_WORDS, _FIELDS, _LINKS = 0.5, 0.2, 0.3  # weights
_PARTS = 3.0, 2.0, 1.0  # weights of headings, fields, links and buttons
_MIN_WORDS = 0.1  # a page with fewer words of the guide's page is not that page
_MIN_RECOGNISED = 0.7  # from which a page is recognised without doubt
_LISTS = frozenset({"select", "combobox", "radio"})


@dataclass(frozen=True)
class PageMatch:
    """An observed page taken for one of the guide.

    Attributes:
        confidence: 0 to 1.
        recognised: similarity to the guide's page by the guide's own words, 0 to 1.
    """

    slug: str
    observed: ObservedPage
    confidence: float
    recognised: float
    reasons: tuple[Fact, ...]


def reachable_pages(guide: Guide) -> frozenset[str]:
    """The guide's pages that links lead to from the first one; no form need be sent."""
    reached, added = set[str](), {guide.entry}
    while added:
        reached |= added
        added = {claim.to for page in added for claim in guide.actions(page) if claim.to} - reached
    return frozenset(reached)


class PageMatcher:
    """Finds the guide's pages among observed ones."""

    def __init__(self, guide: Guide, classifier: PageClassifier) -> None:
        self._guide = guide
        self._classifier = classifier
        self._scores: dict[int, dict[str, float]] = {}

    def match(self, observations: Observations) -> dict[str, PageMatch]:
        """The matches by slug of the guide's page; the most certain ones are chosen first."""
        found: dict[str, PageMatch] = {}
        while best := max(
            self._candidates(observations, found), key=lambda m: m.confidence, default=None
        ):
            if best.confidence < MIN_CONFIDENCE:
                break
            found[best.slug] = best
        return {slug: found[slug] for slug in self._guide.pages if slug in found}

    def _candidates(
        self, observations: Observations, found: dict[str, PageMatch]
    ) -> Iterator[PageMatch]:
        taken = {match.observed.number for match in found.values()}
        reachable = reachable_pages(self._guide)
        for chapter in self._guide.chapters:
            if chapter.slug in found or chapter.slug not in reachable:
                continue
            for observed in observations.pages:
                if observed.number not in taken:
                    yield self._rate(chapter, observed, observations, found)

    def _rate(
        self,
        chapter: Chapter,
        observed: ObservedPage,
        observations: Observations,
        found: dict[str, PageMatch],
    ) -> PageMatch:
        expected = ExpectedPage(chapter)
        recognised = self._recognition_scores(observed)[chapter.slug]
        words = max(recognised, expected.word_similarity(observed.page))
        fields = expected.field_similarity(observed.page)
        links, link_reasons = self._link_similarity(chapter, observed, observations, found)
        confidence = _WORDS * words + _FIELDS * fields + _LINKS * links
        possible = words >= _MIN_WORDS and not self._is_another(observed, chapter)
        return PageMatch(
            chapter.slug,
            observed,
            round(confidence, 2) if possible else 0.0,
            round(recognised, 2),
            (
                fact("page-words-similar", similarity=round(words, 2)),
                fact("page-fields-similar", similarity=round(fields, 2)),
                *link_reasons,
            ),
        )

    def _is_another(self, observed: ObservedPage, chapter: Chapter) -> bool:
        """Whether a page is recognised as another page of the guide.

        The guide's first page is the one where the exploration began, unless another page is
        recognised as it.
        """
        scores = self._recognition_scores(observed)
        if chapter.slug == self._guide.entry and observed.number:
            return scores[chapter.slug] < _MIN_RECOGNISED
        best = max(scores, key=lambda slug: scores[slug])
        return best != chapter.slug and scores[best] >= _MIN_RECOGNISED

    def _recognition_scores(self, observed: ObservedPage) -> dict[str, float]:
        if observed.number not in self._scores:
            self._scores[observed.number] = self._classifier.classify(observed.page).scores
        return self._scores[observed.number]

    def _link_similarity(
        self,
        chapter: Chapter,
        observed: ObservedPage,
        observations: Observations,
        found: dict[str, PageMatch],
    ) -> tuple[float, tuple[Fact, ...]]:
        """How well a matched page leads here by a link of the guide, 0 to 1; and the reason."""
        if chapter.slug == self._guide.entry:
            is_entry = observed.number == 0
            return (1.0, (fact("page-is-entry"),)) if is_entry else (0.0, ())
        best, reason = 0.0, fact("page-is-entry")
        for transition in observations.transitions:
            origin = next(
                (m for m in found.values() if m.observed.number == transition.origin), None
            )
            if transition.goal != observed.number or origin is None:
                continue
            for claim in self._guide.actions(origin.slug):
                if claim.to != chapter.slug:
                    continue
                portal = _claimed_text(claim, transition.action)
                similarity = meaning_similarity(claim.beside or claim.label, portal)
                if similarity > best:
                    label = quote(transition.action.label)
                    best, reason = similarity, fact("page-linked", label=label, page=origin.slug)
        return (best, (reason,)) if best >= MIN_SIMILARITY else (0.0, ())


def _claimed_text(claim: Action, action: object) -> str:
    """The text of a link that a claim is about: the line beside it, or its label."""
    return str(getattr(action, "beside" if claim.beside else "label", ""))


class ExpectedPage:
    """What the guide says of a page."""

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter

    @cached_property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The labels of the page's fields in order, each with the kinds that it may have."""
        kinds: dict[str, tuple[str, ...]] = {}
        for statement in self._chapter.statements:
            claim = statement.claim
            if isinstance(claim, Labelled):
                known = kinds.get(claim.label)
                kinds[claim.label] = _common_kinds(known, claim.kinds) if known else claim.kinds
        return kinds

    @cached_property
    def _words(self) -> tuple[tuple[str, ...], ...]:
        """The headings, the labels of the fields, and the links and buttons."""
        claims = [statement.claim for statement in self._chapter.statements]
        headings = (claim.text for claim in claims if isinstance(claim, Heading))
        actions = (c.beside or c.label for c in claims if isinstance(c, Action))
        return tuple(headings), tuple(self.fields), tuple(dict.fromkeys(actions))

    def word_similarity(self, page: Page) -> float:
        """How much of the headings, labels and links a page has in any words, 0 to 1.

        Each is searched among its own kind: a link to a page has the words of its heading.
        """
        shown = (
            [text.text for text in page.headings] or [t.text for t in page.texts if t.titled],
            [field.label for field in grouped_fields(page)],
            [text for part in page.actions for text in (part.label, part.beside)],
        )
        total = similar = 0.0
        for weight, wanted, texts in zip(_PARTS, self._words, shown, strict=True):
            total += weight * len(wanted)
            similar += weight * sum(_best(words, texts) for words in wanted)
        return similar / total if total else 0.0

    def field_similarity(self, page: Page) -> float:
        """How well the number and kinds of a page's fields agree, 0 to 1."""
        kinds = [field.kind for field in grouped_fields(page)]
        wanted = [set(known) for known in self.fields.values()]
        if not wanted:
            return 1.0 if len(kinds) <= 1 else 0.3
        lists = sum(kind in _LISTS for kind in kinds), sum(bool(w & _LISTS) for w in wanted)
        passwords = kinds.count("password"), sum(w == {"password"} for w in wanted)
        number = 1 - abs(len(kinds) - len(wanted)) / max(len(kinds), len(wanted))
        return (number + (lists[0] == lists[1]) + (passwords[0] == passwords[1])) / 3


def _common_kinds(known: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that two statements about one field allow."""
    return tuple(kind for kind in known if kind in others) or known


def _best(words: str, texts: list[str]) -> float:
    best = max((meaning_similarity(words, one) for one in texts), default=0.0)
    return best if best >= MIN_SIMILARITY else 0.0
