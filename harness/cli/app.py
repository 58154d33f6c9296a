"""The command line: `codes-perdus COMMAND`.

Exit codes: 0 all required statements pass; 1 findings; 2 the command, a file or an option is
wrong; 3 a fault of the harness or the environment; 4 nothing was exercised.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from harness import __version__
from harness.core.errors import Fault, UsageError
from harness.core.exit_codes import FAULT, INTERRUPTED, USAGE


@dataclass(frozen=True)
class CommandEntry:
    """A command in the list of commands.

    Attributes:
        function: that plays it, as MODULE:NAME in this package.
        summary: its line in the list.
    """

    function: str
    summary: str


COMMANDS = {
    "run": CommandEntry("run:run", "Check a target against the guide, scenario by scenario."),
    "init": CommandEntry("init:init", "Look at a portal and propose a target file for it."),
    "serve": CommandEntry("serve:serve", "Serve the reference portal and show its mails."),
    "list": CommandEntry("listing:show", "List the scenarios and what each exercises."),
    "explain": CommandEntry("explain:explain", "Explain one statement of the guide."),
    "coverage": CommandEntry("coverage:show", "Show which statements a run tested."),
    "compare": CommandEntry("compare:compare", "Compare an old portal with a new one."),
    "mutants": CommandEntry("mutants:mutants", "Show which seeded defects the suite detects."),
    "accept": CommandEntry("accept:accept", "Accept a known deviation until a given day."),
    "scrape": CommandEntry("scrape:scrape", "Find every page, form and address of a portal."),
    "check-redirects": CommandEntry(
        "check_redirects:check_redirects", "Follow each old address of a redirect map."
    ),
    "recheck": CommandEntry("recheck:recheck", "Judge a stored run again, without a portal."),
    "replay": CommandEntry("replay:replay", "Play one scenario of a stored run again."),
    "report": CommandEntry("report:report", "Write the reports of stored runs again."),
    "schema": CommandEntry("schema:show", "Print the JSON Schema of target files or run.json."),
    "doctor": CommandEntry("doctor:show", "Check what this machine has and lacks for a run."),
}
"""The commands in the order of the help; each module is imported when its command is called."""


class _LazyGroup(TyperGroup):
    """Lists placeholders of the commands, and imports the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        name, placeholder, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else placeholder, rest


def load_command(name: str) -> Any:
    """Import a command of `COMMANDS`; returns it as click's command, with its options."""
    module, _, function = COMMANDS[name].function.partition(":")
    single = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    single.command(name)(getattr(import_module(f"harness.cli.{module}"), function))
    return typer.main.get_command(single)


app = typer.Typer(
    name="codes-perdus",
    cls=_LazyGroup,
    help="Checks whether an employer portal keeps the promises of its guide.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _placeholder() -> None:
    """Stand for a command until it is called."""


for _name, _entry in COMMANDS.items():
    app.command(_name, help=_entry.summary)(_placeholder)


def _print_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"codes-perdus {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    _version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Show the version and exit."
        ),
    ] = False,
) -> None:
    pass


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code; print faults without a stack trace."""
    try:
        app(args=arguments, standalone_mode=True)
    except Fault as fault:
        _print_fault(fault)
        sys.exit(USAGE if isinstance(fault, UsageError) else FAULT)
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)


def _print_fault(fault: Fault) -> None:
    where = f" ({' › '.join(fault.context)})" if fault.context else ""
    lines = (
        f"codes-perdus: expected {fault.expected}{where}",
        f"  seen:   {fault.seen}",
        f"  remedy: {fault.remedy}",
    )
    sys.stderr.write("\n".join(lines) + "\n")
