"""`codes-perdus list`: the scenarios and what each exercises."""

from typing import Annotated

import typer

from harness.app.suite import plan_all, scenarios_on, select, suite_alone
from harness.cli.options import LANGUAGE, Language, Only, OwnScenarios, SuiteName
from harness.cli.suite_here import suite_of_call
from harness.guide.loader import load_guide
from harness.guide.model import Guide
from harness.guide.wording import vocabulary
from harness.messages import Catalogue, catalogue
from harness.planning.plan import Plan


def show(
    only: Only = None,
    suite: SuiteName = None,
    scenarios: OwnScenarios = None,
    words: Annotated[
        bool, typer.Option("--words", help="List the words of the guide instead.")
    ] = False,
    lang: Language = LANGUAGE,
) -> None:
    """List the scenarios: name, title, labels, and number of pages, mails and statements."""
    target = suite_alone(suite_of_call(None, suite, lang), scenarios)
    guide, told = load_guide(target.suite), catalogue(lang.value)
    if words:
        for chapter in guide.chapters:
            head = f"{chapter.slug}{told.colon} {chapter.title}"
            typer.echo("\n  ".join((head, *vocabulary(chapter).values())))
        return
    chosen = select(scenarios_on(target, guide, ()), only or ())
    for plan in plan_all(guide, chosen, target):
        typer.echo(_entry(plan, guide, told))
    typer.echo(told.text("count-scenarios", n=len(chosen)))


def _entry(plan: Plan, guide: Guide, told: Catalogue) -> str:
    counts = {"pages": len(plan.pages), "mails": plan.mails, "statements": len(plan.statements)}
    sums = ", ".join(told.text(f"count-{noun}", n=count) for noun, count in counts.items())
    roles = [one for one in guide.accounts.roles if one in plan.scenario.labels]
    people = ", ".join(told.say(guide.accounts.role_words(one)) for one in roles)
    line = f"{people}{told.colon} {sums}" if people else sums
    names = ", ".join(f"--only {label}" for label in sorted(plan.scenario.labels))
    line += f" ({names})" if names else ""
    title = guide.title_of(plan.scenario.slug, plan.scenario.title, told.language)
    return f"{plan.scenario.slug}\n    {title}\n    {line}"
