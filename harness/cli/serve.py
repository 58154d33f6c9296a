"""`codes-perdus serve`: the bundled portal with its people and a place for its mails."""

import asyncio
import contextlib
import signal
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated

import typer
import uvicorn
from rich.console import Console
from rich.table import Table

from harness.accounts.generator import generate_accounts
from harness.accounts.model import Account, Needs, load_accounts, save_accounts
from harness.config.target import Target, load_target
from harness.core.errors import LaunchError
from harness.execution.portal_process import Portal, launch
from harness.mail.sources.smtp_sink import SmtpSink
from harness.mail.viewer import viewer

_CAST = (
    Needs(role="administrator"),
    Needs(role="administrator"),
    Needs(role="user"),
    Needs(role="administrator", first_login_done=False, question_chosen=None),
    Needs(role="administrator", email_valid=False),
)


def serve(
    port: Annotated[int, typer.Option(help="Port of the portal; 0 takes a free one.")] = 8080,
    mail_port: Annotated[int, typer.Option(help="Port of the mails' page; 0: a free one.")] = 0,
    database: Annotated[Path | None, typer.Option(help="Keep the state here.")] = None,
    edition: Annotated[str, typer.Option(help="Edition of the portal.")] = "modern",
    accounts: Annotated[Path | None, typer.Option(help="Accounts as JSON; made up else.")] = None,
) -> None:
    """Serve the reference portal, and a page where its mails can be read, until Ctrl-C."""
    options = ["--edition", edition]
    options += ["--database", str(database)] if database else []
    reference = load_target("reference")
    target = reference.model_copy(update={"launch": (*(reference.launch or ()), *options)})
    asyncio.run(_serve(target, accounts, port, mail_port))


async def _serve(target: Target, accounts: Path | None, port: int, mail_port: int) -> None:
    with TemporaryDirectory(prefix="codes-perdus-") as folder:
        path = accounts or Path(folder) / "accounts.json"
        if accounts is None:
            save_accounts(path, generate_accounts({"serve": _CAST}, seed=2010)["serve"])
        async with (
            SmtpSink() as sink,
            launch(target, smtp=sink.address, accounts=path, port=port or None) as portal,
            _mail_page(sink, mail_port) as mails,
        ):
            _show(portal, mails, load_accounts(path))
            await _until_ended(portal)


@asynccontextmanager
async def _mail_page(sink: SmtpSink, port: int) -> AsyncIterator[str]:
    """Serve the page of the mails; gives its address."""
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
    """A server that leaves the signals to the command around it."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture nothing."""
        yield


def _show(portal: Portal, mails: str, accounts: tuple[Account, ...]) -> None:
    console = Console(soft_wrap=True)
    console.print(f"portal  {portal.base_url}", highlight=False)
    console.print(f"mails   {mails}", highlight=False)
    for account in accounts:
        console.print(_card(account))
    console.print("Ctrl-C ends both.")


def _card(account: Account) -> Table:
    """All that a person needs to play an account; these people are made up."""
    table = Table("field", "value", box=None, show_header=False, pad_edge=False)
    state = [] if account.first_login_done else ["never logged in"]
    state += [] if account.email_valid else ["no valid address"]
    table.add_row("", "")
    table.add_row(account.role, f"{account.first_name} {account.last_name} {' '.join(state)}")
    table.add_row("codes", f"{account.identifier} / {account.confidential_code}")
    table.add_row("numbers", f"{account.siret} / {account.bcr} / {account.contract}")
    table.add_row("e-mail", account.email)
    table.add_row("question", f"{account.question or '(none)'} {account.answer}")
    return table


async def _until_ended(portal: Portal) -> None:
    """Wait for Ctrl-C, SIGTERM, or the end of the portal.

    Raises:
        LaunchError: the portal ended by itself.
    """
    loop = asyncio.get_running_loop()
    told = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    waiting = asyncio.create_task(told.wait())
    ended: asyncio.Task[LaunchError] = asyncio.create_task(portal.ended())
    done, pending = await asyncio.wait({waiting, ended}, return_when=asyncio.FIRST_COMPLETED)
    for task in pending:
        task.cancel()
    if ended in done and not told.is_set():
        raise ended.result()
