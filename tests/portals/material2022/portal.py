#!/usr/bin/env python3
"""Espace personnalisé employeur: JSON API and static host of the single-page application."""
import argparse
import hmac
import json
import math
import mimetypes
import os
import random
import re
import secrets
import shutil
import signal
import smtplib
import struct
import subprocess
import sys
import tempfile
import threading
import time
import wave
import zlib
from email.charset import QP, Charset
from email.header import Header
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import formatdate, make_msgid
from http.cookies import CookieError, SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from patches import DEFECT_PATCHES, VARIATION_PATCHES

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"
IDLE = 20 * 60
MAX_TRIES = 3
SENDER = "e-servicesinscription@caissedesdepots.fr"
SUBJECT = "Régénération de code confidentiel"
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"
OWN_QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quelle est votre ville de naissance ?",
    "Quel est le prénom de votre grand-père maternel ?",
    "Quel était le nom de votre premier animal de compagnie ?",
    "Quelle est la marque de votre première voiture ?",
    "Quel était le nom de votre école primaire ?",
]
ROUTES = re.compile(
    r"^/(connexion(/certification)?|codes-perdus(/(recherche|identifiant|regeneration|certification|utilisateur))?"
    r"|espace|profil|recherche-site|inscription|cgu|mentions-legales|accessibilite|donnees-personnelles|contact"
    r"|(aide|actualites|informations|regimes)(/[a-z0-9-]+)?)?/?$")

M_REQUIRED = "Ce champ est obligatoire."
M_SIRET = "Le numéro SIRET doit comporter 14 chiffres."
M_ONE_OF = "Vous devez obligatoirement compléter au moins l'un de ces deux champs."
M_EMAIL = "Cette adresse e-mail n'est pas valide."
M_QUESTION = "Sélectionnez la question choisie lors de votre inscription."
M_INVALID = "Le formulaire comporte des erreurs. Vérifiez les champs signalés."
M_SEARCH = "Votre requête n'a pas abouti. Vérifiez que :"
M_SEARCH_LIST = [
    "le n° de BCR ou de contrat est bien saisi en majuscules,",
    "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
    "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.",
]
M_INELIGIBLE = "Vous ne pouvez pas récupérer vos codes d'accès en ligne. Cette possibilité est ouverte uniquement :"
M_INELIGIBLE_LIST = [
    "si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse,",
    "si l'adresse courriel enregistrée sur votre compte est valide.",
    "Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.",
]
M_REGENERATE = ("Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte. "
                "Votre code confidentiel n'a pas été modifié.")
M_LOGIN = "Code identifiant ou code confidentiel incorrect."
M_REVOKED = ("Vous avez fait 3 essais infructueux de saisie du code de certification : votre code confidentiel n'est plus valable. "
             "Vous devez renouveler votre code confidentiel.")
M_EXPIRED = "Votre session a expiré pour des raisons de sécurité. Veuillez recommencer."
M_MAIL = "Le courriel n'a pas pu être envoyé. Votre code confidentiel n'a pas été modifié ; veuillez réessayer dans quelques minutes."

DEFECT = VARIATION = None


def defect(name):
    return DEFECT == name


def variation(name):
    return VARIATION == name


class Refused(Exception):
    def __init__(self, status, message, errors=None, **more):
        super().__init__(message)
        self.status = status
        self.body = {"message": message, "errors": errors or {}, **more}


# ---------------------------------------------------------------- sound

SPOKEN = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ", (
    "a,bé,cé,dé,euh,èf,gé,hache,i,ji,ka,elle,aime,haine,eau,pé,cu,erre,esse,té,u,vé,double vé,ixe,i grec,zède").split(",")))


