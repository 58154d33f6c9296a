#!/usr/bin/env python3
"""Proof: clean portal against the guide, then every defect and every variation. Playwright for pages, urllib for rules.
   check.py [clean | name of a defect or variation ...]"""
import email
import email.policy
import http.cookiejar
import json
import os
import re
import signal
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import wave
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
from patches import DEFECT_PATCHES  # noqa: E402
Q = "Quel est le nom de jeune fille de votre mère ?"
BASE = {"confidential_code": "ABCD1234", "role": "administrator", "siret": "12345678912345", "question": Q, "answer": "Durand",
        "first_login_done": True, "email_valid": True, "contract": ""}
ACCOUNTS = [
    {**BASE, "identifier": "IDENT0001", "last_name": "DUPONT", "first_name": "Marcel", "email": "marcel.dupont@commune.example", "bcr": "01ABC111", "contract": "CTR0001"},
    {**BASE, "identifier": "IDENT0002", "last_name": "MARTIN", "first_name": "Zoé", "email": "zoe@commune.example", "bcr": "01ABC112", "role": "user", "question": "Quel est votre plat préféré ?"},
    {**BASE, "identifier": "IDENT0003", "last_name": "NEUF", "first_name": "Luc", "email": "luc@commune.example", "bcr": "01ABC113", "first_login_done": False, "question": "", "answer": ""},
    {**BASE, "identifier": "IDENT0004", "last_name": "PERDU", "first_name": "Ève", "email": "eve@commune.example", "bcr": "01ABC114", "email_valid": False},
]
SEARCH = {"siret": "12345678912345", "bcr": "01ABC111", "contract": "", "lastName": "DUPONT", "firstName": "Marcel"}
REGEN = {"lastName": "DUPONT", "firstName": "Marcel", "identifier": "IDENT0001", "email": "marcel.dupont@commune.example", "question": Q, "answer": "Durand"}


class Sink(socketserver.StreamRequestHandler):
    mails = []

    def handle(self):
        def say(x):
            self.wfile.write(x.encode() + b"\r\n")
        say("220 sink")
        to = []
        while line := self.rfile.readline():
            verb = line.decode().strip().upper()
            if verb.startswith("RCPT"):
                to.append(line.decode().split("<")[1].split(">")[0])
            if verb == "DATA":
                say("354 go")
                data = b""
                while (part := self.rfile.readline()) != b".\r\n":
                    data += part[1:] if part.startswith(b".") else part
                self.mails.append((to, email.message_from_bytes(data, policy=email.policy.default)))
                to = []
            say("221 bye" if verb == "QUIT" else "250 ok")
            if verb == "QUIT":
                return


class Client:
    def __init__(self, base):
        self.base, self.jar = base, http.cookiejar.CookieJar()
        self.web = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))
        self.get("/api/session")

    def go(self, path, body=None, **headers):
        token = {c.name: c.value for c in self.jar}.get("XSRF-TOKEN", "")
        request = urllib.request.Request(self.base + path, None if body is None else json.dumps(body).encode(),
                                         {"X-XSRF-TOKEN": token, "Content-Type": "application/json", **headers})
        try:
            answer = self.web.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        data = answer.read()
        return answer.status, json.loads(data) if "json" in answer.headers["Content-Type"] else data

    def get(self, path):
        return self.go(path)

    def post(self, path, body=None, **headers):
        return self.go(path, body or {}, **headers)


class Run:
    def __init__(self, kind=None, name=None):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json", delete=False)
        json.dump(ACCOUNTS, self.file)
        self.file.close()
        self.process = subprocess.Popen([str(HERE / "start"), "--port", str(self.port), "--smtp", f"127.0.0.1:{SMTP}", "--accounts", self.file.name]
                                        + ([f"--{kind}", name] if kind else []))
        self.base = f"http://127.0.0.1:{self.port}"
        for _ in range(100):
            try:
                urllib.request.urlopen(self.base + "/", timeout=2).read()
                break
            except OSError:
                assert self.process.poll() is None, "the portal ended"
                time.sleep(0.05)
        Sink.mails.clear()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        begin = time.time()
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(3)
        assert time.time() - begin < 1, "slow end"
        os.unlink(self.file.name)

    def client(self):
        return Client(self.base)

    def certified(self, client=None):
        """Regenerates through the API: client, certification code, mailed code."""
        client = client or self.client()
        status, body = client.post("/api/lost/regenerate", REGEN)
        assert status == 200, body
        text = Sink.mails[-1][1].get_body(("plain",)).get_content()
        return client, client.get("/api/lost/certification")[1]["code"], text.split("\n")[2].strip()


