"""Where alterations are tried: a portal of its own for each, walked and judged in memory."""

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
from harness.model.finding import Finding, Verdict
from harness.mutation.alteration import Alteration
from harness.mutation.scenario_selection import Order
from harness.mutation.trial import Trial
from harness.planning.plan import Plan

_LAUNCH_SECONDS = 60.0  # several portals start at once, on a machine that has its hands full
_ACTED = re.compile(r"^ACTED (\d+)$", re.MULTILINE)
_ABSENT = re.compile(r"^NOTHING TO ALTER\b", re.MULTILINE)


class Bench:
    """Tries alterations of one target.

    Args:
        guide: what the target promises.
        target: launched for each alteration, with ``--mutant`` or ``--variation`` added.
        plans: of all scenarios, by their slugs.
        make_engine: makes the driver, given the portal's address.
        patience: seconds to wait for a mail.
    """

    def __init__(
        self,
        guide: Guide,
        target: Target,
        plans: Mapping[str, Plan],
        make_engine: Callable[[str], Engine],
        *,
        patience: float,
    ) -> None:
        patient = max(target.timeouts.launch, _LAUNCH_SECONDS)
        timeouts = target.timeouts.model_copy(update={"mail": patience, "launch": patient})
        self._guide = guide
        self._target = target.model_copy(update={"timeouts": timeouts})
        self._plans = plans
        self._make_engine = make_engine

    async def work(self, order: Order) -> Trial:
        """Try an alteration: on the first scenarios, and on the others if those settle nothing.

        Whatever breaks is told in the trial; no fault comes out.
        """
        trial = await self._try(order, order.first)
        for portion in order.then:
            if trial.faults or trial.absent or _settled(order.alteration, trial):
                break
            trial = trial.and_then(await self._try(order, portion))
        return trial

    async def _try(self, order: Order, slugs: Iterable[str]) -> Trial:
        alteration = order.alteration
        plans = tuple(self._plans[slug] for slug in slugs)
        begun = perf_counter()
        config = RunConfig(jobs=order.at_once, started=begun)
        runner = Runner(self._guide, self._altered(alteration), config, self._make_engine)
        watch = _Watch(runner, alteration)
        findings: tuple[Finding, ...] = ()
        try:
            findings = (await runner.run(plans, watch)).findings
        except Fault as fault:
            watch.faults.append(f"{type(fault).__name__}: {fault}")
        except Exception as error:  # noqa: BLE001 - one broken trial must not cost the others
            watch.faults.append(f"{type(error).__name__}: {error}")
        faults = (*watch.faults, *_faults(findings))
        return Trial(
            alteration=alteration.name,
            scenarios=tuple(plan.scenario.slug for plan in plans),
            exercised=frozenset(slug for plan in plans for slug in plan.statements),
            findings=_bad(findings, plans),
            switched_on=watch.switched_on,
            acted=_acted(runner.portal),
            absent=bool(runner.portal and _ABSENT.search(runner.portal.tail)),
            faults=faults,
            output=runner.portal.tail if faults and runner.portal else "",
            seconds=round(perf_counter() - begun, 3),
        )

    def _altered(self, alteration: Alteration) -> Target:
        command = (*(self._target.launch or ()), f"--{alteration.type}", alteration.name)
        return self._target.model_copy(update={"launch": command})


class _Watch:
    """Hears the events of a run: whether the portal is altered, whether it lives on."""

    def __init__(self, runner: Runner, alteration: Alteration) -> None:
        self._runner = runner
        self._line = f"ALTERED {alteration.name}"
        self.switched_on = False
        self.faults: list[str] = []

    def __call__(self, event: Event) -> None:
        portal = self._runner.portal
        if isinstance(event, RunStarted) and portal:
            self.switched_on = self._line in portal.tail.splitlines()
        if isinstance(event, Stopped):
            self.faults.append(f"Stopped: {event.reason}")


def _settled(alteration: Alteration, trial: Trial) -> bool:
    """Whether no other walk is needed: the defect was noticed, or the variation acted."""
    acted = bool(trial.acted)
    return acted and (not alteration.is_mutant or bool(trial.blamed() & set(alteration.breaks)))


def _acted(portal: Portal | None) -> int | None:
    found = _ACTED.findall(portal.tail) if portal else []
    return int(found[-1]) if found else None


def _bad(findings: Iterable[Finding], plans: Sequence[Plan]) -> tuple[Finding, ...]:
    """The findings that are no pass, in the order of the plans."""
    place = {plan.scenario.slug: number for number, plan in enumerate(plans)}
    kept = [finding for finding in findings if finding.verdict is not Verdict.PASS]
    return tuple(sorted(kept, key=lambda finding: place[finding.scenario]))


def _faults(findings: Iterable[Finding]) -> tuple[str, ...]:
    faults = (finding for finding in findings if finding.verdict is Verdict.FAULT)
    return tuple(
        sorted(
            f"{fault.statement or fault.sentence} in {fault.scenario}: "
            f"expected {fault.expected}; seen: {fault.seen}"
            for fault in faults
        )
    )
