"""Proof by a browser: the clean portal keeps the guide; each defect and each variation is really there.

    python check.py                     everything
    python check.py clean               the clean portal only
    python check.py defects [NAME...]   the defects (all or those named)
    python check.py variations [NAME...]

Needs playwright for Python; the browser is $CHROMIUM or the first chromium on the path.
"""
import contextlib
import email
import email.policy
import json
import os
import pathlib
import re
import shutil
import socket
import socketserver
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request

from playwright.sync_api import Error, sync_playwright

HERE = pathlib.Path(__file__).resolve().parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE / "portal"))
import changes  # noqa: E402
from server import spell  # noqa: E402

CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"))), None)
MAIDEN = "Quel est le nom de jeune fille de votre mère ?"


def account(number, last, first, siret="12345678912345", bcr="01ABC111", contract="CTR0001", role="administrator", **more):
    return dict({"identifier": "IDENT%04d" % number, "confidential_code": "ABCD%04d" % number, "role": role,
                 "last_name": last, "first_name": first, "email": "agent%d@commune.example" % number, "siret": siret,
                 "bcr": bcr, "contract": contract, "question": MAIDEN, "answer": "Durand", "first_login_done": True,
                 "email_valid": True}, **more)


ACCOUNTS = [
    account(1, "DUPONT", "Marcel"),
    account(2, "LE GOFF", "Élise", siret="98765432100011", bcr="02XYZ222", contract="CTR0002",
            question="Quelle est la couleur de votre premier vélo ?", answer="Bleu|vert \\ gris"),
    account(3, "PETIT", "Jean", role="user"),
    account(4, "MOREAU", "Anne", first_login_done=False),
    account(5, "GARNIER", "Luc", email_valid=False),
    account(6, "DUPONT", "Paul", email="paul@commune.example"),
]
DUPONT, LEGOFF, PETIT, MOREAU, GARNIER, PAUL = ACCOUNTS


# ---- mailbox and portal -------------------------------------------------------------------------
class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        def say(text):
            self.wfile.write(text.encode() + b"\r\n")
        say("220 check")
        to = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"RCPT":
                to.append(line.decode().split("<")[1].split(">")[0])
            if verb == b"DATA":
                say("354 go")
                data = b""
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    data += line[1:] if line.startswith(b".") else line
                self.server.mails.append((to, email.message_from_bytes(data, policy=email.policy.default)))
                to = []
            say("221 bye" if verb == b"QUIT" else "250 ok")
            if verb == b"QUIT":
                return


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Portal:
    """One running portal, its mailbox, its visitors."""

    def __init__(self, browser, *options):
        self.browser = browser
        self.smtp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp)
        self.smtp.daemon_threads, self.smtp.mails = True, []
        threading.Thread(target=self.smtp.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True).start()
        self.mails = self.smtp.mails
        self.codes = {a["identifier"]: a["confidential_code"] for a in ACCOUNTS}
        port = free_port()
        self.base = "http://127.0.0.1:%d" % port
        self.folder = tempfile.TemporaryDirectory()
        file = pathlib.Path(self.folder.name) / "accounts.json"
        file.write_text(json.dumps(ACCOUNTS), "utf-8")
        self.process = subprocess.Popen([str(HERE / "start"), "--port", str(port), "--smtp",
                                         "127.0.0.1:%d" % self.smtp.server_address[1], "--accounts", str(file), *options])
        for _ in range(100):
            with contextlib.suppress(OSError):
                return urllib.request.urlopen(self.base).close()
            time.sleep(0.1)
        raise AssertionError("the portal did not start")

    def close(self):
        self.process.terminate()
        began = time.time()
        self.process.wait(5)
        assert time.time() - began < 1, "ends on SIGTERM within a second"
        self.smtp.shutdown()
        self.smtp.server_close()
        self.folder.cleanup()

    @contextlib.contextmanager
    def visitor(self, token=None):
        context = self.browser.new_context()
        visitor = Visitor(self, context)
        try:
            if token is not None:
                visitor.open(token)
            yield visitor
            assert not visitor.errors, visitor.errors
        finally:
            context.close()


def squeeze(text):
    return " ".join(text.split())


