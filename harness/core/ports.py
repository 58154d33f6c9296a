"""Free ports on 127.0.0.1, for servers that are started a moment later."""

import socket
from contextlib import suppress
from random import SystemRandom

_RANGE = range(15_000, 32_000)  # below the ports that systems give to connections by themselves
_TRIES = 50
_RANDOM = SystemRandom()  # processes that start together must not draw the same ports


def free_port() -> int:
    """A port on 127.0.0.1 on which nobody listens.

    It is drawn from a range of which the system takes none for connections, so that it is still
    free when a server binds it.

    Raises:
        OSError: the machine has no free port.
    """
    for port in _RANDOM.sample(_RANGE, _TRIES):
        with suppress(OSError):
            return _bound(port)
    return _bound(0)


def _bound(port: int) -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", port))
        return int(listening.getsockname()[1])
