"""Learns from the recorded steps of a scenario what becomes of its accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.accounts.model import Account
from harness.accounts.state_file import AccountState
from harness.execution.accounts.leases import AccountLeases
from harness.execution.evidence.step_events import (
    MailRecorded,
    StepEvent,
    StepRecorded,
    StepStarted,
)
from harness.guide.claims import Labelled, ShownCode
from harness.guide.model import Guide
from harness.model.journal import Step

_LOGIN, _CERTIFICATION, _SPACE = "login", "certification", "space"
_REQUEST = "regenerate"
_CODE = "login.confidential-code"


@dataclass(frozen=True)
class _Login:
    """The last login of one visitor: with which account, and with which code."""

    account: Account
    code: str


class AccountTracker:
    """Listens to the steps and mails of one scenario, and updates the states of its accounts.

    A request for a new code is noted before it is sent, so that a run that is killed then does
    not take the old code for valid.

    Args:
        guide: in the portal's words; tells which page shows a code.
        accounts: of the scenario.
        leases: store the states.
    """

    def __init__(self, guide: Guide, accounts: Iterable[Account], leases: AccountLeases) -> None:
        self._accounts = {account.identifier: account for account in accounts}
        self._leases = leases
        self._code_pages = {s.page for s in guide if isinstance(s.claim, ShownCode)}
        code = guide.by_slug.get(_CODE)  # a user's own guide may have no login
        self._code_label = code.claim.label if code and isinstance(code.claim, Labelled) else ""
        self._before: dict[str, AccountState] = {}  # of the accounts that ask for a new code
        self._logins: dict[str, _Login] = {}  # by visitor

    def __call__(self, event: StepEvent) -> None:
        """Learn from one event."""
        if isinstance(event, MailRecorded):
            self._mail_came(event)
        elif isinstance(event, StepStarted) and event.verb == "press":
            self._form_is_sent(event)
        elif isinstance(event, StepRecorded) and _is_answered_form(event.step):
            self._form_was_answered(event)

    def _form_is_sent(self, event: StepStarted) -> None:
        typed = {entry.value.strip() for entry in event.typed}
        if event.page == _REQUEST:
            self._before = {
                identifier: self._leases.code_requested(account)
                for identifier, account in self._accounts.items()
                if typed & {account.email, identifier}
            }
        if event.page == _LOGIN:
            self._logins.pop(event.visitor, None)
            named = (one for name, one in self._accounts.items() if name in typed)
            if account := next(named, None):
                codes = (e.value.strip() for e in event.typed if e.label == self._code_label)
                self._logins[event.visitor] = _Login(account, next(codes, ""))

    def _form_was_answered(self, event: StepRecorded) -> None:
        if event.page == _REQUEST:
            self._request_was_answered(event)
        if login := self._logins.get(event.step.visitor):
            self._login_was_answered(login, event)

    def _request_was_answered(self, event: StepRecorded) -> None:
        before, self._before = self._before, {}
        for identifier, state in before.items():
            if event.led_to in self._code_pages:
                self._leases.code_shown(self._accounts[identifier], event.code)
            else:
                self._leases.request_refused(self._accounts[identifier], state)

    def _login_was_answered(self, login: _Login, event: StepRecorded) -> None:
        if event.led_to == _SPACE and event.page in {_LOGIN, _CERTIFICATION}:
            self._leases.logged_in(login.account, login.code)
        elif event.led_to == _LOGIN and (event.page == _CERTIFICATION or self._was_valid(login)):
            self._leases.code_lost(login.account)

    def _was_valid(self, login: _Login) -> bool:
        """Whether the typed code is the valid one, as far as it is known."""
        return login.code == self._leases.with_present_code(login.account).confidential_code

    def _mail_came(self, event: MailRecorded) -> None:
        for account in self._accounts.values():
            if event.code and account.email.lower() in event.addresses:
                self._leases.code_mailed(account, event.code)


def _is_answered_form(step: Step) -> bool:
    return step.verb == "press" and step.led_to is not None
