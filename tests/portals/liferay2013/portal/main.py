"""Portail « Retraites et solidarité » (espace personnalisé employeur), à la manière de Liferay 6.1."""
import argparse
import os
import re
import secrets
import signal
import sys
import threading
import time
from http.cookies import SimpleCookie, CookieError
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlencode, urlsplit, unquote

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import assets                                               # noqa: E402
import config                                               # noqa: E402
import recovery                                             # noqa: E402
import theme                                                # noqa: E402
from config import bad, var                                 # noqa: E402
from mailer import Mailer                                   # noqa: E402
from store import Store, norm                               # noqa: E402
from taglib import (ACCOUNT, ARIANE, CERT, HELP, LOGIN, MANAGE, RECOVERY, SEARCH, action_url, fieldset, form, h, messages,
                    ns, portlet, render_url, select, submit, text_input, validator, web_content)  # noqa: E402
from texts import EMPLOYER, FUNDS, GENERAL, NEWS, PAGES     # noqa: E402
from theme import HOME, LOST, SIGNIN, SPACE                 # noqa: E402

ACCOUNT_PAGE = "/group/espace-personnalise/mon-compte"
MANAGE_PAGE = "/group/espace-personnalise/gestion-comptes"
SERVICES_PAGE = "/group/espace-personnalise/mes-services"


class Session:
    def __init__(self):
        self.id = secrets.token_hex(16).upper()
        self.token = "".join(secrets.choice("abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ0123456789") for _ in range(8))
        self.used = time.time()
        self.flash = {}
        self.rec = {}               # récupération en cours
        self.account = None         # identifiant connecté
        self.pending = None         # (identifiant, génération) : certification attendue
        self.last_login = ""
        self.lock = threading.RLock()


class Portal:
    session_minutes = 30

    def __init__(self, accounts, smtp):
        self.store = Store(accounts)
        self.mailer = Mailer(smtp)
        self.sessions = {}
        self.lock = threading.Lock()

    def session(self, sid):
        now = time.time()
        with self.lock:
            limit = now - self.session_minutes * 60
            for key in [k for k, s in self.sessions.items() if s.used < limit]:
                del self.sessions[key]
            found = self.sessions.get(sid)
            if found is None:
                found = Session()
                self.sessions[found.id] = found
                fresh = True
            else:
                fresh = False
            found.used = now
            return found, fresh

    def renew(self, session):
        with self.lock:
            self.sessions.pop(session.id, None)
            session.id = secrets.token_hex(16).upper()
            self.sessions[session.id] = session

    def drop(self, session):
        with self.lock:
            self.sessions.pop(session.id, None)


class Request:
    def __init__(self, portal, method, target, cookies, body):
        self.portal, self.method, self.cookies = portal, method, cookies
        parts = urlsplit(target)
        self.path = unquote(parts.path).rstrip("/") or "/"
        self.here = target
        self.query = dict(parse_qsl(parts.query, keep_blank_values=True))
        self.form = dict(parse_qsl(body, keep_blank_values=True))
        self.set_cookies = []
        sid = cookies.get("JSESSIONID", "").split(".")[0]
        self.session, fresh = portal.session(sid)
        if fresh:
            self.send_sid()
        self.lang = cookies.get("GUEST_LANGUAGE_ID", "fr_FR")
        if self.lang not in ("fr_FR", "en_GB"):
            self.lang = "fr_FR"
        if fresh and "GUEST_LANGUAGE_ID" not in cookies:
            self.cookie("COOKIE_SUPPORT", "true")
            self.cookie("GUEST_LANGUAGE_ID", "fr_FR")

    def send_sid(self):
        self.set_cookies.append("JSESSIONID=%s.node1; Path=/; HttpOnly" % self.session.id)

    def cookie(self, name, value):
        self.set_cookies.append("%s=%s; Max-Age=31536000; Path=/" % (name, value))

    def param(self, pid, name):
        key = ns(pid) + name
        return self.form.get(key, self.query.get(key, ""))

    @property
    def account(self):
        return self.portal.store.accounts.get(self.session.account) if self.session.account else None

    @property
    def pending(self):
        if not self.session.pending:
            return None
        account = self.portal.store.accounts.get(self.session.pending[0])
        if account is None or account.generation != self.session.pending[1] or account.voided or not account.certificate:
            return None
        return account


# --- portlets communs ------------------------------------------------------------------------------------------------
def page_of(req):
    match = re.match(r"^(/(?:web/employeur|group/espace-personnalise)/[\w-]+)", req.path)
    return match.group(1) if match else HOME


