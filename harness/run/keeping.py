"""The accounts of a target: read, kept as they were left, and had alone by one run."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from weakref import WeakKeyDictionary

from harness.config import Target
from harness.run.accounts import Account, load_accounts
from harness.run.condition import StateFile, applied
from harness.run.plan import Plan
from harness.run.roster import Roster

_Turns = WeakKeyDictionary[asyncio.AbstractEventLoop, dict[Path, asyncio.Lock]]
_TURNS: _Turns = WeakKeyDictionary()  # who waits for whom within this process


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
    return tuple(applied(one, conditions) for one in load_accounts(target.accounts.file))


@asynccontextmanager
async def roster_of(target: Target, plans: Sequence[Plan]) -> AsyncIterator[Roster]:
    """Have the accounts of a target alone; runs of one process have them one after another.

    Raises:
        TargetError: a run of another process has them.
    """
    file, state = target.accounts.file, state_of(target)
    everybody = load_accounts(file) if file else [p for plan in plans for p in plan.everybody]
    if state is None:
        yield Roster(everybody)
        return
    turns = _TURNS.setdefault(asyncio.get_running_loop(), {})
    async with turns.setdefault(state.path, asyncio.Lock()):
        state.lock()
        try:
            yield Roster(everybody, state)
        finally:
            state.unlock()
