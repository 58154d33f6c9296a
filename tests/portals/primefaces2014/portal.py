# -*- coding: utf-8 -*-
"""Espace personnalisé employeur - Retraites et solidarité - module « Codes perdus ».

Portail à la manière de JSF 2.1 (Mojarra) et PrimeFaces 4 : vues XHTML 1.0, un formulaire par page,
javax.faces.ViewState gardé côté serveur, JSESSIONID par cookie ou par réécriture d'URL.
"""
import argparse, array, html, io, json, math, os, re, secrets, signal, smtplib, struct, sys, threading, time, wave
from collections import OrderedDict
from email.message import EmailMessage
from email.policy import SMTP as POLICY
from email.utils import formatdate, make_msgid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

ap = argparse.ArgumentParser()
ap.add_argument('--port', type=int, required=True)
ap.add_argument('--smtp', required=True)
ap.add_argument('--accounts', required=True)
ap.add_argument('--defect', default='')
ap.add_argument('--variation', default='')
ARGS = ap.parse_args()
HERE = os.path.dirname(os.path.abspath(__file__))
for kind, val in (('defects', ARGS.defect), ('variations', ARGS.variation)):
    if val and val not in [x['name'] for x in json.load(open(os.path.join(HERE, kind + '.json'), encoding='utf-8'))]:
        sys.exit('%s : nom inconnu dans %s.json' % (val, kind))


def D(name):
    return ARGS.defect == name


def V(name):
    return ARGS.variation == name


CP = '/espace-employeur' if V('autre-contexte') else '/pep'       # contexte de l'application
LOCK = threading.RLock()
SESSION_TIMEOUT = 30 * 60
MAX_VIEWS = 60                     # com.sun.faces.numberOfLogicalViews x numberOfViewsInSession
MAX_CERTIF = 3
SENDER = 'e-servicesinscription@caissedesdepots.fr'
SUBJECT = 'Régénération de code confidentiel'
LETTERS, DIGITS = 'ABCDEFGHJKLMNPQRSTUVWXYZ', '23456789'
APPLICATION = {}                   # portée application


def esc(s):
    return html.escape(str(s if s is not None else ''), quote=True)


# ------------------------------------------------------------------ comptes

class Compte(object):
    def __init__(self, d):
        self.identifiant, self.code, self.role = d['identifier'], d['confidential_code'], d['role']
        self.nom, self.prenom, self.courriel = d['last_name'], d['first_name'], d['email']
        self.siret, self.bcr, self.contrat = d['siret'], d.get('bcr') or '', d.get('contract') or ''
        self.question, self.reponse = d.get('question') or '', d.get('answer') or ''
        self.connecte_une_fois, self.courriel_valide = bool(d.get('first_login_done')), bool(d.get('email_valid'))
        self.certification, self.essais, self.perime, self.ancien = None, 0, None, None
        self.derniere = None

    @property
    def admin(self):
        return self.role == 'administrator'

    def recuperable(self):
        if not self.connecte_une_fois and not D('premiere-connexion-ignoree'):
            return False
        return self.courriel_valide or D('courriel-invalide-ignore')


COMPTES = [Compte(d) for d in json.load(open(ARGS.accounts, encoding='utf-8'))]
QUESTIONS = []
for q in [c.question for c in COMPTES if c.question] + [
        'Quel est le nom de jeune fille de votre mère ?', 'Quel est le prénom de votre plus jeune enfant ?',
        'Quelle est votre ville de naissance ?', 'Quel est le nom de votre premier animal de compagnie ?',
        'Quel est votre film préféré ?', 'Quel est le nom de votre école primaire ?']:
    if q not in QUESTIONS:
        QUESTIONS.append(q)
if V('questions-autre-ordre'):
    QUESTIONS = sorted(QUESTIONS + ['Quelle était la marque de votre première voiture ?'])


def compte(identifiant):
    return next((c for c in COMPTES if c.identifiant == identifiant), None)


def tirage(alphabet, n):
    return ''.join(secrets.choice(alphabet) for _ in range(n))


def nouveau_code():
    return tirage(LETTERS, 5) + tirage(DIGITS, 3)


def nouvelle_certification():
    if V('certification-lettres'):
        return tirage(LETTERS, 10)
    return tirage(LETTERS + DIGITS, 10)


def envoyer(dest, code, certif):
    m = EmailMessage(policy=POLICY)
    m['Date'] = formatdate(localtime=True)
    m['From'] = 'noreply@caissedesdepots.fr' if D('expediteur-courriel') else SENDER
    m['To'] = dest
    m['Message-ID'] = make_msgid(domain='caissedesdepots.fr')
    m['Subject'] = 'Votre inscription' if D('objet-courriel') else SUBJECT
    lignes = ['Votre nouveau code confidentiel est le suivant :', '', code, '', 'A bientôt sur notre site', '',
              'La Direction des Retraites', '']
    if D('courriel-certification'):
        lignes[3:3] = ['', 'Code de certification : ' + certif]
    texte = '\n'.join(lignes)
    if D('accents-courriel'):
        texte = texte.encode('utf-8').decode('cp1252')
    m.set_content(texte, charset='utf-8', cte='quoted-printable')
    if V('courriel-html'):
        m.add_alternative('<html><body>' + ''.join('<p>%s</p>' % esc(l) for l in lignes if l) + '</body></html>',
                          subtype='html', charset='utf-8', cte='quoted-printable')
    host, port = ARGS.smtp.rsplit(':', 1)
    with smtplib.SMTP(host, int(port), local_hostname='localhost', timeout=5) as s:
        s.sendmail(SENDER, [dest], m.as_bytes())


# ------------------------------------------------------------------ version sonore

