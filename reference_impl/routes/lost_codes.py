"""Steps 1 to 3: the choice, the search of the identifier, the new confidential code."""

from functools import partial

from starlette.responses import Response

from reference_impl.domain import messages
from reference_impl.domain.flow import Refused
from reference_impl.domain.forms import RecoveryForm, SearchForm
from reference_impl.domain.mailer import MailFailed
from reference_impl.routes import addresses as at
from reference_impl.routes.addresses import CHOICES, Choice
from reference_impl.routes.new_code import SHOWN
from reference_impl.web.visit import Page, Visit

FOUND = "found"
UNAVAILABLE = 503


async def show_choices(visit: Visit) -> Response:
    """Show step 1 (lines 135 to 169)."""
    return visit.form_page("step1", choices={choice.slug: choice for choice in CHOICES})


async def show_search(choice: Choice, visit: Visit) -> Response:
    """Show step 2 (lines 177 to 210)."""
    return visit.form_page("step2", choice=choice)


async def search(choice: Choice, visit: Visit) -> Response:
    """Take the search form of step 2, and open step 3 for the person found."""
    sent = await visit.fields()
    if not visit.is_trusted(sent):
        return visit.expired(choice.search)
    try:
        account = visit.portal.flow.search(choice.role, SearchForm.read(sent))
    except Refused as refusal:
        return visit.refuse(choice.search, str(refusal), SearchForm, sent)
    visit.session.set(_found(choice), account.identifier)
    return visit.go(choice.regeneration)


async def show_regeneration(choice: Choice, visit: Visit) -> Response:
    """Show step 3 (lines 216 to 248), with the identifier that the search found."""
    found = visit.recall(_found(choice))
    if choice.searches and found is None:
        return visit.go(choice.search)
    return visit.form_page(
        "step3", choice=choice, found=found or "", questions=visit.portal.flow.questions()
    )


async def regenerate(choice: Choice, visit: Visit) -> Response:
    """Take the form of step 3, have the new confidential code mailed, and open step 4."""
    sent = await visit.fields()
    if not visit.is_trusted(sent):
        return visit.expired(choice.regeneration)
    try:
        shown = await visit.portal.flow.regenerate(choice.role, RecoveryForm.read(sent))
    except Refused as refusal:
        return visit.refuse(choice.regeneration, str(refusal), RecoveryForm, sent)
    except MailFailed:
        return visit.page(
            "unavailable", UNAVAILABLE, message=messages.MAIL_FAILED, back=choice.regeneration
        )
    visit.session.pop(_found(choice))
    visit.session.set(SHOWN, shown)
    return visit.go(at.NEW_CODE)


def _found(choice: Choice) -> str:
    """Give the name under which the session keeps the identifier found for a choice."""
    return f"{FOUND}:{choice.slug}"


GET: dict[str, Page] = {
    at.LOST_CODES: show_choices,
    **{choice.search: partial(show_search, choice) for choice in CHOICES if choice.searches},
    **{choice.regeneration: partial(show_regeneration, choice) for choice in CHOICES},
}
POST: dict[str, Page] = {
    **{choice.search: partial(search, choice) for choice in CHOICES if choice.searches},
    **{choice.regeneration: partial(regenerate, choice) for choice in CHOICES},
}
