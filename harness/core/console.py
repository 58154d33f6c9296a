"""Prints untrusted text: wrapped on a terminal, one line each elsewhere, as long as it is read."""

import codecs
import sys
from contextlib import suppress
from errno import EPIPE
from io import BufferedWriter, FileIO, TextIOWrapper
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from harness.core.errors import EnvironmentFault
from harness.core.sanitize import visible

StyledText = str | tuple[str, str]
"""A text, or a text and its style."""


class Printer:
    """Prints on a console and never interprets a text as markup.

    Args:
        console: a terminal, or a stream that gets neither colours nor wrapped lines.
    """

    def __init__(self, console: Console) -> None:
        self.console = console
        self._encoding = console.encoding or "utf-8"
        self._everything = codecs.lookup(self._encoding).name.startswith("utf")

    def line(self, *pieces: StyledText, indent: int = 0) -> None:
        """Print pieces as one line, `indent` columns from the left."""
        text = Text.assemble(*map(self._safe, pieces), overflow="fold")
        if self.console.is_terminal:
            left = min(indent, self.console.width // 3)
            self.console.print(Padding(text, (0, 0, 0, left), expand=False))
        else:
            self.console.print(Text(" " * indent) + text, soft_wrap=True)

    def gap(self) -> None:
        """Print an empty line."""
        self.console.print()

    def safe(self, text: str) -> str:
        """The text with everything that this console can show, and no control characters."""
        line = visible(text)
        if self._everything:
            return line
        return line.encode(self._encoding, "replace").decode(self._encoding)

    def _safe(self, piece: StyledText) -> StyledText:
        if isinstance(piece, str):
            return self.safe(piece)
        return self.safe(piece[0]), piece[1]


class PatientFile(FileIO):
    """A file that takes everything: once it cannot be written, what follows is dropped.

    Attributes:
        lost: why it cannot be written; None while it can.
    """

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