# Each check returns the set of findings; the clean portal must have none.

def rules(run, out):
    c = run.client()

    def search(**change):
        return run.client().post("/api/lost/search", {**SEARCH, **change})[0]
    for bad, name in (({"firstName": ""}, "first-name-optional"), ({"bcr": ""}, "bcr-and-contract-optional"),
                      ({"lastName": "Dupont"}, "names-any-case"), ({"bcr": "01abc111"}, "bcr-lower-case"),
                      ({"lastName": "MARTIN", "firstName": "Zoé", "bcr": "01ABC112"}, "users-found"),
                      ({"lastName": "NEUF", "firstName": "Luc", "bcr": "01ABC113"}, "first-login-ignored"),
                      ({"lastName": "PERDU", "firstName": "Ève", "bcr": "01ABC114"}, "bad-address-ignored"),
                      ({"siret": ""}, "?siret"), ({"siret": "123"}, "?siret"), ({"contract": "CTR0002"}, "?contract"), ({"siret": "12345678912346"}, "?siret")):
        if search(**bad) == 200:
            out.add(name)
    for good in ({}, {"bcr": "", "contract": "CTR0001"}, {"contract": "CTR0001"}, {"siret": "123 456 789 12345"}):
        if search(**good) != 200:
            out.add("?search " + str(good))
    if c.post("/api/lost/search", SEARCH, **{"X-XSRF-TOKEN": "no"})[0] != 403:
        out.add("?csrf")
    questions = c.get("/api/questions")[1]["questions"]
    if len(questions) < 5 or not {Q, "Quel est votre plat préféré ?"} <= set(questions):
        out.add("?questions")
    for bad, name in (({"email": "other@commune.example"}, "email-not-compared"), ({"question": questions[-1] if questions[-1] != Q else questions[0]}, "question-not-compared"),
                      ({"answer": "Dupuis"}, "answer-not-compared"), ({"firstName": "marcel"}, "?first"), ({"identifier": "IDENT0002"}, "?id"), ({"answer": ""}, "?empty")):
        before = len(Sink.mails)
        if run.client().post("/api/lost/regenerate", {**REGEN, **bad})[0] == 200:
            out.add(name)
        elif len(Sink.mails) > before:
            out.add("?mail at refusal")


def mails(run, out):
    Sink.mails.clear()
    c, certification, code = run.certified()
    if len(Sink.mails) != 1:
        out.add("mail-twice")
    to, mail = Sink.mails[0]
    plain, page = (mail.get_body((kind,)).get_content().replace("\r\n", "\n") for kind in ("plain", "html"))
    if to != ["marcel.dupont@commune.example"] or mail["To"] != to[0]:
        out.add("?to")
    if mail["From"] != "e-servicesinscription@caissedesdepots.fr":
        out.add("mail-sender")
    if mail["Subject"] != "Régénération de code confidentiel":
        out.add("mail-subject")
    if certification in plain + page:
        out.add("mail-holds-certification")
    elif plain != f"Votre nouveau code confidentiel est le suivant :\n\n{code}\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n":
        out.add("?text " + plain)
    if mail.get_content_type() != "multipart/related" or code not in page or "A bientôt sur notre site" not in page:
        out.add("?parts")
    image = [p for p in mail.walk() if p.get_content_type() == "image/png"]
    if not image or image[0]["Content-ID"][1:-1] not in page or not image[0].get_content().startswith(b"\x89PNG"):
        out.add("?logo")
    if len(certification) != 10 or certification == code:
        out.add("?certification")
    login = run.client().post("/api/login", {"identifier": "IDENT0001", "code": code})
    if login[0] != 200:
        out.add("mail-other-code")
    elif not login[1]["certification"]:
        out.add("certification-not-asked")
    if run.client().post("/api/login", {"identifier": "IDENT0001", "code": "ABCD1234"})[0] == 200:
        out.add("old-code-still-valid")
    other = run.client()
    if other.get("/api/lost/certification")[0] != 404:
        out.add("code-shown-to-others")
    import portal
    status, sound = c.get("/api/lost/certification/audio.wav")
    data = wave.open(BytesIO(sound))
    frames = data.readframes(data.getnframes())
    if status != 200 or len(frames) / data.getframerate() / 2 < 3:
        out.add("?wav")
    if not any(frames):
        out.add("audio-silent")
    elif sound != portal.speak(certification):
        out.add("audio-other-code")


