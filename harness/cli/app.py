"""The command line: `codes-perdus COMMAND`.

Exit codes: 0 all required statements pass; 1 findings; 2 the command, a file or an option is
wrong; 3 a fault of the harness or the environment; 4 nothing was exercised.
"""

import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module
from typing import Annotated, Any

import typer

from harness import __version__
from harness.cli.help.language import spoken_language
from harness.cli.help.layout import HELP_NAMES, CommandList, GroupedCommand, describe, translated
from harness.cli.help.usage import meant, usage_problem
from harness.config.choices import Lang
from harness.core.errors import Fault, UsageError
from harness.core.exit_codes import FAULT, INTERRUPTED, OK, USAGE
from harness.core.output import PatientOutput
from harness.core.processes.memory import collect_seldom
from harness.core.sanitize import printed

_REFUSED: type[BaseException] = typer.BadParameter.__mro__[1]
"""The class of all that typer refuses in a command line."""


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
    "serve": CommandEntry("serve:serve", "Serve the portal of a suite and show its mails."),
    "list": CommandEntry("listing:show", "List the scenarios and what each exercises."),
    "explain": CommandEntry("explain:explain", "Explain one statement of the guide."),
    "accounts": CommandEntry(
        "authoring.accounts:accounts", "Make accounts for a portal, or check some."
    ),
    "guide": CommandEntry("authoring.guide:guide", "Draft a guide from a document, or check one."),
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


class _LazyGroup(CommandList):
    """Lists placeholders of the commands, and imports the one that is called."""

    def resolve_command(self, ctx: Any, args: list[str]) -> tuple[str | None, Any, list[str]]:
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"{translated('no such command')}: {args[0]!r}{meant(near)}")
        name, placeholder, rest = super().resolve_command(ctx, args)
        return name, load_command(name) if name else placeholder, rest


def load_command(name: str) -> Any:
    """Import a command of `COMMANDS`; returns it as click's command, with its options."""
    module, _, function = COMMANDS[name].function.partition(":")
    single = typer.Typer(
        add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None
    )
    function = getattr(import_module(f"harness.cli.{module}"), function)
    single.command(name, cls=GroupedCommand, context_settings=HELP_NAMES)(function)
    command = typer.main.get_command(single)
    describe(command)
    return command


app = typer.Typer(
    name="codes-perdus",
    cls=_LazyGroup,
    help="Checks whether a web portal keeps the promises of its guide.",
    no_args_is_help=True,
    context_settings=HELP_NAMES,
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
    _lang: Annotated[
        Lang | None,
        typer.Option("--lang", metavar="en|fr", help="Language of the reports and of the help."),
    ] = None,
) -> None:
    """Options before the command; `spoken_language` reads the language."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command and exit with its code; print faults without a stack trace."""
    collect_seldom()
    output = PatientOutput()
    code = _code_of(lambda: app(args=arguments, standalone_mode=False), arguments)
    lost = _code_of(output.close, arguments)
    sys.exit(lost or code)


def _code_of(work: Callable[[], object], arguments: Sequence[str] | None) -> int:
    """The exit code of some work; what went wrong is printed."""
    try:
        code = work()
    except _REFUSED as error:
        _tell(usage_problem(error))
        return USAGE
    except typer.Abort:
        return INTERRUPTED
    except Fault as fault:
        _print_fault(fault, arguments)
        return USAGE if isinstance(fault, UsageError) else FAULT
    except KeyboardInterrupt:
        return INTERRUPTED
    return code if isinstance(code, int) else OK


def _tell(text: str) -> None:
    with suppress(OSError, ValueError, AttributeError):  # nobody reads it
        sys.stderr.write(text)


def _print_fault(fault: Fault, arguments: Sequence[str] | None) -> None:
    from harness.messages import catalogue  # noqa: PLC0415 - most commands end without a fault

    say = catalogue(spoken_language(arguments).value).text
    where = f" ({' › '.join(fault.context)})" if fault.context else ""
    lines = (
        say("error-expected", expected=fault.expected, where=where),
        f"  {say('error-seen', seen=fault.seen)}",
        f"  {say('error-remedy', remedy=fault.remedy)}",
    )
    indent = f"\n  {' ' * len(say('error-seen', seen=''))}"
    text = "\n".join(indent.join(map(printed, part.split("\n"))) for part in lines)
    _tell(f"{text}\n")
