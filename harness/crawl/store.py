"""A crawl as it was kept: read only, and never more of it in memory than is asked for."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple, Self

from harness.core.errors import UsageError
from harness.crawl.frontier import DATABASE_NAME
from harness.crawl.model import AddressState, ResponseSummary
from harness.crawl.results.crawled_page import CrawledPage, unpack
from harness.crawl.results.page_models import MAX_DOCUMENT_BYTES, Document
from harness.crawl.warc import WARC_NAME, read_answers
from harness.page.quick_scan import Kind

_DOCUMENTS = """
SELECT a.id, a.key, json_extract(a.facts, '$.place') AS place FROM address a
LEFT JOIN page p ON p.id = a.id
WHERE a.state = 2 AND place IS NOT NULL AND p.id IS NULL AND a.kind != 'resource'
AND coalesce(json_extract(a.facts, '$.type'), '') IN ('text/html', 'application/xhtml+xml', '')
AND a.status NOT IN (301, 302, 303, 307, 308)
ORDER BY place
"""


class KnownAddress(NamedTuple):
    """An address as the crawl left it."""

    id: int
    key: str
    url: str
    kind: Kind
    depth: int
    found_on: int | None
    state: AddressState
    why: str
    facts: ResponseSummary


class LinkEdge(NamedTuple):
    """A way from one address to another."""

    source: int
    target: int
    kind: Kind
    label: str


class CrawlStore:
    """A kept crawl.

    Args:
        folder: of the crawl.

    Raises:
        UsageError: it holds none.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / DATABASE_NAME
        if not path.is_file():
            raise UsageError(
                f"a folder of a crawl at {folder}",
                seen=f"no {DATABASE_NAME} in it",
                remedy="Name the folder that `codes-perdus scrape` wrote.",
            )
        self._base = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the crawl's memory."""
        self._base.close()

    def note(self, name: str) -> str:
        """Something that was noted about the crawl; "" for nothing."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def addresses(self) -> Iterator[KnownAddress]:
        """All addresses, in the order in which they were found."""
        rows = self._base.execute(
            "SELECT id, key, url, kind, depth, found_on, state, why, facts FROM address ORDER BY id"
        )
        for number, key, url, kind, depth, found_on, state, why, facts in rows:
            known = ResponseSummary.model_validate_json(facts) if facts else ResponseSummary()
            yield KnownAddress(
                number, key, url, Kind(kind), depth, found_on, AddressState(state), why, known
            )

    def edges(self) -> Iterator[LinkEdge]:
        """All ways from one address to another, each kind of way once."""
        rows = self._base.execute(
            "SELECT source, target, kind, min(label) FROM edge GROUP BY source, target, kind"
        )
        for source, target, kind, label in rows:
            yield LinkEdge(source, target, Kind(kind), label)

    def counted(self, end: str) -> dict[int, int]:
        """How many addresses each address leads to ("source"), or is led to from ("target")."""
        other = {"source": "target", "target": "source"}[end]
        sql = (
            f"SELECT {end}, count(DISTINCT {other}) FROM edge"  # noqa: S608 - our own words
            f" WHERE kind != 'resource' AND source != target GROUP BY {end}"
        )
        return dict(self._base.execute(sql))

    def records(self) -> Iterator[CrawledPage]:
        """The pages that were read."""
        for (data,) in self._base.execute("SELECT record FROM page ORDER BY id"):
            yield unpack(data)

    def unread(self) -> Iterator[Document]:
        """The archived documents that were not read yet."""
        rows = self._base.execute(_DOCUMENTS).fetchall()
        places = {place: (number, key) for number, key, place in rows}
        for (number, key), kept in read_answers(self.folder / WARC_NAME, places):
            content_type = kept.header("content-type")
            yield Document(
                number, key, kept.url, kept.status, content_type, kept.decoded(MAX_DOCUMENT_BYTES)
            )
