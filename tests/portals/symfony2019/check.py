#!/usr/bin/env python3
"""Preuve du portail.

    ./check.py                 portail sain, chaque défaut, chaque variation, puis le navigateur s'il y en a un
    ./check.py clean           le portail sain seulement
    ./check.py NOM [NOM…]      un défaut ou une variation
    ./check.py browser         les scripts, avec Chromium (apt-get install chromium ; .venv/bin/pip install playwright)

Les vérifications cherchent les champs par leur étiquette et les liens par leur texte : les mêmes servent au portail
sain (toutes passent), aux défauts (celle qui est attendue échoue) et aux variations (toutes passent).
"""
import email
import email.policy
import http.cookiejar
import io
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
import urllib.parse
import urllib.request
import wave

ROOT = os.path.dirname(os.path.abspath(__file__))
_venv = os.path.join(ROOT, ".venv", "bin", "python")
if os.path.exists(_venv) and os.path.realpath(sys.prefix) != os.path.realpath(os.path.join(ROOT, ".venv")) and not os.environ.get("CHECK_REEXEC"):
    os.environ["CHECK_REEXEC"] = "1"
    os.execv(_venv, [_venv] + sys.argv)
sys.path.append(os.path.join(ROOT, ".pydeps"))
sys.dont_write_bytecode = True
from bs4 import BeautifulSoup  # noqa: E402

QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quelle est votre ville de naissance ?", "Quel est votre plat préféré ?"]


# ------------------------------------------------------------------ courriels
class Sink(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), SinkHandler)
        self.mails = []
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self):
        return "127.0.0.1:%d" % self.server_address[1]


class SinkHandler(socketserver.StreamRequestHandler):
    def handle(self):
        def say(text):
            self.wfile.write(text.encode() + b"\r\n")
        say("220 evier")
        rcpt = []
        for raw in self.rfile:
            line = raw.decode("utf-8", "replace").strip()
            word = line[:4].upper()
            if word == "DATA":
                say("354 allez-y")
                data = b""
                for part in self.rfile:
                    if part in (b".\r\n", b".\n"):
                        break
                    data += part[1:] if part.startswith(b"..") else part
                self.server.mails.append((rcpt, email.message_from_bytes(data, policy=email.policy.default)))
                rcpt = []
                say("250 ok")
            elif word == "QUIT":
                say("221 adieu")
                return
            else:
                if word == "RCPT":
                    rcpt.append(re.search(r"<(.*)>", line).group(1))
                say("250 ok")


# ------------------------------------------------------------------ client
def squash(text):
    return re.sub(r"\s+", " ", text.replace("\u00a0", " ")).strip()


class Page:
    def __init__(self, status, url, body, headers):
        self.status, self.url, self.body, self.headers = status, url, body, headers
        self.html = body.decode("utf-8", "replace") if "html" in headers.get("Content-Type", "") else ""
        self.soup = BeautifulSoup(self.html, "html.parser")
        for gone in self.soup.select("script, #confirmation"):
            gone.decompose()
        self.text = squash(self.soup.get_text(" "))
        self.main = self.soup.find("main") or self.soup

    def has(self, *sentences):
        flat = re.sub(r"\s+([,.)])", r"\1", self.text).replace("( ", "(")
        for sentence in sentences:
            assert squash(sentence) in flat, "phrase absente de %s : %s" % (self.url, sentence)

    def lacks(self, sentence):
        assert squash(sentence) not in self.text, "phrase de trop sur %s : %s" % (self.url, sentence)

    def heading(self):
        return squash(self.soup.find("h1").get_text(" "))

    def link(self, text, index=0, scope=None):
        found = [a for a in (scope or self.soup).find_all("a", href=True) if squash(a.get_text(" ")).strip("> ").startswith(text)]
        assert len(found) > index, "lien absent de %s : %s" % (self.url, text)
        return found[index]

    def form_with(self, button):
        for form in self.soup.find_all("form"):
            for pressed in form.find_all("button"):
                if squash(pressed.get_text(" ")) == button:
                    return form, pressed
        raise AssertionError("bouton absent de %s : %s" % (self.url, button))

    def labelled(self, label):
        """Le champ d'une étiquette (select, input, ou le caché qui suit un texte) et sa marque."""
        for tag in self.main.find_all(["label", "legend"]):
            text = squash(tag.get_text(" "))
            if text.rstrip("* ") != label:
                continue
            mark = len(text) - len(text.rstrip("*"))
            for css in tag.get("class", []):
                if css.startswith("etoile-"):
                    mark = int(css[-1])
            if tag.name == "legend":
                if tag.parent.find("input", type="radio"):
                    return tag.parent.find_all("input", type="radio"), mark
                continue
            target = self.soup.find(id=tag["for"])
            if target.name == "p":
                target = target.find_next("input")
            return target, mark
        raise AssertionError("champ absent de %s : %s" % (self.url, label))


class Client:
    def __init__(self, base):
        self.base = base
        self.jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(self.jar))

    def _open(self, request):
        try:
            answer = self.opener.open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        return Page(answer.status if hasattr(answer, "status") else answer.code, answer.geturl(), answer.read(), answer.headers)

    def get(self, href, page=None):
        return self._open(urllib.request.Request(urllib.parse.urljoin(page.url if page else self.base, href)))

    def click(self, page, text, index=0):
        return self.get(page.link(text, index)["href"], page)

    def submit(self, page, button, values=None, drop=()):
        form, pressed = page.form_with(button)
        data = []
        forced = {}
        for label, value in (values or {}).items():
            field, _ = page.labelled(label)
            name = field[0]["name"] if isinstance(field, list) else field["name"]
            forced[name] = value
        for tag in form.find_all(["input", "select", "textarea"]):
            name = tag.get("name")
            if not name or name in drop or any(part in name for part in drop):
                continue
            if name in forced:
                continue
            if tag.name == "select":
                chosen = tag.find("option", selected=True) or tag.find("option")
                data.append((name, chosen["value"]))
            elif tag.name == "textarea":
                data.append((name, tag.get_text()))
            elif tag.get("type") in ("radio", "checkbox"):
                if tag.has_attr("checked"):
                    data.append((name, tag["value"]))
            else:
                data.append((name, tag.get("value", "")))
        data += list(forced.items())
        if pressed.get("name"):
            data.append((pressed["name"], pressed.get("value", "")))
        target = urllib.parse.urljoin(page.url, form.get("action") or page.url)
        return self._open(urllib.request.Request(target, urllib.parse.urlencode(data).encode()))


