"""SQLite files that carry the number of their format."""

import sqlite3
from contextlib import closing
from pathlib import Path

from harness.core.errors import UsageError

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table'"


def open_database(path: Path, *, version: int, schema: str, remedy: str) -> sqlite3.Connection:
    """Open a SQLite file for writing, and create it if it is missing.

    A process that is killed loses at most its open transaction.

    Args:
        path: of the file.
        version: number of the format that the caller reads and writes.
        schema: statements that create the tables of a new file.
        remedy: what the user can do about a file of another format.

    Raises:
        UsageError: the file has another format, or is no SQLite file.
    """
    base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        if _is_empty(base, path, remedy):
            base.executescript(f"BEGIN; {schema} PRAGMA user_version = {version}; COMMIT;")
        _check_format(base, path, version, schema, remedy)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        base.close()
        raise
    return base


def open_read_only(path: Path, *, version: int, schema: str, remedy: str) -> sqlite3.Connection:
    """Open a SQLite file that is there for reading.

    Raises:
        UsageError: the file has another format, or is no SQLite file.
    """
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        _check_format(base, path, version, schema, remedy)
    except BaseException:
        base.close()
        raise
    return base


def _is_empty(base: sqlite3.Connection, path: Path, remedy: str) -> bool:
    try:
        (tables,) = base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.DatabaseError as error:
        raise _wrong_format(path, str(error), remedy) from error
    return not tables


def _check_format(
    base: sqlite3.Connection, path: Path, version: int, schema: str, remedy: str
) -> None:
    """Check the number of the format, and that the tables are ours.

    Somebody else's file may hold a view in place of a table: a query that has no end.
    """
    try:
        (found,) = base.execute("PRAGMA user_version").fetchone()
        seen = f"format {found}, expected {version}" if found != version else ""
        seen = seen or _difference(base, schema)
    except sqlite3.DatabaseError as error:
        raise _wrong_format(path, str(error), remedy) from error
    if seen:
        raise _wrong_format(path, seen, remedy)


def _difference(base: sqlite3.Connection, schema: str) -> str:
    """What in a database is not as its schema says; "" for nothing."""
    with closing(sqlite3.connect(":memory:")) as model:
        model.executescript(schema)
        if _parts(base) != _parts(model):
            return "other tables than it should have"
        tables = [name for (name,) in model.execute(_TABLES)]
    return next(filter(None, (_strange_value(base, name) for name in tables)), "")


def _strange_value(base: sqlite3.Connection, table: str) -> str:
    """A column of a table that has a value of another type than its own; "" for none.

    SQLite itself takes any value in any column.
    """
    for _, column, declared, is_filled, _, is_key in base.execute(f"PRAGMA table_info({table})"):
        may_be = (declared.lower(), *(() if is_filled or is_key else ("null",)))
        marks = ", ".join("?" * len(may_be))
        query = f"SELECT 1 FROM {table} WHERE typeof({column}) NOT IN ({marks}) LIMIT 1"  # noqa: S608
        if base.execute(query, may_be).fetchone():
            return f"something else than {declared} in {table}.{column}"
    return ""


def _parts(base: sqlite3.Connection) -> set[tuple[str, str, str | None]]:
    """What a database consists of: kinds, names and definitions of its parts."""
    return set(base.execute("SELECT type, name, sql FROM sqlite_master"))


def _wrong_format(path: Path, seen: str, remedy: str) -> UsageError:
    return UsageError(f"{path.name} as this version writes it", seen=seen, remedy=remedy)
