#!/usr/bin/env python3
"""Retraites et solidarité : espace personnalisé employeur, codes perdus. Flask behind Hotwire Turbo."""
import argparse
import hashlib
import hmac
import json
import logging
import re
import secrets
import smtplib
import subprocess
import tempfile
import threading
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from flask import Flask, Response, cli, g, redirect, render_template, request, url_for

HERE = Path(__file__).resolve().parent
ap = argparse.ArgumentParser()
ap.add_argument("--port", type=int, required=True)
ap.add_argument("--smtp", required=True)
ap.add_argument("--accounts", required=True)
ap.add_argument("--defect", default="")
ap.add_argument("--variation", default="")
OPT = ap.parse_args()
for kind, name in (("defect", OPT.defect), ("variation", OPT.variation)):
    if name and name not in [d["name"] for d in json.loads((HERE / f"{kind}s.json").read_text("utf-8"))]:
        ap.error(f"unknown {kind} {name}")


def D(name):
    return OPT.defect == name


def V(name):
    return OPT.variation == name


@dataclass
class Account:
    identifier: str
    confidential_code: str
    role: str
    last_name: str
    first_name: str
    email: str
    siret: str
    bcr: str
    contract: str
    question: str
    answer: str
    first_login_done: bool
    email_valid: bool
    certification: str = ""
    tries: int = 0
    generation: int = 0       # grows with each change of the codes; sessions opened before end
    provisional: bool = False
    blocked: bool = False     # three wrong certification codes: the confidential code has to be renewed
    previous_code: str = ""   # (defect old-code-kept)

    @property
    def full_name(self):
        return f"{self.first_name} {self.last_name}"

    @property
    def recoverable(self):
        return self.first_login_done and self.email_valid


ACCOUNTS = {row["identifier"]: Account(**{k: row[k] for k in Account.__annotations__ if k in row})
            for row in json.loads(Path(OPT.accounts).read_text("utf-8"))}
OWN_QUESTIONS = ["Quel est le prénom de votre premier enfant ?", "Quelle est votre ville de naissance ?", "Quel était le nom de votre premier animal ?",
                 "Quel est votre plat préféré ?", "Quel était le nom de votre école primaire ?", "Quel est le nom de jeune fille de votre mère ?"]
MORE_QUESTIONS = ["Quelle était la marque de votre première voiture ?", "Quel est le métier de votre grand-père ?"]
LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"
LOCK = threading.RLock()
SESSIONS, SHARED = {}, {}
COOKIE = "_espace_session"
app = Flask(__name__, static_folder=str(HERE / "assets"), static_url_path="/assets")
logging.getLogger("werkzeug").setLevel(logging.ERROR)

# ---------------------------------------------------------------- sessions, tokens, rendering


def questions():
    own = OWN_QUESTIONS + (MORE_QUESTIONS if V("more-questions") else [])
    if D("question-list-incomplete"):
        return sorted({q for q in own if q not in {a.question for a in ACCOUNTS.values()}} | {"Quel est votre livre préféré ?"})
    return sorted({*own, *(a.question for a in ACCOUNTS.values() if a.question)}, reverse=V("more-questions"))


def new_session(keep=()):
    old = getattr(g, "session", {})
    g.sid, g.fresh = secrets.token_urlsafe(24), True
    g.session = {"secret": secrets.token_bytes(16), "flash": [], **{k: old[k] for k in keep if k in old}}
    SESSIONS[g.sid] = g.session


def form_token(path, method="post"):
    return hmac.new(g.session["secret"], f"{path}#{method}".encode(), hashlib.sha256).hexdigest()


def field_name(scope, name):
    return f"{scope}-{name.replace('_', '-')}" if V("field-names") else f"{scope}[{name}]"


def F(scope, name):
    return request.form.get(field_name(scope, name), "").strip()


def flash(text, kind="notice"):
    g.session["flash"].append((kind, text))


