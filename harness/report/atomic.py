"""Files that are whole or not there."""

import os
from pathlib import Path

_PARTIAL = ".partial"


def write_whole(path: Path, text: str) -> None:
    """Write a text file in one move: a reader sees the old file or the new one, never half.

    Raises:
        OSError: the folder cannot be written.
    """
    partial = path.with_name(f".{path.name}{_PARTIAL}")
    try:
        with partial.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        partial.replace(path)
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
