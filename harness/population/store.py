"""The outcomes on disk, so that a killed process loses only the searches in progress."""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from harness.core.database import open_database
from harness.core.errors import EnvironmentFault, UsageError
from harness.population.account_list import ListedAccount
from harness.population.outcome import SearchOutcome

_FORMAT = 1
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE outcomes (
    row INTEGER PRIMARY KEY, old TEXT NOT NULL, new TEXT NOT NULL, traits TEXT NOT NULL,
    differs INTEGER NOT NULL, faulty INTEGER NOT NULL
);
"""


@dataclass(frozen=True)
class SearchResult:
    """One account with its outcomes on both portals."""

    account: ListedAccount
    old: SearchOutcome
    new: SearchOutcome

    @property
    def is_faulty(self) -> bool:
        """Whether a search broke, so that its outcome is not known."""
        return bool(self.old.fault or self.new.fault)

    @property
    def differs(self) -> bool:
        """Whether the outcomes differ."""
        return not self.is_faulty and self.old.differs(self.new)


class OutcomeStore:
    """Outcomes in a SQLite file.

    Args:
        path: of the file; created if it is missing, continued if it exists.
        about: names what is compared; a file about something else is refused.

    Raises:
        UsageError: the file belongs to another comparison, or has another format.
    """

    def __init__(self, path: Path, about: dict[str, str]) -> None:
        remedy = "Name another folder with --out, or delete that file."
        self._base = open_database(path, version=_FORMAT, schema=_TABLES, remedy=remedy)
        known = dict(self._base.execute("SELECT name, value FROM about"))
        strange = [name for name, value in about.items() if known.get(name, value) != value]
        if strange:
            raise UsageError(
                f"in {path.name} what is compared now",
                seen=f"another {' and another '.join(strange)}",
                remedy=remedy,
            )
        self._base.executemany("INSERT OR IGNORE INTO about VALUES (?, ?)", about.items())

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self._base.close()

    def is_known(self, row: int) -> bool:
        """Whether a row was searched on both portals without a fault."""
        found = self._base.execute("SELECT 1 FROM outcomes WHERE row=? AND NOT faulty", (row,))
        return found.fetchone() is not None

    def save(self, results: Iterable[SearchResult]) -> None:
        """Save outcomes, all or none.

        Raises:
            EnvironmentFault: the disk is full, or cannot be written.
        """
        rows = [_row(one) for one in results]
        try:
            with self._base:
                self._base.execute("BEGIN")
                self._base.executemany("INSERT OR REPLACE INTO outcomes VALUES (?,?,?,?,?,?)", rows)
        except sqlite3.OperationalError as error:
            raise EnvironmentFault(
                "room to store the outcomes of the searches",
                seen=str(error),
                remedy="Make room; the same command goes on with the rest.",
            ) from error

    @property
    def total(self) -> int:
        """How many rows were searched, those with faults included."""
        return self._count("SELECT COUNT(*) FROM outcomes")

    @property
    def differing(self) -> int:
        """How many rows have another outcome on the new portal."""
        return self._count("SELECT COUNT(*) FROM outcomes WHERE differs")

    @property
    def faulty(self) -> int:
        """How many rows have a fault."""
        return self._count("SELECT COUNT(*) FROM outcomes WHERE faulty")

    def _count(self, query: str) -> int:
        return int(self._base.execute(query).fetchone()[0])

    def outcome_pairs(self) -> Iterator[tuple[SearchOutcome, SearchOutcome, int, tuple[int, ...]]]:
        """The pairs of outcomes that differ: how often, and the first rows."""
        groups = self._base.execute(
            "SELECT old, new, COUNT(*), MIN(row) FROM outcomes WHERE differs"
            " GROUP BY old, new ORDER BY 3 DESC, 4"
        ).fetchall()
        for old, new, count, _ in groups:
            rows = self._base.execute(
                "SELECT row FROM outcomes WHERE differs AND old=? AND new=? ORDER BY row LIMIT ?",
                (old, new, MAX_ROWS),
            )
            first = tuple(row for (row,) in rows)
            yield _outcome(old), _outcome(new), count, first

    def traits(self) -> Iterator[tuple[str, str, int, int]]:
        """Each value of each trait: how many accounts have it, and how many of those differ."""
        yield from self._base.execute(
            "SELECT t.key, t.value, COUNT(*), SUM(differs) FROM outcomes,"
            " json_each(outcomes.traits) AS t WHERE NOT faulty GROUP BY t.key, t.value"
            " ORDER BY t.key, t.value"
        )

    def faults(self) -> Iterator[tuple[str, int]]:
        """The faults, and how often."""
        yield from self._base.execute(
            "SELECT CASE WHEN json_extract(old, '$.fault') != '' THEN 'old: ' ||"
            " json_extract(old, '$.fault') ELSE 'new: ' || json_extract(new, '$.fault') END,"
            " COUNT(*) FROM outcomes WHERE faulty GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
        )


MAX_ROWS = 10


def _row(one: SearchResult) -> tuple[int, str, str, str, bool, bool]:
    traits = json.dumps(one.account.traits, ensure_ascii=False, sort_keys=True)
    old, new = one.old.model_dump_json(), one.new.model_dump_json()
    return one.account.row, old, new, traits, one.differs, one.is_faulty


def _outcome(text: str) -> SearchOutcome:
    return SearchOutcome.model_validate_json(text)
