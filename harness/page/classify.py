"""Decides which page of the guide a page is.

Every feature that the guide names (a heading, a label, a button …) is searched on the page,
exactly or nearly. Rare features weigh more than those that many pages share. A broken heading, a
renamed button or a missing field lowers the score and does not prevent the recognition.
"""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from rapidfuzz import fuzz, process

from harness.core.identity import by_identity
from harness.core.text import contains, fold, without_remark
from harness.core.url import without_fragment
from harness.core.value import Value
from harness.guide.worded import PLACEHOLDER
from harness.model.page import Page
from harness.page import news
from harness.page.open_words import OpenWords, parts_of
from harness.page.parts.radio_groups import grouped_fields

THRESHOLD = 0.4  # share of a signature's weight that has to be found on the page
_MIN_LIKENESS = 78.0  # percent; from here, two texts count as the same text slightly changed
_WEIGHTS = {"headings": 4.0, "fields": 2.0, "buttons": 2.0, "links": 1.0, "texts": 1.0}
_SHORT = 10  # letters; shorter words on links and buttons stand on pages of every kind
_OF_SHORT = 0.5  # weight of those
_UNKNOWN_PENALTY = 0.35  # how much fields unknown to the guide lower a score
_OTHER_PART = 0.95  # weight of a button in place of a link, and the reverse
_NOTHING_OWN = 0.6  # factor for a page with no expected field, or nothing of its own
_ACTS = frozenset({"links", "buttons"})
_FEW_OWN = 1 / 3  # of a page's own words; with no more than these, its own links count too
_MIN_OWN = 2  # words of its own, from which it counts that none is there
_USUAL_FIELDS = 3  # additional fields that are usual on any page
_PART_OF_HEADING, _PLAIN_HEADING, _IN_TITLE = 0.9, 0.7, 0.4
_BESIDE_ANOTHER = 0.5  # factor for a heading that is nearly there, where another page's is wholly
_ELSEWHERE = 0.85  # factor for a page whose address is another than the target file says
_REFUSED_FORM = 0.75  # score from which an error's page with another address is a page again
_SURELY = 0.9  # presence from which a heading, a field or a button is there
_MIN_FEATURES = 2  # found on a page, unless the one found is its heading
_ENDS = " .!…"  # of a sentence
_KNOWN = 64  # pages whose classification stays in memory
_MAX_LENGTH = 400  # characters; longer texts are only compared exactly


class Signature(Value):
    """The features by which a page of the guide is recognised.

    Attributes:
        slug: the guide's name of the page.
        headings, texts, fields, buttons, links: the guide's words; labels without marks.
        others: other wordings of those words, each of which passes, by the words.
        address: of the portal's page, with * and ?; "" if it is not known by that.
        marker: words that are on this page of the portal only; "" for none.
        not_address: of the portal's pages that are another one; "" for none.
        not_marker: words of the portal's pages that are another one; "" for none.
        status: the error's status with which the portal's page comes; None for none.
        never: words that are on other pages, unless its heading or something else of its own is
            there too.
        brief: short words, for a page of which the guide says nothing else: where a text is
            nothing but one of these, it is that page if it is no other.
        optional: those of the words that may be missing: only where they stand, they count.
        absent: those of the words that this page of the portal does not have: where they stand,
            it is another page.
    """

    slug: str
    headings: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    fields: tuple[str, ...] = ()
    buttons: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    others: Mapping[str, tuple[str, ...]] = {}
    address: str = ""
    marker: str = ""
    not_address: str = ""
    not_marker: str = ""
    status: int | None = None
    never: tuple[str, ...] = ()
    brief: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def is_hinted(self) -> bool:
        """Whether the target file gives an address or a marker of the page."""
        return bool(self.address or self.marker)

    def is_another(self, page: Page) -> bool:
        """Whether the target file says that a page is another one."""
        if not (self.not_address or self.not_marker):
            return False
        return is_at(self.not_address, page) or shows(self.not_marker, page)


class Classification(Value):
    """Which page of the guide a page is.

    Attributes:
        slug: None if no page of the guide resembles it enough.
        score: of the best one, 0 to 1.
        scores: of all signatures, by slug; plus 1 if the target file's hint fits.
        elsewhere: the pages whose address is another one, as the target file says.
        frame_alone: the pages of which the guide names nothing but links and buttons: they may
            stand around every page.
    """

    slug: str | None
    score: float
    scores: dict[str, float]
    elsewhere: frozenset[str] = frozenset()
    frame_alone: frozenset[str] = frozenset()


_Feature = tuple[str, str]  # the part of the page, the words in lower case


