"""Espace personnalisé employeur: host page, resources, dispatch servlet, mails and spoken codes."""
import email.message, email.utils, http.cookies, http.server, smtplib
import hmac, io, json, math, re, secrets, shutil, signal, struct, subprocess, sys, threading, time, wave

SENDER = "e-servicesinscription@caissedesdepots.fr"
SUBJECT = "Régénération de code confidentiel"
BODY = """Votre nouveau code confidentiel est le suivant :

%(code)s

A bientôt sur notre site

La Direction des Retraites
"""
QUESTIONS = [
    "Quel est le nom de jeune fille de votre mère ?",
    "Quel est le prénom de votre grand-père paternel ?",
    "Quelle est votre ville de naissance ?",
    "Quel est le nom de votre premier animal de compagnie ?",
    "Quel est le nom de votre école primaire ?",
    "Quel est le titre de votre film préféré ?",
]
LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
MAX_TRIES = 3
SESSION_SECONDS = 1800
MANDATORY = "Veuillez compléter les champs obligatoires."
REMINDER = """

Rappel : vous pouvez récupérer vos codes d'accès uniquement :
- si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse
- si l'adresse courriel enregistrée sur votre compte est valide
Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel."""
NOT_FOUND = """Votre requête n'a pas abouti. Vérifiez que :
- le n° de BCR ou de contrat est bien saisi en majuscules,
- les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,
- vous êtes bien inscrit en tant qu'administrateur pour votre établissement.""" + REMINDER
NOT_SAME = """Votre demande n'a pas abouti : les informations saisies ne correspondent pas à celles qui sont enregistrées \
sur votre compte. Aucun code confidentiel n'a été généré.""" + REMINDER

class Refusal(Exception):
    def __init__(self, text, *fields):
        super().__init__(text)
        self.fields = fields

def confidential_code():
    return "".join(secrets.choice(LETTERS) for _ in range(5)) + "".join(secrets.choice(DIGITS) for _ in range(3))

def certification_code():
    return "".join(secrets.choice(LETTERS + DIGITS) for _ in range(10))

def same(a, b):
    return hmac.compare_digest(str(a).encode(), str(b).encode())

# ---- the spoken version -------------------------------------------------------------------------
RATE, CLIPS = 22050, {}

