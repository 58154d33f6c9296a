"""By what a run recognises a page that was seen, if its words are too few or too different."""

import re
from collections.abc import Iterator, Sequence
from glob import escape

from harness.config.portal import PageHint
from harness.core.url import origin, split
from harness.discovery.observations import Observations, ObservedPage
from harness.discovery.page_matching import PageMatch
from harness.discovery.proposal import Proposal
from harness.guide.model import Guide
from harness.guide.wording import Wording, in_words
from harness.model.page import Page
from harness.page.classify import THRESHOLD, PageClassifier, fits
from harness.page.signatures import signatures

_MIN_PINNED = 0.6  # confidence below which a page may be another one than the guide's
_MIN_RECOGNITION = THRESHOLD + 0.1  # below it a page needs more than its words
_MAX_MARKER = 120  # characters
_SIGNS = re.compile(r"[*[]")  # that patterns take for something else; "?" may stay, it fits itself


def page_hints(
    guide: Guide, wording: Wording, proposal: Proposal, observations: Observations, base: str = ""
) -> dict[str, PageHint]:
    """The section `[pages]`: what a run needs beside the words to recognise the pages seen.

    Each hint is the first that fits its page and no other page seen: the address without its
    query, the address with it, a heading, or both. A page for which none does has no hint.

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
        mine = proposal.addresses[slug]
        others = [one.page for one in observations.pages if not _is_same(one, match, mine)]
        place = escape(origin(match.observed.page.url)) + base
        hints_for = _hints(match.observed.page, mine, base)
        hint = next((h for h in hints_for if _tells(h, place, match.observed.page, others)), None)
        if hint:
            hints[slug] = hint
    return hints


def _is_same(observed: ObservedPage, match: PageMatch, addresses: Sequence[str]) -> bool:
    """Whether a page seen is the matched one, or the same at another address."""
    if observed.number == match.observed.number:
        return True
    return observed.page.url in addresses and observed.page.url != match.observed.page.url


def _hints(page: Page, addresses: Sequence[str], base: str) -> Iterator[PageHint]:
    parts = [split(url) for url in addresses]
    places = dict.fromkeys(
        _pattern([path.removeprefix(base) or "/" for path in paths])
        for paths in ([one.path for one in parts], [one.path_and_query for one in parts])
    )
    markers = dict.fromkeys(_headings(page))
    yield from (PageHint(address=place) for place in places)
    yield from (PageHint(marker=marker) for marker in markers)
    yield from (PageHint(address=a, marker=marker) for a in places for marker in markers)


def _headings(page: Page) -> Iterator[str]:
    titled = [text for text in page.texts if text.visible and text.titled]
    for text in (*page.headings, *titled):
        if text.text and len(text.text) <= _MAX_MARKER:
            yield text.text


def _tells(hint: PageHint, base: str, page: Page, others: Sequence[Page]) -> bool:
    """Whether a hint fits a page and none of the others; `base` is a pattern."""
    address = base + hint.address if hint.address else ""
    fitting = (fits(address, hint.marker, one) for one in others)
    return fits(address, hint.marker, page) and not any(fitting)


def _pattern(paths: Sequence[str]) -> str:
    """One pattern for all paths of a page; a star stands for segments that differ."""
    columns = [_SIGNS.sub(r"[\g<0>]", path).split("/") for path in paths]
    if len({len(segments) for segments in columns}) != 1:
        return "/".join(columns[0])
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip(*columns, strict=True))
    return "/".join(parts)
