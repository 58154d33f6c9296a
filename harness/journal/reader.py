"""Reads journals from their files, as far as they were written."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from harness.core.errors import Fault, UsageError
from harness.core.folders.safe import SafeFolder
from harness.core.validation import check_format
from harness.model.journal import JOURNAL_FORMAT, Head, Journal, Record, assemble, parse_line

MAX_BYTES = 1 << 26  # of one journal


def read_journal(path: Path) -> Journal:
    """Read a journal; a last line that was cut off is left out.

    Raises:
        FormatError: the journal has another format.
        UnsafeFile: it is no plain file, or too large.
        UsageError: the file is missing, or is not a journal.
    """
    try:
        head, *records = _records(path)
    except (OSError, ValueError, RecursionError) as error:
        raise _no_journal(path, str(error).splitlines()[0]) from error
    if not isinstance(head, Head):
        raise _no_journal(path, f"a first line of kind {head.kind!r}")
    return assemble(head, (r for r in records if not isinstance(r, Head)))


def _records(path: Path) -> Iterator[Head | Record]:
    lines = SafeFolder(path.parent).read(path.name, MAX_BYTES).splitlines()
    if lines:
        _check_format(path.name, lines[0])
    for number, line in enumerate(lines, start=1):
        try:
            yield parse_line(line)
        except ValidationError:
            if number < len(lines) or number == 1:
                raise


def _check_format(name: str, line: bytes) -> None:
    head = json.loads(line)
    if isinstance(head, dict) and head.get("kind") == "head":
        check_format(name, head.get("format"), JOURNAL_FORMAT)


def _no_journal(path: Path, seen: str) -> Fault:
    return UsageError(
        f"a journal in {path.name}",
        seen=seen,
        remedy="Name a run's folder as `codes-perdus run` wrote it.",
    )
