"""Where many scenarios are walked at once, until all are or something ends it."""

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from harness.finding import Verdict
from harness.run.conduct import Performance, Setting
from harness.run.events import Event, ScenarioFinished, ScenarioStarted, Stopped
from harness.run.ground import Ground
from harness.run.launch import Portal
from harness.run.plan import Plan
from harness.run.results import Results
from harness.run.verdicts import FAILURES, worst

Listen = Callable[[Event], None]


@dataclass
class Floor:
    """Walks plans on one portal.

    Attributes:
        ground: shared by all walks, as is the setting.
        portal: what is walked on; its end ends the walks.
        results: takes what they come to.
        listen: hears of each scenario.
        fail_fast: whether the first failure ends the walks; those under way are finished.
    """

    ground: Ground
    setting: Setting
    portal: Portal
    results: Results
    listen: Listen
    fail_fast: bool = False
    _failed: str = ""

    async def walk(self, plans: Iterable[Plan], jobs: int) -> Stopped | None:
        """Walk plans, so many at once; long ones first, so that none is left to walk alone.

        Returns:
            What ended it before all were walked; None for nothing.
        """
        queue = sorted(plans, key=lambda plan: -plan.movements)
        await asyncio.gather(*(self._work(queue) for _ in range(jobs)))
        if queue or self.setting.caution.reason:
            return self._stopped(tuple(plan.scenario.slug for plan in queue))
        return None

    def _stopped(self, remaining: tuple[str, ...]) -> Stopped:
        if reason := self.setting.caution.reason:
            remedy = "What was recorded is judged; look at the portal before the next run."
            return Stopped(reason=reason, remedy=remedy, remaining=remaining)
        if self.portal.returncode is None:
            return Stopped(
                reason=f"the first failure was to end the run: {self._failed}",
                remedy="Leave --fail-fast out to walk all.",
                remaining=remaining,
                fault=False,
            )
        return Stopped(
            reason=_death(self.portal),
            remedy="See what it printed last; the journals up to there are kept.",
            remaining=remaining,
        )

    @property
    def _is_over(self) -> bool:
        return bool(self._failed) or self._is_halted

    @property
    def _is_halted(self) -> bool:
        return bool(self.setting.caution.reason) or self.portal.returncode is not None

    async def _work(self, queue: list[Plan]) -> None:
        while queue and not self._is_over:
            plan = queue.pop(0)
            verdict = await self._perform(plan)
            if self.fail_fast and verdict in FAILURES:
                self._failed = self._failed or plan.scenario.slug

    async def _perform(self, plan: Plan) -> Verdict:
        self.listen(ScenarioStarted(scenario=plan.scenario.slug, title=plan.scenario.title))
        if plan.hindrance:
            self.results.hinder(plan)
        else:
            await self._walk(plan)
        finished = self._finished(plan)
        self.listen(finished)
        return finished.verdict

    async def _walk(self, plan: Plan) -> None:
        """Walk a scenario, and again with other people while it fails and there are some."""
        walk: Plan | None = plan
        while walk:
            found = await self.results.walk(Performance(walk, self.ground, self.setting))
            failed = worst(found) in FAILURES and not self._is_halted
            walk = walk.again() if failed else None

    def _finished(self, plan: Plan) -> ScenarioFinished:
        walks, findings = (
            self.results.walks(plan.scenario.slug),
            self.results.of(plan.scenario.slug),
        )
        return ScenarioFinished(
            scenario=plan.scenario.slug,
            title=plan.scenario.title,
            verdict=worst(findings),
            findings=findings,
            walking=round(sum(walked.walking for walked in walks), 3),
            judging=round(sum(walked.judging for walked in walks), 3),
            pages=sum(len(walked.journal.pages) for walked in walks),
            mails=sum(len(walked.journal.mails) for walked in walks),
            attempts=len(walks),
        )


def _death(portal: Portal) -> str:
    last = portal.tail.strip().splitlines()[-1:] or ["nothing"]
    return f"the portal ended with {portal.returncode}; it printed last: {last[0]}"
