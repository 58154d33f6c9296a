#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Espace personnalisé employeur : site rendu par le serveur, à la manière d'un Drupal 7 de 2015."""
import argparse, copy, hashlib, hmac, io, json, math, os, re, secrets, shutil, signal, smtplib, struct, subprocess, sys, tempfile, threading, time, wave
from collections import OrderedDict
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

from contenu import CSS, INFOS, JS, NEWS, OTHER_NEWS, PAGES, QUESTIONS, REGIMES

ARGS = None
ACCOUNTS = OrderedDict()
LOCK = threading.RLock()
SECRET = secrets.token_bytes(32)
SESSIONS, BUILDS = OrderedDict(), OrderedDict()
IDLE = 30 * 60
ALPHA = "ABCDEFGHJKLMNPQRSTUVWXYZ"
SHARED_FLOW = {}


def D(name):
    return ARGS.defect == name


def V(name):
    return ARGS.variation == name


def e(s):
    return escape(str(s), True)


# --------------------------------------------------------------- adresses
def url(name):
    base = "/employeur/acces" if V("addresses") else "/espace-personnalise"
    names = {"connexion": "authentification", "codes-perdus": "perte-de-codes"} if V("addresses") else {}
    return {"espace": base, "son": base + "/code-de-certification/son.wav"}.get(name) or base + "/" + names.get(name, name)


# --------------------------------------------------------------- sessions
def new_session():
    sid = secrets.token_urlsafe(32)
    SESSIONS[sid] = {"sid": sid, "t": time.time(), "messages": [], "flow": {}}
    while len(SESSIONS) > 4000:
        SESSIONS.popitem(last=False)
    return SESSIONS[sid]


def cookie_name():
    return "cdcretraites_session" if V("cookie-name") else "SESS" + hashlib.md5(b"cdc.retraites").hexdigest()


class Request:
    def __init__(self, method, target, headers, body):
        u = urlsplit(target)
        self.method, self.path = method, unquote(u.path).rstrip("/") or "/"
        self.get = {k: v[-1] for k, v in parse_qs(u.query, keep_blank_values=True).items()}
        self.post = {k: v[-1] for k, v in parse_qs(body.decode("utf-8", "replace"), keep_blank_values=True).items()} if body else {}
        self.query = u.query
        self.messages, self.errors, self.values, self.forms = [], set(), {}, 0
        cookies = dict(p.strip().split("=", 1) for p in headers.get("Cookie", "").split(";") if "=" in p)
        s = SESSIONS.get(cookies.get(cookie_name(), ""))
        if s and time.time() - s["t"] > IDLE:
            was = s.get("user") or s["flow"]
            SESSIONS.pop(s["sid"], None)
            s = new_session()
            if was:
                s["messages"].append(("warning", "Votre session a expiré après une période d'inactivité."))
        self.sess = s or new_session()
        self.sess["t"] = time.time()

    @property
    def flow(self):
        return SHARED_FLOW if D("flow-shared-between-visitors") else self.sess["flow"]

    def set_flow(self, **kw):
        f = self.flow
        f.clear()
        f.update(kw)

    @property
    def account(self):
        return ACCOUNTS.get(self.sess.get("user"))

    def flash(self, kind, text):
        self.sess["messages"].append((kind, text))

    def error(self, text, *fields):
        self.messages.append(("error", text))
        self.errors.update(fields)


class Response:
    def __init__(self, status=200, body="", ctype="text/html; charset=utf-8", headers=()):
        self.status, self.ctype, self.headers = status, ctype, list(headers)
        self.body = body.encode("utf-8") if isinstance(body, str) else body


def redirect(to):
    return Response(303, "", headers=[("Location", to)])


# --------------------------------------------------------------- formulaires
NAMES = {"siret": "etablissement[siret]", "bcr": "etablissement[bcr]", "contrat": "etablissement[contrat]",
         "nom": "coordonnees[nom]", "prenom": "coordonnees[prenom]", "identifiant": "compte[identifiant]",
         "courriel": "compte[mail]", "question": "compte[question]", "reponse": "compte[reponse]",
         "name": "name", "pass": "pass", "certification": "certification"}


def N(key):
    return "champ_" + key if V("field-names") else NAMES.get(key, key)


def css_id(key):
    return "edit-" + re.sub(r"[^a-z0-9]+", "-", N(key).lower()).strip("-")


MARK1 = ' <span class="form-required" title="Ce champ est requis.">*</span>'
MARK2 = ' <span class="form-required-one" title="Complétez au moins l\'un de ces deux champs.">**</span>'


def wrap(key, label, control, mark="", desc="", kind="textfield", colon=True):
    ident = css_id(key)
    return ('<div class="form-item form-type-%s form-item-%s">\n  <label for="%s">%s%s%s</label>\n %s\n%s</div>\n' % (
        kind, ident[5:], ident, label, mark, " :" if colon else "", control,
        '<div class="description">%s</div>\n' % desc if desc else ""))


def textfield(req, key, label, mark="", desc="", default="", size=40, kind="text", readonly=False, colon=True, suffix=""):
    value = "" if kind == "password" else req.values.get(key, default)
    cls = "form-text" + (" required" if mark == MARK1 else "") + (" error" if key in req.errors else "")
    control = '<input type="%s" id="%s" name="%s"%s size="%d" maxlength="128" class="%s"%s%s />%s' % (
        kind, css_id(key), e(N(key)), "" if kind == "password" else ' value="%s"' % e(value), size, cls,
        ' readonly="readonly"' if readonly else "", ' autocomplete="off"' if kind == "password" else "", suffix)
    return wrap(key, label, control, mark, desc, "password" if kind == "password" else "textfield", colon)


def button(label, cls="", ident="edit-submit"):
    if V("button-elements"):
        return '<button type="submit" id="%s" name="op" value="%s" class="form-submit %s">%s</button>' % (ident, e(label), cls, e(label))
    return '<input type="submit" id="%s" name="op" value="%s" class="form-submit %s" />' % (ident, e(label), cls)


def token(req, form_id):
    return hmac.new(SECRET, (req.sess["sid"] + form_id).encode(), "sha256").hexdigest()[:43]


