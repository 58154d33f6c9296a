"""Mails in two parts, text and HTML, as mail programs of today show them."""

from email.message import EmailMessage
from html import escape

from reference_impl.domain.mailer import Mailer

HTML = """\
<!DOCTYPE html>
<html lang="fr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Régénération de code confidentiel</title>
</head>
<body style="margin:0;padding:24px;background:#eef2f7;color:#16202b;\
font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:16px;line-height:1.5">
<table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;max-width:560px;\
margin:0 auto;background:#ffffff;border-radius:12px">
<tr><td style="padding:32px">
<p style="margin:0 0 16px">Votre nouveau code confidentiel est le suivant :</p>
<p style="margin:0 0 24px;padding:16px 24px;background:#f4f7fb;border-left:4px solid #b3122d;\
font-family:Consolas,'Liberation Mono',monospace;font-size:24px;letter-spacing:3px">\
<strong>{code}</strong></p>
<p style="margin:0 0 16px">A bientôt sur notre site</p>
<p style="margin:0;font-weight:bold">La Direction des Retraites</p>
</td></tr>
</table>
</body>
</html>
"""


class HtmlMailer(Mailer):
    """Hands the mails of this edition to an SMTP server."""

    def compose(self, address: str, code: str) -> EmailMessage:
        """Write the mail of the guide twice, the plain text first.

        Raises:
            MailFailed: The address cannot stand in a header.
        """
        message = super().compose(address, code)
        html = HTML.format(code=escape(code))
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
        return message
