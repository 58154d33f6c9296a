#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Extranet employeur « Retraites et solidarité », façon Lotus Domino 6 : formulaires, vues et agents d'une base extranet.nsf."""
import argparse, array, datetime, hashlib, html, html.entities, io, json, math, os, re, secrets, signal, smtplib
import subprocess, sys, threading, time, urllib.parse, wave
from email.charset import Charset, QP
from email.header import Header
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.parser import BytesParser
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ICI = os.path.dirname(os.path.abspath(__file__))
DEFAUT = VARIATION = ''
COMPTES, DOCS, SESSIONS, PREMIER = [], {}, {}, {}
SMTP = ('127.0.0.1', 25)
VERROU = threading.RLock()
BASE = '/extranet.nsf/'
ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quelle est votre ville de naissance ?",
             "Quel est le prénom de votre grand-père maternel ?", "Quel est le nom de votre premier animal domestique ?",
             "Quel est votre film préféré ?", "Quel était le nom de votre premier employeur ?"]
JOURS = 'lundi mardi mercredi jeudi vendredi samedi dimanche'.split()
MOIS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split()

D = lambda nom: DEFAUT == nom
V = lambda nom: VARIATION == nom
esc = lambda s: html.escape(str(s), quote=True)

def ent(s):
    """Les textes saisis dans le concepteur Notes sortent en entités."""
    return ''.join(c if ord(c) < 128 else '&%s;' % html.entities.codepoint2name.get(ord(c), '#%d' % ord(c)) for c in s)

def unid(graine=None):
    return (hashlib.md5(graine.encode()).hexdigest() if graine else secrets.token_hex(16)).upper()

# ------------------------------------------------------------------ adresses
ELEMENTS = {}

def U(nom, commande='OpenForm', reste=''):
    """Adresse d'un élément de structure : par son nom, ou par son identifiant universel."""
    ELEMENTS.setdefault(unid('design' + nom.lower()), nom.lower())
    return BASE + (unid('design' + nom.lower()) if V('adresses_unid') else nom) + '?' + commande + reste

page_fixe = lambda cle: U(cle, 'OpenPage')
N = lambda champ: ('zs_' + champ.lower()) if V('noms_champs') else champ

CLICS = {n: 'C1257014003A7F1E.%s/$Body/0.%s' % (unid(n).lower(), h) for n, h in
         (('rechercher', '2B4A'), ('annuler', '2F1C'), ('generer', '1A52'), ('annuler3', '1C9E'), ('terminer', 'A3C'))}
LIBELLES = {'rechercher': 'rechercher', 'annuler': 'Annuler', 'generer': 'Générer le code confidentiel', 'annuler3': 'Annuler', 'terminer': 'Terminer'}

# ------------------------------------------------------------------ contenus du site
NOUVELLES = [
    ('iheps', "La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)", '23/09/2010',
     "L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions",
     " démographiques et économiques. La Caisse des Dépôts accompagne l'institut pour sa session 2010-2011, ouverte aux cadres des organismes de protection sociale, des administrations et des entreprises."),
    ('dai2010', "Campagne DAI 2010 : incidence du projet de réforme des retraites", '16/09/2010',
     "Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux",
     " générations concernées avant la publication de la loi. Les relevés de situation individuelle sont adressés aux dates prévues."),
]
SITE = {
    'presse': ('Espace presse', "Communiqués et dossiers de presse de la Direction des retraites. Contact presse : service communication, du lundi au vendredi."),
    'direction': ('Présentation de la Direction des retraites', "La Direction des retraites et de la solidarité gère, pour le compte de l'État et des collectivités, des régimes de retraite et des fonds de solidarité. Un actif sur cinq cotise à l'un de ces régimes."),
    'actualites': ('Actualités de la Direction des Retraites', "Retrouvez les actualités de la Direction des Retraites et les actes du Forum Retraite 2010."),
    'etudes': ('Études et Documentations', "Questions Retraite et Solidarité, cahiers statistiques et rapports annuels des régimes."),
    'droit': ("Droit à l'information sur la retraite", "Relevé de situation individuelle à 35, 40, 45 et 50 ans, estimation indicative globale à partir de 55 ans."),
    'cnracl': ('CNRACL', "Caisse nationale de retraites des agents des collectivités locales : agents titulaires territoriaux et hospitaliers."),
    'fiphfp': ('FIPHFP', "Fonds pour l'insertion des personnes handicapées dans la fonction publique : déclaration annuelle et aides aux employeurs publics."),
    'fspoeie': ('FSPOEIE', "Fonds spécial des pensions des ouvriers des établissements industriels de l'État."),
    'ircantec': ('Ircantec', "Institution de retraite complémentaire des agents non titulaires de l'État et des collectivités publiques."),
    'rafp': ('RAFP', "Retraite additionnelle de la fonction publique : régime par points, obligatoire, assis sur les primes."),
    'mines': ('Retraite des Mines', "Assurance vieillesse des salariés des mines et de leurs ayants droit."),
    'saspa': ('SASPA', "Service de l'allocation de solidarité aux personnes âgées."),
    'fonds': ('Autres fonds', "FEH, FCCPA et autres fonds de compensation dont la gestion est confiée à la Caisse des Dépôts."),
    'cgu': ("Conditions générales d'utilisation", "Les présentes conditions générales d'utilisation (CGU) fixent l'usage de l'espace personnalisé employeur. Le code identifiant et le code confidentiel sont personnels ; leur titulaire est responsable de leur conservation. Un administrateur inscrit les "
            "utilisateurs de son établissement et leur ouvre les services. Les données sont traitées conformément à la loi du 6 janvier 1978 ; vous disposez d'un droit d'accès et de rectification."),
    'aideconnexion': ('Aide à la connexion', "Saisissez votre code identifiant et votre code confidentiel en respectant les majuscules, puis cliquez sur « Je valide ». "
                      "Votre navigateur doit accepter les cookies de session et le JavaScript. Si vous avez perdu vos codes, revenez à la zone de connexion et utilisez « Codes perdus »."),
    'administrateur': ('Je suis administrateur', "L'administrateur gère, pour son établissement, les inscriptions des utilisateurs et les droits d'accès aux services."),
    'utilisateur': ('Je suis utilisateur', "L'utilisateur est inscrit par un administrateur de son établissement et accède aux services que celui-ci lui a ouverts."),
    'presentation': ("Présentation de l'espace personnalisé", "L'espace personnalisé réunit les services en ligne offerts à l'employeur : déclarations, dossiers de retraite, droit à l'information, documentation réglementaire."),
    'demonstration': ("Démonstration vidéo de l'inscription", "Durée : 3 min 20. La vidéo demande le lecteur Windows Media. Transcription : l'employeur choisit « Je m'inscris », indique son établissement, ses coordonnées professionnelles, puis reçoit ses codes."),
    'inscradmin': ("Inscription d'un administrateur", "Munissez-vous du numéro SIRET, du numéro BCR ou du numéro de contrat de l'établissement, et du formulaire signé de son représentant."),
    'inscrutil': ("Inscription d'un utilisateur", "Adressez-vous à l'administrateur de votre établissement : il vous inscrit depuis son espace personnalisé."),
    'mentions': ('Mentions légales', "Éditeur : Caisse des Dépôts, Direction des retraites et de la solidarité, établissement de Bordeaux, rue du Vergne, 33059 Bordeaux Cedex. Directeur de la publication : le directeur des retraites. Hébergement : Informatique CDC."),
    'contact': ('Contact', "Le service des relations avec les employeurs répond du lundi au vendredi de 9 h à 17 h. Indiquez le numéro BCR de votre établissement."),
    'accessibilite': ('Accessibilité', "Les pages sont conçues pour les navigateurs Internet Explorer 6 et Firefox 1.5 et plus. Les codes affichés existent en version sonore."),
    'forum2010': ('Forum Retraite 2010 : les actes et les vidéos en ligne', "Les tables rondes du Forum Retraite 2010 sont en ligne : réforme, droit à l'information, prévention de la pénibilité."),
    'cookies': ('Cookies', "Ce site dépose deux cookies de session, nécessaires à la connexion. Aucun cookie de mesure ni de publicité n'est déposé."),
}
PLAN = [("Informations générales", ['actualites', 'direction', 'etudes', 'presse', 'droit']),
        ("Liste des régimes et fonds", ['cnracl', 'fiphfp', 'fspoeie', 'ircantec', 'rafp', 'mines', 'saspa', 'fonds']),
        ("Informations Employeur", ['votreactualite'])]
SERVICES = [('declarations', 'Déclarations individuelles'), ('liquidation', 'Liquidation des pensions'), ('cohortes', "Droit à l'information : cohortes"),
            ('correspondances', 'Mes correspondances'), ('utilisateurs', 'Gestion des utilisateurs')]

# ------------------------------------------------------------------ gabarit
def image(nom, alt, extra=''):
    return '<IMG SRC="%s%s?OpenImageResource" BORDER=0 ALT="%s"%s>' % (BASE, urllib.parse.quote(nom), esc(alt), extra)

