"""Addresses for `[pages]`: where the accepted words are still too few for a page to be known."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from harness.discovery.proposal import Proposal
from harness.execution.run_context import signatures
from harness.guide.model import Guide
from harness.guide.wording import Wording, in_words
from harness.page.classify import THRESHOLD, Recogniser

_SAFE = THRESHOLD + 0.1  # a lost heading or two must not bar the way


def address_hints(guide: Guide, wording: Wording, proposal: Proposal) -> dict[str, str]:
    """The pages that a run would hardly know, each with the pattern of its addresses.

    A pattern that another page of the guide would fit as well is no hint: it is left out.
    """
    recogniser = Recogniser(signatures(in_words(guide, wording)))
    found: dict[str, str] = {}
    for slug, match in proposal.matches.items():
        known = recogniser.recognise(match.sight.page)
        if known.slug != slug or known.score < _SAFE:
            found[slug] = _pattern([_path(url) for url in proposal.addresses[slug]])
    return {slug: one for slug, one in found.items() if one not in _others(slug, proposal, found)}


def _others(slug: str, proposal: Proposal, found: Mapping[str, str]) -> Iterator[str]:
    for other in proposal.matches:
        if other != slug:
            yield found.get(other, "")
            yield from map(_path, proposal.addresses[other])


def _pattern(paths: list[str]) -> str:
    """One pattern for all addresses of a page: what differs from one to another is a star."""
    columns = [path.split("/") for path in paths]
    if len({len(parts) for parts in columns}) != 1:
        return paths[0]
    parts = ("*" if len(set(column)) > 1 else column[0] for column in zip(*columns, strict=True))
    return "/".join(parts)


def _path(url: str) -> str:
    return urlsplit(url).path or "/"
