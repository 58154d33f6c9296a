"""How the portal refuses: its messages, its pages, and what stays in the form."""

from collections.abc import Callable
from html import escape
from typing import Any

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, several, silently
from reference_impl.altering.answers import address, page_between, peek
from reference_impl.altering.pages import Values, page, rendering, values
from reference_impl.altering.rules import action, rule
from reference_impl.altering.slugs import ADVICE
from reference_impl.altering.texts import wherever
from reference_impl.domain import messages
from reference_impl.domain.flow import Flow, Refused
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

KIND = "refusals"
OWN_PAGES = "refusals on pages of their own"
GENERAL = "Votre demande n'a pas pu être traitée."
_HTML = (
    "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Refus</title></head>"
    "<body><h1>Demande refusée</h1><p>{words}</p><p><a href={back}>Revenir</a></p></body></html>"
)
CODE = at.CHOICES[0]


def _says(words: str) -> Callable[..., Any]:
    """Refuse in the given words whatever is refused."""

    def altered(plain: Callable[..., Any], self: Flow, *given: Any) -> Any:
        try:
            return plain(self, *given)
        except Refused as refusal:
            raise Refused(words) from refusal

    return altered


def _refuse(words: str) -> bool:
    raise Refused(words)


def _echo(path: str, slug: str, field: str) -> Change:
    """Send what was typed into a secret field back to its page."""

    async def keep(plain: Page, visit: Visit) -> Response:
        sent = await peek(visit)
        response = await plain(visit)
        if notice := visit.session.get("notice"):
            notice["typed"][field] = sent[field]
            visit.session.set("notice", notice)
        return response

    def show(html: str, shown: Values) -> str:
        empty = f'name="{field}" value="'
        return html.replace(f'{empty}"', f'{empty}{escape(shown["typed"][field])}"')

    return several(silently(address("POST", path, keep)), rendering(slug, show))


def told_apart(path: str, back: str, words: str = "", *, only: str = "") -> Change:
    """Tell the refusals of a form on a page of their own.

    Args:
        path: Where the form is sent.
        back: Where the page's link leads.
        words: What the page says; the portal's own message for "".
        only: The one message that is told so; "" for each.
    """

    async def instead(plain: Page, visit: Visit) -> Response:
        response = await plain(visit)
        notice = visit.session.get("notice")
        said = str(notice["message"]) if notice else ""
        if not said or (only and said != only):
            return response
        visit.session.pop("notice")
        return visit.answer(_HTML.format(words=escape(words or said), back=back))

    return address("POST", path, instead)


def _each(words: str, only: str) -> Change:
    """Tell one refusal of the forms of step 3 so."""
    return several(
        *(told_apart(one.regeneration, at.LOST_CODES, words, only=only) for one in at.CHOICES)
    )


_SEARCHES = tuple(one.search for one in at.CHOICES if one.searches)
_LOCKED = told_apart(at.CERTIFICATION, at.LOGIN, only=messages.CODE_CANCELLED)


