"""Refusals that are told on a page of their own, and are not what that page says."""

from html import escape

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, several, silently
from reference_impl.altering.answers import address
from reference_impl.altering.rules import action
from reference_impl.altering.slugs import ADVICE
from reference_impl.domain import messages
from reference_impl.routes import addresses as at
from reference_impl.web.visit import Page, Visit

KIND = "refusals on pages of their own"
GENERAL = "Votre demande n'a pas pu être traitée."
_HTML = (
    "<!doctype html><html lang=fr><head><meta charset=utf-8><title>Refus</title></head>"
    "<body><h1>Demande refusée</h1><p>{words}</p><p><a href={back}>Revenir</a></p></body></html>"
)


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
        "lock-out-told-and-not-done",
        KIND,
        "A page of its own says that the code is cancelled, and the code still works.",
        several(silently(_LOCKED), action("void_codes", lambda _plain, _self, _account: None)),
        ("certification.third-failure.cancels", "certification.third-failure.elsewhere"),
    ),
    Alteration(
        "lock-out-done-and-not-told",
        KIND,
        "After the third wrong code, a page of its own does not say that it must be renewed.",
        told_apart(at.CERTIFICATION, at.LOGIN, GENERAL, only=messages.CODE_CANCELLED),
        ("certification.third-failure.says",),
    ),
    Alteration(
        "barred-on-a-page-without-advice",
        KIND,
        "Who may not recover codes is refused on a page without the guide's advice.",
        _each(GENERAL, messages.MAY_NOT_RECOVER),
        ADVICE,
    ),
    Alteration(
        "search-refused-on-a-page-without-advice",
        KIND,
        "A refused search ends on a page that tells none of the guide's advice.",
        several(*(told_apart(path, path, GENERAL) for path in _SEARCHES)),
        (
            *("search.advice", "search.advice.names"),
            *("search.advice.capitals", "search.advice.administrator"),
        ),
    ),
)
