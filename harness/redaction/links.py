"""Finds the link of a mail that the guide speaks of, and makes a wrong one of it."""

from collections.abc import Callable
from urllib.parse import quote as percent_encoded
from urllib.parse import unquote

from harness.guide.mail_claims import MailLink
from harness.model.mail import Mail
from harness.redaction.tokens import altered, fits, secret_parts

_PSEUDONYM = "‹"  # in a journal, it begins what stands for a secret


def link_of(claim: MailLink, mail: Mail) -> str:
    """The address of the link that a claim speaks of; "" if the mail has none like it."""
    if claim.address:
        return next((link for link in mail.links if fits(link, claim.address)), "")
    return next((link for link in mail.links if _PSEUDONYM in link or secret_parts(link)), "")


def with_wrong_token(url: str, claim: MailLink, is_public: Callable[[str], bool]) -> str:
    """A link with another text of the same shape for each secret part; "" if it has none.

    Args:
        url: of the link.
        claim: that tells what is secret in it.
        is_public: whether everybody may know a part, such as the name of an account: it stays.
    """
    parts = [one for one in secret_parts(url, claim.address) if not is_public(unquote(one))]
    for part in parts:
        for written in dict.fromkeys((part, percent_encoded(part, safe=""))):
            url = _replaced(url, written, altered(written))
    return url if parts else ""


def _replaced(url: str, part: str, other: str) -> str:
    """A link with another text for a part of it; the names of its parameters stay."""
    path, sign, query = url.partition("?")
    pairs = (pair.partition("=") for pair in query.split("&"))
    values = (
        f"{name}={value.replace(part, other)}" if equals else name.replace(part, other)
        for name, equals, value in pairs
    )
    return f"{path.replace(part, other)}{sign}{'&'.join(values)}"
