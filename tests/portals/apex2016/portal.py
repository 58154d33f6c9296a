#!/usr/bin/env python3
"""Espace personnalisé employeur : application 110 à la manière d'Oracle APEX 5 (thème universel), bibliothèque standard seule."""
import argparse, html, json, math, os, secrets, shutil, signal, smtplib, struct, subprocess, sys, tempfile, threading, wave
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, quote, unquote, urlsplit

HERE = os.path.dirname(os.path.abspath(__file__))
APP, BASE, COOKIE = "110", "/ords/", "ORA_WWV_APP_110"
OWN_QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quel est le prénom de votre meilleur ami d'enfance ?",
                 "Dans quelle ville êtes-vous né(e) ?", "Quel était le nom de votre premier animal ?",
                 "Quel est votre plat préféré ?", "Quelle était la marque de votre première voiture ?"]
ALNUM = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
DEFECT = VARIATION = ""
LOCK = threading.RLock()
SESSIONS, ACCOUNTS, QUESTIONS, SHARED = {}, {}, [], {}
SMTP = ("127.0.0.1", 25)
h = html.escape


def bug(name): return DEFECT == name
def var(name): return VARIATION == name


# ---------------------------------------------------------------- comptes, règles
class Account:
    def __init__(self, d):
        self.__dict__.update(d)
        self.cert = None            # code de certification attendu à la prochaine connexion
        self.tries = 0
        self.locked = False         # trois essais infructueux : le code confidentiel est à renouveler
        self.generation = 0
        self.provisional = False
        self.old_codes = []

    @property
    def admin(self): return self.role == "administrator"
    @property
    def recoverable(self):
        return (self.first_login_done or bug("never_connected_accepted")) and (self.email_valid or bug("bad_email_accepted"))


def same(a, b): return a.casefold() == b.casefold() if bug("name_case_ignored") else a == b


def search_accounts(siret, bcr, contract, last, first):
    def number(given, stored):
        if not given: return True
        if bug("lowercase_bcr_accepted"): given = given.upper()
        return bool(stored) and given == stored
    found = []
    for a in ACCOUNTS.values():
        if a.siret != siret or not same(a.last_name, last) or not same(a.first_name, first): continue
        if not a.admin and not bug("user_search_accepted"): continue
        if not number(bcr, a.bcr): continue
        if not number(contract, a.contract): continue
        found.append(a)
    return found


def new_password():
    return "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(5)) + "".join(secrets.choice("23456789") for _ in range(3))


def regenerate(a):
    code = new_password()
    while code == a.confidential_code: code = new_password()
    cert = "".join(secrets.choice("0123456789" if var("digits_certification") else ALNUM) for _ in range(10))
    if bug("certification_is_the_code"): cert = code
    a.old_codes.append(a.confidential_code)
    a.confidential_code, a.cert, a.provisional = code, cert, True
    a.generation += 1
    if not bug("renewal_stays_locked"): a.tries, a.locked = 0, False
    send_code(a, code, cert)
    return cert


def send_code(a, code, cert):
    if bug("mail_carries_certification"): code = cert
    to = a.email
    if bug("mail_to_colleague"):
        to = next((b.email for b in ACCOUNTS.values() if b.siret == a.siret and b is not a), "direction.retraites@caissedesdepots.example")
    m = EmailMessage()
    m["From"] = "ne-pas-repondre@caissedesdepots.fr" if bug("mail_sender") else "e-servicesinscription@caissedesdepots.fr"
    m["To"] = to
    m["Subject"] = "Régénération de code confidentiel"
    m["Date"] = formatdate(localtime=True)
    m["Message-ID"] = make_msgid(domain="caissedesdepots.fr")
    lines = ["Votre nouveau code confidentiel est le suivant :", code, "A bientôt sur notre site", "La Direction des Retraites"]
    m.set_content("\n\n".join(lines) + "\n")
    if var("mail_multipart"):
        m.add_alternative("<html><body>" + "".join(f"<p>{h(x)}</p>" for x in lines) + "</body></html>", subtype="html")
    try:
        with smtplib.SMTP(*SMTP, timeout=5) as s: s.send_message(m)
    except OSError as e:
        print("courriel non parti :", e, file=sys.stderr, flush=True)


# ---------------------------------------------------------------- son
def spoken(code):
    """Le code épelé, en WAV : espeak-ng, ou une suite de tons si la voix manque."""
    fd, path = tempfile.mkstemp(suffix=".wav"); os.close(fd)
    try:
        if shutil.which("espeak-ng"):
            subprocess.run(["espeak-ng", "-v", "fr", "-s", "110", "-g", "25", "-w", path, ", ".join(code) + "."], check=True, timeout=20)
        else:
            with wave.open(path, "wb") as w:
                w.setnchannels(1); w.setsampwidth(2); w.setframerate(8000)
                for c in code:
                    f = 300 + 40 * (ALNUM + "01IO").index(c)
                    w.writeframes(b"".join(struct.pack("<h", int(9000 * math.sin(2 * math.pi * f * i / 8000)) if i < 2400 else 0) for i in range(3200)))
        with open(path, "rb") as f: return f.read()
    finally:
        os.unlink(path)


# ---------------------------------------------------------------- session
class Session:
    def __init__(self):
        self.id = str(secrets.randbelow(9 * 10**13) + 10**13)
        self.token = "ORA_WWV-" + secrets.token_hex(12)
        self.items, self.user, self.pending, self.shown = {}, None, None, None
        self.success = self.error = ""

    def get(self, name): return self.items.get(name, "")
    @property
    def account(self): return ACCOUNTS.get(self.user)
    @property
    def found(self): return SHARED.get("found") if bug("ident_shared_between_sessions") else self.items.get("G_IDENT")
    def set_found(self, ident):
        self.items["G_IDENT"] = ident
        SHARED["found"] = ident