def form(req, form_id, inner, *buttons, action=None):
    build = "form-" + secrets.token_urlsafe(32)
    path = action or req.path
    req.forms += 1
    suffix = "--%d" % (req.forms + 1) if req.forms > 1 else ""
    BUILDS[build] = {"form_id": form_id, "sid": req.sess["sid"], "path": path, "flow": copy.copy(req.flow), "used": False}
    while len(BUILDS) > 6000:
        BUILDS.popitem(last=False)
    return ('<form action="%s" method="post" id="%s" accept-charset="UTF-8"><div>%s'
            '<input type="hidden" name="form_build_id" value="%s" />\n<input type="hidden" name="form_token" value="%s" />\n'
            '<input type="hidden" name="form_id" value="%s" />\n<div class="form-actions form-wrapper" id="edit-actions%s">%s</div></div></form>' % (
                e(path), form_id.replace("_", "-"), inner, build, token(req, form_id), form_id, suffix, " ".join(buttons)))


def read(req, *keys):
    for k in keys:
        req.values[k] = req.post.get(N(k), "").strip()
    return [req.values[k] for k in keys]


def required(req, *pairs):
    for key, label in pairs:
        if not req.values.get(key):
            req.error("Le champ %s est requis." % label, key)


# --------------------------------------------------------------- gabarit de page
def menu(items, cls="links"):
    return '<ul class="%s">%s</ul>' % (cls, "".join('<li class="%s"><a href="%s">%s</a></li>' % (c, h, t) for c, h, t in items))


def block(ident, title, body):
    return '<div id="block-%s" class="block"><h2>%s</h2><div class="content">%s</div></div>\n' % (ident, title, body)


def news_list(full=False):
    out = ""
    for slug, title, teaser, _rest, date in (OTHER_NEWS if V("other-news") else NEWS):
        link = '<a href="/page/actualite-%s">' % slug
        if full:
            out += '<div class="node node-teaser"><h3>%s</h3><p>%s (...)</p><p class="submitted">%s</p><p>&gt; %sEn savoir +</a></p></div>' % (title, teaser, date, link)
        else:
            out += "<li>%s%s</a></li>" % (link, title)
    return out if full else "<ul>%s</ul>" % out


def search_form(req):
    return ('<div id="block-search-form" class="block block-search"><form action="%s" method="post" id="search-block-form" accept-charset="UTF-8"><div class="container-inline">'
            '<h2 class="element-invisible">Formulaire de recherche</h2><div class="form-item form-type-textfield form-item-search-block-form">'
            '<label for="edit-search-block-form--2">RECHERCHER SUR LE SITE : </label>\n'
            '<input title="Indiquer les termes à rechercher" placeholder="Tapez un mot-clé, une expression" type="text" id="edit-search-block-form--2" name="search_block_form" value="" size="24" maxlength="128" class="form-text" /></div>\n'
            '<div class="form-actions form-wrapper" id="edit-actions--2"><input type="submit" id="edit-submit--2" name="op" value="Rechercher" class="form-submit" /></div>'
            '<input type="hidden" name="form_build_id" value="form-%s" />\n<input type="hidden" name="form_token" value="%s" />\n<input type="hidden" name="form_id" value="search_block_form" />\n</div></form></div>' % (
                e(req.path), secrets.token_urlsafe(32), token(req, "search_block_form")))


def render_messages(req):
    msgs = req.sess["messages"] + req.messages
    req.sess["messages"] = []
    heads = {"error": "Message d'erreur", "status": "Message d'état", "warning": "Message d'avertissement"}
    out = ""
    for kind in ("error", "warning", "status"):
        items = [t for k, t in msgs if k == kind]
        if items:
            out += '<div class="messages %s">\n<h2 class="element-invisible">%s</h2>\n <ul>\n%s </ul>\n</div>\n' % (
                kind, heads[kind], "".join("  <li>%s</li>\n" % t for t in items))
    return out


