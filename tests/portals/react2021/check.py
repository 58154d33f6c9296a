#!/usr/bin/env python3
"""Proof of the portal, through a browser.  ./check.py [name ...]
Clean: every probe passes.  Defect: its probe fails, and the others that must not see it pass (--all).  Variation: every probe passes and its own trait is there."""
import email, email.policy, json, os, re, socket, subprocess, sys, tempfile, time, urllib.request
from aiosmtpd.controller import Controller
from playwright.sync_api import sync_playwright

HERE = os.path.dirname(os.path.abspath(__file__))
Q1, Q2 = "Quel est le nom de jeune fille de votre mère ?", "Quelle est votre ville de naissance ?"
S1, S2 = "12345678912345", "98765432198765"


def acc(n, last, first, role="administrator", siret=S1, bcr="01ABC111", contract="CTR0001", q=Q1, a="Durand", **k):
    return dict({"identifier": f"IDENT{n:04}", "confidential_code": f"ABCD{n:04}", "role": role, "last_name": last, "first_name": first, "email": f"ident{n}@commune.example",
                 "siret": siret, "bcr": bcr, "contract": contract, "question": q, "answer": a, "first_login_done": True, "email_valid": True}, **k)


ACCOUNTS = [acc(1, "DUPONT", "Marcel"), acc(2, "DUPONT", "Marcel", siret=S2, bcr="01ABC222", contract="", q=Q2, a="Arras"), acc(3, "MARTIN", "Claire", q=Q2, a="Pau"),
            acc(4, "LEGRAND", "Paul", q="", a="", first_login_done=False), acc(5, "PETIT", "Anne", email_valid=False), acc(6, "DUPONT", "Marcel", role="user"),
            acc(7, "ROUX", "Jean"), acc(8, "ROUX", "Jean"), acc(9, "BERNARD", "Luc", role="user")]
A = {a["identifier"]: a for a in ACCOUNTS}


class Sink:
    def __init__(self): self.mails = []
    async def handle_DATA(self, server, session, envelope):
        self.mails.append((envelope.mail_from, envelope.rcpt_tos, email.message_from_bytes(envelope.content, policy=email.policy.default)))
        return "250 OK"


def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0)); return s.getsockname()[1]


