"""What no scenario exercises is told by the verdict, and counted the same everywhere."""

from harness.execution.events import Event
from harness.guide.model import Chapter, Guide
from harness.messages import catalogue
from harness.model.fact import fact
from harness.model.finding import Verdict
from harness.planning.plan import unwalked
from harness.reporting.formats.markdown import summary
from harness.reporting.run_state import RunState
from harness.reporting.svg.flow.render import flow_svg
from harness.reporting.unjudged import overall_look
from harness.reporting.verdict_sentence import conclusion
from tests.reporting.formats.test_terminal import told
from tests.reporting.made import finding, finished, passed, started, walk
from tests.two_mails import chapter, statement

WORDS = {"kind": "words", "text": "Bonjour"}
GUIDE = Guide(
    digest="unwalked",
    chapters=(
        chapter("ask", *(statement(f"ask.{name}", "Bonjour", WORDS) for name in "abc")),
        Chapter(
            slug="all",
            title="All",
            everywhere=True,
            statements=(statement("all.a", "Bonjour", WORDS),),
        ),
    ),
)
EXERCISED = ("ask.a", "ask.b", "all.a")
"""What the only scenario of the runs here exercises."""


def _events(**origin: bool) -> tuple[Event, ...]:
    begun = started().model_copy(update={"unwalked": unwalked(GUIDE, EXERCISED)})
    asked = begun.origin.model_copy(update=origin)
    found = tuple(map(passed, EXERCISED))
    begun = begun.model_copy(update={"origin": asked})
    return begun, walk(*found), finished(*found, exit_code=0)


def _state(**origin: bool) -> RunState:
    state = RunState()
    for event in _events(**origin):
        state = state.after(event)
    return state


def test_the_verdict_names_what_was_never_judged() -> None:
    """It does not say that every required statement holds, and does not look green."""
    verdict = conclusion(_state(), catalogue())
    assert "every required statement holds" not in verdict
    assert "1 statement of the guide was never judged" in verdict
    assert overall_look(_state()) is Verdict.WARN


def test_a_part_of_the_scenarios_leaves_some_by_intention() -> None:
    """The verdict tells already that it is a part."""
    state = _state(selected=True)
    assert state.unwalked == ()
    assert "never judged" not in conclusion(state, catalogue())


def test_every_report_has_the_same_counts() -> None:
    """The summary, the terminal and the picture of the flow; both others name the statement."""
    state, words = _state(), catalogue()
    page = summary(state, words)
    assert "| · not walked | 1 | 0 |" in page
    assert "- `ask.c`" in page
    printed = told(*_events())
    assert "4 statements: 3 pass, 1 not walked (" in printed
    assert "  ask.c" in printed
    picture = flow_svg(GUIDE, state.findings, catalogue=words)
    assert "3 statements: 2 pass, 1 not walked (1 more is about no single page" in picture


def test_a_scenario_that_leaves_its_plan_is_no_fault_of_the_network() -> None:
    """The verdict says whose it is."""
    lost = finding("ask.a", Verdict.FAULT, seen=fact("nothing-recorded"))
    cut = finding("", Verdict.FAULT, sentence="CutOff", seen=fact("journal-cut-off"))
    for one, words in ((lost, "did not meet what their plan has"), (cut, "time-out")):
        state = RunState()
        for event in (started(), walk(one), finished(one, exit_code=3)):
            state = state.after(event)
        assert words in conclusion(state, catalogue())
