"""What is known so far, on disk: a kill costs at most the searches that were under way."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from harness.core.database import open_database
from harness.core.errors import UsageError
from harness.population.account_list import Subject
from harness.population.outcome import Outcome

_FORMAT = 1
_TABLES = """
CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE outcomes (
    row INTEGER PRIMARY KEY, old TEXT NOT NULL, new TEXT NOT NULL, traits TEXT NOT NULL,
    differs INTEGER NOT NULL, faulty INTEGER NOT NULL
);
"""


class Searched(NamedTuple):
    """One account with what came of it on both portals."""

    subject: Subject
    old: Outcome
    new: Outcome

    @property
    def is_faulty(self) -> bool:
        """Whether one side broke, so that nothing is known."""
        return bool(self.old.fault or self.new.fault)

    @property
    def differs(self) -> bool:
        """Whether the portals did not do the same."""
        return not self.is_faulty and self.old.differs(self.new)


class Store:
    """Outcomes in a SQLite file.

    Args:
        path: of the file; made if it is missing, gone on with if it is there.
        about: what was compared: a file about something else is refused.

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

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._base.close()

    def is_known(self, row: int) -> bool:
        """Whether a row was searched on both sides without a fault."""
        found = self._base.execute("SELECT 1 FROM outcomes WHERE row=? AND NOT faulty", (row,))
        return found.fetchone() is not None

    def keep(self, searched: Iterable[Searched]) -> None:
        """Keep outcomes, all at once or none."""
        rows = [_row(one) for one in searched]
        with self._base:
            self._base.execute("BEGIN")
            self._base.executemany("INSERT OR REPLACE INTO outcomes VALUES (?,?,?,?,?,?)", rows)

    @property
    def total(self) -> int:
        """How many rows were searched, those that broke included."""
        return self._count("SELECT COUNT(*) FROM outcomes")

    @property
    def differing(self) -> int:
        """How many rows have another outcome on either side."""
        return self._count("SELECT COUNT(*) FROM outcomes WHERE differs")

    @property
    def faulty(self) -> int:
        """How many rows of which nothing is known, because something broke."""
        return self._count("SELECT COUNT(*) FROM outcomes WHERE faulty")

    def _count(self, query: str) -> int:
        return int(self._base.execute(query).fetchone()[0])

    def pairs(self) -> Iterator[tuple[Outcome, Outcome, int, tuple[int, ...]]]:
        """What differs, by both outcomes: how often, and the first rows."""
        groups = self._base.execute(
            "SELECT old, new, COUNT(*), MIN(row) FROM outcomes WHERE differs"
            " GROUP BY old, new ORDER BY 3 DESC, 4"
        ).fetchall()
        for old, new, count, _ in groups:
            rows = self._base.execute(
                "SELECT row FROM outcomes WHERE differs AND old=? AND new=? ORDER BY row LIMIT ?",
                (old, new, _ROWS_TOLD),
            )
            first = tuple(row for (row,) in rows)
            yield _outcome(old), _outcome(new), count, first

    def traits(self) -> Iterator[tuple[str, str, int, int]]:
        """Each trait with each of its values: how many have it, and how many of those differ."""
        yield from self._base.execute(
            "SELECT t.key, t.value, COUNT(*), SUM(differs) FROM outcomes,"
            " json_each(outcomes.traits) AS t WHERE NOT faulty GROUP BY t.key, t.value"
            " ORDER BY t.key, t.value"
        )

    def faults(self) -> Iterator[tuple[str, int]]:
        """What broke, and how often."""
        yield from self._base.execute(
            "SELECT CASE WHEN json_extract(old, '$.fault') != '' THEN 'old: ' ||"
            " json_extract(old, '$.fault') ELSE 'new: ' || json_extract(new, '$.fault') END,"
            " COUNT(*) FROM outcomes WHERE faulty GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20"
        )


_ROWS_TOLD = 10


def _row(one: Searched) -> tuple[int, str, str, str, bool, bool]:
    traits = json.dumps(one.subject.traits, ensure_ascii=False, sort_keys=True)
    old, new = one.old.model_dump_json(), one.new.model_dump_json()
    return one.subject.row, old, new, traits, one.differs, one.is_faulty


def _outcome(text: str) -> Outcome:
    return Outcome.model_validate_json(text)
