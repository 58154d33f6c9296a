"""Portlet « Codes perdus » : phases action, render et ressource."""
import re

import sound
from config import bad, var
from store import norm
from taglib import (RECOVERY as PID, HELP, action_url, fieldset, form, h, help_icon, messages, ns, portlet, render_url,
                    resource_url, select, submit, text_input, validator)
from texts import OWN_QUESTIONS
from theme import LOST, SIGNIN, HOME

JSP = "/html/codesperdus/%s.jsp"
CHOICES = ("code-confidentiel", "code-identifiant", "les-deux", "utilisateur")
EXPIRED = "Votre session a expiré ou votre demande n'est plus valide. Veuillez recommencer votre demande."
NOT_ALLOWED = ("Vous ne pouvez pas récupérer vos codes d'accès en ligne. Demandez à un autre administrateur de votre "
               "établissement de régénérer votre code confidentiel.")
NOT_FOUND = ("Votre requête n'a pas abouti : aucun compte ne correspond aux informations saisies. "
             "Vérifiez votre saisie à l'aide des conseils de la rubrique « Aide ».")
MISMATCH = ("Votre demande n'a pas abouti : les informations saisies ne correspondent pas à celles qui sont "
            "enregistrées sur votre compte.")
REQUIRED = "Ce champ est obligatoire."
ONE_OF = "Vous devez obligatoirement compléter au moins l'un de ces deux champs."
BCR_HELP = ("Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre "
            "identification (exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.")


def view_url(view, choice=None):
    params = {"mvcPath": JSP % view}
    if choice:
        params["choix"] = choice
    return render_url(LOST, PID, **params)


def questions(portal):
    own = list(OWN_QUESTIONS)
    extra = sorted({a.question for a in portal.store.accounts.values() if a.question} - set(own))
    full = own + extra
    pairs = [(str(101 + i), q) for i, q in enumerate(full)]
    if bad("questions-tronquees"):
        return [p for p in pairs if p[1] not in {a.question for a in portal.store.accounts.values()}][:5]
    if var("questions-melangees"):
        pairs = sorted(pairs, key=lambda p: p[1][::-1])
    return pairs


def current(req):
    """→ (vue, choix) demandés par l'adresse."""
    short = re.match(r"^/web/employeur/codes-perdus/-/codesperdus/(\w+)(?:/([\w-]+))?$", req.path)
    if short:
        view, choice = short.group(1), short.group(2) or ""
    else:
        path = req.param(PID, "mvcPath")
        match = re.match(r"^/html/codesperdus/(\w+)\.jsp$", path)
        view, choice = match.group(1) if match else "view", req.param(PID, "choix")
    if view not in ("view", "recherche", "identifiant", "regeneration", "certification"):
        view = "view"
    if choice not in CHOICES:
        choice = ""
    if view in ("recherche", "regeneration") and not choice:
        view = "view"
    if view == "recherche" and choice == "code-confidentiel":
        view = "view"
    return view, choice


# --- phase d'action --------------------------------------------------------------------------------------------------
def action(req, name):
    return {"rechercher": do_search, "generer": do_generate, "terminer": do_finish, "annuler": do_cancel}.get(name, do_cancel)(req)


def do_cancel(req):
    req.session.rec.pop("found", None)
    req.session.flash.pop(PID, None)
    return view_url("view")


