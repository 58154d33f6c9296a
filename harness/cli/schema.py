"""`codes-perdus schema`: JSON Schemas of target files and of `run.json`."""

from typing import Annotated

import typer

from harness.config.json_schema import schema_text
from harness.reporting.formats.run_json import run_schema

_RUN = "Print the schema of run.json instead."


def show(
    run: Annotated[bool, typer.Option("--run", help=_RUN)] = False,
) -> None:
    """Print the JSON Schema of target files, which editors use to check and complete them."""
    typer.echo(run_schema() if run else schema_text(), nl=False)
