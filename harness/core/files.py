"""Files that are whole or not there."""

from pathlib import Path


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