def menu(args):
    ferme = set(args.get('Collapse', '').split(','))
    t = ['<TABLE BORDER=0 CELLPADDING=2 CELLSPACING=0 WIDTH=190>']
    for n, (titre, cles) in enumerate(PLAN, 1):
        plie = str(n) in ferme
        reste = ','.join(sorted((ferme - {str(n), ''}) if plie else (ferme - {''}) | {str(n)}))
        t.append('<TR VALIGN=top><TD WIDTH=14><A HREF="%s" TARGET="_self">%s</A></TD><TD><B><FONT SIZE=2 COLOR="%s">%s</FONT></B></TD></TR>' % (
            U('Accueil', 'OpenPage', '&Collapse=' + reste if reste else ''),
            image('expand.gif' if plie else 'collapse.gif', ('Afficher' if plie else 'Masquer') + ' les détails de ' + titre), C1(), ent(titre)))
        for c in [] if plie else cles:
            t.append('<TR VALIGN=top><TD></TD><TD><FONT SIZE=2><A HREF="%s">%s</A></FONT></TD></TR>' % (
                page_fixe(c), ent('Votre actualité' if c == 'votreactualite' else SITE[c][0])))
    t.append('<TR><TD COLSPAN=2>&nbsp;</TD></TR><TR VALIGN=top><TD></TD><TD><B><FONT SIZE=2 COLOR="%s">Liens utiles</FONT></B></TD></TR>'
             '<TR VALIGN=top><TD></TD><TD><FONT SIZE=2>%s<BR>&gt; <A HREF="%s">En savoir +</A></FONT></TD></TR></TABLE>' % (
                 C1(), SITE['forum2010'][0], page_fixe('forum2010')))
    return '\n'.join(t)

C1 = lambda: '#2E6B3A' if V('couleurs') else '#003366'
C2 = lambda: '#E4E8E0' if V('couleurs') else '#E8EEF6'

SCRIPT = '''<SCRIPT LANGUAGE="JavaScript" TYPE="text/javascript"><!--
function aide(t) { window.status = t; return true; }
var taille = 100;
function police(d) { taille += d; document.body.style.zoom = taille + "%"; return false; }
// --></SCRIPT>'''

def doclick(forme):
    return '''<SCRIPT LANGUAGE="JavaScript" TYPE="text/javascript"><!--
document._domino_target = "_self";
function _doClick(v, o, t, h) {
  var form = document.%s;
  if (form.onsubmit) { var retVal = form.onsubmit(); if (typeof retVal == "boolean" && retVal == false) return false; }
  var target = document._domino_target;
  if (o.href != null) { if (o.target != null && o.target != "") target = o.target; }
  else if (t != null) target = t;
  form.target = target; form.__Click.value = v;
  if (h != null) form.action += h;
  form.submit(); return false;
}
// --></SCRIPT>''' % forme

def bandeau_espace(rq, connecte):
    s = rq.session()
    if s and not s['attente']:
        etat = 'Connecté : %s %s &nbsp;|&nbsp; <A HREF="/names.nsf?Logout">Déconnexion</A>' % (
            esc(s['compte']['first_name']), esc(s['compte']['last_name']))
    else:
        etat = 'Connecté' if connecte else 'Non connecté'
    return ('<TABLE WIDTH="100%%" BORDER=0 CELLPADDING=4 CELLSPACING=0 BGCOLOR="%s"><TR VALIGN=middle>'
            '<TD><FONT COLOR="#FFFFFF" SIZE=2>RETRAITES<BR>ET SOLIDARIT&Eacute;</FONT></TD>'
            '<TD ALIGN=center><B><FONT COLOR="#FFFFFF" SIZE=4>ESPACE PERSONNALIS&Eacute;</FONT></B></TD>'
            '<TD ALIGN=right BGCOLOR="%s"><FONT SIZE=2>%s<BR>%s <A HREF="%s">Retour accueil cdc.retraites</A></FONT></TD></TR></TABLE>' % (
                C1(), C2(), etat, image('puce.gif', ''), U('Accueil', 'OpenPage')))

def page(rq, titre, corps, espace=False, script='', connecte=False):
    j = datetime.date.today()
    police = 'Verdana, Geneva, sans-serif' if V('couleurs') else 'Arial, Helvetica, sans-serif'
    charset = 'UTF-8' if V('utf8') else 'ISO-8859-1'
    banniere = '<TABLE WIDTH="100%%" BORDER=0 CELLPADDING=3 CELLSPACING=0><TR VALIGN=top><TD>%s</TD><TD><FONT SIZE=2>%s</FONT></TD><TD ALIGN=right>%s</TD></TR></TABLE>' % (
        '<A HREF="%s">%s</A>' % (U('Accueil', 'OpenPage'), image('logo.gif', 'Caisse des Dépôts - Retraites et solidarité - Direction Employeur')),
        '%s %d%s %s %d<BR><A HREF="javascript:window.print()">Imprimer</A> &nbsp;<A HREF="#" onclick="return police(-10)">A<SUP>-</SUP></A> '
        '<A HREF="#" onclick="return police(10)">A<SUP>+</SUP></A>' % (JOURS[j.weekday()], j.day, 'er' if j.day == 1 else '', ent(MOIS[j.month - 1]), j.year),
        '<FORM METHOD=get ACTION="%s" NAME="_rechercher"><FONT SIZE=1>RECHERCHER SUR LE SITE :</FONT><BR>'
        '<INPUT NAME="Query" SIZE=26 VALUE="Tapez un mot-cl&eacute;, une question" onfocus="if (this.value == this.defaultValue) this.value = \'\'; '
        'return aide(\'Tapez un mot-cl&eacute;, une question\')"> <INPUT TYPE=submit VALUE="OK"></FORM>' % (U('$$Search', 'SearchView').split('?')[0]))
    cookies = ''
    if V('bandeau_cookies') and rq.cookies.get('avis') != 'vu':
        cookies = ('<TABLE WIDTH="100%%" BGCOLOR="#FFF4C0" CELLPADDING=4><TR><TD><FONT SIZE=2>Ce site utilise des cookies nécessaires à votre connexion. '
                   '<A HREF="%s">En savoir plus sur les cookies</A> &nbsp; <INPUT TYPE=button VALUE="J\'ai compris" onclick="document.cookie=\'avis=vu; path=/\';'
                   'this.parentNode.parentNode.parentNode.parentNode.parentNode.style.display=\'none\'"></FONT></TD></TR></TABLE>' % page_fixe('cookies'))
    m = '<TD WIDTH=195 BGCOLOR="%s">%s</TD>' % (C2(), menu(rq.args))
    c = '<TD>%s<TABLE BORDER=0 CELLPADDING=8 WIDTH="100%%"><TR><TD>%s</TD></TR></TABLE></TD>' % (bandeau_espace(rq, connecte) if espace else '', corps)
    pied = ' | '.join('<A HREF="%s">%s</A>' % (page_fixe(k), ent(t)) for k, t in (
        ('mentions', 'Mentions légales'), ('plan', 'Plan du site'), ('contact', 'Contact'), ('accessibilite', 'Accessibilité')))
    return '''<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">
<HTML><HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=%s">
<TITLE>%s - Retraites et solidarit&eacute;</TITLE>
<STYLE TYPE="text/css">body, td { font-family: %s } a { color: %s } form { margin: 0 }</STYLE>
%s
%s
</HEAD>
<BODY TEXT="#000000" BGCOLOR="#FFFFFF">
%s%s
<TABLE WIDTH="100%%" BORDER=0 CELLSPACING=0 CELLPADDING=6>
<TR VALIGN=top>%s</TR>
</TABLE>
<HR SIZE=1><CENTER><FONT SIZE=1>%s<BR>&copy; Caisse des D&eacute;p&ocirc;ts - Direction des retraites et de la solidarit&eacute; - 2005-2010</FONT></CENTER>
</BODY></HTML>
''' % (charset, ent(titre), police, C1(), SCRIPT, script, cookies, banniere, c + m if V('menu_droite') else m + c, pied)

titre = lambda t: '<P><B><FONT SIZE=4 COLOR="%s">%s</FONT></B></P>\n' % (C1(), ent(t))
ETOILE = '<FONT COLOR="#FF0000">*</FONT>'
ETOILE2 = '<FONT COLOR="#FF0000">**</FONT>'

def saisie(nom, valeur='', aide='', taille=30, genre='', extra=''):
    return '<INPUT %sNAME="%s" VALUE="%s" SIZE=%d%s%s>' % ('TYPE=%s ' % genre if genre else '', N(nom), esc(valeur), taille, extra,
        ' onfocus="return aide(\'%s\')" onblur="return aide(\'\')"' % esc(aide.replace("'", "\\'")) if aide else '')