PAGES = {"1": ("Accueil", ["P1_RECHERCHE"]), "101": ("Accès à mon espace personnalisé", ["P101_USERNAME", "P101_QUESTION"]),
         "2": ("Codes perdus", []), "3": ("Recherche de votre code identifiant", ["P3_SIRET", "P3_BCR", "P3_CONTRAT", "P3_NOM", "P3_PRENOM", "P3_PERDU"]),
         "4": ("Votre code identifiant", []),
         "5": ("Regénérer votre code confidentiel", ["P5_NOM", "P5_PRENOM", "P5_IDENTIFIANT", "P5_EMAIL", "P5_QUESTION", "P5_REPONSE", "P5_MODE"]),
         "6": ("Régénération du code confidentiel", []), "7": ("Vous êtes utilisateur", []), "10": ("Mon espace personnalisé", []),
         "11": ("Code de certification", []), "20": ("Liste des questions", ["P20_ITEM"]), "30": ("Informations", ["P30_SUJET"]),
         "31": ("Conditions générales d'utilisation", [])}
FROM_URL = {"P3_PERDU": ("IDENT", "LES2"), "P5_MODE": ("CONF", "AUTO"), "P20_ITEM": ("P5_QUESTION",), "P30_SUJET": None}
SECRET = {"P101_PASSWORD", "P101_CERTIF", "P11_CERTIF"}
TOPICS = {"AIDE": ("Aide à la connexion", "Saisissez votre code identifiant et votre code confidentiel, puis cliquez sur « Je valide ». Si vous avez perdu un code, cliquez sur « Codes perdus »."),
          "ADMIN": ("Je suis administrateur", "L'administrateur gère les accès de son établissement et des utilisateurs."),
          "UTIL": ("Je suis utilisateur", "L'utilisateur reçoit ses codes de l'administrateur de son établissement."),
          "INSCR": ("Je m'inscris", "L'inscription se fait avec le numéro SIRET de l'établissement et le numéro BCR ou le numéro de contrat."),
          "PRES": ("Présentation de l'espace personnalisé", "L'espace personnalisé réunit les services en ligne des régimes gérés par la Caisse des Dépôts."),
          "VIDEO": ("Démonstration vidéo de l'inscription", "La démonstration est en cours de mise à jour."),
          "INSADM": ("Inscription d'un administrateur", "Le premier inscrit de l'établissement en devient administrateur."),
          "INSUTI": ("Inscription d'un utilisateur", "L'administrateur inscrit les utilisateurs de son établissement."),
          "ACTIF": ("Actif", "Les pages de l'actif."), "RETRAITE": ("Retraité", "Les pages du retraité."), "AUTRE": ("Autre public", "Les pages des autres publics."),
          "IHEPS": ("La Caisse des Dépôts partenaire de l'IHEPS", "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale."),
          "DAI": ("Campagne DAI 2010", "Incidence du projet de réforme des retraites sur la campagne du droit à l'information."),
          "FORUM": ("Forum Retraite 2010", "Les actes et les vidéos en ligne."), "INFO": ("Informations générales", "Les informations de la Direction des retraites."),
          "REGIME": ("Liste des régimes et fonds", "La Direction des retraites gère plusieurs régimes et fonds.")}
QUESTION_NOTE = ("demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel")


class Error(Exception):
    """Des erreurs de validation : (item ou None, texte)."""
    def __init__(self, *pairs): self.pairs = pairs


def url(s, page, request="", clear="", items="", values=""):
    return "f?p=" + ":".join([APP, page, s.id, request, "NO", clear, items, quote(values)])


# ---------------------------------------------------------------- briques du thème universel
def mark(text): return f'<span class="t-Form-required" data-mark="{text}"></span>' if var("css_marks") else f'<span class="t-Form-required">{text}</span>'


def label(name, text, req):
    star = f" {mark(req)}" if req else ""
    hidden = '<span class="u-VisuallyHidden"> (Valeur requise)</span>' if req == "*" else ""
    return f'<label for="{name}" id="{name}_LABEL" class="t-Form-label">{text}{star} :{hidden}</label>'


def field(s, name, errors, req="", kind="text", attrs="", note=""):
    err = [t for n, t in errors if n == name]
    desc = " ".join(([name + "_inline_help"] if note else []) + ([name + "_error"] if err else []))
    value = "" if name in SECRET else s.get(name)
    common = (f'id="{name}" class="{"text_field" if kind == "text" else kind}{" apex-page-item-error" if err else ""}"'
              + (' required aria-required="true"' if req == "*" else "") + (' aria-invalid="true"' if err else "")
              + (f' aria-describedby="{desc}"' if desc else "") + (" " + attrs if attrs else ""))
    if kind == "lov":
        body = lov_field(s, name, common, value)
    else:
        body = f'<input type="{kind}" name="{name}" {common} value="{h(value)}" size="30">'
    if note: body += f'<span class="t-Form-inlineHelp" id="{name}_inline_help">{note}</span>'
    if err: body += f'<span class="t-Form-error" id="{name}_error">{h(err[0])}</span>'
    return body


def lov_field(s, name, common, value):
    rows = lov_rows()
    if var("native_select"):
        opts = '<option value="">- Sélectionnez -</option>' + "".join(
            f'<option value="{k}"{" selected" if k == value else ""}>{h(q)}</option>' for k, q in rows)
        return f'<select name="{name}" {common}>{opts}</select>'
    text = dict(rows).get(value, "")
    target, window = url(s, "20", items="P20_ITEM", values=name, clear="20"), "true" if var("lov_window") else "false"
    return (f'<span class="lov" id="{name}_holder"><input type="hidden" name="{name}" id="{name}_HIDDENVALUE" value="{h(value)}">'
            f'<input type="text" {common} value="{h(text)}" size="50" readonly>'
            f'<button type="button" class="t-Button a-Button--popupLOV" id="{name}_lov_btn" title="Liste des questions" '
            f'onclick="return apex.lov.open(\'{name}\', \'{target}\', \'Question\', {window})">'
            f'<span class="u-VisuallyHidden">Liste des valeurs : Question</span><span aria-hidden="true">&#9650;</span></button></span>')


def lov_rows():
    rows = [(str(i + 1), q) for i, q in enumerate(QUESTIONS)]
    if bug("chosen_questions_missing"): rows = [r for r in rows if r[1] not in {a.question for a in ACCOUNTS.values()}]
    return rows


def row(layout, lab, inp):
    if layout == "table": return f'<tr><td class="t-Form-labelContainer-td">{lab}</td><td>{inp}</td></tr>'
    return f'<div class="t-Form-fieldContainer rel-col"><div class="t-Form-labelContainer col">{lab}</div><div class="t-Form-inputContainer col">{inp}</div></div>'


