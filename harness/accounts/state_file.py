"""What is known of the accounts of a target: their codes, and what the next login comes to.

A scenario changes the accounts that it uses. Each change is written to a file at once. A request
for a new code is written before the portal gets it, so that a run that is killed loses no code.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

from filelock import FileLock
from pydantic import ConfigDict, Field, TypeAdapter, ValidationError

from harness.accounts.model import MAX_ACCOUNTS, Account, secret_digest
from harness.core.errors import StateError, TargetError
from harness.core.files import lock_file, read_limited, write_whole
from harness.core.validation import sentences
from harness.core.value import Value


class LoginState(StrEnum):
    """What the next login with the known code comes to."""

    SETTLED = "settled"
    """It opens what lies behind it."""
    DUE = "due"
    """It asks for the second secret first."""
    CHANGING = "changing"
    """Unknown: a new secret was requested, and no mail with it came."""
    LOST = "lost"
    """It is refused: the secret must be renewed."""


class AccountState(Value):
    """What is known of one account; the codes stay out of the repr.

    Attributes:
        code: the secret that it logs in by, as far as it is known.
        second: the second secret that was shown last and is still due; "" for none.
        login: what the next login comes to.
        flags: those of its fields that runs have set.
        had: digests of the secrets that it had before, or may have had.
        given: a digest of the secret in the accounts' file. If the owner writes another code there,
            the state is void.
        changed: when it was changed last.
    """

    model_config = ConfigDict(hide_input_in_errors=True, extra="ignore")

    code: str = Field(repr=False)
    second: str = Field(default="", repr=False)
    login: LoginState = LoginState.SETTLED
    flags: dict[str, bool] = Field(default_factory=dict)
    had: tuple[str, ...] = ()
    given: str = ""
    changed: datetime


AccountStates = dict[str, AccountState]
"""States by the identifiers of the accounts."""
_STATES = TypeAdapter(AccountStates)


def initial_state(account: Account) -> AccountState:
    """The state of an account as its file gives it."""
    return AccountState(
        code=account.secret,
        given=_digest(account),
        changed=datetime.now(UTC),
    )


def with_state(account: Account, states: Mapping[str, AccountState]) -> Account:
    """An account with its present code, as far as that is known."""
    state = states.get(account.key)
    if state is None or state.given != _digest(account):
        return account
    return account.with_secret(state.code, state.flags, state.had)


def valid_state(account: Account, states: Mapping[str, AccountState]) -> AccountState:
    """The state of an account; its initial state if the owner has written another code since."""
    state = states.get(account.key)
    return state if state and state.given == _digest(account) else initial_state(account)


def _digest(account: Account) -> str:
    return secret_digest(account.key, account.secret)


class StateFile:
    """The file with the states of a target's accounts, readable for its owner only.

    Attributes:
        path: of the file; it need not exist.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock: FileLock | None = None

    def read(self) -> AccountStates:
        """The states in the file; none if there is no file.

        Raises:
            TargetError: the file is broken.
        """
        try:
            return _STATES.validate_json(read_limited(self.path, MAX_ACCOUNTS))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError) as error:
            raise TargetError(
                f"what is known of the accounts in {self.path}",
                seen=_reason(error),
                remedy="Mend it, or delete it and write the codes of today into the accounts.",
            ) from error

    def write(self, states: Mapping[str, AccountState]) -> None:
        """Write all states; they are on the disk when the call returns.

        Raises:
            StateError: they cannot be written.
        """
        data: dict[str, Any] = {k: v.model_dump(mode="json") for k, v in states.items()}
        try:
            text = json.dumps(data, ensure_ascii=False, indent=1)
            write_whole(self.path, text, private=True)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def lock(self) -> None:
        """Reserve the accounts for this process, until `unlock` or its end.

        Raises:
            StateError: the folder cannot be written.
            TargetError: another run uses the accounts.
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


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, ValidationError):
        return "\n".join(sentences(error, AccountState))
    return getattr(error, "strerror", "") or str(error)


def _unwritable(path: Path, error: OSError) -> StateError:
    return StateError(
        f"a place to keep what a run changes of the accounts, {path}",
        seen=error.strerror or str(error),
        remedy="Make it writable, or name another in `state` under [accounts].",
    )
