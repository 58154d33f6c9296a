"""Lends the accounts of a run to one scenario at a time, and knows their present codes."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from harness.accounts.model import Account, load_accounts, secret_digest
from harness.accounts.state_file import (
    AccountState,
    AccountStates,
    LoginState,
    StateFile,
    initial_state,
    valid_state,
)
from harness.accounts.store import state_of
from harness.config.target import Target
from harness.model.journal import UndeclaredChoice
from harness.planning.plan import Plan


class AccountLeases:
    """The accounts of a run: which scenario has them, and what their codes are.

    Without a state file, their states are forgotten after the run.
    """

    def __init__(self, accounts: Iterable[Account], state: StateFile | None = None) -> None:
        self._accounts = {one.key: one for one in accounts}
        self._state = state
        stored: AccountStates = state.read() if state else {}
        self._states: AccountStates = stored | {
            name: valid_state(one, stored) for name, one in self._accounts.items()
        }
        self._leased: set[str] = set()
        self._undeclared: dict[str, UndeclaredChoice] = {}
        self._changed = asyncio.Condition()

    @property
    def given(self) -> tuple[Account, ...]:
        """All accounts as their file gives them."""
        return tuple(self._accounts.values())

    def login_state(self, identifier: str) -> LoginState:
        """What the next login with an account comes to."""
        return self._states[identifier].login

    def with_present_code(self, account: Account) -> Account:
        """An account with its present code."""
        state = self._states.get(account.key)
        if state is None:
            return account
        return account.with_secret(state.code, state.flags, state.had)

    def with_present_codes(self, plan: Plan) -> Plan:
        """A plan whose accounts have their present codes."""
        spares = tuple(tuple(map(self.with_present_code, spare)) for spare in plan.spares)
        accounts = tuple(map(self.with_present_code, plan.accounts))
        return replace(plan, accounts=accounts, spares=spares)

    # ---------------------------------------------------------------- leases

    async def next(self, queue: list[Plan], is_over: Callable[[], bool]) -> Plan | None:
        """Take the first plan of a queue whose accounts are all free, and lease its accounts.

        Returns:
            The plan; None if there is none left, or all is over.
        """
        async with self._changed:
            while queue and not is_over():
                for plan in queue:
                    if plan.blocked_reason or self._leased.isdisjoint(_names(plan)):
                        queue.remove(plan)
                        self._leased |= set() if plan.blocked_reason else _names(plan)
                        return plan
                await self._changed.wait()
            return None

    def is_wanted(self, plan: Plan, queue: Iterable[Plan]) -> bool:
        """Whether a waiting plan needs one of the accounts of a plan."""
        own = _names(plan)
        return any(not (own.isdisjoint(_names(one)) or one.blocked_reason) for one in queue)

    async def give_back(self, plan: Plan) -> None:
        """Return the accounts of a plan."""
        if not plan.blocked_reason:
            self._leased -= _names(plan)
        await self.wake()

    async def wake(self) -> None:
        """Let all that wait for accounts look again."""
        async with self._changed:
            self._changed.notify_all()

    # ---------------------------------------------------------------- states

    def code_requested(self, account: Account) -> AccountState:
        """A new code is about to be requested; returns the state before."""
        before = self._states[account.key]
        self._update(account, login=LoginState.CHANGING)
        return before

    def request_refused(self, account: Account, before: AccountState) -> None:
        """The portal refused a request for a new code: the state before holds again."""
        if self._states[account.key].login is LoginState.CHANGING:
            self._update(account, **before.model_dump(include={"login", "second", "code"}))

    def second_shown(self, account: Account, second: str) -> None:
        """The portal showed a second secret: a new first one is on its way."""
        self._update(account, second=second, login=LoginState.CHANGING)

    def code_mailed(self, account: Account, code: str) -> None:
        """A new secret came by mail."""
        two = account.schema_of_suite.lifecycle.second_on
        self._update(account, code=code, login=LoginState.DUE if two else LoginState.SETTLED)

    def code_chosen(self, account: Account, code: str) -> None:
        """The person chose another secret, and the portal took it."""
        self._update(account, code=code, second="", login=LoginState.SETTLED)

    def logged_in(self, account: Account, code: str) -> None:
        """A login opened what lies behind it.

        If the valid secret is known, and another one opened it, that is the portal's mistake:
        the state stays.
        """
        state = self._states[account.key]
        if state.login in {LoginState.SETTLED, LoginState.DUE} and code != state.code:
            return
        flags = state.flags | account.schema_of_suite.lifecycle.set_by_login
        self._update(
            account, code=code or state.code, second="", login=LoginState.SETTLED, flags=flags
        )

    def flags_set(self, account: Account, flags: Mapping[str, bool]) -> None:
        """A movement has set flags of an account."""
        self._update(account, flags={**self._states[account.key].flags, **flags})

    def choice_sent(self, account: Account, code: str) -> None:
        """A person is about to choose a secret: from now on the account may have had it."""
        self._update(account, had=self._with(self._states[account.key].had, account, code))

    @staticmethod
    def _with(had: tuple[str, ...], account: Account, code: str) -> tuple[str, ...]:
        digest = secret_digest(account.key, code)
        return had if digest in had else (*had, digest)

    def chosen_undeclared(self, account: Account, choice: UndeclaredChoice) -> None:
        """The portal took a secret for an account of which the suite does not speak."""
        self._undeclared[account.key] = choice

    def undeclared(self, accounts: Iterable[Account]) -> dict[str, UndeclaredChoice]:
        """The accounts for which such a secret was chosen in this run, by their keys."""
        keys = {one.key for one in accounts}
        return {key: choice for key, choice in self._undeclared.items() if key in keys}

    def code_lost(self, account: Account) -> None:
        """The code is no longer accepted."""
        self._update(account, second="", login=LoginState.LOST)

    def reset(self, accounts: Iterable[Account]) -> None:
        """The owner has reset accounts to what their file says."""
        for one in accounts:
            self._states[one.key] = initial_state(self._accounts[one.key])
        self._write()

    def _update(self, account: Account, **changes: Any) -> None:
        state = self._states[account.key]
        if all(getattr(state, name) == value for name, value in changes.items()):
            return
        if changes.get("code", state.code) != state.code:
            changes["had"] = self._with(state.had, account, state.code)
        changes["changed"] = datetime.now(UTC)
        self._states[account.key] = state.model_copy(update=changes)
        self._write()

    def _write(self) -> None:
        if self._state:
            self._state.write(self._states)


def _names(plan: Plan) -> set[str]:
    """What a scenario needs for itself: its accounts, and their e-mail addresses."""
    accounts = plan.all_accounts
    return {one.key for one in accounts} | {one.address for one in accounts if one.address}


_Locks = WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Path, asyncio.Lock]]
_LOCKS: _Locks = WeakKeyDictionary()  # by state file, for the runs of this process


@asynccontextmanager
async def lease_accounts(target: Target, plans: Sequence[Plan]) -> AsyncIterator[AccountLeases]:
    """Reserve the accounts of a target for one run. Runs of one process wait for each other.

    The plans name the accounts if the target has no file of accounts.

    Raises:
        TargetError: a run of another process has reserved them.
    """
    file, state = target.accounts.file, state_of(target)
    accounts = (
        load_accounts(file, target.suite.accounts)
        if file
        else [a for plan in plans for a in plan.all_accounts]
    )
    if state is None:
        yield AccountLeases(accounts)
        return
    locks = _LOCKS.setdefault(asyncio.get_running_loop(), {})
    async with locks.setdefault(state.path, asyncio.Lock()):
        state.lock()
        try:
            yield AccountLeases(accounts, state)
        finally:
            state.unlock()
