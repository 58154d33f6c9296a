"""A disk that is full stops a crawl with a message, and loses nothing that was stored."""

import errno
import os
from pathlib import Path

import pytest

from harness.config.target import Target
from harness.core.errors import EnvironmentFault
from harness.crawl.job import CrawlConfig, run_crawl
from harness.crawl.storage import storing
from harness.crawl.store import CrawlStore
from harness.crawl.warc import WarcWriter
from tests.crawl.sites import served

SITE = {"/": "<a href=/a>a</a>", "/a": "<a href=/b>b</a>", "/b": "<a href=/c>c</a>", "/c": "c"}


async def test_a_full_disk_is_told_and_the_crawl_continues(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was committed is there; the same command continues when there is room."""
    flush, turns = WarcWriter.flush, iter(range(100))

    def full(self: WarcWriter) -> int:
        if next(turns) == 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return flush(self)

    monkeypatch.setattr(WarcWriter, "flush", full)
    async with served(SITE) as url:
        config = CrawlConfig(url, tmp_path, Target(name="x", base_url=url))
        with (
            pytest.raises(EnvironmentFault, match=r"No space left.*what was crawled is kept"),
            storing(tmp_path),
        ):
            await run_crawl(config, lambda _: None)
        with CrawlStore(tmp_path) as store:
            before = {one.key for one in store.addresses() if one.summary.status == 200}
        await run_crawl(config, lambda _: None)
    with CrawlStore(tmp_path) as store:
        after = {one.key for one in store.addresses() if one.summary.status == 200}
    assert before
    assert before < after
    assert {f"{url}{path}" for path in ("", "a", "b", "c")} <= after


def test_a_terminal_that_hangs_up_is_no_full_disk(tmp_path: Path) -> None:
    """`codes-perdus scrape … | head -1` ends as every command does."""
    with pytest.raises(BrokenPipeError), storing(tmp_path):
        raise BrokenPipeError
