"""Tells a matrix on a terminal while it grows, and what came of it."""

from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from harness.core.console import Printer
from harness.mutation.export import summary
from harness.mutation.matrix import Matrix, Row, Status
from harness.mutation.trial import Trial

_GOOD = frozenset({Status.KILLED, Status.KEPT, Status.ABSENT})
_STYLES = {Status.KILLED: "green", Status.KEPT: "green"}
_SHARE = 10  # a stream without a live display is told every tenth


class Teller:
    """Prints each row that asks for attention as it comes, and how far the work is.

    Args:
        console: where; a live line at its bottom if it is interactive.
        total: how many rows will come.
    """

    def __init__(self, console: Console, total: int) -> None:
        self._printer = Printer(console)
        self._total = total
        self._done = 0
        self._bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.description}"),
            console=console,
            transient=True,
            disable=not console.is_interactive,
        )
        self._task = self._bar.add_task("", total=total)

    @contextmanager
    def live(self) -> Iterator[None]:
        """Show the live line meanwhile."""
        with self._bar:
            yield

    def row(self, row: Row, trial: Trial) -> None:
        """One more alteration was tried."""
        self._done += 1
        self._bar.update(self._task, advance=1, description=row.alteration.name)
        if row.status not in _GOOD or row.collateral or row.faults:
            self._tell(row, trial)
        elif not self._bar.live.is_started and self._done * _SHARE // self._total != (
            (self._done - 1) * _SHARE // self._total
        ):
            self._printer.line((f"{self._done} of {self._total}", "dim"))

    def _tell(self, row: Row, trial: Trial) -> None:
        about = row.alteration
        style = _STYLES.get(row.status, "red")
        self._printer.line((f"{row.status:<16}", style), f"{about.kind}/{about.name}")
        for title, slugs in (
            ("silent", row.silent),
            ("barred", row.barred),
            ("untried", row.untried),
            ("collateral", row.collateral),
        ):
            if slugs and (title == "collateral" or row.status is Status.SURVIVED):
                self._printer.line(f"{title}: {', '.join(slugs)}", indent=17)
        for text in (*trial.faults, *trial.output.splitlines()):
            self._printer.line(text, indent=17)

    def stopped(self, folder: str) -> None:
        """It was stopped before the end; how to go on."""
        self._printer.gap()
        self._printer.line(
            f"stopped: {self._done} of {self._total} tried; to go on: --out {folder} --resume"
        )

    def end(self, matrix: Matrix, folder: str) -> None:
        """The sums."""
        self._printer.gap()
        for line in summary(matrix):
            self._printer.line(line)
        self._printer.line((f"folder: {folder}", "dim"))
