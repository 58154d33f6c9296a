"""Makes up another secret for an account, as a person would who chooses one."""

import hashlib
import string
from collections.abc import Collection
from random import Random

from harness.accounts.model import Account
from harness.core.errors import UsageError

_LIKE = "Chosen-0000-aa"  # the form of one for an account whose secret is not known
_MAX_DRAWS = 1000


def another_secret(account: Account, made: Collection[str] = ()) -> str:
    """A secret of the form of the account's own, and unlike all that it has had.

    A digit takes the place of a digit, a small letter that of a small one: a portal that took the
    account's secret takes this one. The same state of an account gives the same one.

    Args:
        account: that chooses it.
        made: those that are made up for it already.

    Raises:
        UsageError: its own has so few letters and digits that there is no other.
    """
    form = account.secret or _LIKE
    random = Random(hashlib.sha256(f"{account.key}\0{form}".encode()).digest())  # noqa: S311 - repeatable on purpose
    for _ in range(_MAX_DRAWS):
        drawn = "".join(_drawn(sign, random) for sign in form)
        if drawn not in made and not account.has_had(drawn):
            return drawn
    raise UsageError(
        "a secret with letters and digits, so that another of its form can be made up",
        seen=f"one of {len(form)} signs, of which none was left that the account never had",
        remedy="Give the account a longer one.",
    )


def _drawn(sign: str, random: Random) -> str:
    if sign.isdecimal():
        return random.choice(string.digits)
    if sign.isalpha():
        letters = string.ascii_uppercase if sign.isupper() else string.ascii_lowercase
        return random.choice(letters)
    return sign
