"""A free port is free, and stays so while others connect."""

import socket

from harness.core.ports import free_port


def test_a_server_can_listen_there() -> None:
    """Nobody does, and the system gives the port to no connection."""
    port = free_port()
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", port))
    assert port < 32_000


def test_two_are_not_the_same() -> None:
    """They are drawn, so that processes that start together do not meet."""
    assert len({free_port() for _ in range(20)}) > 10
