"""`codes-perdus list`: the scenarios with what each exercises."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from harness.commands.catalogue import all_scenarios, plan_all, select
from harness.guide.loader import load_guide


def show(
    only: Annotated[list[str] | None, typer.Option(help="Name or label, with * and ?.")] = None,
    scenarios: Annotated[Path | None, typer.Option(help="Folder of your own scenarios.")] = None,
) -> None:
    """List the scenarios: name, labels, mails sent, statements exercised."""
    chosen = select(all_scenarios(scenarios), only or ())
    table = Table(box=None, pad_edge=False)
    for column in ("scenario", "labels", "pages", "mails", "statements"):
        table.add_column(column, no_wrap=True)
    table.add_column("what", overflow="fold")
    for plan in plan_all(load_guide(), chosen):
        table.add_row(
            plan.scenario.slug,
            " ".join(sorted(plan.scenario.labels)),
            str(len(plan.pages)),
            str(plan.mails),
            str(len(plan.statements)),
            Text(plan.scenario.title),
        )
    console = Console()
    console.print(table)
    console.print(f"{len(chosen)} scenarios")
