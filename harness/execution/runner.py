"""Runs scenarios on a target: many at once, judged as they end, told by events."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from harness.accounts.model import save_accounts
from harness.config.target import Target
from harness.core.errors import MailError
from harness.core.rate_limit import Pace
from harness.driver.protocol import Engine
from harness.execution.accounts.leases import AccountLeases, lease_accounts
from harness.execution.accounts.maintenance import maintenance_for
from harness.execution.actor.step_prompt import Ask
from harness.execution.events import (
    UNKNOWN_ORIGIN,
    Amended,
    Event,
    Origin,
    Planned,
    RunFinished,
    RunStarted,
    Stopped,
    Times,
)
from harness.execution.portal_process import Portal, launch
from harness.execution.results import Results
from harness.execution.robots import read_robots
from harness.execution.run_context import prepare
from harness.execution.safety_limits import SafetyLimits
from harness.execution.scenario_run import Setting
from harness.execution.scheduler import Listen, Scheduler
from harness.execution.setting import setting_of
from harness.guide.model import Guide
from harness.ledger.acceptance import NOTHING_ACCEPTED, Acceptance
from harness.mail.factory import open_source
from harness.mail.source import MailSource
from harness.mail.sources.smtp_sink import SmtpSink
from harness.model.journal import Journal
from harness.model.verdicts import FAULT, exit_code
from harness.planning.plan import Plan
from harness.planning.scenario import Scenario
from harness.redaction.vault import Vault

STOP = "stop"  # a file of that name in the run's folder stops the run
MakeEngine = Callable[[str], Engine]


@dataclass(frozen=True)
class Options:
    """How to run.

    Attributes:
        jobs: how many scenarios are walked at once.
        folder: where the run is kept; None to keep nothing.
        mend: the path by which an account whose code opens nothing gets one that does.
        begun: `perf_counter()` at the command's begin.
        fail_fast: whether the first failure ends the run.
        acceptance: what is accepted all the same.
        origin: where the run comes from.
        ask: called before each step; None to go on at once.
        all_traces: whether traces of walks that went well are kept too.
        films: whether pictures are taken for films of the walks.
        all_films: whether those of walks that went well are kept too.
    """

    jobs: int
    folder: Path | None
    begun: float
    fail_fast: bool = False
    acceptance: Acceptance = NOTHING_ACCEPTED
    origin: Origin = UNKNOWN_ORIGIN
    ask: Ask | None = None
    all_traces: bool = False
    films: bool = False
    all_films: bool = False
    mend: Scenario | None = None


class Runner:
    """Runs plans on one target.

    Args:
        guide: what the target promises.
        target: the portal.
        make_engine: makes the driver, given the portal's address.
        options: how to run.

    Attributes:
        portal: what is run on, as soon as it serves; None before.
    """

    def __init__(
        self, guide: Guide, target: Target, make_engine: MakeEngine, options: Options
    ) -> None:
        self._guide = guide
        self._target = target
        self._make_engine = make_engine
        self._listen: Listen = _nobody
        self._options = options
        self._results = Results(
            guide,
            options.acceptance,
            all_traces=options.all_traces,
            all_films=options.all_films,
        )
        self._stopped: Stopped | None = None
        self._order: tuple[str, ...] = ()
        self._pace = Pace(target.pace.requests_per_second)
        stops = (target.limits.stop, options.folder and options.folder / STOP)
        self._caution = SafetyLimits(self._pace, target.limits, [path for path in stops if path])
        self.portal: Portal | None = None

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals of the walks that ended, of each scenario the last."""
        return self._results.journals

    @property
    def vaults(self) -> dict[str, Vault]:
        """The secrets of each walk by its folder's name, also of those that were broken off."""
        return self._results.vaults

    async def run(self, plans: tuple[Plan, ...], listen: Listen) -> RunFinished:
        """Walk and judge; what was recorded is reported, whatever happens.

        Args:
            plans: what to walk.
            listen: hears the events, in order.

        Returns:
            The last event.

        Raises:
            EnvironmentFault: the run could not start.
        """
        self._listen = listen
        self._order = tuple(plan.scenario.slug for plan in plans)
        mails = open_source(self._target.mail)
        sink = mails if isinstance(mails, SmtpSink) else SmtpSink()
        async with sink, _opened(mails, sink), AsyncExitStack() as stack:
            roster = await stack.enter_async_context(lease_accounts(self._target, plans))
            portal = self.portal = await stack.enter_async_context(self._portal(plans, sink))
            engine = await stack.enter_async_context(self._make_engine(portal.base_url))
            setting = self._setting(portal, engine, mails, roster)
            started = perf_counter()
            if not all(plan.blocked_reason for plan in plans):
                await self._heed_robots(engine, portal)
            self._start(plans, setting)
            await self._walk(plans, setting, portal)
            walked = perf_counter()
            await stack.aclose()  # the portal ends its requests: every mail is out now
            orphans = await self._gather(mails, plans)
        finished = self._finish(started, walked, orphans, engine.egress.report())
        listen(finished)
        return finished

    @asynccontextmanager
    async def _portal(self, plans: tuple[Plan, ...], sink: SmtpSink) -> AsyncIterator[Portal]:
        with TemporaryDirectory(prefix="codes-perdus-") as folder:
            accounts = Path(folder) / "accounts.json"
            everybody = {p.identifier: p for plan in plans for p in plan.all_accounts}
            save_accounts(accounts, everybody.values())
            async with launch(self._target, smtp=sink.address, accounts=accounts) as portal:
                yield portal

    def _setting(
        self, portal: Portal, engine: Engine, mails: MailSource | None, roster: AccountLeases
    ) -> Setting:
        place = setting_of(
            self._target,
            portal,
            engine,
            mails,
            folder=self._options.folder,
            caution=self._caution,
        )
        return replace(place, roster=roster, ask=self._options.ask)

    async def _heed_robots(self, engine: Engine, portal: Portal) -> None:
        """A portal that was there before may close addresses to us."""
        if self._target.launch is None:
            engine.egress.disallows, pause = await read_robots(engine, portal.base_url)
            self._pace.slow_down(pause)

    def _start(self, plans: tuple[Plan, ...], setting: Setting) -> None:
        self._listen(
            RunStarted(
                target=setting.target,
                base_url=setting.base_url,
                driver=setting.engine.name,
                started=datetime.now(UTC),
                scenarios=self._order,
                jobs=self._options.jobs,
                folder=self._options.folder,
                words=dict(setting.words),
                plan=tuple(map(_planned, plans)),
                origin=self._options.origin,
            )
        )

    async def _walk(self, plans: tuple[Plan, ...], setting: Setting, portal: Portal) -> None:
        seen = setting.engine.observes
        ground = prepare(
            self._guide,
            words=setting.words,
            lacks=setting.lacks,
            hints=setting.hints,
            pictures="screenshots" in seen and self._options.folder is not None,
            films=self._options.films,
            audits="audit" in seen,
        )
        fail_fast = self._options.fail_fast
        upkeep = maintenance_for(self._target, self._guide, self._options.mend)
        await upkeep.begin(setting)
        floor = Scheduler(ground, setting, portal, self._results, self._listen, fail_fast, upkeep)
        if stopped := await floor.walk(plans, self._options.jobs):
            self._stop(stopped)

    def _stop(self, event: Stopped) -> None:
        self._stopped = event
        self._listen(event)

    async def _gather(self, mails: MailSource | None, plans: tuple[Plan, ...]) -> tuple[str, ...]:
        """Wait for the last mails; where that fails, what was walked is still told.

        Returns:
            The mails that belong to nobody of the run.
        """
        try:
            if mails is None:
                return ()
            await mails.quiesce()
            for slug, findings in (await self._results.hear_late()).items():
                self._listen(Amended(scenario=slug, findings=findings))
            return await _orphans(mails, plans)
        except MailError as fault:
            reason = f"the mails could not be read to the end: {fault.seen}"
            self._stop(Stopped(reason=reason, remedy=fault.remedy, remaining=()))
            return ()
        finally:
            self._results.close()

    def _finish(
        self, started: float, walked: float, orphans: tuple[str, ...], outside: tuple[str, ...]
    ) -> RunFinished:
        findings, begun = self._results.findings(self._order), self._options.begun
        whole = not (self._stopped or self._options.origin.is_part)
        uses = self._options.acceptance.uses(findings, whole=whole)
        broke = self._stopped and self._stopped.fault
        return RunFinished(
            exit_code=FAULT
            if broke
            else exit_code(findings, ledger_fails=any(use.fails for use in uses)),
            findings=findings,
            times=Times(
                start_up=round(started - begun, 3),
                walking=round(walked - started, 3),
                judging=round(self._results.judging, 3),
                reporting=0.0,
                total=round(perf_counter() - begun, 3),
            ),
            orphans=orphans,
            outside=outside,
            uses=uses,
        )


def _opened(mails: MailSource | None, sink: SmtpSink) -> AbstractAsyncContextManager[object]:
    """The source for the time of the run, unless it is the sink, which is open anyway."""
    return nullcontext() if mails is None or mails is sink else mails


async def _orphans(mails: MailSource, plans: tuple[Plan, ...]) -> tuple[str, ...]:
    known = {person.email.lower() for plan in plans for person in plan.all_accounts}
    return tuple(
        f"« {mail.subject} » to {', '.join(mail.envelope_to or mail.recipients) or 'nobody'}"
        for mail in await mails.since(0)
        if not known & mail.addressed_to
    )


def _nobody(event: Event) -> None:
    """Hears nothing."""


def _planned(plan: Plan) -> Planned:
    return Planned(
        scenario=plan.scenario.slug,
        title=plan.scenario.title,
        statements=plan.statements,
        blocked_reason=plan.blocked_reason,
    )
