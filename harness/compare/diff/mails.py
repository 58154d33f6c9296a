"""Compares the mails of two journals, paired in their order: headers, text, parts, links."""

import re
from collections.abc import Iterator, Sequence

from harness.compare.diff.texts import pair_texts, text_change
from harness.compare.model import Change, DifferenceKind, Shown
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import RunVariation
from harness.core.text import contains, fold, squeeze
from harness.model.fact import fact, joined, quote
from harness.model.journal import MailRecord

MAIL = "mail"
"""The page of what is in a mail."""
_LINES = re.compile(r"[\r\n]+")


class MaskedMail:
    """One mail of one portal, as it is compared."""

    def __init__(self, record: MailRecord, mask: Mask, variation: RunVariation) -> None:
        self.mail, self.slug = record.mail, record.slug
        self._time = record.time
        self._mask, self._variation = mask, variation

    def masked(self, text: str) -> str:
        """A text without what varies."""
        return self._variation(MAIL, self._mask(squeeze(text), self._time))

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines of the text part; of the HTML part if there is no text part."""
        words = self.mail.text if self.mail.text.strip() else self.mail.html_text
        return tuple(self.masked(line) for line in _LINES.split(words) if line.strip())

    @property
    def links(self) -> tuple[str, ...]:
        """The links of the HTML part."""
        return tuple(sorted({self.masked(link) for link in self.mail.html_links}))

    @property
    def problems(self) -> Shown:
        """What is wrong with its form; "" for nothing."""
        return joined(one.with_texts(self.masked) for one in self.mail.problems) or ""

    @property
    def parts(self) -> Shown:
        """Which parts it has."""
        found = {"text-part": self.mail.text.strip(), "html-part": self.mail.html.strip()}
        return joined(fact(name) for name, words in found.items() if words) or fact("absent")

    @property
    def headers(self) -> dict[str, Shown]:
        """Its headers and envelope, by name."""
        mail = self.mail
        lists = {"to": mail.recipients, "cc": mail.copies, "envelope-to": mail.envelope_to}
        return {
            "subject": self.masked(mail.subject),
            "from": self.masked(mail.sender_address),
            "sender-name": self.masked(mail.sender),
            "envelope-from": self.masked(mail.envelope_from),
            "date": fact("given" if mail.date else "absent"),
            **{name: ", ".join(map(self.masked, some)) for name, some in lists.items()},
        }


def mail_changes(ours: Sequence[MaskedMail], theirs: Sequence[MaskedMail]) -> Iterator[Change]:
    """What differs in the mails of one step."""
    if len(ours) != len(theirs):
        before, after = _subjects(ours), _subjects(theirs)
        yield Change(kind=DifferenceKind.MAIL, page=MAIL, part="number", old=before, new=after)
    for one, other in zip(ours, theirs, strict=False):
        slug = one.slug if one.slug == other.slug else ""
        for change in _changes_of(one, other):
            yield change.model_copy(update={"mail": slug})


def _changes_of(one: MaskedMail, other: MaskedMail) -> Iterator[Change]:
    for kind, part, before, after in _properties(one, other):
        if before != after:
            yield text_change(kind, MAIL, part, before, after)
    yield from _text_changes(one, other)


def _subjects(mails: Sequence[MaskedMail]) -> Shown:
    subjects = tuple(quote(one.masked(one.mail.subject)) for one in mails)
    return fact("mails-with-subjects", n=len(mails), subjects=subjects) if mails else fact("absent")


def _properties(
    one: MaskedMail, other: MaskedMail
) -> Iterator[tuple[DifferenceKind, str, Shown, Shown]]:
    ours, theirs = one.headers, other.headers
    for name, before in ours.items():
        yield DifferenceKind.MAIL_HEADER, name, before, theirs[name]
    yield DifferenceKind.CHARSET, "", one.mail.charset, other.mail.charset
    yield DifferenceKind.MAIL_PARTS, "", one.parts, other.parts
    yield DifferenceKind.MAIL_PARTS, "problems", one.problems, other.problems
    yield DifferenceKind.MAIL_LINK, "", ", ".join(one.links), ", ".join(other.links)


def _text_changes(one: MaskedMail, other: MaskedMail) -> Iterator[Change]:
    ours, theirs = fold(" ".join(one.lines)), fold(" ".join(other.lines))
    gone = [line for line in one.lines if not contains(theirs, line)]
    come = [line for line in other.lines if not contains(ours, line)]
    for before, after in pair_texts(gone, come):
        yield text_change(DifferenceKind.MAIL_TEXT, MAIL, "", before, after)
    written = {fold(line): line for line in other.lines}
    for line in one.lines:
        same = written.get(fold(line), line)
        if same != line:
            yield text_change(DifferenceKind.MAIL_TEXT, MAIL, "", line, same)