# ------------------------------------------------------------------ portail lancé
def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def make_accounts():
    out = []
    kinds = [("admin", 90), ("user", 6), ("neverlogged", 4), ("badmail", 4), ("boss", 2), ("colleague", 2)]
    n = 0
    for kind, count in kinds:
        for _ in range(count):
            n += 1
            letters = "".join(chr(65 + int(c)) for c in "%03d" % n)
            out.append({"kind": kind, "identifier": "IDENT%04d" % n, "confidential_code": "ABCD%04d" % (1000 + n),
                        "role": "user" if kind == "user" else "administrator", "last_name": "DUPONT" + letters,
                        "first_name": "Marcel" + letters.lower(), "email": "marcel.%d@commune.example" % n,
                        "siret": "98765432109876" if kind in ("boss", "colleague") else "%014d" % (12345678900000 + n), "bcr": "01ABC%03d" % n, "contract": "CTR%04d" % n,
                        "question": QUESTIONS[n % 3], "answer": "Durand%d" % n,
                        "first_login_done": kind != "neverlogged", "email_valid": kind not in ("badmail", "colleague")})
    return out


class Portal:
    def __init__(self, defect="", variation="", extra=(), smtp=None):
        self.port = free_port()
        self.base = "http://127.0.0.1:%d/" % self.port
        self.sink = Sink()
        self.pool = make_accounts()
        handle, self.path = tempfile.mkstemp(suffix=".json")
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            json.dump([{k: x for k, x in a.items() if k != "kind"} for a in self.pool], out)
        command = [os.path.join(ROOT, "start"), "--port", str(self.port), "--smtp", smtp or self.sink.address, "--accounts", self.path]
        if defect:
            command += ["--defect", defect]
        if variation:
            command += ["--variation", variation]
        self.process = subprocess.Popen(command + list(extra), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, cwd="/")
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", self.port), 1).close()
                return
            except OSError:
                if self.process.poll() is not None:
                    raise RuntimeError(self.process.stderr.read().decode())
                time.sleep(0.05)
        raise RuntimeError("le portail ne répond pas")

    def client(self):
        return Client(self.base)

    def take(self, kind="admin"):
        for account in self.pool:
            if account["kind"] == kind:
                self.pool.remove(account)
                return account
        raise RuntimeError("plus de compte " + kind)

    def mails_to(self, address):
        return [m for m in self.sink.mails if address in m[0]]

    def stop(self):
        start = time.time()
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(3)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stderr.close()
        self.sink.shutdown()
        self.sink.server_close()
        os.unlink(self.path)
        return time.time() - start


# ------------------------------------------------------------------ gestes
def open_login(c):
    return c.click(c.get("/"), "Accès à mon espace personnalisé")


def find_login(c, p):
    """La page de connexion sans passer par le lien de l'accueil (utile quand il est cassé)."""
    page = open_login(c)
    if page.status != 200:
        page = c.click(c.get("/page-absente"), "Page de connexion")
    return page


def step1(c, p):
    page = c.click(find_login(c, p), "Codes perdus")
    if page.heading() != "Codes perdus":
        page = c.get("/espace-personnalise/codes-perdus")
    return page


def choose(c, p, what):
    """L'un des choix de l'étape 1, par la page où il doit mener."""
    page = step1(c, p)
    order = {"confidentiel": 0, "identifiant": 1, "les deux": 2, "utilisateur": 3}[what]
    result = c.click(page, "cliquez ici", order)
    wanted = {"confidentiel": "Regénérer votre code confidentiel", "identifiant": "Recherche de votre code identifiant"}.get(what)
    if wanted and result.heading() != wanted:
        result = c.click(page, "cliquez ici", 1 - order)
    return result


def search_values(a, **changes):
    values = {"Numéro SIRET": a["siret"], "Numéro BCR": a["bcr"], "Numéro de contrat": a["contract"], "Votre Nom": a["last_name"], "Prénom": a["first_name"]}
    values.update({k.replace("_", " "): x for k, x in changes.items()})
    return values


def search(c, p, a, what="identifiant", changes=None):
    values = search_values(a)
    values.update(changes or {})
    return c.submit(choose(c, p, what), "rechercher", values)


def renew_values(a, **changes):
    values = {"Votre Nom": a["last_name"], "Votre Prénom": a["first_name"], "Code identifiant": a["identifier"], "Adresse e-mail": a["email"],
              "Question": a["question"], "Réponse": a["answer"]}
    values.update(changes)
    return values


def renew(c, p, a, changes=None):
    values = renew_values(a)
    values.update(changes or {})
    return c.submit(choose(c, p, "confidentiel"), "Générer le code confidentiel", values)


def certification_of(page):
    frame = page.soup.find(id="code-certification")
    assert frame, "pas de code de certification sur %s (%s)" % (page.url, page.heading())
    return squash(frame.get_text(" "))


def login(c, p, identifier, code):
    return c.submit(find_login(c, p), "Je valide", {"Code identifiant": identifier, "Code confidentiel": code})


def is_space(page):
    return page.heading() == "Bienvenue dans votre espace personnalisé"


def asks_certification(page):
    return page.heading() == "Code de certification"


def certify(c, page, code):
    return c.submit(page, "Valider", {"Code de certification": code})


def mail_body(p, a):
    mails = p.mails_to(a["email"])
    assert mails, "aucun courriel pour " + a["email"]
    return mails[-1][1].get_body(("plain",)).get_content().replace("\r\n", "\n").strip()


def new_code(p, a):
    match = re.search(r"suivant :\n\n(\S+)", mail_body(p, a))
    assert match, "pas de code dans le courriel"
    return match.group(1)


def full(c, p, a):
    """Une demande entière ; rend (page 4, code de certification, code confidentiel)."""
    page = renew(c, p, a)
    return page, certification_of(page), new_code(p, a)


CHECKS = []


def check(function):
    CHECKS.append(function)
    return function