def page(template, title, status=200, **context):
    """The whole layout, or for a Turbo Frame only the frame."""
    frame = request.headers.get("Turbo-Frame", "")
    layout = "frame.html" if frame in ("etape", "modal") else "layout.html"
    toasts, g.session["flash"] = g.session["flash"], []
    body = render_template(template, layout=layout, frame=frame, title=title, toasts=toasts, account=signed_in(), **context)
    return Response(body, status, content_type="text/html; charset=utf-8")


def go(endpoint, **values):
    return redirect(url_for(endpoint, **values), 303)


@app.context_processor
def helpers():
    return dict(D=D, V=V, form_token=form_token, field_name=field_name, scripts=not V("no-scripts"))


@app.before_request
def open_session():
    if request.path.startswith("/assets/"):
        return None
    if V("slow-pages"):
        time.sleep(0.4)
    g.sid, g.fresh = request.cookies.get(COOKIE, ""), False
    if g.sid in SESSIONS:
        g.session = SESSIONS[g.sid]
    else:
        new_session()
    if request.method == "POST":
        given, method = request.form.get("authenticity_token", ""), request.form.get("_method", "post")
        if not hmac.compare_digest(given.encode(), form_token(request.path, method).encode()):
            return page("message.html", "Session expirée", 422, text="Votre session a expiré. Rechargez la page puis recommencez votre saisie.")
    return None


@app.after_request
def close_session(response):
    if not request.path.startswith("/assets/"):
        response.headers["Cache-Control"] = "no-store"
        response.headers["Vary"] = "Turbo-Frame, Accept"
        if getattr(g, "fresh", False):
            response.set_cookie(COOKIE, g.sid, httponly=True, samesite="Lax", path="/")
    return response


def signed_in():
    who = ACCOUNTS.get(g.session.get("user", ("", 0))[0])
    return who if who and who.generation == g.session["user"][1] else None


def awaiting():
    who = ACCOUNTS.get(g.session.get("pending", ("", 0))[0])
    return who if who and who.generation == g.session["pending"][1] and who.certification else None


@app.errorhandler(404)
def not_found(_error):
    return page("message.html", "Page introuvable", 404, text="La page demandée n'existe pas.")

# ---------------------------------------------------------------- public site


INFO = {
    "administrateur": "Je suis administrateur", "utilisateur": "Je suis utilisateur", "presentation": "Présentation de l'espace personnalisé",
    "demonstration": "Démonstration vidéo de l'inscription", "inscription": "Je m'inscris", "inscription-administrateur": "Inscription d'un administrateur",
    "inscription-utilisateur": "Inscription d'un utilisateur", "cgu": "Conditions générales d'utilisation (CGU)", "aide": "Aide à la connexion",
    "iheps": "La Caisse des Dépôts partenaire de l'IHEPS", "dai-2010": "Campagne DAI 2010 : incidence du projet de réforme des retraites",
    "forum": "Forum Retraite 2010", "actualites": "Actualités de la Direction des Retraites", "direction": "Présentation de la Direction des retraites",
    "etudes": "Études et Documentations", "presse": "Espace presse", "droit": "Droit à l'information sur la retraite", "profils": "Changer de profil",
}
FUNDS = ["CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds"]


@app.get("/")
def home():
    return page("home.html", "Employeur", info=INFO, funds=FUNDS, public=True)


@app.get("/pages/<slug>")
def info(slug):
    if slug not in INFO:
        return not_found(None)
    return page("info.html", INFO[slug], slug=slug)


@app.get("/recherche")
def site_search():
    words = request.args.get("q", "").strip()
    hits = [(s, t) for s, t in INFO.items() if words and words.casefold() in t.casefold()]
    return page("search.html", "Rechercher sur le site", words=words, hits=hits)

# ---------------------------------------------------------------- connection


@app.get("/session/new")
def session_new():
    return page("session.html", "Accès à mon espace personnalisé")


