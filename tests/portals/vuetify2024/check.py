#!/usr/bin/env python3
"""Preuve : le portail propre tient le guide, chaque défaut et chaque variation est bien là.

./check.py [clean] [defects] [variations] [NOM...]   (sans argument : clean defects variations)
Il faut ./install d'abord et un Chromium (/usr/bin/chromium ou CHROMIUM=...)."""
import email, email.policy, http.cookiejar, io, json, os, re, socket, subprocess, sys, threading, time, urllib.error, urllib.request, wave
from pathlib import Path

ICI = Path(__file__).resolve().parent
PY = ICI / ".venv/bin/python"
try:
    from playwright.sync_api import sync_playwright, TimeoutError as Trop
except ImportError:
    if Path(sys.prefix) == ICI / ".venv":
        raise
    if subprocess.run([PY, "-c", "import playwright"], stderr=subprocess.DEVNULL).returncode:
        subprocess.run([PY, "-m", "pip", "install", "-q", "playwright"], check=True)
    os.execv(PY, [str(PY), *sys.argv])

COMPTES = ICI / "check-accounts.json"
C = {c["identifier"]: c for c in json.loads(COMPTES.read_text("utf-8"))}
D = C["IDENT0001"]


def port_libre():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Smtp(threading.Thread):
    """Boîte de réception : un SMTP minimal."""
    def __init__(self):
        super().__init__(daemon=True)
        self.s = socket.create_server(("127.0.0.1", 0))
        self.port, self.mails = self.s.getsockname()[1], []
        self.start()

    def run(self):
        while True:
            c, _ = self.s.accept()
            threading.Thread(target=self.client, args=(c,), daemon=True).start()

    def client(self, c):
        f = c.makefile("rwb")
        def dire(t): f.write(t.encode() + b"\r\n"); f.flush()
        dire("220 check")
        to = []
        while ligne := f.readline():
            v = ligne.upper()
            if v.startswith(b"RCPT"):
                to.append(re.search(rb"<(.*?)>", ligne)[1].decode()); dire("250 ok")
            elif v.startswith(b"DATA"):
                dire("354 go"); corps = b""
                while (l := f.readline()) != b".\r\n":
                    corps += l[1:] if l.startswith(b"..") else l
                self.mails.append((to, email.message_from_bytes(corps, policy=email.policy.default))); to = []
                dire("250 ok")
            elif v.startswith(b"QUIT"):
                dire("221 bye"); break
            else:
                dire("250 ok")


SMTP = Smtp()


class Portail:
    def __init__(self, *plus):
        self.port = port_libre()
        self.url = f"http://127.0.0.1:{self.port}"
        self.p = subprocess.Popen([str(ICI / "start"), "--port", str(self.port), "--smtp", f"127.0.0.1:{SMTP.port}", "--accounts", str(COMPTES), *plus])
        fin = time.time() + 30
        while True:
            try:
                urllib.request.urlopen(self.url + "/", timeout=2).read(); break
            except OSError:
                assert self.p.poll() is None and time.time() < fin, "le portail ne démarre pas"
                time.sleep(.15)

    def fermer(self):
        t = time.time()
        self.p.terminate()
        self.p.wait(5)
        return time.time() - t

    def __enter__(self):
        SMTP.mails.clear()
        return self

    def __exit__(self, *_):
        self.fermer()


class Http:
    """Client HTTP simple, une session."""
    def __init__(self, url):
        self.url = url
        self.o = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def brut(self, chemin):
        return self.o.open(self.url + chemin, timeout=10)

    def get(self, chemin):
        return self.req(urllib.request.Request(self.url + "/api" + chemin))

    def post(self, chemin, **corps):
        return self.req(urllib.request.Request(self.url + "/api" + chemin, json.dumps(corps).encode(), {"Content-Type": "application/json"}))

    def req(self, r):
        try:
            with self.o.open(r, timeout=10) as f:
                return f.status, json.load(f)
        except urllib.error.HTTPError as e:
            return e.code, json.load(e)

    # raccourcis
    def chercher(self, c=D, **autre):
        return self.post("/codes-perdus/identifiant", **{**dict(siret=c["siret"], bcr=c["bcr"], contrat="", nom=c["last_name"], prenom=c["first_name"]), **autre})

    def regenerer(self, c=D, **autre):
        return self.post("/codes-perdus/code-confidentiel", **{**dict(nom=c["last_name"], prenom=c["first_name"], identifiant=c["identifier"], email=c["email"], question=c["question"], reponse=c["answer"]), **autre})

    def entrer(self, code, ident="IDENT0001"):
        return self.post("/connexion", identifiant=ident, code=code)

    def certifier(self, code):
        return self.post("/connexion/certification", code=code)


