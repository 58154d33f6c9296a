#!/usr/bin/env python3
"""Preuve : le portail propre tient le guide, chaque défaut est vu, chaque variation est là et passe. Usage : check.py [--no-browser] [nom ...]"""
import email, email.policy, html, io, json, os, re, signal, socket, subprocess, sys, tempfile, time, urllib.error, urllib.request, wave
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin
from aiosmtpd.controller import Controller

HERE = os.path.dirname(os.path.abspath(__file__))
Q1, QX = "Quel est le nom de jeune fille de votre mère ?", "Quel est le nom de votre école primaire ?"


def A(n, last, first, **k):
    d = dict(identifier=f"IDENT{n:04}", confidential_code=f"ABCD{n:04}", role="administrator", last_name=last, first_name=first, email=f"{first}.{last}{n}@commune.example".lower(),
             siret="12345678912345", bcr="01ABC111", contract=f"CTR{n:04}", question=Q1, answer="Durand", first_login_done=True, email_valid=True)
    d.update(k)
    return d


ACC = [A(1, "DUPONT", "Marcel"), A(2, "MARTIN", "Alice", contract=""), A(3, "PETIT", "Paul", role="user"), A(4, "NEUF", "Nadia", first_login_done=False),
       A(5, "FAUX", "Fabien", email_valid=False), A(6, "DUPONT", "Marcel", siret="98765432109876", bcr="02DEF222", question=QX, answer="Jules Ferry"),
       A(7, "LEROY", "Jean"), A(8, "LEROY", "Jean")] + [A(n, f"NOM{chr(55 + n)}", f"Luc{chr(87 + n)}") for n in range(10, 30)]
BY = {a["identifier"]: a for a in ACC}
def acc(n): return BY[f"IDENT{n:04}"]


class Mails:
    def __init__(self): self.all = []
    async def handle_DATA(self, server, session, env):
        m = email.message_from_bytes(env.content, policy=email.policy.default)
        self.all.append(dict(rcpt=list(env.rcpt_tos), sender=str(m["From"]), subject=str(m["Subject"]), body=m.get_body(("plain",)).get_content(), multi=m.is_multipart()))
        return "250 OK"


def free():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0)); return s.getsockname()[1]


MAILS = Mails()
SMTP_PORT = free()
TMP = tempfile.mkdtemp()
with open(TMP + "/accounts.json", "w", encoding="utf-8") as f: json.dump(ACC, f)


class Portal:
    def __init__(self, defect="", variation=""):
        self.port = free()
        args = [HERE + "/start", "--port", str(self.port), "--smtp", f"127.0.0.1:{SMTP_PORT}", "--accounts", TMP + "/accounts.json"]
        if defect: args += ["--defect", defect]
        if variation: args += ["--variation", variation]
        self.p = subprocess.Popen(args)
        self.base = f"http://127.0.0.1:{self.port}/"
        for _ in range(100):
            try: socket.create_connection(("127.0.0.1", self.port), 1).close(); break
            except OSError: time.sleep(.05)
        MAILS.all.clear()
    def stop(self):
        t = time.time(); self.p.send_signal(signal.SIGTERM); self.p.wait(5)
        return time.time() - t


class Items(HTMLParser):
    def __init__(self):
        super().__init__(); self.v = {}; self.sel = None
    def handle_starttag(self, t, a):
        a = dict(a)
        if t == "input" and a.get("name"): self.v[a["name"]] = a.get("value", "")
        if t == "select": self.sel = a.get("name"); self.v[self.sel] = ""
        if t == "option" and "selected" in a: self.v[self.sel] = a.get("value", "")