def counters(run, out):
    _, certification, code = run.certified()

    def login(secret=code):
        c = run.client()
        return c, c.post("/api/login", {"identifier": "IDENT0001", "code": secret})
    c, (status, body) = login()
    if status != 200 or not body["certification"]:
        return
    if c.get("/api/space")[0] != 401:
        out.add("?space before certification")
    if c.post("/api/login/certification", {"certification": "WRONGWRONG"})[0] == 200:
        out.add("certification-not-compared")
        return
    c.post("/api/login/certification", {"certification": code})
    c, _ = login()
    third = c.post("/api/login/certification", {"certification": "WRONGWRONG"})[0]
    if third == 401:
        c.post("/api/login/certification", {"certification": "WRONGWRONG"})
        fifth = c.post("/api/login/certification", {"certification": "WRONGWRONG"})[0]
        out.add("tries-reset-by-login" if fifth == 423 and c.post("/api/login/certification", {"certification": certification})[0] != 200 and not run_five(run) else "five-tries")
    elif login()[1][0] == 200:
        out.add("third-failure-keeps-code")
    c, certification, code = run.certified()
    c, body = login(code)
    c.post("/api/login/certification", {"certification": "WRONGWRONG"})
    if c.post("/api/login/certification", {"certification": certification.lower()})[0] != 200 or c.get("/api/space")[1].get("firstName") != "Marcel":
        out.add("?login")
    c.post("/api/logout")
    if c.get("/api/space")[0] == 200:
        out.add("logout-keeps-session")
    if login(code)[1][1].get("certification") is not False:
        out.add("?certification asked twice")


def run_five(run):
    _, _, code = run.certified()
    c = run.client()
    c.post("/api/login", {"identifier": "IDENT0001", "code": code})
    return [c.post("/api/login/certification", {"certification": "WRONGWRONG"})[0] for _ in range(3)][-1] == 401


def pages(run, out):
    page = BROWSER.new_page()
    problems = []
    page.on("pageerror", lambda e: problems.append(str(e)))
    page.set_default_timeout(20000)
    try:
        walk(page, run, out)
    finally:
        page.close()
    if problems:
        out.add("?script " + problems[0])


def heading(page, text):
    page.locator("h1", has_text=re.compile(f"^{re.escape(text)}$")).wait_for()   # no wait_for_function: the CSP forbids eval


