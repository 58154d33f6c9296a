"""What all walks of a run share: the guide, and what is prepared once from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from harness.guide.claim import (
    AccountWords,
    Action,
    Heading,
    Labelled,
    MailWords,
    Offers,
    Words,
)
from harness.guide.model import Chapter, Guide
from harness.page.recognise import Recogniser, Signature
from harness.page.text import fold, split_label
from harness.run.pictures import Pictures

_LONG_SENTENCE = 40  # shorter words stand on too many pages to tell them apart


@dataclass(frozen=True)
class Ground:
    """Prepared once a run.

    Attributes:
        guide: what the portal promises.
        recogniser: knows the guide's pages.
        vocabulary: folded words and sentences of the guide, which are no secrets.
        pictures: the run's pictures; None to take none.
    """

    guide: Guide
    recogniser: Recogniser
    vocabulary: frozenset[str] = field(repr=False)
    pictures: Pictures | None = None


def prepare(guide: Guide, *, pictures: bool = True) -> Ground:
    """Prepare the ground of a run."""
    signatures = [_signature(chapter) for chapter in guide.chapters if not chapter.mail]
    return Ground(
        guide=guide,
        recogniser=Recogniser(signatures),
        vocabulary=frozenset(_vocabulary(guide)),
        pictures=Pictures() if pictures else None,
    )


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
