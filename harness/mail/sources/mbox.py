"""An mbox: one file to which mails are added. It is only read."""

import asyncio
import fcntl
import os
import re
from pathlib import Path

from harness.core.errors import MailError
from harness.mail.sources.maildir import PAUSES, SETTLING
from harness.mail.sources.polling import SIZE_LIMIT, Found, Lookout

_BEGIN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d:\d\d[^\n]*\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_LOOKS = 40  # a file that is written to for longer is left for the next time
_TRACE = 64  # bytes before the place reached; they tell whether the file was written anew


class Mbox(Lookout):
    """A file in the format of mbox, whatever its way to quote lines that begin with From.

    It is read once it has kept its size for a moment and no delivery has locked it.

    Args:
        path: the file; it may be yet to come.
        quiet: see `Lookout`.
        addresses: see `Lookout`.
    """

    name = "mbox"

    def __init__(self, path: Path, *, quiet: float, addresses: str = "*") -> None:
        super().__init__(quiet=quiet, pauses=PAUSES, addresses=addresses)
        self._path = path
        self._reached = 0
        self._trace = b""

    async def _begin(self) -> None:
        self._reached = await asyncio.to_thread(self._size)
        await asyncio.to_thread(self._read, self._reached)

    async def _end(self) -> None:
        """Nothing is held open."""

    async def _news(self) -> list[Found]:
        size = await asyncio.to_thread(self._size)
        if size == self._reached:
            return []
        for _ in range(_LOOKS):
            await asyncio.sleep(SETTLING)
            before, size = size, await asyncio.to_thread(self._size)
            if before == size and (data := await asyncio.to_thread(self._read, size)) is not None:
                return [Found(mail[:SIZE_LIMIT]) for mail in mails_in(data)]
        return []

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            if not self._path.parent.is_dir():
                raise self._fault("no such folder") from None
            return 0
        except OSError as error:
            raise self._fault(error.strerror or type(error).__name__) from error

    def _read(self, size: int) -> bytes | None:
        """What was added up to a size; None while a delivery holds the file."""
        if not size and not self._reached:
            return b""
        try:
            with self._path.open("rb") as file:
                if not _free(file.fileno(), self._path):
                    return None
                start = max(0, self._reached - _TRACE)
                file.seek(start)
                data = file.read(size - start) if size > start else b""
        except OSError as error:
            raise self._fault(error.strerror or type(error).__name__) from error
        return self._added(data, size, self._reached - start)

    def _added(self, data: bytes, size: int, known: int) -> bytes:
        if size < self._reached or not data.startswith(self._trace):
            raise self._fault("it was written anew, or shortened, while it was read")
        self._reached, self._trace = size, data[-_TRACE:]
        return data[known:]

    def _fault(self, seen: str) -> MailError:
        return MailError(
            f"an mbox {self._path.name!r} that can be read, and that only grows",
            seen=seen,
            remedy="Correct `path` under [mail]; let no mail program tidy the file meanwhile.",
        )


def _free(descriptor: int, path: Path) -> bool:
    """Whether nobody holds the file: neither by a lock of the system nor by a .lock beside it."""
    if os.path.lexists(f"{path}.lock"):
        return False
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def mails_in(data: bytes) -> list[bytes]:
    """The mails in a piece of an mbox, without their From lines, unquoted.

    What stands before the first From line belongs to none.
    """
    pieces = _BEGIN.split(data)[1:]
    return [_QUOTED.sub(rb"\1", _without_blank(piece)) for piece in pieces]


def _without_blank(piece: bytes) -> bytes:
    """The blank line at the end parts two mails, and belongs to neither."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if piece.endswith(end):
            return piece[: -len(end) // 2]
    return piece