def login_portlet(req):
    top, errors, values = messages(req, LOGIN)
    lost = "/web/employeur/aide-connexion" if bad("lien-codes-perdus-aide") else render_url(
        LOST, RECOVERY, mvcPath=recovery.JSP % "view")
    links = """<ul class="taglib-icon-list">
<li><a href="%s">Codes perdus *</a></li>
<li><a href="/web/employeur/aide-connexion">Aide à la connexion</a></li>
</ul>
""" % h(lost)
    mail = "" if bad("note-courriel-absente") else "<li>si l'adresse courriel enregistrée sur votre compte est valide</li>"
    note = """<div class="note"><p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p>
<ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>%s</ul>
<p>Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></div>
""" % mail
    more = """<h4>Plus d'info ?</h4>
<ul><li><a href="/web/employeur/je-suis-administrateur">Je suis administrateur</a></li>
<li><a href="/web/employeur/je-suis-utilisateur">Je suis utilisateur</a></li></ul>
"""
    account, pending = req.account, req.pending
    if account:
        body = """<p>Vous êtes connecté(e) en tant que <strong>%s %s</strong>.</p>
<p><a class="btn" href="%s">Accéder à mon espace</a> <a class="btn" href="/c/portal/logout">Se déconnecter</a></p>
""" % (h(account.first_name), h(account.last_name), SPACE)
    elif pending:
        body = """<p>Connexion en cours : <strong>%s</strong>. La saisie du code de certification est demandée.</p>
<p><a href="%s">Saisir le code de certification</a></p><p><a href="%s">Abandonner la connexion</a></p>
""" % (h(pending.identifier), h(render_url(SIGNIN, CERT)), h(action_url(req, SIGNIN, CERT, "abandonner"))) + links + note
    else:
        body = "<h3>Je suis déjà inscrit(e)</h3>\n" + form(
            LOGIN, action_url(req, page_of(req) if page_of(req).startswith("/web") else SIGNIN, LOGIN, "login",
                              struts_action="/login/login"),
            fieldset("", text_input(LOGIN, "login", "Code identifiant", values.get("login", ""), error=errors.get("login"), size=16)
                     + text_input(LOGIN, "password", "Code confidentiel", "", error=errors.get("password"), kind="password", size=16))
            + '<div class="button-holder">%s</div>' % submit("Je valide"), css="form-vertical")
        body += validator(LOGIN, {"login": {"required": True}, "password": {"required": True}}) + links + more + note
    return portlet(LOGIN, "ACCÈS À MON ESPACE PERSONNALISÉ", top + body, "portlet-login")


def news_portlet(req, count=2):
    body = ""
    for slug, title, date, short, _ in NEWS[:count]:
        body += """<div class="asset-abstract"><h3 class="asset-title">%s</h3>
<div class="asset-summary">%s</div><div class="news-date">%s</div>
<div class="asset-more">&gt; <a href="/web/employeur/actualites/-/asset_publisher/a7Qk2/content/%s" title="En savoir + : %s">En savoir +</a></div></div>
""" % (h(title), h(short), date, slug, h(title))
    return portlet("101_INSTANCE_a7Qk2", "Votre actualité", body, "portlet-asset-publisher")


def menu_portlet(instance, title, items):
    return portlet("71_INSTANCE_" + instance, title, '<div class="portlet-column-menu"><ul>%s</ul></div>' % "".join(
        '<li><a href="/web/employeur/%s">%s</a></li>' % (s, n) for s, n in items), "portlet-navigation")


def search_portlet(req):
    return portlet(SEARCH, "RECHERCHER SUR LE SITE", """<form action="/web/employeur/recherche" id="_3_fm" method="get" name="_3_fm">
<input name="p_p_id" type="hidden" value="3" /><input name="p_p_lifecycle" type="hidden" value="0" />
<input name="p_p_state" type="hidden" value="maximized" /><input name="p_p_mode" type="hidden" value="view" />
<label class="hide-accessible" for="_3_keywords">Rechercher sur le site</label>
<input id="_3_keywords" name="_3_keywords" placeholder="Tapez un mot-clé, une expression" size="18" type="text" value="%s" />
<button class="btn" type="submit">OK</button></form>""" % h(req.param(SEARCH, "keywords")), "portlet-search")


def links_portlet():
    return web_content("Lt9e", "Liens utiles", """<p>Forum Retraite 2010 : les actes et les vidéos en ligne</p>
<p>&gt; <a href="/web/employeur/actualites/-/asset_publisher/a7Qk2/content/forum-retraite-2010">En savoir +</a></p>""")


