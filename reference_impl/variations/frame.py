"""What stands around the content: more links, forms, notices and news than the guide shows."""

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import page, pages
from reference_impl.altering.texts import TextChange, swap, wherever
from reference_impl.variations import shaping

FRAME = "frame"
_MAIN = '<main id="contenu" tabindex="-1">'
_COOKIES = """
<div class="cookies" role="dialog" aria-label="Gestion des cookies">
<h2>Nous respectons votre vie privée</h2>
<p>Ce site utilise des cookies pour mesurer son audience. Pour en savoir plus, consultez les
<a href="/conditions-generales">mentions sur les cookies</a>.</p>
<form method="get" action="/"><button type="submit">Tout accepter</button>
<button type="submit">Continuer sans accepter</button></form>
</div>
"""
_SEARCH = """
<form class="chercher" role="search" method="get" action="/recherche">
<input type="search" name="mots" aria-label="Mot à chercher" placeholder="Chercher">
<button type="submit" title="Chercher">OK</button>
</form>
"""
_MENU = """
<nav class="second" aria-label="Menu secondaire"><ul>
<li><a href="/">Accueil</a></li>
<li><a href="/connexion">Connexion</a></li>
<li><a href="/rubriques/presse">Espace presse</a></li>
<li><a href="/rubriques/etudes">Publications</a></li>
<li><a href="/rubriques/poser-votre-question">Nous écrire</a></li>
</ul></nav>
"""
_SIDE = """
<div class="side"><h2>Vos services</h2><ul>
<li><a href="/rubriques/cnracl">Déclarer mes cotisations</a></li>
<li><a href="/rubriques/fiphfp">Demander une aide</a></li>
<li><a href="/rubriques/ircantec">Consulter un compte</a></li>
</ul><h2>À votre écoute</h2><p>Du lundi au vendredi, de 9 h à 17 h, au 01 99 00 12 34.</p></div>
"""
_CRUMBS = """
<ol class="crumbs"><li><a href="/">Direction des retraites</a></li>
<li><a href="/connexion">Espace employeur</a></li>
<li><a href="/codes-perdus">Codes perdus</a></li></ol>
"""
_FOOT = """
<ul class="foot"><li><a href="/rubriques/actualites">Plan du site</a></li>
<li><a href="/conditions-generales">Mentions légales</a></li>
<li><a href="/rubriques/presse">Contact</a></li>
<li><a href="/aide-a-la-connexion">Accessibilité : non conforme</a></li>
<li>© Caisse des Dépôts 2010 - Version 4.12.3</li></ul>
"""
_CHAT = """
<div class="chat"><p>Une question ?</p><form method="post" action="/rubriques/poser-votre-question">
<textarea name="demande" rows="2" aria-label="Votre message à Ariane"></textarea>
<button type="submit">Envoyer</button></form></div>
"""
_NEWS = """
<div class="news"><h2>Flash info</h2><ul><li>Le service sera fermé le 3 mai de 12 h à 14 h.</li>
<li>Nouveau : la déclaration annuelle 2010 est en ligne. <a href="/rubriques/presse">En savoir
plus</a></li></ul></div>
"""
_NOTICE = '<div role="status"><p>Le service sera fermé le 3 mai de 12 h à 14 h.</p></div>'
_LANGUAGES = """
<form class="langues" method="get" action="/"><label for="langue">Langue</label>
<select id="langue" name="langue"><option>Français</option><option>English</option></select>
<button type="submit">Changer</button></form>
"""
_SKIPS = """
<ul class="acces"><li><a href="#contenu">Contenu</a></li><li><a href="#menu">Menu</a></li>
<li><a href="#recherche">Recherche</a></li><li><a accesskey="0" href="/">Accueil</a></li></ul>
"""


def _before_content(block: str) -> TextChange:
    return wherever(_MAIN, f"{block}{_MAIN}")


VARIATIONS = (
    Alteration(
        "cookie-banner",
        FRAME,
        "Every page begins with a banner about cookies, with its own form and buttons.",
        pages(shaping.sub(r"(<body[^>]*>)", rf"\1{_COOKIES}")),
    ),
    Alteration(
        "search-in-the-banner",
        FRAME,
        "Every page has a search field in its banner, with its own button.",
        pages(swap("</header>", f"{_SEARCH}</header>")),
    ),
    Alteration(
        "second-menu",
        FRAME,
        "Every page has a second menu.",
        pages(swap("</header>", f"{_MENU}</header>")),
    ),
    Alteration(
        "column-before-content",
        FRAME,
        "A column with services and a telephone number stands before the content.",
        pages(_before_content(_SIDE)),
    ),
    Alteration(
        "breadcrumb",
        FRAME,
        "Every page has a breadcrumb, with a link « Codes perdus ».",
        pages(_before_content(_CRUMBS)),
    ),
    Alteration(
        "long-footer",
        FRAME,
        "Every page has a footer with more links.",
        pages(swap("</footer>", f"{_FOOT}</footer>")),
    ),
    Alteration(
        "chat-on-each-page",
        FRAME,
        "Every page has a form for a question to Ariane.",
        pages(swap("</body>", f"{_CHAT}</body>")),
    ),
    Alteration(
        "news-on-each-page",
        FRAME,
        "Every page has news, with a list and a link.",
        pages(_before_content(_NEWS)),
    ),
    Alteration(
        "notice-on-each-page",
        FRAME,
        "Every page has a notice about the closing of the service, marked as a status.",
        pages(_before_content(_NOTICE)),
    ),
    Alteration(
        "choice-of-language",
        FRAME,
        "Every page has a list of languages with its own button.",
        pages(swap("</header>", f"{_LANGUAGES}</header>")),
    ),
    Alteration(
        "links-for-keyboards",
        FRAME,
        "Every page begins with links to its parts.",
        pages(shaping.sub(r"(<body[^>]*>)", rf"\1{_SKIPS}")),
    ),
    Alteration(
        "other-news",
        FRAME,
        "The news of the home page are other ones, and more.",
        page(
            "home",
            shaping.sub(r"<h3>La Caisse.*?</h3>", "<h3>Les rendez-vous de la rentrée 2011</h3>"),
            shaping.sub(
                r"(<article>.*?</article>)(?=\s*<article>)",
                r"\1<article><h3>Un nouveau simulateur</h3><p>Essayez-le dès maintenant.</p>"
                r'<p class="more">&gt; <a href="/rubriques/etudes">En savoir +</a></p></article>',
            ),
        ),
    ),
    Alteration(
        "rich-space",
        FRAME,
        "The personal space has much more content.",
        page(
            "space",
            swap(
                '<p class="actions">',
                "<h2>Vos messages</h2><table><tr><th>Date</th><th>Objet</th></tr>"
                "<tr><td>12/10/2010</td><td>Votre déclaration</td></tr></table>"
                "<h2>Vos services</h2><ul><li>Cotisations</li><li>Comptes individuels</li></ul>"
                '<form method="get" action="/recherche"><label for="m">Chercher un agent</label>'
                '<input id="m" name="mots"><button>Chercher</button></form><p class="actions">',
            ),
        ),
    ),
    Alteration(
        "content-first",
        FRAME,
        "The content stands before the banner in the mark-up.",
        pages(shaping.sub(r"(<header.*?</header>)(.*?)(<footer)", r"\2\1\3")),
    ),
)
