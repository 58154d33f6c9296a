"""Writes the journal of a scenario line by line; what was written is never changed."""

import os
from collections.abc import Callable
from datetime import UTC, datetime
from errno import ENOSPC
from io import RawIOBase
from pathlib import Path
from time import perf_counter
from typing import TypeVar

from harness.core.folders.safe import SafeFolder
from harness.model.journal import Head, Journal, Record, SecretRecord, Step, assemble
from harness.redaction.late import LateRedaction
from harness.redaction.records import without_secrets
from harness.redaction.vault import Vault

JOURNAL = "journal.jsonl"
_R = TypeVar("_R", bound=Head | Record)


class JournalWriter:
    """Writes the records of one scenario, secrets redacted, each to disk before the next.

    Args:
        folder: the scenario's folder in the run's folder; None writes nothing to disk.
        head: the first line of the journal.

    Attributes:
        write_error: why nothing more is written to disk; "" while writing works. Later records
            are in memory only.
    """

    def __init__(self, folder: Path | None, head: Head, vault: Vault) -> None:
        self.vault = vault
        self.folder = folder
        self._begun, self._began_at = perf_counter(), datetime.now(UTC)
        self._records: list[Record] = []
        self._known: set[str] = set()
        self.write_error = ""
        self._file: RawIOBase | None = None
        self._files = SafeFolder(folder.parent) if folder else None
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
        """Number of recorded steps."""
        return self.count(Step)

    def count(self, kind: type[Record]) -> int:
        """Number of records of a kind."""
        return sum(isinstance(record, kind) for record in self._records)

    def add(self, record: _R) -> _R:
        """Write a record; returns it as it was written, secrets redacted."""
        written = self._write(record)
        if not isinstance(written, Head):
            self._records.append(written)
        return written

    def learn(self, value: str, kind: str, *, shown: str = "") -> str:
        """Learn a secret, shown perhaps with blanks between its groups; returns its pseudonym.

        It is redacted from now on, and in what was written before: a portal may have shown it
        earlier than it was known to be one.
        """
        known = len(self.vault)
        pseudonym = self.vault.add(value, kind, shown)
        if len(self.vault) > known:
            self._hide_in_written(value)
        self.announce(pseudonym)
        return pseudonym

    def announce(self, pseudonym: str) -> None:
        """Record the kind and shape of a secret, once."""
        if pseudonym not in self._known:
            self._known.add(pseudonym)
            secret = next(s for s in self.vault.secrets() if s.pseudonym == pseudonym)
            self.add(SecretRecord(secret=secret))

    def store(self, name: str, data: bytes) -> str:
        """Store a file of evidence without secrets in the scenario's folder.

        Returns:
            Its path in the run's folder; "" if nothing is written to disk.
        """
        if self.folder is None or self._files is None:
            return ""
        files, path = self._files, f"{self.folder.name}/{name}"
        return path if self._on_disk(lambda: files.write(path, data)) else ""

    def journal(self) -> Journal:
        """The journal as far as it is written."""
        return assemble(self.head, self._records)

    def close(self) -> None:
        """Close the journal's file."""
        if self._file:
            self._file.close()

    def _write(self, record: _R) -> _R:
        line, redacted = without_secrets(record, self.vault)
        if self._file:
            self._on_disk(lambda: self._append(line.encode() + b"\n"))
        return redacted

    def _hide_in_written(self, value: str) -> None:
        """Hide a new secret in all that was written before it was known."""
        late = LateRedaction(self._files, self.vault, value)
        records: list[Record] = []
        self._on_disk(lambda: records.extend(map(late.redacted, self._records)))
        if len(records) == len(self._records) and records != self._records:
            self._records = records
            self._on_disk(self._write_again)

    def _write_again(self) -> None:
        """Replace the journal on disk, in one move, by one with the records as they are now."""
        if self._file and self._files and self.folder:
            name = f"{self.folder.name}/{JOURNAL}"
            lines = (without_secrets(one, self.vault)[0] for one in (self.head, *self._records))
            self._files.write(name, "".join(f"{line}\n" for line in lines).encode())
            self._file.close()
            self._file = self._files.append(name)

    def _open(self, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        # Unbuffered: what a full disk did not take must not be written again at the end.
        self._file = SafeFolder(folder.parent).create(f"{folder.name}/{JOURNAL}")

    def _append(self, line: bytes) -> None:
        written = self._file.write(line) if self._file else None
        if written != len(line):
            raise OSError(ENOSPC, os.strerror(ENOSPC))

    def _on_disk(self, work: Callable[[], object]) -> bool:
        """Do something on disk; returns whether it worked. After an error nothing more is tried."""
        if not self.write_error:
            try:
                work()
            except OSError as error:
                folder = self.folder.parent if self.folder else ""
                self.write_error = f"{error.strerror or error}: {folder}"
        return not self.write_error
