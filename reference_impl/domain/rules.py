"""The rules of the guide as predicates: one method each, so that each can be broken alone."""

from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.forms import CertificationForm, LoginForm, RecoveryForm, SearchForm
from reference_impl.domain.hashing import verify
from reference_impl.domain.text import comparable, comparable_email, trim

SIRET_DIGITS = 14


class Rules:
    """What must hold of a form, alone and against an account; nothing here changes anything."""

    # Each form by itself

    def login_complete(self, form: LoginForm) -> bool:
        """Both codes are typed (line 92)."""
        return bool(form.identifiant and form.code)

    def search_complete(self, form: SearchForm) -> bool:
        """The fields marked * of step 2 are filled (line 200)."""
        return bool(form.siret and form.nom and form.prenom)

    def bcr_or_contract_given(self, form: SearchForm) -> bool:
        """At least one of the two fields marked ** is filled (line 202)."""
        return bool(form.bcr or form.contrat)

    def recovery_complete(self, form: RecoveryForm) -> bool:
        """The fields marked * of step 3 are filled (line 246); all of them are."""
        return bool(
            form.nom
            and form.prenom
            and form.identifiant
            and form.courriel
            and form.question
            and form.reponse
        )

    def certification_complete(self, form: CertificationForm) -> bool:
        """The certification code is typed; an empty field is not a try."""
        return bool(form.code)

    def siret_well_formed(self, siret: str) -> bool:
        """A SIRET is 14 digits; its check digit is not asked: the guide's own fails it."""
        return len(siret) == SIRET_DIGITS and siret.isascii() and siret.isdigit()

    def capitals_only(self, number: str) -> bool:
        """The BCR and the contract number are typed in capitals (line 189)."""
        return number == number.upper()

    # A form against an account

    def role_matches(self, role: Role, account: Account) -> bool:
        """The account has the role that the person chose at step 1 (lines 155 and 163)."""
        return account.role is role

    def siret_matches(self, siret: str, account: Account) -> bool:
        """The account is one of that establishment."""
        return siret == account.siret

    def bcr_matches(self, bcr: str, account: Account) -> bool:
        """The BCR is the account's, if one was typed."""
        return not bcr or bcr == account.bcr

    def contract_matches(self, contract: str, account: Account) -> bool:
        """The contract number is the account's, if one was typed."""
        return not contract or contract == account.contract

    def last_name_matches(self, last_name: str, account: Account) -> bool:
        """The name is the registered one, capitals and accents included (line 209)."""
        return comparable(last_name) == comparable(account.last_name)

    def first_name_matches(self, first_name: str, account: Account) -> bool:
        """The first name is the registered one, capitals and accents included (line 209)."""
        return comparable(first_name) == comparable(account.first_name)

    def names_match(self, last_name: str, first_name: str, account: Account) -> bool:
        """Both names are the registered ones (line 209)."""
        return self.last_name_matches(last_name, account) and self.first_name_matches(
            first_name, account
        )

    def email_matches(self, email: str, account: Account) -> bool:
        """The address is the one recorded on the account (lines 233 and 238)."""
        return comparable_email(email) == comparable_email(account.email)

    def question_chosen(self, account: Account) -> bool:
        """The person once chose a secret question and its answer (line 127)."""
        return bool(account.question) and account.answer_hash is not None

    def question_matches(self, question: str, account: Account) -> bool:
        """The question is the one chosen at the registration (line 234)."""
        return comparable(question) == comparable(account.question)

    def answer_matches(self, answer: str, account: Account) -> bool:
        """The answer is the one given at the registration."""
        return verify(comparable(answer), account.answer_hash)

    def secret_matches(self, form: RecoveryForm, account: Account) -> bool:
        """The question and its answer are right; nothing can be asked if none was chosen."""
        answered = self.answer_matches(form.reponse, account)
        if not self.question_chosen(account):
            return True  # `may_recover` refuses then, with the guide's advice
        return self.question_matches(form.question, account) and answered

    def first_login_done(self, account: Account) -> bool:
        """The person has logged in a first time (line 127)."""
        return account.first_login_done

    def email_valid(self, account: Account) -> bool:
        """The address recorded on the account is valid (line 128)."""
        return account.email_valid

    def may_recover(self, account: Account) -> bool:
        """The person meets the guide's conditions (lines 125 to 128)."""
        return (
            self.first_login_done(account)
            and self.question_chosen(account)
            and self.email_valid(account)
        )

    def code_matches(self, code: str, account: Account | None) -> bool:
        """The confidential code is the account's, typed exactly."""
        return verify(trim(code), account.code_hash if account else None)

    def certification_matches(self, code: str, account: Account) -> bool:
        """The certification code is the one noted at step 4, typed exactly."""
        return verify(trim(code), account.certification_hash)
