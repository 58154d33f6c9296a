"""The claims about a mail; they are judged on every mail of their chapter that was received."""

from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import model_validator

from harness.core.value import Value
from harness.guide.code_shape import Shapes
from harness.guide.worded import Worded

ANY_MAIL = "*"
"""In a number of mails by kind: a mail of any kind."""

Mails = int | dict[str, int] | None
"""Number of mails that a movement sends: in all, or of each kind; None where it does not matter."""


def mails_promised(mails: Mails) -> dict[str, int]:
    """The number of mails of each kind; of `ANY_MAIL` where the claim names no kind."""
    if mails is None:
        return {}
    return {ANY_MAIL: mails} if isinstance(mails, int) else mails


def sends_mail(claim: object) -> bool:
    """Whether a claim about a movement promises that it sends a mail."""
    return any(mails_promised(getattr(claim, "mails", None)).values())


class MailSender(Worded):
    """The mail comes from this address, or shows this name as its sender.

    Attributes:
        address: of the sender; "" for any.
        name: that a mail program shows for the sender; "" for any.
    """

    WORDS: ClassVar[str] = "address"

    kind: Literal["mail-sender"]
    address: str = ""
    name: str = ""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not (self.address or self.name):
            raise ValueError("expected an address or a name")
        return self


class MailReplyTo(Value):
    """An answer to the mail goes to this address."""

    kind: Literal["mail-reply-to"]
    address: str


class MailAttachments(Value):
    """The mail has these files attached, and no other.

    Attributes:
        names: of the files, each with * and ?; () for a mail without a file.
    """

    kind: Literal["mail-attachments"]
    names: tuple[str, ...] = ()


class MailSubject(Worded):
    """The decoded subject is this text, * stands for any words; `{host}` … are filled in."""

    kind: Literal["mail-subject"]
    text: str


class MailWords(Worded):
    """The mail shows these words, in each of its parts; `{host}`, `{name}` … are filled in."""

    kind: Literal["mail-words"]
    text: str


class MailNoWords(Value):
    """These words are nowhere in the mail: neither in its subject nor in its text or HTML."""

    kind: Literal["mail-no-words"]
    text: str


class MailCode(Value):
    """The mail holds a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: minimum number of letters and digits.
        capitals: whether its letters are capitals.
        pattern: shapes of which it has one, such as "AAAA-0000"; () for any.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["mail-code"]
    secret: str
    shortest: int = 1
    capitals: bool = False
    pattern: Shapes = ()
    announced_by: str = ""


class MailNoCode(Value):
    """The mail holds no code: none that the run knows, and nothing that looks like one."""

    kind: Literal["mail-no-code"]


class MailLink(Value):
    """The mail has a link to the portal; opened, it leads to a page.

    Attributes:
        to: slug of the page that it leads to.
        address: path and query of the link, with * for each part that nobody else may know, and
            {any} for one that differs and is no secret; "" for the first link to the portal that
            has a secret part.
        shortest: minimum number of characters of that part; an address without * has none.
    """

    kind: Literal["mail-link"]
    to: str
    address: str = ""
    shortest: int = 1

    @property
    def least(self) -> int:
        """The minimum number of characters of its secret part; 0 for a link without one."""
        is_plain = self.address != "" and "*" not in self.address
        return 0 if is_plain and self.shortest == 1 else self.shortest


class MailForm(StrEnum):
    """A property of a mail's form."""

    RECIPIENT = "recipient"
    NO_COPY = "no copy"
    DATE = "date"
    CHARSET = "charset"
    ONCE = "once"
    SECRECY = "secrecy"
    PARTS = "parts"


class MailIs(Value):
    """The form of the mail has this property."""

    kind: Literal["mail-form"]
    form: MailForm


MailClaim = (
    MailSender
    | MailReplyTo
    | MailAttachments
    | MailSubject
    | MailWords
    | MailNoWords
    | MailCode
    | MailNoCode
    | MailLink
    | MailIs
)