def clip(char):
    """The samples of one spoken character (a run of tones where no voice is installed)."""
    if char not in CLIPS:
        if shutil.which("espeak-ng"):
            said = subprocess.run(["espeak-ng", "-v", "fr", "-s", "120", "-a", "160", "--stdout", char],
                                  capture_output=True, check=True).stdout
            CLIPS[char] = said[44:]
        else:
            tones = [400 + 90 * int(d) for d in "%02d" % (ord(char) - 48)]
            CLIPS[char] = b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * tone * i / RATE)))
                                   for tone in tones for i in range(RATE // 4))
    return CLIPS[char]

def spell(code):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        for char in code:
            sound.writeframes(clip(char) + b"\0\0" * (RATE * 2 // 5))
    return out.getvalue()

# ---- the service --------------------------------------------------------------------------------
class Service:
    def __init__(self, smtp, accounts):
        self.smtp = smtp.rsplit(":", 1)
        self.accounts = [dict(account, certification=None, tries=0, locked=False) for account in accounts]
        self.questions = list(dict.fromkeys(QUESTIONS + [a["question"] for a in accounts if a.get("question")]))
    def by_identifier(self, identifier):
        return next((a for a in self.accounts if same(a["identifier"], identifier)), None)
    @staticmethod
    def recoverable(account):
        return account["role"] == "administrator" and account["first_login_done"] and account["email_valid"]
    @staticmethod
    def need(**values):
        missing = [name for name, value in values.items() if not value]
        if missing:
            raise Refusal(MANDATORY, *missing)
    def user(self, session):
        account = session.get("account")
        return account and {
            "identifier": account["identifier"], "name": account["first_name"] + " " + account["last_name"],
            "role": account["role"], "siret": account["siret"], "email": account["email"],
            "first": not account["first_login_done"], "badMail": not account["email_valid"]}

    # connection
    def do_init(self, session):
        return {"user": self.user(session), "questions": self.questions}
    def do_login(self, session, identifier, code):
        self.need(identifier=identifier.strip(), code=code)
        account = self.by_identifier(identifier.strip())
        session.pop("account", None)
        session.pop("pending", None)
        if not account or not same(account["confidential_code"], code):
            raise Refusal("Votre code identifiant ou votre code confidentiel est incorrect.", "identifier", "code")
        if account["locked"]:
            raise Refusal("Votre code confidentiel n'est plus valable à la suite de 3 essais infructueux de saisie du code "
                          "de certification. Vous devez renouveler votre code confidentiel : cliquez sur « Codes perdus ».")
        if account["certification"]:
            session["pending"] = account
            return {"next": "certification"}
        return self.enter(session, account)
    def enter(self, session, account):
        session.pop("pending", None)
        self.do_begin(session, "")
        session.update(account=account, renew=True)
        return {"next": "espace", "user": self.user(session)}
    def do_certify(self, session, code):
        account = session.get("pending")
        if not account or not account["certification"]:
            raise Refusal("Votre session a expiré. Veuillez vous connecter à nouveau.")
        self.need(certification=code.strip())
        if account["locked"] or not same(account["certification"], code.strip().upper()):
            account["tries"] += 1
            if account["tries"] >= MAX_TRIES:
                account["locked"] = True
                session.pop("pending")
                return {"next": "renew"}
            raise Refusal("Le code de certification saisi est incorrect. Nombre d'essais restants : %d."
                          % (MAX_TRIES - account["tries"]), "certification")
        account["certification"] = None
        account["tries"] = 0
        return self.enter(session, account)
    def do_logout(self, session):
        session.clear()
        return {}

    # lost codes
    def do_begin(self, session, flow):
        for name in ("flow", "found", "shown"):
            session.pop(name, None)
        if flow in ("code-confidentiel", "identifiant", "identifiants"):
            session["flow"] = flow
        return {}
    def do_wizard(self, session):
        found = session.get("found")
        return {"flow": session.get("flow"), "identifier": found and found["identifier"],
                "done": "shown" in session}
    def do_search(self, session, siret, bcr, contract, last_name, first_name):
        siret, bcr, contract = siret.replace(" ", ""), bcr.strip(), contract.strip()
        last_name, first_name = last_name.strip(), first_name.strip()
        if session.get("flow") not in ("identifiant", "identifiants"):
            raise Refusal("Votre session a expiré. Veuillez recommencer votre demande.")
        self.need(siret=siret, last_name=last_name, first_name=first_name)
        if not bcr and not contract:
            raise Refusal("Vous devez obligatoirement compléter au moins l'un de ces deux champs : "
                          "numéro BCR, numéro de contrat.", "bcr", "contract")
        if len(siret) != 14 or not siret.isdigit():
            raise Refusal("Le numéro SIRET doit comporter 14 chiffres.", "siret")
        for account in self.accounts:
            if (account["siret"] == siret
                    and (not bcr or account["bcr"] == bcr)
                    and (not contract or account["contract"] == contract)
                    and account["last_name"] == last_name and account["first_name"] == first_name
                    and self.recoverable(account)):
                session["found"] = account
                return {"identifier": account["identifier"]}
        session.pop("found", None)
        raise Refusal(NOT_FOUND)
    def do_regenerate(self, session, last_name, first_name, identifier, address, question, answer):
        if session.get("flow") not in ("code-confidentiel", "identifiants"):
            raise Refusal("Votre session a expiré. Veuillez recommencer votre demande.")
        given = dict(last_name=last_name.strip(), first_name=first_name.strip(), identifier=identifier.strip(),
                     email=address.strip(), question=question, answer=answer.strip())
        self.need(**given)
        account = self.by_identifier(given["identifier"])
        if session["flow"] == "identifiants" and account is not session.get("found"):
            raise Refusal(NOT_SAME)
        if not account or not self.recoverable(account):
            raise Refusal(NOT_SAME)
        for field in ("last_name", "first_name", "email", "question", "answer"):
            if not same(account[field], given[field]):
                raise Refusal(NOT_SAME)
        code, certification = confidential_code(), certification_code()
        self.mail(account, account["email"], code, certification)
        account.update(confidential_code=code, certification=certification, tries=0, locked=False)
        session["shown"] = certification
        return {}
    def do_result(self, session):
        return {"certification": session.get("shown")}
    def do_sound(self, session):
        return spell(session["shown"]) if "shown" in session else None
    def do_finish(self, session):
        return self.do_begin(session, "")
    def mail(self, account, address, code, certification):
        message = email.message.EmailMessage()
        message["From"] = SENDER
        message["To"] = address
        message["Subject"] = SUBJECT
        message["Date"] = email.utils.formatdate(localtime=True)
        message["Message-ID"] = email.utils.make_msgid(domain="caissedesdepots.fr")
        message.set_content(BODY % {"code": code}, cte="quoted-printable")
        try:
            with smtplib.SMTP(self.smtp[0], int(self.smtp[1]), timeout=5) as server:
                server.send_message(message, SENDER, [address])
        except (OSError, smtplib.SMTPException) as error:
            print("mail:", error, file=sys.stderr)
            raise Refusal("L'envoi du courriel est momentanément impossible. Aucun code n'a été généré : "
                          "veuillez renouveler votre demande ultérieurement.")

    # personal space
    def do_secret(self, session, question, answer):
        if not session.get("account"):
            raise Refusal("Votre session a expiré. Veuillez vous connecter à nouveau.")
        self.need(question=question, answer=answer.strip())
        session["account"].update(question=question, answer=answer.strip(), first_login_done=True)
        return {"user": self.user(session)}
    def do_change(self, session, old, new, again):
        if not session.get("account"):
            raise Refusal("Votre session a expiré. Veuillez vous connecter à nouveau.")
        self.need(old=old, new=new, again=again)
        if not same(session["account"]["confidential_code"], old):
            raise Refusal("Votre code confidentiel actuel est incorrect.", "old")
        if len(new) < 8 or new != again:
            raise Refusal("Le nouveau code confidentiel doit comporter au moins 8 caractères et être saisi deux fois "
                          "à l'identique.", "new", "again")
        session["account"]["confidential_code"] = new
        return {}

# ---- the servlet --------------------------------------------------------------------------------
TYPES = {"html": "text/html", "js": "application/javascript", "css": "text/css"}
PATHS = {"/retraites/Portail.html": "host.html", "/retraites/espace.nocache.js": "espace.js",
         "/retraites/pages.js": "pages.js", "/retraites/resources/theme.css": "theme.css"}
METHODS = {"init", "login", "certify", "logout", "begin", "wizard", "search", "regenerate", "result", "finish",
           "secret", "change"}

def run(port, smtp, accounts, files):
    service, sessions, lock = Service(smtp, accounts), {}, threading.RLock()

    class Servlet(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version, sys_version = "Apache-Coyote/1.1", ""

        def log_message(self, *_):
            pass

        def session(self):
            """The visitor's session; an unknown or old one is replaced."""
            cookie = http.cookies.SimpleCookie(self.headers.get("Cookie", "")).get("JSESSIONID")
            self.key = cookie and cookie.value
            found = sessions.get(self.key)
            if not found or time.time() - found["at"] > SESSION_SECONDS:
                self.key = secrets.token_hex(16).upper()
                found = sessions[self.key] = {"values": {}}
                self.fresh = True
            found["at"] = time.time()
            return found["values"]

        def answer(self, status, body=b"", kind="text/plain; charset=utf-8", **headers):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-cache, no-store, must-revalidate")
            self.send_header("X-UA-Compatible", "IE=edge")
            self.send_header("X-Frame-Options", "SAMEORIGIN")
            if getattr(self, "fresh", False):
                self.send_header("Set-Cookie", "JSESSIONID=%s; Path=/; HttpOnly" % self.key)
            self.fresh = False
            for name, value in headers.items():
                self.send_header(name, value)
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def do_GET(self):
            path = self.path.split("?")[0]
            if path in ("/", "/retraites", "/retraites/"):
                return self.answer(302, Location="/retraites/Portail.html")
            if path in PATHS:
                name = PATHS[path]
                kind = TYPES[name.rsplit(".", 1)[1]] + "; charset=utf-8"
                return self.answer(200, files[name].encode(), kind)
            if path == "/retraites/espace/sonore.wav":
                with lock:
                    sound = service.do_sound(self.session())
                if sound:
                    return self.answer(200, sound, "audio/wav")
            self.answer(404, b"Page introuvable - <a href='/'>Retour accueil cdc.retraites</a>", "text/html; charset=utf-8")

        do_HEAD = do_GET

        def do_POST(self):
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
            if self.path != "/retraites/espace/dispatch":
                return self.answer(404, b"//EX[\"Introuvable\",\"\",[]]")
            if not self.headers.get("Content-Type", "").startswith("text/x-gwt-rpc"):
                return self.answer(415, b"//EX[\"TypeInconnu\",\"\",[]]")
            # 7|0|number of arguments|service|method|argument|...| with \! for | and \\ for \
            parts = [re.sub(r"\\(.)", lambda m: "|" if m[1] == "!" else m[1], p) for p in body.split("|")[:-1]]
            with lock:
                session = self.session()
                try:
                    if len(parts) < 5 or parts[4] not in METHODS or str(len(parts) - 5) != parts[2]:
                        raise TypeError("call")
                    text = "//OK" + json.dumps(getattr(service, "do_" + parts[4])(session, *parts[5:]))
                    if session.pop("renew", False):
                        sessions[secrets.token_hex(16).upper()] = sessions.pop(self.key)
                        self.key, self.fresh = list(sessions)[-1], True
                except Refusal as refusal:
                    text = "//EX" + json.dumps(["Refus", str(refusal), refusal.fields])
                except TypeError:
                    text = "//EX" + json.dumps(["AppelInvalide", "Appel invalide.", []])
            self.answer(200, text.encode())

    server = http.server.ThreadingHTTPServer(("127.0.0.1", port), Servlet)

    def stop(*_):
        threading.Thread(target=server.shutdown, daemon=True).start()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    server.serve_forever(poll_interval=0.2)
