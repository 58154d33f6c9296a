"""A crawl over plain HTTP: all is found once, traps are bounded and told."""

import asyncio
import json
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.checker import Checker

from benchmarks.synthetic_site import application, real_pages
from harness.config.crawl import ScrapeSettings
from harness.config.suite import bundled_suite
from harness.config.target import Target
from harness.core.errors import UsageError
from harness.crawl.frontier import DATABASE_NAME, Frontier
from harness.crawl.job import CrawlConfig, read_pages, run_crawl
from harness.crawl.model import NoteName
from harness.crawl.results.inventory import InventoryEntry, inventory_entries
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WARC_NAME
from tests.crawl.sites import served

PAGES = 25
SETTINGS = ScrapeSettings(
    variants=8,
    chain=6,
    bytes=300_000,
    leave=("/drip.html", "/huge.bin", "/links.html"),
    resources=False,
)


def target(url: str) -> Target:
    """The synthetic site as a target."""
    return Target(name="synthetic", base_url=url, scrape=SETTINGS)


@asynccontextmanager
async def synthetic_site() -> AsyncIterator[str]:
    """The synthetic site with a few plain pages; gives its address."""
    async with TestServer(application(PAGES)) as server:
        yield str(server.make_url("/"))


async def crawl(url: str, folder: Path, earlier: Path | None = None) -> list[InventoryEntry]:
    """Crawl, read and list."""
    config = CrawlConfig(url, folder, target(url), retry_seconds=0.01, earlier=earlier)
    await run_crawl(config, lambda _: None)
    read_pages(folder, lambda _: None, bundled_suite())
    with CrawlStore(folder) as site:
        return list(inventory_entries(site))


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[InventoryEntry]]:
    """One crawl of the synthetic site, for all that looks at it."""
    folder = tmp_path_factory.mktemp("crawl")

    async def once() -> list[InventoryEntry]:
        async with synthetic_site() as url:
            return await crawl(url, folder)

    return folder, asyncio.run(once())


def path_of(entry: InventoryEntry) -> str:
    """The path of an address."""
    return urlsplit(entry.address).path


def test_every_page_is_found_once(found: tuple[Path, list[InventoryEntry]]) -> None:
    """Those in the sitemap, behind sessions and behind a tired server too; traps beside them."""
    counts = Counter(path_of(entry) for entry in found[1] if entry.is_page)
    real = real_pages(PAGES)
    assert real <= set(counts)
    assert {path: counts[path] for path in real if counts[path] > 4} == {}
    traps = {path.split("/")[1] for path in set(counts) - real}
    assert traps <= {"calendar", "lost", "grow", "bomb.html", "dying.html"}


def test_traps_are_bounded_and_told(found: tuple[Path, list[InventoryEntry]]) -> None:
    """Each with its reason."""
    left = {path_of(entry): entry.left.code for entry in found[1] if entry.left}
    assert left["/calendar"] in {"left-chain-too-long", "left-too-many-variants"}
    assert left["/private/secret.html"] == "left-by-robots-txt"
    assert left["/grow/a/a/a/a/"] == "left-path-repeats"
    assert left["/dead.html"] == "connection-failed"
    by_path = {path_of(entry): entry for entry in found[1]}
    assert by_path["/loop/a"].loops
    assert len(by_path["/chain/1"].redirects) == 5
    assert by_path["/bomb.html"].cut == "size"
    assert by_path["/dying.html"].cut == "connection"
    assert by_path["/lost/3"].soft_404
    assert not by_path["/p/3.html"].soft_404
    assert by_path["/orphan.html"].links_in == 1  # from the sitemap


