"""What a terminal shows of a crawl: how it stands, how long it will take, what it found."""

import time
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from rich.console import Console
from rich.live import Live
from rich.text import Text

from harness.core.sanitize import seconds, visible
from harness.crawl.crawl import CrawlProgress
from harness.crawl.model import Note
from harness.crawl.results.guide_draft import TARGET_FILE
from harness.crawl.results.inventory import InventoryEntry
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME
from harness.messages import Catalogue

_PER_SECOND = 4
_WINDOW = 30.0  # seconds whose rate the estimate is made from


class Shown:
    """The live line of a crawl; nothing at all on streams that are no terminal."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self.started = time.monotonic()
        self._seen: deque[CrawlProgress] = deque([CrawlProgress(0, 0, self.started)])
        self._read = 0

    @contextmanager
    def live(self) -> Iterator[Self]:
        """Show the line while the crawl goes."""
        if not self._console.is_interactive:
            yield self
            return
        with Live(
            console=self._console,
            refresh_per_second=_PER_SECOND,
            transient=True,
            get_renderable=lambda: Text(self.line()),
        ):
            yield self

    def crawl(self, progress: CrawlProgress) -> None:
        """Hear how the crawl stands."""
        self._seen.append(progress)
        while progress.now - self._seen[0].now > _WINDOW and self._seen[1] is not progress:
            self._seen.popleft()

    def read(self, count: int) -> None:
        """Hear that pages were read."""
        self._read += count

    def line(self) -> str:
        """How the crawl stands, with an estimate from its rate in the last half minute."""
        if self._read:
            return f"{self._read} pages read"
        first, last = self._seen[0], self._seen[-1]
        span = last.now - first.now
        rate = (last.done - first.done) / span if span else 0.0
        known = f"{last.done} of {last.done + last.waiting} addresses known so far"
        if not rate:
            return known
        left = seconds(last.waiting / rate)
        return f"{known}, {rate:.1f} a second, about {left} left if no more are found"


def tell_end(
    console: Console, site: CrawlStore, found: Sequence[InventoryEntry], words: Catalogue
) -> int:
    """Say what was found; gives the number of pages."""
    pages = [entry for entry in found if entry.is_page]
    left = Counter(entry.left for entry in found if entry.left)
    forms, fields = sum(entry.forms for entry in pages), sum(entry.fields for entry in pages)
    lines = [
        f"{len(pages)} pages, {forms} forms, {fields} fields; {len(found)} addresses in all",
        *(f"  {count} left: {words.say(why)}" for why, count in left.most_common(12)),
        f"kept in {site.folder}: report.html, inventory.csv, pages.jsonl, {WARC_NAME}",
    ]
    if dropped := int(site.note(Note.DROPPED) or 0):
        lines.append(f"  {dropped} more were left alone and are not listed")
    blank = sum(entry.needs_browser for entry in pages)
    if blank:
        lines.insert(1, f"{blank} of them show nothing without scripts: add --driver browser")
    console.print("\n".join(map(visible, lines)), highlight=False, markup=False)
    return len(pages)


def tell_draft(console: Console, pages: int, folder: Path) -> None:
    """Say how a draft guide is used."""
    command = f"codes-perdus run {folder / TARGET_FILE} --guide {folder} --driver http"
    lines = (f"a draft guide of {pages} pages in {folder}; the portal is held to it by", command)
    console.print("\n  ".join(lines), highlight=False, markup=False)
