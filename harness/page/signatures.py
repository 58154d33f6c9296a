"""What the pages of a guide are recognised by: signatures for the classifier."""

from collections.abc import Iterable, Iterator, Mapping
from glob import escape
from typing import Any

from harness.config.base import Section
from harness.config.target import Target
from harness.guide.claims import Action, Heading, Labelled, Words
from harness.guide.model import Chapter, Guide, Statement
from harness.guide.worded import Worded
from harness.page.classify import Signature

PageHints = Mapping[str, Mapping[str, Any]]
"""For each page of the guide, what the target file says of the portal's page."""

_MIN_SENTENCE = 40  # characters: shorter sentences stand on too many pages


def page_hints(target: Target, base_url: str) -> dict[str, dict[str, Any]]:
    """The hints of a target file by which pages are recognised, with absolute addresses."""
    return _hints(target.pages, base_url)


def refusal_hints(target: Target, base_url: str) -> dict[str, dict[str, Any]]:
    """The hints of a target file for pages that tell a refusal, with absolute addresses."""
    return _hints(target.refusals, base_url)


def _hints(hints: Mapping[str, Section], base_url: str) -> dict[str, dict[str, Any]]:
    base = escape(base_url.rstrip("/"))
    return {
        page: {
            name: base + value if value and name.endswith("address") else value
            for name, value in hint.model_dump().items()
        }
        for page, hint in hints.items()
    }


def signatures(guide: Guide, hints: PageHints | None = None) -> list[Signature]:
    """One signature for each page of a guide in the portal's words, with the target's hints."""
    pages = guide.own_pages.values()
    known = hints or {}
    return [_signature(chapter).model_copy(update=known.get(chapter.slug, {})) for chapter in pages]


def _signature(chapter: Chapter) -> Signature:
    always = [statement for statement in chapter.statements if not statement.after]
    claims = [statement.claim for statement in always]
    steady = (claim for claim in claims if isinstance(claim, Action) and not claim.optional)
    actions = dict.fromkeys(claim.label for claim in steady)
    fields = dict.fromkeys(claim.label for claim in claims if isinstance(claim, Labelled))
    headings = tuple(claim.text for claim in claims if isinstance(claim, Heading))
    texts = tuple(dict.fromkeys(_sentences(always)))
    is_brief = not (headings or fields or actions or texts)
    every = (one for one in claims if isinstance(one, Words) and one.when == "always")
    words = (text for one in every for text in one.wordings if text.strip())
    return Signature(
        slug=chapter.slug,
        headings=headings,
        fields=tuple(fields),
        links=tuple(actions),
        texts=texts,
        brief=tuple(dict.fromkeys(words)) if is_brief else (),
        others={
            claim.wordings[0]: claim.others
            for claim in claims
            if isinstance(claim, Worded) and claim.others
        },
        never=chapter.never,
        optional=tuple(_optional(claims)),
        absent=tuple(_absent(chapter)),
    )


def _optional(claims: Iterable[object]) -> Iterator[str]:
    """The labels of the fields that a page may lack, as each statement about them says."""
    every = [claim for claim in claims if isinstance(claim, Labelled)]
    needed = {claim.label for claim in every if not getattr(claim, "optional", False)}
    yield from dict.fromkeys(claim.label for claim in every if claim.label not in needed)


def _sentences(statements: Iterable[Statement]) -> Iterator[str]:
    """The sentences of a page that the guide itself says at length, in the portal's words.

    A longer wording in the target file makes no sentence of a word that stands on many pages.
    """
    for statement in statements:
        claim = statement.claim
        if isinstance(claim, Words):
            own = statement.guide_words.get(claim.text, claim.text)
            if len(own) >= _MIN_SENTENCE:
                yield claim.text


def _absent(chapter: Chapter) -> Iterator[str]:
    """The words of a page that the portal does not have there, as the target file says."""
    for statement in chapter.statements:
        claim = statement.claim
        if statement.accepted == "absent" and isinstance(claim, Action | Labelled):
            yield claim.label
        if statement.accepted == "absent" and isinstance(claim, Heading | Words):
            yield claim.text
