#!/usr/bin/env python3
"""Proof: the clean portal keeps the guide; each defect and each variation is really there.
./install, then: ./check.py [NAME ...]   (Playwright of .venv, Chromium: $CHROMIUM or /usr/bin/chromium)"""
import email, email.policy, http.cookiejar, io, json, os, pathlib, re, socket, socketserver, subprocess, sys, threading, time, urllib.error, urllib.request, wave
HERE = pathlib.Path(__file__).resolve().parent
VENV = HERE / ".venv/bin/python"
if VENV.exists() and pathlib.Path(sys.prefix) != HERE / ".venv":
    os.execv(VENV, [str(VENV), __file__] + sys.argv[1:])
from playwright.sync_api import sync_playwright

ACCOUNTS = json.loads((HERE / "accounts.sample.json").read_text())
DUPONT, MARTIN, PETIT, ROUX, LEFEVRE = ACCOUNTS

# ---------------------------------------------------------------- a mail box
class Smtp(socketserver.StreamRequestHandler):
    def handle(self):
        try:
            self.talk()
        except ConnectionError:  # the portal was ended meanwhile
            pass

    def talk(self):
        say = lambda text: self.wfile.write((text + "\r\n").encode())
        say("220 test")
        rcpt = []
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"DATA":
                say("354 go")
                data = b""
                while (line := self.rfile.readline()) not in (b".\r\n", b""):
                    data += line[1:] if line.startswith(b"..") else line
                self.server.mails.append((rcpt, email.message_from_bytes(data, policy=email.policy.default)))
                rcpt = []
            elif verb == b"RCPT":
                rcpt = rcpt + [re.search(rb"<(.*?)>", line).group(1).decode()]
            elif verb == b"QUIT":
                say("221 bye")
                return
            say("250 ok")

def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]