def do_search(req):
    choice = req.param(PID, "choix")
    if choice not in CHOICES or choice == "code-confidentiel":
        return view_url("view")
    v = {k: norm(req.param(PID, k)) for k in ("siret", "bcr", "contrat", "nom", "prenom")}
    labels = {"siret": "Numéro SIRET", "bcr": "Numéro BCR", "contrat": "Numéro de contrat", "nom": "Votre Nom", "prenom": "Prénom"}
    errors = {}
    if not v["siret"]:
        if not bad("siret-facultatif"):
            errors["siret"] = REQUIRED
    elif not re.match(r"^[0-9]{14}$", v["siret"]):
        errors["siret"] = "Le numéro SIRET comporte 14 chiffres."
    if not v["bcr"] and not v["contrat"] and not bad("ni-bcr-ni-contrat"):
        errors["bcr"] = ONE_OF
    for k in ("nom", "prenom"):
        if not v[k]:
            errors[k] = REQUIRED
    flash = {"values": v, "labels": labels}
    back = view_url("recherche", choice)
    if errors:
        req.session.flash[PID] = dict(flash, fields=errors)
        return back
    store = req.portal.store
    role = "user" if choice == "utilisateur" else "administrator"
    with store.lock:
        found = store.search(role, v["siret"], v["bcr"], v["contrat"], v["nom"], v["prenom"])
        if not found:
            req.session.flash[PID] = dict(flash, errors=[NOT_FOUND])
            return back
        open_ = [a for a in found if a.recoverable]
        if not open_:
            req.session.flash[PID] = dict(flash, errors=[NOT_ALLOWED])
            return back
        if len(open_) > 1:
            req.session.flash[PID] = dict(flash, errors=[
                'Plusieurs comptes correspondent à votre demande. Complétez le second numéro ou <a href="/web/employeur/contact">contactez-nous</a>.'])
            return back
    if not (bad("premiere-recherche-collante") and req.session.rec.get("found")):
        req.session.rec["found"] = open_[0].identifier
    req.session.rec["values"] = {"nom": v["nom"], "prenom": v["prenom"]}
    req.session.rec["choice"] = choice
    return view_url("identifiant" if choice == "code-identifiant" else "regeneration", choice)


def do_generate(req):
    choice = req.param(PID, "choix")
    if choice not in CHOICES:
        return view_url("view")
    v = {k: norm(req.param(PID, k)) for k in ("nom", "prenom", "identifiant", "courriel", "question", "reponse")}
    labels = {"nom": "Votre Nom", "prenom": "Votre Prénom", "identifiant": "Code identifiant", "courriel": "Adresse e-mail",
              "question": "Question", "reponse": "Réponse"}
    store = req.portal.store
    searched = choice != "code-confidentiel"
    found = req.session.rec.get("found") if searched else None
    if searched and not found:
        if req.session.rec.get("done"):         # double envoi du même formulaire
            return view_url("certification")
        req.session.flash[PID] = {"errors": [EXPIRED]}
        return view_url("view")
    errors = {k: REQUIRED for k in v if not v[k]}
    if v["courriel"] and not re.match(r"^[^@\s]+@[^@\s]+\.[^@\s]+$", v["courriel"]):
        errors["courriel"] = "Veuillez entrer une adresse de courriel valide."
    kept = dict(v)
    kept.pop("reponse")
    flash = {"values": kept, "labels": labels}
    back = view_url("regeneration", choice)
    if errors:
        req.session.flash[PID] = dict(flash, fields=errors)
        return back
    role = "user" if choice == "utilisateur" else "administrator"
    chosen = dict(questions(req.portal)).get(v["question"], "")
    with store.lock:
        account = store.get(v["identifiant"])
        ok = (account is not None and (account.role == role or bad("utilisateur-comme-administrateur"))
              and account.last_name == v["nom"] and account.first_name == v["prenom"])
        if searched and v["identifiant"] != found:
            ok = False
        if ok and not account.recoverable:
            req.session.flash[PID] = dict(flash, errors=[NOT_ALLOWED])
            return back
        if ok and not bad("courriel-non-verifie"):
            ok = account.email == v["courriel"]
        if ok and not bad("question-non-verifiee"):
            ok = bool(account.question) and account.question == chosen
        if ok and not bad("reponse-non-verifiee"):
            ok = bool(account.answer) and account.answer == v["reponse"]
        if not ok:
            req.session.flash[PID] = dict(flash, errors=[MISMATCH])
            return back
        code, certificate = store.regenerate(account)
    if bad("courriel-retarde"):
        req.session.rec["late"] = (account.email, code)
    else:
        req.portal.mailer.send_code(account.email, code)
    if not bad("premiere-recherche-collante"):
        req.session.rec.pop("found", None)
    req.session.rec["done"] = {"certificate": certificate, "identifier": account.identifier, "code": code, "seen": False}
    return view_url("certification")


