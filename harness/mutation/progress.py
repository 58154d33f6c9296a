"""Prints a matrix on a terminal while it grows, and its sums at the end."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter

from rich.console import Console

from harness.core.console import Printer
from harness.messages import Catalogue
from harness.mutation.export import summary
from harness.mutation.matrix import Matrix, MatrixRow, RowStatus
from harness.mutation.trial import Trial
from harness.reporting.formats.progress import Progress

_GOOD = frozenset({RowStatus.KILLED, RowStatus.KEPT, RowStatus.ABSENT})
_STYLES = {RowStatus.KILLED: "green", RowStatus.KEPT: "green"}
_INDENT = 17  # columns


class MatrixPrinter:
    """Prints each row that needs attention as it comes, and how far the work is.

    Args:
        console: where; if it is interactive, with a live display at its bottom.
        total: number of rows that will come.
        words: the sentences.
    """

    def __init__(self, console: Console, total: int, words: Catalogue) -> None:
        self._printer = Printer(console)
        self._progress = Progress(console, words, lines=True)
        self._words = words
        self._total = total
        self._done = 0
        self._begun = perf_counter()

    @property
    def seconds(self) -> float:
        """Time since the printer was made."""
        return perf_counter() - self._begun

    @contextmanager
    def live(self) -> Iterator[None]:
        """Show the live display meanwhile."""
        with self._progress.live(self._total):
            yield

    def row(self, row: MatrixRow, trial: Trial) -> None:
        """Count a row, and print it if it needs attention."""
        self._done += 1
        if row.status not in _GOOD or row.collateral or row.faults:
            self._print(row, trial)
        self._progress.advance(note=row.alteration.name)

    def _print(self, row: MatrixRow, trial: Trial) -> None:
        about = row.alteration
        style = _STYLES.get(row.status, "red")
        status = self._words.text(f"mutant-{row.status.name.lower()}")
        self._printer.line((f"{status:<{_INDENT - 1}}", style), f"{about.kind}/{about.name}")
        for title, slugs in (
            ("silent", row.silent),
            ("barred", row.barred),
            ("untried", row.untried),
            ("collateral", row.collateral),
        ):
            if slugs and (title == "collateral" or row.status is RowStatus.SURVIVED):
                told = self._words.pair(f"mutant-{title}", ", ".join(slugs))
                self._printer.line(told, indent=_INDENT)
        for text in (*map(str, trial.faults), *trial.output.splitlines()):
            self._printer.line(text, indent=_INDENT)

    def stopped(self, folder: str) -> None:
        """Print that the matrix was interrupted, and how to continue it."""
        self._printer.gap()
        numbers = {"tried": self._done, "total": self._total}
        self._printer.line(self._words.text("mutants-stopped", **numbers, folder=folder))

    def end(self, matrix: Matrix, folder: str) -> None:
        """Print the sums."""
        self._printer.gap()
        for line in summary(matrix, self._words):
            self._printer.line(line)
        self._printer.line((self._words.pair("label-folder", folder), "dim"))