# ------------------------------------------------------------------ vérifications
@check
def accueil(p):
    c = p.client()
    page = c.get("/")
    page.has("Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur",
             "Accès à mon espace personnalisé", "Imprimer", "A⁻", "A⁺", "Accueil", "Changer de profil", "Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC",
             "Votre actualité", "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
             "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)",
             "23/09/2010", "En savoir +", "Campagne DAI 2010 : incidence du projet de réforme des retraites",
             "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)",
             "RECHERCHER SUR LE SITE :", "Liens utiles", "Forum Retraite 2010 : les actes et les vidéos en ligne", "Informations générales",
             "Actualités de la Direction des Retraites", "Présentation de la Direction des retraites", "Études et Documentations", "Espace presse",
             "Droit à l'information sur la retraite", "Liste des régimes et fonds", "CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP",
             "Retraite des Mines", "SASPA", "Autres fonds", "Informations Employeur")
    assert "Tapez un mot-clé, une" in page.html


@check
def accueil_acces(p):
    c = p.client()
    page = open_login(c)
    assert page.status == 200, "Accès à mon espace personnalisé : %s" % page.status
    page.has("Je suis déjà inscrit(e)")


@check
def liens(p):
    """Tous les liens des pages publiques répondent."""
    c = p.client()
    seen = set()
    for page in (c.get("/"), find_login(c, p), step1(c, p), choose(c, p, "identifiant"), choose(c, p, "confidentiel"), choose(c, p, "utilisateur")):
        for a in page.soup.find_all("a", href=True):
            href = urllib.parse.urljoin(page.url, a["href"]).split("#")[0]
            if href in seen or squash(a.get_text(" ")).endswith("Accès à mon espace personnalisé"):
                continue
            seen.add(href)
            answer = c.get(href)
            assert answer.status == 200, "%s -> %s" % (href, answer.status)


@check
def connexion_page(p):
    page = find_login(p.client(), p)
    page.has("Retraites et solidarité", "ACCÈS À MON ESPACE PERSONNALISÉ", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide",
             "Codes perdus *", "Aide à la connexion", "Plus d'info ?", "Je suis administrateur", "Je suis utilisateur", "Je ne suis pas encore inscrit(e)",
             "Je m'inscris", "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription", "Inscription d'un administrateur",
             "Inscription d'un utilisateur", "Conditions générales d'utilisation (CGU)", "Poser votre question",
             "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "Demander",
             "Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur")
    page.labelled("Code identifiant")
    assert page.labelled("Code confidentiel")[0]["type"] == "password"


@check
def connexion_conditions(p):
    page = find_login(p.client(), p)
    page.has("(*) Vous pouvez récupérer vos codes d'accès uniquement :",
             "si vous vous êtes connecté une 1 ère fois et si vous avez choisi la question secrète et sa réponse",
             "si l'adresse courriel enregistrée sur votre compte est valide", "Si ce n'est pas le cas :",
             "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")


@check
def connexion_codes_perdus(p):
    c = p.client()
    page = c.click(find_login(c, p), "Codes perdus")
    assert page.heading() == "Codes perdus", "Codes perdus mène à : " + page.heading()


@check
def connexion(p):
    a, c = p.take(), p.client()
    page = login(c, p, a["identifier"], "FAUX0000")
    assert not is_space(page)
    page.has("Code identifiant ou code confidentiel incorrect")
    assert not is_space(login(c, p, "INCONNU", a["confidential_code"]))
    page = login(c, p, a["identifier"], a["confidential_code"])
    assert is_space(page), page.heading()
    page.has("Connecté(e) : %s %s" % (a["first_name"], a["last_name"]))
    page.lacks("Non connecté")
    page = c.click(page, "Déconnexion")
    page.has("Non connecté")
    u = p.take("user")
    assert is_space(login(p.client(), p, u["identifier"], u["confidential_code"]))


@check
def etape1(p):
    c = p.client()
    page = step1(c, p)
    page.has("ESPACE PERSONNALISÉ", "Non connecté", "Retour accueil cdc.retraites", "Codes perdus", "Vous avez perdu votre code confidentiel ou votre code identifiant",
             "Vous êtes administrateur", "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
             "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici", "En fonction de votre situation, cliquez sur l'un des choix",
             "Vous êtes utilisateur sans être administrateur", "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici",
             "annuler", "Conditions générales d'utilisation")
    assert c.click(page, "Conditions générales d'utilisation").heading() == "Conditions générales d'utilisation"
    c.click(page, "Retour accueil cdc.retraites").has("Pour vous connecter à votre espace personnalisé")
    c.click(page, "annuler").has("Je suis déjà inscrit(e)")


@check
def etape1_choix(p):
    c = p.client()
    page = step1(c, p)
    got = [c.click(page, "cliquez ici", i).heading() for i in range(4)]
    assert got[:3] == ["Regénérer votre code confidentiel", "Recherche de votre code identifiant", "Recherche de votre code identifiant"], got
    c.click(page, "cliquez ici", 3).has("Vous êtes utilisateur sans être administrateur", "administrateurs de votre établissement")


@check
def etape2_page(p):
    page = choose(p.client(), p, "identifiant")
    page.has("Non connecté", "Recherche de votre code identifiant", "Votre établissement", "Coordonnées professionnelles", "Saisie en majuscules", "rechercher", "Annuler",
             "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Complétez les champs obligatoires * puis cliquez sur",
             "Conditions générales d'utilisation")
    for label, mark in (("Numéro SIRET", 1), ("Numéro BCR", 2), ("Numéro de contrat", 2), ("Votre Nom", 1), ("Prénom", 1)):
        assert page.labelled(label)[1] == mark, "marque de " + label


@check
def etape2_bcr(p):
    choose(p.client(), p, "identifiant").has("Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification "
                                             "(exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.")


@check
def legende_obligatoire(p):
    c = p.client()
    for page in (choose(c, p, "identifiant"), choose(c, p, "confidentiel")):
        page.has("* Champs obligatoires")


@check
def etape2_verifications(p):
    c = p.client()
    a = p.take()
    for page in (choose(c, p, "identifiant"), search(c, p, a, changes={"Votre Nom": "INCONNU"})):
        page.has("érifiez que :", "le n° de BCR ou de contrat est bien saisi en majuscules,",
                 "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
                 "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.")
    page.has("Votre requête n'a pas abouti")


