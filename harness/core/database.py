"""SQLite files that carry the number of their format."""

import sqlite3
from pathlib import Path

from harness.core.errors import UsageError


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
        _check_version(base, path, version, remedy)
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
    except BaseException:
        base.close()
        raise
    return base


def open_read_only(path: Path, *, version: int, remedy: str) -> sqlite3.Connection:
    """Open a SQLite file that is there for reading.

    Raises:
        UsageError: the file has another format, or is no SQLite file.
    """
    base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        _check_version(base, path, version, remedy)
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


def _check_version(base: sqlite3.Connection, path: Path, version: int, remedy: str) -> None:
    try:
        (found,) = base.execute("PRAGMA user_version").fetchone()
    except sqlite3.DatabaseError as error:
        raise _wrong_format(path, str(error), remedy) from error
    if found != version:
        raise _wrong_format(path, f"format {found}, expected {version}", remedy)


def _wrong_format(path: Path, seen: str, remedy: str) -> UsageError:
    return UsageError(f"{path.name} as this version writes it", seen=seen, remedy=remedy)
