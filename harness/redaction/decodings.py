"""Takes encodings off a text, and maps positions back to the original bytes.

A `DecodedView` is the data with layers of encoding taken off. A position in it can be mapped to the
range of the original bytes that it was read from.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

_PERCENT = rb"%[0-9A-Fa-f]{2}"
_ENTITY = rb"&(?:#[0-9]{1,10};?|#[xX][0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};)"
_JSON = (
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
    rb"|\\u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2}|\\[\"'\\/bfnrt]"
)
_QUOTED = rb"=[0-9A-Fa-f]{2}|=[ \t]{0,8}\r?\n"
_LETTER = rb"[0-9A-Za-z+/_-]"
_FOLD = b"|".join(  # a line break inside a body of base64; cheap checks come first
    end + b"(?=%b)(?<=%b%b)(?<=%b{16}%b)" % (_LETTER, _LETTER, end, _LETTER, end)
    for end in (rb"\r\n", rb"\n")
)
_JSON_LETTERS = {
    b"b": b"\b",
    b"f": b"\f",
    b"n": b"\n",
    b"r": b"\r",
    b"t": b"\t",
}


def _percent(token: bytes) -> bytes:
    return bytes([int(token[1:], 16)])


def _entity(token: bytes) -> bytes:
    return html.unescape(token.decode("ascii")).encode("utf-8", "replace")


def _json(token: bytes) -> bytes:
    kind = token[1:2]
    if kind == b"u":
        units = [int(unit, 16) for unit in token.split(b"\\u")[1:]]
        pair = b"".join(unit.to_bytes(2, "big") for unit in units)
        return pair.decode("utf-16-be", "replace").encode("utf-8")
    if kind == b"x":
        return chr(int(token[2:].decode(), 16)).encode("utf-8")
    return _JSON_LETTERS.get(kind, kind)


def _quoted(token: bytes) -> bytes:
    return b"" if token.endswith(b"\n") else bytes([int(token[1:], 16)])


def _any_token(token: bytes) -> bytes:
    return {b"%": _percent, b"&": _entity}.get(token[:1], _json)(token)


@dataclass(frozen=True)
class Layer:
    """One kind of encoding.

    Attributes:
        decode: gives the bytes of a token (UTF-8 if it names a character).
        marks: bytes of which each token has at least one. Most texts have none, and looking for
            a single byte takes next to no time.
    """

    token: re.Pattern[bytes]
    decode: Callable[[bytes], bytes]
    marks: tuple[bytes, ...]

    def may_be_in(self, data: bytes) -> bool:
        """Whether the data has a byte of a token."""
        return any(mark in data for mark in self.marks)


PERCENT = Layer(re.compile(_PERCENT), _percent, (b"%",))
ENTITY = Layer(re.compile(_ENTITY), _entity, (b"&",))
JSON = Layer(re.compile(_JSON), _json, (b"\\",))
QUOTED = Layer(re.compile(_QUOTED), _quoted, (b"=",))
FOLD = Layer(re.compile(_FOLD), lambda _token: b"", (b"\n",))
ANY = Layer(re.compile(b"|".join((_PERCENT, _ENTITY, _JSON))), _any_token, (b"%", b"&", b"\\"))


class _Memo(dict[bytes, bytes]):
    """Decodes each distinct token once."""

    def __init__(self, decode: Callable[[bytes], bytes]) -> None:
        super().__init__()
        self._decode = decode

    def __missing__(self, token: bytes) -> bytes:
        self[token] = plain = self._decode(token)
        return plain


@dataclass(frozen=True)
class DecodedView:
    """Data with layers of encoding taken off.

    Attributes:
        data: the decoded bytes.
        parent: the view that it was made from; None for the original bytes.
        layer: the encoding that was taken off the parent.
        plus_as_space: whether each "+" was read as a space, which would break base64.
    """

    data: bytes
    parent: "DecodedView | None" = None
    layer: Layer | None = None
    plus_as_space: bool = False

    @property
    def depth(self) -> int:
        """The number of layers that were taken off."""
        return 0 if self.parent is None else self.parent.depth + 1

    def without(self, layer: Layer) -> "DecodedView":
        """The same data with one more layer taken off."""
        data = self.data
        if layer.may_be_in(data):
            memo = _Memo(layer.decode)
            data = layer.token.sub(lambda hit: memo[hit[0]], data)
        return DecodedView(data, self, layer, self.plus_as_space)

    def origin(self, start: int, end: int) -> tuple[int, int]:
        """The range of the original bytes that a range of this view was read from."""
        if self.parent is None or self.layer is None:
            return start, end
        return self.parent.origin(self._parent_span(start)[0], self._parent_span(end - 1)[1])

    def _parent_span(self, place: int) -> tuple[int, int]:
        """The range of the parent that one byte of this view was read from."""
        starts, tokens = self._tokens
        index = bisect_right(starts, place) - 1
        _, end, parent_start, parent_end = tokens[index]
        if place < end:
            return parent_start, parent_end
        moved = place - end + parent_end
        return moved, moved + 1

    @cached_property
    def _tokens(self) -> tuple[list[int], list[tuple[int, int, int, int]]]:
        """Each token: start and end in this view, start and end in the parent."""
        tokens = [(0, 0, 0, 0), *self._token_spans()]
        return [token[0] for token in tokens], tokens

    def _token_spans(self) -> Iterator[tuple[int, int, int, int]]:
        if self.parent is None or self.layer is None:
            return
        memo = _Memo(self.layer.decode)
        shift = 0
        for hit in self.layer.token.finditer(self.parent.data):
            parent_start, parent_end = hit.span()
            start = parent_start - shift
            end = start + len(memo[hit[0]])
            yield start, end, parent_start, parent_end
            shift = parent_end - end


def views(data: bytes, *, one_by_one: bool, spaces: bool) -> tuple[DecodedView, ...]:
    """The data itself, and every distinct reading of it with encodings taken off.

    All character encodings at once, and a second layer under them; the same under
    quoted-printable.

    Args:
        data: the original bytes.
        one_by_one: also take off one kind after the other, for values that look like an encoding
            themselves ("50%25").
        spaces: also read "+" as a space, as in form data.
    """
    plain = DecodedView(data)
    found = {data: plain}
    for base in (plain, plain.without(QUOTED)):
        if base is plain or base.data not in found:
            for view in _readings(base, one_by_one=one_by_one, spaces=spaces):
                found.setdefault(view.data, view)
    return tuple(found.values())


def _readings(base: DecodedView, *, one_by_one: bool, spaces: bool) -> Iterator[DecodedView]:
    for outer in _with_spaces(base, spaces):
        yield outer
        once = outer.without(ANY)
        if once.data != outer.data:
            for inner in _with_spaces(once, spaces):
                yield inner
                yield inner.without(ANY)
            if one_by_one:
                yield from _one_by_one(outer)


def _with_spaces(view: DecodedView, spaces: bool) -> Iterator[DecodedView]:
    """A view, and the same with "+" read as a space if that makes a difference."""
    yield view
    if spaces and b"+" in view.data:
        yield DecodedView(
            view.data.replace(b"+", b" "), view.parent, view.layer, plus_as_space=True
        )


def _one_by_one(base: DecodedView) -> Iterator[DecodedView]:
    """Each kind alone, and each kind under another one."""
    for outer in (PERCENT, ENTITY, JSON):
        once = base.without(outer)
        if once.data != base.data:
            yield once
            yield from (once.without(inner) for inner in (PERCENT, ENTITY, JSON))
