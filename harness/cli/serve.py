"""`codes-perdus serve`: the portal of a suite with accounts, and a page with its mails."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, nullcontext
from pathlib import Path
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, Needs, accounts_file, every_role, load_accounts
from harness.app.suite import open_target
from harness.cli.options import LANGUAGE, Language, SuiteName, TargetName
from harness.cli.suite_here import suite_of_call
from harness.config.target import Target
from harness.core.errors import LaunchError, UsageError
from harness.execution.portal_process import Portal, launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.mail.viewer import viewer
from harness.messages import Catalogue, catalogue


def serve(
    target: TargetName = None,
    port: Annotated[int, typer.Option(help="Port of the portal; 0 for a free one.")] = 8080,
    mail_port: Annotated[
        int, typer.Option(help="Port of the page with the mails; 0 for a free one.")
    ] = 0,
    database: Annotated[
        Path | None,
        typer.Option(help="File for the portal's state, which then survives a restart."),
    ] = None,
    edition: Annotated[str, typer.Option(help="Edition of the bundled portal.")] = "",
    suite: SuiteName = None,
    accounts: Annotated[
        Path | None,
        typer.Option(help="JSON file with accounts; without this option they are made up."),
    ] = None,
    lang: Language = LANGUAGE,
) -> None:
    """Serve the portal of a suite and a page with its mails, until Ctrl-C."""
    options = ["--edition", edition] if edition else []
    options += ["--database", str(database)] if database else []
    chosen = open_target(target, suite_of_call(target, suite, lang))
    if chosen.launch is None:
        raise UsageError(
            "a target whose file says by which command it is launched",
            seen=f"{chosen.name}, which is served elsewhere",
            remedy="Name another target, or give it `launch`: docs/TARGETS.md.",
        )
    served = chosen.model_copy(update={"launch": (*chosen.launch, *options)})
    asyncio.run(_serve(served, accounts, port, mail_port, catalogue(lang.value)))


async def _serve(
    target: Target, accounts: Path | None, port: int, mail_port: int, messages: Catalogue
) -> None:
    with nullcontext(accounts) if accounts else accounts_file(_people(target)) as path:
        async with (
            SmtpSink() as sink,
            launch(target, smtp=sink.address, accounts=path, port=port or None) as portal,
            _mail_page(sink, mail_port) as mails,
        ):
            people = load_accounts(path, target.suite.accounts)
            _print_addresses(portal, mails, people, messages)
            await _until_ended(portal)


def _people(target: Target) -> tuple[Account, ...]:
    """Two of the first role, one of each other, and one who lacks each trait."""
    schema = target.suite.accounts
    lacking = [Needs.model_validate({name: False}) for name in schema.traits]
    needs = (*every_role(schema)[:1], *every_role(schema), *lacking)
    return generate_accounts({"serve": needs}, target.accounts.seed, target.suite)["serve"]


@asynccontextmanager
async def _mail_page(sink: SmtpSink, port: int) -> AsyncIterator[str]:
    """Serve the page with the mails; gives its address."""
    with socket.create_server(("127.0.0.1", port)) as listening:
        config = uvicorn.Config(viewer(sink), log_level="error", lifespan="off")
        server = _Server(config)
        task = asyncio.create_task(server.serve(sockets=[listening]))
        host, bound = listening.getsockname()
        try:
            yield f"http://{host}:{bound}/"
        finally:
            server.should_exit = True
            await task


class _Server(uvicorn.Server):
    """A server that leaves signals to the command."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def _print_addresses(
    portal: Portal, mails: str, accounts: tuple[Account, ...], messages: Catalogue
) -> None:
    console = Console(soft_wrap=True)
    places = {"serve-portal": portal.base_url, "serve-mails": mails}
    names = {name: messages.text(name) for name in places}
    wide = max(map(len, names.values())) + 2
    for name, address in places.items():
        console.print(f"{names[name]:<{wide}}{address}", highlight=False)
    for account in accounts:
        console.print(account_table(account, messages))
    console.print(messages.text("serve-end"))


def account_table(account: Account, messages: Catalogue) -> Table:
    """Everything that a tester types for an account; these accounts are generated."""
    table = Table("field", "value", box=None, show_header=False, pad_edge=False)
    schema = account.schema_of_suite
    lacking = [
        messages.say(one.no.fact) for name, one in schema.traits.items() if not account.has(name)
    ]
    role = schema.role_names.get(account.role_name)
    name_of_role = messages.say(role.fact) if role else account.role_name
    table.add_row("", "")
    if schema.role or lacking:
        table.add_row(name_of_role or messages.text("serve-account"), ", ".join(lacking))
    for name, field in schema.fields.items():
        if field.kind == "text" and not field.role:
            table.add_row(messages.say(schema.field_words(name)), account.value(name))
    return table


async def _until_ended(portal: Portal) -> None:
    """Wait for Ctrl-C, SIGTERM, or the end of the portal."""
    loop = asyncio.get_running_loop()
    interrupted = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, interrupted.set)
    waiting = asyncio.create_task(interrupted.wait())
    ended: asyncio.Task[LaunchError] = asyncio.create_task(portal.ended())
    done, pending = await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    if ended in done and not interrupted.is_set():
        raise ended.result()
