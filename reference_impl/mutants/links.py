"""Links and buttons that are gone, renamed, or lead elsewhere."""

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, several, silently
from reference_impl.altering.answers import address, peek
from reference_impl.altering.pages import page, pages
from reference_impl.altering.slugs import FOUND_BY_USER
from reference_impl.altering.texts import drop, pattern, swap, wherever
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

LINKS = "links"
BUTTONS = "buttons"
_CANCEL = 'class="quiet" form="annulation"'
_SENT_CANCEL = 'formnovalidate name="annuler" value="1" class="quiet"'


async def _sent_and_left(plain: Page, visit: Visit) -> Response:
    typed = await peek(visit)
    response = await plain(visit)
    return visit.go(at.LOST_CODES) if typed["annuler"] else response


async def _left_if_filled(plain: Page, visit: Visit) -> Response:
    typed = await peek(visit)
    if typed["annuler"] and typed["prenom"]:
        return visit.go(at.LOST_CODES)
    return await plain(visit)


MUTANTS = (
    Alteration(
        "home-access-stays-home",
        LINKS,
        "The access button of the home page leads back to the home page.",
        page("home", swap('class="button" href="/connexion"', 'class="button" href="/"')),
        ("home.access.button",),
    ),
    Alteration(
        "home-link-home-lost",
        LINKS,
        "The link « Accueil » is gone.",
        page("home", drop('<li><a href="/" aria-current="page">Accueil</a></li>')),
        ("home.frame.home",),
    ),
    Alteration(
        "login-lost-codes-to-help",
        LINKS,
        "« Codes perdus » leads to the help.",
        page("login", swap('href="/codes-perdus"', 'href="/aide-a-la-connexion"')),
        ("login.lost-codes.recovers",),
    ),
    Alteration(
        "login-help-lost",
        LINKS,
        "The link to the help is gone.",
        page("login", drop('<li><a href="/aide-a-la-connexion">Aide à la connexion</a></li>')),
        ("login.help",),
    ),
    Alteration(
        "login-terms-to-registration",
        LINKS,
        "The general conditions of the login window lead to the registration.",
        page("login", swap('href="/conditions-generales"', 'href="/rubriques/inscription"')),
        ("login.terms",),
    ),
    Alteration(
        "step-1-code-choice-to-search",
        LINKS,
        "Who lost the confidential code alone is led to the search.",
        page(
            "lost-codes",
            swap("/codes-perdus/administrateur-code/regeneration", "/codes-perdus/utilisateur"),
        ),
        ("regenerate.opened-empty",),
    ),
    Alteration(
        "step-1-identifier-choice-past-search",
        LINKS,
        "Who lost the identifier is led past the search.",
        page(
            "lost-codes",
            swap(
                '"/codes-perdus/administrateur-identifiant"',
                '"/codes-perdus/administrateur-code/regeneration"',
            ),
        ),
        ("lost-codes.administrator.identifier",),
    ),
    Alteration(
        "step-1-both-choice-dead",
        LINKS,
        "The choice of who lost both leads to a page that does not exist.",
        page("lost-codes", swap("administrateur-identifiant-et-code", "administrateur-les-deux")),
        ("lost-codes.administrator.both",),
    ),
    Alteration(
        "step-1-user-choice-lost",
        LINKS,
        "The user's choice is no longer a link.",
        page("lost-codes", pattern(r'<a href="/codes-perdus/utilisateur"[^>]*>(.*?)</a>', r"\1")),
        ("lost-codes.user.codes",),
    ),
    Alteration(
        "step-1-user-choice-to-administrators",
        LINKS,
        "The user's choice leads to the administrators' search, which finds no user.",
        page(
            "lost-codes",
            swap('"/codes-perdus/utilisateur"', '"/codes-perdus/administrateur-identifiant"'),
        ),
        FOUND_BY_USER,
    ),
    Alteration(
        "step-1-choices-renamed",
        LINKS,
        "The choices of step 1 are links « Continuer ».",
        page("lost-codes", swap(">cliquez ici</a>", ">Continuer</a>")),
        (
            "lost-codes.administrator.confidential-code",
            "lost-codes.administrator.identifier",
            "lost-codes.administrator.both",
            "lost-codes.user.codes",
        ),
    ),
    Alteration(
        "step-1-cancel-to-home",
        LINKS,
        "« annuler » of step 1 leads to the home page.",
        page("lost-codes", swap('[<a href="/connexion"', '[<a href="/"')),
        ("lost-codes.cancel.leads",),
    ),
    Alteration(
        "step-4-terms-dead",
        LINKS,
        "The general conditions of step 4 lead to a page that does not exist.",
        page("certification-code", swap('href="/conditions-generales"', 'href="/cgu.html"')),
        ("certification-code.terms",),
    ),
    Alteration(
        "step-3-terms-lost",
        LINKS,
        "The general conditions are gone from step 3.",
        page("regenerate", pattern(r'<p class="conditions">.*?</p>', "")),
        ("regenerate.terms",),
    ),
    Alteration(
        "return-home-to-login",
        LINKS,
        "« Retour accueil » leads to the login window on each page.",
        pages(wherever('<a href="/">Retour accueil', '<a href="/connexion">Retour accueil')),
        ("lost-codes.home", "regenerate.home", "certification-code.home"),
    ),
    Alteration(
        "site-link-lost",
        LINKS,
        "« cdc.retraites » is gone from each page.",
        pages(wherever('<li><a href="/">cdc.retraites</a></li>', "")),
        ("lost-codes.site", "regenerate.site", "certification-code.site"),
    ),
    Alteration(
        "certification-cancel-to-step-1",
        LINKS,
        "« Annuler » of the certification leads to step 1.",
        page("certification", swap('href="/connexion">Annuler', 'href="/codes-perdus">Annuler')),
        ("certification.cancel",),
    ),
    Alteration(
        "space-log-out-lost",
        LINKS,
        "The personal space cannot be left.",
        page("space", pattern(r"<a [^>]*>Se déconnecter</a>", "")),
        ("space.log-out",),
    ),
    Alteration(
        "login-button-renamed",
        BUTTONS,
        "The login is sent by « Connexion ».",
        page("login", swap(">Je valide<", ">Connexion<")),
        ("login.submit",),
    ),
    Alteration(
        "login-register-lost",
        BUTTONS,
        "The button to register is gone.",
        page("login", drop('<button type="submit">Je m\'inscris</button>')),
        ("login.register",),
    ),
    Alteration(
        "login-ask-button-lost",
        BUTTONS,
        "The question to Ariane cannot be sent.",
        page("login", drop('<button type="submit" class="quiet">Demander</button>')),
        ("login.ask.button",),
    ),
    Alteration(
        "step-2-button-renamed",
        BUTTONS,
        "The search is sent by « OK ».",
        page("search", swap('<button type="submit">rechercher', '<button type="submit">OK')),
        ("search.submit",),
    ),
    Alteration(
        "step-2-cancel-to-login",
        BUTTONS,
        "« Annuler » of step 2 leads to the login window.",
        page("search", swap('method="get" action="/codes-perdus"', 'action="/connexion"')),
        ("search.cancel.leads",),
    ),
    Alteration(
        "step-3-button-renamed",
        BUTTONS,
        "The request is sent by « Envoyer ».",
        page("regenerate", swap('submit">Générer le code confidentiel', 'submit">Envoyer')),
        ("regenerate.submit",),
    ),
    Alteration(
        "step-3-cancel-lost",
        BUTTONS,
        "Step 3 cannot be cancelled.",
        page("regenerate", pattern(r"<button [^>]*>Annuler</button>", "")),
        ("regenerate.cancel",),
    ),
    Alteration(
        "step-3-cancel-sends",
        BUTTONS,
        "« Annuler » of step 3 sends the form, and generates a code.",
        page("regenerate", swap(_CANCEL, 'formnovalidate class="quiet"')),
        ("regenerate.cancel", "regenerate.cancel.leads", "space.opened"),
    ),
    Alteration(
        "step-2-cancel-sends",
        BUTTONS,
        "« Annuler » of step 2 sends the form, and searches.",
        page("search", swap(_CANCEL, 'formnovalidate class="quiet"')),
        ("search.cancel", "search.cancel.leads"),
    ),
    Alteration(
        "step-3-cancel-sends-and-leaves",
        BUTTONS,
        "« Annuler » of step 3 generates a code, and leads to step 1 all the same.",
        several(
            page("regenerate", swap(_CANCEL, _SENT_CANCEL)),
            *(silently(address("POST", one.regeneration, _sent_and_left)) for one in at.CHOICES),
        ),
        ("regenerate.cancel", "space.opened"),
    ),
    Alteration(
        "step-2-cancel-checks",
        BUTTONS,
        "« Annuler » of step 2 asks for what is missing, and leaves only a form that is filled in.",
        several(
            page("search", swap(_CANCEL, _SENT_CANCEL)),
            *(
                silently(address("POST", one.search, _left_if_filled))
                for one in at.CHOICES
                if one.searches
            ),
        ),
        ("search.cancel",),
    ),
    Alteration(
        "step-3-cancel-checks",
        BUTTONS,
        "« Annuler » of step 3 asks for what is missing, and leaves only a form that is filled in.",
        several(
            page("regenerate", swap(_CANCEL, _SENT_CANCEL)),
            *(silently(address("POST", one.regeneration, _left_if_filled)) for one in at.CHOICES),
        ),
        ("regenerate.cancel", "regenerate.cancel.leads"),
    ),
    Alteration(
        "certification-cancel-sends",
        BUTTONS,
        "« Annuler » of the certification page sends the code that was typed.",
        page(
            "certification",
            swap(
                '<a class="button quiet" href="/connexion">Annuler</a>',
                '<button formnovalidate class="quiet">Annuler</button>',
            ),
        ),
        ("certification.cancel", "certification.asked", "certification.new-code-works"),
    ),
    Alteration(
        "step-4-finish-lost",
        BUTTONS,
        "Step 4 has no button to finish.",
        page("certification-code", drop('<button type="submit">Terminer</button>')),
        ("certification-code.finish",),
    ),
    Alteration(
        "certification-button-renamed",
        BUTTONS,
        "The certification code is sent by « Continuer ».",
        page("certification", swap(">Je valide<", ">Continuer<")),
        ("certification.submit",),
    ),
)
