#!/usr/bin/env python3
"""Proof of the portal: the clean one keeps the guide; each defect and each variation is really there.  ./check.py [name ...]"""
import asyncio, email, email.policy, http.cookiejar, json, os, re, socket, subprocess, sys, tempfile, threading, time, urllib.error, urllib.request
from playwright.sync_api import sync_playwright
HERE = os.path.dirname(os.path.abspath(__file__))
Q = "Quel est le nom de jeune fille de votre mère ?"
def acc(i, **k):
    return {"identifier": i, "confidential_code": "ABCD1234", "role": "administrator", "last_name": "DUPONT", "first_name": "Marcel", "email": "marcel.dupont@commune.example", "siret": "12345678912345",
            "bcr": "01ABC111", "contract": "CTR0001", "question": Q, "answer": "Durand", "first_login_done": True, "email_valid": True, **k}
ACCOUNTS = [acc("IDENT0001"), acc("IDENT0002", last_name="PETIT", first_name="Zoé", email="zoe@commune.example", first_login_done=False), acc("IDENT0003", last_name="ROUX", first_name="Luc", email="luc@faux.example", email_valid=False),
            acc("IDENT0004", role="user", last_name="MARTIN", first_name="Anne", email="anne@commune.example"), acc("IDENT0005", siret="99999999900001", last_name="LEROY", first_name="Paul", bcr="02XYZ222", contract="", email="paul@ville.example", question="Question à moi ?")]

class Sink:  # a mail server that keeps what it gets
    def __init__(self):
        self.mails, ready = [], threading.Event()
        async def one(r, w):
            w.write(b"220 sink\r\n")
            while line := await r.readline():
                verb = line[:4].upper()
                if verb == b"RCPT": to = line.decode().split("<")[1].split(">")[0]
                if verb == b"DATA":
                    w.write(b"354 go\r\n"); raw = b""
                    while (l := await r.readline()) != b".\r\n": raw += l[1:] if l.startswith(b"..") else l
                    m = email.message_from_bytes(raw, policy=email.policy.default)
                    self.mails.append({"rcpt": to, "to": str(m["To"]), "cc": m["Cc"], "from": str(m["From"]), "subject": str(m["Subject"]), "type": m.get_content_type(), "text": m.get_body(("plain",)).get_content().replace("\r\n", "\n")})
                w.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
                if verb == b"QUIT": break
            w.close()
        async def main():
            s = await asyncio.start_server(one, "127.0.0.1", 0); self.port = s.sockets[0].getsockname()[1]; ready.set(); await s.serve_forever()
        threading.Thread(target=lambda: asyncio.run(main()), daemon=True).start(); ready.wait()

class Portal:
    def __init__(self, sink, *args):
        with socket.socket() as s: s.bind(("127.0.0.1", 0)); port = s.getsockname()[1]
        self.sink, self.base = sink, f"http://127.0.0.1:{port}"; sink.mails.clear()
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json"); json.dump(ACCOUNTS, self.file); self.file.flush()
        self.proc = subprocess.Popen([f"{HERE}/start", "--port", str(port), "--smtp", f"127.0.0.1:{sink.port}", "--accounts", self.file.name, *args])
        for _ in range(150):
            try: urllib.request.urlopen(self.base, timeout=5); break
            except OSError: time.sleep(.1)
        self.fresh()
    def fresh(self): self.http = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    def api(self, path, body=None):
        rq = urllib.request.Request(f"{self.base}/api/{path}", None if body is None else json.dumps(body).encode(), {"Content-Type": "application/json"})
        try: raw = self.http.open(rq, timeout=15).read()
        except urllib.error.HTTPError as e: raw = e.read()
        return raw if path.endswith("wav") else json.loads(raw)
    def stop(self):
        t = time.time(); self.proc.terminate(); self.proc.wait(5); assert time.time() - t < 1.5, "SIGTERM slow"

