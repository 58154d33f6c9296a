"""The kinds of claims that a statement can make, each with what its check needs.

A claim says *what* must hold; `harness.checks` says how it is judged. Three families:

- claims about a page are judged on every capture of the statement's page;
- claims about a movement are judged on every step that exercises them according to its scenario
  (and `Refusal` on every step that the portal had to refuse);
- claims about a mail are judged on every mail that a scenario received, and claims about the
  audio on every audio file that it fetched.

The claims about a mail are in `mail_claims`, those about what a page holds for its account in
`content_claims`, those of the profiles in `profile_claims`.
"""

from enum import StrEnum
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from harness.core.value import Value
from harness.guide.code_shape import Shapes
from harness.guide.content_claims import (
    Absent,
    ContentClaim,
    Count,
    Download,
    NoSecret,
    NoWords,
    ShownValue,
)
from harness.guide.mail_claims import MailClaim, Mails
from harness.guide.profile_claims import ProfileClaim
from harness.guide.worded import FieldLabel, Worded

# --- about a page ---------------------------------------------------------------------


class Heading(Worded):
    """A heading of the page has these words."""

    kind: Literal["heading"]
    text: str


class Words(Worded):
    """The page shows these words, wherever a person reads them.

    Attributes:
        text: the words.
        when: where they are looked for: on each page ("always"); where the movement that led
            there filled in a field ("filled-in"); where a form of the page was refused, on
            whatever page that is told ("refused").
    """

    kind: Literal["words"]
    text: str
    when: Literal["always", "filled-in", "refused"] = "always"


class Labelled(Worded):
    """The page has a field with this label.

    Attributes:
        label: its words, without mark and colon.
        called: what scenarios call it, where several fields of the page have this label: of one
            kind, they are the first, the second … in the guide's order; "" for the label.
        kinds: the kinds of field that it may have; () for any.
        secret: whether what is typed into it must be kept secret.
        optional: whether the page has it only sometimes; it is judged where a scenario fills it
            in, and so are its mark, its options and the examples for it.
    """

    WORDS: ClassVar[str] = "label"

    kind: Literal["field"]
    label: FieldLabel
    others: tuple[FieldLabel, ...] = ()
    called: FieldLabel = ""
    kinds: tuple[str, ...] = ()
    secret: bool = False
    optional: bool = False


class Mark(Value):
    """The label of this field carries this mark."""

    kind: Literal["mark"]
    label: FieldLabel
    mark: str


class Offers(Value):
    """The list with this label offers this option."""

    kind: Literal["option"]
    label: FieldLabel
    option: str


class Fits(Value):
    """The guide's example can be typed into the field with this label."""

    kind: Literal["fits"]
    label: FieldLabel
    example: str


class Action(Worded):
    """The page has a link or a button with these words; followed, it leads to a page.

    Attributes:
        label: its own words.
        beside: words of the block it stands in, where several have the same label.
        only: "link" or "button" where the guide says which; "" for either.
        to: slug of the page it leads to; "" where nobody says.
        named: whether the guide names that page. If not, the page is our reading: a statement
            of its own (`Destination`) tells it, and this one asks for an answer only.
        mails: number of mails that it sends to the person, in all or of each kind; None where it
            does not matter.
        optional: whether the page has it only sometimes; it is judged where a scenario uses it.
    """

    WORDS: ClassVar[str] = "label"

    kind: Literal["action"]
    label: str
    beside: str = ""
    only: Literal["", "link", "button"] = ""
    to: str = ""
    named: bool = True
    mails: Mails = None
    optional: bool = False


class Destination(Value):
    """The link or button of another statement leads to the page that we read there.

    Attributes:
        of: slug of the statement about the link or button.
        page: slug of the page.
    """

    kind: Literal["destination"]
    of: str
    page: str


class Order(Value):
    """Those of these words that are on the page stand in this order.

    Attributes:
        of: the words.
        complete: whether all of them must be there (else each has its own statement).
        sorted: whether their order matters.
        lines: whether each is a line of its own, and not words within a sentence.
        variants: other wordings of some of the words, each of which passes.
    """

    kind: Literal["order"]
    of: tuple[str, ...]
    variants: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    complete: bool = False
    sorted: bool = True
    lines: bool = False


