"""Serveur du portail Retraites et solidarité : API JSON, fichiers statiques et courriels."""
import argparse, hmac, json, math, os, secrets, shutil, smtplib, struct, subprocess, tempfile, threading, time, unicodedata
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

HERE = os.path.dirname(os.path.abspath(__file__))
parser = argparse.ArgumentParser()
parser.add_argument("--port", type=int, required=True)
parser.add_argument("--smtp", required=True)
parser.add_argument("--accounts", required=True)
parser.add_argument("--defect", default="")
parser.add_argument("--variation", default="")
ARGS = parser.parse_args()
D, V = ARGS.defect, ARGS.variation
for flag, liste in ((D, "defects.json"), (V, "variations.json")):
    if flag and flag not in [x["name"] for x in json.load(open(os.path.join(HERE, "..", liste), encoding="utf-8"))]:
        parser.error("inconnu dans %s : %s" % (liste, flag))

charge = lambda nom: json.load(open(os.path.join(HERE, "src", nom), encoding="utf-8"))
T, PAGES = charge("fr.json"), charge("contenus.json")
COMPTES = {a["identifier"]: dict(a) for a in json.load(open(ARGS.accounts, encoding="utf-8"))}
for compte in COMPTES.values():
    compte.update(certification=None, essais=0, bloque=False, provisoire=False, derniere=None)
QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quel est le prénom de votre grand-père maternel ?", "Quelle est votre ville de naissance ?",
             "Quel est le nom de votre premier animal de compagnie ?", "Quel est le titre de votre livre préféré ?", "Quel était le nom de votre école primaire ?"]
QUESTIONS += sorted({a.get("question") for a in COMPTES.values()} - set(QUESTIONS) - {None, ""})
SESSIONS, VERROU, PARTAGE = {}, threading.RLock(), {}
BASE = "/portail" if V == "other-addresses" else ""
ROUTES = {"/", "/connexion", "/connexion/certification", "/connexion/question-secrete", "/codes-perdus", "/codes-perdus/recherche-identifiant", "/codes-perdus/code-confidentiel",
          "/codes-perdus/confirmation", "/codes-perdus/utilisateur", "/mon-espace", "/recherche"} | {"/pages/" + p for p in PAGES}

# Textes propres aux livraisons
TEXTES = {"lost-note-email-missing": {"note.li2": ""}, "bcr-help-missing": {"etape2.bcr": ""}, "search-advice-missing": {"etape2.conseil1": ""},
          "certification-warning-missing": {"etape4.important": ""}}
VARIANTES = {"refusal-words": {"err.recherche": "Aucun administrateur inscrit ne correspond à votre saisie.", "err.regeneration": "Votre demande est refusée : une des rubriques ne correspond pas à votre compte.",
             "err.connexion": "Connexion refusée. Vérifiez vos codes d'accès.", "err.certification": "Ce code de certification n'est pas le bon."}}
T.update(TEXTES.get(D, {}), **VARIANTES.get(V, {}))
if V == "more-news":
    T["actualites"] = [{"titre": "Le portail change de visage", "texte": "Nouvelle navigation, nouveaux services : découvrez les évolutions de votre espace (...)", "date": "14/11/2023", "slug": "presentation-espace"}] + T["actualites"]


class Refus(Exception):
    def __init__(self, statut, cle, **plus):
        self.statut, self.corps = statut, {"message": T[cle], **plus}


def empreinte(nom):
    h = 5381
    for c in nom:
        h = (h * 33 + ord(c)) & 0xFFFFFFFF
    return "%08x" % h


def tirage(n, lettres="ABCDEFGHJKLMNPQRSTUVWXYZ23456789"):
    return "".join(secrets.choice(lettres) for _ in range(n))


def nouveau_code():
    return tirage(8, "ABCDEFGHJKLMNPQRSTUVWXYZ") if V == "letters-code" else tirage(5, "ABCDEFGHJKLMNPQRSTUVWXYZ") + tirage(3, "23456789")


