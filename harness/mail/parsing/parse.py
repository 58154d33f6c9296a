"""Makes a `Mail` from bytes; accepts any bytes and lists what is wrong with them."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message as Part
from email.policy import compat32
from email.utils import getaddresses, parsedate_to_datetime

from harness.mail.parsing.body import Body, body_of, links_in
from harness.mail.parsing.decoding import header, unfold
from harness.model.fact import Fact, fact
from harness.model.mail import Mail

_ONCE = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
_ADDRESS = re.compile(r"[^\s<>()\[\],;:\"@]+@[^\s<>()\[\],;:\"@]+")
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")


def parse(
    raw: bytes,
    *,
    received: datetime,
    envelope_from: str = "",
    envelope_to: tuple[str, ...] = (),
) -> Mail:
    """Read a mail.

    Args:
        raw: the bytes as received; any bytes at all.
        received: when it arrived, with time zone.
        envelope_from: the sender of the SMTP envelope.
        envelope_to: the recipients of the SMTP envelope.

    Returns:
        The mail; unreadable parts are empty and are listed in its `problems`.
    """
    problems: list[Fact] = []
    part = _structure(raw, problems)
    heads = _Headers(part, problems)
    sender, sender_address = heads.sender()
    body = _body(part, raw, problems)
    return Mail(
        raw=raw,
        received=received,
        envelope_from=_encodable(envelope_from),
        envelope_to=tuple(_encodable(address) for address in envelope_to),
        sender=sender,
        sender_address=sender_address,
        recipients=heads.addresses("To"),
        copies=heads.addresses("Cc"),
        reply_to=heads.addresses("Reply-To"),
        subject=heads.text("Subject"),
        date=heads.date(),
        charset=body.charset,
        text=body.text,
        html=body.html,
        html_text=body.html_text,
        html_links=body.html_links,
        links=tuple(dict.fromkeys((*links_in(body.text), *body.html_links))),
        attachments=body.attachments,
        problems=_each_once(problems),
    )


def _each_once(problems: list[Fact]) -> tuple[Fact, ...]:
    return tuple(one for place, one in enumerate(problems) if one not in problems[:place])


def _encodable(address: str) -> str:
    """An address in which bytes that are not UTF-8 are replaced."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _structure(raw: bytes, problems: list[Fact]) -> Part:
    """The parts of a mail; only its head if the standard library's parser fails."""
    try:
        return message_from_bytes(raw, policy=compat32)
    except Exception as error:  # noqa: BLE001 - hostile bytes; the parser promises nothing
        problems.append(fact("structure-unreadable", error=type(error).__name__))
    plain = Part(compat32)
    plain.set_payload(_after_head(raw).decode("ascii", "surrogateescape"))
    return plain


def _body(part: Part, raw: bytes, problems: list[Fact]) -> Body:
    try:
        return body_of(part, problems)
    except Exception as error:  # noqa: BLE001 - the same for the parameters of its headers
        problems.append(fact("body-unreadable", error=type(error).__name__))
    return Body(text=_after_head(raw).decode("utf-8", "replace"))


def _after_head(raw: bytes) -> bytes:
    return _BLANK_LINE.split(raw, maxsplit=1)[-1]


def _address_pairs(value: str) -> list[tuple[str, str]]:
    """Display names and addresses of a header; empty if the standard library gives up."""
    try:
        return getaddresses([value])
    except (IndexError, ValueError, RecursionError):
        return []


class _Headers:
    """The headers of a mail, decoded."""

    def __init__(self, part: Part, problems: list[Fact]) -> None:
        self._problems = problems
        self._values: dict[str, list[str]] = {}
        for name, value in part.raw_items():
            self._values.setdefault(name.lower(), []).append(str(value))
        for name in _ONCE:
            count = len(self._values.get(name.lower(), ()))
            if count > 1:
                problems.append(fact("header-repeated", header=name, count=count))

    def _first(self, name: str) -> str | None:
        return next(iter(self._values.get(name.lower(), ())), None)

    def text(self, name: str) -> str:
        """The first value of a header; "" if it is missing."""
        return header(self._first(name) or "", name, self._problems)

    def sender(self) -> tuple[str, str]:
        """Display name and address of From, and the bare address in lower case."""
        pairs = self._pairs("From")
        if not pairs:
            self._problems.append(fact("sender-missing"))
            return self.text("From"), ""
        name, address = pairs[0]
        return f"{name} <{address}>" if name else address, address.lower()

    def addresses(self, name: str) -> tuple[str, ...]:
        """The bare addresses of a header in lower case, in order."""
        return tuple(dict.fromkeys(address.lower() for _, address in self._pairs(name)))

    def _pairs(self, name: str) -> list[tuple[str, str]]:
        """Decoded display names, and addresses. Names are decoded last: they may contain commas."""
        raw = self._first(name)
        if raw is None:
            return []
        value = unfold(raw, name, self._problems)
        pairs = [pair for pair in _address_pairs(value) if _ADDRESS.fullmatch(pair[1])]
        if not pairs and value:
            self._problems.append(fact("addresses-unreadable", header=name))
            pairs = [("", address) for address in _ADDRESS.findall(self.text(name))]
        return [(header(label, name, self._problems), address) for label, address in pairs]

    def date(self) -> datetime | None:
        """The Date header; None if it is missing or not a date."""
        value = self.text("Date")
        if not value:
            self._problems.append(fact("date-missing"))
            return None
        try:
            date = parsedate_to_datetime(value)
            return date if date.tzinfo else date.replace(tzinfo=UTC)
        except (ValueError, TypeError, IndexError, OverflowError):
            self._problems.append(fact("date-unreadable"))
            return None
