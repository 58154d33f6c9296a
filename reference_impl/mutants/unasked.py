"""Mails that nobody asked for: only the generation of a code sends one."""

from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change
from reference_impl.altering.answers import address, leads, peek
from reference_impl.altering.rules import action
from reference_impl.altering.slugs import FOUND_IDENTIFIER
from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.flow import Flow, Refused
from reference_impl.domain.forms import Fields, RecoveryForm
from reference_impl.routes import addresses as at
from reference_impl.routes.login import PENDING
from reference_impl.web.visit import Page, Visit

KIND = "mail"
NO_CODE = "FMWQS252"  # the guide's example
IDENTIFIER, BOTH = at.CHOICES[1:3]

Finding = Callable[[Visit, Fields], Account | None]


def _warned_of(path: str, back: str, find: Finding) -> Change:
    """Mail somebody whenever a form sends its visitor back."""

    async def altered(plain: Page, visit: Visit) -> Response:
        typed = await peek(visit)
        account = find(visit, typed)
        response = await plain(visit)
        if account and leads(visit, response) == back:
            await visit.portal.flow.postman.send_code(account.email, NO_CODE)
        return response

    return address("POST", path, altered)


def _of_that_name(visit: Visit, typed: Fields) -> Account | None:
    accounts = visit.portal.flow.store.accounts()
    return next((each for each in accounts if each.last_name == typed["nom"]), None)


def _of_identifier(visit: Visit, typed: Fields) -> Account | None:
    return visit.portal.flow.store.account(typed["identifiant"])


def _pending(visit: Visit, _typed: Fields) -> Account | None:
    login = visit.login(PENDING)
    return visit.portal.flow.store.account(login.identifier) if login else None


async def _warned(plain: Callable[..., Any], self: Flow, role: Role, form: RecoveryForm) -> Any:
    try:
        return await plain(self, role, form)
    except Refused:
        if account := self.store.account(form.identifiant):
            await self.postman.send_code(account.email, NO_CODE)
        raise


MUTANTS = (
    Alteration(
        "refused-request-mails",
        KIND,
        "A refused request sends a mail with a code that is none.",
        action("regenerate", _warned),
        ("regenerate.refusal.no-mail",),
    ),
    Alteration(
        "refused-search-mails",
        KIND,
        "A refused search mails whoever has the name that was typed.",
        _warned_of(BOTH.search, BOTH.search, _of_that_name),
        ("search.refusal.no-mail",),
    ),
    Alteration(
        "refused-login-mails",
        KIND,
        "A refused login sends a mail.",
        _warned_of(at.LOGIN, at.LOGIN, _of_identifier),
        ("login.refusal.no-mail",),
    ),
    Alteration(
        "refused-certification-mails",
        KIND,
        "A wrong certification code sends a mail.",
        _warned_of(at.CERTIFICATION, at.CERTIFICATION, _pending),
        ("certification.refusal.no-mail",),
    ),
    Alteration(
        "search-mails",
        KIND,
        "A successful search sends a mail already.",
        _warned_of(IDENTIFIER.search, IDENTIFIER.regeneration, _of_that_name),
        FOUND_IDENTIFIER,
    ),
)