def ligne(libelle, marque, champ, note=''):
    if V('libelles_dessus'):
        return '<TR><TD COLSPAN=5><FONT SIZE=2>%s %s :</FONT><BR>%s %s</TD></TR>\n' % (libelle, marque, champ, note)
    return ('<TR VALIGN=top><TD WIDTH=190><FONT SIZE=2>%s</FONT></TD><TD WIDTH=18>%s</TD><TD><FONT SIZE=2>:</FONT></TD><TD>%s</TD>'
            '<TD><FONT SIZE=1><I>%s</I></FONT></TD></TR>\n' % (libelle, marque, champ, note))

def bouton(cle, en_image=False):
    lib = LIBELLES[cle]
    if V('boutons_submit'):
        return '<INPUT TYPE=submit NAME="Bouton" VALUE="%s">' % lib
    if en_image:
        return '<A HREF="" onclick="return _doClick(\'%s\', this, null)">%s</A>' % (CLICS[cle], image('bouton_%s.gif' % lib, lib))
    return '<INPUT TYPE=button onclick="return _doClick(\'%s\', this, null)" VALUE="%s">' % (CLICS[cle], lib)

def formulaire(nom, action, corps, caches=()):
    return ('<FORM METHOD=post ACTION="%s" NAME="_%s" ENCTYPE="multipart/form-data">\n<INPUT TYPE=hidden NAME="__Click" VALUE="0">'
            '<INPUT TYPE=hidden NAME="%%%%PostCharset" VALUE="%s">%s\n%s</FORM>\n') % (
                esc(action), nom, 'UTF-8' if V('utf8') else 'ISO-8859-1',
                ''.join('<INPUT TYPE=hidden NAME="%s" VALUE="%s">' % (k, esc(v)) for k, v in caches), corps)

bloc_erreur = lambda err: '<P><B><FONT COLOR="#FF0000">Erreur : %s</FONT></B></P>' % err if err else ''

def page_erreur(rq, err, espace=True):
    """$$ReturnGeneralError"""
    return page(rq, 'Erreur', '<BR><TABLE BORDER=1 CELLPADDING=10 CELLSPACING=0 WIDTH="80%%"><TR><TD>%s<P><FONT SIZE=2>'
                '<A HREF="javascript:history.back()">Retour</A></FONT></P></TD></TR></TABLE>' % bloc_erreur(err), espace)

def traite(rq, corps, espace=True):
    """$$Return"""
    return page(rq, 'Formulaire traité', titre('Formulaire traité') + '<FONT SIZE=2>%s</FONT>' % corps, espace)

LOGIN = '/names.nsf?Login'

lien_cgu = lambda: '<P><FONT SIZE=2>&raquo; <A HREF="%s">Conditions générales d\'utilisation</A></FONT></P>' % page_fixe('cgu')

# ------------------------------------------------------------------ pages publiques
def p_accueil(rq):
    profil = rq.args.get('Profil', 'EMPLOYEUR').upper()
    nouvelles = ''.join('<P><FONT SIZE=2><B>%s</B><BR>%s (...)<BR><FONT SIZE=1>%s</FONT><BR>&gt; <A HREF="%s">En savoir +</A></FONT></P>' % (
        t, d, date, U('actualite', 'OpenPage', '&Num=' + k)) for k, t, date, d, _ in NOUVELLES)
    profils = ' &nbsp; '.join('<B>%s</B>' % p if p == profil else '<A HREF="%s">%s</A>' % (
        U('Accueil', 'OpenPage', '&Profil=' + urllib.parse.quote(p, encoding='latin-1')), ent(p)) for p in ('EMPLOYEUR', 'ACTIF', 'RETRAITÉ', 'AUTRE PUBLIC'))
    return page(rq, 'Direction Employeur', '''<TABLE BORDER=0 WIDTH="100%%" CELLPADDING=6><TR VALIGN=top><TD>
<FONT SIZE=2><A HREF="%s">Accueil</A> &nbsp;|&nbsp; Changer de profil &nbsp;:&nbsp; Vous &ecirc;tes %s</FONT>
%s%s%s</TD>
<TD WIDTH=220><TABLE BORDER=1 CELLPADDING=8 CELLSPACING=0 BGCOLOR="%s"><TR><TD ALIGN=center><FONT SIZE=2>Pour vous <B>connecter</B> &agrave; votre espace personnalis&eacute;, cliquez sur<BR><BR>
<A HREF="%s">%s</A></FONT></TD></TR></TABLE></TD></TR></TABLE>''' % (
        U('Accueil', 'OpenPage'), profils, titre('Votre actualité'), nouvelles,
        '' if profil == 'EMPLOYEUR' else '<P><FONT SIZE=2>Les services en ligne de votre profil sont ouverts sur le site de votre régime.</FONT></P>',
        C2(), LOGIN, image('bouton_Accès à mon espace personnalisé.gif', 'Accès à mon espace personnalisé')))

def p_connexion(rq, err='', ident=''):
    def liens(cles):
        return '<BR>'.join('&gt; <A HREF="%s">%s</A>' % (page_fixe(k), t) for k, t in cles)
    perdus = U('fCodesPerdu' if D('codes_perdus_mort') else 'fCodesPerdus', 'OpenPage')
    forme = '''<FORM METHOD=post ACTION="/names.nsf?Login" NAME="_DominoForm">
<INPUT TYPE=hidden NAME="RedirectTo" VALUE="%s">
<TABLE BORDER=0 CELLPADDING=2>
<TR><TD><FONT SIZE=2>Code identifiant</FONT></TD><TD><INPUT NAME="Username" SIZE=16 MAXLENGTH=256 VALUE="%s" onfocus="return aide('Saisissez votre code identifiant')"></TD></TR>
<TR><TD><FONT SIZE=2>Code confidentiel</FONT></TD><TD><INPUT TYPE=password NAME="Password" SIZE=16 MAXLENGTH=256 onfocus="return aide('Saisissez votre code confidentiel')"></TD></TR>
<TR><TD></TD><TD><INPUT TYPE=submit VALUE="Je valide"></TD></TR></TABLE></FORM>''' % (U('EspacePersonnalise', 'OpenForm'), esc(ident))
    note = ('<P><FONT SIZE=2>Pour récupérer votre code identifiant et/ou régénérer un code confidentiel provisoire, cliquez sur [Codes perdus]</FONT></P>'
            '<P><FONT SIZE=2>(*) Vous pouvez récupérer vos codes d\'accès uniquement :<UL><LI>si vous vous êtes connecté une 1<SUP>ère</SUP> fois et si vous avez choisi '
            'la question secrète et sa réponse%s</UL>Si ce n\'est pas le cas :<BR>demandez à un autre administrateur de votre établissement de régénérer votre code '
            'confidentiel</FONT></P>' % ('' if D('note_courriel_absente') else '<LI>si l\'adresse courriel enregistrée sur votre compte est valide'))
    ariane = ('<FORM METHOD=get ACTION="%s" NAME="_Ariane"><B><FONT SIZE=2>Poser votre question</FONT></B><BR><FONT SIZE=2>Bonjour, je m\'appelle Ariane et je suis là pour vous aider'
              '</FONT><BR><INPUT NAME="q" SIZE=24> <INPUT TYPE=submit VALUE="Demander"></FORM>' % U('aAriane', 'OpenAgent').split('?')[0])
    corps = titre('ACCÈS À MON ESPACE PERSONNALISÉ >').replace('É >', 'É &gt;') + bloc_erreur(err) + '''
<TABLE BORDER=1 CELLSPACING=0 CELLPADDING=8 WIDTH="100%%"><TR VALIGN=top>
<TD WIDTH="50%%"><B><FONT SIZE=3 COLOR="%s">Je suis d&eacute;j&agrave; inscrit(e)</FONT></B>%s
<P><FONT SIZE=2><A HREF="%s">Codes perdus *</A><BR><A HREF="%s">Aide &agrave; la connexion</A></FONT></P>
<P><FONT SIZE=2><B>Plus d'info ?</B><BR>%s</FONT></P></TD>
<TD><B><FONT SIZE=3 COLOR="%s">Je ne suis pas encore inscrit(e)</FONT></B><P><A HREF="%s">%s</A></P>
<P><FONT SIZE=2><B>Plus d'info ?</B><BR>%s</FONT></P>%s</TD></TR></TABLE>%s''' % (
        C1(), forme, perdus, page_fixe('aideconnexion'), liens((('administrateur', 'Je suis administrateur'), ('utilisateur', 'Je suis utilisateur'))),
        C1(), U('fInscription'), image("bouton_Je m'inscris.gif", "Je m'inscris"), liens((
            ('presentation', "Présentation de l'espace personnalisé"), ('demonstration', "Démonstration vidéo de l'inscription &#9654;"),
            ('inscradmin', "Inscription d'un administrateur"), ('inscrutil', "Inscription d'un utilisateur"),
            ('cgu', "Conditions générales d'utilisation (CGU)"))), ariane, note)
    return page(rq, 'Accès à mon espace personnalisé', corps, True)

