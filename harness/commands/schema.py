"""`codes-perdus schema`: what an editor needs to check and complete a target file."""

import typer

from harness.schema import schema_text


def show() -> None:
    """Print the JSON Schema of target files, for editors."""
    typer.echo(schema_text(), nl=False)