class Portal:
    def __init__(self, browser, smtp, sink, *flags):
        self.sink, self.port, self.browser = sink, free(), browser
        sink.mails.clear()
        f = tempfile.NamedTemporaryFile("w", suffix=".json"); json.dump(ACCOUNTS, f); f.flush(); self.file = f
        self.proc = subprocess.Popen([f"{HERE}/start", "--port", str(self.port), "--smtp", f"127.0.0.1:{smtp}", "--accounts", f.name, *flags])
        self.url = f"http://127.0.0.1:{self.port}"
        for _ in range(100):
            try: urllib.request.urlopen(self.url + "/api/bootstrap"); break
            except OSError: time.sleep(0.05)
        self.fresh()

    def fresh(self):  # another person at another computer
        if getattr(self, "ctx", None): self.ctx.close()
        self.ctx = self.browser.new_context(locale="fr-FR"); self.page = self.ctx.new_page(); self.page.set_default_timeout(4000)
        self.errors = []; self.page.on("pageerror", lambda e: self.errors.append(str(e)))

    def stop(self):
        self.ctx.close(); t = time.time(); self.proc.terminate(); self.proc.wait(3); self.file.close()
        assert time.time() - t < 1, "slow to end"

    # ---- gestures
    def text(self): return re.sub(r"\s+", " ", self.page.locator("body").inner_text())
    def h1(self): return self.page.locator("h1").inner_text()
    def field(self, label, value): self.page.get_by_label(label, exact=True).fill(value)
    def button(self, name): self.page.get_by_role("button", name=name, exact=True).click()
    def link(self, name, scope=None): (scope or self.page).get_by_role("link", name=name, exact=True).click()
    def settle(self): self.page.wait_for_function("!document.querySelector('button:disabled')"); self.page.wait_for_timeout(60)
    def see(self, *words):
        t = self.text().lower()
        for w in words: assert re.sub(r"\s+", " ", w).lower() in t, f"not seen: {w}"
    def login_page(self):
        self.page.goto(self.url); self.link("Accès à mon espace personnalisé"); self.page.get_by_role("button", name="Je valide").wait_for()
    def lost(self, choice=None):
        self.login_page(); self.link("Codes perdus *"); self.page.get_by_role("heading", level=1).wait_for()
        if choice is not None: self.page.get_by_role("link", name="cliquez ici").nth(choice).click()

    def search(self, ident, choice=1, **change):
        a = {**{k: A[ident][k] for k in ("siret", "bcr", "contract", "last_name", "first_name")}, **change}
        self.lost(choice)
        for label, k in (("Numéro SIRET *", "siret"), ("Numéro BCR **", "bcr"), ("Numéro de contrat **", "contract"), ("Votre Nom *", "last_name"), ("Prénom *", "first_name")): self.field(label, a[k])
        self.button("rechercher"); self.settle()
        if self.h1() == "Votre code identifiant": return sorted(set(re.findall(r"IDENT\d{4}", self.page.locator("main").inner_text())))
        if self.h1().lower().endswith("générer votre code confidentiel"): return "filled:" + self.page.get_by_label("Code identifiant *", exact=True).input_value()
        return None

    def regenerate(self, ident, fill_id=True, go=True, **change):
        a = {**A[ident], **change}
        if go: self.lost(0)
        for label, k in (("Votre Nom *", "last_name"), ("Votre Prénom *", "first_name"), ("Adresse e-mail *", "email"), ("Réponse *", "answer")): self.field(label, a[k])
        if fill_id: self.field("Code identifiant *", a["identifier"])
        q = self.page.get_by_role("combobox", name="Question *")
        if a["question"]:
            if q.evaluate("e => e.tagName") == "SELECT": q.select_option(a["question"])
            else: q.fill(a["question"]); q.press("Enter")
        n = len(self.sink.mails)
        self.button("Générer le code confidentiel"); self.settle()
        if self.h1() != "Régénération du code confidentiel": assert len(self.sink.mails) == n, "refused, yet a mail left"; return None
        end = time.time() + 1
        while len(self.sink.mails) == n and time.time() < end: self.page.wait_for_timeout(20)
        assert len(self.sink.mails) == n + 1, "no mail"
        m = self.sink.mails[-1]
        body = m[2].get_body(("plain",)).get_content()
        code = re.search(r"suivant :\s+([A-Z]{5}\d{3})\s", body).group(1)
        cert = re.search(r"\b[A-Z0-9]{8,10}\b", self.text().split("code confidentiel.", 1)[-1]).group(0)
        return {"from": m[0], "to": m[1], "msg": m[2], "body": body, "code": code, "cert": cert}

    def connect(self, ident, code):
        self.login_page(); self.field("Code identifiant", ident); self.field("Code confidentiel", code); self.button("Je valide"); self.settle()
        return self.state()
    def state(self):
        self.page.wait_for_timeout(60)
        if self.page.get_by_role("textbox", name="Code de certification").count() and self.page.get_by_role("button", name="Valider le code").count(): return "certification"
        if self.page.locator("h1").count() and self.h1() == "Mon espace personnalisé":
            self.page.get_by_text("Bonjour").wait_for(); return "in"
        return "renew" if "renouveler votre code confidentiel" in self.text().split("(*)")[0] or self.page.get_by_role("link", name="Renouveler mon code").count() else "refused"
    def certify(self, code): self.page.get_by_role("textbox", name="Code de certification").fill(code); self.button("Valider le code"); self.settle(); return self.state()


def eq(got, want, what=""): assert got == want, f"{what}: {got!r} instead of {want!r}"


