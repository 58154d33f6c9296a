"""What is known by now of an account: its codes, and whether they open anything.

A walk changes the accounts that it uses. What it changed is kept in a file at once, and before
the portal is asked to change it, so that a run that is killed loses no code.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from harness.accounts.model import Account
from harness.core.errors import StateError, TargetError
from harness.core.files import lock_file, write_whole
from harness.core.validation import sentences


class LoginState(StrEnum):
    """What the next login with the account's code comes to."""

    SETTLED = "settled"
    """It opens the personal space."""
    DUE = "due"
    """It asks for the certification code first."""
    CHANGING = "changing"
    """Nobody knows: a new code was asked for, and was not seen to come."""
    LOST = "lost"
    """It is refused: the code must be renewed."""


class AccountState(BaseModel):
    """One account as it was left; the codes stay out of the repr.

    Attributes:
        code: the confidential code in force, as far as it is known.
        certification: the certification code that was shown last and is still due; "" for none.
        standing: what the next login comes to.
        first_login_done: whether the person has connected a first time.
        given: a digest of the code that the accounts' file gave: once the owner writes another
            one there, that counts.
        changed: when.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    code: str = Field(repr=False)
    certification: str = Field(default="", repr=False)
    standing: LoginState = LoginState.SETTLED
    first_login_done: bool = True
    given: str = ""
    changed: datetime


AccountStates = dict[str, AccountState]
_CONDITIONS = TypeAdapter(AccountStates)


def initial_state(account: Account) -> AccountState:
    """An account as the accounts' file gives it."""
    return AccountState(
        code=account.confidential_code,
        first_login_done=account.first_login_done,
        given=_digest(account),
        changed=datetime.now(UTC),
    )


def with_state(account: Account, conditions: Mapping[str, AccountState]) -> Account:
    """An account as it is by now."""
    known = conditions.get(account.identifier)
    if known is None or known.given != _digest(account):
        return account
    changes = {"confidential_code": known.code, "first_login_done": known.first_login_done}
    return account.model_copy(update=changes)


def valid_state(account: Account, conditions: Mapping[str, AccountState]) -> AccountState:
    """What is known of an account, unless its owner has written another code since."""
    known = conditions.get(account.identifier)
    return known if known and known.given == _digest(account) else initial_state(account)


def _digest(account: Account) -> str:
    text = f"{account.identifier}\0{account.confidential_code}"
    return hashlib.sha256(text.encode()).hexdigest()[:16]


class StateFile:
    """Where the conditions of a target's accounts are kept, for its owner only.

    Attributes:
        path: of the file; it need not be there yet.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: FileLock | None = None

    def read(self) -> AccountStates:
        """What is kept; nothing where there is no file yet.

        Raises:
            TargetError: the file is broken.
        """
        try:
            return _CONDITIONS.validate_json(self.path.read_bytes())
        except FileNotFoundError:
            return {}
        except (OSError, ValidationError) as error:
            raise TargetError(
                f"what is known of the accounts in {self.path}",
                seen=_told(error),
                remedy="Mend it, or delete it and write the codes of today into the accounts.",
            ) from error

    def write(self, conditions: Mapping[str, AccountState]) -> None:
        """Keep all, whole or not at all, before anything else is done.

        Raises:
            StateError: it cannot be written.
        """
        kept: dict[str, Any] = {k: v.model_dump(mode="json") for k, v in conditions.items()}
        text = json.dumps(kept, ensure_ascii=False, indent=1)
        try:
            write_whole(self.path, text, private=True)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def lock(self) -> None:
        """Lock the accounts until `unlock` or the end of this process.

        Raises:
            StateError: the folder cannot be written.
            TargetError: another run has locked them.
        """
        busy = TargetError(
            "accounts that nobody else uses",
            seen=f"another run that has them ({self.path.name})",
            remedy="Wait for its end; or give each run accounts, and a state file, of its own.",
        )
        try:
            self._lock = lock_file(self.path.with_name(f"{self.path.name}.lock"), busy)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def unlock(self) -> None:
        """Release the accounts."""
        if self._lock:
            self._lock.release()
            self._lock = None


def _told(error: OSError | ValidationError) -> str:
    if isinstance(error, ValidationError):
        found = error.errors(include_url=False, include_input=False)
        return "; ".join(sentences(found, AccountState))
    return error.strerror or str(error)


def _unwritable(path: Path, error: OSError) -> StateError:
    return StateError(
        f"a place to keep what a run changes of the accounts, {path}",
        seen=error.strerror or str(error),
        remedy="Make it writable, or name another in `state` under [accounts].",
    )
