"""Espace personnalisé employeur : routes et règles."""
import hashlib
import hmac
import smtplib
from datetime import datetime
from functools import wraps
from urllib.parse import urlsplit

from flask import Flask, Response, abort, g, make_response, redirect, render_template, request

from . import pages, sound
from .mailer import Mailer
from .store import Accounts, Sessions, new_certification_code, new_confidential_code
from .toggles import Toggles



class PageExpired(Exception):
    """Jeton de formulaire absent ou périmé."""


MAX_ATTEMPTS = 3

# nom de route -> (adresse, adresse de la variation « adresses »)
PATHS = {
    "home": ("/", "/"),
    "profile": ("/profil/<slug>", "/vous-etes/<slug>.html"),
    "news": ("/actualites/<slug>", "/actu/<slug>.html"),
    "scheme": ("/regimes/<slug>", "/regimes-et-fonds/<slug>.html"),
    "search": ("/recherche", "/rechercher.html"),
    "page": ("/page/<slug>", "/infos/<slug>.html"),
    "contact": ("/contact", "/nous-ecrire.html"),
    "ariane": ("/ariane", "/conseiller-virtuel.html"),
    "cookies": ("/cookies", "/gestion-cookies.html"),
    "consent": ("/cookies/consentement", "/gestion-cookies/choix"),
    "text_size": ("/affichage/taille/<size>", "/taille-texte/<size>"),
    "keep_alive": ("/session/prolonger", "/prolonger"),
    "login": ("/espace-personnalise/connexion", "/employeurs/authentification"),
    "certification": ("/espace-personnalise/connexion/certification", "/employeurs/authentification/code-certification"),
    "first_login": ("/espace-personnalise/connexion/premiere-connexion", "/employeurs/authentification/initialisation"),
    "logout": ("/espace-personnalise/deconnexion", "/employeurs/fin"),
    "lost": ("/espace-personnalise/codes-perdus", "/employeurs/assistance/codes"),
    "lost_user": ("/espace-personnalise/codes-perdus/utilisateur", "/employeurs/assistance/codes/non-administrateur"),
    "lost_search": ("/espace-personnalise/codes-perdus/<motif>/recherche", "/employeurs/assistance/<motif>/2"),
    "lost_found": ("/espace-personnalise/codes-perdus/identifiant/resultat", "/employeurs/assistance/identifiant/fin"),
    "lost_renew": ("/espace-personnalise/codes-perdus/<motif>/regeneration", "/employeurs/assistance/<motif>/3"),
    "lost_done": ("/espace-personnalise/codes-perdus/confirmation", "/employeurs/assistance/4"),
    "lost_audio": ("/espace-personnalise/codes-perdus/confirmation/version-sonore.wav", "/employeurs/assistance/4/son.wav"),
    "lost_cancel": ("/espace-personnalise/codes-perdus/annuler", "/employeurs/assistance/abandon"),
    "lost_finish": ("/espace-personnalise/codes-perdus/terminer", "/employeurs/assistance/fin"),
    "space": ("/espace-personnalise/accueil", "/employeurs/tableau-de-bord"),
    "account": ("/espace-personnalise/mon-compte", "/employeurs/mon-profil"),
    "change_code": ("/espace-personnalise/mon-compte/code-confidentiel", "/employeurs/mon-profil/code"),
    "accounts": ("/espace-personnalise/gestion-des-comptes", "/employeurs/comptes"),
    "service": ("/espace-personnalise/services/<slug>", "/employeurs/services/<slug>"),
}
MOTIFS = ("identifiant", "confidentiel", "les-deux")


