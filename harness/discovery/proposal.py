"""What is proposed to the tester: words, each with how sure it is and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from harness.discovery.page_matching import PageMatch
from harness.guide.model import Guide
from harness.guide.wording import Wording, key, vocabulary

MIN_SETTING_CONFIDENCE = 0.6  # from here on a word is proposed as a setting, below as a comment


@dataclass(frozen=True)
class ProposedWord:
    """One word of the guide, and this portal's for it.

    Attributes:
        page: slug of the guide's page that it was found on.
        kind: "title", "field", "link or button", "text".
        guide: the guide's words.
        said: the portal's.
        confidence: 0 to 1.
        reasons: how it was found.
        doubt: why it may be a mistake of the portal instead; "" for no such doubt.
    """

    page: str
    kind: str
    guide: str
    said: str
    confidence: float
    reasons: tuple[str, ...]
    doubt: str = ""

    @property
    def is_setting(self) -> bool:
        """Whether it is sure enough, and no mistake, so that a tester need only confirm it."""
        return self.confidence >= MIN_SETTING_CONFIDENCE and not self.doubt


@dataclass(frozen=True)
class Proposal:
    """All that a first look proposes.

    Attributes:
        matches: the guide's pages that were seen, by slug.
        words: what they say otherwise, settings and doubts.
        silent: by page, the guide's words that nothing there resembles.
        unseen: pages that were not seen, each with the reason.
        addresses: by page, where it and pages that look the same were seen.
    """

    matches: Mapping[str, PageMatch]
    words: tuple[ProposedWord, ...]
    silent: Mapping[str, tuple[str, ...]]
    unseen: Mapping[str, str]
    addresses: Mapping[str, tuple[str, ...]]

    @property
    def settings(self) -> tuple[ProposedWord, ...]:
        """The words that are proposed as settings."""
        return tuple(word for word in self.words if word.is_setting)

    @property
    def doubts(self) -> tuple[ProposedWord, ...]:
        """The words that are shown only: unsure, or perhaps mistakes of the portal."""
        return tuple(word for word in self.words if not word.is_setting)


def arrange_words(
    words: Iterable[ProposedWord], guide: Guide, seen: Iterable[str]
) -> tuple[Wording, set[ProposedWord]]:
    """Sort accepted words into those of everywhere and those of one page.

    A word holds everywhere where each page of the guide that says it was seen, and they agree.
    What holds everywhere would also be looked for on pages that nobody has seen.

    Returns:
        The words as `[words]` takes them, and those among the given ones that hold everywhere.
    """
    chosen, pages = tuple(words), set(seen)
    common = {word for word in chosen if _is_common(word, chosen, guide, pages)}
    wording: dict[str, str | dict[str, str]] = {}
    for word in chosen:
        if word in common:
            wording[word.guide] = word.said
    for word in chosen:
        if word not in common:
            page = wording.setdefault(word.page, {})
            assert isinstance(page, dict)  # noqa: S101 - no word of the guide is a page's slug
            page[word.guide] = word.said
    return wording, common


def _is_common(
    word: ProposedWord, words: tuple[ProposedWord, ...], guide: Guide, seen: set[str]
) -> bool:
    having = {c.slug for c in guide.chapters if key(word.guide) in vocabulary(c)}
    said = {(one.page, one.said) for one in words if key(one.guide) == key(word.guide)}
    return having <= seen and said == {(page, word.said) for page in having}
