"""Mails that nobody asked for: only the generation of a code sends one."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from reference_impl.altering.alteration import Alteration, Change, DidNotTake, several
from reference_impl.altering.answers import address, leads, peek
from reference_impl.altering.codes import codes, kept_in
from reference_impl.altering.pages import Values, rendering
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


MUTANTS: tuple[Alteration, ...] = (
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

# --- a page that holds the code of the mail ---------------------------------------------


CODES = "codes"
NOTICED = ("certification-code.not-the-confidential-code",)
_END = "</form>"


def _held(write: Callable[[str], str]) -> Change:
    """Write the mailed code into the page of step 4, behind its form."""
    mailed: dict[str, str] = {}  # the confidential code by the certification code of its generation
    drawn: list[str] = []

    def pair(certification: str) -> str:
        mailed[certification] = drawn[0]
        return certification

    def alter(html: str, values: Values) -> str:
        if _END not in html:
            raise DidNotTake(f"expected {_END} on the page of step 4")
        return html.replace(_END, _END + write(mailed[values["code"]]), 1)

    return several(codes(kept_in(drawn), pair), rendering("certification-code", alter))


def _each(piece: str) -> Callable[[str], str]:
    """Write each character of the code into a piece of its own."""
    return lambda code: "".join(piece.format(character) for character in code)


def _related(make: Callable[[str], str]) -> Change:
    """Draw the code of step 4 from the one that is mailed."""
    drawn: list[str] = []
    return codes(kept_in(drawn), lambda _certification: make(drawn[0]))


_WAYS: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("text", "in words", lambda code: f"<p>Votre code confidentiel : {code}</p>"),
    ("comment", "in a comment", lambda code: f"<!-- {code} -->"),
    (
        "hidden-field",
        "in a hidden field",
        lambda code: f'<input type="hidden" name="c" value="{code}">',
    ),
    ("attribute", "in an attribute", lambda code: f'<div data-code="{code}"></div>'),
    ("script", "in a script", lambda code: f'<script>var code = "{code}";</script>'),
    ("base64", "in base64", lambda code: f"<!-- {b64encode(code.encode()).decode()} -->"),
    ("letters", "letter by letter", _each("<span> {} </span>")),
    ("fields", "a field for each letter", _each('<input readonly size="1" value="{}">')),
    ("pictures", "a picture for each letter", _each('<img src="/static/x.png" alt="{}">')),
)

_RELATED: tuple[tuple[str, str, Callable[[str], str]], ...] = (
    ("begins-mailed-code", "is the beginning of the mailed one", lambda code: code[:-2]),
    ("ends-mailed-code", "is the end of the mailed one", lambda code: code[2:]),
    ("holds-mailed-code", "is the mailed one and two characters more", lambda code: f"{code}7K"),
)

MUTANTS += tuple(
    Alteration(
        f"step-4-holds-mailed-code-{name}",
        CODES,
        f"Step 4 holds the code of the mail, {where}.",
        _held(write),
        NOTICED,
    )
    for name, where, write in _WAYS
)
MUTANTS += tuple(
    Alteration(f"shown-code-{name}", CODES, f"The code of step 4 {what}.", _related(make), NOTICED)
    for name, what, make in _RELATED
)
