"""API de l'espace personnalisé employeur. L'état est gardé en mémoire."""
import json, os, re, secrets, smtplib, subprocess, tempfile  # noqa: E401
from email.message import EmailMessage
from email.utils import formatdate, make_msgid

import uvicorn
from fastapi import Body, Depends, FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import HTMLResponse, JSONResponse
from fastapi.staticfiles import StaticFiles
LETTRES, CHIFFRES = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
ESSAIS_MAX, COOKIE = 3, "espace_sid"
SANS_DROIT = "Vous ne pouvez pas récupérer vos codes d'accès en ligne : demandez à un autre administrateur de votre " \
             "établissement de régénérer votre code confidentiel."
ERREUR_REGENERATION = "Les informations saisies ne correspondent pas à celles enregistrées sur votre compte."
ERREUR_CODES = "Code identifiant ou code confidentiel incorrect."
A_RENOUVELER = "Vous avez fait 3 essais infructueux de saisie du code de certification : vous devez renouveler votre code confidentiel."

app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
COMPTES, SESSIONS, FICHIERS, SMTP = [], {}, {}, ["127.0.0.1", 25]
class Champs:
    """Champs du corps JSON, en texte sans blancs autour ; vide si absent."""
    def __init__(self, corps: dict = Body()):
        self.corps = corps
    def __getattr__(self, nom):
        return str(self.corps.get(nom) or "").strip()
def refus(statut, message, **plus):
    raise HTTPException(statut, {"message": message, **plus})
def exiger(champs):
    vides = {nom: "Ce champ est obligatoire" for nom, valeur in champs.items() if not valeur}
    if vides:
        refus(422, "Certains champs obligatoires ne sont pas renseignés.", champs=vides)
@app.exception_handler(HTTPException)
async def erreur_http(_, e):
    return JSONResponse(e.detail if isinstance(e.detail, dict) else {"message": e.detail}, e.status_code)
@app.exception_handler(RequestValidationError)
async def erreur_requete(_, __):
    return JSONResponse({"message": "Requête invalide."}, 422)
@app.middleware("http")
async def ouvrir_session(request: Request, suite):
    sid = request.cookies.get(COOKIE)
    s = SESSIONS.get(sid)
    if s is None and request.url.path.startswith("/api/"):
        s, sid = {"compte": None, "attente": None, "certification": None}, None
    request.state.s = s
    reponse = await suite(request)
    reponse.headers["X-Content-Type-Options"] = "nosniff"
    if s is not None and (sid is None or s.pop("renouveler", False)):
        SESSIONS.pop(sid, None)
        nouveau = secrets.token_urlsafe(24)
        SESSIONS[nouveau] = s
        reponse.set_cookie(COOKIE, nouveau, httponly=True, samesite="lax")
    return reponse
def presentation(s):
    c = s["compte"]
    return {"connecte": bool(c), "attente": bool(s["attente"]),
            "nom": c["last_name"] if c else None, "prenom": c["first_name"] if c else None}
@app.get("/api/moi")
def moi(request: Request):
    return presentation(request.state.s)
@app.post("/api/connexion")
def connexion(request: Request, d: Champs = Depends()):
    exiger({"identifiant": d.identifiant, "code": d.code})
    s = request.state.s
    s["compte"] = s["attente"] = None
    c = next((c for c in COMPTES if c["identifier"] == d.identifiant), None)
    if not c or not secrets.compare_digest(c["confidential_code"].encode(), d.code.encode()):
        refus(401, ERREUR_CODES)
    if c["bloque"]:
        refus(403, A_RENOUVELER, renouveler=True)
    s["renouveler"] = True
    if c["certification"]:
        s["attente"] = c
    else:
        s["compte"] = c
    return presentation(s)
@app.post("/api/connexion/certification")
def certifier(request: Request, d: Champs = Depends()):
    s = request.state.s
    c = s["attente"]
    if not c:
        refus(401, "Votre session a expiré, veuillez vous reconnecter.")
    exiger({"code": d.code})
    if c["bloque"] or not c["certification"]:
        s["attente"] = None
        refus(403, A_RENOUVELER, renouveler=True)
    if d.code.upper() != c["certification"]:
        c["essais"] += 1
        reste = ESSAIS_MAX - c["essais"]
        if reste <= 0:
            c["bloque"], s["attente"] = True, None
            refus(403, A_RENOUVELER, renouveler=True)
        refus(401, f"Code de certification incorrect. Il vous reste {reste} essai{'s' if reste > 1 else ''}.")
    c["certification"], c["essais"] = None, 0
    s["compte"], s["attente"], s["renouveler"] = c, None, True
    return presentation(s)
@app.post("/api/deconnexion")
def deconnexion(request: Request):
    request.state.s.update(compte=None, attente=None, certification=None)
    return {}
@app.get("/api/espace")
def espace(request: Request):
    c = request.state.s["compte"]
    if not c:
        refus(401, "Votre session a expiré, veuillez vous reconnecter.")
    return {"identifiant": c["identifier"], "nom": c["last_name"], "prenom": c["first_name"], "email": c["email"],
            "siret": c["siret"], "bcr": c["bcr"], "contrat": c["contract"],
            "services": contenus()["services"], "profil": "Administrateur" if c["role"] == "administrator" else "Utilisateur"}
@app.get("/api/questions")
def questions():
    return sorted(set(contenus()["questions"]) | {c["question"] for c in COMPTES if c["question"]})
