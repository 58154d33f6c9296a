"""The kinds of claims of the profiles: security and accessibility, beyond the guide.

They are judged on a whole journal: some on everything that it holds (headers, cookies,
addresses), the others on the movements that a scenario says try them.
"""

from typing import ClassVar, Literal

from pydantic import BaseModel, ConfigDict


class _Claim(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    needs: ClassVar[frozenset[str]] = frozenset()
    """What a target must show before this can be judged."""


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


class CookieHas(_Claim):
    """Every cookie has this attribute; `Secure` is only asked of https."""

    kind: Literal["cookie"]
    attribute: Literal["HttpOnly", "SameSite", "Secure"]


class NotStored(_Claim):
    """Neither browsers nor proxies keep what shows the code.

    Attributes:
        of: the page of the code, or its sound.
    """

    kind: Literal["no-store"]
    of: Literal["page", "sound"]


class CleanAddresses(_Claim):
    """No code, no answer and no session stands in an address."""

    kind: Literal["clean-addresses"]


class AgainstTheGuide(_Claim):
    """What the guide asks for, and the sources of the profile forbid.

    Attributes:
        fact: what the portal would have to do without.
    """

    kind: Literal["against-the-guide"]
    fact: Literal["code in a mail", "secret question", "identifier shown"]


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
    """The portal answers alike for people whom it knows and for those it does not.

    Attributes:
        by: labels of the fields that tell who somebody is.
    """

    kind: Literal["same-answer"]
    by: tuple[str, ...]


class Timing(_Claim):
    """How far the times of the answers differ: told, never a warning.

    Attributes:
        by: labels of the fields that tell who somebody is.
        samples: how many times of each are wanted.
    """

    kind: Literal["timing"]
    by: tuple[str, ...]
    samples: int = 5


class LimitedTries(_Claim):
    """After so many wrong codes the portal does not simply take the next one.

    Attributes:
        after: number of wrong codes in a row.
    """

    kind: Literal["limited-tries"]
    after: int


class RenewedSession(_Claim):
    """The login gives the session another identifier."""

    kind: Literal["renewed-session"]


class ForcedChange(_Claim):
    """The first login with a code that the portal made asks for one of the person's own."""

    kind: Literal["forced-change"]


class OwnHost(_Claim):
    """A forged host reaches no address that the portal hands out.

    Attributes:
        header: in which it is claimed.
    """

    kind: Literal["own-host"]
    header: Literal["Host", "X-Forwarded-Host"]


class CodesAre(_Claim):
    """The codes of several generations are sound in one respect.

    Attributes:
        fact: what is looked at.
        secret: kind of the codes; "" for both.
        bits: least entropy, by length and alphabet.
        length: least number of characters.
    """

    kind: Literal["codes"]
    fact: Literal["told apart", "never twice", "hard to guess"]
    secret: str = ""
    bits: float = 0.0
    length: int = 0


Passive = HeaderIs | CookieHas | NotStored | CleanAddresses | AgainstTheGuide | RulesOfAxe
Tried = SameAnswer | Timing | LimitedTries | RenewedSession | ForcedChange | OwnHost | CodesAre
ProfileClaim = Passive | Tried