def code_du_mail(n=1):
    fin = time.time() + 1.5
    while len(SMTP.mails) < n and time.time() < fin:
        time.sleep(.02)
    assert len(SMTP.mails) == n, f"{len(SMTP.mails)} courriel(s) au lieu de {n}"
    return re.search(r"^[A-Z]{5}[2-9]{3}\s*$", SMTP.mails[-1][1].get_body(("plain",)).get_content(), re.M)[0].strip()


def neuf(h, ident="IDENT0001"):
    """Régénère : (code confidentiel du courriel, code de certification)."""
    SMTP.mails.clear()
    st, r = h.regenerer(C[ident])
    assert st == 200, r
    return code_du_mail(), r["certification"]


def egal(a, b):
    assert a == b, f"{a!r} au lieu de {b!r}"


def propre(t):
    return " ".join(t.split())


# ---------------------------------------------------------------- sondes : règles (HTTP)
def r_recherche(x):
    h = Http(x.url)
    egal(h.chercher(), (200, {"identifiant": "IDENT0001"}))
    egal(h.chercher(bcr="", contrat="CTR0001")[0], 200)
    egal(h.chercher(contrat="CTR0001")[0], 200)
    egal(h.chercher(bcr="01ABC999")[0], 404)
    egal(h.chercher(contrat="CTR0009")[0], 404)
    egal(h.chercher(siret="11111111111111")[0], 404)
    egal(h.chercher(siret="")[0], 422)
    egal(h.chercher(nom="")[0], 422)
def r_un_des_deux(x): egal(Http(x.url).chercher(bcr="", contrat="")[0], 422)
def r_majuscules(x): egal(Http(x.url).chercher(bcr="01abc111")[0], 404); egal(Http(x.url).chercher(bcr="", contrat="ctr0001")[0], 404)
def r_casse_nom(x): egal(Http(x.url).chercher(nom="Dupont")[0], 404); egal(Http(x.url).chercher(prenom="MARCEL")[0], 404)
def r_admin(x): egal(Http(x.url).chercher(C["IDENT0002"])[0], 404); egal(Http(x.url).regenerer(C["IDENT0002"])[0], 404)
def r_premiere(x): egal(Http(x.url).chercher(C["IDENT0004"])[0], 403); egal(Http(x.url).regenerer(C["IDENT0004"], question=D["question"], reponse="x")[0], 403)
def r_valide(x):
    egal(Http(x.url).chercher(C["IDENT0005"])[0], 403)
    egal(Http(x.url).regenerer(C["IDENT0005"])[0], 403)
    egal(len(SMTP.mails), 0)
def r_email(x): egal(Http(x.url).regenerer(email="autre@commune.example")[0], 404); egal(len(SMTP.mails), 0)
def r_reponse(x): egal(Http(x.url).regenerer(reponse="Dupuis")[0], 404); egal(Http(x.url).regenerer(reponse="")[0], 422)
def r_question(x): egal(Http(x.url).regenerer(question="Quel est votre film préféré ?")[0], 404)
def r_identite(x):
    for k, v in dict(nom="DURAND", prenom="Marc", identifiant="IDENT0003").items():
        egal(Http(x.url).regenerer(**{k: v})[0], 404)
def r_questions(x):
    q = Http(x.url).get("/questions")[1]
    assert len(q) >= 5 and {c["question"] for c in C.values() if c["question"]} <= set(q), q
def r_mail_expediteur(x): neuf(Http(x.url)); egal(SMTP.mails[0][1]["From"], "e-servicesinscription@caissedesdepots.fr")
def r_mail_objet(x): neuf(Http(x.url)); egal(SMTP.mails[0][1]["Subject"], "Régénération de code confidentiel")
def r_mail_corps(x):
    code, certif = neuf(Http(x.url))
    texte = SMTP.mails[0][1].get_body(("plain",)).get_content()
    egal(propre(texte), f"Votre nouveau code confidentiel est le suivant : {code} A bientôt sur notre site La Direction des Retraites")
    egal(SMTP.mails[0][0], [D["email"]])
    assert SMTP.mails[0][1]["Date"] and SMTP.mails[0][1]["To"] == D["email"]
