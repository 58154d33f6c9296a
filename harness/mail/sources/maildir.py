"""Mails in the file system: a Maildir, or a folder of .eml files. Nothing is moved or marked."""

import asyncio
import os
from abc import abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from harness.core.errors import MailError
from harness.mail.source import MAX_MAIL_BYTES
from harness.mail.sources.polling import Found, PolledSource

PAUSES = (0.05, 0.25)  # seconds between two polls, which are cheap
SETTLING = 0.05  # seconds in which a complete file keeps its size
_MAX_LOOKS = 40  # a file that still grows after them is read at the next poll


@dataclass(frozen=True, slots=True)
class _MailFile:
    """A file: its identity, and what tells whether it has changed."""

    key: str
    path: Path
    size: int
    changed: int


class _MailFiles(PolledSource):
    """Mails that are a file each.

    Args:
        quiet: see `PolledSource`.
        addresses: see `PolledSource`.
    """

    def __init__(self, path: Path, *, quiet: float, addresses: str = "*") -> None:
        super().__init__(quiet=quiet, pauses=PAUSES, addresses=addresses)
        self._path = path
        self._seen: set[str] = set()

    async def _begin(self) -> None:
        self._seen = {file.key for file in await asyncio.to_thread(self._files)}

    async def _end(self) -> None:
        """Nothing is held open."""

    @abstractmethod
    def _files(self) -> list[_MailFile]:
        """The files that are there."""


class Maildir(_MailFiles):
    """A Maildir, a folder with `new` and `cur` in it: each file is a complete mail."""

    name = "maildir"

    async def _news(self) -> list[Found]:
        return await asyncio.to_thread(self._read)

    def _read(self) -> list[Found]:
        news = sorted(
            (file for file in self._files() if file.key not in self._seen),
            key=lambda file: (file.changed, file.key),
        )
        return [Found(raw) for file in news if (raw := self._read_new(file)) is not None]

    def _read_new(self, file: _MailFile) -> bytes | None:
        """The bytes of a new mail; None if a mail reader has just renamed it."""
        raw = _content(file.path)
        if raw is not None:
            self._seen.add(file.key)
        return raw

    def _files(self) -> list[_MailFile]:
        """The files of both folders; `new` first, for a mail may be moved to `cur` meanwhile."""
        found = [file for folder in ("new", "cur") for file in _listing(self._path / folder)]
        return [replace(file, key=file.key.partition(":")[0]) for file in found]


class EmlFolder(_MailFiles):
    """A folder, without its subfolders, in which each mail is a file that ends in .eml.

    A file may be written in place: it is read once its size has not changed for a moment.
    """

    name = "folder"

    async def _news(self) -> list[Found]:
        before: set[_MailFile] = set()
        now = set(await asyncio.to_thread(self._new))
        for _ in range(_MAX_LOOKS - 1):
            if now == before:
                break
            await asyncio.sleep(SETTLING)
            before, now = now, set(await asyncio.to_thread(self._new))
        return await asyncio.to_thread(self._read, now & before)

    def _read(self, files: set[_MailFile]) -> list[Found]:
        found = []
        for file in sorted(files, key=lambda file: (file.changed, file.key)):
            raw = _content(file.path)
            if raw:
                self._seen.add(file.key)
                found.append(Found(raw))
        return found

    def _new(self) -> list[_MailFile]:
        return [file for file in self._files() if file.key not in self._seen and file.size]

    def _files(self) -> list[_MailFile]:
        return [f for f in _listing(self._path) if f.path.suffix.lower() == ".eml"]


def _listing(folder: Path) -> list[_MailFile]:
    try:
        with os.scandir(folder) as entries:
            return [file for entry in entries for file in _visible_file(entry)]
    except OSError as error:
        raise MailError(
            f"a folder {folder.name!r} of mails that can be read",
            seen=error.strerror or type(error).__name__,
            remedy="Correct `path` under [mail], or the rights of the folder.",
        ) from error


def _visible_file(entry: os.DirEntry[str]) -> Iterator[_MailFile]:
    """The file, unless it is hidden, not a file, or deleted."""
    try:
        if not entry.name.startswith(".") and entry.is_file():
            state = entry.stat()
            yield _MailFile(entry.name, Path(entry.path), state.st_size, state.st_mtime_ns)
    except FileNotFoundError:
        return


def _content(path: Path) -> bytes | None:
    """The bytes of a file; None if it was deleted."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_MAIL_BYTES)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise MailError(
            "a mail that can be read",
            seen=f"{error.strerror or type(error).__name__}: {path.name!r}",
            remedy="Give the user who runs this the right to read the mails.",
        ) from error
