#!/usr/bin/env python3
"""Preuve du portail : le portail sain tient le guide, chaque défaut et chaque variation est réellement là.

    ./check.py                 tout (portail sain, 35 défauts, 14 variations)
    ./check.py --only NOM ...  le portail sain puis ces défauts ou variations

Client HTTP simple, faux serveur SMTP, et jsdom (si ./install l'a mis) pour les scripts AUI.
"""
import argparse
import email
import email.policy
import http.client
import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import wave
from concurrent.futures import ThreadPoolExecutor
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin, urlsplit

ROOT = os.path.dirname(os.path.abspath(__file__))
sys.dont_write_bytecode = True


# --- comptes ---------------------------------------------------------------------------------------------------------
def account(identifier, role="administrator", **kw):
    n = int(identifier[-2:])
    base = {"identifier": identifier, "confidential_code": "ABCD%04d" % (1000 + n), "role": role, "last_name": "DUPONT" + chr(65 + n % 26),
            "first_name": "Marcel-" + chr(65 + n // 26) + "é", "email": "%s@commune.example" % identifier.lower(),
            "siret": "123456789%05d" % (100 + n), "bcr": "01ABC%03d" % n, "contract": "CTR%04d" % n,
            "question": "Quel est le nom de jeune fille de votre mère ?", "answer": "Durand", "first_login_done": True,
            "email_valid": True}
    base.update(kw)
    return base


ADMINS = ["IDADM0%02d" % i for i in range(1, 45)]
ACCOUNTS = [account(i) for i in ADMINS] + [
    account("IDUSR060", "user"), account("IDUSR061", "user"), account("IDUSR062", "user"),
    account("IDNEW070", question="", answer="", first_login_done=False),
    account("IDNEW071", first_login_done=False), account("IDBAD072", email_valid=False),
    account("IDQUE073", question="Quel est le surnom de votre meilleur ami ?", answer="Tintin l'Éclair"),
    account("IDSAM074"), account("IDSAM075", siret="12345678900174", email_valid=False, contract=""),
]
BY_ID = {a["identifier"]: a for a in ACCOUNTS}


# --- courriels -------------------------------------------------------------------------------------------------------
class Sink:
    def __init__(self):
        self.mails, self.lock = [], threading.Lock()
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.run, daemon=True).start()

    def run(self):
        while True:
            try:
                peer, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.talk, args=(peer,), daemon=True).start()

    def talk(self, peer):
        with peer, peer.makefile("rb") as f:
            say = lambda t: peer.sendall(t.encode() + b"\r\n")
            say("220 puits")
            rcpt = []
            while True:
                line = f.readline()
                if not line:
                    return
                verb = line[:4].upper()
                if verb == b"DATA":
                    say("354 allez")
                    data = b""
                    while True:
                        part = f.readline()
                        if part in (b".\r\n", b""):
                            break
                        data += part[1:] if part.startswith(b"..") else part
                    with self.lock:
                        self.mails.append((time.time(), rcpt, email.message_from_bytes(data, policy=email.policy.default)))
                    rcpt = []
                    say("250 ok")
                elif verb == b"QUIT":
                    say("221 adieu")
                    return
                else:
                    if verb == b"RCPT":
                        rcpt = rcpt + [re.search(rb"<(.*?)>", line).group(1).decode()]
                    say("250 ok")

    def to(self, address):
        with self.lock:
            return [m for m in self.mails if address in m[1]]

    def wait(self, address, count=1, seconds=1.0):
        end = time.time() + seconds
        while time.time() < end and len(self.to(address)) < count:
            time.sleep(0.02)
        return self.to(address)


# --- pages -----------------------------------------------------------------------------------------------------------
VOID = {"input", "img", "br", "meta", "link", "hr"}


class Node:
    def __init__(self, tag, attrs, parent):
        self.tag, self.attrs, self.parent, self.kids = tag, attrs, parent, []

    def walk(self):
        yield self
        for k in self.kids:
            if isinstance(k, Node):
                yield from k.walk()

    def all(self, *tags, **attrs):
        return [n for n in self.walk() if (not tags or n.tag in tags)
                and all((n.attrs.get(k.rstrip("_")) or "") == v for k, v in attrs.items())]

    def cls(self, name):
        return [n for n in self.walk() if name in (n.attrs.get("class") or "").split()]

    def raw(self):
        if self.tag in ("script", "style"):
            return ""
        block = self.tag in ("p", "div", "li", "ul", "h1", "h2", "h3", "h4", "td", "th", "tr", "legend", "label", "option", "section")
        s = "".join(k if isinstance(k, str) else k.raw() for k in self.kids)
        return " " + s + " " if block else s

    @property
    def text(self):
        return " ".join(self.raw().split())


class Tree(HTMLParser):
    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.root = self.at = Node("root", {}, None)
        self.feed(html)
        self.close()
        assert self.at is self.root, "balise non fermée : <%s>" % self.at.tag

    def handle_starttag(self, tag, attrs):
        n = Node(tag, dict(attrs), self.at)
        self.at.kids.append(n)
        if tag not in VOID:
            self.at = n

    def handle_startendtag(self, tag, attrs):
        self.at.kids.append(Node(tag, dict(attrs), self.at))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.at.tag == tag, "balise </%s> dans <%s>" % (tag, self.at.tag)
        self.at = self.at.parent

    def handle_data(self, data):
        self.at.kids.append(data)


class Page:
    def __init__(self, url, status, headers, body, history):
        self.url, self.status, self.headers, self.body, self.history = url, status, headers, body, history
        self.html = body.decode("utf-8") if "html" in headers.get("content-type", "") else ""
        self.root = Tree(self.html).root if self.html else Node("root", {}, None)
        ids = [n.attrs["id"] for n in self.root.walk() if n.attrs.get("id")]
        assert len(ids) == len(set(ids)), "id répété : %s" % [i for i in ids if ids.count(i) > 1]

    @property
    def text(self):
        return self.root.text

    @property
    def middle(self):
        return self.root.all(id="column-2")[0]

    def say(self, *words):
        for w in words:
            assert w in self.text, "« %s » n'est pas dans %s" % (w, self.url)

    def link(self, words, scope=None, index=0):
        found = [a for a in (scope or self.root).all("a") if words in a.text]
        assert len(found) > index, "pas de lien « %s » dans %s" % (words, self.url)
        return found[index].attrs["href"]

    def form(self, button, scope=None):
        for f in (scope or self.root).all("form"):
            for b in f.all("button", "input"):
                if (b.text if b.tag == "button" else b.attrs.get("type") == "submit" and b.attrs.get("value")) == button:
                    return f
        raise AssertionError("pas de bouton « %s » dans %s" % (button, self.url))

    @staticmethod
    def fields(form):
        """libellé (sans les marques) → champ"""
        byid = {n.attrs.get("id"): n for n in form.all("input", "select", "textarea")}
        out = {}
        for label in form.all("label"):
            name = "".join(k for k in label.kids if isinstance(k, str)).strip()
            assert label.attrs["for"] in byid, "libellé sans champ : " + name
            out[name] = byid[label.attrs["for"]]
        return out

    @property
    def errors(self):
        return " | ".join(n.text for n in self.root.cls("portlet-msg-error") + self.root.cls("alert-error") + self.root.cls("form-validator-stack"))