def r_mail_unique(x): neuf(Http(x.url)); time.sleep(.3); egal(len(SMTP.mails), 1)
def r_code_bon(x): egal(Http(x.url).entrer(neuf(Http(x.url))[0])[0], 200)
def r_ancien(x):
    egal(Http(x.url).entrer(D["confidential_code"])[0], 200)
    un = neuf(Http(x.url))[0]; neuf(Http(x.url))
    egal(Http(x.url).entrer(D["confidential_code"])[0], 401); egal(Http(x.url).entrer(un)[0], 401)
def r_demandee(x):
    code, certif = neuf(Http(x.url)); h = Http(x.url)
    r = h.entrer(code)[1]; egal((r["connecte"], r["attente"]), (False, True))
    r = h.certifier(certif)[1]; egal((r["connecte"], r["attente"]), (True, False)); egal(h.get("/espace")[0], 200)
def r_une_fois(x):
    code, certif = neuf(Http(x.url)); h = Http(x.url); h.entrer(code); egal(h.certifier(certif)[0], 200)
    egal(Http(x.url).entrer(code)[1].get("connecte"), True)
def r_trois(x):
    code, certif = neuf(Http(x.url)); h = Http(x.url); h.entrer(code)
    egal([h.certifier("MAUVAIS222")[0] for _ in range(3)], [401, 401, 403])
def r_deux_puis_bon(x):
    code, certif = neuf(Http(x.url)); h = Http(x.url); h.entrer(code)
    egal([h.certifier("MAUVAIS222")[0] for _ in range(2)] + [h.certifier(certif)[0]], [401, 401, 200])
def r_compteur(x):
    code, certif = neuf(Http(x.url)); r = []
    for _ in range(3):
        h = Http(x.url); h.entrer(code); r.append(h.certifier("MAUVAIS222")[0])
    egal(r, [401, 401, 403])
def r_bloque(x):
    code, certif = neuf(Http(x.url)); h = Http(x.url); h.entrer(code)
    for _ in range(3): h.certifier("MAUVAIS222")
    assert h.certifier(certif)[0] != 200
    h = Http(x.url); egal(h.entrer(code)[0], 403); assert h.certifier(certif)[0] != 200; egal(h.get("/espace")[0], 401)
    code, certif = neuf(Http(x.url)); h = Http(x.url); egal(h.entrer(code)[0], 200); egal(h.certifier(certif)[0], 200)
def r_espace_ferme(x):
    egal(Http(x.url).get("/espace")[0], 401)
    h = Http(x.url); h.entrer(neuf(Http(x.url))[0]); egal(h.get("/espace")[0], 401)
def r_sortie(x):
    h = Http(x.url); h.entrer(D["confidential_code"]); egal(h.get("/espace")[0], 200); h.post("/deconnexion"); egal(h.get("/espace")[0], 401)
def r_distinct(x):
    code, certif = neuf(Http(x.url)); assert code != certif and len(certif) == 10, (code, certif)
    assert neuf(Http(x.url)) != (code, certif)
def son(h):
    r = h.brut("/api/codes-perdus/certification/audio.wav"); d = r.read()
    egal(r.headers["Content-Type"], "audio/wav"); return d
def r_audio_audible(x):
    h = Http(x.url); neuf(h); w = wave.open(io.BytesIO(son(h))); trames = w.readframes(w.getnframes())
    assert w.getnframes() / w.getframerate() > 3, "trop court"
    assert max(trames) > 40 and len(set(trames[::97])) > 20, "silence"
def r_audio_code(x):
    h = Http(x.url); _, certif = neuf(h)
    attendu = subprocess.run(["espeak-ng", "-v", "fr", "-s", "120", "-g", "30", "--stdout", ", ".join(certif)], check=True, capture_output=True).stdout
    d = son(h); assert abs(len(d) - len(attendu)) < 2000, f"{len(d)} octets au lieu de {len(attendu)}"
def r_audio_ferme(x):
    try: son(Http(x.url)); assert False
    except urllib.error.HTTPError as e: egal(e.code, 404)
def r_arret(x):
    p = Portail(); h = Http(p.url); h.get("/moi"); t = p.fermer(); assert t < 1, t