def help_portlet():
    return portlet(HELP, "Aide", """<p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur
[Codes perdus].</p><p><a href="/web/employeur/contact">Contacter l'assistance</a></p>""", "portlet-aide")


def left_column(req):
    return (menu_portlet("gen1", "Informations générales", GENERAL) + menu_portlet("reg2", "Liste des régimes et fonds", FUNDS)
            + menu_portlet("emp3", "Informations Employeur", EMPLOYER))


def ariane_portlet(req):
    flash = req.session.flash.pop(ARIANE, None) or {}
    reply = '<div class="portlet-msg-info"><p>« %s »</p><p>%s</p></div>' % (h(flash["question"]), flash["answer"]) if flash else ""
    return portlet(ARIANE, "Poser votre question", """<p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p>%s%s""" % (
        reply, form(ARIANE, action_url(req, SIGNIN, ARIANE, "demander"),
                    text_input(ARIANE, "message", "Votre question", "", size=40, maxlength=200) + submit("Demander", "btn"),
                    css="form-vertical")), "portlet-ariane")


def ariane_action(req):
    words = norm(req.param(ARIANE, "message"))
    low = words.lower()
    answers = [
        (("perdu", "oubli", "code"), 'Si vous avez perdu un de vos codes, cliquez sur « Codes perdus » dans la zone de connexion.'),
        (("inscri",), 'Consultez la page <a href="/web/employeur/inscription">Je m\'inscris</a>.'),
        (("téléphone", "contact", "appel"), 'Nos coordonnées sont à la page <a href="/web/employeur/contact">Contact</a>.'),
        (("bonjour", "salut"), "Bonjour ! Que puis-je faire pour vous ?"),
    ]
    if words:
        answer = next((a for keys, a in answers if any(k in low for k in keys)),
                      'Je n\'ai pas compris votre question. Essayez la page <a href="/web/employeur/aide-connexion">Aide à la connexion</a>.')
        req.session.flash[ARIANE] = {"question": words, "answer": answer}
    return SIGNIN


def cert_portlet(req):
    top, errors, _ = messages(req, CERT)
    account = req.pending
    if not account:
        return portlet(CERT, "Code de certification", top, "portlet-certification", static=False) if top else ""
    return portlet(CERT, "Code de certification", top + """<p>Votre code confidentiel a été régénéré. Pour cette première connexion avec
votre nouveau code confidentiel, saisissez le code de certification que vous avez noté.</p>
""" + form(CERT, action_url(req, SIGNIN, CERT, "certifier"),
           fieldset("", text_input(CERT, "code", "Code de certification", "", 1, error=errors.get("code"), size=16))
           + '<div class="button-holder">%s <a class="btn btn-cancel" href="%s">Annuler</a></div>' % (
               submit("Valider"), h(action_url(req, SIGNIN, CERT, "abandonner"))))
        + '<p class="note">* Champs obligatoires</p>' + validator(CERT, {"code": {"required": True}}),
        "portlet-certification", static=False)


# --- phases d'action -------------------------------------------------------------------------------------------------
RENEW = ('Vous avez fait 3 essais infructueux de saisie du code de certification. Vous devez renouveler votre code confidentiel : '
         '<a href="%s">Codes perdus</a>.')


def renew_text():
    return RENEW % h(render_url(LOST, RECOVERY, mvcPath=recovery.JSP % "view"))


def enter(req, account):
    req.session.account = account.identifier
    req.session.pending = None
    req.session.rec.clear()
    req.session.flash.clear()
    req.portal.renew(req.session)
    req.send_sid()
    return SPACE


def login_action(req):
    identifier, code = norm(req.param(LOGIN, "login")), norm(req.param(LOGIN, "password"))
    fields = {}
    if not identifier:
        fields["login"] = recovery.REQUIRED
    if not code:
        fields["password"] = recovery.REQUIRED
    labels = {"login": "Code identifiant", "password": "Code confidentiel"}
    req.session.last_login = identifier[:75]
    flash = {"values": {"login": identifier}, "labels": labels}
    if fields:
        req.session.flash[LOGIN] = dict(flash, fields=fields)
        return render_url(SIGNIN, LOGIN)
    state, account = req.portal.store.login(identifier, code)
    if state == "ok":
        return enter(req, account)
    if state == "certification":
        req.session.account = None
        req.session.pending = (account.identifier, account.generation)
        return render_url(SIGNIN, CERT)
    message = renew_text() if state == "renouveler" else (
        "Échec de l'authentification. Le code identifiant ou le code confidentiel est incorrect. Veuillez réessayer.")
    req.session.flash[LOGIN] = dict(flash, errors=[message])
    return render_url(SIGNIN, LOGIN)


