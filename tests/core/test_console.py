"""Whoever stops reading does not change the exit code; what cannot be printed is told."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "harness"]


def test_a_reader_that_stops_changes_nothing() -> None:
    """As `codes-perdus schema | head -1`: the text is longer than a pipe holds."""
    ours, theirs = os.pipe()
    with subprocess.Popen([*COMMAND, "schema"], stdout=theirs, stderr=subprocess.PIPE) as process:
        os.close(theirs)
        os.read(ours, 1)
        os.close(ours)
        _, told = process.communicate()
    assert (process.returncode, told) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_a_full_disk_is_a_fault() -> None:
    """Exit 3 and one sentence."""
    with Path("/dev/full").open("wb") as full:
        ended = subprocess.run(
            [*COMMAND, "schema"], stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert ended.returncode == 3
    assert b"standard output" in ended.stderr
    assert b"Traceback" not in ended.stderr


@pytest.mark.parametrize("arguments", [["--version"], ["run", "nowhere.toml"]])
def test_nobody_reads_at_all(arguments: list[str]) -> None:
    """Both outputs are closed, or full: the exit code is that of the command."""
    shell = ["sh", "-c", '"$@" >&- 2>&-', "sh", *COMMAND, *arguments]
    assert subprocess.run(shell, check=False).returncode == (0 if len(arguments) == 1 else 2)
