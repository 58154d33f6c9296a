"""`codes-perdus schema`: what editors need for target files, and programs for `run.json`."""

from typing import Annotated

import typer

from harness.report.run_json import run_schema
from harness.schema import schema_text

_RUN = "That of a run's run.json instead."


def show(
    run: Annotated[bool, typer.Option("--run", help=_RUN)] = False,
) -> None:
    """Print the JSON Schema of target files, for editors."""
    typer.echo(run_schema() if run else schema_text(), nl=False)