# ---------------------------------------------------------------- sondes : pages (navigateur)
NAV = {}


def page_neuve(x, cookies=True):
    if "b" not in NAV:
        NAV["pw"] = sync_playwright().start()
        NAV["b"] = NAV["pw"].chromium.launch(executable_path=os.environ.get("CHROMIUM", "/usr/bin/chromium"), args=["--no-sandbox"])
    ctx = NAV["b"].new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    if cookies:
        ctx.add_init_script("localStorage.setItem('cookies', 'refus')")
    p = ctx.new_page()
    p.set_default_timeout(6000)
    p.erreurs = []
    p.on("pageerror", lambda e: p.erreurs.append(str(e)))
    p.on("console", lambda m: m.type == "error" and "status of 4" not in m.text and p.erreurs.append(m.text))
    p.x = x
    return p


def aller(p, chemin="/"):
    p.goto(p.x.url + chemin); p.wait_for_selector(".v-main h1")
    return p


def texte(p): return propre(p.evaluate("document.querySelector('main').textContent"))
def contient(p, *phrases):
    t = texte(p)
    for f in phrases:
        assert f in t, f"« {f} » absent"
def titre(p, t): p.locator("main h1", has_text=re.compile("^" + re.escape(t) + "$")).wait_for()
def clic(p, nom, n=0, role="link"): p.locator("main").get_by_role(role, name=nom, exact=True).nth(n).click()
def etape1(p, n):
    aller(p, "/codes-perdus"); clic(p, "cliquez ici", n)
def remplir(p, champs):
    for cle, v in champs.items():
        if v: p.locator(f"#{cle}").fill(v)
def remplir2(p, c=D, **autre):
    remplir(p, {**dict(siret=c["siret"], bcr=c["bcr"], nom=c["last_name"], prenom=c["first_name"]), **autre})
    p.get_by_role("button", name="rechercher", exact=True).click()
def remplir3(p, c=D, **autre):
    remplir(p, {**dict(nom=c["last_name"], prenom=c["first_name"], identifiant=c["identifier"], email=c["email"], reponse=c["answer"]), **autre})
    p.locator(".v-field", has=p.locator("#question")).click()
    p.locator(".v-overlay .v-list-item", has_text=c["question"]).click()
    p.get_by_role("button", name="Générer le code confidentiel").click()
def entrer(p, code, ident="IDENT0001"):
    aller(p, "/connexion"); remplir(p, dict(identifiant=ident, code=code)); clic(p, "Je valide", role="button")
def noter(p):
    titre(p, "Régénération du code confidentiel"); return p.locator("main").get_by_text(re.compile(r"^[A-Z0-9]{10}$")).inner_text()
def saisir_certification(p, code):
    titre(p, "Code de certification"); p.locator("main input").first.click(); p.keyboard.type(code); clic(p, "Valider", role="button")


def b_accueil(x):
    p = aller(page_neuve(x)); p.wait_for_selector("text=Forum Retraite 2010")
    contient(p, "Caisse des Dépôts", "RETRAITES ET SOLIDARITÉ", "Direction Employeur", "Pour vous connecter à votre espace personnalisé, cliquez sur", "Accès à mon espace personnalisé", "Vous êtes",
             "EMPLOYEUR", "ACTIF", "RETRAITÉ", "AUTRE PUBLIC", "Votre actualité", "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
             "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)", "23/09/2010", "> En savoir +",
             "Campagne DAI 2010 : incidence du projet de réforme des retraites", "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG "
             "(Estimation indicative globale) aux (...)", "RECHERCHER SUR LE SITE :", "Tapez un mot-clé, une", "Liens utiles", "les actes et les vidéos en ligne", "Informations générales",
             "Actualités de la Direction des Retraites", "Présentation de la Direction des retraites", "Études et Documentations", "Espace presse", "Droit à l'information sur la retraite",
             "Liste des régimes et fonds", "CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds", "Informations Employeur")
    for b in ("Imprimer", "A⁻", "A⁺", "Accueil", "Changer de profil"): p.locator("header", has_text=b).wait_for()
    clic(p, "Accès à mon espace personnalisé"); titre(p, "ACCÈS À MON ESPACE PERSONNALISÉ"); egal(p.erreurs, [])