@dataclass(frozen=True, slots=True)
class _PageWords:
    """The words of a page, prepared for the search."""

    words: dict[str, list[str]]
    everything: str
    named: frozenset[str]  # the words of links, buttons, options and labels
    own: tuple[str, ...]  # the headings that are no page's of the guide, word for word
    likeness: float  # how much a heading counts that is nearly one of those


class PageClassifier:
    """Recognises the guide's pages; prepared once and used for every page.

    Attributes:
        threshold: the score from which a page is one of the guide's.
    """

    def __init__(self, signatures: Sequence[Signature], *, threshold: float = THRESHOLD) -> None:
        self.threshold = threshold
        self._never = {one.slug: [_plain(text) for text in one.never] for one in signatures}
        self._brief = {
            one.slug: {_plain(text).rstrip(_ENDS) for text in one.brief}
            for one in signatures
            if one.brief
        }
        self._hinted = [one for one in signatures if one.is_hinted]
        self._signatures = tuple(signatures)
        self._features = {one.slug: tuple(dict.fromkeys(_features(one))) for one in signatures}
        self._absent = {one.slug: frozenset(map(_plain, one.absent)) for one in signatures}
        self._optional = {one.slug: frozenset(map(_plain, one.optional)) for one in signatures}
        counts = Counter(feature for known in self._features.values() for feature in known)
        self._wordings = _wordings(signatures, counts)
        self._headings = {
            words: count
            for feature, count in counts.items()
            if feature[0] == "headings"
            for words in self._wordings[feature]
        }
        self._open = OpenWords(words for some in self._wordings.values() for words in some)
        self._own = {
            slug: [one for one in known if counts[one] == 1 and one[0] != "headings"]
            for slug, known in self._features.items()
        }
        self._frame_alone = frozenset(
            slug
            for slug, known in self._features.items()
            if known and all(feature[0] in _ACTS for feature in known)
        )
        self._counts = counts
        total = len(self._features) + 1
        self._weights = {
            feature: _weight(feature, count) * math.log(total / count)
            for feature, count in counts.items()
        }
        self._classify = by_identity(self._classified, _KNOWN)

    def classify(self, page: Page) -> Classification:
        """The best match; of equal ones, the first signature."""
        return self._classify(page)

    def _classified(self, page: Page) -> Classification:
        seen = _page_words(page, self._headings, self._open)
        everywhere = {
            feature: max(_presence(feature[0], words, seen) for words in wordings)
            for feature, wordings in self._wordings.items()
        }
        scores = {slug: self._score_of(slug, everywhere, seen) for slug in self._features}
        texts = {text.rstrip(_ENDS) for text in seen.words["texts"]}
        scores |= {slug: self.threshold for slug, brief in self._brief.items() if brief & texts}
        elsewhere = {
            one.slug for one in self._hinted if one.address and not is_at(one.address, page)
        }
        scores |= {slug: self._lowered(scores[slug], page) for slug in elsewhere}
        scores |= {one.slug: 1 + scores[one.slug] for one in self._hinted if _fits_hint(one, page)}
        scores |= {one.slug: 0.0 for one in self._signatures if one.is_another(page)}
        best = max(scores, key=lambda slug: (scores[slug], slug not in self._brief), default=None)
        score = scores[best] if best is not None else 0.0
        return Classification(
            slug=best if score >= self.threshold else None,
            score=min(score, 1.0),
            scores=scores,
            elsewhere=frozenset(elsewhere),
            frame_alone=self._frame_alone,
        )

    def _lowered(self, score: float, page: Page) -> float:
        """The score of a page that has another address; it is recognised if most of it is there.

        One that comes with an error is no page of the guide, unless nearly all of that is there: a
        form that was refused comes again so.
        """
        if page.is_error and score < _REFUSED_FORM:
            return 0.0
        return _ELSEWHERE * score

    def _score_of(self, slug: str, everywhere: dict[_Feature, float], seen: _PageWords) -> float:
        found = {
            feature: 0.0 if feature[1] in self._absent[slug] else everywhere[feature]
            for feature in self._features[slug]
            if everywhere[feature] or feature[1] not in self._optional[slug]
        }
        return self._score(slug, found, seen) if self._is_evidence(slug, found, seen) else 0.0

    def _is_evidence(self, slug: str, found: dict[_Feature, float], seen: _PageWords) -> bool:
        """Whether what was found is enough to name a page: one feature alone is not.

        The exception is a page whose heading is there as a heading, or the one sentence or heading
        that a page is known by, word for word; the heading may stand in the window's title.
        """
        features = self._features[slug]
        present = [feature for feature, value in found.items() if value]
        if len(present) >= _MIN_FEATURES:
            return True
        if not present:
            return False
        only = present[0]
        if only[0] == "headings":
            is_only = features == (only,)
            return any(_is_title(words, seen, alone=is_only) for words in self._wordings[only])
        return only[0] == "texts" and features == (only,) and found[only] == 1.0

    def _score(self, slug: str, found: dict[_Feature, float], seen: _PageWords) -> float:
        features = tuple(found)
        if self._is_surely(found):
            features = tuple(one for one in features if one[0] != "texts" or found[one])
        total = sum(self._weights[feature] for feature in features)
        if not total:
            return 0.0
        share = sum(self._weights[feature] * found[feature] for feature in features) / total
        fields = [found[feature] for feature in features if feature[0] == "fields"]
        if self._is_never(slug, found, seen) or self._is_titled_otherwise(slug, found, seen):
            return 0.0
        own = [found[feature] for feature in self._own[slug] if feature in found]
        own = own if len(own) >= _MIN_OWN else []
        acts = [found[one] for one in self._own[slug] if one in found and one[0] in _ACTS]
        is_poor = bool(own) and sum(own) <= _FEW_OWN * len(own)
        parts = (fields, own, acts if is_poor else [])
        missing = min(_NOTHING_OWN if some and not any(some) else 1.0 for some in parts)
        strange = 1 - _UNKNOWN_PENALTY * self._unknown_share(features, seen)
        return round(share * min(missing, strange), 6)  # a renamed field is both, and counts once

    def _is_surely(self, found: dict[_Feature, float]) -> bool:
        """Whether the heading that no other page has is there, and all that one can do there alone.

        Then a sentence that is missing is a defect of that page, and no sign of another one.
        """
        own = [one for one in found if self._counts[one] == 1 and one[0] != "texts"]
        kinds = {part for part, _ in own}
        is_known = "headings" in kinds and len(kinds) > 1
        return is_known and all(found[one] >= _SURELY for one in own)

    def _is_never(self, slug: str, found: dict[_Feature, float], seen: _PageWords) -> bool:
        """Whether words on the page say that it is another one, and none that it is this one."""
        if not any(contains(seen.everything, words) for words in self._never[slug]):
            return False
        titles = (words for part, words in self._features[slug] if part == "headings")
        is_titled = any(words in seen.words["texts"] for words in titles)
        return not is_titled and all(found.get(feature, 0.0) < 1.0 for feature in self._own[slug])

    def _is_titled_otherwise(
        self, slug: str, found: dict[_Feature, float], seen: _PageWords
    ) -> bool:
        """Whether nothing but links and buttons speaks for a page, and a heading names another one.

        As a page that tells the outcome of a form: the ways back to other pages stand on it.
        """
        others_found = any(value for (part, _), value in found.items() if part not in _ACTS)
        if others_found or slug in self._frame_alone:
            return False
        others = self._counts.keys() - set(self._features[slug])
        return any(
            words in seen.words["headings"]
            for feature in others
            if feature[0] == "headings"
            for words in self._wordings[feature]
        )

    def _unknown_share(self, features: Iterable[_Feature], seen: _PageWords) -> float:
        """The share of the page's visible fields that the signature does not name.

        One or two of them, such as a search field on every page, weigh little.
        """
        fields = seen.words["fields"]
        known = [words for part, words in features if part == "fields"]
        unknown = sum(not _nearest(words, known) for words in fields)
        return unknown / (len(fields) + _USUAL_FIELDS)


