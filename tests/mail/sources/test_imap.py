"""A mailbox over IMAP: a real server, told at once, nothing marked or lost.

The servers are those of `imap_servers`: pymap everywhere, and Dovecot where it is installed.
"""

import asyncio
import socket
import ssl
from collections.abc import AsyncIterator
from contextlib import (
    AbstractAsyncContextManager,
    AsyncExitStack,
    asynccontextmanager,
    closing,
)
from pathlib import Path
from typing import Any, Literal

import pytest
import trustme
from pymap.backend.dict import Config
from pymap.config import BackendCapability

from harness.config.mail import MailSettings
from harness.core.errors import MailError
from harness.mail.source import MailSource
from harness.mail.sources import imap
from harness.mail.sources.imap import ImapSource
from tests.contracts.mail_source import SOON, MailSourceContract, mail
from tests.mail.imap_servers import SERVERS, Server, pymap_server


class OnServer(ImapSource):
    """A source that knows its server, for the tests to deliver to."""

    server: Server


@asynccontextmanager
async def opened(name: str) -> AsyncIterator[MailSource]:
    """A server with mails of yesterday in it, and a source of it."""
    async with SERVERS[name]() as server:
        await asyncio.to_thread(server.append, mail("a@example.fr", "of yesterday"))
        source = OnServer(server.place())
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


async def test_woken_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who waits need not look again: the server tells of the mail."""
    monkeypatch.setattr(imap, "PUSHED", (1000.0, 1000.0))
    async with pymap_server() as server, ImapSource(server.place()) as source:
        await pushed(source)
        waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
        await asyncio.sleep(0.1)
        await asyncio.to_thread(server.append, mail("a@example.fr", "now"))
        assert await waiting is not None


async def pushed(source: ImapSource) -> None:
    """Wait until the source is told of mails."""
    while source._pauses != imap.PUSHED:  # noqa: ASYNC110 - the watch is a thread of its own
        await asyncio.sleep(0.01)


async def test_server_that_does_not_tell(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without IDLE, the folder is looked at again and again."""
    silent = BackendCapability(idle=False, object_id=True, multi_append=True)
    monkeypatch.setattr(Config, "backend_capability", silent)
    async with pymap_server() as server, ImapSource(server.place()) as source:
        waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
        await asyncio.to_thread(server.append, mail("a@example.fr", "now"))
        assert await waiting is not None
        assert source._watch._thread is None


async def test_left_as_it_was() -> None:
    """No mail is marked as seen, nor in any other way."""
    async with pymap_server() as server, ImapSource(server.place()) as source:
        await asyncio.to_thread(server.append, mail("a@example.fr", "one"))
        assert len(await source.since(0)) == 1
        flags = await asyncio.to_thread(server.flags)
    assert len(flags) == 1
    assert "Seen" not in flags[0]


async def test_other_folder() -> None:
    """The folder may be another one, its name in any letters."""
    async with pymap_server() as server:
        await asyncio.to_thread(server.create, "Re&AOc-us")
        place = server.place(folder="Reçus")
        async with ImapSource(place) as source:
            await asyncio.to_thread(server.append, mail("a@example.fr", "x"), "Re&AOc-us")
            await asyncio.to_thread(server.append, mail("a@example.fr", "y"))
            assert [one.subject for one in await source.since(0)] == ["x"]


async def test_connection_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that broke is made anew; no mail is lost, none read twice."""
    monkeypatch.setattr(imap, "_RETRY_PAUSE", 0.05)
    async with pymap_server() as server, ImapSource(server.place()) as source:
        await pushed(source)
        for number in range(3):
            server.hang_up()
            await asyncio.to_thread(server.append, mail("a@example.fr", str(number)))
            bookmark = await source.bookmark()
            assert bookmark == number + 1
        await pushed(source)
        assert [one.subject for one in await source.since(0)] == ["0", "1", "2"]


async def test_watch_that_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the server hangs up on who listens, mails are found by looking meanwhile."""
    monkeypatch.setattr(imap, "PUSHED", (1000.0, 1000.0))
    async with pymap_server() as server, ImapSource(server.place()) as source:
        await pushed(source)
        waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
        await asyncio.sleep(0.05)
        server.hang_up()
        await asyncio.to_thread(server.append, mail("a@example.fr", "one"))
        assert await waiting is not None


