"""The accounts of a run: who has them now, and what has become of them."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from weakref import WeakKeyDictionary

from harness.accounts.model import Account, load_accounts
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
from harness.planning.plan import Plan


class AccountLeases:
    """Lends accounts to one scenario at a time, each with its code of today.

    Args:
        accounts: as their file gives them.
        state: where their conditions are kept; None to forget them with the run.
    """

    def __init__(self, accounts: Iterable[Account], state: StateFile | None = None) -> None:
        self._accounts = {one.identifier: one for one in accounts}
        self._state = state
        self._conditions: AccountStates = state.read() if state else {}
        self._conditions |= {
            name: valid_state(one, self._conditions) for name, one in self._accounts.items()
        }
        self._taken: set[str] = set()
        self._news = asyncio.Condition()

    @property
    def given(self) -> tuple[Account, ...]:
        """All accounts as their file gives them."""
        return tuple(self._accounts.values())

    def standing(self, identifier: str) -> LoginState:
        """What the next login with an account comes to."""
        return self._conditions[identifier].standing

    def today(self, account: Account) -> Account:
        """An account with its code of today."""
        known = self._conditions.get(account.identifier)
        if known is None:
            return account
        changes = {"confidential_code": known.code, "first_login_done": known.first_login_done}
        return account.model_copy(update=changes)

    def with_present_codes(self, plan: Plan) -> Plan:
        """A plan with its people as they are today."""
        spares = tuple(tuple(map(self.today, people)) for people in plan.spares)
        return replace(plan, people=tuple(map(self.today, plan.people)), spares=spares)

    # ---------------------------------------------------------------- leases

    async def next(self, queue: list[Plan], is_over: Callable[[], bool]) -> Plan | None:
        """Take the first plan whose people are all free, and its people with it.

        Returns:
            The plan; None once there is none left, or all is over.
        """
        async with self._news:
            while queue and not is_over():
                for plan in queue:
                    if plan.blocked_reason or self._taken.isdisjoint(_names(plan)):
                        queue.remove(plan)
                        self._taken |= set() if plan.blocked_reason else _names(plan)
                        return plan
                await self._news.wait()
            return None

    def is_wanted(self, plan: Plan, queue: Iterable[Plan]) -> bool:
        """Whether somebody waits for one of the people of a plan."""
        return any(
            not (_names(plan).isdisjoint(_names(one)) or one.blocked_reason) for one in queue
        )

    async def give_back(self, plan: Plan) -> None:
        """Let others have the people of a plan."""
        if not plan.blocked_reason:
            self._taken -= _names(plan)
        await self.wake()

    async def wake(self) -> None:
        """Have whoever waits look again."""
        async with self._news:
            self._news.notify_all()

    # ---------------------------------------------------- what becomes of them

    def asked(self, account: Account) -> AccountState:
        """A new code is about to be asked for; gives what was known before."""
        before = self._conditions[account.identifier]
        self._note(account, standing=LoginState.CHANGING)
        return before

    def refused(self, account: Account, before: AccountState) -> None:
        """The portal gave no new code: all is as it was."""
        if self._conditions[account.identifier].standing is LoginState.CHANGING:
            self._note(account, **before.model_dump(include={"standing", "certification", "code"}))

    def shown(self, account: Account, certification: str) -> None:
        """The portal showed a certification code: a new confidential code is on its way."""
        self._note(account, certification=certification, standing=LoginState.CHANGING)

    def mailed(self, account: Account, code: str) -> None:
        """A new confidential code has come."""
        self._note(account, code=code, standing=LoginState.DUE)

    def entered(self, account: Account, code: str) -> None:
        """The personal space was opened with a code, certified where that was due.

        Where the code in force is known, another one that opens it is the portal's mistake.
        """
        known = self._conditions[account.identifier]
        if known.standing in {LoginState.SETTLED, LoginState.DUE} and code != known.code:
            return
        settled = {"certification": "", "standing": LoginState.SETTLED, "first_login_done": True}
        self._note(account, code=code or known.code, **settled)

    def lost(self, account: Account) -> None:
        """The code opens nothing any more."""
        self._note(account, certification="", standing=LoginState.LOST)

    def reset(self, accounts: Iterable[Account]) -> None:
        """The owner has put accounts back to what their file says."""
        for one in accounts:
            self._conditions[one.identifier] = initial_state(self._accounts[one.identifier])
        self._keep()

    def _note(self, account: Account, **changes: Any) -> None:
        known = self._conditions[account.identifier]
        if all(getattr(known, name) == value for name, value in changes.items()):
            return
        changes["changed"] = datetime.now(UTC)
        self._conditions[account.identifier] = known.model_copy(update=changes)
        self._keep()

    def _keep(self) -> None:
        if self._state:
            self._state.write(self._conditions)


def _names(plan: Plan) -> set[str]:
    """What a scenario has for itself: its people, and their addresses, which others may share."""
    people = plan.all_accounts
    return {one.identifier for one in people} | {one.address for one in people if one.address}


_Turns = WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Path, asyncio.Lock]]


_TURNS: _Turns = WeakKeyDictionary()  # who waits for whom within this process


@asynccontextmanager
async def lease_accounts(target: Target, plans: Sequence[Plan]) -> AsyncIterator[AccountLeases]:
    """Have the accounts of a target alone; runs of one process have them one after another.

    Raises:
        TargetError: a run of another process has them.
    """
    file, state = target.accounts.file, state_of(target)
    everybody = load_accounts(file) if file else [p for plan in plans for p in plan.all_accounts]
    if state is None:
        yield AccountLeases(everybody)
        return
    turns = _TURNS.setdefault(asyncio.get_running_loop(), {})
    async with turns.setdefault(state.path, asyncio.Lock()):
        state.lock()
        try:
            yield AccountLeases(everybody, state)
        finally:
            state.unlock()
