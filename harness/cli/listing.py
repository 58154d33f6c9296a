"""`codes-perdus list`: the scenarios and what each exercises."""

from typing import Annotated

import typer

from harness.app.suite import plan_all, scenarios_on, select, suite_alone
from harness.cli.options import Only, OwnScenarios, SuiteName
from harness.guide.loader import load_guide
from harness.guide.wording import vocabulary
from harness.planning.plan import Plan


def show(
    only: Only = None,
    suite: SuiteName = None,
    scenarios: OwnScenarios = None,
    words: Annotated[
        bool, typer.Option("--words", help="List the words of the guide instead.")
    ] = False,
) -> None:
    """List the scenarios: name, title, labels, and number of pages, mails and statements."""
    target = suite_alone(suite, scenarios)
    guide = load_guide(target.suite)
    if words:
        for chapter in guide.chapters:
            typer.echo(
                "\n  ".join((f"{chapter.slug}: {chapter.title}", *vocabulary(chapter).values()))
            )
        return
    chosen = select(scenarios_on(target, guide, ()), only or ())
    for plan in plan_all(guide, chosen, target):
        typer.echo(_entry(plan))
    typer.echo(_counted(len(chosen), "scenario"))


def _entry(plan: Plan) -> str:
    counts = {"page": len(plan.pages), "mail": plan.mails, "statement": len(plan.statements)}
    sums = ", ".join(_counted(count, noun) for noun, count in counts.items())
    labels = " ".join(sorted(plan.scenario.labels))
    line = f"{labels}: {sums}" if labels else sums
    return f"{plan.scenario.slug}\n    {plan.scenario.title}\n    {line}"


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