def form_rows(layout, rows):
    inner = "".join(row(layout, *r) for r in rows)
    return f'<table class="formlayout" role="presentation"><tbody>{inner}</tbody></table>' if layout == "table" else f'<div class="container">{inner}</div>'


def button(text, onclick, hot=False, bid=""):
    return (f'<button onclick="{h(onclick)}" class="t-Button{" t-Button--hot" if hot else ""}" type="button"{f" id={chr(34)}{bid}{chr(34)}" if bid else ""}>'
            f'<span class="t-Button-label">{text}</span></button>')


def submit(text, request, hot=True): return button(text, f"apex.submit('{request}');", hot, f"B_{request}")
def go(text, target): return button(text, f"apex.navigation.redirect('{target}');")


_region = [0]
def region(title, body, buttons=""):
    _region[0] += 1
    rid = f"R{_region[0] % 10**6}"
    foot = f'<div class="t-Region-buttons">{buttons}</div>' if buttons else ""
    return (f'<div class="t-Region" id="{rid}" role="region" aria-labelledby="{rid}_heading"><div class="t-Region-header"><h2 class="t-Region-title" id="{rid}_heading">{title}</h2></div>'
            f'<div class="t-Region-body">{body}</div>{foot}</div>')


def links(items): return '<ul class="t-LinksList">' + "".join(f'<li><a href="{u}">{t}</a></li>' for t, u in items) + "</ul>"
def topic(s, key): return url(s, "30", clear="30", items="P30_SUJET", values=key)


def cgu(s): return f'<p class="cgu">» <a href="{url(s, "31")}">Conditions générales d\'utilisation</a></p>'


def hidden_item(s, name): return f'<input type="hidden" name="{name}" id="{name}" value="{h(s.get(name))}">'


def legend(both=False):
    out = f"<p>{mark('*')} Champs obligatoires</p>"
    if both and not bug("one_of_two_legend_gone"): out += f"<p>{mark('**')} Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>"
    return out


def alerts(s, errors):
    out = ""
    if s.success:
        out += (f'<div class="t-Alert t-Alert--success t-Alert--page" id="t_Alert_Success" role="alert"><div class="t-Alert-content"><h2 class="u-VisuallyHidden">Message de réussite</h2>{s.success}</div>'
                '<button class="t-Button t-Button--closeAlert" onclick="apex.message.close(\'t_Alert_Success\');" type="button" title="Fermer la notification"><span aria-hidden="true">×</span></button></div>')
    items = list(errors) + ([(None, s.error)] if s.error else [])
    if items:
        head = "1 erreur s'est produite" if len(items) == 1 else f"{len(items)} erreurs se sont produites"
        lis = "".join(f'<li><a href="#{n}" onclick="return apex.message.goTo(\'{n}\');">{h(t)}</a></li>' if n else f"<li>{t}</li>" for n, t in items)
        out += (f'<div class="t-Alert t-Alert--danger t-Alert--page" id="t_Alert_Notification" role="alert"><div class="t-Alert-content"><h2 class="t-Alert-title">{head}</h2><ul class="htmldbUlErr">{lis}</ul></div>'
                '<button class="t-Button t-Button--closeAlert" onclick="apex.message.close(\'t_Alert_Notification\');" type="button" title="Fermer la notification"><span aria-hidden="true">×</span></button></div>')
    s.success = s.error = ""
    return out


CRUMBS = {"101": ["1"], "2": ["1"], "3": ["1", "2"], "4": ["1", "2", "3"], "5": ["1", "2"], "6": ["1", "2"], "7": ["1", "2"], "10": ["1"], "11": ["1", "101"], "30": ["1"], "31": ["1"]}


def page(s, pid, errors=()):
    title, body = BODIES[pid](s, errors)
    hidden = (f'<input type="hidden" name="p_flow_id" value="{APP}" id="pFlowId"><input type="hidden" name="p_flow_step_id" value="{pid}" id="pFlowStepId">'
              f'<input type="hidden" name="p_instance" value="{s.id}" id="pInstance"><input type="hidden" name="p_page_submission_id" value="{secrets.randbelow(10**15)}" id="pPageSubmissionId">'
              '<input type="hidden" name="p_request" value="" id="pRequest">')
    head = (f'<!DOCTYPE html><html class="no-js page-{pid} app-{APP}" lang="fr"><head><meta charset="utf-8"><title>{h(title)} - Espace personnalisé employeur</title>'
            f'<meta name="viewport" content="width=device-width, initial-scale=1.0"><link rel="stylesheet" href="/i/theme42.css"><script src="/i/apex.js"></script></head>')
    form = f'<form action="wwv_flow.accept" method="post" name="wwv_flow" id="wwvFlowForm" novalidate autocomplete="off">{hidden}'
    if pid == "20":
        return f'{head}<body class="t-Dialog-page"><div class="t-Dialog" role="main">{form}{body}</form></div></body></html>'
    acct = s.account
    if acct: status = f'Connecté : {h(acct.first_name)} {h(acct.last_name)}'
    else: status = "Connecté" if bug("status_connected") and pid in "23456" else "Non connecté"
    home = url(s, "99") if bug("home_link_broken") else url(s, "1")
    out_link = f'<li><a href="{url(s, "10", "LOGOUT")}">Se déconnecter</a></li>' if acct else ""
    entries = [("1", "Accueil"), ("101", "Connexion"), ("2", "Codes perdus")] + ([("10", "Mon espace personnalisé")] if acct else [])
    if bug("lost_link_gone"): entries = [e for e in entries if e[0] != "2"]
    nav = "".join(f'<li class="t-TreeNav-item{" is-current" if p == pid else ""}"><a href="{url(s, p)}"{" aria-current=page" if p == pid else ""}>{t}</a></li>' for p, t in entries)
    crumbs = "".join(f'<li class="t-Breadcrumb-item"><a href="{url(s, p)}">{PAGES[p][0]}</a></li>' for p in CRUMBS.get(pid, []))
    if crumbs: crumbs = f'<nav aria-label="Fil d\'Ariane"><ul class="t-Breadcrumb">{crumbs}<li class="t-Breadcrumb-item is-active">{h(title)}</li></ul></nav>'
    notice = ""
    if var("notice_banner"):
        notice = '<div class="t-Alert t-Alert--info" role="note"><p>Maintenance : les services seront indisponibles dimanche de 6 h à 8 h.</p></div>'
    return (f'{head}<body class="t-PageBody {"topnav" if var("top_nav") else "t-PageBody--leftNav"}"><a href="#main" id="t_Body_skipToContent">Passer au contenu principal</a>{form}'
            f'<header class="t-Header" role="banner"><div class="t-Header-logo">RETRAITES ET SOLIDARITÉ<small>ESPACE PERSONNALISÉ</small></div>'
            f'<ul class="t-NavigationBar"><li class="status">{status}</li>{out_link}<li><a href="{home}">Retour accueil cdc.retraites</a></li></ul></header>'
            f'<div class="t-Body"><div class="t-Body-nav"><nav role="navigation" aria-label="Navigation"><ul class="t-TreeNav">{nav}</ul></nav></div>'
            f'<div class="t-Body-main" id="main" role="main" tabindex="-1">{crumbs}{notice}{alerts(s, errors)}<h1>{h(title)}</h1>{body}</div></div>'
            '<footer class="t-Footer">Caisse des Dépôts – Direction des retraites et de la solidarité</footer></form></body></html>')