def found(page, a):
    return a["identifier"] in page.text and page.heading() == "Votre code identifiant"


@check
def etape2_trouve(p):
    a, c = p.take(), p.client()
    page = search(c, p, a)
    assert found(page, a), page.heading()
    assert found(search(c, p, a, changes={"Numéro de contrat": ""}), a), "BCR seul refusé"


@check
def etape2_un_seul_des_deux(p):
    a, c = p.take(), p.client()
    assert found(search(c, p, a, changes={"Numéro de contrat": ""}), a), "BCR seul refusé"


@check
def etape2_contrat_seul(p):
    a, c = p.take(), p.client()
    assert found(search(c, p, a, changes={"Numéro BCR": ""}), a), "contrat seul refusé"


@check
def etape2_siret_obligatoire(p):
    a, c = p.take(), p.client()
    page = search(c, p, a, changes={"Numéro SIRET": ""})
    assert not found(page, a), "accepté sans SIRET"
    page.has("Ce champ est obligatoire.")
    for label in ("Votre Nom", "Prénom"):
        assert not found(search(c, p, a, changes={label: ""}), a), label


@check
def etape2_ni_l_un_ni_l_autre(p):
    a, c = p.take(), p.client()
    page = search(c, p, a, changes={"Numéro BCR": "", "Numéro de contrat": ""})
    assert not found(page, a), "accepté sans BCR ni contrat"
    page.has("au moins l'un de ces deux champs")


@check
def etape2_faux(p):
    a, b, c = p.take(), p.take(), p.client()
    for label, value in (("Numéro SIRET", b["siret"]), ("Numéro BCR", b["bcr"]), ("Numéro de contrat", b["contract"]), ("Votre Nom", b["last_name"]), ("Prénom", b["first_name"])):
        assert not found(search(c, p, a, changes={label: value}), a), "accepté avec un autre " + label


@check
def etape2_majuscules(p):
    a, c = p.take(), p.client()
    assert not found(search(c, p, a, changes={"Numéro BCR": a["bcr"].lower(), "Numéro de contrat": ""}), a), "BCR en minuscules accepté"
    assert not found(search(c, p, a, changes={"Numéro BCR": "", "Numéro de contrat": a["contract"].lower()}), a), "contrat en minuscules accepté"


@check
def etape2_casse_des_noms(p):
    a, c = p.take(), p.client()
    assert not found(search(c, p, a, changes={"Votre Nom": a["last_name"].title()}), a), "nom dans une autre casse accepté"
    assert not found(search(c, p, a, changes={"Prénom": a["first_name"].upper()}), a), "prénom dans une autre casse accepté"


@check
def utilisateur_refuse(p):
    u, c = p.take("user"), p.client()
    assert not found(search(c, p, u), u), "un utilisateur est trouvé"
    renew(c, p, u)
    assert not p.mails_to(u["email"])


@check
def deux_codes(p):
    a, c = p.take(), p.client()
    page = search(c, p, a, "les deux")
    assert page.heading() == "Regénérer votre code confidentiel", page.heading()


@check
def identifiant_automatique(p):
    a, c = p.take(), p.client()
    page = search(c, p, a, "les deux")
    if page.heading() == "Votre code identifiant":
        return      # c'est l'affaire de deux_codes
    assert page.labelled("Code identifiant")[0].get("value") == a["identifier"], "identifiant non renseigné"
    page.has("Votre identifiant est renseigné automatiquement")
    values = renew_values(a)
    del values["Code identifiant"]
    page = c.submit(page, "Générer le code confidentiel", values)
    certification_of(page)
    assert len(p.mails_to(a["email"])) == 1


@check
def etape3_page(p):
    page = choose(p.client(), p, "confidentiel")
    page.has("Non connecté", "Regénérer votre code confidentiel", 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", '
             "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.",
             "(doit être identique à celle qui est mentionnée sur votre compte)", "Sélectionnez la question que vous avez choisie lors de votre inscription :",
             "Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.",
             "Générer le code confidentiel", "Annuler", "Conditions générales d'utilisation")
    for label in ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question", "Réponse"):
        assert page.labelled(label)[1] == 1, "marque de " + label
    field = page.labelled("Question")[0]
    texts = [x["value"] for x in field] if isinstance(field, list) else [o["value"] for o in field.find_all("option") if o["value"]]
    assert len(texts) >= 5 and set(QUESTIONS) <= set(texts), texts


def refused(p, a, changes, why):
    c = p.client()
    page = renew(c, p, a, changes)
    assert not page.soup.find(id="code-certification"), "accepté : " + why
    assert page.heading() == "Regénérer votre code confidentiel", page.heading()
    assert not p.mails_to(a["email"]), "courriel envoyé : " + why


@check
def etape3_obligatoires(p):
    a = p.take()
    for label in renew_values(a):
        refused(p, a, {label: ""}, label + " vide")
    assert is_space(login(p.client(), p, a["identifier"], a["confidential_code"]))


@check
def etape3_identite(p):
    a, b = p.take(), p.take()
    refused(p, a, {"Votre Nom": b["last_name"]}, "autre nom")
    refused(p, a, {"Votre Prénom": b["first_name"]}, "autre prénom")
    refused(p, a, {"Code identifiant": b["identifier"]}, "autre identifiant")
    refused(p, a, {"Code identifiant": "INCONNU"}, "identifiant inconnu")


@check
def etape3_courriel(p):
    a = p.take()
    refused(p, a, {"Adresse e-mail": "autre@commune.example"}, "autre adresse")
    assert not p.mails_to("autre@commune.example")


@check
def etape3_question(p):
    a = p.take()
    refused(p, a, {"Question": [q for q in QUESTIONS if q != a["question"]][0]}, "autre question")


@check
def etape3_reponse(p):
    a = p.take()
    refused(p, a, {"Réponse": "Martin"}, "autre réponse")


