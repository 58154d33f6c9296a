"""What the portal remembers, in SQLite: accounts with hashed secrets, and sessions."""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from reference_impl.domain.accounts import Account, Registration, Role
from reference_impl.domain.hashing import hash_secret, hash_secrets
from reference_impl.domain.text import comparable

VERSION = 2  # of the schema, kept in the file's user_version

SCHEMA = f"""
CREATE TABLE IF NOT EXISTS account (
    identifier TEXT PRIMARY KEY,
    role TEXT NOT NULL,
    last_name TEXT NOT NULL,
    comparable_last_name TEXT NOT NULL,
    first_name TEXT NOT NULL,
    email TEXT NOT NULL,
    siret TEXT NOT NULL,
    bcr TEXT NOT NULL,
    contract TEXT NOT NULL,
    question TEXT NOT NULL,
    first_login_done INTEGER NOT NULL,
    email_valid INTEGER NOT NULL,
    code_hash BLOB,
    answer_hash BLOB,
    certification_hash BLOB,
    failures INTEGER NOT NULL DEFAULT 0,
    generation INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS account_by_siret ON account (siret);
CREATE INDEX IF NOT EXISTS account_by_last_name ON account (comparable_last_name);
CREATE TABLE IF NOT EXISTS session (
    key BLOB PRIMARY KEY,
    seen REAL NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS session_value (
    key BLOB NOT NULL REFERENCES session ON DELETE CASCADE ON UPDATE CASCADE,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (key, name)
) STRICT;
PRAGMA user_version = {VERSION};
"""


class StoreError(Exception):
    """The database file cannot be used; the message says why."""


class Store:
    """The database of one portal.

    Args:
        path: The database file; a temporary one that SQLite removes by itself if ``None``.

    Raises:
        StoreError: The file cannot be opened or is not a database of this portal.
    """

    def __init__(self, path: Path | None = None) -> None:
        # The empty name is SQLite's own for a temporary file.
        name = path or ""
        try:
            self.connection = sqlite3.connect(name, isolation_level=None, check_same_thread=False)
            self._prepare(path)
        except sqlite3.Error as error:
            raise StoreError(f"{name}: cannot be used as database ({error})") from error

    def _prepare(self, path: Path | None) -> None:
        self.connection.row_factory = sqlite3.Row
        (version,) = self.connection.execute("PRAGMA user_version").fetchone()
        (tables,) = self.connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
        if version != VERSION and tables:
            raise StoreError(f"{path}: not a database of this portal (version {version})")
        self.connection.execute("PRAGMA foreign_keys = ON")
        # A deleted code leaves no trace in the file.
        self.connection.execute("PRAGMA secure_delete = ON")
        # Only a file that was asked for must survive a crash.
        journal, synchronous = ("WAL", "NORMAL") if path else ("MEMORY", "OFF")
        self.connection.execute(f"PRAGMA journal_mode = {journal}")
        self.connection.execute(f"PRAGMA synchronous = {synchronous}")
        self.connection.executescript(SCHEMA)

    def close(self) -> None:
        """Close the database; a temporary one is gone then."""
        self.connection.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Make what is written inside happen as a whole or not at all."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def register(self, registrations: Sequence[Registration]) -> None:
        """Add the people who are not yet registered; those who are keep their state."""
        known = {row[0] for row in self.connection.execute("SELECT identifier FROM account")}
        new = [person for person in registrations if person.identifier not in known]
        hashes = hash_secrets(
            secret for p in new for secret in (p.confidential_code, comparable(p.answer))
        )
        with self.transaction():
            for person, code, answer in zip(new, hashes[::2], hashes[1::2], strict=True):
                self._insert(person, code, answer if person.question and person.answer else None)

    def _insert(self, person: Registration, code: bytes, answer: bytes | None) -> None:
        values = asdict(person) | {
            "comparable_last_name": comparable(person.last_name),
            "code_hash": code,
            "answer_hash": answer,
        }
        del values["confidential_code"], values["answer"]
        marks = ", ".join(f":{name}" for name in values)
        self.connection.execute(
            f"INSERT INTO account ({', '.join(values)}) VALUES ({marks})",  # noqa: S608 - our names
            values,
        )

    def accounts(self) -> Iterator[Account]:
        """Give every account, in the order of the identifiers."""
        for row in self.connection.execute("SELECT * FROM account ORDER BY identifier"):
            yield _account(row)

    def accounts_like(self, siret: str, last_name: str) -> Iterator[Account]:
        """Give the accounts of an establishment and those of a last name, by their identifiers."""
        for row in self.connection.execute(
            "SELECT * FROM account WHERE siret = ? OR comparable_last_name = ? ORDER BY identifier",
            (siret, comparable(last_name)),
        ):
            yield _account(row)

    def account(self, identifier: str) -> Account | None:
        """Give the account of an identifier typed exactly, or ``None``."""
        row = self.connection.execute(
            "SELECT * FROM account WHERE identifier = ?", (identifier,)
        ).fetchone()
        return _account(row) if row else None

    def questions(self) -> list[str]:
        """Give the secret questions that the accounts chose, each once."""
        rows = self.connection.execute(
            "SELECT DISTINCT question FROM account WHERE question <> '' ORDER BY question"
        )
        return [row[0] for row in rows]

    def replace_codes(self, identifier: str, confidential: str, certification: str) -> None:
        """Put new codes in the place of the old ones, with a fresh count of tries."""
        self.connection.execute(
            "UPDATE account SET code_hash = ?, certification_hash = ?, failures = 0,"
            " generation = generation + 1 WHERE identifier = ?",
            (hash_secret(confidential), hash_secret(certification), identifier),
        )

    def void_codes(self, identifier: str) -> None:
        """Cancel the confidential code and the certification code that goes with it."""
        self.connection.execute(
            "UPDATE account SET code_hash = NULL, certification_hash = NULL,"
            " generation = generation + 1 WHERE identifier = ?",
            (identifier,),
        )

    def add_failure(self, identifier: str) -> int:
        """Count one more wrong certification code, and give the count."""
        rows = self.connection.execute(
            "UPDATE account SET failures = failures + 1 WHERE identifier = ? RETURNING failures",
            (identifier,),
        ).fetchall()
        return sum(row[0] for row in rows)

    def certified(self, identifier: str) -> None:
        """Note that the certification code was given, so that it is not asked again."""
        self.connection.execute(
            "UPDATE account SET certification_hash = NULL, failures = 0 WHERE identifier = ?",
            (identifier,),
        )

    def logged_in(self, identifier: str) -> None:
        """Note that the person has logged in at least once."""
        self.connection.execute(
            "UPDATE account SET first_login_done = 1 WHERE identifier = ? AND first_login_done = 0",
            (identifier,),
        )


def _account(row: sqlite3.Row) -> Account:
    values = dict(row)
    del values["comparable_last_name"]
    values["role"] = Role(values["role"])
    for name in ("first_login_done", "email_valid"):
        values[name] = bool(values[name])
    return Account(**values)
