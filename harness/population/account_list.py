"""A list of accounts in a CSV file that is read row by row, so that it may be of any length."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from harness.accounts.model import spelled
from harness.config.suite import Suite
from harness.core.errors import UsageError
from harness.core.value import Value
from harness.suite.population_search import PopulationSearch

MAX_TRAIT_LENGTH = 60
_TRUE = frozenset({"true", "yes", "1", "oui"})


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
        suite: whose accounts they are.
    """

    path: Path
    length: int
    digest: str
    columns: tuple[str, ...]
    suite: Suite

    def __iter__(self) -> Iterator[ListedAccount]:
        """The accounts in the order of the file; only one at a time is in memory."""
        with _open_csv(self.path) as file:
            for row, values in enumerate(_csv_reader(file), start=1):
                yield _listed_account(row, values, self.suite)

    def write_accounts(self, target: IO[str]) -> None:
        """Write the list as JSON for a launched portal, row by row.

        Raises:
            UsageError: a column of an account is missing.
        """
        missing = sorted(set(self.suite.accounts.fields) - set(self.columns))
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
                json.dump(_account(values, self.suite), target, ensure_ascii=False)
        target.write("]")


def search_of(suite: Suite) -> PopulationSearch:
    """How a suite searches a list of accounts.

    Raises:
        UsageError: its manifest does not say.
    """
    if suite.search:
        return suite.search
    raise UsageError(
        f"a suite that says how accounts are searched, for {suite.name}",
        seen="no section [search] in its suite.toml",
        remedy="Leave --accounts out, or describe the search there.",
    )


def open_account_list(path: Path, suite: Suite) -> AccountList:
    """Read a list once, to check it.

    Args:
        path: of the CSV file.
        suite: whose accounts they are.

    Raises:
        UsageError: it is missing, empty, not UTF-8, or lacks a column that the search needs; or
            the suite has no search.
    """
    needed = tuple(search_of(suite).fields.values())
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
                    raise _list_error(path, needed, f"row {length} has another number of columns")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _list_error(path, needed, str(error)) from error
    missing = [name for name in needed if name not in columns]
    if missing or not length:
        seen = f"no column {', '.join(missing)}" if missing else "no row"
        raise _list_error(path, needed, f"{seen}; the columns are {', '.join(columns) or 'none'}")
    return AccountList(path, length, digest.hexdigest(), columns, suite)


def _list_error(path: Path, needed: Sequence[str], seen: str) -> UsageError:
    return UsageError(
        f"a list of accounts as CSV in {path.name}, with the columns {', '.join(needed)}",
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


def _listed_account(row: int, values: Mapping[str, str], suite: Suite) -> ListedAccount:
    schema = suite.accounts
    typed = dict.fromkeys((*search_of(suite).fields.values(), schema.key, schema.role))
    hidden = {*schema.texts, *schema.secrets}
    others = {
        name: value[:MAX_TRAIT_LENGTH] for name, value in values.items() if name not in hidden
    }
    return ListedAccount(
        row=row,
        values={name: values[name] for name in typed if name in values},
        traits=others | _spelling_traits(values, suite),
    )


def _spelling_traits(values: Mapping[str, str], suite: Suite) -> dict[str, str]:
    """How the names are written, and which numbers the search types."""
    search, schema = search_of(suite), suite.accounts
    names = [values[name] for name in schema.spelling.fields if name in values]
    numbers = [name for name in search.numbers if values.get(name)]
    traits = {f"trait-{sign}": _yes_or_no(spelled(names, sign, schema)) for sign in search.spelled}
    return traits | {
        "trait-capitals": _yes_or_no(any(name.isupper() for name in names[:1])),
        "trait-searched-by": " + ".join(numbers) or "–",
    }


def _yes_or_no(holds: object) -> str:
    return "yes" if holds else "no"


def _account(values: Mapping[str, str], suite: Suite) -> dict[str, object]:
    return {
        name: values[name].strip().lower() in _TRUE if field.kind == "flag" else values[name]
        for name, field in suite.accounts.fields.items()
    }
