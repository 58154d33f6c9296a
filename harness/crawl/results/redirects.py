"""The map from old addresses to new ones: proposed from two crawls, read and written as CSV."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from harness.core.errors import UsageError
from harness.crawl.diff.pages import PagePairer, compared_pages
from harness.crawl.results.inventory import InventoryEntry, cell, inventory_entries
from harness.crawl.store import CrawlStore

REDIRECT_MAP_FILE = "redirects.csv"
_OK = 200


class RedirectRow(NamedTuple):
    """One row of a redirect map.

    Attributes:
        old: address of the old portal.
        new: where it is to lead; "" where nothing is known.
        confidence: 0 to 1.
        reason: why.
        links_in: addresses that lead to the old one: what is linked most matters most.
    """

    old: str
    new: str
    confidence: float
    reason: str
    links_in: int


def propose_redirects(old: CrawlStore, new: CrawlStore) -> list[RedirectRow]:
    """A row for each address of the old portal that was alive; the unknown ones first."""
    after = compared_pages(new.records())
    pages = {one.key: one for one in compared_pages(old.records())}
    pairer = PagePairer(list(pages.values()), after)
    live = {one.address: one for one in inventory_entries(new) if one.status}
    rows = []
    for entry in inventory_entries(old):
        if not (entry.is_page or entry.redirects) or entry.soft_404 or entry.loops:
            continue
        end = entry.redirects[-1] if entry.redirects else entry.address
        page = pages.get(end)
        pair = pairer.best(page) if page else None
        if pair is None:
            rows.append(RedirectRow(entry.address, "", 0.0, "no page is like it", entry.links_in))
        else:
            key, sure = pair.new.key, pair.confidence
            rows.append(RedirectRow(entry.address, key, sure, pair.reason, entry.links_in))
    rows += [_file(entry, live) for entry in inventory_entries(old) if _is_file(entry)]
    return sorted(rows, key=lambda row: (row.confidence, -row.links_in, row.old))


def _is_file(entry: InventoryEntry) -> bool:
    """Whether an address is a document that people keep, such as a PDF."""
    return entry.status == _OK and not entry.is_page and entry.found_as == "link"


def _file(entry: InventoryEntry, live: dict[str, InventoryEntry]) -> RedirectRow:
    name = entry.address.rpartition("/")[2]
    same = next((key for key in live if key.rpartition("/")[2] == name), "")
    reason = "same file name" if same else "no file is called so"
    return RedirectRow(entry.address, same, 0.8 if same else 0.0, reason, entry.links_in)


def write_redirect_map(rows: Iterable[RedirectRow], path: Path) -> None:
    """Write a redirect map."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(RedirectRow._fields)
        writer.writerows([cell(value) for value in row] for row in rows)


def read_redirect_map(path: Path) -> Iterator[tuple[str, str]]:
    """Old and new addresses of a redirect map; rows without a new one are left out.

    Raises:
        UsageError: it is no such file.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise _no_map(path, str(error)) from error
    if not rows or not {"old", "new"} <= set(rows[0]):
        seen_ = ", ".join(map(str, rows[0])) if rows else "no row"
        raise _no_map(path, seen_)
    for row in rows:
        if row["old"] and row["new"]:
            yield row["old"], row["new"]


def _no_map(path: Path, seen_: str) -> UsageError:
    return UsageError(
        f"a redirect map in {path}: CSV with the columns old and new",
        seen=seen_,
        remedy="`codes-perdus scrape --diff OLD NEW` proposes one.",
    )
