"""Mails as the programs of 2010 wrote them: ISO-8859-1, quoted-printable, Q-encoded headers."""

from email.header import Header
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any

from reference_impl.domain.mailer import Mailer

CHARSET = "iso-8859-1"
PROGRAM = "e-Services Messagerie 2.1"


class LatinPolicy(EmailPolicy):
    """The policy of SMTP, but that headers beyond ASCII are encoded words in ISO-8859-1."""

    def fold(self, name: str, value: Any) -> str:
        """Write a header on its lines."""
        if str(value).isascii():
            return str(super().fold(name, value))
        words = Header(str(value), CHARSET, header_name=name).encode(linesep=self.linesep)
        return f"{name}: {words}{self.linesep}"

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Write a header on its lines, as bytes."""
        return self.fold(name, value).encode("ascii", "surrogateescape")


# pyrefly: ignore[no-matching-overload]
POLICY = LatinPolicy(linesep="\r\n")


class LatinMailer(Mailer):
    """Hands the mails of this edition to an SMTP server."""

    def compose(self, address: str, code: str) -> EmailMessage:
        """Write the mail of the guide.

        Raises:
            MailFailed: The address cannot stand in a header.
        """
        plain = super().compose(address, code)
        message = EmailMessage(policy=POLICY)
        for name in ("From", "To", "Subject", "Date", "Message-ID"):
            message[name] = plain[name]
        message["X-Mailer"] = PROGRAM
        message.set_content(self.text(code), charset=CHARSET, cte="quoted-printable")
        return message
