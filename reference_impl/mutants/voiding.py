"""Codes that live on after they were replaced, or die too early."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from reference_impl.altering.alteration import Acts, Alteration, Change, several
from reference_impl.altering.rules import action
from reference_impl.app import Parts
from reference_impl.domain.accounts import Account
from reference_impl.domain.flow import Flow, NewCodes, Refused
from reference_impl.domain.hashing import verify

KIND = "voiding of codes"

Plain = Callable[..., Any]


def living_on(attribute: str, matches: str, *, generation: int = 0) -> Change:
    """Let the codes of an attribute work on after they were replaced.

    Args:
        attribute: ``code_hash`` or ``certification_hash``.
        matches: The rule that compares a code with it.
        generation: From which generation on.
    """

    def change(parts: Parts, acts: Acts) -> Parts:
        old: dict[str, list[bytes]] = {}

        def keep(plain: Plain, self: Flow, account: Account, codes: NewCodes) -> None:
            if (hashed := getattr(account, attribute)) and account.generation >= generation:
                old.setdefault(account.identifier, []).append(hashed)
            plain(self, account, codes)

        def match(plain: Plain, self: Flow, code: str, account: Account | None) -> bool:
            mine = old.get(account.identifier, []) if account else []
            return any([plain(self, code, account), *(verify(code, each) for each in mine)])

        return several(action("keep_codes", keep), action(matches, match))(parts, acts)

    return change


def _execute(self: Flow, statement: str, *values: object) -> None:
    self.store.connection.execute(statement, values)


def _voided_by_refusal(plain: Plain, self: Flow, role: Any, form: Any) -> Account:
    try:
        account: Account = plain(self, role, form)
    except Refused:
        _execute(self, "UPDATE account SET code_hash = NULL WHERE identifier = ?", form.identifiant)
        raise
    return account


def _voided_by_search(plain: Plain, self: Flow, role: Any, form: Any) -> Account:
    account: Account = plain(self, role, form)
    self.store.void_codes(account.identifier)
    return account


def _voided_by_wrong_login(plain: Plain, self: Flow, form: Any) -> Any:
    try:
        return plain(self, form)
    except Refused:
        self.store.void_codes(form.identifiant)
        raise


def _voided_by_certification(plain: Plain, self: Flow, login: Any, form: Any) -> None:
    plain(self, login, form)
    _execute(self, "UPDATE account SET code_hash = NULL WHERE identifier = ?", login.identifier)


def _asked_each_time(plain: Plain, self: Flow, login: Any, form: Any) -> None:
    due = self.awaiting(login).certification_hash
    plain(self, login, form)
    statement = "UPDATE account SET certification_hash = ? WHERE identifier = ?"
    _execute(self, statement, due, login.identifier)


def _one_code_for_both(plain: Plain, self: Flow) -> NewCodes:
    codes: NewCodes = plain(self)
    return replace(codes, certification=codes.confidential)


MUTANTS = (
    Alteration(
        "old-code-lives-on",
        KIND,
        "The confidential code of before the first generation still works.",
        living_on("code_hash", "code_matches"),
        ("space.old-code-void", "space.first-generation-void"),
    ),
    Alteration(
        "generated-codes-live-on",
        KIND,
        "Each confidential code that was once mailed still works.",
        living_on("code_hash", "code_matches", generation=1),
        ("space.first-generation-void",),
    ),
    Alteration(
        "old-certification-lives-on",
        KIND,
        "The certification code of the first generation is taken after the second.",
        living_on("certification_hash", "certification_matches"),
        ("space.first-certification-void",),
    ),
    Alteration(
        "new-code-not-kept",
        KIND,
        "The confidential code of the mail is not the account's.",
        action(
            "keep_codes",
            lambda plain, self, account, codes: plain(
                self, account, replace(codes, confidential=self.codes.confidential())
            ),
        ),
        ("certification.new-code-works", "certification.asked"),
    ),
    Alteration(
        "new-certification-not-kept",
        KIND,
        "The certification code of step 4 is not the account's.",
        action(
            "keep_codes",
            lambda plain, self, account, codes: plain(
                self, account, replace(codes, certification=self.codes.certification())
            ),
        ),
        ("certification.accepted", "certification.right-after-two", "certification.renewed"),
    ),
    Alteration(
        "certification-asked-each-time",
        KIND,
        "The certification code is asked at every login.",
        action("certify", _asked_each_time),
        ("space.certification-once",),
    ),
    Alteration(
        "certification-never-asked",
        KIND,
        "The new confidential code opens the space without certification code.",
        action("certification_due", lambda _plain, _self, _account: False),
        ("certification.asked", "certification.new-code-works"),
    ),
    Alteration(
        "certification-is-the-confidential-code",
        KIND,
        "Step 4 shows the confidential code.",
        action("new_codes", _one_code_for_both),
        (
            "certification-code.not-the-confidential-code",
            "login.certification-code-is-none",
        ),
    ),
    Alteration(
        "refused-request-voids-the-code",
        KIND,
        "A refused request cancels the confidential code.",
        action("identify", _voided_by_refusal),
        ("space.opened",),
    ),
    Alteration(
        "search-voids-the-code",
        KIND,
        "A successful search cancels the confidential code.",
        action("search", _voided_by_search),
        ("space.opened",),
    ),
    Alteration(
        "wrong-code-voids-the-code",
        KIND,
        "One wrong confidential code cancels the right one.",
        action("log_in", _voided_by_wrong_login),
        ("space.opened", "certification.asked", "certification.new-code-works"),
    ),
    Alteration(
        "certified-code-works-once",
        KIND,
        "The confidential code works until it is certified, and never again.",
        action("certify", _voided_by_certification),
        ("space.certification-once",),
    ),
)