@check
def jamais_connecte(p):
    a, c = p.take("neverlogged"), p.client()
    page = search(c, p, a)
    assert not found(page, a), "identifiant donné à un compte jamais connecté"
    page.has("autre administrateur de votre établissement")
    refused(p, a, {}, "jamais connecté")
    page = login(c, p, a["identifier"], a["confidential_code"])
    page = c.submit(page, "Enregistrer", {"Question secrète": QUESTIONS[0], "Réponse": "Lapin"})
    assert is_space(page), page.heading()
    certification_of(renew(p.client(), p, a, {"Question": QUESTIONS[0], "Réponse": "Lapin"}))


@check
def adresse_invalide(p):
    a, c = p.take("badmail"), p.client()
    assert not found(search(c, p, a), a), "identifiant donné à un compte dont l'adresse n'est pas valide"
    refused(p, a, {}, "adresse non valide")


@check
def autre_administrateur(p):
    """Un administrateur du même établissement régénère le code d'un collègue."""
    a, other, c = p.take("boss"), p.take("colleague"), p.client()
    page = c.click(login(c, p, a["identifier"], a["confidential_code"]), "Gestion des comptes")
    page.has(other["last_name"])
    form = page.soup.find("input", value=other["identifier"]).find_parent("form")
    data = [(t["name"], t["value"]) for t in form.find_all("input")]
    page = c._open(urllib.request.Request(urllib.parse.urljoin(page.url, form["action"]), urllib.parse.urlencode(data).encode()))
    code = re.search(r"a été régénéré : ([A-Z0-9]+)\.", page.text).group(1)
    assert not p.mails_to(other["email"])
    assert not is_space(login(p.client(), p, other["identifier"], other["confidential_code"])), "l'ancien code sert encore"
    assert is_space(login(p.client(), p, other["identifier"], code))


@check
def annuler(p):
    a, c = p.take(), p.client()
    for what, values in (("identifiant", search_values(a)), ("confidentiel", renew_values(a))):
        page = choose(c, p, what)
        tag = [t for t in page.main.find_all(["a", "button"]) if squash(t.get_text()) == "Annuler"][0]
        after = c.click(page, "Annuler") if tag.name == "a" else c.submit(page, "Annuler", values)
        assert after.status == 200 and not after.soup.find(id="code-certification"), "Annuler a envoyé la demande"
        assert after.heading() == "Codes perdus", after.heading()
    assert not p.mails_to(a["email"])
    assert is_space(login(c, p, a["identifier"], a["confidential_code"]))


@check
def etape4_page(p):
    a, c = p.take(), p.client()
    page = renew(c, p, a)
    assert re.fullmatch(r"[A-Z0-9]{10}", certification_of(page)), certification_of(page)
    page.has("Non connecté", "Régénération du code confidentiel", "Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous "
             "connecter à nos différents services.", "Veuillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :",
             "(Cliquez ici pour entendre la version sonore)", "Terminer", "Conditions générales d'utilisation",
             "Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.")


@check
def etape4_avertissement(p):
    renew(p.client(), p, p.take()).has("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, "
                                       "il vous sera demandé lors de votre prochaine connexion.")


@check
def etape4_rechargement(p):
    a, c = p.take(), p.client()
    page = renew(c, p, a)
    code = certification_of(page)
    for _ in range(2):
        assert certification_of(c.get(page.url)) == code, "le code change au rechargement"
    assert len(p.mails_to(a["email"])) == 1


@check
def etape4_a_soi(p):
    c = p.client()
    page = renew(c, p, p.take())
    other = p.client().get(page.url)
    assert not other.soup.find(id="code-certification"), "la page d'un autre est montrée"
    assert p.client().get(page.link("(Cliquez ici")["href"], page).status == 404


@check
def terminer(p):
    c = p.client()
    page = renew(c, p, p.take())
    after = c.click(page, "Terminer")
    assert after.status == 200 and not after.soup.find(id="code-certification"), "Terminer ne termine pas"
    assert not c.get(page.url).soup.find(id="code-certification")


@check
def courriel(p):
    a, c = p.take(), p.client()
    start = time.time()
    page, certification, code = full(c, p, a)
    assert time.time() - start < 2
    mails = p.mails_to(a["email"])
    assert len(mails) == 1 and mails[0][0] == [a["email"]]
    message = mails[0][1]
    assert message["Subject"] == "Régénération de code confidentiel", message["Subject"]
    assert message["To"].addresses[0].addr_spec == a["email"] and message["Date"]
    assert re.fullmatch("Votre nouveau code confidentiel est le suivant :\n\n\\S+\n\nA bientôt sur notre site\n\nLa Direction des Retraites", mail_body(p, a)), mail_body(p, a)


@check
def courriel_expediteur(p):
    a = p.take()
    renew(p.client(), p, a)
    sender = p.mails_to(a["email"])[0][1]["From"].addresses[0].addr_spec
    assert sender == "e-servicesinscription@caissedesdepots.fr", sender


@check
def courriel_code(p):
    a, c = p.take(), p.client()
    _, certification, code = full(c, p, a)
    assert code != certification and re.fullmatch(r"[A-Z]{5}\d{3}", code), "le courriel donne %s, le code de certification est %s" % (code, certification)


@check
def ancien_code(p):
    a, c = p.take(), p.client()
    full(c, p, a)
    page = login(c, p, a["identifier"], a["confidential_code"])
    assert not is_space(page) and not asks_certification(page), "l'ancien code sert encore"


@check
def certification_demandee(p):
    a, c = p.take(), p.client()
    _, certification, code = full(c, p, a)
    c = p.client()
    page = login(c, p, a["identifier"], code)
    if page.heading() == "ACCÈS À MON ESPACE PERSONNALISÉ" and code == certification:
        return      # c'est l'affaire de courriel_code
    assert asks_certification(page), page.heading()
    assert is_space(certify(c, page, certification))


@check
def certification_une_fois(p):
    a, c = p.take(), p.client()
    _, certification, code = full(c, p, a)
    page = login(c, p, a["identifier"], code)
    if asks_certification(page):
        page = certify(c, page, certification)
    if code == certification:
        return
    assert is_space(page)
    assert is_space(login(p.client(), p, a["identifier"], code)), "demandé une seconde fois"


def wrong(c, page, times):
    for _ in range(times):
        page = certify(c, page, "AAAAAAAAAA")
    return page


