"""The events of a run fold into one value."""

from pathlib import Path

from harness.execution.events import Amended
from harness.model.finding import Verdict
from tests.reporting.made import finding, finished, passed, run_of, started, story_of, walk


def test_late_news_change_findings_and_verdict() -> None:
    """Other findings of the scenario stay as they were."""
    late = finding("one", Verdict.FAIL)
    state = story_of(
        started(),
        walk(passed("one"), passed("two")),
        Amended(scenario="administrator-identifier", findings=(late,)),
    )
    assert state.findings == (late, passed("two"))
    assert state.walked[0].verdict is Verdict.FAIL


def test_the_runs_own_findings_are_the_last_word() -> None:
    """What the end says replaces what the scenarios said."""
    state = story_of(started(), walk(passed("one")), finished(finding("one")))
    assert state.walked[0].findings == (finding("one"),)
    assert state.walked[0].verdict is Verdict.FAIL


def test_scenarios_come_in_the_order_of_the_plan() -> None:
    """Whichever ended first."""
    state = story_of(*run_of(passed("a", "one"), passed("a", "two")))
    again = story_of(
        started(Path(), "two", "one"),
        *state.walked,
    )
    assert list(again.by_scenario) == ["two", "one"]


def test_passwords_of_the_address_are_gone() -> None:
    """No report can tell what the state does not hold."""
    assert "hunter2" not in story_of(started()).model_dump_json()
