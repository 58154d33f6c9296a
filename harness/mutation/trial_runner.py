"""Tries alterations: each on a portal of its own, without writing anything to disk."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from time import perf_counter

from harness.config.target import Target
from harness.core.errors import Fault
from harness.driver.protocol import Engine
from harness.execution.events import Event, RunStarted, Stopped
from harness.execution.portal_process import Portal
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.model import Guide
from harness.messages import catalogue
from harness.model.finding import Finding, Verdict
from harness.mutation.alteration import Alteration, altered
from harness.mutation.scenario_selection import TrialPlan
from harness.mutation.trial import Trial, TrialFault
from harness.planning.plan import Plan

MIN_LAUNCH_SECONDS = 60.0  # several portals start at once on a busy machine
_ACTED = re.compile(r"^ACTED (\d+)$", re.MULTILINE)
_UNREPORTED = 1  # where nobody counts, a mutant that did nothing survives
_ABSENT = re.compile(r"^NOTHING TO ALTER\b", re.MULTILINE)


class TrialRunner:
    """Tries alterations of one target.

    Args:
        target: launched for each alteration, which is switched on by its command or its
            environment.
        plans: of all scenarios, by their slugs.
        make_engine: makes the driver, given the portal's address.
        mail_timeout: seconds to wait for a mail, where an alteration may lose it. A harmless one
            loses none: there the target's own time-out holds, so that a busy machine blames none.
    """

    def __init__(
        self,
        guide: Guide,
        target: Target,
        plans: Mapping[str, Plan],
        make_engine: Callable[[str], Engine],
        *,
        mail_timeout: float,
    ) -> None:
        launch_timeout = max(target.timeouts.launch, MIN_LAUNCH_SECONDS)
        self._guide = guide
        self._target = _with_timeouts(target, launch=launch_timeout)
        self._mail_timeout = mail_timeout
        self._plans = plans
        self._make_engine = make_engine

    async def run(self, plan: TrialPlan) -> Trial:
        """Try an alteration with the first scenarios, then with the others until one decides.

        Faults are recorded in the trial; none is raised.
        """
        trial = await self._try(plan, plan.first)
        for portion in plan.then:
            if trial.faults or trial.absent or _is_decided(plan.alteration, trial):
                break
            trial = trial.and_then(await self._try(plan, portion))
        return trial

    async def _try(self, plan: TrialPlan, slugs: Iterable[str]) -> Trial:
        alteration = plan.alteration
        scenario_plans = tuple(self._plans[slug] for slug in slugs)
        begun = perf_counter()
        config = RunConfig(jobs=plan.jobs, started=begun)
        target = altered(self._target, alteration)
        if alteration.is_mutant:
            target = _with_timeouts(target, mail=self._mail_timeout)
        runner = Runner(self._guide, target, config, self._make_engine)
        watch = _Watch(runner, alteration)
        findings: tuple[Finding, ...] = ()
        try:
            findings = (await runner.run(scenario_plans, watch)).findings
        except Fault as fault:
            watch.faults.append(_fault_of(fault))
        except Exception as error:  # noqa: BLE001 - one broken trial must not cost the others
            watch.faults.append(_fault_of(error))
        faults = (*watch.faults, *_faults_in(findings))
        return Trial(
            alteration=alteration.name,
            scenarios=tuple(one.scenario.slug for one in scenario_plans),
            exercised=frozenset(s for one in scenario_plans for s in one.statements),
            findings=_failed_findings(findings, scenario_plans),
            switched_on=watch.switched_on or not alteration.reports,
            acted=_acted(runner.portal) if alteration.reports else _UNREPORTED,
            absent=bool(runner.portal and _ABSENT.search(runner.portal.tail)),
            faults=faults,
            output=runner.portal.tail if faults and runner.portal else "",
            seconds=round(perf_counter() - begun, 3),
        )


def _with_timeouts(target: Target, **seconds: float) -> Target:
    timeouts = target.timeouts.model_copy(update=seconds)
    return target.model_copy(update={"timeouts": timeouts})


class _Watch:
    """Listens to a run: whether the portal is altered, and whether the run stopped early."""

    def __init__(self, runner: Runner, alteration: Alteration) -> None:
        self._runner = runner
        self._line = f"ALTERED {alteration.name}"
        self.switched_on = False
        self.faults: list[TrialFault] = []

    def __call__(self, event: Event) -> None:
        portal = self._runner.portal
        if isinstance(event, RunStarted) and portal:
            self.switched_on = self._line in portal.tail.splitlines()
        if isinstance(event, Stopped):
            self.faults.append(TrialFault(subject="Stopped", detail=event.reason))


def _is_decided(alteration: Alteration, trial: Trial) -> bool:
    """Whether no more scenarios are needed: a statement failed, or the variation acted."""
    acted = bool(trial.acted)
    return acted and (not alteration.is_mutant or bool(trial.blamed() & set(alteration.breaks)))


def _acted(portal: Portal | None) -> int | None:
    found = _ACTED.findall(portal.tail) if portal else []
    return int(found[-1]) if found else None


def _failed_findings(findings: Iterable[Finding], plans: Sequence[Plan]) -> tuple[Finding, ...]:
    """All findings but passes, in the order of the plans."""
    place = {plan.scenario.slug: number for number, plan in enumerate(plans)}
    kept = [finding for finding in findings if finding.verdict is not Verdict.PASS]
    return tuple(sorted(kept, key=lambda finding: place[finding.scenario]))


def _fault_of(error: Exception) -> TrialFault:
    return TrialFault(subject=type(error).__name__, detail=str(error))


def _faults_in(findings: Iterable[Finding]) -> tuple[TrialFault, ...]:
    say = catalogue().say
    found = [finding for finding in findings if finding.verdict is Verdict.FAULT]
    faults = (
        TrialFault(
            subject=f"{one.statement or one.fault_name} in {one.scenario}",
            detail=f"expected {say(one.expected)}; seen: {say(one.seen)}",
        )
        for one in found
    )
    return tuple(sorted(faults, key=str))