# ---------------------------------------------------------------- probes
def home(p):
    p.page.goto(p.url); p.page.get_by_role("heading", level=1).wait_for()
    p.see("Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur", "Imprimer", "A⁻", "A⁺", "Accueil", "Changer de profil", "Vous êtes", "EMPLOYEUR",
          "ACTIF", "RETRAITÉ", "AUTRE PUBLIC", "Votre actualité", "IHEPS", "23/09/2010", "En savoir +", "Campagne DAI 2010", "RECHERCHER SUR LE SITE", "Liens utiles", "Forum Retraite 2010", "Informations générales", "Études et Documentations",
          "Espace presse", "Droit à l'information", "Liste des régimes et fonds", "CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds", "Informations Employeur")
def login_words(p):
    p.login_page()
    p.see("Accès à mon espace personnalisé", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Codes perdus *", "Aide à la connexion", "Plus d'info ?", "Je suis administrateur", "Je suis utilisateur", "Je ne suis pas encore inscrit(e)",
          "Je m'inscris", "Présentation de l'espace personnalisé", "Démonstration vidéo", "Inscription d'un administrateur", "Inscription d'un utilisateur", "(CGU)", "Poser votre question", "je m'appelle Ariane", "Demander")
    p.see("(*) Vous pouvez récupérer vos codes d'accès uniquement", "si vous vous êtes connecté une 1ère fois", "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement")
    p.button("Je valide"); eq(p.page.get_by_text(re.compile("Ce champ est obligatoire|À compléter")).count(), 2, "messages under the fields")
    p.field("Code confidentiel", "x"); p.button("Afficher le code confidentiel"); eq(p.page.locator("#code").get_attribute("type"), "text")
def lost_link(p): p.lost(); eq(p.h1(), "Codes perdus")
def step1_words(p):
    p.lost(); p.see("Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur", "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici",
                    "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici", "Espace personnalisé", "Retour accueil cdc.retraites")
def step1_user(p): p.lost(3); p.see("administrateur de votre établissement")
def step1_admin_links(p):
    for n, title in ((0, "générer votre code confidentiel"), (1, "Recherche de votre code"), (2, "Recherche de votre code")):
        p.lost(n); assert title.lower() in p.h1().lower(), f"choice {n} opens {p.h1()}"
def step1_cancel(p): p.lost(); p.link("annuler"); eq(p.h1(), "Accès à mon espace personnalisé")
def conditions(p): p.lost(); p.link("» Conditions générales d'utilisation"); eq(p.h1(), "Conditions générales d'utilisation"); p.link("Retour accueil cdc.retraites"); eq(p.h1(), "Accueil")
def not_connected(p):
    for n in (None, 0, 1): p.lost(n); p.see("Non connecté")