def p_recherche(rq):
    q = rq.args.get('Query', '').strip()
    mots = [m for m in re.split(r'\W+', q.lower()) if len(m) > 2]
    trouves = [(k, t) for k, (t, x) in SITE.items() if mots and any(m in (t + ' ' + x).lower() for m in mots)]
    return page(rq, 'Résultats de la recherche', titre('Résultats de la recherche') + '<FONT SIZE=2>%s document(s) pour « %s »<UL>%s</UL></FONT>' % (
        len(trouves) or 'Aucun', esc(q), ''.join('<LI><A HREF="%s">%s</A>' % (page_fixe(k), t) for k, t in trouves)))

def p_ariane(rq):
    q = rq.args.get('q', '').strip()
    k = ('Pour des codes perdus, cliquez sur « Codes perdus » dans la zone de connexion et laissez-vous guider.' if re.search(r'code|perdu|mot de passe|identifiant', q, re.I)
         else "Pour vous inscrire, cliquez sur « Je m'inscris »." if re.search('inscri', q, re.I)
         else "Je n'ai pas compris votre question. Pouvez-vous la formuler autrement ?")
    return page(rq, 'Ariane', titre('Ariane') + '<FONT SIZE=2><P><I>%s</I></P><P>%s</P><P><A HREF="%s">Retour à la zone de connexion</A></P></FONT>' % (esc(q), k, LOGIN), True)

def p_inscription(rq, vals=None, err=''):
    v = vals or {}
    radio = ''.join('<INPUT TYPE=radio NAME="Profil" VALUE="%s"%s><FONT SIZE=2>%s</FONT><BR>\n' % (p, ' CHECKED' if v.get('Profil') == p else '', p)
                    for p in ('Administrateur', 'Utilisateur'))
    corps = titre('Inscription') + bloc_erreur(err) + formulaire('fInscription', U('fInscription', 'CreateDocument'),
        '<TABLE BORDER=0>' + ligne('Numéro SIRET', ETOILE, saisie('SIRET', v.get('SIRET', ''), 'Numéro SIRET : 14 chiffres'))
        + ligne('Nom', ETOILE, saisie('Nom', v.get('Nom', ''))) + ligne('Prénom', ETOILE, saisie('Prenom', v.get('Prenom', '')))
        + ligne('Adresse e-mail', ETOILE, saisie('Courriel', v.get('Courriel', '')))
        + ligne('Vous serez', ETOILE, '<INPUT TYPE=hidden NAME="%%Surrogate_Profil" VALUE="1">' + radio)
        + ligne('CGU', ETOILE, '<INPUT TYPE=hidden NAME="%%Surrogate_CGU" VALUE="1"><INPUT TYPE=checkbox NAME="CGU" VALUE="J\'accepte les CGU"><FONT SIZE=2>J\'accepte les CGU</FONT>')
        + '</TABLE><INPUT TYPE=submit VALUE="Envoyer"><P><FONT SIZE=2>* Champs obligatoires</FONT></P>')
    return page(rq, 'Inscription', corps, True)

def p_simple(rq, cle):
    if cle == 'votreactualite':
        t, x = 'Votre actualité', ''.join('<P><A HREF="%s">%s</A> - %s</P>' % (U('actualite', 'OpenPage', '&Num=' + n[0]), n[1], n[2]) for n in NOUVELLES)
    elif cle == 'plan':
        t, x = 'Plan du site', '<UL>%s</UL>' % ''.join('<LI><A HREF="%s">%s</A>' % (page_fixe(k), v[0]) for k, v in SITE.items())
    elif cle == 'actualite':
        n = next((n for n in NOUVELLES if n[0] == rq.args.get('Num')), None)
        if not n:
            return None
        t, x = n[1], '%s%s<BR><BR>%s' % (n[3], n[4], n[2])
    elif cle in SITE:
        t, x = SITE[cle]
    else:
        return None
    return page(rq, t, titre(t) + '<P><FONT SIZE=2>%s</FONT></P><P><FONT SIZE=2><A HREF="%s">Accueil</A></FONT></P>' % (x, U('Accueil', 'OpenPage')))

# ------------------------------------------------------------------ codes perdus
def p_perdus(rq):
    a, b = U('fRegeneration', 'OpenForm', '&amp;Type=1'), U('fIdentifiant', 'OpenForm', '&amp;Type=2')
    if D('choix_croises'):
        a, b = b, a
    utilisateur = '' if D('choix_utilisateur_absent') else '''<P><B><FONT SIZE=2>Vous &ecirc;tes utilisateur sans &ecirc;tre administrateur</FONT></B></P>
<FONT SIZE=2><UL><LI>Vous avez perdu votre <B>code identifiant et / ou votre code confidentiel</B> : <A HREF="%s">cliquez ici</A></UL></FONT>''' % U('fIdentifiant', 'OpenForm', '&amp;Type=4')
    corps = titre('Codes perdus') + '''<P><FONT SIZE=2>Vous avez perdu votre code confidentiel ou votre code identifiant</FONT></P>
<P><B><FONT SIZE=2>Vous &ecirc;tes administrateur</FONT></B></P>
<FONT SIZE=2><UL><LI>Vous avez perdu votre <B>code confidentiel</B> : <A HREF="%s">cliquez ici</A>
<LI>Vous avez perdu votre <B>code identifiant</B> : <A HREF="%s">cliquez ici</A>
<LI>Vous avez perdu votre <B>code identifiant et votre code confidentiel</B> : <A HREF="%s">cliquez ici</A></UL></FONT>
%s<P><FONT SIZE=2>[<A HREF="%s">annuler</A>]</FONT></P>%s''' % (
        a, b, U('fIdentifiant', 'OpenForm', '&amp;Type=3'), utilisateur, U('fCodesPerdus', 'OpenPage') if D('annuler_etape1') else LOGIN, lien_cgu())
    return page(rq, 'Codes perdus', corps, True, connecte=D('etat_connecte'))

AIDE_BCR = ("Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111). "
            "Vous le retrouvez sur les courriers et courriels.")

def verifier(t):
    return ('<FONT SIZE=2>Si votre requête n\'aboutit pas, vérifiez que :<UL><LI>le n° de BCR ou de contrat est bien saisi en majuscules,'
            '<LI>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l\'inscription,'
            '<LI>vous êtes bien inscrit en tant qu\'%s pour votre établissement.</UL></FONT>' % ('utilisateur' if t == '4' else 'administrateur'))

def p_identifiant(rq, vals=None, err=''):
    v = vals or {}
    t = v.get('Type') or rq.args.get('Type', '3')
    t = t if t in ('2', '3', '4') else '3'
    seq = int(rq.args.get('Seq', '0') or 0) + 1
    corps = titre('Recherche de votre code identifiant') + bloc_erreur(err) + formulaire(
        'fIdentifiant', U('fIdentifiant', 'OpenForm', '&Seq=%d' % seq),
        '<TABLE BORDER=1 CELLPADDING=6 CELLSPACING=0 WIDTH="100%"><TR><TD><TABLE BORDER=0 CELLPADDING=2>'
        '<TR><TD COLSPAN=5><B><FONT SIZE=2>Votre établissement</FONT></B></TD></TR>\n'
        + ligne('Numéro SIRET', '' if D('siret_sans_marque') else ETOILE, saisie('SIRET', v.get('SIRET', ''), 'Numéro SIRET de votre établissement : 14 chiffres sans espace', 18))
        + ligne('Numéro BCR', ETOILE2, saisie('BCR', v.get('BCR', ''), AIDE_BCR, 14), 'Saisie en majuscules')
        + ligne('Numéro de contrat', ETOILE2, saisie('Contrat', v.get('Contrat', ''), 'Numéro de contrat de votre établissement, en majuscules', 14), 'Saisie en majuscules')
        + '<TR><TD COLSPAN=5><B><FONT SIZE=2>Coordonnées professionnelles</FONT></B></TD></TR>\n'
        + ligne('Votre Nom', ETOILE, saisie('Nom', v.get('Nom', ''), "Votre nom tel qu'il a été saisi lors de l'inscription"))
        + ligne('Prénom', ETOILE, saisie('Prenom', v.get('Prenom', ''), "Votre prénom tel qu'il a été saisi lors de l'inscription"))
        + '</TABLE></TD></TR></TABLE><P>%s &nbsp; %s</P>\n' % (bouton('rechercher', True), bouton('annuler', True))
        + '<P><FONT SIZE=2>* Champs obligatoires<BR>** Vous devez obligatoirement compléter au moins l\'un de ces deux champs</FONT></P>'
        + '<P><FONT SIZE=2>Complétez les champs obligatoires * puis cliquez sur rechercher.</FONT></P>'
        + '<P><FONT SIZE=2><B>Numéro BCR :</B> %s</FONT></P>' % AIDE_BCR + verifier(t), [('Type', t)])
    return page(rq, 'Recherche de votre code identifiant', corps + lien_cgu(), True, doclick('_fIdentifiant'), D('etat_connecte'))

def recuperable(c):
    return (c['first_login_done'] or D('premiere_connexion_ignoree')) and (c['email_valid'] or D('courriel_invalide_ignore'))