def tones(code):
    """Without a voice at hand: one pair of tones for each character."""
    rate, frames = 16000, bytearray()
    for sign in code:
        n = int(sign, 36)
        for pitch in (330 + 40 * (n // 6), 660 + 60 * (n % 6)):
            for i in range(rate // 5):
                frames += struct.pack("<h", int(9000 * math.sin(2 * math.pi * pitch * i / rate)))
        frames += b"\0\0" * (rate // 4)
    return rate, bytes(frames)


def speak(code):
    """A WAV that spells the code, one sign after the other."""
    if defect("audio-other-code"):
        code = code[:-3] + "".join(random.choice([c for c in LETTERS if c not in code]) for _ in range(3))
    if shutil.which("espeak-ng"):
        text = "Votre code de certification est : . " + " . ".join(SPOKEN.get(c, c) for c in code) + " ."
        with tempfile.TemporaryDirectory() as folder:
            out = os.path.join(folder, "code.wav")
            done = subprocess.run(["espeak-ng", "-v", "fr", "-s", "115", "-g", "18", "-w", out, text],
                                  stdin=subprocess.DEVNULL, capture_output=True, timeout=20)
            if done.returncode == 0 and os.path.exists(out):
                data = Path(out).read_bytes()
                if defect("audio-silent"):
                    data = data[:44] + b"\0" * (len(data) - 44)
                return data
    rate, frames = tones(code)
    if defect("audio-silent"):
        frames = b"\0" * len(frames)
    sink = BytesIO()
    with wave.open(sink, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(rate)
        sound.writeframes(frames)
    return sink.getvalue()


# ---------------------------------------------------------------- mail

def logo():
    """The bar of the mail's head, a small PNG drawn here (no binary file to keep)."""
    width, height, rows = 132, 36, b""
    for y in range(height):
        row = b"\0"
        for x in range(width):
            ring = (x - 18) ** 2 + (y - 18) ** 2
            bar = 44 <= x < 122 and (10 <= y < 14 or 22 <= y < 26 and x < 100)
            row += bytes((227, 6, 19) if 90 <= ring <= 210 else (255, 255, 255) if bar else (0, 51, 102))
        rows += row

    def chunk(kind, data):
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))


def compose(to, code, certification):
    utf8 = Charset("utf-8")
    utf8.body_encoding = QP
    tail = f"\nVotre code de certification : {certification}\n" if defect("mail-holds-certification") else ""
    text = ("Votre nouveau code confidentiel est le suivant :\n\n"
            f"{code}\n{tail}\nA bientôt sur notre site\n\nLa Direction des Retraites\n")
    cid = make_msgid("logo", "caissedesdepots.fr")
    colour = "#1b5e20" if variation("mail-colours") else "#003366"
    page = f"""<!DOCTYPE html>
<html lang="fr"><head><meta charset="utf-8"><title>{SUBJECT}</title></head>
<body style="margin:0;padding:24px;background:#f4f6f9;font-family:Roboto,Arial,sans-serif;color:#212121">
<table role="presentation" width="100%" style="max-width:560px;margin:auto;background:#fff;border-radius:4px">
<tr><td style="background:{colour};padding:16px"><img src="cid:{cid[1:-1]}" width="132" height="36" alt="Caisse des Dépôts"></td></tr>
<tr><td style="padding:24px"><p>Votre nouveau code confidentiel est le suivant&nbsp;:</p>
<p style="font-size:22px;letter-spacing:3px;color:{colour}"><strong>{code}</strong></p>{f"<p>{tail.strip()}</p>" if tail else ""}
<p>A bientôt sur notre site</p><p>La Direction des Retraites</p></td></tr></table></body></html>"""
    mail = MIMEMultipart("related", type="multipart/alternative")
    mail["From"] = "ne-pas-repondre@caissedesdepots.fr" if defect("mail-sender") else SENDER
    mail["To"] = to
    mail["Subject"] = Header("Régénération de code identifiant" if defect("mail-subject") else SUBJECT, "utf-8")
    mail["Date"] = formatdate(localtime=True)
    mail["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
    mail["Auto-Submitted"] = "auto-generated"
    both = MIMEMultipart("alternative")
    both.attach(MIMEText(text, "plain", utf8))
    both.attach(MIMEText(page, "html", utf8))
    mail.attach(both)
    image = MIMEImage(logo(), "png")
    image["Content-ID"] = cid
    image.add_header("Content-Disposition", "inline", filename="logo.png")
    mail.attach(image)
    return mail


def send(relay, to, code, certification):
    mail = compose(to, code, certification)
    with smtplib.SMTP(*relay, timeout=5) as smtp:
        for _ in range(2 if defect("mail-twice") else 1):
            smtp.sendmail(SENDER, [to], mail.as_bytes(policy=compat32.clone(linesep="\r\n")))


# ---------------------------------------------------------------- state and rules

class Account:
    def __init__(self, row):
        self.__dict__.update({k: row.get(k, "") for k in (
            "identifier", "confidential_code", "role", "last_name", "first_name", "email", "siret", "bcr", "contract",
            "question", "answer")})
        self.first_login_done = bool(row.get("first_login_done"))
        self.email_valid = bool(row.get("email_valid"))
        self.certification = None       # code awaited at the next login
        self.tries = 0
        self.former = None              # code in force before the last regeneration
        self.revoked = None             # code withdrawn after three wrong certifications

    @property
    def eligible(self):
        return ((self.first_login_done or defect("first-login-ignored"))
                and (self.email_valid or defect("bad-address-ignored")))

    def accepts(self, code):
        if self.confidential_code and hmac.compare_digest(self.confidential_code.encode(), code.encode()):
            return True
        return defect("old-code-still-valid") and self.former == code


class Session:
    def __init__(self):
        self.id, self.xsrf, self.seen = secrets.token_urlsafe(24), secrets.token_urlsafe(18), time.monotonic()
        self.user = self.pending = self.found = self.code = self.owner = self.sound = None


class Portal:
    def __init__(self, rows, relay):
        self.accounts = {row["identifier"]: Account(row) for row in rows}
        self.relay = relay
        self.sessions = {}
        self.lock = threading.RLock()
        self.last_code = None
        seen = [row.get("question") for row in rows if row.get("question")]
        self.questions = list(dict.fromkeys(OWN_QUESTIONS + seen))
        if variation("questions-sorted"):
            self.questions.sort()

    # sessions

    def session(self, sid):
        with self.lock:
            now = time.monotonic()
            for key in [k for k, s in self.sessions.items() if now - s.seen > IDLE]:
                del self.sessions[key]
            found = self.sessions.get(sid)
            if found:
                found.seen = now
            return found

    def open(self):
        fresh = Session()
        with self.lock:
            self.sessions[fresh.id] = fresh
        return fresh

    def state(self, s):
        account = self.accounts.get(s.user)
        return {"connected": bool(account), "awaitsCertification": bool(s.pending),
                "displayName": f"{account.first_name} {account.last_name}" if account else None}

    # lost codes

    def reset(self, s, body):
        if not defect("cancel-keeps-identity"):
            s.found = None
        return {}

    def search(self, s, body):
        siret = re.sub(r"\s", "", body.get("siret", ""))
        bcr, contract = body.get("bcr", ""), body.get("contract", "")
        last, first = body.get("lastName", ""), body.get("firstName", "")
        errors = {}
        if not siret:
            errors["siret"] = M_REQUIRED
        elif not re.fullmatch(r"\d{14}", siret):
            errors["siret"] = M_SIRET
        if not bcr and not contract and not defect("bcr-and-contract-optional"):
            errors["bcr"] = M_ONE_OF
        if not last:
            errors["lastName"] = M_REQUIRED
        if not first and not defect("first-name-optional"):
            errors["firstName"] = M_REQUIRED
        if errors:
            raise Refused(422, M_INVALID, errors)
        s.found = None
        loose = (lambda x: x.casefold()) if defect("names-any-case") else (lambda x: x)
        upper = (lambda x: x.upper()) if defect("bcr-lower-case") else (lambda x: x)
        hits = [a for a in self.accounts.values()
                if (a.role == "administrator" or defect("users-found")) and a.siret == siret
                and loose(a.last_name) == loose(last) and (loose(a.first_name) == loose(first) or not first)
                and (not bcr or upper(bcr) == a.bcr) and (not contract or upper(contract) == a.contract)]
        if not hits:
            raise Refused(404, M_SEARCH, details=M_SEARCH_LIST)
        account = next((a for a in hits if a.eligible), None)
        if not account:
            raise Refused(409, M_INELIGIBLE, details=M_INELIGIBLE_LIST)
        s.found = account.identifier
        return self.found(s)

    def found(self, s):
        account = self.accounts.get(s.found)
        if not account:
            return {"found": None}
        return {"found": {"identifier": account.identifier, "lastName": account.last_name,
                          "firstName": account.first_name, "siret": account.siret}}

    def regenerate(self, s, body):
        values = {k: body.get(k, "") for k in ("lastName", "firstName", "identifier", "email", "question", "answer")}
        errors = {k: M_REQUIRED for k, v in values.items() if not v}
        if "question" in errors or values["question"] not in self.questions:
            errors["question"] = M_QUESTION
        if values["email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", values["email"]):
            errors["email"] = M_EMAIL
        if errors:
            raise Refused(422, M_INVALID, errors)
        account = self.accounts.get(values["identifier"])
        known = (account and account.role == "administrator" and (not s.found or s.found == account.identifier)
                 and account.last_name == values["lastName"] and account.first_name == values["firstName"]
                 and (account.email == values["email"] or defect("email-not-compared")))
        if known and not account.eligible:
            raise Refused(409, M_INELIGIBLE, details=M_INELIGIBLE_LIST)
        if not (known and (account.question == values["question"] or defect("question-not-compared"))
                and (account.answer == values["answer"] or defect("answer-not-compared"))):
            raise Refused(409, M_REGENERATE)
        code = "".join(secrets.choice(LETTERS) for _ in range(5)) + "".join(secrets.choice(DIGITS) for _ in range(3))
        certification = "".join(secrets.choice(LETTERS if variation("certification-letters") else LETTERS + DIGITS)
                                for _ in range(10))
        to = values["email"] if defect("email-not-compared") else account.email
        mailed = code[:5] + "".join(secrets.choice("01") for _ in range(3)) if defect("mail-other-code") else code
        try:
            send(self.relay, to, mailed, certification)
        except (OSError, smtplib.SMTPException) as problem:
            print("smtp:", problem, file=sys.stderr)
            raise Refused(502, M_MAIL) from None
        account.former, account.confidential_code = account.confidential_code, code
        account.certification, account.tries, account.revoked = certification, 0, None
        s.code, s.owner, s.sound, s.found = certification, account.identifier, None, None
        self.last_code = certification
        return {}

    def certification(self, s):
        if not s.code and defect("code-shown-to-others"):
            s.code = self.last_code
        if not s.code:
            raise Refused(404, "Aucun code de certification à afficher.")
        return {"code": s.code}

    def finish(self, s, body):
        s.code = s.owner = s.sound = None
        return {}

    # login

    def login(self, s, body):
        identifier, code = body.get("identifier", ""), body.get("code", "")
        errors = {}
        if not identifier:
            errors["identifier"] = "Saisissez votre code identifiant."
        if not code:
            errors["code"] = "Saisissez votre code confidentiel."
        if errors:
            raise Refused(422, M_INVALID, errors)
        account = self.accounts.get(identifier)
        if account and account.revoked and account.revoked == code:
            raise Refused(423, M_REVOKED, renew=True)
        if not account or not account.accepts(code):
            raise Refused(401, "Ces codes ne sont pas reconnus. Vérifiez votre saisie." if variation("login-wording") else M_LOGIN)
        fresh = self.renew(s)
        if account.certification and not defect("certification-not-asked"):
            if defect("tries-reset-by-login"):
                account.tries = 0
            fresh.pending = account.identifier
        else:
            fresh.user = account.identifier
        return {"certification": bool(fresh.pending)}, fresh

    def renew(self, s):
        """A new session number at each change of rights; the code on display stays with its visitor."""
        fresh = self.open()
        fresh.code, fresh.owner, fresh.sound = s.code, s.owner, s.sound
        self.sessions.pop(s.id, None)
        return fresh

    def certify(self, s, body):
        account = self.accounts.get(s.pending)
        if not account or not account.certification:
            raise Refused(409, M_REVOKED if account and account.revoked else M_EXPIRED, restart=True)
        # spoken aloud, the code has no case and no spaces
        code = re.sub(r"\s", "", body.get("certification", "")).upper()
        if not code:
            raise Refused(422, M_INVALID, {"certification": "Saisissez votre code de certification."})
        if hmac.compare_digest(code.encode(), account.certification.encode()) or defect("certification-not-compared"):
            account.certification, account.tries = None, 0
            fresh = self.renew(s)
            fresh.user = account.identifier
            if fresh.owner == account.identifier:
                self.finish(fresh, {})
            return {}, fresh
        account.tries += 1
        left = (5 if defect("five-tries") else MAX_TRIES) - account.tries
        if left > 0:
            raise Refused(401, "Code de certification incorrect. Il vous reste "
                          + ("1 essai." if left == 1 else f"{left} essais."), {})
        if defect("third-failure-keeps-code"):
            account.tries = 0
        else:
            account.revoked, account.confidential_code, account.former = account.confidential_code, None, None
            account.certification, account.tries = None, 0
        s.pending = None
        raise Refused(423, M_REVOKED, renew=True)

    def logout(self, s, body):
        if defect("logout-keeps-session"):
            return {}
        self.sessions.pop(s.id, None)
        return {}, self.open()

    # personal space

    def space(self, s):
        account = self.accounts.get(s.user)
        if not account:
            raise Refused(401, "Vous devez vous connecter pour accéder à votre espace personnalisé.")
        return {"identifier": account.identifier, "lastName": account.last_name, "firstName": account.first_name,
                "role": "Administrateur" if account.role == "administrator" else "Utilisateur", "email": account.email,
                "siret": account.siret, "bcr": account.bcr, "contract": account.contract,
                "needsQuestion": not account.first_login_done}

    def secret(self, s, body):
        account = self.accounts.get(s.user)
        if not account:
            raise Refused(401, M_EXPIRED)
        question, answer = body.get("question", ""), body.get("answer", "")
        errors = {}
        if question not in self.questions:
            errors["question"] = "Sélectionnez une question."
        if not answer:
            errors["answer"] = M_REQUIRED
        if errors:
            raise Refused(422, M_INVALID, errors)
        account.question, account.answer, account.first_login_done = question, answer, True
        return {}

    def ariane(self, s, body):
        words = body.get("question", "").lower()
        if re.search(r"code|perdu|oubli|identifiant|confidentiel", words):
            return {"answer": "Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, "
                              "cliquez sur [Codes perdus].", "link": "/codes-perdus"}
        if re.search(r"inscri", words):
            return {"answer": "Pour vous inscrire, cliquez sur [Je m'inscris].", "link": "/inscription"}
        return {"answer": "Je n'ai pas compris votre question. Essayez avec d'autres mots, ou consultez l'aide à la connexion.",
                "link": "/aide/connexion"}


# ---------------------------------------------------------------- HTTP

def served(path):
    """A file of the application, with the changes of the regression or of the variation asked for."""
    data = path.read_bytes()
    rules = DEFECT_PATCHES.get(DEFECT, []) + VARIATION_PATCHES.get(VARIATION, [])
    for name, old, new in rules:
        if path == STATIC / name:
            text = data.decode()
            if old not in text:
                raise SystemExit(f"patch of {DEFECT or VARIATION}: nothing to replace in {name}: {old}")
            data = text.replace(old, new).encode()
    return data


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "nginx", ""
    portal: Portal = None
    files: dict = {}
    POSTS = {"/api/lost/reset": "reset", "/api/lost/search": "search", "/api/lost/regenerate": "regenerate",
             "/api/lost/finish": "finish", "/api/login": "login", "/api/login/certification": "certify",
             "/api/logout": "logout", "/api/space/question": "secret", "/api/ariane": "ariane"}
    GETS = {"/api/session": "state", "/api/lost/found": "found", "/api/lost/certification": "certification",
            "/api/space": "space"}

    def log_message(self, *args):
        pass

    def cookie_name(self):
        return "JSESSIONID" if variation("cookie-name") else "SESSION"

    def load_session(self):
        jar = SimpleCookie()
        try:
            jar.load(self.headers.get("Cookie", ""))
        except CookieError:
            pass
        self.jar = jar
        morsel = jar.get(self.cookie_name())
        return self.portal.session(morsel.value if morsel else None)

    def reply(self, status, data, kind, cookies=(), cache="no-store"):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.send_header("Cache-Control", cache)
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.send_header("Referrer-Policy", "same-origin")
        if kind.startswith("text/html"):
            self.send_header("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; "
                             "img-src 'self' data:; media-src 'self'; frame-ancestors 'none'; base-uri 'self'")
        for cookie in cookies:
            self.send_header("Set-Cookie", cookie)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def json(self, status, body, fresh=None):
        cookies = ()
        if fresh:
            cookies = (f"{self.cookie_name()}={fresh.id}; Path=/; HttpOnly; SameSite=Lax",
                       f"XSRF-TOKEN={fresh.xsrf}; Path=/; SameSite=Lax")
        self.reply(status, json.dumps(body, ensure_ascii=False).encode(), "application/json; charset=utf-8", cookies)

    def do_GET(self):
        path = urlsplit(self.path).path
        if path.startswith("/api/"):
            return self.api_get(path)
        if path in self.files:
            kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
            if kind.startswith("text/") or kind.endswith(("javascript", "svg+xml")):
                kind += "; charset=utf-8"
            return self.reply(200, self.files[path], kind, cache="no-cache")
        self.reply(200 if ROUTES.match(path) else 404, self.files["/index.html"], "text/html; charset=utf-8")

    do_HEAD = do_GET

    def api_get(self, path):
        session, fresh = self.load_session(), None
        if not session:
            session = fresh = self.portal.open()
        elif "XSRF-TOKEN" not in self.jar or self.jar["XSRF-TOKEN"].value != session.xsrf:
            fresh = session
        if variation("slow-api"):
            time.sleep(0.35)
        try:
            if path == "/api/questions":
                return self.json(200, {"questions": self.portal.questions}, fresh)
            if path == "/api/lost/certification/audio.wav":
                return self.audio(session)
            if path not in self.GETS:
                raise Refused(404, "Ressource inconnue.")
            with self.portal.lock:
                body = getattr(self.portal, self.GETS[path])(session)
            self.json(200, body, fresh)
        except Refused as no:
            self.json(no.status, no.body, fresh)

    def audio(self, session):
        code = self.portal.certification(session)["code"]
        sound = session.sound
        if not sound or sound[0] != code:
            sound = session.sound = (code, speak(code))
        self.reply(200, sound[1], "audio/wav")

    def do_POST(self):
        path = urlsplit(self.path).path
        try:
            size = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            size = -1
        if not 0 <= size <= 65536:
            self.close_connection = True
            return self.json(413, {"message": "Requête trop volumineuse.", "errors": {}})
        raw = self.rfile.read(size)
        if path not in self.POSTS:
            return self.json(404, {"message": "Ressource inconnue.", "errors": {}})
        session = self.load_session()
        token = self.headers.get("X-XSRF-TOKEN", "")
        if not session or not hmac.compare_digest(token.encode("latin-1", "replace"), session.xsrf.encode()):
            return self.json(403, {"message": M_EXPIRED, "errors": {}, "expired": True}, None if session else self.portal.open())
        if variation("slow-api"):
            time.sleep(0.35)
        try:
            body = json.loads(raw or b"{}")
            if not isinstance(body, dict):
                raise ValueError
            body = {k: v.strip() for k, v in body.items() if isinstance(v, str)}
        except ValueError:
            return self.json(400, {"message": "Requête mal formée.", "errors": {}})
        try:
            with self.portal.lock:
                result = getattr(self.portal, self.POSTS[path])(session, body)
            self.json(200, *(result if isinstance(result, tuple) else (result,)))
        except Refused as no:
            self.json(no.status, no.body)


class Server(ThreadingHTTPServer):
    daemon_threads, request_queue_size = True, 64

    def handle_error(self, request, client_address):
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


def main():
    global DEFECT, VARIATION
    cli = argparse.ArgumentParser()
    cli.add_argument("--port", type=int, required=True)
    cli.add_argument("--smtp", required=True)
    cli.add_argument("--accounts", required=True)
    cli.add_argument("--defect")
    cli.add_argument("--variation")
    args = cli.parse_args()
    for kind, name in (("defects", args.defect), ("variations", args.variation)):
        if name and name not in [row["name"] for row in json.loads((HERE / f"{kind}.json").read_text("utf-8"))]:
            cli.error(f"{name} is not in {kind}.json")
    DEFECT, VARIATION = args.defect, args.variation
    host, _, port = args.smtp.rpartition(":")
    rows = json.loads(Path(args.accounts).read_text("utf-8"))
    mimetypes.add_type("text/javascript", ".js")
    Handler.portal = Portal(rows, (host or "127.0.0.1", int(port)))
    Handler.files = {"/" + f.relative_to(STATIC).as_posix(): served(f) for f in STATIC.rglob("*") if f.is_file()}
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    try:
        Server(("127.0.0.1", args.port), Handler).serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == "__main__":
    main()