def b_connexion(x):
    p = aller(page_neuve(x), "/connexion")
    contient(p, "Retraites et solidarité", "Je suis déjà inscrit(e)", "Code identifiant", "Code confidentiel", "Je valide", "Aide à la connexion", "Plus d'info ?", "Je suis administrateur", "Je suis utilisateur",
             "Je ne suis pas encore inscrit(e)", "Je m'inscris", "Présentation de l'espace personnalisé", "Démonstration vidéo de l'inscription", "Inscription d'un administrateur", "Inscription d'un utilisateur",
             "Conditions générales d'utilisation (CGU)", "Poser votre question", "Bonjour, je m'appelle Ariane et je suis là pour vous aider", "Demander",
             "Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]")
    p.get_by_label("Votre question").fill("J'ai perdu mon code"); clic(p, "Demander", role="button"); p.get_by_text("cliquez sur « Codes perdus ».").wait_for(); egal(p.erreurs, [])
def b_etoile(x): p = aller(page_neuve(x), "/connexion"); clic(p, "Codes perdus *"); titre(p, "Codes perdus")
def b_conditions(x):
    contient(aller(page_neuve(x), "/connexion"), "(*) Vous pouvez récupérer vos codes d'accès uniquement :", "si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète et sa réponse",
             "si l'adresse courriel enregistrée sur votre compte est valide", "Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")
def b_etape1(x):
    p = aller(page_neuve(x), "/codes-perdus")
    contient(p, "RETRAITES ET SOLIDARITÉ", "ESPACE PERSONNALISÉ", "Non connecté", "Retour accueil cdc.retraites", "Vous avez perdu votre code confidentiel ou votre code identifiant", "Vous êtes administrateur",
             "Vous avez perdu votre code confidentiel : cliquez ici", "Vous avez perdu votre code identifiant : cliquez ici", "Vous avez perdu votre code identifiant et votre code confidentiel : cliquez ici",
             "En fonction de votre situation, cliquez sur l'un des choix", "Vous êtes utilisateur sans être administrateur", "Vous avez perdu votre code identifiant et / ou votre code confidentiel : cliquez ici")
    clic(p, "Retour accueil cdc.retraites"); p.wait_for_selector("text=Direction Employeur"); egal(p.erreurs, [])
def b_annuler1(x): p = aller(page_neuve(x), "/codes-perdus"); clic(p, "annuler"); titre(p, "ACCÈS À MON ESPACE PERSONNALISÉ")
def b_lien_confidentiel(x): p = page_neuve(x); etape1(p, 0); titre(p, "Regénérer votre code confidentiel")
def b_lien_identifiant(x): p = page_neuve(x); etape1(p, 1); titre(p, "Recherche de votre code identifiant"); remplir2(p); p.get_by_text("IDENT0001").wait_for()
def b_lien_deux(x): p = page_neuve(x); etape1(p, 2); titre(p, "Recherche de votre code identifiant")
def b_lien_utilisateur(x): p = page_neuve(x); etape1(p, 3); titre(p, "Codes perdus : vous êtes utilisateur sans être administrateur")
def b_cgu(x):
    p = page_neuve(x)
    for u in ("/codes-perdus", "/codes-perdus/code-confidentiel"):
        aller(p, u); clic(p, "» Conditions générales d'utilisation"); titre(p, "Conditions générales d'utilisation")
def b_etape2(x):
    p = aller(page_neuve(x), "/codes-perdus/identifiant")
    contient(p, "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.",
             "Votre établissement", "Numéro SIRET *", "Numéro BCR **", "Numéro de contrat **", "Saisie en majuscules", "Coordonnées professionnelles", "Votre Nom *", "Prénom *", "rechercher", "Annuler", "* Champs obligatoires",
             "** Vous devez obligatoirement compléter au moins l'un de ces deux champs", "Complétez les champs obligatoires * puis cliquez sur", "Si votre requête n'aboutit pas, vérifiez que :",
             "le n° de BCR ou de contrat est bien saisi en majuscules,", "les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,",
             "vous êtes bien inscrit en tant qu'administrateur pour votre établissement.")
    p.get_by_role("button", name="rechercher", exact=True).click(); p.get_by_text("Ce champ est obligatoire").nth(2).wait_for()
    remplir2(p, siret="123"); p.get_by_text("Le numéro SIRET comporte 14 chiffres").wait_for()
    remplir2(p, nom="INCONNU"); p.get_by_text("Votre requête n'a pas abouti").wait_for(); clic_d = p.get_by_role("button", name="Fermer").last; clic_d.click()
    clic(p, "Annuler"); titre(p, "Codes perdus"); egal(p.erreurs, [])