def create_app(accounts_path, smtp, defect="", variation="", session_seconds=1200):
    app = Flask(__name__)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    toggles = Toggles(defect, variation)
    accounts = Accounts(accounts_path)
    sessions = Sessions(session_seconds)
    mailer = Mailer(smtp, toggles)
    d, v = toggles.defect, toggles.variation
    cookie_name = "PHPSESSID"
    shared = {}     # ne sert qu'au défaut etape4-partagee

    # ---------------------------------------------------------------- adresses
    def url(name, **values):
        path = PATHS[name][1 if v("adresses") else 0]
        query = []
        for key, value in values.items():
            if "<%s>" % key in path:
                path = path.replace("<%s>" % key, str(value))
            else:
                query.append("%s=%s" % (key, value))
        return path + ("?" + "&".join(query) if query else "")

    def route(name, methods=("GET",)):
        def wrap(function):
            app.add_url_rule(PATHS[name][1 if v("adresses") else 0], endpoint=name, view_func=function, methods=list(methods))
            return function
        return wrap

    def go(name, **values):
        return redirect(url(name, **values), 302)

    def local_path(value):
        parts = urlsplit(value or "")
        if parts.scheme or parts.netloc or not parts.path.startswith("/") or parts.path.startswith("//") or "\\" in parts.path:
            return url("home")
        return parts.path + ("?" + parts.query if parts.query else "")

    # ---------------------------------------------------------------- formulaires
    form_name = "codes_acces" if v("champs-renommes") else "form"
    renamed = {"siret": "etablissementSiret", "bcr": "etablissementBcr", "contrat": "etablissementContrat",
               "nom": "personneNom", "prenom": "personnePrenom", "identifiant": "compteIdentifiant",
               "email": "personneCourriel", "question": "secretQuestion", "reponse": "secretReponse",
               "code": "compteCode", "certification": "compteCertification"}

    def fname(key):
        if v("champs-renommes"):
            key = renamed.get(key, key)
        return "%s[%s]" % (form_name, key)

    def fid(key):
        if v("champs-renommes"):
            return "champ-" + renamed.get(key, key)
        return "form_" + key

    def posted(*keys):
        return {key: request.form.get(fname(key), "").strip() for key in keys}

    def token(intention):
        return hmac.new(g.session.key, intention.encode(), hashlib.sha256).hexdigest()[:43]

    def check_token(intention):
        given = request.form.get("%s[_token]" % form_name, "")
        if not hmac.compare_digest(given.encode(), token(intention).encode()):
            raise PageExpired()

    def flash(category, text, items=(), link=None):
        g.session.data.setdefault("flashes", []).append({"category": category, "text": text, "items": list(items), "link": link})

    def take_flashes():
        return g.session.data.pop("flashes", [])

    # ---------------------------------------------------------------- session
    def current_account():
        data = g.session.data
        account = accounts.get(data.get("user", "")) if data.get("user") else None
        if account and data.get("generation") != account.generation:
            data.pop("user", None)
            data.pop("generation", None)
            return None
        return account

    def log_in(account):
        sessions.migrate(g.session)
        g.session.data.pop("pending", None)
        g.session.data.pop("lost", None)
        g.session.data.pop("done", None)
        g.session.data["user"] = account.identifier
        g.session.data["generation"] = account.generation
        g.session.data["previous_login"] = account.last_login
        account.last_login = datetime.now()
        g.user = account

    def pending_account():
        pending = g.session.data.get("pending")
        if not pending:
            return None
        account = accounts.get(pending["identifier"])
        if not account or account.generation != pending["generation"]:
            g.session.data.pop("pending", None)
            return None
        return account

    def connected(function):
        @wraps(function)
        def wrapped(*args, **kwargs):
            if g.user is None:
                if g.expired:
                    flash("warning", "Votre session a expiré après une période d'inactivité. Veuillez vous connecter de nouveau.")
                else:
                    flash("warning", "Vous devez vous connecter pour accéder à cette page.")
                return go("login")
            return function(*args, **kwargs)
        return wrapped

    @app.before_request
    def open_session():
        if request.path.startswith("/static/"):
            return
        g.session, g.expired = sessions.open(request.cookies.get(cookie_name))
        g.user = current_account()

    @app.after_request
    def finish(response):
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers["Referrer-Policy"] = "same-origin"
        response.headers["Content-Security-Policy"] = "default-src 'self'; img-src 'self' data:; media-src 'self'"
        if request.path.startswith("/static/"):
            response.headers["Cache-Control"] = "public, max-age=3600"
            return response
        if getattr(g, "session", None) is not None and request.cookies.get(cookie_name) != g.session.id:
            response.set_cookie(cookie_name, g.session.id, httponly=True, samesite="Lax", path="/")
        response.headers.setdefault("Cache-Control", "no-store, private")
        return response

    # ---------------------------------------------------------------- gabarits
    def consent():
        return request.cookies.get("cookieconsent_rs", "")

    app.jinja_env.globals.update(
        url=url, fname=fname, fid=fid, defect=d, variation=v, csrf=token, form_name=form_name, take_flashes=take_flashes,
        questions=accounts.questions, session_seconds=int(session_seconds), news=pages.NEWS, schemes=pages.SCHEMES,
        footer=pages.FOOTER, services=pages.SERVICES, year=2019)

    @app.context_processor
    def common():
        size = request.cookies.get("taille", "0")
        return {"user": getattr(g, "user", None), "consent": consent(),
                "text_size": size if size in ("-1", "0", "1", "2") else "0", "here": request.full_path.rstrip("?")}

    def render(template, http_status=200, **values):
        return make_response(render_template(template, **values), http_status)

    # ---------------------------------------------------------------- accueil et pages
    @route("home")
    def home():
        return render("home.html")

    @route("profile")
    def profile(slug):
        if slug == "employeur":
            return go("home")
        if slug not in pages.PROFILES:
            abort(404)
        return render("page.html", page=pages.PROFILES[slug])

    @route("news")
    def news(slug):
        for item in pages.NEWS:
            if item["slug"] == slug:
                return render("page.html", page={"title": item["title"], "html": item["html"], "date": item["date"]})
        abort(404)

    @route("scheme")
    def scheme(slug):
        for item in pages.SCHEMES:
            if item["slug"] == slug:
                return render("page.html", page={"title": item["name"], "html": "<p>%s</p>" % item["text"]})
        abort(404)

    @route("page")
    def page(slug):
        if slug not in pages.PAGES:
            abort(404)
        return render("page.html", page=pages.PAGES[slug])

    @route("search")
    def search():
        query = request.args.get("q", "").strip()[:100]
        found = []
        if query:
            word = query.lower()
            for slug, content in pages.PAGES.items():
                if word in content["title"].lower() or word in content["html"].lower():
                    found.append((url("page", slug=slug), content["title"]))
            for item in pages.NEWS:
                if word in item["title"].lower() or word in item["html"].lower():
                    found.append((url("news", slug=item["slug"]), item["title"]))
            if any(part in word for part in ("code", "perdu", "identifiant", "mot de passe")):
                found.insert(0, (url("lost"), "Codes perdus"))
        return render("recherche.html", query=query, found=found)

    @route("ariane")
    def ariane():
        question = request.args.get("question", "").strip()[:200]
        return render("ariane.html", question=question, answers=pages.ariane(question) if question else [])

    @route("contact", ("GET", "POST"))
    def contact():
        values, errors = {}, {}
        if request.method == "POST":
            check_token("contact")
            values = posted("nom", "email", "objet", "message")
            for key in ("nom", "email", "message"):
                if not values[key]:
                    errors[key] = "Cette valeur ne doit pas être vide."
            if values["email"] and "@" not in values["email"]:
                errors["email"] = "Cette valeur n'est pas une adresse e-mail valide."
            if not errors:
                flash("success", "Votre message a bien été transmis. Une réponse vous sera apportée sous cinq jours ouvrés.")
                return go("contact")
        return render("contact.html", values=values, errors=errors)

    @route("cookies")
    def cookies():
        return render("cookies.html")

    @route("consent", ("POST",))
    def set_consent():
        check_token("consentement")
        choice = request.form.get("choix", "")
        if choice not in ("accepter", "refuser"):
            choice = "refuser"
        if request.headers.get("X-Requested-With") == "XMLHttpRequest":
            response = make_response("", 204)
        else:
            response = redirect(local_path(request.form.get("retour")), 302)
        response.set_cookie("cookieconsent_rs", choice, max_age=395 * 86400, samesite="Lax", path="/")
        return response

    @route("text_size")
    def set_size(size):
        try:
            now = int(request.cookies.get("taille", "0"))
        except ValueError:
            now = 0
        step = {"plus": 1, "moins": -1}.get(size)
        if step is None:
            abort(404)
        response = redirect(local_path(request.args.get("retour")), 302)
        response.set_cookie("taille", str(max(-1, min(2, now + step))), samesite="Lax", path="/")
        return response

    @route("keep_alive", ("GET", "POST"))
    def keep_alive():
        return make_response("", 204)

    @app.route("/favicon.ico")
    def favicon():
        return redirect("/static/img/favicon.svg", 302)

    @app.route("/robots.txt")
    def robots():
        return Response("User-agent: *\nDisallow: /espace-personnalise/\n", mimetype="text/plain")

    # ---------------------------------------------------------------- connexion
    @route("login", ("GET", "POST"))
    def login():
        values, errors = {}, {}
        if request.method == "GET" and g.user is not None:
            return go("space")
        if request.method == "POST":
            check_token("connexion")
            values = posted("identifiant", "code")
            if not values["identifiant"]:
                errors["identifiant"] = "Veuillez saisir votre code identifiant."
            if not values["code"]:
                errors["code"] = "Veuillez saisir votre code confidentiel."
            if not errors:
                with accounts.lock:
                    account = accounts.get(values["identifiant"])
                    if account and account.code is not None and hmac.compare_digest(account.code.encode(), values["code"].encode()):
                        return after_code(account)
                    if account and d("ancien-code-valable") and account.previous_code and account.previous_code == values["code"]:
                        log_in(account)
                        return go("space")
                    if account and account.code is None and account.revoked == values["code"]:
                        flash("danger", "Suite à 3 essais infructueux de saisie du code de certification, votre code confidentiel "
                              "n'est plus valable. Vous devez renouveler votre code confidentiel.", link=("lost", "Codes perdus"))
                    else:
                        flash("danger", "Code identifiant ou code confidentiel incorrect.")
        return render("connexion.html", values=values, errors=errors)

    def after_code(account):
        g.session.data.pop("user", None)
        g.user = None
        if account.certification and not d("certification-jamais-demandee"):
            g.session.data["pending"] = {"identifier": account.identifier, "generation": account.generation}
            if d("essais-remis-a-zero"):
                account.attempts = 0
            return go("certification")
        if not account.first_login_done:
            g.session.data["pending"] = {"identifier": account.identifier, "generation": account.generation, "first": True}
            return go("first_login")
        log_in(account)
        return go("space")

    @route("certification", ("GET", "POST"))
    def certification():
        account = pending_account()
        if account is None or not account.certification:
            flash("warning", "Votre session a expiré. Veuillez vous connecter de nouveau." if g.expired else "Veuillez saisir votre code identifiant et votre code confidentiel.")
            return go("login")
        limit = 2 if d("blocage-au-deuxieme-essai") else MAX_ATTEMPTS
        errors = {}
        if request.method == "POST":
            check_token("certification")
            value = posted("certification")["certification"]
            with accounts.lock:
                if not value:
                    errors["certification"] = "Veuillez saisir votre code de certification."
                elif hmac.compare_digest(value.upper().encode(), account.certification.encode()):
                    if not d("certification-redemandee"):
                        account.certification = None
                    account.attempts = 0
                    log_in(account)
                    flash("success", "Votre code de certification a été vérifié.")
                    return go("space")
                else:
                    account.attempts += 1
                    if account.attempts >= limit and not d("essais-illimites"):
                        account.revoked, account.code = account.code, None
                        account.certification = None
                        account.generation += 1
                        g.session.data.pop("pending", None)
                        flash("danger", "Vous avez fait %d essais infructueux de saisie du code de certification. Vous devez renouveler "
                              "votre code confidentiel." % limit, link=("lost", "Codes perdus"))
                        return go("login")
                    errors["certification"] = "Le code de certification saisi est incorrect."
        left = max(limit - account.attempts, 0)
        return render("certification.html", errors=errors, left=left, limit=limit)

    @route("first_login", ("GET", "POST"))
    def first_login():
        account = pending_account()
        if account is None or account.first_login_done:
            return go("login")
        values, errors = {}, {}
        if request.method == "POST":
            check_token("premiere")
            values = posted("question", "reponse")
            if values["question"] not in accounts.questions:
                errors["question"] = "Veuillez choisir une question dans la liste."
            if not values["reponse"]:
                errors["reponse"] = "Cette valeur ne doit pas être vide."
            if not errors:
                with accounts.lock:
                    account.question, account.answer = values["question"], values["reponse"]
                    account.first_login_done = True
                log_in(account)
                flash("success", "Votre question secrète et sa réponse ont été enregistrées.")
                return go("space")
        return render("premiere.html", values=values, errors=errors, account=account)

    @route("logout")
    def logout():
        sessions.close(g.session)
        g.session, _ = sessions.open(None)
        g.user = None
        flash("info", "Vous êtes déconnecté(e) de votre espace personnalisé.")
        return go("login")

    # ---------------------------------------------------------------- codes perdus
    def lost_state():
        return g.session.data.setdefault("lost", {})

    INELIGIBLE = ("Vos codes d'accès ne peuvent pas être récupérés en ligne : il faut vous être connecté une première fois, avoir "
                  "choisi la question secrète et sa réponse, et que l'adresse courriel enregistrée sur votre compte soit valide.")
    OTHER_ADMIN = "Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel."

    def eligible(account):
        if not account.first_login_done and not d("premiere-connexion-ignoree"):
            return False
        if not account.email_valid and not d("courriel-invalide-ignore"):
            return False
        return True

    @route("lost")
    def lost():
        if g.expired and request.args.get("session") == "expiree":
            flash("warning", "Votre session a expiré.")
        links = {"confidentiel": url("lost_renew", motif="confidentiel"), "identifiant": url("lost_search", motif="identifiant"),
                 "les-deux": url("lost_search", motif="les-deux")}
        if d("choix-intervertis"):
            links["confidentiel"], links["identifiant"] = links["identifiant"], links["confidentiel"]
        return render("cp1.html", links=links)

    @route("lost_user")
    def lost_user():
        return render("cp_utilisateur.html")

    def find(values):
        for account in accounts.all:
            if not account.is_admin and not d("utilisateur-trouve"):
                continue
            if account.last_name != values["nom"]:
                if not (d("casse-ignoree") and account.last_name.lower() == values["nom"].lower()):
                    continue
            if account.first_name != values["prenom"]:
                if not (d("casse-ignoree") and account.first_name.lower() == values["prenom"].lower()):
                    continue
            if values["siret"] and account.siret != values["siret"]:
                continue
            bcr, contract = values["bcr"], values["contrat"]
            if d("minuscules-acceptees"):
                bcr, contract = bcr.upper(), contract.upper()
            if bcr and account.bcr != bcr:
                continue
            if contract and account.contract != contract:
                continue
            if d("contrat-ignore") and not bcr:
                continue
            return account
        return None

    @route("lost_search", ("GET", "POST"))
    def lost_search(motif):
        if motif not in MOTIFS or motif == "confidentiel":
            abort(404)
        values, errors, notice = {}, {}, None
        if request.method == "POST":
            check_token("recherche")
            if cancelled():
                return cancel()
            values = posted("siret", "bcr", "contrat", "nom", "prenom")
            values["siret"] = values["siret"].replace(" ", "").replace("\u00a0", "")
            empty = "Ce champ est obligatoire."
            for key in ("siret", "nom", "prenom"):
                if not values[key] and not (key == "siret" and d("siret-facultatif")):
                    errors[key] = empty
            if values["siret"] and not (values["siret"].isdigit() and len(values["siret"]) == 14):
                errors["siret"] = "Le numéro SIRET est composé de 14 chiffres."
            if d("bcr-et-contrat-exiges"):
                for key in ("bcr", "contrat"):
                    if not values[key]:
                        errors[key] = empty
            elif not values["bcr"] and not values["contrat"] and not d("bcr-contrat-facultatifs"):
                errors["bcr"] = errors["contrat"] = "Vous devez compléter au moins l'un de ces deux champs : numéro BCR ou numéro de contrat."
            if not errors:
                with accounts.lock:
                    account = find(values)
                if account is None:
                    notice = "introuvable"
                elif not eligible(account):
                    notice = "ineligible"
                else:
                    lost_state()[motif] = account.identifier
                    if motif == "les-deux" and not d("deux-codes-sans-regeneration"):
                        return go("lost_renew", motif=motif)
                    lost_state()["identifiant"] = account.identifier
                    return go("lost_found")
        return render("cp2.html", motif=motif, values=values, errors=errors, notice=notice, ineligible=INELIGIBLE, other_admin=OTHER_ADMIN)

    @route("lost_found")
    def lost_found():
        identifier = lost_state().get("identifiant")
        account = accounts.get(identifier) if identifier else None
        if account is None:
            return step_lost("lost_search", motif="identifiant")
        lost_state()["les-deux"] = identifier
        return render("cp2_resultat.html", account=account)

    def step_lost(name, **values):
        if g.expired:
            flash("warning", "Votre session a expiré après une période d'inactivité. Veuillez recommencer votre demande.")
        else:
            flash("warning", "Veuillez compléter cette étape avant de poursuivre.")
        return go(name, **values)

    def same(left, right):
        return hmac.compare_digest(left.encode(), right.encode())

    @route("lost_renew", ("GET", "POST"))
    def lost_renew(motif):
        if motif not in MOTIFS or motif == "identifiant":
            abort(404)
        fixed = lost_state().get(motif) if motif == "les-deux" else None
        if request.method == "POST":
            check_token("regeneration")
        if motif == "les-deux" and not fixed:
            return step_lost("lost_search", motif=motif)
        values, errors, notice, status = {}, {}, None, 200
        locked = bool(fixed) and not d("identifiant-non-rempli")
        if locked:
            values["identifiant"] = fixed
        if request.method == "POST":
            if cancelled() and not d("annuler-envoie"):
                return cancel()
            values = posted("nom", "prenom", "identifiant", "email", "question", "reponse")
            if locked:
                values["identifiant"] = fixed
            for key in values:
                if not values[key]:
                    errors[key] = "Ce champ est obligatoire."
            if values["question"] and values["question"] not in accounts.questions:
                errors["question"] = "Veuillez choisir une question dans la liste."
            if values["email"] and ("@" not in values["email"] or " " in values["email"]):
                errors["email"] = "Cette valeur n'est pas une adresse e-mail valide."
            if not errors:
                with accounts.lock:
                    account = accounts.get(values["identifiant"])
                    if fixed and values["identifiant"] != fixed:
                        account = None
                    if account and not account.is_admin and not d("utilisateur-trouve"):
                        account = None
                    if not account or not same(account.last_name, values["nom"]) or not same(account.first_name, values["prenom"]):
                        notice = "refus"
                    elif not eligible(account):
                        notice = "ineligible"
                    elif not account.first_login_done and not account.question:
                        pass        # défaut premiere-connexion-ignoree
                    elif not (same(account.email, values["email"]) or d("courriel-saisi-accepte")):
                        notice = "refus"
                    elif not (same(account.question, values["question"]) or d("question-non-controlee")):
                        notice = "refus"
                    elif not (same(account.answer, values["reponse"]) or d("reponse-non-controlee")):
                        notice = "refus"
                    if notice is None:
                        if renew(account, values):
                            return go("lost_done")
                        notice, status = "courriel", 503
        return render("cp3.html", status, motif=motif, values=values, errors=errors, notice=notice, locked=locked, searched=bool(fixed),
                      ineligible=INELIGIBLE, other_admin=OTHER_ADMIN)

    def renew(account, values):
        code = new_confidential_code()
        certification_code = new_certification_code(v("certification-lettres"))
        mailed = certification_code if d("courriel-mauvais-code") else code
        recipient = values["email"] if d("courriel-saisi-accepte") else account.email
        try:
            mailer.send_code(recipient, mailed)
        except (OSError, smtplib.SMTPException) as error:
            app.logger.warning("courriel non envoyé : %s", error)
            return False
        account.renew(code, certification_code)
        g.session.data.pop("lost", None)
        g.session.data["done"] = shared["done"] = {"certification": certification_code, "identifier": account.identifier}
        return True

    def done_state():
        done = g.session.data.get("done")
        if not done and d("etape4-partagee"):
            done = shared.get("done")
        return done

    @route("lost_done")
    def lost_done():
        done = done_state()
        if not done:
            return step_lost("lost")
        if d("certification-change-au-rechargement") and done.get("shown"):
            done["certification"] = new_certification_code()
        done["shown"] = True
        return render("cp4.html", certification=done["certification"])

    @route("lost_audio")
    def lost_audio():
        done = done_state()
        if not done:
            abort(404)
        code = done["certification"]
        if d("son-incomplet"):
            code = code[:-2]
        data = sound.audio(code, low_quality=v("lecteur-audio"))
        return Response(data, mimetype="audio/wav", headers={"Content-Disposition": "inline; filename=version-sonore.wav"})

    def cancelled():
        return fname("annuler") in request.form

    def cancel():
        g.session.data.pop("lost", None)
        flash("info", "Votre demande a été annulée. Vos codes d'accès n'ont pas été modifiés.")
        return go("lost")

    @route("lost_cancel")
    def lost_cancel():
        return cancel()

    @route("lost_finish")
    def lost_finish():
        if d("terminer-sans-effet"):
            return go("lost_done")
        if g.session.data.pop("done", None):
            flash("info", "Votre demande est terminée. Dès réception de votre nouveau code confidentiel, connectez-vous : "
                  "le code de certification vous sera demandé.")
        return go("home" if v("terminer-accueil") else "login")

    # ---------------------------------------------------------------- espace
    @route("space")
    @connected
    def space():
        return render("espace.html", previous=g.session.data.get("previous_login"))

    @route("account")
    @connected
    def account():
        return render("compte.html")

    @route("service")
    @connected
    def service(slug):
        for item in pages.SERVICES:
            if item["slug"] == slug:
                return render("service.html", item=item)
        abort(404)

    @route("change_code", ("GET", "POST"))
    @connected
    def change_code():
        errors = {}
        if request.method == "POST":
            check_token("code")
            values = posted("actuel", "nouveau", "confirmation")
            with accounts.lock:
                if g.user.code is None or not same(values["actuel"], g.user.code):
                    errors["actuel"] = "Le code confidentiel actuel est incorrect."
                new = values["nouveau"]
                if not (8 <= len(new) <= 20 and any(c.isalpha() for c in new) and any(c.isdigit() for c in new)):
                    errors["nouveau"] = "Le code confidentiel comporte de 8 à 20 caractères, dont au moins une lettre et un chiffre."
                elif new != values["confirmation"]:
                    errors["confirmation"] = "Les deux saisies sont différentes."
                if not errors:
                    g.user.previous_code, g.user.code = None, new
                    g.user.provisional = False
                    g.user.generation += 1
                    g.session.data["generation"] = g.user.generation
                    flash("success", "Votre code confidentiel a été modifié.")
                    return go("account")
        return render("code.html", errors=errors)

    @route("accounts", ("GET", "POST"))
    @connected
    def manage():
        if not g.user.is_admin:
            abort(403)
        colleagues = [a for a in accounts.all if a.siret == g.user.siret and a is not g.user]
        if request.method == "POST":
            check_token("comptes")
            chosen = request.form.get("identifiant", "")
            for other in colleagues:
                if other.identifier == chosen:
                    with accounts.lock:
                        code = new_confidential_code()
                        other.renew(code, None)
                    flash("success", "Le code confidentiel de %s %s (%s) a été régénéré : %s. Remettez-lui ce code provisoire par un moyen sûr ; "
                          "il ne sera plus affiché." % (other.first_name, other.last_name, other.identifier, code))
                    return go("accounts")
            abort(404)
        return render("comptes.html", colleagues=colleagues)

    # ---------------------------------------------------------------- erreurs
    def error_page(status, title, text):
        if getattr(g, "session", None) is None:
            g.session, g.expired = sessions.open(request.cookies.get(cookie_name))
            g.user = current_account()
        return render("erreur.html", status, status=status, title=title, text=text)

    @app.errorhandler(404)
    def not_found(_):
        return error_page(404, "Page introuvable", "La page que vous demandez n'existe pas ou a été déplacée lors de la refonte du site.")

    @app.errorhandler(403)
    def forbidden(_):
        return error_page(403, "Accès refusé", "Votre profil ne permet pas d'accéder à cette page.")

    @app.errorhandler(405)
    def bad_method(_):
        return error_page(405, "Méthode non autorisée", "Cette adresse ne peut pas être appelée de cette façon.")

    @app.errorhandler(500)
    def broken(_):
        return error_page(500, "Service momentanément indisponible", "Une erreur technique est survenue. Veuillez renouveler votre demande dans quelques instants.")

    @app.errorhandler(PageExpired)
    def page_expired(_):
        return error_page(419, "Page expirée", "Votre session a expiré, ou la page est restée ouverte trop longtemps. Aucune information n'a été "
                          "enregistrée. Vérifiez que votre navigateur accepte le cookie de session, puis recommencez votre saisie.")

    return app
