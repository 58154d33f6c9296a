"""`codes-perdus schema`: what editors need for target files, and programs for `run.json`."""

from typing import Annotated

import typer

from harness.config.json_schema import schema_text
from harness.reporting.formats.run_json import run_schema

_RUN = "That of a run's run.json instead."


def show(
    run: Annotated[bool, typer.Option("--run", help=_RUN)] = False,
) -> None:
    """Print the JSON Schema of target files, for editors."""
    typer.echo(run_schema() if run else schema_text(), nl=False)
