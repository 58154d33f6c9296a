"""Which page of the guide a page resembles most.

Every feature that the guide names (a heading, a label, a button …) is looked for on the
page, exactly or nearly; rare features weigh more than those common to many pages. A
broken heading, a renamed button or a lost field lowers the score without barring the way.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from pydantic import BaseModel, ConfigDict
from rapidfuzz import fuzz, process

from harness.core.text import contains, fold
from harness.model.page import Page
from harness.page.parts.radio_groups import asked

THRESHOLD = 0.4  # share of a signature's weight that must be found on the page
_NEAR = 78.0  # likeness in percent from which two words are the same ones, slightly changed
_WEIGHTS = {"headings": 4.0, "fields": 2.0, "buttons": 2.0, "links": 1.0, "texts": 1.0}
_STRANGER = 0.35  # how far fields that the guide does not know there lower a score
_KINDRED = 0.95  # what a button is worth where a link was promised, and the reverse
_NO_FIELD = 0.6  # what is left of a score where a form has none of its fields
_USUAL_FIELDS = 3  # how many fields more than the guide tells are nothing strange
_PART_OF_HEADING, _PLAIN_HEADING, _IN_TITLE = 0.9, 0.7, 0.4
_ERROR = 400  # status from which a page tells of an error
_LONGEST = 400  # characters of a text that are compared nearly


class Signature(BaseModel):
    """What the guide says of one of its pages, by which it can be known.

    Attributes:
        slug: the guide's name of the page.
        headings, texts, fields, buttons, links: the guide's words; labels without marks.
        address: of the portal's page, with * and ?; "" where it is not known by that.
        marker: words that stand on the portal's page and on no other; "" for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str
    headings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    address: str = ""
    marker: str = ""

    @property
    def is_hinted(self) -> bool:
        """Whether the page is known by more than the guide's words."""
        return bool(self.address or self.marker)


class Recognition(BaseModel):
    """The guide's page that a page was taken for.

    Attributes:
        slug: None where nothing resembles it enough.
        score: of the best one, 0 to 1.
        scores: of all signatures, by slug; 1 more where the target file's own hint fits.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    slug: str | None
    score: float
    scores: dict[str, float]


_Feature = tuple[str, str]  # the part of the page, the words in lower case


@dataclass(frozen=True, slots=True)
class _Seen:
    """The words of a page, prepared for the search."""

    words: dict[str, list[str]]
    everything: str


class Recogniser:
    """Knows the guide's pages; prepared once, asked for every page."""

    def __init__(self, signatures: Sequence[Signature], *, threshold: float = THRESHOLD) -> None:
        self._threshold = threshold
        self._hinted = [one for one in signatures if one.is_hinted]
        self._features = {one.slug: tuple(dict.fromkeys(_features(one))) for one in signatures}
        counts = Counter(feature for known in self._features.values() for feature in known)
        total = len(self._features) + 1
        self._weights = {
            feature: _WEIGHTS[feature[0]] * math.log(total / count)
            for feature, count in counts.items()
        }

    def recognise(self, page: Page) -> Recognition:
        """The best match; of equal ones, the first signature given."""
        seen = _seen(page)
        found = {feature: _found(feature, seen) for feature in self._weights}
        scores = {slug: self._score(slug, found, seen) for slug in self._features}
        scores |= {one.slug: 1 + scores[one.slug] for one in self._hinted if _hints(one, page)}
        best = max(scores, key=lambda slug: scores[slug], default=None)
        score = scores[best] if best is not None else 0.0
        return Recognition(
            slug=best if score >= self._threshold else None, score=min(score, 1.0), scores=scores
        )

    def _score(self, slug: str, found: dict[_Feature, float], seen: _Seen) -> float:
        features = self._features[slug]
        total = sum(self._weights[feature] for feature in features)
        if not total:
            return 0.0
        share = sum(self._weights[feature] * found[feature] for feature in features) / total
        fields = [found[feature] for feature in features if feature[0] == "fields"]
        missing = _NO_FIELD if fields and not any(fields) else 1.0
        strange = 1 - _STRANGER * self._strangers(features, seen)
        return round(share * min(missing, strange), 6)  # a renamed field is both: it counts once

    def _strangers(self, features: Iterable[_Feature], seen: _Seen) -> float:
        """The share of the page's visible fields that the signature does not name.

        One or two of them, such as the search field of a portal's frame, weigh little.
        """
        fields = seen.words["fields"]
        known = [words for part, words in features if part == "fields"]
        unknown = sum(not _nearest(words, known) for words in fields)
        return unknown / (len(fields) + _USUAL_FIELDS)


def recognise(
    page: Page, signatures: Sequence[Signature], *, threshold: float = THRESHOLD
) -> Recognition:
    """Recognise one page; for many pages prepare a `Recogniser` once."""
    return Recogniser(signatures, threshold=threshold).recognise(page)


def _hints(signature: Signature, page: Page) -> bool:
    """Whether a page is what a hint of the target file says; an error page never is."""
    if page.status >= _ERROR:
        return False
    pattern, bare = signature.address, page.url.partition("#")[0].partition("?")[0]
    at = not pattern or any(fnmatchcase(url, pattern) for url in (page.url, bare))
    words = any(contains(text.text, signature.marker) for text in page.texts)
    return at and (not signature.marker or words)


def _features(signature: Signature) -> Iterator[_Feature]:
    for part in _WEIGHTS:
        for words in getattr(signature, part):
            folded = fold(words).casefold()
            if folded:
                yield part, folded


def _seen(page: Page) -> _Seen:
    words = {
        "titles": [page.title],
        "headings": [text.text for text in page.headings],
        "fields": [field.label for field in asked(page)],
        "buttons": [button.label for button in page.buttons if button.visible],
        "links": [link.label for link in page.links if link.visible],
        "texts": [text.text for text in page.texts],
    }
    folded = {
        part: [fold(text).casefold() for text in texts if text] for part, texts in words.items()
    }
    return _Seen(folded, " ".join(folded["texts"]))


def _found(feature: _Feature, seen: _Seen) -> float:
    """How surely a feature is on the page: 1 exactly, 0 not at all."""
    part, words = feature
    texts = seen.words[part]
    if words in texts:
        return 1.0
    if part == "texts":
        if contains(seen.everything, words):
            return 1.0
        return _nearest(words, [text for text in texts if len(text) <= _LONGEST])
    if part == "headings":
        return _found_heading(words, seen)
    return max(_nearest(words, texts), _of_other_part(part, words, seen))


def _found_heading(words: str, seen: _Seen) -> float:
    """A heading counts less where it is part of another, plain text, or the window's title."""
    near = _nearest(words, seen.words["headings"])
    if any(_is_most_of(text, words) for text in seen.words["headings"]):
        return max(near, _PART_OF_HEADING)
    if near or words in seen.words["texts"]:
        return near or _PLAIN_HEADING
    return _IN_TITLE if any(contains(text, words) for text in seen.words["titles"]) else 0.0


def _is_most_of(heading: str, words: str) -> bool:
    return 2 * len(words) >= len(heading) and contains(heading, words)


def _of_other_part(part: str, words: str, seen: _Seen) -> float:
    """A button made a link, or a link made a button, is nearly as good."""
    other = {"buttons": "links", "links": "buttons"}.get(part)
    return _KINDRED * _nearest(words, seen.words[other]) if other else 0.0


def _nearest(words: str, texts: Sequence[str]) -> float:
    best = process.extractOne(words, texts, scorer=fuzz.ratio, score_cutoff=_NEAR)
    return best[1] / 100 if best else 0.0
