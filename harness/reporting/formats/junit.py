"""`junit.xml`: the run as CI servers read it; a suite a scenario, a case a statement."""

from collections.abc import Mapping
from types import MappingProxyType
from xml.etree import ElementTree as ET

from harness.core.exit_codes import NOTHING
from harness.core.sanitize import clipped, legal_xml, visible
from harness.execution.events import ScenarioFinished
from harness.ledger.entry import LedgerEntry
from harness.messages import Catalogue
from harness.model.fact import joined
from harness.model.finding import Finding, Verdict
from harness.reporting.citation import origin
from harness.reporting.grouping.findings import reason_of
from harness.reporting.headline import headline
from harness.reporting.notices import failing
from harness.reporting.run_state import RunState
from harness.reporting.unjudged import overall_look
from harness.reporting.verdict_sentence import conclusion

_NAME = "codes-perdus"
MAX_LENGTH = 4_000  # characters of one text: servers keep reports whole in memory
_OUTCOMES = {
    Verdict.FAIL: "failure",
    Verdict.FAULT: "error",
    Verdict.ACCEPTED: "skipped",
    Verdict.UNREACHED: "skipped",
    Verdict.UNOBSERVABLE: "skipped",
}
_NOTED = frozenset({Verdict.WARN, Verdict.FLAKY})


def junit_xml(
    state: RunState, words: Catalogue, titles: Mapping[str, str] = MappingProxyType({})
) -> str:
    """A run as JUnit XML.

    A failure is a broken statement, an error a fault, skipped is what could not be judged
    or is accepted; an advised statement that does not hold, and one that held only when it was
    walked again, passes with a note. An entry of the ledger that has to be looked after is a
    failure. A run that stopped early or exercised nothing has an error of its own, so that it
    is never green; one that could not judge all has a skipped case with its verdict in words.

    Args:
        state: the run.
        words: in which it is told.
        titles: of the scenarios in this language, by their slugs; else each has its own.
    """
    root = ET.Element("testsuites", name=_NAME)
    walks = {walk.scenario: walk for walk in state.walked}
    for slug, findings in state.by_scenario.items():
        walk = walks.get(slug)
        title = titles.get(slug, walk.title if walk else "")
        _suite(root, state, findings, walk, words, title=title)
    _ledger_suite(root, state, words)
    _run_suite(root, state, words)
    _totals(root)
    ET.indent(root)
    return f"<?xml version='1.0' encoding='utf-8'?>\n{ET.tostring(root, encoding='unicode')}\n"


def _suite(
    root: ET.Element,
    state: RunState,
    findings: tuple[Finding, ...],
    walk: ScenarioFinished | None,
    words: Catalogue,
    *,
    title: str,
) -> None:
    slug = findings[0].scenario
    suite = ET.SubElement(root, "testsuite", name=_attribute(slug))
    took = walk.walking + walk.judging if walk else 0.0
    _properties(suite, state, title=title)
    # Servers add up the cases: each gets an equal share, so that the sum is the scenario's.
    share = f"{took / len(findings):.6f}"
    faults = 0
    for finding in findings:
        faults += not finding.statement
        name = finding.statement or f"fault {faults}"
        case = ET.SubElement(
            suite, "testcase", name=_attribute(name), classname=_attribute(slug), time=share
        )
        _outcome(case, finding, state, words)
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


def _outcome(case: ET.Element, finding: Finding, state: RunState, words: Catalogue) -> None:
    kind = _OUTCOMES.get(finding.verdict)
    if kind:
        message = _attribute(_message(finding, state.excuse_of(finding), words))
        element = ET.SubElement(case, kind, message=message)
        if kind != "skipped":
            element.set("type", str(finding.level if kind == "failure" else finding.verdict))
            element.text = _text(_body(finding, words))
    elif finding.verdict in _NOTED:
        level = words.text(f"level-{finding.level}")
        told = f"{level}, {words.text(f'junit-{finding.verdict}')}"
        note = f"{told}\n{_body(finding, words)}"
        ET.SubElement(case, "system-out").text = _text(note)


