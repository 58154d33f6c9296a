"""The kinds of claims that a statement can make, each with what its check needs.

A claim says *what* must hold; `harness.checks` says how it is judged. Three families:

- claims about a page are judged on every capture of the statement's page;
- claims about a movement are judged on every step that exercises them according to its scenario
  (and `Refusal` on every step that the portal had to refuse);
- claims about a mail are judged on every mail that a scenario received, and claims about the
  audio on every audio file that it fetched.

The claims of the profiles are in `profile_claims`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field

from harness.core.value import Value
from harness.guide.profile_claims import ProfileClaim

# --- about a page ---------------------------------------------------------------------


class Heading(Value):
    """A heading of the page has these words."""

    kind: Literal["heading"]
    text: str


class Words(Value):
    """The page shows these words anywhere."""

    kind: Literal["words"]
    text: str


class Labelled(Value):
    """The page has a field with this label.

    Attributes:
        label: its words, without mark and colon.
        kinds: the kinds of field that it may have; () for any.
        secret: whether what is typed into it must be kept secret.
    """

    kind: Literal["field"]
    label: str
    kinds: tuple[str, ...] = ()
    secret: bool = False


class Mark(Value):
    """The label of this field carries this mark."""

    kind: Literal["mark"]
    label: str
    mark: str


class Offers(Value):
    """The list with this label offers this option."""

    kind: Literal["option"]
    label: str
    option: str


class Fits(Value):
    """The guide's example can be typed into the field with this label."""

    kind: Literal["fits"]
    label: str
    example: str


class Action(Value):
    """The page has a link or a button with these words, which leads to a page.

    Attributes:
        label: its own words.
        beside: words of the block around it, if several have the same label; "" for none.
        to: slug of the page that it leads to; "" if the guide does not say.
    """

    kind: Literal["action"]
    label: str
    beside: str = ""
    to: str = ""


class Order(Value):
    """Those of these words that are on the page stand in this order.

    Attributes:
        of: the words.
        complete: whether all of them must be there; if not, each has its own statement.
    """

    kind: Literal["order"]
    of: tuple[str, ...]
    complete: bool = False


class ShownCode(Value):
    """The page shows a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: minimum number of characters.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["shown-code"]
    secret: str
    shortest: int = 1
    announced_by: str = ""


class AccountWords(Value):
    """The page shows these words, filled from the account."""

    kind: Literal["account-words"]
    text: str


# --- about a movement -----------------------------------------------------------------


class Leads(Value):
    """The movement leads to a page.

    Attributes:
        page: slug of the page.
        filled: label of a field -> attribute of the account that it holds.
        empty: labels of fields that are empty.
        says: words that the page shows; "" for any.
        mails: number of mails that it sends; None for any.
    """

    kind: Literal["leads"]
    page: str
    filled: dict[str, str] = Field(default_factory=dict)
    empty: tuple[str, ...] = ()
    says: str = ""
    mails: int | None = None


class Reason(StrEnum):
    """Why a portal refuses."""

    MISSING = "missing"
    """A value is missing: the message may name it."""
    WRONG = "wrong"
    """A value does not fit the account: the message must not say which."""
    BARRED = "barred"
    """The account may not recover codes."""


class Refused(Value):
    """The portal refuses the movement: it shows this page, mostly the same as before."""

    kind: Literal["refused"]
    page: str
    reason: Reason
    says: str = ""


class KeptOut(Value):
    """The movement does not lead to this page."""

    kind: Literal["kept-out"]
    page: str


class Lands(Value):
    """The movement leads to any page of the guide.

    Attributes:
        mails: number of mails that it sends; None for any.
    """

    kind: Literal["lands"]
    mails: int | None = None


class Aspect(StrEnum):
    """An aspect of a refusal."""

    ONE_MESSAGE = "one message"
    SAME_WORDS = "same words"
    KEEPS_TYPED = "keeps what was typed"
    FORGETS_SECRETS = "forgets secrets"
    NO_MAIL = "no mail"


class Refusal(Value):
    """How the portal refuses on a page, for any reason."""

    kind: Literal["refusal"]
    aspect: Aspect


# --- about a mail ---------------------------------------------------------------------


class MailSender(Value):
    """The mail comes from this address."""

    kind: Literal["mail-sender"]
    address: str


class MailSubject(Value):
    """The decoded subject has these words."""

    kind: Literal["mail-subject"]
    text: str


class MailWords(Value):
    """The text of the mail shows these words."""

    kind: Literal["mail-words"]
    text: str


class MailCode(Value):
    """The mail holds a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: minimum number of characters.
        capitals: whether its letters are capitals.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["mail-code"]
    secret: str
    shortest: int = 1
    capitals: bool = False
    announced_by: str = ""


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


# --- about a sound --------------------------------------------------------------------


class SoundProperty(StrEnum):
    """A property of the audio version of a code."""

    REACHABLE = "reachable"
    VALID = "valid"
    AUDIBLE = "audible"
    SEGMENTS = "as many segments as characters"


class SoundIs(Value):
    """The audio version of the code has this property."""

    kind: Literal["sound"]
    fact: SoundProperty


PageClaim = (
    Heading | Words | Labelled | Mark | Offers | Fits | Action | Order | ShownCode | AccountWords
)
MovementClaim = Leads | Refused | KeptOut | Lands | Refusal
MailClaim = MailSender | MailSubject | MailWords | MailCode | MailIs
Claim = Annotated[
    PageClaim | MovementClaim | MailClaim | SoundIs | ProfileClaim, Field(discriminator="kind")
]
