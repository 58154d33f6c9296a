"""One count of one thing: all reports of a run have the same numbers."""

import json
import re
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from harness.execution.events import Origin
from harness.messages import catalogue
from harness.model.finding import Finding, Level, Verdict
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.run_json import run_json
from harness.reporting.formats.terminal import Terminal
from harness.reporting.run_state import RunState
from harness.reporting.verdict_sentence import conclusion
from tests.reporting.made import finding, finished, passed, run_of, started, story_of

FINDINGS = (
    passed("login.opens", "a"),
    finding("search.opens", Verdict.ACCEPTED, scenario="a"),
    finding("search.opens", Verdict.WARN, scenario="b", level=Level.ADVISED),
    finding("mail.once", Verdict.ACCEPTED, scenario="a"),
    finding("mail.sent", Verdict.FLAKY, scenario="a"),
    finding("mail.sent", Verdict.WARN, scenario="b", level=Level.ADVISED),
)


def _state(*findings: Finding, selected: bool = False) -> RunState:
    begun = started().model_copy(update={"origin": Origin(selected=selected)})
    return story_of(begun, *run_of(*findings)[1:-1], finished(*findings, exit_code=0))


def test_what_is_accepted_somewhere_and_broken_elsewhere_is_counted_once() -> None:
    """As broken: the sentence has the numbers of the totals."""
    state = _state(*FINDINGS)
    told = conclusion(state, catalogue())
    assert "2 advised statements do not hold; 1 deviation is accepted" in told
    assert "flaky" not in told
    totals = json.loads(run_json(state, digest="", versions={}))["totals"]["statements"]
    assert (totals["accepted"], totals["warn"], totals["flaky"]) == (1, 2, 0)


def test_all_reports_have_the_same_numbers() -> None:
    """Terminal, summary, JUnit and run.json: statements, scenarios and checks."""
    state, words = _state(*FINDINGS), catalogue()
    console = Console(record=True, width=400)
    terminal = Terminal(console, words)
    for event in (state.started, *state.walked, state.finished):
        assert event
        terminal(event)
    totals = json.loads(run_json(state, digest="", versions={}))["totals"]
    shown = {name: n for name, n in totals["statements"].items() if n}
    line = re.search(r"(\d+) statements: (.*) \((.*), (\d+) checks\)", console.export_text())
    assert line
    assert line[2].split(", ") == [f"{n} {name}" for name, n in shown.items()]
    assert (int(line[1]), int(line[4])) == (sum(shown.values()), len(FINDINGS))
    page = summary(state, words)
    assert f"- {line[3]}\n- {line[4]} checks\n" in page
    rows = re.findall(r"\| \S+ (\w+) \| (\d+) \| (\d+) \|", page)
    assert {name: int(n) for name, n, _ in rows if int(n)} == shown
    assert ET.fromstring(junit_xml(state, words)).get("tests") == line[4]


def test_scenarios_that_are_missing_are_counted_everywhere() -> None:
    """So many of so many."""
    state = _state(*FINDINGS)
    assert state.started
    begun = state.started.model_copy(update={"scenarios": ("a", "b", "c")})
    part = state.model_copy(update={"started": begun})
    played = len(part.walked)
    assert f"- {played} of 3 scenarios" in summary(part, catalogue())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_part_of_the_suite_is_not_told_as_the_whole_guide(language: str) -> None:
    """It holds as far as it was tried."""
    words = catalogue("fr" if language == "fr" else "en")
    assert conclusion(_state(passed("login.opens", "a")), words) == words.text(
        "conclusion-kept-whole"
    )
    told = conclusion(_state(passed("login.opens", "a"), selected=True), words)
    assert told == words.text("conclusion-kept-part", n=1)
