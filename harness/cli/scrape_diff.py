"""`codes-perdus scrape --diff OLD NEW`: what two crawls do not share; a map of redirects."""

from collections import Counter
from pathlib import Path

from rich.console import Console

from harness.core.sanitize import visible
from harness.crawl.diff.crawl_diff import LOSSES, CrawlComparison, compare_crawls, write_differences
from harness.crawl.results.redirects import REDIRECT_MAP_FILE, propose_redirects, write_redirect_map
from harness.crawl.store import CrawlStore

_MOST = 12  # losses told on the terminal


def diff(old: Path, new: Path, out: Path | None, console: Console) -> int:
    """Compare two crawls; write the differences and a redirect map.

    Returns:
        The exit code: 1 where something differs.
    """
    folder = out or new / f"since-{old.name or 'old'}"
    with CrawlStore(old) as before, CrawlStore(new) as after:
        found = compare_crawls(before, after)
        write_differences(found.differences, folder)
        write_redirect_map(propose_redirects(before, after), folder / REDIRECT_MAP_FILE)
    console.print("\n".join(map(visible, _told(found))), highlight=False, markup=False)
    console.print(f"kept in {folder}: differences.csv, .jsonl, {REDIRECT_MAP_FILE}", markup=False)
    return int(bool(found.differences))


def _told(found: CrawlComparison) -> list[str]:
    counts = Counter(one.what for one in found.differences)
    forms = f"forms: {found.forms_paired} of {found.forms} found again"
    fields = f"fields: {found.fields_paired} of {found.fields}"
    lines = [f"{found.pairs} pages stand for another; {forms}, {fields}"]
    lines += [f"  {count} {what}" for what, count in counts.items()] or ["  no difference"]
    losses = [one for one in found.differences if one.what in LOSSES]
    lines += [f"{one.what}: {one.about} ({one.old}): {one.reason}" for one in losses[:_MOST]]
    if len(losses) > _MOST:
        lines.append(f"… and {len(losses) - _MOST} losses more")
    return lines