def walk(page, run, out):
    shown = lambda text: text in " ".join(page.locator("main").inner_text().split())  # noqa: E731
    label = lambda text: page.locator("label, .float").filter(has_text=text).first.text_content().removesuffix(" :")  # noqa: E731
    field = lambda text: page.get_by_label(text, exact=False)  # noqa: E731
    page.goto(run.base + "/")
    page.get_by_role("link", name="Accès à mon espace personnalisé").click()
    heading(page, "ACCÈS À MON ESPACE PERSONNALISÉ")
    for text in ("Je suis déjà inscrit(e)", "Aide à la connexion", "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Poser votre question", "si l'adresse courriel enregistrée sur votre compte est valide"):
        if not shown(text):
            out.add("?login text " + text)
    if page.locator("header .chip").inner_text() != "Non connecté":
        out.add("?status")
    page.get_by_role("link", name="Codes perdus *").click()
    page.wait_for_url("**/*codes-perdus*")
    page.locator("h1", has_text=re.compile("^(Codes perdus|Page introuvable)$")).wait_for()
    if page.locator("h1").inner_text() != "Codes perdus":
        out.add("lost-codes-link-dead")
        page.goto(run.base + "/codes-perdus")
        heading(page, "Codes perdus")
    links = page.get_by_role("link", name="cliquez ici")
    if links.count() != 4:
        out.add("choice-both-missing")
    if not shown("Étape 1 sur 4") or not shown("Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici"):
        out.add("?step 1")
    links.nth(1).click()
    page.wait_for_url("**/codes-perdus/*")
    if "/recherche" not in page.url:
        out.add("choice-wrong-target")
    page.goto(run.base + "/codes-perdus/recherche?pour=les-deux")       # deep link
    heading(page, "Recherche de votre code identifiant")
    if label("Numéro SIRET") != "Numéro SIRET *":
        out.add("siret-mark-missing")
    if label("Numéro de contrat") != "Numéro de contrat **" or label("Numéro BCR") != "Numéro BCR **":
        out.add("contract-mark-single")
    if not shown("** Vous devez obligatoirement compléter au moins l'un de ces deux champs"):
        out.add("two-stars-note-missing")
    page.get_by_role("button", name="rechercher").click()
    errors = [t for t in page.locator(".error").all_inner_texts() if t]
    if len(errors) not in (3, 4) or not page.locator(".snack").is_visible():
        out.add("?inline errors")
    field("Numéro SIRET").fill("12345678912345")
    field("Votre Nom").fill("dupont")
    field("Prénom").fill("Marcel")
    field("Numéro BCR").fill("01ABC999")
    page.get_by_role("button", name="rechercher").click()
    page.locator("form > .alert li").first.wait_for()
    if page.locator("form > .alert li").count() != 3:
        out.add("?refusal")
    page.get_by_role("button", name="Annuler").click()
    page.get_by_role("dialog").get_by_role("button", name="Oui").click()
    page.wait_for_timeout(700 if not run_slow(run) else 2500)
    if page.url != run.base + "/codes-perdus":
        out.add("cancel-dead")
    page.goto(run.base + "/codes-perdus/recherche?pour=les-deux")
    heading(page, "Recherche de votre code identifiant")
    for name, value in (("Numéro SIRET", "12345678912345"), ("Votre Nom", "DUPONT"), ("Prénom", "Marcel"), ("Numéro BCR", "01ABC111")):
        field(name).fill(value)
    page.get_by_role("button", name="rechercher").click()
    page.wait_for_url("**/regeneration")
    page.get_by_text("Saisissez toutes les rubriques").wait_for()
    if page.locator("h1").inner_text() != "Regénérer votre code confidentiel":
        out.add("step3-heading")
    if field("Code identifiant").input_value() != "IDENT0001" or field("Votre Nom").input_value() != "DUPONT":
        out.add("identifier-not-filled")
        field("Code identifiant").fill("IDENT0001")
    if label("Réponse") != "Réponse *":
        out.add("answer-field-missing-mark")
    page.goto(run.base + "/codes-perdus")                               # a new beginning forgets the search
    heading(page, "Codes perdus")
    page.get_by_role("link", name="cliquez ici").first.click()
    page.get_by_text("Saisissez toutes les rubriques").wait_for()
    if field("Code identifiant").input_value():
        out.add("cancel-keeps-identity")
    for name, value in (("Votre Nom", "DUPONT"), ("Votre Prénom", "Marcel"), ("Adresse e-mail", "marcel.dupont@commune.example"), ("Réponse", "Durand")):
        field(name).fill(value)
    if field("Code identifiant").is_editable():
        field("Code identifiant").fill("IDENT0001")
    page.get_by_role("combobox").click()
    if page.locator("body > .overlay-container [role=listbox] [role=option]").count() < 5:
        out.add("?options")
    page.get_by_role("option", name=Q).click()
    button = page.locator("form button[type=submit]")
    if button.inner_text() != "Générer le code confidentiel":
        out.add("button-wording")
    button.click()
    heading(page, "Régénération du code confidentiel")
    if not shown("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé"):
        out.add("important-note-missing")
    code = page.locator("certification-code output").inner_text()
    page.reload()
    heading(page, "Régénération du code confidentiel")
    if code != page.locator("certification-code output").inner_text() or len(code) != 10:
        out.add("?code")
    with page.expect_response("**/audio.wav*") as answer:
        page.get_by_role("button", name="(Cliquez ici pour entendre la version sonore)").click()
    if answer.value.headers["content-type"] != "audio/wav":
        out.add("?sound")
    page.get_by_role("button", name="Terminer").click()
    heading(page, "ACCÈS À MON ESPACE PERSONNALISÉ")
    if Sink.mails:
        secret = Sink.mails[-1][1].get_body(("plain",)).get_content().split("\n")[2].strip()
        field("Code identifiant").fill("IDENT0001")
        page.get_by_label("Code confidentiel", exact=False).first.fill(secret)
        page.get_by_role("button", name="Je valide").click()
        if out & {"certification-not-asked"} or run.name in ("mail-other-code", "certification-not-asked"):
            return
        heading(page, "Code de certification")
        if run.name != "certification-not-compared":
            page.get_by_label("Code de certification").fill("FAUX")
            page.get_by_role("button", name="Je valide").click()
            page.get_by_text("Il vous reste").first.wait_for()
        page.get_by_label("Code de certification").fill(code)
        page.get_by_role("button", name="Je valide").click()
        heading(page, "Mon espace personnalisé")
        page.get_by_text("Bonjour Marcel DUPONT").wait_for()
        page.get_by_role("button", name="Me déconnecter").click()
        page.get_by_role("dialog").get_by_role("button", name="Oui").click()
        if run.name != "logout-keeps-session":
            heading(page, "ACCÈS À MON ESPACE PERSONNALISÉ")
        if os.environ.get("SHOTS"):
            page.screenshot(path=os.environ["SHOTS"])


