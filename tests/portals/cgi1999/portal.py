#!/usr/bin/env python3
# -*- coding: utf-8 -*-
# portail.cgi - portail employeurs. Debut : mars 1999 (version Perl). Une seule adresse, le parametre "action" choisit la page.
import argparse, array, html, io, json, math, os, re, secrets, signal, smtplib, sys, threading, time, wave
import email.charset, email.header, email.utils
from email.mime.nonmultipart import MIMENonMultipart
from html.entities import codepoint2name
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlencode, urlsplit, unquote_to_bytes
from pages import MENU, PAGES

ICI = os.path.dirname(os.path.abspath(__file__))
SCRIPT = "/cgi-bin/portail.cgi"
DUREE = 1800
EXPEDITEUR = "e-servicesinscription@caissedesdepots.fr"
QUESTIONS = ["Quel est le nom de jeune fille de votre mère ?", "Quelle est votre ville de naissance ?",
             "Quel est le prénom de votre meilleur ami d'enfance ?", "Quel était le nom de votre premier animal ?",
             "Quel est votre film préféré ?", "Quelle était la marque de votre première voiture ?"]
VERROU = threading.RLock()
COMPTES, SESSIONS, SONS, PARTAGE = {}, {}, {}, {}
DEFAUT = VARIANTE = None
SMTP = ("127.0.0.1", 25)


def D(nom): return DEFAUT == nom
def V(nom): return VARIANTE == nom


# ---------------------------------------------------------------- petits outils
def h(t): return html.escape(str(t), quote=True)

def entites(t):
    return "".join(c if ord(c) < 128 else "&%s;" % codepoint2name[ord(c)] if ord(c) in codepoint2name else "&#%d;" % ord(c) for c in t)

def champ(nom): return "P_" + nom.upper() if V("noms_champs") and nom not in ("action", "sid") else nom
def acte(nom): return {"accueil": "100", "connexion": "200", "valider": "201", "perdus": "300", "recherche": "310", "chercher": "311",
                       "regeneration": "320", "regenerer": "321", "fin": "330"}.get(nom, nom) if V("actions_numeros") else nom

def url(s, action, **kw):
    p = {"action": acte(action)}
    p.update({champ(k): v for k, v in kw.items()})
    p["session" if V("nom_session") else "sid"] = s["sid"]
    return h(SCRIPT + "?" + urlencode(p, encoding="iso-8859-1", errors="xmlcharrefreplace"))

def cachees(s, action, **kw):
    t = '<INPUT TYPE=hidden NAME="action" VALUE="%s">' % acte(action)
    t += '<INPUT TYPE=hidden NAME="%s" VALUE="%s">' % ("session" if V("nom_session") else "sid", s["sid"])
    return t + "".join('<INPUT TYPE=hidden NAME="%s" VALUE="%s">' % (champ(k), h(v)) for k, v in kw.items())

def formulaire(s, action, **kw): return '<FORM METHOD=POST ACTION="%s">%s\n' % (SCRIPT, cachees(s, action, **kw))

def bouton_image(nom, gif, alt):
    if V("boutons_ordinaires"): return '<INPUT TYPE=submit NAME="%s" VALUE="%s">' % (nom, alt)
    return '<INPUT TYPE=image NAME="%s" SRC="/images/%s.gif" BORDER=0 ALT="%s" ALIGN=middle>' % (nom, gif, alt)

def bouton(nom, texte): return '<INPUT TYPE=submit NAME="%s" VALUE="%s">' % (nom, texte)

ETOILE = '<FONT COLOR="#FF0000">*</FONT>'
def titre(t): return '<CENTER><FONT FACE="Arial,Helvetica" SIZE="+2" COLOR="#003366"><B>%s</B></FONT></CENTER>\n' % t
def soustitre(t): return '<P><FONT FACE="Arial,Helvetica" COLOR="#CC0000"><B>%s</B></FONT>\n' % t

def ligne(lib, etoiles, nom, valeur="", taille=30, maxi=80, aide="", typ="text"):
    return ('<TR><TD ALIGN=right NOWRAP><FONT FACE="Arial,Helvetica" SIZE=2>%s%s&nbsp;:</FONT>\n<TD><INPUT TYPE=%s NAME="%s" SIZE=%d MAXLENGTH=%d VALUE="%s">%s\n'
            % (lib, " " + '<FONT COLOR="#FF0000">%s</FONT>' % etoiles if etoiles else "", typ, champ(nom), taille, maxi, h(valeur),
               ' <FONT SIZE=1>%s</FONT>' % aide if aide else ""))


# ---------------------------------------------------------------- sessions (pas de cookies : cachees et query string)
def nouvelle_session():
    s = {"sid": secrets.token_hex(8 if not V("nom_session") else 16), "vu": time.time(), "compte": None, "attente": None, "ident": "", "saisie": {}, "taille": 3}
    with VERROU:
        limite = time.time() - DUREE
        for k in [k for k, x in SESSIONS.items() if x["vu"] < limite]: SESSIONS.pop(k, None)
        for k in [k for k, x in SONS.items() if x[1] < limite]: SONS.pop(k, None)
        SESSIONS[s["sid"]] = s
    return s

def session(sid):
    s = SESSIONS.get(sid)
    if s and time.time() - s["vu"] < DUREE:
        s["vu"] = time.time()
        return s, True
    return nouvelle_session(), not sid

def ouvrir(s, compte):
    with VERROU: SESSIONS.pop(s["sid"], None)
    n = nouvelle_session()
    n["compte"], n["taille"] = compte["identifier"], s["taille"]
    return n


# ---------------------------------------------------------------- mise en page
def liens_texte(s, t):
    t = re.sub(r"%%URL:(\w+)%%", lambda m: url(s, "page", p=m.group(1)), t)
    return re.sub(r"%%ACT:(\w+)%%", lambda m: url(s, m.group(1)), t)

def menu(s):
    t = ""
    for g, liens in MENU:
        t += '<TR><TD BGCOLOR="#003366"><FONT FACE="Arial,Helvetica" SIZE=2 COLOR="#FFFFFF"><B>%s</B></FONT>\n<TR><TD>' % g
        for p, lib in liens:
            t += '<IMG SRC="/images/puce.gif" ALT=""> <FONT FACE="Arial,Helvetica" SIZE=1><A HREF="%s">%s</A></FONT><BR>\n' % (url(s, "page", p=p), lib)
    return t

