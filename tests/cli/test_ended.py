"""A run that somebody or something ends keeps what it saw."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.shell import exit_code

PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)  # who starts us may have switched it off
from harness.cli.app import main
main()
"""
TARGET = """
[target]
name = "slow"
launch = ["{python}", "-m", "reference_impl", "--slow", "20", "--port", "{port}",
          "--smtp", "{smtp}", "--accounts", "{accounts}"]
[launch]
cwd = "{bundled}"
[timeouts]
page = 60
"""


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_run_that_is_ended(tmp_path: Path, number: signal.Signals) -> None:
    """Exit 130, no stack trace, every report, and the last words tell where they lie."""
    target, out = tmp_path / "slow.toml", tmp_path / "run"
    target.write_text(TARGET, encoding="utf-8")
    arguments = ["run", str(target), "--driver", "http", "--yes", "--out", str(out)]
    command = [sys.executable, "-c", PROGRAM, *arguments, "--only", "three-failures-user"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as run:
        assert run.stdout
        first = run.stdout.readline()  # told once all is there to be walked
        run.send_signal(number)
        told = (first + run.stdout.read()).decode()
    assert run.returncode == 130, told
    assert "Traceback" not in told
    assert told.splitlines()[-1] == "Verdict: none: the run was not finished"
    assert json.loads((out / "run.json").read_text(encoding="utf-8"))["exit_code"] is None
    assert (out / "report.html").is_file()


def test_a_folder_that_cannot_be_written(capsys: pytest.CaptureFixture[str]) -> None:
    """One message with the path and what to do; exit 3."""
    arguments = ("run", "--driver", "http", "--out", "/dev/null/run")
    assert exit_code(*arguments) == 3
    told = capsys.readouterr().err
    assert "expected a folder to write into at /dev/null/run" in told
    assert "--out" in told