def page(req, title, content, crumbs=(), tabs=None, espace=False, first="", status=200, front=False):
    acc = req.account
    shown = [] if front else [("", "/", "Accueil")] + [("", h, t) for h, t in crumbs]
    trail = '<h2 class="element-invisible">Vous êtes ici</h2><div class="breadcrumb">%s</div>' % (
        " » ".join('<a href="%s">%s</a>' % (h, t) for _c, h, t in shown)) if shown else ""
    tabhtml = ""
    if tabs:
        items = [("espace", "Voir"), ("question-secrete", "Question secrète")] if acc else [("espace", "Voir"), ("connexion", "Connexion")]
        tabhtml = '<h2 class="element-invisible">Onglets principaux</h2><ul class="tabs primary">%s</ul>' % "".join(
            '<li class="%s"><a href="%s">%s%s</a></li>' % ("active" if k == tabs else "", url(k), t, '<span class="element-invisible">(onglet actif)</span>' if k == tabs else "") for k, t in items)
    etat = ""
    if espace:
        who = "Connecté : %s %s – <a href=\"%s\">Se déconnecter</a>" % (e(acc["first_name"]), e(acc["last_name"]), url("deconnexion")) if acc else "Non connecté"
        if D("header-says-connected") and not acc:
            who = "Connecté"
        etat = '<div id="etat" class="clearfix"><strong>ESPACE PERSONNALISÉ</strong> | <span class="etat-connexion">%s</span> | <a href="/">Retour accueil cdc.retraites</a></div>' % who
    main = [("active-trail", "/", "Employeur"), ("", "/page/actif", "Actif"), ("", "/page/retraite", "Retraité"), ("", "/page/autre-public", "Autre public")]
    second = [("", "/", "Accueil"), ("", "/plan-du-site", "Plan du site"), ("", "/page/contact", "Contact")]
    second.append(("", url("deconnexion"), "Se déconnecter") if acc else ("", url("connexion"), "Espace personnalisé"))
    side = ("" if front else block("news", "Votre actualité", news_list())) + block("aide", "Besoin d'aide ?", (
        '<p>Une question sur vos codes d\'accès ?</p><ul><li><a href="/page/aide-connexion">Conseils pour se connecter</a></li>'
        '<li><a href="/page/contact">Contacter votre correspondant</a></li></ul>')) + block("liens", "Liens utiles", (
        '<p>Forum Retraite 2010 :<br />les actes et les vidéos en ligne<br />&gt; <a href="/page/forum-retraite">En savoir +</a></p>'))
    right = '<div id="sidebar-second" class="column sidebar">%s</div>' % side
    left = '<div id="sidebar-first" class="column sidebar">%s</div>' % first if first else ""
    foot = [("", "/page/mentions-legales", "Mentions légales"), ("", "/page/donnees-personnelles", "Données personnelles et cookies"),
            ("", "/page/accessibilite", "Accessibilité"), ("", "/plan-du-site", "Plan du site"), ("", "/page/contact", "Contact"), ("", "/page/presse", "Espace presse")]
    foot += [("", "/page/" + s, t) for s, t, _d in REGIMES]
    content_div = ('<div id="content" class="column" role="main"><div class="section"><a id="main-content"></a>%s<h1 class="title" id="page-title">%s</h1>%s'
                   '<div class="region region-content">%s</div></div></div>' % ("", title, tabhtml, content))
    body = """<!DOCTYPE html>
<html lang="fr" dir="ltr">
<head>
<meta charset="utf-8" />
<meta name="Generator" content="Drupal 7 (http://drupal.org)" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<title>%s | cdc.retraites</title>
<link rel="stylesheet" href="/sites/all/themes/cdc/css/style.css?nq7x2f" />
</head>
<body class="html %s %s %s%s%s">
<div id="skip-link"><a href="#main-content" class="element-invisible element-focusable">Aller au contenu principal</a></div>
<div id="page-wrapper"><div id="page">
<div id="header"><div class="section clearfix"><div id="site-name"><a href="/" title="Accueil" rel="home">Retraites et solidarité</a></div><div id="site-slogan">Caisse des Dépôts</div>
<div class="region region-header">%s<p class="outils"><a href="#" id="lien-imprimer">Imprimer</a> <a href="#" id="lien-moins" title="Réduire la taille du texte">A⁻</a> <a href="#" id="lien-plus" title="Augmenter la taille du texte">A⁺</a></p>
<div id="secondary-menu">%s</div></div></div></div>
<div id="main-menu"><h2 class="element-invisible">Menu principal</h2>%s</div>
%s%s%s
<div id="main-wrapper"><div id="main" class="clearfix">%s</div></div>
<div id="footer"><div class="section">%s<p>© Caisse des Dépôts – Direction des retraites et de la solidarité</p></div></div>
</div></div>
<script src="/sites/all/themes/cdc/js/site.js?nq7x2f"></script>
</body>
</html>
""" % (re.sub("<[^>]+>", "", title), "front" if front else "not-front", "logged-in" if acc else "not-logged-in", "two-sidebars" if first else "one-sidebar",
       " side-left" if V("sidebar-first") else "", " sans-bandeau" if V("no-cookie-banner") else "", search_form(req), menu(second), menu(main), etat, trail, render_messages(req),
       (left + right + content_div if V("sidebar-first") else left + content_div + right), menu(foot))
    return Response(status, body)


def not_found(req):
    return page(req, "Page non trouvée", "<p>La page demandée « %s » n'a pas pu être trouvée.</p>" % e(req.path), status=404)


CGU_LINK = '<p class="cgu">» <a href="%s">Conditions générales d\'utilisation</a></p>'


def cgu_link():
    return CGU_LINK % ("/page/conditions-generales" if D("cgu-link-dead") else "/page/cgu")


# --------------------------------------------------------------- pages publiques
def home(req):
    first = block("infos", "Informations générales", "<ul>%s</ul>" % "".join('<li><a href="/page/%s">%s</a></li>' % (s, t) for s, t, _d in INFOS))
    first += block("regimes", "Liste des régimes et fonds", "<ul>%s</ul>" % "".join('<li><a href="/page/%s">%s</a></li>' % (s, t) for s, t, _d in REGIMES))
    first += block("employeur", "Informations Employeur", '<ul><li><a href="#votre-actualite">Votre actualité</a></li></ul>')
    content = ('<p>Changer de profil – Vous êtes <strong>EMPLOYEUR</strong> <a href="/page/actif">ACTIF</a> <a href="/page/retraite">RETRAITÉ</a> <a href="/page/autre-public">AUTRE PUBLIC</a></p>'
               '<div class="aide"><p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p><p><a class="bouton" href="%s">Accès à mon espace personnalisé</a></p></div>'
               '<h2 id="votre-actualite">Votre actualité</h2>%s' % (url("connexion"), news_list(True)))
    return page(req, "Direction Employeur", content, first=first, front=True)


def plan(req):
    links = [("/", "Accueil"), (url("connexion"), "Accès à mon espace personnalisé"), (url("codes-perdus") + "?recommencer=1", "Codes perdus"), (url("inscription"), "Inscription")]
    links += [("/page/" + s, t) for s, (t, _b) in PAGES.items()]
    return page(req, "Plan du site", "<ul>%s</ul>" % "".join('<li><a href="%s">%s</a></li>' % (h, t) for h, t in links))


def search_results(req, words):
    hits = [(s, t, re.sub("<[^>]+>", " ", b)) for s, (t, b) in PAGES.items() if words and all(w in (t + b).lower() for w in words.lower().split())]
    if hits:
        content = '<h2>Résultats de la recherche</h2><ol class="search-results node-results">%s</ol>' % "".join(
            '<li class="search-result"><h3 class="title"><a href="/page/%s">%s</a></h3><p class="search-snippet">%s…</p></li>' % (s, t, b[:150]) for s, t, b in hits)
    else:
        content = "<h2>Votre recherche n'a retourné aucun résultat</h2><ul><li>Vérifiez l'orthographe des mots saisis.</li><li>Essayez avec moins de mots.</li></ul>"
    return page(req, "Rechercher", "<p>Mots recherchés : <em>%s</em></p>%s" % (e(words), content))


def static_page(req, slug):
    if slug not in PAGES:
        return not_found(req)
    title, body = PAGES[slug]
    return page(req, title, body)