def courriel(adresse, code):
    m = EmailMessage()
    m["From"] = "ne-pas-repondre@caissedesdepots.fr" if D == "mail-sender-wrong" else "e-servicesinscription@caissedesdepots.fr"
    m["To"] = adresse
    m["Subject"] = "Votre demande" if D == "mail-subject-wrong" else "Régénération de code confidentiel"
    m["Date"], m["Message-ID"] = formatdate(localtime=True), make_msgid(domain="caissedesdepots.fr")
    lignes = ["Votre nouveau code confidentiel est le suivant :", code, "A bientôt sur notre site", "La Direction des Retraites"]
    m.set_content("\n\n".join(lignes) + "\n", cte="quoted-printable")
    if V == "mail-html":
        m.add_alternative("<html><body>" + "".join("<p>%s</p>" % l for l in lignes) + "</body></html>", subtype="html", cte="quoted-printable")
    hote, port = ARGS.smtp.rsplit(":", 1)
    if D != "mail-not-sent":
        with smtplib.SMTP(hote, int(port), timeout=5) as s:
            s.send_message(m)


def sonore(code):
    """Épelle le code ; à défaut de synthèse vocale, une suite de sons."""
    if D == "audio-other-code":
        code = tirage(10)
    if shutil.which("espeak-ng"):
        with tempfile.NamedTemporaryFile(suffix=".wav") as f:
            subprocess.run(["espeak-ng", "-v", "fr", "-s", "110", "-w", f.name, " . ".join(code)], check=True, timeout=10)
            return f.read()
    pcm = b"".join(struct.pack("<h", int(12000 * math.sin(2 * math.pi * (300 + 25 * (ord(c) - 48)) * i / 8000)) if i < 3200 else 0) for c in code for i in range(4800))
    return b"RIFF" + struct.pack("<I", 36 + len(pcm)) + b"WAVEfmt " + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 16000, 2, 16) + b"data" + struct.pack("<I", len(pcm)) + pcm


def recuperable(a):
    return (a["first_login_done"] or D == "first-login-not-required") and (a["email_valid"] or D == "bad-email-allowed")


def champs(corps, *noms):
    return {n: str(corps.get(n) or "").strip() for n in noms}


def obligatoires(v, *noms):
    vides = {n: T["err.champ"] for n in noms if not v[n]}
    if vides:
        raise Refus(400, "err.obligatoires", champs=vides)


def recherche(s, corps):
    v = champs(corps, "siret", "bcr", "contrat", "nom", "prenom")
    v["siret"] = v["siret"].replace(" ", "")
    obligatoires(v, "siret", "nom", "prenom")
    if not (v["bcr"] or (v["contrat"] and D != "contract-alone-refused")) and D != "numbers-not-required":
        raise Refus(400, "err.numeros", champs={"bcr": T["err.numeros"], "contrat": T["err.numeros"]})
    if D == "capitals-not-required":
        v.update(bcr=v["bcr"].upper(), contrat=v["contrat"].upper())
    plat = (lambda x: x.lower()) if D == "name-case-ignored" else (lambda x: x)
    for a in COMPTES.values():
        if (a["role"] == "administrator" or D == "user-found-as-administrator") and (a["siret"] == v["siret"] or D == "siret-not-compared") and (not v["bcr"] or a["bcr"] == v["bcr"]) \
                and (not v["contrat"] or a["contract"] == v["contrat"]) and plat(a["last_name"]) == plat(v["nom"]) and (plat(a["first_name"]) == plat(v["prenom"])):
            if not recuperable(a):
                raise Refus(403, "err.irrecuperable")
            (PARTAGE if D == "search-shared-between-visitors" else s)["dossier"] = a["identifier"]
            return {"identifiant": a["identifier"]}
    raise Refus(404, "err.recherche")


def regeneration(s, corps):
    v = champs(corps, "nom", "prenom", "identifiant", "email", "question", "reponse")
    obligatoires(v, *v)
    a = COMPTES.get(v["identifiant"])
    if not a or a["role"] != "administrator" or (a["last_name"], a["first_name"]) != (v["nom"], v["prenom"]):
        raise Refus(403, "err.regeneration")
    if not recuperable(a):
        raise Refus(403, "err.irrecuperable")
    if a["first_login_done"] and (a["question"] != v["question"] or (a["answer"] != v["reponse"] and D != "answer-not-compared")) \
            or (a["email"] != v["email"] and D != "email-not-compared"):
        raise Refus(403, "err.regeneration")
    code, certification = nouveau_code(), tirage(10, "0123456789") if V == "digits-certification" else tirage(10)
    try:
        courriel(a["email"], code)
    except (OSError, smtplib.SMTPException):
        raise Refus(503, "err.service")
    if D == "old-code-still-works":
        a["ancien"] = a["confidential_code"]
    a.update(confidential_code=code, certification=None if D == "certification-not-asked" else certification, essais=0, bloque=False, provisoire=True)
    s["certification"] = code if D == "confidential-code-shown" else certification
    s.pop("dossier", None)
    return {"ok": True}


