"""Compares every seeded defect and variation with the portal that has none.

Run it as `python benchmarks/compare_mutants.py [GLOB]…`. The scenarios are played twice on each
mutant over plain HTTP, and compared. As the new portal, a mutant must show a regression of a
statement that it declares; as the old portal, an improvement; compared with itself, a statement
that is broken on both sides and no regression. A variation must show no regression. The script
prints what does not hold, and exits with 1.
"""

import asyncio
import os
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from harness.app.suite import all_scenarios, plan_all
from harness.compare.engine import compare
from harness.compare.model import Comparison, Ruling
from harness.compare.portal_runs import PortalRuns
from harness.config.suite import bundled_suite
from harness.config.target import Target, load_target
from harness.core.processes.pool import run_each
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.model.journal import Journal
from harness.mutation.alteration import (
    Alteration,
    AlterationType,
    choose_alterations,
    list_alterations,
)
from harness.mutation.scenario_selection import TrialPlan, TrialPlanner
from harness.planning.plan import Plan
from harness.runs.stored_run import StoredRun

_TIMEOUTS = {"mail": 3.0, "page": 30.0, "launch": 60.0}  # seconds: portals share the machine
_REPORT_EVERY = 25
Journals = Mapping[str, Journal]


@dataclass(frozen=True)
class Result:
    """The result for one alteration.

    Attributes:
        wrong: sentences about what does not hold; () for nothing.
    """

    alteration: str
    type: AlterationType
    wrong: tuple[str, ...]


@cache
def inputs() -> tuple[Guide, Target, Mapping[str, Plan]]:
    """The guide, the target and the plans; read once per process."""
    guide, target = load_guide(), load_target(None)
    target = target.model_copy(update={"timeouts": target.timeouts.model_copy(update=_TIMEOUTS)})
    plans = {plan.scenario.slug: plan for plan in plan_all(guide, all_scenarios(), target)}
    return guide, target, plans


@cache
def unaltered(folder: Path) -> Journals:
    """The journals of the portal without alteration."""
    return StoredRun(folder).journals


def walk(slugs: Iterable[str], at_once: int, folder: Path | None, *more: str) -> Journals:
    """Play some scenarios on a portal of their own.

    Args:
        slugs: of the scenarios.
        at_once: how many at once.
        folder: to write the run into; None to write nothing.
        more: further arguments of the portal's command.
    """
    guide, target, plans = inputs()
    altered = target.model_copy(update={"launch": (*(target.launch or ()), *more)})
    runner = Runner(guide, altered, RunConfig(DriverOptions("http"), at_once, folder))
    asyncio.run(runner.run(tuple(plans[slug] for slug in slugs), lambda _: None))
    return {journal.head.scenario: journal for journal in runner.journals}


def try_alteration(folder: Path, order: TrialPlan) -> Result:
    """Play an alteration, and compare it with the unaltered portal."""
    one = order.alteration
    try:
        wrong = _mutant(folder, order) if one.is_mutant else _variation(folder, order)
    except Exception as error:  # noqa: BLE001 - one that breaks must not cost the others
        wrong = (f"{type(error).__name__}: {error}",)
    return Result(one.name, one.type, wrong)


def _portal_runs(journals: Journals, others: Journals) -> PortalRuns:
    return PortalRuns("a portal", {slug: journals[slug] for slug in others})


def _compared(old: Journals, new: Journals) -> Comparison:
    return compare(_portal_runs(old, new), _portal_runs(new, new), inputs()[0])


def _ruled(comparison: Comparison, ruling: Ruling) -> set[str]:
    return {difference.statement for difference in comparison.having(ruling)}


def _variation(folder: Path, order: TrialPlan) -> tuple[str, ...]:
    walked = walk(order.first, order.jobs, None, "--variation", order.alteration.name)
    found = _compared(unaltered(folder), walked)
    bad = _ruled(found, Ruling.REGRESSION) | {fault.fault_name for fault in found.faults}
    return (f"regression of {', '.join(sorted(bad))}",) if bad else ()


def _mutant(folder: Path, order: TrialPlan) -> tuple[str, ...]:
    alteration = order.alteration
    declared = set(alteration.breaks)
    walked: dict[str, Journal] = {}
    for slugs in (order.first, *order.then):
        walked |= walk(slugs, order.jobs, None, "--mutant", alteration.name)
        if _ruled(_compared(unaltered(folder), walked), Ruling.REGRESSION) & declared:
            break
    again = walk(walked, order.jobs, None, "--mutant", alteration.name)
    as_new, as_old = _compared(unaltered(folder), walked), _reverse(folder, walked)
    twice = _compared(walked, again)
    alike = {one.statement for one in twice.shared_failures} | _ruled(twice, Ruling.BOTH_BREAK)
    held = {
        "no regression as the new one": _ruled(as_new, Ruling.REGRESSION) & declared,
        "no improvement as the old one": _ruled(as_old, Ruling.IMPROVEMENT) & declared,
        "not broken on both sides": alike & declared,
        "regression beside itself": not _ruled(twice, Ruling.REGRESSION),
        "improvement beside itself": not _ruled(twice, Ruling.IMPROVEMENT),
    }
    return tuple(what for what, holds in held.items() if not holds)


def _reverse(folder: Path, walked: Journals) -> Comparison:
    return compare(
        _portal_runs(walked, walked), _portal_runs(unaltered(folder), walked), inputs()[0]
    )


def orders(patterns: Iterable[str]) -> list[TrialPlan]:
    """The alterations to try: mutants first, of each kind the longest first."""
    guide, target, plans = inputs()
    planner = TrialPlanner(guide, tuple(plans.values()), bundled_suite().core, by_page=True)
    chosen = [
        a
        for a in choose_alterations(
            list_alterations(target), tuple(patterns), tuple(AlterationType)
        )
        if _visible_over_http(a)
    ]
    made = map(planner.plan_for, chosen)
    return sorted(made, key=lambda order: (not order.alteration.is_mutant, -order.movements))


def _visible_over_http(alteration: Alteration) -> bool:
    return "http" in alteration.visible


def main() -> int:
    """Try all, print what does not hold; the exit code."""
    begun = perf_counter()
    with TemporaryDirectory(prefix="codes-perdus-") as place:
        folder = Path(place)
        walk(inputs()[2], 4, folder)
        results = []
        for result in run_each(
            partial(try_alteration, folder), orders(sys.argv[1:]), os.cpu_count() or 2
        ):
            results.append(result)
            if result.wrong:
                print(f"{result.type} {result.alteration}: {'; '.join(result.wrong)}", flush=True)
            if not len(results) % _REPORT_EVERY:
                print(f"{len(results)} tried, {perf_counter() - begun:.0f} s", flush=True)
    for kind in AlterationType:
        own = [result for result in results if result.type is kind]
        good = sum(not result.wrong for result in own)
        print(f"{good} of {len(own)} {kind}s as they should be")
    print(f"{perf_counter() - begun:.0f} s")
    return 1 if any(result.wrong for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
