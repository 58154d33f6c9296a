"""Rules that the server no longer keeps, or keeps too well."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reference_impl.altering.alteration import Alteration, several
from reference_impl.altering.rules import action, rule
from reference_impl.altering.slugs import FOUND, FOUND_BY_CONTRACT
from reference_impl.domain.accounts import Role
from reference_impl.domain.flow import Flow
from reference_impl.domain.forms import LoginForm, RecoveryForm
from reference_impl.domain.rules import SIRET_DIGITS

KIND = "server-side rules"


def _yes(*_: object) -> bool:
    return True


def _by_code(plain: Callable[..., Any], self: Flow, form: LoginForm) -> Any:
    if not form.identifiant or self.store.account(form.identifiant):
        return plain(self, form)
    owners = (a.identifier for a in self.store.accounts() if self.code_matches(form.code, a))
    return plain(self, replace(form, identifiant=next(owners, "nobody")))


def _take_a_colleagues_address(
    plain: Callable[..., Any], self: Flow, role: Role, form: RecoveryForm
) -> Any:
    people = {account.identifier: account for account in self.store.accounts()}
    mine = people.get(form.identifiant)
    theirs = next((one for one in people.values() if one.email == form.courriel), None)
    if mine and theirs and mine.siret == theirs.siret:
        form = replace(form, courriel=mine.email)
    return plain(self, role, form)


MUTANTS = (
    Alteration(
        "search-role-ignored",
        KIND,
        "A user is found on the administrators' path.",
        rule("role_matches", _yes),
        ("search.administrator.only",),
    ),
    Alteration(
        "search-siret-ignored",
        KIND,
        "The SIRET number is not looked at.",
        rule("siret_matches", _yes),
        ("search.siret.own",),
    ),
    Alteration(
        "search-siret-of-any-length",
        KIND,
        "A SIRET number without its last digits is taken.",
        several(
            rule("siret_well_formed", lambda _self, siret: siret.isdigit()),
            rule("siret_matches", lambda _self, siret, account: account.siret.startswith(siret)),
        ),
        ("search.siret.too-short",),
    ),
    Alteration(
        "search-bcr-ignored",
        KIND,
        "The BCR number is not looked at.",
        rule("bcr_matches", _yes),
        ("search.bcr.own", "search.bcr.beside-contract"),
    ),
    Alteration(
        "search-contract-ignored",
        KIND,
        "The contract number is not looked at.",
        rule("contract_matches", _yes),
        ("search.contract.own", "search.contract.beside-bcr"),
    ),
    Alteration(
        "search-one-right-number-enough",
        KIND,
        "Of two numbers one may be wrong.",
        rule(
            "establishment_matches",
            lambda self, form, account: (
                self.siret_matches(form.siret, account)
                and (form.bcr == account.bcr or form.contrat == account.contract)
            ),
        ),
        ("search.bcr.beside-contract",),
    ),
    Alteration(
        "search-both-numbers-wanted",
        KIND,
        "Both numbers are mandatory.",
        rule("bcr_or_contract_given", lambda _self, form: bool(form.bcr and form.contrat)),
        tuple(slug for slug in FOUND if slug != "search.found.by-both"),
    ),
    Alteration(
        "search-bcr-wanted",
        KIND,
        "The contract number alone finds nobody.",
        rule("bcr_matches", lambda _self, bcr, account: bcr == account.bcr),
        (*FOUND_BY_CONTRACT, "search.found.user"),
    ),
    Alteration(
        "search-bcr-in-any-case",
        KIND,
        "A BCR number in lower case is taken.",
        several(
            rule("capitals_only", _yes),
            rule("bcr_matches", lambda _self, bcr, account: bcr.upper() in {"", account.bcr}),
        ),
        ("search.bcr.capitals",),
    ),
    Alteration(
        "search-contract-in-any-case",
        KIND,
        "A contract number in lower case is taken.",
        several(
            rule("capitals_only", _yes),
            rule("contract_matches", lambda _self, typed, a: typed.upper() in {"", a.contract}),
        ),
        ("search.contract.capitals",),
    ),
    Alteration(
        "request-identifier-ignored",
        KIND,
        "The request is taken for whoever the address belongs to, whatever the identifier.",
        action(
            "identify",
            lambda plain, self, role, form: plain(
                self,
                role,
                replace(
                    form,
                    identifiant=next(
                        (a.identifier for a in self.store.accounts() if a.email == form.courriel),
                        form.identifiant,
                    ),
                ),
            ),
        ),
        ("regenerate.identifier.own",),
    ),
    Alteration(
        "request-address-ignored",
        KIND,
        "Any address is taken for the recorded one.",
        rule("email_matches", _yes),
        ("regenerate.email.own", "regenerate.email.domain"),
    ),
    Alteration(
        "request-address-domain-ignored",
        KIND,
        "Only what stands before the @ of the address is compared.",
        rule("email_matches", lambda _s, e, a: e.partition("@")[0] == a.email.partition("@")[0]),
        ("regenerate.email.domain",),
    ),
    Alteration(
        "request-address-of-a-colleague",
        KIND,
        "The address of a colleague of the same establishment is taken for the recorded one.",
        action("identify", _take_a_colleagues_address),
        ("regenerate.email.own",),
    ),
    Alteration(
        "request-address-case-counts",
        KIND,
        "The domain of the address must be typed in the recorded case.",
        rule("email_matches", lambda _self, email, account: email == account.email),
        ("regenerate.generated.email-case",),
    ),
    Alteration(
        "request-question-ignored",
        KIND,
        "The right answer is taken to any question.",
        rule("question_matches", _yes),
        ("regenerate.question.own",),
    ),
    Alteration(
        "request-answer-ignored",
        KIND,
        "Any answer is taken.",
        rule("answer_matches", _yes),
        ("regenerate.answer.right",),
    ),
    Alteration(
        "condition-first-login-ignored",
        KIND,
        "Who never logged in may recover codes.",
        several(
            rule("first_login_done", _yes),
            rule("question_chosen", _yes),
            rule("secret_matches", _yes),
        ),
        ("regenerate.condition.first-login", "regenerate.condition.first-login.advice"),
    ),
    Alteration(
        "condition-address-ignored",
        KIND,
        "Who has no valid address may recover codes.",
        rule("email_valid", _yes),
        ("regenerate.condition.address", "regenerate.condition.address.advice"),
    ),
    Alteration(
        "login-any-code",
        KIND,
        "Any confidential code opens the account of an identifier.",
        rule("code_matches", lambda _self, _code, account: account is not None),
        (
            "login.wrong-code",
            "space.old-code-void",
            "space.first-generation-void",
            "certification.third-failure.cancels",
        ),
    ),
    Alteration(
        "certification-any-code",
        KIND,
        "Any certification code is taken.",
        rule("certification_matches", _yes),
        (
            "certification.first-failure",
            "space.first-certification-void",
        ),
    ),
    Alteration(
        "search-siret-with-letters",
        KIND,
        "The last two characters of a SIRET number are not looked at.",
        several(
            rule("siret_well_formed", lambda _self, siret: len(siret) == SIRET_DIGITS),
            rule("siret_matches", lambda _self, siret, account: siret[:-2] == account.siret[:-2]),
        ),
        ("search.siret.letters",),
    ),
    Alteration(
        "search-establishment-of-anybody",
        KIND,
        "The numbers may be those of any establishment that has an account.",
        rule(
            "establishment_matches",
            lambda self, form, _account: any(
                Flow.establishment_matches(self, form, each) for each in self.store.accounts()
            ),
        ),
        ("search.administrator.establishment",),
    ),
    Alteration(
        "login-unknown-identifier-by-code",
        KIND,
        "With an unknown identifier, the confidential code tells the account.",
        action("log_in", _by_code),
        ("login.unknown-identifier",),
    ),
    Alteration(
        "certification-by-the-confidential-code",
        KIND,
        "The confidential code is taken in the place of the certification code.",
        rule(
            "certification_matches",
            lambda self, code, account: (
                Flow.certification_matches(self, code, account) or self.code_matches(code, account)
            ),
        ),
        ("certification.not-the-confidential-code",),
    ),
)
