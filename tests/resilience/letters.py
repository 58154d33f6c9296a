"""Postmen of a bad portal: each hands the mail of a new code over in its own way."""

import asyncio
import smtplib
from base64 import b64encode
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.header import Header
from email.utils import format_datetime

from reference_impl.domain.flow import Postman
from reference_impl.domain.mailer import BODY, SENDER, SUBJECT, MailFailed

Write = Callable[[str, str], Iterable[tuple[str, bytes]]]


@dataclass
class BadPostman:
    """Sends what a function makes of an address and a code.

    Attributes:
        smtp: the server's port.
        write: gives whom to send what.
        late: seconds to wait before.
    """

    smtp: int
    write: Write
    late: float = 0.0
    _under_way: set["asyncio.Task[None]"] = field(default_factory=set)

    async def send_code(self, address: str, code: str) -> None:
        """Send, now or later."""
        if not self.late:
            await self._send(address, code)
            return
        task = asyncio.ensure_future(self._send(address, code))
        self._under_way.add(task)

    async def _send(self, address: str, code: str) -> None:
        await asyncio.sleep(self.late)
        for recipient, raw in self.write(address, code):
            await asyncio.to_thread(self._hand_over, recipient, raw)

    def _hand_over(self, recipient: str, raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", self.smtp, timeout=5) as server:
            server.sendmail(SENDER, [recipient], raw)


@dataclass
class NoPostman:
    """Has no server to hand anything to."""

    async def send_code(self, address: str, code: str) -> None:
        """Fail."""
        raise MailFailed(f"no server takes the mail to {address}, {len(code)} letters")


def bad(write: Write, late: float = 0.0) -> Callable[[int], Postman]:
    """Makes such a postman, given the server's port."""
    return lambda smtp: BadPostman(smtp, write, late)


def head() -> str:
    """The lines before those about the body, dated now."""
    return (
        f"From: {SENDER}\r\nDate: {format_datetime(datetime.now(UTC))}\r\n"
        f"Subject: {Header(SUBJECT, 'utf-8').encode()}\r\nMIME-Version: 1.0\r\n"
    )


def letter(code: str, to: str) -> bytes:
    """The mail as it should be."""
    kind = "Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n"
    return f"{head()}To: {to}\r\n{kind}\r\n{BODY.format(code=code)}".encode()


def never(_address: str, _code: str) -> list[tuple[str, bytes]]:
    """No mail."""
    return []


def twice(address: str, code: str) -> list[tuple[str, bytes]]:
    """The same mail twice."""
    return [(address, letter(code, address))] * 2


def once(address: str, code: str) -> list[tuple[str, bytes]]:
    """The mail as it should be."""
    return [(address, letter(code, address))]


def astray(_address: str, code: str) -> list[tuple[str, bytes]]:
    """The mail to somebody else."""
    return [("autre@ailleurs.example", letter(code, "autre@ailleurs.example"))]


def without_code(address: str, _code: str) -> list[tuple[str, bytes]]:
    """The words without the code."""
    return [(address, letter("", address))]


def in_utf_16(address: str, code: str) -> list[tuple[str, bytes]]:
    """In a charset that mails never have, and which is told."""
    kind = "Content-Type: text/plain; charset=utf-16\r\nContent-Transfer-Encoding: base64\r\n"
    body = b64encode(BODY.format(code=code).encode("utf-16"))
    return [(address, f"{head()}To: {address}\r\n{kind}\r\n".encode() + body)]


def undeclared(address: str, code: str) -> list[tuple[str, bytes]]:
    """In windows-1252, and nobody is told."""
    raw = f"{head()}To: {address}\r\n\r\n{BODY.format(code=code)}"
    return [(address, raw.encode("cp1252"))]


def misdeclared(address: str, code: str) -> list[tuple[str, bytes]]:
    """In UTF-8, and said to be something that nobody knows."""
    kind = "Content-Type: text/plain; charset=martien\r\nContent-Transfer-Encoding: 8bit\r\n"
    return [(address, f"{head()}To: {address}\r\n{kind}\r\n{BODY.format(code=code)}".encode())]


def torn(address: str, code: str) -> list[tuple[str, bytes]]:
    """Parts without an end, one of them in broken base64."""
    start = f'{head()}To: {address}\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n--x\r\n'
    part = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{BODY.format(code=code)}\r\n--x\r\n"
    broken = "Content-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n=é=\r\n"
    return [(address, (start + part + broken).encode())]


def garbage(address: str, _code: str) -> list[tuple[str, bytes]]:
    """Bytes of which no mail was made."""
    return [(address, (bytes(range(1, 10)) + bytes(range(128, 256)) + b"\n") * 9)]