def step2_title(p): p.lost(1); eq(p.h1(), "Recherche de votre code identifiant")
def step2_words(p):
    p.lost(1); p.see("Votre établissement", "Numéro SIRET *", "Numéro BCR **", "Numéro de contrat **", "Saisie en majuscules", "Coordonnées professionnelles", "Votre Nom *", "Prénom *", "* Champs obligatoires",
                     "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "exemple 01ABC111"); p.link("Annuler"); eq(p.h1(), "Codes perdus")
def search_finds(p):
    eq(p.search("IDENT0001"), ["IDENT0001"]); eq(p.search("IDENT0002"), ["IDENT0002"]); eq(p.search("IDENT0007"), ["IDENT0007", "IDENT0008"])
    eq(p.search("IDENT0007", 2), ["IDENT0007", "IDENT0008"]); p.button("Choisir IDENT0008"); eq(p.page.get_by_label("Code identifiant *", exact=True).input_value(), "IDENT0008")
    for k in ("siret", "last_name", "first_name"): eq(p.search("IDENT0001", **{k: ""}), None, k)
    eq(p.search("IDENT0001", first_name="Marc"), None); eq(p.search("IDENT0001", contract="CTR9999"), None); p.see("le n° de BCR ou de contrat est bien saisi en majuscules", "bien inscrit en tant qu'administrateur")
def search_no_number(p): eq(p.search("IDENT0001", bcr="", contract=""), None)
def search_one_number(p): eq(p.search("IDENT0001", bcr=""), ["IDENT0001"]); eq(p.search("IDENT0001", contract=""), ["IDENT0001"])
def search_capitals(p): eq(p.search("IDENT0001", bcr="01abc111", contract=""), None); eq(p.search("IDENT0001", bcr="", contract="ctr0001"), None)
def search_name_case(p): eq(p.search("IDENT0001", last_name="Dupont"), None); eq(p.search("IDENT0001", first_name="MARCEL"), None)
def search_users(p): eq(p.search("IDENT0009"), None)
def search_siret(p): eq(p.search("IDENT0001", siret="11111111111111"), None)
def search_colleagues(p): eq(p.search("IDENT0001"), ["IDENT0001"]); p.fresh(); eq(p.search("IDENT0003"), ["IDENT0003"])
def search_first_login(p): eq(p.search("IDENT0004"), None); p.see("autre administrateur de votre établissement")
def bad_address(p): eq(p.search("IDENT0005"), None); eq(p.regenerate("IDENT0005"), None)
def filled(p): eq(p.search("IDENT0001", 2), "filled:IDENT0001"); assert p.regenerate("IDENT0001", fill_id=False, go=False)
def regen_words(p):
    p.lost(0); p.see("Saisissez toutes les rubriques du formulaire", "un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers", "(doit être identique à celle qui est mentionnée sur votre compte)",
                     "Sélectionnez la question que vous avez choisie lors de votre inscription :", "Question *", "Réponse *", "* Champs obligatoires"); p.link("Annuler"); eq(p.h1(), "Codes perdus")
def regen_refusals(p):
    for k, v in (("last_name", "DUPOND"), ("first_name", "Marc"), ("identifier", "IDENT0002"), ("answer", ""), ("question", ""), ("email", "")): eq(p.regenerate("IDENT0001", **{k: v}), None, k)
    eq(p.regenerate("IDENT0006"), None, "user"); eq(p.connect("IDENT0001", "ABCD0001"), "in", "a refusal changes nothing")
def regen_email(p): eq(p.regenerate("IDENT0001", email="autre@commune.example"), None)
def regen_question(p): eq(p.regenerate("IDENT0001", question=Q2), None)
def regen_answer(p): eq(p.regenerate("IDENT0001", answer="Dupuis"), None)
def mail_address(p):
    r = p.regenerate("IDENT0001", email="autre@commune.example") or p.regenerate("IDENT0001"); eq(r["to"], ["ident1@commune.example"])
def step4_words(p):
    p.regenerate("IDENT0001"); p.see("Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services", "noter le code de certification que vous devrez impérativement saisir",
                                     "il ne s'agit pas de votre code confidentiel", "il vous sera demandé lors de votre prochaine connexion"); p.button("Terminer"); assert p.h1() in ("Accueil", "Accès à mon espace personnalisé")
def step4_tries(p): p.regenerate("IDENT0001"); p.see("vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel")
def step4_code(p):
    r = p.regenerate("IDENT0001"); assert re.fullmatch("[A-Z0-9]{10}", r["cert"]), r["cert"]; assert r["code"] not in p.text()
    assert p.regenerate("IDENT0001")["cert"] != r["cert"]
def mail_sender(p): r = p.regenerate("IDENT0001"); eq(r["from"], "e-servicesinscription@caissedesdepots.fr"); assert r["from"] in r["msg"]["From"]
def mail_subject(p): eq(p.regenerate("IDENT0001")["msg"]["Subject"], "Régénération de code confidentiel")
def mail_body(p):
    r = p.regenerate("IDENT0001"); eq(r["body"].split(), f"Votre nouveau code confidentiel est le suivant : {r['code']} A bientôt sur notre site La Direction des Retraites".split()); eq(r["to"], ["ident1@commune.example"])
def asked(p): r = p.regenerate("IDENT0003"); eq(p.connect("IDENT0003", r["code"]), "certification"); eq(p.certify(r["cert"]), "in")
def new_code(p): r = p.regenerate("IDENT0001"); assert p.connect("IDENT0001", r["code"]) in ("certification", "in"), "the code of the mail is refused"
def wrong_certification(p): r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); eq(p.certify("AAAAAAAAAA"), "certification"); eq(p.certify("BBBBBBBBBB"), "certification"); eq(p.certify(r["cert"]), "in")
def three_tries(p):
    r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); eq(p.certify("A"), "certification"); eq(p.certify("B"), "certification"); eq(p.certify("C"), "renew")
