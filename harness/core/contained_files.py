"""Files of a run, by their paths as journals and findings tell them: never one outside of it."""

from pathlib import Path, PurePosixPath


def is_within(path: str) -> bool:
    """Whether a path names something below the folder that it is told in."""
    parts = PurePosixPath(path)
    return bool(path) and not parts.is_absolute() and ".." not in parts.parts and "\\" not in path


def read_within(folder: Path, path: str, most: int) -> bytes:
    """The first bytes of a file below a folder; b"" for what lies elsewhere or is not there."""
    if not is_within(path):
        return b""
    try:
        file = (folder / path).resolve()
        if not file.is_relative_to(folder.resolve()):
            return b""
        with file.open("rb") as opened:
            return opened.read(most)
    except (OSError, ValueError):
        return b""
