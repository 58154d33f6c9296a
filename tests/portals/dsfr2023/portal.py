#!/usr/bin/env python3
"""Espace personnalisé employeur : codes perdus. Style DSFR 2023, standard library only."""
import argparse, hmac, io, json, math, os, re, secrets, signal, smtplib, struct, threading, time, wave
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from html import escape as esc
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

from content import CHECKS, PAGES, QUESTIONS, SPELL

HERE = os.path.dirname(os.path.abspath(__file__))
ap = argparse.ArgumentParser()
ap.add_argument("--port", type=int, required=True)
ap.add_argument("--smtp", required=True)
ap.add_argument("--accounts", required=True)
ap.add_argument("--defect", default="")
ap.add_argument("--variation", default="")
OPT = ap.parse_args()
for kind, chosen in (("defects", OPT.defect), ("variations", OPT.variation)):
    if chosen and chosen not in [x["name"] for x in json.load(open(f"{HERE}/{kind}.json", encoding="utf-8"))]:
        ap.error(f"unknown name in {kind}.json: {chosen}")
D = lambda name: OPT.defect == name
V = lambda name: OPT.variation == name

ACCOUNTS = json.load(open(OPT.accounts, encoding="utf-8"))
for a in ACCOUNTS:
    a.update(certification="", failures=0, blocked=False, old_code="")
QUESTIONS += sorted({a["question"] for a in ACCOUNTS if a.get("question")} - set(QUESTIONS))
SESSIONS, LOCK, TTL, LAST = {}, threading.RLock(), 30 * 60, {}
LETTERS, DIGITS = "ABCDEFGHJKLMNPQRSTUVWXYZ", "23456789"


# ---------------------------------------------------------------- rules
class Go(Exception):
    """A redirect (303)."""


def link(path, **query):
    return path + ("?" + urlencode(query) if query else "")


def may_recover(a):
    return (a["first_login_done"] or D("first-login-ignored")) and (a["email_valid"] or D("bad-address-ignored"))


def search(f, role):
    same = (lambda x, y: x.casefold() == y.casefold()) if D("name-case-ignored") else (lambda x, y: x == y)
    up = str.upper if D("lowercase-bcr-accepted") else str
    for a in ACCOUNTS:
        if a["role"] != role and not D("search-finds-users") or D("user-path-admins-only") and a["role"] != "administrator":
            continue
        if a["siret"] != f["siret"] or f["bcr"] and a["bcr"] != up(f["bcr"]):
            continue
        if f["contrat"] and a["contract"] != up(f["contrat"]) and not D("contract-not-compared"):
            continue
        if same(a["last_name"], f["nom"]) and same(a["first_name"], f["prenom"]) and may_recover(a):
            return a


def check_request(f, role):
    for a in ACCOUNTS:
        if a["identifier"] == f["identifiant"] and a["role"] == role and may_recover(a) \
                and a["last_name"] == f["nom"] and a["first_name"] == f["prenom"] \
                and (a["email"] == f["courriel"] or D("mail-to-typed-address")) \
                and (a["question"] == f["question"] or D("question-not-compared")) and a["answer"] == f["reponse"]:
            return a


def new_codes():
    pick = lambda s, n: [secrets.choice(s) for _ in range(n)]
    confidential = "".join(pick(LETTERS, 5) + pick(DIGITS, 3))
    certification = pick(DIGITS, 10) if V("certification-digits") else pick(LETTERS, 6) + pick(DIGITS, 4)
    secrets.SystemRandom().shuffle(certification)
    return confidential, confidential if D("certification-is-confidential") else "".join(certification)


def send_mail(to, code):
    m = EmailMessage()
    m["From"] = "ne-pas-repondre@espace-employeurs.example" if D("mail-other-sender") else "e-servicesinscription@caissedesdepots.fr"
    m["To"] = to
    m["Subject"] = "Régénération de code confidentiel"
    m["Date"], m["Message-ID"] = formatdate(localtime=True), make_msgid(domain="caissedesdepots.fr")
    lines = ["Votre nouveau code confidentiel est le suivant :", code, "A bientôt sur notre site", "La Direction des Retraites"]
    m.set_content("\n\n".join(lines) + "\n")
    if V("mail-html-alternative"):
        m.add_alternative("<html lang=fr><body>" + "".join(f"<p>{esc(x)}</p>" for x in lines) + "</body></html>", subtype="html")
    host, port = OPT.smtp.rsplit(":", 1)
    with smtplib.SMTP(host, int(port), local_hostname="localhost", timeout=5) as smtp:
        smtp.send_message(m)