class Browser:
    def __init__(self, port):
        self.port, self.jar, self.page = port, {}, None

    def request(self, method, url, body=None, history=()):
        url = urljoin(self.page.url if self.page else "/", url)
        c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Cookie": "; ".join("%s=%s" % i for i in self.jar.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        c.request(method, url, body, headers)
        r = c.getresponse()
        data = r.read()
        for line in r.headers.get_all("Set-Cookie") or []:
            k, _, v = line.split(";")[0].partition("=")
            if "Max-Age=0;" in line:
                self.jar.pop(k, None)
            else:
                self.jar[k] = v
        c.close()
        if r.status in (301, 302, 303):
            assert len(history) < 8
            return self.request("GET", r.headers["Location"], history=list(history) + [(r.status, url)])
        return Page(url, r.status, {k.lower(): v for k, v in r.headers.items()}, data, list(history))

    def get(self, url, expect=200):
        self.page = self.request("GET", url.split("#")[0])
        assert expect is None or self.page.status == expect, "%s : %d" % (url, self.page.status)
        return self.page

    def raw(self, url):
        return self.request("GET", url)

    def click(self, words, scope=None, index=0, expect=200):
        return self.get(self.page.link(words, scope, index), expect)

    def submit(self, button, values=None, scope=None):
        form = self.page.form(button, scope)
        data, fields = {}, self.page.fields(form)
        for n in form.all("input", "select"):
            if n.attrs.get("name") and n.attrs.get("type") != "submit":
                data[n.attrs["name"]] = n.attrs.get("value") or ""
                if n.tag == "select":
                    data[n.attrs["name"]] = ([o.attrs["value"] for o in n.all("option") if "selected" in o.attrs] or [""])[0]
        for k, v in (values or {}).items():
            assert k in fields, "pas de champ « %s » dans %s" % (k, self.page.url)
            f = fields[k]
            if f.tag == "select":
                v = next((o.attrs["value"] for o in f.all("option") if o.text == v), None)
                assert v is not None, "option absente : " + values[k]
            data[f.attrs["name"]] = v
        self.page = self.request("POST", form.attrs["action"], urlencode(data).encode())
        return self.page


# --- parcours --------------------------------------------------------------------------------------------------------
class Context:
    def __init__(self, port, sink):
        self.port, self.sink = port, sink

    def browser(self):
        return Browser(self.port)

    def step1(self, b=None):
        b = b or self.browser()
        b.get("/web/employeur/codes-perdus")
        return b

    def choose(self, b, choice):
        """choix de l'étape 1, par la ligne où il est dit"""
        lines = [li for li in b.page.middle.all("li") if "Vous avez perdu votre" in li.text]
        line = next((li for li in lines if re.search(r"perdu votre %s :" % re.escape(choice), li.text)), None)
        assert line, "pas de choix « %s »" % choice
        return b.get(line.all("a")[0].attrs["href"])

    BOTH = "code identifiant et votre code confidentiel"
    USER = "code identifiant et / ou votre code confidentiel"

    def search(self, who, choice=BOTH, b=None, by="bcr", **kw):
        a = BY_ID[who]
        b = self.step1(b)
        self.choose(b, choice)
        values = {"Numéro SIRET": a["siret"], "Votre Nom": a["last_name"], "Prénom": a["first_name"]}
        if by in ("bcr", "deux"):
            values["Numéro BCR"] = a["bcr"]
        if by in ("contrat", "deux"):
            values["Numéro de contrat"] = a["contract"]
        values.update(kw)
        b.submit("rechercher", values)
        return b

    @staticmethod
    def found(b):
        try:
            b.page.form("Générer le code confidentiel")
            return True
        except AssertionError:
            return "Votre code identifiant est :" in b.page.text

    def values3(self, who, **kw):
        a = BY_ID[who]
        v = {"Votre Nom": a["last_name"], "Votre Prénom": a["first_name"], "Code identifiant": who, "Adresse e-mail": a["email"],
             "Question": a["question"], "Réponse": a["answer"]}
        v.update(kw)
        return v

    def generate(self, who, b=None, choice=BOTH, fields=None):
        b = self.search(who, choice, b)
        assert self.found(b), "recherche sans suite : " + b.page.errors
        b.submit("Générer le code confidentiel", self.values3(who, **(fields or {})))
        return b

    @staticmethod
    def certificate(page):
        return page.root.cls("cadre-certification")[0].text.replace(" ", "")

    def recover(self, who, b=None, choice=BOTH):
        """→ navigateur à l'étape 4, code du courriel, code de certification"""
        before = len(self.sink.to(BY_ID[who]["email"]))
        b = self.generate(who, b, choice)
        b.page.say("Régénération du code confidentiel")
        cert = self.certificate(b.page)
        mails = self.sink.wait(BY_ID[who]["email"], before + 1)
        if len(mails) <= before:                       # courriel-retarde
            return b, None, cert
        text = mails[-1][2].get_body(("plain",)).get_content()
        return b, re.search(r"^([A-Z0-9]+)\s*$", text, re.M).group(1), cert

    def login(self, who, code, b=None):
        b = b or self.browser()
        b.get("/web/employeur/connexion")
        b.submit("Je valide", {"Code identifiant": who, "Code confidentiel": code})
        return b

    @staticmethod
    def inside(b):
        return "/group/espace-personnalise" in b.page.url and "Bienvenue" in b.page.text

    @staticmethod
    def asked(b):
        return "Code de certification" in b.page.middle.text

    def refused(self, b, who, count=0):
        assert b.page.errors, "aucun refus n'est dit dans " + b.page.url
        time.sleep(0.15)
        assert len(self.sink.to(BY_ID[who]["email"])) == count, "un courriel est parti"


# --- preuves ---------------------------------------------------------------------------------------------------------
PROBES = {}


def probe(f):
    PROBES[f.__name__] = f
    return f