def gabarit(s, nom, corps, portail=False, dtd="4.0 Transitional", refresh=""):
    fond, bandeau = ("#FFFFF0", "#E8E0C8") if V("couleurs") else ("#FFFFFF", "#DDE6F0")
    c = COMPTES.get(s["compte"]) if s["compte"] else None
    etat = ('Connecté : <B>%s %s</B><BR>[<A HREF="%s">Se déconnecter</A>]' % (h(c["first_name"]), h(c["last_name"]), url(s, "deconnexion"))) if c else "Non connecté"
    retour = '<A HREF="%s">Retour accueil<BR>cdc.retraites</A>' % url(s, "page" if D("retour_accueil_faux") else "accueil", **({"p": "presse"} if D("retour_accueil_faux") else {}))
    droite = etat + "<BR>" + retour if not portail else (
        '<A HREF="javascript:window.print()">Imprimer</A> <A HREF="%s">A<SUP>-</SUP></A> <A HREF="%s">A<SUP>+</SUP></A><BR>%s'
        % (url(s, "accueil", taille="moins"), url(s, "accueil", taille="plus"), etat))
    pied = "Mise à jour : octobre 2010"
    return f"""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML {dtd}//EN">
<HTML>
<HEAD>
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=iso-8859-1">
{refresh}<TITLE>{nom} - Retraites et solidarité</TITLE>
<META NAME="Generator" CONTENT="portail.pl 2.14">
</HEAD>
<BODY BGCOLOR="{fond}" TEXT="#000000" LINK="#003399" VLINK="#663366" MARGINWIDTH=0 LEFTMARGIN=0 TOPMARGIN=0>
<BASEFONT SIZE={s["taille"]}>
<TABLE WIDTH=780 BORDER=0 CELLPADDING=3 CELLSPACING=0>
<TR BGCOLOR="{bandeau}"><TD WIDTH=170><IMG SRC="/images/logo.gif" WIDTH=150 HEIGHT=48 ALT="Caisse des Dépôts">
<TD><FONT FACE="Arial,Helvetica" COLOR="#003366"><B>RETRAITES ET SOLIDARITÉ</B><BR>{"Direction Employeur" if portail else "ESPACE PERSONNALISÉ"}</FONT>
<TD ALIGN=right><FONT FACE="Arial,Helvetica" SIZE=2>{droite}</FONT>
<TR><TD VALIGN=top WIDTH=170 BGCOLOR="#F4F4F4">
<TABLE WIDTH="100%" BORDER=0 CELLPADDING=2 CELLSPACING=0>
<TR><TD><FONT FACE="Arial,Helvetica" SIZE=2><A HREF="{url(s, "accueil")}">Accueil</A><BR><A HREF="{url(s, "page", p="profil")}">Changer de profil</A></FONT>
{menu(s)}</TABLE>
<TD VALIGN=top COLSPAN=2>
{corps}
</TABLE>
<HR NOSHADE SIZE=1>
<CENTER><FONT FACE="Arial,Helvetica" SIZE=1><A HREF="{url(s, "page", p="plan")}">Plan du site</A> | <A HREF="{url(s, "page", p="mentions")}">Mentions légales</A> |
Contact : <A HREF="mailto:webmaster@caissedesdepots.fr">webmaster@caissedesdepots.fr</A><BR>&copy; Caisse des Dépôts 1999-2010 - {pied}</FONT></CENTER>
</BODY>
</HTML>
"""

def pied_cgu(s, puce="&raquo;"): return '<P><FONT SIZE=2>%s <A HREF="%s">Conditions générales d\'utilisation</A></FONT>\n' % (puce, url(s, "page", p="cgu"))

def page_erreur(s, messages, retour=None, intro="Votre demande n'a pas pu être traitée.", suite="", lien="Retour au formulaire"):
    t = titre("Erreur") + '<TABLE BORDER=1 CELLPADDING=8 WIDTH="90%%" ALIGN=center><TR><TD BGCOLOR="#FFF0F0"><FONT COLOR="#CC0000"><B>%s</B></FONT>\n<UL>' % intro
    t += "".join("<LI>%s\n" % m for m in messages) + "</UL>" + suite + "</TABLE>\n"
    if retour: t += '<P ALIGN=center>&laquo; <A HREF="%s">%s</A> &raquo;\n' % (retour, lien)
    return gabarit(s, "Erreur", t, dtd="3.2 Final")


# ---------------------------------------------------------------- portail (etapes d'acces)
def p_accueil(s, q, post):
    if q("taille") in ("moins", "plus"): s["taille"] = max(2, min(5, s["taille"] + (1 if q("taille") == "plus" else -1)))
    profils = " ".join('<A HREF="%s"><B>%s</B></A>' % (url(s, "page", p=p) if p else url(s, "accueil"), n) for p, n in
                       (("", "EMPLOYEUR"), ("actif", "ACTIF"), ("retraite", "RETRAITÉ"), ("public", "AUTRE PUBLIC")))
    flash = '<P><FONT SIZE=2 COLOR="#CC0000">Fermeture du centre d\'appels le vendredi 12 novembre 2010.</FONT>\n' if V("annonce") else ""
    t = f"""<FONT FACE="Arial,Helvetica">Vous êtes {profils}</FONT>
<TABLE BORDER=0 CELLPADDING=4><TR><TD VALIGN=top WIDTH=380>
{soustitre("Votre actualité")}{flash}
<P><B>La Caisse des Dépôts partenaire de l'Institut des hautes études de la protection sociale (IHEPS)</B><BR>
L'IHEPS a pour objectif de promouvoir la connaissance et les réflexions sur les enjeux de la protection sociale dans le cadre des évolutions (...)<BR>
23/09/2010<BR>&gt; <A HREF="{url(s, "page", p="iheps")}">[En savoir +]</A>
<P><B>Campagne DAI 2010 : incidence du projet de réforme des retraites</B><BR>
Compte tenu du projet de réforme des retraites, le Gip Info retraite a décidé de ne pas transmettre d'EIG (Estimation indicative globale) aux (...)<BR>
&gt; <A HREF="{url(s, "page", p="dai")}">[En savoir +]</A>
<TD VALIGN=top WIDTH=190>
<TABLE BORDER=1 CELLPADDING=6 WIDTH="100%"><TR><TD BGCOLOR="#FFFFCC" ALIGN=center><FONT SIZE=2>Pour vous <B>connecter</B> à votre espace personnalisé, cliquez sur<BR>
<A HREF="{url(s, "connexion")}"><B>Accès à mon espace personnalisé</B></A></FONT></TABLE>
<FORM METHOD=GET ACTION="{SCRIPT}">{cachees(s, "trouver")}<FONT SIZE=2><B>RECHERCHER SUR LE SITE :</B><BR>Tapez un mot-clé, une expression<BR></FONT>
<INPUT TYPE=text NAME="{champ("mots")}" SIZE=14 MAXLENGTH=60> {bouton_image("ok", "b_ok", "OK")}</FORM>
<FONT SIZE=2><B>Liens utiles</B><P>Forum Retraite 2010 :<BR>les actes et les vidéos en ligne<BR>&gt; <A HREF="{url(s, "page", p="forum")}">[En savoir +]</A></FONT>
</TABLE>"""
    return gabarit(s, "Accueil employeur", t, portail=True)

