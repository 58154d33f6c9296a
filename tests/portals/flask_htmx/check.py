#!/usr/bin/env python3
"""Proof that the portal keeps the guide, and that each defect and each variation is really there.

    ./check.py              everything
    ./check.py NAME ...     only these: "clean", defects, variations

Every check runs against the clean portal, each variation (all must pass) and each defect (exactly the checks named in
BREAKS must fail). A variation is proved by an observation that differs from the clean portal's.
"""
import array
import email
import email.policy
import html.parser
import http.cookiejar
import io
import itertools
import json
import os
import pathlib
import re
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

HERE = pathlib.Path(__file__).resolve().parent
VOID = {"br", "hr", "img", "input", "link", "meta"}
QUESTION = "Quel est le nom de jeune fille de votre mère ?"
CODE = re.compile(r"[A-Z]{5}[0-9]{3}")


# Mail

class Sink(socketserver.ThreadingTCPServer):
    daemon_threads = allow_reuse_address = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Conversation)
        self.mails, self.refusing = [], False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Conversation(socketserver.StreamRequestHandler):
    def say(self, line):
        self.wfile.write(line.encode() + b"\r\n")

    def handle(self):
        self.say("220 sink")
        recipients = []
        for line in self.rfile:
            verb = line.strip().upper()
            if verb.startswith(b"RCPT"):
                recipients.append(line.decode().split("<")[1].split(">")[0])
            if verb == b"DATA" and not self.server.refusing:
                self.say("354 go on")
                raw = b"".join(iter(self.rfile.readline, b".\r\n"))
                self.server.mails.append((recipients, email.message_from_bytes(raw, policy=email.policy.default)))
            if verb == b"QUIT":
                return self.say("221 bye")
            self.say("451 refused" if self.server.refusing and verb.startswith(b"MAIL") else "250 ok")


# Pages

class Node:
    def __init__(self, tag, attrs=(), parent=None):
        self.tag, self.attrs, self.parent, self.children = tag, dict(attrs), parent, []

    def all(self, *tags):
        for child in self.children:
            if isinstance(child, Node):
                if child.tag in tags or not tags:
                    yield child
                yield from child.all(*tags)

    def by_id(self, name):
        return next((node for node in self.all() if node.attrs.get("id") == name), None)

    def up(self, *tags):
        node = self
        while node and node.tag not in tags:
            node = node.parent
        return node

    def inherited(self, name):
        node = self
        while node and name not in node.attrs:
            node = node.parent
        return node.attrs[name] if node else None

    def text(self):
        return " ".join("".join(self.pieces()).split())

    def pieces(self):
        for child in self.children:
            if isinstance(child, str):
                yield child
            elif child.tag not in ("script", "style", "title"):
                yield from child.pieces()
                yield " " if child.tag in ("br", "p", "li", "td", "div", "h1", "h2", "h3", "option", "label") else ""


