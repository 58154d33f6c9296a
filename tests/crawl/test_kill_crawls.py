"""A crawl that is killed continues where it was: nothing is lost, nothing is done twice."""

import subprocess
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.kill_crawls import ROOT, TARGET, TARGET_FILE, check, crawl_command
from benchmarks.synthetic_site import served
from harness.crawl.warc import WARC_NAME

PAGES = 60


def archive_has(folder: Path, size: int) -> bool:
    """Whether the archive has so many bytes by now."""
    path = folder / WARC_NAME
    return path.exists() and path.stat().st_size > size


def test_a_killed_crawl_loses_and_repeats_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By SIGKILL, twice, in the middle of its work."""
    with served(PAGES) as url:
        target = TARGET.format(url=url).replace("variants = 40", "variants = 6")
        target = target.replace('"/drip.html"', '"/*.bin", "/links.html", "/bomb*", "/d*"')
        (tmp_path / TARGET_FILE).write_text(target, encoding="utf-8")
        command = crawl_command(url, tmp_path)
        for size in (2_000, 60_000):
            with subprocess.Popen(command, cwd=ROOT) as process:
                while process.poll() is None and not archive_has(tmp_path, size):
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(0.05)
                process.kill()
        assert subprocess.run(command, cwd=ROOT, check=False).returncode == 0
        assert check(tmp_path, PAGES) == []
    assert "archived" in capsys.readouterr().out