@app.post("/session")
def session_create():
    if request.form.get("_method") == "delete":
        new_session()
        flash("Vous êtes déconnecté.")
        return go("session_new")
    identifier, code = F("session", "identifiant"), F("session", "code_confidentiel")
    with LOCK:
        who = ACCOUNTS.get(identifier)
        known = bool(who and code and (hmac.compare_digest(code.encode(), who.confidential_code.encode()) or code == who.previous_code))
        if not identifier or not code:
            error = "Saisissez votre code identifiant et votre code confidentiel."
        elif not known:
            error = "Code identifiant ou code confidentiel incorrect."
        elif who.blocked:
            error = ("Après 3 essais infructueux de saisie du code de certification, ce code confidentiel n'est plus utilisable : "
                     "vous devez le renouveler (Codes perdus).")
        else:
            error = ""
        if error:
            return page("session.html", "Accès à mon espace personnalisé", 422, error=error, identifier=identifier)
        new_session(keep=("flash",))
        if who.certification and not D("certification-not-asked"):
            g.session["pending"] = (who.identifier, who.generation)
            return go("certification")
        return sign_in(who)


def sign_in(who):
    new_session(keep=("flash",))
    g.session["user"] = (who.identifier, who.generation)
    return go("space")


@app.get("/session/certification")
def certification():
    if not awaiting():
        return go("session_new")
    return page("certification.html", "Code de certification")


@app.post("/session/certification")
def certification_check():
    given = F("certification", "code")
    with LOCK:
        who = awaiting()
        if not who:
            return go("session_new")
        if not given:
            return page("certification.html", "Code de certification", 422, error="Saisissez le code de certification.")
        if hmac.compare_digest(given.upper().encode(), who.certification.encode()):
            if not D("certification-asked-always"):
                who.certification = ""
            who.tries = 0
            return sign_in(who)
        who.tries += 1
        if D("tries-per-session"):
            who.tries = g.session["tries"] = g.session.get("tries", 0) + 1
        left = (4 if D("four-tries") else 3) - who.tries
        if left > 0:
            return page("certification.html", "Code de certification", 422,
                        error=f"Code de certification incorrect. Il vous reste {left} essai{'s' if left > 1 else ''}.")
        if D("blocked-code-lives"):
            who.tries = 0
        else:
            who.blocked, who.certification, who.tries = True, "", 0
            who.generation += 1
        new_session()
        flash("3 essais infructueux : vous devez renouveler votre code confidentiel (Codes perdus).", "alert")
        return go("session_new")


@app.get("/espace")
def space():
    who = signed_in()
    if not who:
        flash("Connectez-vous pour accéder à votre espace personnalisé.", "alert")
        return go("session_new")
    if not who.first_login_done:
        return page("first_login.html", "Première connexion", questions=questions())
    colleagues = [a for a in ACCOUNTS.values() if a.siret == who.siret and a is not who] if who.role == "administrator" else []
    return page("space.html", "Mon espace personnalisé", colleagues=colleagues)


@app.post("/espace/question")
def first_login():
    who, question, answer = signed_in(), F("question", "question"), F("question", "reponse")
    if not who:
        return go("session_new")
    if question not in questions() or not answer:
        return page("first_login.html", "Première connexion", 422, questions=questions(), error="Choisissez une question et saisissez sa réponse.")
    if not who.first_login_done:
        who.question, who.answer, who.first_login_done = question, answer, True
        flash("Votre question secrète est enregistrée.")
    return go("space")


@app.post("/espace/comptes/<identifier>/code")
def colleague_code(identifier):
    who, other = signed_in(), ACCOUNTS.get(identifier)
    if not who:
        return go("session_new")
    if who.role != "administrator" or not other or other is who or other.siret != who.siret:
        return not_found(None)
    with LOCK:
        code = renew(other)
        other.certification = ""
    text = f"Nouveau code confidentiel provisoire de {other.full_name} ({other.identifier}) : {code}"
    if "text/vnd.turbo-stream.html" in request.headers.get("Accept", ""):
        return Response(render_template("code.turbo_stream.html", other=other, code=code), content_type="text/vnd.turbo-stream.html; charset=utf-8")
    flash(text)
    return go("space")

# ---------------------------------------------------------------- lost codes


@app.get("/codes_perdus")
def lost():
    g.session.pop("found", None)
    return page("lost.html", "Codes perdus")


@app.get("/codes_perdus/utilisateur")
def lost_user():
    return page("lost_user.html", "Codes perdus")


