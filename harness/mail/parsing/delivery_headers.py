"""What the servers on a mail's way wrote on it: whom it came for, and who sent it."""

import re
from email.parser import BytesHeaderParser
from email.policy import compat32

_STATIONS = ("X-Original-To", "Envelope-To", "X-Envelope-To", "Delivered-To")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+")
_HEAD = re.compile(rb"\r?\n\r?\n")
_LONGEST = 256 * 1024  # bytes of a head that are read; a longer one is no honest mail's


def stations(raw: bytes) -> tuple[str, ...]:
    """The addresses that a mail came by, in lower case, each once.

    They need not be its recipients: behind an alias, or in a mailbox that takes all, they name
    the mailbox.
    """
    return _addresses(raw, _STATIONS)


def return_path(raw: bytes) -> str:
    """The sender of the envelope, as the last server wrote it; "" where it did not."""
    return next(iter(_addresses(raw, ("Return-Path",))), "")


def _addresses(raw: bytes, names: tuple[str, ...]) -> tuple[str, ...]:
    head = _HEAD.split(raw[:_LONGEST], maxsplit=1)[0]
    try:
        headers = BytesHeaderParser(policy=compat32).parsebytes(head)
    except Exception:  # noqa: BLE001 - hostile bytes; the parser promises nothing
        return ()
    values = (str(value) for name in names for value in headers.get_all(name, ()))
    return tuple(dict.fromkeys(a.lower() for value in values for a in _ADDRESS.findall(value)))