def ready(p):
    """Une demande faite et le code confidentiel saisi ; None si un autre défaut empêche d'aller là."""
    a, c = p.take(), p.client()
    _, certification, code = full(c, p, a)
    page = login(c, p, a["identifier"], code)
    if not asks_certification(page):
        return None
    return a, c, certification, code, page


@check
def essais_deux(p):
    state = ready(p)
    if state:
        a, c, certification, code, page = state
        page = wrong(c, page, 2)
        assert asks_certification(page), "arrêté avant le troisième essai"
        assert is_space(certify(c, page, certification))


@check
def essais_trois(p):
    state = ready(p)
    if state:
        a, c, certification, code, page = state
        page = certify(c, page, "AAAAAAAAAA")
        if asks_certification(page):
            page = certify(c, page, "BBBBBBBBBB")
        if asks_certification(page):
            page = certify(c, page, "CCCCCCCCCC")
        assert not asks_certification(page), "un quatrième essai est offert"
        page.has("Vous devez renouveler votre code confidentiel")
        page = login(p.client(), p, a["identifier"], code)
        assert not is_space(page) and not asks_certification(page)
        page.has("Vous devez renouveler votre code confidentiel")
        # un renouvellement rouvre le compte, avec ses codes à lui
        c = p.client()
        _, second, again = full(c, p, a)
        assert second != certification and again != code
        page = login(c, p, a["identifier"], again)
        page = certify(c, page, certification)
        assert asks_certification(page), "le code de certification d'avant sert encore"
        assert is_space(certify(c, page, second))


@check
def essais_gardes(p):
    """Le compte des essais reste d'une connexion à l'autre, et d'un navigateur à l'autre."""
    state = ready(p)
    if state:
        a, c, certification, code, page = state
        page = certify(c, page, "AAAAAAAAAA")
        if not asks_certification(page):
            return
        page = login(p.client(), p, a["identifier"], code)
        d = p.client()
        page = login(d, p, a["identifier"], code)
        page = certify(d, page, "AAAAAAAAAA")
        if not asks_certification(page):
            return
        d = p.client()
        page = certify(d, login(d, p, a["identifier"], code), "AAAAAAAAAA")
        if asks_certification(page):
            page = certify(d, page, "AAAAAAAAAA")
            raise AssertionError("les essais sont remis à zéro par une nouvelle connexion")


def segments(data):
    with wave.open(io.BytesIO(data)) as source:
        width, rate, frames = source.getsampwidth(), source.getframerate(), source.readframes(source.getnframes())
    samples = list(frames) if width == 1 else list(memoryview(frames).cast("h"))
    middle, gap = (128, 0.4) if width == 1 else (0, 0.4)
    out, current, zeros = [], [], 0
    for sample in samples:
        if sample == middle:
            zeros += 1
            continue
        if zeros >= gap * rate and current:
            out.append(current)
            current = []
        elif current:
            current += [middle] * zeros
        zeros = 0
        current.append(sample)
    if current:
        out.append(current)
    return out


@check
def son(p):
    c = p.client()
    page = renew(c, p, p.take())
    code = certification_of(page)
    sound = c.click(page, "(Cliquez ici pour entendre la version sonore)")
    assert sound.status == 200 and sound.headers["Content-Type"] == "audio/wav" and sound.body[:4] == b"RIFF"
    parts = segments(sound.body)
    assert len(parts) in (10, 11), "%d sons pour l'annonce et %d caractères" % (len(parts), len(code))
    parts = [None] * (11 - len(parts)) + parts      # sans voix, pas d'annonce
    assert parts[1] is not None
    for i in range(10):
        for j in range(i):
            assert (parts[1 + i] == parts[1 + j]) == (code[i] == code[j]), "le son ne dit pas le code"


@check
def jeton(p):
    a, c = p.take(), p.client()
    page = c.submit(choose(c, p, "confidentiel"), "Générer le code confidentiel", renew_values(a), drop=("_token",))
    assert page.status == 419 and not p.mails_to(a["email"])
    page.has("Page expirée")
    page = c.get("/nulle-part")
    assert page.status == 404
    page.has("Page introuvable")


@check
def cookies(p):
    c = p.client()
    page = c.get("/")
    page.has("Ce site utilise des cookies")
    page = c.submit(page, "Tout accepter")
    assert page.status == 200
    page.lacks("Ce site utilise des cookies")


EXPECTED = {
    "acces-espace-mort": "accueil_acces", "codes-perdus-vers-aide": "connexion_codes_perdus", "condition-courriel-absente": "connexion_conditions",
    "choix-intervertis": "etape1_choix", "deux-codes-sans-regeneration": "deux_codes", "exemple-bcr-errone": "etape2_bcr",
    "siret-facultatif": "etape2_siret_obligatoire", "bcr-contrat-facultatifs": "etape2_ni_l_un_ni_l_autre", "bcr-et-contrat-exiges": "etape2_un_seul_des_deux",
    "contrat-ignore": "etape2_contrat_seul", "minuscules-acceptees": "etape2_majuscules", "casse-ignoree": "etape2_casse_des_noms",
    "utilisateur-trouve": "utilisateur_refuse", "verification-administrateur-absente": "etape2_verifications", "legende-obligatoire-absente": "legende_obligatoire",
    "identifiant-non-rempli": "identifiant_automatique", "question-non-controlee": "etape3_question", "reponse-non-controlee": "etape3_reponse",
    "courriel-saisi-accepte": "etape3_courriel", "premiere-connexion-ignoree": "jamais_connecte", "courriel-invalide-ignore": "adresse_invalide",
    "annuler-envoie": "annuler", "ancien-code-valable": "ancien_code", "expediteur-errone": "courriel_expediteur", "courriel-mauvais-code": "courriel_code",
    "certification-jamais-demandee": "certification_demandee", "certification-redemandee": "certification_une_fois", "essais-illimites": "essais_trois",
    "essais-remis-a-zero": "essais_gardes", "blocage-au-deuxieme-essai": "essais_deux", "son-incomplet": "son", "avertissement-absent": "etape4_avertissement",
    "terminer-sans-effet": "terminer", "etape4-partagee": "etape4_a_soi", "certification-change-au-rechargement": "etape4_rechargement",
}