@app.get("/codes_perdus/recherche/new")
def lookup_new():
    return page("lookup.html", "Recherche de votre code identifiant", need=request.args.get("besoin", "identifiant"), values={}, errors={})


def matching(siret, bcr, contract, last, first):
    def same(given, kept, loosely):
        return given.casefold() == kept.casefold() if loosely else given == kept
    found = []
    for a in ACCOUNTS.values():
        if a.role != "administrator" and not D("user-found"):
            continue
        if a.siret != siret and not D("siret-ignored"):
            continue
        if bcr and not same(bcr, a.bcr, D("bcr-any-case")) or contract and not same(contract, a.contract, D("bcr-any-case")):
            continue
        if same(last, a.last_name, D("name-any-case")) and same(first, a.first_name, D("name-any-case")):
            found.append(a)
    return found


@app.post("/codes_perdus/recherche")
def lookup():
    names = ("siret", "bcr", "contrat", "nom", "prenom")
    v = {n: F("recherche", n) for n in names}
    need, errors, problem = request.form.get("besoin", "identifiant"), {}, ""
    siret = re.sub(r"\s", "", v["siret"])
    for n in ("siret", "nom", "prenom"):
        if not v[n]:
            errors[n] = "Ce champ est obligatoire."
    if siret and not re.fullmatch(r"\d{14}", siret):
        errors["siret"] = "Le numéro SIRET comporte 14 chiffres."
    if D("contract-alone-refused") and not v["bcr"]:
        errors["bcr"] = "Ce champ est obligatoire."
    elif not v["bcr"] and not v["contrat"] and not D("neither-number-needed"):
        errors["bcr"] = "Complétez au moins l'un des deux champs : numéro BCR ou numéro de contrat."
    found = []
    if not errors:
        everyone = matching(siret, v["bcr"], v["contrat"], v["nom"], v["prenom"])
        found = [a for a in everyone if a.recoverable or (D("never-connected-found") and a.email_valid)]
        problem = "" if found else "ineligible" if everyone else "unknown"
    if errors or problem:
        return page("lookup.html", "Recherche de votre code identifiant", 422, need=need, values=v, errors=errors, problem=problem)
    g.session["found"] = [a.identifier for a in found]
    if D("found-shared"):
        SHARED["found"] = g.session["found"]
    if need == "les_deux" and len(found) == 1:
        flash("Votre code identifiant a été retrouvé.")
        return go("renewal_new", compte=0)
    return go("lookup_result", besoin=need)


@app.get("/codes_perdus/recherche")
def lookup_result():
    found = [ACCOUNTS[i] for i in g.session.get("found", [])]
    if not found:
        return go("lost")
    return page("result.html", "Votre code identifiant", found=found, need=request.args.get("besoin", ""))


def chosen(source):
    """The account found by the search that this form is about, if any."""
    found, at = g.session.get("found", []), source.get("compte", "")
    return (ACCOUNTS[found[int(at)]], at) if at.isdigit() and int(at) < len(found) else (None, "")


def renewal_form(status=200, values=None, **context):
    who, at = chosen(request.values)
    values = dict(values or {})
    if who and not D("identifier-not-prefilled"):
        values["identifiant"] = who.identifier
        if V("names-prefilled") and "nom" not in values:
            values.update(nom=who.last_name, prenom=who.first_name)
    elif D("found-shared") and SHARED.get("found"):
        values.setdefault("identifiant", SHARED["found"][0])
    return page("renewal.html", "Regénérer votre code confidentiel", status, values=values, questions=questions(), at=at,
                locked=bool(who) and not D("identifier-not-prefilled"), **context)


@app.get("/codes_perdus/regeneration/new")
def renewal_new():
    if request.args.get("compte") and not chosen(request.args)[0]:
        return go("lost")
    return renewal_form()


