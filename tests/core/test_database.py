"""SQLite files carry the number of their format, and no other number is read."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from harness.core.database import open_database, open_read_only
from harness.core.errors import UsageError

SCHEMA = "CREATE TABLE note (value TEXT);"
REMEDY = "Begin anew."
ENDLESS = (
    "DROP TABLE note; CREATE VIEW note AS"
    " WITH RECURSIVE n(value) AS (SELECT 'x' UNION ALL SELECT value FROM n) SELECT * FROM n;"
)


def write(path: Path, version: int = 3) -> None:
    """Write one row into a database of a format."""
    base = open_database(path, version=version, schema=SCHEMA, remedy=REMEDY)
    base.execute("INSERT INTO note VALUES ('here')")
    base.close()


def test_a_file_is_opened_again_with_what_it_holds(tmp_path: Path) -> None:
    """To write on, and to read only."""
    path = tmp_path / "a.sqlite"
    write(path)
    write(path)
    base = open_read_only(path, version=3, schema=SCHEMA, remedy=REMEDY)
    assert base.execute("SELECT count(*) FROM note").fetchone() == (2,)
    with pytest.raises(sqlite3.OperationalError):
        base.execute("DELETE FROM note")
    base.close()


def test_another_format_is_refused(tmp_path: Path) -> None:
    """A newer one, one without a number, and a file that is no database; none is changed."""
    newer, unnumbered, text = (tmp_path / name for name in ("newer", "unnumbered", "text"))
    write(newer, version=4)
    base = sqlite3.connect(unnumbered)
    base.executescript(SCHEMA)
    base.close()
    text.write_text("no database, but long enough to have the head of one" * 9, encoding="utf-8")
    for path in (newer, unnumbered, text):
        before = path.read_bytes()
        with pytest.raises(UsageError, match=REMEDY):
            open_database(path, version=3, schema=SCHEMA, remedy=REMEDY)
        with pytest.raises(UsageError, match=REMEDY):
            open_read_only(path, version=3, schema=SCHEMA, remedy=REMEDY)
        assert path.read_bytes() == before


@pytest.mark.parametrize(
    "change",
    [
        ENDLESS,
        "CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM note; END;",
        "ALTER TABLE note ADD COLUMN more TEXT;",
        "INSERT INTO note VALUES (x'00');",
    ],
    ids=["a view without end", "a trigger", "another column", "another type"],
)
def test_tables_of_others_are_refused(tmp_path: Path, change: str) -> None:
    """A file that came from somebody else may answer our queries with queries of its own."""
    path = tmp_path / "a.sqlite"
    write(path)
    with closing(sqlite3.connect(path)) as base:
        base.executescript(change)
    for open_it in (open_database, open_read_only):
        with pytest.raises(UsageError, match=REMEDY):
            open_it(path, version=3, schema=SCHEMA, remedy=REMEDY)