def do_finish(req):
    late = req.session.rec.pop("late", None)
    if late:
        req.portal.mailer.send_code(*late)
    done = req.session.rec.pop("done", None)
    req.session.rec.pop("found", None)
    if done and bad("terminer-connecte"):
        req.session.account = done["identifier"]
    if var("terminer-accueil"):
        return HOME
    if done:
        req.session.flash["58"] = {"info": ["Votre nouveau code confidentiel vous est envoyé par courriel."]}
    return SIGNIN


# --- phase ressource -------------------------------------------------------------------------------------------------
def resource(req, name):
    done = req.session.rec.get("done")
    if name != "sonore" or not done:
        return None
    code = done["certificate"]
    if bad("son-incomplet"):
        code = code[:-1]
    return sound.spell(code)


# --- phase de rendu --------------------------------------------------------------------------------------------------
TITLES = {"view": "Codes perdus", "recherche": "Recherche de votre code identifiant",
          "identifiant": "Recherche de votre code identifiant", "regeneration": "Regénérer votre code confidentiel",
          "certification": "Régénération du code confidentiel"}


def resolve(req):
    """Vue réellement rendue, selon l'état de la session."""
    view, choice = current(req)
    rec = req.session.rec
    lost = (view == "identifiant" and not rec.get("found")
            or view == "regeneration" and choice != "code-confidentiel" and not rec.get("found")
            or view == "certification" and not rec.get("done"))
    if lost:
        flash = req.session.flash.setdefault(PID, {})
        if not flash.get("errors"):
            flash["errors"] = [EXPIRED]
        return "view", ""
    return view, choice


def steps(view):
    if not var("etapes-numerotees"):
        return ""
    rank = {"view": 1, "recherche": 2, "identifiant": 2, "regeneration": 3, "certification": 4}[view]
    return '<p class="hide-accessible">Étape %d sur 4</p><ol class="etapes">%s</ol>' % (rank, "".join(
        '<li%s>%d. %s</li>' % (' class="actif"' if i == rank else "", i, n)
        for i, n in enumerate(("Choix", "Recherche", "Informations", "Certification"), 1)))


def render(req, view, choice):
    top, errors, values = messages(req, PID)
    body = {"view": view_choice, "recherche": view_search, "identifiant": view_identifier, "regeneration": view_generate,
            "certification": view_certificate}[view](req, choice, errors, values)
    cgu = '<p class="cgu">» <a href="/web/employeur/cgu" target="_blank" title="Conditions générales d\'utilisation (nouvelle fenêtre)">Conditions générales d\'utilisation</a></p>'
    return portlet(PID, TITLES[view], steps(view) + top + body + cgu, "portlet-codes-perdus", static=False)


def view_choice(req, choice, errors, values):
    def here(key):
        if bad("choix-intervertis"):
            key = {"code-confidentiel": "code-identifiant", "code-identifiant": "code-confidentiel"}.get(key, key)
        return '<a href="%s">cliquez ici</a>' % h(view_url("regeneration" if key == "code-confidentiel" else "recherche", key))
    user = """<div class="bloc-choix">
<h3>Vous êtes utilisateur sans être administrateur</h3>
<ul><li>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : %s</li></ul>
</div>
""" % here("utilisateur")
    if bad("choix-utilisateur-absent"):
        user = ""
    cancel = "/web/employeur/zone-connexion" if bad("annuler-mort") else SIGNIN
    return """<h3>Vous avez perdu votre code confidentiel ou votre code identifiant</h3>
<div class="bloc-choix">
<h3>Vous êtes administrateur</h3>
<ul>
<li>Vous avez perdu votre <strong>code confidentiel</strong> : %s</li>
<li>Vous avez perdu votre <strong>code identifiant</strong> : %s</li>
<li>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : %s</li>
</ul>
</div>
%s<p>[<a href="%s">annuler</a>]</p>
""" % (here("code-confidentiel"), here("code-identifiant"), here("les-deux"), user, cancel)