def _message(finding: Finding, excuse: LedgerEntry | None, words: Catalogue) -> str:
    say, text = words.say, words.text
    if finding.verdict is Verdict.ACCEPTED:
        seen = words.pair("label-seen", say(finding.seen))
        accepted = text("verdict-accepted")
        if excuse:
            until, owner = str(excuse.until), excuse.owner
            accepted = text("junit-accepted", until=until, owner=owner, reason=excuse.reason)
        return text("clauses", clauses=(accepted, seen))
    if finding.verdict is Verdict.UNREACHED:
        cause = say(reason_of(finding)) or text("label-no-cause")
        return text("junit-unreached", cause=cause)
    if finding.verdict is Verdict.UNOBSERVABLE:
        reason = say(reason_of(finding)) or text("label-no-reason")
        return text("junit-unobservable", reason=reason)
    return headline(finding.expected, finding.seen, finding.scene, words)


def _body(finding: Finding, words: Catalogue) -> str:
    evidence, say, text = ", ".join(finding.evidence.files), words.say, words.text
    name = origin(finding, words) if finding.statement else text("verdict-fault")
    return "\n".join(
        f"{name}{words.colon} {visible(value)}"
        for name, value in (
            (name, say(finding.sentence)),
            (text("label-expected"), say(finding.expected)),
            (text("label-seen"), say(finding.seen)),
            (text("label-evidence"), evidence),
        )
        if value
    )


def _ledger_suite(root: ET.Element, state: RunState, words: Catalogue) -> None:
    """The entries of the ledger that have to be looked after, each a failure."""
    entries = failing(state.uses)
    if not entries:
        return
    suite = ET.SubElement(root, "testsuite", name="ledger")
    _properties(suite, state, title="")
    for use in entries:
        name = f"{use.entry.subject} {use.entry.fingerprint}"
        case = ET.SubElement(suite, "testcase", name=_attribute(name), classname="ledger", time="0")
        status = words.text(f"status-{use.status}")
        told = f"{status}{words.colon} {words.text(f'remedy-{use.status}')}"
        seen = words.say(joined(use.seen_now)) or words.text("label-nothing")
        accepted = words.pair("label-accepted", use.entry.seen)
        body = f"{accepted}\n{words.pair('label-seen', seen)}"
        failure = ET.SubElement(case, "failure", message=_attribute(told), type="ledger")
        failure.text = _text(body)
    _count(suite, 0.0, state)


def _run_suite(root: ET.Element, state: RunState, words: Catalogue) -> None:
    """What concerns the run as a whole: stopped early, nothing exercised, not all judged."""
    problem, is_open = _problem(state, words), overall_look(state) is Verdict.WARN
    if not problem and not is_open:
        return
    suite = ET.SubElement(root, "testsuite", name="run")
    _properties(suite, state, title="")
    case = ET.SubElement(suite, "testcase", name="run", classname="run", time="0")
    if problem:
        error = ET.SubElement(case, "error", message=_attribute(problem), type="fault")
        error.text = _text(problem)
    else:
        ET.SubElement(case, "skipped", message=_attribute(conclusion(state, words)))
    for slug in state.stopped.remaining if state.stopped else ():
        case = ET.SubElement(
            suite, "testcase", name=_attribute(slug), classname="not walked", time="0"
        )
        ET.SubElement(case, "skipped", message=words.text("junit-not-walked"))
    _count(suite, 0.0, state)


def _problem(state: RunState, words: Catalogue) -> str:
    if state.leaked:
        return words.pair("title-leaks", "; ".join(state.leaked))
    if state.stopped:
        return f"{words.fault(state.stopped.reason)}. {words.fault(state.stopped.remedy)}"
    if state.exit_code == NOTHING:
        return words.text("junit-nothing")
    return "" if state.finished else words.text("junit-unfinished")


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
