"""Looks for every secret of a run in every file that it keeps."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from pathlib import Path
from typing import NamedTuple

from harness.redaction.scan.prefilter import Sieve
from harness.redaction.scan.unpack import Piece, pieces
from harness.redaction.vault import Vault

_BETWEEN = b"\n\0\n"  # no encoding goes on across it
_MIXED = 6  # characters
_DIGITS = 8
_TYPED = "typed"


class Leak(NamedTuple):
    """A secret that can be read.

    Attributes:
        file: below the run's folder.
        owner: the walk whose secret it is, by its folder.
        pseudonym: of the secret; its value is told nowhere.
    """

    file: str
    owner: str
    pseudonym: str

    def __str__(self) -> str:
        return f"{self.file}: {self.pseudonym} of {self.owner}"


def leaks(folder: Path, vaults: Mapping[str, Vault]) -> tuple[Leak, ...]:
    """The secrets that can be read in the files of a run.

    A walk's secret counts in its own files wherever it stands. In those of others, and in
    text that was put together from parts, it counts only where no other word could be meant:
    somebody's answer "Paris" stands in many a page.

    Args:
        folder: of the run.
        vaults: the secrets of each walk, by the name of the folder that its files lie in.

    Raises:
        OSError: a file cannot be read.
    """
    texts = _Texts(folder)
    sieve = Sieve(value for vault in vaults.values() for value in vault.values())
    if not sieve.stops(_BETWEEN.join(piece.data for piece in texts.known)):
        return ()
    return tuple(sorted(set(_closely(texts, sieve, vaults))))


class _Texts:
    """Each text of a run's files once, and the files that it stands in."""

    def __init__(self, folder: Path) -> None:
        self.known: dict[Piece, set[str]] = {}
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                self._add(path.relative_to(folder).as_posix(), path.read_bytes())

    def _add(self, file: str, data: bytes) -> None:
        for piece in (Piece(file.encode(), joined=True), *pieces(file, data)):
            self.known.setdefault(piece, set()).add(file)


def _closely(texts: _Texts, sieve: Sieve, vaults: Mapping[str, Vault]) -> Iterator[Leak]:
    known = {owner: _told_apart(vault) for owner, vault in vaults.items()}
    for piece, files in texts.known.items():
        if not sieve.stops(piece.data):
            continue
        for owner, vault in vaults.items():
            found = vault.leaks(piece.data)
            yield from (Leak(*leak) for leak in _counted(piece, files, owner, found, known[owner]))


def _counted(
    piece: Piece, files: Iterable[str], owner: str, found: Iterable[str], clear: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    for file, pseudonym in product(files, found):
        is_own = file.startswith(f"{owner}/") and not piece.joined
        if is_own or pseudonym in clear:
            yield file, owner, pseudonym


def _told_apart(vault: Vault) -> frozenset[str]:
    """The secrets that look like nothing else; what a scenario types it may type elsewhere."""
    known = zip(vault.secrets(), vault.values(), strict=True)
    return frozenset(s.pseudonym for s, v in known if s.kind != _TYPED and is_unmistakable(v))


def is_unmistakable(value: str) -> bool:
    """Whether a value looks like nothing else that a page may say."""
    bare = "".join(value.split())
    has_digit, has_letter = any(map(str.isdigit, bare)), any(map(str.isalpha, bare))
    if has_digit and has_letter:
        return len(bare) >= _MIXED
    return has_digit and len(bare) >= _DIGITS
