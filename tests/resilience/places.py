"""Portals and mailboxes that are not what the target file says."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import trustme

from harness.config.mail import MailSettings
from harness.config.target import Target
from harness.core.ports import free_port
from tests.resilience import strikes
from tests.resilience.rig import (
    WHOLE,
    OpenProgram,
    Told,
    engine_of,
    plans,
    reference,
    run,
    target_at,
)
from tests.resilience.wire import wire

Play = Callable[..., Awaitable[Told]]
PATIENCE = 5.0


async def nobody_serves(*, driver: str, folder: Path, program: OpenProgram | None) -> Told:
    """The portal's address is a closed port."""
    target = target_at(f"http://127.0.0.1:{free_port()}/", free_port(), PATIENCE)
    return await run(target, plans(WHOLE), engine_of(driver, PATIENCE, program), folder)


async def tls(*, driver: str, folder: Path, program: OpenProgram | None) -> Told:
    """The portal's certificate is of an authority that nobody knows."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    async with _speaker(strikes.answer(), context) as port:
        target = target_at(f"https://127.0.0.1:{port}/", free_port(), PATIENCE)
        return await run(target, plans(WHOLE), engine_of(driver, PATIENCE, program), folder)


def imap_of(greeting: bytes | None) -> Play:
    """A mailbox that greets so; None where nobody listens."""

    def settings(port: int) -> MailSettings:
        return MailSettings(
            source="imap", host="127.0.0.1", port=port, user="qa", password="x", tls="none"
        )

    return _mailbox(greeting, settings)


def mailpit_of(answer: bytes | None) -> Play:
    """A Mailpit that answers so; None where nobody listens."""

    def settings(port: int) -> MailSettings:
        return MailSettings(source="mailpit", url=f"http://127.0.0.1:{port}/")

    return _mailbox(answer, settings)


async def folder_without_mails(**others: Any) -> Told:
    """A folder of mails that is not there."""
    nowhere = MailSettings(source="maildir", path=Path("/nowhere/Maildir"))
    return await _mailbox(b"", lambda _port: nowhere)(**others)


def _mailbox(says: bytes | None, settings: Callable[[int], MailSettings]) -> Play:
    async def play(*, driver: str, folder: Path, program: OpenProgram | None = None) -> Told:
        async with (
            _speaker(says) as port,
            reference(plans(WHOLE), free_port()) as portal,
            wire(portal, "", strikes.passes) as between,
        ):
            target = _with_mail(target_at(between.url, 0, PATIENCE), settings(port))
            return await run(target, plans(WHOLE), engine_of(driver, PATIENCE, program), folder)

    return play


def _with_mail(target: Target, mail: MailSettings) -> Target:
    return target.model_copy(update={"mail": mail})


@asynccontextmanager
async def _speaker(says: bytes | None, tls: ssl.SSLContext | None = None) -> AsyncIterator[int]:
    """A server that says the same to everybody, and hangs up."""
    if says is None:
        yield free_port()
        return

    async def speak(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(says)
        writer.close()

    async with await asyncio.start_server(speak, "127.0.0.1", 0, ssl=tls) as server:
        yield int(server.sockets[0].getsockname()[1])
