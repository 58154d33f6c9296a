"""Habillage : dockbar, bannière, navigation, fil d'Ariane, colonnes, pied de page."""
from urllib.parse import urlencode

from config import var
from taglib import h, render_url, LOGIN
from texts import ENGLISH, PROFILES

HOME = "/web/employeur/accueil"
SIGNIN = "/web/employeur/connexion"
LOST = "/web/employeur/codes-perdus"
SPACE = "/group/espace-personnalise/accueil"


def t(req, text):
    return ENGLISH.get(text, text) if req.lang == "en_GB" else text


def dockbar(req):
    account = req.account
    if account:
        user = ('<li class="user-avatar">%s : <span class="user-full-name">%s %s</span></li><li><a href="%s">%s</a></li>'
                '<li class="sign-out"><a href="/c/portal/logout">%s</a></li>') % (
            t(req, "Connecté"), h(account.first_name), h(account.last_name), SPACE, t(req, "Mon espace"), t(req, "Se déconnecter"))
    else:
        user = '<li class="etat-connexion">%s</li>' % t(req, "Non connecté")
    return """<div class="dockbar" id="dockbar" data-namespace="_145_">
<ul class="user-links">%s</ul>
<ul><li><a href="%s">%s</a></li><li><a href="/web/employeur/plan-du-site">%s</a></li></ul>
</div>
""" % (user, HOME, t(req, "Retour accueil cdc.retraites"), t(req, "Plan du site"))


def navigation(req, current):
    items = [("accueil", "Accueil", HOME), ("actualites", "Votre actualité", "/web/employeur/actualites"),
             ("services", "Services en ligne", "/web/employeur/services"), ("contact", "Contact", "/web/employeur/contact")]
    return '<nav class="sort-pages" id="navigation" role="navigation"><ul>%s</ul></nav>\n' % "".join(
        '<li%s><a href="%s"><span>%s</span></a></li>' % (' class="selected"' if k == current else "", u, t(req, n))
        for k, n, u in items)


def breadcrumb(req, crumbs):
    parts = []
    for name, url in crumbs:
        name = h(t(req, name))
        parts.append("<li>%s</li>" % ('<a href="%s">%s</a> <span class="divider">/</span> ' % (url, name) if url else
                                      '<span class="active">%s</span>' % name))
    return ('<nav class="site-breadcrumbs" id="breadcrumbs"><span class="hide-accessible">%s</span>'
            '<ul class="breadcrumbs breadcrumbs-horizontal">%s</ul></nav>\n') % (t(req, "Vous êtes ici :"), "".join(parts))


def footer(req):
    here = req.here
    lang = "".join('<a class="taglib-language-list-text" lang="%s" href="/c/portal/update_language?%s">%s</a> ' % (
        code[:2], h(urlencode({"p_l_id": "10182", "redirect": here, "languageId": code})), name) if req.lang != code else
        '<span class="taglib-language-list-text current">%s</span> ' % name
        for code, name in (("fr_FR", "Français"), ("en_GB", "English")))
    links = [("plan-du-site", "Plan du site"), ("contact", "Contact"), ("mentions-legales", "Mentions légales"),
             ("donnees-personnelles", "Données personnelles"), ("accessibilite", "Accessibilité")]
    return """<footer id="footer" role="contentinfo">
<div class="taglib-language" id="p_p_id_82_">%s %s</div>
<ul>%s</ul>
<p>© 2013 Caisse des Dépôts – Direction des retraites et de la solidarité</p>
</footer>
""" % (t(req, "Langue :"), lang, "".join('<li><a href="/web/employeur/%s">%s</a></li>' % (s, t(req, n)) for s, n in links))


def tools(req):
    def size(way, mark, words):
        return '<a href="/c/portal/taille?%s" title="%s">A<sup>%s</sup></a> ' % (
            h(urlencode({"valeur": way, "redirect": req.here})), words, mark)
    glue = "&" if "?" in req.here else "?"
    return ('<div class="outils"><a id="lienImprimer" href="%s">%s</a> %s%s</div>' % (
        h(req.here + glue + "p_p_state=pop_up"), t(req, "Imprimer"),
        size("moins", "⁻", "Diminuer la taille des caractères"), size("plus", "⁺", "Augmenter la taille des caractères")))