# ---------------------------------------------------------------- pages
def p1(s, errors):
    access = f'<a class="t-Button t-Button--hot" href="{url(s, "101")}">Accès à mon espace personnalisé</a>'
    tools = (button("Imprimer", "window.print();") + f'<button class="t-Button" type="button" title="Réduire le texte" onclick="apex.theme.fontSize(-2);">A⁻</button>'
             '<button class="t-Button" type="button" title="Agrandir le texte" onclick="apex.theme.fontSize(2);">A⁺</button>')
    tabs = "".join(f"<li>{x}</li>" for x in ["<strong>EMPLOYEUR</strong>"] + [f'<a href="{topic(s, k)}">{t}</a>' for k, t in (("ACTIF", "ACTIF"), ("RETRAITE", "RETRAITÉ"), ("AUTRE", "AUTRE PUBLIC"))])
    def more(key, what): return f'<a href="{topic(s, key)}">En savoir +<span class="u-VisuallyHidden"> : {what}</span></a>'
    news = ("<h3 id=\"actualite\">La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</h3><p>L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)</p>"
            f"<p>23/09/2010 &gt; {more('IHEPS', 'IHEPS')}</p><h3>Campagne DAI 2010 : incidence du projet de réforme des retraites</h3><p>Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)</p>"
            f"<p>&gt; {more('DAI', 'campagne DAI 2010')}</p>")
    q = s.get("P1_RECHERCHE")
    search = ('<label for="P1_RECHERCHE" class="u-VisuallyHidden">Rechercher sur le site</label>'
              f'<input type="text" id="P1_RECHERCHE" name="P1_RECHERCHE" value="{h(q)}" placeholder="Tapez un mot-clé, une expression"> ' + submit("OK", "RECHERCHER", False))
    if q:
        hits = [(t, topic(s, k)) for k, (t, b) in TOPICS.items() if q.casefold() in (t + b).casefold()]
        search += "<p>Résultats :</p>" + links(hits) if hits else f"<p>Aucun résultat pour « {h(q)} ».</p>"
    info = [(t, topic(s, "INFO")) for t in ("Actualités de la Direction des Retraites", "Présentation de la Direction des retraites", "Études et Documentations", "Espace presse", "Droit à l'information sur la retraite")]
    funds = [(t, topic(s, "REGIME")) for t in ("CNRACL", "FIPHFP", "FSPOEIE", "Ircantec", "RAFP", "Retraite des Mines", "SASPA", "Autres fonds")]
    body = (f'<p>{tools}</p><div class="row"><div class="col"><nav aria-label="Profil">Vous êtes <ul class="t-Tabs">{tabs}</ul></nav><p><a href="{topic(s, "AUTRE")}">Changer de profil</a></p></div></div>'
            + region("Espace personnalisé", f"<p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p><p>{access}</p>")
            + f'<div class="row"><div class="col">{region("Votre actualité", news)}</div><div class="col">{region("RECHERCHER SUR LE SITE", search)}'
            + region("Liens utiles", f"<p>Forum Retraite 2010 : les actes et les vidéos en ligne</p><p>&gt; {more('FORUM', 'Forum Retraite 2010')}</p>") + "</div></div>"
            + f'<div class="row"><div class="col">{region("Informations générales", links(info))}</div><div class="col">{region("Liste des régimes et fonds", links(funds))}</div>'
            + f'<div class="col">{region("Informations Employeur", links([("Votre actualité", "#actualite")]))}</div></div>')
    return "Direction Employeur", body


def p101(s, errors):
    enter = "onkeypress=\"return apex.submit({request:'LOGIN',submitIfEnter:event})\""
    rows = [(label("P101_USERNAME", "Code identifiant", ""), field(s, "P101_USERNAME", errors)),
            (label("P101_PASSWORD", "Code confidentiel", ""), field(s, "P101_PASSWORD", errors, kind="password", attrs=enter))]
    if s.get("P101_ASK"):
        rows.append((label("P101_CERTIF", "Code de certification", ""), field(s, "P101_CERTIF", errors, attrs=enter, note="Le code noté à la fin de la régénération de votre code confidentiel.")))
    login = form_rows("table", rows) + "<p>" + submit("Je valide", "LOGIN") + "</p>"
    lost = [] if bug("lost_link_gone") else [("Codes perdus *", url(s, "2"))]
    login += links(lost + [("Aide à la connexion", topic(s, "AIDE"))])
    login += "<h3>Plus d'info ?</h3>" + links([("Je suis administrateur", topic(s, "ADMIN")), ("Je suis utilisateur", topic(s, "UTIL"))])
    join = go("Je m'inscris", topic(s, "INSCR")) + "<h3>Plus d'info ?</h3>" + links(
        [(TOPICS[k][0], topic(s, k)) for k in ("PRES", "VIDEO", "INSADM", "INSUTI")] + [("Conditions générales d'utilisation (CGU)", url(s, "31"))])
    ask = ("<p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p><label for=\"P101_QUESTION\" class=\"u-VisuallyHidden\">Votre question</label>"
           f'<input type="text" id="P101_QUESTION" name="P101_QUESTION" value="{h(s.get("P101_QUESTION"))}"> ' + submit("Demander", "ARIANE", False))
    conditions = "<li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>"
    if not bug("note_condition_gone"): conditions += "<li>si l'adresse courriel enregistrée sur votre compte est valide</li>"
    note = ("<p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>"
            f"<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p><ul>{conditions}</ul><p>Si ce n'est pas le cas :<br>{QUESTION_NOTE}</p>")
    return PAGES["101"][0], (f'<div class="row"><div class="col">{region("Je suis déjà inscrit(e)", login)}</div><div class="col">{region("Je ne suis pas encore inscrit(e)", join)}'
                             f'{region("Poser votre question", ask)}</div></div>{region("Codes perdus (*)", note)}')


