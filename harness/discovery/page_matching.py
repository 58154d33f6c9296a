"""Which of the pages seen is which of the guide's: by words, by shape, by the way there."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.similarity import meaning_similarity
from harness.guide.claims import Action, Heading, Labelled
from harness.guide.model import Chapter, Guide
from harness.model.page import Page
from harness.page.classify import Recogniser
from harness.page.parts.radio_groups import asked

MIN_CERTAIN = 0.8  # a page that is taken for one of the guide's beyond doubt
MIN_CONFIDENCE = 0.45
_WORDS, _SHAPE, _WAY = 0.5, 0.2, 0.3
_SOME = 0.1  # without any of its words a page is none of the guide's, whatever its shape
_PLAINLY = 0.7
_ALIKE = 0.6  # wordings less alike than this tell nothing
_LISTS = frozenset({"select", "combobox", "radio"})


@dataclass(frozen=True)
class PageMatch:
    """A page of the portal taken for one of the guide's.

    Attributes:
        slug: of the guide's page.
        sight: the page.
        confidence: 0 to 1.
        recognised: how much it resembles the guide's page by the guide's own words, 0 to 1.
        reasons: why, in words.
    """

    slug: str
    sight: ObservedPage
    confidence: float
    recognised: float
    reasons: tuple[str, ...]


def within_reach(guide: Guide) -> frozenset[str]:
    """The guide's pages that its links lead to, from the first one on: no form need be sent."""
    reach, news = set[str](), {guide.chapters[0].slug}
    while news:
        reach |= news
        news = {claim.to for page in news for claim in guide.actions(page) if claim.to} - reach
    return frozenset(reach)


class PageMatcher:
    """Finds the guide's pages among those seen.

    Args:
        guide: what is looked for.
        recogniser: knows its pages by their words.
    """

    def __init__(self, guide: Guide, recogniser: Recogniser) -> None:
        self._guide = guide
        self._recogniser = recogniser
        self._scores: dict[int, dict[str, float]] = {}

    def match(self, outlook: Observations) -> dict[str, PageMatch]:
        """The guide's pages that were seen, by slug; the surest are taken first."""
        found: dict[str, PageMatch] = {}
        while best := max(self._open(outlook, found), key=lambda m: m.confidence, default=None):
            if best.confidence < MIN_CONFIDENCE:
                break
            found[best.slug] = best
        return {slug: found[slug] for slug in self._guide.pages if slug in found}

    def _open(self, outlook: Observations, found: dict[str, PageMatch]) -> Iterator[PageMatch]:
        taken = {match.sight.number for match in found.values()}
        reach = within_reach(self._guide)
        for chapter in self._guide.chapters:
            if chapter.slug in found or chapter.slug not in reach:
                continue
            for sight in outlook.sights:
                if sight.number not in taken:
                    yield self._rate(chapter, sight, outlook, found)

    def _rate(
        self,
        chapter: Chapter,
        sight: ObservedPage,
        outlook: Observations,
        found: dict[str, PageMatch],
    ) -> PageMatch:
        traits = ExpectedPage(chapter)
        recognised = self._recognised(sight)[chapter.slug]
        words = max(recognised, traits.words_of(sight.page))
        shape = traits.shape_of(sight.page)
        way, told = self._way(chapter, sight, outlook, found)
        reasons = [f"its words ({words:.2f})", f"its fields ({shape:.2f})", *told]
        sure = _WORDS * words + _SHAPE * shape + _WAY * way
        return PageMatch(
            chapter.slug,
            sight,
            round(sure, 2) if words >= _SOME and not self._is_another(sight, chapter) else 0.0,
            round(recognised, 2),
            tuple(reasons),
        )

    def _is_another(self, sight: ObservedPage, chapter: Chapter) -> bool:
        """Whether a page is plainly another of the guide's: no way there makes it this one.

        The first page is where the portal was entered, unless another plainly is.
        """
        scores = self._recognised(sight)
        if chapter == self._guide.chapters[0] and sight.number:
            return scores[chapter.slug] < _PLAINLY
        best = max(scores, key=lambda slug: scores[slug])
        return best != chapter.slug and scores[best] >= _PLAINLY

    def _recognised(self, sight: ObservedPage) -> dict[str, float]:
        if sight.number not in self._scores:
            self._scores[sight.number] = self._recogniser.recognise(sight.page).scores
        return self._scores[sight.number]

    def _way(
        self,
        chapter: Chapter,
        sight: ObservedPage,
        outlook: Observations,
        found: dict[str, PageMatch],
    ) -> tuple[float, tuple[str, ...]]:
        """Whether a page of the guide leads there by a link of the guide."""
        if chapter.slug == self._guide.chapters[0].slug:
            return (1.0, ("where the portal was entered",)) if sight.number == 0 else (0.0, ())
        best, told = 0.0, ""
        for way in outlook.ways:
            origin = next((m for m in found.values() if m.sight.number == way.origin), None)
            if way.goal != sight.number or origin is None:
                continue
            for claim in self._guide.actions(origin.slug):
                if claim.to == chapter.slug:
                    alike = meaning_similarity(
                        claim.beside or claim.label, _said(claim, way.action)
                    )
                    if alike > best:
                        best, told = (
                            alike,
                            f"« {way.action.label} » of « {origin.slug} » leads there",
                        )
        return (best, (told,)) if best >= _ALIKE else (0.0, ())


