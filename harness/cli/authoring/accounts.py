"""`codes-perdus accounts`: makes accounts for a portal, and checks a file of accounts."""

from pathlib import Path
from typing import Annotated

import typer

from harness import messages
from harness.accounts.model import load_accounts
from harness.app import account_files
from harness.app.suite import all_scenarios, open_target, suite_alone
from harness.cli.options import LANGUAGE, Job, Language, SuiteName
from harness.config.suite import Suite
from harness.core.errors import UsageError
from harness.core.exit_codes import FINDINGS, OK
from harness.core.files import write_whole
from harness.core.sanitize import visible


def accounts(
    job: Annotated[Job, typer.Argument(help="new makes up accounts; check looks at a file.")],
    file: Annotated[
        Path | None,
        typer.Argument(help="File of accounts, or a target file that names one."),
    ] = None,
    suite: SuiteName = None,
    number: Annotated[
        int, typer.Option(min=0, help="Number of accounts; 0 for as few as suffice.")
    ] = 0,
    format_: Annotated[
        account_files.AccountFormat, typer.Option("--format", help="How they are written.")
    ] = account_files.AccountFormat.JSON,
    template: Annotated[
        Path | None, typer.Option(help="Jinja template to write them by instead.")
    ] = None,
    table: Annotated[
        str, typer.Option(help="Name of the SQL table, or of the Django model.")
    ] = "accounts",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people.")] = 2010,
    lang: Language = LANGUAGE,
) -> None:
    """Make up accounts for a suite's scenarios, or tell what a file of them cannot exercise."""
    if job is Job.NEW:
        held_to = suite_alone(suite).suite
        made = account_files.make_accounts(held_to, all_scenarios(held_to), number, seed)
        _write(account_files.accounts_text(made, format_, table, template), file)
        if file is not None:
            written = messages.catalogue(lang.value).text(
                "accounts-written", n=len(made), path=str(file)
            )
            typer.echo(written)
        return
    raise typer.Exit(_check(file, suite, lang.value))


def _write(text: str, path: Path | None) -> None:
    """Write a file that only its owner can read, or to the standard output."""
    if path is None:
        typer.echo(text, nl=False)
        return
    if path.exists():
        raise UsageError(f"no file at {path} yet", seen="one", remedy="Name another file.")
    write_whole(path, text, private=True)


def _check(file: Path | None, suite: str | None, lang: messages.Language) -> int:
    held_to, path = _accounts_file(file, suite)
    if path is None:
        typer.echo(messages.catalogue(lang).text("accounts-made-up"))
        return OK
    known = load_accounts(path, held_to.accounts)
    scenarios = all_scenarios(held_to)
    lacking = account_files.lacking_accounts(known, held_to, scenarios)
    text = messages.catalogue(lang).text
    for slug, lack in lacking.items():
        typer.echo(visible(text("accounts-lacking", scenario=slug, lacking=lack)))
    for key in account_files.unused_accounts(known, held_to, scenarios):
        typer.echo(visible(text("accounts-unused", account=key)))
    played = len(scenarios) - len(lacking)
    typer.echo(text("accounts-checked", n=len(known), played=played, scenarios=len(scenarios)))
    return FINDINGS if lacking else OK


def _accounts_file(file: Path | None, suite: str | None) -> tuple[Suite, Path | None]:
    """The suite, and the file of accounts that is named or that a target file names.

    None for a portal that each run gives accounts of its own.
    """
    if file is not None and file.suffix != ".toml":
        return suite_alone(suite).suite, file
    target = open_target(str(file) if file else None, suite)
    if file is not None and target.accounts.file is None and target.accounts.generate:
        return target.suite, None
    if target.accounts.file is None:
        raise UsageError(
            "a file of accounts, or a target file that names one",
            seen=f"none in {target.name}",
            remedy="Name a file under [accounts]; codes-perdus accounts new FILE makes one.",
        )
    return target.suite, target.accounts.file
