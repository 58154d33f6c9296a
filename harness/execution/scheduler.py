"""Runs many scenarios in parallel until all have run or something ends the run."""

import asyncio
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace

from harness.core.errors import MailError
from harness.execution.accounts.maintenance import AccountMaintenance
from harness.execution.events import Event, ScenarioFinished, ScenarioStarted, Stopped
from harness.execution.portal_process import Portal
from harness.execution.results import Results
from harness.execution.run_context import RunContext
from harness.execution.scenario_run import ScenarioRun
from harness.model.finding import Verdict
from harness.model.verdicts import FAILURES, worst
from harness.planning.plan import Plan

Listen = Callable[[Event], None]


@dataclass
class Scheduler:
    """Runs plans on one portal.

    Attributes:
        portal: when it ends, the run ends.
        results: judges and stores the scenario runs.
        listen: is called with the events of each scenario.
        maintenance: prepares accounts before a scenario uses them.
    """

    context: RunContext
    portal: Portal
    results: Results
    listen: Listen
    maintenance: AccountMaintenance
    _failed: str = ""  # slug of the first scenario that failed, with `fail_fast`
    _resting: set[asyncio.Task[None]] = field(default_factory=set)

    async def run(self, plans: Iterable[Plan], jobs: int) -> Stopped | None:
        """Run plans in parallel, long ones first, so that no long one is left for the end.

        Returns:
            What ended the run before all plans ran; None if all ran.
        """
        queue = sorted(plans, key=self.maintenance.order)
        await asyncio.gather(*(self._work(queue) for _ in range(jobs)))
        for rest in self._resting:
            rest.cancel()
        if queue or self.context.limits.reason:
            return self._stopped(tuple(plan.scenario.slug for plan in queue))
        return None

    def _stopped(self, remaining: tuple[str, ...]) -> Stopped:
        if reason := self.context.limits.reason:
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
            reason=_portal_exit(self.portal),
            remedy="See what it printed last; the journals up to there are kept.",
            remaining=remaining,
        )

    @property
    def _is_over(self) -> bool:
        return bool(self._failed) or self._is_halted

    @property
    def _is_halted(self) -> bool:
        return bool(self.context.limits.reason) or self.portal.returncode is not None

    async def _work(self, queue: list[Plan]) -> None:
        while plan := await self.context.leases.next(queue, lambda: self._is_over):
            verdict = await self._run_scenario(plan)
            if self.context.config.fail_fast and verdict in FAILURES:
                self._failed = self._failed or plan.scenario.slug
            await self._release(plan, queue)

    async def _release(self, plan: Plan, queue: list[Plan]) -> None:
        """Return the accounts of a scenario, after a rest if another scenario waits for them."""
        leases = self.context.leases
        if not leases.is_wanted(plan, queue):
            await leases.give_back(plan)
            return
        rest = asyncio.create_task(self._release_after_rest(plan))
        self._resting.add(rest)
        rest.add_done_callback(self._resting.discard)
        await leases.wake()

    async def _release_after_rest(self, plan: Plan) -> None:
        await self._rest(one.scenario_run for one in self.results.runs(plan.scenario.slug))
        await self.context.leases.give_back(plan)

    async def _rest(self, runs: Iterable[ScenarioRun]) -> None:
        """Wait for the last mails of scenario runs whose accounts are used again."""
        await asyncio.sleep(self.maintenance.quiet)
        with suppress(MailError):  # the next scenario meets the same error and reports it
            for one in runs:
                await one.release_accounts()

    async def _run_scenario(self, plan: Plan) -> Verdict:
        self.listen(ScenarioStarted(scenario=plan.scenario.slug, title=plan.scenario.title))
        plan = plan if plan.blocked_reason else await self._prepared(plan)
        if plan.blocked_reason:
            self.results.mark_unplayable(plan)
        else:
            await self._run_with_retries(plan)
        finished = self._scenario_finished(plan)
        self.listen(finished)
        return finished.verdict

    async def _prepared(self, plan: Plan) -> Plan:
        """A plan with its accounts in their present state, renewed where that is needed."""
        reason = await self.maintenance.prepare(plan, self.context)
        return replace(self.context.leases.with_present_codes(plan), blocked_reason=reason)

    async def _run_with_retries(self, plan: Plan) -> None:
        """Run a scenario; while it fails and there are spare accounts, run it again with those."""
        attempt: Plan | None = plan
        while attempt and not attempt.blocked_reason:
            scenario_run = ScenarioRun(attempt, self.context)
            found = await self.results.run(scenario_run)
            failed = worst(found) in FAILURES and not self._is_halted
            attempt = attempt.again() if failed else None
            if attempt:
                await self._rest([scenario_run])
                attempt = await self._prepared(attempt)

    def _scenario_finished(self, plan: Plan) -> ScenarioFinished:
        slug = plan.scenario.slug
        runs, findings = self.results.runs(slug), self.results.of(slug)
        return ScenarioFinished(
            scenario=slug,
            title=plan.scenario.title,
            verdict=worst(findings),
            findings=findings,
            walking=round(sum(one.walking for one in runs), 3),
            judging=round(sum(one.judging for one in runs), 3),
            pages=sum(len(one.journal.pages) for one in runs),
            mails=sum(len(one.journal.mails) for one in runs),
            attempts=len(runs),
        )


def _portal_exit(portal: Portal) -> str:
    last = portal.tail.strip().splitlines()[-1:] or ["nothing"]
    return f"the portal ended with {portal.returncode}; it printed last: {last[0]}"
