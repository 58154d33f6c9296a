"""Headers that mail servers added on the way: delivery address, envelope sender, protocol."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message

from harness.mail.parsing.decoding import ADDRESS
from harness.mail.parsing.structure import read_head

_DELIVERED_TO = ("X-Original-To", "Envelope-To", "X-Envelope-To", "Delivered-To")
_WITH_UTF8 = re.compile(r"\bwith\s+UTF8[SL]MTP", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What mail servers say of a mail.

    Attributes:
        addresses: those that it was delivered to, in lower case, each once. They need not be its
            recipients: behind an alias or in a catch-all mailbox they name the mailbox.
        return_path: the sender of the envelope, as the last server wrote it; "" if it is missing.
        is_utf8: whether a server received it with SMTPUTF8 (RFC 6531, section 4.3).
    """

    addresses: tuple[str, ...]
    return_path: str
    is_utf8: bool


def read_delivery(raw: bytes) -> Delivery:
    """Read the headers of mail servers; any bytes are accepted."""
    head = read_head(raw)
    paths = _addresses(head, ("Return-Path",))
    received = map(str, head.get_all("Received", ()))
    return Delivery(
        addresses=tuple(dict.fromkeys(_addresses(head, _DELIVERED_TO))),
        return_path=next(paths, ""),
        is_utf8=any(_WITH_UTF8.search(value) for value in received),
    )


def _addresses(head: Message, names: tuple[str, ...]) -> Iterator[str]:
    values = (str(value) for name in names for value in head.get_all(name, ()))
    return (found.lower() for value in values for found in ADDRESS.findall(value))
