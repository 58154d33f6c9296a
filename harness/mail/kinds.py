"""Decides which mail of the guide a mail is: the best match, as with pages.

Each mail of the guide is a chapter of its own. Its subject, its sender, its links and its sentences
are searched in the mail, exactly or nearly. What several chapters share weighs less.
"""

import math
import re
from collections import Counter
from collections.abc import Collection, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

from harness.core.text import closest, contains, fold, matches, similarity
from harness.core.url import relative
from harness.guide.mail_claims import MailLink, MailReplyTo, MailSender, MailSubject, MailWords
from harness.guide.model import Chapter, Guide
from harness.guide.worded import DIFFERS
from harness.model.mail import Mail

THRESHOLD = 0.25  # share of the weight of a chapter's words that has to be found in the mail
_MIN_LIKENESS = 0.78  # from here, two texts count as the same text slightly changed
_MIN_BESIDE_SUBJECT = 0.5  # of what the best chapter finds below the subject
_WEIGHTS = {"subject": 4.0, "words": 2.0, "link": 2.0, "sender": 1.0}
_PREFIX = re.compile(r"\s*(?:\[[^\]]{1,60}\]|[^:|–—]{1,40}[:|–—])\s*")
_PARTLY = 0.9  # of a subject that has more than the guide says, such as the name of a portal


class _Feature(NamedTuple):
    """What the guide says of a part of the mail, in one wording or several."""

    part: str
    wordings: tuple[str, ...]


class MailKinds:
    """The kinds of mails of a guide in the portal's words; prepared once for every mail."""

    def __init__(self, guide: Guide) -> None:
        self._features = {slug: tuple(_features(c)) for slug, c in guide.mails.items()}
        counts = Counter(one for some in self._features.values() for one in some)
        total = len(self._features) + 1
        self._weights = {
            one: _WEIGHTS[one.part] * math.log(total / count) for one, count in counts.items()
        }

    def of(self, mail: Mail) -> str:
        """The slug of the chapter that a mail resembles most; "" for none.

        Where the subject of the mail is wholly that of a single chapter, the mail is of that
        chapter, unless what stands below the subject is clearly another one's. Where the guide has
        a single mail, every mail is that one, however broken.
        """
        if len(self._features) < 2:  # noqa: PLR2004 - there is nothing to decide
            return next(iter(self._features), "")
        scores = {slug: self._score(one, mail) for slug, one in self._features.items()}
        best = max(scores, key=lambda slug: scores[slug])
        named = [slug for slug in scores if self._is_named(slug, mail)]
        if len(named) == 1 and self._is_alike_below(named[0], best, mail):
            best = named[0]
        return best if scores[best] >= THRESHOLD else ""

    def _is_named(self, slug: str, mail: Mail) -> bool:
        """Whether the whole subject of a mail is the one of a chapter."""
        subjects = (one for one in self._features[slug] if one.part == "subject")
        return any(_is_whole(words, mail.subject) for one in subjects for words in one.wordings)

    def _is_alike_below(self, slug: str, best: str, mail: Mail) -> bool:
        """Whether a mail below its subject is about as much of one chapter as of the best one."""
        own, other = (
            [one for one in self._features[chapter] if one.part != "subject"]
            for chapter in (slug, best)
        )
        if not own:
            return True
        return self._score(own, mail) >= _MIN_BESIDE_SUBJECT * self._score(other, mail)

    def _score(self, features: Collection[_Feature], mail: Mail) -> float:
        total = sum(self._weights[one] for one in features)
        if not total:
            return 0.0
        return sum(self._weights[one] * _presence(one, mail) for one in features) / total


def _features(chapter: Chapter) -> Iterator[_Feature]:
    for statement in chapter.statements:
        claim = statement.claim
        match claim:
            case MailSubject():
                yield _Feature("subject", claim.wordings)
            case MailWords():
                if fixed := tuple(filter(None, map(_fixed_part, claim.wordings))):
                    yield _Feature("words", fixed)
            case MailSender(address=address, name=name):
                yield _Feature("sender", (fold(f"{name} {address}").casefold(),))
            case MailReplyTo(address=address):
                yield _Feature("sender", (address.casefold(),))
            case MailLink(address=address) if address:
                yield _Feature("link", (address,))


def _fixed_part(text: str) -> str:
    """The longest of the words between the placeholders for what differs by account."""
    return max((fold(part).strip() for part in DIFFERS.split(text)), key=len)


def _presence(feature: _Feature, mail: Mail) -> float:
    """How surely a feature is in a mail: 1 exactly, 0 not at all."""
    return max(_presence_of(feature.part, words, mail) for words in feature.wordings)


def _presence_of(part: str, words: str, mail: Mail) -> float:
    if part == "subject":
        return _presence_in_subject(words, mail.subject)
    if part == "link":
        return float(any(fnmatchcase(relative(link), words) for link in mail.links))
    if part == "words":
        if contains(mail.text, words):
            return 1.0
        return _if_alike(closest(words, mail.text.splitlines())[1])
    shown = fold(" ".join((mail.sender, mail.sender_address, *mail.reply_to))).casefold()
    return 1.0 if words in shown or mail.sender_address in words.split() else 0.0


def _is_whole(pattern: str, subject: str) -> bool:
    """Whether a whole subject is the guide's, with anything in the place of a placeholder."""
    return matches(fold(subject), fold(DIFFERS.sub("*", pattern)))


def _presence_in_subject(pattern: str, subject: str) -> float:
    if _is_whole(pattern, subject):
        return 1.0
    if not (words := _fixed_part(pattern)):
        return 0.0
    likeness = _if_alike(max(similarity(words, subject), closest(words, [subject])[1]))
    return _PARTLY * max(likeness, _likeness_without_prefix(words, subject))


def _likeness_without_prefix(words: str, subject: str) -> float:
    """How alike two subjects are without the name of a portal before them: "[Portal] Hello"."""
    own, other = (
        _PREFIX.sub("", one, count=1) if _PREFIX.match(one) else one for one in (words, subject)
    )
    if (own, other) == (words, subject) or not (own and other):
        return 0.0
    return _if_alike(similarity(own, other))


def _if_alike(likeness: float) -> float:
    return likeness if likeness >= _MIN_LIKENESS else 0.0
