"""The addresses of which the guide says, for the links of mails, where their secret stands."""

from collections.abc import Collection

from harness.guide.mail_claims import MailLink
from harness.guide.model import Guide
from harness.redaction.tokens import declared_parts, drawn_parts


def secret_addresses(guide: Guide) -> tuple[str, ...]:
    """The addresses of links in mails of which the guide says where their secret stands."""
    links = (one.claim for one in guide if isinstance(one.claim, MailLink))
    return tuple(dict.fromkeys(link.address for link in links if "*" in link.address))


def has_secret(url: str, addresses: Collection[str]) -> bool:
    """Whether an address holds what the guide calls secret, or what a program surely drew."""
    return bool(drawn_parts(url)) or any(declared_parts(url, one) for one in addresses)
