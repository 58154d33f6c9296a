"""The flow of the guide: who is found, who gets new codes, who comes in. It knows no HTTP."""

import asyncio
from dataclasses import dataclass, field
from typing import Protocol
from weakref import WeakValueDictionary

from reference_impl.domain import messages
from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.codes import Codes
from reference_impl.domain.forms import CertificationForm, LoginForm, RecoveryForm, SearchForm
from reference_impl.domain.rules import Rules
from reference_impl.domain.store import Store

TRIES = 3  # "3 essais infructueux" (line 267)

DEFAULT_QUESTIONS = (
    "Quel est le nom de jeune fille de votre mère ?",  # the guide's own (line 235)
    "Quel est le prénom de votre grand-mère maternelle ?",
    "Quel était le nom de votre premier animal de compagnie ?",
    "Quelle est votre ville de naissance ?",
    "Quel était le nom de votre école primaire ?",
)


class Refused(Exception):
    """The rules say no; the message is the one that the person reads."""


class CodeCancelled(Refused):
    """The confidential code no longer exists and must be renewed (line 267)."""


class LoginExpired(Refused):
    """The login to be certified is no longer the current one: it must start again."""


class Postman(Protocol):
    """What the flow asks of a mailer."""

    async def send_code(self, address: str, code: str) -> None:
        """Send the new confidential code; return once the mail has been handed over."""


@dataclass(frozen=True)
class Login:
    """A confidential code that was accepted.

    Attributes:
        identifier: Whose it is.
        generation: Which of the account's codes it was; see `Account.generation`.
        certification_due: Whether the certification code must still be given.
    """

    identifier: str
    generation: int
    certification_due: bool


@dataclass(frozen=True)
class NewCodes:
    """The codes of one generation, in clear: the mail takes one, the screen the other."""

    confidential: str = field(repr=False)
    certification: str = field(repr=False)


