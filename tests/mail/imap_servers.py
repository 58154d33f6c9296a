"""Real IMAP servers on a free port of this machine, each with one mailbox.

`pymap` is always there (a development dependency); Debian's `dovecot-imapd` is used as well
where it is installed.
"""

import asyncio
import imaplib
import os
import shutil
import ssl
import subprocess
from argparse import Namespace
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from grp import getgrgid
from pathlib import Path
from pwd import getpwnam, getpwuid
from tempfile import TemporaryDirectory

from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import DictBackend
from pymap.imap import IMAPServer
from pysasl.hashing import BuiltinHash

from harness.config.mail import MailSettings
from harness.core.ports import free_port

SOON = 10.0  # seconds
QUIET = 0.05
USER, PASSWORD = "qa", "s3cret-word"


@dataclass
class Server:
    """A running server, and the way to put a mail into it."""

    port: int
    direct: bool = False
    connections: list[asyncio.StreamWriter] = field(default_factory=list)

    def place(self, password: str = PASSWORD, folder: str = "INBOX") -> MailSettings:
        """Where its mailbox is."""
        return MailSettings(
            source="imap",
            host="127.0.0.1",
            port=self.port,
            user=USER,
            password=password,
            folder=folder,
            tls="none",
            quiet=QUIET,
        )

    def append(self, raw: bytes, folder: str = "INBOX") -> None:
        """Put a mail there; blocks."""
        with self.client() as client:
            status, said = client.append(folder, "", "", raw)
            assert status == "OK", said

    def create(self, folder: str) -> None:
        """Make a folder, its name in the letters of IMAP; blocks."""
        with self.client() as client:
            client.create(folder)

    def client(self) -> imaplib.IMAP4:
        """A connection of our own, logged in; blocks."""
        tls = ssl.create_default_context() if self.direct else None
        if tls:
            tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE
        client = (
            imaplib.IMAP4_SSL("127.0.0.1", self.port, ssl_context=tls, timeout=SOON)
            if tls
            else imaplib.IMAP4("127.0.0.1", self.port, SOON)
        )
        client.login(USER, PASSWORD)
        return client

    def flags(self) -> list[str]:
        """What is marked on the mails of the inbox; blocks."""
        with self.client() as client:
            client.select("INBOX", readonly=True)
            _, said = client.fetch("1:*", "(FLAGS)")
            return [one.decode() for one in said if isinstance(one, bytes)]

    def hang_up(self) -> None:
        """Break all connections off."""
        for writer in self.connections:
            writer.transport.abort()
        self.connections.clear()


@asynccontextmanager
async def pymap_server(
    tls: ssl.SSLContext | None = None, *, direct: bool = False
) -> AsyncIterator[Server]:
    """Serve from memory, by pymap, in this loop.

    Args:
        tls: for STARTTLS, or for the whole connection.
        direct: whether it is for the whole connection.
    """
    nothing = dict.fromkeys(
        ("cert", "key", "proxy_protocol", "inherited_sockets", "passlib_cfg", "debug")
    )
    user = {"demo_data": False, "demo_user": USER, "demo_password": PASSWORD}
    backend, config = await DictBackend.init(
        Namespace(host="127.0.0.1", port="0", tls=tls is not None, **user, **nothing),
        hash_context=BuiltinHash(rounds=1),  # its own takes a second for each login
        ssl_context=tls,
    )
    config.apply_context()
    reader = ProxyProtocolReader(config.proxy_protocol)
    serve = reader.get_callback(IMAPServer(backend.login, config))
    running = Server(0, direct)

    async def client(incoming: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        running.connections.append(writer)
        await serve(incoming, writer)

    server = await asyncio.start_server(client, "127.0.0.1", 0, ssl=tls if direct else None)
    running.port = server.sockets[0].getsockname()[1]
    try:
        yield running
    finally:
        server.close()
        running.hang_up()
        await server.wait_closed()


@asynccontextmanager
async def dovecot_server() -> AsyncIterator[Server]:
    """Serve from a Maildir, by a Dovecot of our own, whoever runs this."""
    with TemporaryDirectory(prefix="dovecot-") as folder:
        port = free_port()
        config = Path(folder) / "dovecot.conf"
        config.write_text(_dovecot(Path(folder), port), encoding="utf-8")
        command = [_DOVECOT, "-F", "-c", str(config)]
        with subprocess.Popen(command, stderr=subprocess.PIPE) as process:  # noqa: ASYNC220 - it is there before anything waits
            try:
                await _serves(port)
                yield Server(port)
            finally:
                process.terminate()
                await asyncio.to_thread(process.communicate)


async def _serves(port: int) -> None:
    async with asyncio.timeout(SOON):
        while True:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except OSError:
                await asyncio.sleep(0.02)
            else:
                writer.close()
                await writer.wait_closed()
                return


def _dovecot(folder: Path, port: int) -> str:
    me = getpwuid(os.getuid())
    other = getpwnam("nobody") if me.pw_uid == 0 else me  # its front door refuses to be root
    group = getgrgid(other.pw_gid).gr_name
    folder.chmod(0o755)
    (folder / "home").mkdir()
    os.chown(folder / "home", other.pw_uid, other.pw_gid)
    return f"""
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {other.pw_name}
default_internal_group = {group}
default_login_user = {other.pw_name}
first_valid_uid = 1
first_valid_gid = 1
mail_location = maildir:{folder}/home/mail
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
  inet_listener imaps {{
    port = 0
  }}
}}
service anvil {{
  chroot =
}}
passdb {{
  driver = static
  args = "password={PASSWORD}"
}}
userdb {{
  driver = static
  args = uid={other.pw_uid} gid={other.pw_gid} home={folder}/home
}}
"""


_DOVECOT = shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin:/usr/bin") or ""
SERVERS: dict[str, Callable[[], AbstractAsyncContextManager[Server]]] = {
    "pymap": pymap_server,
    **({"dovecot": dovecot_server} if _DOVECOT else {}),
}
