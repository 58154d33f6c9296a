"""`codes-perdus doctor`: what a run needs on this machine, and how to get what is missing."""

import typer

from harness.app.doctor import examine
from harness.core.exit_codes import FAULT, OK


def show() -> None:
    """Check this machine for what a run needs: Python, libraries, browser, fonts, folders."""
    findings = examine()
    for one in findings:
        typer.echo(f"{'ok     ' if one.ok else 'missing'}  {one.name}: {one.seen}")
        if not one.ok:
            typer.echo(f"         {one.remedy}")
    raise typer.Exit(OK if all(one.ok for one in findings) else FAULT)
