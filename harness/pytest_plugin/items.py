"""Scenarios as pytest items: a file of scenarios, a scenario as a test, statements as subtests."""

import warnings
from collections.abc import Iterator
from typing import Any

import pytest

from harness.core.errors import Fault
from harness.model.finding import Finding, Verdict
from harness.planning.discovery import collect_file
from harness.planning.scenario import Scenario
from harness.pytest_plugin.keys import FINDINGS_OF
from harness.pytest_plugin.messages import AdviceNotFollowed, finding_text, readers_catalogue

_SKIPPED = {Verdict.UNREACHED, Verdict.UNOBSERVABLE}


class ScenarioFile(pytest.File):
    """A file of scenarios."""

    def collect(self) -> Iterator[pytest.Item]:
        """Its scenarios; those of a profile only with `--with-profile`."""
        asked = {"", *self.config.getoption("--with-profile")}
        try:
            found = collect_file(self.path)
        except Fault as fault:
            raise self.CollectError(str(fault)) from fault
        for one in found:
            if one.profile in asked:
                yield ScenarioItem.from_parent(self, name=one.slug, scenario=one, callobj=_play)


class ScenarioItem(pytest.Function):
    """A scenario as a test, run in the background each time; each statement is a subtest."""

    def __init__(self, *, scenario: Scenario, **others: Any) -> None:
        super().__init__(**others)
        self.scenario = scenario
        self.times = 0
        self.extra_keyword_matches.add(scenario.slug.replace("-", "_"))

    def judge(self, subtests: pytest.Subtests) -> None:
        """Wait for the scenario, and report each statement."""
        self.times += 1
        findings = self.config.stash[FINDINGS_OF](self)
        if all(finding.verdict is Verdict.UNOBSERVABLE for finding in findings):
            words = readers_catalogue()
            pytest.skip(words.say(findings[0].seen) if findings else words.text("it-shows-nothing"))
        for finding in findings:
            with subtests.test(finding.statement or "fault"):
                _report(finding)

    def reportinfo(self) -> tuple[Any, int | None, str]:
        """The file, the line and the name of the scenario."""
        line = self.scenario.play.__code__.co_firstlineno - 1
        return self.path, line, self.name


def _play(subtests: pytest.Subtests, request: pytest.FixtureRequest) -> None:
    request.node.judge(subtests)


def _report(finding: Finding) -> None:
    """Make a finding the outcome of a subtest."""
    if finding.verdict is Verdict.PASS:
        return
    if finding.verdict in _SKIPPED:
        words = readers_catalogue()
        pytest.skip(words.say(finding.seen) or words.text("junit-unreached", cause=finding.cause))
    if finding.verdict is Verdict.WARN:
        warnings.warn(finding_text(finding), AdviceNotFollowed, stacklevel=2)
        return
    pytest.fail(finding_text(finding), pytrace=False)
