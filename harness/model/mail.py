"""A mail as its reader sees it: decoded, with its raw bytes as evidence."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict


class Message(BaseModel):
    """One mail.

    Attributes:
        raw: the bytes as received.
        received: when it arrived, with time zone.
        envelope_from: the sender of the SMTP envelope.
        envelope_to: the recipients of the SMTP envelope.
        sender: display name and address of From, decoded.
        sender_address: the bare address of From, lower case.
        recipients: bare addresses of To, lower case.
        copies: bare addresses of Cc, lower case.
        subject: decoded.
        date: of the Date header; None where missing or broken.
        charset: declared charset of the text part, lower case; "" where none is declared.
        text: the text part decoded, line ends as line feeds; of the HTML part if it is alone.
        html: the HTML part decoded; "" for none.
        links: the addresses of links in text and HTML, in order, each once.
        attachments: names of attached files.
        problems: what was wrong with the mail's form (broken charset, broken header …).
    """

    model_config = ConfigDict(frozen=True)

    raw: bytes
    received: datetime
    envelope_from: str = ""
    envelope_to: tuple[str, ...] = ()
    sender: str = ""
    sender_address: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    charset: str = ""
    text: str = ""
    html: str = ""
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
