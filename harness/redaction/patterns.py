"""One secret in one character encoding, and its positions in some bytes."""

import re
import unicodedata
from base64 import b64decode, b64encode
from binascii import Error as Base64Error
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from harness.redaction.decodings import FOLD, DecodedView

MIN_LENGTH = 4  # characters; a shorter value only counts as a whole word
_SHORT_NUMBER = 8  # digits; fewer stand by chance in a longer number, which is none of these
_IN_NUMBER = re.compile(rb"[0-9][.,]?$")
_WORD = re.compile(rb"[0-9A-Za-z_\x80-\xff]")
_BASE64_LETTER = re.compile(rb"[0-9A-Za-z+/]")
_URL_ALPHABET = bytes.maketrans(b"-_", b"+/")


@dataclass(frozen=True, order=True)
class Hit:
    """A range of the original bytes that contains a secret, and its replacement."""

    start: int
    end: int
    size: int
    pseudonym: str
    replacement: bytes


@dataclass(frozen=True)
class Base64Core:
    """The characters of base64 that depend on the secret alone, for one alignment.

    Attributes:
        lead: number of bytes before the secret in the same group of three.
        skip: number of characters of the group before `letters`.
    """

    letters: bytes
    lead: int
    skip: int


def _base64_core(data: bytes, lead: int) -> Base64Core:
    skip = -(-lead * 8 // 6)
    letters = b64encode(bytes(lead) + data)
    return Base64Core(letters[skip : (lead + len(data)) * 8 // 6], lead, skip)


@dataclass(frozen=True)
class SecretPattern:
    """A secret to search.

    Attributes:
        data: the value's bytes.
        whole: whether only whole words count, because the value is short.
    """

    data: bytes = field(repr=False)
    pseudonym: str
    whole: bool

    @cached_property
    def cores(self) -> tuple[Base64Core, ...]:
        """What to search in base64: each alignment; the whole token for a short value."""
        if self.whole:
            return (Base64Core(b64encode(self.data).rstrip(b"="), 0, 0),)
        return tuple(_base64_core(self.data, lead) for lead in range(3))

    def plain_hits(self, view: DecodedView, charset: str) -> Iterator[Hit]:
        """The positions of the value in a view; the pseudonym is encoded in a charset."""
        size = len(self.data)
        for start in _positions(view.data, self.data):
            if self.whole and not _is_whole_word(view.data, start, start + size, _WORD):
                continue
            if self._is_in_number(view.data, start):
                continue
            where = view.origin(start, start + size)
            yield Hit(*where, size, self.pseudonym, self.pseudonym.encode(charset))

    def _is_in_number(self, data: bytes, start: int) -> bool:
        """Whether a value of a few digits is a part of a longer number, such as a time."""
        if len(self.data) >= _SHORT_NUMBER or not self.data.isdigit():
            return False
        stop = start + len(self.data)
        return data[stop : stop + 1].isdigit() or bool(
            _IN_NUMBER.search(data[max(0, start - 2) : start])
        )

    def base64_hits(self, folded: DecodedView) -> Iterator[Hit]:
        """The positions of the value in what `unfold_base64` gave; the replacement is base64."""
        for core in self.cores:
            for place in _positions(folded.data, core.letters):
                hit = self._decoded(folded, core, place - core.skip)
                if hit is not None:
                    yield hit

    def _decoded(self, folded: DecodedView, core: Base64Core, start: int) -> Hit | None:
        """The hit in whole groups of four characters, if they really contain the value."""
        data = folded.data
        size = core.lead + len(self.data)
        end = start + -(-size // 3) * 4
        if start < 0:
            return None
        letters = _letters(data[start:end], -(-size * 8 // 6))
        content = _decoded_group(letters)
        if content[core.lead : size] != self.data or self._is_in_number(content, core.lead):
            return None
        stop = start + len(letters)
        if self.whole and not _is_whole_word(data, start, stop, _BASE64_LETTER):
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
    """The characters of whole groups, as far as the token goes."""
    count = min(least, len(group))
    while _BASE64_LETTER.match(group, count):
        count += 1
    return group[:count]


def _decoded_group(letters: bytes) -> bytes:
    """The bytes of base64 characters, without an incomplete last byte."""
    try:
        content = b64decode(letters + b"A" * (-len(letters) % 4), validate=True)
    except Base64Error:
        return b""
    return content[: len(letters) * 6 // 8]


def _positions(data: bytes, wanted: bytes) -> Iterator[int]:
    place = data.find(wanted)
    while place >= 0:
        yield place
        place = data.find(wanted, place + len(wanted))


def _is_whole_word(data: bytes, start: int, end: int, letter: re.Pattern[bytes]) -> bool:
    before = start > 0 and letter.match(data, start - 1)
    return not before and not letter.match(data, end)


def unfold_base64(view: DecodedView) -> DecodedView:
    """A view prepared for `SecretPattern.base64_hits`: without line breaks, in one alphabet."""
    folded = view.without(FOLD)
    return DecodedView(folded.data.translate(_URL_ALPHABET), folded.parent, folded.layer)


def patterns_of(value: str, pseudonym: str) -> tuple[SecretPattern, ...]:
    """The patterns of a value: in each Unicode form and character encoding."""
    whole = len(value) < MIN_LENGTH
    forms = [value, *(unicodedata.normalize(form, value) for form in ("NFC", "NFD"))]
    found: dict[bytes, SecretPattern] = {}
    for form in forms:
        for charset in ("utf-8", "cp1252"):
            data = _encoded(form, charset)
            if data:
                found.setdefault(data, SecretPattern(data, pseudonym, whole))
    return tuple(found.values())


def _encoded(form: str, charset: str) -> bytes:
    try:
        return form.encode(charset)
    except UnicodeEncodeError:
        return b""
