"""What is known, what is waiting and what is done, in one SQLite file (`crawl.sqlite`).

Each turn is one transaction: what was visited goes in, what is to be asked for next comes
out. The archive is on the disk before the transaction ends, and its length stands in it: a
crawl that is killed at any moment goes on from its last turn, and the leases of the dead are
given back.
"""

import json
import sqlite3
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple, Self

from harness.core.errors import UsageError
from harness.crawl.model import AddressState, FoundAddress, Lease, Visit
from harness.crawl.results.crawled_page import CrawledPage, pack
from harness.crawl.scope import shape
from harness.crawl.warc import WARC_NAME, WarcWriter
from harness.page.quick_scan import Kind

DATABASE_NAME = "crawl.sqlite"
FORMAT = 1
DROPPED = "dropped"  # note with how many addresses were left alone and not even listed
_MOST_LEFT = 500_000  # addresses left alone that are listed
_KNOWN = 300_000  # keys remembered; the rest is looked up
_SCHEMA = """
CREATE TABLE IF NOT EXISTS note (name TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS address (
  id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, url TEXT NOT NULL, kind TEXT NOT NULL,
  depth INTEGER NOT NULL, chain INTEGER NOT NULL, found_on INTEGER, shape TEXT NOT NULL,
  state INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, due REAL NOT NULL DEFAULT 0,
  why TEXT NOT NULL DEFAULT '', status INTEGER, words TEXT, facts TEXT
);
CREATE INDEX IF NOT EXISTS queue ON address (state, depth, id);
CREATE TABLE IF NOT EXISTS edge (
  source INTEGER NOT NULL, target INTEGER NOT NULL, kind TEXT NOT NULL, label TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS page (id INTEGER PRIMARY KEY, record BLOB NOT NULL);
"""
_LEASES = """
SELECT a.id, a.key, a.url, a.kind, a.depth, a.chain, a.tries, coalesce(f.url, '') AS referrer,
  {earlier} AS earlier
FROM address a LEFT JOIN address f ON f.id = a.found_on
WHERE a.state = 0 AND a.due <= ? ORDER BY a.depth, a.id LIMIT ?
"""
_EARLIER = "(SELECT o.facts FROM old.address o WHERE o.key = a.key AND o.status = 200)"


class FrontierTurn(NamedTuple):
    """What a turn gives: what to ask for, and how things stand.

    Attributes:
        wait: seconds until the first of those that wait may be asked for; None for none.
    """

    leases: list[Lease]
    done: int
    waiting: int
    wait: float | None


