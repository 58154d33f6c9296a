"""Makes a `Mail` from bytes; accepts any bytes and lists what is wrong with them."""

import re
from datetime import UTC, datetime
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime

from harness.mail.parsing.body import Body, body_of, links_in
from harness.mail.parsing.decoding import ADDRESS, decode_words, unfold
from harness.mail.parsing.structure import MAX_VALUE, Part, read_structure
from harness.model.fact import Fact, fact
from harness.model.mail import Mail

_ONCE = ("From", "To", "Cc", "Subject", "Date", "Message-ID", "MIME-Version", "Content-Type")
_REMARK = re.compile(r"\([^()]*\)")
_BARE_NAME = re.compile(r"(?<![^,])[^\",<>()\\]*@[^\",<>()\\]*(?=<)")  # an "@" before the address
_LOCAL_NAME = re.compile(r"[\w.+-]+")


def parse(
    raw: bytes,
    *,
    received: datetime,
    envelope_from: str = "",
    envelope_to: tuple[str, ...] = (),
    is_utf8: bool = False,
) -> Mail:
    """Read a mail; long ones take seconds and belong in a thread.

    Args:
        raw: the bytes as received; any bytes at all.
        received: when it arrived, with time zone.
        envelope_from: the sender of the SMTP envelope.
        envelope_to: the recipients of the SMTP envelope.
        is_utf8: whether it was sent with SMTPUTF8, so that its headers may be UTF-8 (RFC 6532).

    Returns:
        The mail; unreadable parts are empty and are listed in its `problems`, as is what is not
        read because there is too much of it.
    """
    problems: list[Fact] = []
    whole = read_structure(raw, problems)
    heads = _Headers(whole.head, problems, is_utf8=is_utf8)
    sender, sender_address = heads.sender()
    body = _body(whole, problems)
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
        html_link_words=body.html_link_words,
        links=tuple(dict.fromkeys((*links_in(body.text), *body.html_links))),
        attachments=body.attachments,
        problems=tuple(dict.fromkeys(problems)),
    )


def _encodable(address: str) -> str:
    """An address in which bytes that are not UTF-8 are replaced."""
    return address.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _body(whole: Part, problems: list[Fact]) -> Body:
    try:
        return body_of(whole, problems)
    except Exception as error:  # noqa: BLE001 - hostile bytes; the standard library promises nothing
        problems.append(fact("body-unreadable", error=type(error).__name__))
    return Body(text=whole.body.decode("utf-8", "replace"))


def _address_pairs(value: str) -> list[tuple[str, str]]:
    """Display names and addresses of a header; empty if the standard library gives up."""
    try:
        return getaddresses([_BARE_NAME.sub(_quoted, value)])
    except (IndexError, ValueError, RecursionError):
        return []


def _quoted(name: re.Match[str]) -> str:
    return f' "{name[0].strip()}" '


class _Headers:
    """The headers of a mail, decoded."""

    def __init__(self, head: Message, problems: list[Fact], *, is_utf8: bool) -> None:
        self._problems = problems
        self._is_utf8 = is_utf8
        self._values: dict[str, list[str]] = {}
        for name, value in head.raw_items():
            self._values.setdefault(name.lower(), []).append(str(value))
        for name in _ONCE:
            values = self._values.get(name.lower(), ())
            if len(values) > 1:
                problems.append(fact("header-repeated", header=name, count=len(values)))
            if values and len(values[0]) >= MAX_VALUE:
                problems.append(fact("header-too-long", header=name, limit=MAX_VALUE))

    def text(self, name: str) -> str:
        """The first value of a header; "" if it is missing."""
        return decode_words(self._unfolded(name), name, self._problems)

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

    def _unfolded(self, name: str) -> str:
        value = next(iter(self._values.get(name.lower(), ())), "")
        return unfold(value, name, self._problems, is_utf8=self._is_utf8)

    def _pairs(self, name: str) -> list[tuple[str, str]]:
        """Decoded display names, and addresses. Names are decoded last: they may contain commas."""
        value = self._unfolded(name)
        pairs = [pair for pair in _address_pairs(value) if _is_address(pair[1], value)]
        if not pairs and value:
            self._problems.append(fact("addresses-unreadable", header=name))
            pairs = [("", address) for address in ADDRESS.findall(self.text(name))]
        return [(decode_words(label, name, self._problems), address) for label, address in pairs]

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


def _is_address(address: str, value: str) -> bool:
    """Whether a word in a header is an address; one without a domain is marked, or alone."""
    if ADDRESS.fullmatch(address):
        return True
    is_marked = f"<{address}>" in value or address == _REMARK.sub("", value).strip()
    return is_marked and _LOCAL_NAME.fullmatch(address) is not None