def eq(a, b, why=""): assert a == b, f"{why} {a!r} != {b!r}"
def search(p, **k): return p.api("recherche", {"siret": "12345678912345", "bcr": "01ABC111", "contrat": "", "nom": "DUPONT", "prenom": "Marcel", **k})
def regen(p, **k): return p.api("regeneration", {"nom": "DUPONT", "prenom": "Marcel", "identifiant": "IDENT0001", "email": "marcel.dupont@commune.example", "question": Q, "reponse": "Durand", **k})
def login(p, code, ident="IDENT0001"): p.fresh(); return p.api("connexion", {"identifiant": ident, "code": code})
def certify(p, c): return p.api("certification", {"certification": c})
def mailed(p): return re.search(r"^\s*([A-Z0-9]{8})\s*$", p.sink.mails[-1]["text"], re.M)[1]
def renew(p):
    p.fresh(); r = regen(p); eq(r, {}, "renewal"); time.sleep(.2)
    return mailed(p), p.api("etat")["certification"]

# ---------- rules, on the API
def t_fields(p):
    for k in ({}, {"bcr": "", "contrat": "CTR0001"}, {"contrat": "CTR0001"}, {"siret": "123 456 789 12345"}): eq(search(p, **k), {"identifiant": "IDENT0001"}, k)
    assert set(search(p, bcr="")["errors"]) == {"bcr", "contrat"}
    for k in ("siret", "nom", "prenom"): eq(list(search(p, **{k: " "})["errors"]), [k])
def t_exact(p):
    for k in ({"bcr": "01abc111"}, {"bcr": "", "contrat": "ctr0001"}, {"nom": "Dupont"}, {"prenom": "marcel"}, {"siret": "12345678912346"}, {"contrat": "CTR0002"}, {"nom": "MARTIN", "prenom": "Anne"}): eq(search(p, **k).get("alert"), "introuvable", k)
def t_eligible(p):
    for n, f, i, e in (("PETIT", "Zoé", "IDENT0002", "zoe@commune.example"), ("ROUX", "Luc", "IDENT0003", "luc@faux.example")):
        eq(search(p, nom=n, prenom=f).get("alert"), "autre-administrateur"); eq(regen(p, nom=n, prenom=f, identifiant=i, email=e).get("alert"), "autre-administrateur")
    eq(p.sink.mails, [])
def t_refused(p):
    for k in ({"nom": "DUPOND"}, {"prenom": "MARCEL"}, {"identifiant": "IDENT0005"}, {"email": "Marcel@x.example"}, {"question": "Question à moi ?"}, {"reponse": "Dupuis"}): eq(regen(p, **k).get("alert"), "informations", k)
    eq(regen(p, nom="MARTIN", prenom="Anne", identifiant="IDENT0004", email="anne@commune.example").get("alert"), "informations")
    for k in ("nom", "prenom", "identifiant", "email", "question", "reponse"): eq(list(regen(p, **{k: ""})["errors"]), [k])
    eq(p.sink.mails, []); eq(login(p, "ABCD1234"), {"suite": "/espace"})
def t_mail(p):
    eq(regen(p), {}); time.sleep(.9); eq(len(p.sink.mails), 1); m = p.sink.mails[0]
    eq([m[k] for k in ("rcpt", "to", "cc", "from", "subject")], ["marcel.dupont@commune.example"] * 2 + [None, "e-servicesinscription@caissedesdepots.fr", "Régénération de code confidentiel"])
    eq(m["text"].strip(), f"Votre nouveau code confidentiel est le suivant :\n\n{mailed(p)}\n\nA bientôt sur notre site\n\nLa Direction des Retraites")
    assert p.api("etat")["certification"] not in m["text"], "certification code in the mail"
def t_login(p):
    code, cert = renew(p); assert re.fullmatch(r"[A-Z0-9]{10}", cert) and cert != code, f"certification code: {cert}"
    eq(login(p, "ABCD1234").get("alert"), "connexion"); eq(login(p, code), {"suite": "/connexion/certification"}); eq(p.api("etat")["user"], None)
    eq(certify(p, cert[:4] + "000000").get("reste"), 2); eq(certify(p, cert), {"suite": "/espace"}); eq(p.api("etat")["user"]["identifier"], "IDENT0001"); eq(login(p, code), {"suite": "/espace"})
def t_tries(p):
    code, cert = renew(p); login(p, code); eq(certify(p, code).get("reste"), 2); assert certify(p, "").get("errors"); login(p, code); eq(certify(p, "X").get("reste"), 1); eq(certify(p, "X").get("alert"), "renouveler")
    assert certify(p, cert).get("alert"); eq(login(p, code).get("alert"), "renouveler"); code, cert = renew(p); eq(login(p, code).get("suite"), "/connexion/certification"); eq(certify(p, cert).get("suite"), "/espace")
