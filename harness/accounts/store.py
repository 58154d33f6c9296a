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
    """An account of a target whose next login opens its space, with its present code.

    It is reserved meanwhile: no run changes its code. None if there is no such account; one that
    was never logged in, whose code is lost, or of which a code is still due, would be refused. It
    is the first that lacks the fewest traits which a scenario needs that does not speak of them:
    one that is not registered yet comes last.

    Raises:
        TargetError: the file of accounts or the state file is broken, or a run uses the accounts.
    """
    known: tuple[Account, ...] = ()
    if target.accounts.file:
        known = load_accounts(target.accounts.file, target.suite.accounts)
    state = state_of(target)
    if state is None:
        yield min(filter(_can_log_in, known), key=_lacks, default=None)
        return
    state.lock()
    try:
        states = state.read()
        settled = (one for one in known if _is_settled(one, valid_state(one, states)))
        present = (with_state(one, states) for one in settled)
        yield min(present, key=_lacks, default=None)
    finally:
        state.unlock()


def _is_settled(account: Account, state: AccountState) -> bool:
    return _can_log_in(account.with_secret(state.code, state.flags)) and (
        state.login is LoginState.SETTLED
    )


def _can_log_in(account: Account) -> bool:
    """Whether the account is past its first login."""
    by_login = account.schema_of_suite.lifecycle.set_by_login
    return all(getattr(account, flag) is value for flag, value in by_login.items())


def _lacks(account: Account) -> tuple[int, int]:
    """How many traits an account lacks that others have: first of those that a movement sets."""
    schema = account.schema_of_suite
    usual = [(name, one) for name, one in schema.traits.items() if one.default]
    lacking = [set(one.fields) for name, one in usual if not account.has(name)]
    moved = {one.flag for one in schema.lifecycle.sets}
    return sum(bool(fields & moved) for fields in lacking), len(lacking)


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