# ------------------------------------------------------------------ variations : ce qui les distingue
def seen_fields(p):
    return choose(p.client(), p, "confidentiel").labelled("Réponse")[0]["name"] == "codes_acces[secretReponse]"


def seen_urls(p):
    return "/employeurs/assistance/" in step1(p.client(), p).url


def seen_theme(p):
    return "sombre.css" in p.client().get("/").html and p.client().get("/static/css/sombre.css").status == 200


def seen_text_identifier(p):
    return search(p.client(), p, p.take(), "les deux").labelled("Code identifiant")[0].get("type") == "hidden"


def seen_html_mail(p):
    a = p.take()
    renew(p.client(), p, a)
    message = p.mails_to(a["email"])[0][1]
    return message.get_content_type() == "multipart/alternative" and new_code(p, a) in message.get_body(("html",)).get_content()


def seen_letters(p):
    return all(certification_of(renew(p.client(), p, p.take())).isalpha() for _ in range(3))


def seen_list(p):
    page = search(p.client(), p, p.take(), changes={"Votre Nom": ""})
    return bool(page.soup.select(".liste-erreurs li")) and not page.soup.select(".invalid-feedback")


def seen_wall(p):
    return bool(p.client().get("/").soup.select(".voile-cookies"))


def seen_no_script(p):
    return "<script" not in p.client().get("/").html


def seen_radios(p):
    return isinstance(choose(p.client(), p, "confidentiel").labelled("Question")[0], list)


def seen_cancel_button(p):
    return any(squash(b.get_text()) == "Annuler" for b in choose(p.client(), p, "identifiant").main.find_all("button"))


def seen_finish_home(p):
    c = p.client()
    return urllib.parse.urlsplit(c.click(renew(c, p, p.take()), "Terminer").url).path == "/"


def seen_player(p):
    c = p.client()
    page = renew(c, p, p.take())
    with wave.open(io.BytesIO(c.click(page, "(Cliquez ici").body)) as source:
        return bool(page.soup.find("audio")) and source.getsampwidth() == 1


def seen_css_stars(p):
    page = choose(p.client(), p, "confidentiel")
    return not page.soup.select(".obligatoire") and bool(page.soup.select("label.etoile-1"))


SEEN = {"champs-renommes": seen_fields, "adresses": seen_urls, "theme-sombre": seen_theme, "identifiant-en-texte": seen_text_identifier,
        "courriel-html": seen_html_mail, "certification-lettres": seen_letters, "erreurs-en-liste": seen_list, "cookies-mur": seen_wall,
        "sans-script": seen_no_script, "question-radios": seen_radios, "annuler-bouton": seen_cancel_button, "terminer-accueil": seen_finish_home,
        "lecteur-audio": seen_player, "etoiles-css": seen_css_stars}


# ------------------------------------------------------------------ déroulement
def run_checks(p):
    failed = {}
    for function in CHECKS:
        try:
            function(p)
        except AssertionError as error:
            failed[function.__name__] = str(error) or "échec"
        except Exception as error:      # une page inattendue est aussi un échec
            failed[function.__name__] = "%s : %s" % (type(error).__name__, error)
    return failed


def clean_only():
    """Ce qui demande un lancement à part : durée de session, relais absent, arrêt, état neuf, noms inconnus."""
    failed = {}
    p = Portal(extra=("--session-seconds", "1.5"))
    try:
        a, c = p.take(), p.client()
        page = login(c, p, a["identifier"], a["confidential_code"])
        assert is_space(page)
        other = p.client()
        form = choose(other, p, "confidentiel")
        time.sleep(2)
        after = other.submit(form, "Générer le code confidentiel", renew_values(a))
        assert after.status == 419 and not p.mails_to(a["email"]), "session expirée acceptée"
        after = c.get(page.url)
        assert not is_space(after)
    except AssertionError as error:
        failed["session"] = str(error)
    finally:
        p.stop()
    p = Portal(smtp="127.0.0.1:%d" % free_port())
    try:
        a, c = p.take(), p.client()
        page = renew(c, p, a)
        page.has("Le courriel n'a pas pu être envoyé")
        assert is_space(login(c, p, a["identifier"], a["confidential_code"])), "code changé sans courriel"
    except AssertionError as error:
        failed["relais absent"] = str(error)
    finally:
        seconds = p.stop()
    if seconds > 1:
        failed["arrêt"] = "%.1f s" % seconds
    for option in ("--defect", "--variation"):
        if subprocess.run([os.path.join(ROOT, "start"), "--port", "1", "--smtp", "127.0.0.1:1", "--accounts", "/dev/null", option, "inconnu"], stderr=subprocess.DEVNULL, timeout=20).returncode == 0:
            failed[option] = "nom inconnu accepté"
    return failed