def b_marque_bcr(x):
    p = aller(page_neuve(x), "/codes-perdus/identifiant"); egal(propre(p.locator("label[for=bcr]").last.text_content()), "Numéro BCR **"); egal(propre(p.locator("label[for=siret]").last.text_content()), "Numéro SIRET *")
def b_deux_vides(x): p = aller(page_neuve(x), "/codes-perdus/identifiant"); remplir2(p, bcr=""); p.locator(".v-messages", has_text="au moins l'un de ces deux champs").wait_for(); egal(p.get_by_text("IDENT0001").count(), 0)
def b_minuscules(x): p = aller(page_neuve(x), "/codes-perdus/identifiant"); remplir2(p, bcr="01abc111"); p.get_by_text("doit être saisi en majuscules").wait_for()
def b_prerempli(x):
    p = page_neuve(x); etape1(p, 2); remplir2(p); titre(p, "Regénérer votre code confidentiel"); egal(p.locator("#identifiant").input_value(), "IDENT0001"); contient(p, "Votre identifiant est renseigné automatiquement")
def b_etape3(x):
    p = aller(page_neuve(x), "/codes-perdus/code-confidentiel")
    contient(p, 'Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.',
             "Votre Nom *", "Votre Prénom *", "Code identifiant *", "Adresse e-mail *", "(doit être identique à celle qui est mentionnée sur votre compte)", "Non connecté",
             "Sélectionnez la question que vous avez choisie lors de votre inscription :", "Question *", "Réponse *", "Générer le code confidentiel", "Annuler", "* Champs obligatoires", "» Conditions générales d'utilisation")
    aide = "Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte."
    egal(p.get_by_label(aide).count(), 1); p.get_by_label(aide).hover(); p.locator(".v-tooltip").get_by_text("Adresse à laquelle").first.wait_for()
    p.get_by_role("button", name="Générer le code confidentiel").click(); p.get_by_text("Ce champ est obligatoire").nth(5).wait_for()
    remplir3(p, reponse="Dupuis"); p.get_by_text("Les informations saisies ne correspondent pas").wait_for(); egal(len(SMTP.mails), 0)
    clic(p, "Annuler"); titre(p, "Codes perdus"); egal(p.erreurs, [])
def b_question(x): p = aller(page_neuve(x), "/codes-perdus/code-confidentiel"); remplir3(p, C["IDENT0003"]); noter(p)
def b_important(x):
    p = aller(page_neuve(x), "/codes-perdus/code-confidentiel"); remplir3(p); noter(p)
    contient(p, "Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.",
             "Veillez noter le code de certification que vous devrez impérativement saisir lors de votre prochaine connexion :",
             "Important : Vous devez impérativement noter le code qui s'affiche dans ce cadre : il ne s'agit pas de votre code confidentiel, il vous sera demandé lors de votre prochaine connexion. "
             "Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.", "Non connecté", "Terminer", "» Conditions générales d'utilisation")
def parcours(x, etapes=True):
    """Le chemin entier, par ce qui se voit."""
    p = page_neuve(x, cookies=False); p.goto(x.url)
    clic(p, "Accès à mon espace personnalisé"); clic(p, "Codes perdus *"); clic(p, "cliquez ici", 2); remplir2(p); titre(p, "Regénérer votre code confidentiel")
    egal(p.locator("#identifiant").input_value(), "IDENT0001")
    SMTP.mails.clear(); remplir3(p, identifiant=""); certif = noter(p); code = code_du_mail()
    with p.expect_response(lambda r: r.url.endswith("audio.wav")) as r:
        p.get_by_label("Cliquez ici pour entendre la version sonore").click()
    assert r.value.status in (200, 206)
    p.reload(); egal(noter(p), certif)
    clic(p, "Terminer", role="button"); p.wait_for_url(re.compile("/(connexion)?$"))
    egal(p.evaluate("fetch('/api/codes-perdus/certification').then(r => r.status)"), 404)
    if p.locator("#identifiant").count() == 0: clic(p, "Accès à mon espace personnalisé")
    remplir(p, dict(identifiant="IDENT0001", code=D["confidential_code"])); clic(p, "Je valide", role="button"); p.locator(".v-snackbar").get_by_text("incorrect").wait_for()
    p.locator("#code").fill(code); clic(p, "Je valide", role="button")
    saisir_certification(p, "MAUVAIS222"); p.get_by_text("Il vous reste 2 essais").wait_for()
    saisir_certification(p, certif); titre(p, "Bienvenue Marcel DUPONT"); contient(p, "Connecté : Marcel DUPONT", "Profil : Administrateur")
    clic(p, "Se déconnecter", role="button"); titre(p, "ACCÈS À MON ESPACE PERSONNALISÉ"); egal(p.erreurs, [])
    return p