def cancel_button(req):
    return '<a class="btn btn-cancel" href="%s">Annuler</a>' % h(action_url(req, LOST, PID, "annuler"))


def view_search(req, choice, errors, values):
    v = values.get
    upper = '<span class="help-block">Saisie en majuscules</span>'
    establishment = (
        text_input(PID, "siret", "Numéro SIRET", v("siret", ""), 0 if bad("siret-sans-marque") else 1, error=errors.get("siret"),
                   size=18, maxlength=14)
        + text_input(PID, "bcr", "Numéro BCR", v("bcr", ""), 2, ("" if bad("bcr-aide-absente") else help_icon(BCR_HELP)) + upper,
                     errors.get("bcr"), size=12, maxlength=12)
        + text_input(PID, "contrat", "Numéro de contrat", v("contrat", ""), 2, upper, errors.get("contrat"), size=12, maxlength=20))
    person = (text_input(PID, "nom", "Votre Nom", v("nom", ""), 1, error=errors.get("nom"))
              + text_input(PID, "prenom", "Prénom", v("prenom", ""), 1, error=errors.get("prenom")))
    body = (fieldset("Votre établissement", establishment) + fieldset("Coordonnées professionnelles", person)
            + '<div class="button-holder">%s %s</div>\n' % (submit("rechercher"), cancel_button(req)))
    rules = {"siret": {"required": True, "digits": True, "rangeLength": [14, 14]}, "bcr": {"auMoinsUn": ["contrat"]},
             "nom": {"required": True}, "prenom": {"required": True}}
    if bad("siret-facultatif"):
        del rules["siret"]["required"]
    if bad("ni-bcr-ni-contrat"):
        del rules["bcr"]
    if bad("script-bcr-exige"):
        rules["bcr"] = {"required": True}
    strings = {"siret": {"digits": "Le numéro SIRET comporte 14 chiffres.", "rangeLength": "Le numéro SIRET comporte 14 chiffres."}}
    return (form(PID, action_url(req, LOST, PID, "rechercher", choix=choice), body)
            + '<p class="note">* Champs obligatoires</p>\n<p class="note">** Vous devez obligatoirement compléter au moins '
              "l'un de ces deux champs</p>\n" + validator(PID, rules, strings))


def view_identifier(req, choice, errors, values):
    return """<div class="portlet-msg-success">Votre code identifiant est : <strong class="code-identifiant">%s</strong></div>
<p><a class="btn btn-primary" href="%s">Retour à la zone de connexion</a></p>
<p>Vous avez également perdu votre code confidentiel : <a href="%s">régénérer le code confidentiel</a></p>
""" % (h(req.session.rec["found"]), SIGNIN, h(view_url("regeneration", "les-deux")))


