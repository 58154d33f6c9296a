"""Where many scenarios are walked at once, until all are or something ends it."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from harness.core.errors import MailError
from harness.execution.accounts.leases import AccountLeases
from harness.execution.accounts.maintenance import AccountMaintenance
from harness.execution.events import Event, ScenarioFinished, ScenarioStarted, Stopped
from harness.execution.portal_process import Portal
from harness.execution.results import Results
from harness.execution.run_context import Ground
from harness.execution.scenario_run import ScenarioRun, Setting
from harness.model.finding import Verdict
from harness.model.verdicts import FAILURES, worst
from harness.planning.plan import Plan

Listen = Callable[[Event], None]


@dataclass
class Scheduler:
    """Walks plans on one portal.

    Attributes:
        ground: shared by all walks, as is the setting.
        portal: what is walked on; its end ends the walks.
        results: takes what they come to.
        listen: hears of each scenario.
        upkeep: keeps the accounts fit to be used.
        fail_fast: whether the first failure ends the walks; those under way are finished.
    """

    ground: Ground
    setting: Setting
    portal: Portal
    results: Results
    listen: Listen
    fail_fast: bool = False
    upkeep: AccountMaintenance = field(default_factory=AccountMaintenance)
    _failed: str = ""
    _resting: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def _roster(self) -> AccountLeases:
        assert self.setting.roster  # noqa: S101 - a run has one
        return self.setting.roster

    async def walk(self, plans: Iterable[Plan], jobs: int) -> Stopped | None:
        """Walk plans, so many at once; long ones first, so that none is left to walk alone.

        Returns:
            What ended it before all were walked; None for nothing.
        """
        queue = sorted(plans, key=self.upkeep.order)
        await asyncio.gather(*(self._work(queue) for _ in range(jobs)))
        for rest in self._resting:
            rest.cancel()
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
        while plan := await self._roster.next(queue, lambda: self._is_over):
            verdict = await self._perform(plan)
            if self.fail_fast and verdict in FAILURES:
                self._failed = self._failed or plan.scenario.slug
            await self._part(plan, queue)

    async def _part(self, plan: Plan, queue: list[Plan]) -> None:
        """Give the people of a scenario back, once no mail of it is expected any more."""
        if not self._roster.is_wanted(plan, queue):
            await self._roster.give_back(plan)
            return
        rest = asyncio.create_task(self._rest(plan))
        self._resting.add(rest)
        rest.add_done_callback(self._resting.discard)
        await self._roster.wake()

    async def _rest(self, plan: Plan) -> None:
        await self._part_from(w.performance for w in self.results.walks(plan.scenario.slug))
        await self._roster.give_back(plan)

    async def _part_from(self, performances: Iterable[ScenarioRun]) -> None:
        """Wait for the last mails of walks whose people may be used again."""
        await asyncio.sleep(self.upkeep.quiet)
        with suppress(MailError):  # the next walk meets it, and tells
            for performance in performances:
                await performance.part()

    async def _perform(self, plan: Plan) -> Verdict:
        self.listen(ScenarioStarted(scenario=plan.scenario.slug, title=plan.scenario.title))
        plan = plan if plan.blocked_reason else await self._ready(plan)
        if plan.blocked_reason:
            self.results.hinder(plan)
        else:
            await self._walk(plan)
        finished = self._finished(plan)
        self.listen(finished)
        return finished.verdict

    async def _ready(self, plan: Plan) -> Plan:
        """A plan with its people as they are today, those brought back who must be."""
        blocked_reason = await self.upkeep.prepare(plan, self.ground, self.setting)
        return replace(self._roster.cast(plan), blocked_reason=blocked_reason)

    async def _walk(self, plan: Plan) -> None:
        """Walk a scenario, and again with other people while it fails and there are some."""
        walk: Plan | None = plan
        while walk and not walk.blocked_reason:
            performance = ScenarioRun(walk, self.ground, self.setting)
            found = await self.results.walk(performance)
            failed = worst(found) in FAILURES and not self._is_halted
            walk = walk.again() if failed else None
            if walk:
                await self._part_from([performance])
                walk = await self._ready(walk)

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
