"""From what was seen to what is proposed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.page_matching import MIN_CERTAIN, PageMatch, PageMatcher, within_reach
from harness.discovery.proposal import Proposal, ProposedWord
from harness.discovery.word_pairing import PageComparison
from harness.guide.claims import Action, Heading, Labelled, Words
from harness.guide.model import Chapter, Guide
from harness.guide.wording import key
from harness.model.page import Page
from harness.page.classify import Recogniser
from harness.page.search import Reading

_BEHIND = "it lies behind a form, and nothing was sent"
_FEW = 0.05  # share of other words up to which a portal speaks as the guide does
_ALONE = "nearly all the rest stands here as in the guide"
_MAIL = "no mail was asked for"


def propose(guide: Guide, recogniser: Recogniser, outlook: Observations) -> Proposal:
    """Compare what was seen with the guide."""
    matches = PageMatcher(guide, recogniser).match(outlook)
    goals = dict(_goals(matches, recogniser, outlook))
    words: list[ProposedWord] = []
    for slug, match in matches.items():
        words += PageComparison(guide.pages[slug], match, outlook, goals).words()
    silent = {s: _silent(guide.pages[s], m, words) for s, m in matches.items()}
    told = sum(len(_told(guide.pages[slug])) for slug in matches)
    other = len(words) + sum(map(len, silent.values()))
    if told and other / told <= _FEW:
        words = [replace(word, doubt=word.doubt or _ALONE) for word in words]
    return Proposal(
        matches=matches,
        words=tuple(dict.fromkeys(words)),
        silent=silent,
        addresses={slug: _addresses(slug, goals, outlook) for slug in matches},
        unseen={c.slug: _reason(c, guide) for c in guide.chapters if c.slug not in matches},
    )


def all_pages_found(guide: Guide, recogniser: Recogniser) -> Callable[[Observations], bool]:
    """Whether a look has seen all of the guide's pages that can be seen without sending."""
    wanted = within_reach(guide)
    known: dict[int, bool] = {}

    def enough(outlook: Observations) -> bool:
        size = len(outlook.sights)
        if size not in known:
            found = PageMatcher(guide, recogniser).match(outlook)
            known[size] = all(s in found and found[s].confidence >= MIN_CERTAIN for s in wanted)
        return known[size]

    return enough


def _goals(
    matches: dict[str, PageMatch], recogniser: Recogniser, outlook: Observations
) -> Iterator[tuple[int, str]]:
    """The guide's page of each sight: as matched, or as one that looks the same."""
    for sight in outlook.sights:
        alike = (slug for slug, match in matches.items() if _look_alike(sight, match.sight))
        slug = next(alike, None) or recogniser.recognise(sight.page).slug
        if slug:
            yield sight.number, slug


def _look_alike(one: ObservedPage, other: ObservedPage) -> bool:
    """Whether two pages are one at two addresses: the form of step 2, say, for each choice."""
    mine, others = _looks(one.page), _looks(other.page)
    return one is other or (mine == others and any(mine[1:]))


def _looks(page: Page) -> tuple[str, tuple[str, ...], tuple[str, ...]]:
    headings = tuple(text.text for text in page.headings)
    return page.title, headings, tuple(field.label for field in page.visible_fields)


def _addresses(slug: str, goals: Mapping[int, str], outlook: Observations) -> tuple[str, ...]:
    return tuple(s.page.url for s in outlook.sights if goals.get(s.number) == slug)


def _silent(chapter: Chapter, match: PageMatch, words: list[ProposedWord]) -> tuple[str, ...]:
    """The guide's words that the page does not say, and nothing there resembles."""
    reading = Reading(match.sight.page)
    proposed = {key(w.guide) for w in words if w.page == chapter.slug}
    told = _told(chapter).items()
    return tuple(text for k, text in told if k not in proposed and not reading.has(text))


def _told(chapter: Chapter) -> dict[str, str]:
    """The titles, texts, labels, links and buttons that the guide tells of a page."""
    claims = [statement.claim for statement in chapter.statements]
    texts = [claim.text for claim in claims if isinstance(claim, Heading | Words)]
    texts += [claim.label for claim in claims if isinstance(claim, Labelled | Action)]
    return {key(text): text for text in texts}


def _reason(chapter: Chapter, guide: Guide) -> str:
    if chapter.mail:
        return _MAIL
    return "no page seen resembles it" if chapter.slug in within_reach(guide) else _BEHIND
