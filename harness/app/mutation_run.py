"""Tries alterations of a target in several processes, and writes the matrix of what they show."""

import asyncio
from atexit import register
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, partial
from pathlib import Path

from harness import __version__
from harness.app.suite import all_scenarios, open_target, plan_all
from harness.config.choices import DriverName
from harness.config.target import Target
from harness.core.files import write_whole
from harness.core.processes.pool import cores, run_each
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.messages import Catalogue
from harness.mutation import export
from harness.mutation.alteration import (
    Alteration,
    AlterationType,
    check_breaks,
    choose_alterations,
    list_alterations,
)
from harness.mutation.checkpoint import Checkpoint, CheckpointHead
from harness.mutation.driver_pool import DriverPool
from harness.mutation.matrix import Matrix, MatrixRow, assess_trial, not_visible_row
from harness.mutation.progress import MatrixPrinter
from harness.mutation.scenario_selection import TrialPlan, TrialPlanner
from harness.mutation.trial import Trial
from harness.mutation.trial_runner import TrialRunner
from harness.planning.plan import Plan

MAIL_TIMEOUT = 3.0  # seconds: a portal on this machine sends a mail before it answers
_TRIALS = "trials.jsonl"


class Kind(StrEnum):
    """Which alterations to try."""

    MUTANTS = "mutants"
    VARIATIONS = "variations"
    ALL = "all"


_TYPES = {
    Kind.MUTANTS: (AlterationType.MUTANT,),
    Kind.VARIATIONS: (AlterationType.VARIATION,),
    Kind.ALL: tuple(AlterationType),
}


@dataclass(frozen=True)
class MutationConfig:
    """The options of a matrix; each process gets them.

    Attributes:
        target: file or name of the target; None for the suite's default.
        driver: "http" or "browser".
        validate: whether the browser's own form validation is on.
        suite: folder or name of a suite, which overrules the target's own.
    """

    target: str | None
    driver: str
    validate: bool
    suite: str | None = None


class MutationRun:
    """The trials of the alterations that patterns of names and kinds choose; all for none.

    If `whole`, all scenarios run on each alteration.
    """

    def __init__(
        self, config: MutationConfig, only: Iterable[str], kind: Kind, *, whole: bool
    ) -> None:
        self._config = config
        self._target = open_target(config.target, config.suite)
        suite = self._target.suite
        guide = load_guide(suite)
        plans = plan_all(guide, all_scenarios(suite), self._target)
        found = list_alterations(self._target)
        check_breaks(found, tuple(guide.by_slug))
        self._chosen = choose_alterations(found, only, _TYPES[kind])
        by_page = config.driver == DriverName.BROWSER
        planner = TrialPlanner(guide, plans, suite.core, by_page=by_page)
        self._statements = _exercised(guide, plans)
        self.trial_plans: Sequence[TrialPlan] = [
            planner.plan_for(one, whole=whole) for one in self._chosen if _is_visible(one, config)
        ]
        self._trials: dict[str, Trial] = {}
        self._rows: dict[str, MatrixRow] = {}

    def execute(
        self,
        folder: Path,
        processes: int,
        printer: MatrixPrinter,
        words: Catalogue,
        *,
        resume: bool,
    ) -> Matrix:
        """Try the alterations and write the matrix into a folder.

        Args:
            folder: of the matrix.
            processes: number of trials at a time; 0 chooses by the number of cores.
            printer: shows each trial as it ends.
            words: of the page for people.
            resume: whether to continue with the trials in the folder.

        Raises:
            UsageError: the folder has no trials to continue with.
            EnvironmentFault: a process died.
        """
        with (
            Checkpoint(folder / _TRIALS, self._head(), resume=resume) as checkpoint,
            _stop_told(printer, folder),
        ):
            for trial in self._all_trials(checkpoint, processes or max(2, cores())):
                row = assess_trial(self._alteration(trial), trial, self._statements)
                self._trials[trial.alteration], self._rows[trial.alteration] = trial, row
                printer.row(row, trial)
        matrix = Matrix(
            driver=self._config.driver,
            statements=self._statements,
            rows=tuple(self._rows.get(one.name) or not_visible_row(one) for one in self._chosen),
        )
        self._write(matrix, folder, printer.seconds, words)
        return matrix

    def _all_trials(self, checkpoint: Checkpoint, processes: int) -> Iterator[Trial]:
        """The trials of earlier processes, then the others, the longest first."""
        earlier = checkpoint.earlier(self.trial_plans)
        yield from earlier.values()
        left = [one for one in self.trial_plans if one.alteration.name not in earlier]
        longest_first = sorted(left, key=lambda one: -one.movements)
        for trial in run_each(partial(try_alteration, self._config), longest_first, processes):
            checkpoint.add(trial)
            yield trial

    def _alteration(self, trial: Trial) -> Alteration:
        return next(one for one in self._chosen if one.name == trial.alteration)

    def _head(self) -> CheckpointHead:
        return CheckpointHead(
            version=__version__,
            target=self._target.name,
            driver=self._config.driver,
            validate_forms=self._config.validate,
        )

    def _write(self, matrix: Matrix, folder: Path, seconds: float, words: Catalogue) -> None:
        trials = [self._trials[one.alteration.name] for one in self.trial_plans]
        write_whole(folder / "matrix.json", export.as_json(matrix, seconds))
        write_whole(folder / "matrix.csv", export.as_csv(matrix))
        write_whole(folder / "matrix.md", export.as_markdown(matrix, words))
        write_whole(folder / "evidence.jsonl", export.evidence(trials))


@contextmanager
def _stop_told(printer: MatrixPrinter, folder: Path) -> Iterator[None]:
    """Show the progress, and on Ctrl-C how to continue."""
    try:
        with printer.live():
            yield
    except KeyboardInterrupt:
        printer.stopped(str(folder))
        raise


def _exercised(guide: Guide, plans: Iterable[Plan]) -> tuple[str, ...]:
    """The statements that the scenarios exercise, in the guide's order."""
    exercised = {slug for plan in plans for slug in plan.statements}
    return tuple(statement.slug for statement in guide if statement.slug in exercised)


def _is_visible(alteration: Alteration, config: MutationConfig) -> bool:
    """Whether the driver can observe an alteration.

    A browser without validation also observes what plain HTTP does: the server's own rules.
    """
    drivers = {config.driver} if config.validate else {config.driver, DriverName.HTTP.value}
    return not drivers.isdisjoint(alteration.visible)


def try_alteration(config: MutationConfig, plan: TrialPlan) -> Trial:
    """Try one alteration in this process."""
    loop, runner = _prepared(config)
    return loop.run(runner.run(plan))


@cache
def _prepared(config: MutationConfig) -> tuple[asyncio.Runner, TrialRunner]:
    """What this process prepares once: an event loop, a browser, guide and plans."""
    target: Target = open_target(config.target, config.suite)
    guide = load_guide(target.suite)
    found = plan_all(guide, all_scenarios(target.suite), target)
    plans = {plan.scenario.slug: plan for plan in found}
    loop, drivers = asyncio.Runner(), DriverPool(config.driver, target, validate=config.validate)
    register(loop.close)
    register(lambda: loop.run(drivers.close()))
    return loop, TrialRunner(guide, target, plans, drivers, mail_timeout=MAIL_TIMEOUT)
