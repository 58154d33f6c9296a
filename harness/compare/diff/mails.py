"""The mails of two walks, paired in their order: headers, text, parts, links."""

import re
from collections.abc import Iterator, Sequence

from harness.compare.diff.texts import change, reworded
from harness.compare.difference import Change, Kind
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import Noise
from harness.core.text import contains, fold, squeeze
from harness.messages.catalogue import catalogue
from harness.model.journal import MailRecord

MAIL = "mail"
_LINES = re.compile(r"[\r\n]+")


class Letter:
    """One mail of one side.

    Args:
        record: the mail.
        mask: of its journal.
        noise: what varies from run to run.
    """

    def __init__(self, record: MailRecord, mask: Mask, noise: Noise) -> None:
        self.mail = record.mail
        self._time = record.time
        self._mask, self._noise = mask, noise

    def show(self, text: str) -> str:
        """A text without what varies."""
        return self._noise(MAIL, self._mask(squeeze(text), self._time))

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads, line by line: the text, else the HTML part."""
        words = self.mail.text if self.mail.text.strip() else self.mail.html_text
        return tuple(self.show(line) for line in _LINES.split(words) if line.strip())

    @property
    def links(self) -> tuple[str, ...]:
        """Where the HTML part leads."""
        return tuple(sorted({self.show(link) for link in self.mail.html_links}))

    @property
    def problems(self) -> str:
        """What is broken in it."""
        return "; ".join(self.show(catalogue().say(one)) for one in self.mail.problems)

    @property
    def parts(self) -> str:
        """Which parts it has."""
        found = {"text": self.mail.text.strip(), "HTML": self.mail.html.strip()}
        return " and ".join(name for name, words in found.items() if words) or "none"


def mails(ours: Sequence[Letter], theirs: Sequence[Letter]) -> Iterator[Change]:
    """What differs in the mails that one movement had sent."""
    if len(ours) != len(theirs):
        before, after = (_count(some) for some in (ours, theirs))
        yield Change(kind=Kind.MAIL, page=MAIL, part="number", old=before, new=after)
    for one, other in zip(ours, theirs, strict=False):
        for kind, part, before, after in _facts(one, other):
            if before != after:
                yield change(kind, MAIL, part, before, after)
        yield from _texts(one, other)


def _count(letters: Sequence[Letter]) -> str:
    subjects = ", ".join(f"« {letter.show(letter.mail.subject)} »" for letter in letters)
    return f"{len(letters)}: {subjects}" if letters else "none"


def _facts(one: Letter, other: Letter) -> Iterator[tuple[Kind, str, str, str]]:
    ours, theirs = _headers(one), _headers(other)
    for name, before in ours.items():
        yield Kind.MAIL_HEADER, name, before, theirs[name]
    yield Kind.CHARSET, "mail", one.mail.charset, other.mail.charset
    yield Kind.MAIL_PARTS, "", one.parts, other.parts
    yield Kind.MAIL_PARTS, "problems", one.problems, other.problems
    yield Kind.MAIL_LINK, "", ", ".join(one.links), ", ".join(other.links)


def _headers(letter: Letter) -> dict[str, str]:
    mail = letter.mail
    listed = {
        "to": mail.recipients,
        "cc": mail.copies,
        "envelope to": mail.envelope_to,
    }
    return {
        "subject": letter.show(mail.subject),
        "from": letter.show(mail.sender_address),
        "name of the sender": letter.show(mail.sender),
        "envelope from": letter.show(mail.envelope_from),
        "date": "given" if mail.date else "none",
        **{name: ", ".join(map(letter.show, some)) for name, some in listed.items()},
    }


def _texts(one: Letter, other: Letter) -> Iterator[Change]:
    ours, theirs = fold(" ".join(one.lines)), fold(" ".join(other.lines))
    gone = [line for line in one.lines if not contains(theirs, line)]
    come = [line for line in other.lines if not contains(ours, line)]
    for before, after in reworded(gone, come):
        yield change(Kind.MAIL_TEXT, MAIL, "", before, after)
    written = {fold(line): line for line in other.lines}
    for line in one.lines:
        same = written.get(fold(line), line)
        if same != line:
            yield change(Kind.MAIL_TEXT, MAIL, "", line, same)
