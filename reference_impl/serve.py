"""Serves a portal until it is told to end."""

import signal
import socket
from types import FrameType

import uvicorn
from starlette.types import ASGIApp

from reference_impl.web.hosts import OwnHosts

GRACE_SECONDS = 1
BACKLOG = 2048


class AddressError(Exception):
    """The portal cannot serve at that address; the message says why."""


class AnnouncedServer(uvicorn.Server):
    """A server that says on the standard output when it serves, and where."""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start serving, then print the line that the launcher waits for."""
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            print(f"READY http://{shown}:{port}/", flush=True)  # noqa: T201


def listen(host: str, port: int) -> socket.socket:
    """Open the socket to serve on.

    Raises:
        AddressError: The address is not one of this machine, or the port is taken.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listening = socket.create_server((host, port), family=family, backlog=BACKLOG)
    except OSError as error:
        raise AddressError(f"cannot serve on {host} port {port}: {error.strerror}") from error
    # Accepted connections inherit it; without it each page waits 40 ms for an acknowledgement.
    listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listening


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT, then return.

    Raises:
        AddressError: The address is not one of this machine, or the port is taken.
    """
    listening = listen(host, port)
    config = uvicorn.Config(
        OwnHosts(app, host, socket.gethostname()),
        log_level="warning",
        access_log=False,
        lifespan="off",
        server_header=False,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    server = AnnouncedServer(config)

    # uvicorn raises the signals it got once more after the shutdown: they must not end the
    # process then with another exit code than 0. Before it takes over, they end it as well.
    def end(_number: int, _frame: FrameType | None) -> None:
        server.should_exit = True

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, end)
    server.run(sockets=[listening])