def test_the_archive_is_sound(found: tuple[Path, list[InventoryEntry]]) -> None:
    """By warcio's own check, and by another reader."""
    archive = found[0] / WARC_NAME

    class Arguments:
        inputs = (str(archive),)
        verbose = False

    assert Checker(Arguments()).process_all() == 0
    with archive.open("rb") as file:
        answers = [
            record.headers["WARC-Target-URI"]
            for record in ArchiveIterator(
                file, record_types=WarcRecordType.response, parse_http=False
            )
            if record.verify_block_digest()
        ]
    with CrawlStore(found[0]) as site:
        asked = [one.url for one in site.addresses() if one.summary.status]
    assert sorted(answers) == sorted(asked)


async def test_a_finished_crawl_asks_nothing_again(tmp_path: Path) -> None:
    """Nor does it write anything."""
    async with synthetic_site() as url:
        first = await crawl(url, tmp_path)
        size = (tmp_path / WARC_NAME).stat().st_size
        again = await crawl(url, tmp_path)
    assert again == first
    assert (tmp_path / WARC_NAME).stat().st_size == size


async def test_a_second_crawl_sends_what_changed_only(tmp_path: Path) -> None:
    """Answers that hold are taken over with their records."""

    async def show(request: web.Request) -> web.Response:
        answer = web.Response(text="<a href=/b>b</a>", content_type="text/html")
        answer.etag = tag = request.path.strip("/") or "start"
        known = request.headers.get("If-None-Match", "").strip('"') == tag
        return web.Response(status=304) if known else answer

    async with served({"/": show, "/b": show}) as url:
        first = await crawl(url, tmp_path / "1")
        second = await crawl(url, tmp_path / "2", earlier=tmp_path / "1")
    assert [entry.unchanged for entry in first if entry.is_page] == [False, False]
    assert [entry.unchanged for entry in second if entry.is_page] == [True, True]
    with CrawlStore(tmp_path / "2") as site:
        assert [one.page.links[0].label for one in site.pages()] == ["b", "b"]


async def test_a_folder_is_for_one_portal_and_one_crawl(tmp_path: Path) -> None:
    """Others are refused, with the way out."""
    (tmp_path / "x").mkdir()
    with Frontier(tmp_path / "x") as held:
        held.write_note(NoteName.START, "http://one.example/")
        with pytest.raises(UsageError, match="another crawl"):
            Frontier(tmp_path / "x")
    with pytest.raises(UsageError, match=r"one\.example"):
        await run_crawl(
            CrawlConfig("http://two.example/", tmp_path / "x", target("http://two.example/")),
            lambda _: None,
        )
    with pytest.raises(UsageError, match="no crawl"):
        CrawlStore(tmp_path)


def test_a_crawl_of_another_format_is_refused(tmp_path: Path) -> None:
    """To go on with and to read, with the way out."""
    with Frontier(tmp_path):
        pass
    base = sqlite3.connect(tmp_path / DATABASE_NAME)
    base.execute("PRAGMA user_version = 99")
    base.close()
    for opener in (Frontier, CrawlStore):
        with pytest.raises(UsageError, match=r"format 99.*another folder"):
            opener(tmp_path)


async def test_what_a_crash_left_half_is_undone(tmp_path: Path) -> None:
    """Bytes behind the last commit go, leases come back."""
    async with synthetic_site() as url:
        first = await crawl(url, tmp_path)
        base = sqlite3.connect(tmp_path / DATABASE_NAME)
        base.execute("UPDATE address SET state = 1 WHERE key LIKE '%/section/%'")
        base.commit()
        base.close()
        with (tmp_path / WARC_NAME).open("ab") as archive:
            archive.write(b"\x1f\x8b half a record")
        again = await crawl(url, tmp_path)
    assert [entry.address for entry in again] == [entry.address for entry in first]


def test_the_models_are_kept_with_their_labels(found: tuple[Path, list[InventoryEntry]]) -> None:
    """One line a page; each label says how it was found."""
    lines = (found[0] / "pages.jsonl").read_text(encoding="utf-8").splitlines()
    pages = {urlsplit(one["key"]).path: one["page"] for one in map(json.loads, lines)}
    field = pages["/p/10.html"]["fields"][0]
    assert (field["label"], field["label_source"]) == ("Votre Nom", "cell to the left")
