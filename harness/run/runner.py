"""Runs scenarios on a target: many at once, judged as they end, told by events."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from harness.check.judge import judge, unplayed
from harness.config import Target
from harness.drive.driver import Engine
from harness.errors import MailError
from harness.finding import Finding, Level, Verdict
from harness.guide.model import Guide
from harness.journal import Journal
from harness.mail.open import open_source
from harness.mail.smtp_sink import SmtpSink
from harness.mail.source import MailSource
from harness.run.accounts import save_accounts
from harness.run.conduct import Performance, Setting
from harness.run.events import (
    Amended,
    Event,
    RunFinished,
    RunStarted,
    ScenarioFinished,
    ScenarioStarted,
    Stopped,
    Times,
)
from harness.run.ground import Ground, prepare
from harness.run.launch import Portal, launch
from harness.run.pace import Pace
from harness.run.plan import Plan

FAULT = 3  # exit code
Listen = Callable[[Event], None]
MakeEngine = Callable[[str], Engine]


@dataclass(frozen=True)
class Options:
    """How to run.

    Attributes:
        jobs: how many scenarios are walked at once.
        folder: where the run is kept; None to keep nothing.
        begun: `perf_counter()` at the command's begin.
    """

    jobs: int
    folder: Path | None
    begun: float


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
        self._journals: dict[str, Journal] = {}
        self._findings: dict[str, tuple[Finding, ...]] = {}
        self._performances: dict[str, Performance] = {}
        self._judging = 0.0
        self._stopped = False
        self.portal: Portal | None = None

    @property
    def journals(self) -> tuple[Journal, ...]:
        """The journals of the walks that ended."""
        return tuple(self._journals.values())

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
        mails = open_source(self._target.mail)
        sink = mails if isinstance(mails, SmtpSink) else SmtpSink()
        async with sink, _opened(mails, sink), AsyncExitStack() as stack:
            portal = self.portal = await stack.enter_async_context(self._portal(plans, sink))
            engine = await stack.enter_async_context(self._make_engine(portal.base_url))
            setting = self._setting(portal, engine, mails)
            started = perf_counter()
            self._start(plans, setting)
            await self._walk_all(plans, setting, portal)
            walked = perf_counter()
            await stack.aclose()  # the portal ends its requests: every mail is out now
            orphans = await self._gather(mails, plans)
        finished = self._finish(started, walked, orphans)
        listen(finished)
        return finished

    @asynccontextmanager
    async def _portal(self, plans: tuple[Plan, ...], sink: SmtpSink) -> AsyncIterator[Portal]:
        with TemporaryDirectory(prefix="codes-perdus-") as folder:
            accounts = Path(folder) / "accounts.json"
            save_accounts(accounts, [person for plan in plans for person in plan.people])
            async with launch(self._target, smtp=sink.address, accounts=accounts) as portal:
                yield portal

    def _setting(self, portal: Portal, engine: Engine, mails: MailSource | None) -> Setting:
        base = portal.base_url.rstrip("/")
        return Setting(
            target=self._target.name,
            base_url=portal.base_url,
            entries={page: base + path for page, path in self._target.entry.items()},
            engine=engine,
            mails=mails,
            patience=self._target.timeouts.mail,
            folder=self._options.folder,
            pace=Pace(self._target.pace.requests_per_second),
            hidden=self._target.hidden,
            words=self._target.words,
        )

    def _start(self, plans: tuple[Plan, ...], setting: Setting) -> None:
        self._listen(
            RunStarted(
                target=setting.target,
                base_url=setting.base_url,
                driver=setting.engine.name,
                started=datetime.now(UTC),
                scenarios=tuple(plan.scenario.slug for plan in plans),
                jobs=self._options.jobs,
                folder=self._options.folder,
                words=dict(setting.words),
            )
        )

    async def _walk_all(self, plans: tuple[Plan, ...], setting: Setting, portal: Portal) -> None:
        """Long walks first, so that none is left to walk alone at the end."""
        seen = setting.engine.observes
        ground = prepare(
            self._guide,
            words=setting.words,
            pictures="screenshots" in seen and self._options.folder is not None,
            audits="audit" in seen,
        )
        queue = sorted(plans, key=lambda plan: -plan.movements)
        stop = asyncio.Event()
        workers = [
            self._work(queue, ground, setting, portal, stop) for _ in range(self._options.jobs)
        ]
        await asyncio.gather(*workers)
        if queue:
            self._stopped = True
            remedy = "See what it printed last; the journals up to there are kept."
            self._listen(
                Stopped(
                    reason=_death(portal),
                    remedy=remedy,
                    remaining=tuple(plan.scenario.slug for plan in queue),
                )
            )

    async def _work(
        self,
        queue: list[Plan],
        ground: Ground,
        setting: Setting,
        portal: Portal,
        stop: asyncio.Event,
    ) -> None:
        while queue and not stop.is_set():
            await self._perform(queue.pop(0), ground, setting)
            if portal.returncode is not None:
                stop.set()

    async def _perform(self, plan: Plan, ground: Ground, setting: Setting) -> None:
        slug, title = plan.scenario.slug, plan.scenario.title
        self._listen(ScenarioStarted(scenario=slug, title=title))
        if plan.hindrance:
            self._hindered(plan)
            return
        performance = self._performances[slug] = Performance(plan, ground, setting)
        begun = perf_counter()
        try:
            journal = await performance.walk()
        except BaseException:
            performance.close()
            raise
        walked = perf_counter()
        findings = self._judge(journal)
        self._listen(
            ScenarioFinished(
                scenario=slug,
                title=title,
                verdict=worst(findings),
                findings=findings,
                walking=round(walked - begun, 3),
                judging=round(perf_counter() - walked, 3),
                pages=len(journal.pages),
                mails=len(journal.mails),
            )
        )

    def _hindered(self, plan: Plan) -> None:
        """A scenario that cannot be played here: all that it would show is unobservable."""
        findings = unplayed(self._guide, plan.scenario.slug, plan.statements, plan.hindrance)
        self._findings[plan.scenario.slug] = findings
        self._listen(
            ScenarioFinished(
                scenario=plan.scenario.slug,
                title=plan.scenario.title,
                verdict=worst(findings),
                findings=findings,
                walking=0.0,
                judging=0.0,
            )
        )

    def _judge(self, journal: Journal) -> tuple[Finding, ...]:
        begun = perf_counter()
        findings = judge(self._guide, journal)
        self._journals[journal.head.scenario] = journal
        self._findings[journal.head.scenario] = findings
        self._judging += perf_counter() - begun
        return findings

    async def _gather(self, mails: MailSource | None, plans: tuple[Plan, ...]) -> tuple[str, ...]:
        """Wait for the last mails; where that fails, what was walked is still told.

        Returns:
            The mails that belong to nobody of the run.
        """
        try:
            if mails is None:
                return ()
            await mails.quiesce()
            await self._hear_late()
            return await _orphans(mails, plans)
        except MailError as fault:
            self._stopped = True
            reason = f"the mails could not be read to the end: {fault.seen}"
            self._listen(Stopped(reason=reason, remedy=fault.remedy, remaining=()))
            return ()
        finally:
            for performance in self._performances.values():
                performance.close()

    async def _hear_late(self) -> None:
        """Judge again the walks whose people received mails after their end."""
        for slug, performance in self._performances.items():
            if journal := await performance.late():
                self._listen(Amended(scenario=slug, findings=self._judge(journal)))

    def _finish(self, started: float, walked: float, orphans: tuple[str, ...]) -> RunFinished:
        findings = tuple(f for found in self._findings.values() for f in found)
        begun = self._options.begun
        return RunFinished(
            exit_code=FAULT if self._stopped else exit_code(findings),
            findings=findings,
            times=Times(
                start_up=round(started - begun, 3),
                walking=round(walked - started, 3),
                judging=round(self._judging, 3),
                reporting=0.0,
                total=round(perf_counter() - begun, 3),
            ),
            orphans=orphans,
        )


def _opened(mails: MailSource | None, sink: SmtpSink) -> AbstractAsyncContextManager[object]:
    """The source for the time of the run, unless it is the sink, which is open anyway."""
    return nullcontext() if mails is None or mails is sink else mails


async def _orphans(mails: MailSource, plans: tuple[Plan, ...]) -> tuple[str, ...]:
    known = {person.email.lower() for plan in plans for person in plan.people}
    return tuple(
        f"« {mail.subject} » to {', '.join(mail.envelope_to or mail.recipients) or 'nobody'}"
        for mail in await mails.since(0)
        if not known & {a.lower() for a in (*mail.envelope_to, *mail.recipients)}
    )


def _nobody(event: Event) -> None:
    """Hears nothing."""


def _death(portal: Portal) -> str:
    last = portal.tail.strip().splitlines()[-1:] or ["nothing"]
    return f"the portal ended with {portal.returncode}; it printed last: {last[0]}"


def worst(findings: Iterable[Finding]) -> Verdict:
    """The worst verdict on the guide, or on profiles alone; `fault` for no finding at all."""
    order = list(Verdict)
    return max((f.verdict for f in of_guide(findings)), key=order.index, default=Verdict.FAULT)


def of_guide(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings that count for the guide; those of profiles only where there are no others."""
    found = tuple(findings)
    return tuple(f for f in found if f.level is not Level.HARDENING) or found


def _left_open(findings: Iterable[Finding]) -> frozenset[str]:
    """Required statements that something barred, and that no scenario saw hold."""
    found = tuple(findings)
    barred = {
        f.statement for f in found if f.level is Level.REQUIRED and f.verdict is Verdict.UNREACHED
    }
    return frozenset(barred - {f.statement for f in found if f.verdict is Verdict.PASS})


def exit_code(findings: Iterable[Finding]) -> int:
    """0 all required statements pass, 1 findings, 3 a fault, 4 nothing was exercised."""
    counted = of_guide(findings)
    verdicts = {finding.verdict for finding in counted}
    if Verdict.FAULT in verdicts:
        return FAULT
    if Verdict.FAIL in verdicts or _left_open(counted):
        return 1
    return 0 if verdicts & {Verdict.PASS, Verdict.WARN} else 4
