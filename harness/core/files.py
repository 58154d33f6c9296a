"""Reading and writing files: whole, locked, as TOML, as tables."""

import csv
import json
import os
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from copy import deepcopy
from errno import ENOENT
from functools import lru_cache
from itertools import chain, count
from pathlib import Path
from typing import Any, TextIO

from filelock import FileLock, Timeout

from harness.core.errors import UsageError
from harness.core.folders.safe import SafeFolder

MAX_TEXT = 2_000_000  # bytes of a file that people write
MAX_TABLE = 1 << 32  # bytes of a table
MAX_ROW = 1 << 20  # characters of one row of a table
_SHORT = 50_000  # characters of a file whose content is remembered
_MAX_PARTS = 60
_PART = r"""(?:[\w-]++|"[^"\n]{0,99}+"|'[^'\n]{0,99}+')"""
_LONG_KEY = re.compile(rf"""(?<![\w"'.-])(?:{_PART}[ \t]{{0,9}}+\.[ \t]{{0,9}}+){{{_MAX_PARTS}}}""")


def read_toml(
    path: Path,
    error: type[UsageError] = UsageError,
    *,
    expected: str = "",
    remedy: str = "Correct the file.",
) -> dict[str, Any]:
    """Read a TOML file.

    Raises:
        UsageError: the file is missing, too large, or no TOML in UTF-8. It is of the class
            `error`, and says what was expected and what the user can do.
    """
    try:
        return parse_toml(read_limited(path))
    except RecursionError as cause:
        seen = "tables or lists within one another without end"
        raise error(expected or _toml_in(path), seen=seen, remedy=remedy) from cause
    except (OSError, ValueError) as cause:
        raise error(expected or _toml_in(path), seen=str(cause), remedy=remedy) from cause


def parse_toml(text: str) -> dict[str, Any]:
    """The content of a TOML file.

    Raises:
        ValueError: it is no TOML, or a key in it has more parts than anybody writes.
        RecursionError: its tables or lists are within one another without end.
    """
    return deepcopy(_parsed_once(text)) if len(text) < _SHORT else _parsed(text)


@lru_cache(maxsize=64)
def _parsed_once(text: str) -> dict[str, Any]:
    """A guide is read for each side of a comparison, and again from the folder of a run."""
    return _parsed(text)


def _parsed(text: str) -> dict[str, Any]:
    if _LONG_KEY.search(text):  # the time that the library takes grows with their square
        raise ValueError(f"a key with more than {_MAX_PARTS} parts")
    return tomllib.loads(text)


def toml_string(text: str) -> str:
    """A text as TOML writes it, which knows all escapes of JSON."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def toml_value(value: object) -> str:
    """A value of JSON as TOML writes it on one line; nothing for null."""
    if isinstance(value, Mapping):
        rows = (f"{_toml_key(str(key))} = {toml_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(rows)} }}" if value else "{}"
    if isinstance(value, str):
        return toml_string(value)
    if isinstance(value, Iterable):
        return f"[{', '.join(map(toml_value, value))}]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _toml_key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else toml_string(name)


def _toml_in(path: Path) -> str:
    return f"a TOML file in UTF-8 in {path.name}"


def read_limited(path: Path, limit: int = MAX_TEXT) -> str:
    """The text of a file in UTF-8 that has not more than `limit` bytes.

    Raises:
        OSError: the file is missing, or cannot be read.
        ValueError: it is too large, or not UTF-8.
    """
    with path.open("rb") as file:
        data = file.read(limit + 1)
    if len(data) > limit:
        raise ValueError(f"more than {limit:,} bytes")
    return data.decode("utf-8").replace("\r\n", "\n")


def read_rows(path: Path, separators: str = ",") -> Iterator[dict[str | None, Any]]:
    """The rows of a table with a head, one at a time (RFC 4180).

    Args:
        path: of the file: CSV in UTF-8.
        separators: the characters that may be between two cells; the head shows which one is.

    Yields:
        The cells of a row by the names of their columns; the cells beyond the last column under
        None, and None for a cell that is missing.

    Raises:
        OSError: the file is missing, or cannot be read.
        ValueError: it is not UTF-8, no CSV, or too large.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = _Lines(file)
        first = next(lines, "")
        separator = max(separators, key=first.count)
        try:
            for row in csv.DictReader(chain((first,), lines), delimiter=separator, strict=True):
                lines.in_row = 0
                yield row
        except csv.Error as error:
            raise ValueError(str(error)) from error


