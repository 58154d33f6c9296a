"""Reads and writes inside a folder that somebody else may have filled.

A run, a crawl or a comparison may come from another machine. Its folder is data: a link, a named
pipe or a device in it is refused by its name, so that nothing outside of the folder is read or
written, and nothing waits for ever.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from errno import ELOOP, ENOTDIR
from io import BufferedReader, FileIO
from pathlib import Path, PurePosixPath

from harness.core.errors import UnsafeFile

MAX_BYTES = 1 << 28  # of one file that is read whole
MAX_FILES = 200_000  # in one folder, with those below it
_MAX_DEPTH = 12  # folders below one another
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
_READ = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_APPEND = os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
_CREATE = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
_KINDS = (
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISBLK, "a device"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISDIR, "a folder"),
)


def is_within(path: str) -> bool:
    """Whether a relative path stays inside its folder."""
    parts = PurePosixPath(path)
    return (
        bool(parts.parts)
        and not parts.is_absolute()
        and ".." not in parts.parts
        and not any(mark in path for mark in "\\\0")
    )


def inner_path(path: str) -> str:
    """The path that a record names, if it stays inside of its folder; "" names none.

    Raises:
        ValueError: it leads out of the folder.
    """
    if path and not is_within(path):
        raise ValueError(f"expected a path inside the folder; seen {path[:80]!r}")
    return path


class SafeFolder:
    """A folder whose files are read and written without leaving it.

    Names are paths relative to the folder, with `/` between their parts. The folder itself may be
    a link: the user named it.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self, name: str, limit: int = MAX_BYTES) -> bytes:
        """The content of a file of at most `limit` bytes.

        Raises:
            UnsafeFile: it is no plain file, is too large, or lies outside of the folder.
            OSError: it is missing, or cannot be read.
        """
        with self._opened(name) as (file, size):
            if size > limit:
                raise self._unsafe(name, f"{size:,} bytes", f"a file of {limit:,} bytes at most")
            return file.read(size)

    def beginning(self, name: str, count: int) -> bytes:
        """The first bytes of a file, `count` at most; errors as for `read`."""
        with self._opened(name) as (file, size):
            return file.read(min(count, size))

    def has(self, name: str) -> bool:
        """Whether there is such a file.

        Raises:
            UnsafeFile: it is no plain file, or lies outside of the folder.
        """
        try:
            self.beginning(name, 0)
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def write(self, name: str, data: bytes, *, private: bool = False) -> None:
        """Write a file in one move: a reader sees the old file or the new one, never half.

        Args:
            name: of the file; folders on the way to it are created.
            data: its content.
            private: whether only its owner may read it, and it has to be on the disk at once.

        Raises:
            UnsafeFile: a link or the like is on the way to it, or it lies outside of the folder.
            OSError: it cannot be written.
        """
        with self._parent(name, create=True) as (parent, last):
            partial = f".{last}.partial"
            try:
                _remove(parent, partial)
                mode = 0o600 if private else 0o666
                with os.fdopen(os.open(partial, _CREATE, mode, dir_fd=parent), "wb") as file:
                    file.write(data)
                    if private:
                        file.flush()
                        os.fsync(file.fileno())
                os.replace(partial, last, src_dir_fd=parent, dst_dir_fd=parent)
            except BaseException:
                _remove(parent, partial)
                raise

    def create(self, name: str) -> FileIO:
        """A new file to write line by line; a file or link of that name is removed before.

        Raises:
            UnsafeFile: as for `write`.
            OSError: it cannot be written.
        """
        with self._parent(name, create=True) as (parent, last):
            _remove(parent, last)
            return FileIO(os.open(last, _CREATE, 0o666, dir_fd=parent), "wb")

    def append(self, name: str) -> FileIO:
        """An existing file to write more lines to.

        Raises:
            UnsafeFile: as for `write`.
            OSError: it is missing, or cannot be written.
        """
        with self._parent(name) as (parent, last):
            try:
                return FileIO(os.open(last, _APPEND, dir_fd=parent), "ab")
            except OSError as error:
                raise self._refusal(name, parent, last, error) from error

    def remove(self, name: str) -> None:
        """Remove a file, or a link itself; what a link points to stays.

        Raises:
            UnsafeFile: it lies outside of the folder.
            OSError: it is missing, or cannot be removed.
        """
        with self._parent(name) as (parent, last):
            os.unlink(last, dir_fd=parent)

    def files(self) -> Iterator[str]:
        """The names of all plain files in it and below, sorted within each folder.

        Raises:
            UnsafeFile: something in it is neither a plain file nor a folder, or it holds too many.
            OSError: a folder cannot be read.
        """
        descriptor = os.open(self.path, _FOLDER)
        try:
            for count, name in enumerate(self._below(descriptor, "")):
                if count == MAX_FILES:
                    raise self._unsafe("", f"more than {MAX_FILES:,} files", "fewer files")
                yield name
        finally:
            os.close(descriptor)

    def _below(self, descriptor: int, prefix: str) -> Iterator[str]:
        with os.scandir(descriptor) as found:
            entries = sorted((entry.name, entry.stat(follow_symlinks=False)) for entry in found)
        for name, status in entries:
            path = f"{prefix}{name}"
            if stat.S_ISREG(status.st_mode):
                yield path
            elif stat.S_ISDIR(status.st_mode) and path.count("/") < _MAX_DEPTH:
                below = os.open(name, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
                try:
                    yield from self._below(below, f"{path}/")
                finally:
                    os.close(below)
            else:
                raise self._unsafe(path, _kind(status.st_mode))

    def check(self) -> None:
        """Check that it holds plain files and folders alone, and not too many; errors as `files`.

        A library that takes paths can then open what is in it.
        """
        for _ in self.files():
            pass

    @contextmanager
    def _opened(self, name: str) -> Iterator[tuple[BufferedReader, int]]:
        """A plain file and its size."""
        with self._parent(name) as (parent, last):
            try:
                descriptor = os.open(last, _READ, dir_fd=parent)
            except OSError as error:
                raise self._refusal(name, parent, last, error) from error
        with os.fdopen(descriptor, "rb") as file:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise self._unsafe(name, _kind(status.st_mode))
            yield file, status.st_size

    @contextmanager
    def _parent(self, name: str, *, create: bool = False) -> Iterator[tuple[int, str]]:
        """The folder that holds a file, opened, and the last part of its name."""
        if not is_within(name):
            raise self._unsafe(name, "a path that leads out of it")
        *folders, last = PurePosixPath(name).parts
        descriptor = os.open(self.path, _FOLDER)
        try:
            for folder in folders:
                if create:
                    with suppress(FileExistsError):
                        os.mkdir(folder, dir_fd=descriptor)
                descriptor = self._entered(descriptor, folder, name)
            yield descriptor, last
        finally:
            os.close(descriptor)

    def _entered(self, descriptor: int, folder: str, name: str) -> int:
        """A folder in an opened one, opened in its place."""
        try:
            inner = os.open(folder, _FOLDER | os.O_NOFOLLOW, dir_fd=descriptor)
        except OSError as error:
            raise self._refusal(name, descriptor, folder, error) from error
        os.close(descriptor)
        return inner

    def _refusal(self, name: str, parent: int, part: str, error: OSError) -> Exception:
        """Why a part of a path could not be opened: what it is, if it is no plain file."""
        if error.errno in {ELOOP, ENOTDIR}:
            mode = os.stat(part, dir_fd=parent, follow_symlinks=False).st_mode
            if not stat.S_ISREG(mode):
                return self._unsafe(name, _kind(mode))
        error.filename = str(self.path / name)
        return error

    def _unsafe(self, name: str, seen: str, expected: str = "a plain file") -> UnsafeFile:
        return UnsafeFile(
            f"{expected} as {self.path / name}" if name else f"{expected} in {self.path}",
            seen=seen,
            remedy="Nothing outside of the folder was read or written. Fetch the folder again "
            "from where it was made, or take this out of it.",
        )


def _kind(mode: int) -> str:
    return next((word for fits, word in _KINDS if fits(mode)), "something else")


def _remove(parent: int, name: str) -> None:
    with suppress(FileNotFoundError):
        os.unlink(name, dir_fd=parent)
