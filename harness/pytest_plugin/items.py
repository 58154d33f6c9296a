"""Scenarios as pytest's items: a file of them, and each as a test with its statements in it."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from harness.core.errors import Fault
from harness.model.finding import Finding, Verdict
from harness.planning.discovery import collect_file
from harness.planning.scenario import Scenario
from harness.pytest_plugin.suite import suite_of

_SKIPPED = {Verdict.UNREACHED, Verdict.UNOBSERVABLE}


class AdviceNotFollowed(UserWarning):
    """An advised statement does not hold."""


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its scenarios; those of profiles where they are asked for."""
        asked = {"", *self.config.getoption("--with-profile")}
        try:
            found = collect_file(self.path)
        except Fault as fault:
            raise self.CollectError(str(fault)) from fault
        for one in found:
            if one.profile in asked:
                yield ScenarioItem.from_parent(self, name=one.slug, scenario=one, callobj=_play)


class ScenarioItem(pytest.Function):
    """A scenario as a test; walked in the background, judged into subtests.

    Attributes:
        scenario: what it walks.
        times: how often it was asked for its result: again means walk again.
    """

    def __init__(self, *, scenario: Scenario, **others: Any) -> None:
        super().__init__(**others)
        self.scenario = scenario
        self.times = 0
        self.extra_keyword_matches.add(scenario.slug.replace("-", "_"))

    def judge(self, subtests: pytest.Subtests) -> None:
        """Wait for the walk, and tell each statement."""
        self.times += 1
        findings = suite_of(self.config).findings(self)
        if all(finding.verdict is Verdict.UNOBSERVABLE for finding in findings):
            pytest.skip(findings[0].seen if findings else "it shows nothing")
        for finding in findings:
            with subtests.test(finding.statement or "fault"):
                _tell(finding)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """Where the scenario is written, and its name."""
        line = self.scenario.play.__code__.co_firstlineno - 1
        return self.path, line, self.name


def _play(subtests: pytest.Subtests, request: pytest.FixtureRequest) -> None:
    request.node.judge(subtests)


def _tell(finding: Finding) -> None:
    """A finding as the outcome of a subtest."""
    if finding.verdict is Verdict.PASS:
        return
    if finding.verdict in _SKIPPED:
        pytest.skip(finding.seen or f"barred by {finding.cause}")
    if finding.verdict is Verdict.WARN:
        warnings.warn(told(finding), AdviceNotFollowed, stacklevel=2)
        return
    pytest.fail(told(finding), pytrace=False)


def told(finding: Finding) -> str:
    """A finding in words: the sentence and its line, what was expected and seen, the evidence."""
    line = f"guide, line {finding.line}: " if finding.line else ""
    files = ", ".join(finding.evidence.files)
    lines = (
        f"{finding.statement or 'fault'}: {line}« {finding.sentence} »",
        f"  expected {finding.expected}",
        f"  seen     {finding.seen}",
        *([f"  evidence {files}"] if files else []),
    )
    return "\n".join(lines)