class _Lines:
    """The lines of a table, as long as neither a row nor the whole is too long."""

    def __init__(self, file: TextIO) -> None:
        self.in_row = 0
        self._file = file
        self._length = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._file.readline(MAX_ROW + 1)
        if not line:
            raise StopIteration
        self.in_row += len(line)
        self._length += len(line)
        if self.in_row > MAX_ROW:
            raise ValueError(f"a row of more than {MAX_ROW:,} characters")
        if self._length > MAX_TABLE:
            raise ValueError(f"more than {MAX_TABLE:,} characters")
        return line


def write_whole(path: Path, text: str, *, private: bool = False) -> None:
    """Write a text file in one move: a reader sees the old file or the new one, never half.

    A private one can be read by its owner only, and is on the disk when the call returns.

    Raises:
        OSError: the folder cannot be written.
    """
    data = text.encode("utf-8", "backslashreplace")
    SafeFolder(path.parent).write(path.name, data, private=private)


def need_none_of(folder: Path, names: Iterable[str], option: str) -> None:
    """Check that a folder has none of the files that are to be written there.

    Raises:
        UsageError: it has one, which may be somebody's work, or it is no folder. The option
            names another folder.
    """
    there = next((one for one in names if (folder / one).exists()), "")
    if there or folder.is_file():
        raise UsageError(
            f"a new folder at {folder}",
            seen=f"{there} in it, maybe corrected by hand" if there else "a file",
            remedy=f"Name another folder by {option}.",
        )


def copy_aside(path: Path, ending: str = "bak") -> Path:
    """Copy a file to `NAME.bak` beside it, or to `NAME.bak-2` and so on if that is there.

    Args:
        path: of the file.
        ending: of the copy's name.

    Raises:
        OSError: the file cannot be read, or the folder cannot be written.
    """
    data = path.read_bytes()
    for number in count(1):
        copy = path.with_name(f"{path.name}.{ending}{f'-{number}' if number > 1 else ''}")
        with suppress(FileExistsError), copy.open("xb") as file:
            file.write(data)
            return copy
    raise AssertionError


def lock_file(path: Path, busy: Exception) -> FileLock:
    """Lock a file until the lock is released or the process ends; a missing one is created.

    Raises:
        Exception: `busy`, if another process has locked it.
        OSError: the lock file cannot be written.
    """
    if not path.parent.is_dir():  # FileLock would create it
        raise FileNotFoundError(ENOENT, os.strerror(ENOENT), str(path.parent))
    lock = FileLock(path, timeout=0, thread_local=False)
    try:
        lock.acquire()
    except Timeout as error:
        raise busy from error
    return lock


def write_table(
    path: Path,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    for_programs: Sequence[str] = (),
) -> None:
    """Write a table twice: `NAME.csv` for spreadsheets and `NAME.jsonl` for programs.

    Args:
        path: of both files, without their endings.
        columns: the names of the columns, in order.
        rows: the values of each row by column; taken one at a time. Values are those of JSON.
        for_programs: the names of further columns that only the file for programs has.
    """
    with (
        _open_csv(path.with_suffix(".csv")) as table,
        path.with_suffix(".jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(columns)
        for row in rows:
            values = {name: row[name] for name in (*columns, *for_programs)}
            writer.writerow(table_cell(row[name]) for name in columns)
            lines.write(json.dumps(values, ensure_ascii=False, separators=(",", ":")) + "\n")


def write_csv(path: Path, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Write a table for spreadsheets."""
    with _open_csv(path) as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(map(table_cell, row) for row in rows)


def _open_csv(path: Path) -> TextIO:
    return path.open("w", encoding="utf-8-sig", newline="")


def table_cell(value: object) -> str:
    """A value as a spreadsheet shows it; text that it would compute stays text."""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, tuple | list):
        return " → ".join(map(str, value))
    text = str(value)
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
