"""The standard output of a command, which may be closed before the command ends.

Each command takes it, so this module imports nothing that takes long to load.
"""

import sys
from contextlib import suppress
from errno import EPIPE
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any

from harness.core.errors import EnvironmentFault


class PatientFile(FileIO):
    """A file that takes everything, and drops what follows once it cannot be written (`lost`)."""

    lost: OSError | None = None

    def write(self, data: Any) -> int:
        """Write what can be written."""
        if self.lost is None:
            try:
                return super().write(data)
            except OSError as error:
                self.lost = error
        return memoryview(data).nbytes


class PatientOutput:
    """Takes the place of the standard output, as `run | head -1` closes it early.

    A run goes on to its verdict. Where the output was not just closed (a full disk), the command
    ends with a fault.
    """

    def __init__(self) -> None:
        self._file: PatientFile | None = None
        stream = sys.stdout
        if not isinstance(stream, TextIOWrapper) or stream is not sys.__stdout__:
            return  # closed, or captured by somebody who reads it in this process
        with suppress(OSError, ValueError):
            self._file = PatientFile(stream.fileno(), "wb", closefd=False)
            stream.flush()
            sys.stdout = TextIOWrapper(
                BufferedWriter(self._file),
                encoding=stream.encoding,
                errors="backslashreplace" if stream.errors == "strict" else stream.errors,
                line_buffering=stream.line_buffering,
            )

    def close(self) -> None:
        """Write what is left.

        Raises:
            EnvironmentFault: something could not be written, and the reader still waits for it.
        """
        if self._file is None:
            return
        sys.stdout.flush()
        lost = self._file.lost
        if lost is not None and lost.errno != EPIPE:
            raise EnvironmentFault(
                "the standard output to take what is printed",
                seen=lost.strerror or str(lost),
                remedy="Make room where it goes to; what was written into files is there.",
            )