def t_sound(p):
    _, cert = renew(p); wav = p.api("certification.wav"); assert wav[:4] == b"RIFF"
    with tempfile.NamedTemporaryFile(suffix=".wav") as f:
        subprocess.run(["espeak-ng", "-v", "fr", "-s", "110", "-w", f.name, ". ".join(cert) + "."], check=True); eq(len(wav), os.path.getsize(f.name), "length of the sound")
# ---------- pages, in a browser
def page(p):
    c = p.browser.new_context(viewport={"width": 900, "height": 900}); pg = c.new_page(); pg.set_default_timeout(6000); pg.js = []; pg.on("pageerror", lambda e: pg.js.append(str(e))); pg.on("console", lambda m: m.type == "error" and "status of" not in m.text and pg.js.append(m.text))
    return pg
def at(pg, heading, *texts):
    pg.wait_for_function("h => document.querySelector('main h1')?.textContent.startsWith(h)", arg=heading); pg.wait_for_selector("main[aria-busy=false]")
    body = pg.inner_text("body")
    for t in texts: assert t in body, f"{heading}: « {t} » is missing"
    assert not pg.js, pg.js
def fill(pg, **k):
    for n, val in k.items(): (pg.select_option if n == "question" else pg.fill)(f"input[name={n}] >> nth=0" if n != "question" else "select[name=question]", val)
def press(pg, name, role="button"): pg.get_by_role(role, name=name, exact=True).click()
def to_step1(p):
    pg = page(p); pg.goto(p.base); at(pg, "Direction Employeur", "Accès à mon espace personnalisé", "Votre actualité", "Liste des régimes et fonds", "Imprimer", "A⁻", "A⁺", "RETRAITÉ")
    if pg.get_by_role("button", name="J'ai compris").count(): press(pg, "J'ai compris")
    pg.locator("main").get_by_role("link", name="Accès à mon espace personnalisé").click()
    at(pg, "Accès à mon espace personnalisé", "Je suis déjà inscrit(e)", "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Plus d'info ?", "Non connecté", "(*) Vous pouvez récupérer vos codes d'accès uniquement", "si l'adresse courriel enregistrée sur votre compte est valide")
    press(pg, "Codes perdus *", "link"); at(pg, "Codes perdus", "Conditions générales d'utilisation", "Non connecté", "Vous êtes utilisateur sans être administrateur", "[annuler]"); eq(pg.evaluate("document.activeElement.tagName"), "H1", "focus"); return pg
def to_step3(p):
    pg = to_step1(p); eq(pg.get_by_role("link", name="cliquez ici").count(), 4, "choices"); pg.get_by_role("link", name="cliquez ici").nth(2).click()
    at(pg, "Recherche de votre code identifiant", "Votre établissement", "Coordonnées professionnelles", "Numéro SIRET *", "Numéro BCR **", "Numéro de contrat **", "Saisie en majuscules", "Votre Nom *", "Prénom *", "* Champs obligatoires", "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Conditions générales")
    fill(pg, siret="12345678912345", bcr="01abc111", nom="DUPONT"); press(pg, "rechercher"); pg.wait_for_selector("#champ-prenom-erreur"); eq(pg.get_attribute("#champ-prenom", "aria-describedby"), "champ-prenom-erreur")
    fill(pg, prenom="Marcel"); press(pg, "rechercher"); pg.get_by_text("le n° de BCR ou de contrat est bien saisi en majuscules").wait_for()
    fill(pg, bcr="01ABC111"); press(pg, "rechercher")
    at(pg, "Regénérer votre code confidentiel", "Votre Nom *", "Votre Prénom *", "Code identifiant *", "Adresse e-mail *", "doit être identique à celle qui est mentionnée sur votre compte", "Question *", "Réponse *", "* Champs obligatoires", "Annuler"); return pg
def to_step4(p):
    pg = to_step3(p); eq(pg.input_value("[name=identifiant]"), "IDENT0001", "identifier filled"); assert pg.locator("select[name=question] option").count() >= 6
    fill(pg, nom="DUPONT", prenom="Marcel", email="marcel.dupont@commune.example", question=Q, reponse="Durand"); press(pg, "Générer le code confidentiel")
    at(pg, "Régénération du code confidentiel", "Vous recevrez prochainement par courriel", "code de certification", "il ne s'agit pas de votre code confidentiel", "version sonore"); return pg