def extrait(c):
    f = os.path.join(HERE, 'sons', c + '.wav')
    if os.path.exists(f):
        with wave.open(f) as w:
            if w.getframerate() == 22050 and w.getsampwidth() == 2 and w.getnchannels() == 1:
                return w.readframes(w.getnframes())
    i = (LETTERS + 'IO01' + DIGITS).index(c)                       # pas de voix : deux fréquences par caractère
    a, b = 350 + 60 * (i % 6), 900 + 110 * (i // 6)
    return array.array('h', [int(8000 * (math.sin(2 * math.pi * a * t / 22050) + math.sin(2 * math.pi * b * t / 22050)))
                             for t in range(11025)]).tobytes()


def version_sonore(code):
    pause = b'\0\0' * 9000
    if D('son-tronque'):
        code = code[:-2]
    pcm = pause.join([extrait(c) for c in code]) + pause
    if D('son-muet'):
        pcm = b'\0' * len(pcm)
    out = io.BytesIO()
    with wave.open(out, 'wb') as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(22050)
        w.writeframes(pcm)
    return out.getvalue()


# ------------------------------------------------------------------ sessions et contexte JSF

class Session(object):
    def __init__(self):
        self.id = secrets.token_hex(16).upper()
        self.data, self.vues, self.vu = {}, OrderedDict(), time.time()


SESSIONS = {}


class Ctx(object):
    """Le FacesContext du pauvre."""

    def __init__(self, session, cookie_ok, params, query):
        self.session, self.cookie_ok, self.params, self.query = session, cookie_ok, params, query
        self.messages = []

    def url(self, path, qs=''):
        """encodeURL : ;jsessionid= tant que le navigateur n'a pas rendu le cookie."""
        u = CP + path + ('' if self.cookie_ok else ';jsessionid=' + self.session.id)
        return u + ('?' + qs if qs else '')

    def erreur(self, resume, detail, sev='error'):
        self.messages.append((sev, resume, detail))

    def user(self):
        return compte(self.session.data.get('user'))

    def etat(self, vue, data):
        vs = '%d:%d' % (secrets.randbelow(2 ** 63) - 2 ** 62, secrets.randbelow(2 ** 63) - 2 ** 62)
        self.session.vues[vs] = (vue, data)
        while len(self.session.vues) > MAX_VIEWS:
            self.session.vues.popitem(last=False)
        return vs


def cid(form, name):
    """clientId d'un composant."""
    if V('ids-generes'):
        name = 'j_idt%d' % (20 + 3 * (CHAMPS + ACTIONS + ['messages', 'codeCertification']).index(name))
    return form + ':' + name


# ------------------------------------------------------------------ composants

def messages(ctx, form):
    out = '<div id="%s" class="ui-messages ui-widget" aria-live="polite">' % cid(form, 'messages')
    for sev in ('error', 'warn', 'info'):
        ms = [m for m in ctx.messages if m[0] == sev]
        if ms:
            out += '<div class="ui-messages-%s ui-corner-all"><span class="ui-messages-%s-icon"></span><ul>' % (sev, sev)
            for _, s, d in ms:
                out += ('<li><span class="ui-messages-%s-summary">%s</span><span class="ui-messages-%s-detail">%s</span></li>'
                        % (sev, esc(s), sev, esc(d)))
            out += '</ul></div>'
    return out + '</div>'


def label(form, name, text, mark=''):
    rfi = ' <span class="ui-outputlabel-rfi">%s</span>' % mark if mark else ''
    i = cid(form, name)
    return '<label id="%s_label" class="ui-outputlabel" for="%s">%s%s :</label>' % (i, i, esc(text), rfi)


def texte(form, name, data, maxlength=64, size=32, kind='text', readonly=False, entree=''):
    i, cls = cid(form, name), 'ui-inputfield ui-inputtext ui-widget ui-state-default ui-corner-all'
    if kind == 'password':
        cls = cls.replace('ui-inputtext', 'ui-password')
    if name in data.get('bad', ()):
        cls += ' ui-state-error'
    val = '' if kind == 'password' else data.get('v', {}).get(name, '')
    defaut = ''
    if entree:                                                    # p:defaultCommand
        defaut = (' onkeydown="if(event.keyCode==13){document.getElementById(\'%s\').click();return false;}"' % cid(form, entree))
    return ('<input id="%s" name="%s" type="%s" value="%s" size="%d" maxlength="%d" class="%s"%s%s%s />'
            % (i, i, kind, esc(val), size, maxlength, cls, ' readonly="readonly"' if readonly else '',
               ' autocomplete="off"' if kind == 'password' else '', defaut))


def liste(form, name, data, choix, vide='-- Sélectionnez une question --'):
    i, cur = cid(form, name), data.get('v', {}).get(name, '')
    out = '<select id="%s" name="%s" size="1" class="ui-inputfield ui-widget ui-state-default ui-corner-all%s">' % (
        i, i, ' ui-state-error' if name in data.get('bad', ()) else '')
    out += '<option value="">%s</option>' % esc(vide)
    for c in choix:
        out += '<option value="%s"%s>%s</option>' % (esc(c), ' selected="selected"' if c == cur else '', esc(c))
    return out + '</select>'


def bouton(form, name, text, cls=''):
    i = cid(form, name)
    return ('<button id="%s" name="%s" type="submit" class="ui-button ui-widget ui-state-default ui-corner-all '
            'ui-button-text-only%s"><span class="ui-button-text">%s</span></button>' % (i, i, ' ' + cls if cls else '', esc(text)))


def lien_cmd(form, name, text):
    i = cid(form, name)
    return ('<a id="%s" href="#" class="ui-commandlink ui-widget" onclick="PrimeFaces.addSubmitParam(\'%s\','
            '{\'%s\':\'%s\'}).submit(\'%s\');return false;">%s</a>' % (i, form, i, i, form, esc(text)))


def lien(ctx, path, text, qs='', cls=''):
    return '<a href="%s"%s>%s</a>' % (esc(ctx.url(path, qs)), ' class="%s"' % cls if cls else '', text)


def panel(pid, titre, contenu, niveau='h2'):
    return ('<div id="%s" class="ui-panel ui-widget ui-widget-content ui-corner-all">'
            '<div id="%s_header" class="ui-panel-titlebar ui-widget-header ui-helper-clearfix ui-corner-all">'
            '<%s class="ui-panel-title">%s</%s></div><div id="%s_content" class="ui-panel-content ui-widget-content">%s</div></div>'
            % (pid, pid, niveau, esc(titre), niveau, pid, contenu))


def grille(lignes):
    out = '<table class="ui-panelgrid ui-widget" role="grid"><tbody>'
    for ligne in lignes:
        out += '<tr class="ui-widget-content" role="row">' + ''.join(
            '<td role="gridcell" class="%s">%s</td>' % (c, x) for c, x in zip(('libelle', 'saisie', 'aide'), ligne)) + '</tr>'
    return out + '</tbody></table>'


# ------------------------------------------------------------------ gabarit

ETAPES = ['Votre situation', 'Recherche', 'Identification', 'Certification']


def page(ctx, vue, data, titre, form, corps, fil=(), etape=0, h1=None, public=False):
    u = ctx.user()
    chemin = ''
    if fil and not V('sans-fil-ariane'):
        chemin = '<div class="ui-breadcrumb ui-module ui-widget ui-widget-header ui-helper-clearfix ui-corner-all" role="menu"><ul>'
        items = [('/accueil.jsf', 'Accueil')] + list(fil)
        for n, (p, t) in enumerate(items):
            if n:
                chemin += '<li class="ui-breadcrumb-chevron ui-icon ui-icon-triangle-1-e">&gt;</li>'
            chemin += '<li role="menuitem">%s</li>' % (lien(ctx, p, esc(t), cls='ui-menuitem-link ui-corner-all') if p
                                                       else '<span class="ui-menuitem-text">%s</span>' % esc(t))
        chemin += '</ul></div>'
    pas = ''
    if etape and not V('sans-etapes'):
        pas = '<div class="ui-wizard ui-widget"><ul class="ui-wizard-step-titles ui-helper-reset ui-helper-clearfix">'
        for n, t in enumerate(ETAPES, 1):
            pas += '<li class="ui-wizard-step-title ui-state-default%s ui-corner-all">%d. %s</li>' % (
                ' ui-state-highlight' if n == etape else '', n, t)
        pas += '</ul></div>'
    if public:
        bandeau = '<p class="marque">Caisse des Dépôts</p><p class="marque2">RETRAITES ET SOLIDARITÉ</p><p class="service">Direction Employeur</p>'
    else:
        qui = ('Connecté : <strong>%s %s</strong> ' % (esc(u.prenom), esc(u.nom)) + lien_cmd(form, 'deconnexion', 'Se déconnecter')
               if u else 'Non connecté')
        bandeau = ('<p class="marque">RETRAITES ET SOLIDARITÉ</p><p class="service">ESPACE PERSONNALISÉ</p>'
                   '<p class="etat">%s</p><p class="retour">%s</p>' % (qui, lien(ctx, '/accueil.jsf', 'Retour accueil cdc.retraites')))
    pied = [('/info/mentions.jsf', 'Mentions légales'), ('/info/accessibilite.jsf', 'Accessibilité'),
            ('/info/plan.jsf', 'Plan du site'), ('/info/contact.jsf', 'Contact'), ('/info/aide.jsf', 'Aide à la connexion')]
    if V('pied-autre-ordre'):
        pied = pied[::-1]
    cgu = '/info/conditions.jsf' if D('cgu-introuvable') else '/info/cgu.jsf'
    pied_html = '<p class="cgu">» %s</p>' % lien(ctx, cgu, "Conditions générales d'utilisation") if not public else ''
    pied_html += '<ul>' + ''.join('<li>%s</li>' % lien(ctx, p, esc(t)) for p, t in pied) + '</ul><p>© Caisse des Dépôts - Retraites et solidarité - 2014</p>'
    ln = 'primefaces-blitzer' if V('autre-theme') else 'primefaces-redmond'
    return ('<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">\n'
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="fr" xml:lang="fr"><head>'
            '<meta http-equiv="Content-Type" content="text/html; charset=UTF-8" />'
            '<title>' + esc(titre) + ' - Espace personnalisé employeur</title>'
            '<link type="text/css" rel="stylesheet" href="' + ctx.url('/javax.faces.resource/theme.css.jsf', 'ln=' + ln) + '" />'
            '<script type="text/javascript" src="' + ctx.url('/javax.faces.resource/primefaces.js.jsf', 'ln=primefaces&amp;v=4.0') + '"></script>'
            '</head><body><div id="page">'
            '<form id="' + form + '" name="' + form + '" method="post" action="' + esc(ctx.url(CHEMINS[vue], data.get('qs', ''))) + '" '
            'enctype="application/x-www-form-urlencoded"><input type="hidden" name="' + form + '" value="' + form + '" />'
            '<div id="entete" class="ui-widget-header ui-helper-clearfix">' + bandeau + '</div>' + chemin + pas +
            '<div id="contenu"><h1>' + esc(h1 or titre) + '</h1>' + messages(ctx, form) + corps + '</div>'
            '<div id="pied" class="ui-widget-content">' + pied_html + '</div>'
            '<input type="hidden" name="javax.faces.ViewState" id="javax.faces.ViewState" value="' + ctx.etat(vue, data) + '" autocomplete="off" />'
            '</form></div></body></html>')


# ------------------------------------------------------------------ accueil et pages d'information

ACTUS = {
    'iheps': ("La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)",
              "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions",
              '23/09/2010', "économiques et sociales. La Caisse des Dépôts, qui gère une cinquantaine de régimes et de fonds, s'associe à ses travaux."),
    'dai2010': ('Campagne DAI 2010 : incidence du projet de réforme des retraites',
                "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux",
                '15/09/2010', "assurés des générations concernées. Les relevés de situation individuelle sont adressés selon le calendrier habituel."),
    'forum2010': ('Forum Retraite 2010 : les actes et les vidéos en ligne', 'Retrouvez les interventions et les tables rondes du Forum Retraite 2010,',
                  '10/09/2010', 'classées par thème, ainsi que les documents remis aux participants.'),
}
PROFILS = [('employeur', 'EMPLOYEUR'), ('actif', 'ACTIF'), ('retraite', 'RETRAITÉ'), ('public', 'AUTRE PUBLIC')]
GENERALES = ['Actualités de la Direction des Retraites', 'Présentation de la Direction des retraites', 'Études et Documentations',
             'Espace presse', "Droit à l'information sur la retraite"]
REGIMES = [('CNRACL', 'Caisse nationale de retraites des agents des collectivités locales'),
           ('FIPHFP', "Fonds pour l'insertion des personnes handicapées dans la fonction publique"),
           ('FSPOEIE', "Fonds spécial des pensions des ouvriers des établissements industriels de l'État"),
           ('Ircantec', "Institution de retraite complémentaire des agents non titulaires de l'État et des collectivités publiques"),
           ('RAFP', 'Retraite additionnelle de la fonction publique'), ('Retraite des Mines', 'Régime de retraite des mines'),
           ('SASPA', "Service de l'allocation de solidarité aux personnes âgées"), ('Autres fonds', 'Autres fonds gérés par la Caisse des Dépôts')]


def P(*xs):
    return ''.join('<p>%s</p>' % x for x in xs)


CONDITIONS = ("<ul><li>si vous vous êtes connecté une 1<sup>ère</sup> fois et si vous avez choisi la question secrète et sa réponse</li>"
              "<li>si l'adresse courriel enregistrée sur votre compte est valide</li></ul>")
INFOS = {
    'cgu': ("Conditions générales d'utilisation", P(
        "L'espace personnalisé est réservé aux employeurs affiliés à un régime ou à un fonds géré par la Caisse des Dépôts.",
        "Le code identifiant et le code confidentiel sont strictement personnels : leur titulaire en assure la garde et ne les communique à personne.",
        "Le code de certification affiché lors d'une régénération est demandé à la connexion suivante.",
        "Conformément à la loi « Informatique et Libertés » du 6 janvier 1978 modifiée, vous disposez d'un droit d'accès et de rectification des données vous concernant.")),
    'mentions': ('Mentions légales', P("Éditeur : Caisse des Dépôts, Direction des retraites et de la solidarité, rue du Vergne, 33059 Bordeaux cedex.",
                                       "Directeur de la publication : le directeur des retraites et de la solidarité.")),
    'accessibilite': ('Accessibilité', P("Le site suit les recommandations du référentiel général d'accessibilité pour les administrations (RGAA 2.2). Le code de certification est proposé en version sonore.")),
    'contact': ('Contact', P("Écrivez-nous : Direction des retraites et de la solidarité, rue du Vergne, 33059 Bordeaux cedex.",
                             "Précisez toujours votre numéro BCR ou votre numéro de contrat ; ne nous envoyez jamais votre code confidentiel.")),
    'aide': ('Aide à la connexion', P("Saisissez votre code identifiant et votre code confidentiel, puis cliquez sur « Je valide ». Respectez les majuscules.",
                                      "Si vous venez de régénérer votre code confidentiel, le code de certification vous est demandé à la connexion suivante.",
                                      "Vous avez perdu vos codes ? Utilisez la rubrique « Codes perdus » de la fenêtre de connexion.")),
    'administrateur': ('Je suis administrateur', P("L'administrateur gère les accès des utilisateurs de son établissement et peut régénérer leur code confidentiel.")),
    'utilisateur': ('Je suis utilisateur', P("L'utilisateur accède aux services que l'administrateur de son établissement lui a ouverts.")),
    'presentation': ("Présentation de l'espace personnalisé", P("L'espace personnalisé réunit vos services en ligne : déclarations, dossiers de retraite, suivi des versements.")),
    'video': ("Démonstration vidéo de l'inscription", P("La démonstration présente les écrans de l'inscription d'un administrateur, puis d'un utilisateur. Durée : 4 minutes.",
                                                        "La vidéo peut être demandée sur cédérom auprès de votre correspondant.")),
    'inscription': ('Je m\'inscris', P("L'inscription d'un établissement commence par celle de son premier administrateur.",
                                       "Munissez-vous du numéro SIRET de votre établissement et de votre numéro BCR ou de contrat, puis suivez la notice qui vous concerne.")),
    'inscription-administrateur': ("Inscription d'un administrateur", P("Renvoyez le formulaire d'inscription signé par le représentant de l'établissement ; vos codes vous parviennent par courrier et par courriel.")),
    'inscription-utilisateur': ("Inscription d'un utilisateur", P("L'administrateur de votre établissement crée votre compte depuis son espace personnalisé.")),
    'plan': ('Plan du site', ''),
    'generales': ('Informations générales', P(*GENERALES)),
}
for cle, nom in REGIMES:
    INFOS['regime-' + re.sub(r'\W', '', cle).lower()] = (cle, P(esc(nom) + '.', "Les employeurs retrouvent leurs services dans l'espace personnalisé."))
for cle, a in ACTUS.items():
    INFOS['actualite-' + cle] = (a[0], P(esc(a[1] + ' ' + a[3]), a[2]))


def v_accueil(ctx, data):
    f = 'formAccueil'
    prof = data.get('profil', 'employeur')
    data['qs'] = '' if prof == 'employeur' else 'profil=' + prof
    onglets = '<p class="outils">%s <a href="#" onclick="window.print();return false;">Imprimer</a> <a href="#" onclick="taille(-1);return false;">A⁻</a> <a href="#" onclick="taille(1);return false;">A⁺</a></p>' % lien(ctx, '/accueil.jsf', 'Accueil')
    onglets += '<p class="profils">%s - Vous êtes %s</p>' % (lien(ctx, '/accueil.jsf', 'Changer de profil'), ' '.join(
        '<strong>%s</strong>' % lien(ctx, '/accueil.jsf', t, 'profil=' + p, 'actif' if p == prof else '') for p, t in PROFILS))
    acces = ('<p>Pour vous <strong>connecter</strong> à votre espace personnalisé, cliquez sur</p><p>%s</p>'
             % bouton(f, 'acces', 'Accès à mon espace personnalisé', 'principal'))
    actus = ''
    for k in ('iheps', 'dai2010'):
        t, d, j, _ = ACTUS[k]
        actus += '<div class="actu"><h3>%s</h3><p>%s (...)</p><p class="date">%s</p><p>&gt; %s</p></div>' % (
            esc(t), esc(d), j, lien(ctx, '/info/actualite-%s.jsf' % k, 'En savoir +'))
    cherche = '<p>%s%s</p>' % (texte(f, 'motcle', data, 80, 30, entree='chercher'), bouton(f, 'chercher', 'OK'))
    cherche = '<p><label for="%s">Tapez un mot-clé, une expression</label></p>' % cid(f, 'motcle') + cherche
    if data.get('trouve') is not None:
        cherche += ('<ul class="resultats">' + ''.join('<li>%s</li>' % lien(ctx, '/info/%s.jsf' % k, esc(INFOS[k][0])) for k in data['trouve'])
                    + '</ul>' if data['trouve'] else '<p>Aucun résultat.</p>')
    utiles = '<p>Forum Retraite 2010 : les actes et les vidéos en ligne</p><p>&gt; %s</p>' % lien(ctx, '/info/actualite-forum2010.jsf', 'En savoir +')
    gauche = panel('infosGenerales', 'Informations générales', '<ul>%s</ul>' % ''.join('<li>%s</li>' % lien(ctx, '/info/generales.jsf', esc(g)) for g in GENERALES))
    gauche += panel('regimes', 'Liste des régimes et fonds', '<ul>%s</ul>' % ''.join(
        '<li>%s</li>' % lien(ctx, '/info/regime-%s.jsf' % re.sub(r'\W', '', k).lower(), esc(k)) for k, _ in REGIMES))
    gauche += panel('infosEmployeur', 'Informations Employeur', '<ul><li>%s</li></ul>' % lien(ctx, '/accueil.jsf', 'Votre actualité'))
    autre = P('Cet espace est ouvert aux employeurs ; les services de votre profil sont présentés dans les rubriques ci-contre.') if prof != 'employeur' else ''
    corps = onglets + grille([(gauche, autre + panel('actualite', 'Votre actualité', actus), panel('acces', 'Espace personnalisé', acces)
                               + panel('recherche', 'RECHERCHER SUR LE SITE :', cherche) + panel('liens', 'Liens utiles', utiles))])
    return page(ctx, 'accueil', data, 'Accueil', f, corps, public=True, h1=dict(PROFILS)[prof].capitalize())


def p_accueil(ctx, data, act):
    if act == 'acces':
        return 'go', '/connexion.jsf'
    if act == 'chercher':
        mot = data['v'].get('motcle', '').lower()
        data['trouve'] = [k for k, (t, c) in INFOS.items() if mot and mot in (t + ' ' + re.sub('<[^>]+>', '', c)).lower()]
    return 'view', 'accueil', data


def v_info(ctx, data):
    cle = data['cle']
    titre, corps = INFOS[cle]
    if cle == 'plan':
        corps = '<ul>' + ''.join('<li>%s</li>' % lien(ctx, '/info/%s.jsf' % k, esc(t)) for k, (t, _) in INFOS.items()) + '</ul>'
    if cle == 'inscription':
        corps += '<ul>' + ''.join('<li>%s</li>' % lien(ctx, '/info/%s.jsf' % k, esc(INFOS[k][0])) for k in
                                  ('inscription-administrateur', 'inscription-utilisateur')) + '</ul>'
    if cle.startswith('actualite') or cle.startswith('regime'):
        corps += '<p>%s</p>' % lien(ctx, '/accueil.jsf', "Retour à l'accueil")
    else:
        corps += '<p>%s</p>' % lien(ctx, '/connexion.jsf', 'Retour à la fenêtre de connexion')
    CHEMINS['info'] = '/info/%s.jsf' % cle
    return page(ctx, 'info', data, titre, 'formInfo', '<div class="ui-panel ui-widget ui-widget-content ui-corner-all">%s</div>' % corps, fil=[(None, titre)])


# ------------------------------------------------------------------ connexion

def v_connexion(ctx, data):
    f = 'formConnexion'
    deja = grille([(label(f, 'identifiant', 'Code identifiant'), texte(f, 'identifiant', data, 20, 18)),
                   (label(f, 'code', 'Code confidentiel'), texte(f, 'code', data, 20, 18, 'password')),
                   ('', bouton(f, 'valider', 'Je valide', 'principal'))])
    deja = deja.replace(' :</label>', '</label>')
    deja += '<p>%s</p><p>%s</p>' % (lien(ctx, '/codes/codesPerdus.jsf', 'Codes perdus *'), lien(ctx, '/info/aide.jsf', 'Aide à la connexion'))
    deja += "<p><strong>Plus d'info ?</strong></p><ul class=\"fleches\"><li>&gt; %s</li><li>&gt; %s</li></ul>" % (
        lien(ctx, '/info/administrateur.jsf', 'Je suis administrateur'), lien(ctx, '/info/utilisateur.jsf', 'Je suis utilisateur'))
    pas = '<p>%s</p>' % bouton(f, 'inscrire', "Je m'inscris") + "<p><strong>Plus d'info ?</strong></p><ul class=\"fleches\">" + ''.join(
        '<li>&gt; %s</li>' % lien(ctx, '/info/%s.jsf' % k, esc(t)) for k, t in (
            ('presentation', "Présentation de l'espace personnalisé"), ('video', "Démonstration vidéo de l'inscription ▶"),
            ('inscription-administrateur', "Inscription d'un administrateur"), ('inscription-utilisateur', "Inscription d'un utilisateur"),
            ('cgu', "Conditions générales d'utilisation (CGU)"))) + '</ul>'
    ariane = "<p>Bonjour, je m'appelle Ariane et je suis là pour vous aider</p><p><label for=\"%s\">Votre question</label> %s %s</p>" % (
        cid(f, 'ariane'), texte(f, 'ariane', data, 120, 40, entree='demander'), bouton(f, 'demander', 'Demander'))
    if data.get('reponse'):
        ariane += '<p class="reponse">%s</p>' % data['reponse']
    note = ("<div class=\"note\"><p>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</p>"
            "<p>(*) Vous pouvez récupérer vos codes d'accès uniquement :</p>" + CONDITIONS +
            "<p>Si ce n'est pas le cas :<br />demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</p></div>")
    if D('note-recuperation-absente'):
        note = ''
    corps = '<h2>ACCÈS À MON ESPACE PERSONNALISÉ &gt;</h2>' + grille([(panel('dejaInscrit', 'Je suis déjà inscrit(e)', deja, 'h3'),
                                                                         panel('pasInscrit', 'Je ne suis pas encore inscrit(e)', pas, 'h3'))])
    corps += note + panel('ariane', 'Poser votre question', ariane, 'h3')
    return page(ctx, 'connexion', data, 'Connexion', f, corps, fil=[(None, 'Connexion')], h1='Retraites et solidarité')


def p_connexion(ctx, data, act):
    v = data['v']
    data['bad'], data['reponse'] = [], None
    if act == 'inscrire':
        return 'go', '/info/inscription.jsf'
    if act == 'demander':
        q = v.get('ariane', '').lower()
        cle, txt = ('aide', "l'aide à la connexion")
        if 'inscri' in q:
            cle, txt = 'inscription', "l'inscription"
        if 'perdu' in q or 'code' in q or 'oubli' in q:
            data['reponse'] = 'Vous avez perdu vos codes ? Ouvrez la rubrique ' + lien(ctx, '/codes/codesPerdus.jsf', 'Codes perdus') + '.'
        else:
            data['reponse'] = 'Je vous propose de consulter ' + lien(ctx, '/info/%s.jsf' % cle, txt) + '.'
        return 'view', 'connexion', data
    obligatoires(ctx, data, [('identifiant', 'Code identifiant'), ('code', 'Code confidentiel')])
    if data['bad'] or act != 'valider':
        return 'view', 'connexion', data
    c = compte(v['identifiant'])
    if c and c.code is None and v['code'] == c.perime:
        ctx.erreur('Code confidentiel annulé', 'Vous devez renouveler votre code confidentiel : utilisez la rubrique « Codes perdus ».')
        return 'view', 'connexion', data
    if not c or c.code is None or v['code'] not in (c.code, c.ancien if D('ancien-code-valide') else c.code):
        ctx.erreur('Connexion refusée', 'Le code identifiant ou le code confidentiel est incorrect.')
        data['bad'] = ['identifiant', 'code']
        return 'view', 'connexion', data
    SESSIONS.pop(ctx.session.id, None)                            # nouvelle session à l'authentification
    ctx.session.id, ctx.session.data = secrets.token_hex(16).upper(), {}
    SESSIONS[ctx.session.id] = ctx.session
    if c.certification and not D('certification-non-demandee'):
        if D('essais-par-session'):
            c.essais = 0
        ctx.session.data['attente'] = c.identifiant
        return 'go', '/certification.jsf'
    return ouvrir(ctx, c)


def ouvrir(ctx, c):
    ctx.session.data.pop('attente', None)
    ctx.session.data['user'] = c.identifiant
    c.derniere, ctx.session.data['derniere'] = time.strftime('%d/%m/%Y à %H:%M'), c.derniere
    return 'go', '/espace/accueil.jsf' if c.connecte_une_fois else '/espace/question.jsf'


def obligatoires(ctx, data, champs):
    for nom, lib in champs:
        if not data['v'].get(nom):
            data['bad'].append(nom)
            if V('messages-autres'):
                ctx.erreur(lib, 'Merci de compléter cette rubrique.')
            else:
                ctx.erreur('Champ obligatoire', '« %s » : une valeur est requise.' % lib)


def v_certification(ctx, data):
    f = 'formCertification'
    if not ctx.session.data.get('attente'):
        return 'go', '/connexion.jsf'
    corps = P("Vous avez régénéré votre code confidentiel. Saisissez le <strong>code de certification</strong> qui s'est affiché à cette occasion.")
    corps += panel('certif', 'Code de certification', grille([(label(f, 'certification', 'Code de certification', '*'), texte(f, 'certification', data, 20, 20))]))
    corps += '<p class="boutons">%s %s</p><p>* Champs obligatoires</p>' % (bouton(f, 'valider', 'Valider', 'principal'), bouton(f, 'annuler', 'Annuler'))
    corps += P('Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.')
    return page(ctx, 'certification', data, 'Code de certification', f, corps, fil=[('/connexion.jsf', 'Connexion'), (None, 'Code de certification')])


def p_certification(ctx, data, act):
    c = compte(ctx.session.data.get('attente'))
    if not c:
        return 'go', '/connexion.jsf'
    if act == 'annuler':
        ctx.session.data.pop('attente')
        return 'go', '/connexion.jsf'
    data['bad'] = []
    obligatoires(ctx, data, [('certification', 'Code de certification')])
    saisi = data['v'].get('certification', '').upper()
    data['v'] = {}
    if data['bad'] or act != 'valider':
        return 'view', 'certification', data
    limite = 10 ** 6 if D('essais-illimites') else MAX_CERTIF
    if c.certification and c.essais < limite:
        if saisi == c.certification:
            c.certification, c.essais = None, 0
            return ouvrir(ctx, c)
        c.essais += 1
    if c.certification and c.essais < limite:
        reste = limite - c.essais
        ctx.erreur('Code de certification incorrect', 'Il vous reste %d essai%s.' % (reste, 's' if reste > 1 else ''))
        data['bad'] = ['certification']
        return 'view', 'certification', data
    c.perime, c.code, c.certification = c.code or c.perime, None, None
    ctx.session.data.pop('attente')
    ctx.erreur('Code de certification incorrect', '3 essais infructueux : vous devez renouveler votre code confidentiel (rubrique « Codes perdus »).')
    return 'view', 'connexion', {}


# ------------------------------------------------------------------ codes perdus

FIL = ('/connexion.jsf', 'Connexion')
ADMINFIL = ('/codes/codesPerdus.jsf', 'Codes perdus')


def v_codes(ctx, data):
    f = 'formCodes'
    a, b, c, d = (lien_cmd(f, n, 'cliquez ici') for n in ('perduConfidentiel', 'perduIdentifiant', 'perduLesDeux', 'perduUtilisateur'))
    corps = '<h2>Vous avez perdu votre code confidentiel ou votre code identifiant</h2>'
    corps += "<p class=\"consigne\">En fonction de votre situation, cliquez sur l'un des choix</p>"
    choix = ['<li>Vous avez perdu votre <strong>code confidentiel</strong> : %s</li>' % a,
             '<li>Vous avez perdu votre <strong>code identifiant</strong> : %s</li>' % b,
             '<li>Vous avez perdu votre <strong>code identifiant et votre code confidentiel</strong> : %s</li>' % c]
    if D('choix-absent'):
        choix.pop()
    corps += panel('administrateur', 'Vous êtes administrateur', '<ul>%s</ul>' % ''.join(choix), 'h3')
    corps += panel('utilisateur', 'Vous êtes utilisateur sans être administrateur',
                   '<ul><li>Vous avez perdu votre <strong>code identifiant et / ou votre code confidentiel</strong> : %s</li></ul>' % d, 'h3')
    corps += '<p class="boutons">%s</p>' % lien(ctx, '/connexion.jsf', '[annuler]')
    return page(ctx, 'codes', data, 'Codes perdus', f, corps, fil=[FIL, (None, 'Codes perdus')], etape=1)


def p_codes(ctx, data, act):
    if act == 'perduConfidentiel':
        return 'view', 'regeneration', {}
    if act in ('perduIdentifiant', 'perduLesDeux'):
        return 'view', 'recherche', {'but': act}
    if act == 'perduUtilisateur':
        return 'go', '/codes/utilisateur.jsf'
    return 'view', 'codes', data


def v_utilisateur(ctx, data):
    corps = P("Les codes d'accès des utilisateurs sont gérés par l'administrateur de votre établissement.",
              "Demandez-lui votre code identifiant ou la régénération de votre code confidentiel : il dispose de ces services dans son espace personnalisé.",
              "Si votre établissement n'a plus d'administrateur, %s." % lien(ctx, '/info/contact.jsf', 'contactez-nous'))
    corps = panel('orienter', 'Vous êtes utilisateur sans être administrateur', corps)
    corps += '<p class="boutons">%s</p>' % lien(ctx, '/codes/codesPerdus.jsf', 'Retour', cls='ui-button ui-widget ui-state-default ui-corner-all')
    return page(ctx, 'utilisateur', data, 'Codes perdus : utilisateur', 'formUtilisateur', corps, fil=[FIL, ADMINFIL, (None, 'Utilisateur')])


def v_recherche(ctx, data):
    f = 'formRecherche'
    if not data.get('but'):
        return 'go', '/codes/codesPerdus.jsf'
    maj = '<span class="indication">Saisie en majuscules</span>'
    etab = grille([(label(f, 'siret', 'Numéro SIRET', '*'), texte(f, 'siret', data, 14, 20), ''),
                   (label(f, 'bcr', 'Numéro BCR', '**'), texte(f, 'bcr', data, 20, 20), maj),
                   (label(f, 'contrat', 'Numéro de contrat', '**'), texte(f, 'contrat', data, 20, 20), maj)])
    etab += ('<p class="aide">Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification '
             '(exemple 01ABC111). Vous le retrouvez sur les courriers et courriels.</p>')
    coord = grille([(label(f, 'nom', 'Votre Nom', '*'), texte(f, 'nom', data)),
                    (label(f, 'prenom', 'Prénom', '' if D('etoile-prenom') else '*'), texte(f, 'prenom', data))])
    corps = '<p class="consigne">Complétez les champs obligatoires * puis cliquez sur « rechercher »</p>'
    corps += panel('etablissement', 'Votre établissement', etab) + panel('coordonnees', 'Coordonnées professionnelles', coord)
    corps += '<p class="boutons">%s %s</p>' % (bouton(f, 'rechercher', 'rechercher', 'principal'), bouton(f, 'annuler', 'Annuler'))
    corps += '<p class="legende">* Champs obligatoires</p>'
    if not D('legende-absente'):
        corps += "<p class=\"legende\">** Vous devez obligatoirement compléter au moins l'un de ces deux champs</p>"
    corps += ("<div class=\"note\"><p>Si votre requête n'aboutit pas, vérifiez que :</p><ul>"
              "<li>le n° de BCR ou de contrat est bien saisi en majuscules,</li>"
              "<li>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,</li>"
              "<li>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</li></ul></div>")
    return page(ctx, 'recherche', data, 'Recherche de votre code identifiant', f, corps, fil=[FIL, ADMINFIL, (None, 'Recherche')], etape=2)


def chercher(v):
    def meme(a, b):
        return a.lower() == b.lower() if D('noms-sans-casse') else a == b

    def numero(saisi, b):
        return not saisi or (saisi.upper() if D('bcr-minuscules') else saisi) == b
    return [c for c in COMPTES if c.siret == v['siret'] and numero(v['bcr'], c.bcr) and numero(v['contrat'], c.contrat)
            and meme(v['nom'], c.nom) and meme(v['prenom'], c.prenom) and (c.admin or D('utilisateur-accepte'))]


def refus_conditions(ctx):
    ctx.erreur('Récupération impossible en ligne',
               "Vous pouvez récupérer vos codes d'accès uniquement si vous vous êtes connecté une 1ère fois et si vous avez choisi la question secrète "
               "et sa réponse, et si l'adresse courriel enregistrée sur votre compte est valide. Si ce n'est pas le cas : demandez à un autre "
               "administrateur de votre établissement de régénérer votre code confidentiel.")


def p_recherche(ctx, data, act):
    if act == 'annuler' and not D('annuler-valide-tout'):
        return 'go', '/codes/codesPerdus.jsf'
    v, data['bad'] = data['v'], []
    obligatoires(ctx, data, [('siret', 'Numéro SIRET'), ('nom', 'Votre Nom'), ('prenom', 'Prénom')])
    if v.get('siret') and not re.fullmatch(r'[0-9]{14}', v['siret']):
        data['bad'].append('siret')
        ctx.erreur('Numéro SIRET incorrect', 'Le numéro SIRET comporte 14 chiffres.')
    if not v.get('bcr') and not v.get('contrat') and not D('bcr-contrat-facultatifs'):
        data['bad'] += ['bcr', 'contrat']
        ctx.erreur('Numéro BCR, Numéro de contrat', "Vous devez obligatoirement compléter au moins l'un de ces deux champs.")
    if data['bad']:
        return 'view', 'recherche', data
    if act != 'rechercher':
        return ('go', '/codes/codesPerdus.jsf') if act == 'annuler' else ('view', 'recherche', data)
    trouves = chercher(v)
    if len(trouves) != 1:
        if V('messages-autres'):
            ctx.erreur('Recherche infructueuse', "Nous n'avons pas retrouvé votre compte administrateur : contrôlez votre saisie.")
        else:
            ctx.erreur("Votre requête n'a pas abouti", 'Aucun compte administrateur ne correspond aux informations saisies. Vérifiez les points rappelés en bas de page.')
        return 'view', 'recherche', data
    c = trouves[0]
    if not c.recuperable():
        refus_conditions(ctx)
        return 'view', 'recherche', data
    APPLICATION.setdefault('compte', c)
    if D('bean-application'):                                     # bean en portée application : le premier venu pour tous
        c = APPLICATION['compte']
    if data['but'] == 'perduIdentifiant':
        return 'view', 'resultat', {'compte': c.identifiant}
    return 'view', 'regeneration', prerempli(c)


def prerempli(c):
    if D('identifiant-non-rempli'):
        return {}
    d = {'compte': c.identifiant, 'v': {'identifiant': c.identifiant}}
    if V('noms-preremplis'):
        d['v'].update(nom=c.nom, prenom=c.prenom)
    return d


def v_resultat(ctx, data):
    f = 'formResultat'
    c = compte(data.get('compte'))
    if not c:
        return 'go', '/codes/codesPerdus.jsf'
    corps = panel('resultat', 'Votre code identifiant', '<p>Votre code identifiant est : <strong class="code">%s</strong></p>' % esc(c.identifiant))
    corps += P('Si vous avez aussi perdu votre code confidentiel, vous pouvez le régénérer.')
    corps += '<p class="boutons">%s %s</p>' % (bouton(f, 'regenerer', 'Regénérer votre code confidentiel'), bouton(f, 'connexion', 'Retour à la connexion', 'principal'))
    return page(ctx, 'resultat', data, 'Recherche de votre code identifiant', f, corps, fil=[FIL, ADMINFIL, (None, 'Recherche')], etape=2)


def p_resultat(ctx, data, act):
    if act == 'regenerer':
        return 'view', 'regeneration', prerempli(compte(data['compte']))
    return 'go', '/connexion.jsf'


def v_regeneration(ctx, data):
    f = 'formRegeneration'
    if ctx.session.data.get('_get') == 'regeneration':
        return 'go', '/codes/codesPerdus.jsf'
    auto = bool(data.get('compte'))
    corps = ('<p class="consigne">Saisissez toutes les rubriques du formulaire puis cliquez sur "Générer le code confidentiel", '
             "<strong>un nouveau code confidentiel vous sera envoyé à l'adresse e-mail enregistrée dans nos fichiers.</strong></p>")
    corps += panel('identite', 'Votre compte', grille([
        (label(f, 'nom', 'Votre Nom', '*'), texte(f, 'nom', data), ''),
        (label(f, 'prenom', 'Votre Prénom', '*'), texte(f, 'prenom', data), ''),
        (label(f, 'identifiant', 'Code identifiant', '*'), texte(f, 'identifiant', data, 20, 20, readonly=auto),
         '<span class="indication">Votre identifiant est renseigné automatiquement</span>' if auto else ''),
        (label(f, 'courriel', 'Adresse e-mail', '*'), texte(f, 'courriel', data, 120, 40),
         '<span class="indication">(doit être identique à celle qui est mentionnée sur votre compte)</span>')])
        + '<p class="aide">Adresse à laquelle vous recevrez votre nouveau code confidentiel. Elle doit être identique à celle qui est enregistrée sur votre compte.</p>')
    corps += panel('secret', 'Question secrète', '<p>Sélectionnez la question que vous avez choisie lors de votre inscription :</p>' + grille([
        (label(f, 'question', 'Question', '*'), liste(f, 'question', data, QUESTIONS)),
        (label(f, 'reponse', 'Réponse', '*'), texte(f, 'reponse', data, 80, 40))]))
    corps += '<p class="boutons">%s %s</p>' % (bouton(f, 'generer', 'Générer le code confidentiel', 'principal'), bouton(f, 'annuler', 'Annuler'))
    corps += '<p class="legende">* Champs obligatoires</p>'
    titre = 'Recherche de votre code identifiant' if D('titre-etape3') else 'Regénérer votre code confidentiel'
    return page(ctx, 'regeneration', data, titre, f, corps, fil=[FIL, ADMINFIL, (None, 'Identification')], etape=3)


def p_regeneration(ctx, data, act):
    if act == 'annuler':
        return 'go', '/codes/codesPerdus.jsf'
    v, data['bad'] = data['v'], []
    if data.get('compte'):
        v['identifiant'] = data['compte']                          # readonly : la valeur soumise n'est pas décodée
    obligatoires(ctx, data, [('nom', 'Votre Nom'), ('prenom', 'Votre Prénom'), ('identifiant', 'Code identifiant'),
                             ('courriel', 'Adresse e-mail'), ('question', 'Question')]
                 + ([] if D('reponse-ignoree') else [('reponse', 'Réponse')]))
    if v.get('courriel') and not re.fullmatch(r'[^@\s]+@[^@\s]+\.[^@\s]+', v['courriel']):
        data['bad'].append('courriel')
        ctx.erreur('Adresse e-mail incorrecte', "L'adresse saisie n'est pas une adresse e-mail valide.")
    if data['bad'] or act != 'generer':
        return 'view', 'regeneration', data
    c = compte(v['identifiant'])
    if c and (c.nom != v['nom'] or c.prenom != v['prenom'] or not (c.admin or D('utilisateur-accepte'))):
        c = None
    if c and not c.recuperable():
        refus_conditions(ctx)
        return 'view', 'regeneration', data
    if c and c.courriel != v['courriel'] and not D('courriel-non-compare') and not D('courriel-saisi'):
        c = None
    if c and c.question != v['question'] and not D('question-ignoree'):
        c = None
    if c and c.reponse != v['reponse'] and not D('reponse-ignoree'):
        c = None
    if not c:
        if V('messages-autres'):
            ctx.erreur('Demande refusée', "Votre saisie ne concorde pas avec votre compte.")
        else:
            ctx.erreur('Informations incorrectes', 'Les informations saisies ne correspondent pas à celles qui sont enregistrées sur votre compte. Vérifiez votre saisie.')
        return 'view', 'regeneration', data
    code, certif = nouveau_code(), nouvelle_certification()
    try:
        envoyer(v['courriel'] if D('courriel-saisi') else c.courriel, code, certif)
    except (OSError, smtplib.SMTPException):
        ctx.erreur('Service momentanément indisponible', "Le courriel n'a pas pu être envoyé ; votre code confidentiel n'a pas été modifié. Renouvelez votre demande ultérieurement.")
        return 'view', 'regeneration', data
    c.ancien, c.code, c.certification, c.essais, c.perime = c.code, code, certif, 0, None
    ctx.session.data['certif'] = certif
    ctx.session.data['codeAffiche'] = code
    return 'go', '/codes/confirmation.jsf'


def v_confirmation(ctx, data):
    f, certif = 'formConfirmation', ctx.session.data.get('certif')
    if not certif:
        return 'go', '/codes/codesPerdus.jsf'
    corps = P('Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.',
              'Veillez noter le <strong>code de certification</strong> que vous devrez impérativement saisir lors de votre prochaine connexion :')
    if D('code-affiche'):
        corps += P('Code confidentiel : <strong>%s</strong>' % ctx.session.data['codeAffiche'])
    if not D('important-absent'):
        corps += ("<p class=\"important\"><strong>Important :</strong> Vous devez impérativement noter le code qui s'affiche dans ce cadre : "
                  "<strong>il ne s'agit pas de votre code confidentiel</strong>, il vous sera demandé lors de votre prochaine connexion. "
                  "Si, lors de votre prochaine connexion, vous faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</p>")
    corps += '<div id="cadre" class="ui-widget-content ui-corner-all cadre"><span id="%s" class="code">%s</span></div>' % (cid(f, 'codeCertification'), certif)
    if not D('lien-sonore-absent'):
        corps += '<p>%s</p>' % lien(ctx, '/servlet/versionSonore.wav', '(Cliquez ici pour entendre la version sonore)')
    corps += '<p class="boutons">%s</p>' % bouton(f, 'terminer', 'Terminer', 'principal')
    return page(ctx, 'confirmation', data, 'Régénération du code confidentiel', f, corps, fil=[FIL, ADMINFIL, (None, 'Certification')], etape=4)


def p_confirmation(ctx, data, act):
    if act != 'terminer' or D('terminer-inactif'):
        return 'view', 'confirmation', data
    ctx.session.data.pop('certif', None)
    ctx.session.data.pop('codeAffiche', None)
    return 'go', '/accueil.jsf' if V('terminer-accueil') else '/connexion.jsf'


# ------------------------------------------------------------------ espace personnalisé

def v_espace(ctx, data):
    u = ctx.user()
    if not u:
        return 'go', '/connexion.jsf'
    if not u.connecte_une_fois:
        return 'go', '/espace/question.jsf'
    infos = grille([('Nom', esc(u.nom)), ('Prénom', esc(u.prenom)), ('Code identifiant', esc(u.identifiant)),
                    ('Profil', 'Administrateur' if u.admin else 'Utilisateur'), ('Numéro SIRET', esc(u.siret)),
                    ('Numéro BCR', esc(u.bcr) or '-'), ('Numéro de contrat', esc(u.contrat) or '-'), ('Adresse e-mail', esc(u.courriel))])
    der = ctx.session.data.get('derniere')
    corps = P('Bienvenue %s %s.' % (esc(u.prenom), esc(u.nom)), *(['Dernière connexion : %s' % der] if der else []))
    corps += panel('mesInformations', 'Mes informations', infos)
    corps += panel('mesServices', 'Mes services', '<ul>' + ''.join('<li>%s</li>' % lien(ctx, '/info/regime-%s.jsf' % k.lower(), t) for k, t in (
        ('CNRACL', 'CNRACL : déclarations et dossiers'), ('Ircantec', 'Ircantec : déclarations'), ('RAFP', 'RAFP : versements'))) + '</ul>')
    if u.admin:
        rows = ''.join('<tr class="ui-widget-content"><td>%s</td><td>%s</td><td>%s</td></tr>' % (
            esc(c.nom), esc(c.prenom), 'Administrateur' if c.admin else 'Utilisateur') for c in COMPTES if c.siret == u.siret)
        corps += panel('comptes', 'Les comptes de mon établissement', '<div class="ui-datatable ui-widget"><table role="grid"><thead><tr><th class="ui-state-default">Nom</th>'
                       '<th class="ui-state-default">Prénom</th><th class="ui-state-default">Profil</th></tr></thead><tbody>%s</tbody></table></div>' % rows)
    return page(ctx, 'espace', data, 'Mon espace personnalisé', 'formEspace', corps, fil=[(None, 'Mon espace personnalisé')])


def v_question(ctx, data):
    f, u = 'formQuestion', ctx.user()
    if not u or u.connecte_une_fois:
        return 'go', '/espace/accueil.jsf'
    corps = P("C'est votre première connexion : choisissez la question secrète et sa réponse, elles vous seront demandées en cas de perte de vos codes.")
    corps += panel('secret', 'Question secrète', grille([(label(f, 'question', 'Question', '*'), liste(f, 'question', data, QUESTIONS)),
                                                         (label(f, 'reponse', 'Réponse', '*'), texte(f, 'reponse', data, 80, 40))]))
    corps += '<p class="boutons">%s</p><p class="legende">* Champs obligatoires</p>' % bouton(f, 'enregistrer', 'Enregistrer', 'principal')
    return page(ctx, 'question', data, 'Votre question secrète', f, corps, fil=[(None, 'Question secrète')])


def p_question(ctx, data, act):
    u, data['bad'] = ctx.user(), []
    if not u:
        return 'go', '/connexion.jsf'
    obligatoires(ctx, data, [('question', 'Question'), ('reponse', 'Réponse')])
    if data['bad']:
        return 'view', 'question', data
    u.question, u.reponse, u.connecte_une_fois = data['v']['question'], data['v']['reponse'], True
    return 'go', '/espace/accueil.jsf'


def v_expiree(ctx, data):
    corps = panel('expire', 'Votre session a expiré', P(
        "La page demandée n'est plus disponible : votre session a expiré ou la page a été ouverte depuis trop longtemps.",
        'Les informations saisies n\'ont pas été prises en compte. %s' % lien(ctx, '/connexion.jsf', 'Retour à la fenêtre de connexion')))
    return page(ctx, 'expiree', data, 'Session expirée', 'formExpiree', corps, fil=[(None, 'Session expirée')])


def v_introuvable(ctx, data):
    corps = panel('e404', 'Page introuvable', P("La page demandée n'existe pas ou n'existe plus.", lien(ctx, '/info/plan.jsf', 'Plan du site')))
    return page(ctx, 'introuvable', data, 'Page introuvable', 'formErreur', corps, fil=[(None, 'Erreur')])


VUES = {'accueil': (v_accueil, p_accueil), 'connexion': (v_connexion, p_connexion), 'certification': (v_certification, p_certification),
        'codes': (v_codes, p_codes), 'recherche': (v_recherche, p_recherche), 'resultat': (v_resultat, p_resultat),
        'utilisateur': (v_utilisateur, None), 'regeneration': (v_regeneration, p_regeneration), 'confirmation': (v_confirmation, p_confirmation),
        'espace': (v_espace, None), 'question': (v_question, p_question), 'expiree': (v_expiree, None), 'introuvable': (v_introuvable, None),
        'info': (v_info, None)}
CHEMINS = {'accueil': '/accueil.jsf', 'connexion': '/connexion.jsf', 'certification': '/certification.jsf', 'codes': '/codes/codesPerdus.jsf',
           'recherche': '/codes/recherche.jsf', 'resultat': '/codes/resultat.jsf', 'utilisateur': '/codes/utilisateur.jsf',
           'regeneration': '/codes/regeneration.jsf', 'confirmation': '/codes/confirmation.jsf', 'espace': '/espace/accueil.jsf',
           'question': '/espace/question.jsf', 'expiree': '/sessionExpiree.jsf', 'introuvable': '/introuvable.jsf', 'info': '/info/cgu.jsf'}
CHAMPS = ['motcle', 'identifiant', 'code', 'ariane', 'certification', 'siret', 'bcr', 'contrat', 'nom', 'prenom', 'courriel', 'question', 'reponse']
ACTIONS = ['acces', 'chercher', 'valider', 'inscrire', 'demander', 'annuler', 'perduConfidentiel', 'perduIdentifiant', 'perduLesDeux',
           'perduUtilisateur', 'rechercher', 'regenerer', 'connexion', 'generer', 'terminer', 'enregistrer', 'deconnexion']

JS = '''/* PrimeFaces 4.0 (extrait du noyau) */
var PrimeFaces = {
  addSubmitParam: function (f, params) {
    var form = document.getElementById(f);
    for (var k in params) {
      var i = document.createElement('input');
      i.type = 'hidden'; i.name = k; i.value = params[k]; i.className = 'ui-submit-param';
      form.appendChild(i);
    }
    return this;
  },
  submit: function (f) {
    var form = document.getElementById(f);
    form.submit();
    for (var i = form.elements.length - 1; i >= 0; i--) {
      if (form.elements[i].className === 'ui-submit-param') { form.removeChild(form.elements[i]); }
    }
  }
};
var corps = 100;
function taille(sens) { corps = Math.max(80, Math.min(150, corps + 10 * sens)); document.body.style.fontSize = corps + '%'; }
'''
CSS = '''body{margin:0;background:#e8eef4;font-family:"Trebuchet MS",Arial,sans-serif;font-size:100%;color:#222}
#page{width:960px;margin:0 auto;background:#fff;border:1px solid #a6c9e2;font-size:.85em}
#entete{padding:8px 16px;position:relative}#entete p{margin:2px 0}.marque{font-size:1.3em;font-weight:bold}.service{letter-spacing:1px}
.etat{position:absolute;right:16px;top:8px}.retour{position:absolute;right:16px;top:32px}#entete a{color:#fff}
.ui-widget-header{background:TEINTE;color:#fff;border:1px solid #4297d7}.ui-widget-content{border-color:#a6c9e2}
.ui-corner-all{border-radius:5px}.ui-helper-clearfix:after{content:"";display:block;clear:both}
.ui-breadcrumb{margin:6px 16px;padding:4px 8px}.ui-breadcrumb ul,.ui-wizard-step-titles{list-style:none;margin:0;padding:0}
.ui-breadcrumb li,.ui-wizard-step-title{display:inline-block;margin-right:6px}.ui-breadcrumb a{color:#fff}
.ui-wizard{margin:6px 16px}.ui-wizard-step-title{padding:5px 12px;border:1px solid #c5dbec;color:#4f6f8c;background:#dfeffc}
.ui-state-highlight{background:#fbec88;border-color:#fad42e;color:#363636;font-weight:bold}
#contenu{padding:4px 16px 16px}h1{font-size:1.5em;color:TEINTE}h2{font-size:1.15em}h3{font-size:1em}
.ui-panel{margin:10px 0;border:1px solid #a6c9e2;padding:3px}.ui-panel-titlebar{padding:4px 10px}.ui-panel-title{margin:0;font-size:1em}.ui-panel-content{padding:6px 10px}
.ui-panelgrid{border-collapse:collapse}.ui-panelgrid td{padding:4px 8px;vertical-align:top}
.ui-inputfield{padding:3px;border:1px solid #a6c9e2}.ui-inputfield[readonly]{background:#eee}.ui-state-error{border:1px solid #cd0a0a;background:#fef1ec}
.ui-outputlabel-rfi{color:#b00;font-weight:bold}.ui-button{padding:4px 12px;border:1px solid #79b7e7;background:#dfeffc;color:#1d5987;font-weight:bold;cursor:pointer;text-decoration:none}
.principal{background:TEINTE;color:#fff}.boutons{text-align:center}.legende,.indication,.aide{font-size:.9em;color:#555}.indication{font-style:italic}
.ui-messages-error,.ui-messages-warn,.ui-messages-info{border:1px solid #c00;background:#ffbaba;color:#a00;padding:8px}.ui-messages ul{margin:0}
.ui-messages-error-summary{font-weight:bold;margin-right:8px}.note{border:1px dashed #79b7e7;padding:4px 12px;background:#f8fbfe}
.cadre{border:2px solid TEINTE;padding:16px;text-align:center;width:300px;margin:12px auto}.code{font:bold 1.6em monospace;letter-spacing:3px}
.ui-datatable table{border-collapse:collapse;width:100%}.ui-datatable td,.ui-datatable th{border:1px solid #c5dbec;padding:4px 8px;text-align:left}
.fleches{list-style:none;padding-left:12px}
#pied{border-top:1px solid #a6c9e2;padding:6px 16px}#pied li{display:inline;margin-right:14px}#pied ul{padding:0}
@media print{#entete,#pied,.ui-breadcrumb,.ui-wizard,button{display:none}}
'''


FAVICON = (struct.pack('<3H4B2H2I', 0, 1, 1, 16, 16, 0, 0, 1, 32, 40 + 16 * 16 * 4 + 64, 22) + struct.pack('<3I2H6I', 40, 16, 32, 1, 32, 0, 0, 0, 0, 0, 0)
           + b'\x9e\x6e\x2e\xff' * 256 + b'\0' * 64)


# ------------------------------------------------------------------ conteneur de servlets

class Handler(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'

    def version_string(self):
        return 'Apache-Coyote/1.1'

    def log_message(self, *a):
        pass

    def rendre(self, statut, corps, ctype='text/html;charset=UTF-8', extra=()):
        if isinstance(corps, str):
            corps = corps.encode('utf-8')
        self.send_response(statut)
        for k, v in extra:
            self.send_header(k, v)
        self.send_header('Content-Type', ctype)
        self.send_header('Content-Length', str(len(corps)))
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(corps)

    def do_GET(self):
        self.traiter()

    do_HEAD = do_POST = do_GET

    def traiter(self):
        sp = urlsplit(self.path)
        chemin, _, matrice = sp.path.partition(';')
        taille = int(self.headers.get('Content-Length') or 0)
        brut = self.rfile.read(min(taille, 200000)).decode('utf-8', 'replace') if taille else ''
        params = {k: v[-1] for k, v in parse_qs(brut, keep_blank_values=True).items()}
        query = {k: v[-1] for k, v in parse_qs(sp.query).items()}
        chemin = unquote(chemin)
        if chemin in ('/', CP, CP + '/') and self.command != 'POST':
            return self.rendre(302, '', extra=[('Location', CP + '/accueil.jsf')])
        if chemin.startswith(CP + '/javax.faces.resource/'):
            if 'theme.css' in chemin:
                return self.rendre(200, CSS.replace('TEINTE', '#9c1c1c' if 'blitzer' in sp.query else '#2e6e9e'), 'text/css;charset=UTF-8')
            return self.rendre(200, JS, 'application/javascript;charset=UTF-8')
        if chemin == '/favicon.ico':
            return self.rendre(200, FAVICON, 'image/x-icon')
        if not chemin.startswith(CP + '/'):                        # hors contexte : pas de session
            return self.rendre(404, '<html><head><title>Etat HTTP 404</title></head><body><h1>Etat HTTP 404 - %s</h1></body></html>' % esc(chemin))
        with LOCK:
            m = re.search(r'JSESSIONID=([0-9A-F]{32})', self.headers.get('Cookie') or '')
            j = re.match(r'jsessionid=([0-9A-F]{32})', matrice)
            now = time.time()
            for k in [k for k, s in SESSIONS.items() if now - s.vu > SESSION_TIMEOUT]:
                del SESSIONS[k]
            s = SESSIONS.get(m.group(1)) if m else None
            par_cookie = s is not None
            if s is None and j:
                s = SESSIONS.get(j.group(1))
            neuve = s is None
            if neuve:
                s = Session()
                SESSIONS[s.id] = s
            s.vu, avant = now, s.id
            ctx = Ctx(s, par_cookie, params, query)
            statut, corps, ctype, extra = self.repondre(ctx, chemin)
            if neuve or s.id != avant:
                extra.append(('Set-Cookie', 'JSESSIONID=%s; Path=%s; HttpOnly' % (s.id, CP)))
        extra += [('X-Powered-By', 'JSF/2.1'), ('Cache-Control', 'no-cache, no-store, must-revalidate'), ('Pragma', 'no-cache')]
        self.rendre(statut, corps, ctype, extra)

    def repondre(self, ctx, chemin):
        HTML = 'text/html;charset=UTF-8'
        s = ctx.session

        def aller(p):
            return 302, '', HTML, [('Location', ctx.url(p))]
        vue = next((v for v, p in CHEMINS.items() if CP + p == chemin and v != 'info'), None)
        info = re.fullmatch(re.escape(CP) + r'/info/([a-z0-9-]+)\.jsf', chemin)
        if info and info.group(1) in INFOS:
            vue = 'info'
        if self.command == 'POST':
            if vue is None:
                return self.montrer(ctx, 'introuvable', {}, 404)
            vs = s.vues.get(ctx.params.get('javax.faces.ViewState', ''))
            if not vs:                                             # ViewExpiredException
                return aller('/sessionExpiree.jsf')
            nom, data = vs[0], json.loads(json.dumps(vs[1]))
            form = next((k for k in ctx.params if ':' not in k and k.startswith('form') and ctx.params[k] == k), 'form')
            data['v'] = {c: ctx.params[cid(form, c)].strip() for c in CHAMPS if cid(form, c) in ctx.params}
            act = next((a for a in ACTIONS if cid(form, a) in ctx.params), None)
            if act == 'deconnexion':
                SESSIONS.pop(s.id, None)
                s.id, s.data, s.vues = secrets.token_hex(16).upper(), {}, OrderedDict()
                SESSIONS[s.id] = s
                return aller('/connexion.jsf')
            fn = VUES[nom][1]
            res = fn(ctx, data, act) if fn else ('view', nom, data)
            if res[0] == 'go':
                return aller(res[1])
            if V('prg-partout'):
                s.data['flash'] = (res[1], res[2], ctx.messages)
                return aller(CHEMINS[res[1]] if res[1] != 'info' else '/info/%s.jsf' % res[2]['cle'])
            return self.montrer(ctx, res[1], res[2])
        if chemin == CP + '/servlet/versionSonore.wav':
            if s.data.get('certif'):
                return 200, version_sonore(s.data['certif']), 'audio/x-wav', []
            return self.montrer(ctx, 'introuvable', {}, 404)
        if vue is None or vue == 'introuvable':
            return self.montrer(ctx, 'introuvable', {}, 404)
        flash = s.data.pop('flash', None)
        if flash and flash[0] == vue:
            ctx.messages = flash[2]
            return self.montrer(ctx, vue, flash[1])
        data = {}
        if vue == 'info':
            data = {'cle': info.group(1)}
        if vue == 'accueil' and ctx.query.get('profil') in dict(PROFILS):
            data = {'profil': ctx.query['profil']}
        s.data['_get'] = vue
        try:
            return self.montrer(ctx, vue, data)
        finally:
            s.data.pop('_get', None)

    def montrer(self, ctx, vue, data, statut=200):
        out = VUES[vue][0](ctx, data)
        if isinstance(out, tuple):
            return 302, '', 'text/html;charset=UTF-8', [('Location', ctx.url(out[1]))]
        return statut, out, 'text/html;charset=UTF-8', []


class Serveur(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 64


if __name__ == '__main__':
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *a: os._exit(0))
    Serveur(('127.0.0.1', ARGS.port), Handler).serve_forever()
