"""Finds the link of a mail that the guide speaks of, and makes a wrong one of it."""

from urllib.parse import quote as percent_encoded

from harness.guide.mail_claims import MailLink
from harness.model.mail import Mail
from harness.redaction.tokens import altered, fits, secret_parts

_PSEUDONYM = "‹"  # in a journal, it begins what stands for a secret


def link_of(claim: MailLink, mail: Mail) -> str:
    """The address of the link that a claim speaks of; "" if the mail has none like it."""
    if claim.address:
        return next((link for link in mail.links if fits(link, claim.address)), "")
    return next((link for link in mail.links if _PSEUDONYM in link or secret_parts(link)), "")


def with_wrong_token(url: str, claim: MailLink) -> str:
    """A link with another text of the same shape for each secret part; "" if it has none."""
    parts = secret_parts(url, claim.address)
    for part in parts:
        for written in (part, percent_encoded(part, safe="")):
            url = url.replace(written, altered(written))
    return url if parts else ""
