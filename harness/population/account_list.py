"""A list of accounts in a CSV file that is read row by row, so that it may be of any length."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from harness.accounts.model import Spelling, spelled
from harness.core.errors import UsageError
from harness.core.value import Value

REQUIRED_COLUMNS = ("last_name", "first_name", "siret", "bcr", "contract")
"""The columns that a search types."""
_ACCOUNT_COLUMNS = frozenset(
    {*REQUIRED_COLUMNS, "identifier", "email", "confidential_code", "question", "answer"}
)
_SPELLINGS: tuple[Spelling, ...] = ("accent", "apostrophe", "hyphen", "ligature", "blank")
_FLAGS = frozenset({"role", "first_login_done", "email_valid"})
MAX_TRAIT_LENGTH = 60


class ListedAccount(Value):
    """One account of the list.

    Attributes:
        row: its row, 1 for the first below the header.
        values: what the search types, and the identifier that it should find.
        traits: what other accounts may have too: the other columns, and how its names are
            written (`trait-…`, which are messages).
    """

    row: int
    values: dict[str, str]
    traits: dict[str, str]

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        yield "row", self.row  # logs must not identify the account


@dataclass(frozen=True)
class AccountList:
    """A list of accounts on disk, with the columns of docs/TARGETS.md.

    Args:
        path: of the CSV file: UTF-8, separated by commas, semicolons or tabs.
        length: number of rows.
        digest: SHA-256 of the file, which identifies the list.
        columns: their names.
    """

    path: Path
    length: int
    digest: str
    columns: tuple[str, ...]

    def __iter__(self) -> Iterator[ListedAccount]:
        """The accounts in the order of the file; only one at a time is in memory."""
        with _open_csv(self.path) as file:
            for row, values in enumerate(_csv_reader(file), start=1):
                yield _listed_account(row, values)

    def write_accounts(self, target: IO[str]) -> None:
        """Write the list as JSON for a launched portal, row by row.

        Raises:
            UsageError: a column of an account is missing.
        """
        missing = sorted((_ACCOUNT_COLUMNS | _FLAGS) - set(self.columns))
        if missing:
            raise UsageError(
                f"every column of an account in {self.path.name}, to launch a portal with it",
                seen=f"no {', '.join(missing)}",
                remedy="Add them (docs/TARGETS.md), or compare portals that serve already.",
            )
        target.write("[")
        with _open_csv(self.path) as file:
            for row, values in enumerate(_csv_reader(file)):
                target.write(",\n" if row else "")
                json.dump(_account(values), target, ensure_ascii=False)
        target.write("]")


def open_account_list(path: Path) -> AccountList:
    """Read a list once, to check it.

    Raises:
        UsageError: it is missing, empty, not UTF-8, or lacks a column that the search needs.
    """
    digest, length = hashlib.sha256(), 0
    try:
        with path.open("rb") as raw:
            while chunk := raw.read(1 << 20):
                digest.update(chunk)
        with _open_csv(path) as file:
            reader = _csv_reader(file)
            columns = tuple(reader.fieldnames or ())
            for length, row in enumerate(reader, start=1):
                if None in row or None in row.values():
                    raise _list_error(path, f"row {length} has another number of columns")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _list_error(path, str(error)) from error
    missing = [name for name in REQUIRED_COLUMNS if name not in columns]
    if missing or not length:
        seen = f"no column {', '.join(missing)}" if missing else "no row"
        raise _list_error(path, f"{seen}; the columns are {', '.join(columns) or 'none'}")
    return AccountList(path, length, digest.hexdigest(), columns)


def _list_error(path: Path, seen: str) -> UsageError:
    return UsageError(
        f"a list of accounts as CSV in {path.name}, with the columns {', '.join(REQUIRED_COLUMNS)}",
        seen=seen,
        remedy="Correct the file; docs/COMPARE.md describes it.",
    )


def _open_csv(path: Path) -> IO[str]:
    return path.open(encoding="utf-8-sig", newline="")


def _csv_reader(file: IO[str]) -> "csv.DictReader[str]":
    head = file.readline()
    file.seek(0)
    separator = max(",;\t", key=head.count)
    return csv.DictReader(file, delimiter=separator, strict=True)


def _listed_account(row: int, values: Mapping[str, str]) -> ListedAccount:
    names = (*REQUIRED_COLUMNS, "identifier", "role")
    own = {name: values[name] for name in names if name in values}
    others = {
        name: value[:MAX_TRAIT_LENGTH]
        for name, value in values.items()
        if name not in _ACCOUNT_COLUMNS
    }
    return ListedAccount(row=row, values=own, traits=others | _spelling_traits(own))


def _spelling_traits(values: Mapping[str, str]) -> dict[str, str]:
    """How the names are written, and which numbers the search types."""
    names = values["last_name"], values["first_name"]
    traits = {f"trait-{sign}": _yes_or_no(spelled(names, sign)) for sign in _SPELLINGS}
    numbers = [name for name in ("bcr", "contract") if values[name]]
    return traits | {
        "trait-capitals": _yes_or_no(values["last_name"].isupper()),
        "trait-searched-by": " + ".join(numbers) or "–",
    }


def _yes_or_no(holds: object) -> str:
    return "yes" if holds else "no"


def _account(values: Mapping[str, str]) -> dict[str, object]:
    names = (*sorted(_ACCOUNT_COLUMNS), "role")
    account: dict[str, object] = {name: values[name] for name in names}
    for name in ("first_login_done", "email_valid"):
        account[name] = values[name].strip().lower() in {"true", "yes", "1", "oui"}
    return account