def p2(s, errors):
    conf, ident = url(s, "5", clear="5", items="P5_MODE", values="CONF"), url(s, "3", clear="3", items="P3_PERDU", values="IDENT")
    if bug("choices_swapped"): conf, ident = ident, conf
    both = url(s, "3", clear="3", items="P3_PERDU", values="LES2")
    def choice(what, target): return f'<li>Vous avez perdu votre {what} : <a href="{target}">cliquez ici</a></li>'
    body = "<p>En fonction de votre situation, cliquez sur l'un des choix</p>" + region("Vous êtes administrateur", "<ul>"
        + choice("<strong>code confidentiel</strong>", conf) + choice("<strong>code identifiant</strong>", ident)
        + choice("<strong>code identifiant et votre code confidentiel</strong>", both) + "</ul>")
    if not bug("user_choice_gone"):
        body += region("Vous êtes utilisateur sans être administrateur", "<ul>" + choice("<strong>code identifiant et / ou votre code confidentiel</strong>", url(s, "7")) + "</ul>")
    body = "<p><strong>Vous avez perdu votre code confidentiel ou votre code identifiant</strong></p>" + body
    return "Codes perdus", body + f'<p>[<a href="{url(s, "101")}">annuler</a>]</p>' + cgu(s)


def p3(s, errors):
    lay = "grid" if var("grid_search") else "table"
    f = lambda n, t, r, **k: (label(n, t, r), field(s, n, errors, r, **k))
    estab = form_rows(lay, [f("P3_SIRET", "Numéro SIRET", "" if bug("siret_mark_gone") else "*", attrs='maxlength="20"', note="14 chiffres"),
                            f("P3_BCR", "Numéro BCR", "**", attrs='maxlength="12"', note="Saisie en majuscules. Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels."),
                            f("P3_CONTRAT", "Numéro de contrat", "*" if bug("contract_mark_single") else "**", attrs='maxlength="20"', note="Saisie en majuscules")])
    person = form_rows(lay, [f("P3_NOM", "Votre Nom", "*"), f("P3_PRENOM", "Prénom", "*")])
    hints = ("<p>Si votre requête n'aboutit pas, vérifiez que :</p><ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li><li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>"
             "<li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li></ul>")
    back = url(s, "101") if var("cancel_login") else url(s, "2")
    body = (f'<p>Complétez les champs obligatoires {mark("*")} puis cliquez sur « rechercher ».</p>' + region("Votre établissement", estab) + region("Coordonnées professionnelles", person)
            + f'<p>{submit("rechercher", "RECHERCHER")} {go("Annuler", back)}</p>' + legend(True) + region("Aide", hints) + cgu(s) + hidden_item(s, "P3_PERDU"))
    if var("result_in_bar") and s.found and s.get("P3_PERDU") == "IDENT" and s.items.pop("P3_DONE", ""):
        s.success = f'Votre code identifiant est : <strong>{h(s.found)}</strong>. <a href="{url(s, "101")}">Connexion</a>'
    return PAGES["3"][0], body


def p4(s, errors):
    body = form_rows("grid", [('<span class="t-Form-label">Code identifiant :</span>', f'<span class="display_only" id="P4_IDENTIFIANT">{h(s.found)}</span>')])
    return PAGES["4"][0], region("Résultat de votre recherche", body + "<p>Notez ce code : il vous sera demandé pour vous connecter.</p>", go("Se connecter", url(s, "101"))) + (
        f'<p>Vous avez aussi perdu votre code confidentiel ? <a href="{url(s, "5", clear="5", items="P5_MODE", values="AUTO")}">Regénérer votre code confidentiel</a></p>') + cgu(s)


def p5(s, errors):
    f = lambda n, t, r="*", **k: (label(n, t, r), field(s, n, errors, r, **k))
    auto = s.get("P5_MODE") == "AUTO"
    ident = dict(note="Votre identifiant est renseigné automatiquement", attrs="readonly") if auto and not bug("ident_not_prefilled") else {}
    if ident: s.items["P5_IDENTIFIANT"] = s.found
    who = form_rows("grid", [f("P5_NOM", "Votre Nom"), f("P5_PRENOM", "Votre Prénom"), f("P5_IDENTIFIANT", "Code identifiant", **ident),
        f("P5_EMAIL", "Adresse e-mail", note="(doit être identique à celle qui est mentionnée sur votre compte)<br>Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.")])
    secret = form_rows("grid", [f("P5_QUESTION", "Question", kind="lov"), f("P5_REPONSE", "Réponse")])
    back = url(s, "5") if bug("cancel_stays") else url(s, "101") if var("cancel_login") else url(s, "2")
    intro = ("<p>Saisissez toutes les rubriques du formulaire puis cliquez sur \"Générer le code confidentiel\", <strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>")
    return PAGES["5"][0], (intro + region("Vos coordonnées", who) + region("Sélectionnez la question que vous avez choisie lors de votre inscription", secret)
                           + f'<p>{submit("Générer le code confidentiel", "GENERER")} {go("Annuler", back)}</p>' + legend() + cgu(s) + hidden_item(s, "P5_MODE"))