class Client:
    def __init__(self, base):
        self.base, self.o = base, urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        self.get("")
    def req(self, url, data=None):
        try: r = self.o.open(urljoin(self.url if hasattr(self, "url") else self.base, url), data, timeout=10)
        except urllib.error.HTTPError as e: r = e
        self.status, self.raw, self.ctype = r.status if hasattr(r, "status") else r.code, r.read(), r.headers.get("Content-Type", "")
        if self.ctype.startswith("text/html"):
            self.url = r.geturl(); self.html = self.raw.decode(); p = Items(); p.feed(self.html); self.items = p.v
            body = re.sub(r'data-mark="(\*+)">', r'>\1', self.html)
            self.text = re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", re.sub(r"(?s)<head.*?</head>", "", body))))
        return self
    def get(self, url): return self.req(url if url else self.base)
    def page(self, n): return self.get(f"/ords/f?p=110:{n}:{self.sid}")
    @property
    def sid(self): return self.url.split("f?p=")[1].split(":")[2]
    def link(self, text, nth=0):
        found = [u for u, t in re.findall(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', self.html) if re.sub("<[^>]+>", "", html.unescape(t)).strip() == text]
        return html.unescape(found[nth])
    def follow(self, text, nth=0): return self.get(self.link(text, nth))
    def target(self, text):
        return html.unescape(re.search(r"""<button onclick="apex\.navigation\.redirect\(&#x27;([^"]*?)&#x27;\);"[^>]*><span[^>]*>""" + text, self.html).group(1))
    def submit(self, request, **v):
        assert request in self.html, f"pas de bouton {request}"
        url = self.url
        self.req("wwv_flow.accept", urlencode({**self.items, **v, "p_request": request}).encode())
        if self.url.endswith("accept"): self.url = url
        return self
    @property
    def pid(self): return re.search(r'name="p_flow_step_id" value="(\d+)"', self.html).group(1)
    def choice(self, n):
        self.page(101).follow("Codes perdus *").follow("cliquez ici", n)
        return self
    def search(self, a, **k):
        v = dict(P3_SIRET=a["siret"], P3_BCR=a["bcr"], P3_CONTRAT="", P3_NOM=a["last_name"], P3_PRENOM=a["first_name"]); v.update(k)
        return self.submit("RECHERCHER", **v)
    def question(self, q):
        opts = re.findall(r'<option value="(\d+)"[^>]*>(.*?)<', self.html)
        if not opts:
            keep = (self.url, self.html, self.text, self.items)
            self.get(html.unescape(re.search(r"apex\.lov\.open\('P5_QUESTION', '([^']*)'", self.html).group(1)))
            opts = re.findall(r'data-return="(\d+)"[^>]*>(.*?)<', self.html)
            self.url, self.html, self.text, self.items = keep
        self.questions = [html.unescape(t) for _, t in opts]
        for k, t in opts:
            if html.unescape(t) == q: return k
        return "1"
    def gen(self, a, **k):
        v = dict(P5_NOM=a["last_name"], P5_PRENOM=a["first_name"], P5_EMAIL=a["email"], P5_QUESTION=self.question(a["question"]), P5_REPONSE=a["answer"])
        if "readonly" not in re.search(r'<input[^>]*id="P5_IDENTIFIANT"[^>]*>', self.html).group(0): v["P5_IDENTIFIANT"] = a["identifier"]
        v.update(k)
        return self.submit("GENERER", **v)
    def recover(self, a):
        """page du code seul -> (nouveau code, certification)"""
        n = len(MAILS.all)
        self.page(2); self.get(f"/ords/f?p=110:5:{self.sid}::NO:5:P5_MODE:CONF").gen(a)
        assert self.pid == "6", "pas de page 6"
        m = wait_mail(n)
        return re.search(r":\s+(\S+)", m["body"]).group(1), re.search(r'id="P6_CERTIF">(.*?)<', self.html).group(1), m
    def login(self, a, code=None):
        return self.page(101).submit("LOGIN", P101_USERNAME=a["identifier"], P101_PASSWORD=code or a["confidential_code"])
    def certify(self, a, pw, code):
        if self.pid == "11": return self.submit("CERTIFIER", P11_CERTIF=code)
        assert "P101_CERTIF" in self.html, "code de certification non demandé"
        return self.submit("LOGIN", P101_USERNAME=a["identifier"], P101_PASSWORD=pw, P101_CERTIF=code)
    @property
    def asks(self): return 'id="P11_CERTIF"' in self.html or 'id="P101_CERTIF"' in self.html
    @property
    def refused(self): return "t_Alert_Notification" in self.html


def wait_mail(n):
    t = time.time()
    while len(MAILS.all) <= n and time.time() - t < 2: time.sleep(.02)
    assert len(MAILS.all) == n + 1, f"{len(MAILS.all) - n} courriel(s)"
    return MAILS.all[n]


CHECKS = {}
def check(f): CHECKS[f.__name__] = f; return f
def has(c, *texts):
    for t in texts: assert t in c.text, f"manque : {t}"
def found(c, a): return a["identifier"] in c.text and not c.refused or a["identifier"] in c.html and c.pid in ("4", "5")

@check
def home(c, o):
    has(c.page(1), "Non connecté", "Imprimer", "A⁻", "A⁺", "Changer de profil", "Votre actualité", "Liens utiles", "Informations générales", "Liste des régimes et fonds", "Informations Employeur", "EMPLOYEUR", "AUTRE PUBLIC", "SASPA", "Espace presse")
    assert c.follow("Accès à mon espace personnalisé").pid == "101"
@check
def login_words(c, o):
    has(c.page(101), "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide", "Aide à la connexion", "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Poser votre question", "Bonjour, je m'appelle Ariane", "Demander", "Je suis administrateur", "Conditions générales d'utilisation (CGU)")
@check
def lost_link(c, o): assert c.page(101).follow("Codes perdus *").pid == "2"
@check
def conditions(c, o): has(c.page(101), "(*) Vous pouvez récupérer vos codes d'accès uniquement", "si vous avez choisi la question secrète et sa réponse", "si l'adresse courriel enregistrée sur votre compte est valide", "demandez à un autre administrateur de votre établissement")
@check
def step1(c, o):
    has(c.page(2), "Non connecté", "Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur", "Vous avez perdu votre code identifiant et votre code confidentiel :", "» Conditions générales d'utilisation")
    assert c.link("annuler"); c.follow("Conditions générales d'utilisation"); assert c.pid == "31"
@check
def user_choice(c, o):
    has(c.page(2), "Vous êtes utilisateur sans être administrateur", "code identifiant et / ou votre code confidentiel")
    assert c.follow("cliquez ici", 3).pid == "7"
@check
def choices(c, o):
    assert c.choice(0).pid == "5"; assert c.choice(1).pid == "3"; assert c.choice(2).pid == "3"
@check
def step2_words(c, o): has(c.choice(1), "Recherche de votre code identifiant", "Votre établissement", "Saisie en majuscules", "Coordonnées professionnelles", "Votre Nom * :", "Prénom * :", "rechercher", "Annuler", "* Champs obligatoires", "Numéro BCR ** :", "Si votre requête n'aboutit pas")
@check
def siret_mark(c, o): has(c.choice(1), "Numéro SIRET * :")
@check
def contract_mark(c, o): has(c.choice(1), "Numéro de contrat ** :")
@check
def both_legend(c, o): has(c.choice(1), "** Vous devez obligatoirement compléter au moins l'un de ces deux champs")
@check
def home_link(c, o): assert c.choice(1).follow("Retour accueil cdc.retraites").status == 200 and c.pid == "1"
@check
def status(c, o):
    for n in (0, 1): has(c.choice(n), "Non connecté")
@check
def cancel(c, o):
    for n in (0, 1): assert c.choice(n).get(c.target("Annuler")).pid in ("2", "101"), "Annuler reste"
@check
def found_by_bcr(c, o): assert found(c.choice(1).search(acc(1)), acc(1))
@check
def found_by_contract(c, o): assert found(c.choice(1).search(acc(1), P3_BCR="", P3_CONTRAT="CTR0001"), acc(1))
@check
def namesakes(c, o):
    assert found(c.choice(1).search(acc(6)), acc(6)) and acc(1)["identifier"] not in c.text
    assert c.choice(1).search(acc(7)).refused
    assert found(c.choice(1).search(acc(8), P3_CONTRAT="CTR0008"), acc(8))
def refuse(c, a, **k):
    c.choice(1).search(a, **k); assert c.refused and c.pid == "3" and a["identifier"] not in c.html
@check
def neither(c, o): refuse(c, acc(1), P3_BCR="")
@check
def mandatory(c, o):
    for k in ("P3_SIRET", "P3_NOM", "P3_PRENOM"): refuse(c, acc(1), **{k: ""}); assert f'{k}_error' in c.html
@check
def lowercase(c, o): refuse(c, acc(1), P3_BCR="01abc111")
@check
def lowercase_contract(c, o): refuse(c, acc(1), P3_BCR="", P3_CONTRAT="ctr0001")
@check
def wrong_numbers(c, o): refuse(c, acc(1), P3_BCR="09ZZZ999"); refuse(c, acc(1), P3_BCR="", P3_CONTRAT="CTR9999"); refuse(c, acc(1), P3_SIRET="98765432109876")
@check
def name_case(c, o): refuse(c, acc(1), P3_NOM="Dupont"); refuse(c, acc(1), P3_PRENOM="MARCEL")
@check
def user_refused(c, o): refuse(c, acc(3), P3_CONTRAT="")
@check
def never_connected(c, o): refuse(c, acc(4))
@check
def bad_email(c, o):
    refuse(c, acc(5)); n = len(MAILS.all); c.choice(0).gen(acc(5)); assert c.refused and len(MAILS.all) == n
@check
def user_refused_step3(c, o): assert c.choice(0).gen(acc(3)).refused
@check
def both(c, o):
    c.choice(2).search(acc(10)); assert c.pid == "5" and c.items["P5_IDENTIFIANT"] == "IDENT0010", "identifiant non renseigné"
    has(c, "Votre identifiant est renseigné automatiquement")
    assert c.gen(acc(10)).pid == "6"
@check
def ident_by_session(c, o):
    d = Client(c.base); c.choice(2).search(acc(11)); d.choice(2).search(acc(12))
    c.page(5); assert c.items["P5_IDENTIFIANT"] in ("IDENT0011", ""), "identifiant d'une autre session"
@check
def step3_words(c, o):
    has(c.choice(0), "Regénérer votre code confidentiel", "Saisissez toutes les rubriques du formulaire", "Votre Nom * :", "Votre Prénom * :", "Code identifiant * :", "Adresse e-mail * :", "doit être identique à celle", "Sélectionnez la question que vous avez choisie lors de votre inscription", "Question * :", "Réponse * :", "Générer le code confidentiel", "* Champs obligatoires")
@check
def questions(c, o):
    c.choice(0).question(Q1); assert Q1 in c.questions and QX in c.questions and len(c.questions) >= 5
def refuse3(c, a, **k):
    n = len(MAILS.all); c.choice(0).gen(a, **k); assert c.refused and c.pid == "5", "accepté"; time.sleep(.05); assert len(MAILS.all) == n
@check
def mandatory3(c, o):
    for k in ("P5_NOM", "P5_PRENOM", "P5_IDENTIFIANT", "P5_EMAIL", "P5_QUESTION", "P5_REPONSE"): refuse3(c, acc(13), **{k: ""}); assert k + "_error" in c.html
@check
def wrong_email(c, o): refuse3(c, acc(13), P5_EMAIL="autre@commune.example")
@check
def wrong_question(c, o): refuse3(c, acc(13), P5_QUESTION="3")
@check
def wrong_answer(c, o): refuse3(c, acc(13), P5_REPONSE="Dupond")
@check
def wrong_name(c, o): refuse3(c, acc(13), P5_NOM="Autre"); refuse3(c, acc(13), P5_PRENOM="autre"); refuse3(c, acc(13), P5_IDENTIFIANT="IDENT0012")
@check
def step4_words(c, o):
    c.recover(acc(14)); has(c, "Régénération du code confidentiel", "Vous recevrez prochainement par courriel", "code de certification", "il ne s'agit pas de votre code confidentiel", "(Cliquez ici pour entendre la version sonore)", "Terminer", "Conditions générales")
    assert c.submit("TERMINER").pid in ("1", "101") and c.page(6).pid != "6"
@check
def step4_tries(c, o): c.recover(acc(14)); has(c, "vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel")
@check
def mail(c, o):
    pw, cert, m = c.recover(acc(15))
    assert m["subject"] == "Régénération de code confidentiel"
    assert m["body"].split() == f"Votre nouveau code confidentiel est le suivant : {pw} A bientôt sur notre site La Direction des Retraites".split() and len(pw) == 8
@check
def mail_to(c, o): assert c.recover(acc(15))[2]["rcpt"] == [acc(15)["email"]]
@check
def mail_from(c, o): assert c.recover(acc(15))[2]["sender"] == "e-servicesinscription@caissedesdepots.fr"
@check
def codes_differ(c, o): pw, cert, m = c.recover(acc(16)); assert pw != cert and len(cert) == 10
@check
def mail_code_works(c, o):
    pw, cert, m = c.recover(acc(17)); assert pw != cert; c.login(acc(17), pw); assert not c.refused or c.asks
@check
def frame_is_not_code(c, o): pw, cert, m = c.recover(acc(17)); c.login(acc(17), cert); assert c.refused and not c.asks and c.pid == "101", "le cadre est le code confidentiel"
@check
def sound(c, o):
    pw, cert, m = c.recover(acc(18)); c.follow("(Cliquez ici pour entendre la version sonore)")
    assert c.status == 200 and c.ctype == "audio/wav"; w = wave.open(io.BytesIO(c.raw)); assert w.getnframes() / w.getframerate() > 3
@check
def sound_says(c, o):
    pw, cert, m = c.recover(acc(18)); c.follow("(Cliquez ici pour entendre la version sonore)")
    subprocess.run(["espeak-ng", "-v", "fr", "-s", "110", "-g", "25", "-w", TMP + "/ref.wav", ", ".join(cert) + "."], check=True)
    assert c.raw == open(TMP + "/ref.wav", "rb").read(), "autre son"
    d = Client(c.base); d.get(c.link("(Cliquez ici pour entendre la version sonore)").replace(c.sid, d.sid).join(["/ords/", ""])); assert d.ctype != "audio/wav"
@check
def plain_login(c, o):
    c.login(acc(19)); assert c.pid == "10" and "IDENT0019" in c.text and "Connecté : " in c.text; c.follow("Se déconnecter"); assert c.page(10).pid == "101"
    assert c.login(acc(3)).pid == "10"; c.follow("Se déconnecter"); assert c.login(acc(19), "FAUX0000").refused
@check
def old_code(c, o): c.recover(acc(20)); c.login(acc(20)); assert c.refused and c.pid == "101"
@check
def certification(c, o):
    pw, cert, m = c.recover(acc(21)); d = Client(c.base); d.login(acc(21), pw); assert d.asks, "non demandé"
    assert d.page(10).pid != "10"; d.login(acc(21), pw); assert d.certify(acc(21), pw, cert).pid == "10"
@check
def certification_once(c, o):
    pw, cert, m = c.recover(acc(22)); c.login(acc(22), pw)
    if c.asks: c.certify(acc(22), pw, cert)
    assert c.pid == "10"; c.follow("Se déconnecter"); assert c.login(acc(22), pw).pid == "10", "redemandé"
@check
def two_tries_then_good(c, o):
    pw, cert, m = c.recover(acc(23)); c.login(acc(23), pw)
    for _ in range(2): c.certify(acc(23), pw, "FAUX"); assert c.asks
    assert c.certify(acc(23), pw, cert).pid == "10"
@check
def three_tries(c, o):
    pw, cert, m = c.recover(acc(24)); c.login(acc(24), pw)
    for _ in range(3): c.certify(acc(24), pw, "FAUX")
    assert c.pid == "101" and not c.asks, "quatrième essai"; has(c, "vous devez renouveler votre code confidentiel")
@check
def locked(c, o):
    pw, cert, m = c.recover(acc(25)); c.login(acc(25), pw)
    for _ in range(4):
        if c.asks: c.certify(acc(25), pw, "FAUX")
    c.login(acc(25), pw); assert c.refused and not c.asks and c.pid == "101", "même code"
@check
def tries_by_account(c, o):
    pw, cert, m = c.recover(acc(26))
    for _ in range(3): d = Client(c.base); d.login(acc(26), pw); d.certify(acc(26), pw, "FAUX")
    d = Client(c.base); d.login(acc(26), pw); assert not d.asks, "compte des essais remis à zéro"
@check
def renewal(c, o):
    pw, cert, m = c.recover(acc(27)); c.login(acc(27), pw)
    for _ in range(4):
        if c.asks: c.certify(acc(27), pw, "FAUX")
    pw2, cert2, m = c.recover(acc(27)); assert pw2 != pw; c.login(acc(27), pw2)
    if c.asks: c.certify(acc(27), pw2, cert2)
    assert c.pid == "10", "le nouveau code reste refusé"
@check
def renewed_cert(c, o):
    pw, cert, m = c.recover(acc(28)); pw2, cert2, m = c.recover(acc(28)); c.login(acc(28), pw); assert c.refused


SEES = dict(lost_link_gone="lost_link", note_condition_gone="conditions", user_choice_gone="user_choice", choices_swapped="choices", siret_mark_gone="siret_mark", contract_mark_single="contract_mark", one_of_two_legend_gone="both_legend",
            home_link_broken="home_link", status_connected="status", warning_five_tries="step4_tries", ident_not_prefilled="both", cancel_stays="cancel", chosen_questions_missing="questions", neither_number_accepted="neither", both_numbers_required="found_by_bcr",
            lowercase_bcr_accepted="lowercase", name_case_ignored="name_case", user_search_accepted="user_refused", never_connected_accepted="never_connected", bad_email_accepted="bad_email", email_not_checked="wrong_email", question_not_checked="wrong_question",
            answer_not_checked="wrong_answer", old_code_alive="old_code", certification_not_asked="certification", certification_forever="certification_once", fourth_try_allowed="three_tries", tries_never_lock="locked", tries_per_login="tries_by_account",
            renewal_stays_locked="renewal", certification_is_the_code="frame_is_not_code", ident_shared_between_sessions="ident_by_session", mail_sender="mail_from", mail_to_colleague="mail_to", mail_carries_certification="mail_code_works", sound_missing="sound", sound_other_code="sound_says")


def v_found(c): return c.choice(1).search(acc(1))
VARIES = dict(css_marks=lambda c: 'data-mark="*"' in c.choice(1).html, lov_window=lambda c: "'Question', true)" in c.choice(0).html, native_select=lambda c: '<select name="P5_QUESTION"' in c.choice(0).html,
              grid_search=lambda c: "<table" not in c.choice(1).html, digits_certification=lambda c: c.recover(acc(1))[1].isdigit(), finish_home=lambda c: bool(c.recover(acc(1))) and c.submit("TERMINER").pid == "1",
              cancel_login=lambda c: c.choice(1).get(c.target("Annuler")).pid == "101", certification_on_login=lambda c: 'id="P101_CERTIF"' in c.login(acc(1), c.recover(acc(1))[0]).html,
              result_in_bar=lambda c: v_found(c).pid == "3" and "t_Alert_Success" in c.html, other_words=lambda c: "Nous ne pouvons donner suite" in c.choice(1).search(acc(1), P3_NOM="X").text,
              top_nav=lambda c: 'class="t-PageBody topnav"' in c.page(1).html, notice_banner=lambda c: "Maintenance" in c.page(1).text, mail_multipart=lambda c: c.recover(acc(1))[2]["multi"])


def suite(base):
    bad = {}
    for name, f in CHECKS.items():
        try: f(Client(base), None)
        except Exception as e: bad[name] = f"{type(e).__name__} {e}"
    return bad


def browser():
    from playwright.sync_api import sync_playwright
    bad = []
    with sync_playwright() as pw:
        b = pw.chromium.launch(executable_path="/usr/bin/chromium-headless-shell", args=["--no-sandbox"])
        for name in ("", "lov_window", "native_select"):
            p = Portal(variation=name); errors = []
            try:
                g = b.new_page(); g.set_default_timeout(5000); g.on("pageerror", lambda e: errors.append(str(e)))
                a = acc(1)
                g.goto(p.base); g.get_by_role("button", name="A⁺").or_(g.locator("button[title='Agrandir le texte']")).first.click()
                g.get_by_role("link", name="Accès à mon espace personnalisé").click(); g.get_by_role("link", name="Codes perdus *").click()
                g.get_by_role("link", name="cliquez ici").nth(2).click()
                g.get_by_role("button", name="rechercher").click()
                assert g.locator(".t-Form-error").count() == 4 and g.locator("#t_Alert_Notification li").count() == 4
                g.locator("#t_Alert_Notification li a").first.click(); assert g.evaluate("document.activeElement.id") == "P3_SIRET"
                g.locator("#t_Alert_Notification button").click(); assert g.locator("#t_Alert_Notification").count() == 0
                for lab, v in (("Numéro SIRET", a["siret"]), ("Numéro BCR", a["bcr"]), ("Votre Nom", a["last_name"]), ("Prénom", a["first_name"])): g.get_by_label(lab).fill(v)
                g.get_by_role("button", name="rechercher").click()
                assert g.get_by_label("Code identifiant").input_value() == a["identifier"]
                g.locator("#t_Alert_Success button").click(); assert g.locator("#t_Alert_Success").count() == 0
                g.get_by_label("Votre Nom").fill(a["last_name"]); g.get_by_label("Votre Prénom").fill(a["first_name"]); g.get_by_label("Adresse e-mail").fill(a["email"]); g.get_by_label("Réponse").fill(a["answer"])
                if name == "native_select": g.locator("select").select_option(label=Q1)
                elif name == "lov_window":
                    with g.expect_popup() as w: g.locator("#P5_QUESTION_lov_btn").click()
                    w.value.get_by_role("link", name=Q1).click(no_wait_after=True)
                else:
                    g.locator("#P5_QUESTION_lov_btn").click(); g.keyboard.press("Escape"); assert g.locator(".ui-dialog").count() == 0
                    g.locator("#P5_QUESTION_lov_btn").click(); fr = g.frame_locator(".ui-dialog iframe"); fr.get_by_label("Rechercher").fill("jeune"); fr.get_by_role("link", name=Q1).click()
                    assert g.locator(".ui-dialog").count() == 0
                if name != "native_select": g.wait_for_function("document.getElementById('P5_QUESTION').value !== ''"); assert g.locator("#P5_QUESTION").input_value() == Q1
                g.get_by_role("button", name="Générer le code confidentiel").click()
                cert = g.locator("#P6_CERTIF").inner_text(); code = re.search(r":\s+(\S+)", wait_mail(0)["body"]).group(1)
                assert g.evaluate("async u => (await fetch(u)).headers.get('content-type')", g.get_by_role("link", name="(Cliquez ici pour entendre la version sonore)").get_attribute("href")) == "audio/wav"
                g.get_by_role("button", name="Terminer").click(); g.get_by_label("Code identifiant").fill(a["identifier"]); g.get_by_label("Code confidentiel").fill(code); g.keyboard.press("Enter")
                g.locator("#P11_CERTIF").fill(cert); g.get_by_role("button", name="Valider").click()
                g.get_by_text("vous êtes connecté(e)").wait_for(); assert not errors, errors
                g.close()
            except Exception as e: bad.append(f"navigateur {name or 'propre'} : {type(e).__name__} {e} {errors}")
            finally: p.stop()
        b.close()
    return bad


def main():
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    defects = [d["name"] for d in json.load(open(HERE + "/defects.json", encoding="utf-8"))]
    variations = [d["name"] for d in json.load(open(HERE + "/variations.json", encoding="utf-8"))]
    assert set(defects) == set(SEES) and set(variations) == set(VARIES), (set(defects) ^ set(SEES), set(variations) ^ set(VARIES))
    ctl = Controller(MAILS, hostname="127.0.0.1", port=SMTP_PORT); ctl.start()
    wrong = 0
    try:
        if not names:
            p = Portal(); bad = suite(p.base); t = p.stop(); wrong += bool(bad) or t > 1
            print(f"propre : {len(CHECKS)} vérifications,", "toutes bonnes" if not bad else bad, f"(arrêt {t:.2f} s)", flush=True)
            if "--no-browser" not in sys.argv:
                bad = browser(); wrong += len(bad); print("navigateur :", "bon (propre, lov_window, native_select)" if not bad else bad, flush=True)
        for d in defects:
            if names and d not in names: continue
            p = Portal(defect=d); bad = suite(p.base); p.stop(); ok = SEES[d] in bad; wrong += not ok
            print("défaut", d, ": vu par" if ok else ": PAS VU,", ", ".join(bad), flush=True)
        for v in variations:
            if names and v not in names: continue
            p = Portal(variation=v); bad = suite(p.base)
            try: there = VARIES[v](Client(p.base))
            except Exception as e: there = False; bad["présence"] = repr(e)
            p.stop(); p = None; wrong += bool(bad) or not there
            print("variation", v, ": là" if there else ": ABSENTE", "et conforme" if not bad else bad, flush=True)
    finally:
        ctl.stop()
    print("tout est bon" if not wrong else f"{wrong} fautes")
    sys.exit(bool(wrong))


main()
