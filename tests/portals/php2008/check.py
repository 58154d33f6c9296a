#!/usr/bin/env python3
"""Proves that the portal keeps the guide and that each defect and each variation is really there.

./check.py [name ...]   without a name: the clean portal, then every defect and every variation.
"""
import email, email.policy, html, http.cookiejar, io, json, os, re, signal, socket, socketserver
import subprocess, sys, tempfile, threading, time, urllib.error, urllib.parse, urllib.request, wave

HERE = os.path.dirname(os.path.abspath(__file__))
MAILS = []
SLOW = ("-s", "80", "-g", "40")
SENDER = "e-servicesinscription@caissedesdepots.fr"


class Blocked(Exception):
    """A statement cannot be tried because something it needs is broken."""


def need(condition):
    if not condition:
        raise Blocked
    return True


class Sink(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda line: self.wfile.write(line + b"\r\n")
        say(b"220 ready")
        sender = to = ""
        for line in self.rfile:
            word = line.strip().upper()
            if word.startswith(b"MAIL"):
                sender = re.search(rb"<(.*)>", line).group(1).decode()
            elif word.startswith(b"RCPT"):
                to = re.search(rb"<(.*)>", line).group(1).decode()
            elif word == b"DATA":
                say(b"354 go on")
                body = b"".join(iter(self.rfile.readline, b".\r\n"))
                MAILS.append((sender, to, email.message_from_bytes(body, policy=email.policy.default)))
            say(b"221 bye" if word == b"QUIT" else b"250 ok")
            if word == b"QUIT":
                return


def accounts():
    base = {"role": "administrator", "question": "Quel est le nom de jeune fille de votre mère ?", "answer": "Noëlle Durand",
            "first_login_done": True, "email_valid": True}
    never = {"first_login_done": False, "question": "", "answer": ""}
    kinds = [{}] * 90 + [{"role": "user"}] * 4 + [never] * 2 + [{"email_valid": False}] * 2 + [{"question": "Où êtes-vous né ?"}]
    return [{**base, "identifier": f"IDENT{i:04}", "confidential_code": f"ABCDE{i + 100}", "last_name": f"LEFÈVRE-{i}",
             "first_name": "Hélène", "email": f"helene.{i}@commune.example", "siret": f"{12345678900000 + i}",
             "bcr": f"01ABC{i:03}", "contract": f"CTR{i:04}", **kind} for i, kind in enumerate(kinds)]


class Portal:
    def __init__(self, smtp, *options):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.base, self.pool = f"http://127.0.0.1:{port}", accounts()
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json")
        json.dump(self.pool, self.file)
        self.file.flush()
        self.run = subprocess.Popen([os.path.join(HERE, "start"), "--port", str(port), "--smtp", f"127.0.0.1:{smtp}",
                                     "--accounts", self.file.name, *options])
        for _ in range(100):
            try:
                return urllib.request.urlopen(self.base).close()
            except OSError:
                time.sleep(0.05)
        raise SystemExit("the portal does not answer")

    def stop(self):
        self.run.send_signal(signal.SIGTERM)
        self.run.wait(1)

    def take(self, **kind):
        kind = {"role": "administrator", "first_login_done": True, "email_valid": True, **kind}
        return next(self.pool.pop(i) for i, a in enumerate(self.pool) if kind.items() <= a.items())


class Client:
    """A browser: cookies, links by their text, forms by their button and the text before each field."""

    def __init__(self, portal, jar=None):
        self.portal, self.jar = portal, http.cookiejar.CookieJar() if jar is None else jar
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def go(self, address, data=None):
        try:
            r = self.opener.open(urllib.parse.urljoin(getattr(self, "url", self.portal.base + "/"), address), data)
        except urllib.error.HTTPError as e:
            r = e
        self.url, self.status, self.type, self.raw = r.geturl(), r.getcode(), r.headers["Content-Type"], r.read()
        self.charset = r.headers.get_content_charset("latin-1")
        self.html = html.unescape(self.raw.decode(self.charset, "replace"))
        self.text = " ".join(re.sub("<[^>]*>", " ", self.html).split())
        self.refused = 'class="erreur"' in self.html
        return self

    def link(self, text, nth=0):
        found = [a for a, t in re.findall(r'<a href="([^"]+)"[^>]*>(.*?)</a>', self.html, re.S) if text in re.sub("<[^>]*>", " ", t)]
        return self.go(found[nth])

    def press(self, button, **fields):
        form = next(f for f in re.findall(r"<form.*?</form>", self.html, re.S) if f'alt="{button}"' in f or f'value="{button}"' in f)
        values = {n: v for n, v in re.findall(r'<input type="(?:text|hidden)" name="(\w+)"[^>]*?value="([^"]*)"', form)}
        for label, value in fields.items():
            label = label.replace("_", " ")
            name = re.search(re.escape(label) + r'.*?name="(\w+)"', form, re.S).group(1)
            if label == "Question":
                value = (re.findall(r'value="(\d+)"[^>]*>' + re.escape(value), form) + [""])[0]
            values[name] = value
        kind, name = re.search(rf'<input type="(\w+)" name="(\w+)"[^>]*"{re.escape(button)}"', form).groups()
        values.update({name + ".x": "5", name + ".y": "5"} if kind == "image" else {name: button})
        data = urllib.parse.urlencode(values, encoding=self.charset)
        address, method = re.search(r'action="([^"]+)" method="(\w+)"', form).groups()
        return self.go(address, data.encode()) if method == "post" else self.go(address + "?" + data)

    # The journeys of the guide.
    def lost(self, choice):
        return self.go("/index.php").press("Accès à mon espace personnalisé").link("Codes perdus *").link("cliquez ici", choice)

    def search(self, choice, a, **change):
        fields = {"Numéro_SIRET": a["siret"], "Numéro_BCR": a["bcr"], "Numéro_de_contrat": "", "Votre_Nom": a["last_name"],
                  "Prénom": a["first_name"], **change}
        return self.lost(choice).press("rechercher", **fields)

    def fill(self, a, **change):
        fields = {"Votre_Nom": a["last_name"], "Votre_Prénom": a["first_name"], "Code_identifiant": a["identifier"],
                  "Adresse_e-mail": a["email"], "Question": a["question"], "Réponse": a["answer"], **change}
        return self.press("Générer le code confidentiel", **fields)

    def login(self, a, code):
        return self.go("/connexion.php").press("Je valide", Code_identifiant=a["identifier"], Code_confidentiel=code)

    def certify(self, code):
        if "Retour au formulaire" in self.text:
            self.link("Retour au formulaire")
        need("Code de certification *" in self.text)
        return self.press("Je valide", Code_de_certification=code)

    inside = property(lambda self: "Bienvenue" in self.text)
    shown = property(lambda self: re.search(r'class="cadre">(.*?)<', self.html).group(1))


def mails(a):
    return [m for m in MAILS if m[1] == a["email"]]


def mailed(a):
    return re.search(r"suivant :\s+([A-Z]{5}\d{3})\s", mails(a)[-1][2].get_content()).group(1)


def renew(p, a):
    """A whole regeneration: the client on step 4, the certification code, the mailed code."""
    c = Client(p).lost(0).fill(a)
    need("Régénération du code confidentiel" in c.text and mails(a))
    return c, c.shown, mailed(a)


def renewed_login(p, a):
    """The login that follows a regeneration; the client knows both codes."""
    cert, code = renew(p, a)[1:]
    c = Client(p).login(a, code)
    need(not c.refused)
    c.cert, c.code = cert, code
    return c


def no_code(p, a, **change):
    return Client(p).lost(0).fill(a, **change).refused and not mails(a)


def voice(code, *how):
    with tempfile.NamedTemporaryFile(suffix=".wav") as f:
        subprocess.run(["espeak-ng", "-v", "fr", *how, "-w", f.name, ", ".join(code)], check=True)
        return open(f.name, "rb").read()


def sound(c):
    return Client(c.portal, c.jar).go("/regenere.php").link("Cliquez ici pour entendre la version sonore").raw


WORDS = {
    "/": "RETRAITES ET SOLIDARITÉ|Direction Employeur|Imprimer|Changer de profil|EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC|Votre actualité"
         "|IHEPS|Campagne DAI 2010|En savoir +|Forum Retraite 2010|Retraite des Mines|RECHERCHER SUR LE SITE",
    "/connexion.php": "ACCÈS À MON ESPACE PERSONNALISÉ >|Je suis déjà inscrit(e)|Codes perdus *|Aide à la connexion|Plus d'info ?"
                      "|Je ne suis pas encore inscrit(e)|Ariane|si l'adresse courriel enregistrée sur votre compte est valide",
    "/codes_perdus.php": "Non connecté|Retour accueil cdc.retraites|Vous êtes administrateur|[ annuler ]|» Conditions générales"
                         "|Vous êtes utilisateur sans être administrateur|code identifiant et / ou votre code confidentiel",
    "/recherche.php": "Recherche de votre code identifiant|Votre établissement|Numéro SIRET * :|Numéro BCR ** :|Numéro de contrat ** :"
                      "|Saisie en majuscules|Coordonnées professionnelles|Votre Nom * :|Prénom * :|* Champs obligatoires|l'un de ces deux champs",
    "/regeneration.php": "Regénérer votre code confidentiel|Saisissez toutes les rubriques du formulaire|Votre Prénom * :|Question * :"
                         "|Code identifiant * :|Adresse e-mail * :|(doit être identique à celle qui est mentionnée|Où êtes-vous né ?",
    "/regenere.php": "Vous recevrez prochainement par courriel|3 essais infructueux|(Cliquez ici pour entendre la version sonore)",
}


class Guide:
    """Statements, each with an account of its own: true when the guide is kept.
    One that bears a defect's name is broken by that defect alone."""

    def words(self, p, a):
        c, missing = renew(p, a)[0], []
        for page, texts in WORDS.items():
            missing += [t for t in texts.split("|") if t not in c.go(page).text]
            links = re.findall(r'<a href="(/?\w+\.php[^"]*)"', c.html)
            missing += [link for link in links if Client(p).go("/" + link.lstrip("/")).status != 200]
        return not missing and Client(p).go("/regenere.php").url.endswith("codes_perdus.php")

    def user(self, p, a):
        a = p.take(role="user")
        return "Régénération du" in Client(p).search(3, a).fill(a).text and len(mails(a)) == 1

    def leave(self, p, a):
        c = Client(p).lost(1).press("Annuler").link("annuler")
        return c.url.endswith("connexion.php") and c.link("Codes perdus *").link("Retour accueil").url.endswith("index.php")

    def mail(self, p, a):
        cert, message = renew(p, a)[1], mails(a)[0][2]
        body = message.get_content()
        return (message["To"] == a["email"] and message["Subject"] == "Régénération de code confidentiel" and cert not in body
                and "A bientôt sur notre site" in body and "La Direction des Retraites" in body and len(mails(a)) == 1)

    def cert_no_renewal(self, p, a):
        c = renewed_login(p, a)
        while "renouveler" not in c.certify("FAUX").text:
            pass
        return Client(p).login(a, c.code).refused

    def sound_cut(self, p, a):
        c, cert, _ = renew(p, a)
        wav = sound(c)
        return wave.open(io.BytesIO(wav)).getnframes() > 50000 and wav in (voice(cert, "-s", "110"), voice(cert, *SLOW))

    login = lambda self, p, a: Client(p).login(a, "faux").refused and Client(p).login(a, a["confidential_code"]).inside
    identifier_alone = lambda self, p, a: Client(p).search(1, a).shown == a["identifier"]
    siret = lambda self, p, a: Client(p).search(1, a, Numéro_SIRET="").refused
    bcr_capitals = lambda self, p, a: Client(p).search(1, a, Numéro_BCR=a["bcr"].lower()).refused
    rule_neither = lambda self, p, a: Client(p).search(1, a, Numéro_BCR="").refused
    rule_contract = lambda self, p, a: not Client(p).search(1, a, Numéro_BCR="", Numéro_de_contrat=a["contract"]).refused
    name_capitals = lambda self, p, a: Client(p).search(1, a, Votre_Nom=a["last_name"].lower()).refused
    rule_user_found = lambda self, p, a: Client(p).search(1, p.take(role="user")).refused
    rule_never_connected = lambda self, p, a: Client(p).search(1, p.take(first_login_done=False)).refused
    rule_bad_address = lambda self, p, a: no_code(p, p.take(email_valid=False))
    form_name = lambda self, p, a: no_code(p, a, Votre_Nom="AUTRE")
    form_answer = lambda self, p, a: no_code(p, a, Réponse="")
    optional_firstname = lambda self, p, a: no_code(p, a, Votre_Prénom="")
    answer_part = lambda self, p, a: no_code(p, a, Réponse=a["answer"][:3])
    question_any = lambda self, p, a: no_code(p, a, Question="Quelle est votre ville")
    email_part = lambda self, p, a: no_code(p, a, **{"Adresse_e-mail": a["email"].split("@")[0] + "@ailleurs.example"})
    old_code = lambda self, p, a: renew(p, a) and Client(p).login(a, a["confidential_code"]).refused
    old_cert = lambda self, p, a: ((first := renew(p, a)[1]) and (code := renew(p, a)[2]) and need(len(mails(a)) == 2)
                                   and not Client(p).login(a, code).certify(first).inside)
    cert_part = lambda self, p, a: not (c := renewed_login(p, a)).certify(c.cert[:5]).inside
    cert_skipped = lambda self, p, a: not (c := renewed_login(p, a)).inside and c.certify(c.cert).inside
    cert_again = lambda self, p, a: (need((c := renewed_login(p, a)).inside or c.certify(c.cert).inside)
                                     and Client(p).login(a, c.code).inside)
    cert_fourth = lambda self, p, a: ("renouveler" not in (c := renewed_login(p, a).certify("FAUX").certify("FAUX")).text
                                      and "renouveler" in c.certify("FAUX").text)
    cert_per_session = lambda self, p, a: (c := renewed_login(p, a)) and any(
        "renouveler" in c.certify("FAUX").text or not c.login(a, c.code) for _ in range(4))
    space_open = lambda self, p, a: need(not (c := renewed_login(p, a)).inside) and not c.go("/espace.php").inside
    sound_last_issued = lambda self, p, a: (wav := sound(c := renew(p, a)[0])) and renew(p, p.take()) and sound(c) == wav
    form_identifier = lambda self, p, a: f'value="{(u := p.take(role="user"))["identifier"]}"' in Client(p).search(3, u).html
    mail_other_code = lambda self, p, a: not Client(p).login(a, renew(p, a)[2]).refused
    mail_sender = lambda self, p, a: renew(p, a) and {mails(a)[0][0], mails(a)[0][2]["From"]} == {SENDER}
    mail_once = lambda self, p, a: renew(p, a) and renew(p, a) and len(mails(a)) == 2
    mark_answer = lambda self, p, a: "Réponse * :" in Client(p).lost(0).text
    link_both = lambda self, p, a: "Regénérer votre code confidentiel" in Client(p).search(2, a).text
    cancel_form = lambda self, p, a: Client(p).lost(0).press("Annuler").url.endswith("codes_perdus.php")
    word_certification = lambda self, p, a: "le code de certification que vous" in renew(p, a)[0].text


class Varied:
    """True when the variation of that name is there."""

    utf8 = lambda self, p, a: Client(p).go("/").charset == "utf-8"
    plain_buttons = lambda self, p, a: 'type="image"' not in Client(p).lost(0).html
    cookie_name = lambda self, p, a: [k.name for k in Client(p).go("/").jar] == ["ESPACEPERSO"]
    digits = lambda self, p, a: renew(p, a)[1].isdigit()
    refusal_page = lambda self, p, a: "Retour au formulaire" in Client(p).lost(0).press("Générer le code confidentiel").text
    finish_home = lambda self, p, a: renew(p, a)[0].press("Terminer").url.endswith("index.php")
    banner = lambda self, p, a: "service téléphonique" in Client(p).lost(0).text
    questions_order = lambda self, p, a: "plat préféré" in Client(p).lost(0).text
    slow_voice = lambda self, p, a: (lambda c, cert, _: sound(c) == voice(cert, *SLOW))(*renew(p, a))
    mail_utf8 = lambda self, p, a: renew(p, a) and mails(a)[0][2]["Content-Transfer-Encoding"] == "base64"


def results(portal, probes):
    out = {True: [], False: [], None: []}
    for name in (n for n in vars(type(probes)) if n[0] != "_"):
        try:
            result = bool(getattr(probes, name)(portal, portal.take()))
        except Blocked:
            result = None
        out[result].append(name.replace("_", "-"))
    return out


def main():
    smtp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Sink)
    smtp.daemon_threads = True
    threading.Thread(target=smtp.serve_forever, daemon=True).start()
    runs = [("clean", "clean")] + [(kind, x["name"]) for kind in ("defect", "variation")
                                   for x in json.load(open(os.path.join(HERE, kind + "s.json"), encoding="utf-8"))]
    bad = 0
    for kind, name in runs:
        if sys.argv[1:] and name not in sys.argv[1:]:
            continue
        portal = Portal(smtp.server_address[1], *(["--" + kind, name] if name != "clean" else []))
        MAILS.clear()
        kept, varied = results(portal, Guide()), results(portal, Varied())
        portal.stop()
        good = kept[False] == [name] * (kind == "defect") and varied[True] == [name] * (kind == "variation")
        good = good and (kind == "defect" or not kept[None])
        bad += not good
        print("ok " if good else "BAD", kind, name, "| broken", kept[False], "| not tried", kept[None], "| varied", varied[True], flush=True)
    print("all is proved" if not bad else f"{bad} run(s) are not as expected")
    return bool(bad)


if __name__ == "__main__":
    sys.exit(main())