def regenerate(a, typed):
    """Mail first: if it cannot leave, nothing has changed."""
    confidential, certification = new_codes()
    send_mail(typed if D("mail-to-typed-address") else a["email"], certification if D("mail-gives-certification") else confidential)
    a["old_code"] = a["confidential_code"]
    a.update(confidential_code=confidential, certification=certification)
    if not D("renewal-keeps-block"):
        a.update(failures=0, blocked=False)
    LAST["certification"] = certification
    return certification


def tones(code):
    """The audio version: every sign of the code is one pair of tones (6 x 6 table)."""
    rate, out = 8000, []
    length, gap = (0.35, 0.25) if V("audio-slow-twice") else (0.2, 0.1)
    for c in code * 2 if V("audio-slow-twice") else code:
        i = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".index(c)
        f1, f2 = 500 + 60 * (i // 6), 1100 + 100 * (i % 6)
        level = 9000
        out += [int(level * (math.sin(2 * math.pi * f1 * t / rate) + math.sin(2 * math.pi * f2 * t / rate))) for t in range(int(rate * length))]
        out += [0] * int(rate * gap)
    buf = io.BytesIO()
    with wave.open(buf, "wb") as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(rate)
        w.writeframes(struct.pack(f"<{len(out)}h", *out))
    return buf.getvalue()


# ---------------------------------------------------------------- mark-up
def page(r, title, body, step=0, crumbs=(), h1=None):
    me = r.s.get("user")
    state = (f'Connecté : {esc(me["first_name"])} {esc(me["last_name"])}' if me else "Non connecté")
    logout = f'<li><form method="post" action="/deconnexion">{r.csrf()}<button class="fr-btn fr-btn--tertiary" type="submit">Se déconnecter</button></form></li>' if me else ""
    head = (f"Étape {step} – " if step else "") + title + " – Espace employeurs"
    if r.flash.get("errors"):
        head = "Erreur – " + head
    trail = "".join(f'<li><a href="{u}">{esc(t)}</a></li>' for u, t in (("/", "Accueil"), *crumbs))
    back = '<p><a class="fr-link" href="/">Retour accueil cdc.retraites</a></p>'
    foot = lambda *keys: "".join(f'<li><a href="/page/{k}">{esc(PAGES[k])}</a></li>' for k in keys)
    return f"""<!DOCTYPE html>
<html lang="fr" data-fr-scheme="light"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{esc(head)}</title><link rel="stylesheet" href="/static/site.css"><script src="/static/site.js" defer></script></head><body>
<nav class="fr-skiplinks" aria-label="Accès rapide"><ul><li><a href="#contenu">Contenu</a></li><li><a href="#pied">Pied de page</a></li></ul></nav>
<header role="banner" class="fr-header"><div class="fr-container"><div class="fr-header__top">
<p class="fr-logo">Caisse des Dépôts<br>Retraites et solidarité</p><p class="fr-header__service-title">Espace personnalisé employeurs</p>
<div class="fr-header__tools"><ul><li>{state}</li>{logout}<li><a href="/" lang="fr" hreflang="fr" aria-current="true">FR<span class="fr-sr-only"> – Français</span></a></li>
<li><a href="/en" lang="en" hreflang="en">EN<span class="fr-sr-only"> – English</span></a></li></ul></div></div></div></header>
<main id="contenu" role="main" class="fr-container"><nav role="navigation" class="fr-breadcrumb" aria-label="vous êtes ici :"><ol>{trail}<li><a aria-current="page">{esc(title)}</a></li></ol></nav>
{back if not r.path == "/" else ""}{stepper(step)}<h1>{esc(h1 or title)}</h1>{alerts(r)}
{body}{f'<p><a href="/page/cgu">Conditions générales d&#39;utilisation</a></p>' if step else ""}</main>
<footer class="fr-footer" role="contentinfo" id="pied"><div class="fr-container"><p>Caisse des Dépôts – Direction des retraites et de la solidarité</p>
<ul>{foot("plan-du-site", "accessibilite", "mentions-legales", "donnees-personnelles", "cookies", "contact")}</ul>
<p>Sauf mention contraire, tous les contenus de ce site sont sous <span lang="la">licence</span> etalab-2.0.</p></div></footer></body></html>"""


STEPS = ["Votre situation", "Votre code identifiant", "Votre demande de code confidentiel", "Votre code de certification"]


def stepper(n):
    if not n:
        return ""
    after = f'<p class="fr-stepper__details"><strong>Étape suivante :</strong> {STEPS[n]}</p>' if n < 4 else ""
    return f"""<div class="fr-stepper"><h2 class="fr-stepper__title"><span class="fr-stepper__state">Étape {n} sur 4</span>{STEPS[n - 1]}</h2>
<div class="fr-stepper__steps" style="--n:{n}" data-fr-current-step="{n}" data-fr-steps="4"></div>{after}</div>"""


def alert(kind, title, body):
    return f'<div class="fr-alert fr-alert--{kind}" role="{"alert" if kind == "error" else "status"}"><h2 class="fr-alert__title">{title}</h2>{body}</div>'


def alerts(r):
    out = alert(*r.flash["alert"]) if r.flash.get("alert") else ""
    if r.flash.get("errors"):
        items = "".join(f'<li><a href="#{k}">{esc(m)}</a></li>' for k, m in r.flash["errors"].items())
        out += f'<div class="fr-alert fr-alert--error" role="alert" id="resume-erreurs" tabindex="-1"><h2 class="fr-alert__title">Le formulaire comporte des erreurs</h2><ul>{items}</ul></div>'
    return out


def wrap(r, name, inner):
    error = r.flash.get("errors", {}).get(name)
    message = f'<p id="{name}-erreur" class="fr-error-text">{esc(error)}</p>' if error else ""
    return f'<div class="fr-input-group{" fr-input-group--error" if error else ""}">{inner}{message}</div>'


def attrs(r, name, required):
    out = ' required aria-required="true"' if required else ""
    if name in r.flash.get("errors", {}):
        out += f' aria-invalid="true" aria-describedby="{name}-erreur"'
    return out


def field(r, name, label, hint="", auto="off", kind="text", required=True, value="", more="", after=""):
    value = r.flash.get("values", {}).get(name, value)
    if kind == "password":
        value = ""
    hint = f'<span class="fr-hint-text">{hint}</span>' if hint else ""
    return wrap(r, name, f"""<label class="fr-label" for="{name}">{label}{hint}</label>
<input class="fr-input" id="{name}" name="{name}" type="{kind}" value="{esc(value)}" autocomplete="{auto}" spellcheck="false"{attrs(r, name, required)}{more}>{after}""")


def radios(r, name, legend, options, hint=""):
    chosen = r.flash.get("values", {}).get(name)
    items = "".join(f'<div class="fr-radio-group fr-radio-rich"><input type="radio" id="{name}{"" if i == 0 else i}" name="{name}" value="{esc(v)}" required{" checked" if v == chosen else ""}>'
                    f'<label class="fr-label" for="{name}{"" if i == 0 else i}">{esc(t)}</label></div>' for i, (v, t) in enumerate(options))
    hint = f'<span class="fr-hint-text">{hint}</span>' if hint else ""
    return wrap(r, name, f'<fieldset class="fr-fieldset" role="radiogroup"><legend class="fr-fieldset__legend">{legend}{hint}</legend>{items}</fieldset>')


def form(r, fields, buttons, action=""):
    return f'<form method="post" action="{esc(action or r.url)}">{r.csrf()}{fields}<div class="fr-btns-group">{buttons}</div></form>'


def button(text, name="", value="", secondary=False):
    extra = f' name="{name}" value="{value}"' if name else ""
    return f'<button class="fr-btn{" fr-btn--secondary" if secondary else ""}" type="submit"{extra}{" formnovalidate" if secondary else ""}>{text}</button>'


CANCEL = button("Annuler", "action", "annuler", secondary=True)
NOTE = '<p class="fr-hint-text">Sauf mention contraire, les champs marqués d\'un astérisque sont à remplir.</p>'
LOST = (("/connexion", "Accès à mon espace"), ("/codes-perdus", "Codes perdus"))


# ---------------------------------------------------------------- public pages
def home(r):
    li = lambda *keys: "".join(f'<li><a href="/page/{k}">{esc(PAGES[k])}</a></li>' for k in keys)
    return page(r, "Employeur", f"""<p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p>
<p><a class="fr-btn" href="/connexion">Accès à mon espace personnalisé</a></p>
<p><button type="button" class="fr-btn fr-btn--tertiary" data-print>Imprimer</button> <button type="button" class="fr-btn fr-btn--tertiary" data-size="-2" aria-label="Réduire le texte">A⁻</button>
<button type="button" class="fr-btn fr-btn--tertiary" data-size="2" aria-label="Agrandir le texte">A⁺</button></p>
<nav aria-label="Changer de profil"><p>Vous êtes <strong aria-current="true">EMPLOYEUR</strong></p><ul>{li("actif", "retraite", "autre-public")}</ul></nav>
<div class="fr-grid"><section><h2>Votre actualité</h2><h3>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</h3>
<p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale. <time datetime="2010-09-23">23/09/2010</time> <a href="/page/iheps">En savoir +<span class="fr-sr-only"> sur l'IHEPS</span></a></p>
<h3>Campagne DAI 2010 : incidence du projet de réforme des retraites</h3><p><a href="/page/dai-2010">En savoir +<span class="fr-sr-only"> sur la campagne DAI 2010</span></a></p>
<form role="search" action="/page/recherche" method="get"><label class="fr-label" for="mot">Rechercher sur le site<span class="fr-hint-text">Tapez un mot-clé</span></label><input class="fr-input" id="mot" name="mot" type="search"><button class="fr-btn" type="submit">Rechercher</button></form></section>
<section><h2>Liens utiles</h2><ul>{li("forum-2010")}</ul><h2>Informations générales</h2><ul>{li("actualites", "direction", "etudes", "presse", "droit-information")}</ul>
<h2>Liste des régimes et fonds</h2><ul>{li("cnracl", "fiphfp", "fspoeie", "ircantec", "rafp", "retraite-des-mines", "saspa", "autres-fonds")}</ul></section></div>""")


def conditions():
    second = "" if D("condition-dropped") else "<li>si l'adresse courriel enregistrée sur votre compte est valide</li>"
    return f"""<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p><ul>
<li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>{second}</ul><p>Si ce n'est pas le cas : demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.</p>"""


def login(r):
    lost = "" if D("lost-codes-link-missing") else '<li><a href="/codes-perdus">Codes perdus *</a></li>'
    li = lambda *keys: "".join(f'<li><a href="/page/{k}">{esc(PAGES[k])}</a></li>' for k in keys)
    show = '<p class="fr-password" hidden><input type="checkbox" id="voir" data-show="code"> <label for="voir">Afficher</label></p>'
    fields = field(r, "identifiant", "Code identifiant", auto="username") + field(r, "code", "Code confidentiel", auto="current-password", kind="password", after=show)
    return page(r, "Accès à mon espace personnalisé", f"""<div class="fr-grid"><section><h2>Je suis déjà inscrit(e)</h2>{form(r, fields, button("Je valide"))}
<ul>{lost}<li><a href="/page/aide-connexion">Aide à la connexion</a></li></ul>
<p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur « Codes perdus ».</p>
<div class="fr-callout">{conditions()}</div><details><summary>Plus d'info ?</summary><ul>{li("je-suis-administrateur", "je-suis-utilisateur")}</ul></details></section>
<section><h2>Je ne suis pas encore inscrit(e)</h2><p><a class="fr-btn fr-btn--secondary" href="/page/inscription">Je m'inscris</a></p>
<details><summary>Plus d'info ?</summary><ul>{li("presentation", "demonstration", "inscription-administrateur", "inscription-utilisateur")}<li><a href="/page/cgu">Conditions générales d'utilisation (CGU)</a></li></ul></details>
<h2>Poser votre question</h2><p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p>
<form action="/page/ariane" method="get"><label class="fr-label" for="ariane">Votre question</label><input class="fr-input" id="ariane" name="q" autocomplete="off"><button class="fr-btn fr-btn--secondary" type="submit">Demander</button></form></section></div>""")


RENEW = ("error", "Code confidentiel à renouveler", '<p>Vous avez fait 3 essais infructueux de saisie du code de certification : vous devez renouveler votre code confidentiel. <a href="/codes-perdus">Récupérer mes codes</a></p>')


def login_post(r):
    f, errors = r.f, {}
    if not f["identifiant"]:
        errors["identifiant"] = "Saisissez votre code identifiant"
    if not f["code"]:
        errors["code"] = "Saisissez votre code confidentiel"
    if errors:
        r.back(errors=errors)
    a = next((a for a in ACCOUNTS if a["identifier"] == f["identifiant"]), None)
    good = a and (hmac.compare_digest(a["confidential_code"].encode(), f["code"].encode()) or D("old-code-still-opens") and f["code"] == a["old_code"])
    if not good:
        r.back(alert=("error", "Connexion impossible", "<p>Le code identifiant ou le code confidentiel est incorrect.</p>"))
    if a["blocked"]:
        r.back(alert=RENEW)
    if D("tries-reset-at-login"):
        a["failures"] = 0
    if a["certification"] and not D("certification-not-asked"):
        r.s["pre"] = a
        raise Go("/connexion/certification")
    open_space(r, a)


def open_space(r, a):
    r.renew_session()
    r.s["user"] = a
    raise Go("/espace")


def certify(r):
    if "pre" not in r.s:
        raise Go("/connexion")
    return page(r, "Code de certification", "<p>Votre code confidentiel a été régénéré. Pour cette connexion, saisissez aussi le code de certification que vous avez noté.</p>"
                + NOTE + form(r, field(r, "certification", "Code de certification *", "10 caractères, affichés à la fin de votre demande", "one-time-code", more=' autocapitalize="characters"'),
                              button("Je valide") + '<a class="fr-btn fr-btn--secondary" href="/connexion">Annuler</a>'), crumbs=LOST[:1])


def certify_post(r):
    a = r.s.get("pre")
    if not a or not a["certification"]:
        raise Go("/connexion")
    given = r.f["certification"]
    if not given:
        r.back(errors={"certification": "Saisissez votre code de certification"})
    expected = LAST["certification"] if D("certification-of-last-request") else a["certification"]
    if not a["blocked"] and given == expected:
        a["failures"] = 0
        a["certification"] = ""
        open_space(r, a)
    a["failures"] += 1
    left = (5 if D("five-tries") else 3) - a["failures"]
    if left <= 0:
        a["blocked"] = not D("block-only-said")
        if D("block-only-said"):
            a["failures"] = 0
        r.s.pop("pre", None)
        r.back("/connexion", alert=RENEW)
    message = f"Code de certification incorrect. Il vous reste {left} essai{'s' if left > 1 else ''}."
    if V("failure-told-at-login"):
        r.s.pop("pre", None)
        r.back("/connexion", alert=("error", "Connexion impossible", f"<p>{message}</p>"))
    r.back(errors={"certification": message})


def space(r):
    a = r.s.get("user")
    if not a:
        raise Go("/connexion")
    role = "administrateur" if a["role"] == "administrator" else "utilisateur"
    return page(r, "Mon espace personnalisé", f"""<p>Bienvenue {esc(a["first_name"])} {esc(a["last_name"])}, vous êtes connecté(e) en tant qu'{role}.</p>
<dl><dt>Code identifiant</dt><dd>{esc(a["identifier"])}</dd><dt>Établissement (SIRET)</dt><dd>{esc(a["siret"])}</dd></dl>""")


def logout(r):
    r.renew_session(clear=True)
    raise Go("/connexion")


# ---------------------------------------------------------------- lost codes
def step1(r):
    one, two = link("/codes-perdus/regeneration", profil="administrateur", perte="confidentiel"), link("/codes-perdus/recherche", profil="administrateur", perte="identifiant")
    if D("choices-swapped"):
        one, two = two, one
    go = lambda u, about: f'<a href="{esc(u)}">cliquez ici<span class="fr-sr-only"> ({about})</span></a>'
    three = f'<li>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : {go(link("/codes-perdus/recherche", profil="administrateur", perte="les-deux"), "administrateur, les deux codes")}</li>'
    return page(r, "Codes perdus", f"""<p class="fr-text--lead">Vous avez perdu votre code confidentiel ou votre code identifiant</p>
<p>En fonction de votre situation, cliquez sur l'un des choix.</p><h2>Vous êtes administrateur</h2><ul>
<li>Vous avez perdu votre <strong>code confidentiel</strong> : {go(one, "administrateur, code confidentiel")}</li>
<li>Vous avez perdu votre <strong>code identifiant</strong> : {go(two, "administrateur, code identifiant")}</li>{three}</ul>
<h2>Vous êtes utilisateur sans être administrateur</h2><ul><li>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : {go("/codes-perdus/utilisateur", "utilisateur")}</li></ul>
<p><a class="fr-btn fr-btn--secondary" href="/connexion">Annuler</a></p>""", 1, LOST[:1])


def user_choice(r):
    fields = radios(r, "perte", "Quels codes avez-vous perdus ? *", [("identifiant", "Mon code identifiant"), ("confidentiel", "Mon code confidentiel"), ("les-deux", "Mon code identifiant et mon code confidentiel")])
    return page(r, "Vous êtes utilisateur", NOTE + form(r, fields, button("Continuer") + CANCEL) + "<p>* Champs obligatoires</p>", 1, LOST)


def user_choice_post(r):
    if r.f["action"] == "annuler":
        raise Go("/codes-perdus")
    if r.f["perte"] not in ("identifiant", "confidentiel", "les-deux"):
        r.back(errors={"perte": "Choisissez les codes que vous avez perdus"})
    raise Go(link("/codes-perdus/" + ("regeneration" if r.f["perte"] == "confidentiel" else "recherche"), profil="utilisateur", perte=r.f["perte"]))


def find(r):
    hint = "En majuscules, par exemple 01ABC111. Attribué par la direction des retraites et de la solidarité, il figure sur nos courriers et courriels."
    bcr = field(r, "bcr", "Numéro BCR **", hint, required=False, more=' autocapitalize="characters" maxlength="20"')
    contract = field(r, "contrat", "Numéro de contrat **", "En majuscules", required=False, more=' autocapitalize="characters" maxlength="20"')
    numbers = contract + bcr if V("contract-first") else bcr + contract
    fields = f"""<fieldset class="fr-fieldset"><legend class="fr-fieldset__legend">Votre établissement</legend>
{field(r, "siret", "Numéro SIRET *", "14 chiffres, par exemple 12345678912345", more=' inputmode="numeric"')}{numbers}
<p><a href="/page/numeros" data-dialog="ou-trouver">Où trouver ces numéros ?</a></p></fieldset>
<fieldset class="fr-fieldset"><legend class="fr-fieldset__legend">Coordonnées professionnelles</legend>{field(r, "nom", "Votre Nom *", "Tel que saisi lors de l'inscription", "family-name")}{field(r, "prenom", "Prénom *", "Tel que saisi lors de l'inscription", "given-name")}</fieldset>
<p>* Champs obligatoires<br>** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>"""
    checks = "" if D("checks-missing") else f"<div class='fr-callout'><p>Si votre requête n'aboutit pas, vérifiez que :</p>{CHECKS.format(r.q['profil'])}</div>"
    dialog = f"""<dialog id="ou-trouver" aria-labelledby="ou-titre"><form method="dialog"><button type="submit" class="fr-btn fr-btn--tertiary">Fermer</button></form><h2 id="ou-titre">Où trouver ces numéros ?</h2>
<p>Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification. Vous le retrouvez sur les courriers et courriels.</p></dialog>"""
    return page(r, "Recherche de votre code identifiant", "<p>Complétez les champs obligatoires * puis cliquez sur « Rechercher ».</p>" + NOTE + form(r, fields, button("Rechercher") + CANCEL) + checks + dialog, 2, LOST)


def find_post(r):
    f, errors = r.f, {}
    if f["action"] == "annuler":
        r.s.pop("found", None)
        raise Go("/codes-perdus")
    f["siret"] = re.sub(r"\s", "", f["siret"])
    if not f["siret"]:
        errors["siret"] = "Saisissez le numéro SIRET"
    elif not re.fullmatch(r"\d{14}", f["siret"]):
        errors["siret"] = "Le numéro SIRET comporte 14 chiffres"
    if D("both-numbers-required") and not (f["bcr"] and f["contrat"]):
        errors["bcr" if not f["bcr"] else "contrat"] = "Complétez le numéro BCR et le numéro de contrat"
    elif not f["bcr"] and not f["contrat"] and not D("no-number-accepted"):
        errors["bcr"] = "Complétez au moins l'un de ces deux champs : numéro BCR ou numéro de contrat"
    for k, t in (("bcr", "BCR"), ("contrat", "de contrat")):
        if f[k] != f[k].upper() and not D("lowercase-bcr-accepted"):
            errors[k] = f"Saisissez le numéro {t} en majuscules"
    for k, t in (("nom", "votre nom"), ("prenom", "votre prénom")):
        if not f[k]:
            errors[k] = f"Saisissez {t}"
    if errors:
        r.back(errors=errors)
    a = search(f, r.role())
    if not a:
        r.back(alert=("error", "Votre requête n'a pas abouti", "<p>Aucun compte dont les codes peuvent être récupérés ici ne correspond à votre saisie.</p>"
                      + ("" if D("checks-missing") else "<p>Vérifiez que :</p>" + CHECKS.format(r.q["profil"])) + conditions().replace("(*) ", "")))
    r.s["found"] = a
    raise Go(link("/codes-perdus/" + ("identifiant" if r.q["perte"] == "identifiant" else "regeneration"), **r.q))


def found(r):
    a = r.s.get("found")
    if not a:
        raise Go("/codes-perdus")
    again = link("/codes-perdus/regeneration", profil=r.q["profil"], perte="les-deux")
    return page(r, "Votre code identifiant", alert("success", "Votre code identifiant a été retrouvé", f'<p>Votre code identifiant est : <strong id="mon-identifiant">{esc(a["identifier"])}</strong></p>')
                + f"""<p class="fr-btns-group"><a class="fr-btn" href="/connexion">Se connecter</a> <a class="fr-btn fr-btn--secondary" href="{esc(again)}">Régénérer aussi mon code confidentiel</a></p>""", 2, LOST)


def request_code(r):
    a = r.s.get("found") if r.q["perte"] != "confidentiel" else None
    if not a and r.q["perte"] != "confidentiel":
        raise Go(link("/codes-perdus/recherche", **r.q))
    known = a["identifier"] if a and not D("identifier-not-filled") else ""
    lock = " readonly" if known and not V("identifier-editable") else ""
    names = (a["last_name"], a["first_name"]) if a and V("names-filled") else ("", "")
    ask = "Sélectionnez la question que vous avez choisie lors de votre inscription"
    if V("questions-as-radios"):
        question = radios(r, "question", "Question *", [(x, x) for x in QUESTIONS], ask)
    else:
        chosen = r.flash.get("values", {}).get("question")
        options = "".join(f'<option value="{esc(x)}"{" selected" if x == chosen else ""}>{esc(x)}</option>' for x in QUESTIONS)
        question = wrap(r, "question", f"""<label class="fr-label" for="question">Question *<span class="fr-hint-text">{ask}</span></label>
<select class="fr-select" id="question" name="question"{attrs(r, "question", True)}><option value="">Sélectionner une question</option>{options}</select>""")
    star = "" if D("answer-unmarked") else " *"
    fields = (field(r, "nom", "Votre Nom *", auto="family-name", value=names[0]) + field(r, "prenom", "Votre Prénom *", auto="given-name", value=names[1])
              + field(r, "identifiant", "Code identifiant *", "Votre identifiant est renseigné automatiquement" if known else "", "username", value=known, more=lock)
              + field(r, "courriel", "Adresse e-mail *", "Doit être identique à celle qui est mentionnée sur votre compte. Vous y recevrez votre nouveau code confidentiel.", "email", "email")
              + question + field(r, "reponse", "Réponse" + star, required=not D("answer-unmarked")) + "<p>* Champs obligatoires</p>")
    return page(r, "Regénérer votre code confidentiel", f"""<p>Saisissez toutes les rubriques du formulaire puis cliquez sur « Générer le code confidentiel », <strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>{NOTE}
{form(r, fields, button("Générer le code confidentiel") + CANCEL)}""", 3, LOST)


def request_code_post(r):
    f = r.f
    if f["action"] == "annuler" and not D("cancel-generates"):
        r.s.pop("found", None)
        raise Go("/codes-perdus")
    words = {"nom": "votre nom", "prenom": "votre prénom", "identifiant": "votre code identifiant", "courriel": "votre adresse e-mail", "question": "la question choisie", "reponse": "votre réponse"}
    errors = {k: ("Sélectionnez " if k == "question" else "Saisissez ") + t for k, t in words.items() if not f[k]}
    if f["courriel"] and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", f["courriel"]):
        errors["courriel"] = "Saisissez une adresse e-mail au format nom@domaine.fr"
    if D("answer-unmarked"):
        errors.pop("reponse", None)
    if errors:
        r.back(errors=errors)
    a = check_request(f, r.role())
    if not a:
        r.back(alert=("error", "Votre demande n'a pas abouti", "<p>Les informations saisies ne correspondent pas à un compte dont les codes peuvent être récupérés ici. Vérifiez votre saisie, majuscules et minuscules comprises.</p>" + conditions().replace("(*) ", "")))
    try:
        code = regenerate(a, f["courriel"])
    except (OSError, smtplib.SMTPException):
        r.back(alert=("error", "Le courriel n'a pas pu être envoyé", "<p>Votre code confidentiel n'a pas changé. Renouvelez votre demande dans quelques minutes.</p>"))
    r.s.pop("found", None)
    r.s["shown"] = code
    r.s.setdefault("first_sound", code)
    raise Go("/codes-perdus/certification")


def step4(r):
    code = r.s.get("shown")
    if not code:
        raise Go("/codes-perdus")
    spelled = ", ".join(f"{c} comme {SPELL[c]}" if c in SPELL else c for c in code)
    sound = "/codes-perdus/certification.wav"
    verb = "Veuillez" if V("veuillez") else "Veillez"
    not_it = "" if D("warning-shortened") else "<strong>il ne s'agit pas de votre code confidentiel</strong>, "
    audio = f"""<p><a href="{sound}" type="audio/wav">(Cliquez ici pour entendre la version sonore)</a></p>
<audio controls preload="none" src="{sound}" aria-label="Version sonore du code de certification"></audio><details><summary>Transcription</summary><p>{spelled}</p></details>"""
    return page(r, "Régénération du code confidentiel", f"""<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>
<p>{verb} noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
<p class="code-cadre" id="code-certification">{code}</p><p><button type="button" class="fr-btn fr-btn--tertiary" data-copy="code-certification" hidden>Copier le code</button> <span id="copie-etat" role="status"></span></p>{audio}
<div class="fr-alert fr-alert--warning"><h2 class="fr-alert__title">Important</h2><p>Vous devez impérativement noter le code qui s'affiche dans ce cadre : {not_it}il vous sera demandé lors de votre prochaine connexion.
Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p></div>{form(r, "", button("Terminer"))}""", 4, LOST)


def step4_post(r):
    r.s.pop("shown", None)
    if V("finish-to-home"):
        raise Go("/")
    r.back("/connexion", alert=("success", "Votre demande est terminée", "<p>Connectez-vous dès que vous aurez reçu votre nouveau code confidentiel.</p>"))


def sound(r):
    code = r.s.get("shown")
    if not code:
        raise Go("/codes-perdus")
    return tones(r.s["first_sound"] if D("audio-stale") else code)


ROUTES = {"/": (home, None), "/connexion": (login, login_post), "/connexion/certification": (certify, certify_post), "/espace": (space, None), "/deconnexion": (None, logout),
          "/codes-perdus": (step1, None), "/codes-perdus/utilisateur": (user_choice, user_choice_post), "/codes-perdus/recherche": (find, find_post), "/codes-perdus/identifiant": (found, None),
          "/codes-perdus/regeneration": (request_code, request_code_post), "/codes-perdus/certification": (step4, step4_post), "/codes-perdus/certification.wav": (sound, None)}


# ---------------------------------------------------------------- server
class Fields(dict):
    def __missing__(self, key):
        return ""


class Handler(BaseHTTPRequestHandler):
    protocol_version, server_version, sys_version = "HTTP/1.1", "portail", ""
    cookie = None

    def log_message(self, *args):
        pass

    def answer(self, status, body, kind="text/html; charset=utf-8", **headers):
        data = body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for k, v in {"Content-Type": kind, "Content-Length": str(len(data)), "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "same-origin",
                     "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'", **headers}.items():
            self.send_header(k, v)
        if self.cookie:
            self.send_header("Set-Cookie", f"session={self.cookie}; Path=/; HttpOnly; SameSite=Lax")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def csrf(self):
        return f'<input type="hidden" name="jeton" value="{self.s["csrf"]}">'

    def role(self):
        return "user" if self.q["profil"] == "utilisateur" else "administrator"

    def back(self, path=None, **flash):
        """Post-redirect-get: what is to be said waits in the session for the next page."""
        keep = {k: v for k, v in self.f.items() if k not in ("jeton", "code", "reponse", "certification")}
        self.s["flash"] = {"for": path or self.path, "values": keep, **flash}
        raise Go(path or self.url)

    def renew_session(self, clear=False):
        SESSIONS.pop(self.sid, None)
        self.sid = self.cookie = secrets.token_urlsafe(24)
        self.s = SESSIONS[self.sid] = {"csrf": secrets.token_urlsafe(24), "at": time.time()}

    def open_session(self):
        self.cookie, now = None, time.time()
        jar = SimpleCookie(self.headers.get("Cookie", ""))
        self.sid = jar["session"].value if "session" in jar else ""
        self.s = SESSIONS.get(self.sid)
        if not self.s or now - self.s["at"] > TTL:
            self.renew_session()
        self.s["at"] = now

    def handle_all(self):
        raw = self.rfile.read(int(self.headers.get("Content-Length") or 0)) if self.command == "POST" else b""
        parts = urlsplit(self.path)
        self.path, q = parts.path, parse_qs(parts.query)
        one = lambda name, allowed: q.get(name, [""])[0] if q.get(name, [""])[0] in allowed else allowed[0]
        self.q = {"profil": one("profil", ("administrateur", "utilisateur")), "perte": one("perte", ("les-deux", "confidentiel", "identifiant"))}
        self.url = link(self.path, **self.q) if self.path in ("/codes-perdus/recherche", "/codes-perdus/regeneration") else self.path
        self.f = Fields((k, v[0].strip()) for k, v in parse_qs(raw.decode("utf-8", "replace"), keep_blank_values=True).items())
        if self.path in ("/static/site.css", "/static/site.js"):
            with open(HERE + self.path, "rb") as fh:
                return self.answer(200, fh.read(), "text/css" if self.path.endswith("css") else "text/javascript")
        with LOCK:
            self.open_session()
            self.flash = self.s.pop("flash") if self.command == "GET" and self.s.get("flash", {}).get("for") == self.path else {}
            try:
                if self.path.startswith("/page/") and self.path[6:] in PAGES:
                    return self.answer(200, page(self, PAGES[self.path[6:]], "<p>Cette rubrique est rédigée par la Direction des retraites. Pour toute question, adressez-vous à votre correspondant.</p>"))
                if self.path == "/en":
                    return self.answer(200, page(self, "English", '<div lang="en"><p>This service is available in French only.</p></div><p><a href="/">Accueil</a></p>'))
                view = ROUTES.get(self.path, (None, None))[self.command == "POST"]
                if not view:
                    return self.answer(404, page(self, "Page non trouvée", "<p>Erreur 404. La page que vous cherchez est introuvable.</p>"))
                if self.command == "POST" and not hmac.compare_digest(self.f["jeton"].encode(), self.s["csrf"].encode()):
                    return self.answer(403, page(self, "Votre session a expiré", alert("error", "Votre session a expiré", '<p>Pour votre sécurité, recommencez votre démarche depuis la <a href="/connexion">page de connexion</a>.</p>')))
                body = view(self)
                self.answer(200, body, "audio/wav" if isinstance(body, bytes) else "text/html; charset=utf-8")
            except Go as go:
                self.answer(303, "", Location=str(go))

    do_GET = do_HEAD = do_POST = handle_all


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def server_bind(self):  # no name look-up
        self.socket.setsockopt(__import__("socket").SOL_SOCKET, __import__("socket").SO_REUSEADDR, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = self.server_address


signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
Server(("127.0.0.1", OPT.port), Handler).serve_forever()
