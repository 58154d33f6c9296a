"""What all walks of a run share: the guide, and what is prepared once from it."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from glob import escape

from harness.config.target import Target
from harness.core.once import Distinct, Pictures
from harness.core.text import fold, split_label
from harness.guide.claims import AccountWords, Action, Heading, Labelled, MailWords, Offers, Words
from harness.guide.model import Chapter, Guide
from harness.guide.portal_view import guide_for_portal
from harness.guide.profile_claims import RulesOfAxe
from harness.guide.wording import Wording
from harness.model.journal import AuditRecord
from harness.page.classify import Recogniser, Signature

Hint = Mapping[str, str]
"""What a page is known by: its `address`, a `marker` on it."""

_LONG_SENTENCE = 40  # shorter words stand on too many pages to tell them apart


@dataclass(frozen=True)
class Ground:
    """Prepared once a run.

    Attributes:
        guide: what the portal promises, in the words that it says it in.
        promised: the same in the guide's own words, in which scenarios are written.
        recogniser: knows the guide's pages.
        vocabulary: folded words and sentences of the guide, which are no secrets.
        pictures: the run's pictures; None to take none.
        films: whether each page's picture is wanted, be it like another or not.
        audits: the accessibility of each distinct page; None to try none.
    """

    guide: Guide
    promised: Guide
    recogniser: Recogniser
    vocabulary: frozenset[str] = field(repr=False)
    pictures: Pictures | None = None
    films: bool = False
    audits: Distinct[AuditRecord] | None = None


def prepare(
    promised: Guide,
    *,
    words: Wording | None = None,
    lacks: Collection[str] = (),
    hints: Mapping[str, Hint] | None = None,
    pictures: bool = True,
    films: bool = False,
    audits: bool = True,
) -> Ground:
    """Prepare the ground of a run.

    Args:
        promised: the guide, with the profiles that are judged beside it.
        words: the portal's own words for the guide's.
        lacks: pages of the guide that the portal does not have.
        hints: a page of the guide to what else the portal's page is known by.
        pictures: whether the driver can take pictures.
        films: whether it is to take one of each page.
        audits: whether it can try rules of accessibility; done only where one is claimed.
    """
    guide = guide_for_portal(promised, words or {}, lacks)
    audited = audits and any(isinstance(s.claim, RulesOfAxe) for s in guide)
    return Ground(
        guide=guide,
        promised=promised,
        recogniser=Recogniser(signatures(guide, hints or {})),
        vocabulary=frozenset(_vocabulary(guide)),
        pictures=Pictures() if pictures else None,
        films=pictures and films,
        audits=Distinct() if audited else None,
    )


def hints_of(target: Target, base_url: str) -> dict[str, dict[str, str]]:
    """What a target file says of the guide's pages, addresses being whole ones."""
    base = escape(base_url.rstrip("/"))
    return {
        page: {"address": hint.address and base + hint.address, "marker": hint.marker}
        for page, hint in target.pages.items()
    }


def signatures(guide: Guide, hints: Mapping[str, Hint] | None = None) -> list[Signature]:
    """What the guide says of each of its pages, by which it can be known, with the hints."""
    pages = [chapter for chapter in guide.chapters if not (chapter.mail or chapter.profile)]
    known = hints or {}
    return [_signature(chapter).model_copy(update=known.get(chapter.slug, {})) for chapter in pages]


def _signature(chapter: Chapter) -> Signature:
    claims = [statement.claim for statement in chapter.statements]
    actions = dict.fromkeys(claim.label for claim in claims if isinstance(claim, Action))
    fields = dict.fromkeys(claim.label for claim in claims if isinstance(claim, Labelled))
    sentences = dict.fromkeys(claim.text for claim in claims if isinstance(claim, Words))
    return Signature(
        slug=chapter.slug,
        headings=tuple(claim.text for claim in claims if isinstance(claim, Heading)),
        fields=tuple(fields),
        links=tuple(actions),
        texts=tuple(text for text in sentences if len(text) >= _LONG_SENTENCE),
    )


def _vocabulary(guide: Guide) -> Iterator[str]:
    """The guide's words, its examples of codes too: who sends those has drawn no code."""
    for statement in guide:
        claim = statement.claim
        texts = [statement.sentence]
        if isinstance(claim, Heading | Words | MailWords | AccountWords):
            texts.append(claim.text)
        if isinstance(claim, Action | Labelled):
            texts.append(claim.label)
        if isinstance(claim, Offers):
            texts.append(claim.option)
        for text in texts:
            yield from _parts(text)


def _parts(text: str) -> Iterator[str]:
    folded = fold(text)
    yield folded
    yield from (split_label(word).text for word in folded.split())
