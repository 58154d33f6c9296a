"""A crawl from somebody else is data, whatever is in its folder.

No command reads or writes outside of it, waits without end, or breaks with a stack trace.
"""

import asyncio
import json
import shutil
import sqlite3
import zlib
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from harness.app.crawl_run import compare_crawl_folders
from harness.app.kept_suite import suite_in
from harness.config.suite import bundled_suite
from harness.core.errors import Fault
from harness.crawl.frontier import DATABASE_NAME
from harness.crawl.job import read_pages
from harness.crawl.results.inventory import inventory_entries
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME
from harness.messages import catalogue
from harness.reporting.crawl.site import site_report
from tests.crawl.sites import crawled

TOKEN = "what lies outside of the folder"
SITE = {"/": "<title>Un</title><form><input name=a></form><a href=/b>b</a>", "/b": "<p>deux</p>"}
Malice = Callable[[Path], object]


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A crawl as it is received."""
    return asyncio.run(crawled(SITE, tmp_path_factory.mktemp("clean") / "crawl"))


@pytest.fixture
def received(clean: Path, tmp_path: Path) -> Path:
    """The crawl beside a file that is none of its own."""
    (tmp_path / "outside").write_text(TOKEN, encoding="utf-8")
    return Path(shutil.copytree(clean, tmp_path / "crawl"))


def told(query: str, *values: object) -> Malice:
    """Something else in the database."""

    def change(folder: Path) -> None:
        with closing(sqlite3.connect(folder / DATABASE_NAME)) as base, base:
            base.execute(query, values)

    return change


def note(name: str, value: str) -> Malice:
    """Another note."""
    return told("INSERT OR REPLACE INTO note VALUES (?, ?)", name, value)


def link(name: str) -> Malice:
    """A link to what lies outside in the place of a file."""

    def make(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(folder.parent / "outside")

    return make


def page(change: Callable[[dict[str, Any]], object]) -> Malice:
    """Other values in each stored page."""

    def alter(folder: Path) -> None:
        with closing(sqlite3.connect(folder / DATABASE_NAME)) as base, base:
            for number, record in base.execute("SELECT id, record FROM page").fetchall():
                known = json.loads(zlib.decompress(record))
                change(known)
                packed = zlib.compress(json.dumps(known).encode())
                base.execute("UPDATE page SET record = ? WHERE id = ?", (packed, number))

    return alter


def cut(name: str, size: int) -> Malice:
    """The end of a file is missing."""

    def shorten(folder: Path) -> None:
        with (folder / name).open("r+b") as file:
            file.truncate(size)

    return shorten


def unread(folder: Path) -> None:
    """The pages have to be read from the archive again."""
    told("DELETE FROM page")(folder)


def together(*several: Malice) -> Malice:
    """One after another."""
    return lambda folder: [one(folder) for one in several]


BOMB = zlib.compress(b" " * (1 << 28), 9)
ENDLESS = (
    "CREATE VIEW page AS WITH RECURSIVE n(id, record) AS"
    " (SELECT 1, x'00' UNION ALL SELECT id + 1, record FROM n) SELECT * FROM n"
)
REFUSED: dict[str, Malice] = {
    "archive is a link": link(WARC_NAME),
    "database is a link": link(DATABASE_NAME),
    "lock is a link": link(".lock"),
    "results are a link": link("pages.jsonl"),
    "endless view": together(told("DROP TABLE page"), told(ENDLESS)),
    "trigger": told("CREATE TRIGGER t AFTER INSERT ON note BEGIN DELETE FROM address; END"),
    "page bomb": told("UPDATE page SET record = ?", BOMB),
    "page not compressed": told("UPDATE page SET record = x'0102'"),
    "page of something else": told("UPDATE page SET record = ?", zlib.compress(b"[[]]")),
    "page as text": told("UPDATE page SET record = 'x'"),
    "page of deep json": told("UPDATE page SET record = ?", zlib.compress(b"[" * 100_000)),
    "page without its model": page(lambda known: known.pop("page")),
    "kind of another world": told("UPDATE address SET kind = 'x'"),
    "state of another world": told("UPDATE address SET state = 99"),
    "depth as text": told("UPDATE address SET depth = 'x'"),
    "summary of nothing": told("UPDATE address SET summary = '{'"),
    "offset as text": together(unread, told('UPDATE address SET summary = \'{"offset": "x"}\'')),
    "offset beyond": together(unread, told("UPDATE address SET summary = '{\"offset\": 9999999}'")),
    "archive cut off": together(unread, cut(WARC_NAME, 700)),
    "database cut off": cut(DATABASE_NAME, 5000),
    "notices of nothing": note("notices", "[1]"),
    "probe of nothing": note("probe", "x y\n====="),
    "left for no reason": told("UPDATE address SET left_because = '[]'"),
}


def both(folder: Path, clean: Path) -> None:
    """Do all that is done with a crawl that was received."""
    read_pages(folder, lambda _: None, suite_in(folder) or bundled_suite())
    with CrawlStore(folder) as store:
        assert site_report(store, list(inventory_entries(store)), catalogue())
    compare_crawl_folders(clean, folder, folder / "since-clean", catalogue())


@pytest.mark.parametrize("name", REFUSED)
def test_malice_is_refused_by_a_message(name: str, received: Path, clean: Path) -> None:
    """Nothing outside is changed."""
    REFUSED[name](received)
    with pytest.raises(Fault):
        both(received, clean)
    assert (received.parent / "outside").read_text(encoding="utf-8") == TOKEN


@pytest.mark.parametrize(
    "malice",
    [
        note("archive_length", "x" * 5000),
        note("dropped", "-" + "9" * 4000),
        note("suite", "/dev/zero"),
        lambda _: None,
    ],
    ids=["length", "dropped", "suite", "nothing"],
)
def test_what_is_not_needed_is_not_trusted(malice: Malice, received: Path, clean: Path) -> None:
    """A crawl is read without it."""
    malice(received)
    both(received, clean)