def b_parcours(x): parcours(x)
def b_trois(x):
    p = page_neuve(x); code, certif = neuf(Http(x.url)); entrer(p, code)
    for n in ("2 essais", "1 essai."): saisir_certification(p, "MAUVAIS222"); p.get_by_text("Il vous reste " + n).wait_for()
    saisir_certification(p, "MAUVAIS222"); p.get_by_text("Vous avez fait 3 essais infructueux").wait_for()
    p.get_by_role("link", name="Renouveler mon code confidentiel").click(); titre(p, "Codes perdus")
    entrer(p, code); p.get_by_text("vous devez renouveler votre code confidentiel").wait_for()
def b_espace_direct(x):
    p = page_neuve(x); entrer(p, neuf(Http(x.url))[0]); titre(p, "Code de certification"); p.goto(x.url + "/espace"); titre(p, "ACCÈS À MON ESPACE PERSONNALISÉ")
def b_annexes(x):
    p = page_neuve(x, cookies=False); pages = json.loads((ICI / "content.json").read_text("utf-8"))
    aller(p); p.get_by_text("Nous respectons votre vie privée").wait_for(); p.get_by_role("button", name="Tout accepter").click(); egal(p.get_by_text("Nous respectons").count(), 0)
    for cle, c in pages.items():
        if "blocs" not in c: continue
        aller(p, "/page/" + cle); titre(p, c["titre"])
        for b in c["blocs"]:
            for l in b.get("liens", []): assert l["vers"].split("/page/")[-1] in pages or not l["vers"].startswith("/page/"), l
    for g in pages["menu"]["groupes"] + [{"liens": pages["menu"]["pied"]}]:
        for l in g["liens"]: assert l["vers"].removeprefix("/page/") in pages, l
    for source in ("pages.js", "app.js", "base.js"):
        for s in re.findall(r"/page/([a-z-]+)", (ICI / "front" / source).read_text("utf-8")): assert s in pages, s
        for s in re.findall(r"\['([a-z-]+)', '[A-Z]", (ICI / "front" / source).read_text("utf-8")): assert s in pages, s
    aller(p, "/page/aide-connexion"); contient(p, "Administrateur de l'espace personnalisé employeur : codes perdus", "Cliquez sur un des boutons pour ouvrir la page")
    aller(p, "/nulle-part"); titre(p, "Page introuvable")
    aller(p); p.get_by_label("Menu").click(); p.locator(".v-navigation-drawer").get_by_text("Ircantec").wait_for(); p.get_by_label("Mode sombre").click(); p.wait_for_selector(".v-theme--sombre")
    aller(p); p.get_by_label("Tapez un mot-clé").fill("ircantec"); p.keyboard.press("Enter"); p.get_by_text("résultat(s)").wait_for(); clic(p, "Ircantec"); titre(p, "Ircantec"); egal(p.erreurs, [])


SONDES = {n: f for n, f in globals().items() if re.match(r"[rb]_", n)}
# défaut -> sondes qui doivent échouer
DEFAUTS = json.loads((ICI / "check-map.json").read_text("utf-8")) if (ICI / "check-map.json").exists() else {}


# ---------------------------------------------------------------- variations : le parcours tient, et la différence se voit
def style(p, sel, prop): return p.locator(sel).first.evaluate(f"e => getComputedStyle(e).{prop}")
def v_boutons_majuscules(x, p): return style(aller(p, "/connexion"), "button:has-text('Je valide')", "textTransform") == "uppercase"
def v_champs_remplis(x, p): return aller(p, "/connexion").locator("main .v-field--variant-filled").count() > 1
def v_certification_champ_simple(x, p): entrer(p, neuf(Http(x.url))[0]); titre(p, "Code de certification"); return p.locator("main input").count() == 1
def v_terminer_accueil(x, p):
    aller(p, "/codes-perdus/code-confidentiel"); remplir3(p); noter(p); clic(p, "Terminer", role="button"); p.wait_for_url(re.compile("/(connexion)?$")); return p.url == x.url + "/"
