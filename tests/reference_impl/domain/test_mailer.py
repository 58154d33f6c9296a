"""The mail, and its way to a real SMTP server."""

import email
import socket
from collections.abc import Iterator
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from reference_impl.domain.mailer import SENDER, Mailer, MailFailed

NOON = datetime(2009, 10, 23, 11, 24, tzinfo=UTC)


class Box:
    """Keeps what an SMTP server takes; refuses the people it is told to."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's own name
        self,
        server: SMTP,
        session: Session,
        envelope: Envelope,
        address: str,
        options: list[str],
    ) -> str:
        """Take everybody but one."""
        if address.startswith("unknown"):
            return "550 unknown"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Keep the mail."""
        self.taken.append(envelope)
        return "250 OK"


def free_port() -> int:
    """Find a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def box() -> Box:
    """Give the box of the server."""
    return Box()


@pytest.fixture
def mailer(box: Box) -> Iterator[Mailer]:
    """Give a mailer to a running server."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port())
    controller.start()
    yield Mailer("127.0.0.1", controller.port, clock=lambda: NOON)
    controller.stop()


async def test_the_mail_is_the_guides(mailer: Mailer, box: Box) -> None:
    """Sender, recipient, subject, date and text arrive, decoded, as the guide shows them."""
    await mailer.send_code("marcel.dupont@commune.fr", "FMWQS252")
    (envelope,) = box.taken
    assert envelope.mail_from == SENDER
    assert envelope.rcpt_tos == ["marcel.dupont@commune.fr"]
    assert isinstance(envelope.content, bytes)
    message = email.message_from_bytes(envelope.content, _class=EmailMessage, policy=default)
    assert message["From"] == SENDER
    assert message["To"] == "marcel.dupont@commune.fr"
    assert message["Subject"] == "Régénération de code confidentiel"
    assert message["Date"].datetime == NOON
    assert message["Message-ID"].endswith("@caissedesdepots.fr>")
    assert message["Cc"] is None
    assert message.get_content_type() == "text/plain"
    assert message.get_content().replace("\r\n", "\n").split("\n\n") == [
        "Votre nouveau code confidentiel est le suivant :",
        "FMWQS252",
        "A bientôt sur notre site",
        "La Direction des Retraites\n",
    ]


async def test_the_headers_are_ascii(mailer: Mailer, box: Box) -> None:
    """Nothing but ASCII is on the wire: any server carries the mail."""
    await mailer.send_code("marcel.dupont@commune.fr", "FMWQS252")
    assert isinstance(box.taken[0].content, bytes)
    assert box.taken[0].content.isascii()


async def test_a_server_that_is_down_is_a_failed_mail() -> None:
    """A refused connection is told with the server's address."""
    port = free_port()
    with pytest.raises(MailFailed, match=f"127.0.0.1:{port}"):
        await Mailer("127.0.0.1", port).send_code("a@b.fr", "FMWQS252")


async def test_a_refused_recipient_is_a_failed_mail(mailer: Mailer, box: Box) -> None:
    """A server that does not take the recipient leaves nothing half done."""
    with pytest.raises(MailFailed, match="550"):
        await mailer.send_code("unknown@commune.fr", "FMWQS252")
    assert box.taken == []


@pytest.mark.parametrize("address", ["a@b.fr\r\nBcc: c@d.fr", "a@b.fr\nX: y"])
async def test_no_address_adds_a_header(address: str, mailer: Mailer, box: Box) -> None:
    """A line break in an address fails the mail instead of adding to it."""
    with pytest.raises(MailFailed):
        await mailer.send_code(address, "FMWQS252")
    assert box.taken == []
