"""`codes-perdus scrape --diff OLD NEW`: what two crawls do not share; a map of redirects."""

from collections import Counter
from pathlib import Path

from rich.console import Console

from harness.core.sanitize import visible
from harness.crawl.diff.crawl_diff import (
    LOSSES,
    ChangeKind,
    CrawlComparison,
    compare_crawls,
    write_differences,
)
from harness.crawl.results.redirects import REDIRECT_MAP_FILE, propose_redirects, write_redirect_map
from harness.crawl.store import CrawlStore
from harness.messages import Catalogue

_MAX_LOSSES = 12  # shown on the terminal


def diff(old: Path, new: Path, out: Path | None, console: Console, words: Catalogue) -> int:
    """Compare two crawls; write the differences and a redirect map.

    Returns:
        The exit code: 1 if something differs.
    """
    folder = out or new / f"since-{old.name or 'old'}"
    with CrawlStore(old) as before, CrawlStore(new) as after:
        found = compare_crawls(before, after)
        write_differences(found.differences, folder, words.say)
        redirects = propose_redirects(before, after)
        write_redirect_map(redirects, folder / REDIRECT_MAP_FILE, words.say)
    lines = map(visible, _summary(found, words))
    console.print("\n".join(lines), highlight=False, markup=False)
    console.print(f"kept in {folder}: differences.csv, .jsonl, {REDIRECT_MAP_FILE}", markup=False)
    return int(bool(found.differences))


def _summary(found: CrawlComparison, words: Catalogue) -> list[str]:
    counts = Counter(one.kind for one in found.differences)
    forms = f"forms: {found.forms_paired} of {found.forms} found again"
    fields = f"fields: {found.fields_paired} of {found.fields}"
    lines = [f"{found.pairs} pages stand for another; {forms}, {fields}"]
    lines += [f"  {count} {_kind(kind, count, words)}" for kind, count in counts.items()]
    if not counts:
        lines.append("  no difference")
    losses = [one for one in found.differences if one.kind in LOSSES]
    lines += [
        f"{_kind(one.kind, 1, words)}: {one.about} ({one.old}): {words.say(one.reason)}"
        for one in losses[:_MAX_LOSSES]
    ]
    if len(losses) > _MAX_LOSSES:
        lines.append(f"… and {len(losses) - _MAX_LOSSES} losses more")
    return lines


def _kind(kind: ChangeKind, count: int, words: Catalogue) -> str:
    return words.text(f"change-{kind.value.replace(' ', '-')}", count=count)
