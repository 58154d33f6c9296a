"""Proposes to a tester which pages and words of a portal stand for those of the guide."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from harness.core.text import label_key
from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.page_matching import MIN_CERTAIN, PageMatch, PageMatcher, reachable_pages
from harness.discovery.word_pairing import PageComparison, ProposedWord
from harness.guide.claims import Action, Heading, Labelled, Words
from harness.guide.model import Chapter, Guide
from harness.guide.wording import Wording, vocabulary
from harness.model.fact import Fact, fact
from harness.model.page import Button, Link, Page
from harness.page.classify import PageClassifier
from harness.page.search import PageText

_MAX_DIFFERENT_SHARE = 0.05  # of other words, up to which a portal speaks as the guide does


@dataclass(frozen=True)
class Proposal:
    """What an exploration proposes.

    Attributes:
        matches: the guide's pages that were found, by slug.
        words: the portal's words for the guide's, settings and doubts.
        silent: by page, the guide's words without any similar words there.
        hidden: by page, the guide's words that stand there and are not shown, each with what
            hides it.
        unseen: the guide's pages that were not found, each with the reason.
        addresses: by page, the addresses of that page and of pages that look the same.
    """

    matches: Mapping[str, PageMatch]
    words: tuple[ProposedWord, ...]
    silent: Mapping[str, tuple[str, ...]]
    unseen: Mapping[str, Fact]
    addresses: Mapping[str, tuple[str, ...]]
    hidden: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)

    @property
    def settings(self) -> tuple[ProposedWord, ...]:
        """The words that are proposed as settings."""
        return tuple(word for word in self.words if word.is_setting)

    @property
    def doubts(self) -> tuple[ProposedWord, ...]:
        """The words that are only shown: uncertain, or perhaps mistakes of the portal."""
        return tuple(word for word in self.words if not word.is_setting)


def propose(guide: Guide, classifier: PageClassifier, observations: Observations) -> Proposal:
    """Compare what was observed with the guide."""
    matches = PageMatcher(guide, classifier).match(observations)
    slugs = dict(_slugs(matches, classifier, observations))
    words, everywhere = list[ProposedWord](), observations.words_everywhere()
    for slug, match in matches.items():
        chapter = guide.pages[slug]
        words += PageComparison(chapter, match, observations, slugs, everywhere).words()
    silent = {slug: _silent(guide.pages[slug], m, words) for slug, m in matches.items()}
    hidden = {slug: _hidden(silent[slug], m.observed.page) for slug, m in matches.items()}
    silent = {
        slug: tuple(t for t in some if t not in hidden[slug]) for slug, some in silent.items()
    }
    total = sum(len(_visible_words(guide.pages[slug])) for slug in matches)
    different = len(words) + sum(map(len, silent.values()))
    if total and different / total <= _MAX_DIFFERENT_SHARE:
        doubt = fact("mistake-rest-as-in-guide")
        words = [replace(word, doubt=word.doubt or doubt) for word in words]
    return Proposal(
        matches=matches,
        words=tuple(dict.fromkeys(words)),
        silent=silent,
        hidden=hidden,
        addresses={slug: _addresses(slug, slugs, observations) for slug in matches},
        unseen={c.slug: _reason_unseen(c, guide) for c in guide.chapters if c.slug not in matches},
    )


def all_pages_found(guide: Guide, classifier: PageClassifier) -> Callable[[Observations], bool]:
    """A function that says whether all pages were found that can be without sending a form."""
    wanted = reachable_pages(guide)
    known: dict[int, bool] = {}

    def is_enough(observations: Observations) -> bool:
        size = len(observations.pages)
        if size not in known:
            found = PageMatcher(guide, classifier).match(observations)
            known[size] = all(s in found and found[s].confidence >= MIN_CERTAIN for s in wanted)
        return known[size]

    return is_enough


def _slugs(
    matches: dict[str, PageMatch], classifier: PageClassifier, observations: Observations
) -> Iterator[tuple[int, str]]:
    """The guide's page of each observed page: matched, or looking like a matched one."""
    for observed in observations.pages:
        alike = (slug for slug, match in matches.items() if _look_alike(observed, match.observed))
        slug = next(alike, None) or classifier.classify(observed.page).slug
        if slug:
            yield observed.number, slug