def u_steps(p):
    pg = to_step4(p); cert = pg.inner_text("#code-certification"); pg.reload(); at(pg, "Régénération", cert); pg.get_by_role("link", name="version sonore").click(); pg.wait_for_selector("audio")
    pg.wait_for_function("() => document.querySelector('audio').duration > 3"); press(pg, "Terminer"); pg.wait_for_function("() => location.pathname in {'/': 1, '/connexion': 1}")
    pg.goto(p.base + "/codes-perdus/certification"); at(pg, "Codes perdus"); pg.goto(p.base + "/connexion"); at(pg, "Accès")
    fill(pg, identifiant="IDENT0001", code="ABCD1234"); press(pg, "Je valide"); pg.get_by_text("Code identifiant ou code confidentiel incorrect").wait_for()
    fill(pg, code=mailed(p)); press(pg, "Je valide"); at(pg, "Code de certification", "Non connecté"); fill(pg, certification="FAUX"); press(pg, "Je valide"); pg.get_by_text("Il vous reste 2 essais").wait_for()
    fill(pg, certification=cert); press(pg, "Je valide"); at(pg, "Mon espace personnalisé", "Connecté : Marcel DUPONT"); press(pg, "Se déconnecter"); at(pg, "Accès", "Non connecté"); pg.goto(p.base + "/espace"); at(pg, "Accès"); pg.context.close()
def u_choices(p):
    pg = to_step1(p)
    for n, h in enumerate(("Regénérer votre code confidentiel", "Recherche de votre code identifiant", "Recherche de votre code identifiant", "Codes perdus : vous êtes utilisateur")):
        pg.get_by_role("link", name="cliquez ici").nth(n).click(); at(pg, h); pg.go_back(); at(pg, "Codes perdus")
    pg.get_by_role("link", name="cliquez ici").nth(1).click(); at(pg, "Recherche"); fill(pg, siret="99999999900001", bcr="02XYZ222", nom="LEROY", prenom="Paul"); press(pg, "rechercher"); at(pg, "Votre code identifiant", "IDENT0005")
    press(pg, "Terminer"); at(pg, "Accès"); press(pg, "Codes perdus *", "link"); at(pg, "Codes perdus"); pg.get_by_role("link", name="Conditions générales d'utilisation").click(); at(pg, "Conditions générales"); pg.go_back(); at(pg, "Codes perdus"); press(pg, "[annuler]", "link"); at(pg, "Accès")
    before = pg.evaluate("getComputedStyle(document.body).fontSize"); press(pg, "A⁺"); assert pg.evaluate("getComputedStyle(document.body).fontSize") != before, "A⁺"
    pg.fill("#ariane-q", "J'ai perdu mon code"); press(pg, "Demander"); pg.get_by_text("Pour récupérer votre code identifiant et/ou").nth(1).wait_for()
    for l in ("Aide à la connexion", "Je suis administrateur", "Je suis utilisateur", "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription ▶", "Inscription d'un administrateur", "Inscription d'un utilisateur", "Je m'inscris"):
        press(pg, l, "link"); at(pg, l[:18]); pg.go_back(); at(pg, "Accès")
    pg.context.close()
API = [t_fields, t_exact, t_eligible, t_refused, t_mail, t_login, t_tries, t_sound]; UI = [u_steps, u_choices]

BY = {t_mail: "mail-never-sent mail-sender mail-subject mail-unsigned", t_refused: "mail-typed-address question-unchecked answer-unchecked", t_login: "mail-other-code old-code-still-opens certification-not-asked certification-for-ever certification-half-read screen-shows-confidential",
      t_fields: "bcr-and-contract-required bcr-and-contract-optional", t_exact: "bcr-any-case names-any-case siret-ignored user-found", t_eligible: "never-connected-recovers bad-address-recovers", t_tries: "five-tries tries-start-again renewal-does-not-free", t_sound: "sound-cut",
      u_steps: "identifier-not-filled sound-link-missing step2-heading contract-unmarked user-choice-missing both-choice-leads-elsewhere cgu-missing terminer-dead"}