def p_page(s, q, post):
    p = PAGES.get(q("p"))
    if not p: return None
    return gabarit(s, p[0], titre(p[0]) + '<FONT FACE="Arial,Helvetica" SIZE=2>' + liens_texte(s, p[1]) + "</FONT>\n", dtd="3.2 Final")

def p_trouver(s, q, post):
    mots = q("mots").strip()
    nu = {k: (t + " " + re.sub(r"<[^>]+>|%%\S+%%", " ", x)).lower() for k, (t, x) in PAGES.items()}
    trouves = [k for k in PAGES if mots and mots.lower() in nu[k]]
    t = titre("Résultats") + "<P>Votre recherche : <B>%s</B> - %d page(s)\n<UL>" % (h(mots), len(trouves))
    t += "".join('<LI><A HREF="%s">%s</A>\n' % (url(s, "page", p=k), PAGES[k][0]) for k in trouves) + "</UL>"
    return gabarit(s, "Recherche sur le site", t)

def p_ariane(s, q, post):
    ask = q("demande").strip()
    bas = ask.lower()
    if not ask: rep = "Quelle est votre question ?"
    elif "perdu" in bas or "code" in bas: rep = 'Si vous avez perdu vos codes, cliquez sur le lien prévu dans <A HREF="%s">la zone de connexion</A>.' % url(s, "connexion")
    elif "inscri" in bas: rep = 'Tout est expliqué à la page <A HREF="%s">Inscription</A>.' % url(s, "page", p="inscription")
    else: rep = 'Je n\'ai pas compris votre question. Consultez l\'<A HREF="%s">Aide à la connexion</A>.' % url(s, "page", p="aide")
    t = titre("Poser votre question") + "<P><I>%s</I><P><B>Ariane :</B> %s" % (h(ask), rep)
    return gabarit(s, "Ariane", t)

def p_connexion(s, q, post):
    def l(p, n, sup=""): return '<IMG SRC="/images/puce.gif" ALT="&gt;"> <A HREF="%s">%s</A>%s<BR>\n' % (url(s, "page", p=p), n, sup)
    note = f"""<TR><TD COLSPAN=2><FONT SIZE=2>(*) Vous pouvez récupérer vos codes d'accès uniquement :
<UL><LI>si vous vous êtes connecté une 1<SUP>ère</SUP> fois et si vous avez choisi la question secrète et sa réponse
<LI>si l'adresse courriel enregistrée sur votre compte est valide</UL>
Si ce n'est pas le cas :<BR>demandez à un autre administrateur de votre établissement de régénérer votre code confidentiel</FONT>"""
    t = f"""{titre("ACCÈS À MON ESPACE PERSONNALISÉ")}
<TABLE BORDER=0 CELLPADDING=6 CELLSPACING=4 WIDTH="100%"><TR><TD VALIGN=top BGCOLOR="#EEF3F8" WIDTH="50%">
{soustitre("Je suis déjà inscrit(e)")}
{formulaire(s, "valider")}<TABLE BORDER=0><TR><TD><FONT SIZE=2>Code identifiant</FONT><TD><FONT SIZE=2>Code confidentiel</FONT>
<TR><TD><INPUT TYPE=text NAME="{champ("identifiant")}" SIZE=12 MAXLENGTH=40 VALUE="{h(s["saisie"].get("login", ""))}">
<TD><INPUT TYPE=password NAME="{champ("code")}" SIZE=12 MAXLENGTH=40>
<TR><TD COLSPAN=2 ALIGN=center>{bouton_image("valide", "b_valide", "Je valide")}</TABLE></FORM>
<FONT SIZE=2><A HREF="{url(s, "perdus")}">Codes perdus {ETOILE}</A><BR><A HREF="{url(s, "page", p="aide")}">Aide à la connexion</A>
<P><B>Plus d'info ?</B><BR>{l("admin", "Je suis administrateur")}{l("util", "Je suis utilisateur")}</FONT>
<TD VALIGN=top BGCOLOR="#EEF3F8">
{soustitre("Je ne suis pas encore inscrit(e)")}
{formulaire(s, "page", p="inscription")}{bouton("inscris", "Je m'inscris")}</FORM>
<FONT SIZE=2><B>Plus d'info ?</B><BR>{l("espace_pres", "Présentation de l'espace personnalisé")}{l("video", "Démonstration vidéo de l'inscription", " &#9654;")}{l("insc_admin", "Inscription d'un administrateur")}{l("insc_util", "Inscription d'un utilisateur")}{l("cgu", "Conditions générales d'utilisation (CGU)")}</FONT>
{soustitre("Poser votre question")}
<FONT SIZE=2>Bonjour, je m'appelle Ariane et je suis là pour vous aider</FONT>
{formulaire(s, "ariane")}<INPUT TYPE=text NAME="{champ("demande")}" SIZE=20 MAXLENGTH=200> {bouton("demander", "Demander")}</FORM>
{note}</TABLE>"""
    return gabarit(s, "Accès à mon espace personnalisé", t)


# ---------------------------------------------------------------- codes perdus
def p_perdus(s, q, post):
    s["ident"] = ""
    s["saisie"].pop("rech", None); s["saisie"].pop("regen", None)
    ici = lambda a, **k: '<A HREF="%s">cliquez ici</A>' % url(s, a, **k)
    deux = ici("regeneration", cas="les_deux") if D("les_deux_sans_recherche") else ici("recherche", cas="les_deux")
    annuler = "" if D("annuler_etape1_absent") else '<P ALIGN=center><A HREF="%s">[annuler]</A>\n' % url(s, "connexion")
    utilisateur = f"""{soustitre("Vous êtes utilisateur sans être administrateur")}
<UL><LI>Vous avez perdu votre <B>code identifiant et / ou votre code confidentiel</B> : {ici("utilisateur")}</UL>"""
    t = f"""{titre("Codes perdus")}
<P><FONT FACE="Arial,Helvetica"><B>Vous avez perdu votre code confidentiel ou votre code identifiant</B></FONT>
<P><FONT SIZE=2><I>En fonction de votre situation, cliquez sur l'un des choix</I></FONT>
{soustitre("Vous êtes administrateur")}
<UL><LI>Vous avez perdu votre <B>code confidentiel</B> : {ici("regeneration", cas="code")}
<LI>Vous avez perdu votre <B>code identifiant</B> : {ici("recherche", cas="identifiant")}
<LI>Vous avez perdu votre <B>code identifiant et votre code confidentiel</B> : {deux}</UL>
{utilisateur}
{annuler}{pied_cgu(s)}"""
    return gabarit(s, "Codes perdus", t)

