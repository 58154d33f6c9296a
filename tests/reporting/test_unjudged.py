"""A run that could not judge everything is not told as one that did."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from harness.execution.events import Planned
from harness.guide.loader import load_guide
from harness.messages import Language, catalogue
from harness.model.fact import fact, quote
from harness.model.finding import Finding, Verdict
from harness.pytest_plugin.messages import verdict_text
from harness.reporting.formats.junit import junit_xml
from harness.reporting.formats.markdown import summary
from harness.reporting.formats.terminal import Terminal
from harness.reporting.html.run import html_report
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import overall_look, unjudged
from harness.reporting.verdict_sentence import conclusion
from tests.facts import verbatim
from tests.reporting.made import finding, finished, passed, run_of, started, story_of, walk

NO_WAY = fact("ended-where-not-shown", what=fact("way-to", page=quote("Étape 2")))
ROLES = {"a": "administrator", "b": "user", "c": "user"}


def _cut(statement: str, scenario: str) -> Finding:
    return finding(
        statement, Verdict.UNOBSERVABLE, scenario=scenario, seen=NO_WAY, expected=verbatim("x")
    )


def _run(*findings: Finding, exit_code: int = 0) -> RunState:
    plan = tuple(
        Planned(scenario=slug, title=slug, statements=(), role=role) for slug, role in ROLES.items()
    )
    begun = started().model_copy(update={"plan": plan})
    return story_of(begun, *run_of(*findings)[1:-1], finished(*findings, exit_code=exit_code))


FOR_USERS = (
    passed("login.opens", "a"),
    passed("search.opens", "a"),
    passed("mail.once", "a"),
    passed("login.opens", "b"),
    _cut("search.opens", "b"),
    _cut("mail.once", "b"),
)
TOLD = {
    "en": "no failure, but 2 statements could not be judged for the role « user »",
    "fr": "aucun manquement, mais 2 énoncés n’ont pas pu être jugés pour le rôle « user »",
}


@pytest.mark.parametrize("language", ["en", "fr"])
def test_what_could_not_be_judged_for_a_role_is_said_first(language: Language) -> None:
    """Though scenarios of another role judged the same statements: in words, and not in green."""
    state, words = _run(*FOR_USERS), catalogue(language)
    assert overall_look(state) is Verdict.WARN
    assert conclusion(state, words).startswith(TOLD[language])
    assert summary(state, words).splitlines()[0].endswith(conclusion(state, words))


def test_every_report_says_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal, JUnit and pytest."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    state, words = _run(*FOR_USERS), catalogue()
    told = conclusion(state, words)
    console = Console(record=True, width=400, force_terminal=True)
    terminal = Terminal(console, words)
    for event in (state.started, *state.walked, state.finished):
        assert event
        terminal(event)
    banner = console.export_text(styles=True).strip().splitlines()[-1]
    assert told in banner
    assert "\x1b[1;33m" in banner
    case = ET.fromstring(junit_xml(state)).find("testsuite[@name='run']/testcase/skipped")
    assert case is not None
    assert case.get("message") == told
    assert verdict_text(state) == (f"Verdict: {told}", {"yellow": True})


def test_what_another_scenario_of_the_role_judged_is_not_open() -> None:
    """A scenario that stops early costs nothing then."""
    state = _run(*FOR_USERS, passed("search.opens", "c"), passed("mail.once", "c"))
    assert overall_look(state) is Verdict.PASS
    assert unjudged(state).statements == ()
    assert conclusion(state, catalogue()).startswith("the guide is kept")


def test_what_a_broken_advice_bars_is_open() -> None:
    """An advised statement fails no run, and may bar the way to others."""
    barred = finding("mail.once", Verdict.UNREACHED, scenario="b", cause="login.opens")
    state = _run(
        passed("mail.once", "a"), finding("login.opens", Verdict.WARN, scenario="b"), barred
    )
    assert (unjudged(state).role, unjudged(state).statements) == ("user", ("mail.once",))
    told = conclusion(state, catalogue())
    assert "1 scenario of 2 was not played to the end: the way ended at login.opens" in told


def test_reasons_are_counted_one_after_the_other() -> None:
    """How many scenarios there are is said once."""
    barred = finding("mail.once", Verdict.UNREACHED, scenario="c", cause="login.opens")
    told = conclusion(_run(passed("login.opens", "a"), *FOR_USERS[3:], barred), catalogue())
    assert told.count("scenario of 3") == 1
    assert told.endswith("; 1 more: the way ended at login.opens")


def test_the_report_lists_what_could_not_be_judged() -> None:
    """With what the guide says of each."""
    html = html_report(
        _run(*FOR_USERS), load_guide(), "", folder=Path("runs/x"), catalogue=catalogue()
    )
    listed = html.partition("The 2 statements that could not be judged for the role « user »")[
        2
    ].partition("</ul>")[0]
    assert re.findall("<code>(.*?)</code>", listed) == ["search.opens", "mail.once"]
    assert catalogue().say(FOR_USERS[4].sentence) in listed
    failed = _run(*FOR_USERS, finding(scenario="a"), exit_code=1)
    told = html_report(failed, load_guide(), "", folder=Path("runs/x"), catalogue=catalogue())
    assert "that could not be judged</summary>" not in told


def test_several_roles_or_none_are_not_named() -> None:
    """The number is that of the statements."""
    both = _run(passed("login.opens", "a"), _cut("mail.once", "a"), *FOR_USERS[3:])
    assert unjudged(both).role == ""
    assert "but 2 statements could not be judged;" in conclusion(both, catalogue())
    unknown = story_of(
        started(), walk(*FOR_USERS[3:], scenario="b"), finished(*FOR_USERS[3:], exit_code=0)
    )
    assert conclusion(unknown, catalogue()).startswith("no failure, but 2 statements")


def test_what_a_whole_scenario_cannot_observe_leaves_the_verdict_green() -> None:
    """Such as a sound without silences: the scenario was played to its end."""
    silent = finding("certification-code.audio", Verdict.UNOBSERVABLE, scenario="a", seen="silent")
    assert overall_look(_run(passed("login.opens", "a"), silent)) is Verdict.PASS


def test_a_failure_looks_like_one() -> None:
    """Whatever else was not judged."""
    state = _run(*FOR_USERS, finding(scenario="a"), exit_code=1)
    assert overall_look(state) is Verdict.FAIL
    assert conclusion(state, catalogue()).startswith("the portal does not keep the guide")
