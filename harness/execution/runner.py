"""Runs scenarios on a target: in parallel, judged as they end, reported by events."""

from collections.abc import Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from time import perf_counter

from harness.config.target import Target
from harness.core.errors import MailError
from harness.core.exit_codes import FAULT
from harness.core.rate_limit import RateLimiter
from harness.driver.factory import open_engine
from harness.driver.protocol import Engine
from harness.execution import events
from harness.execution.accounts.leases import AccountLeases, lease_accounts
from harness.execution.accounts.maintenance import maintenance_for
from harness.execution.portal_process import Portal, launch_with
from harness.execution.results import Results
from harness.execution.run_config import RunConfig
from harness.execution.run_context import RunContext, make_context
from harness.execution.safety_limits import SafetyLimits, read_robots
from harness.execution.scheduler import Listen, Scheduler
from harness.guide.model import Guide
from harness.guide.portal_view import guide_for_portal
from harness.mail.factory import receiving
from harness.mail.source import MailSource
from harness.model.journal import Journal
from harness.model.verdicts import exit_code
from harness.planning.plan import Plan, unwalked
from harness.redaction.vault import Vault
from harness.suite.account_schema import AccountSchema

STOP_FILE = "stop"  # a file of that name in the run's folder stops the run
MakeEngine = Callable[[str], Engine]