def p_utilisateur(s, q, post):
    t = f"""{titre("Codes perdus")}{soustitre("Vous êtes utilisateur sans être administrateur")}
<P>La récupération des codes en ligne est réservée aux administrateurs.
<P>Demandez à un administrateur de votre établissement de vous communiquer votre code identifiant ou de régénérer votre code confidentiel.
<P ALIGN=center><A HREF="{url(s, "perdus")}">Retour</A>
{pied_cgu(s)}"""
    return gabarit(s, "Codes perdus - utilisateur", t)

def p_recherche(s, q, post):
    v = s["saisie"].get("rech", {})
    cas = q("cas") if q("cas") in ("identifiant", "les_deux") else "les_deux"
    note2 = "" if D("note_deux_etoiles_absente") else '<BR><FONT COLOR="#FF0000">**</FONT> Vous devez obligatoirement compléter au moins l\'un de ces deux champs'
    maj = "Saisie en majuscules"
    t = f"""{titre("Recherche de votre code identifiant")}
<P><FONT SIZE=2>Complétez les champs obligatoires {ETOILE} puis cliquez sur « rechercher ».<BR>
Le numéro BCR vous est attribué par la direction des retraites et de la solidarité et permet votre identification (exemple 01ABC111).
Vous le retrouvez sur les courriers et courriels.</FONT>
{formulaire(s, "chercher", cas=cas)}<TABLE BORDER=0 CELLPADDING=3 WIDTH="95%" BGCOLOR="#EEF3F8">
<TR><TD COLSPAN=2>{soustitre("Votre établissement")}
{ligne("Numéro SIRET", "" if D("etoile_siret_absente") else "*", "siret", v.get("siret", ""), 18, 14)}
{ligne("Numéro BCR", "**", "bcr", v.get("bcr", ""), 12, 20, maj)}
{ligne("Numéro de contrat", "**", "contrat", v.get("contrat", ""), 12, 20, maj)}
<TR><TD COLSPAN=2>{soustitre("Coordonnées professionnelles")}
{ligne("Votre Nom", "*", "nom", v.get("nom", ""))}
{ligne("Prénom", "*", "prenom", v.get("prenom", ""))}
<TR><TD>&nbsp;<TD>{bouton_image("rechercher", "b_recherch", "rechercher")} &nbsp; {bouton("annuler", "Annuler")}
</TABLE></FORM>
<FONT SIZE=2>{ETOILE} Champs obligatoires{note2}</FONT>
{pied_cgu(s)}"""
    return gabarit(s, "Recherche de votre code identifiant", t)

def non_eligible(c):
    return (not c["first_login_done"] and not D("premiere_connexion_ignoree")) or (not c["email_valid"] and not D("courriel_invalide_ignore"))

def conditions():
    return """<P>Vous pouvez récupérer vos codes d'accès uniquement :<UL><LI>si vous vous êtes connecté une 1<SUP>ère</SUP> fois et si vous avez choisi la
question secrète et sa réponse<LI>si l'adresse courriel enregistrée sur votre compte est valide</UL>Si ce n'est pas le cas : demandez à un autre
administrateur de votre établissement de régénérer votre code confidentiel."""

def p_chercher(s, q, post):
    if q("annuler") and not D("annuler_recherche_valide"): return p_perdus(s, q, post)
    if not post: return p_recherche(s, q, post)
    v = s["saisie"]["rech"] = {k: q(k).strip() for k in ("siret", "bcr", "contrat", "nom", "prenom")}
    cas = q("cas") if q("cas") in ("identifiant", "les_deux") else "les_deux"
    retour = url(s, "recherche", cas=cas)
    err = ["Le champ « %s » est obligatoire." % n for k, n in (("siret", "Numéro SIRET"), ("nom", "Votre Nom"), ("prenom", "Prénom")) if not v[k]]
    if v["siret"] and not re.fullmatch(r"[0-9]{14}", v["siret"]): err.append("Le numéro SIRET doit comporter 14 chiffres.")
    if not v["bcr"] and not v["contrat"] and not D("bcr_contrat_facultatifs"):
        err.append("Vous devez compléter au moins l'un des deux champs « Numéro BCR » et « Numéro de contrat ».")
    if err: return page_erreur(s, err, retour)
    cas_nom = (lambda x: x.lower()) if D("noms_sans_casse") else (lambda x: x)
    ok = [c for c in COMPTES.values() if (c["role"] == "administrator" or D("utilisateur_accepte"))
          and c["siret"] == v["siret"]
          and (not v["bcr"] or v["bcr"] == c["bcr"]) and (not v["contrat"] or v["contrat"] == c["contract"])
          and cas_nom(c["last_name"]) == cas_nom(v["nom"]) and cas_nom(c["first_name"]) == cas_nom(v["prenom"])]
    bons = [c for c in ok if not non_eligible(c)]
    if ok and not bons: return page_erreur(s, ["La récupération en ligne n'est pas ouverte pour votre compte."], retour, suite=conditions())
    if len(bons) != 1:
        m = ("Aucun compte ne correspond à votre saisie." if not V("autre_refus") else "Nous ne retrouvons pas votre compte.") if not bons else \
            "Plusieurs comptes correspondent : complétez à la fois le numéro BCR et le numéro de contrat."
        return page_erreur(s, [m], retour, intro="Votre requête n'a pas abouti.", suite="""Vérifiez que :<UL>
<LI>le n° de BCR ou de contrat est bien saisi en majuscules,
<LI>les coordonnées professionnelles sont bien identiques (majuscules et minuscules) à celles saisies lors de l'inscription,
<LI>vous êtes bien inscrit en tant qu'administrateur pour votre établissement.</UL>""")
    s["ident"] = PARTAGE["ident"] = bons[0]["identifier"]
    s["saisie"].pop("regen", None)
    if cas == "les_deux": return p_regeneration(s, lambda n: "les_deux" if n == "cas" else "", post)
    t = f"""{titre("Recherche de votre code identifiant")}
<P>Votre code identifiant est le suivant :
<CENTER><TABLE BORDER=2 CELLPADDING=8><TR><TD BGCOLOR="#FFFFCC"><TT><B>{h(bons[0]["identifier"])}</B></TT></TABLE></CENTER>
<P>Veuillez le noter, il vous sera demandé à chaque connexion.
<UL><LI><A HREF="{url(s, "connexion")}">Accéder à la zone de connexion</A>
<LI>Vous avez aussi perdu votre code confidentiel : <A HREF="{url(s, "regeneration", cas="les_deux")}">Regénérer votre code confidentiel</A></UL>
{pied_cgu(s)}"""
    return gabarit(s, "Recherche de votre code identifiant", t)

def liste_questions():
    des_comptes = [c["question"] for c in COMPTES.values() if c["question"]]
    l = [x for x in QUESTIONS if x not in des_comptes] if D("questions_des_comptes_absentes") else list(dict.fromkeys(QUESTIONS + des_comptes))
    return sorted(l) if V("questions_triees") else l

