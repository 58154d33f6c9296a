"""Reads a stored crawl, without loading more of it than asked for."""

import sqlite3
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Self, TypeVar

from pydantic import TypeAdapter

from harness.core.database import open_read_only
from harness.core.errors import UsageError
from harness.core.folders.safe import SafeFolder
from harness.crawl.frontier import (
    DATABASE_FORMAT,
    DATABASE_NAME,
    SCHEMA,
    WRONG_FORMAT_REMEDY,
)
from harness.crawl.model import AddressState, NoteName, ResponseSummary
from harness.crawl.results.crawled_page import CrawledPage, unpack
from harness.crawl.results.page_models import MAX_DOCUMENT_BYTES, ArchivedDocument
from harness.crawl.warc import WARC_NAME, ArchivedResponse, read_responses
from harness.driver.http.style_sheets import MAX_KNOWN, Styling
from harness.model.fact import Fact, fact_from_json
from harness.page.references import LinkKind

Row = TypeVar("Row")
_Place = tuple[int, str]  # an address by its id and key

_TEXTS = TypeAdapter(tuple[str, ...])
_NO_ANSWER = ResponseSummary()
_DOCUMENTS = """
SELECT a.id, a.key, json_extract(a.summary, '$.offset') AS offset FROM address a
LEFT JOIN page p ON p.id = a.id
WHERE a.state = 2 AND typeof(offset) = 'integer' AND p.id IS NULL AND a.kind != 'resource'
AND coalesce(json_extract(a.summary, '$.type'), '') IN ('text/html', 'application/xhtml+xml', '')
AND a.status NOT IN (301, 302, 303, 307, 308)
ORDER BY offset
"""
_STYLE_SHEETS = """
SELECT a.id, a.key, json_extract(a.summary, '$.offset') AS offset FROM address a
WHERE a.state = 2 AND typeof(offset) = 'integer' AND a.status = 200
AND json_extract(a.summary, '$.type') = 'text/css'
ORDER BY a.id
"""
_MAX_STYLES = 2_000_000  # bytes of all style sheets


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


def _known_address(*row: Any) -> KnownAddress:
    number, key, url, kind, depth, found_on, state, left, summary = row
    return KnownAddress(
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


class CrawlStore:
    """A stored crawl, read only.

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
        files.check()  # the archive and the rest, too
        self._base = open_read_only(
            path, version=DATABASE_FORMAT, schema=SCHEMA, remedy=WRONG_FORMAT_REMEDY
        )

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
        return self._texts(NoteName.IGNORED)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The hosts of the portal."""
        return self._texts(NoteName.HOSTS)

    @property
    def notices(self) -> tuple[Fact, ...]:
        """What made the crawl wait."""
        with self.reading():
            return tuple(map(fact_from_json, self._texts(NoteName.NOTICES)))

    @property
    def dropped(self) -> int:
        """Number of addresses that were left alone and are not listed."""
        with self.reading():
            return int(self.note(NoteName.DROPPED) or 0)

    def _texts(self, name: NoteName) -> tuple[str, ...]:
        """A stored list of texts."""
        with self.reading():
            return _TEXTS.validate_json(self.note(name) or "[]")

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Make a fault of what is broken in the crawl.

        Raises:
            UsageError: what is read meanwhile is not as a crawl writes it.
        """
        try:
            yield
        except (sqlite3.DatabaseError, ValueError, TypeError, zlib.error) as error:
            raise UsageError(
                f"a whole crawl in {self.folder}",
                seen=str(error).splitlines()[0] if str(error) else type(error).__name__,
                remedy="Crawl again; the folder is damaged, or is none of ours.",
            ) from error

    def _each(self, read: Callable[..., Row], query: str, *values: object) -> Iterator[Row]:
        """What `read` makes of each row of a query."""
        with self.reading():
            for row in self._base.execute(query, values):
                yield read(*row)

    def addresses(self) -> Iterator[KnownAddress]:
        """All addresses, in the order in which they were found."""
        yield from self._each(
            _known_address,
            "SELECT id, key, url, kind, depth, found_on, state, left_because, summary"
            " FROM address ORDER BY id",
        )

    def edges(self) -> Iterator[LinkEdge]:
        """All links; one for each source, target and kind."""
        yield from self._each(
            lambda source, target, kind, label: LinkEdge(source, target, LinkKind(kind), label),
            "SELECT source, target, kind, min(label) FROM edge GROUP BY source, target, kind",
        )

    def count_links(self, end: str) -> dict[int, int]:
        """Number of links by address id: outgoing ones for "source", incoming ones for "target"."""
        other = {"source": "target", "target": "source"}[end]
        sql = (
            f"SELECT {end}, count(DISTINCT {other}) FROM edge"  # noqa: S608 - our own words
            f" WHERE kind != 'resource' AND source != target GROUP BY {end}"
        )
        return dict(self._each(lambda *pair: pair, sql))

    def pages(self) -> Iterator[CrawledPage]:
        """The pages that were read."""
        yield from self._each(unpack, "SELECT record FROM page ORDER BY id")

    def page(self, number: int) -> CrawledPage:
        """A page that was read, by the id of its address."""
        (page,) = self._each(unpack, "SELECT record FROM page WHERE id = ?", number)
        return page

    def unread_documents(self) -> Iterator[ArchivedDocument]:
        """The archived documents whose page was not read yet."""
        for (number, key), answer in self._answers(_DOCUMENTS):
            yield ArchivedDocument(
                number,
                key,
                answer.url,
                answer.status,
                answer.header("content-type"),
                answer.decoded(MAX_DOCUMENT_BYTES),
            )

    def style_sheets(self) -> Styling:
        """The style sheets that were fetched, as many as count; their pages are drawn by them."""
        sheets: list[tuple[str, str]] = []
        left = _MAX_STYLES
        for _, answer in islice(self._answers(_STYLE_SHEETS), MAX_KNOWN):
            sheet = answer.decoded(left + 1)
            left -= len(sheet)
            if left < 0:
                break
            sheets.append((answer.url, sheet.decode("utf-8", "replace")))
        return Styling(tuple(sheets))

    def _answers(self, query: str) -> Iterator[tuple[_Place, ArchivedResponse]]:
        """The archived answers whose offsets a query names."""
        rows = self._each(lambda *row: row, query)
        offsets = {offset: (number, key) for number, key, offset in rows}
        return read_responses(self.folder / WARC_NAME, offsets)