def page(req, title, columns, crumbs, current="", space=False):
    """columns : liste de trois chaînes (gauche, milieu, droite)."""
    profiles = ""
    if not space:
        profiles = '<p class="profil"><span>%s</span> – %s %s</p>' % (
            t(req, "Changer de profil"), t(req, "Vous êtes"), " ".join(
                "<strong>%s</strong>" % n if s == "employeur" else '<a href="/web/employeur/%s"><strong>%s</strong></a>' % (s, n)
                for s, n in PROFILES))
    cookies = ""
    if req.cookies.get("COOKIES_OK") != "1":
        cookies = ('<div class="cookies-banner" id="cookiesBanner"><p>En poursuivant votre navigation sur ce site, vous acceptez '
                   "l'utilisation de cookies destinés au fonctionnement de vos services. "
                   '<a href="/web/employeur/donnees-personnelles">En savoir plus</a> '
                   '<a id="cookiesBannerOk" class="btn" style="color:#333" href="/c/portal/cookies?%s">OK</a></p></div>\n'
                   % h(urlencode({"redirect": req.here})))
    popup = req.query.get("p_p_state") == "pop_up"
    english = ('<p class="portlet-msg-info" lang="en">This content is available in French only.</p>\n'
               if req.lang == "en_GB" else "")
    columns = list(columns)
    columns[1] = english + columns[1]
    spans = [(1, columns[0], "span3"), (2, columns[1], "span6"), (3, columns[2], "span3")]
    if popup:
        spans = [(2, columns[1], "span12")]
    elif var("colonnes-inversees"):
        spans = [spans[2], spans[1], spans[0]]
    cells = ""
    for i, (number, body, width) in enumerate(spans):
        cells += '<div class="portlet-column %s %s" id="column-%d"%s>\n<div class="portlet-dropzone portlet-column-content" id="layout-column_column-%d">\n%s</div>\n</div>\n' % (
            "portlet-column-first" if i == 0 else "portlet-column-last" if i == len(spans) - 1 else "", width, number,
            ' lang="fr"', number, body)
    taille = req.cookies.get("TAILLE", "")
    body_class = "aui ltr controls-hidden yui3-skin-sam %s %s" % ("signed-in private-page" if req.account else "signed-out public-page",
                                                                 "taille-" + taille if taille in ("moins", "plus") else "")
    head = """<!DOCTYPE html>
<html class="aui ltr" dir="ltr" lang="%s">
<head>
<title>%s - Retraites et solidarité - Caisse des Dépôts</title>
<meta content="text/html; charset=UTF-8" http-equiv="content-type" />
<meta name="description" content="Espace personnalisé des employeurs, Direction des retraites et de la solidarité" />
<link href="/favicon.ico" rel="Shortcut Icon" />
<link class="lfr-css-file" href="/espaceperso-theme/css/main.css?browserId=other&amp;themeId=espaceperso_WAR_espacepersotheme&amp;languageId=%s&amp;b=6101&amp;t=1385800000000" rel="stylesheet" type="text/css" />
<script src="/html/js/aui/aui-min.js?b=6101" type="text/javascript"></script>
<script src="/html/js/liferay/portal.js?b=6101" type="text/javascript"></script>
</head>
<body class="%s">
""" % (req.lang.replace("_", "-"), h(title), req.lang, body_class.strip())
    if popup:
        return head + '<div class="portal-popup" id="wrapper"><h1>%s</h1>\n%s</div>\n<script type="text/javascript">window.print();</script>\n</body>\n</html>\n' % (h(title), cells)
    subtitle = "Espace personnalisé" if space else "Direction Employeur"
    return head + """<div class="skip"><a href="#main-content">%s</a><a href="#p_p_id_58_">%s</a></div>
<div id="wrapper">
%s%s<header id="banner" role="banner">
<a class="logo" href="%s" title="Retour accueil">Caisse des Dépôts</a>
<h1 class="site-title">RETRAITES ET SOLIDARITÉ <span>%s</span></h1>
%s
</header>
%s%s%s<div id="content">
<div class="columns-3" id="main-content" role="main">
<div class="portlet-layout row-fluid">
%s</div>
</div>
</div>
%s</div>
<script type="text/javascript">
// <![CDATA[
Liferay.Session.init({autoExtend: false, sessionLength: %d, sessionWarning: 2, redirectOnExpire: false});
// ]]>
</script>
</body>
</html>
""" % (t(req, "Aller au contenu"), t(req, "Aller à la zone de connexion"), cookies, dockbar(req), HOME,
       subtitle.upper() if space else subtitle, tools(req), navigation(req, current), profiles, breadcrumb(req, crumbs), cells,
       footer(req), req.portal.session_minutes)