def ouvrir(s, a):
    s.clear()
    s["compte"] = a["identifier"]
    a["precedente"], a["derniere"] = a["derniere"], time.strftime("%d/%m/%Y à %H:%M")
    return {"etape": "espace"}


def connexion(s, corps):
    v = champs(corps, "identifiant", "code")
    obligatoires(v, "identifiant", "code")
    a = COMPTES.get(v["identifiant"])
    if not a or not any(hmac.compare_digest(v["code"].encode(), c.encode()) for c in (a["confidential_code"], a.get("ancien") or a["confidential_code"])):
        raise Refus(401, "err.connexion")
    if a["bloque"]:
        raise Refus(403, "err.renouveler", renouveler=True)
    if a["certification"]:
        s["attente"] = a["identifier"]
        if D == "tries-restart-at-login":
            a["essais"] = 0
        return {"etape": "certification"}
    if not a["first_login_done"]:
        s["premiere"] = a["identifier"]
        return {"etape": "question"}
    return ouvrir(s, a)


def certification(s, corps):
    a = COMPTES.get(s.get("attente"))
    if not a or not a["certification"]:
        raise Refus(401, "err.expiree")
    if a["bloque"]:
        s.pop("attente", None)
        raise Refus(403, "err.renouveler", renouveler=True)
    v = champs(corps, "code")
    obligatoires(v, "code")
    if hmac.compare_digest(v["code"].encode(), a["certification"].encode()):
        a["essais"] = 0
        if D != "certification-asked-again":
            a["certification"] = None
        return ouvrir(s, a)
    a["essais"] += 1
    maximum = 5 if D == "five-tries" else 3
    if a["essais"] >= maximum:
        s.pop("attente", None)
        if D == "code-kept-after-three-tries":
            a["essais"] = 0
        else:
            a["bloque"] = True
        raise Refus(403, "err.renouveler", renouveler=True)
    raise Refus(401, "err.certification", restants=maximum - a["essais"])


def question_secrete(s, corps):
    a = COMPTES.get(s.get("premiere"))
    if not a:
        raise Refus(401, "err.expiree")
    v = champs(corps, "question", "reponse")
    obligatoires(v, "question", "reponse")
    a.update(question=v["question"], answer=v["reponse"], first_login_done=True)
    return ouvrir(s, a)


def plat(texte):
    return unicodedata.normalize("NFD", texte.lower()).encode("ascii", "ignore").decode()


def chercher(q):
    mots = [m for m in plat(q).split() if len(m) > 2]
    return [{"slug": k, "titre": p["titre"]} for k, p in PAGES.items() if mots and any(m[:6] in plat(p["titre"] + p["corps"]) for m in mots)]


def session(s):
    a = COMPTES.get(s.get("compte"))
    return {"connecte": bool(a), "nom": "%s %s" % (a["first_name"], a["last_name"]) if a else None}


def espace(s):
    a = COMPTES.get(s.get("compte"))
    if not a:
        raise Refus(401, "err.expiree")
    return {"prenom": a["first_name"], "nom": a["last_name"], "identifiant": a["identifier"], "administrateur": a["role"] == "administrator", "siret": a["siret"], "bcr": a["bcr"], "contrat": a["contract"],
            "email": a["email"], "provisoire": a["provisoire"], "precedente": a.get("precedente"), "collegues": sum(b["siret"] == a["siret"] for b in COMPTES.values()) - 1}