MUTANTS = (
    Alteration(
        "search-accepts-behind-a-page",
        KIND,
        "Each search goes well, as a page of its own says, for a SIRET number of others too.",
        several(
            rule("siret_matches", lambda *_: True),
            *(page_between(one) for one in at.CHOICES if one.searches),
        ),
        ("search.siret.own",),
    ),
    Alteration(
        "search-refused-in-silence",
        KIND,
        "A refused search shows the form again without a word.",
        values("search", lambda shown: {**shown, "message": None}),
        ("search.refusal.message",),
    ),
    Alteration(
        "request-refused-in-silence",
        KIND,
        "A refused request shows the form again without a word.",
        values("regenerate", lambda shown: {**shown, "message": None}),
        ("regenerate.refusal.message", *ADVICE),
    ),
    Alteration(
        "login-refused-in-silence",
        KIND,
        "A refused login shows the window again without a word.",
        values("login", lambda shown: {**shown, "message": None}),
        (
            "login.refusal.message",
            "certification.refusal.message",
            "certification.third-failure.says",
        ),
    ),
    Alteration(
        "certification-refused-in-silence",
        KIND,
        "A wrong certification code is asked again without a word.",
        values("certification", lambda shown: {**shown, "message": None}),
        ("certification.refusal.message",),
    ),
    Alteration(
        "search-refused-twice-told",
        KIND,
        "A refused search is told twice, once in English.",
        page(
            "search",
            wherever(
                '<div class="alert" role="alert">',
                '<div class="alert" role="alert"><p>Search failed.</p></div>'
                '<div class="alert" role="alert">',
            ),
        ),
        ("search.refusal.message",),
    ),
    Alteration(
        "search-tells-what-is-wrong",
        KIND,
        "A refused search tells whether the SIRET number is known.",
        action(
            "search",
            lambda plain, self, role, form: (
                plain(self, role, form)
                if not self.search_complete(form)
                or any(a.siret == form.siret for a in self.store.accounts())
                else _says("Ce numéro SIRET est inconnu.")(plain, self, role, form)
            ),
        ),
        ("search.refusal.same-words",),
    ),
    Alteration(
        "request-tells-what-is-wrong",
        KIND,
        "A refused request tells that the answer is the wrong one.",
        action(
            "secret_matches",
            lambda plain, self, form, account: (
                plain(self, form, account) or _refuse("Votre réponse est fausse.")
            ),
        ),
        ("regenerate.refusal.same-words",),
    ),
    Alteration(
        "login-tells-unknown-identifiers",
        KIND,
        "A refused login tells whether the identifier exists.",
        action(
            "log_in",
            lambda plain, self, form: (
                plain(self, form)
                if not self.login_complete(form) or self.store.account(form.identifiant)
                else _says("Cet identifiant n'existe pas.")(plain, self, form)
            ),
        ),
        ("login.refusal.same-words",),
    ),
    Alteration(
        "search-forgets-what-was-typed",
        KIND,
        "A refused search shows an empty form.",
        values("search", lambda shown: {**shown, "typed": type(shown["typed"])()}),
        ("search.refusal.keeps",),
    ),
    Alteration(
        "request-forgets-what-was-typed",
        KIND,
        "A refused request shows an empty form.",
        values("regenerate", lambda shown: {**shown, "typed": type(shown["typed"])()}),
        ("regenerate.refusal.keeps",),
    ),
    Alteration(
        "request-forgets-the-question",
        KIND,
        "A refused request keeps all but the chosen question.",
        page("regenerate", wherever("<option selected>", "<option>")),
        ("regenerate.refusal.keeps",),
    ),
    Alteration(
        "login-forgets-the-identifier",
        KIND,
        "A refused login shows an empty form.",
        values("login", lambda shown: {**shown, "typed": type(shown["typed"])()}),
        ("login.refusal.keeps",),
    ),
    Alteration(
        "login-echoes-the-code",
        KIND,
        "A refused login sends the confidential code back in the page.",
        _echo(at.LOGIN, "login", "code"),
        ("login.refusal.forgets",),
    ),
    Alteration(
        "request-echoes-the-answer",
        KIND,
        "A refused request sends the secret answer back in the page.",
        _echo(CODE.regeneration, "regenerate", "reponse"),
        ("regenerate.refusal.forgets",),
    ),
    Alteration(
        "certification-echoes-the-code",
        KIND,
        "A refused certification code comes back in the page.",
        _echo(at.CERTIFICATION, "certification", "code"),
        ("certification.refusal.forgets",),
    ),
    Alteration(
        "barred-in-general-words",
        KIND,
        "Who may not recover codes is refused without the guide's advice.",
        action("identify", _says(messages.GENERATION_FAILED)),
        ADVICE,
    ),
    Alteration(
        "lock-out-told-and-not-done",
        OWN_PAGES,
        "A page of its own says that the code is cancelled, and the code still works.",
        several(silently(_LOCKED), action("void_codes", lambda _plain, _self, _account: None)),
        ("certification.third-failure.cancels", "certification.third-failure.elsewhere"),
    ),
    Alteration(
        "lock-out-done-and-not-told",
        OWN_PAGES,
        "After the third wrong code, a page of its own does not say that it must be renewed.",
        told_apart(at.CERTIFICATION, at.LOGIN, GENERAL, only=messages.CODE_CANCELLED),
        ("certification.third-failure.says",),
    ),
    Alteration(
        "barred-on-a-page-without-advice",
        OWN_PAGES,
        "Who may not recover codes is refused on a page without the guide's advice.",
        _each(GENERAL, messages.MAY_NOT_RECOVER),
        ADVICE,
    ),
    Alteration(
        "search-refused-on-a-page-without-advice",
        OWN_PAGES,
        "A refused search ends on a page that tells none of the guide's advice.",
        several(*(told_apart(path, path, GENERAL) for path in _SEARCHES)),
        (
            *("search.advice", "search.advice.names"),
            *("search.advice.capitals", "search.advice.administrator"),
        ),
    ),
)
