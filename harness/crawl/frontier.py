"""The addresses of a crawl (known, waiting, done) in one SQLite file, `crawl.sqlite`.

Each turn is one transaction: it stores visits and leases the next addresses. The archive is
flushed before the transaction ends, and its length is stored in it. A crawl that is killed
continues after its last turn; open leases are given back.
"""

import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from harness.core.database import open_database
from harness.core.errors import UsageError
from harness.core.files import lock_file
from harness.core.folders.safe import SafeFolder
from harness.crawl.model import AddressState, AddressVisit, FoundAddress, Lease, NoteName
from harness.crawl.results.crawled_page import CrawledPage, pack
from harness.crawl.scope import shape
from harness.crawl.warc import WARC_NAME, WarcWriter
from harness.model.fact import Fact, fact, fact_to_json
from harness.page.references import LinkKind

DATABASE_NAME = "crawl.sqlite"
DATABASE_FORMAT = 2
WRONG_FORMAT_REMEDY = "Crawl again into another folder (--out)."
_MAX_LISTED_LEFT = 500_000  # addresses that are not fetched
_MAX_CACHED_KEYS = 300_000
SCHEMA = """
CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE address (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, kind TEXT NOT NULL,
  depth INTEGER NOT NULL, chain INTEGER NOT NULL, found_on INTEGER, shape TEXT NOT NULL,
  state INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0,
  left_because TEXT, status INTEGER, summary TEXT
);
CREATE INDEX queue ON address (state, depth, id);
CREATE TABLE edge (
  source INTEGER NOT NULL, target INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL
);
CREATE TABLE page (id INTEGER PRIMARY KEY, record BLOB NOT NULL);
"""
_MAX_DIGITS = 15  # of a stored number
_LEASES = """
SELECT a.id, a.key, a.url, a.kind, a.depth, a.chain, a.tries, coalesce(f.url, '') AS referrer,
  {earlier} AS earlier
FROM address a LEFT JOIN address f ON f.id = a.found_on
WHERE a.state = 0 AND a.due <= ? ORDER BY a.depth, a.id LIMIT ?
"""
_EARLIER = "(SELECT o.summary FROM old.address o WHERE o.key = a.key AND o.status = 200)"


@dataclass(frozen=True)
class CrawlLimits:
    """How many addresses a crawl takes in.

    Attributes:
        pages: addresses that are not resources.
        variants: addresses that differ only in the values of their query.
    """

    pages: int
    variants: int


@dataclass(frozen=True)
class FrontierTurn:
    """The result of one turn.

    Attributes:
        leases: the addresses to explore next.
        seconds_until_due: until the first waiting address may be fetched; None if none waits.
    """

    leases: list[Lease]
    done: int
    waiting: int
    seconds_until_due: float | None