def p6(s, errors):
    n = 5 if bug("warning_five_tries") else 3
    body = ("<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</p>"
            "<p>Veuillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>"
            f'<p><span class="certif" id="P6_CERTIF">{h(s.shown)}</span></p>'
            f'<p><a href="{url(s, "6", "APPLICATION_PROCESS=SON" if not bug("sound_missing") else "APPLICATION_PROCESS=SON_V1")}" target="_blank" type="audio/wav">(Cliquez ici pour entendre la version sonore)</a></p>'
            "<p><strong>Important :</strong> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion. "
            f"Si, lors de votre prochaine connexion, vous faites {n} essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>")
    return PAGES["6"][0], region("Votre code de certification", body, submit("Terminer", "TERMINER")) + cgu(s)


def p7(s, errors):
    return "Codes perdus : utilisateur", region("Vous êtes utilisateur sans être administrateur",
        "<p>Vos codes d'accès sont gérés par l'administrateur de votre établissement : adressez-vous à lui pour retrouver votre code identifiant ou faire régénérer votre code confidentiel.</p>", go("Retour", url(s, "2"))) + cgu(s)


def p10(s, errors):
    a = s.account
    warn = '<div class="t-Alert t-Alert--info"><p>Votre code confidentiel est provisoire : ne le communiquez à personne.</p></div>' if a.provisional else ""
    role = "administrateur" if a.admin else "utilisateur"
    rows = [("Nom", f"{a.first_name} {a.last_name}"), ("Code identifiant", a.identifier), ("Profil", role), ("Établissement (SIRET)", a.siret), ("Numéro BCR", a.bcr), ("Adresse e-mail", a.email)]
    table = '<table class="formlayout">' + "".join(f'<tr><th scope="row">{k}</th><td>{h(v)}</td></tr>' for k, v in rows) + "</table>"
    return PAGES["10"][0], warn + f"<p>Bonjour {h(a.first_name)} {h(a.last_name)}, vous êtes connecté(e).</p>" + region("Mon compte", table, go("Se déconnecter", url(s, "10", "LOGOUT")))


def p11(s, errors):
    enter = "onkeypress=\"return apex.submit({request:'CERTIFIER',submitIfEnter:event})\""
    rows = [(label("P11_CERTIF", "Code de certification", "*"), field(s, "P11_CERTIF", errors, "*", attrs=enter, note="Le code que vous avez noté à la fin de la régénération ; ce n'est pas votre code confidentiel."))]
    return PAGES["11"][0], region("Votre code de certification", "<p>Votre code confidentiel a été régénéré. Saisissez le code de certification qui vous a été affiché.</p>" + form_rows("grid", rows),
                                  go("Annuler", url(s, "101")) + submit("Valider", "CERTIFIER")) + legend()


def p20(s, errors):
    rows = "".join(f'<li><a href="#" data-item="{h(s.get("P20_ITEM"))}" data-return="{k}" onclick="return apex.lov.passBack(this);">{h(q)}</a></li>' for k, q in lov_rows())
    return "Question", ('<p><label for="P20_FILTRE">Rechercher</label> <input type="text" id="P20_FILTRE" oninput="apex.lov.filter(this)" onkeypress="return event.keyCode !== 13"></p>'
                        f'<ul class="a-PopupLOV-results">{rows}</ul>')


def p30(s, errors):
    t, b = TOPICS.get(s.get("P30_SUJET"), TOPICS["AIDE"])
    return t, region("Information", f"<p>{h(b)}</p>")


def p31(s, errors):
    return PAGES["31"][0], region("Objet", "<p>Les présentes conditions régissent l'usage de l'espace personnalisé employeur. Le code identifiant et le code confidentiel sont personnels ; leur titulaire en assure la garde.</p>")


BODIES = {"1": p1, "101": p101, "2": p2, "3": p3, "4": p4, "5": p5, "6": p6, "7": p7, "10": p10, "11": p11, "20": p20, "30": p30, "31": p31}


# ---------------------------------------------------------------- traitements des pages (après soumission)
def need(s, pairs):
    missing = [(n, f"{t} doit avoir une valeur.") for n, t in pairs if not s.get(n)]
    return missing


def refusal(text):
    if var("other_words"): text = "Nous ne pouvons donner suite à votre demande."
    return Error((None, text))


NOT_ELIGIBLE = "Vos codes d'accès ne peuvent pas être récupérés en ligne : " + QUESTION_NOTE + "."


def do_search(s):
    errs = need(s, [("P3_SIRET", "Numéro SIRET"), ("P3_NOM", "Votre Nom"), ("P3_PRENOM", "Prénom")])
    siret, bcr, contract = s.get("P3_SIRET"), s.get("P3_BCR"), s.get("P3_CONTRAT")
    if siret and not (siret.isdigit() and len(siret) == 14): errs.insert(0, ("P3_SIRET", "Numéro SIRET doit comporter 14 chiffres."))
    if not bcr and not contract and not bug("neither_number_accepted"):
        errs.append(("P3_BCR", "Vous devez obligatoirement compléter au moins l'un de ces deux champs : Numéro BCR, Numéro de contrat."))
    if bug("both_numbers_required"): errs += [(n, f"{t} doit avoir une valeur.") for n, t in (("P3_BCR", "Numéro BCR"), ("P3_CONTRAT", "Numéro de contrat")) if not s.get(n)]
    if errs: raise Error(*sorted(errs, key=lambda e: PAGES["3"][1].index(e[0])))
    s.items.pop("G_IDENT", None)
    found = search_accounts(siret, bcr, contract, s.get("P3_NOM"), s.get("P3_PRENOM"))
    if not found: raise refusal("Votre requête n'a pas abouti : aucun administrateur ne correspond aux informations saisies.")
    able = [a for a in found if a.recoverable]
    if not able: raise refusal(NOT_ELIGIBLE)
    if len(able) > 1: raise refusal("Votre requête n'a pas abouti : plusieurs administrateurs correspondent aux informations saisies. Complétez le numéro BCR et le numéro de contrat, ou " + QUESTION_NOTE + ".")
    s.set_found(able[0].identifier)
    if s.get("P3_PERDU") == "LES2":
        s.success = "Votre code identifiant a été retrouvé."
        return url(s, "5", clear="5", items="P5_MODE", values="AUTO")
    if var("result_in_bar"):
        s.items["P3_DONE"] = "Y"
        return url(s, "3")
    s.success = "Votre code identifiant a été retrouvé."
    return url(s, "4")


