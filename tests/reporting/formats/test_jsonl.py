"""Findings are kept line by line, and lose nothing."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness.core.errors import UsageError
from harness.execution.events import Amended
from harness.model.fact import fact
from harness.model.finding import Verdict
from harness.reporting.formats.jsonl import (
    KEYS,
    JsonLines,
    finding_line,
    read_findings,
)
from tests.reporting.made import finding, finished, passed, started, walk


@given(st.text(), st.text())
def test_one_finding_is_one_line_whatever_it_says(expected: str, seen: str) -> None:
    """No text breaks the line, for any reader's idea of a line, and all comes back."""
    line = finding_line(finding(expected=expected, seen=seen))
    assert len(line.splitlines()) == 1
    data = json.loads(line)
    assert tuple(data) == KEYS
    assert (data["expected"], data["seen"]) == (expected, seen)
    facts = data["facts"]
    assert facts.pop("sentence") == data["sentence"]
    assert facts.pop("group_title") is None
    facts = {name: value and value["params"]["text"] for name, value in facts.items()}
    assert facts == {"expected": expected or None, "seen": seen or None, "scene": None}


def test_a_crash_loses_nothing(tmp_path: Path) -> None:
    """What a scenario found is on disk before the next one ends."""
    path = tmp_path / "findings.jsonl"
    report = JsonLines(path)
    report(started(tmp_path))
    report(walk(finding("one"), passed("two")))
    assert [f.statement for f in read_findings(path)] == ["one", "two"]
    report.close()


def test_late_news_replace_what_was_written(tmp_path: Path) -> None:
    """After the run the file holds the final findings, and nothing else lies beside it."""
    path = tmp_path / "findings.jsonl"
    title = fact("noun", en="What is read", fr="Ce qui est lu")
    late = finding("one", Verdict.FAIL, seen="a second mail")
    late = late.model_copy(update={"group_title": title})
    report = JsonLines(path)
    for event in (
        started(tmp_path),
        walk(passed("one")),
        Amended(scenario="administrator-identifier", findings=(late,)),
        finished(late),
    ):
        report(event)
    assert read_findings(path) == (late,)
    assert list(tmp_path.iterdir()) == [path]


def test_the_end_of_a_run_puts_the_findings_in_the_order_of_its_plan(tmp_path: Path) -> None:
    """Scenarios end in any order; each finding has the line that it would have by itself."""
    path = tmp_path / "findings.jsonl"
    first, second, late = passed("one"), passed("two"), finding("three", Verdict.FAIL)
    report = JsonLines(path)
    for event in (started(tmp_path), walk(second), walk(first), finished(first, second, late)):
        report(event)
    lines = [finding_line(one) for one in (first, second, late)]
    assert path.read_text("utf-8").splitlines() == lines


def test_a_line_that_was_cut_off_is_left_out(tmp_path: Path) -> None:
    """A run that was killed while writing can still be read."""
    path = tmp_path / "findings.jsonl"
    whole = finding_line(passed("one"))
    path.write_text(f"{whole}\n{whole[:40]}", encoding="utf-8")
    assert read_findings(path) == (passed("one"),)


def test_what_is_no_file_of_findings_is_refused(tmp_path: Path) -> None:
    """With what to name instead."""
    (tmp_path / "findings.jsonl").write_text("hello\n", encoding="utf-8")
    with pytest.raises(UsageError, match="Name a run's folder"):
        read_findings(tmp_path / "findings.jsonl")
