"""Files: written whole, read from one folder only, and tables for spreadsheets and programs."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any, TextIO


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one move: a reader sees the old file or the new one, never half.

    Raises:
        OSError: the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}.partial")
    try:
        partial.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise


def is_within(path: str) -> bool:
    """Whether a relative path cannot leave its folder."""
    parts = PurePosixPath(path)
    return bool(path) and not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def read_within(folder: Path, path: str, limit: int) -> bytes:
    """Read the first bytes of a file below a folder.

    Args:
        folder: that the file must be in.
        path: of the file, relative to the folder.
        limit: number of bytes.

    Returns:
        b"" if the file is elsewhere or missing.
    """
    if not is_within(path):
        return b""
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()):
            return b""
        with file.open("rb") as opened:
            return opened.read(limit)
    except (OSError, ValueError):
        return b""


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, Any]]) -> None:
    """Write a table twice: `NAME.csv` for spreadsheets and `NAME.jsonl` for programs.

    Args:
        path: of both files, without their endings.
        columns: the names of the columns, in order.
        rows: the values of each row by column; taken one at a time. Values are those of JSON.
    """
    with (
        _open_csv(path.with_suffix(".csv")) as table,
        path.with_suffix(".jsonl").open("w", encoding="utf-8") as lines,
    ):
        writer = csv.writer(table)
        writer.writerow(columns)
        for row in rows:
            values = {name: row[name] for name in columns}
            writer.writerow(map(table_cell, values.values()))
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
