"""What a terminal shows while a run goes: how far it is, and what is being walked."""

from collections.abc import Callable

from rich.console import Console, Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from harness.core.sanitize import seconds
from harness.messages import Catalogue

_PER_SECOND = 4  # drawings: enough to see it live, cheap beside the walks
_MOST = 6  # running scenarios shown
_BAR = 30  # columns


class Progress:
    """The live part at the bottom of a terminal; nothing at all on other streams.

    Args:
        clock: gives seconds.
    """

    def __init__(self, console: Console, catalogue: Catalogue, clock: Callable[[], float]) -> None:
        self._catalogue = catalogue
        self._clock = clock
        self._begun = clock()
        self._running: dict[str, float] = {}
        self._done = 0
        self._total = 0
        self._live = (
            Live(
                console=console,
                refresh_per_second=_PER_SECOND,
                transient=True,
                get_renderable=self.render,
            )
            if console.is_interactive
            else None
        )

    def start(self, total: int) -> None:
        """Begin with that many scenarios to do."""
        self._total = total
        self._begun = self._clock()
        if self._live:
            self._live.start(refresh=True)

    def begin(self, scenario: str) -> None:
        """A scenario is being walked."""
        self._running[scenario] = self._clock()

    def end(self, scenario: str) -> None:
        """A scenario is done."""
        self._running.pop(scenario, None)
        self._done += 1

    def stop(self) -> None:
        """Take the display away; may be called more than once."""
        if self._live:
            self._live.stop()

    def render(self) -> Group:
        """The display as it stands."""
        now = self._clock()
        head = Table.grid(padding=(0, 1))
        bar = ProgressBar(
            total=max(self._total, 1),
            completed=self._done,
            width=_BAR,
            complete_style="cyan",
            finished_style="cyan",
        )
        head.add_row(bar, f"{self._done}/{self._total}", seconds(now - self._begun))
        running = sorted(self._running.copy().items(), key=lambda item: item[1])
        lines = [
            Text(
                f"  {slug}  {seconds(now - since)}", style="dim", no_wrap=True, overflow="ellipsis"
            )
            for slug, since in running[:_MOST]
        ]
        if len(running) > _MOST:
            lines.append(
                Text(f"  {self._catalogue.text('count-more', n=len(running) - _MOST)}", style="dim")
            )
        return Group(head, *lines)
