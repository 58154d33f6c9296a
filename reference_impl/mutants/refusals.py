"""How the portal refuses: its messages, and what stays in the form."""

from collections.abc import Callable
from html import escape
from typing import Any

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, several, silently
from reference_impl.altering.answers import address, peek
from reference_impl.altering.pages import Values, page, rendering, values
from reference_impl.altering.rules import action
from reference_impl.altering.slugs import ADVICE
from reference_impl.altering.texts import wherever
from reference_impl.domain import messages
from reference_impl.domain.flow import Flow, Refused
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

KIND = "refusals"
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


MUTANTS = (
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
)
