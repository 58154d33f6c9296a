"""The messages of a refusal, in other words and other places."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.pages import pages
from reference_impl.altering.rules import action
from reference_impl.domain import messages
from reference_impl.domain.accounts import Account
from reference_impl.domain.flow import CodeCancelled, Flow, Refused
from reference_impl.variations import shaping

NOTICES = "messages"
_ALERT = r'<div class="alert" role="alert">\s*<p>(.*?)</p>\s*</div>'


@dataclass(frozen=True)
class _Words:
    """Other words for each refusal; none tells more than the plain ones."""

    login: str
    search: str
    generation: str
    missing: str
    one_of_two: str


_OTHERS = _Words(
    login="Nous n'avons pas pu vous identifier. Recommencez, ou cliquez sur Codes perdus.",
    search="Aucun compte ne correspond aux informations que vous avez saisies.",
    generation="Les informations saisies ne permettent pas de générer un nouveau code.",
    missing="Votre saisie est incomplète.",
    one_of_two="Saisissez votre numéro BCR ou votre numéro de contrat.",
)


def _said_otherwise(text: str) -> str:
    for plain, other in (
        (messages.LOGIN_FAILED, _OTHERS.login),
        (messages.SEARCH_FAILED, _OTHERS.search),
        (messages.GENERATION_FAILED, _OTHERS.generation),
        (messages.MANDATORY_MISSING, _OTHERS.missing),
        (messages.BCR_OR_CONTRACT_MISSING, _OTHERS.one_of_two),
    ):
        text = text.replace(plain.replace("'", "&#39;"), other)
    return text


def _live(text: str) -> str:
    found = re.search(_ALERT, text, re.DOTALL)
    told = found[1] if found else ""
    return shaping.sub(_ALERT, "")(text).replace(
        "<h1", f'<div aria-live="assertive">{told}</div><h1', 1
    )


def _with_its_form(plain: Callable[..., None], flow: Flow, account: Account) -> None:
    try:
        plain(flow, account)
    except CodeCancelled as refusal:
        raise Refused(str(refusal)) from refusal


VARIATIONS = (
    Alteration(
        "third-failure-with-its-form",
        NOTICES,
        "The third failure is told above the form, which remains; the confidential code is void.",
        action("refuse_certification", _with_its_form),
    ),
    Alteration(
        "messages-in-other-words",
        NOTICES,
        "Refusals are told in other words.",
        pages(_said_otherwise),
    ),
    Alteration(
        "messages-without-role",
        NOTICES,
        "Messages are paragraphs of the class « erreur », without role.",
        pages(shaping.sub(_ALERT, r'<p class="erreur">\1</p>')),
    ),
    Alteration(
        "messages-in-red",
        NOTICES,
        "Messages are bold red lines, without class or role.",
        pages(shaping.sub(_ALERT, r'<p><font color="red"><b>\1</b></font></p>')),
    ),
    Alteration(
        "messages-below-the-form",
        NOTICES,
        "Messages stand at the end of the page.",
        pages(shaping.sub(rf"({_ALERT})(.*?)(</main>)", r"\3\1\4")),
    ),
    Alteration(
        "messages-above-all",
        NOTICES,
        "Messages stand before the banner.",
        pages(shaping.sub(rf"(<body[^>]*>)(.*?)({_ALERT})", r"\1\3\2")),
    ),
    Alteration(
        "messages-with-a-heading",
        NOTICES,
        "Messages have a heading, an icon and a list of one item.",
        pages(
            shaping.sub(
                _ALERT,
                r'<div class="alert alert-danger" role="alert"><h2>Attention</h2>'
                r'<img src="/static/icon.svg" width="16" height="16" alt="">'
                r"<ul><li>\1</li></ul></div>",
            )
        ),
    ),
    Alteration(
        "messages-in-a-cell",
        NOTICES,
        "Messages stand in a table cell of the class « msgErreur ».",
        pages(
            shaping.sub(
                _ALERT,
                r"<table><tr><td>&nbsp;</td>"
                r'<td class="msgErreur">\1</td></tr></table>',
            )
        ),
    ),
    Alteration(
        "messages-in-a-live-region",
        NOTICES,
        "Every page has a live region, empty as long as there is nothing to tell.",
        pages(_live),
    ),
)