@app.post("/api/codes-perdus/identifiant")
def rechercher(d: Champs = Depends()):
    exiger({"siret": d.siret, "nom": d.nom, "prenom": d.prenom})
    if not (d.bcr or d.contrat):
        refus(422, "Vous devez obligatoirement compléter au moins l'un de ces deux champs : numéro BCR, numéro de contrat.")
    for c in COMPTES:
        attendu = [(c["siret"], re.sub(r"\s", "", d.siret)), (c["last_name"], d.nom), (c["first_name"], d.prenom),
                   (c["bcr"], d.bcr or c["bcr"]), (c["contract"], d.contrat or c["contract"]), ("administrator", c["role"])]
        if any(a != b for a, b in attendu):
            continue
        if not recuperable(c):
            refus(403, SANS_DROIT)
        return {"identifiant": c["identifier"]}
    refus(404, "Votre requête n'a pas abouti : aucun administrateur ne correspond aux informations saisies.")
def recuperable(c):
    return c["first_login_done"] and c["email_valid"]
def simple(texte):
    return " ".join(texte.split()).casefold()
def tirer_code():
    return "".join(secrets.choice(LETTRES) for _ in range(5)) + "".join(secrets.choice(CHIFFRES) for _ in range(3))
def envoyer(adresse, code):
    m = EmailMessage()
    m["From"] = "e-servicesinscription@caissedesdepots.fr"
    m["To"] = adresse
    m["Subject"] = "Régénération de code confidentiel"
    m["Date"] = formatdate(localtime=True)
    m["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
    m.set_content(f"Votre nouveau code confidentiel est le suivant :\n\n{code}\n\n"
                  "A bientôt sur notre site\n\nLa Direction des Retraites\n", charset="utf-8")
    with smtplib.SMTP(*SMTP, timeout=5) as serveur:
        serveur.send_message(m)
@app.post("/api/codes-perdus/code-confidentiel")
def regenerer(request: Request, d: Champs = Depends()):
    exiger({n: getattr(d, n) for n in ("nom", "prenom", "identifiant", "email", "question", "reponse")})
    c = next((c for c in COMPTES if c["identifier"] == d.identifiant and c["role"] == "administrator"), None)
    if not c or (d.nom, d.prenom, d.email) != (c["last_name"], c["first_name"], c["email"]):
        refus(404, ERREUR_REGENERATION)
    if not recuperable(c):
        refus(403, SANS_DROIT)
    if d.question != c["question"] or simple(d.reponse) != simple(c["answer"]):
        refus(404, ERREUR_REGENERATION)
    code, certification = tirer_code(), "".join(secrets.choice(LETTRES + CHIFFRES) for _ in range(10))
    try:
        envoyer(c["email"], code)
    except OSError:
        refus(502, "Le courriel n'a pas pu être envoyé. Veuillez renouveler votre demande dans quelques minutes.")
    c.update(confidential_code=code, certification=certification, essais=0, bloque=False)
    request.state.s["certification"] = certification
    return {"certification": certification}
@app.get("/api/codes-perdus/certification")
def certification_a_noter(request: Request):
    if not request.state.s["certification"]:
        refus(404, "Aucun code de certification à afficher.")
    return {"certification": request.state.s["certification"]}
@app.get("/api/codes-perdus/certification/audio.wav")
def audio(request: Request):
    code = request.state.s["certification"]
    if not code:
        refus(404, "Aucun code de certification à lire.")
    with tempfile.NamedTemporaryFile(suffix=".wav") as f:
        subprocess.run(["espeak-ng", "-v", "fr", "-s", "120", "-g", "30", "-w", f.name, ", ".join(code)], check=True)
        return Response(f.read(), media_type="audio/wav", headers={"Cache-Control": "no-store"})
@app.post("/api/codes-perdus/terminer")
def terminer(request: Request):
    request.state.s["certification"] = None
    return {}
def contenus():
    return json.loads(FICHIERS["content.json"])
@app.get("/api/contenus/{page}")
def contenu(page: str):
    return contenus().get(page) or refus(404, "Page introuvable.")
@app.get("/api/recherche")
def recherche_site(q: str = ""):
    mot = simple(q)
    return [{"page": cle, "titre": p["titre"]} for cle, p in contenus().items()
            if mot and "blocs" in p and mot in simple(json.dumps(p, ensure_ascii=False))]
@app.post("/api/ariane")
def ariane(d: Champs = Depends()):
    faq = contenus()["ariane"]
    return {"reponse": next((r["reponse"] for r in faq["reponses"] if any(m in simple(d.code) for m in r["mots"])), faq["defaut"])}
@app.get("/front/{nom}")
def front(nom: str):
    types = {"js": "text/javascript", "css": "text/css", "svg": "image/svg+xml"}
    if f"front/{nom}" not in FICHIERS:
        refus(404, "Fichier introuvable.")
    return Response(FICHIERS[f"front/{nom}"], media_type=types.get(nom.rsplit(".")[-1], "text/plain"), headers={"Cache-Control": "no-cache"})
class Serveur(uvicorn.Server):
    def handle_exit(self, sig, frame):
        os._exit(0)
def lancer(port, smtp, comptes, fichiers):
    FICHIERS.update(fichiers)
    SMTP[:] = smtp.rsplit(":", 1)[0], int(smtp.rsplit(":", 1)[1])
    COMPTES.extend({**c, "certification": None, "essais": 0, "bloque": False} for c in comptes)
    app.mount("/vendor", StaticFiles(directory="vendor"))

    @app.get("/{chemin:path}")
    def page(chemin: str):
        if chemin.startswith("api/"):
            refus(404, "Page introuvable.")
        return HTMLResponse(FICHIERS["front/index.html"], headers={"Cache-Control": "no-cache"})
    Serveur(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning")).run()
