"""Temporary folders for codes and traces: for this user alone, and gone even after a kill.

Whoever is killed cannot clean up. So each folder is locked while its process lives, and the next
command removes those of ours that nobody locks any more.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

_PREFIX = "codes-perdus-"
_UNLOCKED = "codes-perdus.new-"  # not swept: its process is about to lock it
_FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC


@contextmanager
def private_folder() -> Iterator[Path]:
    """A temporary folder that only its owner can read; it is removed at the end.

    Raises:
        OSError: it cannot be created.
    """
    _sweep()
    made = Path(mkdtemp(prefix=_UNLOCKED))
    descriptor = os.open(made, _FOLDER)
    try:
        with suppress(OSError):  # a file system without locks: others may not sweep it
            fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
            made = made.rename(made.with_name(made.name.replace(_UNLOCKED, _PREFIX)))
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)
        os.close(descriptor)


def _sweep() -> None:
    """Remove the folders of ours whose processes were killed."""
    for folder in Path(gettempdir()).glob(f"{_PREFIX}*"):
        with suppress(OSError):
            descriptor = os.open(folder, _FOLDER)
            try:
                if os.fstat(descriptor).st_uid == os.getuid():
                    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(descriptor)