class ShownCode(Value):
    """The page shows a code of this kind and shape.

    Attributes:
        secret: kind of the code.
        shortest: minimum number of letters and digits.
        pattern: shapes of which it has one, such as "AAAA-0000"; () for any.
        announced_by: slug of the statement whose words stand before the code; "" for none.
    """

    kind: Literal["shown-code"]
    secret: str
    shortest: int = 1
    pattern: Shapes = ()
    announced_by: str = ""


class AccountWords(Worded):
    """The page greets or names the person by these words, filled from the account."""

    kind: Literal["account-words"]
    text: str


# --- about a movement -----------------------------------------------------------------


class Leads(Worded):
    """The movement leads to a page.

    Attributes:
        page: slug of the page.
        filled: label of a field -> attribute of the account that it holds. A box is ticked as a
            flag of the account says; `True` or `False` says so for every account.
        empty: labels of fields that are empty; a box is if it is not ticked.
        says: words that the page shows; "" for any.
        mails: number of mails that it sends, in all or of each kind; None for any.
        after_twice: whether it uses a code that came by mail after a form was sent twice at once.
            If nobody can tell in which order the two were handled, either code may be the one.
        keeps: kind of the code that the page shows, which is the one that the page before it
            showed; "" for none. A page that shows none is not blamed.
    """

    WORDS: ClassVar[str] = "says"

    kind: Literal["leads"]
    page: str
    filled: dict[FieldLabel, str | bool] = Field(default_factory=dict)
    empty: tuple[FieldLabel, ...] = ()
    says: str = ""
    mails: Mails = None
    after_twice: bool = False
    keeps: str = ""


class Gives(Value):
    """The movement gives the person what the account holds, on whatever page.

    Attributes:
        page: slug of the page where the guide shows it.
        filled: label of a field of that page -> attribute of the account that stands in it. On
            any other page the value stands in the words or in a field, and did not before.
        mails: number of mails sent to the person; None where it does not matter.
    """

    kind: Literal["gives"]
    page: str
    filled: dict[FieldLabel, str]
    mails: Mails = None


class Reason(StrEnum):
    """Why a portal refuses."""

    MISSING = "missing"
    """A value is missing: the message may name it."""
    WRONG = "wrong"
    """A value does not fit the account: the message must not say which."""
    BARRED = "barred"
    """The account may not recover codes."""


class Refused(Worded):
    """The movement is refused: its goal is not reached, nothing is done, the person is told.

    Attributes:
        page: slug of the page where the guide, or our reading, expects the refusal. Another one
            passes if it tells the person, is no goal of the form and gives nothing away.
        reason: why it is refused.
        says: words that the refusal shows; "" for any.
        malformed: whether what was typed is wrong by its form alone: the message may tell that.
        failure: which failed try this is, counted from 1; 0 where tries are not counted.
        tries: how many failed tries the guide grants before it locks; 0 for no number.
    """

    WORDS: ClassVar[str] = "says"

    kind: Literal["refused"]
    page: str
    reason: Reason
    says: str = ""
    malformed: bool = False
    failure: int = Field(0, ge=0)
    tries: int = Field(0, ge=0)


class KeptOut(Value):
    """The movement does not lead to this page."""

    kind: Literal["kept-out"]
    page: str


class Lands(Value):
    """The movement leads to any page of the guide.

    Attributes:
        mails: number of mails that it sends, in all or of each kind; None for any.
    """

    kind: Literal["lands"]
    mails: Mails = None


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


# --- about a sound --------------------------------------------------------------------


class SoundProperty(StrEnum):
    """A property of the audio version of a code."""

    REACHABLE = "reachable"
    VALID = "valid"
    AUDIBLE = "audible"
    SEGMENTS = "as many segments as characters"
    OWN = "of its own code"


class SoundIs(Value):
    """The audio version of the code has this property."""

    kind: Literal["sound"]
    fact: SoundProperty


PageClaim = (
    Heading
    | Words
    | Labelled
    | Mark
    | Offers
    | Fits
    | Action
    | Order
    | ShownCode
    | AccountWords
    | ContentClaim
)
EVERYWHERE = (
    *(Heading, Words, AccountWords, Labelled, Action, Order),
    *(ShownValue, Count, NoWords, NoSecret),
)
"""The claims that a guide may make about every page."""
MovementClaim = (
    Leads | Gives | Refused | KeptOut | Lands | Refusal | Destination | Download | Absent
)
Claim = Annotated[
    PageClaim | MovementClaim | MailClaim | SoundIs | ProfileClaim, Field(discriminator="kind")
]
