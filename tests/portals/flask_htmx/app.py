"""Espace personnalisé employeur: the way in, and the recovery of lost codes."""
import argparse
import secrets
import smtplib
import threading
import time

from flask import Blueprint, Flask, abort, current_app, g, make_response, redirect, render_template, request, url_for
from markupsafe import Markup

import content
import outgoing
import switches
from accounts import Accounts
from switches import on

IDLE = 30 * 60
PATHS = {  # what was lost: whose account, is it searched for, is a new confidential code made
    "code-confidentiel": {"role": "administrator", "searched": False, "renewed": True},
    "code-identifiant": {"role": "administrator", "searched": True, "renewed": False},
    "les-deux-codes": {"role": "administrator", "searched": True, "renewed": True},
    "utilisateur": {"role": "user", "searched": True, "renewed": True},
}
MISSING = "Ce champ est obligatoire."
EXPIRED = "Votre session a expiré : veuillez recommencer."
INELIGIBLE = ("Vous ne pouvez pas récupérer vos codes d'accès en ligne : demandez à un autre administrateur "
              "de votre établissement de régénérer votre code confidentiel.")
RENEWAL = "Après 3 essais infructueux, vous devez renouveler votre code confidentiel."

portal = Blueprint("portal", __name__)
visits = {}
lock = threading.Lock()


def accounts():
    return current_app.config["ACCOUNTS"]


def new_visit(**values):
    g.sid = secrets.token_urlsafe(24)
    g.visit = visits[g.sid] = {"csrf": secrets.token_urlsafe(24), "flow": {}, "seen": time.time(), **values}


@portal.before_request
def open_visit():
    for key in [key for key, visit in list(visits.items()) if time.time() - visit["seen"] > IDLE]:
        visits.pop(key, None)
    g.sid = request.cookies.get("visite")
    g.visit = visits.get(g.sid)
    if not g.visit:
        new_visit()
    g.visit["seen"] = time.time()
    if request.method == "POST" and request.form.get("csrf") != g.visit["csrf"]:
        return login_form(EXPIRED)


@portal.after_request
def keep_visit(response):
    response.set_cookie("visite", g.sid, httponly=True, samesite="Lax")
    response.headers["Cache-Control"] = "no-store"
    return response


def show(template, title, text="", push=None, **values):
    """The step alone when the page asks to swap it in, else the whole page around it."""
    values = {"form": {}, "errors": {}, "alert": None, **values}
    status = 422 if values["errors"] or values["alert"] else 200
    member = accounts().all.get(g.visit.get("member"))
    values.update(title=title, text=text, step=template, visit=g.visit)
    frame = template if template in ("accueil.html", "info.html") else "cadre.html"
    body = Markup(render_template(frame, member=member, **values))
    if "HX-Request" in request.headers and "HX-History-Restore-Request" not in request.headers:
        body = body if template == "info.html" else Markup("<title>%s</title>\n") % title + body
    else:
        body = render_template("page.html", title=title, fragment=body)
    response = make_response(body, status)
    response.headers["Vary"] = "HX-Request"
    if push:
        response.headers["HX-Push-Url"] = push
    return response


def read(*names):
    return {name: request.form.get(name, "").strip() for name in names}


def missing(form, *names):
    return {name: MISSING for name in names if not form[name]}


@portal.get("/")
def home():
    return show("accueil.html", "Retraites et solidarité", content=content)


@portal.get("/infos/<slug>")
def info(slug):
    return show("info.html", *(content.INFOS.get(slug) or abort(404)))


@portal.get("/recherche")
def find():
    words = request.args.get("q", "").strip().lower()
    found = [(slug, info[0]) for slug, info in content.INFOS.items() if words and words in "".join(info).lower()]
    return show("info.html", "Résultat de votre recherche", "" if found else "Aucun résultat.", found=found)


@portal.get("/espace")
def login_page():
    forget()
    return show("espace.html", "Mon espace personnalisé") if "member" in g.visit else login_form()


def login_form(alert=None, **values):
    return show("connexion.html", "Accès à mon espace personnalisé", alert=alert, **values)


@portal.post("/espace/connexion")
def login():
    form = read("identifier", "code")
    errors = missing(form, "identifier", "code")
    if errors:
        return login_form(form=form, errors=errors)
    account = accounts().login(form["identifier"], form["code"])
    if not account:
        return login_form("Code identifiant ou code confidentiel incorrect.", form=form)
    if account["renewal_due"]:
        return login_form(RENEWAL)
    trusted = on("certification-oubliee") and g.visit.get("trusted") == form["identifier"]
    if not account["certification"] or trusted:
        return enter(account)
    g.visit["pending"] = (form["identifier"], account["confidential_code"])
    return certification_form()


def certification_form(alert=None, **values):
    return show("certification.html", "Code de certification", alert=alert, **values)


@portal.post("/espace/certification")
def certify():
    identifier, code = g.visit.get("pending", (None, None))
    account = accounts().all.get(identifier)
    if not account or account["confidential_code"] != code or account["renewal_due"]:
        return login_form(EXPIRED)
    form = read("certification")
    if not form["certification"]:
        return certification_form(errors=missing(form, "certification"))
    with lock:
        outcome = accounts().certify(account, form["certification"])
    if outcome is True:
        return enter(account)
    if outcome == 0:
        return login_form(RENEWAL)
    return certification_form(f"Code de certification incorrect. Nombre d'essais restants : {outcome}.")


def enter(account):
    visits.pop(g.sid, None)
    new_visit(member=account["identifier"])
    return show("espace.html", "Mon espace personnalisé", push=url_for(".login_page"))