def do_generate(s):
    if s.get("P5_MODE") == "AUTO" and not bug("ident_not_prefilled"): s.items["P5_IDENTIFIANT"] = s.found or ""
    errs = need(s, [("P5_NOM", "Votre Nom"), ("P5_PRENOM", "Votre Prénom"), ("P5_IDENTIFIANT", "Code identifiant"), ("P5_EMAIL", "Adresse e-mail"), ("P5_QUESTION", "Question"), ("P5_REPONSE", "Réponse")])
    if errs: raise Error(*errs)
    a = ACCOUNTS.get(s.get("P5_IDENTIFIANT"))
    bad = refusal("Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte.")
    if not a or not a.admin or not same(a.last_name, s.get("P5_NOM")) or not same(a.first_name, s.get("P5_PRENOM")): raise bad
    if a.email != s.get("P5_EMAIL") and not bug("email_not_checked"): raise bad
    if not a.first_login_done and not bug("never_connected_accepted"): raise refusal(NOT_ELIGIBLE)
    question = dict((str(i + 1), q) for i, q in enumerate(QUESTIONS)).get(s.get("P5_QUESTION"))
    if question != a.question and not bug("question_not_checked"): raise bad
    if a.answer != s.get("P5_REPONSE") and not bug("answer_not_checked"): raise bad
    if not a.recoverable: raise refusal(NOT_ELIGIBLE)
    s.shown = regenerate(a)
    clear(s, "3"); clear(s, "5"); s.items.pop("G_IDENT", None)
    s.success = "Votre demande a été enregistrée."
    return url(s, "6")


def do_finish(s):
    s.shown = None
    return url(s, "1" if var("finish_home") else "101")


RENEW = "Après 3 essais infructueux de saisie du code de certification, vous devez renouveler votre code confidentiel : "


def renew_error(s): return RENEW + f'<a href="{url(s, "2")}">Codes perdus</a>.'


def enter(s, a):
    s.user, s.pending, s.shown = a.identifier, None, None
    s.items.pop("P101_ASK", None); s.items.pop("P101_USERNAME", None)
    if not bug("certification_forever"): a.cert = None
    a.tries = 0
    return url(s, "10")


def certify(s, a, code):
    """Vrai si le code est bon ; sinon compte l'essai et lève ou renvoie l'adresse."""
    if code == a.cert: return enter(s, a)
    if bug("tries_per_login"):
        s.items["TRIES"] = s.items.get("TRIES", 0) + 1
        a.tries = s.items["TRIES"]
    else:
        a.tries += 1
    limit = 4 if bug("fourth_try_allowed") else 3
    if a.tries >= limit:
        if not bug("tries_never_lock"): a.locked = True
        else: a.tries = 0
        s.pending = None
        s.items.pop("P101_ASK", None); s.items.pop("TRIES", None)
        s.error = renew_error(s)
        return url(s, "101")
    left = limit - a.tries
    raise Error(("P101_CERTIF" if var("certification_on_login") else "P11_CERTIF", f"Code de certification incorrect. Il vous reste {left} essai{'s' if left > 1 else ''}."))


def do_login(s, form):
    ident, pw = s.get("P101_USERNAME"), form.get("P101_PASSWORD", "")
    errs = [(n, f"{t} doit avoir une valeur.") for n, t, v in (("P101_USERNAME", "Code identifiant", ident), ("P101_PASSWORD", "Code confidentiel", pw)) if not v]
    if errs: raise Error(*errs)
    s.user = s.pending = None
    a = ACCOUNTS.get(ident)
    old = bool(a) and bug("old_code_alive") and pw in a.old_codes
    if not a or not (secrets.compare_digest(pw.encode(), a.confidential_code.encode()) or old):
        raise Error((None, "Code identifiant ou code confidentiel incorrect."))
    if a.locked: raise Error((None, renew_error(s)))
    if a.cert and not old and not bug("certification_not_asked"):
        if var("certification_on_login"):
            code = form.get("P101_CERTIF", "").strip()
            shown = s.items.get("P101_ASK") == a.identifier
            s.items["P101_ASK"] = a.identifier
            if not code or not shown: raise Error(("P101_CERTIF", "Votre code confidentiel a été régénéré : saisissez à nouveau votre code confidentiel, et le code de certification que vous avez noté."))
            return certify(s, a, code)
        s.pending = (a.identifier, a.generation)
        s.items.pop("TRIES", None)
        return url(s, "11")
    return enter(s, a)


def pending_account(s):
    a = ACCOUNTS.get(s.pending[0]) if s.pending else None
    return a if a and a.generation == s.pending[1] and a.cert and not a.locked else None


def do_certify(s, form):
    a = pending_account(s)
    if not a:
        s.pending = None
        return url(s, "101")
    code = form.get("P11_CERTIF", "").strip()
    if not code: raise Error(("P11_CERTIF", "Code de certification doit avoir une valeur."))
    return certify(s, a, code)


def accept(s, pid, request, form):
    for name in PAGES[pid][1]:
        if name in form and (name not in FROM_URL or form[name] in (FROM_URL[name] or ())): s.items[name] = form[name].strip()
    if pid == "3" and request == "RECHERCHER": return do_search(s)
    if pid == "5" and request == "GENERER": return do_generate(s)
    if pid == "6" and request == "TERMINER": return do_finish(s)
    if pid == "11" and request == "CERTIFIER": return do_certify(s, form)
    if pid == "101" and request == "LOGIN": return do_login(s, form)
    if pid == "101" and request == "ARIANE":
        s.success = "Ariane : pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]."
        return url(s, "101")
    return url(s, pid)


def clear(s, pid):
    for n in [n for n in s.items if n.startswith(f"P{pid}_")]: del s.items[n]


def guard(s, pid):
    """Une page qui attend une étape précédente renvoie au bon endroit."""
    if pid == "10" and not s.account: return url(s, "101")
    if pid == "11" and not pending_account(s): return url(s, "101")
    if pid == "4" and not s.found: return url(s, "3", clear="3", items="P3_PERDU", values="IDENT")
    if pid == "5" and s.get("P5_MODE") == "AUTO" and not s.found: return url(s, "3", clear="3", items="P3_PERDU", values="LES2")
    if pid == "6" and not s.shown: return url(s, "2")
    return None