class Visitor:
    def __init__(self, portal, context):
        self.portal, self.page = portal, context.new_page()
        self.page.set_default_timeout(3000)
        self.errors, self.under_way, self.last = [], 0, time.time()
        for event, step in (("request", 1), ("requestfinished", -1), ("requestfailed", -1)):
            self.page.on(event, lambda request, step=step: request.url.endswith("/dispatch") and self.count(step))
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))

    def open(self, token=""):
        self.page.goto("about:blank")
        self.page.goto(self.portal.base + "/retraites/Portail.html#" + token)
        self.page.wait_for_selector("#loading", state="detached", timeout=6000)
        self.settle()

    def settle(self):
        """Until no request has been under way for a moment."""
        for _ in range(60):
            self.page.wait_for_timeout(50)
            if not self.under_way and time.time() - self.last > 0.13:
                break
        self.page.wait_for_function("""() => !document.querySelector('.x-mask') &&
            document.querySelector('.x-status-text') && document.querySelector('.x-status-text').innerText === 'Prêt'""")

    def count(self, step):
        self.under_way, self.last = self.under_way + step, time.time()

    def text(self):
        return squeeze(self.page.inner_text("body"))

    def sees(self, *texts):
        for _ in range(10):
            there = self.text()
            if all(text in there for text in texts):
                return
            self.page.wait_for_timeout(100)
        for text in texts:
            assert text in there, "not on the page: " + text

    def lacks(self, *texts):
        there = self.text()
        for text in texts:
            assert text not in there, "on the page: " + text

    def click(self, text, nth=0):
        found = [a for a in self.page.locator("a.x-link").all() if squeeze(a.inner_text()) == text]
        assert len(found) > nth, "no link " + text
        found[nth].click()
        self.settle()

    def press(self, text):
        found = [b for b in self.page.locator(".x-btn").all() if squeeze(b.inner_text()) == text]
        assert found, "no button " + text
        found[-1].click()
        self.settle()

    def rows(self):
        out = {}
        for row in self.page.locator(".x-form-item").all():
            label = squeeze(row.locator(".x-form-item-label").inner_text())
            out[label.replace("*", "").replace(":", "").strip()] = (label, row)
        return out

    def fill(self, **values):
        for _ in range(10):
            if len(rows := self.rows()) >= len(values):
                break
            self.page.wait_for_timeout(100)
        for name, value in values.items():
            label = LABELS[name]
            label = label if isinstance(label, str) else next((x for x in label if x in rows), label[0])
            assert label in rows, "no field " + label
            box = rows[label][1].locator("input")
            if name == "question":
                if value:
                    self.choose(box, value)
            elif box.get_attribute("readonly") is None:
                box.fill(value)

    def choose(self, box, value):
        box.click()
        items = self.page.locator(".x-combo-list-item")
        texts = items.all_inner_texts()
        assert value in texts, "question not offered: " + value
        items.nth(texts.index(value)).click()

    def refusal(self):
        """The text of the refusal, its window closed; None where there is none."""
        self.settle()
        boxes = self.page.locator(".x-window .ext-mb-text, .x-form-errors")
        if not boxes.count():
            return None
        text = squeeze(boxes.last.inner_text())
        if self.page.locator(".x-window").count():
            self.press("OK")
        return text

    # journeys
    def login(self, who, code=None):
        self.open("connexion")
        self.fill(identifier=who["identifier"], code=code or self.portal.codes[who["identifier"]])
        self.press("Je valide")

    def certify(self, code):
        self.fill(certification=code)
        self.press("Valider")

    def inside(self):
        return "Bienvenue dans votre espace personnalisé" in self.text()

    def begin(self, choice):
        self.open("codes-perdus")
        self.click("cliquez ici", choice)

    def search(self, who, choice=2, **other):
        values = {n: who[n] for n in ("siret", "bcr", "contract", "last_name", "first_name")}
        self.begin(choice)
        self.fill(**dict(values, **other))
        self.press("rechercher")

    def regenerate(self, who, choice=0, **other):
        values = {n: who[n] for n in ("last_name", "first_name", "identifier", "email", "question", "answer")}
        if choice == 2:
            self.search(who)
        else:
            self.begin(0)
        self.fill(**dict(values, **other))
        self.press("Générer le code confidentiel")

    def renew(self, who, choice=0):
        """A whole regeneration: (confidential code by mail, certification code on screen)."""
        before = len(self.portal.mails)
        self.regenerate(who, choice)
        self.sees("Régénération du code confidentiel")
        shown = squeeze(self.page.inner_text(".x-code"))
        assert len(self.portal.mails) == before + 1, "one mail"
        code = mailed_code(self.portal.mails[-1][1])
        self.portal.codes[who["identifier"]] = code
        return code, shown


