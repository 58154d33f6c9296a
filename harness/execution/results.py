"""The results of a run: the journals of its scenarios, judged when they end and on late mails."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from types import MappingProxyType

from harness.checks.judge import judge, unplayed
from harness.config.choices import RecordingScope
from harness.execution.run_config import RunConfig
from harness.execution.scenario_run import ScenarioRun
from harness.guide.model import Guide
from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.model.verdicts import FAILURES, merged, worst
from harness.planning.plan import Plan
from harness.redaction.vault import Vault


@dataclass
class JudgedRun:
    """One run of one scenario with its latest findings; times in seconds."""

    scenario_run: ScenarioRun
    journal: Journal
    findings: tuple[Finding, ...]
    walking: float
    judging: float


class Results:
    """Judges runs by the guide in the portal's words, taking `judging` seconds, and stores them."""

    def __init__(
        self,
        guide: Guide,
        config: RunConfig,
        unobservable: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        self._guide = guide
        self._unobservable = unobservable
        self._config = config
        self._started: list[ScenarioRun] = []
        self._runs: dict[str, list[JudgedRun]] = {}
        self._unplayed: dict[str, tuple[Finding, ...]] = {}
        self.judging = 0.0

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The last journal of each scenario that ended."""
        return tuple(runs[-1].journal for runs in self._runs.values())

    @property
    def vaults(self) -> dict[str, Vault]:
        """The secrets of each scenario run by the name of its folder, broken-off runs included."""
        return {one.plan.folder: one.vault for one in self._started}

    def findings(self, order: Iterable[str]) -> tuple[Finding, ...]:
        """All findings, scenario by scenario in the given order."""
        known = self._unplayed.keys() | self._runs.keys()
        return tuple(f for slug in order if slug in known for f in self.of(slug))

    async def run(self, scenario_run: ScenarioRun) -> Sequence[Finding]:
        """Run a scenario to its end and judge it; returns the findings of this run alone."""
        self._started.append(scenario_run)
        begun = perf_counter()
        try:
            journal = await scenario_run.run()
        except BaseException:
            scenario_run.close()
            raise
        walked, findings = perf_counter(), self._judge(journal)
        failed = worst(findings) in FAILURES
        scenario_run.store_traces(wanted=failed or self._config.traces is RecordingScope.ALL)
        scenario_run.store_film(findings, wanted=failed or self._config.films is RecordingScope.ALL)
        judged = JudgedRun(scenario_run, journal, findings, walked - begun, perf_counter() - walked)
        self._runs.setdefault(scenario_run.plan.scenario.slug, []).append(judged)
        return findings

    def runs(self, slug: str) -> tuple[JudgedRun, ...]:
        """All runs of a scenario, in order of time."""
        return tuple(self._runs.get(slug, ()))

    def of(self, slug: str) -> tuple[Finding, ...]:
        """The findings of a scenario over all its runs."""
        if slug in self._unplayed:
            return self._unplayed[slug]
        return merged([one.findings for one in self._runs[slug]])

    def mark_unplayable(self, plan: Plan) -> None:
        """Record a scenario that the target does not allow: all its findings are unobservable."""
        slug = plan.scenario.slug
        self._unplayed[slug] = unplayed(
            self._guide, slug, plan.statements, plan.blocked_reason, self._unobservable
        )

    async def collect_late_mails(self) -> dict[str, tuple[Finding, ...]]:
        """Judge again the scenarios whose accounts received mails after the end.

        Returns:
            The findings of each scenario that changed, by its slug.
        """
        changed: dict[str, tuple[Finding, ...]] = {}
        for slug, runs in self._runs.items():
            for one in runs:
                if journal := await one.scenario_run.collect_late_mails():
                    one.journal, one.findings = journal, self._judge(journal)
                    changed[slug] = self.of(slug)
        return changed

    def close(self) -> None:
        """Close all journals."""
        for scenario_run in self._started:
            scenario_run.close()

    def _judge(self, journal: Journal) -> tuple[Finding, ...]:
        begun = perf_counter()
        findings = self._config.acceptance.excused(judge(self._guide, journal))
        self.judging += perf_counter() - begun
        return findings
