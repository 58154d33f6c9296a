"""Secrets known by value: replaced in every file, in every encoding, and searched again.

A `Vault` gives each secret a stable pseudonym. `hide` replaces the value by the pseudonym,
however it is encoded; `leaks` finds what is still there.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from harness.config.portal_words import portal_words
from harness.model.secret import POSSIBLE_TOKEN, Secret, Shape
from harness.redaction.decodings import DecodedView, views
from harness.redaction.patterns import Hit, SecretPattern, patterns_of, unfold_base64

_KIND = re.compile(r"[a-z][a-z0-9-]*")
_CONTINUES = re.compile(rb"[\x80-\xbf]")
_MIN_MIXED = 6  # characters
_MIN_DIGITS = 8
_MIN_LETTERS = 8
_SIGNS = re.compile(r"[\W_]+")
_HYPHENS = "\u2010\u2011\u2012\u2013\u2212"
_MIN_OVERLAP = 4  # characters: fewer stand in another secret by chance
_TYPED = "typed"
_MAX_ROUNDS = 4  # a replacement may join two parts of a secret, so the search is repeated


def shape_of(value: str) -> Shape:
    """The shape of a value: "FMWQS252" has the pattern "AAAAA000"."""
    return Shape(length=len(value), pattern="".join(_shape_letter(letter) for letter in value))


def _shape_letter(letter: str) -> str:
    if letter.isdecimal():
        return "0"
    if letter.isalpha():
        return "a" if letter.islower() else "A"
    return letter


def is_distinctive(value: str) -> bool:
    """Whether a value is no word and no short number.

    It has letters and digits mixed, many digits, or many letters that make no word.
    """
    bare = "".join(value.split())
    has_digit, has_letter = any(map(str.isdigit, bare)), any(map(str.isalpha, bare))
    if has_digit and has_letter:
        return len(bare) >= _MIN_MIXED
    if has_digit:
        return len(bare) >= _MIN_DIGITS
    groups = [one for one in _SIGNS.split(bare) if one]
    return sum(map(len, groups)) >= _MIN_LETTERS and not all(
        map(portal_words().is_like_a_word, groups)
    )


def written_forms(value: str) -> tuple[str, ...]:
    """A value, and what else a portal may write for it: other hyphens, or none.

    Without its hyphens, a value that is not distinctive might be any word.
    """
    if "-" not in value:
        return (value,)
    bare = value.replace("-", "")
    others = [value.replace("-", one) for one in _HYPHENS]
    return (value, *others, *([bare] if is_distinctive(value) else []))


class Vault:
    """The secrets of one run. Its repr shows their number, never a value."""

    def __init__(self) -> None:
        self._values: list[str] = []
        self._distinctive: dict[str, str] = {}
        self._pseudonyms: dict[str, str] = {}
        self._secrets: dict[str, Secret] = {}
        self._counts: dict[str, int] = {}
        self._patterns: tuple[SecretPattern, ...] = ()
        self._pseudonym_patterns: tuple[SecretPattern, ...] = ()
        self._in_pseudonyms = False
        self._one_by_one = False
        self._spaces = False

    def __repr__(self) -> str:
        return f"<Vault of {len(self._secrets)} secrets>"

    def __len__(self) -> int:
        return len(self._secrets)

    def add(self, value: str, kind: str, shown: str = "") -> str:
        """Add a secret.

        Args:
            value: what must never be shown; not blank.
            kind: small letters, digits and hyphens, such as "password".
            shown: the value with blanks between its groups; "" where there are none.

        Returns:
            Its pseudonym, such as "‹password-1›"; the same value gets the same.

        Raises:
            ValueError: the value is blank, or the kind has other characters.
        """
        if not value.strip():
            raise ValueError("a secret needs a value that can be told from other text")
        if not _KIND.fullmatch(kind):
            raise ValueError(f"a kind is small letters, digits and hyphens; seen: {kind!r}")
        key = unicodedata.normalize("NFC", value)
        if key not in self._pseudonyms:
            self._pseudonyms[key] = self._enter(value, kind, shown)
        return self._pseudonyms[key]

    def _enter(self, value: str, kind: str, shown: str) -> str:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        pseudonym = f"‹{kind}-{number}›"
        overlaps = self._overlapping(value)
        self._secrets[pseudonym] = Secret(
            pseudonym=pseudonym,
            kind=kind,
            shape=shape_of(value),
            overlaps=overlaps,
            shown=shape_of(shown).pattern if shown not in {"", value} else "",
        )
        self._values.append(value)
        if kind not in {_TYPED, POSSIBLE_TOKEN} and is_distinctive(value):
            self._distinctive |= dict.fromkeys((value, value.replace("-", "")), pseudonym)
        own = tuple(one for text in written_forms(value) for one in patterns_of(text, pseudonym))
        name = pseudonym.encode()
        self._in_pseudonyms = (
            self._in_pseudonyms
            or any(pattern.data in name for pattern in self._patterns)
            or any(one.data in other.encode() for one in own for other in self._secrets)
        )
        every = (*self._patterns, *own)
        self._patterns = tuple(sorted(every, key=lambda pattern: -len(pattern.data)))
        self._pseudonym_patterns = self._patterns_in_pseudonyms()
        self._one_by_one = self._one_by_one or any(mark in value for mark in "%&\\=")
        self._spaces = self._spaces or " " in value
        return pseudonym

    def _overlapping(self, value: str) -> tuple[str, ...]:
        """The secrets that contain a value, or that it contains, if neither is very short."""
        return tuple(
            pseudonym
            for other, pseudonym in zip(self._values, self._secrets, strict=True)
            if min(len(value), len(other)) >= _MIN_OVERLAP and (value in other or other in value)
        )

    def _patterns_in_pseudonyms(self) -> tuple[SecretPattern, ...]:
        """The pseudonyms as patterns, if a value occurs in one; usually none does."""
        if not self._in_pseudonyms:
            return ()
        return tuple(one for name in self._secrets for one in patterns_of(name, name))

    def values(self) -> tuple[str, ...]:
        """The values themselves, in the order of `add`: to cover them in screenshots."""
        return tuple(self._values)

    @property
    def distinctive(self) -> Mapping[str, str]:
        """The pseudonym of each value that no other text holds by chance.

        Only these are searched where the pieces of a text have to be put together. What a
        scenario types is not among them, nor what only may be a secret.
        """
        return self._distinctive

    def secrets(self) -> tuple[Secret, ...]:
        """The secrets without their values, in the order of `add`."""
        return tuple(self._secrets.values())

    def shape(self, pseudonym: str) -> Shape:
        """The shape of the value behind a pseudonym.

        Raises:
            KeyError: no secret has this pseudonym.
        """
        return self._secrets[pseudonym].shape

    def hide(self, text: str) -> str:
        """A text with every secret replaced by its pseudonym, in any encoding."""
        data = text.encode("utf-8", "surrogatepass")
        hidden = self._replace(data, "utf-8")
        return text if hidden is data else hidden.decode("utf-8", "surrogatepass")

    def hide_bytes(self, data: bytes) -> bytes:
        """Bytes of any kind with every secret replaced by its pseudonym.

        A pseudonym is written in UTF-8 if the bytes are UTF-8, otherwise in windows-1252.
        """
        return self._replace(data, _charset(data))

    def leaks(self, data: bytes) -> list[str]:
        """The pseudonyms of the secrets that can still be found, sorted."""
        return sorted({hit.pseudonym for hit in self._hits(data, _charset(data))})

    def _replace(self, data: bytes, charset: str) -> bytes:
        for _ in range(_MAX_ROUNDS):
            hits = self._hits(data, charset)
            if not hits:
                break
            data = _replaced(data, hits)
        return data

    def _hits(self, data: bytes, charset: str) -> list[Hit]:
        """The positions of secrets; a secret that is part of a pseudonym does not count."""
        if not self._patterns:
            return []
        readings = views(data, one_by_one=self._one_by_one, spaces=self._spaces)
        hits = list(_search(readings, self._patterns, charset))
        if self._pseudonym_patterns and hits:
            inside = list(_search(readings, self._pseudonym_patterns, charset))
            hits = [hit for hit in hits if not _within(hit, inside)]
        return [hit for hit in hits if charset != "utf-8" or _on_character_borders(data, hit)]


def _search(
    readings: Sequence[DecodedView], wanted: Sequence[SecretPattern], charset: str
) -> Iterator[Hit]:
    for view in readings:
        for pattern in wanted:
            yield from pattern.plain_hits(view, charset)
        if view.depth <= 1 and not view.plus_as_space:
            folded = unfold_base64(view)
            for pattern in wanted:
                yield from pattern.base64_hits(folded)


def _within(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _charset(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _on_character_borders(data: bytes, hit: Hit) -> bool:
    """Whether a hit starts and ends between two characters of UTF-8."""
    return not any(_CONTINUES.match(data, place) for place in (hit.start, hit.end))


def _replaced(data: bytes, hits: list[Hit]) -> bytes:
    """Replace each range; overlapping ranges are replaced by the longest secret's pseudonym."""
    pieces: list[bytes] = []
    done = 0
    for start, end, best in _clusters(sorted(hits)):
        pieces += [data[done:start], best.replacement]
        done = end
    return b"".join((*pieces, data[done:]))


def _clusters(hits: list[Hit]) -> Iterator[tuple[int, int, Hit]]:
    start, end, best = hits[0].start, hits[0].end, hits[0]
    for hit in hits[1:]:
        if hit.start >= end:
            yield start, end, best
            start, end, best = hit.start, hit.end, hit
        end = max(end, hit.end)
        best = max(best, hit, key=lambda one: one.size)
    yield start, end, best