def cert_action(req, name):
    if name == "abandonner":
        req.session.pending = None
        return SIGNIN
    if not req.session.pending:
        req.session.flash[LOGIN] = {"errors": ["Votre session a expiré. Veuillez vous identifier de nouveau."]}
        return SIGNIN
    typed = norm(req.param(CERT, "code"))
    if not typed:
        req.session.flash[CERT] = {"fields": {"code": recovery.REQUIRED}, "labels": {"code": "Code de certification"}}
        return render_url(SIGNIN, CERT)
    identifier, generation = req.session.pending
    account = req.portal.store.get(identifier)
    state, left = req.portal.store.certify(account, generation, typed)
    if state == "ok":
        return enter(req, account)
    if state == "faux":
        req.session.flash[CERT] = {"errors": ["Le code de certification est incorrect. Il vous reste %d essai%s." % (
            left, "s" if left > 1 else "")]}
        return render_url(SIGNIN, CERT)
    req.session.pending = None
    if state == "renouveler":
        req.session.flash[LOGIN] = {"errors": [renew_text()]}
    else:
        req.session.flash[LOGIN] = {"errors": ["Votre code confidentiel a changé entre-temps. Veuillez vous identifier de nouveau."]}
    return SIGNIN


def account_action(req, name):
    account, store = req.account, req.portal.store
    if account is None:
        return SIGNIN
    if name == "changerCode":
        old, new, again = (norm(req.param(ACCOUNT, k)) for k in ("ancien", "nouveau", "confirmation"))
        fields = {k: recovery.REQUIRED for k, v in (("ancien", old), ("nouveau", new), ("confirmation", again)) if not v}
        if new and not re.match(r"^[A-Z0-9]{8}$", new):
            fields["nouveau"] = "Le code confidentiel comporte 8 caractères, lettres majuscules et chiffres."
        elif new and again and new != again:
            fields["confirmation"] = "Les deux saisies sont différentes."
        if old and old != account.code:
            fields["ancien"] = "Le code confidentiel actuel est incorrect."
        if fields:
            req.session.flash[ACCOUNT] = {"fields": fields, "labels": {
                "ancien": "Code confidentiel actuel", "nouveau": "Nouveau code confidentiel", "confirmation": "Confirmation"}}
        else:
            store.change_code(account, new)
            req.session.flash[ACCOUNT] = {"success": ["Votre code confidentiel a été modifié."]}
    elif name == "choisirQuestion":
        chosen = dict(recovery.questions(req.portal)).get(req.param(ACCOUNT, "question"), "")
        answer = norm(req.param(ACCOUNT, "reponse"))
        fields = {k: recovery.REQUIRED for k, v in (("question", chosen), ("reponse", answer)) if not v}
        if fields:
            req.session.flash[ACCOUNT] = {"fields": fields, "labels": {"question": "Question", "reponse": "Réponse"}}
        else:
            store.set_secret(account, chosen, answer)
            req.session.flash[ACCOUNT] = {"success": ["Votre question secrète et sa réponse sont enregistrées."]}
    return ACCOUNT_PAGE


def manage_action(req, name):
    account, store = req.account, req.portal.store
    if account is None:
        return SIGNIN
    target = store.get(req.param(MANAGE, "identifiant"))
    if (name == "regenerer" and account.role == "administrator" and target and target is not account
            and target.siret == account.siret):
        code, _ = store.regenerate(target, with_certificate=False)
        req.session.flash[MANAGE] = {"success": [
            "Le code confidentiel provisoire de %s %s (%s) est : <strong>%s</strong>. Remettez-le à son titulaire." % (
                h(target.first_name), h(target.last_name), h(target.identifier), code)]}
    return MANAGE_PAGE


# --- pages -----------------------------------------------------------------------------------------------------------
def crumbs(*items):
    return [("Accueil", HOME)] + list(items)


def home_page(req):
    button = "" if bad("accueil-bouton-absent") else web_content("Acc1", "Espace personnalisé", """<p>Pour vous
<strong>connecter</strong> à votre espace personnalisé, cliquez sur</p>
<p><a class="btn btn-primary bouton-espace" href="%s">Accès à mon espace personnalisé</a></p>""" % SIGNIN)
    return theme.page(req, "Accueil employeur", [
        left_column(req), button + news_portlet(req), login_portlet(req) + search_portlet(req) + links_portlet()],
        [("Accueil", None)], "accueil")