REFUS = ("vous ne pouvez pas récupérer vos codes d'accès par ce service (première connexion non effectuée, question secrète non choisie ou adresse courriel non valide). "
         "Demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel.")

def a_identifiant(rq):
    f = rq.form
    t = f.get('Type', '3')
    if rq.clic == 'annuler':
        return rq.vers(U('fCodesPerdus', 'OpenPage'))
    if rq.clic != 'rechercher':
        return p_identifiant(rq, f)
    refuse = lambda m: p_identifiant(rq, f, m) if V('erreurs_dans_formulaire') else page_erreur(rq, m)
    v = {k: f.get(k, '').strip() for k in ('SIRET', 'BCR', 'Contrat', 'Nom', 'Prenom')}
    manque = [n for k, n in (('SIRET', 'Numéro SIRET'), ('Nom', 'Votre Nom'), ('Prenom', 'Prénom')) if not v[k]]
    if manque:
        return refuse('champ obligatoire non renseigné : %s.' % ', '.join(manque))
    if D('contrat_refuse') and not v['BCR']:
        return refuse('champ obligatoire non renseigné : Numéro BCR.')
    if not (v['BCR'] or v['Contrat']) and not D('bcr_contrat_facultatifs'):
        return refuse("vous devez obligatoirement compléter au moins l'un de ces deux champs : Numéro BCR, Numéro de contrat.")
    ng = (lambda s: s.upper()) if D('bcr_minuscules') else (lambda s: s)
    nn = (lambda s: s.lower()) if D('nom_sans_casse') else (lambda s: s)
    role = 'user' if t == '4' else 'administrator'
    c = next((c for c in COMPTES if (c['role'] == role or D('role_ignore')) and c['siret'] == v['SIRET']
              and (not v['BCR'] or c['bcr'] == ng(v['BCR'])) and (not v['Contrat'] or c['contract'] == ng(v['Contrat']))
              and nn(c['last_name']) == nn(v['Nom']) and nn(c['first_name']) == nn(v['Prenom'])), None)
    if not c:
        return refuse('aucun compte ne correspond à votre recherche.<BR></FONT></B>%s<B><FONT>' % verifier(t))
    if not recuperable(c):
        return refuse(REFUS)
    doc = unid()
    DOCS[doc] = {'genre': 'recherche', 'compte': c, 'sid': rq.sid, 'type': t}
    PREMIER.setdefault('compte', c)
    if t == '2':
        return traite(rq, '<P>Votre code identifiant est le suivant : <B>%s</B></P><P>Veuillez le noter.</P><P><A HREF="%s">Accès à mon espace personnalisé</A></P>'
                      '<P>Vous avez aussi perdu votre code confidentiel : <A HREF="%s">Regénérer votre code confidentiel</A></P>' % (
                          esc(c['identifier']), LOGIN, U('fRegeneration', 'OpenForm', '&amp;ParentUNID=' + doc)))
    return rq.vers(U('fRegeneration', 'OpenForm', '&ParentUNID=' + doc))

EXPIRE = 'le document demandé n\'existe pas ou a expiré. Reprenez votre demande depuis « <A HREF="%s">Codes perdus</A> ».'

def p_regeneration(rq, vals=None, err=''):
    v = vals or {}
    parent = rq.args.get('ParentUNID', '')
    d = DOCS.get(parent)
    if parent and not (d and d['genre'] == 'recherche' and d['sid'] == rq.sid):
        return page_erreur(rq, EXPIRE % U('fCodesPerdus', 'OpenPage'))
    seq = int(rq.args.get('Seq', '0') or 0) + 1
    if d and not D('identifiant_vide'):
        montre = (PREMIER['compte'] if D('identifiant_premier') else d['compte'])['identifier']
        ident = saisie('Identifiant', montre, 'Votre identifiant est renseigné automatiquement', 14, '', ' READONLY')
    else:
        ident = saisie('Identifiant', v.get('Identifiant', ''), 'Votre code identifiant', 14)
    liste = QUESTIONS + sorted({c['question'] for c in COMPTES if c.get('question')} - set(QUESTIONS))
    if V('question_radio'):
        choix = ''.join('<INPUT TYPE=radio NAME="%s" VALUE="%s"%s><FONT SIZE=2>%s</FONT><BR>\n' % (
            N('Question'), esc(q), ' CHECKED' if v.get('Question') == q else '', esc(q)) for q in liste)
    else:
        choix = '<SELECT NAME="%s" onfocus="return aide(\'Sélectionnez la question\')">\n<OPTION VALUE="">\n%s</SELECT>' % (N('Question'), ''.join(
            '<OPTION%s>%s\n' % (' SELECTED' if v.get('Question') == q else '', esc(q)) for q in liste))
    corps = titre('Regénérer votre code confidentiel') + bloc_erreur(err) + formulaire(
        'fRegeneration', U('fRegeneration', 'OpenForm', ('&ParentUNID=' + parent if parent else '') + '&Seq=%d' % seq),
        '<P><FONT SIZE=2>Saisissez toutes les rubriques du formulaire puis cliquez sur &quot;Générer le code confidentiel&quot;, <B>un nouveau code confidentiel vous sera envoyé '
        'à l\'adresse e-mail enregistrée dans nos fichiers.</B></FONT></P><TABLE BORDER=0 CELLPADDING=2>\n'
        + ligne('Votre Nom', ETOILE, saisie('Nom', v.get('Nom', ''), "Votre nom tel qu'il a été saisi lors de l'inscription"))
        + ligne('Votre Prénom', ETOILE, saisie('Prenom', v.get('Prenom', ''), "Votre prénom tel qu'il a été saisi lors de l'inscription"))
        + ligne('Code identifiant', ETOILE, ident, 'Votre identifiant est renseigné automatiquement' if d else '')
        + ligne('Adresse e-mail', ETOILE, saisie('Courriel', v.get('Courriel', ''), 'Adresse à laquelle vous recevrez votre nouveau code confidentiel. '
                'Elle doit être identique à celle qui est enregistrée sur votre compte.'), '(doit être identique à celle qui est mentionnée sur votre compte)')
        + '<TR><TD COLSPAN=5><FONT SIZE=2>Sélectionnez la question que vous avez choisie lors de votre inscription :</FONT></TD></TR>\n'
        + ligne('Question', ETOILE, '<INPUT TYPE=hidden NAME="%%%%Surrogate_%s" VALUE="1">' % N('Question') + choix)
        + ligne('Réponse', ETOILE, saisie('Reponse', v.get('Reponse', ''), 'La réponse que vous avez donnée lors de votre inscription'))
        + '</TABLE><P>%s &nbsp; %s</P><P><FONT SIZE=2>* Champs obligatoires</FONT></P>' % (bouton('generer'), bouton('annuler3')),
        [] if d else [('Type', '1')])
    return page(rq, 'Regénérer votre code confidentiel', corps + lien_cgu(), True, doclick('_fRegeneration'), D('etat_connecte'))

def code_certification():
    return ''.join(secrets.choice('0123456789' if V('certification_chiffres') else ALPHABET) for _ in range(10))

def a_regeneration(rq):
    f = rq.form
    parent = rq.args.get('ParentUNID', '')
    d = DOCS.get(parent)
    if parent and not (d and d['genre'] == 'recherche' and d['sid'] == rq.sid):
        return page_erreur(rq, EXPIRE % U('fCodesPerdus', 'OpenPage'))
    if rq.clic == 'annuler3' and not D('annuler_genere'):
        return rq.vers(U('fCodesPerdus', 'OpenPage'))
    if rq.clic not in ('generer', 'annuler3'):
        return p_regeneration(rq, f)
    def refuse(m):
        if rq.clic == 'annuler3':
            return rq.vers(U('fCodesPerdus', 'OpenPage'))
        return p_regeneration(rq, f, m) if V('erreurs_dans_formulaire') else page_erreur(rq, m)
    v = {k: f.get(k, '').strip() for k in ('Nom', 'Prenom', 'Identifiant', 'Courriel', 'Question', 'Reponse')}
    if d and not D('identifiant_vide'):
        v['Identifiant'] = d['compte']['identifier']
    manque = [n for k, n in (('Nom', 'Votre Nom'), ('Prenom', 'Votre Prénom'), ('Identifiant', 'Code identifiant'), ('Courriel', 'Adresse e-mail'),
                             ('Question', 'Question'), ('Reponse', 'Réponse')) if not v[k]]
    if manque:
        return refuse('champ obligatoire non renseigné : %s.' % ', '.join(manque))
    role = 'user' if d and d['type'] == '4' else 'administrator'
    c = next((c for c in COMPTES if c['identifier'] == v['Identifiant'] and (c['role'] == role or D('role_ignore'))
              and c['last_name'] == v['Nom'] and c['first_name'] == v['Prenom'] and (c['email'] == v['Courriel'] or D('courriel_non_verifie'))), None)
    if c and not recuperable(c):
        return refuse(REFUS)
    if not c or (c['question'] != v['Question'] and not D('question_non_verifiee')) or (c['answer'] != v['Reponse'] and not D('reponse_non_verifiee')):
        return refuse('les renseignements saisis ne correspondent pas à ceux qui sont enregistrés dans nos fichiers. '
                      'Vérifiez les rubriques du formulaire (majuscules et minuscules comprises).')
    nouveau = ''.join(secrets.choice('ABCDEFGHJKLMNPQRSTUVWXYZ') for _ in range(5)) + ''.join(secrets.choice('23456789') for _ in range(3))
    certif = nouveau if D('code_affiche') else code_certification()
    c['ancien'] = c['confidential_code']
    c['confidential_code'] = nouveau
    c['certif'], c['essais'] = certif, 0
    if not D('bloque_definitif'):
        c['bloque'] = False
    envoyer(v['Courriel'], nouveau, certif)
    for k in [k for k, x in SESSIONS.items() if x['compte'] is c and x['attente']]:
        SESSIONS.pop(k)
    doc = unid()
    DOCS[doc] = {'genre': 'certification', 'code': certif, 'sid': rq.sid}
    if rq.clic == 'annuler3':
        return rq.vers(U('fCodesPerdus', 'OpenPage'))
    return rq.vers(BASE + '0/' + doc + '?OpenDocument&Seq=2')