def _fits_hint(signature: Signature, page: Page) -> bool:
    """Whether a page fits the hint of the target file; an error page by its own status only."""
    if page.status != signature.status and (page.is_error or signature.status):
        return False
    return fits(signature.address, signature.marker, page)


def fits(address: str, marker: str, page: Page) -> bool:
    """Whether a page is at an address and shows a marker, each of them if it is given."""
    return (not address or is_at(address, page)) and (not marker or shows(marker, page))


def is_at(pattern: str, page: Page) -> bool:
    """Whether a page's address, with or without its query, matches a pattern; not for ""."""
    bare = without_fragment(page.url).partition("?")[0]
    return bool(pattern) and any(fnmatchcase(url, pattern) for url in (page.url, bare))


def shows(marker: str, page: Page) -> bool:
    """Whether a reader sees these words on a page, in a text, a field, a button …; not for ""."""
    if not marker:
        return False
    labels = (part.label for part in (*page.actions, *page.visible_fields))
    words = (*(text.text for text in page.texts), *labels)
    return any(contains(text, marker) for text in words) or news.shows(page, marker)


def _weight(feature: _Feature, count: int) -> float:
    """How much a feature counts that is one of so many pages, before how rare it is."""
    part, words = feature
    is_short = part in _ACTS and count == 1 and sum(map(str.isalpha, words)) < _SHORT
    return _WEIGHTS[part] * (_OF_SHORT if is_short else 1.0)


