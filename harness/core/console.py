"""Prints untrusted text: wrapped on a terminal, one line each elsewhere."""

import codecs
import sys

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from harness.core.sanitize import visible

StyledText = str | tuple[str, str]
"""A text, or a text and its style."""


YES, NO = frozenset({"y", "yes", "o", "oui"}), frozenset({"n", "no", "non"})
"""What people answer, in English and in French."""


def is_interactive() -> bool:
    """Whether somebody sits at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


class Printer:
    """Prints on a console and never interprets a text as markup.

    A stream that is no terminal gets neither colours nor wrapped lines.
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

    def command(self, text: str, indent: int) -> None:
        """Print what is to be copied: on a line of its own, never wrapped."""
        self.console.print(Text(" " * indent + self.safe(text), style="cyan"), soft_wrap=True)

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
