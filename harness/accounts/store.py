"""The accounts of a target with their present codes."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from harness.accounts.model import Account, load_accounts
from harness.accounts.state_file import (
    AccountState,
    LoginState,
    StateFile,
    valid_state,
    with_state,
)
from harness.config.target import Target


def state_of(target: Target) -> StateFile | None:
    """The state file of a target's accounts.

    None if the accounts are generated, or if the run launches the portal and hands them over.
    """
    file = target.accounts.file
    if file is None or target.launch:
        return None
    beside = file.with_name(f"{file.stem}.{target.name}.state.json")
    return StateFile(target.accounts.state or beside)


def lost_state(target: Target) -> Path | None:
    """The path of a state file that is missing though runs may have changed codes.

    None if it exists, if the owner's command resets the accounts, or if runs may change nothing.
    """
    state = state_of(target)
    changes = target.allow.lock_account or target.may_change_secrets
    if state is None or target.accounts.reset or not changes or state.path.exists():
        return None
    return state.path


@contextmanager
def account_that_logs_in(target: Target) -> Iterator[Account | None]:
    """The first account of a target whose next login opens its space, with its present code.

    It is reserved meanwhile: no run changes its code. None if there is no such account; one that
    was never logged in, whose code is lost, or of which a code is still due, would be refused.

    Raises:
        TargetError: the file of accounts or the state file is broken, or a run uses the accounts.
    """
    known: tuple[Account, ...] = ()
    if target.accounts.file:
        known = load_accounts(target.accounts.file, target.suite.accounts)
    state = state_of(target)
    if state is None:
        yield next((one for one in known if _can_log_in(one)), None)
        return
    state.lock()
    try:
        states = state.read()
        settled = (one for one in known if _is_settled(one, valid_state(one, states)))
        account = next(settled, None)
        yield with_state(account, states) if account else None
    finally:
        state.unlock()


def _is_settled(account: Account, state: AccountState) -> bool:
    return _can_log_in(account.with_secret(state.code, state.flags)) and (
        state.login is LoginState.SETTLED
    )


def _can_log_in(account: Account) -> bool:
    """Whether the account is past what makes one that logs in, such as its first login."""
    sets = account.schema_of_suite.lifecycle.sets
    return all(getattr(account, one.flag) is one.value for one in sets)


def accounts_of(target: Target) -> tuple[Account, ...]:
    """The accounts in a target's file with their present codes; () if it has no file.

    Raises:
        TargetError: the file of accounts or the state file is broken.
    """
    if target.accounts.file is None:
        return ()
    state = state_of(target)
    states = state.read() if state else {}
    accounts = load_accounts(target.accounts.file, target.suite.accounts)
    return tuple(with_state(one, states) for one in accounts)


def accounts_at_start(target: Target) -> tuple[Account, ...]:
    """The accounts in a target's file as a run begins with them.

    A command that resets them makes them what their file says.

    Raises:
        TargetError: the file of accounts or the state file is broken.
    """
    if target.accounts.file and target.accounts.reset:
        return load_accounts(target.accounts.file, target.suite.accounts)
    return accounts_of(target)
