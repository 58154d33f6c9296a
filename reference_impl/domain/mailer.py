"""Sends the new confidential code by real SMTP, in the guide's words (lines 285 to 301)."""

import asyncio
import smtplib
from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, make_msgid

SENDER = "e-servicesinscription@caissedesdepots.fr"  # line 285
SUBJECT = "Régénération de code confidentiel"  # line 293
BODY = """\
Votre nouveau code confidentiel est le suivant :

{code}

A bientôt sur notre site

La Direction des Retraites
"""
DOMAIN = "caissedesdepots.fr"


class MailFailed(Exception):
    """The mail could not be handed to the SMTP server; the message says why."""


def local_now() -> datetime:
    """Give the present time with the machine's offset."""
    return datetime.now().astimezone()


class Mailer:
    """Hands mails to an SMTP server.

    Args:
        host: The server.
        port: Its port.
        clock: Gives the time of the Date header, with an offset.
        timeout: Seconds that the server may take for one answer; long, for on a busy machine a
            slow server is none that cannot be reached.
    """

    def __init__(
        self,
        host: str,
        port: int,
        *,
        clock: Callable[[], datetime] = local_now,
        timeout: float = 60,
    ) -> None:
        self.host = host
        self.port = port
        self.clock = clock
        self.timeout = timeout

    async def send_code(self, address: str, code: str) -> None:
        """Mail a new confidential code; return once the server has taken it.

        Raises:
            MailFailed: The server cannot be reached or refuses the mail.
        """
        await self.deliver(self.compose(address, code))

    def compose(self, address: str, code: str) -> EmailMessage:
        """Write the mail of the guide.

        Raises:
            MailFailed: The address cannot stand in a header.
        """
        message = EmailMessage(policy=SMTP)
        message["From"] = SENDER
        try:
            message["To"] = address
        except ValueError as error:
            raise MailFailed(f"the recorded address cannot be written to: {error}") from error
        message["Subject"] = SUBJECT
        message["Date"] = format_datetime(self.clock())
        message["Message-ID"] = make_msgid(domain=DOMAIN)
        message.set_content(self.text(code), charset="utf-8", cte="quoted-printable")
        return message

    def text(self, code: str) -> str:
        """Write the text of the mail (lines 295 to 301)."""
        return BODY.format(code=code)

    async def deliver(self, message: EmailMessage) -> None:
        """Hand a mail over in a thread, so that other people are served meanwhile.

        Raises:
            MailFailed: The server cannot be reached or refuses the mail.
        """
        try:
            await asyncio.to_thread(self._send, message)
        except (OSError, ValueError) as error:
            raise MailFailed(f"SMTP server {self.host}:{self.port}: {error}") from error

    def _send(self, message: EmailMessage) -> None:
        # The name is given because smtplib would look this machine up in the DNS otherwise.
        with smtplib.SMTP(
            self.host, self.port, local_hostname="localhost", timeout=self.timeout
        ) as server:
            server.send_message(message)
