"""Fields that only the browser still holds for mandatory: the server takes them empty."""

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from reference_impl.altering.alteration import HTTP_ONLY, Alteration, Change, several
from reference_impl.altering.rules import action, rule
from reference_impl.domain.accounts import Account, Role
from reference_impl.domain.flow import Flow
from reference_impl.domain.forms import LoginForm, RecoveryForm

KIND = "client-only validation"

Plain = Callable[..., Any]


def _without(name: str, complete: str, *needed: str) -> Change:
    """Take a form without one of its fields; what else is needed must still be there."""

    def altered(_self: Flow, form: Any) -> bool:
        typed = asdict(form)
        return all(typed[each] for each in needed if each != name)

    return rule(complete, altered)


def _or_empty(name: str) -> Change:
    """Let a rule hold of an empty value too."""

    def altered(self: Flow, typed: str, *account: Account) -> bool:
        # The plain class, because this method overrides the other's.
        return not typed or bool(getattr(Flow, name)(self, typed, *account))

    return rule(name, altered)


def _found_by_code(plain: Plain, self: Flow, form: LoginForm) -> Any:
    owners = (a.identifier for a in self.store.accounts() if self.code_matches(form.code, a))
    return plain(self, replace(form, identifiant=form.identifiant or next(owners, "")))


def _found_by_address(plain: Plain, self: Flow, role: Role, form: RecoveryForm) -> Any:
    owners = (a.identifier for a in self.store.accounts() if a.email == form.courriel)
    return plain(self, role, replace(form, identifiant=form.identifiant or next(owners, "")))


SEARCH = ("siret", "nom", "prenom")
REQUEST = ("nom", "prenom", "identifiant", "courriel", "question", "reponse")

MUTANTS = (
    Alteration(
        "search-without-siret",
        KIND,
        "The server takes a search without the SIRET number.",
        several(
            _without("siret", "search_complete", *SEARCH),
            _or_empty("siret_well_formed"),
            _or_empty("siret_matches"),
        ),
        ("search.siret.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "search-without-last-name",
        KIND,
        "The server takes a search without the name.",
        several(_without("nom", "search_complete", *SEARCH), _or_empty("last_name_matches")),
        ("search.last-name.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "search-without-first-name",
        KIND,
        "The server takes a search without the first name.",
        several(_without("prenom", "search_complete", *SEARCH), _or_empty("first_name_matches")),
        ("search.first-name.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "search-without-numbers",
        KIND,
        "The server takes a search with neither BCR nor contract number.",
        rule("bcr_or_contract_given", lambda _self, _form: True),
        ("search.one-of-two.mandatory",),
    ),
    Alteration(
        "request-without-last-name",
        KIND,
        "The server takes a request without the name.",
        several(_without("nom", "recovery_complete", *REQUEST), _or_empty("last_name_matches")),
        ("regenerate.last-name.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "request-without-first-name",
        KIND,
        "The server takes a request without the first name.",
        several(_without("prenom", "recovery_complete", *REQUEST), _or_empty("first_name_matches")),
        ("regenerate.first-name.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "request-without-address",
        KIND,
        "The server takes a request without the address.",
        several(_without("courriel", "recovery_complete", *REQUEST), _or_empty("email_matches")),
        ("regenerate.email.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "request-without-question",
        KIND,
        "The server takes a request without a chosen question.",
        several(_without("question", "recovery_complete", *REQUEST), _or_empty("question_matches")),
        ("regenerate.question.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "request-without-answer",
        KIND,
        "The server takes a request without the answer.",
        several(_without("reponse", "recovery_complete", *REQUEST), _or_empty("answer_matches")),
        ("regenerate.answer.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "login-without-code",
        KIND,
        "The server takes a login without the confidential code.",
        several(
            rule("login_complete", lambda _self, form: bool(form.identifiant)),
            _or_empty("code_matches"),
        ),
        ("login.confidential-code.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "certification-without-code",
        KIND,
        "The server takes an empty certification code.",
        several(
            rule("certification_complete", lambda _self, _form: True),
            _or_empty("certification_matches"),
        ),
        ("certification.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "login-without-identifier",
        KIND,
        "The server takes a login without the identifier: the code alone tells the account.",
        several(
            rule("login_complete", lambda _self, form: bool(form.code)),
            action("log_in", _found_by_code),
        ),
        ("login.identifier.mandatory",),
        HTTP_ONLY,
    ),
    Alteration(
        "request-without-identifier",
        KIND,
        "The server takes a request without the identifier: the address tells the account.",
        several(
            _without("identifiant", "recovery_complete", *REQUEST),
            action("identify", _found_by_address),
        ),
        ("regenerate.identifier.mandatory",),
        HTTP_ONLY,
    ),
)