def _said(claim: Action, action: object) -> str:
    """The words of a link that answer to a claim: its line, where the claim tells one."""
    return str(getattr(action, "beside" if claim.beside else "label", ""))


class ExpectedPage:
    """What the guide says of a page, by which a page in other words can be known.

    Args:
        chapter: of the guide.
    """

    def __init__(self, chapter: Chapter) -> None:
        self._chapter = chapter

    @cached_property
    def fields(self) -> dict[str, tuple[str, ...]]:
        """The labels of its fields, in order, each with the kinds that it may be of."""
        kinds: dict[str, tuple[str, ...]] = {}
        for statement in self._chapter.statements:
            claim = statement.claim
            if isinstance(claim, Labelled):
                known = kinds.get(claim.label)
                kinds[claim.label] = _both(known, claim.kinds) if known else claim.kinds
        return kinds

    @cached_property
    def _words(self) -> tuple[tuple[str, float], ...]:
        claims = [statement.claim for statement in self._chapter.statements]
        headings = [(claim.text, 3.0) for claim in claims if isinstance(claim, Heading)]
        actions = {c.beside or c.label: 1.0 for c in claims if isinstance(c, Action)}
        return (*headings, *dict.fromkeys(self.fields, 2.0).items(), *actions.items())

    def words_of(self, page: Page) -> float:
        """How much of its headings, labels and links a page says in whatever words, 0 to 1."""
        said = [text.text for text in page.headings] or [t.text for t in page.texts if t.titled]
        said += [field.label for field in asked(page)]
        said += [text for part in page.actions for text in (part.label, part.beside)]
        total = sum(weight for _, weight in self._words)
        alike = sum(weight * _best(words, said) for words, weight in self._words)
        return alike / total if total else 0.0

    def shape_of(self, page: Page) -> float:
        """How much the fields of a page are of the number and the kinds told, 0 to 1."""
        kinds = [field.kind for field in asked(page)]
        wanted = [set(known) for known in self.fields.values()]
        if not wanted:
            return 1.0 if len(kinds) <= 1 else 0.3
        lists = sum(kind in _LISTS for kind in kinds), sum(bool(w & _LISTS) for w in wanted)
        hidden = kinds.count("password"), sum(w == {"password"} for w in wanted)
        number = 1 - abs(len(kinds) - len(wanted)) / max(len(kinds), len(wanted))
        return (number + (lists[0] == lists[1]) + (hidden[0] == hidden[1])) / 3


def _both(known: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    """The kinds that two statements about one field allow."""
    return tuple(kind for kind in known if kind in others) or known


def _best(words: str, said: list[str]) -> float:
    best = max((meaning_similarity(words, one) for one in said), default=0.0)
    return best if best >= _ALIKE else 0.0