@probe
def accueil(x):
    b = x.browser()
    p = b.get("/")
    p.say("Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Imprimer", "A⁻", "A⁺", "Accueil", "Changer de profil",
          "Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC", "Votre actualité", "(IHEPS)", "23/09/2010", "En savoir +", "Campagne DAI 2010",
          "RECHERCHER SUR LE SITE", "Liens utiles", "Forum Retraite 2010 : les actes et les vidéos en ligne", "Informations générales",
          "Droit à l'information sur la retraite", "Liste des régimes et fonds", "Retraite des Mines", "Informations Employeur",
          "Pour vous connecter à votre espace personnalisé, cliquez sur")
    b.click("Accès à mon espace personnalisé", p.middle).say("Je suis déjà inscrit(e)", "Je ne suis pas encore inscrit(e)")


@probe
def connexion(x):
    b = x.browser()
    p = b.get("/web/employeur/connexion")
    p.say("Retraites et solidarité".upper(), "ACCÈS À MON ESPACE PERSONNALISÉ", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel",
          "Plus d'info ?", "Je suis administrateur", "Je suis utilisateur", "Je ne suis pas encore inscrit(e)", "Je m'inscris",
          "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription", "Inscription d'un administrateur",
          "Inscription d'un utilisateur", "Conditions générales d'utilisation (CGU)", "Poser votre question",
          "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "Pour récupérer votre code identifiant et/ou régénérer un code "
          "confidentiel provisoire, cliquez sur [Codes perdus]", "Codes perdus *")
    p.form("Je valide"), p.form("Demander")
    b.click("Aide à la connexion").say("Se connecter")
    b.get("/web/employeur/connexion")
    b.submit("Demander", {"Votre question": "J'ai perdu un code"}).say("cliquez sur « Codes perdus »")


@probe
def note_codes_perdus(x):
    x.browser().get("/web/employeur/connexion").say(
        "(*) Vous pouvez récupérer vos codes d'accès uniquement :", "si vous vous êtes connecté une 1ère fois et si vous avez choisi la "
        "question secrète et sa réponse", "si l'adresse courriel enregistrée sur votre compte est valide",
        "Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")


@probe
def lien_codes_perdus(x):
    b = x.browser()
    for start in ("/", "/web/employeur/connexion", "/web/employeur/contact"):
        b.get(start)
        b.click("Codes perdus *").say("Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur")


@probe
def etape1(x):
    b = x.step1()
    b.page.say("RETRAITES ET SOLIDARITÉ", "ESPACE PERSONNALISÉ", "Non connecté", "Retour accueil cdc.retraites", "Codes perdus",
               "Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur",
               "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
               "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici", "[annuler]",
               "» Conditions générales d'utilisation", "En fonction de votre situation, cliquez sur l'un des choix")
    b.click("Retour accueil").say("Direction Employeur")
    x.step1(b)
    b.click("Conditions générales d'utilisation", b.page.middle).say("Article 1")


@probe
def choix_utilisateur(x):
    x.step1().page.say("Vous êtes utilisateur sans être administrateur",
                       "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici")


@probe
def choix_administrateur(x):
    b = x.step1()
    x.choose(b, "code confidentiel").say("Regénérer votre code confidentiel")
    x.step1(b)
    x.choose(b, "code identifiant").say("Recherche de votre code identifiant")
    x.step1(b)
    x.choose(b, x.BOTH).say("Recherche de votre code identifiant")


@probe
def annuler_etape1(x):
    b = x.step1()
    b.click("annuler", b.page.middle).say("Je suis déjà inscrit(e)")


@probe
def annuler_etapes_2_3(x):
    b = x.step1()
    x.choose(b, x.BOTH)
    b.click("Annuler", b.page.middle).say("Vous êtes administrateur")
    x.search("IDADM001", b=b)
    b.click("Annuler", b.page.middle).say("Vous êtes administrateur")


@probe
def etape2(x):
    b = x.step1()
    x.choose(b, x.BOTH)
    p = b.page
    p.say("Non connecté", "Recherche de votre code identifiant", "Votre établissement", "Numéro SIRET", "Numéro BCR", "Numéro de contrat",
          "Saisie en majuscules", "Coordonnées professionnelles", "Votre Nom", "Prénom", "Annuler", "* Champs obligatoires",
          "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Complétez les champs obligatoires * puis cliquez sur",
          "Si votre requête n'aboutit pas, vérifiez que", "le n° de BCR ou de contrat est bien saisi en majuscules",
          "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription",
          "vous êtes bien inscrit en tant qu'administrateur pour votre établissement")
    assert set(p.fields(p.form("rechercher"))) == {"Numéro SIRET", "Numéro BCR", "Numéro de contrat", "Votre Nom", "Prénom"}


@probe
def aide_bcr(x):
    b = x.step1()
    x.choose(b, x.BOTH).say("Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre "
                            "identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.")


def mark(form, name):
    label = next(la for la in form.all("label") if "".join(k for k in la.kids if isinstance(k, str)).strip() == name)
    return 1 if label.cls("label-required") else 2 if label.cls("label-required-or") else 0


