#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Proof of the portal with a plain HTTP client: the clean portal keeps the guide, every defect and variation is there.
   ./check.py [--full] [clean | name of a defect or variation ...]"""
import email, email.policy, http.client, io, json, os, re, signal, socket, subprocess, sys, tempfile, threading, time, types, wave
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True
import portal as P
P.ARGS = types.SimpleNamespace(defect=None, variation=None)
Q = "Quel est le nom de jeune fille de votre mère ?"


def acc(i, **kw):
    return dict({"identifier": "IDENT%04d" % i, "confidential_code": "ABCDE%03d" % i, "role": "administrator", "last_name": "DUPONT%s" % chr(64 + i), "first_name": "Marcel",
                 "email": "marcel%d@commune.example" % i, "siret": "1234567891%04d" % i, "bcr": "01ABC%03d" % i, "contract": "CTR%04d" % i, "question": Q, "answer": "Durand",
                 "first_login_done": True, "email_valid": True}, **kw)


ACC = {i: acc(i) for i in range(1, 17)}
ACC[2]["contract"] = ""
ACC[3]["role"] = "user"
ACC[4].update(first_login_done=False)
ACC[5].update(email_valid=False)
ACC[6].update(question="Quel est le nom de votre rue d'enfance ?", answer="rue de l'Église", last_name="D'ÉTÉ & <fils>")


class Sink(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.s = socket.create_server(("127.0.0.1", 0))
        self.port, self.mails = self.s.getsockname()[1], []
        self.start()

    def run(self):
        while True:
            try:
                c, _ = self.s.accept()
            except OSError:
                return
            threading.Thread(target=self.one, args=(c,), daemon=True).start()

    def one(self, c):
        f = c.makefile("rwb", buffering=0)
        f.write(b"220 sink\r\n")
        rcpt = []
        while True:
            line = f.readline()
            if not line:
                return
            verb = line[:4].upper()
            if verb == b"RCPT":
                rcpt.append(line.decode().split("<")[1].split(">")[0])
            if verb == b"DATA":
                f.write(b"354 go\r\n")
                data = b""
                while not data.endswith(b"\r\n.\r\n"):
                    data += f.readline()
                self.mails.append((rcpt, email.message_from_bytes(data[:-5], policy=email.policy.default), time.time()))
                rcpt = []
            f.write(b"221 bye\r\n" if verb == b"QUIT" else b"250 ok\r\n")
            if verb == b"QUIT":
                c.close()
                return


class Doc(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.forms, self.links, self.labels, self.ids, self.heads = [], [], [], [], []
        self.messages, self.text, self.stack, self.cur, self.form = [], "", [], {}, None
        self.feed(html)
        self.text = re.sub(r"\s+", " ", self.text)

    def handle_starttag(self, tag, attrs):
        a = dict(attrs)
        if "id" in a:
            self.ids.append(a["id"])
        if tag == "form":
            self.form = {"id": a.get("id"), "action": a.get("action"), "method": a.get("method"), "fields": [], "buttons": []}
            self.forms.append(self.form)
        elif tag == "input" and self.form is not None:
            if a.get("type") == "submit":
                self.form["buttons"].append((a.get("name"), a.get("value")))
            elif a.get("type") != "radio" or "checked" in a:
                self.form["fields"].append(dict(name=a["name"], value=a.get("value", ""), id=a.get("id"), type=a.get("type"), cls=a.get("class", ""), ro="readonly" in a))
        elif tag == "button" and self.form is not None:
            self.form["buttons"].append((a.get("name"), a.get("value")))
        elif tag == "select":
            self.sel = dict(name=a["name"], value="", id=a.get("id"), type="select", cls=a.get("class", ""), ro=False, options=[])
            self.form["fields"].append(self.sel)
        elif tag == "option":
            self.sel["options"].append(a["value"])
            if "selected" in a:
                self.sel["value"] = a["value"]
        if tag in ("a", "label", "h1", "h2", "h3", "li"):
            self.cur.setdefault(tag, []).append([a, ""])
        if tag == "div":
            self.stack.append(a.get("class", "") or "")
        if tag in ("br", "p", "li", "div", "td", "h1", "h2", "h3"):
            self.text += " "

    def handle_endtag(self, tag):
        if tag == "form":
            self.form = None
        if tag == "div":
            self.stack.pop()
        if self.cur.get(tag):
            a, t = self.cur[tag].pop()
            t = re.sub(r"\s+", " ", t).strip()
            if tag == "a":
                self.links.append((t, a.get("href")))
            elif tag == "label":
                self.labels.append((t, a.get("for")))
            elif tag != "li":
                self.heads.append((tag, t))
            elif self.stack and self.stack[-1].startswith("messages"):
                self.messages.append((self.stack[-1].split()[1], t))

    def handle_data(self, d):
        self.text += d
        for st in self.cur.values():
            for x in st:
                x[1] += d


class Browser:
    def __init__(self, port):
        self.port, self.jar, self.hops = port, {}, []
        self.conn = http.client.HTTPConnection("127.0.0.1", port, timeout=10)

    def raw(self, method, path, data=None):
        h = {"Cookie": "; ".join("%s=%s" % x for x in self.jar.items())} if self.jar else {}
        if data is not None:
            h["Content-Type"] = "application/x-www-form-urlencoded"
        self.conn.request(method, path, urlencode(data) if data is not None else None, h)
        r = self.conn.getresponse()
        body = r.read()
        for k, v in r.getheaders():
            if k.lower() == "set-cookie":
                n, _, val = v.split(";")[0].partition("=")
                self.jar[n] = val
        return r, body

    def go(self, path, data=None, method=None):
        self.hops = []
        r, body = self.raw(method or ("POST" if data is not None else "GET"), path, data)
        while r.status in (301, 302, 303):
            self.hops.append((r.status, r.getheader("Location")))
            path = urljoin(path, r.getheader("Location"))
            r, body = self.raw("GET", path)
        self.status, self.path, self.ctype, self.body = r.status, path, r.getheader("Content-Type"), body
        if self.ctype.startswith("text/html"):
            self.html = body.decode()
            self.doc = Doc(self.html)
        return self

    def click(self, text, nth=0):
        hits = [h for t, h in self.doc.links if t == text]
        assert len(hits) > nth, "no link « %s » on %s" % (text, self.path)
        return self.go(urljoin(self.path, hits[nth]))

    def field(self, label):
        for t, f in self.doc.labels:
            if re.sub(r"[\s:*]+$", "", t) == label:
                for form in self.doc.forms:
                    for x in form["fields"]:
                        if x["id"] == f:
                            return form, x
        raise AssertionError("no field « %s » on %s" % (label, self.path))

    def send(self, op, values=None, extra=None):
        form = None
        for f in self.doc.forms:
            if f["id"] != "search-block-form" and any(b[1] == op for b in f["buttons"]):
                form = f
                break
        assert form, "no button « %s » on %s" % (op, self.path)
        data = {x["name"]: x["value"] for x in form["fields"]}
        for label, v in (values or {}).items():
            fo, x = self.field(label)
            assert fo is form
            data[x["name"]] = v
        data[[b for b in form["buttons"] if b[1] == op][0][0]] = op
        data.update(extra or {})
        self.sent = (urljoin(self.path, form["action"]), data)
        return self.go(*self.sent)

    @property
    def h1(self):
        return [t for k, t in self.doc.heads if k == "h1"][0]

    @property
    def refusals(self):
        return [t for k, t in self.doc.messages if k == "error"]

    def has(self, *words):
        for w in words:
            assert w in self.doc.text, "missing words « %s » on %s" % (w, self.path)
        return self


class World:
    def __init__(self, defect=None, variation=None):
        self.sink = Sink()
        s = socket.create_server(("127.0.0.1", 0)); self.port = s.getsockname()[1]; s.close()
        fd, self.file = tempfile.mkstemp(suffix=".json")
        with os.fdopen(fd, "w") as f:
            json.dump(list(ACC.values()), f)
        cmd = [HERE + "/start", "--port", str(self.port), "--smtp", "127.0.0.1:%d" % self.sink.port, "--accounts", self.file]
        cmd += ["--defect", defect] if defect else ["--variation", variation] if variation else []
        self.err = tempfile.TemporaryFile()
        self.proc = subprocess.Popen(cmd, stdout=subprocess.DEVNULL, stderr=self.err)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                break
            except OSError:
                time.sleep(0.05)
        self.facts = {}

    def close(self):
        t = time.time()
        self.proc.send_signal(signal.SIGTERM)
        self.proc.wait(5)
        self.sink.s.close()
        os.unlink(self.file)
        self.err.seek(0)
        err = self.err.read().decode()
        assert time.time() - t < 1, "slow end"
        assert not err, err

    def browser(self):
        return Browser(self.port)

    def login_page(self):
        b = self.browser().go("/")
        return b.click("Accès à mon espace personnalisé")

    def lost(self):
        return self.login_page().click("Codes perdus *")

    def choice(self, nth):
        return self.lost().click("cliquez ici", nth)

    def search(self, a, b=None, nth=2, **kw):
        b = b or self.choice(nth)
        v = {"Numéro SIRET": a["siret"], "Numéro BCR": a["bcr"], "Votre Nom": a["last_name"], "Prénom": a["first_name"]}
        v.update(kw.pop("v", {}))
        return b.send("rechercher", v)

    def generate(self, a, b=None, op="Générer le code confidentiel", **v):
        b = b or self.choice(0)
        d = {"Votre Nom": a["last_name"], "Votre Prénom": a["first_name"], "Code identifiant": a["identifier"], "Adresse e-mail": a["email"], "Question": a["question"], "Réponse": a["answer"]}
        d.update(v)
        ops = [x[1] for f in b.doc.forms for x in f["buttons"]]
        return b.send(op if op in ops else "Envoyer", d)

    def regenerated(self, a):
        n = len(self.sink.mails)
        b = self.generate(a)
        assert b.h1 == "Régénération du code confidentiel", (b.h1, b.refusals)
        m = self.sink.mails[n:]
        assert len(m) == 1, "%d mails" % len(m)
        return b, re.search(r'id="code-certification">([^<]+)<', b.html).group(1), re.search(r"\b[A-Z]{5}\d{3}\b", m[0][1].get_body(("plain",)).get_content()).group(0)

    def login(self, ident, code, b=None):
        return (b or self.login_page()).send("Je valide", {"Code identifiant": ident, "Code confidentiel": code})


PROBES = {}


def probe(f):
    PROBES[f.__name__] = f
    return f


# ------------------------------------------------------------------ pages
@probe
def home(w):
    b = w.browser().go("/").has("Caisse des Dépôts", "Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur", "Imprimer A⁻ A⁺", "Changer de profil", "EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC",
                              "Votre actualité", "RECHERCHER SUR LE SITE :", "Liens utiles", "Forum Retraite 2010", "Informations générales", "Liste des régimes et fonds", "Informations Employeur", "SASPA", "Autres fonds")
    assert b.html.startswith("<!DOCTYPE html>") and 'charset="utf-8"' in b.html and "charset=utf-8" in b.ctype


@probe
def links(w):
    b, seen = w.browser(), set()
    todo = ["/"]
    while todo and len(seen) < 90:
        p = todo.pop()
        if p in seen:
            continue
        seen.add(p)
        b.go(p)
        if "conditions" in p:
            continue
        assert b.status == 200, "%s: %d" % (p, b.status)
        if b.ctype.startswith("text/html"):
            assert len(b.doc.ids) == len(set(b.doc.ids)), "ids twice on " + p
            todo += [h.split("#")[0] for _t, h in b.doc.links if h and h.startswith("/")]
    assert len(seen) > 40
    assert w.browser().go("/nulle-part").status == 404
    b = w.browser().go("/")
    s = [f for f in b.doc.forms if f["id"] == "search-block-form"][0]
    b.go(s["action"], dict({x["name"]: x["value"] for x in s["fields"]}, search_block_form="Ircantec"))
    assert b.h1 == "Rechercher" and ("Ircantec", "/page/ircantec") in b.doc.links and b.hops[0][0] == 303
    assert w.browser().raw("HEAD", "/")[0].status == 200


@probe
def login_window(w):
    b = w.login_page().has("ACCÈS À MON ESPACE PERSONNALISÉ >", "Je suis déjà inscrit(e)", "Je ne suis pas encore inscrit(e)", "Plus d'info ?", "Poser votre question", "Bonjour, je m'appelle Ariane et je suis là pour vous aider",
                           "Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]", "si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse",
                           "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")
    for t in ("Aide à la connexion", "Je suis administrateur", "Je suis utilisateur", "Je m'inscris", "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription", "Inscription d'un administrateur", "Inscription d'un utilisateur", "Conditions générales d'utilisation (CGU)"):
        assert w.login_page().click(t).status == 200
    b.field("Code identifiant"), b.field("Code confidentiel")
    assert any(("op", "Demander") in f["buttons"] for f in b.doc.forms)


@probe
def lost_link(w):
    assert w.login_page().click("Codes perdus *").h1 == "Codes perdus"


@probe
def not_connected(w):
    w.lost().has("Non connecté", "Retour accueil cdc.retraites")


@probe
def cgu(w):
    for n in (None, 0, 1, 2):
        b = w.lost() if n is None else w.choice(n)
        assert b.click("Conditions générales d'utilisation").status == 200


@probe
def step1(w):
    b = w.lost().has("Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur", "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
                     "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici")
    b.send("annuler")
    assert b.h1 == "Accès à mon espace personnalisé"


@probe
def step1_user(w):
    w.lost().has("Vous êtes utilisateur sans être administrateur", "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici")
    b = w.choice(3)
    assert "administrateur de votre établissement" in b.doc.text and b.send("Retour").h1 == "Codes perdus"


@probe
def choices(w):
    got = [w.choice(n).h1 for n in range(3)]
    assert got == ["Regénérer votre code confidentiel", "Recherche de votre code identifiant", "Recherche de votre code identifiant"], got


# ------------------------------------------------------------------ step 2
@probe
def siret_mark(w):
    assert ("Numéro SIRET * :") in [t for t, _ in w.choice(1).doc.labels]


@probe
def contract_field(w):
    b = w.choice(1)
    assert "Numéro de contrat ** :" in [t for t, _ in b.doc.labels]
    a = ACC[1]
    b = w.search(a, v={"Numéro BCR": "", "Numéro de contrat": a["contract"]})
    assert b.h1 == "Regénérer votre code confidentiel"


@probe
def double_star(w):
    w.choice(1).has("** Vous devez obligatoirement compléter au moins l'un de ces deux champs")


@probe
def step2_words(w):
    b = w.choice(1).has("Votre établissement", "Coordonnées professionnelles", "Saisie en majuscules", "* Champs obligatoires", "Si votre requête n'aboutit pas, vérifiez que :", "le n° de BCR ou de contrat est bien saisi en majuscules,",
                        "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,", "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.",
                        "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.")
    for t in ("Numéro BCR ** :", "Votre Nom * :", "Prénom * :"):
        assert t in [x for x, _ in b.doc.labels], t
    b.send("rechercher")
    assert len(b.refusals) == 4 and "error" in b.field("Numéro SIRET")[1]["cls"] and not b.hops, b.refusals


@probe
def search_ok(w):
    b = w.choice(2)
    here = b.path
    w.search(ACC[1], b)
    assert b.path == here and b.hops == [(303, here)] and b.h1 == "Regénérer votre code confidentiel"
    b = w.search(ACC[2], nth=1)
    assert b.h1 == "Recherche de votre code identifiant" and "IDENT0002" in b.doc.text and b.path == here
    assert b.send("Terminer").h1 == "Accès à mon espace personnalisé"
    b = w.search(ACC[6])
    assert b.h1 == "Regénérer votre code confidentiel", b.refusals


def refused(b):
    assert b.h1 == "Recherche de votre code identifiant" and b.refusals and not b.hops, (b.h1, b.refusals)


@probe
def search_wrong(w):
    a = ACC[1]
    for k, v in (("Numéro SIRET", ACC[2]["siret"]), ("Numéro SIRET", "123"), ("Numéro BCR", ACC[2]["bcr"]), ("Votre Nom", "DURAND"), ("Prénom", "Paul"), ("Prénom", ""), ("Numéro de contrat", "CTR9999")):
        if k == "Numéro de contrat" and "Numéro de contrat" not in w.choice(1).doc.text:
            continue
        refused(w.search(a, v={k: v}))


@probe
def neither(w):
    refused(w.search(ACC[1], v={"Numéro BCR": ""}))


@probe
def lower(w):
    refused(w.search(ACC[1], v={"Numéro BCR": ACC[1]["bcr"].lower()}))


@probe
def name_case(w):
    refused(w.search(ACC[1], v={"Votre Nom": ACC[1]["last_name"].capitalize()}))
    refused(w.search(ACC[1], v={"Prénom": "MARCEL"}))


@probe
def simple_user(w):
    refused(w.search(ACC[3]))
    n = len(w.sink.mails)
    assert w.generate(ACC[3]).refusals and len(w.sink.mails) == n


@probe
def never_connected(w):
    refused(w.search(ACC[4]))
    n = len(w.sink.mails)
    assert w.generate(ACC[4]).refusals and len(w.sink.mails) == n


@probe
def bad_address(w):
    refused(w.search(ACC[5]))
    n = len(w.sink.mails)
    assert w.generate(ACC[5]).refusals and len(w.sink.mails) == n


@probe
def cancel2(w):
    assert w.choice(1).send("Annuler").h1 == "Accès à mon espace personnalisé"


# ------------------------------------------------------------------ step 3
@probe
def filled(w):
    b = w.search(ACC[1])
    x = b.field("Code identifiant")[1]
    assert x["value"] == "IDENT0001" and x["ro"]
    assert not w.choice(0).field("Code identifiant")[1]["value"]
    # a changed hidden value does not change the account
    n = len(w.sink.mails)
    w.generate(ACC[1], b, **{"Code identifiant": ACC[2]["identifier"]})
    assert b.h1 == "Régénération du code confidentiel" and w.sink.mails[n][0] == [ACC[1]["email"]]


@probe
def step3_words(w):
    b = w.choice(0).has('Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.',
                        "(doit être identique à celle qui est mentionnée sur votre compte)", "Sélectionnez la question que vous avez choisie lors de votre inscription :", "* Champs obligatoires",
                        "Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.")
    got = [x for x, _ in b.doc.labels]
    for t in ("Votre Nom * :", "Votre Prénom * :", "Code identifiant * :", "Adresse e-mail * :", "Question * :", "Réponse * :"):
        assert t in got, t
    qs = b.field("Question")[1]["options"]
    assert Q in qs and ACC[6]["question"] in qs and len(qs) >= 7
    assert w.choice(0).send("Annuler").h1 == "Accès à mon espace personnalisé"
    assert len(w.generate(ACC[1], **{"Votre Nom": "", "Réponse": "", "Question": ""}).refusals) == 3


@probe
def generate_button(w):
    assert any(x[1] == "Générer le code confidentiel" for f in w.choice(0).doc.forms for x in f["buttons"])


def no_code(w, **v):
    n = len(w.sink.mails)
    b = w.generate(ACC[7], **v)
    assert b.h1 == "Regénérer votre code confidentiel" and b.refusals and len(w.sink.mails) == n, v


@probe
def wrong_answer(w):
    no_code(w, **{"Réponse": "Martin"})


@probe
def wrong_mail(w):
    no_code(w, **{"Adresse e-mail": "autre@commune.example"})


@probe
def wrong_others(w):
    no_code(w, **{"Question": ACC[6]["question"]})
    no_code(w, **{"Votre Nom": "Dupontg"})
    no_code(w, **{"Votre Prénom": "marcel"})
    no_code(w, **{"Code identifiant": "IDENT0008"})
    no_code(w, **{"Adresse e-mail": "n'importe quoi"})
    assert w.login("IDENT0007", ACC[7]["confidential_code"]).h1 == "Mon espace personnalisé"


# ------------------------------------------------------------------ step 4, mail, sound
@probe
def step4_words(w):
    b, cert, _code = w.regenerated(ACC[8])
    b.has("Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.",
          "Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :")
    here = b.path
    assert b.go(here).h1 == "Régénération du code confidentiel" and cert in b.doc.text
    n = len(w.sink.mails)
    b.go(*b.sent)                                  # the same form again: nothing happens twice
    assert len(w.sink.mails) == n and cert in b.doc.text


@probe
def important(w):
    w.regenerated(ACC[8])[0].has("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion. "
                                 "Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.")


@probe
def certification_code(w):
    _b, cert, code = w.regenerated(ACC[8])
    assert len(cert) == 10 and cert != code, cert
    _b, other, code2 = w.regenerated(ACC[8])
    assert other != cert and code2 != code


@probe
def finish(w):
    b, cert, _c = w.regenerated(ACC[8])
    assert b.send("Terminer").h1 == "Accès à mon espace personnalisé" and b.status == 200 and cert not in b.html
    assert b.click("Codes perdus *").h1 == "Codes perdus"


@probe
def sound(w):
    b, cert, _c = w.regenerated(ACC[8])
    son = re.search(r'<source src="([^"]+)" type="audio/wav"', b.html).group(1)
    b.click("(Cliquez ici pour entendre la version sonore)")
    assert b.status == 200 and b.ctype == "audio/wav" and b.path == son
    w.facts["length"] = length(b.body) / length(P.speak(cert))
    if w.facts["length"] < 0.9:
        raise AssertionError("sound too short: %.2f" % w.facts["length"])


def length(data):
    with wave.open(io.BytesIO(data)) as x:
        return x.getnframes() / x.getframerate()


def mail_of(w):
    n, t = len(w.sink.mails), time.time()
    w.regenerated(ACC[9])
    rcpt, m, when = w.sink.mails[n]
    assert when - t < 1 and rcpt == [ACC[9]["email"]] == [m["To"]]
    return m


@probe
def mail_subject(w):
    assert mail_of(w)["Subject"] == "Régénération de code confidentiel"


@probe
def mail_sender(w):
    assert mail_of(w)["From"] == "e-servicesinscription@caissedesdepots.fr"


@probe
def mail_text(w):
    m = mail_of(w)
    assert m.get_content_type() == "multipart/alternative" and m["Date"] and m["Message-ID"]
    w.facts["cte"] = m.get_body(("plain",))["Content-Transfer-Encoding"]
    text = m.get_body(("plain",)).get_content().split()
    assert re.fullmatch(r"Votre nouveau code confidentiel est le suivant : [A-Z]{5}\d{3} A bientôt sur notre site La Direction des Retraites", " ".join(text)), text
    d = Doc(m.get_body(("html",)).get_content())
    assert d.text.split() == text


# ------------------------------------------------------------------ next login
@probe
def old_code(w):
    _b, _cert, _code = w.regenerated(ACC[10])
    b = w.login("IDENT0010", ACC[10]["confidential_code"])
    assert b.refusals and b.h1 == "Accès à mon espace personnalisé"


@probe
def next_login(w):
    _b, cert, code = w.regenerated(ACC[11])
    b = w.login_page()
    here = b.path
    w.login("IDENT0011", code, b)
    assert b.h1 == "Code de certification" and b.path == here, b.h1
    assert b.send("Je valide").refusals
    b.send("Je valide", {"Code de certification": cert})
    assert b.h1 == "Mon espace personnalisé" and code not in b.html
    b.click("Se déconnecter")
    assert b.h1 == "Accès à mon espace personnalisé"
    assert w.login("IDENT0011", code).h1 == "Mon espace personnalisé"       # asked once only
    assert w.login("IDENT0003", ACC[3]["confidential_code"]).h1 == "Mon espace personnalisé"
    assert w.login("IDENT0003", "ABCDE999").refusals and w.login("PERSONNE", "ABCDE999").refusals and len(w.login("", "").refusals) == 2


@probe
def three_attempts(w):
    _b, cert, code = w.regenerated(ACC[12])
    b = w.login("IDENT0012", code)
    if b.h1 != "Code de certification":
        return
    for _ in range(2):
        b.send("Je valide", {"Code de certification": "FAUX"})
        assert b.h1 == "Code de certification" and b.refusals
    b.send("Je valide", {"Code de certification": "FAUX"})
    assert b.h1 == "Accès à mon espace personnalisé" and b.refusals, b.h1
    assert w.login("IDENT0012", code).refusals
    _b, cert, code = w.regenerated(ACC[12])                       # renewal opens the account again, with three new attempts
    b = w.login("IDENT0012", code)
    b.send("Je valide", {"Code de certification": "FAUX"}), b.send("Je valide", {"Code de certification": "FAUX"})
    assert b.send("Je valide", {"Code de certification": cert}).h1 == "Mon espace personnalisé"


@probe
def attempts_over_sessions(w):
    _b, cert, code = w.regenerated(ACC[13])
    for _ in range(3):
        b = w.login("IDENT0013", code)
        if b.h1 != "Code de certification":
            return
        b.send("Je valide", {"Code de certification": "FAUX"})
        if b.h1 == "Code de certification" and "reste" in b.doc.text and "4 essais" in b.doc.text:
            return                                               # another defect
    assert w.login("IDENT0013", code).refusals


# ------------------------------------------------------------------ sessions
@probe
def visitors(w):
    b, cert, _c = w.regenerated(ACC[14])
    other = w.browser().go(b.path)
    assert other.h1 == "Codes perdus" and cert not in other.html
    son = re.search(r'<source src="([^"]+)"', b.html).group(1)
    assert w.browser().go(son).status == 404


@probe
def forms(w):
    b = w.choice(1)
    w.search(ACC[1], b, v={"Prénom": "Paul"})
    kept = b.field("Numéro SIRET")[1]["value"]
    assert kept == ACC[1]["siret"]
    other = w.browser().go("/")
    other.go(*b.sent)
    assert other.refusals and other.h1 == "Codes perdus"          # the token belongs to one session
    hid = {x["name"] for f in b.doc.forms for x in f["fields"] if x["type"] == "hidden"}
    assert hid == {"form_build_id", "form_token", "form_id"}
    # the first of two windows still works after the second moved on
    one = w.choice(2)
    saved = (one.path, one.doc)
    one.go(one.path.split("?")[0] + "?motif=confidentiel")
    one.path, one.doc = saved
    assert w.search(ACC[1], one).field("Code identifiant")[1]["value"] == "IDENT0001"
    x = w.choice(2)
    x.send("rechercher", {"Votre Nom": '"><script>x</script>'})
    assert "<script>x" not in x.html
    assert b.go(b.path.rsplit("/", 1)[0] + "/question-secrete").status == 403


@probe
def secret_question(w):
    b = w.login("IDENT0004", ACC[4]["confidential_code"])
    b.click("Choisir ma question secrète").send("Enregistrer", {"Question": Q, "Réponse": "Petit"})
    assert b.h1 == "Mon espace personnalisé"
    assert w.search(ACC[4]).h1 == "Regénérer votre code confidentiel"


EXPECTED = {"header-says-connected": "not_connected", "cgu-link-dead": "cgu", "lost-codes-link-missing": "lost_link", "user-choice-missing": "step1_user", "first-two-choices-swapped": "choices",
            "siret-not-marked-required": "siret_mark", "double-star-note-missing": "double_star", "contract-field-missing": "contract_field", "neither-number-accepted": "neither", "lower-case-number-accepted": "lower",
            "name-case-ignored": "name_case", "simple-user-found-as-administrator": "simple_user", "never-connected-account-accepted": "never_connected", "bad-address-accepted": "bad_address",
            "cancel-validates-the-search": "cancel2", "identifier-not-filled-in": "filled", "answer-not-checked": "wrong_answer", "mail-sent-to-the-typed-address": "wrong_mail", "generate-button-renamed": "generate_button",
            "important-notice-missing": "important", "confidential-code-shown-on-screen": "certification_code", "sound-not-found": "sound", "sound-cut-short": "sound", "terminer-leads-nowhere": "finish",
            "mail-subject-changed": "mail_subject", "mail-sender-changed": "mail_sender", "old-code-still-works": "old_code", "certification-never-asked": "next_login", "five-attempts": "three_attempts",
            "attempts-forgotten-at-each-login": "attempts_over_sessions", "flow-shared-between-visitors": "visitors"}


def marks(w):
    """What tells each variation from the clean portal."""
    b = w.login_page()
    c = w.choice(0)
    bad = w.search(ACC[1], v={"Prénom": "Paul"})
    return {"field-names": b.field("Code identifiant")[1]["name"] != "name", "button-elements": "<button" in b.html, "addresses": not b.path.startswith("/espace-personnalise"),
            "cookie-name": not any(k.startswith("SESS") for k in b.jar), "refusal-wording": "Aucun compte administrateur" not in bad.refusals[0],
            "letters-only-certification": all(w.regenerated(ACC[15])[1].isalpha() for _ in range(8)), "mail-base64": w.facts.get("cte") == "base64",
            "other-news": "IHEPS" not in b.html, "question-order": c.field("Question")[1]["options"][1] != P.QUESTIONS[0], "sidebar-first": b.html.index("sidebar-second") < b.html.index('id="content"'),
            "no-cookie-banner": "sans-bandeau" in b.html, "slower-voice": w.facts.get("length", 1) > 1.12}


FULL = "--full" in sys.argv


def run(defect=None, variation=None):
    w, failed = World(defect, variation), {}
    try:
        for name, f in PROBES.items():
            if defect and not FULL and name not in (EXPECTED[defect], "home", "search_ok", "mail_text"):
                continue                                         # a shared machine: --full runs every probe under every defect
            try:
                f(w)
            except Exception as x:
                failed[name] = "%s: %s" % (type(x).__name__, str(x)[:300])
        return failed, (marks(w) if not defect else {})
    finally:
        w.close()


def main():
    defects = [d["name"] for d in json.load(open(HERE + "/defects.json"))]
    variations = [d["name"] for d in json.load(open(HERE + "/variations.json"))]
    assert set(EXPECTED) == set(defects)
    only, bad = [a for a in sys.argv[1:] if a != "--full"], 0

    def tell(ok, label, detail=""):
        nonlocal bad
        bad += not ok
        print(("ok   " if ok else "FAIL ") + label, detail, flush=True)
    if not only or "clean" in only:
        failed, m = run()
        tell(not failed and not any(m.values()), "clean: %d probes" % len(PROBES), failed or [k for k, v in m.items() if v] or "")
    for d in defects:
        if not only or d in only:
            failed, _ = run(defect=d)
            more = sorted(set(failed) - {EXPECTED[d]})
            tell(EXPECTED[d] in failed, "defect " + d, "-> %s%s" % (failed.get(EXPECTED[d]), "  (also: %s)" % ", ".join(more) if more else ""))
    for v in variations:
        if not only or v in only:
            failed, m = run(variation=v)
            tell(not failed and [k for k, x in m.items() if x] == [v], "variation " + v, failed or [k for k, x in m.items() if x])
    print("all green" if not bad else "%d red" % bad)
    sys.exit(bool(bad))


if __name__ == "__main__":
    main()
