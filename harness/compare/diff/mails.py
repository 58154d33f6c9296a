"""The mails of two walks, paired in their order: headers, text, parts, links."""

import re
from collections.abc import Iterator, Sequence

from harness.compare.diff.texts import change, reworded
from harness.compare.difference import Change, Kind
from harness.compare.noise.masking import Mask
from harness.compare.noise.run_variation import Noise
from harness.core.text import contains, fold, squeeze
from harness.mail.parsing.html_text import read_html
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
        self.record = record
        self._mask, self._noise = mask, noise

    def show(self, text: str) -> str:
        """A text without what varies."""
        return self._noise(MAIL, self._mask(squeeze(text), self.record.time))

    @property
    def lines(self) -> tuple[str, ...]:
        """What a person reads, line by line: the text, else the HTML part."""
        record = self.record
        words = record.text if record.text.strip() else read_html(record.html)[0]
        return tuple(self.show(line) for line in _LINES.split(words) if line.strip())

    @property
    def links(self) -> tuple[str, ...]:
        """Where the HTML part leads."""
        return tuple(sorted({self.show(link) for link in read_html(self.record.html)[1]}))

    @property
    def problems(self) -> str:
        """What is broken in it."""
        return "; ".join(map(self.show, self.record.problems))

    @property
    def parts(self) -> str:
        """Which parts it has."""
        record = self.record
        found = {"text": record.text.strip(), "HTML": record.html.strip()}
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
    subjects = ", ".join(f"« {letter.show(letter.record.subject)} »" for letter in letters)
    return f"{len(letters)}: {subjects}" if letters else "none"


def _facts(one: Letter, other: Letter) -> Iterator[tuple[Kind, str, str, str]]:
    ours, theirs = _headers(one), _headers(other)
    for name, before in ours.items():
        yield Kind.MAIL_HEADER, name, before, theirs[name]
    yield Kind.CHARSET, "mail", one.record.charset, other.record.charset
    yield Kind.MAIL_PARTS, "", one.parts, other.parts
    yield Kind.MAIL_PARTS, "problems", one.problems, other.problems
    yield Kind.MAIL_LINK, "", ", ".join(one.links), ", ".join(other.links)


def _headers(letter: Letter) -> dict[str, str]:
    record = letter.record
    listed = {
        "to": record.recipients,
        "cc": record.copies,
        "envelope to": record.envelope_to,
    }
    return {
        "subject": letter.show(record.subject),
        "from": letter.show(record.sender_address),
        "name of the sender": letter.show(record.sender),
        "envelope from": letter.show(record.envelope_from),
        "date": "given" if record.date else "none",
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
