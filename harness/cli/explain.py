"""`codes-perdus explain STATEMENT`: its sentence, its line, its check and its scenarios."""

from typing import Annotated

import typer

from harness.app.suite import plan_all, scenarios_on, statement_of, suite_alone
from harness.checks.registry import explain_claim
from harness.cli.options import SuiteName
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement


def explain(
    statement: Annotated[str, typer.Argument(help="Slug, as `codes-perdus coverage --all` shows.")],
    suite: SuiteName = None,
) -> None:
    """Explain one statement: its sentence, its check, and the scenarios that exercise it."""
    target = suite_alone(suite)
    profiles = target.suite.profile_names
    guide = load_guide(target.suite, profiles=profiles)
    found = statement_of(guide, statement)
    plans = plan_all(guide, scenarios_on(target, guide, profiles), target)
    exercising = [plan.scenario for plan in plans if found.slug in plan.statements]
    typer.echo("\n".join(_lines(found, guide)))
    typer.echo(f"scenarios   {len(exercising)}")
    for scenario in exercising:
        typer.echo(f"            {scenario.slug}: {scenario.title}")


def _lines(statement: Statement, guide: Guide) -> list[str]:
    where = ", ".join(map(str, statement.lines)) or "none"
    lines = [
        statement.slug,
        f"page        {guide.pages[statement.page].title}",
        f"sentence    {statement.sentence or '(the guide is silent: our reading)'}",
        f"lines       {where} of the guide",
        f"level       {statement.level}",
    ]
    if statement.means:
        lines.append(f"means       {statement.means}")
    if statement.why:
        lines.append(f"why         {statement.why}")
    if statement.source:
        lines.append(f"source      {statement.source}")
    if statement.by_design:
        lines.append(f"by design   {statement.by_design}")
    claim = statement.claim.model_dump(exclude={"kind"}, exclude_defaults=True, mode="json")
    details = ", ".join(f"{name} = {value!r}" for name, value in claim.items())
    return [
        *lines,
        f"check       {statement.claim.kind}: {explain_claim(statement.claim)}",
        f"            {details}",
    ]