def view_generate(req, choice, errors, values):
    searched = choice != "code-confidentiel"
    v = dict(values)
    if var("noms-preremplis") and searched:
        for k, value in req.session.rec.get("values", {}).items():
            v.setdefault(k, value)
    readonly = False
    if searched:
        readonly = True
        v["identifiant"] = req.session.rec["found"]
        if bad("identifiant-non-rempli"):
            readonly, v["identifiant"] = False, values.get("identifiant", "")
    else:
        v.setdefault("identifiant", req.session.last_login)
    g = v.get
    options = [("", "-- Sélectionnez une question --")] + questions(req.portal)
    body = (
        fieldset("", text_input(PID, "nom", "Votre Nom", g("nom", ""), 1, error=errors.get("nom"))
                 + text_input(PID, "prenom", "Votre Prénom", g("prenom", ""), 1, error=errors.get("prenom"))
                 + text_input(PID, "identifiant", "Code identifiant", g("identifiant", ""), 1, error=errors.get("identifiant"),
                              size=16, readonly=readonly)
                 + text_input(PID, "courriel", "Adresse e-mail", g("courriel", ""), 1,
                              '<span class="help-block">(doit être identique à celle qui est mentionnée sur votre compte)</span>',
                              errors.get("courriel")))
        + fieldset("Sélectionnez la question que vous avez choisie lors de votre inscription :",
                   select(PID, "question", "Question", options, g("question", ""), 1, errors.get("question"))
                   + text_input(PID, "reponse", "Réponse", "", 1, error=errors.get("reponse")))
        + '<div class="button-holder">%s %s</div>\n' % (submit("Générer le code confidentiel"), cancel_button(req)))
    rules = {k: {"required": True} for k in ("nom", "prenom", "identifiant", "courriel", "question", "reponse")}
    return ("<p>Saisissez toutes les rubriques du formulaire puis cliquez sur \"Générer le code confidentiel\", <strong>un nouveau "
            "code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>\n"
            + form(PID, action_url(req, LOST, PID, "generer", choix=choice), body)
            + '<p class="note">* Champs obligatoires</p>\n' + validator(PID, rules))


def view_certificate(req, choice, errors, values):
    done = req.session.rec["done"]
    shown = done["certificate"]
    if bad("cadre-code-confidentiel"):
        shown = done["code"]
    if bad("certification-change-au-rechargement") and done["seen"]:
        shown = req.portal.store.new_certificate()
    done["seen"] = True
    cells = "".join('<span class="case">%s</span>' % c for c in shown) if var("code-en-cases") else h(shown)
    important = "" if bad("important-absent") else (
        '<div class="portlet-msg-alert"><strong>Important</strong> : Vous devez impérativement noter le code qui s\'affiche dans ce '
        "cadre : <strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine "
        "connexion. Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez "
        "renouveler votre code confidentiel.</div>\n")
    url = h(resource_url(LOST, PID, "sonore"))
    player = '<audio controls="controls" preload="none" src="%s"></audio>\n' % url if var("lecteur-audio") else ""
    body = '<div class="button-holder">%s</div>\n' % submit("Terminer")
    return """<p>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter
à nos différents services.</p>
<p>Veillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :</p>
<div class="cadre-certification" id="%scodeCertification">%s</div>
<p class="sonore">%s(<a href="%s" type="audio/x-wav"><img alt="" src="/espaceperso-theme/images/portlet/sound.png" /> Cliquez ici pour entendre la version sonore</a>)</p>
%s%s""" % (ns(PID), cells, player, url, important, form(PID, action_url(req, LOST, PID, "terminer"), body))


# --- portlet d'aide ---------------------------------------------------------------------------------------------------
def help_portlet(req, view, choice):
    if view == "view":
        body = "<p>En fonction de votre situation, cliquez sur l'un des choix.</p>"
    elif view == "recherche":
        body = """<p>Complétez les champs obligatoires * puis cliquez sur « rechercher ».</p>
<p>Si votre requête n'aboutit pas, vérifiez que :</p>
<ul><li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>
<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>
<li>vous êtes bien inscrit en tant %s pour votre établissement.</li></ul>""" % (
            "qu'utilisateur" if choice == "utilisateur" else "qu'administrateur")
    elif view == "identifiant":
        body = "<p>Notez votre code identifiant : il vous est demandé à chaque connexion.</p>"
    elif view == "regeneration":
        first = ("Saisissez le code identifiant que vous utilisez pour vous connecter."
                 if choice == "code-confidentiel" else "Votre identifiant est renseigné automatiquement.")
        body = """<p>%s</p>
<p><strong>Adresse e-mail</strong> : Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à
celle qui est enregistrée sur votre compte.</p>
<p>Cliquez ensuite sur « Générer le code confidentiel ».</p>""" % first
    else:
        body = "<p>Notez le code de certification avant de cliquer sur « Terminer ».</p>"
    return portlet(HELP, "Aide", body + '<p><a href="/web/employeur/contact">Contacter l\'assistance</a></p>', "portlet-aide")