def tries_add_up(p):
    r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); p.certify("A"); p.fresh(); p.connect("IDENT0001", r["code"]); eq(p.certify("B"), "certification"); p.fresh(); p.connect("IDENT0001", r["code"]); eq(p.certify("C"), "renew")
def renewal(p):
    r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"])
    for x in "ABCDE":
        if p.certify(x) != "certification": break
    p.fresh(); eq(p.connect("IDENT0001", r["code"]), "renew"); p.fresh(); r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); eq(p.certify(r["cert"]), "in")
def asked_once(p):
    r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); p.certify(r["cert"]); p.button("Se déconnecter"); p.fresh(); eq(p.connect("IDENT0001", r["code"]), "in")
def old_code(p): p.regenerate("IDENT0001"); p.fresh(); eq(p.connect("IDENT0001", "ABCD0001"), "refused")
def sound(p):
    r = p.regenerate("IDENT0001"); p.link("(Cliquez ici pour entendre la version sonore)"); p.page.wait_for_selector("audio", state="attached")
    wav = urllib.request.urlopen(p.url + p.page.locator("audio").get_attribute("src")).read()
    spelt = ".\n".join("i grec" if c == "Y" else c for c in r["cert"]) + ".\n"
    ref = subprocess.run(["espeak-ng", "-v", "fr", "-s", "120", "-g", "30", "--stdout"], input=spelt.encode(), capture_output=True).stdout
    assert wav[:4] == b"RIFF" and wav[44:] == ref[44:], "the sound does not say the code"
    p.page.wait_for_function("document.querySelector('audio').currentTime > 0.1")
def colleague(p):
    eq(p.connect("IDENT0003", "ABCD0003"), "in"); p.page.get_by_role("button", name="Régénérer le code : Paul LEGRAND, IDENT0004").click(); p.button("Régénérer"); p.page.get_by_text("à remettre à Paul LEGRAND").wait_for()
    code = re.search(r"\b[A-HJ-Z]{5}\d{3}\b", p.text()).group(0); assert "IDENT0002" not in p.text(); p.fresh(); eq(p.connect("IDENT0004", code), "in"); p.see("Choisissez votre question secrète")
def strangers(p): eq(p.connect("IDENT0001", "abcd0001"), "refused"); eq(p.connect("IDENT0009", "ABCD0009"), "in"); p.page.goto(p.url + "/nulle-part"); p.see("Page introuvable")


PROBES = [v for k, v in list(globals().items()) if callable(v) and getattr(v, "__code__", None) and v.__code__.co_varnames[:v.__code__.co_argcount] == ("p",)]
SEEN_BY = dict(zip("""lost-link-dead lost-conditions-lost user-choice-missing both-choice-wrong cancel-missing conditions-dead shown-as-connected search-title search-without-number search-needs-both-numbers
search-lowercase-number search-name-any-case search-finds-users search-cached first-login-ignored bad-email-allowed identifier-not-filled regenerate-any-email mail-to-typed-address regenerate-any-answer
certification-called-confidential confidential-code-shown certification-not-asked certification-any certification-five-tries tries-per-login renewal-not-required certification-every-login old-code-kept mail-code-unusable
mail-sender mail-subject mail-tells-certification audio-truncated audio-other-code five-tries-announced search-any-siret regenerate-any-question""".split(),
    [lost_link, login_words, step1_user, step1_admin_links, step1_cancel, conditions, not_connected, step2_title, search_no_number, search_one_number, search_capitals, search_name_case, search_users, search_colleagues,
     search_first_login, bad_address, filled, regen_email, mail_address, regen_answer, step4_words, step4_code, asked, wrong_certification, three_tries, tries_add_up, renewal, asked_once, old_code, new_code,
     mail_sender, mail_subject, mail_body, sound, sound, step4_tries, search_siret, regen_question]))


