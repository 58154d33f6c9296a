"""Faults of the disk that a crawl is stored on, as messages."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import disk_usage

from harness.core.errors import EnvironmentFault

_MEGABYTE = 1_000_000


@contextmanager
def storing(folder: Path) -> Iterator[None]:
    """Make a fault of what cannot be stored in the folder of a crawl.

    What was stored before is whole: the database and the archive agree at each commit.

    Raises:
        EnvironmentFault: the disk is full, or the folder cannot be written.
    """
    try:
        yield
    except BrokenPipeError:  # of the terminal, which no disk can help
        raise
    except (sqlite3.OperationalError, OSError) as error:
        seen = f"{error.strerror if isinstance(error, OSError) and error.strerror else error}"
        raise EnvironmentFault(
            f"room to store the crawl in {folder}",
            seen=f"{seen} ({_free(folder)} free)",
            remedy="Make room or name another disk; what was crawled is kept, and the same command"
            f" with --out {folder} continues.",
        ) from error


def _free(folder: Path) -> str:
    try:
        return f"{disk_usage(folder).free / _MEGABYTE:.1f} MB"
    except OSError:
        return "nobody knows how much"