# ---------------------------------------------------------------- HTTP
class Handler(BaseHTTPRequestHandler):
    server_version = "Oracle-REST-Data-Services/3.0"
    protocol_version = "HTTP/1.1"
    def log_message(self, *a): pass

    def send(self, status, body, ctype="text/html; charset=utf-8", headers=()):
        data = body if isinstance(body, bytes) else body.encode()
        self.send_response(status)
        self.send_header("Content-Type", ctype)
        self.send_header("Content-Length", str(len(data)))
        for k, v in headers: self.send_header(k, v)
        if not any(k == "Cache-Control" for k, _ in headers): self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD": self.wfile.write(data)

    def redirect(self, target, headers=()): self.send(302, "", headers=[("Location", target if target.startswith("/") else BASE + target), *headers])
    def missing(self): self.send(404, '<!DOCTYPE html><html lang="fr"><head><title>404 Not Found</title></head><body><h1>Page introuvable</h1><p>La ressource demandée est introuvable.</p></body></html>')

    def session(self):
        c = SimpleCookie(self.headers.get("Cookie", ""))
        return SESSIONS.get(c[COOKIE].value) if COOKIE in c else None

    def new_session(self):
        s = Session()
        SESSIONS[s.token] = s
        return s, [("Set-Cookie", f"{COOKIE}={s.token}; Path=/; HttpOnly")]

    def do_HEAD(self): self.do_GET()

    def do_GET(self):
        parts = urlsplit(self.path)
        if parts.path in ("/", BASE, BASE.rstrip("/")): return self.redirect(f"f?p={APP}:1")
        if parts.path in ("/i/apex.js", "/i/theme42.css"):
            with open(HERE + parts.path, "rb") as f:
                return self.send(200, f.read(), "text/css" if parts.path.endswith("css") else "application/javascript", [("Cache-Control", "max-age=600")])
        if parts.path != BASE + "f" or not parts.query.startswith("p="): return self.missing()
        arg = (unquote(parts.query[2:].split("&")[0]).split(":", 7) + [""] * 8)[:8]
        app, pid, sid, request, _, cache, names, values = arg
        pid = {"": "1", "HOME": "1", "LOGIN": "101"}.get(pid.upper(), pid)
        if app != APP or pid not in PAGES: return self.missing()
        with LOCK:
            s = self.session()
            if not s or sid != s.id:
                cookies = ()
                if not s: s, cookies = self.new_session()
                return self.redirect(url(s, pid, clear=cache, items=names, values=values), cookies)
            sound = None
            if request.startswith("APPLICATION_PROCESS="):
                if request != "APPLICATION_PROCESS=SON" or not s.shown: return self.missing()
                sound = s.shown[::-1] if bug("sound_other_code") else s.shown
            elif request == "LOGOUT":
                s.user = s.pending = s.shown = None
                s.items.clear()
                s.success = "Vous êtes déconnecté(e)."
                return self.redirect(url(s, "101"))
            if not sound:
                for c in filter(None, cache.split(",")): clear(s, c)
                for n, v in zip(names.split(","), values.split(",")):
                    if n in FROM_URL and (FROM_URL[n] is None or v in FROM_URL[n]): s.items[n] = v
                if pid == "5" and not s.get("P5_MODE"): s.items["P5_MODE"] = "CONF"
                if pid == "3" and not s.get("P3_PERDU"): s.items["P3_PERDU"] = "IDENT"
                to = guard(s, pid)
                if to: return self.redirect(to)
                text = page(s, pid)
        if sound: return self.send(200, spoken(sound), "audio/wav", [("Content-Disposition", 'inline; filename="certification.wav"')])
        self.send(200, text)

    def do_POST(self):
        n = int(self.headers.get("Content-Length") or 0)
        if n > 65536: return self.send(413, "")
        raw = self.rfile.read(n).decode("utf-8", "replace")
        form = {k: v[-1] for k, v in parse_qs(raw, keep_blank_values=True).items()}
        if urlsplit(self.path).path != BASE + "wwv_flow.accept": return self.missing()
        pid = form.get("p_flow_step_id", "")
        if pid not in PAGES or form.get("p_flow_id") != APP: return self.missing()
        with LOCK:
            s = self.session()
            if not s or form.get("p_instance") != s.id:
                cookies = ()
                if not s: s, cookies = self.new_session()
                s.error = "Votre session est terminée. Recommencez."
                return self.redirect(url(s, pid), cookies)
            to = guard(s, pid)
            if not to:
                try: to = accept(s, pid, form.get("p_request", ""), form)
                except Error as e:
                    return self.send(200, page(s, pid, e.pairs))
        self.redirect(to)


def main():
    global DEFECT, VARIATION, SMTP
    ap = argparse.ArgumentParser()
    ap.add_argument("--port", type=int, required=True)
    ap.add_argument("--smtp", required=True)
    ap.add_argument("--accounts", required=True)
    ap.add_argument("--defect", default="")
    ap.add_argument("--variation", default="")
    o = ap.parse_args()
    for given, file in ((o.defect, "defects.json"), (o.variation, "variations.json")):
        if given and given not in [d["name"] for d in json.load(open(os.path.join(HERE, file), encoding="utf-8"))]: ap.error(f"inconnu : {given}")
    DEFECT, VARIATION = o.defect, o.variation
    host, _, port = o.smtp.rpartition(":")
    SMTP = (host, int(port))
    for d in json.load(open(o.accounts, encoding="utf-8")):
        ACCOUNTS[d["identifier"]] = Account(d)
    for q in OWN_QUESTIONS + [a.question for a in ACCOUNTS.values()]:
        if q and q not in QUESTIONS: QUESTIONS.append(q)
    signal.signal(signal.SIGTERM, lambda *a: os._exit(0))
    server = ThreadingHTTPServer(("127.0.0.1", o.port), Handler)
    server.daemon_threads = True
    try: server.serve_forever()
    except KeyboardInterrupt: pass


if __name__ == "__main__":
    main()