LABELS = {"siret": "Numéro SIRET", "bcr": "Numéro BCR", "contract": "Numéro de contrat", "last_name": "Votre Nom",
          "first_name": ("Votre Prénom", "Prénom"), "identifier": "Code identifiant", "code": "Code confidentiel",
          "email": "Adresse e-mail", "question": "Question", "answer": "Réponse", "certification": "Code de certification"}


def mailed_code(message):
    body = message.get_body(("plain",)).get_content()
    found = re.search(r"est le suivant :\s+([A-Z0-9]{8})\s", body)
    assert found, "no code in " + body
    return found[1]


# ---- the guide, facet by facet ------------------------------------------------------------------
def home(portal):
    page = urllib.request.urlopen(portal.base + "/").read().decode()
    assert "Chargement…" in page
    with portal.visitor("") as v:
        v.sees("Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "connecter à votre espace personnalisé, cliquez sur",
               "Imprimer A⁻ A⁺", "Accueil", "Changer de profil", "Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC", "Votre actualité",
               "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)", "23/09/2010", "En savoir +",
               "Campagne DAI 2010 : incidence du projet de réforme des retraites", "RECHERCHER SUR LE SITE :", "Tapez un mot-clé, une",
               "Liens utiles", "Forum Retraite 2010 : les actes et les vidéos en ligne", "Informations générales",
               "Actualités de la Direction des Retraites", "Présentation de la Direction des retraites", "Études et Documentations",
               "Espace presse", "Droit à l'information sur la retraite", "Liste des régimes et fonds", "CNRACL", "FIPHFP", "FSPOEIE",
               "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds", "Informations Employeur")
        v.lacks("Chargement…")
        v.click("CNRACL")
        v.sees("Caisse nationale de retraites")
        v.click("Accueil")
        v.page.fill("[name=mot]", "handicap")
        v.press("OK")
        v.sees("Résultats de la recherche", "FIPHFP")
        v.click("Accueil")
        v.press("Accès à mon espace personnalisé")
        v.sees("Je suis déjà inscrit(e)")