def p_certification(rq, doc, d):
    son = '%s0/%s/$FILE/certification.wav?OpenElement' % (BASE, doc)
    lien = son if V('sonore_direct') else 'javascript:sonore(\'%s\')' % U('sonore', 'OpenPage', '&amp;ParentUNID=' + doc)
    corps = titre('Régénération du code confidentiel') + formulaire('fCertificat', '%s0/%s?OpenDocument&Seq=2' % (BASE, doc), '''
<P><FONT SIZE=2>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.</FONT></P>
<P><FONT SIZE=2>Veuillez noter le <B>code de certification</B> que vous devrez impérativement saisir lors de votre prochaine connexion :</FONT></P>
<CENTER><TABLE BORDER=2 CELLPADDING=12 CELLSPACING=0><TR><TD BGCOLOR="%s"><B><TT><FONT SIZE=5>%s</FONT></TT></B></TD></TR></TABLE>
<P><FONT SIZE=2><A HREF="%s">(Cliquez ici pour entendre la version sonore)</A></FONT></P></CENTER>
<P><FONT SIZE=2><B><FONT COLOR="#FF0000">Important :</FONT></B> Vous devez impérativement noter le code qui s'affiche dans ce cadre : <B>il ne s'agit pas de votre code confidentiel</B>,
il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous faites %d essais infructueux de saisie de ce code, vous devrez renouveler
votre code confidentiel.</FONT></P><P>%s</P>''' % (C2(), d['code'], lien, 5 if D('important_cinq') else 3, bouton('terminer')))
    script = doclick('_fRegeneration' if D('terminer_inerte') else '_fCertificat') + '''
<SCRIPT LANGUAGE="JavaScript" TYPE="text/javascript"><!--
function sonore(u) { var w = window.open(u, "sonore", "width=420,height=260,scrollbars=no,resizable=yes"); if (w) w.focus(); }
// --></SCRIPT>'''
    return page(rq, 'Régénération du code confidentiel', corps + lien_cgu(), True, script, D('etat_connecte'))

def p_sonore(rq):
    doc = rq.args.get('ParentUNID', '')
    d = DOCS.get(doc)
    if not (d and d['genre'] == 'certification' and d['sid'] == rq.sid):
        return page_erreur(rq, EXPIRE % U('fCodesPerdus', 'OpenPage'))
    son = '%s0/%s/$FILE/certification.wav?OpenElement' % (BASE, doc)
    return '''<HTML><HEAD><TITLE>Version sonore</TITLE></HEAD><BODY BGCOLOR="%s"><CENTER><FONT FACE="Arial" SIZE=2><B>Version sonore du code de certification</B><BR><BR>
<OBJECT DATA="%s" TYPE="audio/wav" WIDTH=300 HEIGHT=60><PARAM NAME="autostart" VALUE="true"><EMBED SRC="%s" TYPE="audio/wav" AUTOSTART="true" WIDTH=300 HEIGHT=60></OBJECT>
<BR><BR><A HREF="%s">T&eacute;l&eacute;charger le fichier sonore (WAV)</A><BR><BR><A HREF="javascript:window.close()">Fermer la fen&ecirc;tre</A></FONT></CENTER></BODY></HTML>''' % (C2(), son, son, son)

# ------------------------------------------------------------------ son et courriel
CLIPS = {}

