"""The list of accounts: a CSV file that is read row by row, however long it is."""

import csv
import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict

from harness.accounts.model import Spelling, spelled
from harness.core.errors import UsageError

NEEDED = ("last_name", "first_name", "siret", "bcr", "contract")
"""The columns that a search types."""
_FACTS = frozenset({*NEEDED, "identifier", "email", "confidential_code", "question", "answer"})
_SPELLINGS: tuple[Spelling, ...] = ("accent", "apostrophe", "hyphen", "ligature", "blank")
_FLAGS = frozenset({"role", "first_login_done", "email_valid"})
_LONGEST_TRAIT = 60


class Subject(BaseModel):
    """One account of the list.

    Attributes:
        row: its row, 1 for the first under the heads.
        facts: what the search types, and the identifier that it should find.
        traits: what it may share with others: columns of few values, how its names are written.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    row: int
    facts: dict[str, str]
    traits: dict[str, str]

    def __repr_args__(self) -> Iterator[tuple[str, object]]:
        yield "row", self.row  # whose account it is stays out of logs


@dataclass(frozen=True)
class Register:
    """A list of accounts on disk, with heads as in docs/TARGETS.md.

    Args:
        path: of the CSV file: UTF-8, separated by commas, semicolons or tabs.
        length: number of rows.
        digest: SHA-256 of the file, by which a list is known again.
        heads: the columns that it has.
    """

    path: Path
    length: int
    digest: str
    heads: tuple[str, ...]

    def __iter__(self) -> Iterator[Subject]:
        """The accounts in the order of the file; one at a time is in memory."""
        with _opened(self.path) as file:
            for row, values in enumerate(_reader(file), start=1):
                yield _subject(row, values)

    def as_accounts(self, target: IO[str]) -> None:
        """Write the list as the JSON that a launched portal reads, row by row.

        Raises:
            UsageError: it lacks what a portal must know of its people.
        """
        lacking = sorted((_FACTS | _FLAGS) - set(self.heads))
        if lacking:
            raise UsageError(
                f"every column of an account in {self.path.name}, to launch a portal with it",
                seen=f"no {', '.join(lacking)}",
                remedy="Add them (docs/TARGETS.md), or compare portals that serve already.",
            )
        target.write("[")
        with _opened(self.path) as file:
            for row, values in enumerate(_reader(file)):
                target.write(",\n" if row else "")
                json.dump(_account(values), target, ensure_ascii=False)
        target.write("]")


def open_register(path: Path) -> Register:
    """Look a list through once.

    Raises:
        UsageError: it is missing, empty, not UTF-8, or lacks a column that the search needs.
    """
    digest, length = hashlib.sha256(), 0
    try:
        with path.open("rb") as raw:
            while piece := raw.read(1 << 20):
                digest.update(piece)
        with _opened(path) as file:
            reader = _reader(file)
            heads = tuple(reader.fieldnames or ())
            for length, row in enumerate(reader, start=1):
                if None in row or None in row.values():
                    raise _broken(path, f"row {length} has another number of columns")
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _broken(path, str(error)) from error
    lacking = [name for name in NEEDED if name not in heads]
    if lacking or not length:
        seen = f"no column {', '.join(lacking)}" if lacking else "no row"
        raise _broken(path, f"{seen}; the columns are {', '.join(heads) or 'none'}")
    return Register(path, length, digest.hexdigest(), heads)


def _broken(path: Path, seen: str) -> UsageError:
    return UsageError(
        f"a list of accounts as CSV in {path.name}, with the columns {', '.join(NEEDED)}",
        seen=seen,
        remedy="Correct the file; docs/COMPARE.md describes it.",
    )


def _opened(path: Path) -> IO[str]:
    return path.open(encoding="utf-8-sig", newline="")


def _reader(file: IO[str]) -> "csv.DictReader[str]":
    head = file.readline()
    file.seek(0)
    separator = max(",;\t", key=head.count)
    return csv.DictReader(file, delimiter=separator, strict=True)


def _subject(row: int, values: Mapping[str, str]) -> Subject:
    facts = {name: values[name] for name in (*NEEDED, "identifier", "role") if name in values}
    others = {name: value for name, value in values.items() if name not in _FACTS}
    return Subject(row=row, facts=facts, traits=_short(others) | _written(facts))


def _short(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value[:_LONGEST_TRAIT] for name, value in values.items()}


def _written(facts: Mapping[str, str]) -> dict[str, str]:
    """How names and numbers are written."""
    names = facts["last_name"], facts["first_name"]
    traits = {f"{sign} in the names": _yes(spelled(names, sign)) for sign in _SPELLINGS}
    traits["last name in capitals"] = _yes(facts["last_name"].isupper())
    numbers = {"bcr": facts["bcr"], "contract": facts["contract"]}
    given = [name for name, value in numbers.items() if value]
    return traits | {"searched by": " and ".join(given) or "neither bcr nor contract"}


def _yes(holds: object) -> str:
    return "yes" if holds else "no"


def _account(values: Mapping[str, str]) -> dict[str, object]:
    account: dict[str, object] = {name: values[name] for name in (*sorted(_FACTS), "role")}
    for name in ("first_login_done", "email_valid"):
        account[name] = values[name].strip().lower() in {"true", "yes", "1", "oui"}
    return account
