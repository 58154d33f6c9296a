"""The folder of a run or a comparison: one command writes into it, and earlier results stay."""

import fcntl
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryFile

from rich.console import Console

from harness.core.console import Printer
from harness.core.errors import EnvironmentFault, UsageError
from harness.messages import Catalogue, catalogue

RUNS = Path("runs")
_RESULTS = ("run.json", "comparison.json", "matrix.json", "trials.jsonl")
"""Each file that a command leaves in its folder, also if it was interrupted."""


@contextmanager
def result_folder(
    out: Path | None, name: str, words: Catalogue | None = None, *, own: Iterable[Path] = ()
) -> Iterator[Path]:
    """The folder to write into, for this command alone.

    What an earlier command left there is moved aside: `run` becomes `run-earlier-1`, and the new
    results are in `run`.

    Args:
        out: the folder that the user names; None for one in `runs/`, named by the time.
        name: last part of the name of that folder.
        words: the sentences in which it is told; None for English ones.
        own: folders whose results are written again in place.

    Raises:
        EnvironmentFault: it cannot be created, moved, or written to.
        UsageError: another command writes into it now.
    """
    existed = out is not None and out.exists()
    try:
        folder = out or _new_folder(name)
        descriptor = _locked(folder)
        while not _is_own(folder, own) and _has_results(folder):
            aside = _move_aside(folder)
            told = (words or catalogue()).text(
                "results-moved", folder=str(folder), aside=str(aside)
            )
            Printer(Console()).line(told)
            os.close(descriptor)
            descriptor = _locked(folder)
        with TemporaryFile(dir=folder) as trial:
            trial.write(b"x")
    except OSError as error:
        raise EnvironmentFault(
            f"a folder to write into at {out or RUNS}",
            seen=error.strerror or str(error),
            remedy="Name another one by --out.",
        ) from error
    try:
        yield folder
    finally:
        if not existed:
            with suppress(OSError):
                folder.rmdir()  # nothing was written: a refusal leaves no folder
        os.close(descriptor)


def _new_folder(name: str) -> Path:
    """A folder that did not exist, named by the time."""
    first = f"{datetime.now().astimezone():%Y%m%d-%H%M%S}-{name}"
    RUNS.mkdir(parents=True, exist_ok=True)
    for number in count(1):
        folder = RUNS / (first if number == 1 else f"{first}-{number}")
        with suppress(FileExistsError):
            folder.mkdir()
            return folder
    raise AssertionError


def _locked(folder: Path) -> int:
    """Create and lock a folder; the lock ends with the process, and leaves no file."""
    folder.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise UsageError(
            f"a folder that no other command writes into at {folder}",
            seen="one that a running command has locked",
            remedy="Wait for its end, or name another folder by --out.",
        ) from error
    except OSError:  # a file system without locks
        return descriptor
    return descriptor


def _is_own(folder: Path, own: Iterable[Path]) -> bool:
    return folder.resolve() in {one.resolve() for one in own}


def _has_results(folder: Path) -> bool:
    return any(os.path.lexists(folder / name) for name in _RESULTS)


def _move_aside(folder: Path) -> Path:
    for number in count(1):
        aside = folder.with_name(f"{folder.name}-earlier-{number}")
        if not os.path.lexists(aside):
            folder.rename(aside)
            return aside
    raise AssertionError