def _look_alike(one: ObservedPage, other: ObservedPage) -> bool:
    """Whether two pages are the same page at two addresses."""
    mine, others = _looks(one.page), _looks(other.page)
    return one is other or (mine == others and any(mine[1:]))


def _looks(page: Page) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    headings = tuple(text.text for text in page.headings)
    return page.title, headings, tuple(field.label for field in page.visible_fields)


def _addresses(slug: str, slugs: Mapping[int, str], observations: Observations) -> tuple[str, ...]:
    return tuple(one.page.url for one in observations.pages if slugs.get(one.number) == slug)


def _silent(chapter: Chapter, match: PageMatch, words: list[ProposedWord]) -> tuple[str, ...]:
    """The guide's words that a page does not have, and for which none was proposed."""
    reading = PageText(match.observed.page)
    proposed = {label_key(word.guide) for word in words if word.page == chapter.slug}
    visible = _visible_words(chapter).items()
    return tuple(text for k, text in visible if k not in proposed and not reading.has(text))


def _hidden(words: Iterable[str], page: Page) -> dict[str, Fact]:
    """Those of some words that are on a link or button which is not shown, with what hides it."""
    parts: list[Link | Button] = [*page.links, *page.buttons]
    hidden = {label_key(one.label): one.hidden_by for one in parts}
    found = ((text, hidden.get(label_key(text), "")) for text in words)
    return {text: fact("word-hidden", by=by) for text, by in found if by}


def _visible_words(chapter: Chapter) -> dict[str, str]:
    """The titles, texts, labels, links and buttons of a page of the guide, by their keys."""
    claims = [statement.claim for statement in chapter.statements]
    texts = [claim.text for claim in claims if isinstance(claim, Heading | Words)]
    texts += [claim.label for claim in claims if isinstance(claim, Labelled | Action)]
    return {label_key(text): text for text in texts}


def _reason_unseen(chapter: Chapter, guide: Guide) -> Fact:
    if chapter.mail:
        return fact("unseen-mail")
    if chapter.slug in reachable_pages(guide):
        return fact("unseen-no-similar-page")
    return fact("unseen-behind-form")


def arrange_words(
    words: Iterable[ProposedWord], guide: Guide, pages: Iterable[str]
) -> tuple[Wording, set[ProposedWord]]:
    """Sort accepted words into those of all pages and those of one page.

    A word counts for all pages if each page of the guide that has it was found, and all agree.

    Args:
        words: that were accepted.
        guide: that they belong to.
        pages: slugs of the pages that were found.

    Returns:
        The words as `[words]` takes them, and those of the given ones that count for all pages.
    """
    chosen, found = tuple(words), set(pages)
    common = {word for word in chosen if _is_common(word, chosen, guide, found)}
    wording: dict[str, str | dict[str, str]] = {}
    for word in chosen:
        if word in common:
            wording[word.guide] = word.portal
    for word in chosen:
        if word not in common:
            page = wording.setdefault(word.page, {})
            assert isinstance(page, dict)  # noqa: S101 - no word of the guide is a page's slug
            page[word.guide] = word.portal
    return wording, common


def _is_common(
    word: ProposedWord, words: tuple[ProposedWord, ...], guide: Guide, found: set[str]
) -> bool:
    having = {c.slug for c in guide.chapters if label_key(word.guide) in vocabulary(c)}
    portal = {
        (one.page, one.portal) for one in words if label_key(one.guide) == label_key(word.guide)
    }
    return having <= found and portal == {(page, word.portal) for page in having}
