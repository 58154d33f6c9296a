"""What the walks of a run come to: their journals, judged as they end and again on late news."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import perf_counter

from harness.checks.judge import judge, unplayed
from harness.execution.scenario_run import ScenarioRun
from harness.guide.model import Guide
from harness.ledger.acceptance import Acceptance
from harness.model.finding import Finding
from harness.model.journal import Journal
from harness.model.verdicts import FAILURES, merged, worst
from harness.planning.plan import Plan
from harness.redaction.vault import Vault


@dataclass
class JudgedRun:
    """One walk of one scenario, as it was judged last; times in seconds."""

    performance: ScenarioRun
    journal: Journal
    findings: tuple[Finding, ...]
    walking: float
    judging: float


class Results:
    """Keeps and judges what was walked.

    Args:
        guide: what the target promises.
        acceptance: what is accepted all the same.
        all_traces: whether traces of walks that went well are kept too, where there are any.
        all_films: the same of films.

    Attributes:
        judging: seconds spent on judging so far.
    """

    def __init__(
        self,
        guide: Guide,
        acceptance: Acceptance,
        *,
        all_traces: bool = False,
        all_films: bool = False,
    ) -> None:
        self._guide = guide
        self._acceptance = acceptance
        self._all_traces, self._all_films = all_traces, all_films
        self._begun: list[ScenarioRun] = []
        self._walks: dict[str, list[JudgedRun]] = {}
        self._unplayed: dict[str, tuple[Finding, ...]] = {}
        self.judging = 0.0

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals of the walks that ended, of each scenario the last."""
        return tuple(walks[-1].journal for walks in self._walks.values())

    @property
    def vaults(self) -> dict[str, Vault]:
        """The secrets of each walk by its folder's name, also of those that were broken off."""
        return {one.plan.folder: one.vault for one in self._begun}

    def findings(self, order: Iterable[str]) -> tuple[Finding, ...]:
        """All findings, scenario by scenario in that order; those without any left out."""
        known = self._unplayed.keys() | self._walks.keys()
        return tuple(f for slug in order if slug in known for f in self.of(slug))

    async def walk(self, performance: ScenarioRun) -> Sequence[Finding]:
        """Walk to the end and judge; gives the findings of that walk alone."""
        self._begun.append(performance)
        begun = perf_counter()
        try:
            journal = await performance.walk()
        except BaseException:
            performance.close()
            raise
        walked, findings = perf_counter(), self._judge(journal)
        failed = worst(findings) in FAILURES
        performance.keep_traces(wanted=self._all_traces or failed)
        performance.keep_film(findings, wanted=self._all_films or failed)
        one = JudgedRun(performance, journal, findings, walked - begun, perf_counter() - walked)
        self._walks.setdefault(performance.plan.scenario.slug, []).append(one)
        return findings

    def walks(self, slug: str) -> tuple[JudgedRun, ...]:
        """All walks of a scenario, in their order."""
        return tuple(self._walks.get(slug, ()))

    def of(self, slug: str) -> tuple[Finding, ...]:
        """The findings of a scenario over all its walks."""
        if slug in self._unplayed:
            return self._unplayed[slug]
        return merged([walked.findings for walked in self._walks[slug]])

    def hinder(self, plan: Plan) -> None:
        """A scenario that cannot be played here: all that it would show is unobservable."""
        slug = plan.scenario.slug
        self._unplayed[slug] = unplayed(self._guide, slug, plan.statements, plan.blocked_reason)

    async def hear_late(self) -> dict[str, tuple[Finding, ...]]:
        """Judge again the walks whose people received mails after their end.

        Returns:
            The findings of each scenario that there is news of.
        """
        news: dict[str, tuple[Finding, ...]] = {}
        for slug, walks in self._walks.items():
            for walked in walks:
                if journal := await walked.performance.late():
                    walked.journal, walked.findings = journal, self._judge(journal)
                    news[slug] = self.of(slug)
        return news

    def close(self) -> None:
        """Close all journals for good."""
        for performance in self._begun:
            performance.close()

    def _judge(self, journal: Journal) -> tuple[Finding, ...]:
        begun = perf_counter()
        findings = self._acceptance.excused(judge(self._guide, journal))
        self.judging += perf_counter() - begun
        return findings