def inscription(req):
    radios = "".join('<div class="form-item form-type-radio form-item-profil">\n <input type="radio" id="edit-profil-%s" name="profil" value="%s"%s class="form-radio" />  <label class="option" for="edit-profil-%s">%s </label>\n</div>\n' % (
        v, v, ' checked="checked"' if v == "administrateur" else "", v, t) for v, t in (("administrateur", "Administrateur"), ("utilisateur", "Utilisateur")))
    inner = '<fieldset class="form-wrapper"><legend><span class="fieldset-legend">Votre profil</span></legend><div class="fieldset-wrapper"><p>Vous souhaitez vous inscrire en tant que :</p><div id="edit-profil" class="form-radios">%s</div></div></fieldset>' % radios
    return page(req, "Je m'inscris", form(req, "cdc_inscription_form", inner, button("Continuer")), [(url("connexion"), "Espace personnalisé")], espace=True)


def inscription_submit(req, build):
    return redirect("/page/inscription-" + ("utilisateur" if req.post.get("profil") == "utilisateur" else "administrateur"))


# --------------------------------------------------------------- connexion
def pending(req):
    """Le compte dont le code de certification est attendu dans cette session."""
    p = req.sess.get("pending")
    acc = ACCOUNTS.get(p[0]) if p else None
    if acc and acc["cert"] == p[1]:
        return acc
    req.sess.pop("pending", None)
    return None


def connexion(req):
    if req.account:
        return redirect(url("espace"))
    if pending(req):
        inner = ('<p>Votre code confidentiel a été régénéré. Saisissez le code de certification qui s\'est affiché à l\'écran lors de cette régénération.</p>'
                 '<fieldset class="form-wrapper"><legend><span class="fieldset-legend">Certification</span></legend><div class="fieldset-wrapper">%s</div></fieldset><p>* Champs obligatoires</p>' % (
                     textfield(req, "certification", "Code de certification", MARK1, size=20)))
        return page(req, "Code de certification", form(req, "cdc_certification_form", inner, button("Je valide"), button("Annuler", "annuler", "edit-cancel")),
                    [(url("connexion"), "Espace personnalisé")], espace=True)
    login = form(req, "cdc_connexion_form",
                 textfield(req, "name", "Code identifiant", colon=False, size=20) + textfield(req, "pass", "Code confidentiel", kind="password", colon=False, size=20), button("Je valide"))
    lost = "" if D("lost-codes-link-missing") else '<p><a href="%s?recommencer=1">Codes perdus *</a></p>' % url("codes-perdus")
    content = """<p><strong>ACCÈS À MON ESPACE PERSONNALISÉ &gt;</strong></p><div class="deux"><section><h2>Je suis déjà inscrit(e)</h2>%s
%s<p><a href="/page/aide-connexion">Aide à la connexion</a></p><h3>Plus d'info ?</h3><ul><li><a href="/page/administrateur">Je suis administrateur</a></li><li><a href="/page/utilisateur">Je suis utilisateur</a></li></ul></section>
<section><h2>Je ne suis pas encore inscrit(e)</h2><p><a class="bouton" href="%s">Je m'inscris</a></p><h3>Plus d'info ?</h3>
<ul><li><a href="/page/espace-personnalise">Présentation de l'espace personnalisé</a></li><li><a href="/page/demonstration-video">Démonstration vidéo de l'inscription</a></li>
<li><a href="/page/inscription-administrateur">Inscription d'un administrateur</a></li><li><a href="/page/inscription-utilisateur">Inscription d'un utilisateur</a></li>
<li><a href="/page/cgu">Conditions générales d'utilisation (CGU)</a></li></ul></section></div>
<div class="aide"><p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>
<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p><ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>
<li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul><p>Si ce n'est pas le cas :<br />demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></div>
<h2>Poser votre question</h2><p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p>%s""" % (
        login, lost, url("inscription"),
        form(req, "cdc_ariane_form", wrap("ariane", "Votre question", '<input type="text" id="edit-ariane" name="ariane" value="" size="40" maxlength="200" class="form-text" />'), button("Demander", ident="edit-submit--3")))
    return page(req, "Accès à mon espace personnalisé", content, tabs="connexion", espace=True)


def ariane_submit(req, build):
    words = req.post.get("ariane", "").strip()
    if not words:
        req.flash("error", "Saisissez votre question.")
        return redirect(req.path)
    return redirect("/recherche/site/" + quote(words, safe=""))


def open_session(req, acc):
    old = req.sess
    SESSIONS.pop(old["sid"], None)
    req.sess = new_session()
    req.sess["user"] = acc["identifier"]
    if not acc["first_login_done"]:
        req.flash("warning", 'Vous n\'avez pas encore choisi de question secrète : elle vous permettra de récupérer vos codes d\'accès. <a href="%s">Choisir ma question secrète</a>' % url("question-secrete"))
    return redirect(url("espace"))


def connexion_submit(req, build):
    name, pwd = read(req, "name", "pass")
    required(req, ("name", "Code identifiant"), ("pass", "Code confidentiel"))
    if req.errors:
        return connexion(req)
    acc = ACCOUNTS.get(name)
    same = lambda a, b: bool(a) and hmac.compare_digest(a.encode(), b.encode())
    if acc and same(acc["locked"], pwd):
        req.error('Après 3 essais infructueux de saisie du code de certification, vous devez renouveler votre code confidentiel : cliquez sur <a href="%s?recommencer=1">Codes perdus</a>.' % url("codes-perdus"), "name", "pass")
        return connexion(req)
    good = acc and same(acc["code"], pwd)
    if acc and D("old-code-still-works") and same(acc["old"], pwd):
        return open_session(req, acc)
    if not good:
        req.error("La saisie est incorrecte, veuillez recommencer." if V("refusal-wording") else "Désolé, code identifiant ou code confidentiel non reconnu.", "name", "pass")
        return connexion(req)
    if acc["cert"] and not D("certification-never-asked"):
        req.sess["pending"] = (acc["identifier"], acc["cert"])
        if D("attempts-forgotten-at-each-login"):
            acc["tries"] = 0
        return redirect(req.path)
    return open_session(req, acc)


