#!/usr/bin/env python3
"""Proof by plain HTTP: the clean portal keeps the guide, every defect is real, every variation is correct.
   nice python3 check.py [name ...]        (no name: clean, all defects, all variations; one process at a time)"""
import email, email.policy, html, http.client, io, json, math, os, re, socket, socketserver, struct, subprocess, sys, tempfile, threading, time, wave
from html.parser import HTMLParser
from urllib.parse import urlencode, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
MAILS = []


class Sink(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda x: self.wfile.write(x.encode() + b"\r\n")
        say("220 sink"); to = []
        while line := self.rfile.readline():
            word = line[:4].upper()
            if word == b"RCPT":
                to.append(re.search(rb"<(.*?)>", line)[1].decode()); say("250 ok")
            elif word == b"DATA":
                say("354 go"); data = b""
                while (l := self.rfile.readline()) != b".\r\n":
                    data += l
                MAILS.append((list(to), email.message_from_bytes(data, policy=email.policy.default))); say("250 ok")
            elif word == b"QUIT":
                say("221 bye"); return
            else:
                say("250 ok")


def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0)); return s.getsockname()[1]


class Page(HTMLParser):
    """Forms with their fields, links with their words."""
    def __init__(self, text):
        super().__init__()
        self.raw, self.forms, self.links, self.a, self.select = text, [], [], None, None
        self.feed(text)
        self.text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", "", re.sub(r"(?s)<(style|script|head).*?</\1>", "", text))))

    def handle_starttag(self, tag, at):
        at = dict(at)
        if tag == "form":
            self.forms.append({"action": at.get("action"), "method": at.get("method"), "f": {}, "at": {}})
        elif tag == "input" and self.forms and at.get("name"):
            self.forms[-1]["at"].setdefault(at["name"], at)
            if at.get("type") != "radio" or "checked" in at:
                self.forms[-1]["f"][at["name"]] = at.get("value", "")
        elif tag == "select":
            self.forms[-1]["f"][at["name"]] = ""; self.forms[-1]["at"][at["name"]] = at
        elif tag == "a":
            self.a = [at.get("href"), ""]

    def handle_data(self, d):
        if self.a:
            self.a[1] += d

    def handle_endtag(self, tag):
        if tag == "a" and self.a:
            self.links.append(tuple(self.a)); self.a = None

    def form(self, *names):
        return next(f for f in self.forms if f["method"] == "post" and all(n in f["at"] for n in names) and "deconnexion" not in f["action"])


class Browser:
    def __init__(self, port):
        self.port, self.cookie = port, ""

    def ask(self, path, data=None):
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        h = {"Cookie": self.cookie} if self.cookie else {}
        if data is not None:
            h["Content-Type"] = "application/x-www-form-urlencoded"
        c.request("GET" if data is None else "POST", path, None if data is None else urlencode(data), h)
        r = c.getresponse(); body = r.read(); c.close()
        if r.getheader("Set-Cookie"):
            self.cookie = r.getheader("Set-Cookie").split(";")[0]
        if data is not None:
            assert r.status in (303, 403), r.status
        if r.status == 303:
            return self.ask(r.getheader("Location"))
        self.status, self.url, self.type = r.status, path, r.getheader("Content-Type")
        self.p = Page(body.decode()) if "html" in self.type else body
        return self.p

    def send(self, names=(), **values):
        f = self.p.form(*names)
        return self.ask(f["action"], {**f["f"], **values})


