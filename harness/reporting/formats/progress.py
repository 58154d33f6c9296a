"""The one display of how far a command is: a run, a crawl, a list of accounts, a matrix."""

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread
from time import perf_counter
from typing import Self

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from harness.core.console import Printer
from harness.core.sanitize import visible
from harness.messages import Catalogue

PER_SECOND = 4  # drawings: enough to see it live, cheap beside the work
MAX_RUNNING = 6  # names shown
BAR_WIDTH = 30  # columns
RATE_WINDOW = 30.0  # seconds whose rate the estimate is made from
QUIET = 60.0  # seconds after which a log gets a line, however far the work is
_WATCHED = 5.0  # seconds between two looks at whether it is time for one
_TENTHS = 10


class Progress:
    """A live display at the bottom of a terminal.

    A stream that is no terminal gets a line after a minute without one, and maybe for each tenth
    of the work.

    Args:
        clock: gives seconds.
        estimates: whether rate and time left are shown.
        lines: whether a stream that is no terminal gets a line for each tenth.
        is_told: whether the command itself prints each part of the work that is done.
    """

    def __init__(
        self,
        console: Console,
        catalogue: Catalogue,
        clock: Callable[[], float] = perf_counter,
        *,
        estimates: bool = False,
        lines: bool = False,
        is_told: bool = False,
    ) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._estimates = estimates
        self._lines, self._is_told = lines, is_told
        self._begun = self._last_line = clock()
        self._stopped = Event()
        self._running: dict[str, float] = {}
        self._done = self._before = 0
        self._total = 0
        self._note = ""
        self._marks: deque[tuple[float, int]] = deque([(self._begun, 0)])
        self._printer = None if console.is_interactive else Printer(console)
        self._live = (
            Live(
                console=console,
                refresh_per_second=PER_SECOND,
                transient=True,
                get_renderable=self.render,
            )
            if console.is_interactive
            else None
        )

    @contextmanager
    def live(self, total: int = 0, done: int = 0) -> Iterator[Self]:
        """Show the display meanwhile; arguments as for `start`."""
        self.start(total, done)
        try:
            yield self
        finally:
            self.stop()

    def start(self, total: int = 0, done: int = 0) -> None:
        """Begin; the total is 0 where nobody knows yet how much there is to do."""
        self._total, self._done = total, done
        self._begun = self._last_line = self._clock()
        self._before = done
        self._marks = deque([(self._begun, done)])
        if self._live:
            self._live.start(refresh=True)
        if self._printer:
            self._stopped.set()  # a display that is begun again has one watch
            self._stopped = Event()
            Thread(target=self._watch, args=(self._stopped,), daemon=True).start()

    def _watch(self, stopped: Event) -> None:
        with suppress(OSError, ValueError):  # nobody reads the stream any more
            while not stopped.wait(_WATCHED):
                self.tell()

    def tell(self) -> None:
        """Print how far it is on a stream that is no terminal, if it was quiet for long."""
        if self._printer and self._clock() - self._last_line >= QUIET:
            self._print()

    def _print(self) -> None:
        self._last_line = self._clock()
        if self._printer:
            self._printer.line((self.line(), "dim"))

    def begin(self, name: str) -> None:
        """Show a part of the work as running."""
        self._running[name] = self._clock()

    def end(self, name: str) -> None:
        """Count a part of the work as done."""
        self._running.pop(name, None)
        self.advance()

    def advance(self, count: int = 1, note: str = "") -> None:
        """Count more of the work as done."""
        self.update(self._done + count, self._total, note)

    def update(self, done: int, total: int, note: str = "") -> None:
        """Set how much is done, how much there is to do, and what is shown beside it."""
        before, self._done, self._total, self._note = self._done, done, total, note
        now = self._clock()
        self._marks.append((now, done))
        while now - self._marks[0][0] > RATE_WINDOW and len(self._marks) > 2:  # noqa: PLR2004
            self._marks.popleft()
        if self._is_told:
            self._last_line = now
        if self._lines and total and done * _TENTHS // total > before * _TENTHS // total:
            self._print()

    def stop(self) -> None:
        """Take the display away; may be called more than once."""
        self._stopped.set()
        if self._live:
            self._live.stop()

    def line(self) -> str:
        """How far it is, since when, and the rate and the time left where they are wanted."""
        state = self._catalogue.text("progress-done", done=self._done, total=self._total)
        passed = self._clock() - self._begun
        since = self._catalogue.text("progress-since", time=self._catalogue.seconds(passed))
        parts = state if self._total else "", since if passed >= QUIET else "", self._estimate()
        return ", ".join(filter(None, parts))

    def _estimate(self) -> str:
        (since, first), (now, last) = self._marks[0], self._marks[-1]
        if not self._estimates or last <= first or now <= since:
            return ""
        rate = (last - first) / (now - since)
        rest = max(0, self._total - self._done)
        if rate < 1:  # few and long parts: all that were done so far tell more than the last ones
            left = self._catalogue.seconds(rest * (now - self._begun) / (last - self._before))
            return self._catalogue.text("progress-left", left=left)
        left = self._catalogue.seconds(rest / rate)
        return self._catalogue.text("progress-rate", rate=f"{rate:.1f}", left=left)

    def render(self) -> Group:
        """The display as it stands."""
        now = self._clock()
        head = Table.grid(padding=(0, 1))
        bar = ProgressBar(
            total=max(self._total, 1),
            completed=self._done,
            width=BAR_WIDTH,
            complete_style="cyan",
            finished_style="cyan",
        )
        texts = (self._estimate(), visible(self._note))
        cells = [f"{self._done}/{self._total}", self._catalogue.seconds(now - self._begun)]
        head.add_row(bar, *cells, *(Text(text) for text in texts if text))
        running = sorted(self._running.copy().items(), key=lambda item: item[1])
        lines = [
            Text(
                f"  {name}  {self._catalogue.seconds(now - since)}",
                style="dim",
                no_wrap=True,
                overflow="ellipsis",
            )
            for name, since in running[:MAX_RUNNING]
        ]
        if len(running) > MAX_RUNNING:
            more = self._catalogue.text("count-more", n=len(running) - MAX_RUNNING)
            lines.append(Text(f"  {more}", style="dim"))
        return Group(head, *lines)