class Flow(Rules):
    """The rules at work on the accounts of a store.

    Args:
        store: Where the accounts are kept.
        codes: Where new codes come from.
        postman: Who carries the new confidential code.
    """

    def __init__(self, store: Store, codes: Codes, postman: Postman) -> None:
        self.store = store
        self.codes = codes
        self.postman = postman
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()

    # Step 2

    def search(self, role: Role, form: SearchForm) -> Account:
        """Find the one account that the form describes.

        Raises:
            Refused: A field is missing, or the form describes no account or several.
        """
        self.check_search(form)
        found = [
            account
            for account in self.store.accounts_like(form.siret, form.nom)
            if self.is_found(role, form, account)
        ]
        if len(found) != 1:
            raise Refused(messages.SEARCH_FAILED)
        return found[0]

    def check_search(self, form: SearchForm) -> None:
        """Refuse a search form that is wrong by itself."""
        if not self.search_complete(form):
            raise Refused(messages.MANDATORY_MISSING)
        if not self.bcr_or_contract_given(form):
            raise Refused(messages.BCR_OR_CONTRACT_MISSING)
        in_capitals = self.capitals_only(form.bcr) and self.capitals_only(form.contrat)
        if not self.siret_well_formed(form.siret) or not in_capitals:
            raise Refused(messages.SEARCH_FAILED)

    def is_found(self, role: Role, form: SearchForm, account: Account) -> bool:
        """Tell whether the search form describes this account."""
        return (
            self.role_matches(role, account)
            and self.establishment_matches(form, account)
            and self.names_match(form.nom, form.prenom, account)
        )

    def establishment_matches(self, form: SearchForm, account: Account) -> bool:
        """The account is registered for the establishment of the form, by all that was typed."""
        return (
            self.siret_matches(form.siret, account)
            and self.bcr_matches(form.bcr, account)
            and self.contract_matches(form.contrat, account)
        )

    # Step 3

    def questions(self) -> list[str]:
        """Give the secret questions to choose from: the usual ones, and those of the accounts."""
        others = [each for each in self.store.questions() if each not in DEFAULT_QUESTIONS]
        return [*DEFAULT_QUESTIONS, *others]

    async def regenerate(self, role: Role, form: RecoveryForm) -> str:
        """Mail a new confidential code, and give the certification code to be shown.

        The mail goes out first and the codes are kept after it, under a lock of the account: a
        mail that fails leaves the old codes as they were, and of two generations at once the
        last mail carries the code that is valid.

        Raises:
            Refused: A field is missing or wrong, or the guide's conditions are not met.
            MailFailed: The mail could not be sent; nothing has changed.
        """
        if not self.recovery_complete(form):
            raise Refused(messages.MANDATORY_MISSING)
        async with self._lock(form.identifiant):
            account = self.identify(role, form)
            codes = self.new_codes()
            await self.postman.send_code(self.recipient(form, account), codes.confidential)
            self.keep_codes(account, codes)
        return codes.certification

    def identify(self, role: Role, form: RecoveryForm) -> Account:
        """Find the account whose owner typed the form, and check the guide's conditions.

        Raises:
            Refused: Something typed is wrong (it is not told what), or a condition is not met.
        """
        account = self.store.account(form.identifiant)
        if account is None or not self.is_owner(role, form, account):
            raise Refused(messages.GENERATION_FAILED)
        if not self.may_recover(account):
            raise Refused(messages.MAY_NOT_RECOVER)
        return account

    def is_owner(self, role: Role, form: RecoveryForm, account: Account) -> bool:
        """Tell whether all that was typed is what the account knows."""
        return (
            self.role_matches(role, account)
            and self.names_match(form.nom, form.prenom, account)
            and self.email_matches(form.courriel, account)
            and self.secret_matches(form, account)
        )

    def new_codes(self) -> NewCodes:
        """Draw the codes of a generation."""
        return NewCodes(self.codes.confidential(), self.codes.certification())

    def recipient(self, form: RecoveryForm, account: Account) -> str:  # noqa: ARG002
        """Give the address that the mail goes to: the recorded one (line 226)."""
        return account.email

    def keep_codes(self, account: Account, codes: NewCodes) -> None:
        """Make the new codes the valid ones: those before are void, the count starts again."""
        self.store.replace_codes(account.identifier, codes.confidential, codes.certification)

    def _lock(self, identifier: str) -> asyncio.Lock:
        return self._locks.setdefault(identifier, asyncio.Lock())

    # The next login

    def log_in(self, form: LoginForm) -> Login:
        """Accept an identifier and its confidential code.

        Raises:
            Refused: A field is missing, or the two do not go together.
        """
        if not self.login_complete(form):
            raise Refused(messages.MANDATORY_MISSING)
        account = self.store.account(form.identifiant)
        if not self.code_matches(form.code, account) or account is None:
            raise Refused(messages.LOGIN_FAILED)
        due = self.certification_due(account)
        if not due:
            self.store.logged_in(account.identifier)
        return Login(account.identifier, account.generation, due)

    def certification_due(self, account: Account) -> bool:
        """Tell whether the certification code must be asked: once after each generation."""
        return account.certification_hash is not None

    def certify(self, login: Login, form: CertificationForm) -> None:
        """Accept the certification code of a login.

        Raises:
            CodeCancelled: It was the last try: the confidential code is void.
            LoginExpired: The codes have changed since that login.
            Refused: The field is empty or the code wrong; tries are left.
        """
        account = self.awaiting(login)
        if not self.certification_complete(form):
            raise Refused(messages.MANDATORY_MISSING)
        if not self.certification_matches(form.code, account):
            self.refuse_certification(account)
        self.store.certified(account.identifier)
        self.store.logged_in(account.identifier)

    def awaiting(self, login: Login) -> Account:
        """Give the account of a login that awaits its certification code.

        Raises:
            CodeCancelled: Its confidential code was cancelled meanwhile, from another session.
            LoginExpired: The codes have changed since, or were certified from another session.
        """
        account = self.store.account(login.identifier)
        if account is not None and account.code_hash is None:
            raise CodeCancelled(messages.CODE_CANCELLED)
        if account is None or account.generation != login.generation:
            raise LoginExpired(messages.SESSION_EXPIRED)
        if not self.certification_due(account):
            raise LoginExpired(messages.SESSION_EXPIRED)
        return account

    def refuse_certification(self, account: Account) -> None:
        """Count a wrong certification code; cancel the confidential code at the third.

        Raises:
            CodeCancelled: It was the last try.
            Refused: Tries are left; the message tells how many.
        """
        left = TRIES - self.count_failure(account)
        if left <= 0:
            self.void_codes(account)
            raise CodeCancelled(messages.CODE_CANCELLED)
        raise Refused(messages.wrong_certification(left))

    def count_failure(self, account: Account) -> int:
        """Count one more failure; the count belongs to the account, whatever the session."""
        return self.store.add_failure(account.identifier)

    def void_codes(self, account: Account) -> None:
        """Cancel the confidential code: it must be renewed (line 267)."""
        self.store.void_codes(account.identifier)

    # The personal space

    def connected(self, login: Login) -> Account | None:
        """Give the account of a login that still holds: its codes have not changed since."""
        account = self.store.account(login.identifier)
        if account is None or account.generation != login.generation:
            return None
        return account