def signin_page(req):
    certificate = cert_portlet(req)
    register = web_content("Ins4", "Je ne suis pas encore inscrit(e)", """<p><a class="btn btn-primary" href="/web/employeur/inscription">Je m'inscris</a></p>
<h4>Plus d'info ?</h4><ul>
<li><a href="/web/employeur/presentation-espace">Présentation de l'espace personnalisé</a></li>
<li><a href="/web/employeur/demonstration-video">Démonstration vidéo de l'inscription ▶</a></li>
<li><a href="/web/employeur/inscription-administrateur">Inscription d'un administrateur</a></li>
<li><a href="/web/employeur/inscription-utilisateur">Inscription d'un utilisateur</a></li>
<li><a href="/web/employeur/cgu">Conditions générales d'utilisation (CGU)</a></li></ul>""")
    return theme.page(req, "Accès à mon espace personnalisé", [
        news_portlet(req, 1) + help_portlet(), certificate + register + ariane_portlet(req), login_portlet(req)],
        crumbs(("Accès à mon espace personnalisé", None)), space=True)


def lost_page(req):
    view, choice = recovery.resolve(req)
    return theme.page(req, recovery.TITLES[view], [
        news_portlet(req, 1) + recovery.help_portlet(req, view, choice), recovery.render(req, view, choice), login_portlet(req)],
        crumbs(("Accès à mon espace personnalisé", SIGNIN), ("Codes perdus", None)), space=True)


def content_page(req, slug):
    title, body = PAGES[slug]
    return theme.page(req, title, [left_column(req), web_content("Page", title, body), login_portlet(req)],
                      crumbs((title, None)), slug)


def news_page(req):
    match = re.match(r"^/web/employeur/actualites/-/asset_publisher/\w+/content/([\w-]+)$", req.path)
    if match:
        item = next((n for n in NEWS if n[0] == match.group(1)), None)
        if item is None:
            return None
        return theme.page(req, item[1], [left_column(req), portlet("101_INSTANCE_a7Qk2", h(item[1]), item[4]
                          + '<p class="news-date">%s</p><p><a href="/web/employeur/actualites">Retour aux actualités</a></p>' % item[2]),
                          login_portlet(req)], crumbs(("Votre actualité", "/web/employeur/actualites"), (item[1], None)), "actualites")
    return theme.page(req, "Votre actualité", [left_column(req), news_portlet(req, 9), login_portlet(req) + search_portlet(req)],
                      crumbs(("Votre actualité", None)), "actualites")


def map_page(req):
    items = [("accueil", "Accueil"), ("connexion", "Accès à mon espace personnalisé"), ("actualites", "Votre actualité"),
             ("recherche", "Rechercher sur le site")] + [(s, p[0]) for s, p in PAGES.items()]
    body = "<ul>%s</ul>" % "".join('<li><a href="/web/employeur/%s">%s</a></li>' % i for i in items)
    return theme.page(req, "Plan du site", [left_column(req), portlet("85_INSTANCE_plan", "Plan du site", body), login_portlet(req)],
                      crumbs(("Plan du site", None)))


def search_page(req):
    words = norm(req.param(SEARCH, "keywords"))
    body = "<p>Saisissez un mot-clé ou une expression.</p>"
    if words:
        strip = lambda s: re.sub(r"<[^>]+>", " ", s).lower()
        hits = [("/web/employeur/" + s, p[0]) for s, p in PAGES.items() if words.lower() in strip(p[0] + " " + p[1])]
        hits += [("/web/employeur/actualites/-/asset_publisher/a7Qk2/content/" + n[0], n[1]) for n in NEWS
                 if words.lower() in strip(n[1] + " " + n[4])]
        body = "<p>%d résultat(s) pour « %s »</p><ul>%s</ul>" % (len(hits), h(words), "".join(
            '<li><a href="%s">%s</a></li>' % (u, h(n)) for u, n in hits))
    return theme.page(req, "Résultats de la recherche", [left_column(req), portlet("3_resultats", "Résultats de la recherche", body),
                      login_portlet(req) + search_portlet(req)], crumbs(("Rechercher sur le site", None)))


def space_menu(account):
    items = [(SPACE, "Accueil de mon espace"), (SERVICES_PAGE, "Mes services"), (ACCOUNT_PAGE, "Mon compte")]
    if account.role == "administrator":
        items.append((MANAGE_PAGE, "Gestion des comptes"))
    return portlet("71_INSTANCE_esp5", "Mon espace", "<ul>%s</ul>" % "".join('<li><a href="%s">%s</a></li>' % i for i in items))


