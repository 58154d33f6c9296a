"""The kinds of claims of the profiles: security and accessibility, beyond the guide.

They are judged on a whole journal: some on all its records (headers, cookies, addresses), the
others on the steps that try them according to their scenario.
"""

import re
from typing import ClassVar, Literal

from pydantic import field_validator

from harness.core.value import Value
from harness.guide.bounded_pattern import comes_to_an_end
from harness.guide.worded import FieldLabel

MAX_HEADER = 4_000
"""Characters of a header in which the regular expression of a claim is searched."""


class _Claim(Value):
    needs: ClassVar[frozenset[str]] = frozenset()
    """The features that a target must have for this to be judged."""


# --- judged on whatever a journal holds -----------------------------------------------


class HeaderIs(_Claim):
    """Every page is answered with this header.

    Attributes:
        name: of the header, in lower case.
        value: a regular expression that its value holds, in lower case; "" for any value.
        encrypted: whether it only means something over https.
    """

    kind: Literal["header"]
    name: str
    value: str = ""
    encrypted: bool = False

    @field_validator("value")
    @classmethod
    def _ends(cls, value: str) -> str:
        """Refuse what is no regular expression, and what could be tried without end."""
        try:
            ends = comes_to_an_end(value, MAX_HEADER, anywhere=True)
        except re.error as error:
            raise ValueError(f"expected a regular expression; {error}") from error
        if not ends:
            raise ValueError(
                f"expected a regular expression of bounded time; seen {value[:80]!r}, with repeats "
                "within or beside one another"
            )
        return value


class CookieHas(_Claim):
    """Every cookie has this attribute; `Secure` is required over https only."""

    kind: Literal["cookie"]
    attribute: Literal["HttpOnly", "SameSite", "Secure"]


class NotStored(_Claim):
    """Neither browsers nor proxies store the page or the audio of the code.

    Attributes:
        of: the page of the code, or its sound.
    """

    kind: Literal["no-store"]
    of: Literal["page", "sound"]


class CleanAddresses(_Claim):
    """No address contains a code, an answer or a session."""

    kind: Literal["clean-addresses"]


class AgainstTheGuide(_Claim):
    """The guide asks for something that the sources of the profile forbid.

    Attributes:
        fact: what the portal should do without: a code in a mail, a field, or that a field is
            filled in with what the visitor did not type.
        field: slug of the statement about the field; "" for a code in a mail.
    """

    kind: Literal["against-the-guide"]
    fact: Literal["code in a mail", "field asked", "field prefilled"]
    field: str = ""


class RulesOfAxe(_Claim):
    """axe-core finds nothing against its rules of one group.

    Attributes:
        theme: number of the RGAA's theme; 0 for the rules that carry no RGAA reference.
        tag: a tag that the rules without an RGAA reference carry; "" for the rest of them.
    """

    kind: Literal["axe"]
    theme: int = 0
    tag: str = ""

    needs: ClassVar[frozenset[str]] = frozenset({"audit"})


# --- judged on the movements that try them --------------------------------------------


class SameAnswer(_Claim):
    """The portal gives the same answers for known and for unknown accounts.

    Attributes:
        by: labels of the fields that identify an account.
    """

    kind: Literal["same-answer"]
    by: tuple[FieldLabel, ...]


class Timing(_Claim):
    """How much the times of the answers differ: reported, never broken.

    Attributes:
        by: labels of the fields that identify an account.
        samples: how many times of each are required.
    """

    kind: Literal["timing"]
    by: tuple[FieldLabel, ...]
    samples: int = 5


class LimitedTries(_Claim):
    """After a number of wrong codes the portal does not take the next one at once.

    Attributes:
        after: number of wrong codes in a row.
    """

    kind: Literal["limited-tries"]
    after: int


class RenewedSession(_Claim):
    """The login gives the session another identifier."""

    kind: Literal["renewed-session"]


class ForcedChange(_Claim):
    """The first login with a code of the portal asks for a personal code."""

    kind: Literal["forced-change"]


class OwnHost(_Claim):
    """The portal uses no host from a request header in its own addresses."""

    kind: Literal["own-host"]
    header: Literal["Host", "X-Forwarded-Host"]


class CodesAre(_Claim):
    """The codes of several generations have one property.

    Attributes:
        fact: the property.
        secret: kind of the codes; "" for both.
        bits: minimum entropy, by length and alphabet.
        length: minimum number of characters.
    """

    kind: Literal["codes"]
    fact: Literal["told apart", "never twice", "hard to guess"]
    secret: str = ""
    bits: float = 0.0
    length: int = 0


Passive = HeaderIs | CookieHas | NotStored | CleanAddresses | AgainstTheGuide | RulesOfAxe
Tried = SameAnswer | Timing | LimitedTries | RenewedSession | ForcedChange | OwnHost | CodesAre
ProfileClaim = Passive | Tried
