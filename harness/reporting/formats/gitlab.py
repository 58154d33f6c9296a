"""GitLab: broken statements as its code quality report, shown beside a merge request."""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from harness.core.sanitize import clipped, visible
from harness.ledger.fingerprint import fingerprint
from harness.messages import Catalogue
from harness.model.finding import Level, Verdict
from harness.reporting.citation import cited
from harness.reporting.grouping.findings import BrokenStatement, GroupedFault, group_findings
from harness.reporting.headline import observation_headline
from harness.reporting.notices import failing
from harness.reporting.run_state import RunState

GUIDE = "guide.txt"
"""The file that findings are shown in: the promise stands there, on its line."""
_SEVERITIES = {Verdict.FAIL: "major", Verdict.WARN: "minor", Verdict.FLAKY: "minor"}


def code_quality(state: RunState, words: Catalogue) -> str:
    """The report as JSON: an issue for each statement and each shape in which it is broken."""
    grouped = group_findings(state.findings)
    leaks = words.text("title-leaks")
    issues = [
        *(_fault(one, words) for one in grouped.faults),
        *(issue for one in (*grouped.broken, *grouped.flaky) for issue in _broken(one, words)),
        *_ledger(state, words),
        *(_issue(leaks, "blocker", place, 1, ("leaks", place)) for place in state.leaked),
    ]
    each = {issue["fingerprint"]: issue for issue in issues}
    return f"{json.dumps(list(each.values()), ensure_ascii=False, indent=1)}\n"


def _broken(one: BrokenStatement, words: Catalogue) -> Iterator[dict[str, Any]]:
    severity = "info" if one.level is Level.PROFILE else _SEVERITIES[one.verdict]
    for observation in one.observations:
        told = observation_headline(observation, words)
        source = cited(one, words)
        where = f"{told} {source} ({', '.join(observation.scenarios)})"
        same = (one.statement, observation.fingerprint or fingerprint(observation.seen, names={}))
        yield _issue(one.statement, severity, where, one.line or 1, same)


def _fault(one: GroupedFault, words: Catalogue) -> dict[str, Any]:
    name = one.name or one.statement or "fault"
    told = f"{_expected_and_seen(one, words)} ({', '.join(one.scenarios)})"
    same = (name, fingerprint(one.expected, one.seen, names={}))
    return _issue(name, "blocker", told, 1, same)


def _expected_and_seen(one: GroupedFault, words: Catalogue) -> str:
    both = ("label-expected", one.expected), ("label-seen", one.seen)
    clauses = tuple(words.pair(name, words.say(value)) for name, value in both)
    return words.text("clauses", clauses=clauses)


def _ledger(state: RunState, words: Catalogue) -> Iterator[dict[str, Any]]:
    for use in failing(state.uses):
        told = words.pair(f"status-{use.status}", words.text(f"remedy-{use.status}"))
        same = (use.entry.subject, use.entry.fingerprint, use.status)
        yield _issue(use.entry.subject, "major", told, 1, same)


def _issue(
    name: str, severity: str, description: str, line: int, same: tuple[str, ...]
) -> dict[str, Any]:
    """One issue; what is the same on the next run has the same fingerprint."""
    return {
        "description": clipped(visible(description), 2_000),
        "check_name": name,
        "fingerprint": hashlib.sha256("\x00".join(same).encode("utf-8", "replace")).hexdigest(),
        "severity": severity,
        "location": {"path": GUIDE, "lines": {"begin": line}},
    }