# ---------------------------------------------------------------- the portal under test
class Portal:
    def __init__(self, *options):
        self.smtp = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp)
        self.smtp.daemon_threads = True
        self.mails = self.smtp.mails = []
        threading.Thread(target=self.smtp.serve_forever, args=(.05,), daemon=True).start()
        self.port, self.page, self.seen, self.flying = free(), None, [], set()
        self.process = subprocess.Popen(["./start", "--port", str(self.port), "--smtp", "127.0.0.1:%d" % self.smtp.server_address[1],
                                         "--accounts", "accounts.sample.json", *options], cwd=HERE)
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self.port), .2).close()
                break
            except OSError:
                time.sleep(.05)
        self.fresh()

    def __enter__(self):
        return self

    def __exit__(self, *error):
        if self.page:
            self.page.context.close()
        begin = time.time()
        self.process.terminate()
        self.process.wait(5)
        self.ended = time.time() - begin
        self.smtp.shutdown()
        self.smtp.server_close()

    # --- plain HTTP
    def fresh(self):
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
        self.token = ""
        self.token = self.api("session")[1]["csrf"]

    def raw(self, path):
        try:
            with self.opener.open(f"http://127.0.0.1:{self.port}/{path}") as answer:
                return answer.status, answer.read()
        except urllib.error.HTTPError as error:
            return error.code, error.read()

    def api(self, name, data=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}/api/{name}", json.dumps(data).encode() if data is not None else None,
                                         {"X-CSRF-Token": self.token, "Content-Type": "application/json"})
        try:
            with self.opener.open(request) as answer:
                return answer.status, json.load(answer)
        except urllib.error.HTTPError as error:
            return error.code, json.load(error)

    def search(self, account, **other):
        return self.api("codes/recherche", dict({k: account[k] for k in ("siret", "bcr", "contract", "last_name", "first_name")}, **other))

    def regenerate(self, account, **other):
        return self.api("codes/regeneration", dict({k: account[k] for k in ("last_name", "first_name", "identifier", "email", "question", "answer")}, **other))

    def login(self, account, code=None):
        self.fresh()
        return self.api("connexion", {"identifier": account["identifier"], "code": code or account["confidential_code"]})

    def mail(self, wait=1.0):
        until = time.time() + wait
        while time.time() < until and not self.mails:
            time.sleep(.02)
        return self.mails[-1] if self.mails else (None, None)

    def renewed(self, account=DUPONT):
        """(confidential code of the mail, certification code of the page)"""
        code = self.regenerate(account)[1]["certification"]
        return re.search(r"suivant :\s+(\S+)", self.mail()[1].get_content()).group(1), code

    # --- the browser
    def open(self, place="", wait="#container-employeur---app--pages .sapMPage:visible"):
        if not self.page:
            self.page = BROWSER.new_context(viewport={"width": 1280, "height": 1000}, locale="fr-FR").new_page()
            self.page.set_default_timeout(20000)
            self.page.on("pageerror", lambda e: print("    page error:", e))
            self.page.on("response", lambda r: self.seen.append(r))
            self.page.on("request", lambda r: r.url.endswith(".wav") or self.flying.add(r))
            for event in ("requestfinished", "requestfailed"):
                self.page.on(event, lambda r: self.flying.discard(r))
        self.page.goto(f"http://127.0.0.1:{self.port}/#/{place}")
        self.page.wait_for_selector(wait)
        self.rest()
        return self

    def rest(self):
        """until the transitions and requests are over"""
        quiet = 0
        for _ in range(200):
            self.page.wait_for_timeout(100)
            calm = not self.flying and self.page.evaluate("!!window.sap && !sap.ui.getCore().getUIDirty() && jQuery.active === 0")
            quiet = quiet + 1 if calm else 0
            if quiet == 4:
                return

    @staticmethod
    def id(view, name):
        return f"#container-employeur---{view}--{name}"

    def click(self, view, name):
        self.page.click(self.id(view, name))
        self.rest()
        return self

    def type(self, view, **values):
        for name, value in values.items():
            self.page.fill(self.id(view, name) + "-inner", value)
        return self

    def value(self, view, name):
        return self.page.input_value(self.id(view, name) + "-inner")

    def there(self, view, name):
        return self.page.is_visible(self.id(view, name))

    def title(self):
        return self.page.locator(".sapMNav .sapMNavItem:not(.sapMNavItemHidden) .sapMPageHeader .sapMTitle").first.inner_text()

    def text(self):
        return re.sub(r"\s+", " ", self.page.inner_text("body").replace("\xa0", " "))

    def label(self, text):
        """the label as it is shown: with its star (drawn by the style sheet)"""
        return self.page.evaluate("""t => { const l = [...document.querySelectorAll('.sapMLabel')].filter(e => e.offsetParent && e.textContent.trim() === t)[0];
            return l ? [...l.querySelectorAll('*'), l].some(e => ['::before', '::after'].some(p => getComputedStyle(e, p).content.includes('*'))) : null; }""", text)

    def box(self):
        """text of the message box, closed with its button"""
        try:
            self.page.wait_for_selector(".sapMMessageDialog", timeout=8000)
        except Exception:
            return ""
        text = self.page.inner_text(".sapMMessageDialog")
        self.page.click(".sapMMessageDialog footer button")
        self.rest()
        return re.sub(r"\s+", " ", text)

    def step1(self):
        return self.open().click("home", "access").click("login", "lostLink")

    def step2(self, link="lostBothLink", account=DUPONT, **other):
        self.step1().click("lost", link)
        return self.type("search", **dict({k: account[k] for k in ("siret", "bcr", "last_name", "first_name")}, **other)).click("search", "search")

    def pick(self, question):
        self.page.click(self.id("regenerate", "question"))
        self.rest()
        items = self.page.locator(".sapMSelectDialog .sapMSLI")
        offered = items.all_inner_texts()
        wanted = [o for o in offered if o.strip() == question] or offered[:1]
        self.page.locator(".sapMSelectDialog .sapMSLI", has_text=wanted[0].strip()).first.click()
        self.rest()
        return offered

    def step3(self, account=DUPONT, **other):
        values = dict({k: account[k] for k in ("last_name", "first_name", "email", "answer")}, **other)
        self.pick(account["question"])
        return self.type("regenerate", **values).click("regenerate", "generate")

    def step4(self, account=DUPONT):
        return self.step2(account=account).step3(account)

    def code(self):
        return self.page.inner_text(self.id("done", "certificationCode"))

    def enter(self, account, code):
        return self.open("connexion").type("login", identifier=account["identifier"], code=code).click("login", "validate")

