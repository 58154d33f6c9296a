"""`codes-perdus report RUN…`: writes all reports again, of several runs as one."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app.kept_suite import guide_of, names_of, suite_of
from harness.app.known_deviations import acceptance_of, acceptance_of_run, copy_ledger
from harness.app.result_folder import result_folder
from harness.cli import options as o
from harness.core.errors import UsageError
from harness.core.folders.safe import SafeFolder
from harness.ledger.acceptance import Acceptance
from harness.reporting.formats.github import GitHub
from harness.reporting.formats.jsonl import FINDINGS_FILE, read_findings
from harness.reporting.formats.terminal import Terminal
from harness.reporting.history import Earlier, history
from harness.reporting.writer import Reports
from harness.runs.merge import MergedRuns
from harness.runs.stored_run import LEDGER_FILE, StoredRun


def report(
    runs: Annotated[list[Path], typer.Argument(help="Folders of runs, such as the shards of one.")],
    out: o.Out = None,
    suite: o.SuiteName = None,
    known: o.Known = None,
    against: Annotated[
        Path | None,
        typer.Option(help="Folder of an earlier run: tells what is new and what is mended."),
    ] = None,
    lang: o.Language = o.LANGUAGE,
) -> None:
    """Write all reports again from the journals; several runs are merged into one.

    A run that was killed is reported up to where it got, with a list of what is missing.
    """
    merged = MergedRuns(StoredRun(folder) for folder in dict.fromkeys(runs))
    acceptance = _acceptance(merged, known, suite)
    guide = guide_of(merged.runs[-1], suite)
    catalogue = messages.catalogue(lang.value)
    with _gathered(merged, out, catalogue) as folder:
        if known:
            copy_ledger(known, folder)
        earlier = _earlier(against) if against else None
        terminal = Terminal(Console(), catalogue, earlier=earlier)
        with Reports(
            folder,
            guide,
            terminal=terminal,
            github=GitHub.here(sys.stdout),
            earlier=earlier,
            language=lang.value,
            journals=lambda: merged.journals,
            is_first=False,
        ) as reports:
            for event in merged.events(guide, acceptance, folder):
                reports(event)
    raise typer.Exit(reports.exit_code)


def _earlier(folder: Path) -> Earlier:
    before = read_findings(folder / FINDINGS_FILE)
    return lambda state: history(folder.name, before, state)


def _acceptance(merged: MergedRuns, known: Path | None, suite: str | None) -> Acceptance:
    """The ledger that is named, as of the day of the runs; else the one that they all kept."""
    if known:
        newest = merged.runs[-1]
        names = (*merged.origin.suite, *names_of(newest))
        return acceptance_of(known, names, merged.origin.day, suite_of(newest, suite))
    each = [acceptance_of_run(run) for run in merged.runs]
    if any(one.entries != each[0].entries for one in each):
        raise UsageError(
            "runs that were judged by one ledger",
            seen=", ".join(f"{run.folder.name}: {run.origin.ledger}" for run in merged.runs),
            remedy="Name the one to judge them all by: --known FILE.",
        )
    return each[-1]


@contextmanager
def _gathered(merged: MergedRuns, out: Path | None, words: messages.Catalogue) -> Iterator[Path]:
    """Put the evidence of several runs into one folder; a single run stays where it is."""
    folders = [run.folder for run in merged.runs]
    place = folders[0] if len(folders) == 1 and out is None else out
    name = f"{merged.runs[-1].facts.target or 'runs'}-merged"
    with result_folder(place, name, words, own=folders) as folder:
        for run in merged.runs:
            if run.folder.resolve() != folder.resolve():
                _copy(run, folder)
        yield folder


def _copy(run: StoredRun, folder: Path) -> None:
    """Copy what a run kept of its scenarios; newer runs come later and win."""
    for name in run.files.files():
        if "/" in name or name == LEDGER_FILE:
            SafeFolder(folder).write(name, run.files.read(name))
