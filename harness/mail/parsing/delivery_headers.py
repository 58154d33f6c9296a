"""Headers that mail servers added on the way: delivery address and envelope sender."""

import re

from harness.mail.parsing.structure import read_head

_DELIVERED_TO = ("X-Original-To", "Envelope-To", "X-Envelope-To", "Delivered-To")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+")


def delivery_addresses(raw: bytes) -> tuple[str, ...]:
    """The addresses that a mail was delivered to, in lower case, each once.

    They need not be its recipients: behind an alias or in a catch-all mailbox they name the
    mailbox.
    """
    return _addresses(raw, _DELIVERED_TO)


def return_path(raw: bytes) -> str:
    """The sender of the envelope, as the last server wrote it; "" if it is missing."""
    return next(iter(_addresses(raw, ("Return-Path",))), "")


def _addresses(raw: bytes, names: tuple[str, ...]) -> tuple[str, ...]:
    headers = read_head(raw)
    values = (str(value) for name in names for value in headers.get_all(name, ()))
    return tuple(dict.fromkeys(a.lower() for value in values for a in _ADDRESS.findall(value)))