def path(p): return p.page.url[len(p.url):]
def trait(name, p):  # what the variation changes, seen
    def cert(): r = p.regenerate("IDENT0001"); p.connect("IDENT0001", r["code"]); return p.page.get_by_role("dialog").count()
    def finish(): p.regenerate("IDENT0001"); p.button("Terminer"); return p.h1()
    def player(): p.regenerate("IDENT0001"); p.link("(Cliquez ici pour entendre la version sonore)"); return p.page.locator("audio[controls]").count()
    def siret(): p.lost(1); p.page.get_by_label("Numéro SIRET *").type(S1); return p.page.get_by_label("Numéro SIRET *").input_value()
    def lost(js, n=None): p.lost(n); return p.page.evaluate(js)
    def wait(): t = time.time(); urllib.request.urlopen(p.url + "/api/bootstrap"); return time.time() - t > 0.5
    def refusal(): p.connect("IDENT0001", "x"); return "vérifiez vos codes" in p.text()
    return {"english-addresses": lambda: (p.lost(), path(p))[1], "certification-page": cert, "native-select": lambda: lost("document.querySelectorAll('select').length", 0), "plain-siret": siret,
            "dark-theme": lambda: lost("getComputedStyle(document.body).backgroundColor"), "finish-to-home": finish, "native-audio": player, "slow": wait,
            "mail-html": lambda: p.regenerate("IDENT0001")["msg"].is_multipart(), "progress-steps": lambda: lost("document.body.innerText.includes('Étape 1 sur 4')"),
            "contact-block": lambda: lost("document.body.innerText.includes('Une difficulté')"), "reworded-refusals": refusal, "typo-fixed": lambda: (p.regenerate("IDENT0001"), "Veuillez noter" in p.text())[1],
            "identifier-editable": lambda: (p.search("IDENT0001", 2), p.page.get_by_label("Code identifiant *").is_editable())[1]}[name]()


def main():
    sink = Sink(); smtp = Controller(sink, hostname="127.0.0.1", port=free()); smtp.start()
    names = [a for a in sys.argv[1:] if a != "--all"]; failed = 0; base = {}
    def run(probe, *flags):
        p = Portal(b, smtp.port, sink, *flags)
        try: probe(p); assert not p.errors, p.errors
        except Exception as e: return str(e).split("\n")[0][:150] or type(e).__name__
        finally: p.stop()
    def say(ok, *w):
        nonlocal failed; failed += not ok; print("ok  " if ok else "FAIL", *w, flush=True)
    with sync_playwright() as pw:
        b = pw.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox", "--autoplay-policy=no-user-gesture-required"])
        if not names or "clean" in names:
            for probe in PROBES: r = run(probe); say(r is None, "clean", probe.__name__, r or "")
        defects = [d["name"] for d in json.load(open(f"{HERE}/defects.json"))]; assert set(defects) == set(SEEN_BY), set(defects) ^ set(SEEN_BY)
        for d in defects:
            if names and d not in names: continue
            r = run(SEEN_BY[d], "--defect", d); say(r is not None, "defect", d, "seen by", SEEN_BY[d].__name__, "->", r)
        for v in [v["name"] for v in json.load(open(f"{HERE}/variations.json"))]:
            if names and v not in names: continue
            out = {}
            for flags in ((), ("--variation", v)):
                p = Portal(b, smtp.port, sink, *flags); out[flags] = trait(v, p); p.stop()
            say(len(set(map(str, out.values()))) == 2, "variation", v, "there:", *out.values())
            for probe in PROBES if "--all" in sys.argv else [login_words, step1_words, step2_words, search_finds, filled, mail_body, wrong_certification, step4_words, sound]:
                r = run(probe, "--variation", v)
                if r: say(False, "variation", v, probe.__name__, r)
        b.close()
    smtp.stop(); print(f"{failed} failed"); sys.exit(bool(failed))


if __name__ == "__main__": main()
