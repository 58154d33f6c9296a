"""CI servers can read every run, and none that went wrong is green."""

from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from harness.messages import catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.formats.junit import junit_xml
from tests.reporting.made import HOSTILE, finding, passed, run_of, started, stopped, story_of, walk


def suites(text: str) -> list[ET.Element]:
    """The suites of a report."""
    return ET.fromstring(text.encode()).findall("testsuite")


@given(st.text(alphabet=st.characters()), st.text(), st.text())
def test_any_text_makes_well_formed_xml(expected: str, seen: str, sentence: str) -> None:
    """Whatever a portal says, the report parses and still has its case."""
    state = story_of(*run_of(finding(expected=expected[:50], seen=seen, sentence=sentence)))
    (suite,) = suites(junit_xml(state, catalogue()))
    assert suite.find("testcase/failure") is not None


def test_each_verdict_has_its_outcome() -> None:
    """Failure, error, skipped with a message, or passed."""
    state = story_of(
        *run_of(
            passed("ok"),
            finding("broken"),
            finding("barred", Verdict.UNREACHED, cause="broken"),
            finding("dark", Verdict.UNOBSERVABLE, seen="no mailbox"),
            finding("advice", Verdict.WARN, level=Level.ADVISED),
            finding("", Verdict.FAULT, expected="an answer", seen="none"),
        )
    )
    (suite,) = suites(junit_xml(state, catalogue()))
    cases = {case.get("name"): [(c.tag, c.get("message")) for c in case] for case in suite}
    assert cases["ok"] == []
    assert cases["broken"][0][0] == "failure"
    assert cases["barred"] == [("skipped", "not reached because of broken")]
    assert cases["dark"] == [("skipped", "not observable here: no mailbox")]
    assert cases["advice"] == [("system-out", None)]
    assert cases["fault 1"][0][0] == "error"
    counts = {name: suite.get(name) for name in ("tests", "failures", "errors", "skipped")}
    assert counts == {"tests": "6", "failures": "1", "errors": "1", "skipped": "2"}


def test_a_run_that_was_stopped_is_an_error_and_names_what_is_missing() -> None:
    """Even where every scenario that was walked passes."""
    state = story_of(started(), walk(passed("ok")), stopped("later"))
    last = suites(junit_xml(state, catalogue()))[-1]
    error = last.find("testcase/error")
    assert error is not None
    assert "the portal died" in str(error.get("message"))
    assert last.find("testcase[@name='later']/skipped") is not None


def test_a_run_that_exercised_nothing_is_an_error() -> None:
    """No test case at all would be green."""
    root = ET.fromstring(junit_xml(story_of(*run_of(exit_code=4)), catalogue()).encode())
    assert root.get("errors") == "1"


def test_the_cases_add_up_to_the_scenarios_time() -> None:
    """Servers that add up cases show the time that a scenario took."""
    (suite,) = suites(junit_xml(story_of(*run_of(*map(passed, "abc"))), catalogue()))
    total = sum(float(case.get("time", "0")) for case in suite.findall("testcase"))
    assert abs(total - float(suite.get("time", "0"))) < 0.001


def test_no_portal_attaches_files() -> None:
    """A text that names a file of the CI server does not make it an attachment."""
    state = story_of(*run_of(finding(seen="[[ATTACHMENT|/etc/passwd]]", verdict=Verdict.WARN)))
    assert "[[ATTACHMENT" not in junit_xml(state, catalogue())


def test_target_and_driver_are_properties_without_password() -> None:
    """A report tells what was judged, and no secret of the address."""
    text = junit_xml(story_of(*run_of(finding(seen=HOSTILE))), catalogue())
    assert '<property name="target" value="staging" />' in text
    assert '<property name="driver" value="http" />' in text
    assert "hunter2" not in text
