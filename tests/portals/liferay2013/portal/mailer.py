"""Courriel « Régénération de code confidentiel »."""
import smtplib
import sys
import threading
import time
from email.message import EmailMessage
from email.utils import format_datetime, make_msgid
from datetime import datetime

from config import bad, var

SENDER = "e-servicesinscription@caissedesdepots.fr"
SUBJECT = "Régénération de code confidentiel"
BODY = """Votre nouveau code confidentiel est le suivant :

{code}

A bientôt sur notre site

La Direction des Retraites
"""
HTML = """<html><body style="font-family:Arial,sans-serif;font-size:10pt">
<p>Votre nouveau code confidentiel est le suivant :</p>
<p><strong>{code}</strong></p>
<p>A bientôt sur notre site</p>
<p>La Direction des Retraites</p>
</body></html>
"""


class Mailer:
    def __init__(self, address):
        host, _, port = address.rpartition(":")
        self.host, self.port = host or "127.0.0.1", int(port)

    def send_code(self, to, code):
        if bad("courriel-code-tronque"):
            code = code[:-1]
        message = EmailMessage()
        message["From"] = SENDER
        message["To"] = to
        message["Subject"] = SUBJECT
        message["Date"] = format_datetime(datetime.now().astimezone())
        message["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
        message["X-Mailer"] = "Liferay Mail Engine"
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(BODY.format(code=code), charset="utf-8", cte="quoted-printable")
        if var("courriel-html"):
            message.add_alternative(HTML.format(code=code), subtype="html", charset="utf-8")
        threading.Thread(target=self._deliver, args=(message,), daemon=True).start()

    def _deliver(self, message):
        for wait in (0, 1, 3, 10, 30):
            time.sleep(wait)
            try:
                with smtplib.SMTP(self.host, self.port, timeout=10, local_hostname="localhost") as smtp:
                    smtp.send_message(message)
                return
            except (OSError, smtplib.SMTPException) as error:
                print("courriel: %s" % error, file=sys.stderr)