def browser():
    """Les scripts : bandeau, œil, liste améliorée, fenêtres de confirmation, menu."""
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    if not os.path.exists("/usr/bin/chromium"):
        return None
    p = Portal()
    errors = []
    try:
        with sync_playwright() as play:
            chromium = play.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1200, "height": 900})
            page.on("pageerror", lambda e: errors.append("script : %s" % e))
            page.on("console", lambda m: errors.append("console : %s" % m.text) if m.type == "error" else None)
            a = p.take()
            page.goto(p.base)
            assert page.is_visible("#bandeau-cookies")
            page.click("text=Tout refuser")
            page.wait_for_selector("#bandeau-cookies", state="detached")
            page.click("text=Accès à mon espace personnalisé")
            assert not page.query_selector("#bandeau-cookies")
            page.fill("#form_code", "secret")
            page.click("text=Afficher le code")
            assert page.get_attribute("#form_code", "type") == "text"
            page.click("text=Codes perdus >> nth=0")
            page.click("text=cliquez ici >> nth=0")
            page.wait_for_selector("#form_reponse")
            page.click(".btn:has-text('Annuler')")
            page.wait_for_selector("#confirmation.show")
            page.wait_for_timeout(400)
            page.click("text=Non, continuer la saisie")
            page.wait_for_selector("#confirmation", state="hidden")
            for key, value in (("nom", a["last_name"]), ("prenom", a["first_name"]), ("identifiant", a["identifier"]), ("email", a["email"]), ("reponse", a["answer"])):
                page.fill("#form_" + key, value)
            page.click("#form_question_affichage")
            page.click(".choix-liste li:has-text('%s')" % a["question"])
            assert page.input_value("#form_question") == a["question"]
            page.click("text=Générer le code confidentiel >> visible=true >> nth=-1")
            page.wait_for_selector("#confirmation.show")
            assert not p.mails_to(a["email"])
            page.wait_for_timeout(400)
            page.click("#confirmation [data-ok]")
            page.wait_for_selector("#code-certification")
            assert len(p.mails_to(a["email"])) == 1
            page.click("text=Terminer")
            page.wait_for_selector("text=Je suis déjà inscrit(e)")
            page.click(".alert .close")
            # sans scripts, la liste d'origine et l'envoi direct
            plain = chromium.new_context(java_script_enabled=False, viewport={"width": 390, "height": 800}).new_page()
            b = p.take()
            plain.goto(p.base + "espace-personnalise/codes-perdus/confidentiel/regeneration")
            for key, value in (("nom", b["last_name"]), ("prenom", b["first_name"]), ("identifiant", b["identifier"]), ("email", b["email"]), ("reponse", b["answer"])):
                plain.fill("#form_" + key, value)
            plain.select_option("#form_question", b["question"])
            plain.click("button:has-text('Générer le code confidentiel')")
            plain.wait_for_selector("#code-certification")
            # téléphone : menu replié
            phone = chromium.new_page(viewport={"width": 390, "height": 800})
            phone.goto(p.base)
            assert not phone.is_visible("#menu")
            phone.click(".navbar-toggler")
            phone.wait_for_selector("#menu.show")
            if os.environ.get("CHECK_SHOTS"):
                folder = os.environ["CHECK_SHOTS"]
                os.makedirs(folder, exist_ok=True)
                shots = chromium.new_page(viewport={"width": 1200, "height": 900})
                for name, path in (("accueil", ""), ("connexion", "espace-personnalise/connexion"), ("cp1", "espace-personnalise/codes-perdus"),
                                   ("cp2", "espace-personnalise/codes-perdus/les-deux/recherche"), ("cp3", "espace-personnalise/codes-perdus/confidentiel/regeneration")):
                    shots.goto(p.base + path)
                    shots.screenshot(path=os.path.join(folder, name + ".png"))
                plain.screenshot(path=os.path.join(folder, "cp4-telephone.png"))
            # le mur de cookies couvre la page jusqu'à la réponse ; les boutons radio passent par la confirmation
            for variation in ("cookies-mur", "question-radios"):
                q = Portal(variation=variation)
                try:
                    extra = chromium.new_page(viewport={"width": 1200, "height": 900})
                    extra.on("pageerror", lambda e: errors.append("script : %s" % e))
                    extra.goto(q.base)
                    if variation == "cookies-mur":
                        over = "document.elementFromPoint(40, 600).className"
                        assert extra.evaluate(over) == "voile-cookies"
                        extra.click("text=Tout accepter")
                        extra.wait_for_selector(".voile-cookies", state="detached")
                        assert extra.evaluate(over) != "voile-cookies"
                    else:
                        b = q.take()
                        extra.goto(q.base + "espace-personnalise/codes-perdus/confidentiel/regeneration")
                        for key, value in (("nom", b["last_name"]), ("prenom", b["first_name"]), ("identifiant", b["identifier"]), ("email", b["email"]), ("reponse", b["answer"])):
                            extra.fill("#form_" + key, value)
                        extra.click("label:has-text('%s')" % b["question"])
                        extra.click("text=Tout refuser")
                        extra.click("button:has-text('Générer le code confidentiel')")
                        extra.wait_for_selector("#confirmation.show")
                        extra.wait_for_timeout(400)
                        extra.click("#confirmation [data-ok]")
                        extra.wait_for_selector("#code-certification")
                finally:
                    q.stop()
            chromium.close()
    except Exception as error:
        errors.append("%s : %s" % (type(error).__name__, str(error)[:400]))
    finally:
        p.stop()
    return errors


def main():
    names = sys.argv[1:]
    defects = [x["name"] for x in json.load(open(os.path.join(ROOT, "defects.json"), encoding="utf-8"))]
    variations = [x["name"] for x in json.load(open(os.path.join(ROOT, "variations.json"), encoding="utf-8"))]
    assert set(defects) == set(EXPECTED) and set(variations) == set(SEEN)
    assert 25 <= len(defects) <= 35 and 10 <= len(variations) <= 14
    bad = 0

    def verdict(kind, name, good, text):
        nonlocal bad
        bad += not good
        print("%-6s %-9s %-38s %s" % ("ok" if good else "ÉCHEC", kind, name, text), flush=True)

    if not names or "clean" in names:
        p = Portal()
        failed = run_checks(p)
        for name, seen in SEEN.items():
            if seen(p):
                failed["variation " + name] = "déjà dans le portail sain"
        p.stop()
        failed.update(clean_only())
        verdict("sain", "%d vérifications" % len(CHECKS), not failed, json.dumps(failed, ensure_ascii=False) if failed else "")
    for name in defects:
        if not names or name in names:
            p = Portal(defect=name)
            failed = run_checks(p)
            p.stop()
            verdict("défaut", name, EXPECTED[name] in failed, "%s : %s%s" % (EXPECTED[name], failed.get(EXPECTED[name], "passe !"),
                    "  (aussi : %s)" % ", ".join(sorted(set(failed) - {EXPECTED[name]})) if set(failed) - {EXPECTED[name]} else ""))
    for name in variations:
        if not names or name in names:
            p = Portal(variation=name)
            seen = SEEN[name](p)
            failed = run_checks(p)
            p.stop()
            verdict("variation", name, seen and not failed, ("" if seen else "pas vue ! ") + (json.dumps(failed, ensure_ascii=False) if failed else ""))
    if not names or "browser" in names:
        errors = browser()
        if errors is None:
            print("-      navigateur : pas de Chromium ou de playwright, non fait")
        else:
            verdict("navigateur", "scripts", not errors, "; ".join(errors))
    print("tout est bon" if not bad else "%d échec(s)" % bad)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
