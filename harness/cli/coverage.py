"""`codes-perdus coverage`: what of the guide is tracked, and what a run has tested of it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from harness import messages
from harness.core.console import Printer
from harness.core.errors import UsageError
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.guide.source_text import misquotes, untracked
from harness.messages import Language
from harness.model.finding import Level
from harness.reporting.coverage import coverage, print_coverage
from harness.reporting.formats.jsonl import read_findings

FINDINGS = "findings.jsonl"


def show(
    run: Annotated[Path | None, typer.Argument(help="Folder of a run; the last one else.")] = None,
    guide: Annotated[Path | None, typer.Option(help="Text of the guide to hold it to.")] = None,
    runs: Annotated[Path, typer.Option(help="Where runs are kept.")] = Path("runs"),
    every: Annotated[bool, typer.Option("--all", help="List every statement.")] = False,
    lang: Annotated[str, typer.Option(help="en or fr.")] = "en",
) -> None:
    """Show what is tracked of the guide's text, or tested of its statements by a run."""
    data = load_guide()
    if guide:
        raise typer.Exit(_tracked(data, guide))
    folder = run or _last(runs)
    language: Language = "fr" if lang == "fr" else "en"
    judged = read_findings(folder / FINDINGS)
    found = coverage(data, (one for one in judged if one.level is not Level.HARDENING))
    print_coverage(found, Printer(Console()), messages.catalogue(language), every=every)
    raise typer.Exit(1 if found.untested else 0)


def _tracked(data: Guide, path: Path) -> int:
    """Print each line of the guide that nothing cites, each sentence that is not on its lines."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"the guide's text in {path}", seen=str(error), remedy="Name a UTF-8 text file."
        ) from error
    lines, quotes = untracked(data, text), misquotes(data, text)
    for line in lines:
        typer.echo(f"line {line.number} is untracked: {line.text}")
    for quote in quotes:
        typer.echo(f"{quote.slug} quotes « {quote.sentence} », its lines say « {quote.found} »")
    tracked = sum(1 for line in text.splitlines() if line.strip()) - len(lines)
    typer.echo(f"{tracked} lines tracked, {len(lines)} untracked, {len(quotes)} misquoted")
    return 1 if lines or quotes else 0


def _last(runs: Path) -> Path:
    kept = sorted(path.parent for path in runs.glob(f"*/{FINDINGS}"))
    if not kept:
        raise UsageError(
            f"a kept run below {runs}",
            seen="none",
            remedy="Run `codes-perdus run` first, or name a run's folder.",
        )
    return kept[-1]