def certification_submit(req, build):
    acc = pending(req)
    if req.post.get("op") == "Annuler" or not acc:
        req.sess.pop("pending", None)
        return redirect(req.path)
    typed, = read(req, "certification")
    required(req, ("certification", "Code de certification"))
    if req.errors:
        return connexion(req)
    if hmac.compare_digest(typed.encode(), acc["cert"].encode()):
        acc["cert"], acc["tries"] = None, 0
        return open_session(req, acc)
    acc["tries"] += 1
    left = (5 if D("five-attempts") else 3) - acc["tries"]
    if left <= 0:
        acc["locked"], acc["code"], acc["cert"] = acc["code"], None, None
        req.sess.pop("pending", None)
        req.flash("error", 'Vous avez fait 3 essais infructueux de saisie du code de certification. Vous devez renouveler votre code confidentiel : cliquez sur <a href="%s?recommencer=1">Codes perdus</a>.' % url("codes-perdus"))
        return redirect(req.path)
    req.values.clear()
    req.error("Le code de certification saisi est incorrect. Il vous reste %d essai%s." % (left, "s" if left > 1 else ""), "certification")
    return connexion(req)


def espace(req):
    acc = req.account
    if not acc:
        return page(req, "Espace personnalisé", PAGES["espace-personnalise"][1] + '<p>Pour y accéder, <a href="%s">connectez-vous</a>.</p>' % url("connexion"), tabs="espace", espace=True)
    rows = [("Code identifiant", acc["identifier"]), ("Profil", "Administrateur" if acc["role"] == "administrator" else "Utilisateur"), ("Numéro SIRET", acc["siret"]),
            ("Numéro BCR", acc["bcr"]), ("Numéro de contrat", acc["contract"] or "–"), ("Adresse e-mail", acc["email"])]
    return page(req, "Mon espace personnalisé", "<p>Bonjour %s %s, vous êtes connecté(e) à votre espace personnalisé.</p><table class=\"sticky-enabled\"><tbody>%s</tbody></table><h2>Mes services</h2><p>Aucun service en attente de votre action.</p><p><a href=\"%s\">Se déconnecter</a></p>" % (
        e(acc["first_name"]), e(acc["last_name"]), "".join('<tr><th scope="row">%s</th><td>%s</td></tr>' % (t, e(v)) for t, v in rows), url("deconnexion")), tabs="espace", espace=True)


def deconnexion(req):
    SESSIONS.pop(req.sess["sid"], None)
    req.sess = new_session()
    req.flash("status", "Vous êtes déconnecté(e).")
    return redirect(url("connexion"))


def all_questions():
    out = list(QUESTIONS)
    for a in ACCOUNTS.values():
        if a["question"] and a["question"] not in out:
            out.append(a["question"])
    return out[::-1] if V("question-order") else out


def question_field(req, label="Question"):
    opts = '<option value="">- Sélectionner -</option>' + "".join('<option value="%s"%s>%s</option>' % (e(q), ' selected="selected"' if req.values.get("question") == q else "", e(q)) for q in all_questions())
    return wrap("question", label, '<select id="%s" name="%s" class="form-select required%s">%s</select>' % (css_id("question"), e(N("question")), " error" if "question" in req.errors else "", opts), MARK1, kind="select")


def question_secrete(req):
    if not req.account:
        return page(req, "Accès refusé", "<p>Vous n'êtes pas autorisé(e) à accéder à cette page.</p>", espace=True, status=403)
    inner = question_field(req) + textfield(req, "reponse", "Réponse", MARK1) + "<p>* Champs obligatoires</p>"
    return page(req, "Ma question secrète", form(req, "cdc_question_form", inner, button("Enregistrer")), [(url("espace"), "Espace personnalisé")], tabs="question-secrete", espace=True)


def question_submit(req, build):
    q, r = read(req, "question", "reponse")
    required(req, ("question", "Question"), ("reponse", "Réponse"))
    if req.account and not req.errors and q in all_questions():
        req.account.update(question=q, answer=r, first_login_done=True)
        req.flash("status", "Votre question secrète a été enregistrée.")
        return redirect(url("espace"))
    return question_secrete(req)


# --------------------------------------------------------------- codes perdus : une adresse, quatre étapes
def not_eligible():
    if V("refusal-wording"):
        return "La récupération de vos codes n'est pas possible en ligne. Adressez-vous à un autre administrateur de votre établissement."
    return ("Vous ne pouvez pas récupérer vos codes d'accès : vous ne vous êtes pas encore connecté ou l'adresse courriel enregistrée sur votre compte n'est pas valide. "
            "Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.")


def eligible(acc):
    return (acc["first_login_done"] or D("never-connected-account-accepted")) and (acc["email_valid"] or D("bad-address-accepted"))


def codes_perdus(req):
    if "recommencer" in req.get:
        req.set_flow()
        return redirect(req.path)
    if "motif" in req.get:
        motif = req.get["motif"]
        if D("first-two-choices-swapped"):
            motif = {"confidentiel": "identifiant", "identifiant": "confidentiel"}.get(motif, motif)
        step = {"confidentiel": "generation", "identifiant": "recherche", "deux": "recherche", "utilisateur": "utilisateur"}.get(motif)
        if step:
            req.set_flow(step=step, motif=motif)
        return redirect(req.path)
    return {"recherche": step_search, "identifiant": step_found, "generation": step_generate, "certification": step_done, "utilisateur": step_user}.get(req.flow.get("step"), step_choice)(req)


def lost_page(req, title, content):
    back = url("codes-perdus")
    crumbs = [(url("connexion"), "Espace personnalisé")] + ([(back + "?recommencer=1", "Codes perdus")] if req.flow.get("step") else [])
    return page(req, title, content + cgu_link(), crumbs, espace=True)


def step_choice(req):
    link = lambda m: '<a href="%s?motif=%s">cliquez ici</a>' % (url("codes-perdus"), m)
    user = "" if D("user-choice-missing") else (
        '<h3>Vous êtes utilisateur sans être administrateur</h3><ul><li>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : %s</li></ul>' % link("utilisateur"))
    content = """<h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2><h3>Vous êtes administrateur</h3>
<ul><li>Vous avez perdu votre <strong>code confidentiel</strong> : %s</li><li>Vous avez perdu votre <strong>code identifiant</strong> : %s</li>
<li>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : %s</li></ul>%s<p class="description">En fonction de votre situation, cliquez sur l'un des choix</p>%s""" % (
        link("confidentiel"), link("identifiant"), link("deux"), user, form(req, "cdc_codes_perdus_choix_form", "", button("annuler", "annuler", "edit-cancel")))
    return lost_page(req, "Codes perdus", content)


