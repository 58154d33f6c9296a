"""One secret in one character encoding, and where it stands in some bytes."""

import re
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from harness.redaction.decodings import FOLD, View

SHORT = 4  # characters: shorter values only count where they stand as whole words
_WORD = re.compile(rb"[0-9A-Za-z_\x80-\xff]")
_BASE64_LETTER = re.compile(rb"[0-9A-Za-z+/]")
_URL_ALPHABET = bytes.maketrans(b"-_", b"+/")


class Hit(NamedTuple):
    """A stretch of the original bytes that holds a secret, and what shall stand there."""

    start: int
    end: int
    size: int
    pseudonym: str
    replacement: bytes


@dataclass(frozen=True)
class Core:
    """The letters of base64 that depend on a secret alone, for one alignment.

    Attributes:
        letters: those letters.
        lead: how many bytes of the same group of three stand before the secret.
        skip: how many letters of the group stand before `letters`.
    """

    letters: bytes
    lead: int
    skip: int


def _core(data: bytes, lead: int) -> Core:
    skip = -(-lead * 8 // 6)
    letters = b64encode(bytes(lead) + data)
    return Core(letters[skip : (lead + len(data)) * 8 // 6], lead, skip)


@dataclass(frozen=True)
class Needle:
    """What is looked for.

    Attributes:
        data: the value's bytes.
        pseudonym: what stands for it.
        whole: only whole words count (the value is short).
    """

    data: bytes = field(repr=False)
    pseudonym: str
    whole: bool

    @cached_property
    def cores(self) -> tuple[Core, ...]:
        """What to look for in base64: each alignment; the whole token for a short value."""
        if self.whole:
            return (Core(b64encode(self.data).rstrip(b"="), 0, 0),)
        return tuple(_core(self.data, lead) for lead in range(3))

    def plain_hits(self, view: View, charset: str) -> Iterator[Hit]:
        """Where the value stands in a view.

        Args:
            view: the bytes to look at.
            charset: in which the pseudonym shall be written.
        """
        size = len(self.data)
        for start in _places(view.data, self.data):
            if self.whole and not _alone(view.data, start, start + size, _WORD):
                continue
            where = view.origin(start, start + size)
            yield Hit(*where, size, self.pseudonym, self.pseudonym.encode(charset))

    def base64_hits(self, folded: View) -> Iterator[Hit]:
        """Where the value stands encoded as base64; the replacement is base64, too.

        Args:
            folded: a view made by `fold`.
        """
        for core in self.cores:
            for place in _places(folded.data, core.letters):
                hit = self._decoded(folded, core, place - core.skip)
                if hit is not None:
                    yield hit

    def _decoded(self, folded: View, core: Core, start: int) -> Hit | None:
        """The hit in whole groups of four letters, if they really hold the value."""
        data = folded.data
        size = core.lead + len(self.data)
        end = start + -(-size // 3) * 4
        if start < 0:
            return None
        letters = _letters(data[start:end], -(-size * 8 // 6))
        content = _group(letters)
        if content[core.lead : size] != self.data:
            return None
        stop = start + len(letters)
        if self.whole and not _alone(data, start, stop, _BASE64_LETTER):
            return None
        new = self._encoded(content[: core.lead], content[size:], _BASE64_LETTER.match(data, stop))
        padding = len(data[stop : stop + 2]) - len(data[stop : stop + 2].lstrip(b"="))
        return Hit(*folded.origin(start, stop + padding), len(self.data), self.pseudonym, new)

    def _encoded(self, before: bytes, after: bytes, more: object) -> bytes:
        """The pseudonym between its neighbours; spaces keep what follows aligned."""
        name = self.pseudonym.encode()
        spaces = -len(before + name + after) % 3 if more else 0
        return b64encode(before + name + b" " * spaces + after)


def _letters(group: bytes, least: int) -> bytes:
    """The letters of whole groups, as far as the token goes."""
    count = min(least, len(group))
    while _BASE64_LETTER.match(group, count):
        count += 1
    return group[:count]


def _group(letters: bytes) -> bytes:
    """What letters of base64 stand for, leaving out a last byte that is not whole."""
    try:
        content = b64decode(letters + b"A" * (-len(letters) % 4), validate=True)
    except Base64Error:
        return b""
    return content[: len(letters) * 6 // 8]


def _places(data: bytes, wanted: bytes) -> Iterator[int]:
    place = data.find(wanted)
    while place >= 0:
        yield place
        place = data.find(wanted, place + len(wanted))


def _alone(data: bytes, start: int, end: int, letter: re.Pattern[bytes]) -> bool:
    before = start > 0 and letter.match(data, start - 1)
    return not before and not letter.match(data, end)


def fold(view: View) -> View:
    """A view made ready for `Needle.base64_hits`: one line, one alphabet."""
    folded = view.without(FOLD)
    return View(folded.data.translate(_URL_ALPHABET), folded.parent, folded.layer)


def needles(value: str, pseudonym: str) -> tuple[Needle, ...]:
    """A value in each form and character encoding in which artefacts may hold it."""
    whole = len(value) < SHORT
    forms = [value, *(unicodedata.normalize(form, value) for form in ("NFC", "NFD"))]
    found: dict[bytes, Needle] = {}
    for form in forms:
        for charset in ("utf-8", "cp1252"):
            data = _encoded(form, charset)
            if data:
                found.setdefault(data, Needle(data, pseudonym, whole))
    return tuple(found.values())


def _encoded(form: str, charset: str) -> bytes:
    try:
        return form.encode(charset)
    except UnicodeEncodeError:
        return b""
