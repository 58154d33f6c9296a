"""The mail: its sender, subject, text, code, recipient, number, date, and how it is written."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from datetime import timedelta
from email.message import EmailMessage, MIMEPart
from email.utils import format_datetime

from reference_impl.altering.alteration import Acts, Alteration, Change, DidNotTake, several
from reference_impl.altering.codes import codes
from reference_impl.altering.mails import composed, delivery, header, raw, written_for
from reference_impl.altering.texts import TextChange, drop, swap
from reference_impl.app import Parts
from reference_impl.domain.mailer import SUBJECT, local_now
from reference_impl.routes.addresses import CHOICES

KIND = "mail"
CODE = "FMWQS252"  # the guide's example, which is nobody's code
RAW_SUBJECT = f"Subject: {SUBJECT}\r\n".encode("latin-1")
IDENTIFIER = CHOICES[1]

Deliver = Callable[[EmailMessage], Awaitable[None]]


def _part(message: EmailMessage, subtype: str) -> MIMEPart:
    """Give the part of a mail with its text or HTML: the mail itself, or a part of it."""
    part = message.get_body((subtype,))
    if part is None:
        raise DidNotTake(f"expected a mail with a part text/{subtype}")
    return part


def _text(change: TextChange) -> Change:
    """Alter the text of the mail."""

    def compose(message: EmailMessage, _code: str) -> EmailMessage:
        part = _part(message, "plain")
        part.set_content(change(part.get_content()), charset="utf-8", cte="quoted-printable")
        return message

    return composed(compose)


def _html(code: Callable[[str], str]) -> Change:
    """Add an HTML part that says the code in its own way."""

    def compose(message: EmailMessage, valid: str) -> EmailMessage:
        text = _part(message, "plain").get_content().replace(valid, code(valid))
        html = "".join(f"<p>{line}</p>" for line in text.splitlines())
        add = _part(message, "html").set_content if message.is_multipart() else None
        (add or message.add_alternative)(f"<html><body>{html}</body></html>", subtype="html")
        return message

    return composed(compose)


def _bytes(old: bytes, new: bytes) -> Change:
    def alter(mail: bytes) -> bytes:
        return new.join(mail.split(old))

    return raw(alter)


def _charset(instead: bytes) -> Change:
    return raw(lambda mail: re.sub(rb'; charset="[^"]+"', instead, mail))


async def _never(_send: Deliver, _message: EmailMessage) -> None:
    return None


async def _twice(send: Deliver, message: EmailMessage) -> None:
    await send(message)
    await send(message)


async def _too_late(send: Deliver, message: EmailMessage) -> None:
    loop = asyncio.get_running_loop()
    loop.call_later(3600, lambda: loop.create_task(_sent(send, message)))


async def _sent(send: Deliver, message: EmailMessage) -> None:
    await send(message)


def _dated(days: int) -> Change:
    return composed(lambda message, _code: _with_date(message, days))


def _with_date(message: EmailMessage, days: int) -> EmailMessage:
    del message["Date"]
    message["Date"] = format_datetime(local_now() + timedelta(days=days))
    return message


def _copied(name: str, address: str) -> Change:
    """Send each mail to one more address, by a header."""

    def compose(message: EmailMessage, _code: str) -> EmailMessage:
        before = message[name]
        del message[name]
        message[name] = f"{before}, {address}" if before else address
        return message

    return composed(compose)


def _leaked(parts: Parts, acts: Acts) -> Parts:
    shown: list[str] = []

    def note(code: str) -> str:
        shown.append(code)
        return code

    def tell(message: EmailMessage, _code: str) -> EmailMessage:
        text = _part(message, "plain")
        text.set_content(f"{text.get_content()}\nCode de certification : {shown[-1]}\n")
        return message

    return several(codes(certification=note), composed(tell))(parts, acts)


MUTANTS = (
    Alteration(
        "mail-sender-other",
        KIND,
        "The mail comes from another address of the house.",
        header("From", "ne-pas-repondre@caissedesdepots.fr"),
        ("mail.sender",),
    ),
    Alteration(
        "mail-subject-other",
        KIND,
        "The subject says « Votre code confidentiel ».",
        header("Subject", "Votre code confidentiel"),
        ("mail.subject",),
    ),
    Alteration(
        "mail-subject-without-accents",
        KIND,
        "The subject has lost its accents.",
        header("Subject", "Regeneration de code confidentiel"),
        ("mail.subject",),
    ),
    Alteration(
        "mail-subject-mojibake",
        KIND,
        "The subject was encoded twice.",
        header("Subject", SUBJECT.encode().decode("latin-1")),
        ("mail.subject",),
    ),
    Alteration(
        "mail-subject-missing",
        KIND,
        "The mail has no subject.",
        header("Subject", None),
        ("mail.subject",),
    ),
    Alteration(
        "mail-subject-word-broken",
        KIND,
        "The encoded word of the subject has lost its end, so that it is shown as it is.",
        _bytes(b"?= de code", b" de code"),
        ("mail.subject",),
    ),
    Alteration(
        "mail-subject-raw",
        KIND,
        "The subject is written in raw Latin-1 bytes, which no header may hold.",
        raw(lambda mail: re.sub(rb"Subject: .*?\r\n(?=\w)", RAW_SUBJECT, mail, flags=re.DOTALL)),
        ("mail.charset",),
    ),
    Alteration(
        "mail-announcement-reworded",
        KIND,
        "The mail announces a password.",
        _text(swap("Votre nouveau code confidentiel", "Votre nouveau mot de passe")),
        ("mail.announcement",),
    ),
    Alteration(
        "mail-farewell-lost",
        KIND,
        "The mail ends without a farewell.",
        _text(drop("A bientôt sur notre site")),
        ("mail.farewell",),
    ),
    Alteration(
        "mail-signature-other",
        KIND,
        "The mail is signed by another department.",
        _text(swap("La Direction des Retraites", "Le service informatique")),
        ("mail.signature",),
    ),
    Alteration(
        "mail-charset-missing",
        KIND,
        "The mail does not declare its character set.",
        _charset(b""),
        ("mail.charset",),
    ),
    Alteration(
        "mail-charset-unknown",
        KIND,
        "The mail declares a character set that does not exist.",
        _charset(b'; charset="utf8-fr"'),
        ("mail.charset",),
    ),
    Alteration(
        "mail-charset-wrong",
        KIND,
        "The mail declares UTF-8 and is written in Latin-1.",
        _bytes(b"=C3=B4", b"=F4"),
        ("mail.charset",),
    ),
    Alteration(
        "mail-text-mojibake",
        KIND,
        "The mail declares Latin-1 and is written in UTF-8.",
        _bytes(b'charset="utf-8"', b'charset="iso-8859-1"'),
        ("mail.farewell",),
    ),
    Alteration(
        "mail-code-lost",
        KIND,
        "The mail brings no code.",
        written_for(lambda address, _code: (address, "")),
        ("mail.code",),
    ),
    Alteration(
        "mail-code-of-the-guide",
        KIND,
        "The mail brings the example of the guide instead of the code.",
        written_for(lambda address, _code: (address, CODE)),
        ("mail.code",),
    ),
    Alteration(
        "mail-code-cut-off",
        KIND,
        "The mail brings the code without its last characters.",
        written_for(lambda address, code: (address, code[:-2])),
        ("certification.new-code-works", "certification.asked"),
    ),
    Alteration(
        "confidential-code-too-short",
        KIND,
        "The confidential code has four characters.",
        codes(confidential=lambda code: code[:4]),
        ("mail.code.shape",),
    ),
    Alteration(
        "confidential-code-in-lower-case",
        KIND,
        "The confidential code is in lower case.",
        codes(confidential=str.lower),
        ("mail.code.shape",),
    ),
    Alteration(
        "certification-code-too-short",
        "codes",
        "The certification code has four characters.",
        codes(certification=lambda code: code[:4]),
        ("certification-code.shape",),
    ),
    Alteration(
        "mail-to-two",
        KIND,
        "The mail goes to an archive too.",
        _copied("To", "archive@caissedesdepots.fr"),
        ("mail.recipient",),
    ),
    Alteration(
        "mail-copied",
        KIND,
        "The mail is copied to the desk.",
        _copied("Cc", "guichet@caissedesdepots.fr"),
        ("mail.copy", "mail.recipient"),
    ),
    Alteration(
        "mail-copied-in-secret",
        KIND,
        "The mail is copied to the desk, which no header says.",
        _copied("Bcc", "guichet@caissedesdepots.fr"),
        ("mail.recipient",),
    ),
    Alteration(
        "mail-never-sent",
        KIND,
        "No mail comes.",
        delivery(_never),
        ("mail.once",),
    ),
    Alteration(
        "mail-sent-twice",
        KIND,
        "The mail comes twice.",
        delivery(_twice),
        ("mail.once",),
    ),
    Alteration(
        "mail-an-hour-late",
        KIND,
        "The mail comes an hour after the request.",
        delivery(_too_late),
        ("mail.once",),
    ),
    Alteration(
        "mail-date-missing",
        KIND,
        "The mail has no date.",
        header("Date", None),
        ("mail.date",),
    ),
    Alteration(
        "mail-date-1970",
        KIND,
        "The mail is dated of 1970.",
        header("Date", "Thu, 01 Jan 1970 00:00:00 +0000"),
        ("mail.date",),
    ),
    Alteration(
        "mail-date-tomorrow",
        KIND,
        "The mail is dated of tomorrow.",
        _dated(days=1),
        ("mail.date",),
    ),
    Alteration(
        "mail-html-with-another-code",
        KIND,
        "The HTML part of the mail brings another code than its text.",
        _html(lambda code: code[::-1]),
        ("mail.parts",),
    ),
    Alteration(
        "mail-html-without-code",
        KIND,
        "The HTML part of the mail brings no code.",
        _html(lambda _code: "(voir la version texte)"),
        ("mail.parts",),
    ),
    Alteration(
        "mail-leaks-the-certification-code",
        KIND,
        "The mail brings the certification code too.",
        _leaked,
        ("certification-code.not-the-confidential-code",),
    ),
)
