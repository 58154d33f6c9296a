"""`junit.xml`: the run as CI servers read it; a suite a scenario, a case a statement."""

from xml.etree import ElementTree as ET

from harness import messages
from harness.core.exit_codes import NOTHING
from harness.core.sanitize import clipped, legal_xml, visible
from harness.execution.events import ScenarioFinished
from harness.ledger.entry import LedgerEntry
from harness.ledger.matching import EntryStatus
from harness.model.fact import joined
from harness.model.finding import Finding, Verdict
from harness.reporting.citation import origin
from harness.reporting.grouping.findings import reason_of
from harness.reporting.headline import headline
from harness.reporting.run_state import RunState

_NAME = "codes-perdus"
MAX_LENGTH = 4_000  # characters of one text: servers keep reports whole in memory
_OUTCOMES = {
    Verdict.FAIL: "failure",
    Verdict.FAULT: "error",
    Verdict.ACCEPTED: "skipped",
    Verdict.UNREACHED: "skipped",
    Verdict.UNOBSERVABLE: "skipped",
}
_NOTES = {
    Verdict.WARN: "does not hold",
    Verdict.FLAKY: "flaky: broken, and not when walked again",
}


def junit_xml(state: RunState) -> str:
    """A run as JUnit XML.

    A failure is a broken statement, an error a fault, skipped is what could not be judged
    or is accepted; an advised statement that does not hold, and one that held only when it was
    walked again, passes with a note. An entry of the ledger that has to be looked after is a
    failure. A run that stopped early or exercised nothing has an error of its own, so that it
    is never green.
    """
    root = ET.Element("testsuites", name=_NAME)
    walks = {walk.scenario: walk for walk in state.walked}
    for slug, findings in state.by_scenario.items():
        _suite(root, state, slug, findings, walks.get(slug))
    _ledger_suite(root, state)
    _run_suite(root, state)
    _totals(root)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _suite(
    root: ET.Element,
    state: RunState,
    slug: str,
    findings: tuple[Finding, ...],
    walk: ScenarioFinished | None,
) -> None:
    suite = ET.SubElement(root, "testsuite", name=_attribute(slug))
    took = walk.walking + walk.judging if walk else 0.0
    _properties(suite, state, title=walk.title if walk else "")
    # Servers add up the cases: each gets an equal share, so that the sum is the scenario's.
    share = f"{took / len(findings):.6f}"
    faults = 0
    for finding in findings:
        faults += not finding.statement
        name = finding.statement or f"fault {faults}"
        case = ET.SubElement(
            suite, "testcase", name=_attribute(name), classname=_attribute(slug), time=share
        )
        _outcome(case, finding, state)
    _count(suite, took, state)


def _properties(suite: ET.Element, state: RunState, title: str) -> None:
    pairs = {"scenario": title}
    if state.started:
        pairs |= {
            "target": state.started.target,
            "base_url": state.started.base_url,
            "driver": state.started.driver,
        }
    properties = ET.SubElement(suite, "properties")
    for name, value in pairs.items():
        ET.SubElement(properties, "property", name=name, value=_attribute(value))


def _outcome(case: ET.Element, finding: Finding, state: RunState) -> None:
    kind = _OUTCOMES.get(finding.verdict)
    if kind:
        message = _attribute(_message(finding, state.excuse_of(finding)))
        element = ET.SubElement(case, kind, message=message)
        if kind != "skipped":
            element.set("type", str(finding.level if kind == "failure" else finding.verdict))
            element.text = _text(_body(finding))
    elif finding.verdict in _NOTES:
        note = f"{finding.level}, {_NOTES[finding.verdict]}\n{_body(finding)}"
        ET.SubElement(case, "system-out").text = _text(note)


