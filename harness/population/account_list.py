"""A list of accounts in a CSV file that is read row by row, so that it may be of any length."""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from harness.accounts.model import spelled
from harness.config.suite import Suite
from harness.core.errors import UsageError
from harness.core.files import read_rows
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
        digest: SHA-256 of the file, which identifies the list.
    """

    path: Path
    length: int
    digest: str
    columns: tuple[str, ...]
    suite: Suite

    def __iter__(self) -> Iterator[ListedAccount]:
        """The accounts in the order of the file; only one at a time is in memory."""
        for row, values in enumerate(_rows(self.path), start=1):
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
        for row, values in enumerate(_rows(self.path)):
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

    Raises:
        UsageError: it is missing, empty, too large, not UTF-8, or lacks a column that the search
            needs; or the suite has no search.
    """
    needed = tuple(search_of(suite).fields.values())
    columns: tuple[str, ...] = ()
    length = 0
    try:
        for length, row in enumerate(_rows(path), start=1):
            if None in row or None in row.values():
                raise _list_error(path, needed, f"row {length} has another number of columns")
            columns = columns or tuple(row)
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256")
    except (OSError, ValueError) as error:
        raise _list_error(path, needed, str(error)) from error
    missing = [name for name in needed if name not in columns]
    if missing or not length:
        seen = f"no column {', '.join(missing)}; the columns are {', '.join(columns)}"
        raise _list_error(path, needed, seen if length else "no row")
    return AccountList(path, length, digest.hexdigest(), columns, suite)


def _list_error(path: Path, needed: Sequence[str], seen: str) -> UsageError:
    return UsageError(
        f"a list of accounts as CSV in {path.name}, with the columns {', '.join(needed)}",
        seen=seen,
        remedy="Correct the file; docs/COMPARE.md describes it.",
    )


def _rows(path: Path) -> Iterator[dict[Any, Any]]:
    return read_rows(path, ",;\t")


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