@probe
def marques(x):
    b = x.step1()
    x.choose(b, x.BOTH)
    form = b.page.form("rechercher")
    want = {"Numéro SIRET": 1, "Numéro BCR": 2, "Numéro de contrat": 2, "Votre Nom": 1, "Prénom": 1}
    got = {k: mark(form, k) for k in want}
    assert got == want, got
    x.step1(b)
    x.choose(b, "code confidentiel")
    form = b.page.form("Générer le code confidentiel")
    assert all(mark(form, k) == 1 for k in ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question", "Réponse"))
    for name in ("required", "required_or"):
        assert b.raw("/espaceperso-theme/images/forms/%s.png" % name).headers["content-type"] == "image/png"


@probe
def recherche_bcr_contrat(x):
    for by in ("bcr", "deux"):
        b = x.search("IDADM002", by=by)
        assert x.found(b), b.page.errors
    b = x.search("IDADM002", by="deux", **{"Numéro de contrat": "CTR9999"})
    assert not x.found(b)


@probe
def recherche_contrat(x):
    b = x.search("IDADM002", by="contrat")
    assert x.found(b), b.page.errors


@probe
def recherche_siret_obligatoire(x):
    b = x.search("IDADM002", **{"Numéro SIRET": ""})
    assert not x.found(b) and b.page.errors


@probe
def recherche_deux_champs(x):
    b = x.search("IDADM002", by="rien")
    assert not x.found(b)
    assert "au moins l'un de ces deux champs" in b.page.errors


@probe
def recherche_obligatoires(x):
    for k in ("Votre Nom", "Prénom"):
        b = x.search("IDADM002", **{k: ""})
        assert not x.found(b) and b.page.errors
        assert b.page.fields(b.page.form("rechercher"))["Numéro BCR"].attrs["value"] == BY_ID["IDADM002"]["bcr"], "saisie perdue"


@probe
def recherche_majuscules(x):
    b = x.search("IDADM002", **{"Numéro BCR": BY_ID["IDADM002"]["bcr"].lower()})
    assert not x.found(b), "BCR en minuscules accepté"
    b = x.search("IDADM002", by="contrat", **{"Numéro de contrat": "ctr0002"})
    assert not x.found(b), "contrat en minuscules accepté"


@probe
def recherche_identite(x):
    a = BY_ID["IDADM002"]
    for k, v in (("Votre Nom", a["last_name"].lower()), ("Prénom", a["first_name"].upper()), ("Votre Nom", "AUTRE"),
                 ("Numéro SIRET", "99999999999999"), ("Numéro BCR", "01ZZZ999")):
        b = x.search("IDADM002", **{k: v})
        assert not x.found(b) and b.page.errors, (k, v)
        b.page.say("Si votre requête n'aboutit pas, vérifiez que")


@probe
def recherche_administrateur(x):
    b = x.search("IDUSR060")
    assert not x.found(b) and b.page.errors, "un utilisateur est trouvé comme administrateur"
    b = x.step1()
    x.choose(b, "code confidentiel")
    if "Générer" in b.page.text:
        b.submit("Générer le code confidentiel", x.values3("IDUSR060"))
        x.refused(b, "IDUSR060")
    b = x.search("IDADM002", x.USER) if "utilisateur sans être" in x.step1().page.text else None
    assert b is None or not x.found(b)


@probe
def premiere_connexion(x):
    for who in ("IDNEW070", "IDNEW071"):
        b = x.search(who)
        assert not x.found(b), who + " est trouvé"
        assert "Demandez à un autre administrateur de votre établissement" in b.page.errors
    b = x.step1()
    x.choose(b, "code confidentiel")
    if "Générer" in b.page.text:
        b.submit("Générer le code confidentiel", x.values3("IDNEW071"))
        x.refused(b, "IDNEW071")


@probe
def courriel_invalide(x):
    b = x.search("IDBAD072")
    assert not x.found(b)
    assert "Demandez à un autre administrateur de votre établissement" in b.page.errors
    b = x.search("IDBAD072", "code identifiant")
    assert not x.found(b)


@probe
def identifiant_seul(x):
    b = x.search("IDADM003", "code identifiant")
    b.page.say("Votre code identifiant est : IDADM003")
    b.click("régénérer le code confidentiel").say("Regénérer votre code confidentiel")
    assert b.page.fields(b.page.form("Générer le code confidentiel"))["Code identifiant"].attrs["value"] == "IDADM003"
    assert not x.sink.to(BY_ID["IDADM003"]["email"])


@probe
def etape3(x):
    b = x.search("IDADM004")
    p = b.page
    p.say("Non connecté", "Retour accueil cdc.retraites", "Regénérer votre code confidentiel",
          'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous '
          "sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", "Votre identifiant est renseigné automatiquement", "Votre Nom",
          "Votre Prénom", "Code identifiant", "Adresse e-mail", "(doit être identique à celle qui est mentionnée sur votre compte)",
          "Sélectionnez la question que vous avez choisie lors de votre inscription :", "Question", "Réponse",
          "Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.",
          "Annuler", "* Champs obligatoires", "» Conditions générales d'utilisation")


@probe
def etape3_identifiant(x):
    b = x.search("IDADM004")
    f = b.page.fields(b.page.form("Générer le code confidentiel"))["Code identifiant"]
    assert f.attrs["value"] == "IDADM004", "identifiant non renseigné"


@probe
def etape3_questions(x):
    b = x.search("IDQUE073")
    options = [o.text for o in b.page.fields(b.page.form("Générer le code confidentiel"))["Question"].all("option") if o.attrs["value"]]
    assert len(options) >= 5 and len(set(options)) == len(options)
    assert BY_ID["IDQUE073"]["question"] in options and BY_ID["IDADM001"]["question"] in options
    b, code, cert = x.recover("IDQUE073")
    assert re.match(r"^[A-Z0-9]{10}$", cert)


@probe
def etape3_obligatoires(x):
    b = x.search("IDADM005")
    for k in ("Votre Nom", "Votre Prénom", "Adresse e-mail", "Réponse"):
        b.submit("Générer le code confidentiel", x.values3("IDADM005", **{k: ""}))
        assert "Ce champ est obligatoire" in b.page.errors, k
    form = b.page.form("Générer le code confidentiel")
    b.submit("Générer le code confidentiel", {k: v for k, v in x.values3("IDADM005").items() if k != "Question"}) \
        if not any("selected" in o.attrs for o in form.all("option")) else None
    b.click("Annuler", b.page.middle)
    x.search("IDADM005", b=b)
    b.submit("Générer le code confidentiel", {k: v for k, v in x.values3("IDADM005").items() if k != "Question"})
    x.refused(b, "IDADM005")


def refused3(x, who, **kw):
    b = x.generate(who, fields=kw)
    x.refused(b, who)


@probe
def etape3_courriel(x):
    refused3(x, "IDADM006", **{"Adresse e-mail": "autre@commune.example"})
    refused3(x, "IDADM006", **{"Adresse e-mail": "idadm006@ailleurs.example"})


@probe
def etape3_question(x):
    refused3(x, "IDADM007", Question="Quel est votre livre préféré ?")


@probe
def etape3_reponse(x):
    refused3(x, "IDADM008", **{"Réponse": "Dupond"})


@probe
def etape3_identite(x):
    refused3(x, "IDADM009", **{"Votre Nom": "AUTRE"})
    refused3(x, "IDADM009", **{"Votre Prénom": "Jean"})
    b = x.step1()
    x.choose(b, "code confidentiel")
    if "Générer" in b.page.text:
        b.submit("Générer le code confidentiel", x.values3("IDADM009", **{"Code identifiant": "IDADM010"}))
        x.refused(b, "IDADM009")
        x.refused(b, "IDADM010")


@probe
def etape3_autre_identifiant(x):
    """l'identifiant renseigné ne se remplace pas par celui d'un autre compte"""
    a = BY_ID["IDADM010"]
    refused3(x, "IDADM009", **{"Code identifiant": "IDADM010", "Votre Nom": a["last_name"], "Votre Prénom": a["first_name"],
                               "Adresse e-mail": a["email"]})
    x.refused(x.browser() and x.generate("IDADM009", fields={"Réponse": "non"}), "IDADM010")


@probe
def etape4(x):
    b, code, cert = x.recover("IDADM011")
    b.page.say("Non connecté", "Régénération du code confidentiel", "Vous recevrez prochainement par courriel votre nouveau code confidentiel, "
               "qui vous sera nécessaire pour vous connecter à nos différents services.", "Veillez noter le code de certification que vous "
               "devrez impérativement saisir lors de votre prochaine connexion :", "Cliquez ici pour entendre la version sonore",
               "» Conditions générales d'utilisation")
    b.page.form("Terminer")
    assert re.match(r"^[A-Z0-9]{10}$", cert), "cadre : " + cert
    assert all(s in (302, 303) for s, _ in b.page.history), b.page.history


@probe
def etape4_important(x):
    b, code, cert = x.recover("IDADM012")
    b.page.say("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, "
               "il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux "
               "de saisie de ce code, vous devrez renouveler votre code confidentiel.")


@probe
def etape4_cadre(x):
    b, code, cert = x.recover("IDADM013")
    assert len(cert) == 10 and cert != code, "le cadre montre le code confidentiel"


@probe
def etape4_recharge(x):
    b, code, cert = x.recover("IDADM014")
    again = x.certificate(b.get(b.page.url))
    assert again == cert, "le code a changé"
    time.sleep(0.15)
    assert len(x.sink.to(BY_ID["IDADM014"]["email"])) <= 1


CLIPS = {}


def reference(char):
    """clip d'un caractère, par espeak-ng, indépendamment du portail (les bouts de silence ôtés)"""
    names = {"B": "bé", "C": "cé", "D": "dé", "F": "effe", "G": "gé", "H": "hache", "J": "ji", "K": "ka", "L": "elle", "M": "emme",
             "N": "enne", "P": "pé", "Q": "ku", "R": "erre", "S": "esse", "T": "té", "V": "vé", "W": "double vé", "X": "ixe",
             "Y": "i grec", "Z": "zède", "2": "deux", "3": "trois", "4": "quatre", "5": "cinq", "6": "six", "7": "sept", "8": "huit",
             "9": "neuf"}
    if char not in CLIPS:
        with tempfile.TemporaryDirectory() as d:
            path = os.path.join(d, "c.wav")
            subprocess.run(["espeak-ng", "-v", "fr", "-s", "130", "-w", path, names.get(char, char.lower())], check=True)
            with wave.open(path, "rb") as w:
                CLIPS[char] = w.readframes(w.getnframes())
    return CLIPS[char]


@probe
def etape4_sonore(x):
    b, code, cert = x.recover("IDADM015")
    if len(cert) != 10:
        return                                          # autre défaut : vu par etape4_cadre
    r = b.raw(b.page.link("version sonore"))
    assert r.status == 200 and r.headers["content-type"].startswith("audio/"), r.status
    with wave.open(io.BytesIO(r.body)) as w:
        frames = w.readframes(w.getnframes())
        rate = w.getframerate()
    parts = [p for p in re.split(b"(?:\0\0){%d,}" % (rate // 3), frames) if len(p) > 400]
    assert len(parts) == 10, "%d sons pour 10 caractères" % len(parts)
    if shutil.which("espeak-ng"):
        for char, part in zip(cert, parts):
            core = part[1000:-1000]
            core = core[:len(core) // 2 * 2]
            assert core in reference(char), "le son de %s n'est pas le bon" % char
    other = x.browser().raw(b.page.link("version sonore"))
    assert other.status == 404, "le son est lisible hors session"


@probe
def etape4_terminer(x):
    b, code, cert = x.recover("IDADM016")
    b.submit("Terminer")
    b.page.say("Je suis déjà inscrit(e)", "Non connecté")
    b.get("/group/espace-personnalise/accueil")
    assert not x.inside(b), "« Terminer » connecte"


@probe
def etape4_apres_terminer(x):
    b, code, cert = x.recover("IDADM017")
    url = b.page.url
    b.submit("Terminer")
    assert cert not in b.get(url).text


@probe
def courriel(x):
    a = BY_ID["IDADM018"]
    start = time.time()
    x.generate("IDADM018")
    mails = x.sink.wait(a["email"])
    assert len(mails) == 1, "%d courriel(s) dans la seconde" % len(mails)
    when, rcpt, m = mails[0]
    assert when - start < 1.5 and rcpt == [a["email"]]
    assert m["From"] == "e-servicesinscription@caissedesdepots.fr" and m["To"] == a["email"] and m["Date"]
    assert m["Subject"] == "Régénération de code confidentiel", m["Subject"]
    lines = [s for s in m.get_body(("plain",)).get_content().splitlines() if s.strip()]
    assert lines[0] == "Votre nouveau code confidentiel est le suivant :" and lines[2:] == [
        "A bientôt sur notre site", "La Direction des Retraites"], lines
    time.sleep(0.3)
    assert len(x.sink.to(a["email"])) == 1


@probe
def courriel_code(x):
    b, code, cert = x.recover("IDADM019")
    if code:
        assert re.match(r"^[A-Z]{5}[0-9]{3}$", code), code


@probe
def prochaine_connexion(x):
    who = "IDADM020"
    b, code, cert = x.recover(who)
    if code is None:
        b.submit("Terminer")
        code = re.search(r"^([A-Z0-9]+)\s*$", x.sink.wait(BY_ID[who]["email"])[0][2].get_body(("plain",)).get_content(), re.M).group(1)
    b = x.login(who, code)
    assert x.asked(b) and not x.inside(b), "certification non demandée : " + b.page.errors
    b.get("/group/espace-personnalise/accueil")
    assert not x.inside(b), "espace ouvert sans certification"
    b.submit("Valider", {"Code de certification": cert})
    assert x.inside(b), b.page.errors
    b.page.say("Bienvenue " + BY_ID[who]["first_name"], who)


@probe
def connexion_suivante(x):
    who = "IDADM021"
    b, code, cert = x.recover(who)
    b = x.login(who, code)
    if x.asked(b):
        b.submit("Valider", {"Code de certification": cert})
    b = x.login(who, code)
    assert x.inside(b), "connexion suivante : certification redemandée"


@probe
def ancien_code(x):
    who = "IDADM022"
    assert x.inside(x.login(who, BY_ID[who]["confidential_code"]))
    x.recover(who)
    b = x.login(who, BY_ID[who]["confidential_code"])
    assert not x.inside(b) and not x.asked(b) and b.page.errors, "l'ancien code ouvre l'espace"


@probe
def trois_essais(x):
    who = "IDADM023"
    b, code, cert = x.recover(who)
    b = x.login(who, code)
    if not x.asked(b):
        return                                          # vu par prochaine_connexion
    for i in (1, 2):
        b.submit("Valider", {"Code de certification": "FAUX%d" % i})
        assert x.asked(b) and b.page.errors, "essai %d" % i
    b.submit("Valider", {"Code de certification": ""})  # une saisie vide n'est pas un essai
    assert x.asked(b)
    b.submit("Valider", {"Code de certification": "FAUX3"})
    assert not x.asked(b), "un quatrième essai est offert"
    assert "vous devez renouveler votre code confidentiel" in b.page.errors.lower(), b.page.errors
    b = x.login(who, code)
    assert not x.asked(b) and not x.inside(b) and "renouveler votre code confidentiel" in b.page.errors


@probe
def deux_essais_puis_bon(x):
    who = "IDADM024"
    b, code, cert = x.recover(who)
    b = x.login(who, code)
    if x.asked(b):
        for i in (1, 2):
            b.submit("Valider", {"Code de certification": "FAUX"})
        b.submit("Valider", {"Code de certification": cert})
    assert x.inside(b), b.page.errors


@probe
def essais_du_compte(x):
    who = "IDADM025"
    b, code, cert = x.recover(who)
    for i in (1, 2, 3):
        b = x.login(who, code)
        if not x.asked(b):
            return
        b.submit("Valider", {"Code de certification": "FAUX"})
    b = x.login(who, code)
    assert not x.asked(b), "les essais repartent de zéro"


@probe
def renouvellement(x):
    who = "IDADM026"
    b, code, cert = x.recover(who)
    b = x.login(who, code)
    for i in range(5):
        if x.asked(b):
            b.submit("Valider", {"Code de certification": "FAUX"})
    b, code2, cert2 = x.recover(who)
    assert cert2 != cert and code2 != code
    b = x.login(who, code)
    assert not x.asked(b) and not x.inside(b)
    b = x.login(who, code2)
    if x.asked(b):
        b.submit("Valider", {"Code de certification": cert2})
    assert x.inside(b), "le code renouvelé est refusé : " + b.page.errors


@probe
def confidentiel_seul(x):
    who = "IDADM027"
    b = x.browser()
    b.get("/web/employeur/connexion")
    b.submit("Je valide", {"Code identifiant": who, "Code confidentiel": "OUBLIE99"})
    assert "Échec de l'authentification" in b.page.errors
    x.step1(b)
    x.choose(b, "code confidentiel")
    assert b.page.fields(b.page.form("Générer le code confidentiel"))["Code identifiant"].attrs["value"] == who
    b.submit("Générer le code confidentiel", x.values3(who)).say("Régénération du code confidentiel")


@probe
def utilisateur(x):
    if "utilisateur sans être" not in x.step1().page.text:
        return                                          # vu par choix_utilisateur
    who = "IDUSR061"
    b, code, cert = x.recover(who, choice=x.USER)
    b = x.login(who, code)
    if x.asked(b):
        b.submit("Valider", {"Code de certification": cert})
    assert x.inside(b)
    b.page.say("Utilisateur")


@probe
def seconde_recherche(x):
    b = x.search("IDADM028")
    x.search("IDADM029", b=b)
    f = b.page.fields(b.page.form("Générer le code confidentiel"))["Code identifiant"]
    assert f.attrs["value"] in ("IDADM029", ""), "identifiant de la première recherche"


@probe
def sessions_separees(x):
    b = x.search("IDADM028")
    url = b.page.url
    p = x.browser().get(url)
    assert "IDADM028" not in p.text + str([n.attrs.get("value") for n in p.root.all("input")]) and p.errors
    c = x.browser()
    c.get("/web/employeur/codes-perdus?p_p_id=codesperdus_WAR_espacepersoportlet&p_p_lifecycle=0&_codesperdus_WAR_espacepersoportlet_mvcPath="
          "%2Fhtml%2Fcodesperdus%2Fcertification.jsp")
    assert not c.page.root.cls("cadre-certification")


@probe
def premiere_question(x):
    """première connexion, question choisie, puis récupération permise ; régénération par un autre administrateur"""
    who = "IDNEW070"
    if x.found(x.search(who)):
        return                                          # vu par premiere_connexion
    b = x.login(who, BY_ID[who]["confidential_code"])
    b.click("choisir ma question")
    b.submit("Enregistrer", {"Question": "Quel est votre livre préféré ?", "Réponse": "Germinal"})
    assert x.found(x.search(who))


@probe
def autre_administrateur(x):
    b = x.login("IDSAM074", BY_ID["IDSAM074"]["confidential_code"])
    b.click("Gestion des comptes")
    b.page.say("IDSAM075")
    b.submit("Régénérer le code confidentiel")
    code = b.page.root.cls("portlet-msg-success")[0].all("strong")[0].text
    b = x.login("IDSAM075", code)
    assert x.inside(b)
    b.click("Mon compte")
    b.submit("Modifier", {"Code confidentiel actuel": code, "Nouveau code confidentiel": "NOUVEAU9", "Confirmation": "NOUVEAU9"})
    b.page.say("Votre code confidentiel a été modifié")
    b.get("/c/portal/logout")
    assert x.inside(x.login("IDSAM075", "NOUVEAU9"))


@probe
def chaque_page(x):
    """login à chaque page, liens vivants, langue, jeton"""
    b = x.browser()
    todo, seen = ["/"], set()
    while todo:
        url = todo.pop()
        key = re.sub(r"p_auth=\w+|redirect=[^&]*", "", url)
        if key in seen or "/c/portal/expire" in url or "p_p_state=pop_up" in url or url.startswith("http"):
            continue
        seen.add(key)
        b.page = None
        p = b.get(url, None)
        if p.status != 200:
            assert "zone-connexion" in url, "%s : %d" % (url, p.status)      # annuler-mort
            continue
        if not p.html:
            continue
        assert p.root.all(id="p_p_id_58_"), "pas de zone de connexion : " + url
        p.link("Codes perdus")
        for n in p.root.all("a"):
            todo.append(n.attrs["href"].split("#")[0] or url)
    assert len(seen) > 45, len(seen)
    e = x.browser()
    e.get("/")
    e.click("English").say("Not signed in", "This content is available in French only")
    e.click("Français").say("Non connecté")
    assert e.get("/web/employeur/rien", 404)
    f = x.search("IDADM030")
    form = f.page.form("Générer le code confidentiel")
    form.attrs["action"] = re.sub(r"p_auth=\w+", "p_auth=faux", form.attrs["action"])
    f.submit("Générer le code confidentiel", {k: v for k, v in x.values3("IDADM030").items() if k != "Question"})
    x.refused(f, "IDADM030")
    assert e.get("/web/employeur/contact?p_p_state=pop_up").say("Par téléphone") is None
    e.get("/web/employeur/recherche?_3_keywords=Ircantec").say("résultat(s)", "Ircantec")


NODE = r"""
const {JSDOM} = require('jsdom');
let s = ''; process.stdin.on('data', d => s += d).on('end', () => {
  const job = JSON.parse(s), out = [];
  const html = job.html.replace(/<script src="\/html\/js\/aui[^>]*><\/script>/, () => '<script>' + job.aui + '</' + 'script>')
                       .replace(/<script src="\/html\/js\/liferay[^>]*><\/script>/, () => '<script>' + job.portal + '</' + 'script>');
  for (const c of job.cases) {
    const dom = new JSDOM(html, {runScripts: 'dangerously', url: 'http://127.0.0.1/'}), d = dom.window.document;
    const run = () => {
      for (const k in c) d.getElementById(k).value = c[k];
      const e = new dom.window.Event('submit', {bubbles: true, cancelable: true});
      d.getElementById(job.form).dispatchEvent(e);
      out.push({stopped: e.defaultPrevented, errors: [...d.querySelectorAll('.form-validator-stack')].map(n => n.textContent)});
      dom.window.close();
      if (out.length === job.cases.length) { console.log(JSON.stringify(out)); process.exit(0); }
    };
    if (d.readyState === 'loading') d.addEventListener('DOMContentLoaded', () => setTimeout(run, 0)); else run();
  }
});
"""


@probe
def scripts(x):
    if not os.path.isdir(os.path.join(ROOT, "node_modules", "jsdom")):
        raise Skip("jsdom absent")
    b = x.step1()
    x.choose(b, x.BOTH)
    fields = {k: f.attrs["id"] for k, f in b.page.fields(b.page.form("rechercher")).items()}
    ok = {"Numéro SIRET": "12345678912345", "Numéro BCR": "01ABC111", "Numéro de contrat": "", "Votre Nom": "DUPONT", "Prénom": "Marcel"}
    cases = [ok, dict(ok, **{"Numéro BCR": "", "Numéro de contrat": "CTR0001"}), dict(ok, **{"Numéro BCR": ""}),
             dict(ok, **{"Numéro SIRET": ""}), dict(ok, **{"Votre Nom": " "}), dict(ok, **{"Numéro SIRET": "123"})]
    out = subprocess.run(["node", "-e", NODE], cwd=ROOT, text=True, capture_output=True, timeout=60, input=json.dumps({
        "html": b.page.html, "aui": b.raw("/html/js/aui/aui-min.js").body.decode(),
        "portal": b.raw("/html/js/liferay/portal.js").body.decode(), "form": b.page.form("rechercher").attrs["id"],
        "cases": [{fields[k]: v for k, v in c.items()} for c in cases]})).stdout
    got = json.loads(out)
    assert [g["stopped"] for g in got] == [False, False, True, True, True, True], got
    assert "au moins l'un de ces deux champs" in got[2]["errors"][0]


class Skip(Exception):
    pass


# défaut → preuves qui doivent tomber
EXPECT = {
    "accueil-bouton-absent": ["accueil"], "lien-codes-perdus-aide": ["lien_codes_perdus"], "note-courriel-absente": ["note_codes_perdus"],
    "choix-utilisateur-absent": ["choix_utilisateur"], "choix-intervertis": ["choix_administrateur"], "annuler-mort": ["annuler_etape1"],
    "bcr-aide-absente": ["aide_bcr"], "siret-sans-marque": ["marques"], "siret-facultatif": ["recherche_siret_obligatoire", "scripts"],
    "ni-bcr-ni-contrat": ["recherche_deux_champs", "scripts"], "contrat-non-reconnu": ["recherche_contrat"],
    "script-bcr-exige": ["scripts"], "bcr-minuscules": ["recherche_majuscules"],
    "utilisateur-comme-administrateur": ["recherche_administrateur"], "premiere-connexion-ignoree": ["premiere_connexion"],
    "courriel-invalide-ignore": ["courriel_invalide"], "identifiant-non-rempli": ["etape3_identifiant"],
    "courriel-non-verifie": ["etape3_courriel"], "question-non-verifiee": ["etape3_question"],
    "reponse-non-verifiee": ["etape3_reponse"], "questions-tronquees": ["etape3_questions"], "cadre-code-confidentiel": ["etape4_cadre"],
    "important-absent": ["etape4_important"], "certification-change-au-rechargement": ["etape4_recharge"],
    "son-incomplet": ["etape4_sonore"], "terminer-connecte": ["etape4_terminer"], "certification-non-demandee": ["prochaine_connexion"],
    "certification-redemandee": ["connexion_suivante"], "certification-cinq-essais": ["trois_essais"],
    "essais-par-session": ["essais_du_compte"], "blocage-definitif": ["renouvellement"], "ancien-code-valable": ["ancien_code"],
    "premiere-recherche-collante": ["seconde_recherche"], "courriel-retarde": ["courriel"],
    "courriel-code-tronque": ["courriel_code", "prochaine_connexion"],
}
# preuves qui tombent aussi, forcément (le parcours est coupé avant elles)
DEPEND = {
    "questions-tronquees": "*", "choix-intervertis": "*", "courriel-code-tronque": "*", "courriel-retarde": "*",
    "identifiant-non-rempli": ["identifiant_seul"], "cadre-code-confidentiel": "*", "choix-utilisateur-absent": "*",
    "lien-codes-perdus-aide": ["chaque_page"], "certification-non-demandee": "*", "blocage-definitif": "*",
    "certification-cinq-essais": ["essais_du_compte"], "premiere-recherche-collante": "*", "contrat-non-reconnu": ["recherche_bcr_contrat"], "reponse-non-verifiee": ["etape3_autre_identifiant"],
    "ancien-code-valable": ["renouvellement"],
}


def v_columns(x):
    ids = [n.attrs["id"] for n in x.browser().get("/").root.cls("portlet-column")]
    return ids == ["column-3", "column-2", "column-1"]


def v_short(x):
    b = x.search("IDADM031")
    return b.page.url.endswith("/-/codesperdus/regeneration/les-deux")


def v_inputs(x):
    b = x.step1()
    x.choose(b, x.BOTH)
    return not b.page.middle.all("button") and bool(b.page.middle.all("input", type="submit", value="rechercher"))


def v_tables(x):
    b = x.step1()
    x.choose(b, x.BOTH)
    return len(b.page.form("rechercher").all("table")) == 2


def v_errors(x):
    b = x.search("IDADM031", **{"Votre Nom": ""})
    return bool(b.page.root.cls("alert-error")) and not b.page.root.cls("form-validator-stack")


def v_order(x):
    b = x.search("IDADM031")
    o = [n.text for n in b.page.fields(b.page.form("Générer le code confidentiel"))["Question"].all("option")][1:]
    return o[0] != "Quel est le nom de jeune fille de votre mère ?"


def v_steps(x):
    b = x.search("IDADM031")
    return [n.text for n in b.page.root.cls("actif")] == ["3. Informations"]


def v_cells(x):
    return len(x.recover("IDADM031")[0].page.root.cls("case")) == 10


def v_names(x):
    b = x.search("IDADM031")
    f = b.page.fields(b.page.form("Générer le code confidentiel"))
    return f["Votre Nom"].attrs["value"] == BY_ID["IDADM031"]["last_name"] and "readonly" not in f["Votre Nom"].attrs


def v_finish(x):
    b, _, _ = x.recover("IDADM031")
    b.submit("Terminer")
    return b.page.url == "/web/employeur/accueil"


def v_html(x):
    x.recover("IDADM031")
    return x.sink.to(BY_ID["IDADM031"]["email"])[0][2].get_content_type() == "multipart/alternative"


def v_player(x):
    b, _, _ = x.recover("IDADM031")
    a = b.page.root.all("audio")
    return len(a) == 1 and b.raw(a[0].attrs["src"]).headers["content-type"].startswith("audio/")


def v_303(x):
    return x.recover("IDADM031")[0].page.history[0][0] == 303


def v_theme(x):
    return b"Georgia" in x.browser().raw("/espaceperso-theme/css/main.css").body


THERE = {"colonnes-inversees": v_columns, "adresses-courtes": v_short, "boutons-input": v_inputs, "formulaires-tableau": v_tables,
         "erreurs-groupees": v_errors, "questions-melangees": v_order, "etapes-numerotees": v_steps, "code-en-cases": v_cells,
         "noms-preremplis": v_names, "terminer-accueil": v_finish, "courriel-html": v_html, "lecteur-audio": v_player,
         "redirection-303": v_303, "theme-sobre": v_theme}


# --- conduite --------------------------------------------------------------------------------------------------------
def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def run(kind, name, work):
    sink, port = Sink(), free_port()
    path = os.path.join(work, "accounts.json")
    args = [os.path.join(ROOT, "start"), "--port", str(port), "--smtp", "127.0.0.1:%d" % sink.port, "--accounts", path]
    if kind:
        args += ["--" + kind, name]
    log = open(os.path.join(work, "%s.log" % (name or "sain")), "wb")
    process = subprocess.Popen(args, cwd="/", stdout=log, stderr=log)
    failed, skipped, there = {}, {}, {}
    try:
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
                break
            except OSError:
                assert process.poll() is None, "start s'est arrêté"
                time.sleep(0.05)
        x = Context(port, sink)
        for key, f in PROBES.items():
            try:
                f(x)
            except Skip as e:
                skipped[key] = str(e)
            except Exception as e:
                failed[key] = "%s: %s" % (type(e).__name__, str(e)[:300])
        if kind != "defect":
            for key, f in THERE.items():
                try:
                    there[key] = bool(f(Context(port, sink)))
                except Exception as e:
                    there[key] = None
                    failed["présence de " + key] = repr(e)[:300]
    finally:
        begin = time.time()
        process.send_signal(signal.SIGTERM)
        process.wait(5)
        if time.time() - begin > 1:
            failed["arrêt"] = "plus d'une seconde"
        sink.socket.close()
        log.close()
    with open(log.name, encoding="utf-8") as handle:
        trace = handle.read()
    if "Traceback" in trace:
        failed["journal"] = trace[-600:]
    return kind, name, failed, skipped, there


def judge(kind, name, failed, skipped, there):
    """→ (bon, texte)"""
    if not kind:
        wrong = [k for k, v in there.items() if v]
        if wrong:
            failed = dict(failed, variations="présentes sur le portail sain : %s" % wrong)
        return not failed, "%d preuves, %d tombées %s %s" % (len(PROBES), len(failed), failed or "", skipped or "")
    if kind == "variation":
        good = not failed and [k for k, v in there.items() if v] == [name]
        return good, ("le guide est tenu, et elle est là" if good else "%s %s" % (failed, there))
    need = [k for k in EXPECT[name] if k not in skipped]
    missing = [k for k in need if k not in failed]
    allowed = DEPEND.get(name, [])
    extra = {k: v for k, v in failed.items() if k not in EXPECT[name] and allowed != "*" and k not in allowed}
    if "journal" in failed or "arrêt" in failed:
        extra = failed
    if not need:
        return True, "non vérifiable ici (%s)" % skipped
    return not missing and not extra, "%s%s%s" % ("; ".join("%s (%s)" % (k, failed[k][:110]) for k in need if k in failed),
                                                  " ; NON VU : %s" % missing if missing else "", " ; EN TROP : %s" % extra if extra else "")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--only", nargs="*", default=None)
    parser.add_argument("--jobs", type=int, default=2)
    args = parser.parse_args()
    with open(os.path.join(ROOT, "defects.json"), encoding="utf-8") as f:
        defects = json.load(f)
    with open(os.path.join(ROOT, "variations.json"), encoding="utf-8") as f:
        variations = json.load(f)
    assert 25 <= len(defects) <= 35 and 10 <= len(variations) <= 14
    assert all(set(d) == {"name", "says", "does"} for d in defects) and all(set(v) == {"name", "does"} for v in variations)
    assert {d["name"] for d in defects} == set(EXPECT) and {v["name"] for v in variations} == set(THERE)
    jobs = [(None, None)] + [("defect", d["name"]) for d in defects] + [("variation", v["name"]) for v in variations]
    if args.only is not None:
        jobs = [j for j in jobs if j[1] is None or j[1] in args.only]
    bad = 0
    with tempfile.TemporaryDirectory() as work, ThreadPoolExecutor(args.jobs) as pool:
        with open(os.path.join(work, "accounts.json"), "w", encoding="utf-8") as f:
            json.dump(ACCOUNTS, f, ensure_ascii=False)
        for result in pool.map(lambda j: run(j[0], j[1], work), jobs):
            good, words = judge(*result)
            bad += not good
            print("%s %-9s %-38s %s" % ("ok " if good else "NON", result[0] or "sain", result[1] or "", words), flush=True)
    print("%d portail(s) démarré(s), %d mauvais" % (len(jobs), bad))
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