def login_page(portal):
    with portal.visitor("connexion") as v:
        v.sees("ACCÈS À MON ESPACE PERSONNALISÉ", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide",
               "Codes perdus *", "Aide à la connexion", "Plus d'info ?", "Je suis administrateur", "Je suis utilisateur",
               "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Présentation de l'espace personnalisé",
               "Démonstration vidéo de l'inscription", "Inscription d'un administrateur", "Inscription d'un utilisateur",
               "Conditions générales d'utilisation (CGU)", "Poser votre question",
               "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "Demander")
        v.press("Demander")
        assert v.refusal()
        v.click("Codes perdus *")
        v.sees("Vous avez perdu votre code confidentiel ou votre code identifiant")


def conditions(portal):
    with portal.visitor("connexion") as v:
        v.sees("(*) Vous pouvez récupérer vos codes d'accès uniquement :",
               "si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse",
               "si l'adresse courriel enregistrée sur votre compte est valide",
               "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")


def step1(portal):
    with portal.visitor("codes-perdus") as v:
        v.sees("RETRAITES ET SOLIDARITÉ", "ESPACE PERSONNALISÉ", "Codes perdus", "Vous êtes administrateur",
               "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
               "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici",
               "Vous êtes utilisateur sans être administrateur",
               "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici", "[annuler]")
        for nth, title in enumerate(("Regénérer votre code confidentiel", "Recherche de votre code identifiant",
                                     "Recherche de votre code identifiant", "adressez-vous à l'administrateur")):
            v.begin(nth)
            v.sees(title)
        v.open("codes-perdus")
        v.click("annuler")
        v.sees("Je suis déjà inscrit(e)")
        v.open("codes-perdus")
        v.click("Retour accueil cdc.retraites")
        v.sees("Votre actualité")


def not_connected(portal):
    with portal.visitor("codes-perdus") as v:
        v.sees("Non connecté")
        v.begin(2)
        v.sees("Non connecté")


def cgu(portal):
    with portal.visitor("codes-perdus") as v:
        v.click("Conditions générales d'utilisation")
        v.sees("Article 1 - Objet")


def marks(portal):
    with portal.visitor() as v:
        v.begin(2)
        v.sees("Votre établissement", "Saisie en majuscules", "Coordonnées professionnelles", "* Champs obligatoires",
               "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "exemple 01ABC111",
               "» Conditions générales d'utilisation")
        labels = [label for label, _ in v.rows().values()]
        for label in ("Numéro SIRET * :", "Numéro BCR ** :", "Numéro de contrat ** :", "Votre Nom * :", "Prénom * :"):
            assert label in labels, label
        v.press("Annuler")
        v.sees("Vous êtes administrateur")


def search_accepts(portal):
    with portal.visitor() as v:
        for choice in (1, 2):
            for other in ({}, {"contract": ""}, {"bcr": ""}, {"siret": " 123 456 789 12345"}):
                v.search(DUPONT, choice, **other)
                assert v.refusal() is None, other
                v.sees("Votre code identifiant est : IDENT0001" if choice == 1 else "Regénérer votre code confidentiel")


def refused(portal, who, **other):
    with portal.visitor() as v:
        v.search(who, **other)
        text = v.refusal()
        v.lacks("Regénérer votre code confidentiel")
        assert text, "no word of refusal"
        v.sees("Recherche de votre code identifiant")
        return text


def search_mandatory(portal):
    for name in ("siret", "last_name", "first_name"):
        assert "champs obligatoires" in refused(portal, DUPONT, **{name: ""}), name


def search_numbers(portal):
    assert "au moins l'un de ces deux champs" in refused(portal, DUPONT, bcr="", contract="")


def search_match(portal):
    for other in ({"siret": "12345678912346"}, {"bcr": "01ABC112"}, {"contract": "CTR0009"}, {"last_name": "DURAND"}, {"first_name": "Marc"}):
        text = refused(portal, DUPONT, **other)
        assert "est bien saisi en majuscules" in text and "inscrit en tant qu'administrateur" in text, text


def search_case(portal):
    for other in ({"bcr": "01abc111"}, {"bcr": "", "contract": "ctr0001"}, {"last_name": "Dupont"}, {"first_name": "marcel"}):
        refused(portal, DUPONT, **other)


def search_user(portal):
    refused(portal, PETIT)


def search_never(portal):
    refused(portal, MOREAU)


def search_bad_address(portal):
    refused(portal, GARNIER)


def step3_page(portal):
    with portal.visitor() as v:
        v.search(PAUL)
        v.sees("Regénérer votre code confidentiel", 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel"',
               "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.",
               "(doit être identique à celle qui est mentionnée sur votre compte)",
               "Sélectionnez la question que vous avez choisie lors de votre inscription :", "Générer le code confidentiel", "Annuler",
               "* Champs obligatoires", "» Conditions générales d'utilisation")
        labels = [label for label, _ in v.rows().values()]
        for label in ("Votre Nom * :", "Votre Prénom * :", "Code identifiant * :", "Adresse e-mail * :", "Question * :", "Réponse * :"):
            assert label in labels, label


def prefilled(portal):
    with portal.visitor() as v:
        v.search(PAUL)
        assert v.rows()["Code identifiant"][1].locator("input").input_value() == PAUL["identifier"]
        v.sees("Votre identifiant est renseigné automatiquement")


def questions(portal):
    with portal.visitor() as v:
        v.begin(0)
        v.rows()["Question"][1].locator("input").click()
        offered = v.page.locator(".x-combo-list-item").all_inner_texts()
        assert len(offered) >= 5 and {a["question"] for a in ACCOUNTS} <= set(offered), offered


def step3_refusals(portal):
    before = len(portal.mails)
    with portal.visitor() as v:
        for other in ({"last_name": "DUPOND"}, {"first_name": "marcel"}, {"identifier": "IDENT0006"}, {"identifier": "IDENT0099"}, {"answer": "Durant"},
                      {"email": "marcel@autre.example"}, {"question": LEGOFF["question"]}, {"answer": ""}, {"email": ""}, {"question": ""}):
            v.regenerate(DUPONT, **other)
            v.lacks("Régénération du code confidentiel")
            assert v.refusal(), "no word of refusal"
        for who in (PETIT, MOREAU, GARNIER):
            v.regenerate(who)
            v.lacks("Régénération du code confidentiel")
            assert v.refusal(), who
        v.login(DUPONT)
        assert v.inside(), "the code is unchanged"
    assert len(portal.mails) == before


def step3_cancel(portal):
    before = len(portal.mails)
    with portal.visitor() as v:
        v.begin(0)
        v.fill(**{n: DUPONT[n] for n in ("last_name", "first_name", "identifier", "email", "question", "answer")})
        v.press("Annuler")
        v.sees("Vous êtes administrateur")
    assert len(portal.mails) == before


def step4(portal):
    with portal.visitor() as v:
        code, shown = v.renew(LEGOFF, 2)
        v.sees("Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.",
               "Veuillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :",
               "(Cliquez ici pour entendre la version sonore)", "» Conditions générales d'utilisation", "Non connecté")
        assert shown and shown != code
        v.press("Terminer")
        v.lacks(shown, "Régénération du code confidentiel")
        v.open("code-confidentiel/etape-4")
        v.lacks(shown, "Régénération du code confidentiel")


def important(portal):
    with portal.visitor() as v:
        v.renew(DUPONT)
        v.sees("Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, "
               "il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux "
               "de saisie de ce code, vous devrez renouveler votre code confidentiel.")


def codes_change(portal):
    with portal.visitor() as v:
        one, two = v.renew(DUPONT), v.renew(DUPONT)
        assert one[0] != two[0] and one[1] != two[1]


def heard(v):
    sound = v.page.context.request.get(v.portal.base + v.page.locator("a.x-link", has_text="version sonore").get_attribute("href"))
    assert sound.status == 200 and sound.headers["content-type"] == "audio/wav", sound.status
    return sound.body()


def sound(portal):
    with portal.visitor() as v:
        _, shown = v.renew(DUPONT)
        assert heard(v) == spell(shown), "the sound spells another code"
        v.page.on("popup", lambda page: page.close())
        v.click("(Cliquez ici pour entendre la version sonore)")
    with portal.visitor("") as v:
        assert v.page.context.request.get(portal.base + "/retraites/espace/sonore.wav").status == 404


def sound_of_two(portal):
    with portal.visitor() as v, portal.visitor() as w:
        _, one = v.renew(DUPONT)
        _, two = w.renew(PAUL)
        assert heard(v) == spell(one) and heard(w) == spell(two), "the sound spells another code"


def mail(portal):
    with portal.visitor() as v:
        code, shown = v.renew(DUPONT)
        to, message = portal.mails[-1]
        assert to == [DUPONT["email"]] and [a.addr_spec for a in message["To"].addresses] == to
        assert message["Subject"] == "Régénération de code confidentiel", message["Subject"]
        assert message["From"].addresses[0].addr_spec == "e-servicesinscription@caissedesdepots.fr", message["From"]
        text = squeeze(message.get_body(("plain",)).get_content())
        assert text == ("Votre nouveau code confidentiel est le suivant : %s A bientôt sur notre site La Direction des Retraites" % code), text
        assert shown not in message.as_string()


def next_login(portal):
    with portal.visitor() as v:
        old = portal.codes[DUPONT["identifier"]]
        code, shown = v.renew(DUPONT)
        v.login(DUPONT, old)
        assert v.refusal() and not v.inside(), "the old code still works"
        v.login(DUPONT)
        assert not v.inside(), "the certification code is not asked"
        v.sees("Code de certification * :")
        v.open("espace/accueil")
        assert not v.inside()
        v.login(DUPONT)
        v.certify(shown)
        assert v.inside()
        v.sees("Connecté : Marcel DUPONT")
        v.click("Déconnexion")
        v.sees("Je suis déjà inscrit(e)", "Non connecté")
        v.login(DUPONT)
        assert v.inside(), "the certification code is asked again"


def tries(portal):
    with portal.visitor() as v:
        code, shown = v.renew(PAUL)
        v.login(PAUL)
        for wrong in ("AAAAAAAAAA", code):
            v.certify(wrong)
            assert v.refusal() and not v.inside()
        v.certify(shown)
        assert v.inside(), "two failures are allowed"


def lock(portal):
    with portal.visitor() as v:
        code, shown = v.renew(PAUL)
        v.login(PAUL)
        v.certify("AAAAAAAAAA")
        assert v.refusal()
        with portal.visitor() as w:
            w.login(PAUL)
            w.certify("BBBBBBBBBB")
            assert w.refusal()
            w.certify("CCCCCCCCCC")
            assert "renouveler votre code confidentiel" in w.refusal()
            w.login(PAUL)
            if "Code de certification" in w.text():
                w.certify(shown)
            assert not w.inside(), "the code still works after three failures"
            assert "renouveler votre code confidentiel" in (w.refusal() or "")
            _, shown = w.renew(PAUL)
            w.login(PAUL)
            w.certify(shown)
            assert w.inside()


def plain_login(portal):
    with portal.visitor() as v:
        v.login(LEGOFF, "ABCD0009")
        assert v.refusal() and not v.inside()
        for who in (LEGOFF, PETIT, GARNIER):
            v.login(who)
            assert v.inside(), who
        v.open("espace/accueil")
        assert v.inside()
        v.click("Déconnexion")
        v.open("espace/accueil")
        assert not v.inside()


def order(portal):
    """No step of the wizard opens out of its turn."""
    with portal.visitor("") as v:
        for token in ("identifiants/etape-3", "identifiants/etape-4", "code-confidentiel/etape-4", "identifiant/resultat"):
            v.open(token)
            v.sees("Vous avez perdu votre code confidentiel ou votre code identifiant")


def first_login(portal):
    """Once the secret question is chosen, the codes can be recovered (last: it changes the account)."""
    with portal.visitor() as v:
        v.login(MOREAU)
        assert v.inside()
        v.fill(question=MAIDEN, answer="Durand")
        v.press("Enregistrer")
        assert v.refusal()
        v.renew(MOREAU, 2)


FACETS = [home, login_page, conditions, step1, not_connected, cgu, marks, search_accepts, search_mandatory, search_numbers, search_match,
          search_case, search_user, search_never, search_bad_address, step3_page, prefilled, questions, step3_refusals, step3_cancel,
          plain_login, step4, important, codes_change, sound, sound_of_two, mail, next_login, tries, lock, order, first_login]

DEFECTS = {
    "lost-link-missing": login_page, "address-condition-missing": conditions, "both-codes-choice-missing": step1,
    "choices-crossed": step1, "siret-star-missing": marks, "contract-mark-missing": marks, "important-missing": important,
    "cgu-dead": cgu, "shown-as-connected": not_connected, "siret-ignored": search_match, "numbers-optional": search_numbers,
    "both-numbers-needed": search_accepts, "first-name-optional": search_mandatory, "case-ignored": search_case,
    "user-accepted": search_user, "never-connected-accepted": search_never, "bad-address-accepted": search_bad_address,
    "refusal-silent": search_match, "identifier-empty": prefilled, "first-name-field-missing": step3_page,
    "maiden-question-missing": questions, "answer-ignored": step3_refusals, "mail-to-typed-address": step3_refusals,
    "cancel-generates": step3_cancel, "certification-constant": codes_change, "sound-missing": sound, "sound-shortened": sound,
    "sound-of-another-visitor": sound_of_two, "mail-sender": mail, "mail-carries-certification": mail, "old-code-kept": next_login,
    "certification-not-asked": next_login, "tries-unlimited": lock, "lock-forgotten": lock, "certification-asked-again": next_login,
}


# ---- the variations -----------------------------------------------------------------------------
def probe(name, portal):
    with portal.visitor("") as v:
        if name == "labels-above":
            v.begin(2)
            return v.page.locator("td.x-form-element > div.x-form-item-label").count() == 5
        if name == "buttons-of-divs":
            v.begin(2)
            return v.page.locator("button").count() == 0 and v.page.locator(".x-btn div.x-btn-text").count() == 2
        if name == "refusals-in-the-page":
            v.search(DUPONT, bcr="", contract="")
            return v.page.locator(".x-form-errors").count() == 1 and v.page.locator(".x-window").count() == 0
        if name == "slow-splash":
            v.page.goto(portal.base + "/")
            v.page.wait_for_timeout(1000)
            return "Chargement…" in v.text()
        if name == "mail-with-html":
            v.renew(DUPONT)
            return "<b>" in portal.mails[-1][1].get_body(("html",)).get_content()
        if name == "mail-to-with-name":
            v.renew(DUPONT)
            return portal.mails[-1][1]["To"].addresses[0].display_name == "Marcel DUPONT"
        if name == "finish-to-home":
            v.renew(DUPONT)
            v.press("Terminer")
            return "RECHERCHER SUR LE SITE" in v.text()
        if name == "person-first":
            v.begin(2)
            return list(v.rows())[0] == "Votre Nom"
        if name == "certification-of-digits":
            return re.fullmatch(r"\d{8}", v.renew(DUPONT)[1])
        if name == "bang-tokens":
            v.press("Accès à mon espace personnalisé")
            return v.page.url.endswith("#!connexion")
        if name == "gray-theme-random-ids":
            return v.page.locator("[id^=x-auto-]").count() and not v.page.locator("[id^=ext-comp-]").count() and \
                "85, 85, 85" in v.page.eval_on_selector(".x-north", "n => getComputedStyle(n).backgroundColor")
        if name == "sound-opened-by-link":
            v.renew(DUPONT)
            v.page.on("popup", lambda page: page.close())
            v.click("(Cliquez ici pour entendre la version sonore)")
            return v.page.locator("audio").count() == 0
        if name == "identifier-as-text":
            v.search(PAUL)
            return v.page.inner_text(".x-form-display-field") == PAUL["identifier"]
    raise KeyError(name)


def failures(portal, facets):
    out = []
    for facet in facets:
        try:
            facet(portal)
        except (AssertionError, Error) as error:
            out.append("%s: %s" % (facet.__name__, str(error).split("\n")[0] or "assertion"))
    return out


def main():
    what, names = (sys.argv[1] if len(sys.argv) > 1 else "all"), sys.argv[2:]
    declared = {kind: [x["name"] for x in json.loads((HERE / (kind + ".json")).read_text("utf-8"))] for kind in ("defects", "variations")}
    assert set(declared["defects"]) == set(changes.DEFECTS) == set(DEFECTS) and 25 <= len(DEFECTS) <= 35
    assert set(declared["variations"]) == set(changes.VARIATIONS) and 10 <= len(changes.VARIATIONS) <= 14
    bad = 0

    def tell(good, name, more):
        nonlocal bad
        bad += not good
        print("%s %s %s" % ("ok  " if good else "FAIL", name, more), flush=True)

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])

        def run(facets, *options, **kw):
            portal = Portal(browser, *options)
            try:
                return failures(portal, facets), kw.get("probe") and probe(kw["probe"], portal)
            finally:
                portal.close()
        if what in ("all", "clean"):
            found, _ = run([f for f in FACETS if not names or f.__name__ in names])
            tell(not found, "clean", "%d facets %s" % (len(FACETS), found))
            assert not any(probe_alone(run, name) for name in changes.VARIATIONS) or bad
        if what in ("all", "defects"):
            for name in names or declared["defects"]:
                found, _ = run([DEFECTS[name]], "--defect", name)
                tell(len(found) == 1, "defect " + name, found)
        if what in ("all", "variations"):
            for name in names or declared["variations"]:
                found, there = run(FACETS, "--variation", name, probe=name)
                tell(not found and there, "variation " + name, "%s %s" % ("there" if there else "NOT THERE", found))
        browser.close()
    print("%d failure(s)" % bad)
    sys.exit(bad > 0)


def probe_alone(run, name):
    """On the clean portal no variation is seen."""
    try:
        there = run([], probe=name)[1]
    except (Error, AttributeError):
        there = False
    if there:
        print("FAIL the clean portal has the variation", name)
    return there


main()
