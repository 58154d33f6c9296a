"""The accounts of a target with their present codes."""

from pathlib import Path

from harness.accounts.model import Account, load_accounts
from harness.accounts.state_file import StateFile, with_state
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
    state, allow = state_of(target), target.allow
    changes = allow.lock_account or (allow.send_mail and allow.change_code)
    if state is None or target.accounts.reset or not changes or state.path.exists():
        return None
    return state.path


def accounts_of(target: Target) -> tuple[Account, ...]:
    """The accounts in a target's file with their present codes; () if it has no file.

    Raises:
        TargetError: the file of accounts or the state file is broken.
    """
    if target.accounts.file is None:
        return ()
    state = state_of(target)
    states = state.read() if state else {}
    return tuple(with_state(one, states) for one in load_accounts(target.accounts.file))