class Builder(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.root = self.here = Node("root")

    def handle_starttag(self, tag, attrs):
        node = Node(tag, attrs, self.here)
        self.here.children.append(node)
        if tag not in VOID:
            self.here = node

    def handle_endtag(self, tag):
        node = self.here.up(tag)
        assert node, f"</{tag}> closes nothing"
        assert node is self.here, f"<{self.here.tag}> is left open at </{tag}>"
        self.here = node.parent

    def handle_data(self, data):
        self.here.children.append(data)


def parse(text):
    builder = Builder()
    builder.feed(text)
    assert builder.here is builder.root, f"<{builder.here.tag}> is left open"
    return builder.root


class Visitor:
    """A browser that swaps fragments as htmx does."""

    def __init__(self, portal):
        self.portal, self.modal, self.address = portal, None, portal.root
        jar = http.cookiejar.CookieJar()
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        self.load("/")

    def request(self, address, data=None, fragment=False):
        address = urllib.parse.urljoin(self.address, address)
        request = urllib.request.Request(address, headers={"HX-Request": "true"} if fragment else {})
        if data is not None:
            request.data = urllib.parse.urlencode(data).encode()
        try:
            answer = self.opener.open(request, timeout=10)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            body = answer.read()
        if answer.status in (200, 422) and "html" in answer.headers["Content-Type"]:
            return answer, parse(body.decode("utf-8"))
        return answer, body

    def load(self, address):
        answer, page = self.request(address)
        assert answer.status in (200, 422), f"{address}: {answer.status}"
        self.address = answer.url
        self.step = page.by_id("etape")
        assert self.step, "no page around the step"
        return self

    def swap(self, node, address, data=None):
        answer, page = self.request(address, data, True)
        assert answer.status in (200, 422), f"{address}: {answer.status}"
        if node.inherited("hx-target") == "#infos-texte":
            self.modal = page
            return self
        page.tag = "main"
        page.attrs.update({"id": "etape", "hx-target": "this"})
        self.step = page
        pushed = answer.headers["HX-Push-Url"] or (address if node.attrs.get("hx-push-url") else None)
        if pushed:
            self.address = urllib.parse.urljoin(self.address, pushed)
        return self

    def find(self, words, nth=0):
        found = [node for node in self.step.all("a", "button") if node.text() == words]
        assert len(found) > nth, f"« {words} » is not on « {self.title} »"
        return found[nth]

    def click(self, words, nth=0):
        node = self.find(words, nth)
        if node.tag == "button" and node.attrs.get("type") != "button":
            return self.submit(node.up("form"))
        if "hx-get" in node.attrs:
            return self.swap(node, node.attrs["hx-get"])
        return self.load(node.attrs["href"])

    def data(self, form):
        values = {}
        for node in form.all("input", "select"):
            if node.tag == "select":
                chosen = [option for option in node.all("option") if "selected" in option.attrs] or list(node.all("option"))
                values[node.attrs["name"]] = chosen[0].attrs.get("value", chosen[0].text())
            else:
                values[node.attrs["name"]] = node.attrs.get("value", "")
        return values

    def submit(self, form, **changes):
        data = {**self.data(form), **changes}
        if "hx-get" in form.attrs:
            return self.swap(form, form.attrs["hx-get"] + "?" + urllib.parse.urlencode(data))
        return self.swap(form, form.attrs["hx-post"], data)

    def labels(self):
        return [label.text() for label in self.step.all("label")]

    def control(self, label):
        for node in self.step.all("label"):
            if re.sub(r"[ *:]+$", "", node.text()) == label:
                return self.step.by_id(node.attrs["for"])
        raise AssertionError(f"no field « {label} » on « {self.title} »")

    def fill(self, **values):
        for label, value in values.items():
            node = self.control(LABELS[label])
            if node.tag == "select":
                options = {option.text(): option for option in node.all("option")}
                for option in options.values():
                    option.attrs.pop("selected", None)
                if value:
                    options[value].attrs["selected"] = ""
            elif "readonly" not in node.attrs:
                node.attrs["value"] = value
        return self

    @property
    def title(self):
        return next((node.text() for node in self.step.all("h1")), "?")

    @property
    def text(self):
        return self.step.text()

    def marked(self, name):
        return [node.text() for node in self.step.all() if name in node.attrs.get("class", "").split()]

    def refused(self):
        return bool(self.marked("alert-danger") or self.marked("invalid-feedback"))


LABELS = {"siret": "Numéro SIRET", "bcr": "Numéro BCR", "contract": "Numéro de contrat", "last": "Votre Nom",
          "first": "Prénom", "own_first": "Votre Prénom", "identifier": "Code identifiant", "email": "Adresse e-mail",
          "question": "Question", "answer": "Réponse", "code": "Code confidentiel",
          "certification": "Code de certification"}


# The portal under test

class Portal:
    def __init__(self, *options):
        self.sink = Sink()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.root = f"http://127.0.0.1:{port}/"
        self.accounts, self.fresh = make_accounts(), itertools.count()
        self.file = tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8")
        json.dump(list(self.accounts.values()), self.file, ensure_ascii=False)
        self.file.flush()
        command = [str(HERE / "start"), "--port", str(port), "--smtp", "127.0.0.1:%d" % self.sink.server_address[1],
                   "--accounts", self.file.name, *options]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                return
            except OSError:
                assert self.process.poll() is None, "the portal ended"
                time.sleep(0.05)
        raise AssertionError("the portal does not answer")

    def stop(self):
        begun = time.time()
        self.process.terminate()
        try:
            self.process.wait(5)
        finally:
            self.process.kill()
        self.sink.shutdown()
        self.sink.server_close()
        self.file.close()
        assert time.time() - begun < 1, "slow to end"

    def account(self):
        """An administrator whom no other check has used."""
        return dict(self.accounts["IDENT%04d" % next(self.fresh)])

    def mails(self):
        taken, self.sink.mails = self.sink.mails, []
        return taken


def make_accounts():
    def account(identifier, number, **changes):
        return {"identifier": identifier, "confidential_code": "ABCD%04d" % number, "role": "administrator",
                "last_name": "DUPONT", "first_name": "Marcel", "email": f"marcel.{number}@commune.example",
                "siret": "%014d" % (12345678900000 + number), "bcr": "01ABC%03d" % number, "contract": "CTR%04d" % number,
                "question": QUESTION, "answer": "Durand", "first_login_done": True, "email_valid": True, **changes}
    accounts = [account("IDENT%04d" % number, number) for number in range(60)]
    accounts += [account("SIMPLE001", 901, role="user", first_name="Zoé", question="Votre couleur préférée ?"),
                 account("NOUVEAU01", 902, first_login_done=False, question="", answer=""),
                 account("ADRESSE01", 903, email_valid=False),
                 account("SANSCTR01", 904, contract="")]
    return {entry["identifier"]: entry for entry in accounts}


# What a visitor does

BOTH, IDENTIFIER, CONFIDENTIAL, USER = 2, 1, 0, 3


def lost(portal, which, visitor=None):
    visitor = visitor or Visitor(portal)
    visitor.load("/").click("Accès à mon espace personnalisé").click("Codes perdus *")
    return visitor.click("cliquez ici", which)


def searched(portal, account, which=BOTH, visitor=None, **changes):
    visitor = lost(portal, which, visitor)
    visitor.fill(**{"siret": account["siret"], "bcr": account["bcr"], "contract": account["contract"],
                    "last": account["last_name"], "first": account["first_name"], **changes})
    return visitor.click("rechercher")


def filled(portal, account, visitor=None, **changes):
    """The third step, filled in for somebody who knows the identifier."""
    return fill_third_step(lost(portal, CONFIDENTIAL, visitor), account, **changes)


def fill_third_step(visitor, account, **changes):
    return visitor.fill(**{"last": account["last_name"], "own_first": account["first_name"], "email": account["email"],
                           "identifier": account["identifier"], "question": account["question"],
                           "answer": account["answer"], **changes})


def generated(portal, account, visitor=None, **changes):
    return filled(portal, account, visitor, **changes).click("Générer le code confidentiel")


def renewed(portal, account, visitor=None):
    """Takes new codes; the confidential one comes back in the account, the certification code as the result."""
    portal.mails()
    visitor = generated(portal, account, visitor)
    mails = portal.mails()
    assert len(mails) == 1, f"{len(mails)} mails: {visitor.text}"
    account["confidential_code"] = CODE.search(plain(mails[0][1])).group()
    return shown_code(visitor)


def shown_code(visitor):
    codes = visitor.marked("code")
    assert len(codes) == 1 and re.fullmatch(r"[A-Z0-9]{10}", codes[0]), f"codes shown: {codes}"
    return codes[0]


def plain(mail):
    return mail.get_body(("plain",)).get_content()


def login(portal, account, visitor=None, code=None):
    visitor = (visitor or Visitor(portal)).load("/").click("Accès à mon espace personnalisé")
    return visitor.fill(identifier=account["identifier"], code=code or account["confidential_code"]).click("Je valide")


def certify(visitor, code):
    return visitor.fill(certification=code).click("Je valide")


def inside(visitor):
    return "Bienvenue" in visitor.text and "Non connecté" not in visitor.text


def hear(visitor):
    """The code that the sound says, and the silence between characters."""
    answer, body = visitor.request(visitor.find("(Cliquez ici pour entendre la version sonore)").attrs["href"])
    assert answer.status == 200 and "wav" in answer.headers["Content-Type"], "no sound"
    with wave.open(io.BytesIO(body)) as sound:
        rate, samples = sound.getframerate(), sound.readframes(sound.getnframes())
    clips = {}
    for path in (HERE / "clips").glob("*.wav"):
        with wave.open(str(path)) as clip:
            clips[path.stem] = clip.readframes(clip.getnframes())
    for gap in (0.3, 0.9):
        silence, position, code = bytes(2 * int(rate * gap)), 0, ""
        while position < len(samples):
            said = next((name for name, clip in clips.items() if samples.startswith(clip + silence, position)), None)
            if not said:
                break
            code += said
            position += len(clips[said] + silence)
        else:
            return code, gap
    raise AssertionError("the sound cannot be told")


def has(visitor, *sentences):
    for sentence in sentences:
        assert sentence in visitor.text, f"« {sentence} » is not on « {visitor.title} »"


def expect(condition, message):
    assert condition, message


# The checks

CHECKS = {}


def check(function):
    CHECKS[function.__name__] = function
    return function


@check
def home(portal):
    visitor = Visitor(portal)
    has(visitor, "Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Imprimer", "A⁻", "A⁺", "Accueil",
        "Changer de profil", "Vous êtes", "EMPLOYEUR", "ACTIF", "RETRAITÉ", "AUTRE PUBLIC", "Votre actualité",
        "RECHERCHER SUR LE SITE :", "Liens utiles", "En savoir +", "Informations générales", "Espace presse",
        "Liste des régimes et fonds", "FSPOEIE", "SASPA", "Informations Employeur",
        "Pour vous connecter à votre espace personnalisé, cliquez sur Accès à mon espace personnalisé")
    for words in ("En savoir +", "Accueil", "EMPLOYEUR"):
        visitor.load("/").click(words)


@check
def login_window(portal):
    visitor = Visitor(portal).click("Accès à mon espace personnalisé")
    has(visitor, "Je suis déjà inscrit(e)", "Je ne suis pas encore inscrit(e)", "Plus d'info ?", "Non connecté",
        "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "(*) Vous pouvez récupérer vos codes d'accès uniquement :",
        "si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse",
        "si l'adresse courriel enregistrée sur votre compte est valide",
        "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")
    for words in ("Aide à la connexion", "Je suis administrateur", "Je suis utilisateur", "Je m'inscris",
                  "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription",
                  "Inscription d'un administrateur", "Inscription d'un utilisateur",
                  "Conditions générales d'utilisation (CGU)", "Demander"):
        visitor.modal = None
        visitor.click(words)
        expect(visitor.modal, f"« {words} » opens nothing")
    expect(visitor.control("Code confidentiel").attrs["type"] == "password", "the code can be read")
    visitor.click("Codes perdus *")
    expect(visitor.title == "Codes perdus", visitor.title)


@check
def first_step(portal):
    visitor = Visitor(portal).click("Accès à mon espace personnalisé").click("Codes perdus *")
    has(visitor, "RETRAITES ET SOLIDARITÉ", "ESPACE PERSONNALISÉ", "Non connecté",
        "Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur",
        "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
        "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici",
        "Vous êtes utilisateur sans être administrateur",
        "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici", "[annuler]")
    visitor.click("annuler")
    has(visitor, "Je suis déjà inscrit(e)")
    visitor.click("Codes perdus *").click("Retour accueil cdc.retraites")
    has(visitor, "Votre actualité")


@check
def links_of_first_step(portal):
    wanted = {CONFIDENTIAL: "Regénérer votre code confidentiel", IDENTIFIER: "Recherche de votre code identifiant",
              BOTH: "Recherche de votre code identifiant", USER: "Recherche de votre code identifiant"}
    for which, title in wanted.items():
        visitor = lost(portal, which)
        expect(visitor.title == title, f"link {which}: {visitor.title}")


@check
def terms(portal):
    account = portal.account()
    stages = [Visitor(portal).click("Accès à mon espace personnalisé").click("Codes perdus *"), lost(portal, BOTH),
              lost(portal, CONFIDENTIAL), generated(portal, account)]
    for visitor in stages:
        visitor.modal = None
        visitor.click("Conditions générales d'utilisation")
        expect(visitor.modal and "Conditions générales d'utilisation" in visitor.modal.text(), "no terms")


@check
def second_step(portal):
    visitor = lost(portal, BOTH)
    has(visitor, "Non connecté", "Votre établissement", "Coordonnées professionnelles", "Saisie en majuscules", "* Champs obligatoires",
        "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification "
        "(exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.",
        "Si votre requête n'aboutit pas, vérifiez que :", "le n° de BCR ou de contrat est bien saisi en majuscules,",
        "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
        "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.")
    visitor.find("rechercher")
    visitor.click("Annuler")
    expect(visitor.title in ("Codes perdus", "Accès à mon espace personnalisé"), visitor.title)


@check
def marks_of_second_step(portal):
    expect(lost(portal, BOTH).labels() == ["Numéro SIRET * :", "Numéro BCR ** :", "Numéro de contrat ** :",
                                           "Votre Nom * :", "Prénom * :"], "labels or marks")


@check
def note_of_second_step(portal):
    has(lost(portal, BOTH), "** Vous devez obligatoirement compléter au moins l'un de ces deux champs")


@check
def search_mandatory(portal):
    account = portal.account()
    for name in ("siret", "last", "first"):
        visitor = searched(portal, account, **{name: ""})
        expect(visitor.refused() and "obligatoire" in visitor.text, f"{name} may be left out")
        expect(visitor.control("Numéro BCR").attrs["value"] == account["bcr"], "what was typed is lost")


@check
def search_exact(portal):
    account = portal.account()
    for changes in ({"siret": "99999999999999"}, {"siret": "123"}, {"bcr": "01ABC999"}, {"contract": "CTR9999"},
                    {"bcr": account["bcr"][:-1]}, {"last": "Dupont"}, {"last": "DUPON"}, {"first": "marcel"},
                    {"contract": account["contract"].lower(), "bcr": ""}):
        visitor = searched(portal, account, **changes)
        expect(visitor.refused() and visitor.title == "Recherche de votre code identifiant", f"accepted: {changes}")


@check
def search_bcr_capitals(portal):
    account = portal.account()
    visitor = searched(portal, account, bcr=account["bcr"].lower(), contract="")
    expect(visitor.refused(), "lower case accepted")
    has(visitor, "le n° de BCR ou de contrat est bien saisi en majuscules,")


@check
def search_by_bcr_alone(portal):
    for account in (portal.account(), portal.accounts["SANSCTR01"]):
        visitor = searched(portal, account, contract="")
        expect(visitor.title == "Regénérer votre code confidentiel", visitor.text)


@check
def search_by_contract_alone(portal):
    visitor = searched(portal, portal.account(), bcr="")
    expect(visitor.title == "Regénérer votre code confidentiel", visitor.text)


@check
def search_without_either(portal):
    expect(searched(portal, portal.account(), bcr="", contract="").refused(), "neither is needed")


@check
def search_administrators_only(portal):
    user = portal.accounts["SIMPLE001"]
    for which in (IDENTIFIER, BOTH):
        expect(searched(portal, user, which).refused(), "a user passes for an administrator")


@check
def user_path(portal):
    user = dict(portal.accounts["SIMPLE001"])
    expect(searched(portal, portal.account(), USER).refused(), "an administrator passes for a user")
    expect(generated(portal, user).refused(), "a user passes by the administrator's form")
    visitor = searched(portal, user, USER)
    portal.mails()
    fill_third_step(visitor, user).click("Générer le code confidentiel")
    shown_code(visitor)
    expect([mail[0] for mail in portal.mails()] == [[user["email"]]], "mail of the user")


@check
def no_first_login(portal):
    for which in (IDENTIFIER, BOTH):
        visitor = searched(portal, portal.accounts["NOUVEAU01"], which)
        expect(visitor.refused(), "codes without a first login")
        has(visitor, "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")


@check
def invalid_address(portal):
    account = portal.accounts["ADRESSE01"]
    for visitor in (searched(portal, account, IDENTIFIER), searched(portal, account), generated(portal, account)):
        expect(visitor.refused(), "codes for an invalid address")
    expect(not portal.mails(), "a mail left")


@check
def identifier_alone(portal):
    account = portal.account()
    portal.mails()
    visitor = searched(portal, account, IDENTIFIER)
    has(visitor, account["identifier"])
    expect(not portal.mails() and inside(login(portal, account)), "the codes changed")


@check
def third_step(portal):
    visitor = searched(portal, portal.account())
    has(visitor, 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau '
        "code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", "Non connecté",
        "(doit être identique à celle qui est mentionnée sur votre compte)", "* Champs obligatoires",
        "Sélectionnez la question que vous avez choisie lors de votre inscription :")
    expect(visitor.labels() == ["Votre Nom * :", "Votre Prénom * :", "Code identifiant * :", "Adresse e-mail * :",
                                "Question * :", "Réponse * :"], "labels or marks")
    questions = [option.text() for option in visitor.control("Question").all("option")][1:]
    expect(len(set(questions)) == len(questions) >= 5, "too few questions, or one twice")
    expect({QUESTION, "Votre couleur préférée ?"} <= set(questions), "a question of an account is missing")
    visitor.find("Générer le code confidentiel")
    visitor.find("Annuler")


@check
def identifier_filled_in(portal):
    account = portal.account()
    visitor = searched(portal, account)
    expect(visitor.control("Code identifiant").attrs["value"] == account["identifier"], "not filled in")


@check
def identifier_not_kept(portal):
    visitor = searched(portal, portal.account()).click("Annuler")
    visitor = visitor if visitor.title == "Codes perdus" else visitor.click("Codes perdus *")
    visitor.click("cliquez ici", CONFIDENTIAL)
    expect(visitor.control("Code identifiant").attrs["value"] == "", "the earlier identifier is still there")
    visitor = lost(portal, CONFIDENTIAL, searched(portal, portal.account(), visitor=visitor))
    expect(visitor.control("Code identifiant").attrs["value"] == "", "the earlier identifier is still there")


@check
def renewal_mandatory(portal):
    account = portal.account()
    for name in ("last", "own_first", "identifier", "email", "question", "answer"):
        visitor = generated(portal, account, **{name: ""})
        expect(visitor.refused() and "obligatoire" in visitor.text, f"{name} may be left out")
    expect(not portal.mails(), "a mail left")


def stays(portal, account, *attempts):
    portal.mails()
    for changes in attempts:
        visitor = generated(portal, account, **changes)
        expect(visitor.refused() and visitor.title == "Regénérer votre code confidentiel", f"accepted: {changes}")
    expect(not portal.mails(), "a mail left")
    expect(inside(login(portal, account)), "the code changed")


@check
def renewal_names(portal):
    stays(portal, portal.account(), {"last": "Dupont"}, {"own_first": "Marc"}, {"identifier": "IDENT"}, {"identifier": "INCONNU"})


@check
def renewal_email(portal):
    account = portal.account()
    name = account["email"].split("@")[0]
    stays(portal, account, {"email": f"{name}@ailleurs.example"}, {"email": name}, {"email": account["email"] + "x"})


@check
def renewal_answer(portal):
    stays(portal, portal.account(), {"answer": "Dur"}, {"answer": "Durands"}, {"answer": "Martin"}, {"answer": "D"})


@check
def renewal_question(portal):
    stays(portal, portal.account(), {"question": "Votre couleur préférée ?"})


@check
def cancelled(portal):
    account = portal.account()
    portal.mails()
    visitor = filled(portal, account).click("Annuler")
    expect(not portal.mails(), "a mail left")
    expect(visitor.title in ("Codes perdus", "Accès à mon espace personnalisé"), visitor.title)
    expect(inside(login(portal, account)), "the code changed")


@check
def fourth_step(portal):
    visitor = generated(portal, portal.account())
    expect(visitor.title == "Régénération du code confidentiel", visitor.title)
    has(visitor, "Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous "
        "connecter à nos différents services.", "Veuillez noter le code de certification que vous devrez impérativement saisir "
        "lors de votre prochaine connexion :", "Important : Vous devez impérativement noter le code qui s'affiche dans ce "
        "cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion.",
        "Non connecté", "(Cliquez ici pour entendre la version sonore)")
    mail = portal.mails()[-1][1]
    expect(CODE.search(plain(mail)).group() not in visitor.text, "the confidential code is shown")
    code = shown_code(visitor)
    expect(shown_code(visitor.load(visitor.address)) == code, "reloading changes the code")
    visitor.click("Terminer")
    expect(code not in visitor.text, "the code is still shown")
    visitor.load("/").click("Accès à mon espace personnalisé")


@check
def warning_of_fourth_step(portal):
    has(generated(portal, portal.account()), "Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie "
        "de ce code, vous devrez renouveler votre code confidentiel.")


@check
def mail_sent(portal):
    account = portal.account()
    portal.mails()
    visitor = searched(portal, account)
    fill_third_step(visitor, account).click("Générer le code confidentiel")
    mails = portal.mails()
    expect(len(mails) == 1, f"{len(mails)} mails")
    recipients, mail = mails[0]
    expect(recipients == [account["email"]] and mail["To"] == account["email"], "recipient")
    expect(mail["From"] == "e-servicesinscription@caissedesdepots.fr" and not mail["Cc"] and mail["Date"], "header")
    code = CODE.search(plain(mail)).group()
    expect(code != account["confidential_code"] and inside(certify(login(portal, account, code=code), shown_code(visitor))),
           "the code of the mail does not open")


@check
def mail_subject(portal):
    portal.mails()
    generated(portal, portal.account())
    expect(portal.mails()[0][1]["Subject"] == "Régénération de code confidentiel", "subject")


@check
def mail_body(portal):
    portal.mails()
    generated(portal, portal.account())
    lines = [line.strip() for line in plain(portal.mails()[0][1]).splitlines() if line.strip()]
    expect(len(lines) == 4 and CODE.fullmatch(lines.pop(1)), f"lines: {lines}")
    expect(lines == ["Votre nouveau code confidentiel est le suivant :", "A bientôt sur notre site", "La Direction des Retraites"],
           f"lines: {lines}")


@check
def mail_refused(portal):
    account = portal.account()
    portal.sink.refusing = True
    try:
        visitor = generated(portal, account)
    finally:
        portal.sink.refusing = False
    expect(visitor.refused() and inside(login(portal, account)), "codes changed without a mail")


@check
def sent_twice(portal):
    account = portal.account()
    portal.mails()
    visitor = filled(portal, account)
    form = visitor.find("Générer le code confidentiel").up("form")
    code = shown_code(visitor.submit(form))
    again = shown_code(visitor.submit(form))
    mails = portal.mails()
    expect(len(mails) == 1, f"{len(mails)} mails")
    account["confidential_code"] = CODE.search(plain(mails[0][1])).group()
    expect(code == again and inside(certify(login(portal, account), code)), "codes of the second sending")


@check
def sound(portal):
    visitor = generated(portal, portal.account())
    expect(hear(visitor)[0] == shown_code(visitor), "the sound says another code")


@check
def sound_of_later_code(portal):
    visitor = generated(portal, portal.account())
    generated(portal, portal.account(), visitor)
    expect(hear(visitor)[0] == shown_code(visitor), "the sound says an earlier code")


@check
def wrong_login(portal):
    account = portal.account()
    for code in ("ABCD", account["confidential_code"].lower(), account["confidential_code"] + "1"):
        expect(login(portal, account, code=code).refused(), f"{code} opens")
    visitor = login(portal, account)
    expect(inside(visitor), "the right code does not open")
    visitor.click("Se déconnecter")
    has(visitor, "Non connecté")


@check
def certification_once(portal):
    account = portal.account()
    code = renewed(portal, account)
    visitor = login(portal, account)
    expect(not inside(visitor), "no certification code is asked for")
    visitor.load("/").click("Accès à mon espace personnalisé")
    expect(not inside(visitor), "going round the certification code")
    visitor = certify(login(portal, account), code)
    expect(inside(visitor), visitor.text)
    expect(inside(login(portal, account)), "asked for again")


@check
def certification_in_same_visit(portal):
    account = portal.account()
    visitor = Visitor(portal)
    code = renewed(portal, account, visitor)
    visitor = login(portal, account, visitor.click("Terminer"))
    expect(not inside(visitor), "no certification code is asked for")
    expect(inside(certify(visitor, code)), "refused")


@check
def two_failures(portal):
    account = portal.account()
    code = renewed(portal, account)
    visitor = login(portal, account)
    for wrong in (code[:-1], code + "X"):
        certify(visitor, wrong)
        expect(visitor.refused() and not inside(visitor), "accepted")
    expect(inside(certify(visitor, code)), "refused after two failures")


def fails(visitor, count):
    for _ in range(count):
        certify(visitor, "FAUX")
    return visitor


@check
def three_failures(portal):
    account = portal.account()
    code = renewed(portal, account)
    has(fails(login(portal, account), 3), "renouveler votre code confidentiel", "Je suis déjà inscrit(e)")
    has(login(portal, account), "renouveler votre code confidentiel", "Je suis déjà inscrit(e)")
    code = renewed(portal, account)
    expect(inside(certify(login(portal, account), code)), "no way in after renewal")


@check
def failures_add_up(portal):
    account = portal.account()
    renewed(portal, account)
    fails(login(portal, account), 2)
    has(fails(login(portal, account), 1), "Je suis déjà inscrit(e)", "renouveler votre code confidentiel")


@check
def failures_start_anew(portal):
    account = portal.account()
    renewed(portal, account)
    fails(login(portal, account), 2)
    code = renewed(portal, account)
    expect(inside(certify(fails(login(portal, account), 2), code)), "earlier failures count")


@check
def earlier_code(portal):
    account = portal.account()
    first = account["confidential_code"]
    renewed(portal, account)
    second = account["confidential_code"]
    renewed(portal, account)
    for code in (first, second):
        visitor = login(portal, account, code=code)
        expect(visitor.refused() and "Je suis déjà inscrit(e)" in visitor.text, "an earlier code opens")


@check
def earlier_certification(portal):
    account = portal.account()
    earlier = renewed(portal, account)
    later = renewed(portal, account)
    visitor = certify(login(portal, account), earlier)
    expect(not inside(visitor) and inside(certify(visitor, later)), "an earlier certification code opens")


@check
def forgery(portal):
    visitor = filled(portal, portal.account())
    portal.mails()
    form = visitor.find("Générer le code confidentiel").up("form")
    visitor.submit(form, csrf="")
    expect(visitor.refused() and not portal.mails(), "a forged form is taken")


@check
def steps_in_order(portal):
    visitor = searched(portal, portal.account())
    generation = visitor.step.all("form")
    form = next(generation)
    portal.mails()
    stranger = lost(portal, BOTH)
    token = stranger.data(stranger.find("rechercher").up("form"))["csrf"]
    stranger.submit(form, csrf=token)
    expect(stranger.refused() and not portal.mails(), "the third step without the second")


# Observations: what each variation changes

def cancelled_to(portal):
    return lost(portal, BOTH).click("Annuler").title


def finished_to(portal):
    return generated(portal, portal.account()).click("Terminer").title


def spaced_siret(portal):
    account = portal.account()
    number = account["siret"]
    return searched(portal, account, siret=f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}").refused()


def places_of_refusal(portal):
    visitor = searched(portal, portal.account(), siret="")
    return bool(visitor.marked("alert-danger")), bool(visitor.marked("invalid-feedback"))


def questions_sorted(portal):
    questions = [option.text() for option in lost(portal, CONFIDENTIAL).control("Question").all("option")][1:]
    return questions == sorted(questions), len(questions)


def certification_digits(portal):
    return all(shown_code(generated(portal, portal.account())).isdigit() for _ in range(2))


def help_dialogs(portal):
    return len(list(lost(portal, BOTH).step.all("dialog")))


def start_of_addresses(portal):
    return urllib.parse.urlsplit(lost(portal, BOTH).address).path


def mail_kind(portal):
    portal.mails()
    generated(portal, portal.account())
    return portal.mails()[0][1].get_content_type()


def silence(portal):
    return hear(generated(portal, portal.account()))[1]


def name_filled_in(portal):
    return searched(portal, portal.account()).control("Votre Nom").attrs["value"]


VARIES = {
    "siret-espaces": (spaced_siret, True, False),
    "refus-en-haut": (places_of_refusal, (False, True), (True, False)),
    "terminer-accueil": (finished_to, "Accès à mon espace personnalisé", "Votre actualité"),
    "annuler-connexion": (cancelled_to, "Codes perdus", "Accès à mon espace personnalisé"),
    "questions-triees": (questions_sorted, (False, 7), (True, 9)),
    "certification-chiffres": (certification_digits, False, True),
    "aide-visible": (help_dialogs, 2, 0),
    "adresses": (start_of_addresses, "/codes-perdus/les-deux-codes", "/employeurs/codes-perdus/les-deux-codes"),
    "mail-html": (mail_kind, "text/plain", "multipart/alternative"),
    "son-lent": (silence, 0.3, 0.9),
    "nom-prerempli": (name_filled_in, "", "DUPONT"),
}

BREAKS = {
    "lien-identifiant": {"links_of_first_step", "search_administrators_only", "no_first_login", "invalid_address", "identifier_alone"},
    "lien-cgu": {"terms"},
    "marque-prenom": {"marks_of_second_step"},
    "legende-etape2": {"note_of_second_step"},
    "avertissement-essais": {"warning_of_fourth_step"},
    "bcr-casse": {"search_bcr_capitals"},
    "contrat-seul": {"search_by_contract_alone"},
    "siret-seul": {"search_without_either"},
    "utilisateur-admin": {"search_administrators_only"},
    "premiere-connexion": {"no_first_login"},
    "courriel-invalide": {"invalid_address"},
    "identifiant-vide": {"identifier_filled_in"},
    "session-precedente": {"identifier_not_kept"},
    "reponse-partielle": {"renewal_answer"},
    "question-ignoree": {"renewal_question"},
    "courriel-domaine": {"renewal_email"},
    "annuler-etape3": {"cancelled", "identifier_not_kept"},
    "mail-sujet": {"mail_subject"},
    "mail-certification": {"mail_body"},
    "mail-double": {"sent_twice"},
    "son-precedent": {"sound_of_later_code"},
    "certification-oubliee": {"certification_in_same_visit"},
    "essais-connexion": {"failures_add_up"},
    "essais-cumules": {"failures_start_anew"},
    "ancien-code": {"earlier_code"},
    "ancienne-certification": {"earlier_certification"},
}


def failures(portal):
    told = {}
    for name, function in CHECKS.items():
        try:
            function(portal)
        except AssertionError as reason:
            told[name] = str(reason)
    return told


def run(name, options, wanted, observation=None):
    portal = Portal(*options)
    try:
        told = failures(portal)
        seen = observation[0](portal) if observation else None
    finally:
        portal.stop()
    good = set(told) == wanted and (not observation or seen == observation[1])
    print("ok  " if good else "BAD ", name, "" if good else json.dumps(told, ensure_ascii=False), "" if good else seen, flush=True)
    return good


def main():
    names = {kind: [entry["name"] for entry in json.loads((HERE / f"{kind}s.json").read_text(encoding="utf-8"))]
             for kind in ("defect", "variation")}
    assert names["defect"] == list(BREAKS) and names["variation"] == list(VARIES), "the lists differ"
    chosen = sys.argv[1:] or ["clean", *BREAKS, *VARIES]
    good = True
    if "clean" in chosen:
        good &= run("clean", [], set())
    if "clean" in chosen or set(chosen) & set(VARIES):
        portal = Portal()
        for name, (observe, clean, varied) in VARIES.items():
            seen = observe(portal)
            if seen != clean:
                print("BAD ", f"clean portal, {name}: {seen}")
                good = False
        portal.stop()
    for name in BREAKS:
        if name in chosen:
            good &= run(name, ["--defect", name], BREAKS[name])
    for name, (observe, clean, varied) in VARIES.items():
        if name in chosen:
            good &= run(name, ["--variation", name], set(), (observe, varied))
    print("all good" if good else "something is wrong", f"({len(CHECKS)} checks)")
    sys.exit(not good)


if __name__ == "__main__":
    main()
