"""`codes-perdus mutants`: what the suite catches, on portals that were altered on purpose."""

import asyncio
import os
from atexit import register
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from time import perf_counter
from typing import Annotated

import typer
from rich.console import Console

from harness import __version__
from harness.app.suite import all_scenarios, plan_all
from harness.cli.options import Validation
from harness.config.choices import DriverName
from harness.config.target import Target, load_target
from harness.core.files import write_whole
from harness.core.process_pool import run_each
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.mutation import export
from harness.mutation.alteration import Alteration, Type, choose, listed
from harness.mutation.checkpoint import About, Kept
from harness.mutation.driver_pool import Engines
from harness.mutation.matrix import Matrix, Row, assess, unseen
from harness.mutation.progress import Teller
from harness.mutation.scenario_selection import Order, Planner
from harness.mutation.trial import Trial
from harness.mutation.trial_runner import Bench
from harness.planning.plan import Plan

CORE = ("administrator-lost-both-codes", "user-lost-identifier")
_TRIALS = "trials.jsonl"
PATIENCE = 3.0  # seconds for a mail: a portal on this machine sends it before it answers


class Kind(StrEnum):
    """Which alterations to try."""

    MUTANTS = "mutants"
    VARIATIONS = "variations"
    ALL = "all"


_TYPES = {
    Kind.MUTANTS: (Type.MUTANT,),
    Kind.VARIATIONS: (Type.VARIATION,),
    Kind.ALL: tuple(Type),
}


@dataclass(frozen=True)
class Spec:
    """What each process needs to know to set up its bench."""

    target: str | None
    driver: str
    validate: bool


def mutants(
    target: Annotated[str | None, typer.Argument(help="Target file, or its name.")] = None,
    driver: Annotated[DriverName, typer.Option(help="What moves.")] = DriverName.HTTP,
    only: Annotated[list[str] | None, typer.Option(help="Name or kind, with * and ?.")] = None,
    kind: Annotated[Kind, typer.Option("--type", help="Which alterations.")] = Kind.ALL,
    jobs: Annotated[int, typer.Option(min=0, help="Processes; 0 by the cores.")] = 0,
    whole: Annotated[bool, typer.Option("--whole", help="Walk all scenarios on each.")] = False,
    validate: Validation = True,
    out: Annotated[Path | None, typer.Option(help="Folder to keep the matrix in.")] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the folder of --out, cut off before.")
    ] = False,
) -> None:
    """Alter the portal on purpose, one way at a time, and see which statements notice."""
    begun = perf_counter()
    place = load_target(target)
    guide = load_guide()
    plans = plan_all(guide, all_scenarios(), place)
    chosen = choose(listed(place), only or (), _TYPES[kind])
    spec = Spec(target, driver.value, validate)
    planner = Planner(guide, plans, CORE, by_page=driver is DriverName.BROWSER)
    orders = [planner.order(one, whole=whole) for one in chosen if _seen(one, spec)]
    folder = _folder(out, datetime.now().astimezone())
    tried = _Tried(_statements(guide, plans), Teller(Console(), len(orders)))
    with Kept(folder / _TRIALS, _about(spec, place), resume=resume) as kept:
        try:
            tried.all(spec, orders, jobs or _processes(), kept)
        except KeyboardInterrupt:
            tried.teller.stopped(str(folder))
            raise
    matrix = Matrix(
        driver=driver.value,
        statements=tried.statements,
        rows=tuple(tried.rows.get(one.name) or unseen(one) for one in chosen),
    )
    trials = [tried.trials[one.alteration.name] for one in orders]
    _write(folder, matrix, trials, perf_counter() - begun)
    tried.teller.end(matrix, str(folder))
    raise typer.Exit(matrix.exit_code)


def _statements(guide: Guide, plans: Iterable[Plan]) -> tuple[str, ...]:
    """What the scenarios can exercise, in the guide's order."""
    exercised = {slug for plan in plans for slug in plan.statements}
    return tuple(statement.slug for statement in guide if statement.slug in exercised)


def _seen(alteration: Alteration, spec: Spec) -> bool:
    """A browser that holds nothing back shows of the server's rules what plain HTTP does."""
    shown = {spec.driver} if spec.validate else {spec.driver, DriverName.HTTP.value}
    return not shown.isdisjoint(alteration.visible)


@dataclass
class _Tried:
    """What was tried so far, told as it comes."""

    statements: tuple[str, ...]
    teller: Teller
    trials: dict[str, Trial] = field(default_factory=dict)
    rows: dict[str, Row] = field(default_factory=dict)

    def all(self, spec: Spec, orders: Sequence[Order], processes: int, kept: Kept) -> None:
        """Try all, the longest first, so that none is left to be walked alone at the end."""
        known = {one.alteration.name: one.alteration for one in orders}
        earlier = kept.earlier(orders)
        left = [one for one in orders if one.alteration.name not in earlier]
        longest_first = sorted(left, key=lambda one: -one.movements)
        with self.teller.live():
            for trial in earlier.values():
                self._take(known[trial.alteration], trial)
            for trial in run_each(partial(work, spec), longest_first, processes):
                kept.add(trial)
                self._take(known[trial.alteration], trial)

    def _take(self, alteration: Alteration, trial: Trial) -> None:
        row = assess(alteration, trial, self.statements)
        self.trials[alteration.name], self.rows[alteration.name] = trial, row
        self.teller.row(row, trial)


def work(spec: Spec, one: Order) -> Trial:
    """Try one alteration in this process."""
    runner, bench = _place(spec)
    return runner.run(bench.work(one))


@cache
def _place(spec: Spec) -> tuple[asyncio.Runner, Bench]:
    """What this process keeps: an event loop, a browser, guide and plans that are read once."""
    target = load_target(spec.target)
    guide = load_guide()
    plans = {plan.scenario.slug: plan for plan in plan_all(guide, all_scenarios(), target)}
    runner, engines = asyncio.Runner(), Engines(spec.driver, target, validate=spec.validate)
    register(runner.close)
    register(lambda: runner.run(engines.close()))
    return runner, Bench(guide, target, plans, engines, patience=PATIENCE)


def _about(spec: Spec, target: Target) -> About:
    return About(
        version=__version__, target=target.name, driver=spec.driver, validate_forms=spec.validate
    )


def _processes() -> int:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    return max(2, cores or 1)


def _folder(out: Path | None, now: datetime) -> Path:
    return out or Path("runs") / f"{now:%Y%m%d-%H%M%S}-mutants"


def _write(folder: Path, matrix: Matrix, trials: Iterable[Trial], seconds: float) -> None:
    write_whole(folder / "matrix.json", export.as_json(matrix, seconds))
    write_whole(folder / "matrix.csv", export.as_csv(matrix))
    write_whole(folder / "matrix.md", export.as_markdown(matrix))
    write_whole(folder / "evidence.jsonl", export.evidence(trials))
