"""Secrets known by value: hidden in every artefact, in every encoding, and looked for again.

A `Vault` gives each secret a stable pseudonym. `hide` puts the pseudonym wherever the
value stands, however it is encoded; `leaks` is the gate that tells what is still there.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from harness.model.secret import Secret, Shape
from harness.redaction.decodings import View, views
from harness.redaction.patterns import Hit, Needle, fold, needles

_KIND = re.compile(r"[a-z][a-z0-9-]*")
_CONTINUES = re.compile(rb"[\x80-\xbf]")
_ROUNDS = 4  # a replacement may join what stood apart, so the gate is asked again


def shape_of(value: str) -> Shape:
    """The shape of a value: "FMWQS252" has the pattern "AAAAA000"."""
    return Shape(length=len(value), pattern="".join(_shape_letter(letter) for letter in value))


def _shape_letter(letter: str) -> str:
    if letter.isdecimal():
        return "0"
    if letter.isalpha():
        return "a" if letter.islower() else "A"
    return letter


class Vault:
    """The secrets of one run. Its repr tells their number, never a value."""

    def __init__(self) -> None:
        self._values: list[str] = []
        self._pseudonyms: dict[str, str] = {}
        self._secrets: dict[str, Secret] = {}
        self._counts: dict[str, int] = {}
        self._needles: tuple[Needle, ...] = ()
        self._own: tuple[Needle, ...] = ()
        self._apart = False
        self._spaces = False

    def __repr__(self) -> str:
        return f"<Vault of {len(self._secrets)} secrets>"

    def __len__(self) -> int:
        return len(self._secrets)

    def add(self, value: str, kind: str) -> str:
        """Make a secret known.

        Args:
            value: what must never be shown; not empty.
            kind: small letters, digits and hyphens, such as "confidential-code".

        Returns:
            Its pseudonym, such as "‹confidential-code-1›"; the same value gets the same.

        Raises:
            ValueError: the value is blank, or the kind is no such word.
        """
        if not value.strip():
            raise ValueError("a secret needs a value that can be told from other text")
        if not _KIND.fullmatch(kind):
            raise ValueError(f"a kind is small letters, digits and hyphens; seen: {kind!r}")
        key = unicodedata.normalize("NFC", value)
        if key not in self._pseudonyms:
            self._pseudonyms[key] = self._enter(value, kind)
        return self._pseudonyms[key]

    def _enter(self, value: str, kind: str) -> str:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        pseudonym = f"‹{kind}-{number}›"
        self._secrets[pseudonym] = Secret(pseudonym=pseudonym, kind=kind, shape=shape_of(value))
        self._values.append(value)
        every = (*self._needles, *needles(value, pseudonym))
        self._needles = tuple(sorted(every, key=lambda needle: -len(needle.data)))
        self._own = self._echo()
        self._apart = self._apart or any(mark in value for mark in "%&\\=")
        self._spaces = self._spaces or " " in value
        return pseudonym

    def _echo(self) -> tuple[Needle, ...]:
        """The pseudonyms themselves where a value occurs in one; most often there are none."""
        names = [name.encode() for name in self._secrets]
        if not any(needle.data in name for needle in self._needles for name in names):
            return ()
        return tuple(one for name in self._secrets for one in needles(name, name))

    def values(self) -> tuple[str, ...]:
        """The values themselves, in the order in which they came: to cover them on a screen."""
        return tuple(self._values)

    def secrets(self) -> tuple[Secret, ...]:
        """What the journal may keep, in the order in which they came."""
        return tuple(self._secrets.values())

    def shape(self, pseudonym: str) -> Shape:
        """The shape of the value behind a pseudonym.

        Raises:
            KeyError: no secret has this pseudonym.
        """
        return self._secrets[pseudonym].shape

    def hide(self, text: str) -> str:
        """A text with every secret replaced by its pseudonym, in whatever encoding."""
        data = text.encode("utf-8", "surrogatepass")
        hidden = self._replace(data, "utf-8")
        return text if hidden is data else hidden.decode("utf-8", "surrogatepass")

    def hide_bytes(self, data: bytes) -> bytes:
        """Bytes of any kind with every secret replaced by its pseudonym.

        A pseudonym is written in UTF-8 where the bytes are UTF-8, else in windows-1252.
        """
        return self._replace(data, _charset(data))

    def leaks(self, data: bytes) -> list[str]:
        """The pseudonyms of the secrets that can still be found, sorted."""
        return sorted({hit.pseudonym for hit in self._hits(data, _charset(data))})

    def _replace(self, data: bytes, charset: str) -> bytes:
        for _ in range(_ROUNDS):
            hits = self._hits(data, charset)
            if not hits:
                break
            data = _without(data, hits)
        return data

    def _hits(self, data: bytes, charset: str) -> list[Hit]:
        """Where secrets stand; inside a pseudonym, the words of a secret are no leak."""
        if not self._needles:
            return []
        readings = views(data, apart=self._apart, spaces=self._spaces)
        hits = list(_search(readings, self._needles, charset))
        if self._own and hits:
            own = list(_search(readings, self._own, charset))
            hits = [hit for hit in hits if not _within(hit, own)]
        return [hit for hit in hits if charset != "utf-8" or _on_letters(data, hit)]


def _search(readings: Sequence[View], wanted: Sequence[Needle], charset: str) -> Iterator[Hit]:
    for view in readings:
        for needle in wanted:
            yield from needle.plain_hits(view, charset)
        if view.depth <= 1 and not view.spaced:
            folded = fold(view)
            for needle in wanted:
                yield from needle.base64_hits(folded)


def _within(hit: Hit, others: Sequence[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in others)


def _charset(data: bytes) -> str:
    try:
        data.decode()
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


def _on_letters(data: bytes, hit: Hit) -> bool:
    """Whether a hit starts and ends between two characters of UTF-8."""
    return not any(_CONTINUES.match(data, place) for place in (hit.start, hit.end))


def _without(data: bytes, hits: list[Hit]) -> bytes:
    """Replace each stretch; where stretches overlap, all of them by the longest secret's name."""
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
