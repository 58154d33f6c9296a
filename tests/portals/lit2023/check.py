#!/usr/bin/env python3
"""Proof of the portal with a browser: ./check.py [defect or variation names]
The clean portal keeps the guide; each defect makes its own test fail; each variation is visible and breaks none of the tests."""
import email, email.policy, json, os, shutil, socket, socketserver, subprocess, sys, tempfile, threading, time, urllib.request

HERE = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(HERE, ".venv", "bin", "python")
if os.path.exists(VENV) and not sys.prefix.startswith(os.path.join(HERE, ".venv")):
    os.execv(VENV, [VENV, os.path.abspath(__file__), *sys.argv[1:]])
from playwright.sync_api import sync_playwright

Q = "Quel est le nom de jeune fille de votre mère ?"
base = dict(identifier="IDENT0001", confidential_code="ABCD1234", role="administrator", last_name="DUPONT", first_name="Marcel", email="marcel.dupont@commune.example", siret="12345678912345", bcr="01ABC111",
            contract="CTR0001", question=Q, answer="Durand", first_login_done=True, email_valid=True)
ACCOUNTS = [base, dict(base, identifier="IDENT0002", confidential_code="WXYZ5678", role="user", last_name="MARTIN", first_name="Anne", email="anne@commune.example"),
            dict(base, identifier="IDENT0003", confidential_code="NEUF0003", last_name="NEUF", first_name="Luc", email="luc@commune.example", first_login_done=False, question="", answer=""),
            dict(base, identifier="IDENT0004", confidential_code="FAUX0004", last_name="FAUX", first_name="Eve", email="eve@commune.example", email_valid=False),
            dict(base, identifier="IDENT0005", confidential_code="SEUL0005", last_name="SEUL", first_name="Paul", email="paul@ville.example", siret="98765432100011", bcr="01XYZ222", contract="", question="Quelle est votre couleur préférée ?", answer="Bleu")]


class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        say = lambda x: self.wfile.write(x + b"\r\n")
        say(b"220 check")
        for line in self.rfile:
            verb = line[:4].upper()
            if verb == b"DATA":
                say(b"354 go")
                lines = []
                for line in self.rfile:
                    if line == b".\r\n":
                        break
                    lines.append(line[1:] if line.startswith(b".") else line)
                self.server.mails.append(email.message_from_bytes(b"".join(lines), policy=email.policy.default))
            say(b"221 bye" if verb == b"QUIT" else b"250 ok")
            if verb == b"QUIT":
                return