async def test_gone_meanwhile() -> None:
    """A server that goes away is a fault for who waits, and the source can be left."""
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(pymap_server())
        async with ImapSource(server.place()) as source:
            await stack.aclose()
            with pytest.raises(MailError, match="speaks IMAP"):
                await source.wait("a@example.fr", 0, SOON)


async def test_numbered_anew() -> None:
    """A folder that was made anew during the run is a fault: its numbers mean nothing now."""
    async with pymap_server() as server, ImapSource(server.place()) as source:
        source._numbering += 1
        server.hang_up()
        with pytest.raises(MailError, match="UIDVALIDITY"):
            await source.bookmark()


@pytest.mark.parametrize("kind", ["direct", "starttls"])
async def test_encrypted(kind: Literal["direct", "starttls"], tmp_path: Path) -> None:
    """Mails come by TLS, woken as without; a certificate that nobody vouches for is refused."""
    authority = trustme.CA()
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("127.0.0.1").configure_cert(tls)
    pem = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(pem))
    async with pymap_server(tls, direct=kind == "direct") as server:
        place = server.place().model_copy(update={"tls": kind})
        trusting: tuple[dict[str, Any], ...] = ({"authorities": pem}, {"verify": False})
        for trust in trusting:
            async with ImapSource(place.model_copy(update=trust)) as source:
                await pushed(source)
                waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
                await asyncio.to_thread(server.append, mail("a@example.fr", "s"))
                assert await waiting is not None
        with pytest.raises(MailError, match="`tls`, `port` or `authorities`"):
            async with ImapSource(place):
                pass


async def test_wrong_password() -> None:
    """A refused login is a fault that names the keys to correct, and not the password."""
    async with pymap_server() as server:
        for password in ("hunter22", "mot de passé"):
            place = server.place(password)
            with pytest.raises(MailError, match="`user` and `password`") as caught:
                async with ImapSource(place):
                    pass
            assert password not in f"{caught.value} {place}"


async def test_no_such_folder() -> None:
    """A folder that is not there is a fault that names it."""
    async with pymap_server() as server:
        with pytest.raises(MailError, match=r"'Nowhere'.*Correct `folder`"):
            async with ImapSource(server.place(folder="Nowhere")):
                pass


async def test_not_there() -> None:
    """A port where nothing serves, and a name that nobody has, are faults."""
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]
    for host, told in (("127.0.0.1", "Connection refused"), ("no.such.invalid", "no such host")):
        place = MailSettings(
            source="imap", host=host, port=port, user="qa", password="x", tls="none"
        )
        with pytest.raises(MailError, match=told):
            async with ImapSource(place):
                pass


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (b"", "no answer in time"),
        (b"* OK ready\r\n", "no answer in time"),
        (b"220 smtp.example ESMTP\r\n", "speaks IMAP"),
        (b"\x00\x1b[31m\r\n", "speaks IMAP"),
        (b"* BYE too many connections\r\n", "speaks IMAP"),
    ],
)
async def test_no_imap(says: bytes, told: str) -> None:
    """A server that stalls, or speaks otherwise, is a fault; what it says is made harmless."""
    held: list[asyncio.StreamWriter] = []

    async def client(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        held.append(writer)
        writer.write(says)

    server = await asyncio.start_server(client, "127.0.0.1", 0)
    place = Server(server.sockets[0].getsockname()[1]).place()
    with pytest.raises(MailError, match=told) as caught:
        async with ImapSource(place, stall=0.2):
            pass
    assert str(caught.value).isprintable()
    for one in held:
        one.close()
    server.close()
    await server.wait_closed()


async def test_left_in_the_middle() -> None:
    """A source can be left while somebody waits and the server says nothing."""
    async with pymap_server() as server:
        async with ImapSource(server.place()) as source:
            waiting = asyncio.create_task(source.wait("a@example.fr", 0, SOON))
            await asyncio.sleep(0.05)
        with pytest.raises(MailError, match="inside `async with`"):
            await waiting