DEFECT = {n: t for t, names in BY.items() for n in names.split()}
# ---------- variations: true with the variation, false without
def js(pg, s): return pg.evaluate(s)
def v_terminer(p): pg = to_step4(p); press(pg, "Terminer"); pg.wait_for_function("() => location.pathname in {'/': 1, '/connexion': 1}"); return js(pg, "location.pathname") == "/"
def v_slow(p): return "DELAY = 400" in urllib.request.urlopen(p.base + "/static/app.js").read().decode()
def v_cancel(p): pg = to_step3(p); fill(pg, nom="X"); press(pg, "Annuler"); pg.wait_for_function("() => document.querySelector('dialog[open]') || location.pathname == '/codes-perdus'"); return js(pg, "!document.querySelector('dialog[open]')")
def v_html(p): regen(p); time.sleep(.3); return p.sink.mails[-1]["type"] == "multipart/alternative"
def v_banner(p): pg = page(p); pg.goto(p.base); at(pg, "Direction"); return pg.locator(".cookies").count() == 0
def v_below(p): pg = page(p); pg.goto(p.base + "/connexion"); at(pg, "Accès"); fill(pg, identifiant="A", code="B"); press(pg, "Je valide"); pg.wait_for_selector(".alert"); return js(pg, "document.querySelector('.alert').offsetTop > document.querySelector('[name=code]').closest('.field').offsetTop")
def v_help(p): pg = page(p); pg.goto(p.base + "/codes-perdus/recherche"); at(pg, "Recherche"); return "exemple 01ABC111" in pg.inner_text("form")
def v_css(expr):
    def probe(p): pg = page(p); pg.goto(p.base + "/connexion"); at(pg, "Accès"); return js(pg, expr)
    return probe
VARIATION = {"green": v_css("getComputedStyle(document.querySelector('button.primary')).backgroundColor == 'rgb(20, 101, 63)'"), "no-cookie-banner": v_banner, "terminer-home": v_terminer, "slower": v_slow, "labels-above": v_css("getComputedStyle(document.querySelector('.field label')).position == 'static'"),
             "cancel-at-once": v_cancel, "names-carried": lambda p: to_step3(p).input_value("[name=nom]") == "DUPONT", "copy-button": lambda p: to_step4(p).get_by_role("button", name="Copier le code").count() == 1, "mail-with-html": v_html,
             "certification-digits": lambda p: renew(p)[1].isdigit(), "refusal-below": v_below, "help-inline": v_help}

def main():
    only, bad, sink = sys.argv[1:], 0, Sink()
    with sync_playwright() as pw:
        browser = pw.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        def run(tests, *args):  # each test has its own portal; gives the first failure, the value of the last test if none
            out = None
            for t in tests:
                p = Portal(sink, *args); p.browser = browser
                try: out = t(p)
                except Exception as e: return f"{getattr(t, '__name__', t)}: {type(e).__name__} {str(e).splitlines()[0] if str(e) else ''}"
                finally:
                    for c in browser.contexts: c.close()
                    p.stop()
            return out
        def tell(name, ok, why=""):
            nonlocal bad; bad += not ok; print("ok  " if ok else "BAD ", name, str(why)[:160], flush=True)
        names = {k: [x["name"] for x in json.load(open(f"{HERE}/{k}.json"))] for k in ("defects", "variations")}
        assert set(names["defects"]) == set(DEFECT) and set(names["variations"]) == set(VARIATION)
        if not only or "clean" in only:
            for t in API + UI: r = run([t]); tell(f"clean {t.__name__}", r is None, r or "")
        for n in names["defects"]:
            if not only or n in only: r = run([DEFECT[n]], "--defect", n); tell(f"defect {n}", isinstance(r, str), r)
        for n in names["variations"]:
            if only and n not in only: continue
            there, clean, keeps = run([VARIATION[n]], "--variation", n), run([VARIATION[n]]), run([t_exact, t_mail, t_login, u_steps], "--variation", n)
            tell(f"variation {n}", there is True and clean is False and keeps is None, f"there={there} clean={clean} guide={keeps or 'kept'}")
        browser.close()
    print("all is well" if not bad else f"{bad} bad"); return bool(bad)
sys.exit(main())
