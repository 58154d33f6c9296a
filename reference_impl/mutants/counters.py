"""The count of wrong certification codes: whose it is, how far it goes, when it starts again."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from starlette.responses import Response

from reference_impl.altering.alteration import HTTP_ONLY, Acts, Alteration, Change, several
from reference_impl.altering.answers import address
from reference_impl.altering.rules import action
from reference_impl.app import Parts
from reference_impl.domain import messages
from reference_impl.domain.accounts import Account
from reference_impl.domain.flow import CodeCancelled, Flow, Refused
from reference_impl.routes import addresses as at
from reference_impl.routes.login import PENDING
from reference_impl.web.visit import Page, Visit

KIND = "counters"

Plain = Callable[..., Any]


def set_failures(flow: Flow, identifier: str, failures: int) -> None:
    """Put the count of an account at a number."""
    flow.store.connection.execute(
        "UPDATE account SET failures = ? WHERE identifier = ?", (failures, identifier)
    )


async def _counted_by_session(plain: Page, visit: Visit) -> Response:
    flow, login = visit.portal.flow, visit.login(PENDING)
    if login is None:
        return await plain(visit)
    name = f"failures:{login.generation}"
    set_failures(flow, login.identifier, visit.recall(name) or 0)
    response = await plain(visit)
    account = flow.store.account(login.identifier)
    visit.session.set(name, account.failures if account else 0)
    return response


def _reset_by_login(plain: Plain, self: Flow, form: Any) -> Any:
    login = plain(self, form)
    set_failures(self, login.identifier, 0)
    return login


def _kept_by_renewal(plain: Plain, self: Flow, account: Account, codes: Any) -> None:
    plain(self, account, codes)
    set_failures(self, account.identifier, account.failures)


def _total_of(most: int) -> Change:
    """Refuse even the right code after so many failures in all."""

    def change(parts: Parts, acts: Acts) -> Parts:
        totals: Counter[str] = Counter()

        def count(plain: Plain, self: Flow, account: Account) -> int:
            totals[account.identifier] += 1
            return int(plain(self, account))

        def matches(plain: Plain, self: Flow, code: str, account: Account) -> bool:
            return totals[account.identifier] < most and bool(plain(self, code, account))

        both = several(action("count_failure", count), action("certification_matches", matches))
        return both(parts, acts)

    return change


def _empty_counts(plain: Plain, self: Flow, login: Any, form: Any) -> None:
    if not form.code:
        self.refuse_certification(self.awaiting(login))
    plain(self, login, form)


def _unusable(_plain: Plain, self: Flow, account: Account) -> None:
    self.store.connection.execute(
        "UPDATE account SET code_hash = x'00' WHERE identifier = ?", (account.identifier,)
    )


def _again(plain: Plain, self: Flow, account: Account) -> None:
    try:
        plain(self, account)
    except CodeCancelled as refusal:
        raise Refused(messages.wrong_certification(0)) from refusal


def _in_silence(plain: Plain, self: Flow, account: Account) -> None:
    try:
        plain(self, account)
    except CodeCancelled as refusal:
        raise CodeCancelled(messages.LOGIN_FAILED) from refusal


MUTANTS = (
    Alteration(
        "two-tries",
        KIND,
        "The second wrong certification code cancels the confidential code.",
        action("count_failure", lambda plain, self, account: plain(self, account) + 1),
        (
            "certification.second-failure",
            "certification.hostile",
        ),
    ),
    Alteration(
        "four-tries",
        KIND,
        "The confidential code is cancelled at the fourth wrong certification code.",
        action("count_failure", lambda plain, self, account: plain(self, account) - 1),
        (
            "certification.third-failure",
            "certification.third-failure.says",
            "certification.third-failure.across-sessions",
        ),
    ),
    Alteration(
        "tries-without-end",
        KIND,
        "Wrong certification codes are not counted.",
        action("count_failure", lambda _plain, _self, _account: 1),
        (
            "certification.third-failure",
            "certification.third-failure.says",
            "certification.third-failure.across-sessions",
        ),
    ),
    Alteration(
        "count-of-the-session",
        KIND,
        "Each session has three tries of its own.",
        address("POST", at.CERTIFICATION, _counted_by_session),
        ("certification.third-failure.across-sessions",),
    ),
    Alteration(
        "count-reset-by-login",
        KIND,
        "A login with the confidential code gives three tries anew.",
        action("log_in", _reset_by_login),
        ("certification.third-failure.across-sessions",),
    ),
    Alteration(
        "count-kept-by-renewal",
        KIND,
        "A renewal goes on with the old count.",
        action("keep_codes", _kept_by_renewal),
        ("certification.first-failure",),
    ),
    Alteration(
        "count-in-all-of-four",
        KIND,
        "After four failures in all, renewals or not, even the right code is refused.",
        _total_of(4),
        ("certification.failures-reset", "certification.renewed"),
    ),
    Alteration(
        "empty-code-counted",
        KIND,
        "An empty certification code counts as a try.",
        action("certify", _empty_counts),
        ("certification.second-failure",),
        HTTP_ONLY,
    ),
    Alteration(
        "third-failure-asks-again",
        KIND,
        "After the third wrong code the certification page comes once more, as after the others.",
        action("refuse_certification", _again),
        (
            "certification.third-failure",
            "certification.third-failure.says",
            "certification.third-failure.across-sessions",
        ),
    ),
    Alteration(
        "third-failure-in-silence",
        KIND,
        "After the third wrong code the person is not told to renew the code.",
        action("refuse_certification", _in_silence),
        ("certification.third-failure.says",),
    ),
    Alteration(
        "third-failure-cancels-nothing",
        KIND,
        "After the third wrong code the confidential code still works.",
        action("void_codes", lambda _plain, _self, _account: None),
        ("certification.third-failure.cancels", "certification.third-failure.elsewhere"),
    ),
    Alteration(
        "third-failure-cancels-by-the-session",
        KIND,
        "After the third wrong code, a window left open still takes the right one.",
        action("void_codes", _unusable),
        ("certification.third-failure.elsewhere",),
    ),
)
