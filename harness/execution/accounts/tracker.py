"""Learns from the recorded steps of a scenario what becomes of its accounts."""

from collections.abc import Iterable
from dataclasses import dataclass

from harness.accounts.model import Account
from harness.accounts.named import NamedAccounts
from harness.accounts.state_file import AccountState
from harness.checks.walk.undeclared import undeclared_choice
from harness.execution.accounts.leases import AccountLeases
from harness.execution.evidence import step_events
from harness.guide.model import Guide
from harness.model.journal import PRESSES, Step
from harness.planning.flag_changes import flags_set, sets_flags


@dataclass(frozen=True)
class _Login:
    """The last login of one visitor: with which account, and with which code."""

    account: Account
    code: str


@dataclass(frozen=True)
class _Choice:
    """The secret that a visitor chooses for an account, and whether it had it before."""

    account: Account
    secret: str
    had: bool


class AccountTracker:
    """Listens to the steps and mails of one scenario, and updates the states of its accounts.

    What a page does to an account is told by the lifecycle in the suite's schema, and so is the
    kind of secret that people log in by: a mail with another one changes nothing. A request for a
    new secret is noted before it is sent, so that a run that is killed then does not take the old
    one for valid.
    """

    def __init__(
        self, guide: Guide, accounts: Iterable[Account], leases: AccountLeases, scenario: str = ""
    ) -> None:
        self._scenario = scenario
        self._codes: set[str] = set()  # that pages and mails showed
        self._accounts = {account.key: account for account in accounts}
        self._leases = leases
        self._guide = guide
        self._life = guide.accounts.lifecycle
        self._login_secret = guide.accounts.login_secret
        asking = guide.pages.get(self._life.requested_on)
        self._granted = {*guide.shown_codes, *(asking.goals if asking else ())}
        self._chosen = {one.on: one for one in self._life.chosen}
        self._labels = {
            slug: guide.name_of_its_field(slug)
            for slug in (self._life.field, *(one.field for one in self._life.chosen))
        }
        self._before: dict[str, AccountState] = {}  # of the accounts that ask for a new code
        self._logins: dict[str, _Login] = {}  # by visitor
        self._named = NamedAccounts(self._accounts.values())
        self._choices: dict[str, _Choice] = {}  # by visitor
        self.refused_again = False
        """Whether the portal refused, last, a secret that the account has had before."""

    def __call__(self, event: step_events.StepEvent) -> None:
        """Learn from one event."""
        if isinstance(event, step_events.MailRecorded):
            self._codes.add(event.code)
            self._mail_came(event)
        elif isinstance(event, step_events.StepStarted) and event.verb in PRESSES:
            self._form_is_sent(event)
        elif isinstance(event, step_events.StepRecorded):
            self.refused_again = False
            if _is_answered_form(event.step):
                self._form_was_answered(event)
            self._flags_are_set(event)
            self._may_be_undeclared(event)
            self._codes.add(event.code)

    def _form_is_sent(self, event: step_events.StepStarted) -> None:
        typed = {entry.value.strip() for entry in event.typed}
        named = self._named.typed(event.visitor, event.typed)
        if event.page == self._life.requested_on and self._life.request_voids:
            self._before = {a.key: self._leases.code_requested(a) for a in named}
        if event.page in self._chosen:
            secret = self._typed_in(event, self._chosen[event.page].field)
            if account := self._named.of(event.visitor):
                had = self._leases.with_present_code(account).has_had(secret)
                self._choices[event.visitor] = _Choice(account, secret, had)
            if secret and account:
                self._leases.choice_sent(account, secret)
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
        if (choice := self._choices.pop(event.step.visitor, None)) and choice.secret:
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

    def _choice_was_answered(self, choice: _Choice, event: step_events.StepRecorded) -> None:
        page = self._chosen.get(event.page or "")
        if page and event.led_to in page.opens:
            self._leases.code_chosen(choice.account, choice.secret)
        elif not sets_flags(self._guide, event.step):  # who registers has had none
            self.refused_again = choice.had

    def _may_be_undeclared(self, event: step_events.StepRecorded) -> None:
        choice = undeclared_choice(
            event.step, event.page, event.led_to, self._guide, self._is_known
        )
        account = self._named.of(event.step.visitor)
        if choice and account:
            choice = choice.model_copy(update={"scenario": self._scenario})
            self._leases.chosen_undeclared(account, choice)

    def _is_known(self, text: str) -> bool:
        """Whether a text is no new secret: an account has it, or the portal made it up."""
        fields = self._guide.accounts.fields
        accounts = map(self._leases.with_present_code, self._accounts.values())
        return text in self._codes or any(
            text == one.value(name) for one in accounts for name in fields
        )

    def _flags_are_set(self, event: step_events.StepRecorded) -> None:
        account = self._named.of(event.step.visitor)
        if account and (flags := flags_set(self._guide, event.step, event.led_to)):
            self._leases.flags_set(account, flags)

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


def _is_answered_form(step: Step) -> bool:
    return step.verb in PRESSES and step.led_to is not None