def v_refus_en_surimpression(x, p):
    aller(p, "/codes-perdus/code-confidentiel"); remplir3(p, reponse="Dupuis"); p.get_by_text("Les informations saisies ne correspondent pas").wait_for(); return p.locator(".v-snackbar").get_by_text("ne correspondent pas").count() == 1
def v_adresses_employeur(x, p): aller(p, "/"); clic(p, "Accès à mon espace personnalisé"); titre(p, "ACCÈS À MON ESPACE PERSONNALISÉ"); return p.url.endswith("/employeur/connexion")
def v_courriel_html(x, p):
    neuf(Http(x.url)); b = SMTP.mails[0][1].get_body(("html",)); return b is not None and "Votre nouveau code confidentiel est le suivant" in b.get_content()
def v_autre_voix(x, p):
    try: r_audio_code(x)
    except AssertionError: r_audio_audible(x); return True
    return False
def v_theme_sombre(x, p): return aller(p).locator(".v-application.v-theme--sombre").count() == 1
def v_question_recherche(x, p): return aller(p, "/codes-perdus/code-confidentiel").locator(".v-autocomplete").count() == 1
def v_sans_bandeau_cookies(x, p): p = page_neuve(x, cookies=False); aller(p); return p.get_by_text("Nous respectons votre vie privée").count() == 0
def v_refus_autres_mots(x, p): return "Échec de l'authentification" in Http(x.url).entrer("FAUX")[1]["message"]
def v_services_renommes(x, p):
    vus = []; p.on("request", lambda r: vus.append(r.url)); aller(p, "/connexion"); p.wait_for_timeout(300); return any("/services/moi" in u for u in vus) and not any("/api/" in u for u in vus)


def lancer_sonde(nom, x):
    SMTP.mails.clear()
    try:
        SONDES[nom](x); return None
    except (AssertionError, Trop, TypeError, KeyError) as e:
        return propre(str(e) or type(e).__name__)[:150]
    finally:
        for c in NAV["b"].contexts if "b" in NAV else []: c.close()


def main():
    args = sys.argv[1:] or ["clean", "defects", "variations"]
    defauts = [d["name"] for d in json.loads((ICI / "defects.json").read_text("utf-8"))]
    variations = [v["name"] for v in json.loads((ICI / "variations.json").read_text("utf-8"))]
    noms = [a for a in args if a not in ("clean", "defects", "variations")]
    mauvais = 0
    if "clean" in args:
        for nom in SONDES:
            with Portail() as x: e = lancer_sonde(nom, x)
            mauvais += bool(e); print("PROPRE   ", nom, "ÉCHEC " + e if e else "ok", flush=True)
    for nom in defauts if "defects" in args else [n for n in noms if n in defauts]:
        vu = []
        for s in DEFAUTS.get(nom, []):
            with Portail("--defect", nom) as x: vu.append((s, lancer_sonde(s, x)))
        rate = not vu or any(e is None for _, e in vu); mauvais += rate
        print("DÉFAUT   ", nom, "NON VU" if rate else "vu", vu, flush=True)
    for nom in variations if "variations" in args else [n for n in noms if n in variations]:
        f = globals()["v_" + nom.replace("-", "_")]
        with Portail("--variation", nom) as x: dans = f(x, page_neuve(x))
        with Portail() as x: hors = f(x, page_neuve(x))
        with Portail("--variation", nom) as x: e = lancer_sonde("b_parcours", x)
        mal = not dans or hors or e; mauvais += bool(mal)
        print("VARIATION", nom, "ÉCHEC" if mal else "ok", dict(dans=dans, hors=hors, parcours=e or "ok"), flush=True)
    for nom in noms:
        if nom in SONDES:
            with Portail() as x: print(nom, lancer_sonde(nom, x) or "ok", flush=True)
    if "b" in NAV: NAV["b"].close(); NAV["pw"].stop()
    print("mauvais :", mauvais)
    sys.exit(bool(mauvais))


if __name__ == "__main__":
    main()
