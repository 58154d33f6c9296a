"""The command line: `codes-perdus COMMAND`.

Exit codes: 0 all required statements pass; 1 findings; 2 the command, a file or an option is
wrong; 3 a fault of the harness or the environment; 4 nothing was exercised.
"""

import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from harness import __version__
from harness.cli import (
    accept,
    check_redirects,
    compare,
    coverage,
    doctor,
    explain,
    init,
    listing,
    mutants,
    recheck,
    replay,
    report,
    run,
    schema,
    scrape,
    serve,
)
from harness.core.errors import Fault, UsageError

USAGE = 2
FAULT = 3
INTERRUPTED = 130

app = typer.Typer(
    name="codes-perdus",
    help="Tells whether an employer portal keeps the promises of its guide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _tell_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"codes-perdus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_tell_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


app.command("run")(run.run)
app.command("init")(init.init)
app.command("serve")(serve.serve)
app.command("list")(listing.show)
app.command("explain")(explain.explain)
app.command("coverage")(coverage.show)
app.command("compare")(compare.compare)
app.command("mutants")(mutants.mutants)
app.command("accept")(accept.accept)
app.command("scrape")(scrape.scrape)
app.command("check-redirects")(check_redirects.check_redirects)
app.command("recheck")(recheck.recheck)
app.command("replay")(replay.replay)
app.command("report")(report.report)
app.command("schema")(schema.show)
app.command("doctor")(doctor.show)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code; faults are told without a stack trace."""
    try:
        app(args=arguments, standalone_mode=True)
    except Fault as fault:
        _tell(fault)
        sys.exit(USAGE if isinstance(fault, UsageError) else FAULT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _tell(fault: Fault) -> None:
    where = f" ({' › '.join(fault.context)})" if fault.context else ""
    lines = (
        f"codes-perdus: expected {fault.expected}{where}",
        f"  seen:   {fault.seen}",
        f"  remedy: {fault.remedy}",
    )
    sys.stderr.write("\n".join(lines) + "\n")