class Runner:
    """Runs plans on one target.

    Args:
        guide: what the target promises, in the guide's own words.
        config: the options of the run.
        make_engine: makes the driver from the portal's address; the one that the options name
            when left out.

    Attributes:
        portal: the portal as soon as it serves; None before.
    """

    def __init__(
        self,
        guide: Guide,
        target: Target,
        config: RunConfig,
        make_engine: MakeEngine | None = None,
    ) -> None:
        self._guide = guide
        self._target = target
        self._config = config
        self._make_engine = make_engine or (lambda url: open_engine(target, url, config.driver))
        self._listen: Listen = _ignore
        portal_guide = guide_for_portal(guide, target.words, target.missing_pages, target.reads)
        self._results = Results(portal_guide, config, target.unobservable)
        self._stopped: events.Stopped | None = None
        self._order: tuple[str, ...] = ()
        self._pace = RateLimiter(target.pace.requests_per_second)
        stops = (target.limits.stop, config.folder and config.folder / STOP_FILE)
        self._limits = SafetyLimits(self._pace, target.limits, [path for path in stops if path])
        self.portal: Portal | None = None

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The last journal of each scenario that ended."""
        return self._results.journals

    @property
    def vaults(self) -> dict[str, Vault]:
        """The secrets of each scenario run by the name of its folder, broken-off runs included."""
        return self._results.vaults

    async def run(self, plans: tuple[Plan, ...], listen: Listen) -> events.RunFinished:
        """Run and judge. Whatever happens, what was recorded is reported.

        Returns:
            The last event.

        Raises:
            EnvironmentFault: the run could not start.
        """
        self._listen = listen
        self._order = tuple(plan.scenario.slug for plan in plans)
        async with receiving(self._target.mail) as (mails, sink), AsyncExitStack() as stack:
            leases = await stack.enter_async_context(lease_accounts(self._target, plans))
            accounts = {one.key: one for plan in plans for one in plan.all_accounts}
            serving = launch_with(self._target, accounts.values(), sink)
            portal = self.portal = await stack.enter_async_context(serving)
            engine = await stack.enter_async_context(self._make_engine(portal.base_url))
            context = self._context(portal, engine, mails, leases)
            walking = perf_counter()
            if not all(plan.blocked_reason for plan in plans):
                await self._respect_robots(engine, portal)
            self._listen(self._run_started(plans, context))
            await self._run_scenarios(plans, context, portal)
            walked = perf_counter()
            await stack.aclose()  # a portal sends its last mails before it ends
            orphans = await self._collect_late_mails(context, plans)
        finished = self._run_finished(walking, walked, orphans, engine.egress.report())
        finished = finished.model_copy(update={"refused_mails": sink.refusals})
        listen(finished)
        return finished

    def _context(
        self, portal: Portal, engine: Engine, mails: MailSource | None, leases: AccountLeases
    ) -> RunContext:
        return make_context(
            self._guide,
            self._target,
            self._config,
            base_url=portal.base_url,
            engine=engine,
            mails=mails,
            leases=leases,
            limits=self._limits,
        )

    async def _respect_robots(self, engine: Engine, portal: Portal) -> None:
        """Apply the `robots.txt` of a portal that we did not launch."""
        if self._target.launch is None:
            engine.egress.disallows, pause = await read_robots(engine, portal.base_url)
            self._pace.slow_down(pause)

    def _run_started(self, plans: tuple[Plan, ...], context: RunContext) -> events.RunStarted:
        return events.RunStarted(
            target=self._target.name,
            base_url=context.base_url,
            driver=context.engine.name,
            started=datetime.now(UTC),
            scenarios=self._order,
            jobs=self._config.jobs,
            folder=self._config.folder,
            words=dict(self._target.words),
            reads=dict(self._target.reads),
            absent=dict(self._target.absent),
            unobservable=dict(self._target.unobservable),
            unwalked=unwalked(
                self._guide,
                (slug for plan in plans for slug in plan.statements),
                context.missing_pages,
            ),
            plan=tuple(_planned(plan, self._target.suite.accounts) for plan in plans),
            origin=self._config.origin,
        )

    async def _run_scenarios(
        self, plans: tuple[Plan, ...], context: RunContext, portal: Portal
    ) -> None:
        maintenance = maintenance_for(self._target, self._guide, self._config.renewal)
        await maintenance.begin(context)
        scheduler = Scheduler(context, portal, self._results, self._listen, maintenance)
        if stopped := await scheduler.run(plans, self._config.jobs):
            self._stop(stopped)

    def _stop(self, event: events.Stopped) -> None:
        self._stopped = event
        self._listen(event)

    async def _collect_late_mails(
        self, context: RunContext, plans: tuple[Plan, ...]
    ) -> tuple[str, ...]:
        """Wait for the last mails. If that fails, the journals recorded so far are still reported.

        Returns:
            The mails that belong to no scenario of the run.
        """
        mails = context.mails
        try:
            if mails is None:
                return ()
            await mails.quiesce()
            for slug, findings in (await self._results.collect_late_mails()).items():
                self._listen(events.Amended(scenario=slug, findings=findings))
            typed = context.typed_addresses.of_one_scenario()
            return await _orphans(mails, plans, typed)
        except MailError as fault:
            reason = f"the mails could not be read to the end: {fault.seen}"
            self._stop(events.Stopped(reason=reason, remedy=fault.remedy, remaining=()))
            return ()
        finally:
            self._results.close()

    def _run_finished(
        self, walking: float, walked: float, orphans: tuple[str, ...], outside: tuple[str, ...]
    ) -> events.RunFinished:
        findings, started = self._results.findings(self._order), self._config.started
        whole = not (self._stopped or self._config.origin.is_part)
        uses = self._config.acceptance.uses(findings, whole=whole)
        broke = self._stopped and self._stopped.fault
        return events.RunFinished(
            exit_code=FAULT
            if broke
            else exit_code(findings, ledger_fails=any(use.fails for use in uses)),
            findings=findings,
            times=events.Times(
                start_up=round(walking - started, 3),
                walking=round(walked - walking, 3),
                judging=round(self._results.judging, 3),
                reporting=0.0,
                total=round(perf_counter() - started, 3),
            ),
            orphans=orphans,
            outside=outside,
            uses=uses,
        )


async def _orphans(
    mails: MailSource, plans: tuple[Plan, ...], typed: frozenset[str]
) -> tuple[str, ...]:
    known = {account.address for plan in plans for account in plan.all_accounts} | typed
    return tuple(
        f"« {mail.subject} » to {', '.join(mail.envelope_to or mail.recipients) or 'nobody'}"
        for mail in await mails.since(0)
        if not known & mail.addressed_to
    )


def _ignore(event: events.Event) -> None:
    """Listen to nothing."""


def _planned(plan: Plan, schema: AccountSchema) -> events.Planned:
    first = next(iter(plan.scenario.needs), None)
    return events.Planned(
        scenario=plan.scenario.slug,
        title=plan.scenario.title,
        statements=plan.statements,
        blocked_reason=plan.blocked_reason,
        role=schema.role_words(first.role) if first else "",
    )
