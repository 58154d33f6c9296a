"""Every seeded defect and variation, compared with the portal that has none.

Run it as `python benchmarks/compare_mutants.py [GLOB]…`. Each mutant is walked twice on its own
portal over plain HTTP, and compared: as the new portal it must regress on a statement that it
declares, as the old one the new must have improved on one, and beside itself one must be told
as broken on both sides, with no regression. A variation must not regress. What does not hold is
printed, with exit code 1.
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
from harness.cli.mutants import CORE
from harness.compare.engine import compare
from harness.compare.model import Comparison, Ruling
from harness.compare.portal_runs import PortalRuns
from harness.config.target import Target, load_target
from harness.core.process_pool import each
from harness.driver.factory import DriverOptions
from harness.execution.run_config import RunConfig
from harness.execution.runner import Runner
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.model.journal import Journal
from harness.mutation.alteration import Alteration, Type, choose, listed
from harness.mutation.scenario_selection import Order, Planner
from harness.planning.plan import Plan
from harness.runs.kept_run import KeptRun

_PATIENT = {"mail": 3.0, "page": 30.0, "launch": 60.0}  # seconds: portals share the machine
_TOLD_EVERY = 25
Journals = Mapping[str, Journal]


@dataclass(frozen=True)
class Result:
    """What came of one alteration.

    Attributes:
        wrong: what does not hold, in words; nothing where all does.
    """

    alteration: str
    type: Type
    wrong: tuple[str, ...]


@cache
def ground() -> tuple[Guide, Target, Mapping[str, Plan]]:
    """What each process reads once."""
    guide, target = load_guide(), load_target(None)
    target = target.model_copy(update={"timeouts": target.timeouts.model_copy(update=_PATIENT)})
    plans = {plan.scenario.slug: plan for plan in plan_all(guide, all_scenarios(), target)}
    return guide, target, plans


@cache
def usual(folder: Path) -> Journals:
    """The portal without any alteration, walked once."""
    return KeptRun(folder).journals


def walk(slugs: Iterable[str], at_once: int, folder: Path | None, *more: str) -> Journals:
    """Walk some scenarios on a portal of their own.

    Args:
        slugs: of the scenarios.
        at_once: how many at once.
        folder: where the run is kept; None for nowhere.
        more: what is added to the portal's command.
    """
    guide, target, plans = ground()
    altered = target.model_copy(update={"launch": (*(target.launch or ()), *more)})
    runner = Runner(guide, altered, RunConfig(DriverOptions("http"), at_once, folder))
    asyncio.run(runner.run(tuple(plans[slug] for slug in slugs), lambda _: None))
    return {journal.head.scenario: journal for journal in runner.journals}


def judge(folder: Path, order: Order) -> Result:
    """Walk an alteration and hold it against the usual portal."""
    one = order.alteration
    try:
        wrong = _mutant(folder, order) if one.is_mutant else _variation(folder, order)
    except Exception as error:  # noqa: BLE001 - one that breaks must not cost the others
        wrong = (f"{type(error).__name__}: {error}",)
    return Result(one.name, one.type, wrong)


def _side(journals: Journals, others: Journals) -> PortalRuns:
    return PortalRuns("a portal", {slug: journals[slug] for slug in others})


def _compared(old: Journals, new: Journals) -> Comparison:
    return compare(_side(old, new), _side(new, new), ground()[0])


def _ruled(comparison: Comparison, ruling: Ruling) -> set[str]:
    return {difference.statement for difference in comparison.having(ruling)}


def _variation(folder: Path, order: Order) -> tuple[str, ...]:
    walked = walk(order.first, order.at_once, None, "--variation", order.alteration.name)
    found = _compared(usual(folder), walked)
    bad = _ruled(found, Ruling.REGRESSION) | {fault.sentence for fault in found.faults}
    return (f"regression of {', '.join(sorted(bad))}",) if bad else ()


def _mutant(folder: Path, order: Order) -> tuple[str, ...]:
    alteration = order.alteration
    declared = set(alteration.breaks)
    walked: dict[str, Journal] = {}
    for slugs in (order.first, *order.then):
        walked |= walk(slugs, order.at_once, None, "--mutant", alteration.name)
        if _ruled(_compared(usual(folder), walked), Ruling.REGRESSION) & declared:
            break
    again = walk(walked, order.at_once, None, "--mutant", alteration.name)
    as_new, as_old = _compared(usual(folder), walked), _reverse(folder, walked)
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
    return compare(_side(walked, walked), _side(usual(folder), walked), ground()[0])


def orders(patterns: Iterable[str]) -> list[Order]:
    """What to try: mutants first, the longest of each first."""
    guide, target, plans = ground()
    planner = Planner(guide, tuple(plans.values()), CORE, by_page=True)
    chosen = [a for a in choose(listed(target), tuple(patterns), tuple(Type)) if _seen(a)]
    made = map(planner.order, chosen)
    return sorted(made, key=lambda order: (not order.alteration.is_mutant, -order.movements))


def _seen(alteration: Alteration) -> bool:
    return "http" in alteration.visible


def main() -> int:
    """Try all, tell what does not hold; the exit code."""
    begun = perf_counter()
    with TemporaryDirectory(prefix="codes-perdus-") as place:
        folder = Path(place)
        walk(ground()[2], 4, folder)
        results = []
        for result in each(partial(judge, folder), orders(sys.argv[1:]), os.cpu_count() or 2):
            results.append(result)
            if result.wrong:
                print(f"{result.type} {result.alteration}: {'; '.join(result.wrong)}", flush=True)
            if not len(results) % _TOLD_EVERY:
                print(f"{len(results)} tried, {perf_counter() - begun:.0f} s", flush=True)
    for kind in Type:
        own = [result for result in results if result.type is kind]
        good = sum(not result.wrong for result in own)
        print(f"{good} of {len(own)} {kind}s as they should be")
    print(f"{perf_counter() - begun:.0f} s")
    return 1 if any(result.wrong for result in results) else 0


if __name__ == "__main__":
    sys.exit(main())
