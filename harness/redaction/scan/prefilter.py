"""Many secrets looked for at once, in each of their encodings."""

import re
from collections.abc import Iterable
from typing import Any

from harness.redaction.decodings import View, views
from harness.redaction.patterns import Needle, fold, needles

_WORD = rb"[0-9A-Za-z_\x80-\xff]"
_BASE64 = rb"[0-9A-Za-z+/]"
_NOTHING = re.compile(rb"(?!)")
_END = -1  # of a word, in a tree of its bytes
_ENOUGH = 24  # bytes of a word that tell whether to look closely


class Sieve:
    """Tells fast whether any of many values may stand in some bytes.

    It errs on one side only: what it lets pass holds none of them; what it stops must be looked
    at by `Vault.leaks`, which knows the rules for each.

    Args:
        values: the secrets.
    """

    def __init__(self, values: Iterable[str]) -> None:
        known = set(values)
        wanted = [needle for value in known for needle in needles(value, "")]
        self._plain = _any_of(wanted, _plainly, _WORD)
        self._cores = _any_of(wanted, _in_base64, _BASE64)
        self._apart = any(mark in value for value in known for mark in "%&\\=")
        self._spaces = any(" " in value for value in known)

    def stops(self, data: bytes) -> bool:
        """Whether any of the values may stand there."""
        return any(map(self._found, views(data, apart=self._apart, spaces=self._spaces)))

    def _found(self, view: View) -> bool:
        if self._plain.search(view.data):
            return True
        is_shallow = view.depth <= 1 and not view.spaced
        return is_shallow and self._cores.search(fold(view).data) is not None


def _plainly(needle: Needle) -> Iterable[bytes]:
    return (needle.data,)


def _in_base64(needle: Needle) -> Iterable[bytes]:
    return (core.letters for core in needle.cores)


def _any_of(wanted: Iterable[Needle], forms: Any, letter: bytes) -> re.Pattern[bytes]:
    """Matches each form of any needle; those of whole words only where no letter is beside."""
    words: dict[bool, set[bytes]] = {True: set(), False: set()}
    for needle in wanted:
        words[needle.whole].update(forms(needle))
    parts = [_tree(words[False])] if words[False] else []
    if words[True]:
        parts.append(b"(?<!%b)(?:%b)(?!%b)" % (letter, _tree(words[True]), letter))
    return re.compile(b"|".join(parts)) if parts else _NOTHING


def _tree(words: Iterable[bytes]) -> bytes:
    """A pattern for any of the words that looks at each byte once, however many they are."""
    root: dict[int, Any] = {}
    for word in words:
        node = root
        for byte in word[:_ENOUGH]:
            node = node.setdefault(byte, {})
        node[_END] = {}
    return _written(root)


def _written(node: dict[int, Any]) -> bytes:
    """Deep only where words part: a secret may be longer than calls can be nested."""
    alone = bytearray()
    while len(node) == 1 and _END not in node:
        ((byte, node),) = node.items()
        alone.append(byte)
    after = [(byte, rest) for byte, rest in sorted(node.items()) if byte != _END]
    ways = [re.escape(bytes([byte])) + _written(rest) for byte, rest in after]
    more = b"(?:%b)" % b"|".join(ways) if ways else b""
    # a whole word may begin another whole word
    return re.escape(bytes(alone)) + more + (b"?" if ways and _END in node else b"")