def private_page(req):
    account = req.account
    name = req.path.rsplit("/", 1)[-1]
    here = [("Accueil", HOME), ("Mon espace personnalisé", SPACE if name != "accueil" else None)]
    if name == "accueil":
        title = "Mon espace personnalisé"
        notes = ""
        if account.provisional:
            notes += ('<div class="portlet-msg-alert">Votre code confidentiel est provisoire. Nous vous conseillons de le '
                      '<a href="%s">personnaliser</a>.</div>' % ACCOUNT_PAGE)
        if not account.first_login_done:
            notes += ('<div class="portlet-msg-alert">Vous n\'avez pas encore choisi votre question secrète : '
                      '<a href="%s">choisir ma question</a>.</div>' % ACCOUNT_PAGE)
        middle = portlet("bienvenue_WAR_espacepersoportlet", title, notes + """<h3>Bienvenue %s %s</h3>
<table class="table"><tbody><tr><th scope="row">Code identifiant</th><td>%s</td></tr><tr><th scope="row">Profil</th><td>%s</td></tr>
<tr><th scope="row">Numéro SIRET</th><td>%s</td></tr><tr><th scope="row">Numéro BCR</th><td>%s</td></tr>
<tr><th scope="row">Numéro de contrat</th><td>%s</td></tr></tbody></table>""" % (
            h(account.first_name), h(account.last_name), h(account.identifier),
            "Administrateur" if account.role == "administrator" else "Utilisateur",
            h(account.siret), h(account.bcr), h(account.contract) or "–"))
        middle += portlet("messages_WAR_espacepersoportlet", "Mes messages", "<p>Vous n'avez pas de nouveau message.</p>")
    elif name == "mes-services":
        title = "Mes services"
        middle = portlet("services_WAR_espacepersoportlet", title, """<table class="table"><thead><tr><th scope="col">Service</th>
<th scope="col">État</th></tr></thead><tbody><tr><td>Déclarations individuelles</td><td>Aucune déclaration en attente</td></tr>
<tr><td>Cotisations</td><td>À jour</td></tr><tr><td>Comptes individuels retraite</td><td>Ouvert du 1er mars au 31 octobre</td></tr>
</tbody></table>""")
    elif name == "mon-compte":
        title = "Mon compte"
        top, errors, _ = messages(req, ACCOUNT)
        options = [("", "-- Sélectionnez une question --")] + recovery.questions(req.portal)
        secret = "" if account.first_login_done else form(
            ACCOUNT, action_url(req, ACCOUNT_PAGE, ACCOUNT, "choisirQuestion"),
            fieldset("Question secrète", select(ACCOUNT, "question", "Question", options, "", 1, errors.get("question"))
                     + text_input(ACCOUNT, "reponse", "Réponse", "", 1, error=errors.get("reponse"))) + submit("Enregistrer"), "fmQuestion")
        change = form(ACCOUNT, action_url(req, ACCOUNT_PAGE, ACCOUNT, "changerCode"), fieldset(
            "Modifier mon code confidentiel",
            text_input(ACCOUNT, "ancien", "Code confidentiel actuel", "", 1, error=errors.get("ancien"), kind="password", size=12)
            + text_input(ACCOUNT, "nouveau", "Nouveau code confidentiel", "", 1,
                         '<span class="help-block">8 caractères, lettres majuscules et chiffres</span>',
                         errors.get("nouveau"), kind="password", size=12, maxlength=8)
            + text_input(ACCOUNT, "confirmation", "Confirmation", "", 1, error=errors.get("confirmation"), kind="password", size=12,
                         maxlength=8)) + submit("Modifier"), "fmCode")
        middle = portlet(ACCOUNT, title, top + "<p>Adresse e-mail : %s</p>" % h(account.email) + secret + change
                         + '<p class="note">* Champs obligatoires</p>'
                         + validator(ACCOUNT, {"ancien": {"required": True}, "nouveau": {"required": True},
                                               "confirmation": {"required": True, "equalTo": "nouveau"}}, name="fmCode"))
    elif name == "gestion-comptes" and account.role == "administrator":
        title = "Gestion des comptes"
        top, _, _ = messages(req, MANAGE)
        rows = ""
        for other in req.portal.store.accounts.values():
            if other.siret == account.siret and other is not account:
                rows += "<tr><td>%s</td><td>%s %s</td><td>%s</td><td>%s</td></tr>" % (
                    h(other.identifier), h(other.last_name), h(other.first_name),
                    "Administrateur" if other.role == "administrator" else "Utilisateur",
                    form(MANAGE, action_url(req, MANAGE_PAGE, MANAGE, "regenerer", identifiant=other.identifier),
                         submit("Régénérer le code confidentiel", "btn"), "fm" + h(other.identifier), "form-inline"))
        middle = portlet(MANAGE, title, top + ("""<table class="table"><thead><tr><th scope="col">Code identifiant</th>
<th scope="col">Nom</th><th scope="col">Profil</th><th scope="col">Action</th></tr></thead><tbody>%s</tbody></table>""" % rows if rows else
                                               "<p>Votre établissement n'a pas d'autre compte.</p>"))
    else:
        return None
    if name != "accueil":
        here.append((title, None))
    return theme.page(req, title, [space_menu(account) + news_portlet(req, 1), middle, login_portlet(req)], here, space=True)


