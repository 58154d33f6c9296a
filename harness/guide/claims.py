"""The kinds of claims that a statement can make, each with what its check needs.

A claim says *what* must hold; `harness.checks` says how it is judged. Three families:

- claims about a page are judged on every page that is recognised as the statement's page;
- claims about a movement are judged on every step that a scenario says exercises them
  (and `Refusal` on every step that was to be refused);
- claims about a mail are judged on every mail that a scenario received, and about a
  sound on every sound that it heard.

The claims of the profiles, which the guide never promised, stand in `profile_claims`.
"""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from harness.guide.profile_claims import ProfileClaim


class _Claim(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


# --- about a page ---------------------------------------------------------------------


class Heading(_Claim):
    """A heading of the page has these words."""

    kind: Literal["heading"]
    text: str


class Words(_Claim):
    """The page shows these words, wherever a person reads them."""

    kind: Literal["words"]
    text: str


class Labelled(_Claim):
    """The page has a field with this label.

    Attributes:
        label: its words, without mark and colon.
        kinds: the kinds of field that it may be; any, when empty.
        secret: whether what is typed into it must be kept secret.
    """

    kind: Literal["field"]
    label: str
    kinds: tuple[str, ...] = ()
    secret: bool = False


class Mark(_Claim):
    """The label of this field carries this mark."""

    kind: Literal["mark"]
    label: str
    mark: str


class Offers(_Claim):
    """The list with this label offers this option."""

    kind: Literal["option"]
    label: str
    option: str


class Fits(_Claim):
    """The guide's example can be typed into the field with this label."""

    kind: Literal["fits"]
    label: str
    example: str


class Action(_Claim):
    """The page has a link or a button with these words; followed, it leads to a page.

    Attributes:
        label: its own words.
        beside: words of the block it stands in, where several have the same label.
        to: slug of the page it leads to; "" where the guide does not say.
    """

    kind: Literal["action"]
    label: str
    beside: str = ""
    to: str = ""


class Order(_Claim):
    """Those of these words that stand on the page stand in this order.

    Attributes:
        of: the words.
        complete: whether all of them must be there (else each has its own statement).
    """

    kind: Literal["order"]
    of: tuple[str, ...]
    complete: bool = False


class ShownCode(_Claim):
    """The page shows a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: least number of characters.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["shown-code"]
    secret: str
    shortest: int = 1
    announced_by: str = ""


class AccountWords(_Claim):
    """The page greets or names the person by these words, filled from the account."""

    kind: Literal["account-words"]
    text: str


# --- about a movement -----------------------------------------------------------------


class Leads(_Claim):
    """The movement leads to a page.

    Attributes:
        page: slug of the page.
        filled: label of a field -> attribute of the account that stands in it.
        empty: labels of fields that are empty.
        says: words that the page shows; "" for any.
        mails: number of mails sent to the person; None where it does not matter.
    """

    kind: Literal["leads"]
    page: str
    filled: dict[str, str] = {}
    empty: tuple[str, ...] = ()
    says: str = ""
    mails: int | None = None


class Reason(StrEnum):
    """Why a portal refuses."""

    MISSING = "missing"
    """Something was left empty: the message may name it."""
    WRONG = "wrong"
    """Something does not fit the account: the message must not tell what."""
    BARRED = "barred"
    """The person may not recover codes at all."""


class Refused(_Claim):
    """The movement is refused: the person stays on the page (or is sent to another)."""

    kind: Literal["refused"]
    page: str
    reason: Reason
    says: str = ""


class KeptOut(_Claim):
    """The movement does not bring the person to this page, wherever else it leads."""

    kind: Literal["kept-out"]
    page: str


class Lands(_Claim):
    """The movement ends on a page of the guide, whichever: nothing breaks.

    Attributes:
        mails: number of mails sent to the person; None where it does not matter.
    """

    kind: Literal["lands"]
    mails: int | None = None


class Aspect(StrEnum):
    """What is looked at when a portal refuses."""

    ONE_MESSAGE = "one message"
    SAME_WORDS = "same words"
    KEEPS_TYPED = "keeps what was typed"
    FORGETS_SECRETS = "forgets secrets"
    NO_MAIL = "no mail"


class Refusal(_Claim):
    """How the portal refuses on a page, whatever the reason."""

    kind: Literal["refusal"]
    aspect: Aspect


# --- about a mail ---------------------------------------------------------------------


class MailSender(_Claim):
    """The mail comes from this address."""

    kind: Literal["mail-sender"]
    address: str


class MailSubject(_Claim):
    """The decoded subject has these words."""

    kind: Literal["mail-subject"]
    text: str


class MailWords(_Claim):
    """The text of the mail shows these words."""

    kind: Literal["mail-words"]
    text: str


class MailCode(_Claim):
    """The mail holds a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: least number of characters.
        capitals: whether its letters are capitals.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["mail-code"]
    secret: str
    shortest: int = 1
    capitals: bool = False
    announced_by: str = ""


class MailForm(StrEnum):
    """What is looked at in the form of a mail."""

    RECIPIENT = "recipient"
    NO_COPY = "no copy"
    DATE = "date"
    CHARSET = "charset"
    ONCE = "once"
    SECRECY = "secrecy"
    PARTS = "parts"


class MailIs(_Claim):
    """The form of the mail is sound in this respect."""

    kind: Literal["mail-form"]
    form: MailForm


# --- about a sound --------------------------------------------------------------------


class SoundFact(StrEnum):
    """What is looked at in a sound."""

    REACHABLE = "reachable"
    VALID = "valid"
    AUDIBLE = "audible"
    SEGMENTS = "as many segments as characters"


class SoundIs(_Claim):
    """The audio version of the code is sound in this respect."""

    kind: Literal["sound"]
    fact: SoundFact


PageClaim = (
    Heading | Words | Labelled | Mark | Offers | Fits | Action | Order | ShownCode | AccountWords
)
MovementClaim = Leads | Refused | KeptOut | Lands | Refusal
MailClaim = MailSender | MailSubject | MailWords | MailCode | MailIs
Claim = Annotated[
    PageClaim | MovementClaim | MailClaim | SoundIs | ProfileClaim, Field(discriminator="kind")
]
