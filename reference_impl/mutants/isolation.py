"""Accounts that are not kept apart: what one person does shows on another."""

from collections.abc import Callable
from typing import Any

from reference_impl.altering.alteration import Alteration
from reference_impl.altering.rules import action, rule
from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.flow import Flow, NewCodes
from reference_impl.domain.forms import RecoveryForm, SearchForm
from reference_impl.domain.hashing import verify
from reference_impl.domain.text import trim
from reference_impl.mutants.sessions import remembered

KIND = "isolation between accounts"

Plain = Callable[..., Any]


def _all_codes_void(plain: Plain, self: Flow, account: Account, *codes: NewCodes) -> None:
    for other in self.store.accounts():
        if other.identifier != account.identifier:
            self.store.void_codes(other.identifier)
    plain(self, account, *codes)


def _same_codes_for_all(plain: Plain, self: Flow, _account: Account, codes: NewCodes) -> None:
    for other in self.store.accounts():
        plain(self, other, codes)


def _neighbour(_plain: Plain, self: Flow, _form: RecoveryForm, account: Account) -> str:
    return next(a.email for a in self.store.accounts() if a.email != account.email)


def _first_of_the_establishment(
    _plain: Plain, self: Flow, _form: RecoveryForm, account: Account
) -> str:
    return next(a.email for a in self.store.accounts() if a.siret == account.siret)


def _first_of_that_name(plain: Plain, self: Flow, role: Role, form: SearchForm) -> Account:
    found: Account = plain(self, role, form)
    named = (a for a in self.store.accounts() if self.names_match(form.nom, form.prenom, a))
    return next(named, found)


def _answer_of_anybody(self: Flow, form: RecoveryForm, account: Account) -> bool:
    if not self.question_chosen(account):
        return True
    answered = any(self.answer_matches(form.reponse, each) for each in self.store.accounts())
    return self.question_matches(form.question, account) and answered


def _certification_of_anybody(self: Flow, code: str, _account: Account) -> bool:
    pending = (one.certification_hash for one in self.store.accounts())
    return any(verify(trim(code), one) for one in pending if one)


MUTANTS = (
    Alteration(
        "recovery-voids-all-codes",
        KIND,
        "A recovery cancels everybody else's codes.",
        action("keep_codes", _all_codes_void),
        ("space.others-untouched", "space.opened"),
    ),
    Alteration(
        "failures-void-all-codes",
        KIND,
        "A third failure cancels everybody's codes.",
        action("void_codes", _all_codes_void),
        ("space.others-untouched", "space.opened"),
    ),
    Alteration(
        "recovery-sets-all-codes",
        KIND,
        "A recovery gives everybody the new codes.",
        action("keep_codes", _same_codes_for_all),
        ("space.others-untouched", "space.opened"),
    ),
    Alteration(
        "mail-to-another-account",
        KIND,
        "The confidential code is mailed to the address of another account.",
        action("recipient", _neighbour),
        ("mail.once", "mail.recipient"),
    ),
    Alteration(
        "mail-to-the-first-of-the-establishment",
        KIND,
        "The confidential code is mailed to the account that was registered first there.",
        action("recipient", _first_of_the_establishment),
        ("mail.once", "mail.recipient", "regenerate.generated"),
    ),
    Alteration(
        "search-finds-the-namesake",
        KIND,
        "Of namesakes the search finds the first, whatever the establishment.",
        action("search", _first_of_that_name),
        ("search.found.namesake",),
    ),
    Alteration(
        "answer-of-anybody",
        KIND,
        "The right answer of anybody else is taken.",
        rule("secret_matches", _answer_of_anybody),
        ("regenerate.answer.right",),
    ),
    Alteration(
        "certification-of-anybody",
        KIND,
        "The certification code that anybody else must still give is taken.",
        rule("certification_matches", _certification_of_anybody),
        ("certification.first-failure",),
    ),
    Alteration(
        "space-greets-the-first",
        KIND,
        "The space greets everybody by the name of whoever came first.",
        remembered("space", "account"),
        ("space.greeting",),
    ),
)