def error_page(req, code, title, words):
    return theme.page(req, title, [left_column(req), portlet("error", title, """<div class="portlet-msg-error">%s</div>
<p><code class="lfr-url-error">%s</code></p><p><a href="%s">Retour accueil</a></p>""" % (words, h(req.path), HOME)), login_portlet(req)],
        crumbs((title, None)))


# --- aiguillage ------------------------------------------------------------------------------------------------------
class Reply:
    def __init__(self, body=b"", status=200, kind="text/html;charset=UTF-8", headers=()):
        self.body = body.encode("utf-8") if isinstance(body, str) else body
        self.status, self.kind, self.headers = status, kind, list(headers)


def redirect(url, status=302):
    return Reply(b"", status, headers=[("Location", url)])


def after_action(url):
    return redirect(url, 303 if var("redirection-303") else 302)


def local(url):
    return url if url.startswith("/") and not url.startswith("//") and "\\" not in url and "\r" not in url and "\n" not in url else HOME


def portal_command(req):
    name = req.path[len("/c/portal/"):]
    back = local(req.query.get("redirect", HOME))
    if name == "logout":
        req.portal.drop(req.session)
        req.set_cookies.append("JSESSIONID=; Max-Age=0; Path=/; HttpOnly")
        return redirect(HOME)
    if name == "update_language":
        if req.query.get("languageId") in ("fr_FR", "en_GB"):
            req.cookie("GUEST_LANGUAGE_ID", req.query["languageId"])
        return redirect(back)
    if name == "taille":
        way, now = req.query.get("valeur"), req.cookies.get("TAILLE", "")
        value = {"plus": "" if now == "moins" else "plus", "moins": "" if now == "plus" else "moins"}.get(way, "")
        req.cookie("TAILLE", value or "normale")
        return redirect(back)
    if name == "cookies":
        req.cookie("COOKIES_OK", "1")
        return redirect(back)
    if name == "extend_session":
        return Reply("", kind="text/plain")
    if name == "expire_session":
        req.portal.drop(req.session)
        return Reply("", kind="text/plain")
    if name == "login":
        return redirect(SIGNIN)
    return None


def dispatch(req):
    path = req.path
    static = assets.lookup(path)
    if static:
        return Reply(static[1], kind=static[0], headers=[("Cache-Control", "max-age=86400, public")])
    if path == "/":
        return redirect(HOME)
    if path in ("/web", "/web/employeur", "/web/guest", "/web/guest/home"):
        return redirect(HOME)
    if path in ("/group", "/group/espace-personnalise"):
        return redirect(SPACE)
    if path.startswith("/c/portal/"):
        reply = portal_command(req)
        if reply:
            return reply
        return Reply(error_page(req, 404, "Page introuvable", "La ressource demandée n'a pas été trouvée."), 404)
    pid, phase = req.query.get("p_p_id", ""), req.query.get("p_p_lifecycle", "0")
    if phase == "1":
        return run_action(req, pid)
    if req.method == "POST":
        return redirect(page_of(req))
    if phase == "2":
        data = recovery.resource(req, req.query.get("p_p_resource_id", "")) if pid == RECOVERY else None
        if data:
            return Reply(data, kind="audio/x-wav", headers=[("Content-Disposition", 'inline; filename="certification.wav"')])
        return Reply(error_page(req, 404, "Page introuvable", "La ressource demandée n'a pas été trouvée."), 404)
    if path.startswith("/group/espace-personnalise/"):
        if req.account is None:
            req.session.flash.setdefault(LOGIN, {"errors": ["Vous devez être connecté pour accéder à cette page."]})
            return redirect(SIGNIN)
        body = private_page(req)
    else:
        body = public_page(req)
    if body is None:
        return Reply(error_page(req, 404, "Page introuvable", "La ressource demandée n'a pas été trouvée."), 404)
    return Reply(body)