def _message(finding: Finding, excuse: LedgerEntry | None) -> str:
    say = messages.catalogue().say
    if finding.verdict is Verdict.ACCEPTED:
        told = f" until {excuse.until} by {excuse.owner}: {excuse.reason}" if excuse else ""
        return f"accepted{told}; seen: {say(finding.seen)}"
    if finding.verdict is Verdict.UNREACHED:
        return f"not reached because of {say(reason_of(finding)) or 'an unknown cause'}"
    if finding.verdict is Verdict.UNOBSERVABLE:
        return f"not observable here: {say(reason_of(finding)) or 'no reason given'}"
    return headline(finding.expected, finding.seen, finding.scene, messages.catalogue())


def _body(finding: Finding) -> str:
    words = messages.catalogue()
    evidence, say = ", ".join(finding.evidence.files), words.say
    name = origin(finding, words) if finding.statement else "fault"
    return "\n".join(
        f"{name}: {visible(value)}"
        for name, value in (
            (name, say(finding.sentence)),
            ("expected", say(finding.expected)),
            ("seen", say(finding.seen)),
            ("evidence", evidence),
        )
        if value
    )


def _ledger_suite(root: ET.Element, state: RunState) -> None:
    """The entries of the ledger that were tried; each that has to be looked after fails."""
    tried = [use for use in state.uses if use.status is not EntryStatus.UNTRIED]
    if not tried:
        return
    suite = ET.SubElement(root, "testsuite", name="ledger")
    _properties(suite, state, title="")
    for use in tried:
        name = f"{use.entry.subject} {use.entry.fingerprint}"
        case = ET.SubElement(suite, "testcase", name=_attribute(name), classname="ledger", time="0")
        if use.fails:
            told = f"{use.status}: {messages.catalogue().text(f'remedy-{use.status}')}"
            seen = messages.catalogue().say(joined(use.seen_now)) or "nothing"
            body = f"accepted as: {use.entry.seen}\nseen: {seen}"
            failure = ET.SubElement(case, "failure", message=_attribute(told), type="ledger")
            failure.text = _text(body)
    _count(suite, 0.0, state)


def _run_suite(root: ET.Element, state: RunState) -> None:
    """What concerns the run as a whole: stopped early, nothing exercised."""
    problem = _problem(state)
    if not problem:
        return
    suite = ET.SubElement(root, "testsuite", name="run")
    _properties(suite, state, title="")
    case = ET.SubElement(suite, "testcase", name="run", classname="run", time="0")
    ET.SubElement(case, "error", message=_attribute(problem), type="fault").text = _text(problem)
    for slug in state.stopped.remaining if state.stopped else ():
        case = ET.SubElement(
            suite, "testcase", name=_attribute(slug), classname="not walked", time="0"
        )
        ET.SubElement(case, "skipped", message="not walked: the run ended before")
    _count(suite, 0.0, state)


def _problem(state: RunState) -> str:
    if state.leaked:
        return f"{messages.catalogue().text('title-leaks')}: {'; '.join(state.leaked)}"
    if state.stopped:
        return f"{state.stopped.reason}. {state.stopped.remedy}"
    if state.exit_code == NOTHING:
        return "nothing was exercised"
    return "" if state.finished else "the run was not finished"


def _count(suite: ET.Element, took: float, state: RunState) -> None:
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for name, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{took:.3f}")
    if state.started:
        suite.set("timestamp", state.started.started.strftime("%Y-%m-%dT%H:%M:%S"))


def _totals(root: ET.Element) -> None:
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    root.set("time", f"{sum(float(suite.get('time', '0')) for suite in root):.3f}")


def _attribute(text: str) -> str:
    return legal_xml(clipped(_unattached(visible(text)), MAX_LENGTH))


def _text(text: str) -> str:
    return legal_xml(_unattached("\n".join(clipped(li, MAX_LENGTH) for li in text.split("\n"))))


def _unattached(text: str) -> str:
    """Jenkins and GitLab attach whatever file `[[ATTACHMENT|path]]` names: not on our word."""
    return text.replace("[[", "[ [")