def p_regeneration(s, q, post):
    v = s["saisie"].get("regen", {})
    cas = q("cas") if q("cas") in ("code", "les_deux") else "code"
    ident = v.get("identifiant", "") or (s["ident"] if cas == "les_deux" and not D("identifiant_non_rempli") else "")
    if D("session_partagee") and not ident: ident = PARTAGE.get("ident", "")
    opts = '<OPTION VALUE="">-- Choisissez --\n' + "".join('<OPTION VALUE="%d"%s>%s\n' % (i + 1, " SELECTED" if str(i + 1) == v.get("question") else "", h(x))
                                                           for i, x in enumerate(liste_questions()))
    t1 = "Renouveler votre mot de passe" if D("titre_etape3") else "Regénérer votre code confidentiel"
    b = bouton("generer", "Envoyer") if D("bouton_generer_renomme") else bouton_image("generer", "b_generer", "Générer le code confidentiel")
    t = f"""{titre(t1)}
<P><FONT SIZE=2>Saisissez toutes les rubriques du formulaire puis cliquez sur &quot;Générer le code confidentiel&quot;, <B>un nouveau code confidentiel vous sera
envoyé à l'adresse e-mail enregistrée dans nos fichiers.</B>{"<BR>Votre identifiant est renseigné automatiquement." if ident and cas == "les_deux" else ""}</FONT>
{formulaire(s, "regenerer", cas=cas)}<TABLE BORDER=0 CELLPADDING=3 WIDTH="95%" BGCOLOR="#EEF3F8">
{ligne("Votre Nom", "*", "nom", v.get("nom", ""))}
{ligne("Votre Prénom", "*", "prenom", v.get("prenom", ""))}
{ligne("Code identifiant", "*", "identifiant", ident, 14, 40)}
{ligne("Adresse e-mail", "*", "email", v.get("email", ""), 34, 120, "<BR>(doit être identique à celle qui est mentionnée sur votre compte)")}
<TR><TD COLSPAN=2><FONT FACE="Arial,Helvetica" SIZE=2>Sélectionnez la question que vous avez choisie lors de votre inscription :</FONT>
<TR><TD ALIGN=right><FONT FACE="Arial,Helvetica" SIZE=2>Question {ETOILE}&nbsp;:</FONT><TD><SELECT NAME="{champ("question")}">
{opts}</SELECT>
{ligne("Réponse", "*", "reponse", "", 30, 80)}
<TR><TD>&nbsp;<TD>{b} &nbsp; {bouton("annuler", "Annuler")}
</TABLE></FORM>
<FONT SIZE=2>{ETOILE} Champs obligatoires</FONT>
{pied_cgu(s, "&#9658;")}"""
    return gabarit(s, t1, t)