class Portail(BaseHTTPRequestHandler):
    protocol_version, server_version, sys_version = "HTTP/1.1", "cdc-portail", ""

    def log_message(self, *a):
        pass

    def envoyer(self, statut, corps, type_="application/json; charset=utf-8", plus=()):
        if not isinstance(corps, bytes):
            corps = json.dumps(corps, ensure_ascii=False).encode()
        self.send_response(statut)
        for k, v in [("Content-Type", type_), ("Content-Length", str(len(corps))), ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
                     ("Referrer-Policy", "same-origin"), ("Content-Security-Policy", "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"), *plus]:
            self.send_header(k, v)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(corps)

    def traiter(self):
        chemin, _, requete = self.path.partition("?")
        taille = int(self.headers.get("Content-Length") or 0)
        brut = self.rfile.read(min(taille, 65536))
        if not chemin.startswith("/api/"):
            return self.statique(chemin)
        if V == "slow-api":
            time.sleep(0.35)
        biscuit = SimpleCookie(self.headers.get("Cookie", "")).get("cdc_sid")
        sid, plus = biscuit.value if biscuit else "", []
        with VERROU:
            if sid not in SESSIONS:
                sid = secrets.token_urlsafe(24)
                SESSIONS[sid] = {}
                plus = [("Set-Cookie", "cdc_sid=%s; Path=/; HttpOnly; SameSite=Strict" % sid)]
            s = SESSIONS[sid]
            if time.time() - s.get("vue", time.time()) > 1800:
                s.clear()
            s["vue"] = time.time()
            try:
                corps = json.loads(brut) if brut else {}
                if not isinstance(corps, dict):
                    raise ValueError
                r = self.api(self.command.replace("HEAD", "GET") + " " + chemin[5:], s, corps, requete)
                self.envoyer(200, r, "audio/wav" if isinstance(r, bytes) else "application/json; charset=utf-8", plus)
            except Refus as e:
                self.envoyer(e.statut, e.corps, plus=plus)
            except ValueError:
                self.envoyer(400, {"message": T["err.service"]}, plus=plus)

    def api(self, appel, s, corps, requete):
        if appel.startswith("GET contenus/"):
            page = PAGES.get(appel[13:])
            if not page:
                raise Refus(404, "err.page")
            return page
        if appel == "DELETE session":
            s.clear()
            return {"ok": True}
        if appel == "DELETE codes-perdus/certification":
            s.pop("certification", None)
            return {"ok": True}
        if appel in ("GET codes-perdus/certification", "GET codes-perdus/certification.wav"):
            if not s.get("certification") or (D == "audio-missing" and appel.endswith("wav")):
                raise Refus(404, "err.expiree")
            return sonore(s["certification"]) if appel.endswith("wav") else {"code": s["certification"]}
        if appel == "GET codes-perdus/dossier":
            d = (PARTAGE if D == "search-shared-between-visitors" else s).get("dossier")
            return {"identifiant": None if D == "identifier-not-filled" else d}
        simples = {"GET textes": lambda: T, "GET questions": lambda: QUESTIONS, "GET session": lambda: session(s), "GET espace": lambda: espace(s),
                   "GET recherche": lambda: chercher(parse_qs(requete).get("q", [""])[0]), "POST ariane": lambda: {"reponse": T["ariane.trouve"], "liens": chercher(str(corps.get("question", "")))[:4]},
                   "POST session": lambda: connexion(s, corps), "POST session/certification": lambda: certification(s, corps), "POST session/question": lambda: question_secrete(s, corps),
                   "POST codes-perdus/recherche": lambda: recherche(s, corps), "POST codes-perdus/regeneration": lambda: regeneration(s, corps)}
        if appel not in simples:
            raise Refus(404, "err.page")
        return simples[appel]()

    def statique(self, chemin):
        nom = chemin[8:] if chemin.startswith("/assets/") else ""
        types = {"app.js": "text/javascript; charset=utf-8", "tokens.css": "text/css; charset=utf-8", "favicon.svg": "image/svg+xml"}
        if nom in types:
            return self.envoyer(200, open(os.path.join(HERE, "dist", nom), "rb").read(), types[nom])
        if BASE and not chemin.startswith(BASE):
            return self.envoyer(302, b"", plus=[("Location", BASE + "/")])
        route = chemin[len(BASE):].rstrip("/") or "/"
        config = {"version": "4.2.0", "base": BASE, "rev": [empreinte(x) for x in (D, V) if x]}
        page = open(os.path.join(HERE, "dist", "index.html"), encoding="utf-8").read().replace("%CONFIG%", json.dumps(config))
        self.envoyer(200 if route in ROUTES else 404, page.encode(), "text/html; charset=utf-8")

    do_GET = do_HEAD = do_POST = do_DELETE = traiter


ThreadingHTTPServer.daemon_threads = True
ThreadingHTTPServer.handle_error = lambda *a: None  # navigateur parti avant la fin
ThreadingHTTPServer(("127.0.0.1", ARGS.port), Portail).serve_forever()