class Run:
    def __init__(self, *options):
        self.dir = tempfile.TemporaryDirectory(); self.n = 0
        self.accounts = [dict(identifier=f"IDENT{i:04}", confidential_code=f"ABCD{i:04}", role="user" if i % 10 == 9 else "administrator", last_name="DUPONT" + "ABCDEFGHIJ"[i // 10] + "ABCDEFGHIJ"[i % 10],
                              first_name="Marcel", email=f"marcel.{i}@commune.example", siret=f"{12345678900000 + i}", bcr=f"01ABC{i:03}", contract=f"CTR{i:04}",
                              question="Quel est le nom de jeune fille de votre mère ?", answer="Durand", first_login_done=i % 10 != 7, email_valid=i % 10 != 8) for i in range(100)]
        json.dump(self.accounts, open(self.dir.name + "/a.json", "w"))
        self.port = free()
        self.proc = subprocess.Popen([HERE + "/start", "--port", str(self.port), "--smtp", f"127.0.0.1:{SMTP}", "--accounts", self.dir.name + "/a.json", *options])
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close(); return
            except OSError:
                assert self.proc.poll() is None, "portal ended"; time.sleep(.05)

    def close(self):
        t = time.time(); self.proc.terminate(); self.proc.wait(5); self.dir.cleanup()
        assert time.time() - t < 1, "slow end"

    def account(self, kind="admin"):
        want = {"admin": range(0, 7), "never": [7], "bad": [8], "user": [9]}[kind]
        a = next(a for i, a in enumerate(self.accounts) if i % 10 in want and not a.get("used")); a["used"] = True
        return a

    def browser(self): return Browser(self.port)

    # ---- walks
    def lost(self, words):
        b = self.browser(); b.ask("/connexion")
        b.ask("/codes-perdus")
        lead = b.p.raw.split("Vous êtes utilisateur sans")[words == "user"]
        n = {"confidentiel": 0, "identifiant": 1, "deux": 2, "user": 0}[words]
        body = lead if words != "user" else b.p.raw.split("Vous êtes utilisateur sans")[1]
        b.ask(html.unescape(re.findall(r'<a href="([^"]+)">cliquez ici', body)[n])); return b

    def find(self, a, words="deux", **over):
        b = self.lost(words)
        if words == "user":
            b.send(("perte",), perte="les-deux")
        b.send(("siret",), **{**dict(siret=a["siret"], bcr=a["bcr"], contrat="", nom=a["last_name"], prenom=a["first_name"]), **over}); return b

    def req(self, a, b=None, **over):
        b = b or self.lost("confidentiel")
        b.before = len(MAILS)
        b.send(("reponse",), **{**dict(nom=a["last_name"], prenom=a["first_name"], identifiant=a["identifier"], courriel=a["email"], question=a["question"], reponse=a["answer"]), **over})
        b.mails = MAILS[b.before:]
        m = re.search(r'id="code-certification">\s*(\w+)', b.p.raw)
        b.cert = m and m[1]
        b.code = b.mails and re.search(r"suivant :\s+(\S+)", b.mails[-1][1].get_body(("plain",)).get_content())[1]
        return b

    def login(self, a, code):
        b = self.browser(); b.ask("/connexion"); b.send(("identifiant", "code"), identifiant=a["identifier"], code=code); return b

    def cert(self, b, code):
        b.send(("certification",), certification=code); return b


inside = lambda b: b.url == "/espace" and b.status == 200
asked = lambda b: b.url == "/connexion/certification"
CHECKS = {}
check = lambda f: CHECKS.setdefault(f.__name__, f)


def heard(data):
    w = wave.open(io.BytesIO(data)); rate = w.getframerate()
    x = struct.unpack(f"<{w.getnframes()}h", w.readframes(w.getnframes()))
    out, i = "", 0
    def power(s, f):
        return abs(sum(v * complex(math.cos(2 * math.pi * f * t / rate), -math.sin(2 * math.pi * f * t / rate)) for t, v in enumerate(s)))
    while i < len(x):
        if not any(x[i:i + 20]):
            i += 20; continue
        s = x[i:i + 800]
        row = max(range(6), key=lambda k: power(s, 500 + 60 * k)); col = max(range(6), key=lambda k: power(s, 1100 + 100 * k))
        out += "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"[row * 6 + col]
        while i < len(x) and any(x[i:i + 20]):
            i += 20
    return out


@check
def home_and_login_words(r):
    b = r.browser(); b.ask("/"); assert ("/connexion", "Accès à mon espace personnalisé") in b.p.links
    b.ask("/connexion"); assert ("/codes-perdus", "Codes perdus *") in b.p.links
    for w in ("Code identifiant", "Code confidentiel", "Je valide", "Je suis déjà inscrit(e)", "Je m'inscris", "Aide à la connexion", "Conditions générales d'utilisation (CGU)", "Non connecté"): assert w in b.p.text, w
@check
def login_conditions(r):
    t = r.browser().ask("/connexion").text
    for w in ("si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse", "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel"): assert w in t, w
@check
def every_link_answers(r):
    b, seen, todo = r.browser(), set(), ["/"]
    while todo:
        u = todo.pop()
        if u and u not in seen and not u.startswith("#"):
            seen.add(u); b.ask(u); assert b.status == 200, u
            if not isinstance(b.p, bytes): todo += [x for x, _ in b.p.links] 
    assert len(seen) > 40
@check
def step1_leads(r):
    b = r.lost("confidentiel"); assert "Étape 3 – Regénérer votre code confidentiel" in b.p.raw, b.url
    b = r.lost("identifiant"); assert "Étape 2 – Recherche de votre code identifiant" in b.p.raw
    b = r.lost("deux"); assert "Étape 2 sur 4" in b.p.text
@check
def identifier_found(r):
    a = r.account(); b = r.find(a, "identifiant"); assert a["identifier"] in b.p.text and b.url.startswith("/codes-perdus/identifiant")
@check
def numbers_either(r):
    a = r.account(); f = lambda **k: "regeneration" in r.find(a, **k).url
    assert f(contrat=a["contract"]), "both"
    assert f(), "bcr"
    assert f(bcr="", contrat=a["contract"]), "contract"
@check
def numbers_none(r):
    a = r.account(); b = r.find(a, bcr=""); assert "recherche" in b.url and 'id="bcr-erreur"' in b.p.raw and 'href="#bcr"' in b.p.raw
@check
def contract_compared(r):
    a = r.account(); assert "recherche" in r.find(a, bcr="", contrat="CTR9999").url
@check
def capitals(r):
    a = r.account(); assert "recherche" in r.find(a, bcr=a["bcr"].lower()).url and "recherche" in r.find(a, bcr="", contrat=a["contract"].lower()).url
@check
def names_identical(r):
    a = r.account(); assert "recherche" in r.find(a, nom=a["last_name"].lower()).url and "recherche" in r.find(a, prenom="MARCEL").url
@check
def search_admins_only(r):
    a = r.account("user"); assert "recherche" in r.find(a, "identifiant").url
@check
def search_required(r):
    a = r.account()
    for k in ("siret", "nom", "prenom"): b = r.find(a, **{k: ""}); assert f'id="{k}-erreur"' in b.p.raw and 'required' in b.p.form("siret")["at"][k]
    for w in ("Numéro SIRET *", "Numéro BCR **", "Numéro de contrat **", "Votre Nom *", "Prénom *", "* Champs obligatoires", "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Votre établissement", "Coordonnées professionnelles", "Rechercher", "Annuler"): assert w in b.p.text, w
@check
def failed_search_helps(r):
    a = r.account(); t = r.find(a, nom="NUL").p.text
    for w in ("Si votre requête n'aboutit pas, vérifiez que", "est bien saisi en majuscules", "bien identiques (majuscules et minuscules)", "en tant qu'administrateur pour votre établissement"): assert w in t, w
@check
def never_logged_in(r):
    a = r.account("never"); assert "recherche" in r.find(a).url; b = r.req(a); assert not b.cert and not b.mails
@check
def bad_address(r):
    a = r.account("bad"); assert "recherche" in r.find(a).url; b = r.req(a); assert not b.cert and not b.mails
@check
def user_path(r):
    a = r.account("user"); b = r.find(a, "user"); assert "regeneration" in b.url, b.url
    b = r.req(a, b); assert b.cert and inside(r.cert(r.login(a, b.code), b.cert))
@check
def identifier_filled(r):
    a = r.account(); b = r.find(a); assert b.p.form("reponse")["f"]["identifiant"] == a["identifier"]
    b = r.req(a, b); assert b.cert
@check
def step3_words(r):
    b = r.lost("confidentiel"); t = b.p.text
    for w in ("Saisissez toutes les rubriques du formulaire", "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", "Votre Nom *", "Votre Prénom *", "Code identifiant *", "Adresse e-mail *", "oit être identique à celle qui est mentionnée sur votre compte", "Sélectionnez la question que vous avez choisie lors de votre inscription", "Question *", "Réponse *", "Générer le code confidentiel", "Annuler", "* Champs obligatoires", "Retour accueil cdc.retraites", "Conditions générales d'utilisation"): assert w in t, w
    assert b.p.raw.count("Quel") >= 5
@check
def step3_required(r):
    a = r.account()
    for k in ("nom", "prenom", "identifiant", "courriel", "question", "reponse"): b = r.req(a, **{k: ""}); assert f'id="{k}-erreur"' in b.p.raw and f'href="#{k}"' in b.p.raw and not b.mails, k
@check
def step3_compared(r):
    a = r.account()
    for k, v in dict(nom=a["last_name"].lower(), prenom="Marcelle", identifiant="IDENT9999", courriel="autre@commune.example", reponse="Durant").items(): b = r.req(a, **{k: v}); assert not b.cert and not b.mails, k
@check
def question_compared(r):
    a = r.account(); b = r.req(a, question="Quel est votre film préféré ?"); assert not b.cert and not b.mails
    assert inside(r.login(a, a["confidential_code"]))
@check
def cancel(r):
    a = r.account(); b = r.req(a, action="annuler"); assert b.url == "/codes-perdus" and not b.mails
    b = r.lost("deux"); b.send(("siret",), action="annuler"); assert b.url == "/codes-perdus"
@check
def mail(r):
    a = r.account(); b = r.req(a); (to, m), = b.mails; t = m.get_body(("plain",)).get_content()
    assert to == [a["email"]] and m["From"] == "e-servicesinscription@caissedesdepots.fr" and m["Subject"] == "Régénération de code confidentiel"
    assert re.fullmatch(r"Votre nouveau code confidentiel est le suivant :\s+[A-Z]{5}\d{3}\s+A bientôt sur notre site\s+La Direction des Retraites\s*", t), t
    assert b.cert not in m.as_string()
@check
def step4_words(r):
    b = r.req(r.account()); t = b.p.text
    for w in ("Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.", "noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion", "(Cliquez ici pour entendre la version sonore)", "Étape 4 sur 4", "Terminer", "vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel"): assert w in t, w
    assert len(b.cert) == 10 or b.cert == b.code
@check
def step4_warning(r):
    assert "il ne s'agit pas de votre code confidentiel, il vous sera demandé" in r.req(r.account()).p.text
@check
def certification_differs(r):
    b = r.req(r.account()); assert len(b.cert) == 10 and b.cert != b.code
@check
def finish(r):
    b = r.req(r.account()); b.ask(b.p.form()["action"], b.p.form()["f"]); assert b.url in ("/", "/connexion") and b.status == 200
    b.ask("/codes-perdus/certification"); assert b.url == "/codes-perdus"
@check
def next_login(r):
    a = r.account(); b = r.req(a); l = r.login(a, b.code); assert asked(l)
    l.ask("/espace"); assert not inside(l)
    l = r.cert(r.login(a, b.code), b.cert); assert inside(l) and "Connecté : Marcel" in l.p.text
    assert inside(r.login(a, b.code))
@check
def old_code_refused(r):
    a = r.account(); b = r.req(a); l = r.login(a, a["confidential_code"]); assert not inside(l) and not asked(l)
@check
def two_people(r):
    a, c = r.account(), r.account(); x, y = r.req(a), r.req(c)
    assert inside(r.cert(r.login(a, x.code), x.cert)) and not inside(r.cert(r.login(c, y.code), x.cert))
@check
def third_try_good(r):
    a = r.account(); b = r.req(a)
    for _ in "12": l = r.cert(r.login(a, b.code), "AAAAAAAAAA"); assert not inside(l)
    assert inside(r.cert(r.login(a, b.code), b.cert))
@check
def three_failures(r):
    a = r.account(); b = r.req(a); l = r.login(a, b.code)
    for _ in "123": l = r.cert(l if asked(l) else r.login(a, b.code), "AAAAAAAAAA")
    assert "vous devez renouveler votre code confidentiel" in l.p.text
@check
def three_failures_over_logins(r):
    a = r.account(); b = r.req(a)
    for _ in "123": l = r.cert(r.login(a, b.code), "AAAAAAAAAA")
    assert "vous devez renouveler votre code confidentiel" in l.p.text
@check
def block_and_renewal(r):
    a = r.account(); b = r.req(a); l = r.login(a, b.code)
    for _ in "12345":
        if not asked(l): l = r.login(a, b.code)
        if not asked(l): break
        l = r.cert(l, "AAAAAAAAAA")
        if "vous devez renouveler" in l.p.text: break
    l = r.login(a, b.code); assert not asked(l) and not inside(l), "still let in"
    c = r.req(a); assert c.cert != b.cert and inside(r.cert(r.login(a, c.code), c.cert)), "renewed codes refused"
@check
def sound(r):
    b = r.browser(); b.ask("/codes-perdus/certification.wav"); assert b.type != "audio/wav"
    b = r.lost("confidentiel"); a = r.account()
    for _ in "12":
        b.ask("/codes-perdus/regeneration?profil=administrateur&perte=confidentiel"); b = r.req(a, b); code = b.cert
        b.ask("/codes-perdus/certification.wav"); assert b.type == "audio/wav" and heard(b.p) in (code, code * 2), "other code heard"
@check
def token(r):
    b = r.browser(); b.ask("/connexion"); b.ask("/connexion", {"identifiant": "x", "code": "y"}); assert b.status == 403


EXPECT = {"lost-codes-link-missing": "home_and_login_words", "condition-dropped": "login_conditions", "first-login-ignored": "never_logged_in", "bad-address-ignored": "bad_address", "choices-swapped": "step1_leads",
          "user-path-admins-only": "user_path", "both-numbers-required": "numbers_either", "no-number-accepted": "numbers_none", "contract-not-compared": "contract_compared", "lowercase-bcr-accepted": "capitals",
          "name-case-ignored": "names_identical", "search-finds-users": "search_admins_only", "checks-missing": "failed_search_helps", "identifier-not-filled": "identifier_filled", "mail-to-typed-address": "step3_compared",
          "question-not-compared": "question_compared", "answer-unmarked": "step3_required", "cancel-generates": "cancel", "mail-other-sender": "mail", "mail-gives-certification": "mail", "old-code-still-opens": "old_code_refused",
          "certification-is-confidential": "certification_differs", "certification-not-asked": "next_login", "certification-of-last-request": "two_people", "five-tries": "three_failures", "tries-reset-at-login": "three_failures_over_logins",
          "block-only-said": "block_and_renewal", "renewal-keeps-block": "block_and_renewal", "audio-stale": "sound", "warning-shortened": "step4_warning"}


def proof(name, r):
    """The variation is really there."""
    a = r.account(); b = r.find(a); form = b.p.form("reponse") if "regeneration" in b.url else None
    if name == "identifier-editable": return "readonly" not in form["at"]["identifiant"]
    if name == "names-filled": return form["f"]["nom"] == a["last_name"]
    if name == "contract-first": raw = r.lost("deux").p.raw; return raw.index('name="contrat"') < raw.index('name="bcr"')
    if name == "questions-as-radios": return form["at"]["question"].get("type") == "radio"
    b = r.req(a, b)
    if name == "certification-digits": return b.cert.isdigit()
    if name == "failure-told-at-login": l = r.cert(r.login(a, b.code), "AAAAAAAAAA"); return l.url == "/connexion" and "Il vous reste 2 essais" in l.p.text
    if name == "mail-html-alternative": return b.mails[0][1].is_multipart()
    if name == "veuillez": return "Veuillez noter" in b.p.text
    if name == "audio-slow-twice": return len(b.ask("/codes-perdus/certification.wav")) > 150000
    if name == "finish-to-home": b.send(()); return b.url == "/"


def run(name, options, wanted=None, variation=False):
    r, failed = Run(*options), {}
    try:
        for n, f in CHECKS.items():
            try: f(r)
            except Exception as e: failed[n] = f"{type(e).__name__} {str(e)[:150]}"
        if variation and not proof(name, r): failed["variation"] = "not there"
    finally:
        r.close()
    good = (wanted in failed) if wanted else not failed
    print("ok  " if good else "BAD ", name, ", ".join(f"{k} ({v})" if not (good and wanted) else k for k, v in failed.items()), flush=True)
    return good


if __name__ == "__main__":
    server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink); server.daemon_threads = True
    SMTP = server.server_address[1]; threading.Thread(target=server.serve_forever, daemon=True).start()
    defects, variations = ([x["name"] for x in json.load(open(f"{HERE}/{k}.json"))] for k in ("defects", "variations"))
    assert set(EXPECT) == set(defects)
    pick = sys.argv[1:]; good = True
    for n in ["clean"] + defects + variations:
        if not pick or n in pick:
            good &= run(n, [] if n == "clean" else ["--defect", n] if n in defects else ["--variation", n], EXPECT.get(n), n in variations)
    server.shutdown(); sys.exit(not good)
