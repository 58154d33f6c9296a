"""Reads a stored crawl, without loading more of it than asked for."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from harness.core.database import open_read_only
from harness.core.errors import UsageError
from harness.core.folders.safe import SafeFolder
from harness.crawl.frontier import DATABASE_FORMAT, DATABASE_NAME, WRONG_FORMAT_REMEDY
from harness.crawl.model import AddressState, NoteName, ResponseSummary
from harness.crawl.results.crawled_page import CrawledPage, unpack
from harness.crawl.results.page_models import MAX_DOCUMENT_BYTES, ArchivedDocument
from harness.crawl.warc import WARC_NAME, read_responses
from harness.model.fact import Fact, fact_from_json
from harness.page.references import LinkKind

_NO_ANSWER = ResponseSummary()
_DOCUMENTS = """
SELECT a.id, a.key, json_extract(a.summary, '$.offset') AS offset FROM address a
LEFT JOIN page p ON p.id = a.id
WHERE a.state = 2 AND offset IS NOT NULL AND p.id IS NULL AND a.kind != 'resource'
AND coalesce(json_extract(a.summary, '$.type'), '') IN ('text/html', 'application/xhtml+xml', '')
AND a.status NOT IN (301, 302, 303, 307, 308)
ORDER BY offset
"""


@dataclass(frozen=True)
class KnownAddress:
    """An address in the state in which the crawl left it.

    Attributes:
        found_on: id of the address whose page led here first.
        left: why it was not fetched; None if it was, or is still waiting.
    """

    id: int
    key: str
    url: str
    kind: LinkKind
    depth: int
    found_on: int | None
    state: AddressState
    left: Fact | None
    summary: ResponseSummary


@dataclass(frozen=True)
class LinkEdge:
    """A link between two addresses, by their ids."""

    source: int
    target: int
    kind: LinkKind
    label: str


class CrawlStore:
    """A stored crawl, read only.

    Args:
        folder: of the crawl.

    Raises:
        UnsafeFile: the folder holds links, named pipes or the like.
        UsageError: the folder has no crawl, or one of another format.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / DATABASE_NAME
        files = SafeFolder(folder)
        if not (folder.is_dir() and files.has(DATABASE_NAME)):
            raise UsageError(
                f"a folder of a crawl at {folder}",
                seen=f"no {DATABASE_NAME} in it",
                remedy="Name the folder that `codes-perdus scrape` wrote.",
            )
        for _ in files.files():  # the archive and the rest are plain files, too
            pass
        self._base = open_read_only(path, version=DATABASE_FORMAT, remedy=WRONG_FORMAT_REMEDY)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the database."""
        self._base.close()

    def note(self, name: NoteName) -> str:
        """A stored value; "" for none."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    @property
    def start(self) -> str:
        """The address that the crawl began at."""
        return self.note(NoteName.START)

    @property
    def ignored_parameters(self) -> tuple[str, ...]:
        """The query parameters that do not change a page of the portal."""
        return tuple(json.loads(self.note(NoteName.IGNORED) or "[]"))

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the portal."""
        return tuple(json.loads(self.note(NoteName.HOSTS) or "[]"))

    @property
    def notices(self) -> tuple[Fact, ...]:
        """What made the crawl wait."""
        return tuple(fact_from_json(one) for one in json.loads(self.note(NoteName.NOTICES) or "[]"))

    def addresses(self) -> Iterator[KnownAddress]:
        """All addresses, in the order in which they were found."""
        rows = self._base.execute(
            "SELECT id, key, url, kind, depth, found_on, state, left_because, summary"
            " FROM address ORDER BY id"
        )
        for number, key, url, kind, depth, found_on, state, left, summary in rows:
            yield KnownAddress(
                number,
                key,
                url,
                LinkKind(kind),
                depth,
                found_on,
                AddressState(state),
                fact_from_json(left) if left else None,
                ResponseSummary.model_validate_json(summary) if summary else _NO_ANSWER,
            )

    def edges(self) -> Iterator[LinkEdge]:
        """All links; one for each source, target and kind."""
        rows = self._base.execute(
            "SELECT source, target, kind, min(label) FROM edge GROUP BY source, target, kind"
        )
        for source, target, kind, label in rows:
            yield LinkEdge(source, target, LinkKind(kind), label)

    def count_links(self, end: str) -> dict[int, int]:
        """Number of links by address id.

        Args:
            end: "source" to count outgoing links, "target" to count incoming ones.
        """
        other = {"source": "target", "target": "source"}[end]
        sql = (
            f"SELECT {end}, count(DISTINCT {other}) FROM edge"  # noqa: S608 - our own words
            f" WHERE kind != 'resource' AND source != target GROUP BY {end}"
        )
        return dict(self._base.execute(sql))

    def pages(self) -> Iterator[CrawledPage]:
        """The pages that were read."""
        for (data,) in self._base.execute("SELECT record FROM page ORDER BY id"):
            yield unpack(data)

    def page(self, number: int) -> CrawledPage:
        """A page that was read, by the id of its address."""
        (data,) = self._base.execute("SELECT record FROM page WHERE id = ?", (number,)).fetchone()
        return unpack(data)

    def unread_documents(self) -> Iterator[ArchivedDocument]:
        """The archived documents whose page was not read yet."""
        rows = self._base.execute(_DOCUMENTS).fetchall()
        offsets = {offset: (number, key) for number, key, offset in rows}
        for (number, key), answer in read_responses(self.folder / WARC_NAME, offsets):
            yield ArchivedDocument(
                number,
                key,
                answer.url,
                answer.status,
                answer.header("content-type"),
                answer.decoded(MAX_DOCUMENT_BYTES),
            )