def step_search(req):
    caps = "Saisie en majuscules"
    etab = textfield(req, "siret", "Numéro SIRET", "" if D("siret-not-marked-required") else MARK1, size=20)
    etab += textfield(req, "bcr", "Numéro BCR", MARK2, "Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels. " + caps, size=20)
    if not D("contract-field-missing"):
        etab += textfield(req, "contrat", "Numéro de contrat", MARK2, caps, size=20)
    coord = textfield(req, "nom", "Votre Nom", MARK1) + textfield(req, "prenom", "Prénom", MARK1)
    fs = '<fieldset class="form-wrapper" id="edit-%s"><legend><span class="fieldset-legend">%s</span></legend><div class="fieldset-wrapper">%s</div></fieldset>'
    inner = fs % ("etablissement", "Votre établissement", etab) + fs % ("coordonnees", "Coordonnées professionnelles", coord)
    inner += "<p>* Champs obligatoires</p>" + ("" if D("double-star-note-missing") else "<p>** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>")
    content = form(req, "cdc_codes_perdus_recherche_form", inner, button("rechercher"), button("Annuler", "annuler", "edit-cancel"))
    content += """<div class="aide"><p>Si votre requête n'aboutit pas, vérifiez que :</p><ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li></ul></div>"""
    return lost_page(req, "Recherche de votre code identifiant", content)


def cancel(req):
    req.set_flow()
    return redirect(url("connexion"))


def choice_submit(req, build):
    return cancel(req)


def search_submit(req, build):
    if req.post.get("op") == "Annuler" and not D("cancel-validates-the-search"):
        return cancel(req)
    siret, bcr, contrat, nom, prenom = read(req, "siret", "bcr", "contrat", "nom", "prenom")
    compact = re.sub(r"\s", "", siret)
    required(req, ("siret", "Numéro SIRET"))
    if siret and not re.fullmatch(r"[0-9]{14}", compact):
        req.error("Le numéro SIRET doit comporter 14 chiffres.", "siret")
    if not bcr and not contrat and not D("neither-number-accepted"):
        req.error("Vous devez obligatoirement compléter au moins l'un des deux champs Numéro BCR et Numéro de contrat.", "bcr", "contrat")
    if D("lower-case-number-accepted"):
        bcr, contrat = bcr.upper(), contrat.upper()
    for key, label, v in (("bcr", "Numéro BCR", bcr), ("contrat", "Numéro de contrat", contrat)):
        if v != v.upper():
            req.error("Le champ %s doit être saisi en majuscules." % label, key)
    required(req, ("nom", "Votre Nom"), ("prenom", "Prénom"))
    if req.errors:
        return step_search(req)
    fold = (lambda s: s.lower()) if D("name-case-ignored") else (lambda s: s)
    found = [a for a in ACCOUNTS.values() if a["siret"] == compact and (not bcr or a["bcr"] == bcr) and (not contrat or a["contract"] == contrat)
             and fold(a["last_name"]) == fold(nom) and fold(a["first_name"]) == fold(prenom)
             and (a["role"] == "administrator" or D("simple-user-found-as-administrator"))]
    ok = [a for a in found if eligible(a)]
    if not ok:
        if found:
            req.error(not_eligible())
        else:
            req.error("Recherche infructueuse. Relisez les informations saisies." if V("refusal-wording") else
                      "Aucun compte administrateur ne correspond aux informations saisies.", "siret", "bcr", "contrat", "nom", "prenom")
        return step_search(req)
    req.set_flow(step="identifiant" if req.flow.get("motif") == "identifiant" else "generation", motif=req.flow.get("motif"), ident=ok[0]["identifier"])
    return redirect(req.path)


def step_found(req):
    content = ('<p>Votre code identifiant est le suivant :</p><p class="code-identifiant"><strong>%s</strong></p>'
               '<p>Vous avez aussi perdu votre code confidentiel ? <a href="%s?motif=confidentiel">Regénérer votre code confidentiel</a></p>%s' % (
                   e(req.flow["ident"]), url("codes-perdus"), form(req, "cdc_codes_perdus_fin_form", "", button("Terminer"))))
    return lost_page(req, "Recherche de votre code identifiant", content)


def step_generate(req):
    ident = req.flow.get("ident")
    if D("identifier-not-filled-in"):
        ident = None
    note = "Votre identifiant est renseigné automatiquement" if ident else ""
    inner = '<fieldset class="form-wrapper"><legend><span class="fieldset-legend">Votre compte</span></legend><div class="fieldset-wrapper">'
    inner += textfield(req, "nom", "Votre Nom", MARK1) + textfield(req, "prenom", "Votre Prénom", MARK1)
    inner += textfield(req, "identifiant", "Code identifiant", MARK1, note, default=ident or "", size=20, readonly=bool(ident))
    inner += textfield(req, "courriel", "Adresse e-mail", MARK1, "Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.",
                       suffix=' <span class="field-suffix">(doit être identique à celle qui est mentionnée sur votre compte)</span>')
    inner += '</div></fieldset><fieldset class="form-wrapper"><legend><span class="fieldset-legend">Question secrète</span></legend><div class="fieldset-wrapper">'
    inner += "<p>Sélectionnez la question que vous avez choisie lors de votre inscription :</p>" + question_field(req) + textfield(req, "reponse", "Réponse", MARK1)
    inner += "</div></fieldset><p>* Champs obligatoires</p>"
    content = '<p>Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", <strong>un nouveau code confidentiel vous sera envoyé à l\'adresse e-mail enregistrée dans nos fichiers.</strong></p>'
    label = "Envoyer" if D("generate-button-renamed") else "Générer le code confidentiel"
    content += form(req, "cdc_codes_perdus_generation_form", inner, button(label), button("Annuler", "annuler", "edit-cancel"))
    return lost_page(req, "Regénérer votre code confidentiel", content)