def slowness(p):
    """length of the sound over that of the whole code, spoken by the same voice"""
    answer = p.regenerate(DUPONT)[1]
    spoken = subprocess.run(["espeak-ng", "-v", "fr-fr", "-s", "120", "--stdout", " . ".join(answer["certification"])], capture_output=True).stdout
    with wave.open(io.BytesIO(p.raw(answer["sound"].lstrip("/"))[1])) as given:
        return given.getnframes() * 2 / (len(spoken) - 44)

# ---------------------------------------------------------------- what the guide says, each a question to a fresh portal
QUESTIONS = {}
def asked(*names):
    def put(function):
        for name in names:
            QUESTIONS[name] = function
        return function
    return put

@asked("home-access-dead")
def _(p): return "inscrit(e)" in p.open().click("home", "access").text()
@asked("login-lost-link-missing")
def _(p): return "Codes perdus *" in p.open("connexion").text()
@asked("login-note-email")
def _(p): return "si l'adresse courriel enregistrée sur votre compte est valide" in p.open("connexion").text()
@asked("lost-both-missing")
def _(p): return "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici" in p.open("codes-perdus").text()
@asked("lost-identifier-wrong-form")
def _(p): return p.open("codes-perdus").click("lost", "lostIdentifierLink").title() == "Recherche de votre code identifiant"
@asked("lost-user-missing")
def _(p): return "Vous êtes utilisateur sans être administrateur" in p.open("codes-perdus").text()
@asked("siret-optional")
def _(p):
    return p.search(DUPONT, siret="")[0] == 400 and p.step2(siret="").title() == "Recherche de votre code identifiant"
@asked("bcr-contract-optional")
def _(p): return p.search(DUPONT, bcr="", contract="")[0] == 400
@asked("bcr-contract-both")
def _(p): return p.search(DUPONT, bcr="")[0] == p.search(DUPONT, contract="")[0] == 200
@asked("names-any-case")
def _(p): return p.search(DUPONT, last_name="Dupont")[0] == p.search(DUPONT, first_name="marcel")[0] == 404
@asked("bcr-any-case")
def _(p): return p.search(DUPONT, bcr="01abc111")[0] == p.search(DUPONT, contract="ctr0001")[0] == 404
@asked("search-finds-users")
def _(p): return p.search(ROUX)[0] == 404
@asked("search-note-missing")
def _(p):
    text = p.open("codes-perdus/recherche/identifiant").text()
    return "Si votre requête n'aboutit pas, vérifiez que" in text and "vous êtes bien inscrit en tant qu'administrateur" in text
@asked("identifier-not-filled")
def _(p): return p.step2().value("regenerate", "identifier") == "IDENT0001"
@asked("email-unchecked")
def _(p): return p.regenerate(DUPONT, email="autre@commune.example")[0] == 404
@asked("answer-unchecked")
def _(p): return p.regenerate(DUPONT, answer="Dupuis")[0] == 404
@asked("question-unchecked")
def _(p): return p.regenerate(DUPONT, question="Quel est votre plat préféré ?")[0] == 404
@asked("question-not-offered")
def _(p):
    p.step2(account=LEFEVRE)
    offered = p.pick(LEFEVRE["question"])
    return len(offered) >= 5 and all(a["question"] in offered for a in ACCOUNTS if a["question"])