@app.post("/codes_perdus/regeneration")
def renewal():
    v = {n: F("regeneration", n) for n in ("nom", "prenom", "identifiant", "email", "question", "reponse")}
    who = chosen(request.form)[0]
    if who and not D("identifier-not-prefilled"):
        v["identifiant"] = who.identifier
    errors = {n: "Ce champ est obligatoire." for n in v if not v[n]}
    if errors:
        return renewal_form(422, v, errors=errors)
    with LOCK:
        who = ACCOUNTS.get(v["identifiant"])
        known = (who and who.role == "administrator" and (v["nom"], v["prenom"]) == (who.last_name, who.first_name)
                 and (v["email"] == who.email or D("email-not-compared")))
        if known and not (who.recoverable or (D("bad-email-regenerates") and who.first_login_done)):
            return renewal_form(422, v, errors={}, problem="ineligible")
        if not known or not (v["question"] == who.question or D("question-not-compared")) \
                or not (v["reponse"].casefold() == who.answer.casefold() or D("answer-not-compared")):
            return renewal_form(422, v, errors={}, problem="unknown")
        code = new_code()
        certification = "".join(secrets.choice(DIGITS if V("numeric-certification") else LETTERS + DIGITS) for _ in range(10))
        try:
            send_code(who, certification if D("mail-carries-certification") else code)
        except OSError:
            return renewal_form(503, v, errors={}, problem="mail")
        stale = who.certification if D("stale-certification") else ""
        renew(who, code)
        who.certification = stale or certification
        g.session.pop("found", None)
        g.session["issued"] = {"certification": certification, "confidential": code}
        return go("renewed")


def new_code():
    letters, digits = [secrets.choice(LETTERS) for _ in range(5)], [secrets.choice(DIGITS) for _ in range(3)]
    return "".join(letters + digits)


def renew(who, code=""):
    if D("old-code-kept"):
        who.previous_code = who.confidential_code
    who.confidential_code = code or new_code()
    who.provisional, who.blocked, who.tries = True, False, 0
    who.generation += 1
    return who.confidential_code


def send_code(who, code):
    message = EmailMessage()
    message["From"] = "e-servicesinscription@caissedesdepots.fr"
    message["To"] = next(a for a in ACCOUNTS.values() if a.siret == who.siret).email if D("mail-to-establishment") else who.email
    message["Subject"] = "Votre demande" if D("mail-subject") else "Régénération de code confidentiel"
    message["Date"], message["Message-ID"] = formatdate(localtime=True), make_msgid(domain="caissedesdepots.fr")
    lines = ["Votre nouveau code confidentiel est le suivant :", code, "A bientôt sur notre site", "La Direction des Retraites"]
    message.set_content("\n\n".join(lines) + "\n", cte="quoted-printable")
    if V("html-mail"):
        message.add_alternative("<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>", subtype="html", cte="quoted-printable")

    def post():
        host, _, port = OPT.smtp.rpartition(":")
        with smtplib.SMTP(host, int(port), local_hostname="localhost", timeout=5) as server:
            server.send_message(message)
    if V("mail-in-background"):
        threading.Timer(0.6, post).start()
    else:
        post()


@app.get("/codes_perdus/regeneration")
def renewed():
    if "issued" not in g.session:
        return go("lost")
    return page("renewed.html", "Régénération du code confidentiel", issued=g.session["issued"])


@app.get("/codes_perdus/regeneration/code.wav")
def spoken():
    if "issued" not in g.session:
        return not_found(None)
    issued = g.session["issued"]
    if "wav" not in issued:
        said = issued["certification"][:6] if D("sound-incomplete") else issued["certification"]
        with tempfile.NamedTemporaryFile(suffix=".wav") as out:
            subprocess.run(["espeak-ng", "-v", "fr", "-s", "115", "-g", "25", "-w", out.name, ", ".join(said)], check=True)
            issued["wav"] = Path(out.name).read_bytes()
    return Response(issued["wav"], content_type="audio/wav")


@app.post("/codes_perdus/regeneration/fin")
def finish():
    if g.session.pop("issued", None):
        flash("Votre nouveau code confidentiel vous est envoyé par courriel. Votre code de certification vous sera demandé lors de votre prochaine connexion.")
    return go("home" if V("finish-home") else "session_new")


if __name__ == "__main__":
    cli.show_server_banner = lambda *_: None
    app.run("127.0.0.1", OPT.port, threaded=True, debug=False)