@portal.post("/espace/deconnexion")
def logout():
    visits.pop(g.sid, None)
    new_visit()
    return login_form()


@portal.get("/codes-perdus")
def lost_codes(alert=None):
    return show("etape1.html", "Codes perdus", alert=alert)


def forget():
    kept = g.visit["flow"].get("identifier") if on("session-precedente") else None
    g.visit["flow"] = {"identifier": kept}


@portal.get("/codes-perdus/annuler")
def cancel():
    forget()
    return login_form() if on("annuler-connexion") else lost_codes()


@portal.get("/codes-perdus/<path>")
def begin(path):
    forget()
    g.visit["flow"].update(PATHS.get(path) or abort(404))
    return search_form() if g.visit["flow"]["searched"] else renewal_form()


def search_form(alert=None, **values):
    return show("etape2.html", "Recherche de votre code identifiant", alert=alert, **values)


@portal.post("/codes-perdus/recherche")
def search():
    flow = g.visit["flow"]
    if not flow.get("searched"):
        return lost_codes(EXPIRED)
    form = read("siret", "bcr", "contract", "last_name", "first_name")
    if on("siret-espaces"):
        form["siret"] = form["siret"].replace(" ", "")
    errors = missing(form, "siret", "last_name", "first_name")
    if form["siret"] and not (form["siret"].isdigit() and len(form["siret"]) == 14):
        errors["siret"] = "Le numéro SIRET comporte 14 chiffres."
    if not (form["bcr"] or form["contract"] or on("siret-seul")):
        errors["bcr"] = "Complétez au moins l'un de ces deux champs : numéro BCR ou numéro de contrat."
    if errors or on("contrat-seul") and not form["bcr"]:
        return search_form(form=form, errors=errors or {"bcr": MISSING})
    account = accounts().search(flow["role"], form)
    if not account:
        return search_form("Votre requête n'a pas abouti.", form=form, checklist=True)
    if not accounts().may_recover(account):
        return search_form(INELIGIBLE, form=form)
    flow.update(identifier=account["identifier"], names=form)
    flow.pop("certification", None)
    return renewal_form() if flow["renewed"] else show("identifiant.html", "Votre code identifiant")


def renewal_form(alert=None, form=None, errors=None):
    flow = g.visit["flow"]
    if form is None:
        form = flow.get("names", {}) if on("nom-prerempli") else {}
        form = {**form, "identifier": "" if on("identifiant-vide") else flow["identifier"]}
    questions = content.QUESTIONS + content.MORE_QUESTIONS * on("questions-triees")
    questions += [account["question"] for account in accounts().all.values() if account["question"]]
    questions = sorted(set(questions)) if on("questions-triees") else dict.fromkeys(questions)
    return show("etape3.html", "Regénérer votre code confidentiel", alert=alert, form=form, errors=errors or {},
                questions=questions)


@portal.post("/codes-perdus/generation")
def generate():
    with lock:
        flow = g.visit["flow"]
        if "certification" in flow and not on("mail-double"):
            return renewed_page()  # the same form sent twice
        if not flow.get("renewed") or flow["searched"] and not flow["identifier"]:
            return lost_codes(EXPIRED)
        form = read("last_name", "first_name", "identifier", "email", "question", "answer")
        if flow["searched"] and not on("identifiant-vide"):
            form["identifier"] = flow["identifier"]
        errors = missing(form, *form)
        if errors:
            return renewal_form(None, form, errors)
        account = accounts().named(flow["role"], form)
        if account and not accounts().may_recover(account):
            return renewal_form(INELIGIBLE, form)
        if not account or not accounts().proves(account, form):
            return renewal_form("Les informations saisies ne correspondent pas à celles de votre compte.", form)
        code, certification = accounts().new_codes(account)
        try:
            outgoing.send_code(current_app.config["SMTP"], account, code, certification)
        except (OSError, smtplib.SMTPException):
            return renewal_form("Le courriel n'a pas pu être envoyé. Veuillez réessayer plus tard.", form)
        accounts().renew(account, code, certification)
        flow["certification"] = certification
        g.visit.setdefault("first_certification", certification)
        g.visit["trusted"] = account["identifier"]
    return renewed_page()


@portal.get("/codes-perdus/regeneration")
def renewed_page():
    if "certification" not in g.visit["flow"]:
        return lost_codes()
    return show("etape4.html", "Régénération du code confidentiel", push=url_for(".renewed_page"),
                code=g.visit["flow"]["certification"])


@portal.get("/codes-perdus/regeneration.wav")
def sound():
    code = g.visit["flow"].get("certification") or abort(404)
    spoken = outgoing.spoken(g.visit["first_certification"] if on("son-precedent") else code)
    return current_app.response_class(spoken, mimetype="audio/wav")


def main():
    parser = argparse.ArgumentParser()
    for name in ("--port", "--smtp", "--accounts"):
        parser.add_argument(name, required=True)
    for name in ("--defect", "--variation"):
        parser.add_argument(name, action="append", default=[])
    options = parser.parse_args()
    switches.active.update(options.defect + options.variation)
    app = Flask(__name__)
    app.config.update(SMTP=options.smtp, ACCOUNTS=Accounts(options.accounts))
    app.jinja_env.globals.update(on=on)
    app.register_blueprint(portal, url_prefix="/employeurs" if on("adresses") else None)
    if on("adresses"):
        app.add_url_rule("/", "root", lambda: redirect(url_for("portal.home")))
    app.run("127.0.0.1", int(options.port), threaded=True)


if __name__ == "__main__":
    main()
