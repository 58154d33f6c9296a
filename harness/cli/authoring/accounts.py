"""`codes-perdus accounts`: makes accounts for a portal, and checks a file of accounts."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from harness import messages
from harness.accounts.model import Account, load_accounts
from harness.accounts.sharing import Request, share_out_accounts_of
from harness.accounts.store import accounts_at_start
from harness.app import account_files
from harness.app.suite import all_scenarios, open_target, suite_alone
from harness.cli.options import LANGUAGE, Job, Language, SuiteName
from harness.cli.suite_here import suite_of_call
from harness.config.suite import Suite
from harness.config.target import Target
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
        account_files.AccountFormat, typer.Option("--format", help="Format of the file.")
    ] = account_files.AccountFormat.JSON,
    template: Annotated[
        Path | None, typer.Option(help="Jinja template that writes them, instead of JSON.")
    ] = None,
    table: Annotated[
        str, typer.Option(help="Name of the SQL table, or of the Django model.")
    ] = "accounts",
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same people.")] = 2010,
    lang: Language = LANGUAGE,
) -> None:
    """Make up accounts for a suite's scenarios, or tell what a file of them cannot exercise."""
    named = str(file) if file and job is Job.CHECK and file.suffix == ".toml" else None
    suite = suite_of_call(named, suite, lang)
    if job is Job.NEW:
        held_to = suite_alone(suite).suite
        scenarios = all_scenarios(held_to)
        made = account_files.make_accounts(held_to, scenarios, number, seed)
        _write(account_files.accounts_text(made, format_, table, template), file)
        if file is not None:
            text = messages.catalogue(lang.value).text
            typer.echo(text("accounts-written", n=len(made), path=str(file)))
            _tell_used_up(account_files.requests_for(held_to, scenarios), text)
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
    catalogue = messages.catalogue(lang)
    text = catalogue.text
    held_to, target, known = _accounts_to_check(file, suite)
    if known is None:
        typer.echo(text("accounts-made-up"))
        return OK
    scenarios = all_scenarios(held_to)
    requests = account_files.requests_for(held_to, scenarios)
    lacking = (
        share_out_accounts_of(target, requests)[1]
        if target
        else account_files.lacking_accounts(known, held_to, requests)
    )
    for slug, why in lacking.items():
        typer.echo(visible(text("accounts-lacking", scenario=slug, why=why)))
    for key in account_files.unused_accounts(known, held_to, requests):
        typer.echo(visible(text("accounts-unused", account=key)))
    played = len(scenarios) - len(lacking)
    typer.echo(text("accounts-checked", n=len(known), played=played, scenarios=len(scenarios)))
    if not (target and target.accounts.reset):
        _tell_used_up(requests, text)
    return FINDINGS if lacking else OK


def _tell_used_up(requests: Mapping[str, Request], text: Callable[..., str]) -> None:
    """Tell how many accounts each run uses up, and by which scenarios; nothing for none."""
    taking = {slug: len(one.uses_up) for slug, one in requests.items() if one.uses_up}
    if taking:
        typer.echo(visible(text("accounts-used-up-by", n=sum(taking.values()), by=(*taking,))))


def _accounts_to_check(
    file: Path | None, suite: str | None
) -> tuple[Suite, Target | None, tuple[Account, ...] | None]:
    """The suite, the target if one is named, and the accounts as a run would find them.

    No accounts for a portal that each run gives accounts of its own.
    """
    if file is not None and file.suffix != ".toml":
        held_to = suite_alone(suite).suite
        return held_to, None, load_accounts(file, held_to.accounts)
    target = open_target(str(file) if file else None, suite)
    if file is not None and target.accounts.file is None and target.accounts.generate:
        return target.suite, target, None
    if target.accounts.file is None:
        raise UsageError(
            "a file of accounts, or a target file that names one",
            seen=f"none in {target.name}",
            remedy="Name a file under [accounts]; codes-perdus accounts new FILE makes one.",
        )
    return target.suite, target, accounts_at_start(target)
