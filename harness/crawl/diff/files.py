"""Compares the linked files of two portals, such as PDFs, and their redirects."""

from collections.abc import Iterator
from posixpath import basename

from harness.crawl.diff.difference import CrawlDifference
from harness.crawl.diff.side import CrawlSide
from harness.crawl.store import KnownAddress
from harness.model.fact import fact
from harness.page.references import LinkKind

_OK = 200
_DOCUMENT_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})


def linked_files(side: CrawlSide) -> dict[str, KnownAddress]:
    """The files of a portal that its pages link to, by their paths."""
    return {
        path: one
        for path, one in side.addresses.items()
        if one.kind is LinkKind.LINK
        and one.summary.status == _OK
        and one.summary.type not in _DOCUMENT_TYPES
    }


def file_differences(before: CrawlSide, after: CrawlSide) -> Iterator[CrawlDifference]:
    """Files that are gone, new, or not the same any more."""
    old, new = linked_files(before), linked_files(after)
    names = {basename(path): path for path in new}
    found: set[str] = set()
    for path, one in old.items():
        there = path if path in new else names.get(basename(path), "")
        found.add(there)
        if not there:
            status = after.error_status(path)
            reason = fact("pair-answers-with", status=status) if status else None
            reason = reason or fact("pair-no-same-file")
            yield CrawlDifference(
                fact("file-gone"), old=one.key, about=basename(path), reason=reason
            )
        elif new[there].summary.digest != one.summary.digest:
            sizes = {"old": one.summary.size, "new": new[there].summary.size}
            change = fact("file-changed", **sizes)
            yield CrawlDifference(change, one.key, new[there].key, basename(path))
    for path, one in new.items():
        if path not in found:
            yield CrawlDifference(fact("file-new"), new=one.key, about=basename(path))
