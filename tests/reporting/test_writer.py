"""All files of a run are there at its end, and one that fails costs no other."""

import json
import re
from collections.abc import Callable, Iterable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from harness.execution.events import Event
from harness.guide.loader import load_guide
from harness.messages import catalogue
from harness.reporting import writer
from harness.reporting.formats.jsonl import read_findings
from harness.reporting.formats.terminal import Terminal
from harness.reporting.writer import Reports
from tests.reporting.made import finding, finished, passed, run_of, started, walk

GUIDE = load_guide()
FILES = {
    *("findings.jsonl", "flow.svg", "junit.xml", "codequality.json"),
    *("report.html", "run.json", "summary.md"),
}


class Ticks:
    """A clock that goes one second a look."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The next second."""
        self.now += 1.0
        return self.now


def kept(
    folder: Path, *events: Event, leaks: Callable[[], Iterable[str]] = tuple
) -> tuple[Reports, str]:
    """The reports after these events, and what the terminal showed."""
    stream = StringIO()
    terminal = Terminal(Console(file=stream, width=200), catalogue(), clock=lambda: 0.0)
    with Reports(folder, GUIDE, terminal=terminal, clock=Ticks(), leaks=leaks) as reports:
        for event in events:
            reports(event)
    return reports, stream.getvalue()


def test_every_file_is_written(tmp_path: Path) -> None:
    """And nothing half-written lies beside them."""
    reports, _ = kept(tmp_path / "new", *run_of(finding(), passed("a")))
    assert {path.name for path in (tmp_path / "new").iterdir()} == FILES
    assert reports.problems == ()
    assert reports.exit_code == 1


def test_the_facts_are_there_for_programs(tmp_path: Path) -> None:
    """Target, driver, guide, versions, times, totals, each scenario, the exit code."""
    kept(tmp_path, *run_of(finding(), passed("a")))
    facts = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert facts["guide"] == GUIDE.digest
    assert (facts["target"], facts["driver"], facts["exit_code"]) == ("staging", "http", 1)
    assert facts["totals"]["statements"]["fail"] == 1
    assert facts["scenarios"][0]["verdict"] == "fail"
    assert facts["versions"]["python"]
    assert "hunter2" not in json.dumps(facts)


def test_the_time_of_the_reports_is_told_by_them(tmp_path: Path) -> None:
    """The end's own event cannot know it."""
    _, shown = kept(tmp_path, *run_of(passed("a"), exit_code=0))
    facts = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert facts["times"]["reporting"] == pytest.approx(1.25)
    assert facts["times"]["total"] == pytest.approx(17.0)
    assert "reporting 1.25 s" in shown
    assert "reporting 1.25 s" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert re.findall(r"<dt>(reporting|total)</dt><dd>(.*?)</dd>", page) == [
        ("total", "17.0 s"),
        ("reporting", "1.25 s"),
        ("total", "17.0 s"),
    ]


def test_a_report_that_fails_costs_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is named, the verdict still comes last, and the run is a fault."""

    def broken(*_: object) -> str:
        raise ValueError("no XML today")

    monkeypatch.setattr(writer, "junit_xml", broken)
    reports, shown = kept(tmp_path, *run_of(passed("a"), exit_code=0))
    assert {path.name for path in tmp_path.iterdir()} == FILES - {"junit.xml"}
    assert [problem.report for problem in reports.problems] == ["junit.xml"]
    assert "junit.xml: ValueError: no XML today" in shown
    assert shown.splitlines()[-1].startswith("Verdict: ")
    assert reports.exit_code == 3


def test_a_file_that_cannot_be_written_costs_no_other(tmp_path: Path) -> None:
    """A folder stands where findings.jsonl should be."""
    (tmp_path / "findings.jsonl").mkdir()
    reports, _ = kept(tmp_path, *run_of(passed("a"), exit_code=0))
    assert (tmp_path / "report.html").is_file()
    assert [problem.report for problem in reports.problems] == ["findings.jsonl"]


def test_a_run_that_breaks_off_is_kept_as_far_as_it_went(tmp_path: Path) -> None:
    """All files are there and say that it was not finished."""
    reports, _ = kept(tmp_path, started(tmp_path), walk(finding("one")))
    assert [f.statement for f in read_findings(tmp_path / "findings.jsonl")] == ["one"]
    assert "the run was not finished" in (tmp_path / "summary.md").read_text(encoding="utf-8")
    assert '<error message="the run was not finished"' in (tmp_path / "junit.xml").read_text(
        encoding="utf-8"
    )
    assert reports.exit_code == 3


def test_a_run_that_never_began_leaves_no_reports(tmp_path: Path) -> None:
    """There is nothing to tell."""
    kept(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reports_work_without_a_terminal(tmp_path: Path) -> None:
    """Files alone, for programs that run the harness."""
    reports = Reports(tmp_path, GUIDE)
    for event in (started(tmp_path), walk(passed("a")), finished(passed("a"), exit_code=0)):
        reports(event)
    reports.close()
    assert reports.exit_code == 0


LEAK = "login/journal.jsonl: ‹confidential-code-1› of login"


def test_a_secret_in_a_file_makes_the_run_a_fault(tmp_path: Path) -> None:
    """Every report names the file and the pseudonym, and what to do; they are there by then."""
    there: list[str] = []

    def leaks() -> tuple[str, ...]:
        there.extend(path.name for path in tmp_path.iterdir())
        return (LEAK,)

    reports, shown = kept(tmp_path, *run_of(passed("a"), exit_code=0), leaks=leaks)
    assert set(there) == FILES
    assert reports.exit_code == 3
    assert shown.count(LEAK) == 1
    assert shown.splitlines()[-1].startswith("Verdict: none: secrets can be read")
    for name in FILES - {"flow.svg", "findings.jsonl"}:
        assert "‹confidential-code-1›" in (tmp_path / name).read_text(encoding="utf-8"), name
    facts = json.loads((tmp_path / "run.json").read_text(encoding="utf-8"))
    assert (facts["leaks"], facts["exit_code"]) == ([LEAK], 3)


def test_a_run_that_breaks_off_is_searched_too(tmp_path: Path) -> None:
    """Whoever stopped it keeps a folder like any other."""
    reports, shown = kept(tmp_path, started(tmp_path), walk(finding("one")), leaks=lambda: (LEAK,))
    assert reports.exit_code == 3
    assert shown.count(LEAK) == 1
    assert LEAK in (tmp_path / "summary.md").read_text(encoding="utf-8")


def test_a_search_that_fails_is_a_fault(tmp_path: Path) -> None:
    """What nobody looked at is not taken for clean."""

    def broken() -> tuple[str, ...]:
        raise PermissionError(13, "Permission denied", "login/journal.jsonl")

    reports, shown = kept(tmp_path, *run_of(passed("a"), exit_code=0), leaks=broken)
    assert reports.exit_code == 3
    assert "the search for secrets: PermissionError" in shown
