"""`codes-perdus explain STATEMENT`: its sentence, its line, its check and its scenarios."""

from typing import Annotated

import typer

from harness.app.suite import all_scenarios, plan_all, statement_of
from harness.checks.registry import explain_claim
from harness.config.suite import bundled_suite
from harness.guide.loader import load_guide
from harness.guide.model import Guide, Statement


def explain(
    statement: Annotated[
        str, typer.Argument(help="Slug of the statement, such as search.siret.mandatory.")
    ],
) -> None:
    """Explain one statement: its sentence, its check, and the scenarios that exercise it."""
    profiles = bundled_suite().profile_names
    guide = load_guide(profiles=profiles)
    found = statement_of(guide, statement)
    plans = plan_all(guide, all_scenarios(profiles=profiles))
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
