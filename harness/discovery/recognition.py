"""By what a run recognises a page that was seen, if its words are too few or too different."""

from collections.abc import Sequence

from harness.config.portal import PageHint
from harness.core.url import origin
from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.page_matching import PageMatch
from harness.discovery.proposal import Proposal
from harness.guide.model import Guide
from harness.guide.wording import Wording, in_words
from harness.page.classify import THRESHOLD, PageClassifier
from harness.page.hints import telling_hint
from harness.page.signatures import signatures

_MIN_PINNED = 0.6  # confidence below which a page may be another one than the guide's
_MIN_RECOGNITION = THRESHOLD + 0.1  # below it a page needs more than its words


def needed_hints(
    guide: Guide, wording: Wording, proposal: Proposal, observations: Observations, base: str = ""
) -> dict[str, PageHint]:
    """The section `[pages]`: what a run needs beside the words to recognise the pages seen.

    A page that no hint tells from the other pages seen has none.

    Args:
        guide: in its own words.
        wording: the words that the target file sets.
        proposal: which of the pages seen are the guide's.
        observations: all pages seen.
        base: path of the portal's base address, without a slash at its end.
    """
    classifier = PageClassifier(signatures(in_words(guide, wording)))
    hints: dict[str, PageHint] = {}
    for slug, match in proposal.matches.items():
        found = classifier.classify(match.observed.page)
        is_known = found.slug == slug and found.score >= _MIN_RECOGNITION
        if is_known or match.confidence < _MIN_PINNED:
            continue
        mine, page = proposal.addresses[slug], match.observed.page
        others = [one.page for one in observations.pages if not _is_same(one, match, mine)]
        if hint := telling_hint(page, mine, others, origin(page.url) + base):
            hints[slug] = hint
    return hints


def _is_same(observed: ObservedPage, match: PageMatch, addresses: Sequence[str]) -> bool:
    """Whether a page seen is the matched one, or the same at another address."""
    if observed.number == match.observed.number:
        return True
    return observed.page.url in addresses and observed.page.url != match.observed.page.url
