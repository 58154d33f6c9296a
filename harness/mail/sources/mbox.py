"""An mbox: one file to which mails are appended. It is only read."""

import asyncio
import fcntl
import os
import re
from pathlib import Path

from harness.core.errors import MailError
from harness.mail.source import MAX_MAIL_BYTES
from harness.mail.sources.maildir import PAUSES, SETTLING
from harness.mail.sources.polling import Found, PolledSource

_BEGIN = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\n\r\n))From [^\n]*\d:\d\d[^\n]*\n")
_QUOTED = re.compile(rb"^>(>*From )", re.MULTILINE)
_MAX_LOOKS = 40  # a file that still grows after them is read at the next poll
_TAIL = 64  # bytes before the position reached; they change if the file is rewritten


class Mbox(PolledSource):
    """A file in the mbox format, in any of its ways to quote lines that begin with From.

    It is read once its size has not changed for a moment and no delivery has locked it.

    Args:
        path: the file; it need not exist yet.
        quiet: see `PolledSource`.
        addresses: see `PolledSource`.
    """

    name = "mbox"

    def __init__(self, path: Path, *, quiet: float, addresses: str = "*") -> None:
        super().__init__(quiet=quiet, pauses=PAUSES, addresses=addresses)
        self._path = path
        self._reached = 0
        self._tail = b""

    async def _begin(self) -> None:
        self._reached = await asyncio.to_thread(self._size)
        await asyncio.to_thread(self._read, self._reached)

    async def _end(self) -> None:
        """Nothing is held open."""

    async def _news(self) -> list[Found]:
        size = await asyncio.to_thread(self._size)
        if size == self._reached:
            return []
        for _ in range(_MAX_LOOKS):
            await asyncio.sleep(SETTLING)
            before, size = size, await asyncio.to_thread(self._size)
            if before == size and (data := await asyncio.to_thread(self._read, size)) is not None:
                return [Found(mail[:MAX_MAIL_BYTES]) for mail in mails_in(data)]
        return []

    def _size(self) -> int:
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            if not self._path.parent.is_dir():
                raise self._mail_error("no such folder") from None
            return 0
        except OSError as error:
            raise self._mail_error(error.strerror or type(error).__name__) from error

    def _read(self, size: int) -> bytes | None:
        """What was appended up to a size; None while a delivery has locked the file."""
        if not size and not self._reached:
            return b""
        try:
            with self._path.open("rb") as file:
                if not _is_unlocked(file.fileno(), self._path):
                    return None
                start = max(0, self._reached - _TAIL)
                file.seek(start)
                data = file.read(size - start) if size > start else b""
        except OSError as error:
            raise self._mail_error(error.strerror or type(error).__name__) from error
        return self._added(data, size, self._reached - start)

    def _added(self, data: bytes, size: int, known: int) -> bytes:
        if size < self._reached or not data.startswith(self._tail):
            raise self._mail_error("it was written anew, or shortened, while it was read")
        self._reached, self._tail = size, data[-_TAIL:]
        return data[known:]

    def _mail_error(self, seen: str) -> MailError:
        return MailError(
            f"an mbox {self._path.name!r} that can be read, and that only grows",
            seen=seen,
            remedy="Correct `path` under [mail]; let no mail program tidy the file meanwhile.",
        )


def _is_unlocked(descriptor: int, path: Path) -> bool:
    """Whether nobody holds a lock: neither a lock of the system nor a .lock file beside it."""
    if os.path.lexists(f"{path}.lock"):
        return False
    try:
        fcntl.lockf(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def mails_in(data: bytes) -> list[bytes]:
    """The mails in a part of an mbox, without their From lines, unquoted.

    Text before the first From line is ignored.
    """
    pieces = _BEGIN.split(data)[1:]
    return [_QUOTED.sub(rb"\1", _without_blank(piece)) for piece in pieces]


def _without_blank(piece: bytes) -> bytes:
    """A mail without the blank line that separates it from the next one."""
    for end in (b"\r\n\r\n", b"\n\n"):
        if piece.endswith(end):
            return piece[: -len(end) // 2]
    return piece