def _wordings(
    signatures: Iterable[Signature], features: Iterable[_Feature]
) -> dict[_Feature, tuple[str, ...]]:
    """All wordings of each feature, its own words first."""
    found: dict[_Feature, tuple[str, ...]] = {feature: (feature[1],) for feature in features}
    for signature in signatures:
        others = {
            _plain(words): tuple(map(_plain, known)) for words, known in signature.others.items()
        }
        for feature in _features(signature):
            found[feature] = tuple(dict.fromkeys((*found[feature], *others.get(feature[1], ()))))
    return found


def _plain(words: str) -> str:
    return fold(words).casefold()


def _features(signature: Signature) -> Iterator[_Feature]:
    for part in _WEIGHTS:
        for words in getattr(signature, part):
            plain = _plain(words)
            if PLACEHOLDER.sub("", plain).strip():
                yield part, plain


def _page_words(page: Page, known_headings: Mapping[str, int], opened: OpenWords) -> _PageWords:
    words = {
        "titles": [page.title],
        "headings": [text.text for text in page.headings],
        "titled": [text.text for text in page.texts if text.titled],
        "fields": [field.label for field in grouped_fields(page) if not field.opener],
        "buttons": [one.label for one in page.buttons if one.visible and not one.opener],
        "links": [one.label for one in page.links if one.visible and not one.opener],
        "texts": [text.text for text in page.texts],
    }
    folded = {
        part: [opened.in_guide(_plain(text)) for text in texts if text]
        for part, texts in words.items()
    }
    options = (option.text for field in page.fields for option in field.options)
    named = {*folded["links"], *folded["buttons"], *folded["fields"]}
    named |= set(map(_plain, options))
    own = tuple(text for text in folded["headings"] if text not in known_headings)
    is_titled = any(known_headings.get(text) == 1 for text in folded["headings"])
    likeness = _BESIDE_ANOTHER if is_titled else 1.0
    return _PageWords(folded, " ".join(folded["texts"]), frozenset(named), own, likeness)


def _presence(part: str, words: str, seen: _PageWords) -> float:
    """How surely a feature is on the page: 1 exactly, 0 not at all."""
    texts = seen.words[part]
    if words in texts:
        return 1.0
    if part == "texts":
        if contains(seen.everything, words):
            return 1.0
        return _nearest(words, [text for text in texts if len(text) <= _MAX_LENGTH])
    if part == "headings":
        return _heading_presence(words, seen)
    return max(_nearest(words, texts), _other_part_presence(part, words, seen))


def _heading_presence(words: str, seen: _PageWords) -> float:
    """A heading counts less as a part of another one, as plain text or in the window's title.

    The words of a link, a button or a label are no heading, and the heading of another page of
    the guide is not nearly this one.
    """
    near = seen.likeness * _nearest(words, seen.own)
    if any(words in _segments(text) for text in seen.words["headings"]):
        return max(near, _PART_OF_HEADING)
    is_plain = words in seen.words["texts"] and words not in seen.named
    if near or is_plain:
        return near or _PLAIN_HEADING
    if any(words in _segments(text) - seen.named for text in seen.words["titled"]):
        return _PLAIN_HEADING
    return _IN_TITLE if any(words in _segments(text) for text in seen.words["titles"]) else 0.0


def _is_title(words: str, seen: _PageWords, *, alone: bool) -> bool:
    """Whether a heading of the page is these words; of the window's title, a part if `alone`."""
    titles = [*seen.words["headings"], *seen.words["titled"]]
    if words in seen.words["titles"] or any(_names(text, words) for text in titles):
        return True
    return alone and any(words in _segments(title) for title in seen.words["titles"])


def _names(heading: str, words: str) -> bool:
    """Whether a heading is these words or nearly; a longer phrase with them in it is another."""
    if words in _segments(heading):
        return True
    return bool(_nearest(words, [heading])) and not contains(heading, words)


def _segments(heading: str) -> set[str]:
    """A heading and its parts, as in "Step 2: your account", with and without their remarks."""
    parts = {heading, *parts_of(heading)}
    return parts | set(map(without_remark, parts))


def _other_part_presence(part: str, words: str, seen: _PageWords) -> float:
    """A button in place of a link, or a link in place of a button, counts nearly as much."""
    other = {"buttons": "links", "links": "buttons"}.get(part)
    return _OTHER_PART * _nearest(words, seen.words[other]) if other else 0.0


def _nearest(words: str, texts: Sequence[str]) -> float:
    # pyrefly: ignore[no-matching-overload]
    best = process.extractOne(words, texts, scorer=fuzz.ratio, score_cutoff=_MIN_LIKENESS)
    return best[1] / 100 if best else 0.0
