"""Writes a journal while the walk goes; what is kept is what was written."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from errno import ENOSPC
from io import RawIOBase
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from harness.model.journal import Head, Journal, Record, SecretRecord, Step, assemble
from harness.model.secret import Secret
from harness.redaction.records import without_secrets
from harness.redaction.vault import Vault

JOURNAL = "journal.jsonl"
_R = TypeVar("_R", bound=Head | Record)


class JournalWriter:
    """Keeps the records of one walk, secrets hidden, each on disk before the next.

    Args:
        folder: the scenario's folder below the run's; None to keep nothing on disk.
        head: opens the journal.
        vault: the secrets to hide.

    Attributes:
        unkept: why the disk takes no more; "" while it does. What is recorded then is in memory.
    """

    def __init__(self, folder: Path | None, head: Head, vault: Vault) -> None:
        self.vault = vault
        self.folder = folder
        self._begun, self._began_at = perf_counter(), datetime.now(UTC)
        self._records: list[Record] = []
        self._known: set[str] = set()
        self.unkept = ""
        self._file: RawIOBase | None = None
        if folder:
            self._on_disk(lambda: self._open(folder))
        self.head = self._write(head)

    @property
    def elapsed(self) -> float:
        """Seconds since the journal's start."""
        return round(perf_counter() - self._begun, 4)

    def elapsed_at(self, moment: datetime) -> float:
        """Seconds from the journal's start to a moment of the wall clock."""
        return round((moment - self._began_at).total_seconds(), 4)

    @property
    def steps(self) -> int:
        """How many steps were recorded."""
        return self.count(Step)

    def count(self, kind: type[Record]) -> int:
        """How many records of a kind there are."""
        return sum(isinstance(record, kind) for record in self._records)

    def add(self, record: _R) -> _R:
        """Record something; returns it as it was kept, secrets hidden."""
        kept = self._write(record)
        if not isinstance(kept, Head):
            self._records.append(kept)
        return kept

    def learn(self, value: str, kind: str) -> str:
        """Come to know a secret: from now on it is hidden. Returns its pseudonym."""
        pseudonym = self.vault.add(value, kind)
        self.announce(pseudonym)
        return pseudonym

    def announce(self, pseudonym: str) -> None:
        """Record the kind and shape of a secret, once."""
        if pseudonym not in self._known:
            self._known.add(pseudonym)
            self.add(SecretRecord(secret=self._secret(pseudonym)))

    def _secret(self, pseudonym: str) -> Secret:
        return next(s for s in self.vault.secrets() if s.pseudonym == pseudonym)

    def keep(self, name: str, data: bytes) -> str:
        """Keep a file of evidence, secrets hidden; returns its path below the run's folder."""
        if self.folder is None:
            return ""
        path = self.folder / name

        def write() -> None:
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(data)

        return f"{self.folder.name}/{name}" if self._on_disk(write) else ""

    def journal(self) -> Journal:
        """The journal as it stands."""
        return assemble(self.head, self._records)

    def close(self) -> None:
        """Close the journal's file."""
        if self._file:
            self._file.close()

    def _write(self, record: _R) -> _R:
        line, kept = without_secrets(record, self.vault)
        if self._file:
            self._on_disk(lambda: self._append(line.encode() + b"\n"))
        return kept

    def _open(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        # unbuffered: what a full disk did not take must not be tried again at the end
        self._file = (folder / JOURNAL).open("wb", buffering=0)

    def _append(self, line: bytes) -> None:
        written = self._file.write(line) if self._file else None
        if written != len(line):
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def _on_disk(self, work: Callable[[], object]) -> bool:
        """Whether the disk took it; once it did not, it is left alone."""
        if not self.unkept:
            try:
                work()
            except OSError as error:
                place = self.folder.parent if self.folder else ""
                self.unkept = f"{error.strerror or error}: {place}"
        return not self.unkept
