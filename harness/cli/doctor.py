"""`codes-perdus doctor`: what this machine has, what is missing and how to get it."""

import typer

from harness.app.doctor import examine


def show() -> None:
    """Examine this machine."""
    findings = examine()
    for one in findings:
        typer.echo(f"{'ok     ' if one.ok else 'missing'}  {one.name}: {one.seen}")
        if not one.ok:
            typer.echo(f"         {one.remedy}")
    raise typer.Exit(0 if all(one.ok for one in findings) else 3)
