"""Decides which mail of the guide a mail is: the best match, as with pages.

Each mail of the guide is a chapter of its own. Its subject, its sender, its links and its sentences
are searched in the mail, exactly or nearly. What several chapters share weighs less.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator
from fnmatch import fnmatchcase

from harness.core.text import closest, contains, fold, similarity
from harness.core.url import relative
from harness.guide.mail_claims import MailLink, MailReplyTo, MailSender, MailSubject, MailWords
from harness.guide.model import Chapter, Guide
from harness.model.mail import Mail

THRESHOLD = 0.25  # share of the weight of a chapter's words that has to be found in the mail
_MIN_LIKENESS = 0.78  # from here, two texts count as the same text slightly changed
_WEIGHTS = {"subject": 4.0, "words": 2.0, "link": 2.0, "sender": 1.0}
_PREFIX = re.compile(r"\s*(?:\[[^\]]{1,60}\]|[^:|–—]{1,40}[:|–—])\s*")
_WITHOUT_PREFIX = 0.9  # of a subject that differs in nothing but the name before it
_DIFFERS = re.compile(r"\{[^{}]+\}|\*")

_Feature = tuple[str, str]  # the part of the mail, the words


class MailKinds:
    """The kinds of mails of a guide in the portal's words; prepared once for every mail."""

    def __init__(self, guide: Guide) -> None:
        self._features = {slug: tuple(_features(c)) for slug, c in guide.mails.items()}
        counts = Counter(one for some in self._features.values() for one in some)
        total = len(self._features) + 1
        self._weights = {
            one: _WEIGHTS[one[0]] * math.log(total / count) for one, count in counts.items()
        }

    def of(self, mail: Mail) -> str:
        """The slug of the chapter that a mail resembles most; "" for none.

        Where the guide has a single mail, every mail is that one, however broken.
        """
        if len(self._features) < 2:  # noqa: PLR2004 - there is nothing to decide
            return next(iter(self._features), "")
        scores = {slug: self._score(slug, mail) for slug in self._features}
        best = max(scores, key=lambda slug: scores[slug])
        return best if scores[best] >= THRESHOLD else ""

    def _score(self, slug: str, mail: Mail) -> float:
        features = self._features[slug]
        total = sum(self._weights[one] for one in features)
        if not total:
            return 0.0
        return sum(self._weights[one] * _presence(one, mail) for one in features) / total


def _features(chapter: Chapter) -> Iterator[_Feature]:
    for statement in chapter.statements:
        match statement.claim:
            case MailSubject(text=text):
                yield from (("subject", part) for part in _fixed_parts(text))
            case MailWords(text=text):
                yield from (("words", part) for part in _fixed_parts(text))
            case MailSender(address=address, name=name):
                yield "sender", fold(f"{name} {address}").casefold()
            case MailReplyTo(address=address):
                yield "sender", address.casefold()
            case MailLink(address=address) if address:
                yield "link", address


def _fixed_parts(text: str) -> Iterator[str]:
    """The longest of the words between the placeholders for what differs by account."""
    parts = [fold(part).strip() for part in _DIFFERS.split(text)]
    if longest := max(parts, key=len):
        yield longest


def _presence(feature: _Feature, mail: Mail) -> float:
    """How surely a feature is in a mail: 1 exactly, 0 not at all."""
    part, words = feature
    if part == "subject":
        return max(_likeness(words, mail.subject), _likeness_without_prefix(words, mail.subject))
    if part == "link":
        return float(any(fnmatchcase(relative(link), words) for link in mail.links))
    if part == "words":
        if contains(mail.text, words):
            return 1.0
        return _if_alike(closest(words, mail.text.splitlines())[1])
    shown = fold(" ".join((mail.sender, mail.sender_address, *mail.reply_to))).casefold()
    return 1.0 if words in shown or mail.sender_address in words.split() else 0.0


def _likeness(words: str, subject: str) -> float:
    return _if_alike(max(similarity(words, subject), closest(words, [subject])[1]))


def _likeness_without_prefix(words: str, subject: str) -> float:
    """How alike two subjects are without the name of a portal before them: "[Portal] Hello"."""
    own, other = (
        _PREFIX.sub("", one, count=1) if _PREFIX.match(one) else one for one in (words, subject)
    )
    if (own, other) == (words, subject) or not (own and other):
        return 0.0
    return _if_alike(similarity(own, other)) * _WITHOUT_PREFIX


def _if_alike(likeness: float) -> float:
    return likeness if likeness >= _MIN_LIKENESS else 0.0
