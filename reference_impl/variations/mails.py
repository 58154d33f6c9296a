"""The mail written, encoded and sent in other ways; its words stay the guide's."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from email.message import EmailMessage
from email.utils import format_datetime

from reference_impl.altering import mails
from reference_impl.altering.alteration import Acts, Alteration
from reference_impl.altering.mails import composed, header
from reference_impl.app import Parts
from reference_impl.domain.mailer import BODY, SENDER

MAIL = "mail"
MOMENT_SECONDS = 0.2
_HTML = """\
<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Régénération de code confidentiel</title>
<style>p {{ font-family: Arial, sans-serif }} .code {{ color: #c00 }}</style></head>
<body bgcolor="#ffffff"><table width="600"><tr><td>
<p>Votre nouveau code confidentiel est le suivant&nbsp;:</p>
<p><b class="code">{code}</b></p>
<p>A bient&ocirc;t sur notre site</p>
<p>La Direction des Retraites</p>
</td></tr></table></body></html>
"""
_SIGNATURE = """
--
Caisse des Dépôts - Direction des retraites et de la solidarité
1, place de la République - 99000 Bordeaux Cedex
Ce message est envoyé automatiquement : merci de ne pas y répondre.
Réf. DRS2010B47 - http://portail.invalid/A1B2C3D4
"""
_PARIS_SUMMER = timezone(timedelta(hours=2))
_FAR_EAST = timezone(timedelta(hours=11))


def _text(message: EmailMessage, text: str, charset: str = "utf-8", cte: str = "8bit") -> None:
    message.clear_content()
    message.set_content(text, charset=charset, cte=cte)


def _written(
    text: Callable[[str], str], charset: str = "utf-8", cte: str = "quoted-printable"
) -> Callable[[EmailMessage, str], EmailMessage]:
    """Write the text of the mail in another way, or encode it otherwise."""

    def compose(message: EmailMessage, code: str) -> EmailMessage:
        _text(message, text(code), charset, cte)
        return message

    return compose


def _plain(code: str) -> str:
    return BODY.format(code=code)


def _greeted(code: str) -> str:
    return f"Madame, Monsieur,\n\n{BODY.format(code=code)}"


def _signed(code: str) -> str:
    return f"{BODY.format(code=code)}{_SIGNATURE}"


def _on_one_line(code: str) -> str:
    return BODY.format(code=code).replace(" :\n\n", " : ")


def _quoted(code: str) -> str:
    return BODY.format(code=f"    « {code} »")


def _alternative(message: EmailMessage, code: str) -> EmailMessage:
    message.add_alternative(_HTML.format(code=code), subtype="html")
    return message


def _html_only(message: EmailMessage, code: str) -> EmailMessage:
    message.clear_content()
    message.set_content(_HTML.format(code=code), subtype="html", charset="iso-8859-1")
    return message


def _with_logo(message: EmailMessage, code: str) -> EmailMessage:
    message.add_alternative(
        _HTML.format(code=code).replace("<table", '<img src="cid:logo" alt="Retraites"><table'),
        subtype="html",
    )
    part = message.get_payload(1)
    assert isinstance(part, EmailMessage)  # noqa: S101 - added two lines above
    part.add_related(b"GIF89a\x01\x00\x01\x00\x00\x00\x00;", "image", "gif", cid="<logo>")
    return message


def _with_file(message: EmailMessage, _code: str) -> EmailMessage:
    message.add_attachment(
        "Conditions générales d'utilisation : CGU2010A.\n", filename="conditions générales.txt"
    )
    return message


def _for_lists(message: EmailMessage, _code: str) -> EmailMessage:
    message["Reply-To"] = "ne-pas-repondre@caissedesdepots.fr"
    message["Return-Path"] = f"<{SENDER}>"
    message["List-Unsubscribe"] = "<mailto:desabonnement@caissedesdepots.fr>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Mailer"] = "Lotus Notes 8.5 XKCD4711"
    message["Organization"] = "Caisse des Dépôts"
    return message


def _with_names(message: EmailMessage, _code: str) -> EmailMessage:
    recipient = str(message["To"])
    del message["From"], message["To"]
    message["From"] = f'"e-services, Inscription à l\'espace employeur" <{SENDER}>'
    message["To"] = f'"Espace personnalisé" <{recipient}>'
    return message


def _dated(zone: timezone) -> Callable[[EmailMessage, str], EmailMessage]:
    def compose(message: EmailMessage, _code: str) -> EmailMessage:
        del message["Date"]
        message["Date"] = format_datetime(datetime.now(UTC).astimezone(zone))
        return message

    return compose


@dataclass
class _Later:
    """Hands mails over while the person already reads step 4."""

    under_way: set[asyncio.Task[None]] = field(default_factory=set)  # keeps them alive

    async def __call__(
        self, deliver: Callable[[EmailMessage], Awaitable[None]], message: EmailMessage
    ) -> None:
        """Plan the delivery of a mail, and come back at once."""

        async def wait_and_deliver() -> None:
            await asyncio.sleep(MOMENT_SECONDS)
            await deliver(message)

        task = asyncio.create_task(wait_and_deliver())
        self.under_way.add(task)
        task.add_done_callback(self.under_way.discard)


def _a_moment_later(parts: Parts, acts: Acts) -> Parts:
    return mails.delivery(_Later())(parts, acts)


def _subject_in_latin(wire: bytes) -> bytes:
    head, blank, body = wire.partition(b"\r\n\r\n")
    lines = [line for line in head.split(b"\r\n") if not line.startswith(b"Subject:")]
    lines.append(
        b"Subject: =?ISO-8859-1?Q?R=E9g=E9n=E9ration_de?=\r\n =?ISO-8859-1?B?IGNvZGUg?=\r\n"
        b"\t=?iso-8859-1?q?confidentiel?="
    )
    return b"\r\n".join(lines) + blank + body


def _variation(
    name: str, summary: str, compose: Callable[[EmailMessage, str], EmailMessage]
) -> Alteration:
    return Alteration(name, MAIL, summary, composed(compose))


VARIATIONS = (
    _variation("mail-with-html", "The mail has a text and an HTML part.", _alternative),
    _variation("mail-of-html-alone", "The mail has an HTML part alone, in Latin 1.", _html_only),
    _variation("mail-with-logo", "The mail has an HTML part with a picture in it.", _with_logo),
    _variation("mail-with-file", "The general conditions are attached to the mail.", _with_file),
    _variation("mail-in-base64", "The mail is encoded in base64.", _written(_plain, cte="base64")),
    _variation("mail-of-8-bits", "The mail is not encoded.", _written(_plain, cte="8bit")),
    _variation(
        "mail-in-latin-1",
        "The mail is written in Latin 1, quoted-printable.",
        _written(_plain, "iso-8859-1"),
    ),
    _variation(
        "mail-in-windows-1252",
        "The mail is written in windows-1252, base64.",
        _written(_plain, "windows-1252", "base64"),
    ),
    _variation("mail-with-greeting", "The mail begins with a greeting.", _written(_greeted)),
    _variation("mail-with-signature", "The mail ends with address and number.", _written(_signed)),
    _variation(
        "mail-on-one-line", "The code stands behind its announcement.", _written(_on_one_line)
    ),
    _variation("mail-with-quotes", "The code is indented and in quotes.", _written(_quoted)),
    _variation("mail-for-lists", "The mail has more headers.", _for_lists),
    _variation("mail-with-names", "Sender and recipient have names.", _with_names),
    _variation("mail-dated-in-utc", "The mail is dated in universal time.", _dated(UTC)),
    _variation("mail-dated-in-summer", "The mail is dated with +0200.", _dated(_PARIS_SUMMER)),
    _variation("mail-dated-far-away", "The mail is dated with +1100.", _dated(_FAR_EAST)),
    Alteration(
        "mail-subject-in-pieces",
        MAIL,
        "The subject is encoded in Latin 1, in several pieces on several lines.",
        mails.raw(_subject_in_latin),
    ),
    Alteration(
        "mail-of-another-program",
        MAIL,
        "The mail has another message number.",
        header("Message-ID", "<20101023112400.A1B2C3D4@mail.invalid>"),
    ),
    Alteration(
        "mail-a-moment-later",
        MAIL,
        "The mail is sent a moment after step 4 is shown.",
        _a_moment_later,
    ),
)
