"""Searches many secrets at once, in each of their encodings."""

import re
from collections.abc import Iterable
from typing import Any

from harness.redaction.decodings import DecodedView, views
from harness.redaction.patterns import SecretPattern, patterns_of, unfold_base64

_WORD = rb"[0-9A-Za-z_\x80-\xff]"
_BASE64 = rb"[0-9A-Za-z+/]"
_NOTHING = re.compile(rb"(?!)")
_END = -1  # of a value, in a tree of its bytes
_MAX_PREFIX = 24  # bytes of a value that decide whether to check closely


class Prefilter:
    """Finds out fast whether any of many values may be in some bytes.

    It never misses a value. What it reports has to be checked by `Vault.leaks`, which knows the
    rules for each value.
    """

    def __init__(self, values: Iterable[str]) -> None:
        known = set(values)
        wanted = [pattern for value in known for pattern in patterns_of(value, "")]
        self._plain = _any_of(wanted, _plain_form, _WORD)
        self._cores = _any_of(wanted, _base64_forms, _BASE64)
        self._one_by_one = any(mark in value for value in known for mark in "%&\\=")
        self._spaces = any(" " in value for value in known)

    def may_contain(self, data: bytes) -> bool:
        """Whether any of the values may be in the data."""
        return any(map(self._found, views(data, one_by_one=self._one_by_one, spaces=self._spaces)))

    def _found(self, view: DecodedView) -> bool:
        if self._plain.search(view.data):
            return True
        is_shallow = view.depth <= 1 and not view.plus_as_space
        return is_shallow and self._cores.search(unfold_base64(view).data) is not None


def _plain_form(pattern: SecretPattern) -> Iterable[bytes]:
    return (pattern.data,)


def _base64_forms(pattern: SecretPattern) -> Iterable[bytes]:
    return (core.letters for core in pattern.cores)


def _any_of(wanted: Iterable[SecretPattern], forms: Any, letter: bytes) -> re.Pattern[bytes]:
    """A pattern for each form of any secret; short values only match as whole words."""
    words: dict[bool, set[bytes]] = {True: set(), False: set()}
    for pattern in wanted:
        words[pattern.whole].update(forms(pattern))
    parts = [_prefix_pattern(words[False])] if words[False] else []
    if words[True]:
        parts.append(b"(?<!%b)(?:%b)(?!%b)" % (letter, _prefix_pattern(words[True]), letter))
    return re.compile(b"|".join(parts)) if parts else _NOTHING


def _prefix_pattern(words: Iterable[bytes]) -> bytes:
    """A pattern for any of the words that reads each byte once, however many words there are."""
    root: dict[int, Any] = {}
    for word in words:
        node = root
        for byte in word[:_MAX_PREFIX]:
            node = node.setdefault(byte, {})
        node[_END] = {}
    return _tree_pattern(root)


def _tree_pattern(node: dict[int, Any]) -> bytes:
    """The pattern of a tree; recursive only where words differ, since a secret may be very long."""
    shared = bytearray()
    while len(node) == 1 and _END not in node:
        ((byte, node),) = node.items()
        shared.append(byte)
    after = [(byte, rest) for byte, rest in sorted(node.items()) if byte != _END]
    branches = [re.escape(bytes([byte])) + _tree_pattern(rest) for byte, rest in after]
    more = b"(?:%b)" % b"|".join(branches) if branches else b""
    # a whole word may be the beginning of another one
    return re.escape(bytes(shared)) + more + (b"?" if branches and _END in node else b"")
