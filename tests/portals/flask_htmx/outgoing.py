"""What leaves the portal: the mail and the spoken code."""
import array
import io
import pathlib
import smtplib
import wave
from email.message import EmailMessage
from email.utils import formatdate

from switches import on

CLIPS = pathlib.Path(__file__).parent / "clips"
BODY = """Votre nouveau code confidentiel est le suivant :

{code}

A bientôt sur notre site

La Direction des Retraites
"""


def send_code(server, account, code, certification):
    mail = EmailMessage()
    mail["From"] = "e-servicesinscription@caissedesdepots.fr"
    mail["To"] = account["email"]
    mail["Date"] = formatdate(localtime=True)
    mail["Subject"] = "Regeneration de code confidentiel" if on("mail-sujet") else "Régénération de code confidentiel"
    body = BODY.format(code=code)
    if on("mail-certification"):
        body = body.replace(code, f"{code}\n\nCode de certification : {certification}")
    mail.set_content(body, cte="quoted-printable")
    if on("mail-html"):
        paragraphs = "".join(f"<p>{part}</p>" for part in body.strip().split("\n\n"))
        mail.add_alternative(f"<html lang='fr'><body>{paragraphs}</body></html>", subtype="html")
    host, port = server.rsplit(":", 1)
    with smtplib.SMTP(host, int(port), timeout=5) as smtp:
        smtp.send_message(mail)


def spoken(code):
    """A WAV file in which each character of the code is spoken, with a silence after each."""
    samples, rate = array.array("h"), 22050
    for character in code:
        with wave.open(str(CLIPS / f"{character}.wav")) as clip:
            rate = clip.getframerate()
            samples.frombytes(clip.readframes(clip.getnframes()))
        samples.extend([0] * int(rate * (0.9 if on("son-lent") else 0.3)))
    target = io.BytesIO()
    with wave.open(target, "wb") as out:
        out.setparams((1, 2, rate, 0, "NONE", ""))
        out.writeframes(samples.tobytes())
    return target.getvalue()