class Frontier:
    """The addresses of one crawl; only one process may open it at a time.

    Args:
        earlier: folder of an earlier crawl whose answers may still be valid; None for none.

    Raises:
        UnsafeFile: the folder holds links, named pipes or the like.
        UsageError: another crawl uses the folder, or it has another format.
    """

    def __init__(self, folder: Path, earlier: Path | None = None) -> None:
        SafeFolder(folder).check()
        self._lock = lock_file(folder / ".lock", _busy(folder))
        self._base = open_database(
            folder / DATABASE_NAME,
            version=DATABASE_FORMAT,
            schema=SCHEMA,
            remedy=WRONG_FORMAT_REMEDY,
        )
        self._has_earlier = earlier is not None
        if earlier is not None:
            self._base.execute("ATTACH DATABASE ? AS old", (f"{earlier / DATABASE_NAME}",))
        self._base.execute("UPDATE address SET state = 0 WHERE state = 1")
        self.archive = WarcWriter(folder / WARC_NAME, self._number(NoteName.ARCHIVE_LENGTH))
        self._cache: dict[str, tuple[int, bool]] = {}
        self._pages = self._count("kind != 'resource' AND state != 3")
        self._shapes = Counter(
            dict(
                self._base.execute(
                    "SELECT shape, count(*) FROM address WHERE shape LIKE '%?%' GROUP BY shape"
                )
            )
        )
        self._left = self._count("state = 3")
        self._dropped = self._number(NoteName.DROPPED)
        self._done = self._count("state = 2")
        self._waiting = self._count("state = 0")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        try:
            self.archive.close()
        finally:
            self._base.close()
            self._lock.release()

    def note(self, name: NoteName) -> str:
        """A stored value; "" for none."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def write_note(self, name: NoteName, value: str) -> None:
        """Store a value."""
        self._base.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def seed(self, addresses: Sequence[FoundAddress]) -> None:
        """Add addresses that no page leads to; known ones stay as they are."""
        for address in addresses:
            self._enter(address, None)

    def claim(self, address: FoundAddress) -> Lease | None:
        """Lease a new address out of turn; None if the address is known already."""
        if self._base.execute("SELECT 1 FROM address WHERE key = ?", (address.key,)).fetchone():
            return None
        number, _ = self._enter(address, None)
        self._base.execute("UPDATE address SET state = 1 WHERE id = ?", (number,))
        self._waiting -= 1
        return Lease(number, address.key, address.url, address.kind)

    def link(self, source: int, target: int, kind: LinkKind, label: str) -> None:
        """Store a link from one address to another."""
        self._base.execute("INSERT INTO edge VALUES (?, ?, ?, ?)", (source, target, kind, label))

    def turn(
        self, visits: Sequence[AddressVisit], wanted: int, limits: CrawlLimits
    ) -> FrontierTurn:
        """Store visits and lease up to `wanted` addresses, in one transaction."""
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        try:
            for visit in visits:
                self._store_visit(visit, limits)
            if any(visit.fetched or visit.rendered for visit in visits):
                self.write_note(NoteName.ARCHIVE_LENGTH, str(self.archive.flush()))
                self.write_note(NoteName.DROPPED, str(self._dropped))
            leases = self._lease(wanted)
            base.execute("COMMIT")
        except BaseException:
            if base.in_transaction:  # SQLite ends it by itself where the disk is full
                base.execute("ROLLBACK")
            raise
        until_due = None if leases else self._seconds_until_due()
        return FrontierTurn(leases, self._done, self._waiting, until_due)

    def save_pages(self, pages: Sequence[CrawledPage]) -> None:
        """Store pages, all or none."""
        with self._base:
            self._base.execute("BEGIN")
            self._store_pages(pages)

    def _store_pages(self, pages: Sequence[CrawledPage]) -> None:
        rows = [(one.id, pack(one)) for one in pages]
        self._base.executemany("INSERT OR REPLACE INTO page VALUES (?, ?)", rows)

    def _store_visit(self, visit: AddressVisit, limits: CrawlLimits) -> None:
        summary = visit.summary
        source = visit.lease.id
        if visit.fetched is not None and summary is not None:
            offset = self.archive.write_exchange(
                visit.fetched, summary.fetched_at, visit.earlier_record
            )
            summary = summary.model_copy(update={"offset": offset})
        for rendered in visit.rendered:
            self.archive.write_resource(rendered, summary.fetched_at if summary else time.time())
        if visit.page is not None:
            self._store_pages([visit.page])
        self._base.execute(
            "UPDATE address SET url = ?, state = ?, tries = tries + 1, due = ?,"
            " left_because = ?, status = ?, summary = ? WHERE id = ?",
            (
                visit.url or visit.lease.url,
                visit.state,
                visit.retry_at,
                _as_json(visit.left),
                summary.status if summary else None,
                summary.model_dump_json(exclude_defaults=True) if summary else None,
                source,
            ),
        )
        self._done += visit.state == AddressState.DONE
        self._waiting += visit.state == AddressState.WAITING
        edges = [
            (source, self._find_or_enter(found, source, limits), found.kind, found.label)
            for found in visit.found
        ]
        listed = [edge for edge in edges if edge[1]]
        self._base.executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", listed)

    def _find_or_enter(self, found: FoundAddress, source: int, limits: CrawlLimits) -> int:
        """The id of an address; 0 if it is not listed."""
        known = self._cache.get(found.key)
        if known is None or (known[1] and not found.left):
            known = self._enter(found, source, limits)
            if len(self._cache) >= _MAX_CACHED_KEYS:
                self._cache.clear()
            self._cache[found.key] = known
        return known[0]

    def _enter(
        self, found: FoundAddress, source: int | None, limits: CrawlLimits | None = None
    ) -> tuple[int, bool]:
        """Add an address.

        Returns:
            Its id, and whether it is left.
        """
        row = self._base.execute(
            "SELECT id, state FROM address WHERE key = ?", (found.key,)
        ).fetchone()
        if row and (row[1] != AddressState.LEFT or found.left):
            return row[0], row[1] == AddressState.LEFT
        kin = shape(found.key)
        left = found.left or (self._limit_reached(found, kin, limits) if limits else None)
        state = AddressState.LEFT if left else AddressState.WAITING
        if row and left:
            return row[0], True
        self._count_in(found, kin, state)
        if row:  # left until now, but this link may be followed
            self._base.execute(
                "UPDATE address SET state = ?, left_because = NULL, depth = ?, chain = ?"
                " WHERE id = ?",
                (state, found.depth, found.chain, row[0]),
            )
            return row[0], False
        if left and self._left >= _MAX_LISTED_LEFT:
            self._dropped += 1
            return 0, True
        self._left += bool(left)
        columns = (found.key, found.url, found.kind, found.depth, found.chain, source, kin, state)
        cursor = self._base.execute(
            "INSERT INTO address"
            " (key, url, kind, depth, chain, found_on, shape, state, left_because)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (*columns, _as_json(left)),
        )
        return cursor.lastrowid or 0, bool(left)

    def _limit_reached(self, found: FoundAddress, kin: str, limits: CrawlLimits) -> Fact | None:
        if found.kind is not LinkKind.RESOURCE and self._pages >= limits.pages:
            return fact("left-too-many-addresses", max=limits.pages)
        if "?" in kin and self._shapes[kin] >= limits.variants:
            return fact("left-too-many-variants", max=limits.variants)
        return None

    def _count_in(self, found: FoundAddress, kin: str, state: AddressState) -> None:
        if state is not AddressState.WAITING:
            return
        self._waiting += 1
        self._pages += found.kind is not LinkKind.RESOURCE
        if "?" in kin:
            self._shapes[kin] += 1

    def _lease(self, wanted: int) -> list[Lease]:
        sql = _LEASES.format(earlier=_EARLIER if self._has_earlier else "NULL")
        rows = self._base.execute(sql, (time.time(), wanted)).fetchall()
        self._base.executemany("UPDATE address SET state = 1 WHERE id = ?", [(r[0],) for r in rows])
        self._waiting -= len(rows)
        return [_lease_of(row) for row in rows]

    def _number(self, name: NoteName) -> int:
        """A stored number; 0 for none, and for what is no number."""
        value = self.note(name)
        return int(value) if value.isdecimal() and len(value) <= _MAX_DIGITS else 0

    def _seconds_until_due(self) -> float | None:
        (due,) = self._base.execute("SELECT min(due) FROM address WHERE state = 0").fetchone()
        return None if due is None else max(0.0, due - time.time())

    def _count(self, where: str) -> int:
        sql = f"SELECT count(*) FROM address WHERE {where}"  # noqa: S608 - our own words
        return int(self._base.execute(sql).fetchone()[0])


def _as_json(left: Fact | None) -> str | None:
    return fact_to_json(left) if left else None


def _lease_of(row: Sequence[Any]) -> Lease:
    earlier = json.loads(row[8]) if row[8] else {}
    return Lease(
        id=row[0],
        key=row[1],
        url=row[2],
        kind=LinkKind(row[3]),
        depth=row[4],
        chain=row[5],
        tries=row[6],
        referrer=row[7],
        etag=earlier.get("etag", ""),
        modified=earlier.get("modified", ""),
        offset=earlier.get("offset"),
    )


def _busy(folder: Path) -> UsageError:
    return UsageError(
        f"a folder for one crawl at {folder}",
        seen="another crawl is at work there",
        remedy="Wait for its end, or name another folder with --out.",
    )
