"""Searches every secret of a run in every file of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from harness.core.folders.safe import SafeFolder
from harness.redaction.scan.prefilter import Prefilter
from harness.redaction.scan.unpack import FileText, texts_in
from harness.redaction.vault import Vault

_SEPARATOR = b"\n\0\n"  # no encoding spans it
_AT_ONCE = 50  # texts


@dataclass(frozen=True, order=True)
class Leak:
    """A secret that can be read in a file.

    Attributes:
        owner: the scenario of the secret, by its folder.
        pseudonym: of the secret; its value is not given.
    """

    file: str
    owner: str
    pseudonym: str

    def __str__(self) -> str:
        return f"{self.file}: {self.pseudonym} of {self.owner}"


def leaks(folder: Path, vaults: Mapping[str, Vault]) -> tuple[Leak, ...]:
    """The secrets that can be read in the files of a run.

    In a scenario's own files every occurrence of its secrets counts. In other files, and in texts
    joined from parts, only distinctive values count: an answer such as "Paris" is on many pages.

    Args:
        folder: of the run.
        vaults: the secrets of each scenario, by the name of its folder.

    Raises:
        OSError: a file cannot be read.
        UnsafeFile: the folder holds links, named pipes or the like.
    """
    texts = _RunTexts(folder)
    prefilter = Prefilter(value for vault in vaults.values() for value in vault.values())
    return tuple(sorted(set(_leaks_in(texts, prefilter, vaults))))


class _RunTexts:
    """Each text in a run's files once, with the files that contain it."""

    def __init__(self, folder: Path) -> None:
        self.known: dict[FileText, set[str]] = {}
        files = SafeFolder(folder)
        for name in files.files():
            self._add(name, files.read(name))

    def _add(self, file: str, data: bytes) -> None:
        known = self.known
        for piece in (FileText(file.encode(), joined=True), *texts_in(file, data)):
            if piece in known:
                known[piece].add(file)
            else:
                known[piece] = {file}


def _leaks_in(
    texts: _RunTexts, prefilter: Prefilter, vaults: Mapping[str, Vault]
) -> Iterator[Leak]:
    known = {owner: frozenset(vault.distinctive.values()) for owner, vault in vaults.items()}
    for piece in _suspects(tuple(texts.known), prefilter):
        files = texts.known[piece]
        for owner, vault in vaults.items():
            found = vault.leaks(piece.data)
            yield from (Leak(*leak) for leak in _relevant(piece, files, owner, found, known[owner]))


def _suspects(pieces: Sequence[FileText], prefilter: Prefilter) -> Iterator[FileText]:
    """The pieces that may contain a secret; several are searched at once, since few do."""
    for start in range(0, len(pieces), _AT_ONCE):
        some = pieces[start : start + _AT_ONCE]
        if prefilter.may_contain(_SEPARATOR.join(piece.data for piece in some)):
            yield from (piece for piece in some if prefilter.may_contain(piece.data))


def _relevant(
    piece: FileText, files: Iterable[str], owner: str, found: Iterable[str], clear: frozenset[str]
) -> Iterator[tuple[str, str, str]]:
    for file, pseudonym in product(files, found):
        is_own = file.startswith(f"{owner}/") and not piece.joined
        if is_own or pseudonym in clear:
            yield file, owner, pseudonym
