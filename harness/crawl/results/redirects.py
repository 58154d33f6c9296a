"""The map from old addresses to new ones: proposed from two crawls, stored as CSV."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from harness.core.errors import UsageError
from harness.core.files import read_rows, write_csv
from harness.crawl.diff.pages import PagePair
from harness.crawl.results.inventory import InventoryEntry, inventory_entries
from harness.crawl.store import CrawlStore
from harness.model.fact import Fact, fact

REDIRECT_MAP_FILE = "redirects.csv"
_COLUMNS = ("old", "new", "confidence", "reason", "links_in")
_SAME_NAME_CONFIDENCE = 0.8
_OK = 200
_MAX_ROWS = 200_000  # of a map that is followed


@dataclass(frozen=True)
class RedirectRow:
    """One row of a redirect map.

    Attributes:
        old: address of the old portal.
        new: address of the new portal; "" if none was found.
        confidence: 0 to 1.
        links_in: number of addresses that link to the old one.
    """

    old: str
    new: str
    confidence: float
    reason: Fact
    links_in: int


def propose_redirects(
    old: CrawlStore, new: CrawlStore, pairs: Sequence[PagePair]
) -> list[RedirectRow]:
    """A row for each address of the old portal that worked; the least certain rows first.

    A page with the same text as a paired one shares its counterpart.
    """
    paired = {pair.old.key: pair for pair in pairs}
    answered = [one.address for one in inventory_entries(new) if one.status]
    entries = list(inventory_entries(old))
    rows = []
    for entry in entries:
        if not (entry.is_page or entry.redirects) or entry.soft_404 or entry.loops:
            continue
        final = entry.redirects[-1] if entry.redirects else entry.address
        pair = paired.get(final) or paired.get(entry.duplicate_of)
        if pair is None:
            reason = fact("pair-no-similar-page")
            rows.append(RedirectRow(entry.address, "", 0.0, reason, entry.links_in))
        else:
            key, confidence = pair.new.key, pair.confidence
            rows.append(RedirectRow(entry.address, key, confidence, pair.reason, entry.links_in))
    rows += [_file_row(entry, answered) for entry in entries if _is_file(entry)]
    return sorted(rows, key=lambda row: (row.confidence, -row.links_in, row.old))


def _is_file(entry: InventoryEntry) -> bool:
    """Whether an address is a linked file, such as a PDF."""
    return entry.status == _OK and not entry.is_page and entry.found_as == "link"


def _file_row(entry: InventoryEntry, answered: list[str]) -> RedirectRow:
    name = entry.address.rpartition("/")[2]
    same = next((key for key in answered if key.rpartition("/")[2] == name), "")
    if not same:
        return RedirectRow(entry.address, "", 0.0, fact("pair-no-same-file"), entry.links_in)
    reason = fact("pair-same-file-name")
    return RedirectRow(entry.address, same, _SAME_NAME_CONFIDENCE, reason, entry.links_in)


def write_redirect_map(
    rows: Iterable[RedirectRow], path: Path, say: Callable[[Fact | None], str]
) -> None:
    """Write a redirect map; `say` makes the sentence of a reason."""
    cells = ((one.old, one.new, one.confidence, say(one.reason), one.links_in) for one in rows)
    write_csv(path, _COLUMNS, cells)


def read_redirect_map(path: Path) -> Iterator[tuple[str, str]]:
    """Old and new addresses of a redirect map; rows without a new one are left out.

    Raises:
        UsageError: the file is missing or too large, or has no such columns.
    """
    try:
        rows = list(islice(read_rows(path), _MAX_ROWS + 1))
    except (OSError, ValueError) as error:
        raise _map_error(path, str(error)) from error
    if len(rows) > _MAX_ROWS:
        raise _map_error(path, f"more than {_MAX_ROWS:,} rows")
    if not rows or not {"old", "new"} <= set(rows[0]):
        raise _map_error(path, ", ".join(map(str, rows[0])) if rows else "no row")
    for row in rows:
        if row["old"] and row["new"]:
            yield row["old"], row["new"]


def _map_error(path: Path, seen: str) -> UsageError:
    return UsageError(
        f"a redirect map in {path}: CSV with the columns old and new",
        seen=seen,
        remedy="`codes-perdus scrape --diff OLD NEW` proposes one.",
    )