def generate_submit(req, build):
    if req.post.get("op") == "Annuler":
        return cancel(req)
    nom, prenom, ident, mail, question, answer = read(req, "nom", "prenom", "identifiant", "courriel", "question", "reponse")
    if req.flow.get("ident") and not D("identifier-not-filled-in"):
        ident = req.values["identifiant"] = req.flow["ident"]
    required(req, ("nom", "Votre Nom"), ("prenom", "Votre Prénom"), ("identifiant", "Code identifiant"), ("courriel", "Adresse e-mail"), ("question", "Question"), ("reponse", "Réponse"))
    if mail and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", mail):
        req.error("L'adresse électronique <em>%s</em> n'est pas valide." % e(mail), "courriel")
    if question and question not in all_questions():
        req.error("Un choix interdit a été détecté. Veuillez contacter l'administrateur du site.", "question")
    if req.errors:
        return step_generate(req)
    acc = ACCOUNTS.get(ident)
    known = acc and acc["last_name"] == nom and acc["first_name"] == prenom and (acc["role"] == "administrator" or D("simple-user-found-as-administrator"))
    if known and not eligible(acc):
        req.error(not_eligible())
        return step_generate(req)
    loose = acc and not acc["first_login_done"] and eligible(acc)      # only under a defect: nothing recorded to compare with
    if not (known and (acc["email"] == mail or D("mail-sent-to-the-typed-address")) and (acc["question"] == question or loose)
            and (acc["answer"] == answer or D("answer-not-checked") or loose)):
        req.error("Votre demande ne peut pas être traitée en l'état." if V("refusal-wording") else
                  "Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte.", "nom", "prenom", "identifiant", "courriel", "question", "reponse")
        return step_generate(req)
    code = "".join(secrets.choice(ALPHA) for _ in range(5)) + "".join(secrets.choice("23456789") for _ in range(3))
    cert = "".join(secrets.choice(ALPHA if V("letters-only-certification") else ALPHA + "23456789") for _ in range(10))
    try:
        send_mail(mail if D("mail-sent-to-the-typed-address") else acc["email"], code)
    except (OSError, smtplib.SMTPException) as err:
        sys.stderr.write("watchdog: mail error: %s\n" % err)
        req.error("Impossible d'envoyer le courriel. Votre code confidentiel n'a pas été modifié : renouvelez votre demande dans quelques instants.")
        return step_generate(req)
    acc.update(old=acc["code"], code=code, cert=cert, tries=0, locked=None)
    build["used"] = True
    req.set_flow(step="certification", cert=cert, shown=code if D("confidential-code-shown-on-screen") else cert)
    return redirect(req.path)


def step_done(req):
    son = url("son")
    notice = "" if D("important-notice-missing") else (
        '<p class="important"><strong>Important :</strong> Vous devez impérativement noter le code qui s\'affiche dans ce cadre : <strong>il ne s\'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion. '
        'Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>')
    content = """<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
<p>Veillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>%s
<div class="code-certification" id="code-certification">%s</div>
<div class="file file-audio"><audio controls="controls" preload="none"><source src="%s" type="audio/wav" /></audio><p><a href="%s">(Cliquez ici pour entendre la version sonore)</a></p></div>%s""" % (
        notice, e(req.flow["shown"]), son, son, form(req, "cdc_codes_perdus_fin_form", "", button("Terminer")))
    return lost_page(req, "Régénération du code confidentiel", content)


def end_submit(req, build):
    step = build["flow"].get("step")
    req.set_flow()
    if step == "utilisateur":
        return redirect(req.path)
    if D("terminer-leads-nowhere"):
        return redirect(url("espace") + "/fin")
    if step == "certification":
        req.flash("status", "Votre demande est terminée. Connectez-vous avec le code confidentiel reçu par courriel.")
    return redirect(url("connexion"))


def step_user(req):
    content = ("<h2>Vous êtes utilisateur sans être administrateur</h2><p>Vos codes d'accès sont gérés par l'administrateur de votre établissement : lui seul peut vous rappeler votre code identifiant et régénérer votre code confidentiel.</p>"
               "<p>Adressez-lui votre demande en précisant vos nom et prénom.</p>" + form(req, "cdc_codes_perdus_fin_form", "", button("Retour", "annuler")))
    return lost_page(req, "Codes perdus", content)


