"""A mailbox over IMAP: a real server, told at once, nothing marked or lost.

The servers are those of `imap_servers`: pymap everywhere, and Dovecot where it is installed.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

from harness.mail.imap import ImapSource
from harness.mail.source import MailSource
from tests.contracts.mail_source import MailSourceContract, mail
from tests.mail.imap_servers import SERVERS, Server

QUIET = 0.05


class OnServer(ImapSource):
    """A source that knows its server, for the tests to deliver to."""

    server: Server


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[MailSource]:
    """A server with mails of yesterday in it, and a source of it."""
    async with SERVERS[name]() as server:
        await asyncio.to_thread(server.append, mail("a@example.fr", "of yesterday"))
        source = OnServer(server.place(), quiet=QUIET)
        source.server = server
        async with source:
            yield source


class _OnImap(MailSourceContract):
    server = ""

    def make(self) -> AbstractAsyncContextManager[MailSource]:
        """A source of the folder of a server of its own."""
        return opened(self.server)

    async def deliver(self, source: MailSource, raw: bytes, to: str) -> None:
        """Put it into the folder."""
        assert isinstance(source, OnServer)
        await asyncio.to_thread(source.server.append, raw)


class TestPymap(_OnImap):
    """The contract on pymap."""

    server = "pymap"


if "dovecot" in SERVERS:

    class TestDovecot(_OnImap):
        """The contract on Dovecot, where it is installed."""

        server = "dovecot"