def clip(c):
    """Un caractère : voix française si espeak-ng est là, sinon deux tonalités (rang / 8, rang modulo 8)."""
    if c not in CLIPS:
        try:
            brut = subprocess.run(['espeak-ng', '-v', 'fr', '-s', '120', '--stdout', c], capture_output=True, timeout=10, check=True).stdout
            i = brut.index(b'data') + 8
            CLIPS[c] = brut[i:i + (len(brut) - i) // 2 * 2]
        except (OSError, ValueError, subprocess.SubprocessError):
            n = ('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.index(c) if c.isalnum() else 36)
            ech = array.array('h')
            for hz in (400 + 120 * (n // 8), 1000 + 140 * (n % 8)):
                ech.extend(int(12000 * math.sin(2 * math.pi * hz * k / 22050)) for k in range(5500))
            CLIPS[c] = ech.tobytes()
    return CLIPS[c]

def sonoriser(code):
    code = code[::-1] if D('sonore_autre') else code[:-1] if D('sonore_court') else code
    sortie = io.BytesIO()
    with wave.open(sortie, 'wb') as w:
        w.setnchannels(1), w.setsampwidth(2), w.setframerate(22050)
        silence = b'\0' * 2 * 11025
        w.writeframes(silence + b''.join(clip(c) + silence for c in code))
    return sortie.getvalue()

def envoyer(a, code, certif):
    texte = 'Votre nouveau code confidentiel est le suivant :\n\n%s\n\n%sA bientôt sur notre site\n\nLa Direction des Retraites\n' % (
        code, 'Votre code de certification : %s\n\n' % certif if D('mail_certification') else '')
    signature = '\n-- \nCaisse des Dépôts - Retraites et solidarité\nDirection Employeur - http://www.cdc.retraites.fr\nMessage automatique, merci de ne pas y répondre.\n'
    latin = Charset('iso-8859-1')
    latin.body_encoding = latin.header_encoding = QP
    m = MIMENonMultipart('text', 'plain', charset='iso-8859-1')
    corps = texte + signature
    m.set_payload(corps.encode('utf-8').decode('latin-1') if D('mail_accents') else corps, latin)
    if V('mail_html'):
        utf = Charset('utf-8')
        utf.body_encoding = QP
        m = MIMEMultipart('alternative')
        for genre, c in (('plain', corps), ('html', '<HTML><BODY><P>%s</P></BODY></HTML>' % esc(corps).replace('\n', '<BR>\n'))):
            p = MIMENonMultipart('text', genre, charset='utf-8')
            p.set_payload(c, utf)
            m.attach(p)
    de = 'domino-admin@extranet.caissedesdepots.fr' if D('mail_expediteur') else 'e-servicesinscription@caissedesdepots.fr'
    m['From'], m['To'] = de, a
    m['Subject'] = Header('Régénération de code confidentiel', latin)
    m['Date'] = formatdate(localtime=True)
    m['Message-ID'] = '<OF%s.%s-ONC1257014.003A7F1E@caissedesdepots.fr>' % (secrets.token_hex(4).upper(), secrets.token_hex(4).upper())
    m['X-Mailer'] = 'Lotus Domino Web Server Release 6.5.4 March 27, 2005'

    def routeur():
        try:
            with smtplib.SMTP(SMTP[0], SMTP[1], local_hostname='extranet.caissedesdepots.fr', timeout=10) as s:
                s.sendmail(de, [a], m.as_bytes())
        except (OSError, smtplib.SMTPException) as e:
            print('Router: courriel non remis : %s' % e, file=sys.stderr)
    threading.Thread(target=routeur, daemon=True).start()

# ------------------------------------------------------------------ connexion et espace
def ouvrir(rq, c, attente):
    SESSIONS.pop(rq.jeton, None)
    jeton = secrets.token_hex(16).upper()
    SESSIONS[jeton] = {'compte': c, 'attente': attente, 'vu': time.time()}
    rq.entetes.append(('Set-Cookie', 'DomAuthSessId=%s; path=/; HttpOnly' % jeton))

def a_connexion(rq):
    ident, code = rq.form.get('Username', '').strip(), rq.form.get('Password', '').strip()
    c = next((c for c in COMPTES if c['identifier'] == ident), None)
    ancien = c is not None and D('ancien_code_valable') and c.get('ancien') == code
    if not c or not code or not (c['confidential_code'] == code or ancien):
        return p_connexion(rq, 'code identifiant ou code confidentiel incorrect.', ident)
    if c.get('bloque') and not ancien:
        return p_connexion(rq, 'à la suite de 3 essais infructueux de saisie du code de certification, vous devez renouveler votre code confidentiel : cliquez sur « Codes perdus ».', ident)
    if D('essais_par_connexion'):
        c['essais'] = 0
    attente = bool(c.get('certif')) and not D('certification_non_demandee') and not ancien
    ouvrir(rq, c, attente)
    return rq.vers(U('fCertification') if attente else U('EspacePersonnalise'))

def p_code(rq, err=''):
    s = rq.session()
    if not s:
        return rq.vers(LOGIN)
    if not s['attente']:
        return rq.vers(U('EspacePersonnalise'))
    corps = titre('Code de certification') + bloc_erreur(err) + formulaire('fCertification', U('fCertification', 'CreateDocument'),
        '<P><FONT SIZE=2>Votre code confidentiel a été régénéré. Veuillez saisir le code de certification que vous avez noté à la fin de votre demande.</FONT></P><TABLE BORDER=0>'
        + ligne('Code de certification', ETOILE, saisie('Certification', '', 'Saisissez le code de certification que vous avez noté', 14))
        + '</TABLE><P><INPUT TYPE=submit VALUE="Valider"></P><P><FONT SIZE=2>* Champs obligatoires<BR><BR>Après 3 essais infructueux, vous devrez renouveler votre code confidentiel.</FONT></P>')
    return page(rq, 'Code de certification', corps + lien_cgu(), True)

def a_code(rq):
    s = rq.session()
    if not s or not s['attente']:
        return p_code(rq)
    refuse = lambda m: p_code(rq, m) if V('erreurs_dans_formulaire') else page_erreur(rq, m)
    c, saisi = s['compte'], rq.form.get('Certification', '').strip()
    if not saisi:
        return refuse('champ obligatoire non renseigné : Code de certification.')
    if c.get('bloque') or not c.get('certif'):
        SESSIONS.pop(rq.jeton, None)
        return rq.vers(LOGIN)
    if saisi == c['certif']:
        s['attente'] = False
        c['essais'] = 0
        if not D('certification_toujours'):
            c['certif'] = None
        return rq.vers(U('EspacePersonnalise'))
    limite = 2 if D('essais_deux') else 3
    c['essais'] = c.get('essais', 0) + 1
    if c['essais'] >= limite:
        c['bloque'] = True
        SESSIONS.pop(rq.jeton, None)
        return page_erreur(rq, 'code de certification incorrect. Vous avez fait %d essais infructueux : vous devez renouveler votre code confidentiel par « <A HREF="%s">Codes perdus</A> ».' % (
            limite, U('fCodesPerdus', 'OpenPage')))
    return refuse('code de certification incorrect. Essais restants : %d.' % (limite - c['essais']))

def p_espace(rq, service=None):
    s = rq.session()
    if not s:
        return rq.vers(LOGIN)
    if s['attente'] and D('certification_contournee'):
        s['attente'] = False
    if s['attente']:
        return rq.vers(U('fCertification'))
    c = s['compte']
    if service:
        return page(rq, service, titre(service) + '<P><FONT SIZE=2>Aucun document dans cette vue.</FONT></P><P><FONT SIZE=2><A HREF="%s">Mon espace personnalisé</A></FONT></P>' % U('EspacePersonnalise'), True)
    services = [x for x in SERVICES if x[0] != 'utilisateurs' or c['role'] == 'administrator']
    avis = '' if c['first_login_done'] else '<P><FONT SIZE=2><B>Première connexion :</B> <A HREF="%s">choisissez votre question secrète et sa réponse</A></FONT></P>' % U('fQuestion')
    corps = titre('Bienvenue dans votre espace personnalisé') + avis + '<P><FONT SIZE=2>%s %s - %s<BR>Établissement : SIRET %s</FONT></P><FONT SIZE=2><B>Vos services</B><UL>%s</UL></FONT>' % (
        esc(c['first_name']), esc(c['last_name']), 'administrateur' if c['role'] == 'administrator' else 'utilisateur', esc(c['siret']),
        ''.join('<LI><A HREF="%s">%s</A>' % (U('v' + k, 'OpenView'), t) for k, t in services))
    return page(rq, 'Mon espace personnalisé', corps, True)

def p_question(rq):
    s = rq.session()
    if not s or s['attente']:
        return rq.vers(LOGIN)
    if rq.method == 'POST':
        q, r = rq.form.get('Question', '').strip(), rq.form.get('Reponse', '').strip()
        if not q or not r:
            return page_erreur(rq, 'la question et la réponse sont obligatoires.')
        s['compte'].update(question=q, answer=r, first_login_done=True)
        return traite(rq, '<P>Votre question secrète est enregistrée.</P><P><A HREF="%s">Mon espace personnalisé</A></P>' % U('EspacePersonnalise'))
    return page(rq, 'Question secrète', titre('Question secrète') + formulaire('fQuestion', U('fQuestion', 'CreateDocument'), '<TABLE BORDER=0>'
        + ligne('Question', ETOILE, '<SELECT NAME="%s"><OPTION VALUE="">%s</SELECT>' % (N('Question'), ''.join('<OPTION>' + q for q in QUESTIONS)))
        + ligne('Réponse', ETOILE, saisie('Reponse')) + '</TABLE><INPUT TYPE=submit VALUE="Enregistrer">'), True)

def a_inscription(rq):
    f = rq.form
    manque = [n for k, n in (('SIRET', 'Numéro SIRET'), ('Nom', 'Nom'), ('Prenom', 'Prénom'), ('Courriel', 'Adresse e-mail'), ('Profil', 'Vous serez'), ('CGU', 'CGU'))
              if not f.get(k, '').strip()]
    if manque:
        m = 'champ obligatoire non renseigné : %s.' % ', '.join(manque)
        return p_inscription(rq, f, m) if V('erreurs_dans_formulaire') else page_erreur(rq, m)
    return traite(rq, '<P>Votre demande d\'inscription a été enregistrée. Elle sera examinée par nos services, qui vous adresseront le formulaire à faire signer.</P>'
                  '<P><A HREF="%s">Retour à la zone de connexion</A></P>' % LOGIN)

# ------------------------------------------------------------------ images
def svg(nom):
    def doc(l, h, x):
        return '<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d">%s</svg>' % (l, h, x)
    if nom.startswith('bouton_'):
        t = nom[7:].rsplit('.', 1)[0]
        l = 24 + 8 * len(t)
        return doc(l, 24, '<rect x="1" y="1" width="%d" height="22" rx="4" fill="%s" stroke="#222"/><text x="%d" y="16" font-family="Arial" font-size="13" font-weight="bold" '
                   'fill="#fff" text-anchor="middle">%s</text>' % (l - 2, C1(), l // 2, html.escape(t)))
    if nom == 'logo.gif':
        return doc(270, 60, '<circle cx="28" cy="30" r="24" fill="%s"/><text x="28" y="36" font-family="Georgia" font-size="18" fill="#fff" text-anchor="middle">CD</text>'
                   '<g font-family="Arial" fill="%s"><text x="62" y="20" font-size="15" font-weight="bold">Caisse des Dépôts</text><text x="62" y="38" font-size="13">RETRAITES ET '
                   'SOLIDARITÉ</text><text x="62" y="54" font-size="12">Direction Employeur</text></g>' % (C1(), C1()))
    if nom in ('expand.gif', 'collapse.gif'):
        return doc(12, 12, '<path d="%s" fill="%s"/>' % ('M3 1 L10 6 L3 11 Z' if nom[0] == 'e' else 'M1 3 L11 3 L6 10 Z', C1()))
    return doc(10, 10, '<rect x="1" y="1" width="8" height="8" fill="none" stroke="%s"/>' % C1()) if nom == 'puce.gif' else None

# ------------------------------------------------------------------ serveur HTTP
class Requete:
    def __init__(self, method, cible, cookies, type_contenu, corps):
        self.method, self.cookies, self.entetes, self.statut, self.args = method, cookies, [], 200, {}
        chemin, _, q = cible.partition('?')
        self.chemin = urllib.parse.unquote(chemin)
        try:
            urllib.parse.unquote(q, errors='strict')
            enc = 'utf-8'
        except UnicodeDecodeError:
            enc = 'cp1252'
        self.commande = q.split('&')[0].lower() if '=' not in q.split('&')[0] else ''
        for k, v in urllib.parse.parse_qsl(q, keep_blank_values=True, encoding=enc, errors='replace'):
            self.args.setdefault(k, v)
        self.jeton = cookies.get('DomAuthSessId', '')
        self.sid = cookies.get('ExtranetSessId', '')
        if not re.fullmatch('[0-9A-F]{32}', self.sid):
            self.sid = unid()
            self.entetes.append(('Set-Cookie', 'ExtranetSessId=%s; path=/; HttpOnly' % self.sid))
        self.form = {}
        if method == 'POST':
            self.lire(type_contenu, corps)
        self.clic = next((k for k, v in CLICS.items() if v == self.form.get('__Click')), '')

    def lire(self, genre, corps):
        paires = []
        if genre.lower().startswith('multipart/form-data'):
            m = BytesParser().parsebytes(b'Content-Type: ' + genre.encode('latin-1') + b'\r\n\r\n' + corps)
            for p in m.get_payload() if m.is_multipart() else []:
                k = p.get_param('name', header='content-disposition')
                if isinstance(k, str):
                    paires.append((k, p.get_payload(decode=True) or b''))
        else:
            for morceau in corps.split(b'&'):
                k, _, v = morceau.partition(b'=')
                paires.append((urllib.parse.unquote_to_bytes(k.replace(b'+', b' ')).decode('latin-1'), urllib.parse.unquote_to_bytes(v.replace(b'+', b' '))))
        for k, v in paires:
            try:
                t = v.decode('utf-8')
            except UnicodeDecodeError:
                t = v.decode('cp1252', 'replace')
            t = re.sub(r'&#(\d{2,6});', lambda x: chr(min(int(x.group(1)), 0x10FFFF)), t)
            if k.startswith('zs_'):
                k = {'zs_' + c.lower(): c for c in ('SIRET', 'BCR', 'Contrat', 'Nom', 'Prenom', 'Identifiant', 'Courriel', 'Question', 'Reponse', 'Certification')}.get(k, k)
            self.form.setdefault(k, t)

    def session(self):
        s = SESSIONS.get(self.jeton)
        if s and time.time() - s['vu'] > 1800:
            SESSIONS.pop(self.jeton, None)
            return None
        if s:
            s['vu'] = time.time()
        return s

    def vers(self, url):
        self.statut = 302
        self.entetes.append(('Location', url))
        return '<HTML><HEAD><TITLE>302 Found</TITLE></HEAD><BODY><A HREF="%s">Suite</A></BODY></HTML>' % esc(url)

    def repondre(self):
        bas = self.chemin.lower()
        poste = self.method == 'POST'
        if bas in ('/', '/extranet.nsf', '/extranet.nsf/'):
            return self.vers(U('Accueil', 'OpenPage'))
        if bas == '/names.nsf':
            if self.commande == 'logout':
                SESSIONS.pop(self.jeton, None)
                self.entetes.append(('Set-Cookie', 'DomAuthSessId=; path=/; HttpOnly; expires=Thu, 01 Jan 1970 00:00:00 GMT'))
                return self.vers(U('Accueil', 'OpenPage'))
            return a_connexion(self) if poste else p_connexion(self)
        if not bas.startswith('/extranet.nsf/'):
            return self.introuvable()
        nom = self.chemin[len(BASE):]
        if self.commande == 'openimageresource':
            x = svg(nom)
            return ('image/svg+xml', x.encode('utf-8')) if x else self.introuvable()
        m = re.fullmatch(r'0/([0-9A-Fa-f]{32})(/\$FILE/certification\.wav)?', nom)
        if m:
            return self.document(m.group(1).upper(), bool(m.group(2)))
        nom = ELEMENTS.get(nom.upper(), nom.lower()) if V('adresses_unid') else nom.lower()
        if nom == 'fidentifiant' and poste and V('boutons_submit'):
            self.clic = {'rechercher': 'rechercher', 'Annuler': 'annuler'}.get(self.form.get('Bouton'), '')
        if nom == 'fregeneration' and poste and V('boutons_submit'):
            self.clic = {LIBELLES['generer']: 'generer', 'Annuler': 'annuler3'}.get(self.form.get('Bouton'), '')
        vues = {'fidentifiant': (p_identifiant, a_identifiant), 'fregeneration': (p_regeneration, a_regeneration), 'fcertification': (p_code, a_code),
                'finscription': (p_inscription, a_inscription), 'fquestion': (p_question, p_question)}
        if nom in vues:
            return vues[nom][poste](self)
        pages = {'accueil': p_accueil, 'fcodesperdus': p_perdus, '$$search': p_recherche, 'aariane': p_ariane, 'sonore': p_sonore, 'espacepersonnalise': p_espace}
        if nom in pages:
            return pages[nom](self)
        for k, t in SERVICES:
            if nom == 'v' + k:
                return p_espace(self, t)
        return p_simple(self, nom) or self.introuvable()

    def document(self, doc, son):
        d = DOCS.get(doc)
        if not d or d['genre'] != 'certification' or d['sid'] != self.sid:
            return self.introuvable() if son else page_erreur(self, EXPIRE % U('fCodesPerdus', 'OpenPage'))
        if son:
            return ('audio/wav', sonoriser(d['code']))
        if self.method == 'POST' and (self.clic == 'terminer' or self.form.get('Bouton') == 'Terminer'):
            DOCS.pop(doc, None)
            if V('terminer_connexion'):
                return self.vers(LOGIN)
            return traite(self, '<P>Votre demande de régénération du code confidentiel a été prise en compte.</P><P>Dès réception du courriel, munissez-vous de votre code de '
                          'certification et connectez-vous.</P><P><A HREF="%s">Accès à mon espace personnalisé</A></P>' % LOGIN)
        return p_certification(self, doc, d)

    def introuvable(self):
        self.statut = 404
        return page(self, 'Erreur 404', bloc_erreur('404 - Serveur Web HTTP : élément de structure introuvable - %s' % esc(self.chemin.split('/')[-1]))
                    + '<P><A HREF="javascript:history.back()">Retour</A></P>')

class Domino(BaseHTTPRequestHandler):
    protocol_version = 'HTTP/1.1'
    timeout = 60
    version_string = lambda self: 'Lotus-Domino'
    log_message = lambda self, *a: None

    def traiter(self):
        try:
            n = min(int(self.headers.get('Content-Length') or 0), 1 << 20)
        except ValueError:
            n = 0
        corps = self.rfile.read(n) if n else b''
        cookies = {}
        for p in (self.headers.get('Cookie') or '').split(';'):
            k, _, v = p.strip().partition('=')
            cookies.setdefault(k, v)
        rq = Requete('POST' if self.command == 'POST' else 'GET', self.path, cookies, self.headers.get('Content-Type') or '', corps)
        with VERROU:
            try:
                r = rq.repondre()
            except Exception as e:                                   # une page d'erreur plutôt qu'une connexion coupée
                print('HTTP Server: Agent error: %r' % e, file=sys.stderr)
                rq.statut, r = 500, page_erreur(rq, "une erreur s'est produite pendant le traitement de votre demande.")
        if isinstance(r, tuple):
            genre, octets = r
        elif V('utf8'):
            genre, octets = 'text/html; charset=UTF-8', r.encode('utf-8')
        else:
            genre, octets = 'text/html; charset=ISO-8859-1', r.encode('iso-8859-1', 'xmlcharrefreplace')
        self.send_response(rq.statut)
        self.send_header('Content-Type', genre)
        self.send_header('Content-Length', str(len(octets)))
        cache = [('Cache-Control', 'max-age=3600')] if genre[0] == 'i' else [('Expires', 'Tue, 01 Jan 1980 06:00:00 GMT'), ('Cache-Control', 'no-cache')]
        for k, v in cache + rq.entetes:
            self.send_header(k, v)
        self.end_headers()
        if self.command != 'HEAD':
            self.wfile.write(octets)

    do_GET = do_POST = do_HEAD = traiter

class Serveur(ThreadingHTTPServer):
    daemon_threads, allow_reuse_address, request_queue_size = True, True, 64

    handle_error = lambda self, request, client_address: None

    def server_bind(self):
        self.socket.setsockopt(1, 2, 1)
        self.socket.bind(self.server_address)
        self.server_name, self.server_port = '127.0.0.1', self.server_address[1]

def principal():
    global DEFAUT, VARIATION, SMTP
    a = argparse.ArgumentParser()
    for n in ('port', 'smtp', 'accounts', 'defect', 'variation'):
        a.add_argument('--' + n, required=n in ('port', 'smtp', 'accounts'), default='')
    o = a.parse_args()
    for nom, fichier in ((o.defect, 'defects.json'), (o.variation, 'variations.json')):
        with open(os.path.join(ICI, fichier), encoding='utf-8') as f:
            if nom and nom not in [d['name'] for d in json.load(f)]:
                a.error('nom inconnu dans %s : %s' % (fichier, nom))
    DEFAUT, VARIATION = o.defect, o.variation
    h, _, p = o.smtp.rpartition(':')
    SMTP = (h or '127.0.0.1', int(p))
    with open(o.accounts, encoding='utf-8') as f:
        COMPTES.extend(json.load(f))
    for n in list(SITE) + ['Accueil', 'fCodesPerdus', 'fIdentifiant', 'fRegeneration', 'fCertification', 'fInscription', 'fQuestion', '$$Search', 'aAriane',
                           'sonore', 'EspacePersonnalise', 'votreactualite', 'plan', 'actualite'] + ['v' + k for k, _ in SERVICES]:
        U(n)
    for sig in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sig, lambda *x: os._exit(0))
    Serveur(('127.0.0.1', int(o.port)), Domino).serve_forever()

if __name__ == '__main__':
    principal()
