"""`codes-perdus recheck RUN`: judges the kept journals of a run again, without a portal."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from harness.check.judge import judge
from harness.finding import Finding, Level, Verdict
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.report.jsonl import read_findings
from harness.report.text import visible
from harness.run.kept import KeptRun
from harness.run.runner import exit_code

FINDINGS = "findings.jsonl"
Verdicts = dict[tuple[str, str], Verdict]


def recheck(
    run: Annotated[Path, typer.Argument(help="Folder of a kept run.")],
) -> None:
    """Judge a kept run again under today's guide and checks; tell which verdicts changed."""
    guide = load_guide()
    found = tuple(rejudge(run, guide))
    before = read_findings(run / FINDINGS) if (run / FINDINGS).is_file() else ()
    for line in changes(before, found):
        typer.echo(line)
    for finding in found:
        if finding.verdict in {Verdict.FAIL, Verdict.FAULT}:
            typer.echo(_told(finding))
    kept = sum(finding.verdict is Verdict.PASS for finding in found)
    typer.echo(f"{len(found)} findings, {kept} pass")
    raise typer.Exit(exit_code(found))


def rejudge(run: Path, guide: Guide) -> Iterator[Finding]:
    """The findings of a run's journals under a guide, scenario by scenario.

    Raises:
        UsageError: the folder holds no journal.
    """
    for journal in KeptRun(run).journals.values():
        yield from judge(guide, journal)


def changes(before: Sequence[Finding], after: Sequence[Finding]) -> Iterator[str]:
    """One line for each verdict that is not what it was; profiles were not judged again."""
    old, new = _verdicts(before), _verdicts(after)
    for key in sorted(old.keys() | new.keys()):
        was, now = old.get(key), new.get(key)
        if was != now:
            scenario, statement = key
            told = f"{was or 'not judged'} → {now or 'not judged'}"
            yield f"{scenario} {statement or 'fault'}: {told}"


def _verdicts(findings: Sequence[Finding]) -> Verdicts:
    return {
        (finding.scenario, finding.statement): finding.verdict
        for finding in findings
        if finding.level is not Level.HARDENING
    }


def _told(finding: Finding) -> str:
    line = f"guide, line {finding.line}: " if finding.line else ""
    lines = (
        f"{finding.verdict} {finding.scenario} {finding.statement}",
        f"  {line}« {finding.sentence} »",
        f"  expected {finding.expected}",
        f"  seen     {finding.seen}",
    )
    return "\n".join(map(visible, lines))
