"""A crawl that is killed goes on where it was: nothing lost, nothing twice."""

import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from benchmarks.kills import HERE, SETTINGS, compare
from benchmarks.made_site import served
from harness.crawl.warc import WARC_NAME

PAGES = 60


def grown(folder: Path, most: int) -> bool:
    """Whether the archive has so many bytes by now."""
    path = folder / WARC_NAME
    return path.exists() and path.stat().st_size > most


def test_a_killed_crawl_loses_and_repeats_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By SIGKILL, twice, in the middle of its work."""
    with served(PAGES) as url:
        settings = SETTINGS.format(url=url).replace("variants = 40", "variants = 6")
        settings = settings.replace('"/drip.html"', '"/*.bin", "/links.html", "/bomb*", "/d*"')
        (tmp_path / "made.toml").write_text(settings, encoding="utf-8")
        command = [sys.executable, "-m", "benchmarks.kills", "--crawl", url, f"{tmp_path}"]
        for most in (2_000, 60_000):
            with subprocess.Popen(command, cwd=HERE) as process:
                while process.poll() is None and not grown(tmp_path, most):
                    with suppress(subprocess.TimeoutExpired):
                        process.wait(0.05)
                process.kill()
        assert subprocess.run(command, cwd=HERE, check=False).returncode == 0
        assert compare(tmp_path, PAGES) == []
    assert "archived" in capsys.readouterr().out
