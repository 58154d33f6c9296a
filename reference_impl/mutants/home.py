"""What the home page and the login window lost around their subject."""

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.answers import address
from reference_impl.altering.pages import page
from reference_impl.altering.texts import drop, heading, pattern, swap
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

KIND = "texts"


async def _login_instead(_plain: Page, visit: Visit) -> Response:
    return visit.go(at.LOGIN)


MUTANTS = (
    Alteration(
        "home-replaced-by-login",
        "redirects",
        "The address of the portal leads to the login window.",
        address("GET", at.HOME, _login_instead),
        ("home.opens",),
    ),
    Alteration(
        "home-brand-lost",
        KIND,
        "The banner of the home page has lost the name of its department.",
        page("home", pattern(r'<p class="brand">.*?</p>', "")),
        ("home.frame.department",),
    ),
    Alteration(
        "home-owner-abbreviated",
        KIND,
        "The home page abbreviates the name of its owner.",
        page("home", swap("Caisse des Dépôts", "CDC")),
        ("home.frame.owner",),
    ),
    Alteration(
        "home-direction-other",
        KIND,
        "The home page is headed by another direction.",
        page("home", heading("Direction Employeur", "Direction des retraites")),
        ("home.frame.direction",),
    ),
    Alteration(
        "home-tools-lost",
        KIND,
        "The home page can neither be printed nor shown larger.",
        page("home", pattern(r'<ul class="tools">.*?</ul>', "")),
        ("home.frame.print", "home.frame.text-size"),
    ),
    Alteration(
        "home-profiles-lost",
        KIND,
        "The home page no longer says for whom it is, nor lets one change it.",
        page(
            "home",
            pattern(r'<nav class="profiles".*?</nav>', ""),
            drop('<li><a href="#profils">Changer de profil</a></li>'),
        ),
        ("home.frame.change-profile", "home.frame.you-are", "home.frame.profiles"),
    ),
    Alteration(
        "home-news-renamed",
        KIND,
        "The news are headed otherwise.",
        page("home", swap("Votre actualité", "À la une")),
        ("home.news.heading", "home.employer.news"),
    ),
    Alteration(
        "home-more-renamed",
        "links",
        "The links to read on are renamed.",
        page("home", swap(">En savoir +<", ">Lire la suite<")),
        ("home.news.more", "home.useful-links.more"),
    ),
    Alteration(
        "home-side-lost",
        KIND,
        "The search field of the site and the useful links are gone.",
        page("home", pattern(r"<aside.*?</aside>", "")),
        (
            "home.site-search.heading",
            "home.site-search.hint",
            "home.useful-links.heading",
            "home.useful-links.more",
        ),
    ),
    Alteration(
        "home-lists-lost",
        KIND,
        "The lists at the foot of the home page are gone.",
        page("home", pattern(r'<div class="lists">.*?</div>', "")),
        (
            "home.general.heading",
            "home.general.links",
            "home.funds.heading",
            "home.funds.links",
            "home.employer.heading",
            "home.employer.news",
        ),
    ),
    Alteration(
        "login-lost-codes-renamed",
        "links",
        "The login window speaks of forgotten codes.",
        page("login", swap(">Codes perdus *<", ">Codes oubliés ?<")),
        ("login.lost-codes",),
    ),
    Alteration(
        "login-more-info-renamed",
        KIND,
        "The lists of the login window are headed otherwise.",
        page("login", swap("Plus d'info ?", "À lire aussi")),
        ("login.more-info",),
    ),
    Alteration(
        "login-roles-lost",
        "links",
        "The login window no longer explains the two roles.",
        page(
            "login",
            swap(">Je suis administrateur<", ">Aide<"),
            swap(">Je suis utilisateur<", ">Aide<"),
        ),
        ("login.more-info.administrator", "login.more-info.user"),
    ),
    Alteration(
        "login-registrations-lost",
        "links",
        "The login window no longer tells how to register.",
        page(
            "login",
            swap(">Inscription d'un administrateur<", ">Inscription<"),
            swap(">Inscription d'un utilisateur<", ">Inscription<"),
        ),
        ("login.more-info.administrator-registration", "login.more-info.user-registration"),
    ),
    Alteration(
        "login-not-registered-renamed",
        KIND,
        "The login window heads its other half otherwise.",
        page("login", swap("Je ne suis pas encore inscrit(e)", "Nouveau sur le site ?")),
        ("login.not-registered",),
    ),
    Alteration(
        "login-ask-renamed",
        KIND,
        "Nobody is invited to put a question any more.",
        page("login", swap("Poser votre question", "Ariane")),
        ("login.ask",),
    ),
    Alteration(
        "login-otherwise-lost",
        KIND,
        "The advice of the login window does not say when it holds.",
        page("login", drop("Si ce n'est pas le cas :")),
        ("login.conditions.otherwise",),
    ),
)
