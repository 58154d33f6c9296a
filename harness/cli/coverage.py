"""`codes-perdus coverage`: which statements of the guide a run tested."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.app.kept_suite import guide_of
from harness.app.suite import suite_alone
from harness.cli.options import LANGUAGE, Language, SuiteName
from harness.cli.suite_here import suite_of_call
from harness.core.console import Printer
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS, OK
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.guide.source_text import misquotes, read_guide_text, untracked
from harness.model.fact import quote
from harness.model.finding import Level
from harness.reporting.coverage import coverage, print_coverage
from harness.reporting.formats.jsonl import FINDINGS_FILE, read_findings
from harness.runs.stored_run import StoredRun


def show(
    run: Annotated[
        Path | None, typer.Argument(help="Folder of a run; the latest if left out.")
    ] = None,
    guide: Annotated[
        Path | None,
        typer.Option(help="Text file of the guide: print which of its lines no statement cites."),
    ] = None,
    runs: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Folder that holds the runs.")
    ] = Path("runs"),
    every: Annotated[
        bool, typer.Option("--all", help="List every statement, also tested ones.")
    ] = False,
    suite: SuiteName = None,
    lang: Language = LANGUAGE,
) -> None:
    """Show which statements a run tested, or which lines of the guide's text nothing cites."""
    if guide:
        suite = suite_of_call(None, suite, lang)
        raise typer.Exit(_print_tracked(load_guide(suite_alone(suite).suite), guide, lang.value))
    folder = run or _latest_run(runs)
    data = guide_of(StoredRun(folder), suite)
    judged = read_findings(folder / FINDINGS_FILE)
    found = coverage(data, (one for one in judged if one.level is not Level.PROFILE))
    print_coverage(found, Printer(Console()), messages.catalogue(lang.value), every=every)
    raise typer.Exit(FINDINGS if found.untested else OK)


def _print_tracked(data: Guide, path: Path, lang: messages.Language) -> int:
    """Print lines that no statement cites, and sentences that are not on their lines."""
    text = read_guide_text(path)
    told, lines, quotes = messages.catalogue(lang), untracked(data, text), misquotes(data, text)
    printer = Printer(Console())
    for line in lines:
        printer.line(told.text("untracked-line-of", line=line.number, text=quote(line.text)))
    for one in quotes:
        words = {"text": quote(one.sentence), "found": quote(one.found)}
        printer.line(told.text("misquote-found", slug=one.slug, **words))
    tracked = sum(1 for line in text.splitlines() if line.strip()) - len(lines)
    counts = {"tracked": tracked, "untracked": len(lines), "misquoted": len(quotes)}
    printer.line(told.text("lines-tracked", **counts))
    return FINDINGS if lines or quotes else OK


def _latest_run(runs: Path) -> Path:
    found = sorted(path.parent for path in runs.glob(f"*/{FINDINGS_FILE}"))
    if not found:
        raise UsageError(
            f"a kept run below {runs}",
            seen="none",
            remedy="Run `codes-perdus run` first, or name a run's folder.",
        )
    return found[-1]