@asked("email-star-missing")
def _(p):
    p.open("codes-perdus/regeneration")
    return all(p.label(l) for l in ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question", "Réponse"))
@asked("first-login-ignored")
def _(p): return p.search(MARTIN)[0] == 403 and "1ère fois" in p.step2(account=MARTIN).box()
@asked("bad-email-ignored")
def _(p): return p.search(PETIT)[0] == p.regenerate(PETIT)[0] == 403 and not p.mail(.3)[1]
@asked("mail-sender")
def _(p):
    p.regenerate(DUPONT)
    return p.mail()[1]["From"] == "e-servicesinscription@caissedesdepots.fr"
@asked("mail-subject")
def _(p):
    p.regenerate(DUPONT)
    return p.mail()[1]["Subject"] == "Régénération de code confidentiel"
@asked("mail-not-sent")
def _(p):
    p.regenerate(DUPONT)
    return p.mail()[0] == [DUPONT["email"]]
@asked("mail-certification-code")
def _(p):
    code, certification = p.renewed()
    return code != certification and p.login(DUPONT, code)[1].get("certification") is True
@asked("important-missing")
def _(p):
    p.step4()
    return "il ne s'agit pas de votre code confidentiel" in p.text() and "3 essais infructueux" in p.text()
@asked("sound-other-code")
def _(p):
    return .99 < slowness(p) < 1.01
@asked("finish-dead")
def _(p):
    p.step4().click("done", "finish")
    return p.title() != "Régénération du code confidentiel"
@asked("not-connected-missing")
def _(p): return "Non connecté" in p.open("codes-perdus").text()
@asked("certification-not-asked")
def _(p):
    code, certification = p.renewed()
    p.enter(DUPONT, code)
    return p.page.is_visible(".sapMDialog") and "Bonjour Marcel" not in p.text()
@asked("certification-every-login")
def _(p):
    code, certification = p.renewed()
    p.login(DUPONT, code)
    first = p.api("certification", {"certification": certification})[0]
    return first == 200 and p.login(DUPONT, code)[1] == {"certification": False}
@asked("certification-five-tries")
def _(p):
    code, certification = p.renewed()
    p.login(DUPONT, code)
    answers = [p.api("certification", {"certification": "FAUX"})[0] for _ in range(3)]
    return answers == [401, 401, 403] and p.api("certification", {"certification": certification})[0] == 401
@asked("certification-counter-login")
def _(p):
    code, certification = p.renewed()
    for _ in range(3):
        p.login(DUPONT, code)
        last = p.api("certification", {"certification": "FAUX"})[0]
    return last == 403 and p.login(DUPONT, code)[0] == 403
@asked("code-survives")
def _(p):
    code, certification = p.renewed()
    p.login(DUPONT, code)
    for _ in range(3):
        p.api("certification", {"certification": "FAUX"})
    return p.login(DUPONT, code)[0] == 403
@asked("old-code-valid")
def _(p):
    p.regenerate(DUPONT)
    return p.login(DUPONT)[0] == 401

# ---------------------------------------------------------------- the whole way, in the browser
class Broken(AssertionError):
    pass

def must(what, truth):
    if not truth:
        raise Broken(what)

def walk(p, thorough=True):
    p.open()
    text = p.text()
    for words in ("Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur", "Imprimer", "A⁻", "A⁺",
                  "Accueil", "Changer de profil", "EMPLOYEUR", "ACTIF", "RETRAITÉ", "AUTRE PUBLIC", "Votre actualité", "IHEPS", "23/09/2010", "En savoir +", "Campagne DAI 2010",
                  "RECHERCHER SUR LE SITE", "Liens utiles", "Forum Retraite 2010", "Informations générales", "Espace presse", "Droit à l'information", "CNRACL", "FSPOEIE", "Autres fonds", "Informations Employeur"):
        must("home: " + words, words in text)
    p.click("home", "access")
    text = p.text()
    for words in ("ACCÈS À MON ESPACE PERSONNALISÉ", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide", "Codes perdus *", "Aide à la connexion", "Plus d'info ?",
                  "Je suis administrateur", "Je suis utilisateur", "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Présentation de l'espace personnalisé", "Démonstration vidéo",
                  "Inscription d'un administrateur", "Inscription d'un utilisateur", "(CGU)", "Poser votre question", "Ariane", "Demander", "Pour récupérer votre code identifiant et/ou",
                  "question secrète et sa réponse", "adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur"):
        must("login: " + words, words in text)
    p.click("login", "lostLink")
    text = p.text()
    for words in ("Non connecté", "Retour accueil cdc.retraites", "Codes perdus", "Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur",
                  "perdu votre code confidentiel : cliquez ici", "perdu votre code identifiant : cliquez ici", "code identifiant et votre code confidentiel : cliquez ici",
                  "utilisateur sans être administrateur", "code identifiant et / ou votre code confidentiel : cliquez ici", "annuler", "Conditions générales d'utilisation"):
        must("step 1: " + words, words in text)
    if thorough:
        p.click("lost", "cancelLost")
        must("[annuler] leaves step 1", p.title() != "Codes perdus")
        p.open("codes-perdus").click("lost", "lostUserLink")
        must("choice of the user", "Adressez-vous à un administrateur" in p.text())
        p.open("codes-perdus").click("lost", "lostCodeLink")
        must("confidential code lost: step 3", p.title() == "Regénérer votre code confidentiel" and p.value("regenerate", "identifier") == "")
        p.click("regenerate", "generate")
        must("empty form refused at the fields", p.page.locator(".sapMInputBaseContentWrapperError:visible").count() == 6)
        p.click("regenerate", "cancelRegenerate")
        p.click("lost", "lostIdentifierLink")
    else:
        p.click("lost", "lostBothLink")
    text = p.text()
    for words in ("Recherche de votre code identifiant", "Votre établissement", "Numéro SIRET", "Numéro BCR **", "Numéro de contrat **", "Saisie en majuscules", "exemple 01ABC111", "Coordonnées professionnelles",
                  "Votre Nom", "Prénom", "rechercher", "Annuler", "* Champs obligatoires", "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Si votre requête n'aboutit pas"):
        must("step 2: " + words, words in text)
    must("step 2: stars", all(p.label(l) for l in ("Numéro SIRET", "Votre Nom", "Prénom")))
    if thorough:
        p.click("search", "search")
        must("step 2 empty: three wrong fields", p.page.locator(".sapMInputBaseContentWrapperError:visible").count() == 3)
        p.type("search", siret=DUPONT["siret"], last_name="DUPONT", first_name="Marcel").click("search", "search")
        must("one of the two fields", p.page.locator(".sapMInputBaseContentWrapperError:visible").count() == 2)
        p.type("search", bcr="01ABC111", last_name="Dupont").click("search", "search")
        must("not found", "aucun administrateur" in p.box())
        p.type("search", last_name="DUPONT").click("search", "search")
        must("identifier told", "IDENT0001" in p.box())
        must("then the login", "inscrit(e)" in p.text())
        must("account without first login", "1ère fois" in p.step2(account=MARTIN).box())
        p.step2()
    else:
        p.type("search", siret=DUPONT["siret"], bcr=DUPONT["bcr"], last_name="DUPONT", first_name="Marcel").click("search", "search")
    text = p.text()
    for words in ("Regénérer votre code confidentiel", "Saisissez toutes les rubriques", "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers", "doit être identique à celle",
                  "Sélectionnez la question que vous avez choisie", "Générer le code confidentiel", "Annuler", "* Champs obligatoires", "Conditions générales d'utilisation", "Non connecté"):
        must("step 3: " + words, words in text)
    must("step 3: identifier filled in", p.value("regenerate", "identifier") == "IDENT0001")
    must("step 3: stars", all(p.label(l) for l in ("Votre Nom", "Votre Prénom", "Code identifiant", "Adresse e-mail", "Question", "Réponse")))
    if thorough:
        p.step3(answer="Dupuis")
        must("wrong answer refused", "ne correspondent pas" in p.box() and not p.mail(.3)[1])
        p.type("regenerate", answer="Durand").click("regenerate", "generate")
    else:
        p.step3()
    text, code = p.text(), p.code()
    for words in ("Régénération du code confidentiel", "Vous recevrez prochainement par courriel", "Veillez noter le code de certification", "Important : Vous devez impérativement noter", "il ne s'agit pas de votre code confidentiel",
                  "3 essais infructueux", "(Cliquez ici pour entendre la version sonore)", "Terminer", "Conditions générales d'utilisation", "Non connecté"):
        must("step 4: " + words, words in text)
    if os.environ.get("SHOT"):
        p.page.screenshot(path=os.environ["SHOT"] + ".done.png")
    must("certification code of ten characters", re.fullmatch("[A-Z0-9]{10}", code))
    p.page.click(p.id("done", "sound"))
    p.page.wait_for_timeout(900)
    must("the sound is heard", any(r.url.endswith(".wav") and r.status in (200, 206) and r.headers["content-type"] == "audio/wav" for r in p.seen) and p.code() == code)
    rcpt, mail = p.mail()
    body = re.sub(r"\s+", " ", mail.get_content()).strip()
    new = re.fullmatch(r"Votre nouveau code confidentiel est le suivant : (\w{8}) A bientôt sur notre site La Direction des Retraites", body)
    must("mail", new and rcpt == [DUPONT["email"]] and mail["From"] == "e-servicesinscription@caissedesdepots.fr" and mail["Subject"] == "Régénération de code confidentiel" and mail["Date"])
    new = new.group(1)
    must("two different codes", new != code)
    p.click("done", "finish")
    must("« Terminer »", p.title() != "Régénération du code confidentiel")
    if thorough:
        p.enter(DUPONT, DUPONT["confidential_code"])
        must("old code refused", "incorrect" in p.text())
    p.enter(DUPONT, new)
    must("certification asked", p.there("login", "certificationDialog"))
    p.type("login", certification="FAUX")
    p.page.click(".sapMDialog footer >> text=Je valide")
    p.rest()
    must("one failure told at the field", "essais restants : 2" in p.page.content())
    p.type("login", certification=code)
    p.page.click(".sapMDialog footer >> text=Je valide")
    p.page.wait_for_selector("text=Bonjour Marcel DUPONT")
    p.rest()
    if not thorough:
        return
    if os.environ.get("SHOT"):
        p.page.screenshot(path=os.environ["SHOT"] + ".space.png")
    must("connected", "Non connecté" not in p.text() and "Se déconnecter" in p.text())
    p.click("space", "tileUsers")
    p.page.locator("button[title=Actions]:not([disabled])").first.click()
    p.rest()
    if os.environ.get("SHOT"):
        p.page.screenshot(path=os.environ["SHOT"] + ".users.png")
    must("action sheet", p.page.is_visible("text=Régénérer le code confidentiel"))
    p.page.keyboard.press("Escape")
    p.rest()
    must("users of the establishment", "ROUX Anne" in p.text() and "Lefèvre" not in p.text())
    p.click("app", "logout")
    must("disconnected", "Non connecté" in p.text())
    p.enter(DUPONT, new)
    must("no certification at the login after", "Bonjour Marcel" in p.text())
    p.click("app", "logout")
    code = p.step4().code()
    p.page.wait_for_timeout(1000)
    new = re.search(r"suivant :\s+(\S+)", p.mails[-1][1].get_content()).group(1)
    p.enter(DUPONT, new)
    for _ in range(3):
        p.type("login", certification="FAUX")
        p.page.click(".sapMDialog footer >> text=Je valide")
        p.rest()
    must("three failures", "renouveler votre code confidentiel" in p.box() and p.title() == "Codes perdus")
    p.enter(DUPONT, new)
    must("code dead", "renouveler" in p.text() and "Bonjour Marcel" not in p.text())
    p.enter(MARTIN, MARTIN["confidential_code"])
    must("first login: secret question", p.there("space", "questionDialog"))
    if os.environ.get("SHOT"):
        p.page.screenshot(path=os.environ["SHOT"] + ".first.png")
    p.type("space", answer="Lyon").page.click("text=Enregistrer")
    p.rest()
    p.fresh()
    must("then the codes may be recovered", p.search(MARTIN)[0] == 200)

# ---------------------------------------------------------------- what each variation changes
def colour(p): return p.open().page.evaluate("getComputedStyle(document.querySelector('.cdcBrand')).backgroundColor")
def renewed_dialog(p):
    p.enter(DUPONT, p.renewed()[0])
    return p.page.inner_text(".sapMDialog")
def first_button(p):
    a, b = [p.open("codes-perdus/recherche/x").page.locator(p.id("search", n)).bounding_box()["x"] for n in ("search", "cancelSearch")]
    return a < b
def mail_code(p): return re.sub("[A-Z]", "A", re.sub("[0-9]", "9", p.renewed()[0]))
def encoding(p):
    p.regenerate(DUPONT)
    return p.mail()[1]["Content-Transfer-Encoding"]
VARIED = {
    "theme-green": (colour, "rgb(29, 60, 110)", "rgb(31, 107, 58)"),
    "refusal-words": (lambda p: "aucun administrateur ne correspond" in p.step2(last_name="X").box(), True, False),
    "certification-words": (lambda p: "Première connexion après régénération" in renewed_dialog(p), False, True),
    "finish-goes-home": (lambda p: p.step4().click("done", "finish").title(), "ACCÈS À MON ESPACE PERSONNALISÉ", "Direction Employeur"),
    "lost-cancel-home": (lambda p: p.step1().click("lost", "cancelLost").title(), "ACCÈS À MON ESPACE PERSONNALISÉ", "Direction Employeur"),
    "identifier-editable": (lambda p: p.step2().page.is_editable(p.id("regenerate", "identifier") + "-inner"), False, True),
    "names-filled": (lambda p: p.step2().value("regenerate", "last_name"), "", "DUPONT"),
    "code-format": (mail_code, "AAAAA999", "AAAA9999"),
    "no-cookie-strip": (lambda p: "cookies" in p.open().text(), True, False),
    "buttons-swapped": (first_button, True, False),
    "footer-link": (lambda p: "Présentation de l'espace" in p.open().page.inner_text("footer"), False, True),
    "other-addresses": (lambda p: p.step1().page.url.split("#")[1], "/codes-perdus", "/assistance"),
    "mail-base64": (encoding, "quoted-printable", "base64"),
    "sound-slow": (lambda p: slowness(p) > 1.1, False, True),
}

def ask(question, *options):
    with Portal(*options) as p:
        try:
            return question(p)
        except Exception as error:
            return "error: " + str(error).split("\n")[0]

def main():
    only, bad = sys.argv[1:], []
    def tell(kind, name, fine, more=""):
        print("ok  " if fine else "BAD ", kind, name, more, flush=True)
        if not fine:
            bad.append(name)
    names = [d["name"] for d in json.loads((HERE / "defects.json").read_text())]
    varied = [v["name"] for v in json.loads((HERE / "variations.json").read_text())]
    patches = json.loads((HERE / "patches.json").read_text())
    tell("lists", "agree", set(names) == set(QUESTIONS) and set(varied) == set(VARIED) and set(patches) == set(names) | set(varied), f"{len(names)} defects, {len(varied)} variations")
    if not only or "clean" in only:
        with Portal() as p:
            try:
                walk(p)
                tell("clean", "whole way", True)
                if os.environ.get("BUNDLE"):  # BUNDLE=bundle.json ./check.py clean: notes the modules that build.js should put together
                    used = {r.url.split("/resources/")[1] for r in p.seen if re.search(r"/resources/(?!sap-ui-custom).*\.js$", r.url)}
                    pathlib.Path(os.environ["BUNDLE"]).write_text(json.dumps(sorted(used | set(json.loads((HERE / "bundle.json").read_text()))), indent=0))
            except Exception as error:
                if os.environ.get("SHOT"):
                    p.page.screenshot(path=os.environ["SHOT"] + ".bad.png")
                tell("clean", "whole way", False, f"{type(error).__name__} {error}")
        tell("clean", "ends on SIGTERM within a second", p.ended < 1, f"{p.ended:.2f} s")
    for name in names:
        if not only or name in only:
            clean, broken = ask(QUESTIONS[name]), ask(QUESTIONS[name], "--defect", name)
            tell("defect", name, clean is True and broken is not True, "" if clean is True and broken is False else f"clean: {clean}, with the defect: {broken}")
    for name in varied:
        if not only or name in only:
            probe, before, after = VARIED[name]
            clean, other = ask(probe), ask(probe, "--variation", name)
            with Portal("--variation", name) as p:
                try:
                    walk(p, thorough=False)
                    way = "guide kept"
                except Exception as error:
                    way = f"{type(error).__name__} {error}"
            tell("variation", name, clean == before and other == after and way == "guide kept", f"{clean!r} -> {other!r}, {way}")
    print(f"{len(bad)} bad" + (": " + ", ".join(bad) if bad else ""))
    return bool(bad)

with sync_playwright() as playwright:
    BROWSER = playwright.chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
    status = main()
    BROWSER.close()
sys.exit(status)
