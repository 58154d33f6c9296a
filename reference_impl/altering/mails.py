"""Altered mails: their message, their bytes, or how they are handed over."""

import smtplib
from collections.abc import Awaitable, Callable
from dataclasses import replace
from email.message import EmailMessage

from reference_impl.altering.alteration import Acts, Change, DidNotTake
from reference_impl.app import Parts
from reference_impl.domain.mailer import Mailer

Compose = Callable[[EmailMessage, str], EmailMessage]
Deliver = Callable[[Callable[[EmailMessage], Awaitable[None]], EmailMessage], Awaitable[None]]


class AlteredMailer(Mailer):
    """A mailer whose mails are altered.

    Args:
        plain: Where it takes the server from.
        acts: Called for each mail that is altered.
        written_for: Takes the address and the code, and gives those to write the mail for.
        compose: Takes the message and the code that is valid, and gives the message to send.
        raw: Takes the bytes on the wire and gives others.
        deliver: Takes what delivers a message, and the message.
    """

    def __init__(
        self,
        plain: Mailer,
        acts: Acts,
        *,
        written_for: Callable[[str, str], tuple[str, str]] = lambda address, code: (address, code),
        compose: Compose = lambda message, _code: message,
        raw: Callable[[bytes], bytes] | None = None,
        deliver: Deliver | None = None,
    ) -> None:
        super().__init__(plain.host, plain.port, clock=plain.clock, timeout=plain.timeout)
        self._plain = plain
        self._acts = acts
        self._written_for = written_for
        self._compose = compose
        self._raw = raw
        self._deliver = deliver

    async def send_code(self, address: str, code: str) -> None:
        """Mail a code, altered as the mailer was told."""
        written = self._written_for(address, code)
        message = self._plain.compose(*written)
        before = message.as_bytes()
        try:
            message = self._compose(message, code)
        except DidNotTake as missing:
            self._acts.miss(missing)
        if self._deliver or (written, before) != ((address, code), message.as_bytes()):
            self._acts()
        else:
            self._acts.idle("the mail")
        await (self._deliver(self.deliver, message) if self._deliver else self.deliver(message))

    def _send(self, message: EmailMessage) -> None:
        if self._raw is None:
            super()._send(message)
            return
        with smtplib.SMTP(
            self.host, self.port, local_hostname="localhost", timeout=self.timeout
        ) as server:
            plain = message.as_bytes()
            raw = self._raw(plain)
            if raw != plain:
                self._acts()
            else:
                self._acts.idle("the mail")
            server.sendmail(message["From"], message["To"], raw)


def composed(compose: Compose) -> Change:
    """Alter the message of each mail; see `AlteredMailer`."""
    return _mailer(lambda plain, acts: AlteredMailer(plain, acts, compose=compose))


def header(name: str, value: str | None) -> Change:
    """Give a header another value in each mail; ``None`` removes it."""

    def compose(message: EmailMessage, _code: str) -> EmailMessage:
        del message[name]
        if value is not None:
            message[name] = value
        return message

    return composed(compose)


def written_for(alter: Callable[[str, str], tuple[str, str]]) -> Change:
    """Write each mail for another address or code."""
    return _mailer(lambda plain, acts: AlteredMailer(plain, acts, written_for=alter))


def raw(alter: Callable[[bytes], bytes]) -> Change:
    """Alter the bytes of each mail as they go over the wire."""
    return _mailer(lambda plain, acts: AlteredMailer(plain, acts, raw=alter))


def delivery(deliver: Deliver) -> Change:
    """Hand each mail over in another way."""
    return _mailer(lambda plain, acts: AlteredMailer(plain, acts, deliver=deliver))


def _mailer(altered: Callable[[Mailer, Acts], Mailer]) -> Change:
    def change(parts: Parts, acts: Acts) -> Parts:
        if not isinstance(parts.mailer, Mailer):
            raise DidNotTake(f"expected the parts to hold a Mailer, seen {parts.mailer!r}")
        return replace(parts, mailer=altered(parts.mailer, acts))

    return change