# --------------------------------------------------------------- courriel
def send_mail(to, code):
    m = EmailMessage()
    m["Subject"] = "Nouveaux codes" if D("mail-subject-changed") else "Régénération de code confidentiel"
    m["From"] = "ne-pas-repondre@caissedesdepots.fr" if D("mail-sender-changed") else "e-servicesinscription@caissedesdepots.fr"
    m["To"] = to
    m["Date"] = formatdate(localtime=True)
    m["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
    m["X-Mailer"] = "Drupal"
    lines = ["Votre nouveau code confidentiel est le suivant :", code, "A bientôt sur notre site", "La Direction des Retraites"]
    cte = "base64" if V("mail-base64") else "quoted-printable"
    m.set_content("\n\n".join(lines) + "\n", cte=cte)
    m.add_alternative('<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8" /></head><body>%s</body></html>\n' % "\n".join(
        ("<p><strong>%s</strong></p>" if t == code else "<p>%s</p>") % e(t) for t in lines), subtype="html", cte=cte)
    host, port = ARGS.smtp.rsplit(":", 1)
    with smtplib.SMTP(host, int(port), timeout=5) as s:
        s.send_message(m)


# --------------------------------------------------------------- version sonore
def tones(code):
    rate, out = 16000, io.BytesIO()
    frames = bytearray()
    for ch in code:
        for freq in (300 + 55 * (ord(ch) % 16), 700 + 90 * (ord(ch) // 16)):
            frames += b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * freq * i / rate))) for i in range(rate // 5))
        frames += b"\0\0" * (rate // 4)
    with wave.open(out, "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(rate)
        w.writeframes(bytes(frames))
    return out.getvalue()


def speak(code):
    if shutil.which("espeak-ng"):
        names = {"Y": "i grec", "W": "double vé"}
        text = ". ".join(names.get(c, c) for c in code) + "."
        fd, path = tempfile.mkstemp(suffix=".wav")
        os.close(fd)
        try:
            subprocess.run(["espeak-ng", "-v", "fr", "-s", "95" if V("slower-voice") else "125", "-g", "12", "-w", path, text],
                           check=True, timeout=10, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            with open(path, "rb") as f:
                data = f.read()
            if data[:4] == b"RIFF" and len(data) > 2000:
                return data
        except (OSError, subprocess.SubprocessError):
            pass
        finally:
            os.unlink(path)
    return tones(code)


def sound(req):
    cert = req.flow.get("cert")
    if not cert or D("sound-not-found"):
        return not_found(req)
    if "wav" not in req.flow:
        req.flow["wav"] = speak(cert[:8] if D("sound-cut-short") else cert)
    return Response(200, req.flow["wav"], "audio/wav", [("Content-Disposition", 'inline; filename="code-de-certification.wav"')])


# --------------------------------------------------------------- aiguillage
SUBMIT = {"cdc_inscription_form": inscription_submit, "cdc_connexion_form": connexion_submit, "cdc_ariane_form": ariane_submit, "cdc_certification_form": certification_submit,
          "cdc_question_form": question_submit, "cdc_codes_perdus_choix_form": choice_submit, "cdc_codes_perdus_recherche_form": search_submit,
          "cdc_codes_perdus_generation_form": generate_submit, "cdc_codes_perdus_fin_form": end_submit}


def submitted(req):
    form_id = req.post.get("form_id", "")
    if form_id == "search_block_form":
        words = req.post.get("search_block_form", "").strip()
        if not words:
            req.flash("error", "Veuillez saisir des mots-clés.")
        return redirect("/recherche/site" + ("/" + quote(words, safe="") if words else ""))
    build = BUILDS.get(req.post.get("form_build_id", ""))
    if not (build and form_id in SUBMIT and build["form_id"] == form_id and build["sid"] == req.sess["sid"] and build["path"] == req.path
            and hmac.compare_digest(req.post.get("form_token", "").encode(), token(req, form_id).encode())):
        req.flash("error", "Le formulaire est devenu périmé. Reprenez votre saisie depuis cette page.")
        return redirect(req.path)
    if build["used"]:
        req.flash("warning", "Ce formulaire a déjà été envoyé.")
        return redirect(req.path)
    if req.path == url("codes-perdus"):
        req.set_flow(**build["flow"])          # the step belongs to the form that was sent (Back button, two windows)
    return SUBMIT[form_id](req, build)


def route(req):
    p = req.path
    if p == "/sites/all/themes/cdc/css/style.css":
        return Response(200, CSS, "text/css; charset=utf-8")
    if p == "/sites/all/themes/cdc/js/site.js":
        return Response(200, JS, "application/javascript; charset=utf-8")
    if p == "/robots.txt":
        return Response(200, "User-agent: *\nDisallow: %s\n" % url("espace"), "text/plain; charset=utf-8")
    if req.method == "POST":
        return submitted(req)
    pages = {"/": home, "/plan-du-site": plan, url("espace"): espace, url("connexion"): connexion, url("codes-perdus"): codes_perdus, url("son"): sound,
             url("inscription"): inscription, url("deconnexion"): deconnexion, url("question-secrete"): question_secrete}
    if p in pages:
        return pages[p](req)
    if p.startswith("/recherche/site"):
        return search_results(req, p[len("/recherche/site"):].lstrip("/"))
    if p.startswith("/page/"):
        return static_page(req, p[6:])
    return not_found(req)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version, sys_version = "Apache/2.4.10 (Debian)", ""
    timeout = 30
    wbufsize = 1 << 16

    def answer(self):
        length = min(int(self.headers.get("Content-Length") or 0), 1 << 20)
        body = self.rfile.read(length) if length else b""
        with LOCK:
            req = Request("POST" if self.command == "POST" else "GET", self.path, self.headers, body)
            sent = self.headers.get("Cookie", "")
            try:
                resp = route(req)
            except Exception:
                import traceback
                traceback.print_exc()
                resp = Response(500, "<!DOCTYPE html><title>Erreur</title><h1>Erreur</h1><p>Le site Web a rencontré une erreur inattendue. Veuillez réessayer plus tard.</p>")
            sid = req.sess["sid"]
        self.send_response(resp.status)
        self.send_header("X-Powered-By", "PHP/5.6.9")
        self.send_header("X-Generator", "Drupal 7 (http://drupal.org)")
        static = resp.ctype.startswith(("text/css", "application/javascript"))
        if not static:
            self.send_header("Expires", "Sun, 19 Nov 1978 05:00:00 GMT")
            self.send_header("Cache-Control", "no-cache, must-revalidate, post-check=0, pre-check=0")
            self.send_header("Content-Language", "fr")
            if sid not in sent:
                self.send_header("Set-Cookie", "%s=%s; path=/; HttpOnly" % (cookie_name(), sid))
        self.send_header("Content-Type", resp.ctype)
        for k, v in resp.headers:
            self.send_header(k, v)
        self.send_header("Content-Length", str(len(resp.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(resp.body)

    do_GET = do_POST = do_HEAD = answer

    def log_message(self, *a):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, address):
        pass


def main():
    global ARGS
    ap = argparse.ArgumentParser()
    ap.add_argument("--port", type=int, required=True)
    ap.add_argument("--smtp", required=True)
    ap.add_argument("--accounts", required=True)
    ap.add_argument("--defect")
    ap.add_argument("--variation")
    ARGS = ap.parse_args()
    here = os.path.dirname(os.path.abspath(__file__))
    for given, name in ((ARGS.defect, "defects.json"), (ARGS.variation, "variations.json")):
        if given and given not in [x["name"] for x in json.load(open(os.path.join(here, name), encoding="utf-8"))]:
            ap.error("unknown name: " + given)
    with open(ARGS.accounts, encoding="utf-8") as f:
        for a in json.load(f):
            a = dict({"contract": "", "question": "", "answer": "", "first_login_done": True, "email_valid": True}, **a)
            a.update(code=a.pop("confidential_code"), old=None, cert=None, tries=0, locked=None)
            ACCOUNTS[a["identifier"]] = a
    signal.signal(signal.SIGTERM, lambda *_: os._exit(0))
    signal.signal(signal.SIGINT, lambda *_: os._exit(0))
    Server(("127.0.0.1", ARGS.port), Handler).serve_forever()


if __name__ == "__main__":
    main()
