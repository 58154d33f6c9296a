"""`codes-perdus mutants`: which seeded defects the suite detects."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness.app.mutation_run import Kind, MutationConfig, MutationRun
from harness.app.result_folder import result_folder
from harness.cli.options import LANGUAGE, Driver, Language, SuiteName, TargetName, Validation
from harness.cli.suite_here import suite_of_call
from harness.config.choices import DriverName
from harness.messages import catalogue
from harness.mutation.progress import MatrixPrinter

_ONLY = "Alterations with this name or kind; * and ? are wildcards. Repeatable."
_JOBS = "Parallel processes; 0 chooses by the number of cores."
_RESUME = "Continue the interrupted matrix in the folder of --out."


def mutants(
    target: TargetName = None,
    suite: SuiteName = None,
    driver: Driver = DriverName.HTTP,
    only: Annotated[list[str] | None, typer.Option(help=_ONLY)] = None,
    kind: Annotated[Kind, typer.Option("--type", help="Which alterations to try.")] = Kind.ALL,
    jobs: Annotated[int, typer.Option(min=0, max=256, help=_JOBS)] = 0,
    whole: Annotated[
        bool, typer.Option("--whole", help="Run all scenarios on each alteration.")
    ] = False,
    validate: Validation = True,
    out: Annotated[Path | None, typer.Option(help="Folder for the matrix.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help=_RESUME)] = False,
    lang: Language = LANGUAGE,
) -> None:
    """Alter the portal in one way at a time, and show which statements detect it."""
    suite = suite_of_call(target, suite, lang)
    config = MutationConfig(target, driver.value, validate, suite)
    trials = MutationRun(config, only or (), kind, whole=whole)
    words = catalogue(lang.value)
    printer = MatrixPrinter(Console(), len(trials.trial_plans), words)
    own = [out] if out and resume else []
    with result_folder(out, "mutants", words, own=own) as folder:
        matrix = trials.execute(folder, jobs, printer, words, resume=resume)
    printer.end(matrix, str(folder))
    raise typer.Exit(matrix.exit_code)