def nouveau_code():
    return "".join(secrets.choice("ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(5)) + "".join(secrets.choice("23456789") for _ in range(3))

def nouvelle_certification():
    a = "23456789" if V("certification_chiffres") else "ACEFHJKLMRUWXYZ23456789"
    return "".join(secrets.choice(a) for _ in range(10))

def p_regenerer(s, q, post):
    if q("annuler"): return p_perdus(s, q, post)
    if not post: return p_regeneration(s, q, post)
    cas = q("cas") if q("cas") in ("code", "les_deux") else "code"
    v = {k: q(k).strip() for k in ("nom", "prenom", "identifiant", "email", "question", "reponse")}
    s["saisie"]["regen"] = {k: x for k, x in v.items() if k != "reponse"}
    retour = url(s, "regeneration", cas=cas)
    err = ["Le champ « %s » est obligatoire." % n for k, n in (("nom", "Votre Nom"), ("prenom", "Votre Prénom"), ("identifiant", "Code identifiant"),
           ("email", "Adresse e-mail"), ("question", "Question"), ("reponse", "Réponse")) if not v[k]
           and not (k == "reponse" and D("reponse_non_verifiee"))]
    if v["email"] and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", v["email"]): err.append("L'adresse e-mail n'est pas valide.")
    if err: return page_erreur(s, err, retour)
    l = liste_questions()
    question = l[int(v["question"]) - 1] if v["question"].isascii() and v["question"].isdigit() and 0 < int(v["question"]) <= len(l) else v["question"]
    c = COMPTES.get(v["identifiant"])
    bon = (c and (c["role"] == "administrator" or D("utilisateur_accepte"))
           and (c["last_name"], c["first_name"]) == (v["nom"], v["prenom"])
           and (c["email"] == v["email"] or D("courriel_saisi_utilise"))
           and (c["question"] == question or D("question_non_verifiee") or D("premiere_connexion_ignoree") and not c["first_login_done"])
           and (c["answer"] == v["reponse"] or D("reponse_non_verifiee") or D("premiere_connexion_ignoree") and not c["first_login_done"]))
    if not bon or non_eligible(c):
        m = "Les informations saisies ne correspondent pas à celles de votre compte." if not V("autre_refus") else "Contrôle négatif : la saisie ne permet pas de vous identifier."
        return page_erreur(s, [m, "Respectez les majuscules et les minuscules."], retour, suite=conditions())
    code, certif = nouveau_code(), nouvelle_certification()
    try:
        if not D("courriel_non_envoye"):
            for _ in range(2 if D("courriel_double") else 1):
                envoyer(v["email"] if D("courriel_saisi_utilise") else c["email"], code)
    except (OSError, smtplib.SMTPException):
        return page_erreur(s, ["Le courriel n'a pas pu être envoyé. Vos codes n'ont pas été modifiés. Veuillez réessayer plus tard."], retour, intro="Service momentanément indisponible.")
    with VERROU:
        for k in [k for k, x in SONS.items() if x[2] == c["identifier"]]: SONS.pop(k, None)
        c["ancien"] = c["confidential_code"] if D("ancien_code_valable") else None
        c.update(confidential_code=code, certif=certif, essais=0, bloque=False, provisoire=True)
        son = secrets.token_hex(6)
        SONS[son] = (nouvelle_certification() if D("son_autre_code") else certif, time.time(), c["identifier"])
    s["ident"], s["saisie"] = "", {}
    aff = code if D("code_confidentiel_affiche") else certif
    lien = '<P ALIGN=center><IMG SRC="/images/son.gif" ALT=""> <A HREF="/sons/%s.wav">(Cliquez ici pour entendre la version sonore)</A>\n' % (
        "certif" if D("son_casse") else "certif_" + son)
    important = """<P><FONT SIZE=2><B>Important :</B> Vous devez impérativement noter le code qui s'affiche dans ce cadre :
<B>il ne s'agit pas de votre code confidentiel</B>, il vous sera demandé lors de votre prochaine connexion. Si, lors de votre prochaine connexion, vous
faites 3 essais infructueux de saisie de ce code, vous devrez renouveler votre code confidentiel.</FONT>"""
    t = f"""{titre("Régénération du code confidentiel")}
<P>Vous recevrez prochainement par courriel votre nouveau code confidentiel, qui vous sera nécessaire pour vous connecter à nos différents services.
<P>Veillez noter le <B>code de certification</B> que vous devrez impérativement saisir lors de votre prochaine connexion :
<CENTER><TABLE BORDER=2 CELLPADDING=10><TR><TD BGCOLOR="#FFFFCC"><FONT SIZE="+2"><TT><B>{aff}</B></TT></FONT></TABLE></CENTER>
{lien}{important}
{formulaire(s, "fin")}<CENTER>{bouton_image("terminer", "b_terminer", "Terminer")}</CENTER></FORM>
{"" if D("cgu_etape4_absente") else pied_cgu(s)}"""
    return gabarit(s, "Régénération du code confidentiel", t)

def p_fin(s, q, post): return (p_accueil if V("terminer_accueil") else p_connexion)(s, q, post)


# ---------------------------------------------------------------- courriel
def envoyer(dest, code):
    cs = email.charset.Charset("iso-8859-1")
    cs.header_encoding = cs.body_encoding = email.charset.QP
    m = MIMENonMultipart("text", "plain")
    t = "Votre nouveau code confidentiel est le suivant :\n\n%s\n\nA bientôt sur notre site\n\nLa Direction des Retraites\n" % code
    m.set_payload(t.encode("iso-8859-1", "replace").decode("iso-8859-1"), cs)
    m["From"] = EXPEDITEUR
    m["To"] = dest
    m["Subject"] = email.header.Header("Vos codes" if D("courriel_objet") else "Régénération de code confidentiel", cs)
    m["Date"] = email.utils.formatdate(localtime=True)
    m["Message-ID"] = "<%d.%s@caissedesdepots.fr>" % (time.time(), secrets.token_hex(4))
    m["X-Mailer"] = "MIME::Lite 3.01 (F2.74; Q3.01)"
    with smtplib.SMTP(*SMTP, local_hostname="localhost", timeout=5) as c: c.sendmail(m["From"], [dest], m.as_bytes())


# ---------------------------------------------------------------- connexion et espace personnalise
def p_valider(s, q, post):
    if not post: return p_connexion(s, q, post)
    ident, code = q("identifiant").strip(), q("code").strip()
    s["saisie"]["login"] = ident
    retour = url(s, "connexion")
    err = ["Le champ « %s » est obligatoire." % n for x, n in ((ident, "Code identifiant"), (code, "Code confidentiel")) if not x]
    if err: return page_erreur(s, err, retour)
    c = COMPTES.get(ident)
    ancien = c and c.get("ancien") and code == c["ancien"]
    if not c or not (code == c["confidential_code"] or ancien):
        return page_erreur(s, ["Code identifiant ou code confidentiel incorrect."], retour, intro="Connexion refusée.")
    if c["bloque"]: return page_renouveler(s)
    s["saisie"].pop("login", None)
    if c["certif"] and not ancien and not D("certification_non_demandee"):
        s["attente"], s["attente_code"] = ident, code
        if D("essais_par_session"): c["essais"] = 0
        return p_certification(s, q, post)
    n = ouvrir(s, c)
    return p_espace(n, q, post)

def page_renouveler(s):
    return page_erreur(s, ["Vous avez fait 3 essais infructueux de saisie du code de certification.", "Votre code confidentiel n'est plus valable : vous devez le renouveler."],
                       url(s, "perdus"), intro="Connexion refusée.", lien="Renouveler votre code confidentiel")

def p_certification(s, q, post):
    if not s["attente"]: return page_erreur(s, ["Vous devez d'abord saisir votre code identifiant et votre code confidentiel."], url(s, "connexion"), lien="Retour à la connexion")
    t = f"""{titre("Code de certification")}
<P>Votre code confidentiel a été régénéré. Veuillez saisir le code de certification qui s'est affiché à l'écran lors de la régénération.
<P><FONT SIZE=2>Vous disposez de 3 essais. Au-delà, vous devrez renouveler votre code confidentiel.</FONT>
{formulaire(s, "certifier")}<TABLE BORDER=0 CELLPADDING=4 BGCOLOR="#EEF3F8">
{ligne("Code de certification", "*", "certif", "", 16, 20)}
<TR><TD>&nbsp;<TD>{bouton("valider", "Valider")} &nbsp; {bouton("annuler", "Annuler")}
</TABLE></FORM><FONT SIZE=2>{ETOILE} Champs obligatoires</FONT>"""
    return gabarit(s, "Code de certification", t)

def p_certifier(s, q, post):
    if q("annuler"):
        s["attente"] = None
        return p_connexion(s, q, post)
    if not post or not s["attente"]: return p_certification(s, q, post)
    c = COMPTES[s["attente"]]
    saisi = re.sub(r"\s", "", q("certif")).upper()
    if not saisi: return page_erreur(s, ["Le champ « Code de certification » est obligatoire."], url(s, "certification"))
    maxi = 5 if D("certification_cinq_essais") else 3
    with VERROU:
        if c["bloque"] or not c["certif"] or c["confidential_code"] != s["attente_code"]:
            s["attente"] = None
            return page_renouveler(s) if c["bloque"] else p_connexion(s, q, post)
        if saisi == c["certif"]:
            if not D("certification_toujours_demandee"): c["certif"] = None
            c["essais"] = 0
            for k in [k for k, x in SONS.items() if x[2] == c["identifier"]]: SONS.pop(k, None)
            return p_espace(ouvrir(s, c), q, post)
        c["essais"] += 1
        if c["essais"] < maxi:
            return page_erreur(s, ["Code de certification incorrect.", "Nombre d'essais restants : %d." % (maxi - c["essais"])], url(s, "certification"))
        s["attente"] = None
        if D("blocage_sans_effet"): c["essais"] = 0
        else: c.update(bloque=True, certif=None)
    return page_renouveler(s)

def connecte(s): return COMPTES.get(s["compte"]) if s["compte"] else None
def page_session(s): return page_erreur(s, ["Votre session a expiré ou vous n'êtes pas connecté."], url(s, "connexion"), lien="Retour à la connexion")

def p_espace(s, q, post):
    c = connecte(s)
    if not c: return page_session(s)
    if not c["first_login_done"]: return page_premiere(s, c)
    prov = '<P><FONT COLOR="#CC0000">Votre code confidentiel est provisoire : nous vous conseillons de le <A HREF="%s">modifier</A>.</FONT>' % url(s, "modifier") if c["provisoire"] else ""
    gestion = '<LI><A HREF="%s">Gérer les comptes de mon établissement</A>\n' % url(s, "comptes") if c["role"] == "administrator" else ""
    contrat = "<TR><TD>Numéro de contrat<TD>%s\n" % h(c["contract"]) if c["contract"] else ""
    t = f"""{titre("Bienvenue dans votre espace personnalisé")}
<P>Bonjour <B>{h(c["first_name"])} {h(c["last_name"])}</B>, vous êtes {"administrateur" if c["role"] == "administrator" else "utilisateur"}.{prov}
<TABLE BORDER=1 CELLPADDING=4><TR><TD>Code identifiant<TD>{h(c["identifier"])}
<TR><TD>Numéro SIRET<TD>{h(c["siret"])}
<TR><TD>Numéro BCR<TD>{h(c["bcr"])}
{contrat}<TR><TD>Adresse e-mail<TD>{h(c["email"])}
</TABLE>
{soustitre("Mes services")}<UL><LI><A HREF="{url(s, "modifier")}">Modifier mon code confidentiel</A>
{gestion}<LI><A HREF="{url(s, "page", p="espace_pres")}">Présentation des services en ligne</A>
<LI><A HREF="{url(s, "deconnexion")}">Se déconnecter</A></UL>"""
    return gabarit(s, "Espace personnalisé", t)

def page_premiere(s, c):
    opts = "".join('<OPTION VALUE="%d">%s\n' % (i + 1, h(x)) for i, x in enumerate(liste_questions()))
    t = f"""{titre("Première connexion")}<P>Bienvenue dans votre espace personnalisé, {h(c["first_name"])} {h(c["last_name"])}.
<P>Choisissez une question secrète et sa réponse : elles vous seront demandées si vous perdez vos codes.
{formulaire(s, "premiere")}<TABLE BORDER=0 CELLPADDING=4 BGCOLOR="#EEF3F8">
<TR><TD ALIGN=right>Question {ETOILE}&nbsp;:<TD><SELECT NAME="{champ("question")}">{opts}</SELECT>
{ligne("Réponse", "*", "reponse")}
<TR><TD>&nbsp;<TD>{bouton("enregistrer", "Enregistrer")}</TABLE></FORM>"""
    return gabarit(s, "Première connexion", t)

def p_premiere(s, q, post):
    c, l, rep = connecte(s), liste_questions(), q("reponse").strip()
    if not c: return page_session(s)
    if not post or c["first_login_done"]: return p_espace(s, q, post)
    n = q("question")
    if not rep or not n.isdigit() or not 0 < int(n) <= len(l): return page_erreur(s, ["Choisissez une question et saisissez sa réponse."], url(s, "espace"))
    c.update(question=l[int(n) - 1], answer=rep, first_login_done=True)
    return p_espace(s, q, post)

def p_modifier(s, q, post):
    c = connecte(s)
    if not c: return page_session(s)
    if post and q("annuler"): return p_espace(s, q, post)
    if post and q("modifier"):
        a, n, n2 = q("ancien").strip(), q("nouveau").strip(), q("nouveau2").strip()
        err = []
        if a != c["confidential_code"]: err.append("Le code confidentiel actuel est incorrect.")
        if not re.fullmatch(r"[A-Za-z0-9]{8,12}", n): err.append("Le nouveau code doit comporter de 8 à 12 lettres ou chiffres.")
        if n != n2: err.append("Les deux saisies du nouveau code sont différentes.")
        if err: return page_erreur(s, err, url(s, "modifier"))
        c.update(confidential_code=n, provisoire=False, ancien=None)
        return gabarit(s, "Modification", titre("Modifier mon code confidentiel") + '<P>Votre code confidentiel a été modifié.<P><A HREF="%s">Retour à mon espace</A>' % url(s, "espace"))
    t = f"""{titre("Modifier mon code confidentiel")}{formulaire(s, "modifier")}<TABLE BORDER=0 CELLPADDING=4 BGCOLOR="#EEF3F8">
{ligne("Code confidentiel actuel", "*", "ancien", typ="password")}{ligne("Nouveau code", "*", "nouveau", typ="password")}{ligne("Nouveau code (confirmation)", "*", "nouveau2", typ="password")}
<TR><TD>&nbsp;<TD>{bouton("modifier", "Modifier")} &nbsp; {bouton("annuler", "Annuler")}</TABLE></FORM><FONT SIZE=2>{ETOILE} Champs obligatoires</FONT>"""
    return gabarit(s, "Modifier mon code confidentiel", t)

def p_comptes(s, q, post):
    c = connecte(s)
    if not c or c["role"] != "administrator": return page_session(s)
    miens = [x for x in COMPTES.values() if x["siret"] == c["siret"] and x is not c]
    cible, info = COMPTES.get(q("compte")), ""
    if post and cible in miens:
        cible.update(confidential_code=nouveau_code(), certif=None, bloque=False, essais=0, provisoire=True, ancien=None)
        info = "<P>Nouveau code confidentiel provisoire de <B>%s</B>, à lui remettre en main propre : <TT><B>%s</B></TT>" % (h(cible["identifier"]), cible["confidential_code"])
    t = titre("Comptes de mon établissement") + info + "<TABLE BORDER=1 CELLPADDING=4><TR><TD><B>Identifiant</B><TD><B>Nom</B><TD><B>Profil</B><TD>&nbsp;\n"
    for x in miens:
        t += "<TR><TD>%s<TD>%s %s<TD>%s<TD>%s%s</FORM>\n" % (h(x["identifier"]), h(x["last_name"]), h(x["first_name"]), "administrateur" if x["role"] == "administrator" else "utilisateur",
             formulaire(s, "comptes", compte=x["identifier"]), bouton("regen", "Régénérer le code"))
    return gabarit(s, "Comptes de mon établissement", t + '</TABLE>%s<P><A HREF="%s">Retour à mon espace</A>' % ("" if miens else "<P>Aucun autre compte.", url(s, "espace")))

def p_deconnexion(s, q, post):
    with VERROU: SESSIONS.pop(s["sid"], None)
    n = nouvelle_session()
    return gabarit(n, "Déconnexion", titre("Déconnexion") + '<P>Vous êtes déconnecté. A bientôt sur notre site.<P><A HREF="%s">Accès à mon espace personnalisé</A>' % url(n, "connexion"))

ACTIONS = {n: globals()["p_" + n] for n in "accueil page trouver ariane connexion perdus utilisateur recherche chercher regeneration regenerer fin "
           "valider certification certifier espace premiere modifier comptes deconnexion".split()}


# ---------------------------------------------------------------- version sonore : extraits mis bout a bout
def fabriquer_son(code):
    taux, total = 22050, array.array("h")
    morse = dict(zip("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789", (".- -... -.-. -.. . ..-. --. .... .. .--- -.- .-.. -- -. --- .--. --.- .-. ... - ..- ...- .-- -..- -.-- "
                 "--.. ----- .---- ..--- ...-- ....- ..... -.... --... ---.. ----.").split()))
    for ch in code:
        f = os.path.join(ICI, "clips", ch + ".wav")
        if os.path.exists(f):
            with wave.open(f) as w:
                taux = w.getframerate()
                total.frombytes(w.readframes(w.getnframes()))
        else:
            for m in morse[ch]:
                n = int(taux * (.09 if m == "." else .27))
                total.extend(int(9000 * math.sin(2 * math.pi * 660 * i / taux)) for i in range(n))
                total.extend([0] * int(taux * .09))
        total.extend([0] * int(taux * .45))
    b = io.BytesIO()
    with wave.open(b, "wb") as w:
        w.setnchannels(1); w.setsampwidth(2); w.setframerate(taux); w.writeframes(total.tobytes())
    return b.getvalue()


# ---------------------------------------------------------------- serveur
def decoder(b):
    t = unquote_to_bytes(b.replace(b"+", b" "))
    try: t = t.decode("utf-8")
    except UnicodeDecodeError: t = t.decode("cp1252", "replace")
    return re.sub(r"&#(\d{2,6});", lambda m: chr(int(m.group(1))) if int(m.group(1)) < 0x110000 else "", t)

def parametres(brut, d):
    for bout in brut.split(b"&"):
        k, _, v = bout.partition(b"=")
        if k: d.setdefault(decoder(k), decoder(v))
    return d

class CGI(BaseHTTPRequestHandler):
    server_version, sys_version, protocol_version, timeout = "Apache/1.3.37 (Unix)", "", "HTTP/1.0", 30
    def log_message(self, *a): pass

    def repondre(self, corps, statut=200, typ="text/html; charset=iso-8859-1", cache=False):
        self.send_response(statut)
        self.send_header("Content-Type", typ)
        self.send_header("Content-Length", str(len(corps)))
        if not cache:
            self.send_header("Pragma", "no-cache"); self.send_header("Cache-Control", "no-cache"); self.send_header("Expires", "Thu, 01 Jan 1970 00:00:00 GMT")
        self.end_headers()
        if self.command != "HEAD": self.wfile.write(corps)

    def page(self, t, statut=200):
        if t and D("accents_abimes") and "Veillez noter" in t: return self.repondre(t.encode("utf-8"), statut)
        if V("balises_minuscules"):
            t = re.sub(r"<(/?)([A-Z][A-Z0-9]*)", lambda m: "<" + m.group(1) + m.group(2).lower(), t)
            t = t.replace("<!doctype", "<!DOCTYPE")
        self.repondre(t.encode("iso-8859-1", "xmlcharrefreplace") if V("sans_entites") else entites(t).encode("ascii"), statut)

    def introuvable(self):
        s = nouvelle_session()
        self.page(page_erreur(s, ["La page demandée n'existe pas ou n'existe plus."], url(s, "accueil"), intro="Erreur 404", lien="Retour à l'accueil"), 404)

    def do_HEAD(self): self.do_GET()
    def do_POST(self):
        try: n = int(self.headers.get("Content-Length") or 0)
        except ValueError: n = -1
        if not 0 <= n <= 65536: return self.repondre(b"Requete trop longue", 413, "text/plain")
        corps = self.rfile.read(n)
        self.servir(corps if "urlencoded" in self.headers.get("Content-Type", "urlencoded") else b"", True)
    def do_GET(self): self.servir(b"", False)

    def servir(self, corps, post):
        u = urlsplit(self.path)
        chemin = u.path
        if chemin in ("/", "/index.html"):
            return self.page("""<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">
<HTML><HEAD><TITLE>cdc.retraites</TITLE><META HTTP-EQUIV="Refresh" CONTENT="0; URL=%s?action=%s"></HEAD>
<BODY BGCOLOR="#FFFFFF"><CENTER><P>Retraites et solidarité<P><A HREF="%s?action=%s">Entrer sur le site</A></CENTER></BODY></HTML>
""" % (SCRIPT, acte("accueil"), SCRIPT, acte("accueil")))
        m = re.fullmatch(r"/images/(\w+\.gif)", chemin)
        if m and os.path.exists(os.path.join(ICI, "images", m.group(1))):
            with open(os.path.join(ICI, "images", m.group(1)), "rb") as f: return self.repondre(f.read(), 200, "image/gif", True)
        m = re.fullmatch(r"/sons/certif_([0-9a-f]{12})\.wav", chemin)
        son = SONS.get(m.group(1)) if m else None
        if son: return self.repondre(fabriquer_son(son[0]), 200, "audio/x-wav")
        if chemin == "/robots.txt": return self.repondre(b"User-agent: *\nDisallow: /cgi-bin/\n", 200, "text/plain")
        if chemin != SCRIPT: return self.introuvable()
        d = parametres(u.query.encode("latin-1"), parametres(corps, {}))
        s, valable = session(d.get("session" if V("nom_session") else "sid", ""))
        nom = next((a for a in ACTIONS if acte(a) == d.get("action", acte("accueil"))), None)
        f = ACTIONS.get(nom)
        q = lambda k: d.get(champ(k), "") or d.get(k, "")
        if f and not valable and nom in ("certifier", "certification", "espace", "modifier", "comptes", "premiere"): t = page_session(s)
        else:
            try: t = f(s, q, post) if f else None
            except Exception as e:  # fatalsToBrowser
                print("portail.cgi: %r" % e, file=sys.stderr, flush=True)
                return self.page(page_erreur(s, ["Une erreur interne s'est produite."], url(s, "accueil"), intro="Erreur 500", lien="Retour à l'accueil"), 500)
        self.page(t) if t is not None else self.introuvable()


def main():
    global DEFAUT, VARIANTE, SMTP
    a = argparse.ArgumentParser()
    a.add_argument("--port", type=int, required=True); a.add_argument("--smtp", required=True); a.add_argument("--accounts", required=True)
    a.add_argument("--defect"); a.add_argument("--variation")
    o = a.parse_args()
    for nom, fichier in ((o.defect, "defects.json"), (o.variation, "variations.json")):
        if nom and nom not in [x["name"] for x in json.load(open(os.path.join(ICI, fichier), encoding="utf-8"))]: a.error("inconnu : " + nom)
    DEFAUT, VARIANTE = o.defect, o.variation
    hote, _, port = o.smtp.rpartition(":")
    SMTP = (hote or "127.0.0.1", int(port))
    for c in json.load(open(o.accounts, encoding="utf-8")):
        c = {k: ("" if x is None else x) for k, x in c.items()}
        for k in ("last_name", "first_name", "email", "siret", "bcr", "contract", "question", "answer"): c[k] = str(c.get(k, "")).strip()
        c.update(certif=None, essais=0, bloque=False, provisoire=False, ancien=None)
        c.setdefault("first_login_done", True); c.setdefault("email_valid", True)
        COMPTES[c["identifier"]] = c
    signal.signal(signal.SIGTERM, lambda *x: os._exit(0))
    signal.signal(signal.SIGINT, lambda *x: os._exit(0))
    ThreadingHTTPServer.daemon_threads = True
    ThreadingHTTPServer(("127.0.0.1", o.port), CGI).serve_forever()

if __name__ == "__main__": main()
