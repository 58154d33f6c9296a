"""The people of the portal, and the file that registers them."""

import json
import unicodedata
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from pathlib import Path
from typing import Any


class AccountsError(Exception):
    """The accounts file cannot be used; the message says where, and what was expected."""


class Role(StrEnum):
    """What a person may do for the establishment."""

    ADMINISTRATOR = "administrator"
    USER = "user"


@dataclass(frozen=True, kw_only=True)
class Registration:
    """One person as the accounts file registers them; the secrets stay out of the repr."""

    identifier: str
    confidential_code: str = field(repr=False)
    role: Role
    last_name: str
    first_name: str
    email: str
    siret: str
    bcr: str
    contract: str
    question: str
    answer: str = field(repr=False)
    first_login_done: bool
    email_valid: bool


@dataclass(frozen=True, kw_only=True)
class Account:
    """One person as the portal keeps them: secrets hashed, and the state of the codes.

    Attributes:
        code_hash: The hashed confidential code; ``None`` once it has been cancelled.
        answer_hash: The hashed answer to the secret question; ``None`` if none was chosen.
        certification_hash: The hashed certification code that the next login must ask, if any.
        failures: Wrong certification codes typed since the last generation.
        generation: How many times the confidential code was generated anew or cancelled.
    """

    identifier: str
    role: Role
    last_name: str
    first_name: str
    email: str
    siret: str
    bcr: str
    contract: str
    question: str
    first_login_done: bool
    email_valid: bool
    code_hash: bytes | None = field(repr=False)
    answer_hash: bytes | None = field(repr=False)
    certification_hash: bytes | None = field(repr=False)
    failures: int
    generation: int


MANDATORY = ("identifier", "confidential_code", "last_name", "first_name")
FLAGS = ("first_login_done", "email_valid")
NAMES = tuple(entry.name for entry in fields(Registration))


def load_accounts(path: Path) -> list[Registration]:
    """Read the accounts file: a JSON list of objects with the fields of `Registration`.

    Raises:
        AccountsError: The file cannot be read, is not such a list, or registers an identifier
            twice.
    """
    try:
        entries = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise AccountsError(
            f"{path}: cannot be read ({error.strerror}); give a JSON file of accounts"
        ) from error
    except ValueError as error:
        raise AccountsError(f"{path}: not JSON in UTF-8 ({error})") from error
    if not isinstance(entries, list):
        raise AccountsError(f"{path}: expected a list of accounts, seen {type(entries).__name__}")
    registrations = [_register(f"{path}: account {n}", e) for n, e in enumerate(entries, 1)]
    _refuse_twins(path, registrations)
    return registrations


def _register(where: str, entry: object) -> Registration:
    if not isinstance(entry, dict):
        raise AccountsError(f"{where}: expected an object, seen {type(entry).__name__}")
    _refuse_other_names(where, entry)
    values: dict[str, Any] = {name: _flag(where, name, entry[name]) for name in FLAGS}
    values |= {
        name: _text(where, name, entry[name]) for name in NAMES if name not in (*FLAGS, "role")
    }
    return Registration(role=_role(where, entry["role"]), **values)


def _refuse_other_names(where: str, entry: Mapping[str, object]) -> None:
    missing = [name for name in NAMES if name not in entry]
    unknown = sorted(set(entry) - set(NAMES))
    if missing:
        raise AccountsError(f"{where}: lacks {', '.join(missing)}")
    if unknown:
        raise AccountsError(f"{where}: unknown {', '.join(unknown)}; expected {', '.join(NAMES)}")


def _flag(where: str, name: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise AccountsError(f"{where}: {name} must be true or false, seen {value!r}")
    return value


def _role(where: str, value: object) -> Role:
    if value not in list(Role):
        raise AccountsError(f"{where}: role must be {' or '.join(Role)}, seen {value!r}")
    return Role(str(value))


def _text(where: str, name: str, value: object) -> str:
    # The value itself stays out of the message: it may be a secret.
    if not isinstance(value, str):
        raise AccountsError(f"{where}: {name} must be a text, seen {type(value).__name__}")
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise AccountsError(f"{where}: {name} holds a control character; give one line of text")
    if name in MANDATORY and not value.strip():
        raise AccountsError(f"{where}: {name} must not be empty")
    return value


def _refuse_twins(path: Path, registrations: list[Registration]) -> None:
    counts = Counter(registration.identifier for registration in registrations)
    twins = [identifier for identifier, count in counts.items() if count > 1]
    if twins:
        raise AccountsError(f"{path}: identifier registered more than once: {', '.join(twins)}")
