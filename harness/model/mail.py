"""A mail as its reader sees it: decoded, with its raw bytes as evidence."""

from datetime import datetime

from pydantic import Field

from harness.core.text import has_words
from harness.core.value import Value
from harness.model.fact import Fact

_LIMITS = (
    *("text-too-long", "too-many-elements", "too-many-parts", "too-deep-parts"),
    "too-many-tokens",
    "head-too-long",
)


class Mail(Value):
    """One mail.

    Attributes:
        id: its number among the mails of its source, from 1; two mails with the same bytes
            have two ids. 0 before a source has taken it.
        raw: the bytes as received; a journal does not contain them.
        received: when it arrived, with time zone.
        envelope_from: the sender of the SMTP envelope.
        envelope_to: the recipients of the SMTP envelope.
        sender: display name and address of From, decoded.
        sender_address: the bare address of From, lower case.
        recipients: bare addresses of To, lower case.
        copies: bare addresses of Cc, lower case.
        reply_to: bare addresses of Reply-To, lower case.
        subject: decoded.
        date: of the Date header; None if missing or broken.
        charset: declared charset of the text part, lower case; "" if none is declared.
        text: the text part decoded, line ends as line feeds; if there is none, `html_text`.
        html: the HTML part decoded; "" for none.
        html_text: the words that a mail program shows which prefers HTML, one line a block; "" if
            there is no HTML part.
        html_links: the addresses of the links in the HTML part, in order, with repetitions.
        html_link_words: for each of these, its words if they are an address themselves, else "".
        links: the addresses in the text and in the HTML part, in order, each once.
        problems: what is wrong with the form of the mail (broken charset, broken header …).
    """

    id: int = 0
    raw: bytes = Field(default=b"", exclude=True, repr=False)
    received: datetime
    envelope_from: str = ""
    envelope_to: tuple[str, ...] = ()
    sender: str = ""
    sender_address: str = ""
    recipients: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    reply_to: tuple[str, ...] = ()
    subject: str = ""
    date: datetime | None = None
    charset: str = ""
    text: str = ""
    html: str = ""
    html_text: str = ""
    html_links: tuple[str, ...] = ()
    html_link_words: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    attachments: tuple[str, ...] = ()
    problems: tuple[Fact, ...] = ()

    @property
    def alternatives(self) -> dict[str, str]:
        """The words of the mail as each mail program shows them, by the part that it prefers.

        It is "text" alone if the mail has one part, or if all are shown below each other.
        """
        html = self.html_text if self.html_text != self.text else ""
        return {"text": self.text} | ({"html": html} if has_words(html) else {})

    @property
    def addressed_to(self) -> frozenset[str]:
        """The addresses of To and of the envelope, lower case."""
        return frozenset(one.lower() for one in (*self.envelope_to, *self.recipients))

    @property
    def unread(self) -> Fact | None:
        """Which limit kept a part of the mail from being read; None for none."""
        return next((problem for problem in self.problems if problem.has(*_LIMITS)), None)