def public_page(req):
    path = req.path
    fixed = {HOME: home_page, SIGNIN: signin_page, LOST: lost_page, "/web/employeur/plan-du-site": map_page,
             "/web/employeur/recherche": search_page, "/web/employeur/employeur": home_page}
    if path in fixed:
        return fixed[path](req)
    if path.startswith(LOST + "/-/codesperdus/") and var("adresses-courtes"):
        return lost_page(req)
    if path == "/web/employeur/actualites" or path.startswith("/web/employeur/actualites/-/"):
        return news_page(req)
    slug = path[len("/web/employeur/"):] if path.startswith("/web/employeur/") else ""
    return content_page(req, slug) if slug in PAGES else None


def run_action(req, pid):
    handlers = {LOGIN: lambda name: login_action(req), RECOVERY: lambda name: recovery.action(req, name),
                CERT: lambda name: cert_action(req, name), ARIANE: lambda name: ariane_action(req),
                ACCOUNT: lambda name: account_action(req, name), MANAGE: lambda name: manage_action(req, name)}
    name = req.param(pid, "javax.portlet.action")
    if pid not in handlers:
        return redirect(page_of(req))
    readable = (pid, name) in ((RECOVERY, "annuler"), (CERT, "abandonner"))
    if req.method != "POST" and not readable:
        return redirect(page_of(req))
    token = req.form.get("p_auth", req.query.get("p_auth", ""))
    if pid != LOGIN and not secrets.compare_digest(token.encode(), req.session.token.encode()):
        target = {RECOVERY: LOST, CERT: SIGNIN}.get(pid, page_of(req))
        where = LOGIN if target == SIGNIN else pid
        req.session.flash[where] = {"errors": [recovery.EXPIRED]}
        return after_action(target)
    return after_action(handlers[pid](name))


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    portal = None
    timeout = 60

    def version_string(self):
        return "Apache-Coyote/1.1"

    def log_message(self, *args):
        pass

    def _serve(self):
        try:
            length = int(self.headers.get("Content-Length") or 0)
        except ValueError:
            length = 0
        if length > 100000:
            self.close_connection = True
            return self.send_error(413)
        body = self.rfile.read(length).decode("utf-8", "replace") if length > 0 else ""
        cookies = {}
        try:
            cookies = {k: m.value for k, m in SimpleCookie(self.headers.get("Cookie", "")).items()}
        except CookieError:
            pass
        method = "GET" if self.command == "HEAD" else self.command
        static = assets.lookup(urlsplit(self.path).path)
        if static:
            self._reply(Reply(static[1], kind=static[0], headers=[("Cache-Control", "max-age=86400, public")]), [])
            return None
        req = Request(self.portal, method, self.path, cookies, body)
        try:
            with req.session.lock:
                reply = dispatch(req)
        except Exception:                                   # page d'erreur du portail
            import traceback
            traceback.print_exc()
            reply = Reply(error_page(req, 500, "Erreur interne", "Une erreur inattendue s'est produite. Veuillez réessayer plus tard."), 500)
        self._reply(reply, req.set_cookies)
        return None

    def _reply(self, reply, cookies):
        self.send_response(reply.status)
        self.send_header("Liferay-Portal", "Liferay Portal Community Edition 6.1.1 CE GA2 (Paton / Build 6101 / July 31, 2012)")
        for cookie in cookies:
            self.send_header("Set-Cookie", cookie)
        names = {k.lower() for k, _ in reply.headers}
        for key, value in reply.headers:
            self.send_header(key, value)
        if "cache-control" not in names:
            self.send_header("Cache-Control", "private, no-cache, no-store, must-revalidate")
            self.send_header("Pragma", "no-cache")
            self.send_header("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")
        self.send_header("X-Frame-Options", "SAMEORIGIN")
        self.send_header("Content-Type", reply.kind)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(reply.body)

    do_GET = do_POST = do_HEAD = _serve


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--smtp", required=True)
    parser.add_argument("--accounts", required=True)
    parser.add_argument("--defect")
    parser.add_argument("--variation")
    args = parser.parse_args()
    import json
    root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    for value, name in ((args.defect, "defects.json"), (args.variation, "variations.json")):
        if value:
            with open(os.path.join(root, name), encoding="utf-8") as handle:
                if value not in {item["name"] for item in json.load(handle)}:
                    parser.error("inconnu dans %s : %s" % (name, value))
    config.DEFECT, config.VARIATION = args.defect, args.variation
    signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
    signal.signal(signal.SIGINT, lambda *a: os._exit(0))
    Handler.portal = Portal(args.accounts, args.smtp)
    Server(("127.0.0.1", args.port), Handler).serve_forever(poll_interval=0.5)


if __name__ == "__main__":
    main()
