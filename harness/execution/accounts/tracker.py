"""Learns from the recorded steps of a scenario what becomes of its accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.accounts.model import Account
from harness.accounts.state_file import AccountState
from harness.execution.accounts.leases import AccountLeases
from harness.execution.evidence import step_events
from harness.guide.claims import Labelled
from harness.guide.model import Guide
from harness.model.journal import PRESSES, Step


@dataclass(frozen=True)
class _Login:
    """The last login of one visitor: with which account, and with which code."""

    account: Account
    code: str


class AccountTracker:
    """Listens to the steps and mails of one scenario, and updates the states of its accounts.

    What a page does to an account is told by the lifecycle in the suite's schema, and so is the
    kind of secret that people log in by: a mail with another one changes nothing. A request for a
    new secret is noted before it is sent, so that a run that is killed then does not take the old
    one for valid.
    """

    def __init__(self, guide: Guide, accounts: Iterable[Account], leases: AccountLeases) -> None:
        self._accounts = {account.key: account for account in accounts}
        self._leases = leases
        self._life = guide.accounts.lifecycle
        self._login_secret = guide.accounts.login_secret
        asking = guide.pages.get(self._life.requested_on)
        self._granted = {*guide.shown_codes, *(asking.goals if asking else ())}
        self._chosen = {one.on: one for one in self._life.chosen}
        self._labels = {
            slug: _label(guide, slug)
            for slug in (self._life.field, *(one.field for one in self._life.chosen))
        }
        self._before: dict[str, AccountState] = {}  # of the accounts that ask for a new code
        self._logins: dict[str, _Login] = {}  # by visitor
        self._named: dict[str, Account] = {}  # the account that a visitor named last
        self._choices: dict[str, str] = {}  # the secret that a visitor is choosing

    def __call__(self, event: step_events.StepEvent) -> None:
        """Learn from one event."""
        if isinstance(event, step_events.MailRecorded):
            self._mail_came(event)
        elif isinstance(event, step_events.StepStarted) and event.verb in PRESSES:
            self._form_is_sent(event)
        elif isinstance(event, step_events.StepRecorded) and _is_answered_form(event.step):
            self._form_was_answered(event)

    def _form_is_sent(self, event: step_events.StepStarted) -> None:
        typed = {entry.value.strip() for entry in event.typed}
        named = [a for key, a in self._accounts.items() if typed & {key, a.mailbox}]
        if named:
            self._named[event.visitor] = named[0]
        if event.page == self._life.requested_on and self._life.request_voids:
            self._before = {a.key: self._leases.code_requested(a) for a in named}
        if event.page in self._chosen:
            self._choices[event.visitor] = self._typed_in(event, self._chosen[event.page].field)
        if event.page == self._life.asked_on:
            self._logins.pop(event.visitor, None)
            if account := next((a for a in named if a.key in typed), None):
                code = self._typed_in(event, self._life.field)
                self._logins[event.visitor] = _Login(account, code)

    def _typed_in(self, event: step_events.StepStarted, field: str) -> str:
        """What was typed into the field of a statement; "" for nothing."""
        label = self._labels[field]
        return next((entry.value.strip() for entry in event.typed if entry.label == label), "")

    def _form_was_answered(self, event: step_events.StepRecorded) -> None:
        if event.page == self._life.requested_on:
            self._request_was_answered(event)
        if choice := self._choices.pop(event.step.visitor, ""):
            self._choice_was_answered(choice, event)
        if login := self._logins.get(event.step.visitor):
            self._login_was_answered(login, event)

    def _request_was_answered(self, event: step_events.StepRecorded) -> None:
        before, self._before = self._before, {}
        for identifier, state in before.items():
            if event.led_to in self._granted:
                second = event.code if self._life.second_on else ""
                self._leases.second_shown(self._accounts[identifier], second)
            else:
                self._leases.request_refused(self._accounts[identifier], state)

    def _choice_was_answered(self, secret: str, event: step_events.StepRecorded) -> None:
        page = self._chosen.get(event.page or "")
        one = next(iter(self._accounts.values())) if len(self._accounts) == 1 else None
        account = self._named.get(event.step.visitor, one)
        if page and account and event.led_to in page.opens:
            self._leases.code_chosen(account, secret)

    def _login_was_answered(self, login: _Login, event: step_events.StepRecorded) -> None:
        life = self._life
        if event.led_to in life.opens and event.page in {life.asked_on, life.second_on}:
            self._leases.logged_in(login.account, login.code)
        elif event.led_to == life.asked_on and (
            event.page == life.second_on or self._was_valid(login)
        ):
            self._leases.code_lost(login.account)

    def _was_valid(self, login: _Login) -> bool:
        """Whether the typed code is the valid one, as far as it is known."""
        return login.code == self._leases.with_present_code(login.account).secret

    def _mail_came(self, event: step_events.MailRecorded) -> None:
        logs_in = bool(self._login_secret) and event.secret == self._login_secret
        if not (event.code and logs_in):
            return  # none, or one for something else: to confirm an address, for example
        for account in self._accounts.values():
            if account.address in event.addresses:
                self._leases.code_mailed(account, event.code)


def _label(guide: Guide, slug: str) -> str:
    """The label of the field that a statement is about; "" if the guide has no such field."""
    statement = guide.by_slug.get(slug)
    return statement.claim.label if statement and isinstance(statement.claim, Labelled) else ""


def _is_answered_form(step: Step) -> bool:
    return step.verb in PRESSES and step.led_to is not None
