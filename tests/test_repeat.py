"""Repeated runs: a verdict that differs is told, and nothing of it is lost."""

import runpy
import sys
from pathlib import Path
from typing import Any

import pytest

from harness.model.finding import Verdict
from harness.reporting.formats.jsonl import finding_line
from tests.mutation.made import finding

ROOT = Path(__file__).parents[1]
FAKE = """
import sys
from pathlib import Path
folder = Path(sys.argv[sys.argv.index("--out") + 1])
lines = Path({lines!r}).read_text().splitlines()
(folder / "findings.jsonl").write_text(lines[int(folder.name) - 1] + "\\n")
print("walked", *sys.argv[1:])
"""


@pytest.fixture
def repeat() -> dict[str, Any]:
    """The script's own names."""
    return runpy.run_path(str(ROOT / "tools" / "repeat.py"))


def played(repeat: dict[str, Any], tmp_path: Path, *verdicts: Verdict) -> tuple[int, Path]:
    """The exit code and the folder of as many runs as there are verdicts, each with its own."""
    lines = tmp_path / "lines"
    lines.write_text("".join(f"{finding_line(finding('a', one, 's'))}\n" for one in verdicts))
    fake = (sys.executable, "-c", FAKE.format(lines=str(lines)))
    repeat["one_run"].__globals__["COMMAND"] = fake
    folder = tmp_path / "runs"
    given = [str(len(verdicts)), "--at-once", "2", "--out", str(folder), "reference", "--only", "x"]
    return repeat["main"](given), folder


def test_runs_that_agree(
    repeat: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only the first is kept; the arguments are those of `codes-perdus run`."""
    code, folder = played(repeat, tmp_path, Verdict.PASS, Verdict.PASS, Verdict.PASS)
    assert code == 0
    assert [path.name for path in folder.iterdir()] == ["001"]
    assert "walked reference --only x --out" in (folder / "001" / "terminal.txt").read_text()
    assert "3 runs, 0 of 1 verdicts differ" in capsys.readouterr().out


def test_a_run_that_differs(
    repeat: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It is kept, and the statement is told with how often each verdict was given."""
    code, folder = played(repeat, tmp_path, Verdict.PASS, Verdict.FAIL, Verdict.PASS)
    assert code == 1
    assert sorted(path.name for path in folder.iterdir()) == ["001", "002"]
    told = capsys.readouterr().out
    assert "run 2 of 3: exit 0" in told
    assert "DIFFERS" in told
    assert "s: a: 2 pass, 1 fail" in told


def test_a_statement_that_is_missing_in_a_run_differs(repeat: dict[str, Any]) -> None:
    """No verdict is another verdict."""
    found = repeat["differences"]([{("s", "a"): "pass"}, {}])
    assert found == {("s", "a"): {"pass": 1, "no verdict": 1}}


def test_runs_that_come_to_nothing_are_no_success(repeat: dict[str, Any], tmp_path: Path) -> None:
    """They agree about nothing."""
    fake = (sys.executable, "-c", "raise SystemExit(3)")
    repeat["one_run"].__globals__["COMMAND"] = fake
    assert repeat["main"](["1", "--out", str(tmp_path / "runs")]) == 1
