"""Courriels, par SMTP sans chiffrement vers le relais donné."""
import smtplib
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid

SENDER = "e-servicesinscription@caissedesdepots.fr"
SUBJECT = "Régénération de code confidentiel"
TEXT = """Votre nouveau code confidentiel est le suivant :

{code}

A bientôt sur notre site

La Direction des Retraites
"""
HTML = """<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>Régénération de code confidentiel</title></head>
<body style="font-family:Arial,sans-serif;color:#212529">
<p>Votre nouveau code confidentiel est le suivant&nbsp;:</p>
<p style="font-size:20px"><strong>{code}</strong></p>
<p>A bientôt sur notre site</p>
<p>La Direction des Retraites</p>
</body></html>
"""


class Mailer:
    def __init__(self, address, toggles):
        host, _, port = address.rpartition(":")
        self.host, self.port = host or "127.0.0.1", int(port)
        self.toggles = toggles

    def send_code(self, recipient, code):
        sender = SENDER
        if self.toggles.defect("expediteur-errone"):
            sender = "noreply@e-services-retraites.fr"
        message = EmailMessage(policy=SMTP)
        message["From"] = sender
        message["To"] = recipient
        message["Subject"] = SUBJECT
        message["Date"] = formatdate(localtime=True)
        message["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
        message.set_content(TEXT.format(code=code))
        if self.toggles.variation("courriel-html"):
            message.add_alternative(HTML.format(code=code), subtype="html")
        with smtplib.SMTP(self.host, self.port, local_hostname="localhost", timeout=8) as relay:
            relay.send_message(message, from_addr=sender, to_addrs=[recipient])
