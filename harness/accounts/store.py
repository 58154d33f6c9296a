"""The accounts of a target: read, and kept as they were left."""

from pathlib import Path

from harness.accounts.model import Account, load_accounts
from harness.accounts.state_file import StateFile, with_state
from harness.config.target import Target


def state_of(target: Target) -> StateFile | None:
    """Where the conditions of a target's accounts are kept.

    None where the run hands the accounts over: a launched portal begins with them anew.
    """
    file = target.accounts.file
    if file is None or target.launch:
        return None
    beside = file.with_name(f"{file.stem}.{target.name}.state.json")
    return StateFile(target.accounts.state or beside)


def lost_state(target: Target) -> Path | None:
    """The file that would tell what earlier runs changed of a target's accounts, if it were there.

    None where it is, where the owner's command undoes what they changed, and where runs may
    change nothing.
    """
    state, allow = state_of(target), target.allow
    changes = allow.lock_account or (allow.send_mail and allow.change_code)
    if state is None or target.accounts.reset or not changes or state.path.exists():
        return None
    return state.path


def accounts_of(target: Target) -> tuple[Account, ...]:
    """The accounts of a target's file with their codes of today; () where it has no file.

    Raises:
        TargetError: the file of accounts is broken, or that of what became of them.
    """
    if target.accounts.file is None:
        return ()
    state = state_of(target)
    conditions = state.read() if state else {}
    return tuple(with_state(one, conditions) for one in load_accounts(target.accounts.file))