def run_slow(run):
    return run.name == "slow-api"


PROOF = {  # that a variation is there
    "green-theme": lambda r: b"#1b5e20" in r.client().get("/app.css")[1],
    "label-colons": lambda r: b"mark(marker), ' :')" in r.client().get("/js/ui.js")[1],
    "search-wording": lambda r: b"Merci de renseigner ce champ." in r.client().get("/js/ui.js")[1],
    "login-wording": lambda r: "reconnus" in r.client().post("/api/login", {"identifier": "X", "code": "Y"})[1]["message"],
    "extra-footer-links": lambda r: "À propos".encode() in r.client().get("/js/main.js")[1],
    "other-identifiers": lambda r: b"1000 + 7" in r.client().get("/js/ui.js")[1],
    "buttons-reversed": lambda r: b"cancelButton(fields), submit" in r.client().get("/js/views/lost.js")[1],
    "questions-sorted": lambda r: (q := r.client().get("/api/questions")[1]["questions"]) == sorted(q),
    "certification-letters": lambda r: all(r.certified()[1].isalpha() for _ in range(6)),
    "cookie-name": lambda r: "JSESSIONID" in [c.name for c in r.client().jar],
    "slow-api": lambda r: (t := time.time(), r.client())[0] + 0.3 < time.time(),
    "mail-colours": lambda r: (r.certified(), "#1b5e20" in Sink.mails[-1][1].get_body(("html",)).get_content())[1],
}


def examine(kind, name):
    """The walk through the pages is long: left out for the regressions that are in the server alone."""
    out = set()
    for checks in ((pages,), (rules, mails, counters)):
        if checks == (pages,) and kind == "defect" and name not in DEFECT_PATCHES:
            continue
        with Run(kind, name) as run:
            run.name = name
            for check in checks:
                try:
                    check(run, out)
                except Exception as problem:  # noqa: BLE001
                    out.add(f"?{check.__name__}: {type(problem).__name__} {str(problem)[:160]}")
    if kind == "variation":
        with Run(kind, name) as run:
            if not PROOF[name](run):
                out.add("?variation not there")
    return out


if __name__ == "__main__":
    from playwright.sync_api import sync_playwright
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    server.daemon_threads = True
    SMTP = server.server_address[1]
    threading.Thread(target=server.serve_forever, daemon=True).start()
    jobs = [(None, "clean")] + [(k, r["name"]) for k in ("defect", "variation") for r in json.loads((HERE / f"{k}s.json").read_text())]
    if sys.argv[1:]:
        jobs = [j for j in jobs if j[1] in sys.argv[1:]]
    bad = 0
    with sync_playwright() as p:
        BROWSER = p.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        for kind, name in jobs:
            found = examine(kind, name)
            good = found == ({name} if kind == "defect" else set())
            bad += not good
            print("ok  " if good else "BAD ", kind or "", name, "" if good else sorted(found), flush=True)
        BROWSER.close()
    print("all green" if not bad else f"{bad} bad", f"({len(jobs)} runs)")
    sys.exit(bool(bad))