class Frontier:
    """The memory of one crawl; a crawl at a time has it.

    Args:
        folder: of the crawl.
        earlier: folder of an earlier crawl whose answers may still hold; None for none.

    Raises:
        UsageError: another crawl is at work there, or it is no such folder.
    """

    def __init__(self, folder: Path, earlier: Path | None = None) -> None:
        self._lock = _lock(folder)
        self._base = sqlite3.connect(
            folder / DATABASE_NAME, isolation_level=None, check_same_thread=False
        )
        self._base.execute("PRAGMA journal_mode = WAL")
        self._base.execute("PRAGMA synchronous = NORMAL")
        self._base.executescript(_SCHEMA)
        self._earlier = earlier is not None
        if earlier is not None:
            self._base.execute("ATTACH DATABASE ? AS old", (f"{earlier / DATABASE_NAME}",))
        self._base.execute("UPDATE address SET state = 0 WHERE state = 1")
        self.archive = WarcWriter(folder / WARC_NAME, int(self.note("length") or 0))
        self._known: dict[str, tuple[int, bool]] = {}
        self._pages = self._count("kind != 'resource' AND state != 3")
        self._shapes = Counter(
            dict(
                self._base.execute(
                    "SELECT shape, count(*) FROM address WHERE shape LIKE '%?%' GROUP BY shape"
                )
            )
        )
        self._left = self._count("state = 3")
        self._dropped = int(self.note(DROPPED) or 0)
        self._done = self._count("state = 2")
        self._waiting = self._count("state = 0")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *details: object) -> None:
        self.archive.close()
        self._base.close()
        self._lock.close()

    def note(self, name: str) -> str:
        """Something that was noted about the crawl; "" for nothing."""
        row = self._base.execute("SELECT value FROM note WHERE name = ?", (name,)).fetchone()
        return row[0] if row else ""

    def write_note(self, name: str, value: str) -> None:
        """Note something about the crawl."""
        self._base.execute("INSERT OR REPLACE INTO note VALUES (?, ?)", (name, value))

    def seed(self, finds: Sequence[FoundAddress]) -> None:
        """Let addresses wait that no page leads to; those that are known stay as they are."""
        for find in finds:
            self._enter(find, None)

    def claim(self, find: FoundAddress) -> Lease | None:
        """Lease an address out of its turn; None where it is known already."""
        if self._base.execute("SELECT 1 FROM address WHERE key = ?", (find.key,)).fetchone():
            return None
        number, _ = self._enter(find, None)
        self._base.execute("UPDATE address SET state = 1 WHERE id = ?", (number,))
        self._waiting -= 1
        return Lease(number, find.key, find.url, find.kind)

    def link(self, source: int, target: int, kind: Kind, label: str) -> None:
        """Note a way from one address to another that no lead tells."""
        self._base.execute("INSERT INTO edge VALUES (?, ?, ?, ?)", (source, target, kind, label))

    def turn(self, visits: Sequence[Visit], want: int, limits: "CrawlLimits") -> FrontierTurn:
        """Keep what was visited and give what to ask for next, all or nothing.

        Args:
            visits: since the last turn.
            want: how many leases at the most.
            limits: how much is taken in.
        """
        base = self._base
        base.execute("BEGIN IMMEDIATE")
        try:
            for visit in visits:
                self._keep(visit, limits)
            if any(visit.fetched or visit.drawn for visit in visits):
                self.write_note("length", str(self.archive.flush()))
                self.write_note(DROPPED, str(self._dropped))
            leases = self._lease(want)
            base.execute("COMMIT")
        except BaseException:
            base.execute("ROLLBACK")
            raise
        return FrontierTurn(leases, self._done, self._waiting, None if leases else self._wait())

    def save(self, records: Sequence[CrawledPage]) -> None:
        """Keep pages that were read."""
        with self._base:
            self._base.execute("BEGIN")
            self._save(records)

    def _save(self, records: Sequence[CrawledPage]) -> None:
        rows = [(one.id, pack(one)) for one in records]
        self._base.executemany("INSERT OR REPLACE INTO page VALUES (?, ?)", rows)

    def _keep(self, visit: Visit, limits: "CrawlLimits") -> None:
        facts = visit.facts
        source = visit.lease.id
        if visit.fetched is not None and facts is not None:
            place = self.archive.keep(visit.fetched, facts.when, visit.earlier)
            facts = facts.model_copy(update={"place": place})
        for drawn in visit.drawn:
            self.archive.write_resource(drawn, facts.when if facts else time.time())
        if visit.record is not None:
            self._save([visit.record])
        self._base.execute(
            "UPDATE address SET url = ?, state = ?, tries = tries + 1, due = ?, why = ?,"
            " status = ?, words = ?, facts = ? WHERE id = ?",
            (
                visit.url or visit.lease.url,
                visit.state,
                visit.due,
                visit.why,
                facts.status if facts else None,
                facts.words if facts else None,
                facts.model_dump_json(exclude_defaults=True) if facts else None,
                source,
            ),
        )
        self._done += visit.state == AddressState.DONE
        self._waiting += visit.state == AddressState.WAITING
        edges = [
            (source, self._find(find, source, limits), find.kind, find.label)
            for find in visit.finds
        ]
        listed = [edge for edge in edges if edge[1]]
        self._base.executemany("INSERT INTO edge VALUES (?, ?, ?, ?)", listed)

    def _find(self, find: FoundAddress, source: int, limits: "CrawlLimits") -> int:
        known = self._known.get(find.key)
        if known is None or (known[1] and not find.why):
            known = self._enter(find, source, limits)
            if len(self._known) >= _KNOWN:
                self._known.clear()
            self._known[find.key] = known
        return known[0]

    def _enter(
        self, find: FoundAddress, source: int | None, limits: "CrawlLimits | None" = None
    ) -> tuple[int, bool]:
        """Its id, and whether it is left alone."""
        row = self._base.execute(
            "SELECT id, state FROM address WHERE key = ?", (find.key,)
        ).fetchone()
        if row and (row[1] != AddressState.LEFT or find.why):
            return row[0], row[1] == AddressState.LEFT
        kin = shape(find.key)
        why = find.why or (self._too_many(find, kin, limits) if limits else "")
        state = AddressState.LEFT if why else AddressState.WAITING
        if row and why:
            return row[0], True
        self._count_in(find, kin, state)
        if row:  # left alone until now, but there is a better way to it
            self._base.execute(
                "UPDATE address SET state = ?, why = '', depth = ?, chain = ? WHERE id = ?",
                (state, find.depth, find.chain, row[0]),
            )
            return row[0], False
        if why and self._left >= _MOST_LEFT:
            self._dropped += 1
            return 0, True
        self._left += bool(why)
        cursor = self._base.execute(
            "INSERT INTO address (key, url, kind, depth, chain, found_on, shape, state, why)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (find.key, find.url, find.kind, find.depth, find.chain, source, kin, state, why),
        )
        return int(cursor.lastrowid or 0), bool(why)

    def _too_many(self, find: FoundAddress, kin: str, limits: "CrawlLimits") -> str:
        if find.kind is not Kind.RESOURCE and self._pages >= limits.pages:
            return f"more than {limits.pages} addresses"
        if "?" in kin and self._shapes[kin] >= limits.variants:
            return f"more than {limits.variants} variants of one address"
        return ""

    def _count_in(self, find: FoundAddress, kin: str, state: AddressState) -> None:
        if state is not AddressState.WAITING:
            return
        self._waiting += 1
        self._pages += find.kind is not Kind.RESOURCE
        if "?" in kin:
            self._shapes[kin] += 1

    def _lease(self, want: int) -> list[Lease]:
        sql = _LEASES.format(earlier=_EARLIER if self._earlier else "NULL")
        rows = self._base.execute(sql, (time.time(), want)).fetchall()
        self._base.executemany("UPDATE address SET state = 1 WHERE id = ?", [(r[0],) for r in rows])
        self._waiting -= len(rows)
        return [_lease(row) for row in rows]

    def _wait(self) -> float | None:
        (due,) = self._base.execute("SELECT min(due) FROM address WHERE state = 0").fetchone()
        return None if due is None else max(0.0, due - time.time())

    def _count(self, where: str) -> int:
        sql = f"SELECT count(*) FROM address WHERE {where}"  # noqa: S608 - our own words
        return int(self._base.execute(sql).fetchone()[0])


class CrawlLimits(NamedTuple):
    """How much a crawl takes in.

    Attributes:
        pages: addresses that are no resources.
        variants: addresses that differ in the values of their query only.
    """

    pages: int
    variants: int


def _lease(row: Sequence[Any]) -> Lease:
    earlier = json.loads(row[8]) if row[8] else {}
    return Lease(
        id=row[0],
        key=row[1],
        url=row[2],
        kind=Kind(row[3]),
        depth=row[4],
        chain=row[5],
        tries=row[6],
        referrer=row[7],
        etag=earlier.get("etag", ""),
        modified=earlier.get("modified", ""),
        place=earlier.get("place"),
    )


def _lock(folder: Path) -> sqlite3.Connection:
    """Hold a folder until the connection is closed or its process ends, however it does."""
    lock = sqlite3.connect(folder / ".lock", isolation_level=None, timeout=0)
    try:
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.OperationalError as busy:
        lock.close()
        raise UsageError(
            f"a folder for one crawl at {folder}",
            seen="another crawl is at work there",
            remedy="Wait for its end, or name another folder with --out.",
        ) from busy
    return lock