class Portal:
    def __init__(self, *options):
        self.smtp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp)
        self.smtp.daemon_threads, self.smtp.mails = True, []
        threading.Thread(target=self.smtp.serve_forever, args=(0.05,), daemon=True).start()
        self.options, self.dir = options, tempfile.mkdtemp()
        json.dump(ACCOUNTS, open(self.dir + "/a.json", "w"))

    def __enter__(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            port = s.getsockname()[1]
        self.url = "http://127.0.0.1:%d" % port
        self.process = subprocess.Popen([HERE + "/start", "--port", str(port), "--smtp", "127.0.0.1:%d" % self.smtp.server_address[1], "--accounts", self.dir + "/a.json", *self.options])
        for _ in range(200):
            try:
                urllib.request.urlopen(self.url + "/api/session").read()
                break
            except OSError:
                time.sleep(0.03)
        self.base = urllib.request.urlopen(self.url + "/").geturl()[len(self.url):].rstrip("/")
        return self

    def __exit__(self, *x):
        started = time.time()
        self.process.terminate()
        self.process.wait(5)
        assert time.time() - started < 1, "SIGTERM"
        self.smtp.shutdown(); self.smtp.server_close(); shutil.rmtree(self.dir)


class Visitor:
    def __init__(self, portal, browser):
        self.portal, self.context = portal, browser.new_context()
        self.page = self.context.new_page()
        self.page.set_default_timeout(8000)

    def route(self):
        return self.page.evaluate("location.pathname")[len(self.portal.base):] or "/"

    def go(self, path):
        self.page.goto(self.portal.url + self.portal.base + path)
        return self.ready()

    def ready(self):
        self.page.locator("main h1").first.wait_for()
        refuse = self.page.get_by_role("button", name="Tout refuser")
        if refuse.count():
            refuse.click()
            self.page.get_by_text("Vos préférences ont été enregistrées.").wait_for()
        return self

    def text(self):
        js = "(() => { const w = n => n.nodeType === 3 ? n.data : (n.localName === 'style' || n.nodeType === 8) ? '' : [...((n.localName === 'slot' ? n.assignedNodes() : n.shadowRoot ? n.shadowRoot.childNodes : n.childNodes))].map(w).join(' '); return w(document.body); })()"
        return " ".join(self.page.evaluate(js).split())

    def field(self, name):
        return self.page.locator("cdc-input[name=%s] input" % name)

    def fill(self, **values):
        for name, value in values.items():
            if name != "question":
                if self.field(name).get_attribute("readonly") is None:
                    self.field(name).fill(value)
            elif self.page.locator("cdc-select select").count():
                self.page.locator("cdc-select select").select_option(value)
            else:
                self.page.get_by_role("combobox").click()
                self.page.get_by_role("option", name=value).click()

    def press(self, name):
        """Presses a button; gives ("refused", words) or ("ok", route or identifier)."""
        before = self.route()
        self.page.get_by_role("button", name=name, exact=True).click()
        for _ in range(120):
            for selector in ("main [role=alert]", "cdc-dialog#refus dialog[open]"):
                refusal = self.page.locator(selector)
                if refusal.count():
                    slots = "n => (n.querySelector('slot:not([name])') ?? n).assignedNodes({flatten: true}).map(x => x.textContent).join(' ')"
                    words = " ".join(refusal.first.evaluate(slots).split())
                    if "dialog" in selector:
                        self.page.get_by_role("button", name="Fermer").click()
                    return "refused", words
            if self.page.locator("#identifiant").count():
                return "ok", self.page.locator("#identifiant").inner_text()
            if self.route() != before:
                self.ready() if not self.route().endswith("confirmation") else self.page.locator("output").wait_for()
                return "ok", self.route()
            time.sleep(0.05)
        return "nothing", ""

    def search(self, both=False, **other):
        self.go("/codes-perdus/recherche-identifiant" + ("?suite=code" if both else ""))
        self.fill(**dict(dict(siret="12345678912345", bcr="01ABC111", contrat="", nom="DUPONT", prenom="Marcel"), **other))
        return self.press("rechercher")

    def regenerate(self, **other):
        self.go("/codes-perdus/code-confidentiel")
        self.fill(**dict(dict(nom="DUPONT", prenom="Marcel", identifiant="IDENT0001", email="marcel.dupont@commune.example", question=Q, reponse="Durand"), **other))
        return self.press("Générer le code confidentiel")

    def codes(self):
        """Regenerates; gives the new confidential code (mail) and the certification code (page)."""
        assert self.regenerate() == ("ok", "/codes-perdus/confirmation")
        return mailed(self.portal), self.page.locator("output").inner_text()

    def login(self, code, identifier="IDENT0001"):
        self.go("/connexion").fill(identifiant=identifier, code=code)
        return self.press("Je valide")

    def certify(self, code):
        self.fill(code=code)
        return self.press("Valider")


def mailed(portal):
    time.sleep(0.15)
    assert len(portal.smtp.mails) == 1, "one mail expected: %d" % len(portal.smtp.mails)
    body = portal.smtp.mails[0].get_body(("plain",)).get_content().split()
    assert " ".join(body[:7]) == "Votre nouveau code confidentiel est le suivant" and " ".join(body[9:]) == "A bientôt sur notre site La Direction des Retraites", body
    return body[8]


def says(*sentences):
    def probe_text(v):
        text = v.text()
        for s in sentences:
            assert s in text, "missing: %s" % s
    return probe_text


def at(path, *sentences):
    return lambda v: says(*sentences)(v.go(path))


def refused(result):
    assert result[0] == "refused" and len(result[1]) > 20, result


def accepted(result, value):
    assert result == ("ok", value), result


def home(v):
    at("/", "Caisse des Dépôts RETRAITES ET SOLIDARITÉ Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur", "Imprimer", "A⁻", "A⁺", "Accueil Changer de profil Vous êtes EMPLOYEUR ACTIF RETRAITÉ AUTRE PUBLIC", "Votre actualité", "IHEPS", "23/09/2010",
       "Campagne DAI 2010", "RECHERCHER SUR LE SITE :", "Forum Retraite 2010 :", "Études et Documentations", "Liste des régimes et fonds", "SASPA", "Informations Employeur")(v)
    assert v.page.get_by_role("link", name="Accès à mon espace personnalisé").count() == 1, "no access button"
    v.page.get_by_role("link", name="Accès à mon espace personnalisé").click()
    v.page.locator("cdc-page-connexion h1").wait_for()
    says("Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide", "Codes perdus *", "Aide à la connexion", "Je suis administrateur", "Je suis utilisateur", "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Démonstration vidéo de l'inscription ▶",
         "Conditions générales d'utilisation (CGU)", "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "Demander", "cliquez sur [Codes perdus]")(v)


def lost_link(v):
    v.go("/connexion").page.get_by_role("link", name="Codes perdus *").click()
    v.page.locator("h1", has_text="Accès à mon").wait_for(state="detached")
    assert v.route() == "/codes-perdus", v.route()


def choice(n, expected):
    def probe_choice(v):
        v.go("/codes-perdus").page.get_by_role("link", name="cliquez ici").nth(n).click()
        v.page.locator("cdc-page-etape1").wait_for(state="detached")
        v.ready()
        assert expected in v.text(), v.route()
    return probe_choice


def both(*probes):
    return lambda v: [p(v) for p in probes]


def cancel(v):
    v.go("/codes-perdus").page.get_by_role("button", name="annuler", exact=True).click()
    time.sleep(0.4)
    assert v.route() == "/connexion", v.route()
    for p in ("recherche-identifiant", "code-confidentiel"):
        assert v.go("/codes-perdus/" + p).press("Annuler") == ("ok", "/codes-perdus")


def marks(v):
    v.go("/codes-perdus/recherche-identifiant")
    for s in ("Numéro SIRET *", "Numéro BCR **", "Numéro de contrat **", "Votre Nom *", "Prénom *", "Saisie en majuscules", "* Champs obligatoires"):
        assert s in v.text(), s
    accepted(v.search(), "IDENT0001")
    for name in ("siret", "nom", "prenom"):
        refused(v.search(**{name: ""}))


def contract(v):
    accepted(v.search(bcr="", contrat="CTR0001"), "IDENT0001")
    accepted(v.search(bcr="01XYZ222", siret="98765432100011", nom="SEUL", prenom="Paul"), "IDENT0005")


def filled(v):
    accepted(v.search(both=True), "/codes-perdus/code-confidentiel")
    assert v.field("identifiant").input_value() == "IDENT0001", "identifier not filled"
    says("Votre identifiant est renseigné automatiquement", "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.", "Elle doit être identique à celle qui est enregistrée sur votre compte.", "Sélectionnez la question que vous avez choisie")(v)
    v.fill(nom="DUPONT", prenom="Marcel", email=base["email"], question=Q, reponse="Durand")
    accepted(v.press("Générer le code confidentiel"), "/codes-perdus/confirmation")


def shared(v):
    accepted(v.search(both=True), "/codes-perdus/code-confidentiel")
    other = Visitor(v.portal, v.context.browser).go("/codes-perdus/code-confidentiel")
    value = other.field("identifiant").input_value()
    other.context.close()
    assert value == "", value


def ineligible(nom, prenom, identifiant, mail, **more):
    def probe_ineligible(v):
        refused(v.search(nom=nom, prenom=prenom))
        refused(v.regenerate(nom=nom, prenom=prenom, identifiant=identifiant, email=mail, **more))
        assert not v.portal.smtp.mails
    return probe_ineligible


def no_regeneration(**wrong):
    def probe_no_regeneration(v):
        refused(v.regenerate(**wrong))
        assert not v.portal.smtp.mails
        accepted(v.login("ABCD1234"), "/mon-espace")
    return probe_no_regeneration


def old_code(v):
    code, certification = v.codes()
    refused(v.login("ABCD1234"))
    accepted(v.login(code), "/connexion/certification")


def not_the_code(v):
    code, certification = v.codes()
    assert code != certification and len(certification) == 10 and len(code) == 8, (code, certification)
    accepted(v.login(code), "/connexion/certification")
    accepted(v.certify(certification), "/mon-espace")
    says("Connecté : Marcel DUPONT")(v)


def step4(v):
    v.codes()
    says("Régénération du code confidentiel", "Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.", "Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :",
         "Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel , il vous sera demandé lors de votre prochaine connexion.", "vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.",
         "(Cliquez ici pour entendre la version sonore)", "» Conditions générales d'utilisation")(v)
    v.page.get_by_role("button", name="Terminer").click()
    v.page.locator("output").wait_for(state="detached")


def sound(v):
    code, certification = v.codes()
    link = v.page.get_by_role("link", name="version sonore")
    r = v.context.request.get(v.portal.url + link.get_attribute("href"))
    assert r.status == 200 and r.body()[:4] == b"RIFF", r.status
    if shutil.which("espeak-ng"):
        subprocess.run(["espeak-ng", "-v", "fr", "-s", "110", "-w", v.portal.dir + "/x.wav", " . ".join(certification)], check=True)
        assert open(v.portal.dir + "/x.wav", "rb").read() == r.body(), "another code is spelt"
    link.click()
    for _ in range(60):
        if v.page.locator("audio").evaluate("a => a.duration > 3 && a.currentTime > 0"):
            return
        time.sleep(0.05)
    raise AssertionError("the sound is not played")


def header(name, value):
    def probe_mail(v):
        v.codes()
        mail = v.portal.smtp.mails[0]
        assert mail[name] == value and mail["To"] == base["email"], (mail[name], mail["To"])
    return probe_mail


def asked_once(v):
    code, certification = v.codes()
    accepted(v.login(code), "/connexion/certification")
    assert v.go("/mon-espace").route() == "/connexion"
    accepted(v.login(code), "/connexion/certification")
    accepted(v.certify(certification), "/mon-espace")
    accepted(v.press("Se déconnecter"), "/connexion")
    accepted(v.login(code), "/mon-espace")


def three_tries(v, again=False):
    code, certification = v.codes()
    for n in range(3):
        if n == 0 or again:
            accepted(v.login(code), "/connexion/certification")
        refused(v.certify("FAUX%06d" % n))
    assert "renouveler votre code confidentiel" in v.text() or v.page.locator("form").count() == 0, "not told to renew"
    refused(v.login(code))
    v.portal.smtp.mails.clear()
    code, certification = v.codes()
    accepted(v.login(code), "/connexion/certification")
    accepted(v.certify(certification), "/mon-espace")


CHOICES = both(choice(0, "Regénérer votre code confidentiel"), choice(1, "Recherche de votre code identifiant"), choice(2, "Recherche de votre code identifiant"))
PROBES = {
    "home-access-missing": home, "lost-codes-link-wrong": lost_link,
    "lost-note-email-missing": at("/connexion", "(*) Vous pouvez récupérer vos codes d'accès uniquement :", "si vous avez choisi la question secrète et sa réponse", "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel"),
    "choices-swapped": CHOICES, "user-choice-to-search": choice(3, "Demandez à un administrateur de votre établissement"), "cancel-dead": cancel,
    "status-connected": both(*[at("/codes-perdus" + p, "Non connecté", "Retour accueil cdc.retraites", "Conditions générales d'utilisation") for p in ("", "/recherche-identifiant", "/code-confidentiel")]),
    "bcr-help-missing": at("/codes-perdus/recherche-identifiant", "(exemple 01ABC111). Vous le retrouvez sur les courriers et courriels."),
    "search-advice-missing": at("/codes-perdus/recherche-identifiant", "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Complétez les champs obligatoires *", "est bien saisi en majuscules,", "celles saisies lors de l'inscription,", "vous êtes bien inscrit en tant qu'administrateur"),
    "mandatory-mark-missing": marks, "contract-alone-refused": contract, "numbers-not-required": lambda v: refused(v.search(bcr="")),
    "capitals-not-required": both(lambda v: refused(v.search(bcr="01abc111")), lambda v: refused(v.search(bcr="", contrat="ctr0001"))),
    "name-case-ignored": both(lambda v: refused(v.search(nom="Dupont")), lambda v: refused(v.search(prenom="MARCEL"))), "siret-not-compared": lambda v: refused(v.search(siret="11111111111111")),
    "user-found-as-administrator": lambda v: refused(v.search(nom="MARTIN", prenom="Anne")), "first-login-not-required": ineligible("NEUF", "Luc", "IDENT0003", "luc@commune.example"),
    "bad-email-allowed": ineligible("FAUX", "Eve", "IDENT0004", "eve@commune.example"), "identifier-not-filled": filled, "search-shared-between-visitors": shared,
    "answer-not-compared": both(no_regeneration(reponse="Autre"), no_regeneration(question="Quelle est votre couleur préférée ?")), "email-not-compared": no_regeneration(email="autre@commune.example"), "old-code-still-works": old_code,
    "confidential-code-shown": not_the_code, "certification-warning-missing": step4, "audio-missing": sound, "audio-other-code": sound, "mail-not-sent": header("Subject", "Régénération de code confidentiel"),
    "mail-sender-wrong": header("From", "e-servicesinscription@caissedesdepots.fr"), "mail-subject-wrong": header("Subject", "Régénération de code confidentiel"), "certification-not-asked": old_code,
    "certification-asked-again": asked_once, "five-tries": three_tries, "tries-restart-at-login": lambda v: three_tries(v, again=True), "code-kept-after-three-tries": three_tries,
}


def first_login(v):
    accepted(v.login("NEUF0003", "IDENT0003"), "/connexion/question-secrete")
    v.fill(question=Q, reponse="Petit")
    accepted(v.press("Enregistrer"), "/mon-espace")
    accepted(v.search(nom="NEUF", prenom="Luc"), "IDENT0003")
    accepted(v.login("WXYZ5678", "IDENT0002"), "/mon-espace")
    refused(v.login("FAUX"))


def site_pages(v):
    for path in json.load(open(HERE + "/portal/src/contenus.json")):
        assert v.go("/pages/" + path).page.locator("main p, main li").count(), path
    v.go("/").fill(q="certification")
    accepted(v.press("OK"), "/recherche")
    v.page.get_by_text("résultat(s)").wait_for()
    v.go("/connexion").page.locator("cdc-input[name=question] input").fill("code de certification")
    v.page.get_by_role("button", name="Demander").click()
    v.page.get_by_text("Voici ce que je peux vous proposer").wait_for()
    assert v.go("/nulle-part").text().count("Page introuvable")
    v.go("/").page.get_by_role("link", name="Accès à mon espace personnalisé").click()
    v.page.locator("cdc-page-connexion h1").wait_for()
    v.page.go_back()
    v.page.locator("cdc-page-accueil h1").first.wait_for()


def timed(v):
    v.go("/")
    started = time.time()
    v.page.evaluate("fetch('/api/questions').then(r => r.json())")
    return time.time() - started > 0.3


def seen(test):
    def detector(v):
        try:
            return bool(test(v))
        except AssertionError:
            return False
    return detector


def ended(v):
    v.codes()
    return v.press("Terminer")[1] == "/"


DETECTORS = {
    "other-addresses": lambda v: v.portal.base == "/portail", "more-news": lambda v: v.go("/").page.locator("article").count() == 3, "refusal-words": lambda v: "refusée. Vérifiez" in v.login("FAUX")[1],
    "refusal-dialog": lambda v: (v.login("FAUX"), v.page.locator("cdc-dialog#refus").count())[1], "letters-code": lambda v: v.codes()[0].isalpha(), "digits-certification": lambda v: v.codes()[1].isdigit(),
    "mail-html": lambda v: (v.codes(), v.portal.smtp.mails[0].get_body(("html",)))[1], "slow-api": timed, "listbox-select": lambda v: v.go("/codes-perdus/code-confidentiel").page.locator("cdc-select select").count() == 0,
    "no-cookie-banner": lambda v: (v.page.goto(v.portal.url), v.page.locator("main h1").first.wait_for(), v.page.get_by_role("button", name="Tout refuser").count() == 0)[2],
    "green-theme": lambda v: v.go("/").page.evaluate("getComputedStyle(document.documentElement).getPropertyValue('--cdc-primaire')").strip() == "#1b5e4a",
    "identifier-editable": lambda v: (v.search(both=True), v.field("identifiant").get_attribute("readonly") is None)[1], "finish-to-home": ended, "audio-player-shown": lambda v: (v.codes(), v.page.locator("audio").count())[1],
}


def run(browser, probe, *options):
    with Portal(*options) as portal:
        v = Visitor(portal, browser)
        try:
            return probe(v)
        finally:
            v.context.close()


def verdict(browser, probe, *options):
    try:
        run(browser, probe, *options)
    except AssertionError as e:
        return str(e)[:150] or "assertion"


def main():
    names, bad = sys.argv[1:], 0
    defects, variations = [[x["name"] for x in json.load(open(HERE + "/" + f))] for f in ("defects.json", "variations.json")]
    assert set(defects) == set(PROBES) and set(variations) == set(DETECTORS), set(defects) ^ set(PROBES) | set(variations) ^ set(DETECTORS)

    def line(ok, *words):
        nonlocal bad
        bad += not ok
        print("ok " if ok else "BAD", *words, flush=True)
    unique = list({id(p): (n, p) for n, p in PROBES.items()}.values()) + [("first login, user login", first_login)]
    with sync_playwright() as p:
        browser = p.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
        for name, probe in unique + [("site pages", site_pages)] if not names else []:
            error = verdict(browser, probe)
            line(error is None, "clean   ", name, error or "")
        for name in defects:
            if not names or name in names:
                error = verdict(browser, PROBES[name], "--defect", name)
                line(error is not None, "defect  ", name, "->", error)
        for name in variations:
            if not names or name in names:
                line(not seen(lambda b: run(b, DETECTORS[name]))(browser) and run(browser, DETECTORS[name], "--variation", name), "variation", name, "is there (and not in the clean portal)")
                errors = {n: e for n, probe in unique if (e := verdict(browser, probe, "--variation", name))}
                line(not errors, "variation", name, "keeps the guide", errors or "")
        browser.close()
    print("%d problem(s)" % bad)
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()
